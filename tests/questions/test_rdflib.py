"""rdflib gives the same rows as the embedded engine, for every question."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins import sparql
from rdflib.query import ResultRow

from mllm_kg import KnowledgeGraph
from mllm_kg.graph_rdflib import to_term
from mllm_kg.namespaces import KG, PREFIXES
from mllm_kg.questions import BoundQuestion, answer, bind
from mllm_kg.questions.binding import default_term, rebind

NAMES = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "queries").glob("*.rq"))
OTHER: dict[str, dict[str, str]] = {
    "papers-by-strategy": {"strategy": "sft-alignment"},
    "papers-using-strategy": {"strategy": "direct-prompting", "year": "2023"},
    "papers-combining-strategies": {"minimum": "3"},
    "model-evolution": {"stage": "rlhf"},
    "most-active-organizations": {"minimum": "5"},
    "publication-venues": {"strategy": "parameter-frozen-alignment"},
    "most-prolific-authors": {"minimum": "4"},
    "new-since": {"since": "2024-06-01", "class": "paper"},
    "model-lineage": {"model": "llama-2"},
    "most-built-upon-models": {"minimum": "3"},
    "open-models-by-stage": {"stage": "sft"},
    "models-for-language": {"language": "ara"},
    "entity-profile": {"entity": "resource/xp3"},
    "resources-by-stage": {"construction": "machine-translation"},
    "resources-for-language": {"language": "any", "stage": "sft"},
    "largest-resources": {"measure": "languages"},
    "resource-lineage": {"resource": "common-crawl"},
    "licenses": {"contains": "CC"},
    "models-trained-on-resource": {"resource": "resource/xp3"},
    "benchmarks-for-task": {"task": "machine translation"},
    "benchmarks-by-languages": {"minimum": "50"},
    "papers-evaluating-on-benchmark": {"benchmark": "MGSM"},
    "frontiers-and-challenges": {"frontier": "safety"},
    "work-by-frontier": {"frontier": "knowledge-editing"},
    "coverage-gaps-by-family": {"cells": "filled", "dimension": "stage"},
    "languages-without-tuning-resources": {"class": "1"},
    "unaddressed-challenges": {"by": "benchmark"},
    "papers-without-code": {"strategy": "rlhf-alignment"},
    "models-without-languages": {"stage": "pretraining"},
    "listing-disagreements": {"field": "link"},
    "unconfirmed-facts": {"entity": "model/bloomz"},
    "evidence-for-entity": {"entity": "model/mt5"},
    "preprints-published-later": {"venue": "EMNLP"},
    "similar-papers": {"paper": "muennighoff2022crosslingual"},
    "taxonomy-translations": {"tag": "any"},
    "language-profile": {"language": "kor"},
    "language-coverage": {"order": "worst", "family": "uralic"},
    "benchmark-languages-missing-from-model": {"model": "gpt-3", "benchmark": "flores-200"},
    "coverage-by-family": {"by": "area"},
}


@pytest.fixture(scope="module")
def peer(kg: KnowledgeGraph) -> rdflib.Dataset:
    sparql.SPARQL_LOAD_GRAPHS = False
    return kg.rdflib


def rows_of(peer: rdflib.Dataset, bound: BoundQuestion) -> tuple[list[str], list[tuple[Any, ...]]]:
    result = peer.query(bound.text)
    assert result.vars is not None
    return [str(name) for name in result.vars], [tuple(row) for row in cast(Iterable[ResultRow], result)]


def same(kg: KnowledgeGraph, peer: rdflib.Dataset, bound: BoundQuestion) -> int:
    ours = answer(kg, bound)
    names, theirs = rows_of(peer, bound)
    assert names == list(ours.variables)
    assert theirs == [tuple(None if term is None else to_term(term) for term in row) for row in ours.rows]
    return len(ours)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_with_the_defaults(name: str, kg: KnowledgeGraph, peer: rdflib.Dataset) -> None:
    assert same(kg, peer, bind(kg.question(name), {}, kg)) > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHER)
def test_with_other_parameters(name: str, kg: KnowledgeGraph, peer: rdflib.Dataset) -> None:
    rows = same(kg, peer, bind(kg.question(name), OTHER[name], kg))
    assert rows > 0 or name == "similar-papers"


NOTHING: dict[str, ox.NamedNode | ox.Literal] = {
    "integer": ox.Literal(99999),
    "date": ox.Literal("9999-12-31", datatype=ox.NamedNode(PREFIXES["xsd"] + "date")),
    "string": ox.Literal("nothing is called that"),
    "choice": ox.Literal("nothing"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHER)
def test_without_rows(name: str, kg: KnowledgeGraph, peer: rdflib.Dataset) -> None:
    """A value that nothing has gives no rows, rather than one without values."""
    question = kg.question(name)
    for param in question.params:
        if name == "language-coverage" and param.name == "order":
            continue  # it orders the rows and leaves none out
        terms = {other.name: default_term(other) for other in question.params}
        terms[param.name] = NOTHING.get(param.type, ox.NamedNode(KG + "paper/nothing"))
        assert same(kg, peer, rebind(question, terms)) == 0 or name == "unaddressed-challenges"


def test_every_question_with_parameters_is_asked_with_others(kg: KnowledgeGraph) -> None:
    assert set(OTHER) == {name for name, question in kg.questions.items() if question.params}
