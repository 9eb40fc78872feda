"""Literals: what is written well, which value it is, and which datatypes have it. The tables are from XML Schema 1.1."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mllm_kg.reasoning.datatypes import ILL_TYPED, holds, is_known, same, value
from tests.reasoning.conftest import parse

XSD = "http://www.w3.org/2001/XMLSchema#"
DATATYPES = """
    owl:real owl:rational rdf:XMLLiteral rdf:PlainLiteral rdf:langString rdfs:Literal xsd:anyURI xsd:base64Binary
    xsd:boolean xsd:byte xsd:dateTime xsd:dateTimeStamp xsd:decimal xsd:double xsd:float xsd:hexBinary xsd:int
    xsd:integer xsd:language xsd:long xsd:Name xsd:NCName xsd:negativeInteger xsd:NMTOKEN xsd:nonNegativeInteger
    xsd:nonPositiveInteger xsd:normalizedString xsd:positiveInteger xsd:short xsd:string xsd:token xsd:unsignedByte
    xsd:unsignedInt xsd:unsignedLong xsd:unsignedShort
"""
"""OWL 2's datatype map (OWL 2 Structural Specification, section 4)."""

WELL = {
    "boolean": ["true", "false", "1", "0"],
    "integer": ["7", "-7", "+07", "0" * 5000 + "7", "9" * 5000],
    "decimal": ["7", "-7.50", ".5", "7."],
    "double": ["1", "1.5E-7", "INF", "-INF", "+INF", "NaN", "1e999"],
    "float": ["3.4e39", "-1.0"],
    "nonNegativeInteger": ["0", "-0"],
    "positiveInteger": ["1"],
    "negativeInteger": ["-1"],
    "nonPositiveInteger": ["0", "-3"],
    "byte": ["-128", "127"],
    "unsignedByte": ["255"],
    "short": ["32767"],
    "int": ["-2147483648"],
    "long": ["9223372036854775807"],
    "unsignedLong": ["18446744073709551615"],
    "normalizedString": [" two  spaces "],
    "token": ["one two"],
    "language": ["en", "zh-Hans-CN"],
    "Name": ["a:b", "_x", "é1"],
    "NCName": ["a-b.c"],
    "NMTOKEN": ["1a:b"],
    "hexBinary": ["", "0aFF"],
    "base64Binary": ["", "aGk=", "aG k="],
    "anyURI": ["https://example.org/a b", ""],
    "dateTime": ["2024-02-29T23:59:59.5Z", "-0001-01-01T00:00:00", "2024-12-31T24:00:00", "2000-01-01T00:00:00+14:00"],
    "dateTimeStamp": ["2024-01-01T00:00:00-05:00"],
    "date": ["2024-02-29", "2023-12-31Z"],
    "gYear": ["2024", "-0044", "12024"],
    "gYearMonth": ["2024-02"],
    "gMonthDay": ["--02-29"],
    "gDay": ["---31"],
    "gMonth": ["--12"],
    "time": ["24:00:00", "12:00:00.25+01:00"],
    "duration": ["P1Y2M3DT4H5M6.7S", "-PT0S", "P0Y"],
    "dayTimeDuration": ["P1DT2H"],
    "yearMonthDuration": ["P1Y2M"],
}
BADLY = {
    "boolean": ["True", "yes", ""],
    "integer": ["7.0", "", "7e0", " 7", "seven", "٣"],
    "decimal": ["1e5", ".", "1,5"],
    "double": ["inf", "nan", "0x1p3", "1_0"],
    "nonNegativeInteger": ["-1"],
    "positiveInteger": ["0"],
    "negativeInteger": ["0"],
    "byte": ["128"],
    "unsignedByte": ["256", "-1"],
    "long": ["9223372036854775808"],
    "normalizedString": ["a\tb"],
    "token": [" a", "a  b", "a\nb"],
    "language": ["english language", "en_GB"],
    "Name": ["1a", ""],
    "NCName": ["a:b"],
    "NMTOKEN": ["a b"],
    "hexBinary": ["0", "0g"],
    "base64Binary": ["a", "aGk"],
    "anyURI": ["\x01"],
    "dateTime": [
        "2023-02-29T00:00:00",
        "2024-01-01",
        "2024-01-01T25:00:00",
        "24-01-01T00:00:00",
        "2024-01-01T24:00:01",
    ],
    "dateTimeStamp": ["2024-01-01T00:00:00"],
    "date": ["2024-13-01", "2024-1-1", "1900-02-29"],
    "gYear": ["24", "02024"],
    "gMonthDay": ["--02-30"],
    "time": ["12:00", "12:60:00", "12:00:00+15:00"],
    "duration": ["P", "PT", "1Y", "P1S", "P1DT", "PY"],
    "dayTimeDuration": ["P1Y"],
    "yearMonthDuration": ["P1D"],
}


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def term(text: str) -> ox.Literal:
    """Return the literal that Turtle says."""
    (triple,) = parse(f":x :p {text} .")
    assert isinstance(triple.object, ox.Literal)
    return triple.object


def name(curie: str) -> str:
    (triple,) = parse(f":x :p {curie} .")
    assert isinstance(triple.object, ox.NamedNode)
    return triple.object.value


@pytest.mark.parametrize("datatype", WELL)
def test_what_is_written_well_has_a_value_of_its_datatype(datatype: str) -> None:
    for text in WELL[datatype]:
        assert value(typed(text, datatype)) not in (None, ILL_TYPED), text
        assert holds(XSD + datatype, typed(text, datatype)), text


@pytest.mark.parametrize("datatype", BADLY)
def test_what_is_written_badly_has_none(datatype: str) -> None:
    for text in BADLY[datatype]:
        assert value(typed(text, datatype)) == ILL_TYPED, text
        assert holds(XSD + datatype, typed(text, datatype)) is False, text


def test_every_datatype_of_owl_2_is_known() -> None:
    assert [curie for curie in DATATYPES.split() if not is_known(name(curie))] == []


SAME = [
    ("7", "7.0"), ("7", '"07"^^xsd:byte'), ('"1/2"^^owl:rational', "0.5"), ("true", '"1"^^xsd:boolean'),
    ('"a"', '"a"^^xsd:token'), ('"a"', '"a@"^^rdf:PlainLiteral'), ('"a"@en-GB', '"a"@en-gb'),
    ('"a"@en', '"a@en"^^rdf:PlainLiteral'), ('"0A"^^xsd:hexBinary', '"0a"^^xsd:hexBinary'),
    ('"NaN"^^xsd:double', '"NaN"^^xsd:double'), ("1.0e1", "10e0"),
    ('"2024-12-31T24:00:00Z"^^xsd:dateTime', '"2025-01-01T00:00:00Z"^^xsd:dateTime'),
    ('"P1Y"^^xsd:duration', '"P12M"^^xsd:yearMonthDuration'), ('"PT24H"^^xsd:duration', '"P1D"^^xsd:duration'),
    ('"x"^^:unknown', '"x"^^:unknown'),
]  # fmt: skip
OTHER = [
    ("1", "1.0e0"), ('"1"^^xsd:float', '"1"^^xsd:double'), ("1", '"1"'), ('"a"', '"a"@en'), ('"a"@en', '"a"@de'),
    ('"0"^^xsd:double', '"-0"^^xsd:double'), ('"6869"^^xsd:hexBinary', '"aGk="^^xsd:base64Binary'),
    ('"https://example.org"', '"https://example.org"^^xsd:anyURI'),
    ('"2024-01-01T12:00:00Z"^^xsd:dateTime', '"2024-01-01T13:00:00+01:00"^^xsd:dateTime'),
    ('"2024-01-01"^^xsd:date', '"2024-01-02"^^xsd:date'), ('"2024"^^xsd:gYear', "2024"),
    ('"P1M"^^xsd:duration', '"P30D"^^xsd:duration'), ('"many"^^xsd:integer', '"most"^^xsd:integer'),
    ('"x"^^:unknown', '"y"^^:unknown'),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_value(one: str, other: str) -> None:
    assert same(term(one), term(other))
    assert same(term(other), term(one))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_values(one: str, other: str) -> None:
    assert not same(term(one), term(other))
    assert not same(term(other), term(one))


@pytest.mark.parametrize(
    ("literal", "inside", "outside"),
    [
        (
            "7",
            "xsd:decimal xsd:byte xsd:nonNegativeInteger owl:real owl:rational rdfs:Literal",
            "xsd:double xsd:string",
        ),
        ("-7", "xsd:long xsd:negativeInteger", "xsd:unsignedInt xsd:positiveInteger xsd:boolean"),
        ("2.0", "xsd:integer xsd:decimal", "xsd:float"),
        ("2.5", "xsd:decimal owl:rational", "xsd:integer"),
        ('"1/3"^^owl:rational', "owl:rational owl:real", "xsd:decimal xsd:integer"),
        ('"text"', "xsd:string xsd:token xsd:NCName rdf:PlainLiteral", "rdf:langString xsd:anyURI xsd:integer"),
        ('"a text"', "xsd:token xsd:normalizedString", "xsd:NCName xsd:language"),
        ('"text"@en', "rdf:langString rdf:PlainLiteral rdfs:Literal", "xsd:string xsd:token"),
        ('"2024-01-01T00:00:00"^^xsd:dateTime', "xsd:dateTime", "xsd:dateTimeStamp xsd:date"),
        ('"2024-01-01T00:00:00Z"^^xsd:dateTime', "xsd:dateTimeStamp", "xsd:string"),
        ('"2024-01-01"^^xsd:date', "xsd:date rdfs:Literal", "xsd:dateTime xsd:gYear xsd:integer"),
        ('"PT1H"^^xsd:duration', "xsd:duration xsd:dayTimeDuration", "xsd:yearMonthDuration"),
        ('"<b>x</b>"^^rdf:XMLLiteral', "rdf:XMLLiteral", "xsd:string"),
    ],
)
def test_a_value_is_in_every_datatype_that_has_it(literal: str, inside: str, outside: str) -> None:
    for datatype in inside.split():
        assert holds(name(datatype), term(literal)) is True, datatype
    for datatype in outside.split():
        assert holds(name(datatype), term(literal)) is False, datatype


@pytest.mark.parametrize("text", ["<b>x", "&unknown;", "<!DOCTYPE x>"])
def test_xml_that_is_not_well_balanced(text: str) -> None:
    assert value(ox.Literal(text, datatype=ox.NamedNode(name("rdf:XMLLiteral")))) == ILL_TYPED


def test_of_unknown_datatypes_nothing_is_told() -> None:
    assert value(term('"x"^^:unknown')) is None
    assert holds(name(":unknown"), term("7")) is None
    assert holds(name("xsd:integer"), term('"x"^^:unknown')) is None
    assert holds(name(":unknown"), term('"x"^^:unknown')) is True
