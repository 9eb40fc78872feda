"""Questions 24 to 30, on frontiers and gaps, against answers counted from the records."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.questions.counting import (
    Ask,
    Records,
    broader,
    column,
    frontier_of,
    leaves,
    of_kind,
    of_type,
    relatives,
    strategies,
    value,
    values,
    year,
)


def test_frontiers_and_challenges(ask: Ask, records: Records) -> None:
    rows = ask("frontiers-and-challenges")
    assert {row["challenge"]: row["frontier"] for row in rows} == frontier_of(records)
    assert len(rows) == 12
    assert len(set(column(rows, "frontier"))) == 6
    for row in rows:
        assert row["works"] == sum(row["challenge"] in values(record, "addresses") for record in records.values())


def test_work_by_frontier(ask: Ask, records: Records) -> None:
    frontier = frontier_of(records)
    expected = set()
    for name, record in records.items():
        addressed = values(record, "addresses")
        named = {(frontier[one], one, name) for one in addressed if one in frontier}
        covered = {one for one, _, _ in named}
        expected |= named | {(one, None, name) for one in addressed if one not in frontier and one not in covered}
    rows = ask("work-by-frontier")
    assert {(row["frontier"], row["challenge"], row["work"]) for row in rows} == expected
    assert len(rows) == len(expected)
    safety = ask("work-by-frontier", frontier="safety")
    assert safety == [row for row in rows if row["frontier"] == "frontier/safety"]
    assert {row["kind"] for row in rows if row["work"].startswith("paper/")} == {"paper"}


def test_coverage_gaps_by_family(ask: Ask, records: Records) -> None:
    above = broader(records)
    families = defaultdict(set)
    for name, language in of_kind(records, "language").items():
        for family in values(language, "in_family"):
            families[f"family/{family}"].add(name.partition("/")[2])
    reached: dict[str, set[str]] = defaultdict(set)
    for name, record in records.items():
        codes = set(values(record, "covers_language"))
        for introduced in _introduced(name, records):
            codes |= set(values(records[introduced], "covers_language"))
        spoken = {family for family, members in families.items() if codes & members}
        for strategy in strategies(record, above):
            reached[f"strategy/{strategy}"] |= spoken
        for stage in _stages(name, records):
            reached[f"stage/{stage}"] |= spoken
    categories = of_kind(records, "strategy", "stage")
    expected = {(category, family) for category in categories for family in families if family not in reached[category]}
    rows = ask("coverage-gaps-by-family")
    assert {(row["category"], row["family"]) for row in rows} == expected
    assert len(rows) == len(expected)
    assert {row["family"]: row["languages"] for row in rows} == {
        family: len(members) for family, members in families.items() if family in column(rows, "family")
    }
    filled = ask("coverage-gaps-by-family", cells="filled")
    assert len(filled) + len(rows) == len(categories) * len(families)
    assert {row["dimension"] for row in ask("coverage-gaps-by-family", dimension="stage")} == {"stage"}


def _introduced(name: str, records: Records) -> set[str]:
    kind, _, slug = name.partition("/")
    if kind != "paper":
        return set()
    found = set(values(records[name], "introduces"))
    return found | {other for other, record in records.items() if slug in values(record, "introduced_by")}


def _stages(name: str, records: Records) -> set[str]:
    """Return the stages of a work: those it is for, or went through, itself or by the models it is based on."""
    record = records[name]
    found = set(values(record, "for_stage")) | set(values(record, "trained_at_stage"))
    found |= set(values(record, "final_stage"))
    for base in values(record, "based_on"):
        found |= _trained(base, records)
    return found


def _trained(name: str, records: Records) -> set[str]:
    return _stages(name, records) - set(values(records[name], "for_stage"))


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_languages_without_tuning_resources(number: int, ask: Ask, records: Records) -> None:
    tuning = [
        set(values(record, "covers_language"))
        for record in records.values()
        if {"sft", "rlhf"} & set(values(record, "for_stage"))
    ]
    expected = {
        name
        for name, language in of_kind(records, "language").items()
        if value(language, "joshi_class") == number
        and not any(relatives(records, name.partition("/")[2]) & codes for codes in tuning)
    }
    rows = ask("languages-without-tuning-resources", **{"class": number})
    assert sorted(column(rows, "language")) == sorted(expected)
    datasets = of_type(records, "Dataset")
    for row in rows:
        covering = {name for name, record in records.items() if row["code"] in values(record, "covers_language")}
        assert row["models"] == sum(name.startswith("model/") for name in covering)
        assert row["resources"] == len(covering & set(datasets))


def test_unaddressed_challenges(ask: Ask, records: Records) -> None:
    addressed = {one for record in records.values() for one in values(record, "addresses")}
    rows = ask("unaddressed-challenges")
    assert set(column(rows, "challenge")) == set(frontier_of(records)) - addressed != set()
    by_benchmarks = {one for record in of_type(records, "Benchmark").values() for one in values(record, "addresses")}
    assert set(column(ask("unaddressed-challenges", by="benchmark"), "challenge")) == (
        set(frontier_of(records)) - by_benchmarks
    )


def test_papers_without_code(ask: Ask, records: Records) -> None:
    above = broader(records)
    expected = {
        ("strategy/" + strategy, name)
        for name, paper in of_kind(records, "paper").items()
        if not values(paper, "code_repository")
        for strategy in leaves(strategies(paper, above), above)
    }
    rows = ask("papers-without-code")
    assert {(row["usedStrategy"], row["paper"]) for row in rows} == expected
    assert len(rows) == len(expected)
    assert {row["paper"] for row in ask("papers-without-code", strategy="rlhf-alignment")} == {
        name for _, name in expected if "rlhf-alignment" in strategies(records[name], above)
    }


def test_models_without_languages(ask: Ask, records: Records) -> None:
    silent = {name for name, model in of_kind(records, "model").items() if not values(model, "covers_language")}
    rows = ask("models-without-languages")
    assert set(column(rows, "model")) == silent
    for row in rows:
        assert row["year"] == year(records[row["model"]], records)
        listed = values(records[row["base"]], "covers_language") if row["base"] else []
        assert row["baseListed"] == len(listed)
    assert {row["model"] for row in ask("models-without-languages", stage="sft")} == {
        name for name in silent if value(records[name], "final_stage") == "sft"
    }
