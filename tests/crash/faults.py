"""Calls of the system that fail on purpose: the process dies, the disk is full, Ctrl-C is pressed, at the k-th call."""

from __future__ import annotations

import errno
import os
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CALLS = ("open", "write", "fsync", "mkdir", "rmdir", "rename", "replace", "unlink", "chmod")
"""Everything that changes a file system, or makes sure that it has changed."""

Fault = Callable[[int, str, Callable[..., Any], tuple[Any, ...]], None]
"""Called before a call: its number, its name, the call itself, and its arguments."""


@contextmanager
def faulty(fault: Fault, names: Iterable[str] = CALLS) -> Iterator[list[str]]:
    """Let a fault see each call of the system in this process; the names of the calls are collected."""
    real = {name: getattr(os, name) for name in names}
    seen: list[str] = []

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            seen.append(name)
            fault(len(seen), name, real[name], args)
            return real[name](*args, **options)

        return call

    for name in real:
        setattr(os, name, wrapped(name))
    try:
        yield seen
    finally:
        for name, call in real.items():
            setattr(os, name, call)


def nothing(_number: int, _name: str, _call: Callable[..., Any], _args: tuple[Any, ...]) -> None:
    """Let every call be."""


def die_at(k: int, half: bool = False) -> Fault:
    """Kill the process at its k-th call; ``half`` lets a write get half-way first."""

    def fault(number: int, name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> None:
        if number == k:
            if half and name == "write":
                call(args[0], bytes(args[1])[: len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)

    return fault


def raise_at(k: int, error: BaseException, for_good: bool = False) -> Fault:
    """Let the k-th call fail; ``for_good`` lets all later ones fail too."""

    def fault(number: int, _name: str, _call: Callable[..., Any], _args: tuple[Any, ...]) -> None:
        if number == k or (for_good and number > k):
            raise error

    return fault


def full() -> OSError:
    """Return what the system says when the disk is full."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def in_a_process(work: Callable[[], None]) -> int:
    """Run something in a child process and return how it ended: 0, or minus the signal that killed it, or 1."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fork copies the threads of the test runner, which the child does not need
        child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return the bytes and the permissions of every file below a folder, hidden ones included."""
    found = sorted(path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mode) for path in found}
