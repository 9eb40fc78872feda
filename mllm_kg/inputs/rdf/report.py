"""What a reader of one file has to say about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from mllm_kg.findings import UNREADABLE, Finding, Location, Sentence, Severity
from mllm_kg.guard.lexer import Token
from mllm_kg.inputs.rdf.spans import Lines, Span, Stated, Subject

__all__ = ["MOST", "Problem", "Report", "Seen"]

MOST = 200
"""How often a report on one file tells that a rule is broken: who mends that many sees the rest the next time."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a position reader could not go on, to be told when Oxigraph's parser could not either.

    :param rule: the rule that the text breaks
    :param span: where
    :param message: what is wrong
    :param suggestion: what would be right
    """

    rule: str
    span: Span
    message: Sentence
    suggestion: Sentence | None = None


@dataclass(slots=True)
class Seen:
    """What a position reader saw of a file.

    :param stated: the statements, as far as it could follow
    :param labels: the labels of blank nodes that the text gives
    :param problem: where it lost its way
    :param text: what Oxigraph's parser is given; ``None`` is the file's text
    :param ignored: what is said to no effect
    :param tokens: the terminals of Turtle and its relatives
    :param subjects: where things stand that are spoken of, besides those of the statements
    """

    stated: list[Stated] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    problem: Problem | None = None
    text: str | None = None
    ignored: list[Problem] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    subjects: dict[Subject, Span] = field(default_factory=dict)


@dataclass(slots=True)
class Report:
    """Gathers the findings about a file.

    :param lines: the file's lines
    """

    lines: Lines
    findings: list[Finding] = field(default_factory=list)
    _known: set[Finding] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)

    def tell(
        self,
        rule: str,
        span: Span,
        message: Sentence,
        suggestion: Sentence | None = None,
        severity: Severity = Severity.VIOLATION,
    ) -> None:
        """Add a finding about a stretch of the text."""
        self.tell_at(rule, self.lines.at(span), message, suggestion, severity=severity)

    def tell_at(
        self,
        rule: str,
        place: Location,
        message: Sentence,
        suggestion: Sentence | None = None,
        *,
        severity: Severity = Severity.VIOLATION,
        focus: str | None = None,
        value: str | None = None,
    ) -> None:
        """Add a finding about a place; each is kept once, and no more than :data:`MOST` break one rule."""
        source = self.lines.line(place.line)
        found = Finding(rule, severity, message, suggestion, place, focus, None, None, value, source)
        if found not in self._known and self._counts[rule] < MOST:
            self._counts[rule] += 1
            self._known.add(found)
            self.findings.append(found)

    def told(self, problem: Problem) -> None:
        """Add a finding for what a position reader stumbled over."""
        self.tell(problem.rule, problem.span, problem.message, problem.suggestion)

    @property
    def usable(self) -> bool:
        """Whether what the file states can be used: nothing in it is refused, and no IRI in it would damage a file."""
        return not any(found.rule in UNREADABLE or found.rule == "bad-iri" for found in self.findings)
