"""What can't be by what an ontology says of classes: OWL 2 Profiles §4.3, Tables 6, 7 and 8.

1. Classes that exclude each other and have names make a group: nothing is in two of a group.
2. Where one of two that exclude each other is an expression, nothing is in both.
3. Whoever turns out to be in an expression (:class:`~mllm_kg.reasoning.classes.Membership`) can't be in what that
   excludes, and can't have values that it does not allow; so can't the values of whoever is in ``allValuesFrom``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.reasoning.classes import NOTHING, THING, Fresh, Membership, members, step, variables
from mllm_kg.reasoning.contradiction import Apart, Contradiction, labels
from mllm_kg.reasoning.patterns import RDF_TYPE, Pattern, all_of, in_range, owl, triple
from mllm_kg.reasoning.schema import Node, Schema
from mllm_kg.reasoning.wording import expression

__all__ = ["Against", "apart", "empty", "expressions"]

_Axiom: TypeAlias = tuple[Node, ox.NamedNode, Node]
_CARDINALITIES = ("maxCardinality", "cardinality", "maxQualifiedCardinality", "qualifiedCardinality")


def apart(schema: Schema) -> Iterator[Apart]:
    """Yield the groups of named classes that exclude each other."""
    for rule, wording, axiom, nodes in _exclusions(schema):
        named = tuple(node for node in nodes if isinstance(node, ox.NamedNode) and node not in (THING, NOTHING))
        if len(set(named)) > 1:
            yield Apart(rule, wording, ox.Triple(*axiom), tuple(sorted(set(named), key=str)))


def _exclusions(schema: Schema) -> Iterator[tuple[str, str, _Axiom, list[Node]]]:
    """Go through the axioms by which classes or expressions exclude each other, and those classes."""
    for local, rule, wording in (("disjointWith", "cax-dw", "disjoint"), ("complementOf", "cls-com", "complement")):
        for one, other in sorted(schema.pairs(owl(local)), key=str):
            yield rule, wording, (one, owl(local), other), [one, other]
    for group in schema.subjects(RDF_TYPE, owl("AllDisjointClasses")):
        for cells in schema.objects(group, owl("members")):
            yield "cax-adc", "disjoint", (group, owl("members"), cells), schema.items(cells)
    for whole, cells in sorted(schema.pairs(owl("disjointUnionOf")), key=str):
        yield "cax-dw", "disjoint", (whole, owl("disjointUnionOf"), cells), schema.items(cells)


def empty(schema: Schema) -> Iterator[Contradiction]:
    """Yield that nothing is in the empty class."""
    body = triple("?x", RDF_TYPE, str(NOTHING))
    yield Contradiction("cls-nothing2", "empty", body, {"x": "?x", "a": expression(schema, NOTHING)})


def expressions(schema: Schema) -> Iterator[Contradiction]:
    """Yield that nothing is in both of two classes that exclude each other: pairs of classes that exclude each other of which one is an expression, Thing or Nothing."""
    for rule, wording, axiom, nodes in _exclusions(schema):
        for one, other in combinations(nodes, 2):
            plain = all(isinstance(node, ox.NamedNode) and node not in (THING, NOTHING) for node in (one, other))
            if plain and one != other:
                continue
            fresh = variables()
            slots = {"x": "?x", "a": expression(schema, one), "b": expression(schema, other)}
            for first in members(schema, one, "?x", fresh, ()):
                for second in members(schema, other, "?x", fresh, ()):
                    yield Contradiction(rule, wording, all_of([first, second]), slots, axiom=ox.Triple(*axiom))


class Against:
    """What can't be said of those who are in a class expression.

    :param schema: the closed ontology
    """

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._excluded: defaultdict[Node, list[tuple[str, str, _Axiom, Node]]] = defaultdict(list)
        for rule, wording, axiom, nodes in _exclusions(schema):
            for one, other in combinations(nodes, 2):
                for node, rest in ((one, other), (other, one)):
                    if isinstance(node, ox.BlankNode):
                        self._excluded[node].append((rule, wording, axiom, rest))

    def membership(self, member: Membership) -> Iterator[Contradiction]:
        """Yield what can't be since ``member`` holds."""
        yield from self._of(member.body, member.who, member.node, member.fresh, member.through)

    def _of(
        self, body: Pattern, who: str, node: Node, fresh: Fresh, through: tuple[str, str] | None
    ) -> Iterator[Contradiction]:
        if node == NOTHING:
            yield Contradiction("cls-nothing2", "empty", body, {"x": who, "a": self._lowest(body)})
        elif self._schema.is_data_range(node):
            if through is not None:
                slots = {"x": through[0], "a": who, "p": through[1], "b": expression(self._schema, node)}
                outside = (who, self._schema.data_range(node))
                yield Contradiction("dt-not-type", "datatype", body, slots, outside=outside)
        elif isinstance(node, ox.BlankNode):
            yield from self._excluding(body, who, node, fresh)
            prop = self._schema.node(node, owl("onProperty"))
            if prop is not None:
                yield from self._counting(body, who, node, prop, fresh)
                yield from self._values(body, who, node, prop, fresh)

    def _lowest(self, body: Pattern) -> str:
        """Return the name of the class by which somebody is in the empty one."""
        below = sorted(
            str(expression(self._schema, label.subject))
            for label in labels(body)
            if isinstance(label, ox.Triple) and label.object == NOTHING
        )
        return below[0] if below else expression(self._schema, NOTHING)

    def _excluding(self, body: Pattern, who: str, node: Node, fresh: Fresh) -> Iterator[Contradiction]:
        for rule, wording, axiom, other in self._excluded[node]:
            slots = {"x": who, "a": expression(self._schema, node), "b": expression(self._schema, other)}
            for way in members(self._schema, other, who, fresh, ()):
                yield Contradiction(rule, wording, all_of([body, way]), slots, axiom=ox.Triple(*axiom))

    def _counting(self, body: Pattern, who: str, node: Node, prop: Node, fresh: Fresh) -> Iterator[Contradiction]:
        """cls-maxc1, cls-maxc2 and cls-maxqc1 to cls-maxqc4; an exact cardinality says the same, and more."""
        for local in _CARDINALITIES:
            limit = self._schema.term(node, owl(local))
            most = limit.value if isinstance(limit, ox.Literal) else ""
            if most not in ("0", "1"):
                continue
            filler = self._schema.node(node, owl("onClass")) or self._schema.node(node, owl("onDataRange"))
            one, other = next(fresh), next(fresh)
            slots = {"x": who, "a": one, "p": expression(self._schema, prop)}
            first = self._reached(who, prop, one, filler, fresh)
            if most == "0":
                rule = "cls-maxc1" if filler is None else "cls-maxqc2" if filler == THING else "cls-maxqc1"
                for way in first:
                    yield Contradiction(rule, "none at all", all_of([body, way]), slots)
                continue
            rule = "cls-maxc2" if filler is None else "cls-maxqc4" if filler == THING else "cls-maxqc3"
            second = self._reached(who, prop, other, filler, fresh)
            for pair in ((way, more) for way in first for more in second):
                yield Contradiction(rule, "one at most", all_of([body, *pair]), {**slots, "b": other}, (one, other))

    def _reached(self, who: str, prop: Node, other: str, filler: Node | None, fresh: Fresh) -> list[Pattern]:
        """Return the ways in which somebody has a value that is in the class that a cardinality counts."""
        reached = step(self._schema, prop, who, other)
        if filler is None:
            return [reached]
        if self._schema.is_data_range(filler):
            return [all_of([reached, in_range(other, self._schema.data_range(filler))])]
        return [all_of([reached, way]) for way in members(self._schema, filler, other, fresh, ())]

    def _values(self, body: Pattern, who: str, node: Node, prop: Node, fresh: Fresh) -> Iterator[Contradiction]:
        """cls-avf, and what can't be said of the values."""
        filler = self._schema.node(node, owl("allValuesFrom"))
        if filler is not None:
            other = next(fresh)
            reached = all_of([body, step(self._schema, prop, who, other)]).named("cls-avf")
            through = (who, expression(self._schema, prop))
            for found in [filler] if isinstance(filler, ox.NamedNode) else [filler, *self._schema.above(filler)]:
                yield from self._of(reached, other, found, fresh, through)
