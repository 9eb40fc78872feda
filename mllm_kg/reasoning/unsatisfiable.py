"""Classes that can have no member, as far as OWL 2 RL can tell.

OWL 2 RL has no rule for that: it speaks of those who are in a class. So each class gets a witness:

1. All classes have a witness each, what follows of them is drawn, and clashes are looked for. Mostly there are none.
2. Else the classes are halved until single ones are left whose witness clashes by itself.

A class that only a description-logic reasoner knows to be empty is not found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.namespaces import PREFIXES, graph
from mllm_kg.reasoning.clashbook import Clashbook
from mllm_kg.reasoning.clashes import clashes_in
from mllm_kg.reasoning.closure import rules_of
from mllm_kg.reasoning.culprits import Detective
from mllm_kg.reasoning.patterns import RDF_TYPE, owl
from mllm_kg.reasoning.rules import Rule, fixpoint
from mllm_kg.reasoning.schema import Schema
from mllm_kg.reasoning.standing import SURE_GRAPH, in_graph

__all__ = ["unsatisfiable"]

_WITNESS = "urn:mllm-kg:witness:"
_ONTOLOGY, _WITNESSES = graph("ontology"), graph("addition/witnesses")


def unsatisfiable(ontology: Iterable[ox.Triple]) -> list[tuple[str, tuple[ox.Triple, ...]]]:
    """Return the IRIs of the classes that can have no member, each with the axioms by which it can't.

    :param ontology: the axioms
    :raises InputError: when the closure can't reason from one of them
    """
    axioms = list(ontology)
    schema = Schema(axioms)
    trial = _Trial(axioms, rules_of(schema), Clashbook.of(schema))
    return [(name, trial.causes(name)) for name in trial.empty(sorted(_declared(axioms)))]


def _declared(axioms: Iterable[ox.Triple]) -> Iterator[str]:
    for triple in axioms:
        name = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
        declares = triple.predicate == RDF_TYPE and triple.object == owl("Class")
        if name and declares and not name.startswith(PREFIXES["owl"]):
            yield name


class _Trial:
    """Puts witnesses into classes.

    :param axioms: the ontology
    :param rules: the rules that it makes
    :param book: what can't be by it
    """

    def __init__(self, axioms: Sequence[ox.Triple], rules: Sequence[Rule], book: Clashbook) -> None:
        self._axioms, self._rules, self._book = axioms, rules, book
        self._known: frozenset[tuple[str, tuple[ox.Triple, ...]]] = frozenset()
        self._known = frozenset(self._clashes(()))

    def empty(self, names: Sequence[str]) -> list[str]:
        """Return those of some classes whose witness clashes by itself."""
        if not names or not self._clashes(names):
            return []
        if len(names) == 1:
            return list(names)
        middle = len(names) // 2
        return [*self.empty(names[:middle]), *self.empty(names[middle:])]

    def causes(self, name: str) -> tuple[ox.Triple, ...]:
        """Return the axioms by which the witness of a class clashes."""
        given, following = self._closed([name])
        witnesses = given[len(self._axioms) :]
        dataset = Dataset.from_quads(
            [
                *(in_graph(triple, _ONTOLOGY) for triple in self._axioms),
                *(in_graph(triple, _WITNESSES) for triple in witnesses),
                *(in_graph(triple, SURE_GRAPH) for triple in following),
            ]
        )
        new = (clash for clash in clashes_in(dataset) if (clash.rule, clash.triples) not in self._known)
        return Detective(dataset).of(next(new)).axioms

    def _clashes(self, names: Sequence[str]) -> set[tuple[str, tuple[ox.Triple, ...]]]:
        """Return what clashes with witnesses in some classes, and not without them."""
        given, following = self._closed(names)
        found = self._book.everywhere(in_graph(triple, _ONTOLOGY) for triple in (*given, *following))
        return {(one.rule, one.triples) for one in found} - self._known

    def _closed(self, names: Sequence[str]) -> tuple[list[ox.Triple], list[ox.Triple]]:
        """Return the ontology with witnesses in some classes, and what follows."""
        witnesses = (ox.Triple(ox.NamedNode(_WITNESS + name), RDF_TYPE, ox.NamedNode(name)) for name in names)
        given = [*self._axioms, *witnesses]
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in given)
        known = set(store)
        fixpoint(store, self._rules)
        return given, [quad.triple for quad in store if quad not in known]
