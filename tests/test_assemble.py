"""Many records become one dataset in which every triple stands in one graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mllm_kg.assemble import assemble
from mllm_kg.assets import Assets
from mllm_kg.errors import RecordErrors
from mllm_kg.namespaces import GRAPH, KG, MLLM, graph, iri, term
from mllm_kg.records.context import Context
from mllm_kg.records.listing import Listing
from mllm_kg.records.rdf import record_graphs
from mllm_kg.records.reader import record_from_text

LANGUAGE = "id: language/swa\ntype: Language\nnames: {en: Swahili}\n"
MODEL = """\
id: model/a
type: LanguageModel
label: A
developed_by: [Some Lab]
checked: 2026-11-22
checked_by: [Ada Lovelace]
according_to:
  - source: [https://one.example/]
    covers_language: [swa]
  - source: [https://two.example/]
    covers_language: [swa]
unconfirmed:
  - see: [https://three.example/]
    covers_language: [swa]
    year: 2020
"""


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def build(context: Context, *texts: str, listing: Listing | None = None) -> list[ox.Quad]:
    records = [record_graphs(record_from_text(text, f"data/x/{n}.yaml"), context) for n, text in enumerate(texts)]
    return assemble(records, listing or Listing())


def test_a_statement_that_two_sources_make_stands_once(context: Context) -> None:
    quads = build(context, LANGUAGE, MODEL)
    covers = [quad for quad in quads if quad.predicate == term("coversLanguage")]
    assert len(covers) == 1
    assert "/source-" in covers[0].graph_name.value
    assert len({quad.triple for quad in quads}) == len(quads)


def test_the_provenance_graph_says_where_else_a_statement_is_made(context: Context) -> None:
    quads = build(context, LANGUAGE, MODEL)
    also = {quad.object.value.removeprefix(GRAPH) for quad in quads if quad.predicate == term("alsoStatedIn")}
    assert len(also) == 2
    assert any("/unconfirmed" in name for name in also)
    assert all(quad.graph_name == graph("provenance") for quad in quads if quad.predicate == term("alsoStatedIn"))


def test_each_graph_of_a_record_is_described(context: Context) -> None:
    quads = build(context, LANGUAGE, MODEL)
    used = {quad.graph_name for quad in quads} - {graph("provenance")}
    described = {quad.subject for quad in quads if quad.predicate == term("evidenceStatus")}
    assert used <= described
    sources = {quad.object.value for quad in quads if quad.predicate.value.endswith("hadPrimarySource")}
    assert {"https://one.example/", "https://two.example/"} <= sources
    curators = {quad.object.value for quad in quads if quad.predicate.value.endswith("wasAttributedTo")}
    assert KG + "person/ada-lovelace" in curators


def test_names_are_described_once_with_the_commonest_spelling(context: Context) -> None:
    texts = [
        f"id: model/m{n}\ntype: LanguageModel\nlabel: M\ndeveloped_by: [{name}]\n"
        for n, name in enumerate(("Meta AI", "Meta AI", "meta ai"))
    ]
    quads = build(context, *texts)
    about = [quad for quad in quads if quad.subject == iri("organization", "meta-ai")]
    assert {quad.graph_name for quad in about} == {graph("names")}
    told = {(quad.predicate.value.rpartition("#")[2], quad.object.value) for quad in about}
    assert ("label", "Meta AI") in told
    assert ("altLabel", "meta ai") in told


@pytest.mark.parametrize(
    ("key", "kind", "scheme"), [("tackles", "task", "tasks"), ("employs", "technique", "techniques")]
)
def test_a_task_or_technique_known_by_name_is_a_concept_of_its_scheme(
    context: Context, key: str, kind: str, scheme: str
) -> None:
    record = f"id: method/m\ntype: Method\nlabel: M\n{key}: [Data Mixing]\n"
    about = [quad for quad in build(context, record) if quad.subject == iri(kind, "data-mixing")]
    told = {(quad.predicate.value.rpartition("#")[2], str(quad.object)) for quad in about}
    assert ("prefLabel", '"Data Mixing"@en') in told
    assert ("inScheme", str(iri("scheme", scheme))) in told
    assert "label" not in {name for name, _ in told}


def test_two_records_of_one_entity_are_refused_and_both_named(context: Context) -> None:
    with pytest.raises(RecordErrors) as caught:
        build(context, LANGUAGE, LANGUAGE)
    (finding,) = caught.value.findings
    assert finding.rule == "duplicate-slug"
    assert str(finding.location) == "data/x/1.yaml:1:5"
    assert [str(other.location) for other in finding.related] == ["data/x/0.yaml:1:5"]


def test_a_reference_to_nothing_is_refused_with_the_nearest(context: Context) -> None:
    with pytest.raises(RecordErrors) as caught:
        build(context, LANGUAGE, MODEL.replace("[swa]", "[swaa]", 1))
    (finding,) = caught.value.findings
    assert "no language/swaa" in finding.message
    assert "language/swa" in (finding.suggestion or "")


def test_a_key_that_the_list_does_not_have_is_refused(context: Context) -> None:
    with pytest.raises(RecordErrors, match="no key 'nobody2020'"):
        build(context, LANGUAGE, "id: paper/x\ntype: Paper\ntitle: X\nlisted_key: [nobody2020]\n")


def test_an_entity_is_linked_to_every_entry_under_its_keys(context: Context) -> None:
    listing = Listing()
    listing.entries = {"a": [iri("list-entry", "1"), iri("list-entry", "4")], "b": [iri("list-entry", "9")]}
    quads = build(context, "id: paper/x\ntype: Paper\ntitle: X\nlisted_key: [a, b]\n", listing=listing)
    entries = [quad.object.value.removeprefix(KG) for quad in quads if quad.predicate.value == MLLM + "listEntry"]
    assert sorted(entries) == ["list-entry/1", "list-entry/4", "list-entry/9"]
