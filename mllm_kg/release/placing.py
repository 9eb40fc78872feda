"""Where a bundle lies, and how it gets there: whole or not at all, and never over what someone else has put there.

1. It is gathered in a hidden folder beside its place. A process that is still at work holds a lock on its own folder;
   what a killed one left is removed by the next.
2. The zip file is written there too.
3. Both take their places by renames. A bundle of the same release that is there already is replaced if it is whole: just
   the files of its checksums, each as it was made. Anything else is a stranger's and stays, with one message.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mllm_kg.errors import OutputError
from mllm_kg.release.crate import CHECKSUMS

__all__ = ["check_place", "checksums", "place", "staged", "whole"]

_HIDDEN = ".mllm-kg-release-"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def checksums(digests: Mapping[str, str]) -> bytes:
    """Return the file that ``sha256sum -c`` reads, sorted by path.

    :param digests: the SHA-256 of each file, by path
    """
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def whole(folder: Path) -> bool:
    """Whether a folder is a bundle as it was made: the files of its checksums, no other ones, none changed."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
        told = {found[2]: found[1] for line in lines if (found := _LINE.fullmatch(line))}
        paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
        paths.pop(CHECKSUMS)
        if len(told) != len(lines) or told.keys() != paths.keys():
            return False
        return all(hashlib.sha256(paths[name].read_bytes()).hexdigest() == told[name] for name in told)
    except (OSError, UnicodeDecodeError, KeyError):
        return False


@contextmanager
def staged(output: Path) -> Iterator[Path]:
    """Make a hidden folder in the folder ``output``, which is made if need be, and remove it in the end.

    :raises OutputError: when something can't be written
    """
    made, missing = None, not output.exists()
    try:
        output.mkdir(parents=True, exist_ok=True)
        _sweep(output)
        made = Path(tempfile.mkdtemp(prefix=_HIDDEN, dir=output))
        with _held(made):
            yield made
    except OSError as error:
        raise OutputError(f"{output} can't be written: {error.strerror or error}.") from None
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        if missing:  # and nothing took its place there
            with contextlib.suppress(OSError):
                output.rmdir()


def place(stage: Path, output: Path, name: str) -> None:
    """Move the bundle ``name`` and its zip file from a stage to their places.

    :raises OutputError: when there is something else already; nothing is changed then
    :raises OSError: when they can't be moved
    """
    target = output / name
    check_place(target)
    old = stage / "before"
    for path in stage.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    if target.exists():
        os.rename(target, old)
    try:
        os.rename(stage / name, target)
    except OSError:
        if old.exists():
            os.rename(old, target)
        raise
    os.replace(stage / f"{name}.zip", output / f"{name}.zip")


def check_place(target: Path) -> None:
    """Make sure that a bundle may take its place.

    :raises OutputError: when there is something that a release did not leave
    """
    if os.path.lexists(target) and (target.is_symlink() or not whole(target)):
        told = "is no folder" if not target.is_dir() or target.is_symlink() else "is not as a release was made"
        raise OutputError(
            f"{target} {told}; nothing was changed.", hint="Move it away, or name another folder: make release DIST=..."
        )


def _sweep(output: Path) -> None:
    """Remove what processes left that were killed; one that is still at work holds a lock."""
    for left in output.glob(f"{_HIDDEN}*"):
        with contextlib.suppress(OSError), _held(left):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a lock on a folder as long as the block runs.

    :raises BlockingIOError: when another process holds it
    """
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # not a POSIX system
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
        yield
    finally:
        os.close(descriptor)
