"""The statements of the ontology, to be followed in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.namespaces import PREFIXES, expand, graph

__all__ = ["Node", "Statements", "Term", "full", "ontology_of"]

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

_FIRST, _REST = PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest"


def full(short: str) -> str:
    """Return the IRI of a CURIE whose prefix is one of the project's."""
    found = expand(short)
    assert found is not None, short
    return found


class Statements:
    """Statements by subject and by object.

    :param triples: the statements
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._out: dict[object, dict[str, list[Term]]] = {}
        self._in: dict[object, dict[str, list[Node]]] = {}
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
                continue
            self._out.setdefault(subject, {}).setdefault(predicate, []).append(value)
            self._in.setdefault(value, {}).setdefault(predicate, []).append(subject)

    def objects(self, subject: Term, short: str) -> list[Term]:
        """Return the values of a property (a CURIE), sorted; nodes without a name stand in no order."""
        return sorted(self._out.get(subject, {}).get(full(short), ()), key=_order)

    def one(self, subject: Term, short: str) -> Term | None:
        """Return a value of a property (a CURIE), or ``None``."""
        return next(iter(self.objects(subject, short)), None)

    def subjects(self, short: str, value: Term) -> list[Node]:
        """Return what has a value for a property (a CURIE), sorted."""
        return sorted(self._in.get(value, {}).get(full(short), ()), key=_order)

    def named(self, subject: Term, short: str) -> list[ox.NamedNode]:
        """Return the values of a property (a CURIE) that are IRIs, sorted."""
        return [value for value in self.objects(subject, short) if isinstance(value, ox.NamedNode)]

    def of_type(self, short: str) -> list[Node]:
        """Return what is said to be of a class (a CURIE), sorted."""
        return self.subjects("rdf:type", ox.NamedNode(full(short)))

    def members(self, head: Term) -> Iterator[Term]:
        """Go through an RDF list; a list that comes back to itself ends there."""
        seen: set[Term] = set()
        while head not in seen and _FIRST in self._out.get(head, {}):
            seen.add(head)
            yield self._out[head][_FIRST][0]
            head = self._out[head][_REST][0]


def ontology_of(dataset: Dataset) -> Statements:
    """Return the statements of a graph's ontology and of its alignments."""
    return Statements(quad.triple for quad in dataset.quads([graph("ontology")]))


def _order(term: Term) -> tuple[str, str]:
    if isinstance(term, ox.BlankNode):
        return "", ""
    return term.value, (term.language or "") if isinstance(term, ox.Literal) else ""
