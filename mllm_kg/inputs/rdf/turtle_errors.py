"""Syntax errors of Turtle, TriG, N-Triples and N-Quads, as Oxigraph's parser finds them, in plain sentences.

1. The parser goes on behind an error, and gives several for one place. Of those the most telling one is kept: that a
   statement has not ended says more than that no new one starts.
2. Later errors are told too only when the text is cut into terminals all the same: prefixes that are not declared, each
   once, and IRIs that are none. What else follows an error is guesswork.
3. Each kind of error has a function that looks at the text around it; what none knows gets a general sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mllm_kg.guard.lexer import Token
from mllm_kg.inputs.rdf.irregular import bad_iri
from mllm_kg.inputs.rdf.report import MOST, Problem
from mllm_kg.inputs.rdf.spans import Lines, Span
from mllm_kg.inputs.rdf.turtle_sentences import Around, declared_prefixes, sentence, undeclared

__all__ = ["turtle_problems"]

_PARSER = re.compile(r"Parser error at .*?: (?=\S)", re.DOTALL)
_PREFIX = re.compile(r"The prefix (.*): has not been declared")
_IRI = re.compile(r"Invalid IRI|No scheme|An IRI|Invalid character|Invalid port|Invalid host", re.IGNORECASE)
_LATER = ("dot is expected", "followed by a dot", "expected at the end", "should end with")


def turtle_problems(errors: Sequence[SyntaxError], tokens: Sequence[Token], lines: Lines, format: str) -> list[Problem]:
    """Return what is wrong with a text, by the errors that Oxigraph's parser found in it.

    :param errors: the errors, at least one
    :param tokens: the terminals of the text
    :param lines: the text
    :param format: ``ttl``, ``trig``, ``nt`` or ``nq``
    """
    problems: list[Problem] = []
    prefixes: dict[str, Span] = {}
    for error in _telling(errors):
        message = _PARSER.sub("", error.msg, count=1)
        span = _span(error, lines)
        if message.startswith("Unexpected end") and lines.text[span.start : span.start + 1] not in ("<", '"', "'"):
            span = Span(len(lines.text), len(lines.text))
        if match := _PREFIX.fullmatch(message):
            if match[1] not in prefixes:
                declared = declared_prefixes(tokens)
                prefixes = {match[1]: span, **prefixes, **_undeclared(tokens, declared)}
                first = list(prefixes.items())[:MOST]
                problems.extend(undeclared(prefix, place, declared) for prefix, place in first)
        elif _is_iri(message, span, lines.text):
            problems.append(bad_iri(lines.text[span.start : span.end].strip("<>"), span))
        elif not problems:
            return [sentence(message, _around(span, tokens, lines.text, format))]
        else:
            break
    return list(dict.fromkeys(problems))


def _undeclared(tokens: Sequence[Token], declared: set[str]) -> dict[str, Span]:
    """Return the prefixes that the text uses and declares nowhere, and where each is used first."""
    found: dict[str, Span] = {}
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind == "pname" and prefix not in declared:
            found.setdefault(prefix, Span(token.start, token.end))
    return found


def _telling(errors: Sequence[SyntaxError]) -> Iterator[SyntaxError]:
    """Go through the errors, the most telling one of each place."""
    kept: dict[tuple[int | None, int | None], SyntaxError] = {}
    for error in errors:
        place = (error.lineno, error.offset)
        if place not in kept or any(word in error.msg for word in _LATER):
            kept[place] = error
    yield from kept.values()


def _span(error: SyntaxError, lines: Lines) -> Span:
    start = lines.offset(error.lineno or 1, error.offset or 1)
    return Span(start, max(start, lines.offset(error.end_lineno or 1, error.end_offset or 1)))


def _is_iri(message: str, span: Span, text: str) -> bool:
    """Whether an error is about an IRI that ends on its line."""
    written = text[span.start : span.end]
    return bool(_IRI.match(message)) and not ("\n" in written and written.startswith("<"))


def _around(span: Span, tokens: Sequence[Token], text: str, format: str) -> Around:
    """Return what stands at a place and before it."""
    before = [token for token in tokens if token.end <= span.start]
    after = next((token for token in tokens if token.end > span.start), None)
    opened: list[Token] = []
    for token in before:
        if token.text in ("[", "(", "{"):
            opened.append(token)
        elif token.text in ("]", ")", "}") and opened:
            opened.pop()
    return Around(
        text, span, before[-1] if before else None, after, tuple(before[-4:]), opened[-1] if opened else None, format
    )
