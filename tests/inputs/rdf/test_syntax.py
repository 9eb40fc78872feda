"""Mistakes in every syntax: one plain sentence at the right place, and what would be right; never a parser's own words."""

from __future__ import annotations

import re

import pytest

from mllm_kg.findings import UNREADABLE, Sentence
from tests.inputs.rdf.placing import at, inside, read

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
S = "<http://e/s> <http://e/p>"
# (text, what the finding points at, a part of its message, a part of its suggestion)
TURTLE = [
    ("mlm:a mlm:b 1 .", "mlm:a", "prefix `mlm:` is not declared", "Did you mean `mllm:`?"),
    ("mllm:a a 1 .", "mllm:a", "prefix `mllm:` is not declared", "@prefix mllm: <https://w3id.org/mllm-kg/ontology#> ."),
    ("@prefix mine: <http://m/> .\nmnie:a a 1 .", "mnie:a", "prefix `mnie:` is not declared", "Did you mean `mine:`, which is declared?"),
    (":a a 1 .", ":a", "prefix `:` is not declared", "Declare it at the top: @prefix : <…> ."),
    ("q:a a 1 .", "q:a", "prefix `q:` is not declared", "Declare it at the top"),
    (f"{S} 1\n{S} 2 .", "1", "should have ended before `<http://e/s>`", "End it with a dot after `1`"),
    (f"{S} 1 2 .", "1", "should have ended before `2`", "a further value `,`"),
    (f"{S} 'it's' .", "s", "should have ended before `s`", "has a backslash before it"),
    (f"{S} 2024-01-31 .", "-01", "should have ended", '"2024-01-31"^^xsd:date'),
    (f"{S} 1 ) .", ")", "Nothing is open that `)` would close", "Take it out"),
    (f"{S} 1", "1", "has no dot at its end", "Write ` .` after `1`"),
    (f"{S}", "<http://e/p>", "is not complete", "a subject, a property, a value, and a dot"),
    (f'{S} "abc .\n{S} 2 .', '"', "This text is never closed", 'Close it with ".'),
    (f"{S} '''abc .\n{S} 2 .", "'''", "This text is never closed", "Close it with '''."),
    (f'{S} """abc" .', '"""', "This text is never closed", 'Close it with """.'),
    (f'{S} "a\nb" .', '"a', "The line ends inside a text", "three quotes"),
    (f"{S} <http://e/o", "<", "This IRI is never closed", "Close it with `>`"),
    (f"{S} <http://e/o .\n{S} <http://e/o> .", "<http://e/o", "This IRI is never closed", "before the first space"),
    (f"{S} [ <http://e/q> 1 .\n{S} 2 .", "[", "This `[` is never closed", "Close it with `]`"),
    (f"{S} ( 1 2 .\n{S} 2 .", "(", "This `(` is never closed", "Close it with `)`"),
    (f"{S} [ <http://e/q> ( 1 [ <http://e/q> 1 ] )", "[", "This `[` is never closed", "Close it with `]`"),
    (r'<http://e/s> <http://e/p> "a\q" .', r"\q", r"`\q` is no escape", r"a backslash is \\"),
    (r'<http://e/s> <http://e/p> "a\u12" .', r'"a\u12" .', r"`\u` is no escape", r"\uXXXX"),
    (r'<http://e/s> <http://e/p> "\uD800" .', r"\uD800", "is no escape", r"\uXXXX"),
    (f'{S} "x"@en_US .', "_", "language tag is not well written", "@pt-BR"),
    (f'{S} "x"@ .', " ", "language tag is not well written", "@pt-BR"),
    (f'{S} "x"@toolonglanguage .', "toolonglanguag", "language tag is not well written", "@pt-BR"),
    (f'{S} "x"^^ .', ".", "No datatype follows `^^`", "xsd:gYear"),
    (f"{S} hello .", "hello", "`hello` is no value", 'Put a text into quotes: "hello"'),
    (f"{S} True .", "True", "`True` is no truth value", "in small letters: true"),
    (f"{S} ?x .", "?x", "`?x` is no value", "texts in quotes"),
    (f"{S} .", ".", "A value is missing before `.`", "Write the value"),
    (f"{S} 1 , ; a 2 .", ";", "A value is missing before `;`", "Write the value"),
    (f"{S} “a” .", "“", "`“` is a typographic quote", "straight"),
    ("<http://e/s> .", ".", "A property and its value are missing", "a subject, a property"),
    ("<http://e/s> A <http://e/T> .", "A", "`A` is no property", "Write `a`"),
    ("<http://e/s> _:p 1 .", "_:p", "`_:p` can not be a property", "A property is an IRI"),
    (f"{S} 1 ; .\n<http://e/q> 2 .", "2", "`2` can not be a property", "`<http://e/q>` stands where a property has to follow"),
    ('"s" a 1 .', '"s"', "can not begin with", "It begins with what it is about"),
    ("] a 1 .", "]", "where a statement should begin", "Take it out"),
    ("@prefx e: <http://e/> .", "@prefx", "`@prefx` is no word", "Did you mean `@prefix`?"),
    ("PREFX e: <http://e/>", "PREFX", "`PREFX` is no word", "Did you mean `PREFIX`?"),
    ("PREFIX e: <http://e/> .\ne:s a 1 .", ".", "have no dot at their end", "Take the dot out"),
    ("@prefix e: <http://e/>\ne:s a 1 .", "<http://e/>", "should have ended before `e:s`", "End it with a dot"),
    ("@prefix e <http://e/> .", "e", "declaration of a prefix", "@prefix ex: <https://example.org/> ."),
    ("@base e .", "e", "No IRI follows `@base`", "@base <https://example.org/> ."),
    ("_: a 1 .", "_:", "name of a blank node is missing", "as in _:b1"),
    ("@prefix kg: <https://w3id.org/mllm-kg/id/> .\nkg:model/mt5 a 1 .", "kg:model/mt5", "it can not hold `/`", "Write the IRI in full: <https://w3id.org/mllm-kg/id/model/mt5>"),
    ("@prefix e: <http://e/> .\ne:100%x a 1 .", "%", "two hexadecimal digits", "%25"),
    ("{ <http://e/s> a 1 }", "{", "Turtle has no graphs", ".trig"),
    (f"{S} § .", "§", "`§` can not stand here", "a subject, a property"),
    (f"\ufeff{S} 1 .", "\ufeff", r"can not begin with `\ufeff`", ""),
]  # fmt: skip
TRIG = [
    ("<http://e/g> { <http://e/s> a 1 ", "{", "This `{` is never closed", "Close it with `}`"),
    ("GRPH <http://e/g> { }", "GRPH", "`GRPH` is no word", "Did you mean `GRAPH`?"),
    ("GRAPH { <http://e/s> a 1 }", "{", "The graph is not well written", "GRAPH <https://example.org/graph> { … }"),
    ("<http://e/g> { @prefix e: <http://e/> . }", "@prefix", "can not stand inside a graph", "Move it to the top"),
    ("<http://e/g> { <http://e/s> a 1 ] }", "]", "Nothing is open", "Take it out"),
    ("<http://e/g> { <http://e/s> a 1 } }", "}", "where a statement should begin", "Take it out"),
]
LINES = [
    (f"{S} 1 .", "1", "full IRIs and texts in double quotes only", ".ttl"),
    (f"{S} 'a' .", "'", "full IRIs and texts in double quotes only", ".ttl"),
    ("e:s e:p e:o .", "e:s", "full IRIs and texts in double quotes only", ".ttl"),
    (f"{S} <http://e/o> ; a <http://e/T> .", ";", "full IRIs and texts", ".ttl"),
    ("@prefix e: <http://e/> .", "@prefix", "full IRIs and texts", ".ttl"),
    (f"{S} <http://e/o>\n{S} <http://e/o> .", "<http://e/o>", "should have ended on this line", "End it with a dot"),
    (f"{S} <http://e/o> . {S} <http://e/o> .", "<http://e/s>", "A second statement", "a line of its own"),
    (f'{S} "a', '"', "This text is never closed", 'Close it with ".'),
]
JSON = [
    ("", "", "A value is missing at the end", '"@context"'),
    ('{"a": 1,}', ",", "No value follows this comma", "Take the last comma out"),
    ('{"a": [1,]}', ",", "No value follows this comma", "Take the last comma out"),
    ("{'a': 1}", "'a'", "no single quotes", "double quotes"),
    ('{"a": \'b\'}', "'b'", "no single quotes", "double quotes"),
    ("{a: 1}", "a", "A key must be a text", "double quotes"),
    ('{"a" 1}', "a", "A colon is missing after the key", '"a":'),
    ('{"a": 1 "b": 2}', '"', "A comma or `}` is missing", "Put a comma"),
    ("[1 2]", "2", "A comma or `]` is missing", "Put a comma"),
    ('{"a": {"b": 1}', "{", "This `{` is never closed", "Close it with `}`"),
    ("[1, [2]", "[", "This `[` is never closed", "Close it with `]`"),
    ("[", "[", "This `[` is never closed", "Close it with `]`"),
    ('{"a', '"a', "This text is never closed", "double quote"),
    ('{"a": "b\n"}', '"b', "The line ends inside a text", "double quote"),
    ('{"a": "\\q"}', "\\q", "is no escape of JSON", "a backslash is"),
    ('{"a": "\\ud83d"}', "\\ud83d", "half a character", "Write the character itself"),
    ('{"a": "b\tc"}', "\t", "A control character", "\\u0009"),
    ('{"a": None}', "None", "`None` is no word of JSON", "null"),
    ('{"a": True}', "True", "`True` is no word of JSON", "small letters: true"),
    ('{"a": 01}', "01", "`01` is no number", "12, -3.5 or 1e9"),
    ('{"a": .5}', ".5", "`.5` is no number", "12, -3.5 or 1e9"),
    ('{"a": b}', "b", "`b` is no value of JSON", "double quotes"),
    ('{"a": }', "}", "A value is missing before `}`", "Write it, or null"),
    ("// c\n{}", "//", "JSON has no comments", "Take it out"),
    ("{} {}", "{", "has ended before this", "one JSON value"),
    ('{"@id": "a:a", "@id": "a:b"}', "@id", "stands here a second time; line 1", "in a list"),
    ('{"@id": 1}', "@id", "`@id` can not have this value", "double quotes"),
    ('{"@context": {"a": 1}}', "@context", "not written as JSON-LD has it", '"@id"'),
    ('{"@context": 1}', "@context", "not written as JSON-LD has it", '"@id"'),
    ('{"@context": {"a": "b:x", "b": "a:x"}}', "@context", "defined by itself", "lead to an IRI"),
    ('{"a:p": {"@value": {}}}', "@value", "`@value` can not have this value", "double quotes"),
    ('{"a:p": {"@value": "x", "@id": "a:b"}}', "@value", "`@value` is not used as", "exclude each other"),
    ('{"@reverse": {"a:p": "x"}}', "@reverse", "read backwards", '"@id"'),
    ('{"@context": {"p": {"@id": "a:p", "@protected": true}}, "a:q": {"@context": {"p": "a:z"}}}', '"p"', "is protected", "another name"),
]  # fmt: skip
HEAD = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="e:" xml:base="http://e/">'
XML = [
    ("", "", "The file holds no element", "RDF/XML starts with"),
    ("<a>", "<a", "The element `a` is never closed", "</a>"),
    ("<a><b></a>", "a", "does not match the opening tag <b> of line 1", "</b> comes first"),
    ('<a b="1" b="2"/>', "b", "has this attribute twice", "two elements"),
    ("<a/><b/>", "<", "has ended before this", "one element <rdf:RDF>"),
    ("<a>&foo;</a>", "&", "This entity is not known", "&lt;"),
    ("<a>&#0;</a>", "&", "stands for no character", "Write the character itself"),
    ("<a>b & c</a>", " ", "An `&` stands alone", "&amp;"),
    ("<a b=c/>", "c", "stands in quotes", 'name="value"'),
    ('<a b="<"/>', "<", "never closed", "&lt;"),
    ("<a b/>", "/", "The tag is not well written", 'name attribute="value"'),
    ("<a>\x00</a>", "\x00", "A control character", "Take it out"),
    ("<a", "<", "What begins here is never closed", "`>`"),
    ('\n<?xml version="1.0"?><a/>', "<", "Something stands before <?xml", "at the very beginning"),
    ("<?xml?><a/>", "?", "The declaration <?xml", 'version="1.0"'),
    ('<?xml version="1.0" encoding="ISO-8859-1"?><a/>', "ISO-8859-1", "only UTF-8 is read", "UTF-8"),
    ("<a><![CDATA[b</a>", "<![CDATA[", "CDATA section is never closed", "]]>"),
    ("plain", "plain", "no well-formed XML", "&lt;"),
    (f'{HEAD}<f:T/></rdf:RDF>', "f:T", "prefix `f:` is not declared", 'xmlns:f="…"'),
    (f'{HEAD}<mllm:Paper/></rdf:RDF>', "mllm:Paper", "prefix `mllm:` is not declared", "https://w3id.org/mllm-kg/ontology#"),
    (f'{HEAD}<mlm:Paper/></rdf:RDF>', "mlm:Paper", "prefix `mlm:` is not declared", "Did you mean `mllm:`?"),
    (f'{HEAD}<T/></rdf:RDF>', "T", "belongs to no namespace", "`mllm:T`"),
    (f'{HEAD}<e:T>text</e:T></rdf:RDF>', "text", "Text can not stand", "an element of a property"),
    (f'{HEAD}<e:T rdf:ID="1"/></rdf:RDF>', "1", "no name that rdf:ID can have", "starts with a letter"),
    (f'{HEAD}<e:T rdf:ID="a"/><e:T rdf:ID="a"/></rdf:RDF>', "a", "a second time", "rdf:about"),
    (f'{HEAD}<e:T rdf:ID="a" rdf:about="b"/></rdf:RDF>', "rdf:ID=", "exclude each other", "Keep one"),
    (f'{HEAD}<e:T><e:p rdf:parseType="Literal"/></e:T></rdf:RDF>', "rdf:parseType", "holds nothing", "Leave rdf:parseType out"),
    (f'{HEAD}<e:T><e:p rdf:resource="e:o">text</e:p></e:T></rdf:RDF>', "text", "Text can not stand", "property"),
    (f'{HEAD}<e:T p="1"/></rdf:RDF>', "p", "has no meaning here", "with a prefix"),
    (f'{HEAD}<e:T><e:p xml:lang="e n">a</e:p></e:T></rdf:RDF>', "e:p", "is no language tag", 'xml:lang="en"'),
]  # fmt: skip
CASES = [
    *(("ttl", *case) for case in TURTLE),
    *(("trig", *case) for case in TRIG),
    *(("nt", *case) for case in LINES),
    *(("jsonld", *case) for case in JSON),
    *(("rdf", *case) for case in XML),
]
RAW = re.compile(r"Parser error|TOKEN|is not a valid|Unexpected|not allowed|subtag|IriRef|LoadDocument", re.IGNORECASE)


@pytest.mark.parametrize(("format", "text", "place", "message", "advice"), CASES)
def test_a_mistake_is_told_where_it_is(format: str, text: str, place: str, message: str, advice: str) -> None:
    made = read(text, format)
    found = made.findings[0]
    assert found.rule == "syntax"
    assert at(text, found.location) == place
    assert message in found.message
    assert advice in str(found.suggestion)


@pytest.mark.parametrize(("format", "text", "place", "message", "advice"), CASES)
def test_a_file_with_a_mistake_states_nothing(format: str, text: str, place: str, message: str, advice: str) -> None:
    made = read(text, format)
    assert made.quads == []
    assert {found.rule for found in made.findings} <= UNREADABLE
    assert all(inside(text, found) for found in made.findings)


@pytest.mark.parametrize(("format", "text", "place", "message", "advice"), CASES)
def test_what_is_told_can_be_told_in_other_languages(
    format: str, text: str, place: str, message: str, advice: str
) -> None:
    for found in read(text, format).findings:
        assert isinstance(found.message, Sentence)
        assert isinstance(found.suggestion, Sentence)
        assert not RAW.search(found.message)
        assert found.message.endswith(".") or found.message.endswith(">.")


def test_each_prefix_that_is_not_declared_is_told_once_and_where_it_stands_first() -> None:
    text = "@prefix e: <http://e/> .\ne:s e:p f:a, g:b ; f:q 1 .\nh:s g:p f:c ."
    found = [(at(text, one.location), one.location.line) for one in read(text, "ttl").findings if one.location]
    assert found == [("f:a", 2), ("g:b", 2), ("h:s", 3)]


def test_several_bad_iris_are_told_at_once() -> None:
    text = f"{S} <a b> .\n{S} <http://e/{{o}}> .\n{S} <rel> .\n"
    found = read(text, "ttl").findings
    assert [(one.rule, one.location.line) for one in found if one.location] == [
        ("bad-iri", 1),
        ("bad-iri", 2),
        ("bad-iri", 3),
    ]


def test_what_follows_a_mistake_of_grammar_is_not_guessed() -> None:
    assert len(read(f"{S} 1 2 .\n{S} x:y .\n{S} <a b> .", "ttl").findings) == 1


def test_columns_count_code_points() -> None:
    text = '<http://e/😀> <http://e/é> "漢字" ; x:y 1 .'
    (found,) = read(text, "ttl").findings
    assert found.location is not None
    assert (found.location.column, found.location.end) == (text.index("x:y") + 1, text.index("x:y") + 4)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_an_editor(end: str) -> None:
    text = end.join([f'{S} """a', '\u2028b""" .', f"{S} x:y ."])
    (found,) = read(text, "ttl").findings
    assert found.location is not None
    assert (found.location.line, found.source) == (3, f"{S} x:y .")


@pytest.mark.parametrize("format", ["ttl", "trig", "nt", "nq"])
def test_nothing_is_wrong_with_an_empty_file(format: str) -> None:
    assert read("", format).findings == []
