"""The comments of a record, and what each of them stands by, so that writing the record anew keeps them.

A YAML parser drops comments. They are found again in what it left over:

1. The events of the parser tell where every scalar begins and ends. A ``#`` outside of all scalars, up to the end of
   its line, is a comment (YAML 1.2.2, section 6.6); so is one in the head of a block scalar.
2. A comment on a line of its own belongs to the next key, or to the next mapping of a list. Above the first key, with
   an empty line between, it belongs to the file.
3. A comment after something belongs to the key on that line; a second one for the same key goes above it.
4. A comment among the items of a list of scalars has no place in the canonical form, where such a list may stand on
   one line: it is told apart, for someone to move it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

__all__ = ["GUIDE", "Comments", "Path", "comment_texts", "read_comments"]

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys, and places in lists counted from 0."""

HELP = "#:"
"""How the comments of a record made by `mllm-kg new` begin: they help to fill it in, and are not kept."""

GUIDE = "#:"
"""How a comment begins that only guides who fills in a record, and is not kept in it."""

_COMMENT = re.compile(r"#[^\r\n\x85\u2028\u2029]*")


@dataclass(slots=True)
class Comments:
    """Comments, each with its ``#``.

    :param head: those of the file, above everything
    :param before: those on lines of their own, by what follows
    :param after: those at the end of a line, by the key on it
    :param tail: those below everything
    :param homeless: those that the canonical form has no place for: line, column and text
    """

    head: list[str] = field(default_factory=list)
    before: dict[Path, list[str]] = field(default_factory=dict)
    after: dict[Path, str] = field(default_factory=dict)
    tail: list[str] = field(default_factory=list)
    homeless: list[tuple[int, int, str]] = field(default_factory=list)

    def without_guides(self) -> Comments:
        """Return the comments that people wrote."""
        before = {path: kept for path, told in self.before.items() if (kept := _own(told))}
        after = {path: text for path, text in self.after.items() if not text.startswith(GUIDE)}
        homeless = [(line, column, text) for line, column, text in self.homeless if not text.startswith(GUIDE)]
        return Comments(_own(self.head), before, after, _own(self.tail), homeless)


def _own(comments: list[str]) -> list[str]:
    return [comment for comment in comments if not comment.startswith(GUIDE)]


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something that a comment may stand by: where it begins, the line on which it ends, and the keys it belongs to."""

    index: int
    line: int
    before: Path | None
    after: Path | None


@dataclass(frozen=True, slots=True)
class _Comment:
    index: int
    line: int
    column: int
    text: str
    alone: bool


def read_comments(text: str) -> Comments:
    """Return the comments of a YAML text that :func:`mllm_kg.records.reader.parse_yaml` takes."""
    if "#" not in text:
        return Comments()
    walk = _Walk(text)
    found = list(_found(text, walk.scalars))
    result = Comments()
    starts = [thing.index for thing in walk.things]
    for comment in found:
        _place(comment, walk.things, starts, result, text)
    return result


def comment_texts(text: str) -> list[str]:
    """Return the comments of a YAML text, sorted."""
    return sorted(comment.text for comment in _found(text, _Walk(text).scalars)) if "#" in text else []


def _place(comment: _Comment, things: list[_Thing], starts: list[int], result: Comments, text: str) -> None:
    at = bisect_left(starts, comment.index)
    last = things[at - 1] if at else None
    if not comment.alone and last is not None and last.line == comment.line:
        if last.after is None:
            result.homeless.append((comment.line, comment.column, comment.text))
        elif last.after in result.after:
            result.before.setdefault(last.after, []).append(comment.text)
        else:
            result.after[last.after] = comment.text
        return
    if at == len(things):
        result.tail.append(comment.text)
    elif last is None and re.search(r"\n[ \t]*\r?\n", text[comment.index : things[0].index]):
        result.head.append(comment.text)
    elif (path := things[at].before) is None:
        result.homeless.append((comment.line, comment.column, comment.text))
    else:
        result.before.setdefault(path, []).append(comment.text)


def _found(text: str, scalars: list[tuple[int, int]]) -> Iterator[_Comment]:
    """Go through the comments between and after the scalars."""
    position = 0
    for begin, end in [*scalars, (len(text), len(text))]:
        for match in _COMMENT.finditer(text, position, max(begin, position)):
            if match[0].startswith(HELP):
                continue
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            line = text.count("\n", 0, match.start()) + 1
            yield _Comment(match.start(), line, len(before) + 1, match[0].rstrip(), not before.strip("\ufeff \t"))
        position = max(position, end)


def _marks(event: Event) -> tuple[Any, Any]:
    """Return where an event begins and ends; the parser always says so."""
    return event.start_mark, event.end_mark


class _Walk:
    """Walks through the events of a text once; ``scalars`` gets their spans, ``things`` what comments may stand by."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.scalars: list[tuple[int, int]] = []
        self.things: list[_Thing] = []
        self.shift = int(text.startswith("\ufeff"))  # the parser does not count a byte order mark
        self.events: Iterator[Event] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        for event in self.events:
            if isinstance(event, MappingStartEvent):
                self.mapping(())
                break
        self.things.sort(key=lambda thing: thing.index)

    def note(self, event: Event, before: Path | None, after: Path | None, *, at_end: bool = False) -> None:
        """Remember a thing: where it begins, or the bracket that ends it."""
        start, end = _marks(event)
        index = end.index - 1 if at_end else start.index
        self.things.append(_Thing(index + self.shift, end.line + 1, before, after))

    def scalar(self, event: ScalarEvent, before: Path | None, after: Path | None) -> None:
        start, stop = _marks(event)
        begin, end = start.index + self.shift, stop.index + self.shift
        if event.style not in ("|", ">"):
            self.scalars.append((begin, end))
            self.note(event, before, after)
            return
        head = self.text.find("\n", begin)
        self.scalars.append((max(head, begin), end))
        self.things.append(_Thing(begin, start.line + 1, before, after))

    def mapping(self, path: Path) -> None:
        while not isinstance(event := next(self.events), MappingEndEvent):
            assert isinstance(event, ScalarEvent)
            key = (*path, event.value)
            self.scalar(event, key, key)
            self.value(next(self.events), key)

    def value(self, event: Event, path: Path) -> None:
        if isinstance(event, ScalarEvent):
            self.scalar(event, path, path)
        elif isinstance(event, MappingStartEvent):
            self.mapping(path)
        elif isinstance(event, SequenceStartEvent):
            self.sequence(event, path)

    def sequence(self, start: Event, path: Path) -> None:
        flow = bool(getattr(start, "flow_style", False))
        number = 0
        while not isinstance(event := next(self.events), SequenceEndEvent):
            if number == 0 and (flow or not isinstance(event, MappingStartEvent)):
                self.note(start, path, path)
            item = (*path, number)
            if isinstance(event, MappingStartEvent):
                self.note(event, item, item)
                self.mapping(item)
            elif isinstance(event, SequenceStartEvent):
                self.sequence(event, item)
            else:
                assert isinstance(event, ScalarEvent)
                self.scalar(event, None, None)
            number += 1
        if flow:
            self.note(event, None, path, at_end=True)
