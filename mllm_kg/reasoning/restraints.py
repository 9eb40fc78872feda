"""What can't be by what an ontology says of properties, keys and individuals: OWL 2 Profiles §4.3, Tables 4 and 5."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pyoxigraph as ox

from mllm_kg.reasoning.classes import members, step, variables
from mllm_kg.reasoning.contradiction import Contradiction
from mllm_kg.reasoning.patterns import RDF_TYPE, SAME, all_of, owl, triple
from mllm_kg.reasoning.schema import Node, Schema
from mllm_kg.reasoning.wording import expression

__all__ = ["characteristics", "exclusive", "individuals", "keys"]

_DIFFERENT = owl("differentFrom")


def characteristics(schema: Schema) -> Iterator[Contradiction]:
    """Yield what can't be by prp-fp, prp-ifp, prp-irp and prp-asyp."""

    def having(local: str) -> Iterator[tuple[Node, dict[str, str], ox.Triple]]:
        for prop in sorted(schema.subjects(RDF_TYPE, owl(local)), key=str):
            slots = {"x": "?x", "a": "?y", "p": expression(schema, prop)}
            yield prop, slots, ox.Triple(prop, RDF_TYPE, owl(local))

    for prop, slots, axiom in having("FunctionalProperty"):
        body = all_of([step(schema, prop, "?x", "?y"), step(schema, prop, "?x", "?z")])
        yield Contradiction("prp-fp", "functional", body, {**slots, "b": "?z"}, ("?y", "?z"), axiom=axiom)
    for prop, slots, axiom in having("InverseFunctionalProperty"):
        body = all_of([step(schema, prop, "?y", "?x"), step(schema, prop, "?z", "?x")])
        yield Contradiction("prp-ifp", "inverse functional", body, {**slots, "b": "?z"}, ("?y", "?z"), axiom=axiom)
    for prop, slots, axiom in having("IrreflexiveProperty"):
        yield Contradiction("prp-irp", "irreflexive", step(schema, prop, "?x", "?x"), slots | {"a": "?x"}, axiom=axiom)
    for prop, slots, axiom in having("AsymmetricProperty"):
        body = all_of([step(schema, prop, "?x", "?y"), step(schema, prop, "?y", "?x")])
        yield Contradiction("prp-asyp", "asymmetric", body, slots, axiom=axiom)


def exclusive(schema: Schema) -> Iterator[Contradiction]:
    """Yield what can't be by prp-pdw and prp-adp."""
    pairs: list[tuple[str, Node, Node, ox.Triple]] = [
        ("prp-pdw", one, other, ox.Triple(one, owl("propertyDisjointWith"), other))
        for one, other in sorted(schema.pairs(owl("propertyDisjointWith")), key=str)
    ]
    for group in schema.subjects(RDF_TYPE, owl("AllDisjointProperties")):
        for cells in schema.objects(group, owl("members")):
            axiom = ox.Triple(group, owl("members"), cells)
            pairs += [("prp-adp", one, other, axiom) for one, other in combinations(schema.items(cells), 2)]
    for rule, one, other, axiom in pairs:
        body = all_of([step(schema, one, "?x", "?y"), step(schema, other, "?x", "?y")])
        slots = {"x": "?x", "a": "?y", "p": expression(schema, one), "b": expression(schema, other)}
        yield Contradiction(rule, "exclusive", body, slots, axiom=axiom)


def keys(schema: Schema) -> Iterator[Contradiction]:
    """Yield what can't be by prp-key."""
    for node, cells in sorted(schema.pairs(owl("hasKey")), key=str):
        props = schema.items(cells)
        steps = [step(schema, prop, who, f"?k{number}") for number, prop in enumerate(props) for who in ("?x", "?y")]
        slots = {
            "x": "?x",
            "a": "?y",
            "p": ", ".join(expression(schema, prop) for prop in props),
            "b": expression(schema, node),
        }
        fresh, axiom = variables(), ox.Triple(node, owl("hasKey"), cells)
        for first in members(schema, node, "?x", fresh, ()):
            for second in members(schema, node, "?y", fresh, ()):
                body = all_of([*steps, first, second])
                if props:
                    yield Contradiction("prp-key", "key", body, slots, ("?x", "?y"), axiom=axiom)


def individuals(schema: Schema) -> Iterator[Contradiction]:
    """Yield what can't be by eq-diff1 to eq-diff3, prp-npa1 and prp-npa2."""
    slots = {"x": "?x", "a": "?y"}
    yield Contradiction("eq-diff1", "same", triple("?x", SAME, "?y"), slots, ("?x", "?y"))
    yield Contradiction("eq-diff1", "different", triple("?x", _DIFFERENT, "?x"), {"x": "?x"})
    for rule, local in (("eq-diff2", "members"), ("eq-diff3", "distinctMembers")):
        for group in schema.subjects(RDF_TYPE, owl("AllDifferent")):
            for cells in schema.objects(group, owl(local)):
                listed = schema.items(cells)
                for twice in sorted({expression(schema, node) for node in listed if listed.count(node) > 1}):
                    axiom = ox.Triple(group, owl(local), cells)
                    yield Contradiction(rule, "different", all_of(()), {"x": twice}, axiom=axiom)
    for said in sorted({node for node, _ in schema.pairs(owl("sourceIndividual"))}, key=str):
        source, prop = schema.node(said, owl("sourceIndividual")), schema.node(said, owl("assertionProperty"))
        for rule, local in (("prp-npa1", "targetIndividual"), ("prp-npa2", "targetValue")):
            target = schema.term(said, owl(local))
            if source is not None and isinstance(prop, ox.NamedNode) and target is not None:
                body = triple(str(source), prop, str(target))
                value = str(target) if isinstance(target, ox.Literal) else expression(schema, target)
                told = {"x": expression(schema, source), "a": value, "p": expression(schema, prop)}
                axiom = ox.Triple(said, owl("assertionProperty"), prop)
                yield Contradiction(rule, "negative", body, told, axiom=axiom)
