"""Changes to records: decided on what is there, and installed all or nothing.

::

    with Transaction(assets) as change:
        text = change.read("models/bloomz.yaml")
        change.write("models/bloomz.yaml", edited(text))
        change.commit()

1. Entering makes the folder when there is none, takes its lock, and settles what a process left that did not come to
   its end. While the lock is held no other curator reads or writes there, so that nothing gets lost between them.
2. What is read and what is to be written is remembered, with the content that the decision was based on.
3. :meth:`Transaction.commit` looks once more whether all those files are as they were (an editor takes no lock) and
   then puts the changes in place; :mod:`mllm_kg.records.journal` says how, and what is promised.
4. Leaving without a commit changes nothing.

Files are named by their place alone, a folder of records and a slug, and never by a path that someone gave; nothing is
written through a symbolic link below the folder.
"""

from __future__ import annotations

import errno
from contextlib import ExitStack
from pathlib import Path
from types import EllipsisType, TracebackType
from typing import Self

from mllm_kg.assets import Assets
from mllm_kg.errors import OutputError
from mllm_kg.records.journal import Change, Settled, check_place, install, settle, sync
from mllm_kg.records.locking import Tell, locked, silent

__all__ = ["Transaction"]


class Transaction:
    """Changes to the records of the folder that may be written, ``assets.writable``.

    A place is a path below that folder: ``models/bloomz.yaml``.

    :param assets: the sources
    :param tell: told when another process must be waited for, and what was left of one that died
    """

    def __init__(self, assets: Assets, tell: Tell = silent) -> None:
        self.folder = assets.writable
        self.settled: Settled | None = None
        self._hint = None if assets.own else "With --data DIR, records go to a folder of your own."
        self._tell = tell
        self._held = ExitStack()
        self._seen: dict[str, bytes | None] = {}
        self._planned: dict[str, bytes | None] = {}

    def __enter__(self) -> Self:
        """Take the lock.

        :raises OutputError: when the folder can't be made or opened, or another process takes too long
        """
        try:
            _make(self.folder)
            self._held.enter_context(locked(self.folder, self._tell))
            self.settled = settle(self.folder, self._tell)
        except OSError as error:
            raise self._failed(error) from None
        except BaseException:
            self._held.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lock back; what was not committed is forgotten."""
        self._held.close()

    def read(self, place: str) -> bytes | None:
        """Return what a file will hold: what is planned for it, else what it holds; ``None`` when it does not exist.

        :raises UsageError: when records can't stand there
        :raises OutputError: when a symbolic link is in the way, or the file can't be read
        """
        if place in self._planned:
            return self._planned[place]
        if place not in self._seen:
            self._seen[place] = self._now(place)
        return self._seen[place]

    def write(self, place: str, content: bytes, expected: bytes | EllipsisType | None = ...) -> None:
        """Plan a file's new content.

        :param place: where
        :param content: what the file shall hold
        :param expected: the content that the decision was based on, when it was read before the lock was taken;
            ``None`` for no file
        :raises UsageError: when records can't stand there
        :raises OutputError: when the file holds something else than expected, or a symbolic link is in the way
        """
        self._plan(place, content, expected)

    def delete(self, place: str, expected: bytes | EllipsisType | None = ...) -> None:
        """Plan that there is no such file; the parameters are those of :meth:`write`."""
        self._plan(place, None, expected)

    def commit(self) -> tuple[str, ...]:
        """Put what is planned in place, all or nothing; when this returns, it is on the disk.

        :returns: the places that changed, in order; a file that holds its new content already is not touched
        :raises OutputError: when a file changed since it was read, or can't be written; says what became of the change
        """
        changed = [place for place, content in self._seen.items() if self._now(place) != content]
        if changed:
            raise _changed(self.folder, changed)
        changes = [
            Change(place, self._seen[place], content)
            for place, content in sorted(self._planned.items())
            if content != self._seen[place]
        ]
        if changes:
            try:
                install(self.folder, changes)
            except OutputError as error:
                error.hint = error.hint or self._hint
                raise
        self._seen |= self._planned
        self._planned.clear()
        return tuple(change.place for change in changes)

    def _plan(self, place: str, content: bytes | None, expected: bytes | EllipsisType | None) -> None:
        if place not in self._seen:
            self._seen[place] = self._now(place)
        if expected is not ... and self._seen[place] != expected:
            raise _changed(self.folder, [place])
        self._planned[place] = content

    def _now(self, place: str) -> bytes | None:
        try:
            return check_place(self.folder, place).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OutputError(f"{self.folder / place} can't be read: {error.strerror or error}.") from None

    def _failed(self, error: OSError) -> OutputError:
        return OutputError(f"{self.folder} can't be opened: {error.strerror or error}.", hint=self._hint)


def _changed(folder: Path, places: list[str]) -> OutputError:
    names = ", ".join(str(folder / place) for place in places)
    return OutputError(
        f"{names}: changed by someone else in the meantime; nothing was written.",
        hint="Look at what changed, and try again.",
    )


def _make(folder: Path) -> None:
    """Make a folder, and those above it that are missing, and sync their names to the disk."""
    if folder.is_dir():
        return
    _make(folder.parent)
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, f"{folder} is no folder") from None
    sync(folder.parent)
