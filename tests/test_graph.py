"""The dataset answers SPARQL 1.1, with the union of all named graphs as its default graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mllm_kg import Dataset, KnowledgeGraph
from mllm_kg.errors import QuerySyntaxError, RefusedQuery, UsageError

A, B, P = (ox.NamedNode(f"https://example.org/{name}") for name in "abp")
G, H = (ox.NamedNode(f"https://example.org/{name}") for name in ("g", "h"))


@pytest.fixture
def dataset() -> Dataset:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    return Dataset.from_quads(
        [
            ox.Quad(A, P, ox.Literal("1"), G),
            ox.Quad(B, P, ox.Literal("2"), H),
            ox.Quad(A, label, ox.Literal("Ah", language="de"), G),
            ox.Quad(A, label, ox.Literal("Ay", language="en"), G),
        ]
    )


def test_a_query_sees_all_named_graphs(dataset: Dataset) -> None:
    rows = dataset.select("SELECT ?s ?v { ?s <https://example.org/p> ?v } ORDER BY ?v")
    assert [row["s"] for row in rows] == [A, B]


def test_a_query_can_ask_for_the_graph(dataset: Dataset) -> None:
    rows = dataset.select("SELECT ?g { GRAPH ?g { ?s <https://example.org/p> '2' } }")
    assert [row["g"] for row in rows] == [H]


def test_the_forms_give_rows_truth_and_triples(dataset: Dataset) -> None:
    assert dataset.ask("ASK { ?s ?p '1' }") is True
    assert dataset.ask("ASK { ?s ?p '3' }") is False
    assert dataset.construct("CONSTRUCT { ?s ?p 'x' } WHERE { ?s ?p '1' }") == [ox.Triple(A, P, ox.Literal("x"))]
    assert len(dataset.construct("DESCRIBE <https://example.org/a>")) == 3


def test_another_form_than_the_one_asked_for_is_refused(dataset: Dataset) -> None:
    with pytest.raises(UsageError, match="SELECT"):
        dataset.select("ASK {}")
    with pytest.raises(UsageError, match="ASK"):
        dataset.ask("SELECT * {}")
    with pytest.raises(UsageError, match="CONSTRUCT"):
        dataset.construct("SELECT * {}")


def test_a_syntax_error_says_where(dataset: Dataset) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        dataset.run("SELECT *\nWHERE { ?s ?p }")
    assert caught.value.line == 2
    assert caught.value.source_line == "WHERE { ?s ?p }"


def test_a_space_before_the_bracket_of_a_function_is_no_mistake(dataset: Dataset) -> None:
    rows = dataset.select("SELECT (COALESCE ('x') AS ?c) {}")
    assert [row["c"] for row in rows] == [ox.Literal("x")]


def test_a_curie_as_tables_show_it_gets_the_advice_to_escape_its_slash(dataset: Dataset) -> None:
    with pytest.raises(QuerySyntaxError, match=r"kg:model\\/bloomz") as caught:
        dataset.run("SELECT * { kg:model/bloomz ?p ?o }")
    assert (caught.value.line, caught.value.column) == (1, 20)
    assert dataset.select("SELECT * { kg:model\\/bloomz ?p ?o }").rows == []


def test_an_update_is_refused(dataset: Dataset) -> None:
    with pytest.raises(RefusedQuery):
        dataset.run("DELETE WHERE { ?s ?p ?o }")
    assert len(list(dataset.quads())) == 4


def test_a_label_is_chosen_by_language(dataset: Dataset) -> None:
    assert dataset.label(A) == "Ay"
    assert dataset.label(A, "de") == "Ah"
    assert dataset.label(A, "ko") == "Ay"
    assert dataset.label(B) is None


def test_rdflib_sees_the_same_statements(kg: KnowledgeGraph) -> None:
    view = kg.rdflib
    assert len(list(view.quads())) == len(list(kg.quads()))
    query = "SELECT (COUNT(*) AS ?n) { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
    (ours,) = kg.select(query)
    (theirs,) = view.query(query)
    assert int(ours[0].value) == int(theirs[0])  # type: ignore[union-attr,index]


def test_a_label_in_a_wider_language_will_do(dataset: Dataset) -> None:
    assert dataset.label(A, "de-AT-1996") == "Ah"
    assert dataset.label(A, "DE") == "Ah"


def test_labels_are_told_by_language(dataset: Dataset) -> None:
    assert dataset.labels(A) == {"de": "Ah", "en": "Ay"}
    assert dataset.labels(B) == {}
    assert dataset.languages() == ["de", "en"]
