"""The files of a call: found in folders, opened without trust, read up to a limit.

1. A folder is gone through with all folders in it, by name; hidden files and folders, what editors leave behind, and
   symbolic links to folders are passed by. So a link can't lead in circles.
2. Only regular files are opened: a pipe would make the program wait, and a device never ends.
3. No more than the limit and one byte is ever read.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from mllm_kg.findings import Finding, Location, Sentence, Severity, say
from mllm_kg.inputs.limits import refusal
from mllm_kg.nearest import nearest
from mllm_kg.records.text import shown

__all__ = ["displayed", "files_in", "read_file", "read_stream", "unreadable"]

_WHAT = (
    (stat.S_ISDIR, say("This is a folder.")),
    (stat.S_ISFIFO, say("This is a pipe, not a file.")),
    (stat.S_ISSOCK, say("This is a socket, not a file.")),
    (stat.S_ISCHR, say("This is a device, not a file.")),
    (stat.S_ISBLK, say("This is a device, not a file.")),
)


def displayed(path: Path | str) -> str:
    """Return the name of a file as it can be printed: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def files_in(folder: Path, suffixes: Collection[str], troubles: list[Finding]) -> Iterator[Path]:
    """Go through the files of a folder and of all folders in it, in the order of their names.

    :param folder: the folder
    :param suffixes: the suffixes of the files that are meant, in lower case
    :param troubles: where the findings go for folders that can't be read
    """

    def note(error: OSError) -> None:
        troubles.append(unreadable(displayed(error.filename or folder), *_reason(error, Path(folder))))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~", "#")) and os.path.splitext(name)[1].lower() in suffixes:
                yield Path(place, name)


def read_file(path: Path, limit: int) -> bytes | Finding:
    """Return the bytes of a file, or the finding that says why it can't be read.

    :param path: the file
    :param limit: how many bytes it may have
    """
    name = displayed(path)
    try:
        told = _irregular(os.stat(path))
        if told is None:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            with open(descriptor, "rb") as stream:
                told = _irregular(os.fstat(descriptor))
                if told is None:
                    return _limited(stream, limit, name)
    except (OSError, ValueError) as error:
        return unreadable(name, *_reason(error, path))
    advice = say("Name a regular file, or give its content as standard input: `-`.")
    return unreadable(name, told, advice)


def read_stream(stream: BinaryIO | None, limit: int, name: str) -> bytes | Finding:
    """Return what a stream holds, or the finding that says why it can't be read.

    :param stream: the stream; ``None`` for one that is closed
    :param limit: how many bytes it may have
    :param name: what findings call it
    """
    try:
        if stream is not None:
            return _limited(stream, limit, name)
    except (OSError, ValueError):
        pass
    return unreadable(name, say("Standard input is closed."), say("Give it something: `… | mllm-kg validate -`."))


def unreadable(name: str, message: Sentence, suggestion: Sentence | None) -> Finding:
    """Return the finding for a file that can't be read at all."""
    return Finding("unreadable", Severity.VIOLATION, message, suggestion, Location(name))


def _limited(stream: BinaryIO, limit: int, name: str) -> bytes | Finding:
    content = stream.read(limit + 1)
    if len(content) > limit:
        return refusal(say("The file has more than {count} bytes.", count=limit), "input_size", Location(name))
    return content


def _irregular(status: os.stat_result) -> Sentence | None:
    if stat.S_ISREG(status.st_mode):
        return None
    found = (message for test, message in _WHAT if test(status.st_mode))
    return next(found, say("This is no regular file."))


def _reason(error: OSError | ValueError, path: Path) -> tuple[Sentence, Sentence | None]:
    """Return why a file can't be opened, and what to do."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOENT, errno.ENOTDIR):
        return say("There is no such file."), _neighbour(path)
    if number in (errno.EACCES, errno.EPERM):
        return say("The file may not be read."), say("Give yourself the right to read it.")
    if number == errno.ELOOP:
        return say("The symbolic links lead in a circle."), say("Name the file that is meant.")
    if number == errno.ENAMETOOLONG or number is None:
        return say("No file can have this name."), None
    return say("The file can't be read: {reason}.", reason=os.strerror(number)), None


def _neighbour(path: Path) -> Sentence | None:
    """Return the question for the file with the nearest name in the same folder."""
    try:
        names = [name for name in os.listdir(path.parent) if not name.startswith(".")]
    except (OSError, ValueError):
        return None
    found = nearest(displayed(path.name), [displayed(name) for name in names], cutoff=80)
    return say("Did you mean '{first}'?", first=shown(displayed(path.parent / found[0]), 200)) if found else None
