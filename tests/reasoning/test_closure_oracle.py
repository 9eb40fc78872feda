"""The closure against owlrl: on the real ontology with real records, and on ontologies made up at random."""

from __future__ import annotations

import time
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mllm_kg.assets import Assets
from mllm_kg.build import source_dataset
from mllm_kg.namespaces import GRAPH, KG, MLLM
from mllm_kg.reasoning import Closure, closure, unsupported
from tests.reasoning.ontologies import AXIOM, DECLARED, EXCLUSION, FACT

Oracle = Callable[[list[ox.Triple]], list[ox.Triple]]
Turtle = Callable[[str], list[ox.Triple]]

EVERY = {"challenge": 1, "construction": 1, "frontier": 1, "stage": 1, "strategy": 1} | {
    "benchmark": 12,
    "disagreement": 60,
    "language": 240,
    "method": 12,
    "model": 12,
    "paper": 40,
    "resource": 12,
}
LONG = (MLLM + "coversLanguage", MLLM + "author")
"""Properties with so many values for one thing that owlrl would take minutes; a few values stand for all."""


@pytest.fixture(scope="session")
def facts(assets: Assets) -> list[ox.Quad]:
    """Return what the records and the survey's list state."""
    apart = (GRAPH + "provenance", GRAPH + "ontology")
    return [quad for quad in source_dataset(assets) if quad.graph_name.value not in apart]


@pytest.fixture(scope="session")
def sample(facts: list[ox.Quad]) -> list[ox.Triple]:
    """Return what is said about the whole taxonomy, every n-th entity of each kind, and what those refer to."""
    entities = sorted({quad.subject.value for quad in facts})
    chosen = {
        entity
        for kind, step in EVERY.items()
        for entity in [name for name in entities if name.startswith(f"{KG}{kind}/")][::step]
    }
    about = [quad.triple for quad in facts if quad.subject.value in chosen]
    lists = sorted((triple for triple in about if triple.predicate.value in LONG), key=str)
    kept = [triple for triple in about if triple.predicate.value not in LONG] + lists[::25]
    near = {triple.object.value for triple in kept if isinstance(triple.object, ox.NamedNode)} - chosen
    more = [quad.triple for quad in facts if quad.subject.value in near and quad.predicate.value not in LONG]
    return kept + more


def test_our_ontology_has_no_axiom_that_would_be_lost(ontology: list[ox.Triple]) -> None:
    assert unsupported(ontology) == []


def test_real_records_agree_with_owlrl(ontology: list[ox.Triple], sample: list[ox.Triple], oracle: Oracle) -> None:
    assert len(sample) > 1000
    found = closure(sample, ontology)
    assert found == oracle([*sample, *ontology])
    classes = {triple.object.value for triple in found if triple.predicate.value.endswith("#type")}
    for name in ("OpenModel", "ParameterTuningPaper", "SurveyListedPaper", "LowResourceLanguage", "FrontierWork"):
        assert MLLM + name in classes


def test_the_whole_graph_is_closed_within_seconds(ontology: list[ox.Triple], facts: list[ox.Quad]) -> None:
    started = time.perf_counter()
    reasoner = Closure(ontology)
    found = reasoner.add(quad.triple for quad in facts)
    assert time.perf_counter() - started < 10
    assert len(found) > 5000
    assert reasoner.add(found) == []


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(
    axioms=st.lists(st.one_of(AXIOM, AXIOM, AXIOM, EXCLUSION), min_size=1, max_size=6),
    facts=st.lists(FACT, min_size=1, max_size=6),
)
def test_made_up_ontologies_agree_with_owlrl(
    axioms: list[str], facts: list[str], turtle: Turtle, oracle: Oracle
) -> None:
    ontology, premises = turtle(" ".join([DECLARED, *axioms])), turtle(" ".join(facts))
    assume(unsupported(ontology) == [])
    assert closure(premises, ontology) == oracle([*premises, *ontology])
