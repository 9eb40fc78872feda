"""One ``Finding`` type for every check: a record's keys, a SHACL shape, a rule over the whole graph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Location", "Severity"]


class Severity(StrEnum):
    """How bad a finding is, from worst to mildest; the names are SHACL's (section 2.1.4)."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; ``line`` and ``column`` count from 1, in code points."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth a look.

    :param rule: the stable id of the rule that was broken
    :param severity: how bad it is
    :param message: what is wrong, in one plain sentence
    :param suggestion: what would be right
    :param location: the place in a file, when the finding has one
    :param focus: the IRI of the entity concerned
    :param label: what people call that entity
    :param path: the IRI of the property concerned
    :param value: the value found, as text
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

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        advice = f" {self.suggestion}" if self.suggestion else ""
        return f"{place}{self.severity}: {self.message}{advice} [{self.rule}]"
