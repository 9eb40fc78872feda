"""What changed between two states, by entity and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mllm_kg.assets import Assets
from mllm_kg.curation.difference import Difference, FieldChange, differences
from mllm_kg.curation.states import State
from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.records.writer import canonical


def state(name: str, *records: dict[str, Any] | str) -> State:
    texts = [record if isinstance(record, str) else canonical(record, ("id",)) for record in records]
    return State(name, {f"{number}.yaml": text for number, text in enumerate(texts)})


def compare(assets: Assets, before: dict[str, Any], after: dict[str, Any]) -> tuple[FieldChange, ...]:
    found = differences(state("a", before), state("b", after), assets)
    assert [(entity.id, entity.status) for entity in found.entities] == [(after["id"], "changed")]
    return found.entities[0].fields


MODEL = {"id": "model/x", "label": "X", "covers_language": ["deu", "fra"], "year": 2022}


def test_a_single_value_that_changed_has_both_sides(assets: Assets) -> None:
    assert compare(assets, MODEL, {**MODEL, "year": 2023}) == (FieldChange("year", ("2022",), ("2023",)),)


def test_of_several_values_those_that_came_and_went_are_told(assets: Assets) -> None:
    after = {**MODEL, "covers_language": ["fra", "kor", "deu", "swa"]}
    assert compare(assets, MODEL, after) == (FieldChange("covers_language", (), ("kor", "swa")),)


def test_a_value_that_stands_twice_and_then_once_went_once(assets: Assets) -> None:
    before = {**MODEL, "covers_language": ["deu", "fra", "deu"]}
    assert compare(assets, before, MODEL) == (FieldChange("covers_language", ("deu",), ()),)


def test_the_order_of_languages_does_not_count_and_that_of_authors_does(assets: Assets) -> None:
    before = {"id": "paper/x", "authors": ["A", "B"], "studies": ["m", "n"]}
    after = {"id": "paper/x", "authors": ["B", "A"], "studies": ["n", "m"]}
    assert compare(assets, before, after) == (FieldChange("authors", reordered=True),)


def test_texts_by_language_are_fields_of_their_own(assets: Assets) -> None:
    before = {"id": "strategy/x", "pref_label": {"en": "one", "ko": "하나"}}
    after = {"id": "strategy/x", "pref_label": {"en": "one", "ko": "둘"}}
    assert compare(assets, before, after) == (FieldChange("pref_label.ko", ("하나",), ("둘",)),)


def test_blocks_are_known_by_their_sources_wherever_they_stand(assets: Assets) -> None:
    one, two = {"source": ["https://one.example"], "year": 2020}, {"source": ["https://two.example"], "year": 2021}
    before = {"id": "model/x", "according_to": [one, two]}
    after = {"id": "model/x", "according_to": [two, {**one, "year": 2019}]}
    expected = FieldChange("according_to[https://one.example].year", ("2020",), ("2019",))
    assert compare(assets, before, after) == (expected,)


def test_two_blocks_of_one_name_are_numbered(assets: Assets) -> None:
    block = {"see": ["https://one.example"], "year": 2020}
    before = {"id": "model/x", "unconfirmed": [block, block]}
    after = {"id": "model/x", "unconfirmed": [block, {**block, "year": 2021}]}
    expected = FieldChange("unconfirmed[https://one.example #2].year", ("2020",), ("2021",))
    assert compare(assets, before, after) == (expected,)


def test_what_came_and_what_went_have_all_their_fields(assets: Assets) -> None:
    found = differences(state("a", MODEL), state("b", {"id": "resource/y", "label": "Y"}), assets)
    assert [(entity.id, entity.status) for entity in found.entities] == [
        ("model/x", "removed"),
        ("resource/y", "added"),
    ]
    assert found.entities[1].fields == (FieldChange("label", (), ("Y",)),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"id": "paper/a", "title": "T", "arxiv_id": "2001.00001"}, {"id": "paper/b", "arxiv_id": "2001.00001"}),
        ({"id": "model/a", "label": "Größe X"}, {"id": "model/b", "label": "grosse x"}),
    ],
)
def test_the_same_entity_under_another_name_was_renamed(
    assets: Assets, before: dict[str, Any], after: dict[str, Any]
) -> None:
    (change,) = differences(state("a", before), state("b", after), assets).entities
    assert (change.id, change.status, change.before) == (after["id"], "renamed", before["id"])


def test_the_same_label_in_another_kind_is_another_entity(assets: Assets) -> None:
    before, after = {"id": "model/a", "label": "X"}, {"id": "resource/a", "label": "X"}
    found = differences(state("a", before), state("b", after), assets)
    assert found.counts == {"added": 1, "removed": 1, "renamed": 0, "changed": 0}


def test_a_file_that_is_the_same_on_both_sides_is_never_parsed(assets: Assets) -> None:
    broken = "id: [unclosed"
    assert differences(state("a", broken), state("b", broken), assets) == Difference("a", "b", ())


def test_a_file_that_moved_is_no_change(assets: Assets) -> None:
    text = canonical(MODEL, ("id",))
    assert not differences(State("a", {"x.yaml": text}), State("b", {"y.yaml": text}), assets).entities


def test_a_file_that_is_no_yaml_is_told_with_its_line(assets: Assets) -> None:
    with pytest.raises(RecordErrors) as caught:
        differences(state("a", MODEL), state("b", "id: model/x\nlabel: [X\n"), assets)
    assert caught.value.findings[0].location is not None
    assert caught.value.findings[0].location.path == "b"


def test_two_records_of_one_id_in_one_state_are_an_error(assets: Assets) -> None:
    with pytest.raises(RecordErrors, match="stands twice in b"):
        differences(state("a"), state("b", MODEL, {**MODEL, "year": 2000}), assets)


def test_rows_of_the_list_are_entities(assets: Assets) -> None:
    head = "position,key,listed_year\n"
    before = State("a", {"survey/listing.csv": head + "1,x,2020\n"})
    after = State("b", {"survey/listing.csv": head + "1,x,2021\n2,y,2022\n"})
    found = differences(before, after, assets)
    assert [(entity.id, entity.status) for entity in found.entities] == [
        ("list-entry/1", "changed"),
        ("list-entry/2", "added"),
    ]
    assert found.entities[0].fields == (FieldChange("listed_year", ("2020",), ("2021",)),)


def test_no_record_of_the_graph_differs_from_itself_however_it_is_written(assets: Assets, tmp_path: Path) -> None:
    """Records in another spelling: each becomes JSON, which is YAML too."""
    import json

    from mllm_kg.records.reader import load_yaml

    names = sorted(assets.data.glob("models/*.yaml"))[:40]
    before = State("a", {path.name: path.read_text(encoding="utf-8") for path in names})
    after = State("b", {name: json.dumps(load_yaml(text, name)) for name, text in before.files.items()})
    assert before.files != after.files
    assert not differences(before, after, assets).entities


def test_a_file_of_no_known_kind_is_told(assets: Assets) -> None:
    with pytest.raises(UnreadableInput, match=r"list\.bib: the name tells no known kind of file; known are \.yaml"):
        differences(State("a", {}), State("list.bib", {"list.bib": "@misc{x}"}), assets)


@pytest.mark.parametrize("name", ["x.owl", "x.XML", "x.rdf"])
def test_rdf_is_known_by_each_of_its_suffixes(assets: Assets, name: str) -> None:
    text = (Path(__file__).parents[1] / "corpora/additions/right/paper.rdf").read_text(encoding="utf-8")
    (change,) = differences(State("a", {}), State("b", {name: text}), assets).entities
    assert (change.id, change.status) == ("paper/doe2025xml", "added")
