"""The door for everything that is to be judged or added: files, folders and standard input.

1. Folders are gone through, and a file that is named twice is read once.
2. Each file is opened without trust and read up to the limits (:mod:`mllm_kg.inputs.files`).
3. Its suffix tells the syntax; that of standard input is told, or guessed from how it begins.
4. A record goes to :mod:`mllm_kg.inputs.records`, everything else to :mod:`mllm_kg.inputs.rdf`.

A file that can't be read is an input too: it states nothing and has the finding that says why.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import BinaryIO

from mllm_kg.assets import Assets
from mllm_kg.errors import UnknownName, UsageError
from mllm_kg.findings import Finding, Location, Sentence, say
from mllm_kg.inputs.files import displayed, files_in, read_file, read_stream, unreadable
from mllm_kg.inputs.guess import FORMATS, SEARCHED, SUFFIXES, format_of, guess
from mllm_kg.inputs.limits import Limits, refusal
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.records import read_record_input
from mllm_kg.namespaces import graph
from mllm_kg.records.context import Context
from mllm_kg.records.text import decode

__all__ = ["FORMATS", "STDIN", "read_inputs"]

STDIN = "<stdin>"
"""What standard input is called in findings; as a path it is ``-``."""


def read_inputs(
    paths: Sequence[Path | str],
    assets: Assets,
    context: Context,
    *,
    format: str | None = None,
    stdin: BinaryIO | None = None,
) -> list[Input]:
    """Return what files say, in the order in which they are named; those of a folder by name.

    :param paths: files and folders; ``-`` stands for standard input
    :param assets: the sources; they tell whether a record stands where it belongs
    :param context: the keys of records
    :param format: what standard input holds, one of ``FORMATS``; ``None`` guesses it
    :param stdin: what ``-`` reads; ``None`` is the process's standard input
    :returns: one input for each file; what is wrong with it, or that it can't be read, is in its ``findings``
    :raises UsageError: when there is no path
    :raises UnknownName: when there is no such format
    :raises BadParameter: when a setting for a limit is no number
    """
    if not paths:
        raise UsageError("There is nothing to read.", hint="Name files, folders, or - for standard input.")
    if format is not None and format not in FORMATS:
        raise UnknownName("format", format, FORMATS)
    limits = Limits.in_force()
    inputs: list[Input] = []
    files = _files(paths, inputs)
    if len(files) > limits.files:
        message = say("These are more than {count} files.", count=limits.files)
        return [_failed(displayed(paths[0]), refusal(message, "input_files", Location(displayed(paths[0]))))]
    for number, path in enumerate(files):
        if path is None:
            stream = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
            inputs.append(_from_stdin(read_stream(stream, limits.size, STDIN), format, number, context))
        else:
            inputs.append(_from_file(path, limits.size, number, assets, context))
    return inputs


def _files(paths: Sequence[Path | str], inputs: list[Input]) -> list[Path | None]:
    """Return the files to read, each once; ``None`` is standard input. What is no such file goes to ``inputs``."""
    found: dict[str, Path | None] = {}
    for given in paths:
        path = Path(given)
        if str(given) == "-":
            found.setdefault("-", None)
        elif os.path.isdir(path):
            troubles: list[Finding] = []
            members = list(files_in(path, SEARCHED, troubles))
            if not members and not troubles:
                message = say("No file in the folder has a known suffix.")
                troubles.append(unreadable(displayed(path), message, _known(SEARCHED)))
            inputs.extend(_failed(trouble.location.path, trouble) for trouble in troubles if trouble.location)
            for member in members:
                found.setdefault(_identity(member), member)
        else:
            found.setdefault(_identity(path), path)
    return list(found.values())


def _identity(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def _from_stdin(content: bytes | Finding, format: str | None, number: int, context: Context) -> Input:
    text = decode(content, STDIN) if isinstance(content, bytes) else content
    if isinstance(text, Finding):
        return _failed(STDIN, text)
    kind = format or guess(text)
    if kind is not None:
        return _parsed(text, STDIN, kind, number, context, None)
    message = say("How standard input begins does not tell its format.")
    if not text.strip():
        message = say("Standard input is empty.")
    advice = say("Tell it with `--input-format`: {formats}.", formats=", ".join(FORMATS))
    return _failed(STDIN, unreadable(STDIN, message, advice))


def _from_file(path: Path, limit: int, number: int, assets: Assets, context: Context) -> Input:
    name, kind = displayed(path), format_of(path.name)
    content = read_file(path, limit)
    if isinstance(content, bytes) and kind is None:
        message = say("The name of the file tells no known format.")
        content = unreadable(name, message, _known(SUFFIXES))
    text = decode(content, name) if isinstance(content, bytes) else content
    if isinstance(text, Finding) or kind is None:
        assert isinstance(text, Finding)
        return _failed(name, text)
    return _parsed(text, name, kind, number, context, _place(path, assets))


def _parsed(text: str, name: str, kind: str, number: int, context: Context, place: str | None) -> Input:
    if kind == "yaml":
        return read_record_input(text, name, context, place)
    from mllm_kg.inputs.rdf import read_rdf_input

    return read_rdf_input(text, name, kind, graph(f"addition/{number}"))


def _place(path: Path, assets: Assets) -> str | None:
    """Return the file as provenance calls it, when it stands in a folder of records."""
    real = Path(os.path.realpath(path))
    for where, folder in (("data", assets.data), ("own", assets.own)):
        if folder is not None and real.is_relative_to(root := os.path.realpath(folder)):
            return f"{where}/{displayed(real.relative_to(root).as_posix())}"
    return None


def _known(suffixes: Collection[str]) -> Sentence:
    return say("Known are {suffixes}.", suffixes=", ".join(name for name in SUFFIXES if name in suffixes))


def _failed(name: str, finding: Finding) -> Input:
    return Input(name, "", "", findings=[finding])
