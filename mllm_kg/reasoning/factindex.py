"""The statements of a graph in tables, to look them up faster than a store on disk can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import pyoxigraph as ox

from mllm_kg.reasoning.patterns import RDF_TYPE
from mllm_kg.reasoning.rulebook import Fact, Part, Term, signature_of

__all__ = ["Index", "narrowest"]


class Index:
    """The statements that are read anywhere, by what they are filed under and by their ends.

    :param signatures: what is read
    """

    def __init__(self, signatures: Collection[str]) -> None:
        self._predicates = {text for text in signatures if not text.startswith("a ")}
        self._classes = {text[2:] for text in signatures if text.startswith("a ")}
        self._wanted: dict[ox.NamedNode, str] = {}
        self.by_subject: defaultdict[str, defaultdict[Term, list[ox.Quad]]] = defaultdict(lambda: defaultdict(list))
        self.by_object: defaultdict[str, defaultdict[Term, list[ox.Quad]]] = defaultdict(lambda: defaultdict(list))

    def add(self, quad: ox.Quad) -> None:
        """Take in a statement, once, if it is read."""
        predicate = quad.predicate
        if predicate == RDF_TYPE:
            name = str(quad.object)
            if name in self._classes:
                self.by_subject[f"a {name}"][quad.subject].append(quad)
            return
        name = self._wanted.get(predicate) or self._wanted.setdefault(predicate, str(predicate))
        if name in self._predicates:
            self.by_subject[name][quad.subject].append(quad)
            self.by_object[name][quad.object].append(quad)

    def look(self, subject: Term | None, predicate: ox.NamedNode, thing: Term | None) -> Iterable[ox.Quad]:
        """Find the statements with a subject, a predicate and an object; ``None`` stands for any."""
        name = f"a {thing}" if predicate == RDF_TYPE else str(predicate)
        if subject is not None:
            found: Iterable[ox.Quad] = self.by_subject[name].get(subject, ())
            return found if thing is None else [quad for quad in found if quad.object == thing]
        if thing is not None and predicate != RDF_TYPE:
            return self.by_object[name].get(thing, ())
        return [quad for quads in self.by_subject[name].values() for quad in quads]


def narrowest(
    body: Iterable[Part], differ: tuple[str, str] | None, index: Index
) -> tuple[str, Collection[Term]] | None:
    """Return the variable with the fewest terms that it can stand for, and those; ``None`` when there is none.

    :param body: what must hold
    :param differ: two variables that must stand for different things
    :param index: the statements
    """
    ends: defaultdict[str, list[Mapping[Term, list[ox.Quad]]]] = defaultdict(list)
    for fact in (part for part in body if isinstance(part, Fact)):
        name = signature_of(fact)
        if isinstance(fact.subject, str):
            ends[fact.subject].append(index.by_subject[name])
        if isinstance(fact.object, str):
            ends[fact.object].append(index.by_object[name])
    best: tuple[str, Collection[Term]] | None = None
    for variable, tables in sorted(ends.items()):
        smallest = min(tables, key=len)
        several = _several(tables, variable, differ)
        terms = [
            term
            for term in smallest
            if all(term in table for table in tables) and (several is None or len(several[term]) > 1)
        ]
        if best is None or len(terms) < len(best[1]):
            best = variable, terms
    return best


def _several(
    tables: list[Mapping[Term, list[ox.Quad]]], variable: str, differ: tuple[str, str] | None
) -> Mapping[Term, list[ox.Quad]] | None:
    """Return the table of which a term needs two statements, since the two other ends must differ."""
    if differ is None or variable in differ:
        return None
    return next((one for number, one in enumerate(tables) if any(one is other for other in tables[number + 1 :])), None)
