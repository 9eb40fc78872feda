"""Arbitrary text, and files that were damaged at random: only findings come out, with places inside the text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mllm_kg.findings import Sentence
from mllm_kg.inputs.rdf import FORMATS
from mllm_kg.inputs.rdf.jsonld_text import CONTEXT
from tests.inputs.rdf.placing import inside, read

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
WHOLE = {
    "ttl": '@prefix a: <http://a/> .\nBASE <http://b/>\na:s a:p 1, "x"@en, """l\n""" ; a:q [ a:r ( 1 2.5e3 ) ] .\n<z> a a:T, true .',
    "trig": '@prefix a: <http://a/> . a:g { a:s a:p 1 . [] a:q "x" } GRAPH <http://g> { a:s a:p () } _:b { a:s a a:T }',
    "nt": '<http://a/s> <http://a/p> "x"@en .\n_:b <http://a/p> "1"^^<http://a/t> . # c\n',
    "nq": '<http://a/s> <http://a/p> "x" <http://g> .\n_:b <http://a/p> <http://o> _:g .\n',
    "jsonld": '{"@context": ["' + CONTEXT + '", {"a": "http://a/", "p": {"@id": "a:p", "@type": "@id", "@container": "@list"},'
    ' "n": {"@reverse": "a:n", "@type": "@id"}}], "id": "paper/x", "p": ["http://o", "a:z"], "a:q": {"@value": "x", "@language": "en"},'
    ' "a:r": [1, 2.5, true, null, {"title": "é"}], "n": "http://m", "names": {"en": "t"}, "@graph": [{"@id": "a:b", "type": "Paper"}]}',
    "rdf": f'<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="{RDF}" xmlns:a="http://a/" xml:base="http://b/">\n <a:T rdf:about="x" a:y="1"'
    ' xml:lang="en"><a:p>te&amp;xt é<!-- c --></a:p><a:q rdf:resource="http://o"/><a:r rdf:parseType="Collection"><a:X/></a:r>'
    '<a:s rdf:parseType="Literal"><b>x</b></a:s><a:t rdf:ID="i" rdf:datatype="http://d">5</a:t></a:T>\n</rdf:RDF>',
}  # fmt: skip
BITS = [
    *"\"'<>{}[]().,;:@\\&\n\r\0é😀\u2028\xa0#%^`|~-aA1/", "\\u12", "&amp;", "_:", "rdf:", 'xml:lang=""', '"""', "@id", "@context", "@value",
    "null", "1e999", "^^", "@en", "<<", "<<(", "{|", "PREFIX", "%zz", "<!DOCTYPE x>", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "http://x y",
    "rdf:parseType", "rdf:nodeID", "@type", "@reverse", "@list", "@graph", "GRAPH", "true", "()", "[]", "{}",
]  # fmt: skip
CUTS = st.tuples(
    st.integers(0, 600), st.integers(0, 8), st.sampled_from(BITS) | st.just(""), st.integers(0, 600), st.integers(0, 12)
)
bounded = settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def check(text: str, kind: str) -> None:
    """Nothing but findings comes out, each with a sentence and a place, and all places are inside the text."""
    made = read(text, kind)
    for found in made.findings:
        assert isinstance(found.message, Sentence)
        assert inside(text, found), found
    for place in made.places.statements.values():
        for where in (place.subject, place.predicate, place.object):
            line = made.line(where.line)
            assert line is not None
            assert where.column is not None
            assert 1 <= where.column <= len(line) + 1
            assert where.end is None or where.column < where.end <= len(line) + 1
    assert set(made.places.statements) >= {quad.triple for quad in made.quads}


def damaged(text: str, cuts: list[tuple[int, int, str, int, int]]) -> str:
    """Return a text with pieces taken out, put in and repeated."""
    for start, length, bit, source, size in cuts:
        text = text[:start] + bit + text[source : source + size] + text[start + length :]
    return text


@pytest.mark.parametrize("kind", FORMATS)
@bounded
@given(st.text(max_size=40))
def test_any_text(kind: str, text: str) -> None:
    check(text, kind)


@pytest.mark.parametrize("kind", FORMATS)
@bounded
@given(st.lists(CUTS, min_size=1, max_size=3))
def test_damaged_files(kind: str, cuts: list[tuple[int, int, str, int, int]]) -> None:
    check(damaged(WHOLE[kind], cuts), kind)


@pytest.mark.parametrize("kind", FORMATS)
@bounded
@given(
    st.lists(
        st.sampled_from([*BITS, " ", "\n", "<http://a/b>", '"x"', "a:b", '{"@id": "a:b"}', "<a:T>", "</a:T>"]),
        max_size=12,
    )
)
def test_pieces_at_random(kind: str, pieces: list[str]) -> None:
    check("".join(pieces), kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_files_are_whole_before_they_are_damaged(kind: str) -> None:
    made = read(WHOLE[kind], kind)
    assert made.findings == []
    assert len(made.quads) > 1


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_that_ends_anywhere(kind: str) -> None:
    for end in range(len(WHOLE[kind])):
        check(WHOLE[kind][:end], kind)
