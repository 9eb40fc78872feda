"""What a list says of a work, and the record that becomes of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mllm_kg.curation.identifiers import Identifiers
from mllm_kg.findings import Finding, Location, Sentence, Severity
from mllm_kg.records.text import lines

__all__ = ["Candidate", "Entry", "Reading", "tag"]

SEPARATOR = " > "
"""What stands between a heading and the one below it."""


def tag(path: tuple[str, ...]) -> str:
    """Return the tag that a path of headings makes."""
    return SEPARATOR.join(path)


@dataclass(slots=True)
class Entry:
    """What a list says of one work, as it says it.

    :param location: where it begins
    :param key: the list's own key for it; empty when it has none
    :param title: its title, or its name
    :param authors: their names, given name first
    :param authors_complete: whether these are all; ``None`` when nothing tells
    :param year: the year that the list gives
    :param venue: the venue as it is written
    :param series: the venue as the graph calls it; empty when it is none that is known
    :param preprint: whether it is named as a preprint
    :param identifiers: its identifiers
    :param pages: addresses of the work itself
    :param code: addresses of its code
    :param others: other addresses that stand with it
    :param paths: the headings that it stands under, outermost first; a keyword is a path of one
    """

    location: Location
    key: str = ""
    title: str = ""
    authors: list[str] = field(default_factory=list)
    authors_complete: bool | None = None
    year: int | None = None
    venue: str = ""
    series: str = ""
    preprint: bool = False
    identifiers: Identifiers = field(default_factory=Identifiers)
    pages: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def tags(self) -> list[str]:
        """The headings and keywords that it stands under, each once."""
        return list(dict.fromkeys(tag(path) for path in self.paths))

    def to_dict(self) -> dict[str, Any]:
        """Return what is known of it as JSON data."""
        told = {
            "line": self.location.line,
            "key": self.key,
            "title": self.title,
            **self.identifiers.items(),
            "authors": self.authors,
            "authors_complete": self.authors_complete,
            "year": self.year,
            "venue": self.venue,
            "series": self.series,
            "pages": self.pages,
            "code": self.code,
            "others": self.others,
            "tags": self.tags,
        }
        return {key: value for key, value in told.items() if value not in (None, "", [])}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be added: nobody has checked it.

    :param record: the record as plain data, by our keys
    :param entry: what the list says
    """

    record: dict[str, Any]
    entry: Entry

    @property
    def id(self) -> str:
        """``kind/slug``."""
        return str(self.record["id"])

    @property
    def location(self) -> Location:
        """Where the entry begins."""
        return self.entry.location

    @property
    def source_key(self) -> str:
        """The list's own key for it; empty when it has none."""
        return self.entry.key

    @property
    def tags(self) -> tuple[str, ...]:
        """The headings and keywords that it stands under."""
        return tuple(self.entry.tags)


@dataclass(slots=True)
class Reading:
    """What was read from a list.

    :param name: what the user called the file
    :param text: its text
    :param entries: the works, in the order of the list
    :param findings: what is wrong with other entries, or with a part of one
    """

    name: str
    text: str
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)

    def at(self, line: int, column: int = 1) -> Location:
        """Return a place in the file."""
        return Location(self.name, line, column)

    def where(self, offset: int) -> Location:
        """Return the place of a character, counted from 0."""
        if not self._ends:
            self._ends = [-1, *(found.start() for found in re.finditer("\n", self.text))]
        number = bisect_left(self._ends, offset)
        return self.at(number, offset - self._ends[number - 1])

    def line(self, number: int) -> str:
        """Return a line of the file; empty when there is none."""
        written = lines(self.text)
        return written[number - 1] if 0 < number <= len(written) else ""

    def paths(self) -> Iterator[tuple[str, ...]]:
        """Go through the headings and keywords that entries stand under."""
        for entry in self.entries:
            yield from entry.paths

    def note(
        self,
        rule: str,
        place: Location,
        message: Sentence,
        suggestion: Sentence | None = None,
        *,
        severity: Severity = Severity.VIOLATION,
        value: str | None = None,
    ) -> None:
        """Keep a finding, with the line that it is about."""
        source = self.line(place.line) if place.line else None
        self.findings.append(Finding(rule, severity, message, suggestion, place, value=value, source=source))
