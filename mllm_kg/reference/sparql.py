"""SPARQL for readers: what to colour, what to link, and which terms a query speaks of.

The terminals are those of :mod:`mllm_kg.guard`; what stands between them is white space and comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mllm_kg import guard
from mllm_kg.namespaces import expand

__all__ = ["Mark", "marks", "names_in"]

_KINDS = {
    "word": "keyword",
    "variable": "variable",
    "pname": "name",
    "iri": "name",
    "string": "string",
    "langtag": "string",
    "number": "number",
}
_COMMENT = re.compile(r"(#[^\r\n]*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a query.

    :param kind: ``keyword``, ``variable``, ``name``, ``string``, ``number``, ``comment``, or nothing
    :param text: the piece
    :param iri: what it names
    """

    kind: str
    text: str
    iri: str = ""


def marks(text: str) -> tuple[Mark, ...]:
    """Cut a query into pieces; put together they are the query."""
    return tuple(_joined(_pieces(text.strip("\n"))))


def names_in(text: str) -> frozenset[str]:
    """Return the IRIs that a query names."""
    return frozenset(iri for token in guard.tokens(text) if (iri := _named(token)))


def _pieces(text: str) -> Iterator[Mark]:
    done = 0
    for token in guard.tokens(text):
        yield from _between(text[done : token.start])
        yield Mark(_KINDS.get(token.kind, ""), text[token.start : token.end], _named(token))
        done = token.end
    yield from _between(text[done:])


def _between(text: str) -> Iterator[Mark]:
    for part in _COMMENT.split(text):
        if part:
            yield Mark("comment" if part.startswith("#") else "", part)


def _joined(pieces: Iterator[Mark]) -> Iterator[Mark]:
    """Put neighbours of no kind together."""
    pending = ""
    for piece in pieces:
        if not piece.kind:
            pending += piece.text
            continue
        if pending:
            yield Mark("", pending)
            pending = ""
        yield piece
    if pending:
        yield Mark("", pending)


def _named(token: guard.Token) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    if token.kind == "pname" and not token.text.endswith(":"):
        return expand(token.text) or ""
    return ""
