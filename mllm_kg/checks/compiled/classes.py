"""Which classes there are, and what belongs to them as far as SHACL is concerned.

SHACL asks for the types that the data states and for the subclasses that the ontology knows (section 1.1, "SHACL
instance"). Types that only follow from domains, ranges and definitions stand in graphs of their own and don't count:
otherwise a reference to a language that does not exist would make it one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from mllm_kg.checks.shapes import Term
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import GRAPH, PREFIXES

__all__ = ["INFERRED", "SUBCLASS", "TYPE", "Classes", "counts"]

TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
INFERRED = GRAPH + "inferred"
"""How the IRIs begin of the graphs whose types don't count."""


def counts(quad: ox.Quad) -> bool:
    """Whether a statement of a type is more than a consequence."""
    return not str(quad.graph_name).startswith(f"<{INFERRED}")


class Classes:
    """The classes of a dataset.

    :param dataset: the data and the ontology
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._children: dict[Term, list[Term]] = {}
        for quad in dataset.store.quads_for_pattern(None, SUBCLASS, None, None):
            if not isinstance(quad.object, ox.Triple) and not isinstance(quad.subject, ox.Triple):
                self._children.setdefault(quad.object, []).append(quad.subject)
        self._below: dict[Term, frozenset[Term]] = {}
        self._listed: dict[tuple[Term, ...], str] = {}

    def below(self, wanted: Term) -> frozenset[Term]:
        """Return a class and all its subclasses."""
        found = self._below.get(wanted)
        if found is None:
            known = {wanted}
            waiting = [wanted]
            while waiting:
                for child in self._children.get(waiting.pop(), ()):
                    if child not in known:
                        known.add(child)
                        waiting.append(child)
            found = self._below[wanted] = frozenset(known)
        return found

    def members(self, wanted: Iterable[Term]) -> str:
        """Return the IRIs of some classes and all their subclasses, as SPARQL writes a list of terms."""
        asked = tuple(wanted)
        found = self._listed.get(asked)
        if found is None:
            every = {child for term in asked for child in self.below(term)}
            found = " ".join(sorted(str(term) for term in every if isinstance(term, ox.NamedNode)))
            self._listed[asked] = found
        return found

    def counted(self, graph: str, everywhere: bool) -> str:
        """Return the SPARQL expression that is true of a named graph whose types count.

        :param graph: the variable of the named graph
        :param everywhere: whether so much is asked that it pays to list the named graphs first, once
        """
        if not everywhere:
            return f'!STRSTARTS(STR({graph}), "{INFERRED}")'
        return f"{graph} NOT IN ({', '.join(self._inferred)})" if self._inferred else "true"

    @cached_property
    def _inferred(self) -> list[str]:
        return [str(name) for name in self._dataset.named_graphs() if name.value.startswith(INFERRED)]

    def stated(self, entity: Term) -> frozenset[Term]:
        """Return the classes that an entity is stated to belong to."""
        if isinstance(entity, ox.Literal):
            return frozenset()
        quads = self._dataset.store.quads_for_pattern(entity, TYPE, None, None)
        return frozenset(q.object for q in quads if counts(q) and not isinstance(q.object, ox.Triple))
