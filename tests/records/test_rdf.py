"""A record becomes statements in named graphs; a mistake names its line and what would be right."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mllm_kg.assets import Assets
from mllm_kg.errors import RecordErrors
from mllm_kg.namespaces import GRAPH, KG, MLLM, PREFIXES
from mllm_kg.records.context import Context
from mllm_kg.records.model import RecordGraphs
from mllm_kg.records.rdf import record_graphs
from mllm_kg.records.reader import record_from_text

MODEL = """\
id: model/mt5
type: LanguageModel
label: mT5
developed_by: [Google Research]
introduced_by: [xue2020mt5]
parameter_count: [300000000]
trained_on: [resource/mc4]
evidence: [https://arxiv.org/abs/2010.11934]
checked: 2026-11-22
according_to:
  - source: [https://huggingface.co/google/mt5-small]
    note: the card names them
    covers_language: [swa, nor]
unconfirmed:
  - weights: [https://huggingface.co/google/mt5-xxl]
  - see: [https://arxiv.org/abs/2010.11934]
    open_weights: true
disagreement:
  - id: disagreement/mt5-year
    kind: figure-year-differs
    stated: "2020"
"""


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def convert(text: str, context: Context) -> RecordGraphs:
    return record_graphs(record_from_text(text, "data/models/mt5.yaml"), context)


def stated(graphs: RecordGraphs) -> set[tuple[str, str, str, str]]:
    return {
        (
            quad.subject.value.removeprefix(KG),
            quad.predicate.value.removeprefix(MLLM),
            quad.object.value.removeprefix(KG),
            quad.graph_name.value.removeprefix(GRAPH),
        )
        for quad in graphs.quads
    }


def test_top_level_facts_stand_in_the_graph_of_the_record(context: Context) -> None:
    facts = stated(convert(MODEL, context))
    assert ("model/mt5", "introducedBy", "paper/xue2020mt5", "model/mt5") in facts
    assert ("model/mt5", "trainedOn", "resource/mc4", "model/mt5") in facts
    assert ("model/mt5", "parameterCount", "300000000", "model/mt5") in facts


def test_a_name_becomes_an_entity_whose_slug_is_minted(context: Context) -> None:
    graphs = convert(MODEL, context)
    assert ("model/mt5", "developedBy", "organization/google-research", "model/mt5") in stated(graphs)
    assert [(mention.kind, mention.name) for mention in graphs.mentions] == [("organization", "Google Research")]


def test_facts_of_another_source_stand_in_a_graph_of_their_own(context: Context) -> None:
    graphs = convert(MODEL, context)
    (other,) = (graph for graph in graphs.graphs if "/source-" in graph.name)
    assert ("model/mt5", "coversLanguage", "language/nor", other.name) in stated(graphs)
    assert other.sources == ("https://huggingface.co/google/mt5-small",)
    assert (other.note, other.status, other.checked) == ("the card names them", "Confirmed", "2026-11-22")


def test_unconfirmed_facts_stand_apart(context: Context) -> None:
    graphs = convert(MODEL, context)
    unconfirmed = {graph.name: graph for graph in graphs.graphs if graph.status == "Unconfirmed"}
    assert len(unconfirmed) == 2
    assert ("model/mt5", "weights", "https://huggingface.co/google/mt5-xxl", "model/mt5/unconfirmed") in stated(graphs)
    (seen,) = (graph for graph in unconfirmed.values() if graph.see)
    assert ("model/mt5", "openWeights", "true", seen.name) in stated(graphs)
    assert not any(graph.sources for graph in unconfirmed.values())


def test_the_name_of_a_block_stays_when_another_block_comes_before_it(context: Context) -> None:
    before = next(graph.name for graph in convert(MODEL, context).graphs if "/source-" in graph.name)
    more = MODEL.replace("according_to:\n", "according_to:\n  - source: [https://x.example/]\n    year: 2020\n")
    assert before in {graph.name for graph in convert(more, context).graphs}


def test_authors_keep_their_order(context: Context) -> None:
    text = "id: paper/x2020y\ntype: Paper\ntitle: Y\nauthors: [Zoë Ångström, An Other]\n"
    facts = stated(convert(text, context))
    assert ("paper/x2020y", "author", "person/zoe-angstrom", "paper/x2020y") in facts
    assert ("authorship/x2020y-1", "byPerson", "person/zoe-angstrom", "paper/x2020y") in facts
    assert ("authorship/x2020y-2", "authorPosition", "2", "paper/x2020y") in facts


def test_all_mistakes_of_a_record_are_told_at_once(context: Context) -> None:
    with pytest.raises(RecordErrors) as caught:
        convert("id: model/mt5\ntype: Modle\nyear: x\nfoo: 1\n", context)
    assert [finding.rule for finding in caught.value.findings] == ["unknown-class", "record-datatype", "unknown-key"]


def test_what_a_record_states_survives_the_cache(context: Context) -> None:
    graphs = convert(MODEL, context)
    assert RecordGraphs.from_json(graphs.to_json()) == graphs


def test_no_statement_has_a_blank_node(context: Context) -> None:
    for quad in convert(MODEL, context).quads:
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)


def test_integers_keep_their_datatype(context: Context) -> None:
    integer = PREFIXES["xsd"] + "integer"
    counts = [q.object for q in convert(MODEL, context).quads if q.predicate.value == MLLM + "parameterCount"]
    assert counts == [ox.Literal("300000000", datatype=ox.NamedNode(integer))]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("latitude: '12.50'", "12.5"),
        ("latitude: '12.0'", "12"),
        ("latitude: -0.3", "-0.3"),
        ("latitude: '+7'", "7"),
        ("year: 0", "0"),
        ("year: 2020", "2020"),
        ("token_count: 30000000000000", "30000000000000"),
    ],
)
def test_numbers_are_stated_in_the_form_that_the_engine_keeps(line: str, number: str, context: Context) -> None:
    graphs = convert(f"id: model/mt5\ntype: LanguageModel\n{line}\n", context)
    (value,) = [quad.object for quad in graphs.quads if isinstance(quad.object, ox.Literal)]
    assert value.value == number
    store = ox.Store()
    store.extend(graphs.quads)
    assert set(store) == set(graphs.quads)
