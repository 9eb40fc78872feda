"""One ``Finding`` type for every check: a record's keys, a SHACL shape, a rule over the whole graph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["UNREADABLE", "Finding", "Location", "Related", "Severity"]

UNREADABLE = frozenset(("unreadable", "syntax", "refused-input"))
"""The rules whose finding says that a file could not be read at all: the exit code is then 2, not 1."""


class Severity(StrEnum):
    """How bad a finding is, from worst to mildest; the names are SHACL's (section 2.1.4)."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; ``line`` and ``column`` count from 1, in code points.

    :param path: the file as the user named it, or relative to the sources; ``<stdin>`` for standard input
    :param line: the line
    :param column: the column where it begins
    :param end: the column after its last code point, where that stands on the same line
    """

    path: str
    line: int | None = None
    column: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about.

    :param location: the place
    :param message: what stands there, in one plain sentence
    :param source: the line in the file
    """

    location: Location
    message: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth a look.

    :param rule: the stable id of the rule that was broken
    :param severity: how bad it is
    :param message: what is wrong, in one plain sentence; a :class:`~mllm_kg.findings.sentence.Sentence` where it can be
        told in other languages
    :param suggestion: what would be right, the same way
    :param location: the place in a file, when the finding has one
    :param source: the line at that place
    :param related: other places that it is about
    :param focus: the IRI of the entity concerned
    :param label: what people call that entity
    :param path: the IRI of the property concerned
    :param value: the value found, as text
    :param component: the IRI of the SHACL constraint component, for a finding of a shape
    """

    rule: str
    severity: Severity
    message: str
    suggestion: str | None = None
    location: Location | None = None
    focus: str | None = None
    label: str | None = None
    path: str | None = None
    value: str | None = None
    source: str | None = None
    related: tuple[Related, ...] = ()
    component: str | None = None

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        advice = f" {self.suggestion}" if self.suggestion else ""
        return f"{place}{self.severity}: {self.message}{advice} [{self.rule}]"
