"""How bad it is to break a rule: the table ``shapes/profile.tsv``.

Each line has a rule's id, a severity and a reason, separated by tabs. The line of ``*`` is for every rule that has none
of its own. Lines that start with ``#`` are comments. Where a table may switch rules off, their severity is ``off``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mllm_kg.errors import UnreadableInput
from mllm_kg.findings import Severity

__all__ = ["PROFILE", "Grade", "Profile"]

PROFILE = "profile.tsv"
DEFAULT = "*"
OFF = "off"


@dataclass(frozen=True, slots=True)
class Grade:
    """How bad it is to break a rule, and why."""

    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The grades of all rules.

    :param grades: by the id of the rule; ``*`` is for all others
    :param off: the rules that are switched off, each with the reason
    """

    grades: Mapping[str, Grade]
    off: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path, *, may_be_off: bool = False) -> Profile:
        """Read a profile.

        :param may_be_off: whether rules can be switched off
        :raises UnreadableInput: when it can't be read; with the line, when a line is wrong
        """
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableInput(str(path), str(error)) from None
        grades: dict[str, Grade] = {}
        off: dict[str, str] = {}
        for number, line in enumerate(lines, start=1):
            if not line or line.startswith("#"):
                continue
            rule, severity, reason = _cells(line, str(path), number)
            if rule in grades or rule in off:
                raise UnreadableInput(str(path), f"{rule!r} stands here a second time", line=number)
            if may_be_off and severity == OFF:
                off[rule] = reason
            else:
                grades[rule] = _grade(severity, reason, str(path), number)
        if DEFAULT not in grades:
            raise UnreadableInput(str(path), f"there is no line for {DEFAULT!r}, the grade of all other rules")
        return cls(grades, off)

    def severity(self, rule: str) -> Severity:
        """Return how bad it is to break a rule."""
        return self.grades.get(rule, self.grades[DEFAULT]).severity


def _cells(line: str, path: str, number: int) -> tuple[str, str, str]:
    cells = line.split("\t")
    if len(cells) != 3 or not all(cell.strip() for cell in cells):
        raise UnreadableInput(path, "a line is: rule, severity, reason, separated by tabs", line=number)
    return cells[0], cells[1], cells[2]


def _grade(severity: str, reason: str, path: str, number: int) -> Grade:
    try:
        return Grade(Severity(severity), reason)
    except ValueError:
        names = ", ".join(Severity)
        raise UnreadableInput(path, f"{severity!r} is no severity; use {names}", line=number) from None
