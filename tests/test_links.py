"""Links of languages and families to Lexvo and Glottolog: by their codes, all of them, and the same in the graph."""

from __future__ import annotations

from typing import Any

import pytest

import mllm_kg

LEXVO = "http://lexvo.org/id/iso639-3/"
GLOTTOLOG = "https://glottolog.org/resource/languoid/id/"

# Codes that ISO 639-3 had not yet when Lexvo was last made, in 2013.
AFTER_LEXVO = {
    "bjp", "ckm", "cnr", "dnj", "dwy", "enl", "eza", "hyw", "ibh", "iqw", "izz", "ncq", "sdq", "szy", "tok", "uth",
    "wsg", "zgh",
}  # fmt: skip

Records = dict[str, dict[str, Any]]


def links(record: dict[str, Any], namespace: str) -> list[str]:
    """Return what a record links to within a namespace, by name, whoever states it."""
    said = [record, *record.get("according_to", [])]
    found = {link for each in said for link in each.get("exact_match", []) if link.startswith(namespace)}
    return sorted(link.removeprefix(namespace) for link in found)


def values(record: dict[str, Any], key: str) -> list[str]:
    return sorted({each[key] for each in (record, *record.get("according_to", [])) if key in each})


@pytest.fixture(scope="module")
def languages(records: Records) -> Records:
    """The records of languages."""
    return {name: record for name, record in records.items() if name.startswith("language/")}


def test_every_language_leads_to_lexvo_by_its_code(languages: Records) -> None:
    wrong = {
        name: links(record, LEXVO)
        for name, record in languages.items()
        if links(record, LEXVO) != ([] if record["iso639_3"] in AFTER_LEXVO else [record["iso639_3"]])
    }
    assert wrong == {}


@pytest.mark.parametrize("kind", ["language", "family"])
def test_every_code_of_glottolog_is_a_link_as_well(kind: str, records: Records) -> None:
    own = {name: record for name, record in records.items() if name.startswith(kind + "/")}
    assert sum("glottocode" in record for record in own.values()) > 100
    wrong = {
        name: (links(record, GLOTTOLOG), values(record, "glottocode"))
        for name, record in own.items()
        if links(record, GLOTTOLOG) != values(record, "glottocode")
    }
    assert wrong == {}


def test_the_links_can_be_followed_from_the_graph(kg: mllm_kg.KnowledgeGraph, languages: Records) -> None:
    text = "SELECT ?x ?y WHERE {{ ?x a mllm:Language ; skos:exactMatch ?y FILTER(strstarts(str(?y), '{}')) }}"
    for namespace in (LEXVO, GLOTTOLOG):
        rows = kg.select(text.format(namespace))
        assert len(set(map(tuple, rows))) == sum(len(links(record, namespace)) for record in languages.values())


def test_no_two_languages_are_the_same_thing_elsewhere(records: Records) -> None:
    owners: dict[str, list[str]] = {}
    for name, record in records.items():
        if name.startswith(("language/", "family/")):
            for namespace in (LEXVO, GLOTTOLOG):
                for code in links(record, namespace):
                    owners.setdefault(namespace + code, []).append(name)
    assert {link: names for link, names in owners.items() if len(names) > 1} == {}
