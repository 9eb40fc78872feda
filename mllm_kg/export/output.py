"""Writing an answer to where it is wanted: all of it, or nothing and one line that says why."""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mllm_kg.errors import OutputError

__all__ = ["opened", "write"]


def write(data: bytes, output: Path | str | BinaryIO | None = None) -> None:
    """Write ``data`` to a file, a stream, or (``None`` or ``-``) standard output.

    :raises OutputError: when that fails; a file is then as it was before
    """
    with opened(output) as stream:
        stream.write(data)


@contextmanager
def opened(output: Path | str | BinaryIO | None = None) -> Iterator[BinaryIO]:
    """Open what is to be written: a file, a stream that is open already, or (``None`` or ``-``) standard output.

    A file takes its place when the block has ended well, with the permissions of the file it replaces. A reader of
    standard output who goes away early is no error.

    :raises OutputError: when opening, writing or closing fails; a file is then as it was before
    """
    if output is None or str(output) == "-":
        with _standard_output() as stream:
            yield stream
    elif isinstance(output, (str, Path)):
        path = Path(os.path.realpath(output))
        with _reporting(str(output)), _in_place(path) if _special(path) else _replacing(path) as stream:
            yield stream
    else:
        with _reporting(getattr(output, "name", "the output")), _buffered(output) as stream:
            yield stream


@contextmanager
def _reporting(name: object) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{name} can't be written: {error.strerror or error}.") from None


def _special(path: Path) -> bool:
    """Whether a path is a device or a pipe, which nothing may replace."""
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def _in_place(path: Path) -> Iterator[BinaryIO]:
    with path.open("wb") as stream:
        yield stream


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    if path.is_dir():
        raise IsADirectoryError(None, "it is a folder")
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as stream:
            if path.exists():
                os.chmod(beside, stat.S_IMODE(path.stat().st_mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every file system lets a folder be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    try:
        with _reporting("Standard output"):
            try:
                with _buffered(sys.stdout.buffer) as stream:
                    yield stream
            except BrokenPipeError:
                _give_up_standard_output()
    except OutputError:
        _give_up_standard_output()
        raise


@contextmanager
def _buffered(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Make sure that a write writes all: an unbuffered stream, as ``python -u`` has, may stop half-way."""
    if not isinstance(stream, io.RawIOBase):
        yield stream
        stream.flush()
        return
    buffer = io.BufferedWriter(stream)
    try:
        yield buffer
        buffer.flush()
    finally:
        with contextlib.suppress(OSError):
            buffer.detach()


def _give_up_standard_output() -> None:
    """Point standard output to nowhere, so that the interpreter does not fail once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
