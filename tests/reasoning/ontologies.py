"""Ontologies and facts made up at random, as hypothesis strategies of Turtle; see ``conftest.parse`` for prefixes."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["AXIOM", "DECLARED", "EXCLUSION", "FACT", "RESTRAINT"]

DECLARED = (
    "".join(f"{name} a owl:Class . " for name in (":A", ":B", ":C", ":D"))
    + "".join(f"{name} a owl:ObjectProperty . " for name in (":p", ":q", ":r"))
    + ":k a owl:DatatypeProperty . :l a owl:DatatypeProperty ."
)
"""What the names stand for; rules that speak of every class and every property need it."""

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
ONE_OF = st.lists(THING, min_size=1, max_size=2).map(lambda found: f"[ owl:oneOf ( {' '.join(found)} ) ]")
DATATYPE = st.sampled_from(["xsd:integer", "xsd:boolean", "rdf:langString", "rdfs:Literal"])
CONDITION = st.recursive(
    st.one_of(
        NAME,
        HAS,
        ONE_OF,
        join("[ owl:onProperty <> ; owl:someValuesFrom <> ]", DATA, DATATYPE),
        join("[ owl:onProperty <> ; owl:someValuesFrom owl:Thing ]", LINK),
    ),
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
    join("<> <> .", NAME, listed("owl:intersectionOf", CONDITION)),
    join("<> <> .", NAME, listed("owl:unionOf", CONDITION)),
    join("<> owl:oneOf ( <> <> ) .", NAME, THING, THING),
    join("<> a <> .", THING, CONSEQUENCE),
    join("<> rdfs:subPropertyOf rdfs:label .", DATA),
    join("<> owl:equivalentProperty <> .", DATA, DATA),
    join("<> owl:equivalentClass <> .", NAME, NAME),
)
"""Axioms from which something follows."""
FACT = st.one_of(
    join("<> a <> .", THING, NAME), join("<> <> <> .", THING, OBJECT, THING), join("<> <> <> .", THING, DATA, VALUE)
)
RANGE = st.sampled_from(
    [
        "xsd:integer",
        "xsd:boolean",
        "rdf:langString",
        "[ a rdfs:Datatype ; owl:onDatatype xsd:integer ; owl:withRestrictions ( [ xsd:minExclusive 1 ] ) ]",
    ]
)
EXCLUSION = st.one_of(
    join("<> owl:disjointWith <> .", NAME, CONDITION),
    join("[ a owl:AllDisjointClasses ; <> ] .", listed("owl:members", NAME)),
    join("<> owl:complementOf <> .", NAME, CONDITION),
    join("<> rdfs:subClassOf [ owl:complementOf <> ] .", CONDITION, CONDITION),
    join("<> rdfs:subClassOf [ owl:onProperty <> ; owl:maxCardinality 0 ] .", CONDITION, LINK),
    join("<> rdfs:range <> .", DATA, RANGE),
    join("<> rdfs:subClassOf [ owl:onProperty <> ; owl:allValuesFrom <> ] .", CONDITION, DATA, RANGE),
    join("<> a owl:<>Property .", OBJECT, st.sampled_from(["Irreflexive", "Asymmetric"])),
    join("<> owl:propertyDisjointWith <> .", OBJECT, LINK),
    join("[ a owl:AllDisjointProperties ; <> ] .", listed("owl:members", OBJECT)),
    join("<> a [ owl:complementOf <> ] .", THING, NAME),
    join("[ owl:sourceIndividual <> ; owl:assertionProperty <> ; owl:targetIndividual <> ] .", THING, OBJECT, THING),
)
"""Axioms that facts may break, and from which nothing else follows."""

RESTRAINT = st.one_of(
    EXCLUSION,
    join("<> rdfs:subClassOf owl:Nothing .", CONDITION),
    join("<> rdfs:domain owl:Nothing .", OBJECT),
    join("<> <> .", NAME, listed("owl:disjointUnionOf", NAME)),
    join("<> rdfs:subClassOf [ owl:onProperty <> ; owl:maxCardinality 1 ] .", CONDITION, LINK),
    join(
        "<> rdfs:subClassOf [ owl:onProperty <> ; owl:maxQualifiedCardinality <> ; owl:onClass <> ] .",
        *(CONDITION, LINK, st.sampled_from("01"), CONDITION),
    ),
    join("<> a owl:<>Property .", OBJECT, st.sampled_from(["Functional", "InverseFunctional"])),
    join("<> a owl:FunctionalProperty .", DATA),
    join("<> owl:hasKey ( <> <> ) .", CONDITION, OBJECT, DATA),
)
"""Axioms that facts may break; by some of them OWL 2 RL takes two things for one, or concludes everything."""
