"""The taxonomy: concept schemes as trees.

A concept stands below the concepts that it names as broader, a challenge below its frontier, else at the top of its
scheme. Stages have an order of their own; other concepts stand in the order of their names. With each concept stands
what the graph says of it, and how often the graph speaks of it, by property.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, MLLM, PREFIXES, term
from mllm_kg.reference.statements import full
from mllm_kg.reference.texts import Texts, texts_of

__all__ = ["Concept", "Scheme", "Use", "schemes"]

_FIRST = ("strategies", "stages", "construction-methods", "frontiers")
_BROADER = (full("skos:broader"), MLLM + "challengeOf")
_SHOWN_ELSEWHERE = {MLLM + name for name in ("challengeOf", "hasChallenge", "disagreement", "listEntry", "describes")}
_ORDER = term("stageOrder")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


@dataclass(frozen=True, slots=True)
class Use:
    """How often a property, given by its IRI, points to a concept; what follows is counted too."""

    property: str
    number: int


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with those below it.

    :param iri: its IRI
    :param anchor: the part of it after ``…/id/``
    :param labels: its names
    :param definitions: what it means
    :param facts: what the graph says of it: properties with their values
    :param uses: how often the graph speaks of it
    :param narrower: the concepts below it
    """

    iri: str
    anchor: str
    labels: Texts
    definitions: Texts
    facts: tuple[tuple[str, tuple[ox.NamedNode | ox.Literal, ...]], ...]
    uses: tuple[Use, ...]
    narrower: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme.

    :param iri: its IRI
    :param anchor: the part of it after ``…/id/``
    :param labels: its names
    :param definitions: what it holds
    :param size: how many concepts it has
    :param concepts: those at its top
    """

    iri: str
    anchor: str
    labels: Texts
    definitions: Texts
    size: int
    concepts: tuple[Concept, ...]

    @property
    def is_flat(self) -> bool:
        """Whether no concept stands below another, and there are many."""
        return self.size > 20 and all(not concept.narrower for concept in self.concepts)


def schemes(dataset: Dataset, language: str) -> tuple[Scheme, ...]:
    """Return the concept schemes of a graph: those of the survey's taxonomy first, then by name.

    :param dataset: the graph
    :param language: the language of the page
    """
    reader = _Schemes(dataset, language)
    order = {f"{KG}scheme/{name}": place for place, name in enumerate(_FIRST)}
    found = {node.value for node in reader.subjects(_TYPE, full("skos:ConceptScheme"))}
    return tuple(reader.scheme(iri) for iri in sorted(found, key=lambda iri: (order.get(iri, len(order)), iri)))


class _Schemes:
    """Reads concept schemes."""

    def __init__(self, dataset: Dataset, language: str) -> None:
        self._store, self._language = dataset.store, language

    def subjects(self, predicate: ox.NamedNode, value: str) -> list[ox.NamedNode]:
        quads = self._store.quads_for_pattern(None, predicate, ox.NamedNode(value), None)
        found = {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        return sorted(found, key=lambda node: node.value)

    def scheme(self, iri: str) -> Scheme:
        members = self.subjects(ox.NamedNode(full("skos:inScheme")), iri)
        above = {node: {value for name in _BROADER for value in self._values(node, name)} for node in members}
        below: defaultdict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
        for node, wider in above.items():
            for one in wider & set(members):
                if isinstance(one, ox.NamedNode) and one != node:
                    below[one].append(node)
        tops = [node for node in members if not above[node] & set(members)]
        return Scheme(
            iri=iri,
            anchor=iri.removeprefix(KG),
            labels=self._texts(ox.NamedNode(iri)),
            definitions=self._texts(ox.NamedNode(iri), "definition"),
            size=len(members),
            concepts=tuple(self._tree(tops, below, set())),
        )

    def _tree(
        self, nodes: Iterable[ox.NamedNode], below: Mapping[ox.NamedNode, list[ox.NamedNode]], seen: set[ox.NamedNode]
    ) -> Iterator[Concept]:
        """Go through concepts in their order; one that stands below several is shown below the first."""
        for node in sorted(nodes, key=self._rank):
            if node in seen:
                continue
            seen.add(node)
            yield Concept(
                iri=node.value,
                anchor=node.value.removeprefix(KG),
                labels=self._texts(node),
                definitions=self._texts(node, "definition"),
                facts=tuple(self._facts(node)),
                uses=tuple(self._uses(node)),
                narrower=tuple(self._tree(below.get(node, ()), below, seen)),
            )

    def _rank(self, node: ox.NamedNode) -> tuple[int, str, str]:
        places = [value.value for value in self._values(node, _ORDER.value)]
        return int(places[0]) if places else 0, str(self._texts(node)).casefold(), node.value

    def _values(self, node: ox.NamedNode, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        quads = self._store.quads_for_pattern(node, ox.NamedNode(predicate), None, None)
        return [quad.object for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)]

    def _texts(self, node: ox.NamedNode, name: str = "prefLabel") -> Texts:
        values = self._values(node, full(f"skos:{name}"))
        return texts_of(
            values or (self._values(node, full("rdfs:label")) if name == "prefLabel" else ()), self._language
        )

    def _facts(self, node: ox.NamedNode) -> Iterator[tuple[str, tuple[ox.NamedNode | ox.Literal, ...]]]:
        found: defaultdict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(node, None, None, None):
            name = quad.predicate.value
            value = quad.object
            if _is_told(name) and isinstance(value, ox.NamedNode | ox.Literal):
                found[name].append(value)
        for name in sorted(found):
            yield name, tuple(sorted(found[name], key=str))

    def _uses(self, node: ox.NamedNode) -> Iterator[Use]:
        found: defaultdict[str, int] = defaultdict(int)
        for quad in self._store.quads_for_pattern(None, None, node, None):
            name = quad.predicate.value
            if _is_told(name):
                found[name] += 1
        for name in sorted(found, key=lambda name: (-found[name], name)):
            yield Use(name, found[name])


def _is_told(name: str) -> bool:
    return name.startswith(MLLM) and name not in _SHOWN_ELSEWHERE
