"""A YAML record as an input: what it states, where, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.assets import Assets
from mllm_kg.errors import RecordErrors
from mllm_kg.findings import Location
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.records import read_record_input
from mllm_kg.namespaces import KG, MLLM, PREFIXES
from mllm_kg.records.context import Context
from mllm_kg.records.load import load_records
from mllm_kg.records.rdf import record_graphs

RECORD = """\
id: paper/x2020y
type: Paper
title: Y
authors: [Ada Example, An Other]
year: 2020
according_to:
  - source: [https://a.example/]
    introduces:
      - model/x
disagreement:
  - id: disagreement/x-year
    kind: wrong-year
"""


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def read(text: str, context: Context, place: str | None = None) -> Input:
    return read_record_input(text, "x.yaml", context, place)


def test_a_record_without_a_mistake_states_what_a_build_makes_of_it(context: Context) -> None:
    made = read(RECORD, context)
    assert made.findings == []
    assert made.record is not None
    assert (made.name, made.format, made.text) == ("x.yaml", "yaml", RECORD)
    assert made.quads == record_graphs(made.record, context).quads


def test_every_statement_has_the_place_of_its_subject_its_key_and_its_value(context: Context) -> None:
    made = read(RECORD, context)
    assert set(made.places.statements) == {quad.triple for quad in made.quads}
    paper = ox.NamedNode(KG + "paper/x2020y")
    year = ox.Literal("2020", datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))
    place = made.places.statements[ox.Triple(paper, ox.NamedNode(MLLM + "year"), year)]
    assert place.subject == Location("x.yaml", 1, 5, 17)
    assert place.predicate == Location("x.yaml", 5, 1, 5)
    assert place.object == Location("x.yaml", 5, 7, 11)


def test_a_statement_of_a_block_stands_in_the_block(context: Context) -> None:
    places = read(RECORD, context).places
    assert places.of(KG + "paper/x2020y", MLLM + "introduces", KG + "model/x") == Location("x.yaml", 9, 9, 16)


def test_a_record_in_a_record_has_a_place_of_its_own(context: Context) -> None:
    places = read(RECORD, context).places
    assert places.of(KG + "disagreement/x-year") == Location("x.yaml", 11, 9, 28)
    assert places.of(KG + "disagreement/x-year", MLLM + "disagreementKind") == Location("x.yaml", 12, 11, 21)


def test_an_authorship_stands_where_the_author_stands(context: Context) -> None:
    places = read(RECORD, context).places
    assert places.of(KG + "authorship/x2020y-2") == Location("x.yaml", 4, 24, 32)
    assert places.of(KG + "paper/x2020y", MLLM + "author", KG + "person/ada-example") == Location("x.yaml", 4, 11, 22)


def test_what_is_right_is_stated_besides_what_is_wrong(context: Context) -> None:
    made = read(RECORD.replace("year: 2020", "yaer: 2020\nlanguage_count: many"), context)
    assert [finding.rule for finding in made.findings] == ["unknown-key", "record-datatype"]
    assert {quad.predicate.value for quad in made.quads} >= {MLLM + "title", MLLM + "introduces", MLLM + "author"}


def test_a_record_whose_id_names_nothing_states_nothing_but_has_all_its_mistakes(context: Context) -> None:
    made = read(RECORD.replace("paper/x2020y", "papre/x2020y").replace("2020\n", "20x\n"), context)
    assert made.quads == []
    assert made.places.statements == {}
    assert made.graphs is not None
    assert (made.graphs.entity, made.graphs.declared) == ("", [])
    assert [finding.rule for finding in made.findings] == ["record-id", "record-datatype"]


def test_a_text_that_is_no_yaml_has_its_syntax_error_and_no_record(context: Context) -> None:
    made = read("id: paper/x\ntitle: a: b\n", context)
    assert (made.record, made.graphs, made.quads) == (None, None, [])
    (finding,) = made.findings
    assert (finding.rule, finding.location) == ("syntax", Location("x.yaml", 2, 8, 12))


def test_mistakes_of_yaml_and_of_the_record_stand_in_the_order_of_their_lines(context: Context) -> None:
    made = read("id: paper/x\ntype: Papre\ntitle: &a T\nyear: x\nyear: 2020\n", context)
    assert [(finding.rule, finding.source) for finding in made.findings] == [
        ("unknown-class", "type: Papre"),
        ("yaml", "title: &a T"),
        ("record-datatype", "year: x"),
        ("duplicate-key", "year: 2020"),
    ]


@pytest.mark.parametrize("place", [None, "data/papers/x2020y.yaml", "own/papers/x2020y.yaml"])
def test_a_record_may_stand_outside_the_data_or_where_it_belongs(place: str | None, context: Context) -> None:
    made = read(RECORD, context, place)
    assert made.findings == []
    assert made.graphs is not None
    assert {graph.file for graph in made.graphs.graphs} == {"data/papers/x2020y.yaml"}


@pytest.mark.parametrize(
    ("place", "right"),
    [
        ("data/papers/y.yaml", "data/papers/x2020y.yaml"),
        ("data/models/x2020y.yaml", "data/papers/x2020y.yaml"),
        ("own/x2020y.yaml", "own/papers/x2020y.yaml"),
        ("data/papers/x2020y.yml", "data/papers/x2020y.yaml"),
    ],
)
def test_a_record_in_the_wrong_file_is_told_the_right_one(place: str, right: str, context: Context) -> None:
    (finding,) = read(RECORD, context, place).findings
    assert (finding.rule, finding.message) == ("record-file", "paper/x2020y stands in the wrong file.")
    assert finding.suggestion == f"Its file is {right}."
    assert (finding.location, finding.source) == (Location("x.yaml", 1, 5, 17), "id: paper/x2020y")


@pytest.mark.parametrize("kind", ["person", "venue", "task", "disagreement", "authorship"])
@pytest.mark.parametrize("place", [None, "data/papers/x.yaml"])
def test_an_entity_without_a_folder_has_no_record(kind: str, place: str | None, context: Context) -> None:
    (finding,) = read(f"id: {kind}/x\ntype: Paper\n", context, place).findings
    assert finding.rule == "record-file"
    assert finding.message == f"An entity of the kind '{kind}' has no record of its own."
    assert finding.suggestion == "Name it in the records that it belongs to."


def test_too_many_statements_are_refused(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLM_KG_INPUT_STATEMENTS", "5")
    made = read(RECORD, context)
    assert [finding.rule for finding in made.findings] == ["refused-input"]
    assert made.quads == []


def test_all_records_of_the_project_are_read_without_a_finding(assets: Assets, context: Context) -> None:
    for path in sorted(assets.data.glob("*/*.yaml"))[::20]:
        place = path.relative_to(assets.root).as_posix()
        made = read_record_input(path.read_text(encoding="utf-8"), place, context, place)
        assert made.findings == [], place
        assert {quad.triple for quad in made.quads} == set(made.places.statements), place


def test_a_build_tells_all_mistakes_of_all_records_in_the_order_of_files_and_lines(
    assets: Assets, tmp_path: Path
) -> None:
    root = tmp_path
    for name in ("ontology", "shapes", "queries"):
        (root / name).symlink_to(assets.root / name)
    for folder, name, text in (
        ("papers", "b", "id: paper/b\ntype: Papre\nyear: x\n"),
        ("papers", "a", "id: paper/a\ntype: Paper\ntitle: a: b\n"),
        ("models", "c", "id: model/d\ntype: LanguageModel\n"),
    ):
        (root / "data" / folder).mkdir(parents=True, exist_ok=True)
        (root / "data" / folder / f"{name}.yaml").write_text(text)
    with pytest.raises(RecordErrors) as caught:
        load_records(Assets(root), None, lambda *_: None)
    assert [(str(finding.location), finding.rule, finding.source) for finding in caught.value.findings] == [
        ("data/models/c.yaml:1:5", "record-file", "id: model/d"),
        ("data/papers/a.yaml:3:8", "syntax", "title: a: b"),
        ("data/papers/b.yaml:2:7", "unknown-class", "type: Papre"),
        ("data/papers/b.yaml:3:7", "record-datatype", "year: x"),
    ]
