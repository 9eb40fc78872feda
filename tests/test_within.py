"""A few records within the graph that there is give what assembling everything anew gives."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pyoxigraph as ox
import pytest

from mllm_kg.assemble import NAMES_GRAPH, PROVENANCE_GRAPH, Restatement, assemble, strategies_by_code, within
from mllm_kg.assets import Assets
from mllm_kg.build import read_ontology
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, graph, iri, term
from mllm_kg.records.context import Context
from mllm_kg.records.listing import LISTING, Listing, read_listing
from mllm_kg.records.load import load_records
from mllm_kg.records.model import RecordGraphs
from mllm_kg.records.rdf import record_graphs
from mllm_kg.records.reader import record_from_text

LANGUAGE = "id: language/swa\ntype: Language\nnames: {en: Swahili}\n"
BASE = "id: model/base\ntype: LanguageModel\nlabel: Base\ncovers_language: [swa]\n"
MODEL = """\
id: model/a
type: LanguageModel
label: A
developed_by: [Some Lab]
evidence: [https://own.example/]
year: 2020
according_to:
  - source: [https://one.example/]
    covers_language: [swa]
unconfirmed:
  - based_on: [model/base]
"""
ONTOLOGY = graph("ontology")


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def read(context: Context, *texts: str) -> list[RecordGraphs]:
    """Read records, each as if it stood in a file named after its entity."""
    files = [f"data/x/{text.split()[1].replace('/', '-')}.yaml" for text in texts]
    return [record_graphs(record_from_text(text, file), context) for text, file in zip(texts, files, strict=True)]


def stored(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    store = ox.Store()
    store.extend(quads)
    return set(store)


def changed(before: set[ox.Quad], change: Restatement) -> set[ox.Quad]:
    assert set(change.removed) <= before
    assert not set(change.added) & before
    return before - set(change.removed) | set(change.added)


def put(context: Context, there: Sequence[str], new: Sequence[str], quads: Sequence[ox.Quad] = ()) -> set[ox.Quad]:
    """Return the dataset of some records with others put into it."""
    dataset = Dataset.from_quads(assemble(read(context, *there), Listing()))
    change = within(dataset, read(context, *new), quads)
    assert change.findings == []
    return changed(set(dataset.quads()), change)


def anew(context: Context, *texts: str) -> set[ox.Quad]:
    return stored(assemble(read(context, *texts), Listing()))


@pytest.mark.parametrize(
    "text",
    [
        MODEL,
        MODEL.replace("2020", "2021"),
        MODEL.replace("unconfirmed:\n  - based_on: [model/base]\n", ""),
        MODEL.replace("unconfirmed:\n  - ", ""),
        MODEL.replace("according_to:\n  - source: [https://one.example/]\n    ", ""),
        MODEL.replace("[swa]", "[swa]\n  - source: [https://two.example/]\n    covers_language: [swa]"),
        MODEL.replace("https://own.example/", "https://elsewhere.example/"),
    ],
)
def test_a_record_takes_the_place_of_another(context: Context, text: str) -> None:
    assert put(context, [LANGUAGE, BASE, MODEL], [text]) == anew(context, LANGUAGE, BASE, text)
    assert put(context, [LANGUAGE, BASE, text], [MODEL]) == anew(context, LANGUAGE, BASE, MODEL)
    assert put(context, [LANGUAGE, BASE], [text]) == anew(context, LANGUAGE, BASE, text)


def test_a_statement_moves_to_the_best_source_and_back(context: Context) -> None:
    """Two records may state the same: a disagreement is part of each."""
    guess = "id: model/a\ntype: LanguageModel\nlabel: A\nunconfirmed:\n  - year: 2020\n"
    [sure] = [quad for quad in read(context, MODEL)[0].quads if quad.predicate == term("year")]
    elsewhere = ox.Quad(*sure.triple, graph("addition/0"))
    with_both = put(context, [guess], [], [elsewhere])
    [stands] = [quad for quad in with_both if quad.triple == sure.triple]
    assert stands.graph_name == graph("addition/0")
    also = {quad.object for quad in with_both if quad.predicate == term("alsoStatedIn")}
    assert also == {graph("model/a/unconfirmed")}
    change = within(Dataset.from_quads(with_both), read(context, "id: model/a\ntype: LanguageModel\nlabel: A\n"))
    left = changed(with_both, change)
    assert [quad.graph_name for quad in left if quad.triple == sure.triple] == [graph("addition/0")]
    assert not [quad for quad in left if quad.predicate == term("alsoStatedIn")]


def test_statements_of_other_files_get_a_description(context: Context) -> None:
    quads = [ox.Quad(iri("model", "base"), term("year"), ox.Literal(2020), graph("addition/3"))]
    left = put(context, [LANGUAGE, BASE], [], quads)
    assert set(quads) <= left
    assert ox.Quad(graph("addition/3"), term("evidenceStatus"), term("Confirmed"), PROVENANCE_GRAPH) in left


def test_statements_that_the_graph_has_change_nothing(context: Context) -> None:
    dataset = Dataset.from_quads(assemble(read(context, LANGUAGE, BASE), Listing()))
    change = within(dataset, [], [quad for quad in dataset.quads() if quad.graph_name == graph("model/base")])
    assert (change.removed, change.added) == ([], [])


def test_an_unchanged_record_changes_nothing_and_is_told_all_the_same(context: Context) -> None:
    dataset = Dataset.from_quads(assemble(read(context, LANGUAGE, BASE, MODEL), Listing()))
    change = within(dataset, read(context, MODEL))
    assert (change.removed, change.added) == ([], [])
    assert {quad.predicate.value.rpartition("#")[2] for quad in change.told} >= {"year", "coversLanguage", "basedOn"}
    assert change.replaced == {KG + "model/a"}


def test_a_name_that_gets_a_record_is_described_by_it_alone(context: Context) -> None:
    record = "id: organization/some-lab\ntype: Organization\nlabel: Some Lab\nhomepage: https://lab.example/\n"
    assert put(context, [LANGUAGE, BASE, MODEL], [record]) == anew(context, LANGUAGE, BASE, MODEL, record)


def test_names_that_the_graph_knows_keep_their_label(context: Context) -> None:
    other = "id: model/b\ntype: LanguageModel\nlabel: B\ndeveloped_by: [some lab, New Lab]\n"
    left = put(context, [LANGUAGE, BASE, MODEL], [other])
    names = {
        quad.object.value for quad in left if quad.graph_name == NAMES_GRAPH and quad.predicate.value.endswith("label")
    }
    assert "Some Lab" in names
    assert "New Lab" in names
    assert "some lab" not in names


def test_what_can_not_be_is_told_with_its_place_and_the_rest_goes_on(context: Context) -> None:
    dataset = Dataset.from_quads(assemble(read(context, LANGUAGE, BASE, MODEL), Listing()))
    nested = "disagreement:\n  - id: disagreement/one\n    kind: name-differs\n"
    first = f"id: model/b\ntype: LanguageModel\nlabel: B\nbased_on: [model/bas]\nlisted_key: [nobody2020]\n{nested}"
    second = f"id: model/c\ntype: LanguageModel\nlabel: C\n{nested}"
    third = "id: model/b\ntype: LanguageModel\nlabel: Another B\n"
    change = within(dataset, read(context, first, second, third))
    told = {(finding.rule, str(finding.location)) for finding in change.findings}
    assert told == {
        ("unknown-entity", "data/x/model-b.yaml:4:12"),
        ("unknown-list-key", "data/x/model-b.yaml:1:5"),
        ("duplicate-slug", "data/x/model-c.yaml:5:9"),
        ("duplicate-slug", "data/x/model-b.yaml:1:5"),
    }
    [dangling] = [finding for finding in change.findings if finding.rule == "unknown-entity"]
    assert "model/base" in (dangling.suggestion or "")
    labels = {quad.object.value for quad in change.added if quad.predicate.value.endswith("#label")}
    assert labels >= {"B", "C"}
    assert "Another B" not in labels


def test_a_second_description_in_the_graph_is_told_with_its_file(context: Context) -> None:
    nested = "disagreement:\n  - id: disagreement/one\n    kind: name-differs\n"
    dataset = Dataset.from_quads(assemble(read(context, LANGUAGE, f"{BASE}{nested}"), Listing()))
    [finding] = within(dataset, read(context, f"id: model/c\ntype: LanguageModel\nlabel: C\n{nested}")).findings
    assert finding.rule == "duplicate-slug"
    assert finding.focus == KG + "disagreement/one"
    assert "data/x/model-base.yaml" in (finding.suggestion or "")


def test_references_are_looked_up_in_the_graph_the_records_and_the_files(context: Context) -> None:
    dataset = Dataset.from_quads(assemble(read(context, LANGUAGE, BASE), Listing()))
    text = "id: model/b\ntype: LanguageModel\nlabel: B\nbased_on: [model/base, model/c, model/d]\n"
    other = "id: model/c\ntype: LanguageModel\nlabel: C\n"
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    typed = ox.Quad(iri("model", "d"), kind, term("LanguageModel"), graph("addition/2"))
    assert within(dataset, read(context, text, other), [typed]).findings == []
    assert len(within(dataset, read(context, text)).findings) == 2


def mutated(record: RecordGraphs, others: Sequence[RecordGraphs], random_: random.Random) -> RecordGraphs:
    """Let a record lose statements, move them between its graphs, or state what another one states."""
    quads = list(record.quads)
    for _ in range(3):
        where = graph(random_.choice(record.graphs).name)
        chosen = random_.randrange(len(quads))
        match random_.randrange(3):
            case 0 if len(quads) > 3:
                quads.pop(chosen)
            case 1:
                quads[chosen] = ox.Quad(*quads[chosen].triple, where)
            case _:
                quads.append(ox.Quad(*random_.choice(random_.choice(others).quads).triple, where))
    return replace(record, quads=quads)


@pytest.fixture(scope="module")
def records(assets: Assets) -> list[RecordGraphs]:
    return load_records(assets, None, lambda step, done, total: None)


@pytest.mark.parametrize("number", range(2))
def test_real_records_agree_with_assembling_everything_anew(
    number: int, assets: Assets, records: list[RecordGraphs]
) -> None:
    ontology = [ox.Quad(*triple, ONTOLOGY) for triple in read_ontology(assets)]
    known = {quad.triple for quad in ontology}

    def whole(some: Sequence[RecordGraphs]) -> set[ox.Quad]:
        listing = read_listing(assets.root / LISTING, strategies_by_code(some))
        return stored([*ontology, *(quad for quad in assemble(some, listing) if quad.triple not in known)])

    random_ = random.Random(number)
    new = [mutated(record, records, random_) for record in random_.sample(records, 12)]
    by_entity = {record.entity: record for record in new}
    before = whole(records)
    change = within(Dataset.from_quads(before), new)
    expected = whole([by_entity.get(record.entity, record) for record in records])
    assert change.findings == []
    difference = changed(before, change) ^ expected
    assert {quad for quad in difference if quad.graph_name != NAMES_GRAPH} == set()
