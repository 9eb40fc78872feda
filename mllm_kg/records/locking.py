"""Who may read and who may write a folder of records: any number of readers, or one writer.

The lock is the system's own on the folder itself (``flock``), so that no file shows it, a folder that may only be read
can be locked too, and it ends with its process, however that ends. A process that holds it can open the folder again.

Where the system has no ``flock``, or the file system does not know it, nobody is kept out. Between machines that share
a network folder it does not reach.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeAlias

from mllm_kg import settings
from mllm_kg.errors import OutputError

__all__ = ["Tell", "locked", "silent"]

Tell: TypeAlias = Callable[[str], None]
"""Called with one line for the person who waits."""

_HELD: ContextVar[frozenset[str]] = ContextVar("held", default=frozenset())
_AFTER = 1.0
_PAUSE = 0.02


def silent(_line: str) -> None:
    """Tell nobody."""


@contextmanager
def locked(folder: Path, tell: Tell = silent, *, shared: bool = False) -> Iterator[None]:
    """Keep others from writing to a folder, and unless ``shared`` from reading it, waiting until they are done.

    :param folder: the folder, which exists
    :param tell: told once when that takes more than a second
    :raises OutputError: when they are not done within the setting ``lock_timeout``
    :raises OSError: when the folder can't be opened
    """
    name = os.path.realpath(folder)
    if os.name == "nt" or name in _HELD.get():
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _acquire(descriptor, folder, tell, shared)
        held = _HELD.set(_HELD.get() | {name})
        try:
            yield
        finally:
            _HELD.reset(held)
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, folder: Path, tell: Tell, shared: bool) -> None:
    from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock

    start, told = time.monotonic(), False
    while True:
        try:
            flock(descriptor, (LOCK_SH if shared else LOCK_EX) | LOCK_NB)
        except BlockingIOError:
            waited = time.monotonic() - start
        except OSError:  # a file system without locks
            return
        else:
            return
        if waited > settings.number("lock_timeout"):
            raise OutputError(
                f"Another process has been at work in {folder} for {waited:.0f} seconds.",
                hint="Try again when it is done; MLLM_KG_LOCK_TIMEOUT sets how long to wait.",
            )
        if waited > _AFTER and not told:
            tell(f"Waiting for another process that is at work in {folder} ...")
            told = True
        time.sleep(_PAUSE)
