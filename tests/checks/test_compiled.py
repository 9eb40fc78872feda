"""The compiled shapes find what pySHACL finds: on the real graph, on the corpus, and on pieces with mistakes of all kinds."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest

from mllm_kg.checks.compiled import Changes, compile_shapes, judge
from mllm_kg.checks.compiled.classes import Classes
from mllm_kg.checks.reference import judge_by_pyshacl
from mllm_kg.checks.shacl import once, results
from mllm_kg.checks.shapes import Result, load_shapes
from mllm_kg.checks.words import plain
from mllm_kg.graph import Dataset
from mllm_kg.graph_rdflib import to_rdflib, to_term
from mllm_kg.namespaces import GRAPH, graph
from tests.checks.mistakes import changed, mistakes, piece
from tests.shapes.cases import context, load_cases

ROOT = Path(__file__).resolve().parents[2]
SHAPES = load_shapes(ROOT / "shapes")
ONTOLOGY = list(ox.parse(path=str(ROOT / "ontology/mllm-kg.ttl"), format=ox.RdfFormat.TURTLE))


def keys(results: Iterable[Result]) -> set[tuple[str, str, str, str]]:
    return {(result.rule.id, str(result.focus), str(result.value), result.component) for result in results}


def ours(dataset: Dataset, focus: Changes | set[str] | None = None) -> set[tuple[str, str, str, str]]:
    return keys(results(dataset, SHAPES, Classes(dataset), focus))


def theirs(dataset: Dataset) -> set[tuple[str, str, str, str]]:
    return keys(once(judge_by_pyshacl(dataset, SHAPES)))


def test_every_shape_is_compiled(kg: Dataset) -> None:
    compiled = compile_shapes(SHAPES, Classes(kg))
    assert compiled.unknown == ()
    assert {judgement.rule.id for judgement in compiled.judgements} == set(SHAPES.rules)


def test_the_real_graph(kg: Dataset) -> None:
    found = ours(kg)
    assert len(found) > 50
    assert found == theirs(kg)


def test_the_real_graph_with_mistakes(kg: Dataset) -> None:
    quads = list(kg.quads())
    dataset = changed(quads, mistakes(quads, SHAPES, Random(1), 1500))
    found = ours(dataset)
    assert len({rule for rule, *_ in found}) > 120
    assert found == theirs(dataset)


def test_the_corpus_of_the_shapes() -> None:
    triples = context().union(*(case.triples() for case in load_cases()))
    quads = [ox.Quad(*triple, graph("data")) for triple in triples]
    dataset = Dataset.from_quads([*quads, *(ox.Quad(*quad.triple, graph("ontology")) for quad in ONTOLOGY)])
    found = ours(dataset)
    assert {rule for rule, *_ in found} == set(SHAPES.rules)
    assert found == theirs(dataset)


@pytest.mark.parametrize("seed", range(12))
def test_pieces_with_mistakes(kg: Dataset, seed: int) -> None:
    random = Random(seed)
    quads = piece(kg, random, 50)
    dataset = changed(quads, mistakes(quads, SHAPES, random, 400))
    found = ours(dataset)
    assert len(found) > 100
    assert found == theirs(dataset)


def test_a_statement_in_several_graphs_counts_once(kg: Dataset) -> None:
    quads = piece(kg, Random(5), 50)
    twice = [*quads, *(ox.Quad(*quad.triple, graph("addition/1")) for quad in quads if not inferred(quad))]
    assert ours(Dataset.from_quads(twice)) == ours(Dataset.from_quads(quads))


def test_the_queries_run_on_other_engines(kg: Dataset, caplog: pytest.LogCaptureFixture) -> None:
    """rdflib, which knows SPARQL 1.1 and nothing of Oxigraph, answers each query alike."""
    random = Random(11)
    quads = piece(kg, random, 12)
    dataset = changed(quads, mistakes(quads, SHAPES, random, 120))
    classes = Classes(dataset)
    compiled = compile_shapes(SHAPES, classes)
    with caplog.at_level(logging.CRITICAL, logger="rdflib.term"):
        view = to_rdflib(dataset.quads())
        answered = {
            (query.rule.id, query.component, *map(str, row))
            for judgement in compiled.judgements
            for query in judgement.queries()
            for row in view.query(query.text)
        }
    expected = {
        (
            found.rule.id,
            found.component,
            *(str(to_term(term)) for term in (found.focus, found.value) if term is not None),
        )
        for found in judge(dataset, compiled, classes)
    }
    assert len(expected) > 50
    assert set(filter(_comparable, answered)) == set(filter(_comparable, expected))


def _comparable(row: tuple[str, ...]) -> bool:
    """Tell results apart that rdflib gets wrong: it orders texts and numbers, where SPARQL 1.1 (17.3) knows no order."""
    return not row[1].endswith("clusiveConstraintComponent") or row[-1].lstrip("+-").replace(".", "", 1).isdigit()


def test_single_entities_are_judged_as_among_all(kg: Dataset) -> None:
    random = Random(3)
    quads = piece(kg, random, 50)
    dataset = changed(quads, mistakes(quads, SHAPES, random, 300))
    everything = ours(dataset)
    for iri in sorted({focus for _, focus, *_ in everything})[:40]:
        assert ours(dataset, {iri.strip("<>")}) == {found for found in everything if found[1] == iri}


def test_many_entities_are_judged_as_few(kg: Dataset) -> None:
    entities = {quad.subject for quad in kg.quads([graph("names"), graph("provenance")])}
    assert len(entities) > 4_000
    chosen = {plain(entity) for entity in entities if isinstance(entity, ox.NamedNode)}
    assert ours(kg, chosen) == {found for found in ours(kg) if found[1].strip("<>") in chosen}


def test_entities_without_an_iri_are_judged_too() -> None:
    text = """@prefix mllm: <https://w3id.org/mllm-kg/ontology#> .
        _:one a mllm:Paper, mllm:ResearchOutput ; mllm:year 1492 ."""
    parsed = [ox.Quad(*quad.triple, graph("data")) for quad in ox.parse(text, ox.RdfFormat.TURTLE)]
    dataset = Dataset.from_quads(parsed)
    found = {(rule, value) for rule, _, value, _ in ours(dataset)}
    assert ("ResearchOutput-year", '"1492"^^<http://www.w3.org/2001/XMLSchema#integer>') in found
    assert "Paper-iri" in {rule for rule, _ in found}
    assert ours(dataset, Changes(parsed)) == ours(dataset)


def inferred(quad: ox.Quad) -> bool:
    return str(quad.graph_name).startswith(f"<{GRAPH}inferred")
