"""From which axioms, as they are written, a triple of the closed ontology follows.

The rules about instances are made from the closed ontology (:mod:`~mllm_kg.reasoning.schema`), people write and read the
axioms themselves. Each row of OWL 2 Profiles §4.3, Table 9 is asked for all that it concludes, and from what; the
cheapest derivation (:mod:`~mllm_kg.reasoning.derivation`) ends in axioms that are written. What an expression is made
of, such as the members of an intersection, belongs to the expression and is no premise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from mllm_kg.reasoning.derivation import Way, cheapest
from mllm_kg.reasoning.rules import Rule
from mllm_kg.reasoning.schema import (
    DOMAIN,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    RANGE,
    SCHEMA_RULES,
    SUBCLASS,
    SUBPROPERTY,
    Schema,
)

__all__ = ["Lineage", "Origin"]

_RELATIONS = (SUBCLASS, SUBPROPERTY, DOMAIN, RANGE, EQUIVALENT_CLASS, EQUIVALENT_PROPERTY)
_PREMISE = re.compile(rf"\?(\w+) ({'|'.join(re.escape(str(relation)) for relation in _RELATIONS)})\??\s+\?(\w+)")
_PREDICATES = {str(relation): relation for relation in _RELATIONS}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a triple of the closed ontology comes from.

    :param axioms: the axioms as they are written, from the subject's side to the object's
    :param rules: the rows of Table 9 that lead from them to the triple; none when it is written itself
    """

    axioms: tuple[ox.Triple, ...]
    rules: frozenset[str] = frozenset()


class Lineage:
    """The derivations of an ontology's closed triples.

    :param schema: the closed ontology
    :param written: its axioms as they are written
    """

    def __init__(self, schema: Schema, written: frozenset[ox.Triple]) -> None:
        self._schema, self._written = schema, written

    def of(self, triple: ox.Triple) -> Origin | None:
        """Return the axioms behind a triple; ``None`` when it is neither written nor follows."""
        if triple in self._written:
            return Origin((triple,))
        if triple not in self._derived:
            return None
        axioms: dict[ox.Triple, None] = {}
        rules: set[str] = set()
        self._trace(triple, axioms, rules, set())
        return Origin(tuple(axioms), frozenset(rules))

    @cached_property
    def _derived(self) -> dict[ox.Triple, Way[str] | None]:
        """The last steps of the cheapest derivations."""
        given = (*self._written, *self._schema.origins)
        givens = {triple: (0, 0, 1) for triple in given if triple.predicate in _RELATIONS}
        return cheapest(givens, self._ways())

    def _ways(self) -> Iterator[Way[str]]:
        for rule in SCHEMA_RULES:
            templates = _PREMISE.findall(rule.body.text)
            solutions = self._schema.store.query(f"SELECT DISTINCT * WHERE {{ {rule.body.text} }}")
            assert isinstance(solutions, ox.QuerySolutions)
            for solution in solutions:
                yield from _way(rule, templates, solution)

    def _trace(self, triple: ox.Triple, axioms: dict[ox.Triple, None], rules: set[str], seen: set[ox.Triple]) -> None:
        """Collect the axioms in the order of the derivation, left to right."""
        waiting = [triple]
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            way = self._derived[current]
            if way is None:
                axioms[self._schema.origins.get(current, current)] = None
            else:
                rules.add(way.by)
                waiting.extend(reversed(way.premises))


def _way(rule: Rule, templates: list[tuple[str, str, str]], solution: ox.QuerySolution) -> Iterator[Way[str]]:
    """Yield one use of a row of the table; a path of length nothing is no premise."""
    (name,) = rule.body.names
    head = _triple(solution[rule.subject[1:]], ox.NamedNode(rule.predicate[1:-1]), solution[rule.thing[1:]])
    pairs = [(solution[low], _PREDICATES[relation], solution[high]) for low, relation, high in templates]
    premises = [_triple(low, relation, high) for low, relation, high in pairs if low != high]
    if head is not None and None not in premises:
        told = tuple(dict.fromkeys(premise for premise in premises if premise is not None))
        yield Way(head, told, name, (name, str(head), *map(str, told)))


def _triple(subject: object, predicate: ox.NamedNode, thing: object) -> ox.Triple | None:
    if isinstance(subject, ox.NamedNode | ox.BlankNode) and isinstance(thing, ox.NamedNode | ox.BlankNode):
        return ox.Triple(subject, predicate, thing)
    return None
