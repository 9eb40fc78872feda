"""Whom a shape is about (SHACL, section 2.1.3), as SPARQL patterns and for single entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from mllm_kg.checks.compiled.classes import Classes
from mllm_kg.checks.compiled.paths import FOCUS
from mllm_kg.checks.shapes import Rule, Term
from mllm_kg.graph import Dataset

__all__ = ["Aims", "belongs", "check", "generate", "instances"]


def instances(node: str, wanted: Iterable[Term], classes: Classes, everywhere: bool, number: int = 1) -> str:
    """Return the pattern that finds what belongs to some classes.

    :param node: the variable of what belongs
    :param wanted: the classes
    :param classes: all classes of the data
    :param everywhere: whether all entities are judged
    :param number: tells the variables of several such patterns in one query apart
    """
    return (
        f"VALUES ?class{number} {{ {classes.members(wanted)} }} GRAPH ?graph{number} {{ {node} a ?class{number} }} "
        f"FILTER({classes.counted(f'?graph{number}', everywhere)})"
    )


def belongs(node: str, wanted: Iterable[Term], classes: Classes, everywhere: bool, number: int = 1) -> str:
    """Return the pattern that tells whether a known node belongs to some classes; see :func:`instances`."""
    listed = ", ".join(classes.members(wanted).split())
    return (
        f"GRAPH ?graph{number} {{ {node} a ?class{number} }} "
        f"FILTER(?class{number} IN ({listed}) && {classes.counted(f'?graph{number}', everywhere)})"
    )


def generate(rule: Rule, classes: Classes) -> str:
    """Return the pattern that binds ``?focus`` to all that a shape is about."""
    parts = list(_parts(rule, classes, instances))
    return parts[0] if len(parts) == 1 else " UNION ".join(f"{{ {part} }}" for part in parts)


def check(rule: Rule, classes: Classes) -> str:
    """Return the filter that keeps a known ``?focus`` only when a shape is about it."""
    parts = " || ".join(f"EXISTS {{ {part} }}" for part in _parts(rule, classes, belongs))
    return f"FILTER({parts})"


def _parts(rule: Rule, classes: Classes, typed: Callable[[str, list[Term], Classes, bool], str]) -> Iterable[str]:
    found: dict[str, list[Term]] = {}
    for target in rule.targets:
        found.setdefault(target.kind, []).append(target.term)
    for kind, terms in found.items():
        if kind == "targetClass":  # section 2.1.3.2
            yield typed(FOCUS, terms, classes, True)
        elif kind == "targetNode":  # section 2.1.3.1
            yield f"VALUES {FOCUS} {{ {' '.join(str(term) for term in terms)} }}"
        elif kind == "targetSubjectsOf":  # section 2.1.3.4
            yield " UNION ".join(f"{{ {FOCUS} {term} ?any }}" for term in terms)
        else:  # targetObjectsOf, section 2.1.3.5
            yield " UNION ".join(f"{{ ?any {term} {FOCUS} }}" for term in terms)


class Aims:
    """Tells which shapes are about which single entities of a dataset.

    :param dataset: the data
    :param classes: its classes
    """

    def __init__(self, dataset: Dataset, classes: Classes) -> None:
        self._store, self._classes = dataset.store, classes
        self._stated: dict[Term, frozenset[Term]] = {}

    def include(self, rule: Rule, entity: Term) -> bool:
        """Whether a shape is about an entity."""
        return any(_TESTS[target.kind](self, target.term, entity) for target in rule.targets)

    def _class(self, wanted: Term, entity: Term) -> bool:
        stated = self._stated.get(entity)
        if stated is None:
            stated = self._stated[entity] = self._classes.stated(entity)
        return not stated.isdisjoint(self._classes.below(wanted))

    def _node(self, wanted: Term, entity: Term) -> bool:
        return wanted == entity

    def _subject(self, predicate: Term, entity: Term) -> bool:
        assert isinstance(predicate, ox.NamedNode)
        if isinstance(entity, ox.Literal):
            return False
        return next(iter(self._store.quads_for_pattern(entity, predicate, None, None)), None) is not None

    def _object(self, predicate: Term, entity: Term) -> bool:
        assert isinstance(predicate, ox.NamedNode)
        return next(iter(self._store.quads_for_pattern(None, predicate, entity, None)), None) is not None


_TESTS: Mapping[str, Callable[[Aims, Term, Term], bool]] = {
    "targetClass": Aims._class,
    "targetNode": Aims._node,
    "targetSubjectsOf": Aims._subject,
    "targetObjectsOf": Aims._object,
}
