"""Findings for people: like a good compiler's messages.

A finding with a place is a block of its own::

    tower.yaml:5:1: error: 'base_on' is no key of a record. [unknown-key]
        5 | base_on: [model/llama-2]
          | ^~~~~~~
      help: Did you mean 'based_on'?
      see: https://github.com/mllm-kg/mllm_kg/blob/main/docs/rules/unknown-key.md

1. The blocks stand in the order of files and lines, since who mends a file goes through it from its top.
2. Findings without a place follow, gathered by rule, the worst first; what would be right is told once where all agree.
3. Of the notes of one rule only the first few are shown, and the page of a rule is named once.
4. The last line counts all.

The text is made of pieces with a style, so that a terminal can show it in colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from mllm_kg.findings.model import Finding, Location, Related, Severity
from mllm_kg.findings.sentence import told
from mllm_kg.findings.source import excerpt
from mllm_kg.findings.wording import HELP, NAMES, NOTE, SEE, hidden, ordered, rule_page, summary
from mllm_kg.terminal import one_line

__all__ = ["Piece", "pieces", "render_text"]

SHOWN = 5

Piece: TypeAlias = tuple[str, str]
"""A style (a severity's value, ``place``, ``help``, or empty for plain) and a text."""


def render_text(findings: Sequence[Finding], language: str = "en") -> str:
    """Return findings as text, without colour.

    :param language: the BCP 47 tag of a language that findings are told in
    """
    return "".join(text for _, text in pieces(findings, language))


def pieces(findings: Sequence[Finding], language: str = "en", *, total: bool = True) -> Iterator[Piece]:
    """Go through the pieces of the text.

    :param language: the BCP 47 tag of a language that findings are told in
    :param total: whether the line that counts follows
    """
    teller = _Teller(language)
    everything = ordered(findings)
    placed = [found for found in everything if found.location is not None]
    blocks = [*teller.placed(placed), *teller.gathered(everything[len(placed) :])]
    for block in blocks:
        yield from block
        yield "", "\n"
    if total:
        yield "", summary(findings, language) + "\n"


class _Teller:
    """Tells findings in one language, and the page of each rule once."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.documented: set[str] = set()

    def placed(self, findings: Sequence[Finding]) -> Iterator[list[Piece]]:
        """Go through the blocks of findings that have a place."""
        notes = Counter(found.rule for found in findings if found.severity is Severity.INFO)
        shown: Counter[str] = Counter()
        for found in findings:
            if found.severity is Severity.INFO:
                shown[found.rule] += 1
                if notes[found.rule] > SHOWN + 1 and shown[found.rule] > SHOWN:
                    continue
            yield list(self.block(found))
        for rule, count in notes.items():
            if count > SHOWN + 1:
                yield [*self.head(Severity.INFO, rule), ("", f"\n  {hidden(count - SHOWN, self.language)}\n")]

    def block(self, found: Finding) -> Iterator[Piece]:
        """Go through the lines of a finding that has a place."""
        assert found.location is not None
        yield "place", f"{one_line(str(found.location))}: "
        yield found.severity.value, f"{self.say(NAMES[found.severity])}: "
        yield "place", self.say(found.message)
        yield "", f" [{one_line(found.rule)}]\n"
        yield from self.line(found.location, found.source, found.severity.value)
        if found.suggestion:
            yield "help", f"  {self.say(HELP)}: "
            yield "", f"{self.say(found.suggestion)}\n"
        yield from self.notes(found.related)
        yield from self.page(found.rule)

    def gathered(self, findings: Sequence[Finding]) -> Iterator[list[Piece]]:
        """Go through the blocks of findings that have no place, one a rule."""
        for (severity, rule), group in groupby(findings, key=lambda found: (found.severity, found.rule)):
            yield list(self.group(severity, rule, list(group)))

    def group(self, severity: Severity, rule: str, findings: Sequence[Finding]) -> Iterator[Piece]:
        """Go through the lines of what one rule found, all without a place."""
        advice = {found.suggestion for found in findings}
        shared = advice.pop() if len(advice) == 1 else None
        yield from self.head(severity, rule)
        yield "", f": {self.say(shared)}\n" if shared else "\n"
        left_out = len(findings) - SHOWN if severity is Severity.INFO and len(findings) > SHOWN + 1 else 0
        for found in findings[: len(findings) - left_out]:
            own = f" {self.say(found.suggestion)}" if found.suggestion and not shared else ""
            yield "", f"  {self.say(found.message)}{own}\n"
            yield from self.notes(found.related)
        if left_out:
            yield "", f"  {hidden(left_out, self.language)}\n"
        yield from self.page(rule)

    def head(self, severity: Severity, rule: str) -> Iterator[Piece]:
        """Name a severity and a rule."""
        yield severity.value, self.say(NAMES[severity])
        yield "place", f" {one_line(rule)}"

    def notes(self, related: Iterable[Related]) -> Iterator[Piece]:
        """Go through the lines of the other places that a finding is about."""
        for other in related:
            yield "info", f"  {self.say(NOTE)}: "
            yield "", f"{one_line(str(other.location))}: {self.say(other.message)}\n"
            yield from self.line(other.location, other.source, "info")

    def line(self, place: Location, source: str | None, style: str) -> Iterator[Piece]:
        """Show a line of a file with a caret."""
        if source is None or place.line is None:
            return
        text, marks = excerpt(source.rstrip("\r\n"), place.column, place.end)
        number = f"{place.line:>5}"
        yield "", f"{number} | {text}".rstrip() + "\n"
        if marks:
            yield "", f"{' ' * len(number)} | "
            yield style, marks
            yield "", "\n"

    def page(self, rule: str) -> Iterator[Piece]:
        """Say where a rule is documented, the first time."""
        if rule not in self.documented:
            self.documented.add(rule)
            yield "", f"  {self.say(SEE)}: {rule_page(rule)}\n"

    def say(self, text: str) -> str:
        return one_line(told(text, self.language))
