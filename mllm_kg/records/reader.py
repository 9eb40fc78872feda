"""YAML records, read so that every value still knows its line and column.

The parser is libyaml's event parser; scalars are resolved by YAML 1.2's core schema (section 10.3.2 of the
specification), so that the language code ``no`` stays a string and dates stay as they are written. Anchors, aliases,
tags, several documents in one file and repeated keys have no place in a record and are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.findings import Finding, Location, Severity

__all__ = ["Node", "Record", "load_yaml", "parse_yaml", "read_record"]

Scalar: TypeAlias = str | int | float | bool | None

_INTEGER = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_CONSTANTS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(slots=True)
class Node:
    """A value and its place.

    :param value: a scalar, a list of nodes, or a mapping from keys to nodes
    :param text: how a scalar is written; empty otherwise
    :param line: counts from 1
    :param column: counts from 1, in code points
    :param keys: where each key of a mapping stands
    """

    value: Any
    text: str
    line: int
    column: int
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    def plain(self) -> Any:
        """Return the value without places: scalars, lists and dictionaries."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def items(self) -> list[Node]:
        """Return the members of a list, or the node itself: records may write one value without brackets."""
        return self.value if isinstance(self.value, list) else [self]


@dataclass(frozen=True, slots=True)
class Record:
    """One record file: its path relative to the sources, and its content."""

    path: str
    root: Node

    def at(self, node: Node | None = None, key: str | None = None) -> Location:
        """Return the place of a node, or of a key in it; without either, of the record."""
        node = node or self.root
        line, column = node.keys.get(key, (node.line, node.column)) if key else (node.line, node.column)
        return Location(self.path, line, column)


def resolve(text: str) -> Scalar:
    """Return the value of a plain scalar by YAML 1.2's core schema."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.match(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if _FLOAT.match(text) else text


class _Composer:
    """Turns the events of one document into nodes."""

    def __init__(self, path: str, events: Iterator[Event]) -> None:
        self.path, self.events = path, events

    def fail(self, event: Event, message: str, suggestion: str) -> RecordErrors:
        place = Location(self.path, *_place(event))
        return RecordErrors([Finding("yaml", Severity.VIOLATION, message, suggestion, place)])

    def node(self, event: Event) -> Node:
        line, column = _place(event)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise self.fail(event, "A record has no anchors, aliases or tags.", "Write the value itself.")
        if isinstance(event, ScalarEvent):
            value = event.value if event.style else resolve(event.value)
            return Node(value, event.value, line, column)
        if isinstance(event, SequenceStartEvent):
            return Node(list(self.members()), "", line, column)
        assert isinstance(event, MappingStartEvent)
        return self.mapping(line, column)

    def members(self) -> Iterator[Node]:
        while not isinstance(event := next(self.events), SequenceEndEvent):
            yield self.node(event)

    def mapping(self, line: int, column: int) -> Node:
        result = Node({}, "", line, column)
        while not isinstance(event := next(self.events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise self.fail(event, "A key must be a word.", "Write it as `key: value`.")
            if event.value in result.value:
                before = result.keys[event.value][0]
                raise self.fail(event, f"The key {event.value!r} stands here a second time.", f"See line {before}.")
            result.keys[event.value] = _place(event)
            result.value[event.value] = self.node(next(self.events))
        return result


def _place(event: Event) -> tuple[int, int]:
    mark: Any = event.start_mark
    return mark.line + 1, mark.column + 1


def parse_yaml(text: str, path: str) -> Node:
    """Return the one document of a YAML text.

    :param text: the text
    :param path: what errors call it
    :raises RecordErrors: with line and column, when it isn't YAML or uses what a record has no use for
    """
    events: Iterator[Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
    composer = _Composer(path, events)
    try:
        next(events)
        first = next(events)
        if isinstance(first, StreamEndEvent):
            place = Location(path, 1, 1)
            finding = Finding("yaml", Severity.VIOLATION, "The file is empty.", "A record starts with `id:`.", place)
            raise RecordErrors([finding])
        result = composer.node(next(events))
        end = next(events)
        assert isinstance(end, DocumentEndEvent)
        after = next(events)
        if not isinstance(after, StreamEndEvent):
            raise composer.fail(after, "A file holds one record.", "Move the second document to its own file.")
    except yaml.YAMLError as error:
        raise RecordErrors([_syntax_finding(error, path)]) from None
    return result


def load_yaml(text: str, path: str) -> Any:
    """Return a YAML text as scalars, lists and dictionaries, without places; raises as :func:`parse_yaml` does."""
    return parse_yaml(text, path).plain()


def _syntax_finding(error: yaml.YAMLError, path: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "this is not YAML"
    place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    advice = "Put quotes around a value that holds `: ` or ` #`, and indent with spaces."
    return Finding("yaml", Severity.VIOLATION, f"This is not YAML: {problem}.", advice, place)


def read_record(path: Path, base: Path) -> Record:
    """Return the record in a file.

    :param path: the file
    :param base: the folder that errors and provenance name the file relative to
    :raises UnreadableInput: when it can't be read as UTF-8
    :raises RecordErrors: when it isn't a YAML mapping
    """
    name = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UnreadableInput(name, error.strerror or str(error)) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UnreadableInput(name, "this is not UTF-8", line=line) from None
    return record_from_text(text, name)


def record_from_text(text: str, name: str) -> Record:
    """Return the record in a text; ``name`` is what errors and provenance call it."""
    root = parse_yaml(text, name)
    if not isinstance(root.value, dict):
        place = Location(name, root.line, root.column)
        raise RecordErrors(
            [Finding("yaml", Severity.VIOLATION, "A record is a mapping.", "Write `key: value`.", place)]
        )
    return Record(name, root)
