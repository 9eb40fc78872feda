"""Phrases: words, and between them terms that lead somewhere and values.

A phrase is a tuple of pieces, so that a page can make a link of each term. A template such as ``has for {property} only
{filler}`` is filled with phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["MANCHESTER", "TEMPLATES", "Phrase", "Piece", "fill", "joined", "plain", "word"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a phrase.

    :param role: ``word``, ``term``, ``value`` or ``mark`` (a bracket)
    :param text: how it reads
    :param iri: what it names, when it is a term
    """

    role: Literal["word", "term", "value", "mark"]
    text: str
    iri: str = ""


Phrase: TypeAlias = tuple[Piece, ...]

_SLOT = re.compile(r"(\{\w+\})")

TEMPLATES: dict[str, dict[str, str]] = {
    "en": {
        "and": " and ",
        "or": " or ",
        "that": "{class} that {rest}",
        "things": "anything that {rest}",
        "not": "anything but {filler}",
        "one": "one of {members}",
        "comma": ", ",
        "some": "has for {property} some {filler}",
        "any": "has some value for {property}",
        "only": "has for {property} only {filler}",
        "value": "has for {property} the value {value}",
        "self": "has itself for {property}",
        "min": "has for {property} at least {number} {filler}",
        "max": "has for {property} at most {number} {filler}",
        "exactly": "has for {property} exactly {number} {filler}",
        "thing": "values",
        "inverse": "{property} the other way round",
        "chain": " then ",
        "facets": "{datatype} with {members}",
    },
    "ko": {
        "and": "이면서 ",
        "or": " 또는 ",
        "that": "{class} 중에서 {rest}",
        "things": "{rest}",
        "not": "{filler} 아닌 것",
        "one": "{members} 가운데 하나",
        "comma": ", ",
        "some": "{property} 값으로 {filler} 개체가 있는 것",
        "any": "{property} 값이 있는 것",
        "only": "{property} 값이 모두 {filler}인 것",
        "value": "{property} 값이 {value}인 것",
        "self": "{property} 값이 자신인 것",
        "min": "{property} 값 가운데 {filler} {number}개 이상인 것",
        "max": "{property} 값 가운데 {filler} {number}개 이하인 것",
        "exactly": "{property} 값 가운데 {filler} 정확히 {number}개인 것",
        "thing": "아무 것이나",
        "inverse": "{property}의 반대 방향",
        "chain": " 다음 ",
        "facets": "{members}인 {datatype}",
    },
}
"""How expressions read, by language."""

MANCHESTER: dict[str, str] = {
    "and": " and ",
    "or": " or ",
    "that": "{class} and {rest}",
    "things": "{rest}",
    "not": "not {filler}",
    "one": "{{members}}",
    "comma": ", ",
    "some": "{property} some {filler}",
    "any": "{property} some {filler}",
    "only": "{property} only {filler}",
    "value": "{property} value {value}",
    "self": "{property} Self",
    "min": "{property} min {number} {filler}",
    "max": "{property} max {number} {filler}",
    "exactly": "{property} exactly {number} {filler}",
    "thing": "owl:Thing",
    "inverse": "inverse {property}",
    "chain": " o ",
    "facets": "{datatype}[{members}]",
}
"""How they read in the Manchester syntax (OWL 2 Web Ontology Language Manchester Syntax, W3C Note, 2012)."""


def word(text: str) -> Phrase:
    """Return a text as a phrase."""
    return (Piece("word", text),)


def fill(template: str, **slots: Phrase) -> Phrase:
    """Return a template with its slots filled."""
    pieces: list[Piece] = []
    for part in _SLOT.split(template):
        if _SLOT.fullmatch(part):
            pieces.extend(slots[part[1:-1]])
        elif part:
            pieces.append(Piece("word", part))
    return tuple(pieces)


def joined(phrases: Iterable[Phrase], between: str) -> Phrase:
    """Return phrases as one, with a text between them."""
    pieces: list[Piece] = []
    for phrase in phrases:
        if pieces:
            pieces.append(Piece("word", between))
        pieces.extend(phrase)
    return tuple(pieces)


def plain(phrase: Phrase) -> str:
    """Return a phrase as plain text."""
    return "".join(piece.text for piece in phrase)
