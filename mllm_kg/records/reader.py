"""YAML records, read so that every value still knows its line and columns.

The parser is libyaml's event parser; scalars are resolved by YAML 1.2's core schema (section 10.3.2 of the
specification), so that the language code ``no`` stays a string and dates stay as they are written. Anchors, aliases,
tags, directives, several documents in one file and repeated keys have no place in a record.

1. Events become nodes. What a record has no use for is noted and left out, and reading goes on; of a key that stands
   twice, the first holds.
2. Where the text is not YAML, reading ends; :mod:`mllm_kg.records.syntax` says why.
3. Nesting and the length of a value have limits, which are asked while reading: nothing deep is ever built.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from mllm_kg import settings
from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.findings import Finding, Location, Related, Sentence, Severity, say
from mllm_kg.records.text import decode, in_text, refusal, shown

__all__ = ["Node", "Record", "compose_record", "load_yaml", "parse_yaml", "read_record", "record_from_text"]

Scalar: TypeAlias = str | int | float | bool | None
Span: TypeAlias = tuple[int, int, int | None]
"""Line, column and the column after the last code point; that is ``None`` where it stands on another line."""

MOST = 1000
"""How many things that a record has no use for are told."""

DIGITS = 3000
"""A longer number stays a text: Python would refuse to read it."""

_HIDDEN_ENDS = "\x85\u2028\u2029"
"""Ends of a line that only some programs see; libyaml does, and would count other lines than an editor."""

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
    :param end: the column after its last code point; ``None`` where that stands on another line
    :param keys: where each key of a mapping stands
    """

    value: Any
    text: str
    line: int
    column: int
    end: int | None = None
    keys: dict[str, Span] = field(default_factory=dict)

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
    """One record file.

    :param path: the file relative to the sources, or as the user named it
    :param root: its content
    :param text: its text
    """

    path: str
    root: Node
    text: str = ""

    def at(self, node: Node | None = None, key: str | None = None) -> Location:
        """Return the place of a node, or of a key in it; without either, of the record's first line."""
        if node is None:
            return Location(self.path, self.root.line, self.root.column)
        span = node.keys.get(key) if key else None
        return Location(self.path, *(span or (node.line, node.column, node.end)))


def resolve(text: str) -> Scalar:
    """Return the value of a plain scalar by YAML 1.2's core schema; a number of thousands of digits stays a text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.match(text):
        if len(text) > DIGITS:
            return text
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if _FLOAT.match(text) else text


class _RefusedError(Exception):
    """A text goes beyond a limit; ``args[0]`` is the finding."""


class _Composer:
    """Turns the events of one document into nodes; what a record has no use for gathers in ``findings``.

    :param path: what findings call the file
    :param events: the events, from the start of the stream
    """

    def __init__(self, path: str, events: Iterator[Event]) -> None:
        self.path, self.events = path, events
        self.findings: list[Finding] = []
        self.levels = int(settings.number("input_nesting"))
        self.length = int(settings.number("input_literal"))

    def fault(self, rule: str, place: Location, message: Sentence, suggestion: Sentence, *related: Related) -> None:
        self.findings.append(Finding(rule, Severity.VIOLATION, message, suggestion, place, related=related))
        if len(self.findings) > MOST:
            many = say("The file has more than {count} mistakes; what follows was not looked at.", count=MOST)
            raise _RefusedError(Finding("refused-input", Severity.VIOLATION, many, say("Mend these first."), place))

    def document(self) -> Node | None:
        next(self.events)
        start = next(self.events)
        if isinstance(start, StreamEndEvent):
            place = Location(self.path, 1, 1)
            self.fault("yaml", place, say("The file is empty."), say("A record starts with `id:`."))
            return None
        assert isinstance(start, DocumentStartEvent)
        if start.version or start.tags:
            place, advice = Location(self.path, 1, 1), say("Delete the lines that begin with %.")
            self.fault("yaml", place, say("A record has no directives; it is YAML 1.2."), advice)
        root = self.node(next(self.events), 0)
        assert isinstance(next(self.events), DocumentEndEvent)
        after = next(self.events)
        if not isinstance(after, StreamEndEvent):
            place, advice = self.place(after), say("Move the second document to its own file.")
            self.fault("yaml", place, say("A file holds one record."), advice)
        return root

    def place(self, event: Event) -> Location:
        return Location(self.path, *_span(event))

    def node(self, event: Event, level: int) -> Node | None:
        """Return what stands at an event; ``None`` for an alias."""
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            message, advice = say("A record has no anchors, aliases or tags."), say("Write the value itself.")
            self.fault("yaml", self.place(event), message, advice)
        if isinstance(event, ScalarEvent):
            line, column, end = _span(event)
            if len(event.value) > self.length:
                message = say("A value has more than {count} characters.", count=self.length)
                raise _RefusedError(refusal(message, "input_literal", Location(self.path, line, column)))
            value = event.value if event.style else resolve(event.value)
            return Node(value, event.value, line, column, end)
        if isinstance(event, AliasEvent):
            return None
        if level >= self.levels:
            message = say("Lists and mappings stand in each other more than {count} levels deep.", count=self.levels)
            raise _RefusedError(refusal(message, "input_nesting", self.place(event)))
        if isinstance(event, SequenceStartEvent):
            return self.sequence(event, level)
        assert isinstance(event, MappingStartEvent)
        return self.mapping(event, level)

    def sequence(self, start: Event, level: int) -> Node:
        line, column, _ = _span(start)
        members = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            member = self.node(event, level + 1)
            if member is not None:
                members.append(member)
        return Node(members, "", line, column, _end(event, line))

    def mapping(self, start: Event, level: int) -> Node:
        line, column, _ = _span(start)
        result = Node({}, "", line, column)
        while not isinstance(event := next(self.events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                advice = say("Write it as `key: value`; a text in brackets or braces stands in quotes.")
                self.fault("yaml", self.place(event), say("A key must be a word."), advice)
                self.node(event, level + 1)
                self.node(next(self.events), level + 1)
                continue
            known = event.value in result.value
            if known:
                self.twice(event, result.keys[event.value])
            value = self.node(next(self.events), level + 1)
            if value is not None and not known:
                result.keys[event.value] = _span(event)
                result.value[event.value] = value
        result.end = _end(event, line)
        return result

    def twice(self, event: ScalarEvent, before: Span) -> None:
        key = shown(event.value)
        self.fault(
            "duplicate-key",
            self.place(event),
            say("The key `{key}` stands here a second time; line {line} has it already.", key=key, line=before[0]),
            say("Keep one of the two; several values stand in one list, `{key}: [a, b]`.", key=key),
            Related(Location(self.path, *before), say("`{key}` stands here first.", key=key)),
        )


def _span(event: Event) -> Span:
    start: Any = event.start_mark
    end: Any = event.end_mark
    same = start.line == end.line and start.column < end.column
    return start.line + 1, start.column + 1, end.column + 1 if same else None


def _end(event: Event, line: int) -> int | None:
    """Return the column after a list or mapping that ends with an event, when it began in a line."""
    mark: Any = event.end_mark
    return mark.column + 1 if mark.line + 1 == line else None


def compose(text: str, path: str) -> tuple[Node | None, list[Finding]]:
    """Return the one document of a YAML text as far as it can be read, and what is wrong with it.

    :param text: the text
    :param path: what findings call it
    :returns: the document, ``None`` when the text is not YAML or goes beyond a limit; and the findings, in the order
        of their places
    """
    root, findings = None, []
    if any(end in text for end in _HIDDEN_ENDS):
        return None, in_text([_syntax(None, text, path)], text)
    composer = _Composer(path, yaml.parse(text, Loader=yaml.CSafeLoader))
    try:
        root = composer.document()
        findings = composer.findings
    except _RefusedError as refused:
        findings = [*composer.findings[:MOST], refused.args[0]]
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        findings = [_syntax(error, text, path)]
    return root, in_text(findings, text)


def _syntax(error: Exception | None, text: str, path: str) -> Finding:
    """Return why a text is not YAML; most texts are, so what judges them is loaded here."""
    from mllm_kg.records.syntax import syntax_finding

    return syntax_finding(error, text, path, _last_event(text) if error else None)


def _last_event(text: str) -> Event | None:
    """Return the last event before the one that libyaml could not read."""
    last: deque[Event] = deque(maxlen=1)
    with suppress(yaml.YAMLError, UnicodeEncodeError):
        last.extend(yaml.parse(text, Loader=yaml.CSafeLoader))
    return last[0] if last else None


def compose_record(text: str, name: str) -> tuple[Record | None, list[Finding]]:
    """Return the record in a text as far as it can be read, and what is wrong with it as YAML.

    :param text: the text
    :param name: what findings and provenance call it
    """
    root, findings = compose(text, name)
    if root is None or isinstance(root.value, dict):
        return Record(name, root, text) if root else None, findings
    place = Location(name, root.line, root.column, root.end)
    from mllm_kg.records.trouble import without_space

    advice = without_space(root.text) or say("Write it as `key: value`, beginning with `id:`.")
    message = say("A record is a mapping from keys to values.")
    found = Finding("yaml", Severity.VIOLATION, message, advice, place)
    return None, in_text([*findings, found], text)


def parse_yaml(text: str, path: str) -> Node:
    """Return the one document of a YAML text.

    :param text: the text
    :param path: what errors call it
    :raises RecordErrors: with lines and columns, when it isn't YAML or uses what a record has no use for
    """
    root, findings = compose(text, path)
    if root is None or findings:
        raise RecordErrors(findings)
    return root


def load_yaml(text: str, path: str) -> Any:
    """Return a YAML text as scalars, lists and dictionaries, without places; raises as :func:`parse_yaml` does."""
    return parse_yaml(text, path).plain()


def read_record(path: Path, base: Path) -> Record:
    """Return the record in a file.

    :param path: the file
    :param base: the folder that errors and provenance name the file relative to
    :raises UnreadableInput: when it can't be read
    :raises RecordErrors: when it isn't a YAML mapping in UTF-8
    """
    name = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()
    try:
        text = decode(path.read_bytes(), name)
    except OSError as error:
        raise UnreadableInput(name, error.strerror or str(error)) from None
    if isinstance(text, Finding):
        raise RecordErrors([text])
    return record_from_text(text, name)


def record_from_text(text: str, name: str) -> Record:
    """Return the record in a text; ``name`` is what errors and provenance call it.

    :raises RecordErrors: when it isn't a YAML mapping
    """
    record, findings = compose_record(text, name)
    if record is None or findings:
        raise RecordErrors(findings)
    return record
