"""Questions 10 to 14, against answers counted from the records."""

from __future__ import annotations

import pytest

from tests.questions.counting import (
    Ask,
    Records,
    column,
    covering,
    descendants,
    of_kind,
    relatives,
    value,
    values,
    year,
)

DIRECTIONS = ("ancestor", "descendant")


@pytest.mark.parametrize("model", ["bloomz", "llama-2", "chinese-alpaca", "huozi-3-5"])
def test_model_lineage(model: str, ask: Ask, records: Records) -> None:
    below = descendants(records)
    rows = ask("model-lineage", model=model)
    name = f"model/{model}"
    found = {direction: {row["relative"] for row in rows if row["direction"] == direction} for direction in DIRECTIONS}
    assert found["descendant"] == below.get(name, set())
    assert found["ancestor"] == {base for base, derived in below.items() if name in derived}
    for row in rows:
        lower, upper = (name, row["relative"]) if row["direction"] == "ancestor" else (row["relative"], name)
        assert (row["steps"] == 1) == (upper in values(records[lower], "based_on") and row["via"] == name)


def test_bloomz_stands_between_bloom_and_phoenix(ask: Ask) -> None:
    rows = ask("model-lineage")
    assert [row["relative"] for row in rows if row["direction"] == "ancestor"] == ["model/bloom"]
    assert "model/phoenix" in [row["relative"] for row in rows if row["direction"] == "descendant"]


def test_most_built_upon_models(ask: Ask, records: Records) -> None:
    below = {base: found for base, found in descendants(records).items() if base.startswith("model/")}
    rows = ask("most-built-upon-models")
    assert {row["model"]: row["descendants"] for row in rows} == {base: len(found) for base, found in below.items()}
    for row in rows:
        slug = row["model"].partition("/")[2]
        assert row["direct"] == sum(row["model"] in values(record, "based_on") for record in records.values())
        assert row["studies"] == sum(slug in values(record, "studies") for record in records.values())
    assert column(rows, "model")[0] == "model/llama"
    assert min(column(ask("most-built-upon-models", minimum=5), "descendants")) >= 5


def test_open_models_by_stage(ask: Ask, records: Records) -> None:
    expected = {
        name
        for name, record in of_kind(records, "model").items()
        if True in values(record, "open_weights") or values(record, "weights")
    }
    rows = ask("open-models-by-stage")
    assert sorted(column(rows, "model")) == sorted(expected)
    order = ["pretraining", "sft", "rlhf", "downstream-finetuning", None]
    stages = [row["finalStage"] and row["finalStage"].partition("/")[2] for row in rows]
    assert [order.index(stage) for stage in stages] == sorted(order.index(stage) for stage in stages)
    assert {row["model"] for row in ask("open-models-by-stage", stage="RLHF")} == {
        name for name in expected if value(records[name], "final_stage") == "rlhf"
    }


@pytest.mark.parametrize("language", ["swa", "swh", "kor", "ara", "arb", "nor", "yor"])
def test_models_for_language(language: str, ask: Ask, records: Records) -> None:
    rows = ask("models-for-language", language=language)
    expected = {name for name in covering(records, language) if name.startswith("model/")}
    assert sorted(column(rows, "model")) == sorted(expected)
    for row in rows:
        listed = values(records[row["model"]], "covers_language")
        code = row["coveredAs"].partition("/")[2]
        assert code in relatives(records, language)
        assert code in listed
        assert (code == language) == (language in listed)
        assert row["year"] == year(records[row["model"]], records)


@pytest.mark.parametrize("typed", ["sw", "swa", "Swahili", "스와힐리어", "language/swa", "kg:language/swa"])
def test_a_language_is_found_by_whatever_names_it(typed: str, ask: Ask) -> None:
    assert ask("models-for-language", language=typed) == ask("models-for-language")


def test_entity_profile(ask: Ask, records: Records) -> None:
    rows = ask("entity-profile")
    record = records["model/bloomz"]
    of_it = [row for row in rows if row["direction"] == "of it"]
    (base,) = [row for row in of_it if row["property"].endswith("#basedOn")]
    assert (base["value"], base["valueLabel"], base["status"]) == ("model/bloom", "BLOOM", "confirmed")
    assert base["evidence"].startswith("https://")
    languages = {row["value"] for row in of_it if row["property"].endswith("#coversLanguage")}
    assert languages == {f"language/{code}" for code in values(record, "covers_language")}
    assert all(
        row["status"] == "unconfirmed" and row["pages"] == 0
        for row in of_it
        if row["property"].endswith("#coversLanguage")
    )
    assert not [row for row in of_it if row["property"].endswith("#derivedFrom") and row["value"] == "model/bloom"]
    assert len({(row["direction"], row["property"], row["value"]) for row in rows}) == len(rows)


def test_entity_profile_has_both_ways(ask: Ask) -> None:
    about = {(row["property"].rpartition("#")[2], row["value"]) for row in ask("entity-profile", entity="mC4")}
    assert ("trainedOn", "model/mt5") in about
    assert ("basedOn", "resource/common-crawl") in about
