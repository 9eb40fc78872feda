"""Data ranges of an ontology: which literals they allow."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from mllm_kg.reasoning.ranges import allows, unjudged
from mllm_kg.reasoning.schema import RANGE, Schema
from tests.reasoning.conftest import parse
from tests.reasoning.test_datatypes import term

FACETS = "[ a rdfs:Datatype ; owl:onDatatype {} ; owl:withRestrictions ( {} ) ]"
CASES = {
    "a datatype": ("xsd:integer", "1 2.0", '1.5 "1"'),
    "at least": (FACETS.format("xsd:decimal", "[ xsd:minInclusive 0.5 ]"), "0.5 7", "0.4 -1 1e0"),
    "more than, less than": (
        FACETS.format("xsd:integer", "[ xsd:minExclusive 0 ] [ xsd:maxExclusive 3 ]"), "1 2", "0 3 1.5",
    ),
    "at most, of doubles": (FACETS.format("xsd:double", "[ xsd:maxInclusive 1e0 ]"), "1e0 -3e0", '1.5e0 "NaN"^^xsd:double'),
    "an exact length": (FACETS.format("xsd:string", "[ xsd:length 3 ]"), '"abc" "한국어"', '"ab" "abcd" 123'),
    "a length between": (
        FACETS.format("xsd:string", "[ xsd:minLength 1 ; xsd:maxLength 2 ]"), '"a" "ab"', '"" "abc"',
    ),
    "octets": (FACETS.format("xsd:hexBinary", "[ xsd:maxLength 1 ]"), '"0A"^^xsd:hexBinary', '"0A0B"^^xsd:hexBinary'),
    "a pattern": (FACETS.format("xsd:string", '[ xsd:pattern "[a-z]{3}" ]'), '"abc"', '"abcd" "ab" "ABC"'),
    "a pattern with plain signs": (FACETS.format("xsd:string", '[ xsd:pattern "^a$|[^b]" ]'), '"^a$" "c"', '"b" "aa"'),
    "a language": (FACETS.format("rdf:PlainLiteral", '[ rdf:langRange "de" ]'), '"x"@de "x"@de-AT', '"x"@en "x" "x"@den'),
    "a time": (
        FACETS.format("xsd:dateTime", '[ xsd:minInclusive "2024-01-01T00:00:00Z"^^xsd:dateTime ]'),
        '"2024-01-01T00:00:00Z"^^xsd:dateTime "2024-01-01T01:00:00+01:00"^^xsd:dateTime',
        '"2023-12-31T23:59:59Z"^^xsd:dateTime "2024-01-01T00:30:00+01:00"^^xsd:dateTime',
    ),
    "one of": ('[ a rdfs:Datatype ; owl:oneOf ( 1 "a" ) ]', '1 1.0 "a"', '2 "b" "a"@en'),
    "all but": ("[ a rdfs:Datatype ; owl:datatypeComplementOf xsd:integer ]", '1.5 "a"', "1"),
    "both": ("[ a rdfs:Datatype ; owl:intersectionOf ( xsd:nonNegativeInteger xsd:nonPositiveInteger ) ]", "0", "1 -1"),
    "either": ('[ a rdfs:Datatype ; owl:unionOf ( xsd:boolean [ owl:oneOf ( "yes" ) ] ) ]', 'true "yes"', '"no" 1'),
    "a defined datatype": (":Share", "0.0 0.25 1", "1.5 -1"),
}  # fmt: skip
DEFINED = ":Share a rdfs:Datatype ; owl:equivalentClass " + FACETS.format(
    "xsd:decimal", "[ xsd:minInclusive 0 ] [ xsd:maxInclusive 1 ]"
)


def tree(text: str) -> tuple[object, ...]:
    """Return the range of a property, as it comes back from JSON."""
    triples = parse(f"{DEFINED} . :p rdfs:range {text} .")
    (node,) = (triple.object for triple in triples if triple.predicate == RANGE)
    schema = Schema(triples)
    assert isinstance(node, ox.NamedNode | ox.BlankNode)
    assert schema.is_data_range(node)
    found: tuple[object, ...] = json.loads(json.dumps(schema.data_range(node)))
    return found


def terms(texts: str) -> list[ox.Literal]:
    triples = parse(f":x :p {' , '.join(texts.split())} .")
    return [triple.object for triple in triples if isinstance(triple.object, ox.Literal)]


@pytest.mark.parametrize("name", CASES)
def test_what_a_range_allows(name: str) -> None:
    text, inside, outside = CASES[name]
    made = tree(text)
    assert [str(literal) for literal in terms(inside) if allows(made, literal) is not True] == []
    assert [str(literal) for literal in terms(outside) if allows(made, literal) is not False] == []


def test_what_can_t_be_told_is_neither() -> None:
    made = tree(FACETS.format("xsd:dateTime", '[ xsd:minInclusive "2024-01-01T00:00:00Z"^^xsd:dateTime ]'))
    assert allows(made, term('"2024-01-01T00:00:00"^^xsd:dateTime')) is None
    assert allows(tree("xsd:integer"), term('"x"^^:unknown')) is None


@pytest.mark.parametrize(
    ("facet", "told"),
    [
        ('xsd:pattern "\\\\p{Lu}+"', ["http://www.w3.org/2001/XMLSchema#pattern"]),
        ('xsd:pattern "["', ["http://www.w3.org/2001/XMLSchema#pattern"]),
        (":odd 1", ["http://example.org/odd"]),
        ("xsd:length 3", []),
    ],
)
def test_restrictions_that_can_t_be_judged_are_told(facet: str, told: list[str]) -> None:
    made = tree(FACETS.format("xsd:string", f"[ {facet} ]"))
    assert list(unjudged(made)) == told
    if told:
        assert allows(made, term('"Abc"')) is None
    assert list(unjudged(("and", ("not", made), ("datatype", "x")))) == told


def test_a_datatype_that_is_defined_by_itself_does_not_hang() -> None:
    schema = Schema(
        parse(":D a rdfs:Datatype ; owl:equivalentClass [ a rdfs:Datatype ; owl:unionOf ( :D xsd:byte ) ] .")
    )
    assert allows(schema.data_range(ox.NamedNode("http://example.org/D")), term("7")) is True
