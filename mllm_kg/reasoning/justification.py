"""Why HermiT finds a contradiction: a smallest set of statements and axioms that contradict each other.

HermiT says no more than that all can't hold together. It is asked again about less (Kalyanpur et al., Finding All
Justifications of OWL DL Entailments, ISWC 2007, "expand and contract"):

1. Expand: beginning with some statements, those that share an individual with them are added, the nearest first, until
   they contradict the axioms.
2. Contract: what the contradiction does not need is left out (:mod:`~mllm_kg.reasoning.contraction`).
3. The same is done with the axioms, beginning with those that speak of the classes and properties of the statements. An
   axiom goes with all the expressions that it is made of.

What is left is minimal: without any one of it, the contradiction is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES
from mllm_kg.reasoning.contraction import contracted
from mllm_kg.reasoning.engine import Engine
from mllm_kg.reasoning.owl2dl import Knowledge
from mllm_kg.reasoning.patterns import RDF_TYPE, owl

__all__ = ["Justification", "justified"]

_Item: TypeAlias = tuple[ox.Triple, ...]
"""A statement, or an axiom with the expressions that it is made of; the first triple stands for all."""

_FEW, _FACTOR = 16, 4
"""How many items are tried first, and how many times as many next."""

_VOCABULARY = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
_DECLARED = frozenset(
    owl(local) for local in ("Class", "ObjectProperty", "DatatypeProperty", "NamedIndividual", "Restriction")
)


@dataclass(frozen=True, slots=True)
class Justification:
    """What contradicts itself.

    :param statements: the statements about individuals
    :param axioms: the axioms, each by the triple that it begins with
    """

    statements: tuple[ox.Triple, ...]
    axioms: tuple[ox.Triple, ...]


def justified(engine: Engine, knowledge: Knowledge, seeds: Iterable[ox.Triple] = ()) -> Justification:
    """Return a smallest part of contradictory knowledge that contradicts itself.

    :param engine: HermiT
    :param knowledge: what is known to be inconsistent
    :param seeds: the statements to begin with; by default all are looked at
    :raises NotAvailable: when the time is not enough
    """
    axioms = _axioms(knowledge.axioms)
    facts = [(triple,) for triple in knowledge.assertions]
    begin = [item for item in facts if item[0] in set(seeds)]
    everything = _joined(axioms)
    near = _expanded(engine, everything, begin, facts, _individuals) if begin else facts
    least = contracted(lambda some: not engine.is_consistent((*everything, *_joined(some))), near)
    background = (*_joined(least), *(triple for triple in everything if _declares(triple)))
    about = _expanded(engine, background, least, axioms, _terms) if least else axioms
    needed = contracted(lambda some: not engine.is_consistent((*background, *_joined(some))), about)
    return Justification(tuple(item[0] for item in least), tuple(item[0] for item in needed))


def _expanded(
    engine: Engine,
    background: Sequence[ox.Triple],
    begin: Sequence[_Item],
    items: Sequence[_Item],
    names: Callable[[_Item], Collection[str]],
) -> list[_Item]:
    """Return the items that are nearest to some, as many as a contradiction takes.

    :param names: the names of an item; items are near to each other that share one
    """
    ranked = _ranked(begin, items, names)
    size = max(_FEW, len(begin))
    while size < len(ranked):
        if not engine.is_consistent((*background, *_joined(ranked[:size]))):
            return ranked[:size]
        size *= _FACTOR
    return ranked


def _ranked(begin: Sequence[_Item], items: Sequence[_Item], names: Callable[[_Item], Collection[str]]) -> list[_Item]:
    """Sort items by how near they are to some: by the number of steps, then by how many share the name."""
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for name in names(item):
            by_name[name].append(number)
    chosen = set(begin)
    ranked = {number: None for number, item in enumerate(items) if item in chosen}
    known: set[str] = set()
    reached = {name for item in begin for name in _individuals(item) | _terms(item)}
    while reached:
        known |= reached
        for name in sorted(reached & by_name.keys(), key=lambda name: (len(by_name[name]), name)):
            ranked.update(dict.fromkeys(by_name[name]))
        reached = {name for number in ranked for name in names(items[number])} - known
    ranked.update(dict.fromkeys(range(len(items))))
    return [items[number] for number in ranked]


def _joined(items: Iterable[_Item]) -> list[ox.Triple]:
    return [triple for item in items for triple in item]


def _axioms(triples: Sequence[ox.Triple]) -> list[_Item]:
    """Return axioms, each with what it is made of: the unnamed nodes that it leads to."""
    about: defaultdict[object, list[ox.Triple]] = defaultdict(list)
    inner = {triple.object for triple in triples if isinstance(triple.object, ox.BlankNode)}
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            about[triple.subject].append(triple)
    outer = {node for node in about if node not in inner}
    items = [tuple(_reached([triple], about)) for triple in triples if not isinstance(triple.subject, ox.BlankNode)]
    whole = [tuple(_reached(sorted(about[node], key=_by_type), about)) for node in sorted(outer, key=str)]
    return [*items, *whole]


def _by_type(triple: ox.Triple) -> bool:
    return triple.predicate != RDF_TYPE


def _reached(triples: list[ox.Triple], about: dict[object, list[ox.Triple]]) -> list[ox.Triple]:
    found, waiting = dict.fromkeys(triples), list(triples)
    while waiting:
        new = [triple for triple in about.get(waiting.pop().object, ()) if triple not in found]
        found.update(dict.fromkeys(new))
        waiting.extend(new)
    return list(found)


def _declares(triple: ox.Triple) -> bool:
    return bool(triple.predicate == RDF_TYPE and triple.object in _DECLARED)


def _individuals(item: _Item) -> set[str]:
    """Return the things that a statement is about."""
    (triple,) = item[:1]
    ends = (triple.subject,) if triple.predicate == RDF_TYPE else (triple.subject, triple.object)
    return {str(end) for end in ends if not isinstance(end, ox.Literal)}


def _terms(item: _Item) -> set[str]:
    """Return the classes and properties that an axiom or a statement speaks of."""
    ends = (end for triple in item for end in (triple.subject, triple.predicate, triple.object))
    named = {end.value for end in ends if isinstance(end, ox.NamedNode)}
    return {f"<{name}>" for name in named if not name.startswith(_VOCABULARY)}
