"""Where the statements of RDF/XML stand, section by section of its specification."""

from __future__ import annotations

import pytest

from mllm_kg.inputs.rdf.rdfxml import read_rdfxml
from mllm_kg.inputs.rdf.spans import Lines
from tests.inputs.rdf.placing import at, read, texts, unplaced

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# (what stands in rdf:RDF, what stands at subject, predicate and object of each statement)
CASES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "2.2 nodes and properties": (
        '<rdf:Description rdf:about="e:s"><e:p><rdf:Description rdf:about="e:o"/></e:p></rdf:Description>',
        [("e:s", "e:p", "e:o")],
    ),
    "2.3 several properties": (
        '<rdf:Description rdf:about="e:s"><e:p>a</e:p>\n<e:q>b</e:q></rdf:Description>',
        [("e:s", "e:p", "a"), ("e:s", "e:q", "b")],
    ),
    "2.4 empty elements": (
        "<rdf:Description rdf:about='e:s'><e:p rdf:resource = 'e:o'/></rdf:Description>",
        [("e:s", "e:p", "e:o")],
    ),
    "2.5 attributes": (
        '<rdf:Description rdf:about="e:s" e:p="a" e:q = \'b "c"\'/>',
        [("e:s", "e:p", "a"), ("e:s", "e:q", 'b "c"')],
    ),
    "2.7 languages": (
        '<rdf:Description rdf:about="e:s" xml:lang="en"><e:p>a</e:p><e:p xml:lang="PT-br">b</e:p></rdf:Description>',
        [("e:s", "e:p", "a"), ("e:s", "e:p", "b")],
    ),
    "2.8 XML": (
        '<rdf:Description rdf:about="e:s"><e:p rdf:parseType="Literal">a <b>c</b></e:p></rdf:Description>',
        [("e:s", "e:p", "e:p")],
    ),
    "2.9 datatypes": (
        '<rdf:Description rdf:about="e:s"><e:p rdf:datatype="e:t">1</e:p></rdf:Description>',
        [("e:s", "e:p", "1")],
    ),
    "2.10 blank nodes": (
        '<rdf:Description rdf:about="e:s"><e:p rdf:nodeID="n"/></rdf:Description><rdf:Description rdf:nodeID="n" e:q="1"/>',
        [("e:s", "e:p", "n"), ("n", "e:q", "1")],
    ),
    "2.11 no blank node": (
        '<rdf:Description rdf:about="e:s"><e:p rdf:parseType="Resource"><e:q>1</e:q></e:p></rdf:Description>',
        [("e:s", "e:p", "e:p"), ("e:p", "e:q", "1")],
    ),
    "2.12 attributes of a property": (
        '<rdf:Description rdf:about="e:s"><e:p e:q="1"/><e:r rdf:resource="e:o" e:q="2"/></rdf:Description>',
        [("e:p", "e:q", "1"), ("e:s", "e:p", "e:p"), ("e:o", "e:q", "2"), ("e:s", "e:r", "e:o")],
    ),
    "2.13 typed nodes": (
        '<e:T rdf:about="e:s"><e:p><e:U/></e:p></e:T>',
        [("e:s", "e:T", "e:T"), ("e:U", "e:U", "e:U"), ("e:s", "e:p", "e:U")],
    ),
    "2.13 a type as an attribute": (
        '<rdf:Description rdf:about="e:s" rdf:type="e:T"/>',
        [("e:s", "rdf:type", "e:T")],
    ),
    "2.14 a base and names": (
        '<rdf:Description rdf:ID="s" xml:base="http://e/a"><e:p rdf:resource="b"/><e:q rdf:resource="" xml:base="http://f/d#x"/></rdf:Description>',
        [("s", "e:p", "b"), ("s", "e:q", "")],
    ),
    "2.15 containers": (
        '<rdf:Bag rdf:about="e:s"><rdf:li>a</rdf:li><rdf:_1>b</rdf:_1><rdf:li rdf:resource="e:o"/></rdf:Bag>',
        [("e:s", "rdf:Bag", "rdf:Bag"), ("e:s", "rdf:li", "a"), ("e:s", "rdf:_1", "b"), ("e:s", "rdf:li", "e:o")],
    ),
    "2.16 collections": (
        '<rdf:Description rdf:about="e:s"><e:p rdf:parseType="Collection"><rdf:Description rdf:about="e:a"/><e:T/></e:p></rdf:Description>',
        [("e:T", "e:T", "e:T"), ("e:s", "e:p", "e:p"), ("e:p", "e:p", "e:a"), ("e:p", "e:p", "e:a"), ("e:p", "e:p", "e:T"), ("e:p", "e:p", "e:T")],
    ),
    "2.16 no collection": (
        '<rdf:Description rdf:about="e:s"><e:p rdf:parseType="Collection"/></rdf:Description>',
        [("e:s", "e:p", "e:p")],
    ),
    "2.17 statements about statements": (
        '<rdf:Description rdf:about="e:s" xml:base="http://e/"><e:p rdf:ID="t">a</e:p></rdf:Description>',
        [("e:s", "e:p", "a"), ("t", "t", "a"), ("t", "t", "e:p"), ("t", "t", "e:s"), ("t", "t", "t")],
    ),
    "empty values": ('<rdf:Description rdf:about="e:s"><e:p/><e:q></e:q></rdf:Description>', [("e:s", "e:p", "e:p"), ("e:s", "e:q", "e:q")]),
    "entities of XML": (
        '<rdf:Description rdf:about="e:s?a&amp;b"><e:p>&lt;&#233;&#x1F600;é&gt;</e:p></rdf:Description>',
        [("e:s?a&amp;b", "e:p", "&lt;&#233;&#x1F600;é&gt;")],
    ),
    "comments, CDATA and instructions": (
        '<!-- <e:T/> --><rdf:Description rdf:about="e:s"><e:p>a<!-- b -->c<![CDATA[<d>&]]></e:p><?e f?></rdf:Description>',
        [("e:s", "e:p", "a<!-- b -->c<![CDATA[<d>&]]>")],
    ),
    "a namespace of its own": (
        '<T xmlns="e:f#" rdf:about="e:s"><p>1</p><g:q xmlns:g="e:g#">2</g:q></T>',
        [("e:s", "T", "T"), ("e:s", "p", "1"), ("e:s", "g:q", "2")],
    ),
    "alike": (
        '<e:T><e:p><e:U/></e:p><e:p><e:U/></e:p></e:T><e:T/>',
        [("e:T", "e:T", "e:T")] * 2 + [("e:U", "e:U", "e:U"), ("e:T", "e:p", "e:U")] * 2,
    ),
    "names in other scripts": ('<e:漢 rdf:about="e:s" e:é="ä"/>', [("e:s", "e:漢", "e:漢"), ("e:s", "e:é", "ä")]),
}  # fmt: skip
"""Sections are those of RDF 1.1 XML Syntax."""


def document(content: str) -> str:
    """Return a whole document."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="e:">\n{content}\n</rdf:RDF>\n'


@pytest.mark.parametrize("name", CASES)
def test_every_statement_has_a_place(name: str) -> None:
    assert unplaced(document(CASES[name][0]), "rdf") == []


@pytest.mark.parametrize("name", CASES)
def test_what_stands_at_a_place_is_the_term(name: str) -> None:
    content, expected = CASES[name]
    assert sorted(texts(document(content), "rdf")) == sorted(expected)


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_found_wrong_with_it(name: str) -> None:
    assert read(document(CASES[name][0]), "rdf").findings == []


def test_one_node_needs_no_frame() -> None:
    text = f'<e:T xmlns:e="e:" xmlns:rdf="{RDF}" rdf:about="e:s"\n  e:p="1"/>'
    assert texts(text, "rdf") == [("e:s", "e:T", "e:T"), ("e:s", "e:p", "1")]


def test_places_are_counted_as_an_editor_does() -> None:
    text = document('<rdf:Description\r\n\trdf:about="e:s"><e:p>😀\né</e:p><e:q\n>b</e:q></rdf:Description>')
    made = read(text, "rdf")
    found = [
        (place.subject.line, place.subject.column, place.predicate.line, place.predicate.column, place.object.line)
        for place in made.places.statements.values()
    ]
    assert found == [(4, 13, 4, 19, 4), (4, 13, 5, 9, 6)]
    assert [at(text, place.object) for place in made.places.statements.values()] == ["😀", "b"]


def test_text_in_cdata_is_the_text_that_it_stands_for() -> None:
    made = read(
        document('<rdf:Description rdf:about="e:s"><e:p>a<!-- b -->c<![CDATA[<d>&]]></e:p></rdf:Description>'), "rdf"
    )
    assert [str(quad.object) for quad in made.quads] == ['"ac<d>&"']


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        ('<rdf:Description rdf:about="a b"/>', "a b", "holds a space"),
        ('<rdf:Description rdf:about="a"/>', "a", "is relative"),
        ('<rdf:Description rdf:ID="a"/>', "a", "is relative"),
        ('<f:T rdf:about="e:s"/>', "f:T", "prefix `f:` is not declared"),
        ('<rdf:Description f:p="1"/>', "f:p", "prefix `f:` is not declared"),
        ('<T rdf:about="e:s"/>', "T", "belongs to no namespace"),
        ('<rdf:Description p="1"/>', "p", "no meaning here"),
        ('<rdf:Description rdf:aboutEach="1"/>', "rdf:aboutEach", "no meaning here"),
        ("<rdf:li/>", "rdf:li", "can not stand here"),
        ("<e:T><rdf:Description/></e:T>", "rdf:Description", "can not stand here"),
        ("<e:T><e:p><e:U/><e:U/></e:p></e:T>", "e:U", "can not stand here"),
        ("<e:T>text</e:T>", "text", "Text can not stand"),
        ("<e:T><e:p><e:U/>text</e:p></e:T>", "text", "Text can not stand"),
        ('<e:T><e:p xml:lang="e n">a</e:p></e:T>', "e:p", "is no language tag"),
        ('<e:T><e:p xml:lang="">a</e:p></e:T>', "e:p", "is no language tag"),
    ],
)
def test_the_reader_knows_why_it_stops(content: str, place: str, message: str) -> None:
    text = document(content)
    problem = read_rdfxml(text, Lines("file", text)).problem
    assert problem is not None
    assert text[problem.span.start : problem.span.end] == place
    assert message in problem.message
    assert problem.suggestion


def test_a_way_of_parsing_that_nobody_knows_is_told() -> None:
    text = document('<rdf:Description rdf:about="e:s"><e:p rdf:parseType="Text">lost</e:p></rdf:Description>')
    (found,) = read(text, "rdf").findings
    assert (found.rule, at(text, found.location)) == ("syntax", "Text")
