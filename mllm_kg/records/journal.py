"""Changes to several records of a folder: all or none, whatever happens to the machine.

A change is put in place by a process that holds the folder's lock:

1. The folder ``.unfinished`` is made, and every new file is written into it, with the mode that it shall have, and
   synced to the disk.
2. A journal that lists the files to replace and to remove is written beside them under another name, synced, and
   renamed to ``journal``; the folder is synced. *From here on the change counts.*
3. Each new file is renamed to its place, each file to remove is removed, and their folders are synced.
4. The journal is removed, then ``.unfinished``; the change is done, and on the disk.

Whoever opens the folder next and finds ``.unfinished`` there settles it first: with a journal, steps 3 and 4 are done
again, which is harmless as often as it happens; without one, the folder is removed. So a process that is killed, a
machine that stops and a disk that is full leave the records as they were before step 1 or as they are after step 4,
byte for byte. Between two renames of step 3 other programs (an editor, ``git``) can see some files already changed and
others not; no file is ever half written, and readers that take the lock never see a part.

An error before the change counts takes it back. An error after that is tried again once; when that fails too, the
change stays decided, and the next who opens the folder finishes it.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mllm_kg.assets import UNFINISHED
from mllm_kg.errors import OutputError, UnreadableInput, UsageError
from mllm_kg.namespaces import KINDS
from mllm_kg.records.locking import Tell, locked, silent

__all__ = ["Change", "Settled", "check_place", "install", "reading", "settle", "sync"]

_JOURNAL = "journal"
_FOLDERS = "|".join(sorted({kind.folder for kind in KINDS.values() if kind.folder}))
_PLACE = re.compile(rf"(?:{_FOLDERS})/[a-z0-9]+(?:-[a-z0-9]+)*\.yaml")
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one file.

    :param place: its path below the folder, such as ``models/bloomz.yaml``
    :param before: its content now, or ``None`` when there is none
    :param after: its new content, or ``None`` to remove it
    """

    place: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found of a process that did not come to its end.

    :param finished: the files of a change that counted already, which are in place now
    :param dropped: the files of a change that did not, which are as they were; its temporary files were removed
    """

    finished: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.finished:
            return f"A change that had been interrupted was finished: {', '.join(self.finished)}."
        return f"A change that had been interrupted was taken back: {', '.join(self.dropped)}."


def check_place(folder: Path, place: str) -> Path:
    """Return the file that a place stands for.

    :raises UsageError: when records can't stand there
    :raises OutputError: when a symbolic link, or what is no file, is in the way
    """
    if not _PLACE.fullmatch(place):
        raise UsageError(f"{place!r} is no place for a record.", hint="For example: models/bloomz.yaml")
    target = folder / place
    for path, right, what in ((target.parent, stat.S_ISDIR, "folder"), (target, stat.S_ISREG, "file")):
        with suppress(FileNotFoundError):
            mode = path.lstat().st_mode
            if not right(mode):
                found = "a symbolic link" if stat.S_ISLNK(mode) else f"no {what}"
                raise OutputError(f"{path} is {found}; nothing is written there.")
    return target


def install(folder: Path, changes: Sequence[Change]) -> None:
    """Put changes in place, all or none; when it returns, they are on the disk.

    The caller holds the folder's lock and has settled what others left.

    :raises OutputError: when they can't be written; says whether they count
    """
    pending = folder / UNFINISHED
    try:
        pending.mkdir()
        try:
            _decide(folder, pending, changes)
        except BaseException:
            with suppress(OSError):
                _drop(pending)
            raise
    except OSError as error:
        became = "it is not known what of the change counts" if (pending / _JOURNAL).exists() else "nothing was changed"
        raise OutputError(f"{folder} can't be written to: {_why(error)}; {became}.") from None
    try:
        _finish(folder, pending)
    except BaseException as error:
        _finish_again(folder, pending)
        if not isinstance(error, OSError):
            raise


def settle(folder: Path, tell: Tell = silent) -> Settled | None:
    """Finish, or take back, what a process left in a folder that did not come to its end.

    It costs one call of the system when there is nothing to do.

    :param tell: told what was found, and when others must be waited for
    :returns: what was found, or ``None`` for nothing
    :raises OutputError: when it can't be done
    """
    if not os.path.lexists(folder / UNFINISHED):
        return None
    try:
        with locked(folder, tell):
            found = _settled(folder, folder / UNFINISHED)
    except OSError as error:
        raise OutputError(f"A change to {folder} was interrupted, and can't be settled: {_why(error)}.") from None
    if found is not None:
        tell(str(found))
    return found


@contextmanager
def reading(folders: Iterable[Path], tell: Tell = silent) -> Iterator[None]:
    """Keep folders as they are while they are read, settled first; one that does not exist needs no keeping.

    :raises OutputError: when something unfinished can't be settled, or another process takes too long
    :raises UnreadableInput: when a folder can't be opened
    """
    with ExitStack() as stack:
        for folder in folders:
            if folder.is_dir():
                stack.enter_context(_kept(folder, tell))
        yield


def _kept(folder: Path, tell: Tell) -> ExitStack:
    while True:
        settle(folder, tell)
        held = ExitStack()
        try:
            held.enter_context(locked(folder, tell, shared=True))
        except OSError as error:
            raise UnreadableInput(str(folder), _why(error)) from None
        if not os.path.lexists(folder / UNFINISHED):
            return held
        held.close()


def _settled(folder: Path, pending: Path) -> Settled | None:
    if not os.path.lexists(pending):  # whoever held the lock has come to its end
        return None
    if not stat.S_ISDIR(pending.lstat().st_mode):
        raise OutputError(f"{pending} is no folder; remove it.")
    places = _listed(folder, pending)
    if places is not None:
        _finish(folder, pending)
        return Settled(finished=places)
    left = (path.name.removesuffix(".new").replace("+", "/") for path in pending.iterdir())
    dropped = tuple(sorted(place for place in left if place != _JOURNAL))
    _drop(pending)
    return Settled(dropped=dropped) if dropped else None


def _decide(folder: Path, pending: Path, changes: Sequence[Change]) -> None:
    """Write everything that is needed into ``.unfinished``; with the journal's last sync the change counts."""
    for change in changes:
        target = check_place(folder, change.place)
        if change.after is not None:
            target.parent.mkdir(exist_ok=True)
            _write(_new(pending, change.place), change.after, _mode(target))
    sync(folder)
    rows = [[change.place, _digest(change.before), change.after is not None] for change in changes]
    draft = pending / f"{_JOURNAL}.new"
    _write(draft, json.dumps(rows).encode(), None)
    sync(pending)
    draft.replace(pending / _JOURNAL)
    sync(pending)


def _finish(folder: Path, pending: Path) -> None:
    """Do what the journal says, however much of it is done already, and clear it away."""
    if (pending / _JOURNAL).exists():
        touched = set()
        for place, before, stays in _rows(pending):
            target, new = check_place(folder, place), _new(pending, place)
            if new.exists() if stays else target.exists():
                _refuse_edited(pending, target, before)
                new.replace(target) if stays else target.unlink()
            touched.add(target.parent)
        for parent in sorted(touched):
            sync(parent)
        sync(pending)
        (pending / _JOURNAL).unlink()
    _drop(pending)


def _finish_again(folder: Path, pending: Path) -> None:
    try:
        _finish(folder, pending)
    except OSError as error:
        raise OutputError(
            f"A change to {folder} is decided, but not all of it could be put in place: {_why(error)}.",
            hint="The next command that opens the folder finishes it.",
        ) from None


def _refuse_edited(pending: Path, target: Path, before: str | None) -> None:
    """Leave a file alone that someone changed after the process had died that meant to replace it."""
    found = target.read_bytes() if target.exists() else None
    if _digest(found) != before:
        raise OutputError(
            f"{target} was edited after a change to it had been interrupted.",
            hint=f"The interrupted change is in {pending}. Take from it what you need, then remove that folder.",
        )


def _drop(pending: Path) -> None:
    """Remove ``.unfinished``: its journal first, for good, since the journal counts as long as it is there."""
    if not pending.exists():
        return
    (pending / _JOURNAL).unlink(missing_ok=True)
    sync(pending)
    for path in pending.iterdir():
        path.unlink()
    pending.rmdir()
    sync(pending.parent)


def _listed(folder: Path, pending: Path) -> tuple[str, ...] | None:
    """Return the places that a journal lists, or ``None`` when there is no journal."""
    if not os.path.lexists(pending / _JOURNAL):
        return None
    try:
        places = tuple(place for place, _, _ in _rows(pending))
        for place in places:
            check_place(folder, place)
    except (ValueError, TypeError, UsageError):
        raise OutputError(f"{pending / _JOURNAL} is not what mllm-kg wrote; remove {pending}.") from None
    return places


def _rows(pending: Path) -> list[tuple[str, str | None, bool]]:
    content = json.loads((pending / _JOURNAL).read_bytes())
    return [(str(place), before, bool(stays)) for place, before, stays in content]


def _new(pending: Path, place: str) -> Path:
    return pending / f"{place.replace('/', '+')}.new"


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _mode(path: Path) -> int | None:
    """Return the permissions of a file, or ``None`` when there is none."""
    try:
        return stat.S_IMODE(path.lstat().st_mode)
    except FileNotFoundError:
        return None


def _write(path: Path, content: bytes, mode: int | None) -> None:
    """Write a new file, with these permissions or those that are usual here, and sync it."""
    descriptor = os.open(path, _WRITE, 0o666)
    try:
        if mode is not None:
            path.chmod(mode)
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk, where the system can do that.

    :raises OSError: when it can't
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)


def _why(error: OSError) -> str:
    return error.strerror or str(error)
