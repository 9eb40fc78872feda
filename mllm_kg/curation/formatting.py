"""Records in canonical form, with the same content and the same comments.

1. The text is read with its places and its comments.
2. It is written anew: keys in order, one style of quotes and lists, line feeds, no trailing spaces.
3. What was written is read again. Only when content and comments are the same does it stand.

A file that can't be read, or that has a comment where the canonical form has no place for one, is left alone and told.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mllm_kg.assets import Assets, record_paths
from mllm_kg.curation.transaction import Transaction
from mllm_kg.errors import RecordErrors
from mllm_kg.findings import Finding, Location, Severity, say
from mllm_kg.inputs.files import displayed, files_in, read_file
from mllm_kg.inputs.limits import Limits
from mllm_kg.namespaces import PREFIXES
from mllm_kg.records.comments import Comments, comment_texts, read_comments
from mllm_kg.records.context import Context
from mllm_kg.records.locking import Tell, silent
from mllm_kg.records.reader import Node, record_from_text
from mllm_kg.records.text import decode
from mllm_kg.records.writer import canonical, scalar

__all__ = ["Formatted", "faithful", "first_differences", "format_files", "format_record", "homeless_comments"]

_INTEGER, _BOOLEAN = PREFIXES["xsd"] + "integer", PREFIXES["xsd"] + "boolean"


@dataclass(frozen=True, slots=True)
class Formatted:
    """What formatting made of one file.

    :param name: what the file is called
    :param before: its text
    :param after: its canonical text; ``None`` when it is to be left alone
    :param findings: why it is left alone, and what is worth a look
    """

    name: str
    before: str
    after: str | None
    findings: tuple[Finding, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the file is not canonical, and can be made so."""
        return self.after is not None and self.after != self.before

    @property
    def line(self) -> int:
        """The first line that differs, counted from 1."""
        old, new = self.before.split("\n"), (self.after or "").split("\n")
        same = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
        return (min(len(old), len(new)) if same is None else same) + 1


def format_record(text: str, name: str, context: Context) -> Formatted:
    """Return the canonical form of a record.

    :param text: its text
    :param name: what the file is called
    :param context: the keys of records, in their order
    """
    bare = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        root = record_from_text(bare, name).root
    except RecordErrors as error:
        return Formatted(name, text, None, error.findings)
    comments = read_comments(bare)
    if comments.homeless:
        return Formatted(name, text, None, tuple(homeless_comments(comments, name)))
    after = canonical(faithful(root, context), context.order, comments)
    if after != text and not _same_content(bare, root, after):
        place = Location(name, root.line, root.column)
        message = say("This record can't be written in canonical form without changing it.")
        advice = say("Write its values in the plain style of other records.")
        return Formatted(name, text, None, (Finding("not-formatted", Severity.VIOLATION, message, advice, place),))
    return Formatted(name, text, after, tuple(_forms(text, name)))


def faithful(node: Node, context: Context, key: str | None = None) -> Any:
    """Return a node as plain data from which the writer makes the same values.

    A number or a truth value that is written in an unusual way is kept as it is written, as text, unless its key takes
    numbers or truth values.
    """
    if isinstance(node.value, dict):
        return {name: faithful(value, context, name) for name, value in node.value.items()}
    if isinstance(node.value, list):
        return [faithful(item, context, key) for item in node.value]
    if isinstance(node.value, str) or node.value is None or scalar(node.value) == node.text:
        return node.value
    known = context.keys.get(key or "")
    wanted = {_INTEGER: int, _BOOLEAN: bool}.get(known.datatype or "") if known else None
    return node.value if type(node.value) is wanted else node.text


def _same_content(before: str, root: Node, after: str) -> bool:
    try:
        again = record_from_text(after, "").root
    except RecordErrors:
        return False
    return _same(root, again) and comment_texts(before) == comment_texts(after)


def _same(one: Node, other: Node) -> bool:
    """Whether two nodes have the same content: texts the same, or numbers and truth values of the same value."""
    if isinstance(one.value, dict) and isinstance(other.value, dict):
        return one.value.keys() == other.value.keys() and all(
            _same(node, other.value[key]) for key, node in one.value.items()
        )
    if isinstance(one.value, list) and isinstance(other.value, list):
        return len(one.value) == len(other.value) and all(map(_same, one.value, other.value))
    if isinstance(one.value, dict | list) or isinstance(other.value, dict | list):
        return False
    same_value = type(one.value) is type(other.value) and one.value == other.value
    return same_value or (one.text == other.text and isinstance(other.value, str))


def homeless_comments(comments: Comments, name: str) -> Iterator[Finding]:
    """Tell the comments that the canonical form has no place for."""
    for line, column, text in comments.homeless:
        message = say("This comment stands among the items of a list, which may have to stand on one line.")
        advice = say("Move the comment to a line of its own, above the key of the list.")
        place = Location(name, line, column, column + len(text))
        yield Finding("comment-place", Severity.VIOLATION, message, advice, place)


def _forms(text: str, name: str) -> Iterator[Finding]:
    """Tell lines whose letters are not composed (Unicode Normalization Form C); content is not changed for that."""
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not unicodedata.is_normalized("NFC", line):
            message = say("A letter on this line is put together from several characters.")
            advice = say("Write it as one character (Unicode Normalization Form C), so that it is found.")
            yield Finding("unicode-form", Severity.INFO, message, advice, Location(name, number, 1), source=line)


def format_files(
    paths: Sequence[Path | str], assets: Assets, *, check: bool = False, tell: Tell = silent
) -> list[Formatted]:
    """Bring records into canonical form, those of a folder of records all or nothing.

    :param paths: files and folders; none stands for all records of the folder that records are written to
    :param assets: the sources
    :param check: whether nothing is written
    :param tell: told when another process must be waited for, and what was left of one that died
    :returns: what was made of each file, in order
    :raises OutputError: when a file can't be written, or changed in the meantime
    """
    context = Context.load(assets.ontology / "context.jsonld")
    troubles: list[Finding] = []
    files = list(_files(paths, assets, troubles))
    made = [_formatted(path, context) for path in files]
    changed = {path: file for path, file in zip(files, made, strict=True) if file.changed}
    if changed and not check:
        _write(changed, assets, tell)
    return [*(Formatted(str(found.location), "", None, (found,)) for found in troubles), *made]


def _files(paths: Sequence[Path | str], assets: Assets, troubles: list[Finding]) -> Iterator[Path]:
    if not paths:
        yield from record_paths(assets.writable)
    for path in map(Path, paths):
        if path.is_dir():
            yield from files_in(path, (".yaml", ".yml"), troubles)
        else:
            yield path


def _formatted(path: Path, context: Context) -> Formatted:
    name = displayed(path)
    content = read_file(path, Limits.in_force().size)
    text = decode(content, name) if isinstance(content, bytes) else content
    if isinstance(text, Finding):
        return Formatted(name, "", None, (text,))
    assert isinstance(content, bytes)
    return format_record(content.decode(), name, context)


def _write(changed: Mapping[Path, Formatted], assets: Assets, tell: Tell) -> None:
    """Write files: the records of a folder of records at once, under its lock, others one by one."""
    from mllm_kg.export.output import write

    base = Path(os.path.realpath(assets.writable))
    places = {path: _place(path, base) for path in changed}
    if any(places.values()):
        with Transaction(assets, tell) as change:
            for path, place in places.items():
                if place is not None:
                    change.write(place, (changed[path].after or "").encode(), changed[path].before.encode())
            change.commit()
    for path, place in places.items():
        if place is None:
            write((changed[path].after or "").encode(), path)


def _place(path: Path, folder: Path) -> str | None:
    """Return the place of a record in a folder of records, or ``None`` for a file elsewhere."""
    parent = Path(os.path.realpath(path.parent))
    return f"{parent.name}/{path.name}" if parent.parent == folder else None


def first_differences(formatted: Iterable[Formatted]) -> Iterator[Finding]:
    """Go through the files that are not canonical, each with the first line that differs."""
    for file in formatted:
        if file.changed:
            old, new = file.before.split("\n"), (file.after or "").split("\n")
            source = old[file.line - 1] if file.line <= len(old) else ""
            right = new[file.line - 1] if file.line <= len(new) else ""
            message = say("This file is not in canonical form.")
            advice = say("This line should be {line}; `mllm-kg fmt` writes it.", line=repr(right))
            place = Location(file.name, file.line, 1)
            yield Finding("not-canonical", Severity.VIOLATION, message, advice, place, source=source)
