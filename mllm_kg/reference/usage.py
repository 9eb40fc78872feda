"""How the data uses the terms: how often, and in which statements for example.

1. One pass over all statements counts the instances of each class and the statements of each property, those that
   records state apart from those that follow. As a triple stands in one named graph, each is counted once.
2. How often an entity is spoken of tells how well known it is. The best known ones are the examples, of a property
   each with its best known value; what is stated comes before what follows; equals stand in the order of their IRIs.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.namespaces import GRAPH, KG, MLLM, PREFIXES

__all__ = ["EXAMPLES", "Example", "Usage", "is_inferred", "usage"]

EXAMPLES = 3
"""How many examples a term has."""

_TYPE = PREFIXES["rdf"] + "type"
_INFERRED = GRAPH + "inferred"
_PROVENANCE = GRAPH + "provenance"


@dataclass(frozen=True, slots=True)
class Example:
    """An instance, or a statement.

    :param subject: the instance, or the subject of the statement
    :param value: the value of the statement
    """

    subject: ox.NamedNode
    value: ox.NamedNode | ox.Literal | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """How the data uses a term.

    :param stated: how many instances or statements the records state
    :param inferred: how many follow besides
    :param examples: some of them
    """

    stated: int = 0
    inferred: int = 0
    examples: tuple[Example, ...] = ()


def is_inferred(graph: object) -> bool:
    """Whether the statements of a named graph follow from others."""
    name = graph.value if isinstance(graph, ox.NamedNode) else ""
    return name == _INFERRED or name.startswith(_INFERRED + "/")


def usage(dataset: Dataset, terms: Iterable[str]) -> dict[str, Usage]:
    """Return how the data uses terms.

    :param dataset: the graph
    :param terms: the IRIs of classes and properties
    """
    found = {term: _Found() for term in terms}
    known: Counter[str] = Counter()
    for quad in dataset.quads():
        subject, value, predicate = quad.subject, quad.object, quad.predicate.value
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
            continue
        if isinstance(value, ox.NamedNode):
            if predicate.startswith(MLLM) and value.value.startswith(KG):
                known[value.value] += 1
            if predicate == _TYPE and value.value in found:
                found[value.value].add(Example(subject), is_inferred(quad.graph_name))
        if predicate in found:
            found[predicate].add(Example(subject, value), is_inferred(quad.graph_name))
    return {term: one.usage(known) for term, one in found.items()}


class _Found:
    """What was found of a term."""

    def __init__(self) -> None:
        self.stated: list[Example] = []
        self.inferred: list[Example] = []

    def add(self, example: Example, inferred: bool) -> None:
        (self.inferred if inferred else self.stated).append(example)

    def usage(self, known: Counter[str]) -> Usage:
        chosen = _best(self.stated, known) or _best(self.inferred, known)
        return Usage(len(self.stated), len(self.inferred), chosen)


def _best(examples: list[Example], known: Counter[str]) -> tuple[Example, ...]:
    best: dict[str, tuple[int, str, Example]] = {}
    for example in examples:
        ranked = _value_rank(example, known)
        before = best.get(example.subject.value)
        if before is None or ranked[:2] < before[:2]:
            best[example.subject.value] = ranked
    subjects = heapq.nsmallest(EXAMPLES, best, key=lambda subject: (-known[subject], subject))
    return tuple(best[subject][2] for subject in subjects)


def _value_rank(example: Example, known: Counter[str]) -> tuple[int, str, Example]:
    value = example.value
    return -known[value.value] if isinstance(value, ox.NamedNode) else 0, str(value), example
