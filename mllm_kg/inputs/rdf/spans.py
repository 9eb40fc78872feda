"""Places in a text: offsets of characters, and the lines and columns that people count.

A line ends with a line feed, a carriage return, or both, as Turtle, JSON and XML have it; other separators of Unicode
are characters like any other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from mllm_kg.findings import Location

__all__ = ["Lines", "Span", "Stated", "Subject", "Term"]

Subject: TypeAlias = ox.NamedNode | ox.BlankNode
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of a text: the offset of its first character, and the offset behind its last one."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement and the stretches of text that its terms were read from.

    :param graph: the named graph that it stands in; ``None`` for the default graph
    :param places: the stretches of subject, predicate and object
    """

    subject: Subject
    predicate: ox.NamedNode
    object: Term
    graph: Subject | None
    places: tuple[Span, Span, Span]


class Lines:
    """Tells lines and columns of a text's offsets.

    :param name: what the user calls the file
    :param text: its text
    """

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        breaks = [match.span() for match in _END.finditer(text)]
        self._starts = [0, *(end for _, end in breaks)]
        self._ends = [*(start for start, _ in breaks), len(text)]

    def at(self, span: Span) -> Location:
        """Return a stretch as a place; ``end`` is known where it does not go beyond its first line."""
        start = min(max(span.start, 0), len(self.text))
        line = bisect_right(self._starts, start)
        first = self._starts[line - 1]
        width = span.end - start
        short = 0 < width <= self._ends[line - 1] - start
        return Location(self.name, line, start - first + 1, start - first + 1 + width if short else None)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place that counts from 1, never beyond the end of the text."""
        if line > len(self._starts):
            return len(self.text)
        return min(self._starts[max(line, 1) - 1] + max(column, 1) - 1, len(self.text))

    def line(self, number: int | None) -> str:
        """Return a line without its end; nothing when there is none."""
        if number is None or not 0 < number <= len(self._starts):
            return ""
        return self.text[self._starts[number - 1] : self._ends[number - 1]]
