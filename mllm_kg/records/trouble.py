"""An error of libyaml, with what is needed to see what a person did: the lines, what was open, the last thing read.

What a value holds that YAML would read as something else is shown in quotes, ready to be copied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml.events import Event

from mllm_kg.findings import Sentence, say
from mllm_kg.records.text import SHOWN, shown

__all__ = ["LONGEST_KEY", "Trouble", "Verdict", "in_quotes", "mark_of", "pair_in", "without_space"]

Verdict: TypeAlias = tuple[tuple[int, int], int | None, Sentence, Sentence]
"""Line and column, counted from 0; the column after the end; what is wrong; what to do."""

LONGEST_KEY = 1024
"""Code points of a key without ``?`` (YAML 1.2, section 7.4.2)."""

_KEY = re.compile(r"(?P<head>[\s-]*(?P<key>[^\s:#'\"\[\]{},&*!|>%@`?-][^:#]*?)\s*:\s+)(?P<value>\S.*?)\s*\Z")
_GLUED = re.compile(r"\s*(?P<key>[\w-]+):(?P<value>[^\s/].*)\Z")


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error of libyaml: the lines, what it says, and the last event before it."""

    lines: tuple[str, ...]
    error: yaml.MarkedYAMLError
    last: Event | None

    @property
    def at(self) -> tuple[int, int]:
        """Where libyaml gave up, inside the text."""
        return self._inside(self.error.problem_mark)

    @property
    def opened(self) -> tuple[int, int]:
        """Where that began which could not be ended."""
        return self._inside(self.error.context_mark or self.error.problem_mark)

    @property
    def line(self) -> str:
        """The line at which libyaml gave up."""
        return self.lines[self.at[0]]

    @property
    def rest(self) -> str:
        """The rest of that line."""
        return self.line[self.at[1] :]

    def _inside(self, mark: Any) -> tuple[int, int]:
        line = min(mark.line, len(self.lines) - 1)
        return line, min(mark.column, len(self.lines[line]))

    def end(self, place: tuple[int, int]) -> int:
        """Return the column after the last visible code point of a line."""
        return len(self.lines[place[0]].rstrip())


def without_space(line: str) -> Sentence | None:
    """Return the advice for a key whose colon touches its value, when that is what a line holds."""
    found = _GLUED.match(line)
    if found is None:
        return None
    right = f"{found['key']}: {found['value']}"
    return say("Put a space after the colon: `{right}`.", right=shown(right))


def pair_in(line: str) -> re.Match[str] | None:
    """Return the key and the value of a line, unless that is so long that nobody wrote it by hand."""
    return _KEY.match(line) if len(line) <= LONGEST_KEY else None


def mark_of(mark: Any) -> tuple[int, int]:
    """Return line and column of a mark of libyaml, counted from 0."""
    return mark.line, mark.column


def _quoted(value: str) -> str:
    """Return a text in quotes, as short as possible to write by hand; quotes that it is wrapped in already go."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def in_quotes(trouble: Trouble, place: tuple[int, int]) -> Sentence:
    """Return the advice to put the value that begins at a place, up to the end of the line, in quotes."""
    line, column = place
    value, pair = trouble.lines[line][column:].rstrip(), pair_in(trouble.lines[line])
    if pair and pair.start("value") == column and len(value) <= SHOWN and pair[0].isprintable():
        return say("Put the value in quotes: `{right}`.", right=f"{pair['key']}: {_quoted(value)}")
    return say("Put the value in double quotes.")
