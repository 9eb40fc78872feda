"""What is in the graph, counted."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.graph import Dataset
from mllm_kg.stats import Stats, stats

SMALL = """
PREFIX mllm: <https://w3id.org/mllm-kg/ontology#>
PREFIX kg: <https://w3id.org/mllm-kg/id/>
PREFIX g: <https://w3id.org/mllm-kg/graph/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

GRAPH g:ontology { mllm:OpenModel owl:equivalentClass [] ; rdfs:label "open model"@en }
GRAPH g:m {
  <https://w3id.org/mllm-kg/id/model/m> a mllm:LanguageModel ; mllm:introducedBy <https://w3id.org/mllm-kg/id/paper/p> ;
    mllm:finalStage <https://w3id.org/mllm-kg/id/stage/s> ; mllm:trainedAtStage <https://w3id.org/mllm-kg/id/stage/s> .
  <https://w3id.org/mllm-kg/id/model/n> a mllm:LanguageModel .
  <https://w3id.org/mllm-kg/id/stage/s> a mllm:TrainingStage ; mllm:stageOrder 1 ; rdfs:label "S" .
}
GRAPH g:p { <https://w3id.org/mllm-kg/id/paper/p> a mllm:Paper ; mllm:year 2023 }
GRAPH g:inferred { <https://w3id.org/mllm-kg/id/model/m> a mllm:OpenModel }
GRAPH g:provenance { g:m mllm:evidenceStatus mllm:Confirmed . g:inferred mllm:evidenceStatus mllm:Inferred }
"""


@pytest.fixture(scope="module")
def small() -> Stats:
    return stats(Dataset.from_quads(ox.parse(SMALL, format=ox.RdfFormat.TRIG)))


@pytest.fixture(scope="module")
def whole(kg: KnowledgeGraph) -> Stats:
    return stats(kg)


def by_first(found: Stats, name: str) -> dict[Any, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in found.section(name).rows}


def test_a_defined_class_has_members_that_no_record_states(small: Stats) -> None:
    assert by_first(small, "classes")["open model"] == (1, 0, "yes")


def test_a_model_without_a_year_counts_in_the_year_of_its_paper(small: Stats) -> None:
    assert by_first(small, "years") == {2023: (1, 1, 0), None: (0, 1, 0)}


def test_the_row_without_a_year_comes_last(small: Stats) -> None:
    assert small.section("years").rows[-1][0] is None


def test_a_stage_counts_models_that_end_there_apart(small: Stats) -> None:
    assert by_first(small, "stages") == {"S": (0, 0, 1, 1, 0)}


def test_every_statement_counts_under_one_status(small: Stats) -> None:
    evidence = by_first(small, "evidence")
    assert sum(statements for statements, _ in evidence.values()) == len(
        list(ox.parse(SMALL, format=ox.RdfFormat.TRIG))
    )
    assert by_first(small, "totals")["statements"] == (15,)


def test_json_has_an_object_a_row(small: Stats) -> None:
    assert small.to_dict()["stages"] == [
        {
            "stage": "S",
            "strategies": 0,
            "papers using them": 0,
            "models trained": 1,
            "models that end there": 1,
            "resources": 0,
        }
    ]


def test_the_whole_graph_has_the_survey_s_list(whole: Stats) -> None:
    assert by_first(whole, "totals")["entries of the survey's list"] == (187,)
    assert by_first(whole, "classes")["list entry"] == (187, 187, "")


def test_the_whole_graph_s_statements_are_those_of_the_store(whole: Stats, kg: KnowledgeGraph) -> None:
    assert by_first(whole, "totals")["statements"] == (len(kg.store),)


def test_the_taxonomy_is_whole(whole: Stats) -> None:
    classes = by_first(whole, "classes")
    assert classes["alignment strategy"][0] == 15
    assert classes["training stage"][0] == 5
    assert classes["construction method"][0] == 5
    assert classes["research frontier"][0] == 6
    assert classes["challenge"][0] == 12


def test_classes_agree_with_the_records(whole: Stats, records: dict[str, dict[str, Any]]) -> None:
    models = [name for name in records if name.startswith("model/")]
    languages = [name for name in records if name.startswith("language/")]
    classes = by_first(whole, "classes")
    assert classes["language model"][1] == len(models)
    assert classes["language"][1] == len(languages)


def test_every_evidence_status_occurs(whole: Stats) -> None:
    assert set(by_first(whole, "evidence")) == {
        "confirmed",
        "unconfirmed",
        "inferred",
        "as listed",
        "about the evidence itself",
    }
