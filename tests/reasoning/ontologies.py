"""Ontologies and facts made up at random, as hypothesis strategies of Turtle; see ``conftest.parse`` for prefixes."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["AXIOM", "FACT"]

NAME = st.sampled_from([":A", ":B", ":C", ":D"])
THING = st.sampled_from([":x", ":y", ":z"])
VALUE = st.sampled_from(["1", "true", '"text"@en'])
OBJECT = st.sampled_from([":p", ":q", ":r"])
DATA = st.sampled_from([":k", ":l"])
LINK = st.one_of(OBJECT, OBJECT.map("[ owl:inverseOf {} ]".format))


def join(template: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: template.replace("<>", "{}").format(*found))


def listed(kind: str, operand: st.SearchStrategy[str], largest: int = 3) -> st.SearchStrategy[str]:
    return st.lists(operand, min_size=2, max_size=largest).map(lambda found: f"{kind} ( {' '.join(found)} )")


HAS = st.one_of(
    join("[ owl:onProperty <> ; owl:hasValue <> ]", OBJECT, THING),
    join("[ owl:onProperty <> ; owl:hasValue <> ]", DATA, VALUE),
)
CONDITION = st.recursive(
    st.one_of(NAME, HAS, join("[ owl:onProperty <> ; owl:someValuesFrom owl:Thing ]", LINK)),
    lambda part: st.one_of(
        join("[ <> ]", listed("owl:intersectionOf", part)),
        join("[ <> ]", listed("owl:unionOf", part)),
        join("[ owl:onProperty <> ; owl:someValuesFrom <> ]", LINK, part),
    ),
    max_leaves=5,
)
CONSEQUENCE = st.recursive(
    st.one_of(NAME, HAS, join("[ owl:onProperty <> ; owl:someValuesFrom <> ]", OBJECT, NAME)),
    lambda part: st.one_of(
        join("[ <> ]", listed("owl:intersectionOf", part)),
        join("[ owl:onProperty <> ; owl:allValuesFrom <> ]", LINK, NAME),
    ),
    max_leaves=3,
)
AXIOM = st.one_of(
    join("<> rdfs:subClassOf <> .", CONDITION, CONSEQUENCE),
    join("<> owl:equivalentClass <> .", NAME, CONDITION),
    join("<> rdfs:subPropertyOf <> .", OBJECT, OBJECT),
    join("<> rdfs:subPropertyOf <> .", DATA, DATA),
    join("<> owl:equivalentProperty <> .", OBJECT, OBJECT),
    join("<> owl:inverseOf <> .", OBJECT, OBJECT),
    join("<> rdfs:domain <> .", st.one_of(OBJECT, DATA), CONSEQUENCE),
    join("<> rdfs:range <> .", OBJECT, CONSEQUENCE),
    join("<> <> .", OBJECT, listed("owl:propertyChainAxiom", LINK)),
    join("<> a owl:TransitiveProperty .", OBJECT),
    join("<> a owl:SymmetricProperty .", OBJECT),
)
FACT = st.one_of(
    join("<> a <> .", THING, NAME), join("<> <> <> .", THING, OBJECT, THING), join("<> <> <> .", THING, DATA, VALUE)
)
