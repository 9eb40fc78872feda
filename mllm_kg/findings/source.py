"""A line of a file with a caret under the place that a finding is about.

1. The line is cut around the place where it is wider than ``ROOM`` columns, and … stands for what is left out. Of a line
   as long as a file only the characters near the place are looked at.
2. A tab is shown as four blanks, and a character that would steer the terminal as its escape.
3. The caret stands under the first column of the place; ``~`` goes on to its end. Columns of a file count code points,
   columns of a terminal do not: wide characters take two and combining marks none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from mllm_kg.findings.model import Finding, Location
from mllm_kg.terminal import cells, printable

__all__ = ["Excerpt", "excerpt", "reader", "sourced"]

ROOM = 100
_BEFORE = 40
_FARTHEST = 400
_LARGEST = 16_000_000


class Excerpt(NamedTuple):
    """What is shown of a line: its text, and the blanks, the caret and the ``~`` under it; no caret, no marks."""

    text: str
    marks: str


def excerpt(line: str, column: int | None = None, end: int | None = None) -> Excerpt:
    """Return what to show of a line.

    :param line: the line
    :param column: where the place begins, from 1, in code points; one that the line does not have is its end
    :param end: the column after the place; without it the place is one character
    """
    start = min(max((column or 1) - 1, 0), len(line))
    low, high = _window(line, start)
    shown = [_shown(character) for character in line[low:high]]
    head, tail = "…" * (low > 0), "…" * (high < len(line))
    text = f"{head}{''.join(shown)}{tail}"
    if column is None:
        return Excerpt(text, "")
    stop = min((end or column + 1) - 1, high)
    width = cells("".join(shown[start - low : max(stop - low, start - low + 1)]))
    before = cells(head + "".join(shown[: start - low]))
    return Excerpt(text, " " * before + "^" + "~" * (width - 1))


def _shown(character: str) -> str:
    return "    " if character == "\t" else printable(character)


def _width(character: str) -> int:
    return cells(_shown(character))


def _window(line: str, start: int) -> tuple[int, int]:
    """Return the slice of a line to show: as much as there is room for around a place."""
    low, high, used = start, start, 0
    for limit in (ROOM - _BEFORE, ROOM):
        while high < min(len(line), start + _FARTHEST) and used + _width(line[high]) <= limit:
            used += _width(line[high])
            high += 1
        while low > max(0, start - _FARTHEST) and used + _width(line[low - 1]) <= ROOM:
            low -= 1
            used += _width(line[low])
    while 0 < low < start and not _width(line[low]):
        low += 1
    return low, high


def sourced(findings: Iterable[Finding], line: Callable[[Location], str | None]) -> Iterator[Finding]:
    """Go through findings, those that have a line but not its text with that text.

    :param line: returns the line at a place, or ``None``
    """
    for found in findings:
        place = found.location
        if found.source is None and place is not None and place.line is not None:
            found = replace(found, source=line(place))
        yield found


def reader(*folders: Path) -> Callable[[Location], str | None]:
    """Return a function that reads the line at a place from the file there.

    :param folders: where files may be whose path is relative, the likeliest first
    """
    read: dict[str, list[str]] = {}

    def line(place: Location) -> str | None:
        if place.path not in read:
            read[place.path] = _lines(folder / place.path for folder in folders)
        lines, number = read[place.path], place.line or 0
        return lines[number - 1] if 0 < number <= len(lines) else None

    return line


def _lines(paths: Iterable[Path]) -> list[str]:
    for path in paths:
        try:
            if path.is_file() and path.stat().st_size <= _LARGEST:
                return path.read_text(encoding="utf-8-sig").split("\n")
        except (OSError, ValueError):
            continue
    return []
