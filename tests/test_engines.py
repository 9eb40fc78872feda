"""The same questions give the same rows on the embedded engine and on a server that speaks SPARQL 1.1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mllm_kg import Endpoint, KnowledgeGraph
from mllm_kg.questions import answer, bind
from tests.servers import oxigraph_server

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))


@pytest.fixture(scope="module")
def endpoint(kg: KnowledgeGraph) -> Iterator[Endpoint]:
    with oxigraph_server(kg.quads()) as url:
        yield Endpoint(url)


def test_there_are_forty_questions(kg: KnowledgeGraph) -> None:
    assert len(NAMES) == 40
    assert sorted(kg.questions) == NAMES
    assert [question.number for question in kg.questions.values()] == list(range(1, 41))


@pytest.mark.parametrize("name", NAMES)
def test_a_server_gives_the_same_rows(name: str, kg: KnowledgeGraph, endpoint: Endpoint) -> None:
    bound = bind(kg.question(name), {}, kg)
    here, there = answer(kg, bound), answer(endpoint, bound)
    assert here.variables == there.variables
    assert here.rows == there.rows


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("models-for-language", {"language": "스와힐리어"}),
        ("papers-using-strategy", {"strategy": "SFT Alignment", "year": "2023"}),
        ("new-since", {"since": "2024-01-01"}),
        ("resources-for-language", {"language": "yo", "stage": "sft"}),
    ],
)
def test_a_server_gives_the_same_rows_for_parameters(
    name: str, parameters: dict[str, str], kg: KnowledgeGraph, endpoint: Endpoint
) -> None:
    bound = bind(kg.question(name), parameters, kg)
    here, there = answer(kg, bound), answer(endpoint, bound)
    assert here.rows == there.rows
    assert len(here) > 0
