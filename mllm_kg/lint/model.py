"""A rule about the ontology and the shapes, what it finds, and what it is asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pyoxigraph as ox

from mllm_kg.checks.shapes import Shapes
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import GRAPH, MLLM, PREFIXES, graph
from mllm_kg.reasoning.schema import Schema

__all__ = ["ONTOLOGY_GRAPH", "SHAPES_GRAPH", "Breach", "Inspected", "LintRule"]

ONTOLOGY_GRAPH = graph("ontology")
"""The named graph of the ontology and its alignments."""

SHAPES_GRAPH = graph("shapes")
"""The named graph that the shapes stand in while they are judged."""

_INFERRED = GRAPH + "inferred"
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


class Breach(NamedTuple):
    """A place where a rule is broken.

    :param entity: the IRI of the term, shape or thing concerned
    :param message: what is wrong, in one plain sentence
    :param path: the IRI of the property concerned
    :param value: the value concerned, as text
    """

    entity: str
    message: str
    path: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class LintRule:
    """One rule.

    :param id: its name
    :param source: whose rule it is
    :param summary: what it finds, in a few words
    :param problem: what is wrong where it finds something
    :param solution: what would be right
    :param file: where it stands, from the root of the sources
    :param find: returns where it is broken
    """

    id: str
    source: str
    summary: str
    problem: str
    solution: str
    file: str
    find: Callable[[Inspected], Iterable[Breach]]


class Inspected:
    """What the rules are asked about: the ontology, the shapes, and the data with what follows from it.

    :param dataset: all of it; the ontology in ``graph/ontology``, the shapes in ``graph/shapes``
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def triples(self, name: ox.NamedNode) -> Iterator[ox.Triple]:
        """Go through the statements of a named graph."""
        for quad in self.dataset.store.quads_for_pattern(None, None, None, name):
            yield quad.triple

    @cached_property
    def schema(self) -> Schema:
        """The ontology, closed under the rules about terms."""
        return Schema(self.triples(ONTOLOGY_GRAPH))

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes."""
        return Shapes(tuple(self.triples(SHAPES_GRAPH)))

    def declared(self, *kinds: ox.NamedNode) -> list[ox.NamedNode]:
        """Return the terms of the ontology's namespace that are declared as one of these kinds, by IRI."""
        quads = (
            quad for kind in kinds for quad in self.dataset.store.quads_for_pattern(None, _TYPE, kind, ONTOLOGY_GRAPH)
        )
        found = {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        return sorted((term for term in found if term.value.startswith(MLLM)), key=str)

    def stated(self, prop: ox.NamedNode) -> Iterator[ox.Quad]:
        """Go through the statements with a property, without those that only follow."""
        for quad in self.dataset.store.quads_for_pattern(None, prop, None, None):
            if not follows(quad):
                yield quad

    @cached_property
    def types(self) -> dict[object, set[object]]:
        """The classes of each thing, those that only follow too."""
        found: defaultdict[object, set[object]] = defaultdict(set)
        for quad in self.dataset.store.quads_for_pattern(None, _TYPE, None, None):
            found[quad.subject].add(quad.object)
        return found


def follows(quad: ox.Quad) -> bool:
    """Whether a statement stands in a graph of conclusions."""
    return str(quad.graph_name).startswith(f"<{_INFERRED}")
