"""Where does a rule's body hold? A join, one triple at a time.

1. Of the parts that are left, take the one that has the fewest open places: what is bound already cuts the choice.
2. Try every statement that fits, and go on with what it binds.
3. When no part is left, the bindings and the statements they rest on are a match.

A rule is asked with most of it bound already, by the one triple that is new or gone, so this costs a few look-ups; to
have a SPARQL engine read and plan a query each time would cost more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.reasoning.ranges import allows
from mllm_kg.reasoning.rulebook import Both, Fact, InRange, IsLiteral, Part, Slot, Term, Values

__all__ = ["Binding", "Look", "Match", "bound", "matches", "unified"]

Binding: TypeAlias = dict[str, Term]
Match: TypeAlias = tuple[Binding, tuple[ox.Quad, ...]]
Look: TypeAlias = Callable[[ox.NamedNode | ox.BlankNode | None, ox.NamedNode, Term | None], Iterable[ox.Quad]]
"""Finds the statements with a subject, a predicate and an object; ``None`` stands for any."""

_OPEN = 9


def unified(fact: Fact, triple: ox.Triple) -> Binding | None:
    """Return the binding under which ``fact`` is ``triple``; ``None`` when there is none. Predicates are the same."""
    binding: Binding = {}
    for slot, term in ((fact.subject, triple.subject), (fact.object, triple.object)):
        if not _fits(slot, term, binding):
            return None
    return binding


def _fits(slot: Slot, term: Term, binding: Binding) -> bool:
    """Tell whether a term may stand in a place, and note it when the place was open."""
    if isinstance(slot, str):
        return binding.setdefault(slot, term) == term
    return slot == term


def bound(fact: Fact, binding: Binding) -> ox.Triple | None:
    """Return the triple that a rule's head becomes; ``None`` when RDF can't say it, for its subject is a literal."""
    subject, thing = _filled(fact.subject, binding), _filled(fact.object, binding)
    if thing is None or not isinstance(subject, ox.NamedNode | ox.BlankNode):
        return None
    return ox.Triple(subject, fact.predicate, thing)


def _filled(slot: Slot, binding: Binding) -> Term | None:
    return binding.get(slot) if isinstance(slot, str) else slot


def matches(parts: tuple[Part, ...], binding: Binding, look: Look) -> Iterator[Match]:
    """Go through the ways in which all parts of a body hold under a binding, which stays as it is."""
    if not parts:
        yield binding, ()
        return
    index = min(range(len(parts)), key=lambda number: _cost(parts[number], binding))
    rest = parts[:index] + parts[index + 1 :]
    for here, premises in _part(parts[index], binding, look):
        for there, more in matches(rest, here, look):
            yield there, premises + more


def _cost(part: Part, binding: Binding) -> int:
    """Return how many statements may fit, on a scale of its own."""
    if isinstance(part, Fact):
        subject = _filled(part.subject, binding) is not None
        thing = _filled(part.object, binding) is not None
        return 1 if subject and thing else 2 if subject else 3 if isinstance(part.object, str) and thing else 5
    if isinstance(part, Values | IsLiteral | InRange):
        return 0 if part.variable in binding else 4 if isinstance(part, Values) else _OPEN
    costs = [_cost(inner, binding) for inner in part.parts]
    if isinstance(part, Both):
        return min(costs, default=0)
    return max(costs, default=0)


def _part(part: Part, binding: Binding, look: Look) -> Iterator[Match]:
    if isinstance(part, Fact):
        yield from _stated(part, binding, look)
    elif isinstance(part, Values):
        for term in part.terms:
            extended = dict(binding)
            if _fits(part.variable, term, extended):
                yield extended, ()
    elif isinstance(part, IsLiteral):
        value = binding.get(part.variable)
        if isinstance(value, ox.Literal) and part.datatype in ("", value.datatype.value):
            yield binding, ()
    elif isinstance(part, InRange):
        value = binding.get(part.variable)
        if isinstance(value, ox.Literal) and allows(part.range, value):
            yield binding, ()
    elif isinstance(part, Both):
        yield from matches(part.parts, binding, look)
    else:
        for way in part.parts:
            yield from _part(way, binding, look)


def _stated(fact: Fact, binding: Binding, look: Look) -> Iterator[Match]:
    subject, thing = _filled(fact.subject, binding), _filled(fact.object, binding)
    if isinstance(subject, ox.Literal | ox.Triple):
        return
    for quad in look(subject, fact.predicate, thing):
        extended = dict(binding)
        if _fits(fact.subject, quad.subject, extended) and _fits(fact.object, quad.object, extended):
            yield extended, (quad,)
