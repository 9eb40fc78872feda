"""Where the statements of JSON-LD stand, feature by feature; and what JSON-LD passes over in silence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mllm_kg.assets import Assets
from mllm_kg.inputs.rdf.json_text import read_json
from mllm_kg.inputs.rdf.jsonld import read_jsonld
from mllm_kg.inputs.rdf.jsonld_text import CONTEXT
from tests.inputs.rdf.placing import at, read, texts, unplaced

E = "http://e/"
# (document, what stands at subject, predicate and object of each statement, in Oxigraph's order)
CASES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "3.1 a node": ('{"@id": "e:s", "e:p": "o"}', [("e:s", "e:p", "o")]),
    "3.2 IRIs": ('{"@id": "e:s", "e:p": {"@id": "e:o"}}', [("e:s", "e:p", "e:o")]),
    "3.3 no identifier": ('{"e:p": 1}', [("{", "e:p", "1")]),
    "3.5 types": (
        '{"@id": "e:s", "@type": ["e:A", "e:B"]}',
        [("e:s", "@type", "e:A"), ("e:s", "@type", "e:B")],
    ),
    "4.1.1 terms": ('{"@context": {"p": "e:p"}, "@id": "e:s", "p": "o"}', [("e:s", "p", "o")]),
    "4.1.2 a vocabulary": (
        '{"@context": {"@vocab": "e:"}, "@id": "e:s", "@type": "T", "p": true}',
        [("e:s", "@type", "T"), ("e:s", "p", "true")],
    ),
    "4.1.3 a base": (
        '{"@context": {"@base": "http://e/a/"}, "@id": "s", "e:p": {"@id": "../o"}}',
        [("s", "e:p", "../o")],
    ),
    "4.1.4 a vocabulary by the base": (
        '{"@context": {"@base": "http://e/a/", "@vocab": "#"}, "@id": "", "p": 1}',
        [("", "p", "1")],
    ),
    "4.1.5 compact IRIs": (
        '{"@context": {"e": "http://e/"}, "@id": "e:s", "e:p": {"@id": "e:o"}}',
        [("e:s", "e:p", "e:o")],
    ),
    "4.1.5 terms by terms": (
        '{"@context": {"p": "f:p", "f": "e:f/", "e": "http://e/"}, "@id": "e:s", "p": 1}',
        [("e:s", "p", "1")],
    ),
    "4.1.6 keywords by another name": (
        '{"@context": {"id": "@id", "a": "@type", "v": "@value"}, "id": "e:s", "a": "e:T", "e:p": {"v": "o"}}',
        [("e:s", "a", "e:T"), ("e:s", "e:p", "o")],
    ),
    "4.1.8 contexts of a term": (
        '{"@context": {"p": {"@id": "e:p", "@context": {"q": "e:q"}}}, "@id": "e:s", "p": {"q": 1}}',
        [("e:s", "p", "{"), ("{", "q", "1")],
    ),
    "4.1.8 contexts of a type": (
        '{"@context": {"@vocab": "e:", "T": {"@id": "e:T", "@context": {"p": "e:pp"}}}, "@id": "e:s", "@type": "T",'
        ' "p": {"@id": "e:o", "p": 1}}',
        [("e:s", "@type", "T"), ("e:s", "p", "e:o"), ("e:o", "p", "1")],
    ),
    "4.1 several contexts": (
        '{"@context": [{"x": "e:lost"}, null, {"e": "http://e/"}, {"p": "e:p"}], "@id": "e:s", "p": 1}',
        [("e:s", "p", "1")],
    ),
    "4.1 a context inside": (
        '{"@id": "e:s", "e:p": {"@context": {"q": "e:q"}, "@id": "e:o", "q": 1}}',
        [("e:s", "e:p", "e:o"), ("e:o", "q", "1")],
    ),
    "4.2.1 typed values": (
        '{"@id": "e:s", "e:p": {"@value": "2024", "@type": "e:t"}}',
        [("e:s", "e:p", "2024")],
    ),
    "4.2.3 types by the term": (
        '{"@context": {"p": {"@id": "e:p", "@type": "e:t"}, "q": {"@id": "e:q", "@type": "@id"},'
        ' "r": {"@id": "e:r", "@type": "@vocab"}, "T": "e:T"}, "@id": "e:s", "p": "1", "q": "e:o", "r": "T"}',
        [("e:s", "p", "1"), ("e:s", "q", "e:o"), ("e:s", "r", "T")],
    ),
    "4.2.4 languages": (
        '{"@context": {"@language": "EN", "n": {"@id": "e:n", "@language": null}, "k": {"@id": "e:k", "@language": "ko"}},'
        ' "@id": "e:s", "e:p": "a", "n": "b", "k": "c", "e:q": {"@value": "d", "@language": "de"}}',
        [("e:s", "e:p", "a"), ("e:s", "n", "b"), ("e:s", "k", "c"), ("e:s", "e:q", "d")],
    ),
    "4.2.4 maps of languages": (
        '{"@context": {"l": {"@id": "e:l", "@container": "@language"}}, "@id": "e:s", "l": {"en": "a", "ko": ["b", "c"]}}',
        [("e:s", "l", "a"), ("e:s", "l", "b"), ("e:s", "l", "c")],
    ),
    "4.3.1 lists": (
        '{"@id": "e:s", "e:p": {"@list": ["a", {"@id": "e:b"}]}}',
        [("e:s", "e:p", "["), ("a", "e:p", "a"), ("a", "e:p", "{"), ("{", "e:p", "e:b"), ("{", "e:p", "[")],
    ),
    "4.3.1 no list": ('{"@id": "e:s", "e:p": {"@list": []}}', [("e:s", "e:p", "[")]),
    "4.3.1 lists by the term": (
        '{"@context": {"p": {"@id": "e:p", "@container": "@list"}}, "@id": "e:s", "p": [1]}',
        [("e:s", "p", "["), ("1", "p", "1"), ("1", "p", "[")],
    ),
    "4.3.2 sets": ('{"@id": "e:s", "e:p": {"@set": [1, {"@value": 2}]}}', [("e:s", "e:p", "1"), ("e:s", "e:p", "2")]),
    "4.4 nested members": (
        '{"@context": {"n": "@nest"}, "@id": "e:s", "n": {"e:p": 1}, "@nest": [{"e:q": 2}]}',
        [("e:s", "e:p", "1"), ("e:s", "e:q", "2")],
    ),
    "4.5 nodes in nodes": (
        '{"@id": "e:s", "e:p": {"e:q": {"e:r": 1}}}',
        [("e:s", "e:p", "{"), ("{", "e:q", "{"), ("{", "e:r", "1")],
    ),
    "4.6.1 maps of indexes": (
        '{"@context": {"i": {"@id": "e:i", "@container": "@index"}}, "@id": "e:s", "i": {"x": "a", "y": ["b"]}}',
        [("e:s", "i", "a"), ("e:s", "i", "b")],
    ),
    "4.7 included nodes": ('{"@id": "e:s", "@included": [{"@id": "e:t", "e:p": 1}]}', [("e:t", "e:p", "1")]),
    "4.8 reverse": (
        '{"@id": "e:s", "@reverse": {"e:p": [{"@id": "e:a"}, {"@id": "e:b"}]}}',
        [("e:a", "e:p", "e:s"), ("e:b", "e:p", "e:s")],
    ),
    "4.8 reverse by the term": (
        '{"@context": {"r": {"@reverse": "e:p", "@type": "@id"}}, "@id": "e:s", "r": ["e:a"]}',
        [("e:a", "r", "e:s")],
    ),
    "4.9 graphs": ('{"@id": "e:g", "@graph": [{"@id": "e:s", "e:p": 1}]}', [("e:s", "e:p", "1")]),
    "4.9 a graph without a name": ('{"@context": {}, "@graph": [{"@id": "e:s", "e:p": 1}]}', [("e:s", "e:p", "1")]),
    "4.9 a graph, and something about it": (
        '{"@id": "e:g", "e:q": 2, "@graph": {"@id": "e:s", "e:p": 1}}',
        [("e:g", "e:q", "2"), ("e:s", "e:p", "1")],
    ),
    "7 numbers": (
        '{"@id": "e:s", "e:p": [1, -2, 1.0, 1.5, 1e30, 5e-324, 12345678901234567890123, 0.1]}',
        [("e:s", "e:p", text) for text in ("1", "-2", "1.0", "1.5", "1e30", "5e-324", "12345678901234567890123", "0.1")],
    ),
    "7 truth values and null": ('{"@id": "e:s", "e:p": [true, null, false]}', [("e:s", "e:p", "true"), ("e:s", "e:p", "false")]),
    "7 JSON": (
        '{"@context": {"j": {"@id": "e:j", "@type": "@json"}}, "@id": "e:s", "j": {"a": [1]}, "e:q": {"@value": [2], "@type": "@json"}}',
        [("e:s", "j", "{"), ("e:s", "e:q", "[")],
    ),
    "several documents in one": ('[{"@id": "e:s", "e:p": 1}, {"@id": "e:t", "e:p": 2}]', [("e:s", "e:p", "1"), ("e:t", "e:p", "2")]),
    "labels of blank nodes": (
        '[{"@id": "_:a", "e:p": {"@id": "_:b"}}, {"@id": "_:b", "e:p": {"@id": "_:a"}}]',
        [("_:a", "e:p", "_:b"), ("_:b", "e:p", "_:a")],
    ),
    "escapes": ('{"@id": "e:\\u0073", "e:p": "\\ud83d\\ude00\\n"}', [("e:\\u0073", "e:p", "\\ud83d\\ude00\\n")]),
    "alike": (
        '{"e:p": [{"e:q": 1}, {"e:q": 1}]}',
        [("{", "e:p", "{"), ("{", "e:q", "1"), ("{", "e:p", "{"), ("{", "e:q", "1")],
    ),
}  # fmt: skip
"""Sections are those of JSON-LD 1.1."""


@pytest.mark.parametrize("name", CASES)
def test_every_statement_has_a_place(name: str) -> None:
    assert unplaced(CASES[name][0], "jsonld") == []


@pytest.mark.parametrize("name", CASES)
def test_what_stands_at_a_place_is_the_term(name: str) -> None:
    text, expected = CASES[name]
    assert sorted(texts(text, "jsonld")) == sorted(expected)


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_found_wrong_with_it(name: str) -> None:
    assert read(CASES[name][0], "jsonld").findings == []


def test_our_own_context_places_a_whole_record(assets: Assets) -> None:
    context = json.loads((assets.ontology / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    record: dict[str, Any] = {
        "id": "paper/x2024y", "type": ["Paper", "Survey"], "title": "T", "authors": ["a-b", "c"], "year": 2024,
        "names": {"en": "x", "ko": ["y", "z"]}, "note": ["n"], "latitude": 1.5, "longitude": "2.5", "milestone": True,
        "broader": "s", "source": "left out", "exact_match": "https://example.org/", "see": "left out too",
    }  # fmt: skip
    text = json.dumps({"@context": context, **record}, indent=1)
    assert unplaced(text, "jsonld") == []
    found = texts(text, "jsonld")
    assert ("paper/x2024y", "authors", "c") in found
    assert len(found) == 15


def test_the_address_of_our_own_context_stands_for_it() -> None:
    text = f'{{\n "@context": "{CONTEXT}",\n "id": "model/x",\n "type": "LanguageModel",\n "label": "X"\n}}'
    made = read(text, "jsonld")
    assert made.findings == []
    assert {str(quad.subject) for quad in made.quads} == {"<https://w3id.org/mllm-kg/id/model/x>"}
    places = [
        (at(text, place.predicate), place.object.line, at(text, place.object))
        for place in made.places.statements.values()
    ]
    assert places == [("type", 4, "LanguageModel"), ("label", 5, "X")]


def test_in_a_map_of_identifiers_the_subject_s_place_is_given() -> None:
    text = '{"@context": {"m": {"@id": "e:m", "@container": "@id"}},\n "@id": "e:s", "m": {"e:k": {"e:p": 1}}}'
    made = read(text, "jsonld")
    assert made.findings == []
    assert [at(text, place.object) for place in made.places.statements.values()] == ["e:s", "e:k"]


@pytest.mark.parametrize(
    ("text", "rule", "place", "advice"),
    [
        ('{"@context": {"title": "e:t"}, "@id": "e:s", "titel": 1}', "unknown-key", "titel", "Did you mean `title`?"),
        ('{"@id": "e:s", "@typ": "e:T"}', "unknown-key", "@typ", "Did you mean `@type`?"),
        ('{"@id": "e:s", "_:p": 1}', "unknown-key", "_:p", "Write an IRI"),
        ('{"@id": "e:s", "name": 1}', "unknown-key", "name", "Write an IRI, or define the key in the @context."),
        ('{"@id": "s", "e:p": 1}', "bad-iri", "s", "Write it in full"),
        ('{"@id": "e:s", "e:p": {"@id": "e:o o"}}', "bad-iri", "e:o o", "encode it as %20"),
        ('{"@id": "e:s", "@type": "T"}', "bad-iri", "T", "Write it in full"),
        ('{"@id": "e:s", "e:p q": 1}', "bad-iri", "e:p q", "encode it as %20"),
        ('{"@context": {"p": {"@id": "e:p", "@type": "@id"}}, "@id": "e:s", "p": "o"}', "bad-iri", "o", "declare a base"),
        ('{"@id": "e:s", "e:p": {"@value": "x", "@language": "e n"}}', "syntax", "{", 'such as "en"'),
    ],
)  # fmt: skip
def test_what_json_ld_passes_over_in_silence_is_told(text: str, rule: str, place: str, advice: str) -> None:
    (found,) = read(text, "jsonld").findings
    assert (found.rule, at(text, found.location)) == (rule, place)
    assert advice in str(found.suggestion)


@pytest.mark.parametrize(
    "text", ['{"@context": {"source": null}, "@id": "e:s", "source": 1}', '{"@id": "e:s", "@index": "x"}']
)
def test_what_is_passed_over_on_purpose_is_not_told(text: str) -> None:
    assert read(text, "jsonld").findings == []


@pytest.mark.parametrize(
    "text", ["1", "[]", "{}", '{"@context": 1}', '{"@context": {"p": 1}, "p": 1}', '[[{"@id": "e:s"}]]', '{"@id": 1}']
)
def test_what_is_no_json_ld_is_left_alone(text: str) -> None:
    assert read_jsonld(read_json(text, 9)).stated == []
