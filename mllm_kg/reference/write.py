"""Writing the pages: all or nothing, and never over what someone else has put there.

A folder that this wrote carries ``manifest.json``, with the SHA-256 of each of its files. It may be written to again as
long as it holds just those files as they were written; anything else in it is a stranger's, and then nothing is changed.

1. All files are first written beside the folder when there is none yet, else into a folder inside it that is hidden.
2. A new folder takes its place with one rename. In one that is there, each file takes the place of the one before it
   with one rename, files that are gone are removed, and the manifest comes last. A command that was stopped on the way
   can be run again: a file that is already what it should be is nobody else's.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from mllm_kg.errors import OutputError

__all__ = ["MANIFEST", "write_folder"]

MANIFEST = "manifest.json"
"""The file by which a folder that this wrote is known."""

_MADE_BY = "mllm-kg docs"
_HIDDEN = ".mllm-kg-docs-"


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder of their own.

    :param folder: where to; it is made when it is not there
    :param files: contents by name, without folders
    :raises OutputError: when it can't be written, or holds what this did not write; nothing is changed then
    """
    target = Path(os.path.realpath(folder))
    wanted = {**files, MANIFEST: _manifest(files)}
    try:
        if os.path.lexists(target):
            _replace(folder, target, wanted)
        else:
            _create(target, wanted)
    except OSError as error:
        raise OutputError(f"{folder} can't be written: {error.strerror or error}.") from None


def _create(target: Path, wanted: Mapping[str, bytes]) -> None:
    made = _make_parents(target.parent)
    try:
        with _staged(target.parent, wanted) as stage:
            os.rename(stage, target)
    except BaseException:
        for parent in made:
            with contextlib.suppress(OSError):
                parent.rmdir()
        raise


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder with those above it; return the ones that were made, the innermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
    return missing


def _replace(told: Path, target: Path, wanted: Mapping[str, bytes]) -> None:
    if not target.is_dir():
        raise OutputError(f"{told} is no folder.", hint="Name a new or an empty one with -o.")
    known = _known(target)
    present = sorted(entry.name for entry in target.iterdir() if not entry.name.startswith(_HIDDEN))
    for name in present:
        if not _is_ours(target / name, known.get(name), wanted.get(name)):
            why = "was changed since" if name in known else "was not written by this command"
            raise OutputError(
                f"{told} holds {name}, which {why}; nothing was changed.", hint="Name a new or an empty folder with -o."
            )
    with _staged(target, wanted) as stage:
        for name in (*(name for name in wanted if name != MANIFEST), MANIFEST):
            os.replace(stage / name, target / name)
        for name in present:
            if name not in wanted:
                (target / name).unlink()
        stage.rmdir()
    for left in target.glob(f"{_HIDDEN}*"):  # of a command that was killed
        shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _staged(around: Path, wanted: Mapping[str, bytes]) -> Iterator[Path]:
    """Write all files into a hidden folder, which is removed when what follows fails."""
    stage = around / f"{_HIDDEN}{secrets.token_hex(4)}"
    stage.mkdir()
    try:
        for name, content in wanted.items():
            with (stage / name).open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        yield stage
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise


def _known(target: Path) -> dict[str, str]:
    """Return the digests of the files that a folder's manifest lists, with that of the manifest."""
    try:
        content = (target / MANIFEST).read_bytes()
        told = json.loads(content)
        if told["made-by"] == _MADE_BY and _manifest_of(told["files"]) == content:
            return {**told["files"], MANIFEST: _digest(content)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return {}


def _is_ours(path: Path, digest: str | None, wanted: bytes | None) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    content = path.read_bytes()
    return content == wanted or _digest(content) == digest


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return _manifest_of({name: _digest(content) for name, content in files.items()})


def _manifest_of(digests: Mapping[str, str]) -> bytes:
    told = {"made-by": _MADE_BY, "files": dict(sorted(digests.items()))}
    return (json.dumps(told, indent=1) + "\n").encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
