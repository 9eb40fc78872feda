"""IRIs: resolved as RFC 3986 has it, and refused where they are none."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from mllm_kg.inputs.rdf.iris import FORBIDDEN, resolve, unescaped
from mllm_kg.inputs.rdf.irregular import why_bad
from tests.inputs.rdf.placing import at, read

NORMAL = {
    "g": "http://a/b/c/g", "./g": "http://a/b/c/g", "g/": "http://a/b/c/g/", "/g": "http://a/g", "//g": "http://g",
    "?y": "http://a/b/c/d;p?y", "g?y": "http://a/b/c/g?y", "#s": "http://a/b/c/d;p?q#s", "g#s": "http://a/b/c/g#s",
    ";x": "http://a/b/c/;x", "": "http://a/b/c/d;p?q", ".": "http://a/b/c/", "..": "http://a/b/", "../g": "http://a/b/g",
    "../..": "http://a/", "../../g": "http://a/g", "../../../g": "http://a/g", "/./g": "http://a/g", "g;x=1/../y": "http://a/b/c/y",
    "g:h": "g:h",
}  # fmt: skip
"""The examples of RFC 3986, section 5.4."""


@pytest.mark.parametrize("reference", NORMAL)
def test_references_are_resolved_as_the_standard_has_it(reference: str) -> None:
    assert resolve(reference, "http://a/b/c/d;p?q") == NORMAL[reference]


@pytest.mark.parametrize(
    ("reference", "base"),
    [("a", ""), ("", ""), ("a b", "http://a/"), ("a>b", "http://a/"), ("http://a b", ""), ("http://a/%zz", "")],
)
def test_what_is_no_iri_is_refused(reference: str, base: str) -> None:
    with pytest.raises(ValueError, match="is no IRI"):
        resolve(reference, base)


def test_escapes_are_resolved() -> None:
    assert unescaped(r"http://a/\u00e9\U0001F600") == "http://a/é😀"
    assert unescaped("http://a/é") == "http://a/é"


BAD = [
    "\xa0",
    "\u200b",
    "\u202e",
    "\u3000",
    "\ufeff",
    " ",
    "\t",
    "<",
    '"',
    "{",
    "}",
    "|",
    "\\",
    "^",
    "`",
    "\x7f",
    "\x85",
]


@pytest.mark.parametrize("character", BAD)
def test_a_bad_iri_is_told_with_its_character(character: str) -> None:
    message, advice = why_bad(f"http://e/a{character}b")
    assert "which no IRI may hold" in message
    assert "%" in advice
    assert all(c.isprintable() for c in message)


@pytest.mark.parametrize(
    ("iri", "told", "advice"),
    [
        ("http://e/a b", "holds a space", "%20"),
        ("http://e/{a}", "holds '{'", "%7B"),
        ("http://e/a\x01b", "holds U+0001", "%01"),
        ("paper/x", "is relative", "declare a base"),
        ("http://e/%zz", "is no IRI", "RFC 3987"),
    ],
)
def test_each_kind_of_bad_iri_has_its_sentence(iri: str, told: str, advice: str) -> None:
    message, suggestion = why_bad(iri)
    assert told in message
    assert advice in suggestion


@pytest.mark.parametrize("character", ["\xa0", "\u200b", "\u202e", " ", "{", "|", "^", "`", '"', "\x01"])
@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("ttl", "<http://e/s> <http://e/p> <http://e/aXb> ."),
        ("nt", "<http://e/aXb> <http://e/p> <http://e/o> ."),
        ("trig", "<http://e/aXb> { <http://e/s> <http://e/p> 1 }"),
        ("nq", "<http://e/s> <http://e/aXb> <http://e/o> <http://e/g> ."),
        ("jsonld", '{"@id": "http://e/aXb", "http://e/p": 1}'),
        ("rdf", '<e:T xmlns:e="http://e/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="http://e/aXb"/>'),
    ],
)  # fmt: skip
def test_a_bad_iri_is_refused_in_every_syntax(format: str, text: str, character: str) -> None:
    written = {"jsonld": {'"': '\\"', "\x01": "\\u0001"}, "rdf": {'"': "&quot;", "\x01": "&#x80;"}}.get(format, {})
    made = read(text.replace("X", written.get(character, character)), format)
    assert made.quads == []
    assert [found.rule for found in made.findings] == ["bad-iri"]
    assert made.findings[0].location is not None


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=12))
def test_no_iri_that_would_damage_a_file_gets_through(text: str) -> None:
    """What is read can be written by rdflib and by Oxigraph, and read again."""
    escaped = "".join(c if c.isalnum() else f"\\U{ord(c):08X}" for c in text)
    made = read(f"<http://e/{escaped}> <http://e/p> <http://e/o> .", "ttl")
    assert made.quads or [found.rule for found in made.findings] == ["bad-iri"]
    for quad in made.quads:
        iri = str(quad.subject.value)  # type: ignore[union-attr]
        assert not FORBIDDEN.search(iri)
        lines = ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES)
        again = rdflib.Graph().parse(data=lines, format="nt")
        assert {str(subject) for subject in again.subjects()} == {iri}
        assert again.serialize(format="turtle")


def test_the_place_of_a_bad_iri_in_rdf_xml_is_its_value() -> None:
    text = '<e:T xmlns:e="http://e/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n rdf:about="a b"/>'
    (found,) = read(text, "rdf").findings
    assert found.location is not None
    assert (at(text, found.location), found.location.line) == ("a b", 2)
