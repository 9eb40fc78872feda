"""Axioms read as people would say them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mllm_kg.reference.model import Reference
from mllm_kg.reference.phrases import plain
from mllm_kg.reference.terms import Entry

LABELS = """
mllm:A a owl:Class ; rdfs:label "apple"@en , "사과"@ko .
mllm:B a owl:Class ; rdfs:label "pear"@en , "배"@ko .
mllm:p a owl:ObjectProperty ; rdfs:label "holds"@en , "담음"@ko .
mllm:q a owl:DatatypeProperty ; rdfs:label "weight"@en , "무게"@ko .
"""
AND, OR, SOME = "owl:intersectionOf", "owl:unionOf", "owl:someValuesFrom"


def restriction(prop: str, rest: str) -> str:
    return f"[ a owl:Restriction ; owl:onProperty mllm:{prop} ; {rest} ]"


EXPRESSIONS = [
    ("mllm:B", "pear", "B"),
    (restriction("p", f"{SOME} mllm:B"), "anything that has for holds some pear", "p some B"),
    (restriction("p", f"{SOME} owl:Thing"), "anything that has some value for holds", "p some owl:Thing"),
    (restriction("p", "owl:allValuesFrom mllm:B"), "anything that has for holds only pear", "p only B"),
    (restriction("q", "owl:hasValue 3"), "anything that has for weight the value 3", "q value 3"),
    (restriction("p", "owl:hasSelf true"), "anything that has itself for holds", "p Self"),
    (restriction("q", "owl:cardinality 1"), "anything that has for weight exactly 1 values", "q exactly 1 owl:Thing"),
    (
        restriction("p", "owl:minQualifiedCardinality 2 ; owl:onClass mllm:B"),
        "anything that has for holds at least 2 pear",
        "p min 2 B",
    ),
    (
        restriction("q", "owl:maxQualifiedCardinality 2 ; owl:onDataRange xsd:string"),
        "anything that has for weight at most 2 xsd:string",
        "q max 2 xsd:string",
    ),
    (f"[ {OR} ( mllm:B mllm:C ) ]", "pear or mllm:C", "B or C"),
    (f"[ {AND} ( mllm:B mllm:C ) ]", "pear and mllm:C", "B and C"),
    (
        f"[ {AND} ( mllm:B {restriction('q', 'owl:hasValue true')} ) ]",
        "pear that has for weight the value true",
        "B and q value true",
    ),
    (
        f"[ {AND} ( mllm:B [ {OR} ( {restriction('q', 'owl:hasValue 1')} {restriction('q', 'owl:hasValue 2')} ) ] ) ]",
        "pear that (has for weight the value 1 or has for weight the value 2)",
        "B and (q value 1 or q value 2)",
    ),
    (
        restriction("p", f"{SOME} [ {AND} ( mllm:B {restriction('q', 'owl:hasValue 1')} ) ]"),
        "anything that has for holds some (pear that has for weight the value 1)",
        "p some (B and q value 1)",
    ),
    ("[ owl:complementOf mllm:B ]", "anything but pear", "not B"),
    ("[ owl:oneOf ( mllm:x mllm:y ) ]", "one of mllm:x, mllm:y", "{x, y}"),
    (
        f"[ owl:onProperty [ owl:inverseOf mllm:p ] ; {SOME} mllm:B ]",
        "anything that has for holds the other way round some pear",
        "inverse p some B",
    ),
    (
        "[ owl:onDatatype xsd:integer ; owl:withRestrictions ( [ xsd:minInclusive 0 ] [ xsd:maxExclusive 5 ] ) ]",
        "xsd:integer with >= 0, < 5",
        "xsd:integer[>= 0, < 5]",
    ),
]


def entry(found: Reference, local: str) -> Entry:
    return next(entry for entry in found.entries if entry.local == local)


def told(found: Reference, local: str) -> dict[str, list[str]]:
    """Return what stands under each heading of a term."""
    return {axiom.heading: [plain(phrase) for phrase in axiom.phrases] for axiom in entry(found, local).axioms}


@pytest.mark.parametrize(("turtle", "english", "manchester"), EXPRESSIONS, ids=[case[1] for case in EXPRESSIONS])
def test_an_expression_reads_in_words_and_in_manchester_syntax(
    turtle: str, english: str, manchester: str, small: Callable[..., Reference]
) -> None:
    found = small(f"{LABELS} mllm:A owl:equivalentClass {turtle} .")
    assert told(found, "A")["same-as"] == [english]
    (axiom,) = entry(found, "A").axioms
    assert axiom.manchester == (() if turtle == "mllm:B" else (manchester,))


@pytest.mark.parametrize(
    ("turtle", "korean"),
    [
        (restriction("p", f"{SOME} mllm:B"), "담음 값으로 배 개체가 있는 것"),
        (f"[ {AND} ( mllm:B {restriction('q', 'owl:hasValue 1')} ) ]", "배 중에서 무게 값이 1인 것"),
    ],
)
def test_an_expression_reads_in_korean(turtle: str, korean: str, small: Callable[..., Reference]) -> None:
    found = small(f"{LABELS} mllm:A owl:equivalentClass {turtle} .", language="ko")
    assert told(found, "A")["same-as"] == [korean]


def test_a_class_has_all_its_headings(small: Callable[..., Reference]) -> None:
    found = small(f"""{LABELS}
        mllm:C a owl:Class ; rdfs:subClassOf mllm:A , {restriction("q", "owl:maxCardinality 1")} , skos:Concept ;
            owl:disjointWith mllm:B ; owl:hasKey ( mllm:q ) , ( mllm:p mllm:q ) .
        mllm:D a owl:Class ; owl:disjointUnionOf ( mllm:A mllm:B ) .
        [] a owl:AllDisjointClasses ; owl:members ( mllm:A mllm:C mllm:D ) .""")
    assert told(found, "C") == {
        "is-a": ["apple", "skos:Concept", "anything that has for weight at most 1 values"],
        "disjoint": ["apple", "mllm:D", "pear"],
        "key": ["holds and weight", "weight"],
    }
    assert told(found, "D") == {"union-of": ["apple", "pear"], "disjoint": ["apple", "mllm:C"]}
    assert told(found, "B") == {"disjoint": ["mllm:C"]}, "disjointness is told at both ends"


def test_a_property_has_all_its_headings(small: Callable[..., Reference]) -> None:
    found = small(f"""{LABELS}
        mllm:r a owl:ObjectProperty , owl:TransitiveProperty , owl:IrreflexiveProperty ;
            rdfs:domain mllm:A ; rdfs:range [ {OR} ( mllm:A mllm:B ) ] ; rdfs:subPropertyOf mllm:p ;
            owl:inverseOf mllm:p ; owl:propertyChainAxiom ( mllm:p mllm:r ) ; owl:propertyDisjointWith mllm:p ;
            owl:equivalentProperty mllm:p .""")
    assert told(found, "r") == {
        "from": ["apple"],
        "to": ["apple or pear"],
        "sub-property-of": ["holds"],
        "same-as": ["holds"],
        "inverse": ["holds"],
        "chain": ["holds then mllm:r"],
        "disjoint": ["holds"],
    }
    assert entry(found, "r").characteristics == ("Transitive", "Irreflexive")
    assert told(found, "p") == {"inverse": ["mllm:r"], "disjoint": ["mllm:r"]}
    chain = next(axiom for axiom in entry(found, "r").axioms if axiom.heading == "chain")
    assert chain.manchester == ("p o r",)


def test_an_individual_has_all_its_headings(small: Callable[..., Reference]) -> None:
    found = small(f"""{LABELS}
        mllm:x a owl:NamedIndividual , mllm:A ; owl:sameAs mllm:z .
        mllm:y a owl:NamedIndividual , mllm:B ; owl:differentFrom mllm:w .
        [] a owl:AllDifferent ; owl:distinctMembers ( mllm:x mllm:y ) .""")
    assert told(found, "x") == {"is-a": ["apple"], "same-as": ["mllm:z"], "different": ["mllm:y"]}
    assert told(found, "y") == {"is-a": ["pear"], "different": ["mllm:w", "mllm:x"]}


def test_an_expression_that_contains_itself_is_cut(small: Callable[..., Reference]) -> None:
    found = small(f"{LABELS} mllm:A owl:equivalentClass _:e . _:e {AND} ( mllm:B _:e ) .")
    assert told(found, "A")["same-as"] == ["pear that …"]


def test_a_list_that_comes_back_to_itself_ends(small: Callable[..., Reference]) -> None:
    found = small(f"{LABELS} mllm:A owl:hasKey _:l . _:l rdf:first mllm:q ; rdf:rest _:l .")
    assert told(found, "A")["key"] == ["weight"]


REAL = {
    "OpenModel": "language model that (has for open weights the value true or has some value for weights)",
    "CombinedAlignmentPaper": "parameter-tuning paper and parameter-frozen paper",
    "AdaptedModel": "language model that has for based on some language model",
    "DisputedEntity": "anything that has for disagreement some disagreement",
    "SFTDataset": "dataset that has for for stage the value Supervised Fine-Tuning",
}


@pytest.mark.parametrize("local", REAL)
def test_the_defined_classes_read_well(local: str, reference: Reference) -> None:
    assert told(reference, local)["same-as"] == [REAL[local]]


def test_the_real_chains_and_keys(reference: Reference) -> None:
    assert told(reference, "author")["chain"] == ["authorship then by person"]
    assert told(reference, "usesStrategy")["chain"] == ["uses strategy then skos:broader"]
    assert told(reference, "Paper")["key"] == ["ACL Anthology identifier", "DOI", "arXiv identifier"]
    assert told(reference, "derivedFrom")["inverse"] == ["source of"]
    assert told(reference, "sourceOf")["inverse"] == ["derived from"], "the other end says it too"
