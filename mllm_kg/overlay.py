"""What would be, without touching what is: a private, writable copy of a graph's index that lasts for one question.

An index is made of sorted tables that are never changed once they are written, and of small files that say which of
them count. So a copy that can be written to costs as much as its small files:

1. A new folder gets a symbolic link to each table, and a copy of everything else; where the system has no symbolic
   links, tables are copied too.
2. The engine opens the folder as its own. What it writes goes to new files there; when it drops a table, it drops the
   link.
3. At the end the folder goes away, whatever happened in between.

The folder lies in memory where the system has room for that, since the engine waits for a disk to have written what it
was told. A graph in memory is copied in memory.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from mllm_kg.errors import OutputError
from mllm_kg.graph import Dataset

__all__ = ["Overlay", "drop_empty", "linked"]

_TABLE = ".sst"
_NOT_COPIED = ("LOCK", "LOG")
_MEMORY = Path("/dev/shm")
_ROOM = 1 << 28


class Overlay(Dataset):
    """A dataset that holds what another one holds and may be written to; the other one stays as it is.

    It is a context manager: at its end nothing is left of it.

    :param dataset: the dataset to begin with
    :raises OutputError: when there is no room for it in the system's folder for temporary files
    """

    def __init__(self, dataset: Dataset) -> None:
        self._room: Path | None = None
        if dataset.folder is None:
            store = ox.Store()
            store.bulk_extend(dataset.store)
        else:
            store = self._opened(dataset.folder)
        super().__init__(store)

    def _opened(self, folder: Path) -> ox.Store:
        try:
            self._room = Path(tempfile.mkdtemp(prefix="mllm-kg-overlay-", dir=_room()))
            linked(folder, self._room, Path.symlink_to)
            return ox.Store(str(self._room))
        except OSError as error:
            self._remove()
            where = _room() or tempfile.gettempdir()
            raise OutputError(
                f"There is no room for a draft of the graph in {where}: {error.strerror or error}."
            ) from None
        except BaseException:
            self._remove()
            raise

    def _remove(self) -> None:
        if self._room is not None:
            shutil.rmtree(self._room, ignore_errors=True)

    def close(self) -> None:
        """Let go of it. It holds nothing afterwards."""
        self.store = ox.Store()
        self._remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _room() -> Path | None:
    """Return the folder to make drafts in: the system's memory, where it can be written; ``None`` is the usual one."""
    try:
        if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
            return _MEMORY
    except OSError:
        pass
    return None


def linked(folder: Path, room: Path, link: Callable[[Path, Path], None] = Path.hardlink_to) -> None:
    """Fill a folder with links to the tables of an index and with copies of its other files.

    :param folder: the index
    :param room: the folder to fill
    :param link: makes its first argument a link to its second; hard links last when ``folder`` goes
    """
    for path in folder.resolve().iterdir():
        if path.name.startswith(_NOT_COPIED):
            continue
        if path.suffix == _TABLE:
            try:
                link(room / path.name, path)
                continue
            except (OSError, NotImplementedError):
                pass
        shutil.copyfile(path, room / path.name)


def drop_empty(store: ox.Store, removed: Iterable[ox.Quad]) -> None:
    """Take the named graphs out of a store of which nothing is left: the engine keeps their names.

    :param store: the store
    :param removed: what was taken out of it
    """
    for name in {quad.graph_name for quad in removed}:
        if next(iter(store.quads_for_pattern(None, None, None, name)), None) is None:
            store.remove_graph(name)
