"""The records are complete, canonical and joined; every number was counted in the survey's facts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mllm_kg.assets import Assets
from mllm_kg.records.context import Context
from mllm_kg.records.reader import load_yaml
from mllm_kg.records.writer import canonical

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "data").glob("*/*.yaml"))
Records = dict[str, dict[str, Any]]


def blocks(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [record, *record.get("according_to", ()), *record.get("unconfirmed", ())]


def values(record: dict[str, Any], key: str) -> set[str]:
    return {str(value) for block in blocks(record) for value in block.get(key, ())}


def of_kind(records: Records, kind: str) -> Records:
    return {name: record for name, record in records.items() if name.startswith(kind + "/")}


def test_every_record_is_in_canonical_form(assets: Assets) -> None:
    order = Context.load(assets.ontology / "context.jsonld").order
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in FILES
        if canonical(load_yaml(text := path.read_text(encoding="utf-8"), path.name), order) != text
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("kind", "count"),
    [("strategy", 15), ("stage", 5), ("construction", 5), ("frontier", 6), ("challenge", 12)],
)
def test_the_taxonomy_is_whole(kind: str, count: int, records: Records) -> None:
    assert len(of_kind(records, kind)) == count


def test_the_list_has_187_rows_under_130_keys(listing: list[dict[str, str]]) -> None:
    assert len(listing) == 187
    assert len({row["key"] for row in listing}) == 130
    assert [int(row["position"]) for row in listing] == list(range(1, 188))


def test_the_list_has_as_many_rows_for_each_strategy_as_the_survey_s(listing: list[dict[str, str]]) -> None:
    assert Counter(row["list_code"] for row in listing) == {
        "PTA/sft": 28,
        "PTA/pretraining": 39,
        "PTA/rlhf": 19,
        "PTA/finetuning": 47,
        "PFA/direct": 9,
        "PFA/cross_lingual": 4,
        "PFA/code_switching": 3,
        "PFA/translation": 24,
        "PFA/retrieval": 14,
    }


def test_every_key_of_the_list_belongs_to_exactly_one_entity(records: Records, listing: list[dict[str, str]]) -> None:
    owners = Counter(key for record in records.values() for key in record.get("listed_key", ()))
    assert set(owners) == {row["key"] for row in listing}
    assert set(owners.values()) == {1}


def test_two_keys_of_the_list_are_one_paper(records: Records) -> None:
    both = [name for name, record in records.items() if len(record.get("listed_key", ())) > 1]
    assert both == ["paper/lin-etal-2022-shot"]
    assert set(records["paper/lin-etal-2022-shot"]["listed_key"]) == {"lin2021few", "lin-etal-2022-shot"}
    assert records["paper/lin-etal-2022-shot"]["arxiv_id"] == "2112.10668"


def test_what_is_listed_but_no_paper_has_no_paper_record(records: Records) -> None:
    others = {
        key for name, record in records.items() if not name.startswith("paper/") for key in record.get("listed_key", ())
    }
    assert {"YuLan-Chat", "Chinese-Mixtral", "huozi", "openai2022chatgpt"} <= others


def test_every_box_and_milestone_of_the_figure_is_there(records: Records) -> None:
    labels = [block for record in records.values() for block in blocks(record) if "figure_label" in block]
    assert len(labels) == 87
    milestones = [block for record in records.values() for block in blocks(record) if block.get("milestone")]
    assert len(milestones) == 4


def test_entities_and_languages_make_9558_pairs(records: Records) -> None:
    """Taxi1500 and BUFFET are listed as resource and as benchmark, each time with its languages."""
    stated = [
        (name, language)
        for name, record in records.items()
        if not name.startswith("paper/")
        for block in blocks(record)
        for language in block.get("covers_language", ())
    ]
    # Three pairs come from the models' own pages, and ten are stated by two pages.
    beyond = {
        ("model/chinese-mixtral-8x7b", "eng"),
        ("model/chinese-mixtral-8x7b", "zho"),
        ("model/puli-gpt-3sx", "hun"),
    }
    twice = [pair for pair, count in Counter(stated).items() if count > 1]
    assert Counter(name for name, _ in twice) == {
        "benchmark/taxi1500": 1502,
        "benchmark/buffet": 30,
        "resource/mgsm8kinstruct": 10,
    }
    pairs = set(stated) - beyond
    assert len(pairs) + 1502 + 30 == 9558
    assert len({language for _, language in pairs}) == 1948


def test_every_language_of_a_list_has_a_record(records: Records) -> None:
    codes = {name.partition("/")[2] for name in of_kind(records, "language")}
    used = {language for record in records.values() for language in values(record, "covers_language")}
    assert used <= codes


def test_268_languages_have_a_resource_class_or_an_area(records: Records) -> None:
    described = [
        name
        for name, record in of_kind(records, "language").items()
        if any({"joshi_class", "speaker_area"} & set(block) for block in blocks(record))
    ]
    assert len(described) == 268


def test_the_survey_is_there_in_both_versions(records: Records) -> None:
    assert records["paper/qin2024multilingual"]["type"] == records["paper/qin2025survey"]["type"] == "Survey"
    assert records["paper/qin2024multilingual"]["arxiv_id"] == "2404.04925"
    assert records["paper/qin2025survey"]["version_of"] == ["qin2024multilingual"]
    assert records["paper/qin2025survey"]["doi"] == "10.1016/j.patter.2024.101118"


def test_the_nine_similar_papers_are_linked_from_the_survey(records: Records) -> None:
    similar = values(records["paper/qin2024multilingual"], "similar_to")
    assert {records[f"paper/{slug}"]["arxiv_id"] for slug in similar} == {
        "2402.14714",
        "2404.14897",
        "2403.01081",
        "2406.04692",
        "2404.05829",
        "2404.18766",
        "2402.11295",
        "2406.18629",
        "2406.15126",
    }


def test_no_two_papers_have_the_same_arxiv_id(records: Records) -> None:
    ids = Counter(record["arxiv_id"] for record in of_kind(records, "paper").values() if "arxiv_id" in record)
    assert [arxiv_id for arxiv_id, count in ids.items() if count > 1] == []


def test_every_record_says_when_it_was_checked(records: Records) -> None:
    assert [name for name, record in records.items() if "checked" not in record] == []


def test_a_record_with_facts_names_its_evidence_or_says_that_nothing_confirmed_them(records: Records) -> None:
    plain = {"id", "type", "label", "title", "names", "pref_label", "alias", "checked", "disagreement", "note"}
    plain |= {"listed_key", "read_in_copies"}  # the list itself is the evidence for what it lists
    bare = [
        name
        for name, record in {**of_kind(records, "paper"), **of_kind(records, "resource")}.items()
        if "evidence" not in record and set(record) - plain - {"according_to", "unconfirmed"}
    ]
    assert bare == []
