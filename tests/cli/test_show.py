"""``mllm-kg show``, ``search`` and ``stats``."""

from __future__ import annotations

import json
import re

import pytest

from mllm_kg import KnowledgeGraph
from tests.cli.shell import run


def test_a_card_has_its_sections_in_order() -> None:
    told = run("show", "bloomz")
    lines = told.stdout.splitlines()
    assert lines[:3] == ["BLOOMZ (language model)", "kg:model/bloomz", "https://w3id.org/mllm-kg/id/model/bloomz"]
    sections = [line for line in lines[3:] if line and not line.startswith(" ")]
    assert sections[:-1] == ["Names", "Classes", "Facts", "Relations from others", "Disagreements", "Sources"]
    assert sections[-1] == "Why? mllm-kg explain model/bloomz trained-at-stage stage/pretraining"


def test_every_number_on_a_card_has_its_source() -> None:
    facts, _, sources = run("show", "bloomz", "--all").stdout.partition("\nSources\n")
    used = {int(number) for number in re.findall(r"\[(\d+)\]", facts)}
    listed = [int(number) for number in re.findall(r"^ +\[(\d+)\]", sources, re.MULTILINE)]
    assert listed == [*range(1, len(listed) + 1)]
    assert used == set(listed)


def test_unconfirmed_statements_and_sources_stand_out() -> None:
    told = run("show", "bloomz").stdout
    assert re.search(r"560,000,000  \[\d+\] \(unconfirmed\)", told)
    assert "UNCONFIRMED: no page was read that says so" in told


def test_long_lists_are_shortened_unless_all_is_wanted() -> None:
    short, whole = run("show", "bloomz").stdout, run("show", "bloomz", "--all").stdout
    assert "more (--all shows them)" in short
    assert "more (--all shows them)" not in whole
    assert whole.count("kg:language/") > short.count("kg:language/")


def test_authors_keep_their_order() -> None:
    told = run("show", "2211.01786").stdout
    assert told.index("Niklas Muennighoff") < told.index("Thomas Wang") < told.index("Lintang Sutawika")


def test_words_need_no_quotes() -> None:
    assert run("show", "SFT", "Alignment").stdout.startswith("SFT Alignment (alignment strategy)\n")


@pytest.mark.parametrize(
    "name",
    ["bloomz", "kg:model/bloomz", "model/bloomz", "https://w3id.org/mllm-kg/id/model/bloomz", "BLOOMZ"],
)
def test_all_names_of_an_entity_show_the_same_card(name: str) -> None:
    assert run("show", name).stdout == run("show", "bloomz").stdout


def test_json_is_the_whole_card(kg: KnowledgeGraph) -> None:
    assert json.loads(run("show", "bloomz", "--format", "json").stdout) == json.loads(
        json.dumps(kg.describe("bloomz").to_dict())
    )


def test_an_unknown_entity_gets_the_nearest() -> None:
    told = run("show", "bloomzz")
    assert told.exit_code == 2
    assert told.stderr.startswith("Error [unknown-name]: No entity is called 'bloomzz'.\nDid you mean: ")
    assert "model/bloomz" in told.stderr


def test_a_search_finds_labels_of_any_language() -> None:
    first = json.loads(run("search", "스와힐리어", "--format", "json").stdout)[0]
    assert (first["curie"], first["label"]) == ("kg:language/swa", "Swahili")


def test_a_search_forgives_typos_and_counts_its_rows() -> None:
    told = run("search", "bloomzz", "--limit", "3", "--kind", "model")
    head, *lines = told.stdout.splitlines()
    assert head.split() == ["entity", "label", "kind", "matched", "score"]
    assert lines[0].startswith("kg:model/bloomz ")
    assert (len(lines), told.stderr) == (3, "3 rows\n")


def test_a_search_without_a_find_says_so() -> None:
    told = run("search", "…", "--kind", "stage")
    assert told.exit_code == 0
    assert told.stderr.startswith("0 rows. ")


def test_an_unknown_kind_gets_the_nearest() -> None:
    told = run("search", "bloom", "--kind", "modle")
    assert told.exit_code == 2
    assert "Did you mean: model" in told.stderr


def test_a_limit_must_be_positive() -> None:
    assert run("search", "bloom", "--limit", "0").exit_code == 2


def test_stats_have_a_table_a_section() -> None:
    told = run("stats").stdout
    for title in ("In all", "By class", "By stage of training", "By year of first appearance", "By evidence status"):
        assert f"{title}\n\n" in told


def test_stats_in_json_are_numbers() -> None:
    data = json.loads(run("stats", "--format", "json").stdout)
    assert {"what": "entries of the survey's list", "number": 187} in data["totals"]
