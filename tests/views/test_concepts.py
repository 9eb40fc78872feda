"""Concepts out of a graph that states more, or worse, than SKOS allows."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pyoxigraph as ox
import pytest

import mllm_kg
from mllm_kg.views import Source
from mllm_kg.views.concepts import read_concepts
from mllm_kg.views.skos import triples

SKOS = "http://www.w3.org/2004/02/skos/core#"
KG = "https://w3id.org/mllm-kg/id/"
HEADER = (
    f"@prefix skos: <{SKOS}> . @prefix mllm: <https://w3id.org/mllm-kg/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    f"@prefix task: <{KG}task/> . @prefix language: <{KG}language/> . @prefix family: <{KG}family/> ."
    f"@prefix strategy: <{KG}strategy/> . @prefix stage: <{KG}stage/> . @prefix scheme: <{KG}scheme/> ."
    f"@prefix dcterms: <http://purl.org/dc/terms/> . @prefix e: <https://example.org/> .\n"
)


def store_of(text: str) -> ox.Store:
    store = ox.Store()
    store.load((HEADER + text).encode(), format=ox.RdfFormat.TRIG)
    return store


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(KG + name)


def names(nodes: list[ox.NamedNode]) -> list[str]:
    return [each.value.removeprefix(KG) for each in nodes]


Said = Callable[[str, str], set[tuple[str, str]]]


@pytest.fixture
def said(kg: mllm_kg.KnowledgeGraph) -> Said:
    """Gives what the view says about something in a graph of the test's own: local names and values."""

    def run(text: str, name: str) -> set[tuple[str, str]]:
        own = copy.copy(kg)
        own.store = store_of(text)
        return {
            (triple.predicate.value.removeprefix(SKOS), str(triple.object).replace(KG, ""))
            for triple in triples(Source(own))
            if triple.subject == node(name)
        }

    return run


def test_a_circle_is_cut_where_it_closes() -> None:
    concepts = read_concepts(
        store_of("""
        task:a a mllm:Task ; skos:broader task:b . task:b a mllm:Task ; skos:broader task:c .
        task:c a mllm:Task ; skos:broader task:a .
        """)
    )
    assert {each.value[-1]: names(above) for each, above in concepts.broader.items()} == {
        "a": ["task/b"],
        "b": ["task/c"],
        "c": [],
    }
    assert concepts.is_top(node("task/c"), node("scheme/tasks"))


def test_nothing_is_broader_than_itself_or_than_what_is_no_concept() -> None:
    concepts = read_concepts(store_of("task:a a mllm:Task ; skos:broader task:a, task:none, e:far, _:b, 'text' ."))
    assert concepts.broader == {node("task/a"): []}


def test_a_concept_stays_in_the_scheme_it_states() -> None:
    concepts = read_concepts(
        store_of("task:a a mllm:Task ; skos:inScheme scheme:other . task:b a mllm:Task ; skos:broader task:a .")
    )
    assert {scheme.value.removeprefix(KG): names(members) for scheme, members in concepts.schemes.items()} == {
        "scheme/other": ["task/a"],
        "scheme/tasks": ["task/b"],
    }
    assert concepts.is_top(node("task/b"), node("scheme/tasks"))


def test_the_family_of_a_language_is_left_out_where_its_macrolanguage_has_it() -> None:
    concepts = read_concepts(
        store_of("""
        family:f a mllm:LanguageFamily . family:g a mllm:LanguageFamily .
        language:m a mllm:Language ; mllm:inFamily family:f .
        language:a a mllm:Language ; mllm:inMacrolanguage language:m ; mllm:inFamily family:f .
        language:b a mllm:Language ; mllm:inMacrolanguage language:m ; mllm:inFamily family:g .
        """)
    )
    assert names(concepts.broader[node("language/a")]) == ["language/m"]
    assert names(concepts.broader[node("language/b")]) == ["family/g", "language/m"]
    assert names(concepts.narrower[node("family/f")]) == ["language/m"]


def test_what_is_above_is_not_related() -> None:
    concepts = read_concepts(
        store_of("""
        task:a a mllm:Task ; skos:broader task:b ; skos:related task:c , task:d .
        task:b a mllm:Task ; skos:broader task:c . task:c a mllm:Task ; skos:related task:a .
        task:d a mllm:Task .
        """)
    )
    assert names(concepts.related[node("task/a")]) == ["task/d"]
    assert names(concepts.related[node("task/d")]) == ["task/a"]
    assert concepts.related[node("task/c")] == []


def test_a_statement_counts_whatever_named_graph_it_stands_in() -> None:
    concepts = read_concepts(
        store_of(
            'e:g { task:a a mllm:Task . } e:h { task:a skos:prefLabel "A"@en ; skos:broader task:b . task:b a mllm:Task }'
        )
    )
    assert names(concepts.broader[node("task/a")]) == ["task/b"]
    assert concepts.names[node("task/a")]["en"].value == "A"


def test_of_two_preferred_names_in_a_language_one_stays_and_the_other_is_an_alternative(said: Said) -> None:
    found = said('task:a a mllm:Task ; skos:prefLabel "Beta"@en , "Alpha"@en .', "task/a")
    assert {("prefLabel", '"Alpha"@en'), ("altLabel", '"Beta"@en')} <= found
    assert ("prefLabel", '"Beta"@en') not in found


def test_a_name_is_no_alternative_to_itself_in_any_language(said: Said) -> None:
    found = said('stage:s a mllm:TrainingStage ; skos:prefLabel "SFT"@en ; mllm:abbreviation "SFT" .', "stage/s")
    assert {value for name, value in found if name in ("prefLabel", "altLabel")} == {'"SFT"@en'}


def test_a_text_without_a_language_is_english(said: Said) -> None:
    found = said(
        """
        stage:s a mllm:TrainingStage ; rdfs:label "Tuning" , "조정"@ko ; mllm:abbreviation "SFT" ; skos:note "Short." ;
            skos:definition "What is tuned." .
        """,
        "stage/s",
    )
    assert {
        ("prefLabel", '"Tuning"@en'),
        ("prefLabel", '"조정"@ko'),
        ("altLabel", '"SFT"@en'),
        ("note", '"Short."@en'),
        ("definition", '"What is tuned."@en'),
    } <= found


def test_of_several_matches_of_one_thing_the_closest_stays(said: Said) -> None:
    found = said(
        "task:a a mllm:Task ; skos:exactMatch e:x ; skos:relatedMatch e:x , e:y ; skos:broadMatch e:y , e:x .", "task/a"
    )
    assert {(name, value) for name, value in found if name.endswith("Match")} == {
        ("exactMatch", "<https://example.org/x>"),
        ("broadMatch", "<https://example.org/y>"),
    }


def test_a_withdrawn_concept_stays_and_leads_to_the_one_in_its_place(said: Said) -> None:
    text = "task:a a mllm:Task ; owl:deprecated true ; dcterms:isReplacedBy task:b , e:far . task:b a mllm:Task ."
    found = said(text, "task/a")
    assert ("http://www.w3.org/2002/07/owl#deprecated", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>') in found
    assert [value for name, value in found if name.endswith("isReplacedBy")] == ["<task/b>"]
    assert ("inScheme", "<scheme/tasks>") in found


def test_a_scheme_that_nothing_describes_still_has_its_top_concepts(said: Said) -> None:
    found = said("task:a a mllm:Task ; skos:inScheme scheme:mine .", "scheme/mine")
    assert {("hasTopConcept", "<task/a>")} == {pair for pair in found if pair[0] == "hasTopConcept"}


def test_a_graph_without_concepts_gives_nothing(said: Said) -> None:
    assert said('e:x a mllm:Paper ; rdfs:label "A paper" .', "scheme/tasks") == set()
