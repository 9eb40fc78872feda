"""Data ranges: which literals an expression of an ontology allows (OWL 2 Structural Specification, section 7).

A range is kept as a tree, which is data (:meth:`mllm_kg.reasoning.schema.Schema.data_range` makes it); JSON keeps it:

- ``("datatype", iri)``
- ``("facets", range, (facet, literal in N-Triples form), …)``: a datatype with restrictions
- ``("and", range, …)``, ``("or", range, …)``, ``("not", range)``
- ``("one of", literal in N-Triples form, …)``

A datatype that the ontology defines (``owl:equivalentClass``) is replaced by its definition. What can't be told of a
literal, for example because nothing is known about its datatype, is ``None``: no clash is built upon it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES
from mllm_kg.reasoning.datatypes import ILL_TYPED, Value, holds, same, value
from mllm_kg.reasoning.patterns import Tree

__all__ = ["allows", "unjudged"]

_ORDERED = {"minInclusive", "minExclusive", "maxInclusive", "maxExclusive"}
_SIZES = {"length", "minLength", "maxLength"}
_FOREIGN = re.compile(r"\\[pPiIcC]|-\[")
"""What the regular expressions of XML Schema have and those of Python have not."""


def unjudged(tree: Tree) -> Iterator[str]:
    """Go through the restrictions in a range, by the IRIs of their facets, that :func:`allows` can't judge."""
    kind, *parts = tree
    if kind == "facets":
        for facet, text in parts[1:]:
            if _tested(facet, _literal(text)) is None:
                yield facet
    if kind in ("and", "or", "not", "facets"):
        for part in parts[:1] if kind == "facets" else parts:
            yield from unjudged(part)


def allows(tree: Tree, literal: ox.Literal) -> bool | None:
    """Tell whether a literal is in a range; ``None`` when that can't be told."""
    kind, *parts = tree
    if kind == "datatype":
        return holds(parts[0], literal)
    if kind == "one of":
        return any(same(_literal(text), literal) for text in parts)
    if kind == "not":
        inside = allows(parts[0], literal)
        return None if inside is None else not inside
    if kind == "or":
        return _any(allows(part, literal) for part in parts)
    if kind == "and":
        return _all(allows(part, literal) for part in parts)
    return _all([allows(parts[0], literal), *(_meets(facet, text, literal) for facet, text in parts[1:])])


def _all(answers: Iterable[bool | None]) -> bool | None:
    told = list(answers)
    return False if False in told else None if None in told else True


def _any(answers: Iterable[bool | None]) -> bool | None:
    told = list(answers)
    return True if True in told else None if None in told else False


@lru_cache(maxsize=4096)
def _literal(text: str) -> ox.Literal:
    (quad,) = ox.parse(f"<x:x> <x:x> {text} .", ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


def _meets(facet: str, text: str, literal: ox.Literal) -> bool | None:
    test = _tested(facet, _literal(text))
    found = value(literal)
    if test is None or found is None:
        return None
    return found != ILL_TYPED and test(found)


def _tested(facet: str, bound: ox.Literal) -> Callable[[Value], bool | None] | None:
    """Return the test that a facet (XML Schema part 2, section 4.3) stands for; ``None`` when it is not known."""
    local = facet.removeprefix(PREFIXES["xsd"])
    if local in _ORDERED:
        limit = value(bound)
        return None if limit is None or limit == ILL_TYPED else lambda found: _compared(local, found, limit)
    if local in _SIZES and bound.value.isdecimal():
        return lambda found: _measured(local, found, int(bound.value))
    if local == "pattern":
        compiled = _pattern(bound.value)
        return None if compiled is None else lambda found: _matched(compiled, found)
    if facet == PREFIXES["rdf"] + "langRange":
        return lambda found: found[0] == "text" and _speaks(found[1][1], bound.value.lower())
    return None


def _compared(local: str, found: Value, limit: Value) -> bool | None:
    """Compare two values of one space; values of different spaces have no order, so the first is not in the range."""
    if found[0] != limit[0]:
        return False
    one, other = _place(found), _place(limit)
    if one is None or other is None:
        return None
    return _ORDERS[local](one, other)


_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "minInclusive": lambda one, other: one >= other,
    "minExclusive": lambda one, other: one > other,
    "maxInclusive": lambda one, other: one <= other,
    "maxExclusive": lambda one, other: one < other,
}


def _place(found: Value) -> Any:
    """Return a value as something with an order; ``None`` when it has none or needs a time zone that it lacks."""
    space, what = found
    if space == "real":
        return what
    if space in ("double", "float"):
        return struct.unpack("<d" if space == "double" else "<f", what)[0]
    if space == "dateTime" and what[-1] is not None:
        year, month, day, hour, minute, second, offset = what
        return _days_before(year, month, day) * 86400 + Fraction((hour * 60 + minute - offset) * 60) + second
    return None


def _days_before(year: int, month: int, day: int) -> int:
    """Return how many days lie before a date, from the first of March of the year nought (proleptic Gregorian)."""
    shifted = year - (month < 3)
    leaps = shifted // 4 - shifted // 100 + shifted // 400
    return 365 * shifted + leaps + (153 * ((month - 3) % 12) + 2) // 5 + day - 1


def _measured(local: str, found: Value, size: int) -> bool | None:
    space, what = found
    if space not in ("text", "anyURI", "hexBinary", "base64Binary"):
        return None
    length = len(what[0] if space == "text" else what)
    return length == size if local == "length" else length >= size if local == "minLength" else length <= size


def _matched(pattern: re.Pattern[str], found: Value) -> bool | None:
    """Match a text; of other values OWL 2 has no patterns."""
    space, what = found
    if space not in ("text", "anyURI"):
        return None
    return pattern.fullmatch(what[0] if space == "text" else what) is not None


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str] | None:
    """Return a regular expression of XML Schema (part 2, appendix G), where ``^`` and ``$`` are ordinary characters."""
    if _FOREIGN.search(text):
        return None
    outside = re.sub(r"(?<![\[\\])([$^])", r"\\\1", text)
    try:
        return re.compile(outside)
    except re.error:
        return None


def _speaks(tag: str, wanted: str) -> bool:
    """Tell whether a language tag is in a basic range (RFC 4647, section 3.3.1)."""
    return bool(tag) and (wanted == "*" or tag == wanted or tag.startswith(f"{wanted}-"))
