"""Questions 37 to 40, against answers counted from the records."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.questions.counting import Ask, Records, column, covering, of_kind, of_type, relatives, value, values


@pytest.mark.parametrize("language", ["swa", "kor", "arb", "yor"])
def test_language_profile(language: str, ask: Ask, records: Records) -> None:
    rows = ask("language-profile", language=language)
    assert sorted(column(rows, "thing")) == sorted(covering(records, language))
    benchmarks = of_type(records, "Benchmark")
    for row in rows:
        kind = "benchmark" if row["thing"] in benchmarks else row["thing"].partition("/")[0]
        assert row["kind"] == kind
        code = row["coveredAs"].partition("/")[2]
        unconfirmed = records[row["thing"]].get("unconfirmed", [])
        assert (row["status"] == "unconfirmed") == any(
            code in block.get("covers_language", []) for block in unconfirmed
        )


def test_language_coverage(ask: Ask, records: Records) -> None:
    counted: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(("models", "benchmarks", "papers"), 0))
    total: dict[str, int] = defaultdict(int)
    for kind, members in (
        ("models", of_kind(records, "model")),
        ("benchmarks", of_type(records, "Benchmark")),
        ("papers", of_kind(records, "paper")),
    ):
        for record in members.values():
            for code in values(record, "covers_language"):
                counted[code][kind] += 1
    for record in records.values():
        for code in values(record, "covers_language"):
            total[code] += 1
    rows = ask("language-coverage")
    assert {row["language"] for row in rows} == set(of_kind(records, "language"))
    for row in rows:
        assert row["total"] == total[row["code"]]
        assert {kind: row[kind] for kind in ("models", "benchmarks", "papers")} == counted[row["code"]]
    assert column(rows, "total") == sorted(column(rows, "total"), reverse=True)
    worst = ask("language-coverage", order="worst", family="atlantic-congo")
    assert column(worst, "total") == sorted(column(worst, "total"))
    assert len(worst) == sum("atlantic-congo" in values(one, "in_family") for one in records.values())


def test_mgsm_tests_four_languages_that_bloomz_does_not_cover(ask: Ask) -> None:
    rows = ask("benchmark-languages-missing-from-model")
    assert column(rows, "languageLabel") == ["German", "Japanese", "Russian", "Thai"]


@pytest.mark.parametrize(("model", "benchmark"), [("mt5", "flores-200"), ("bloom", "xcopa")])
def test_benchmark_languages_missing_from_model(model: str, benchmark: str, ask: Ask, records: Records) -> None:
    known = set(values(records[f"model/{model}"], "covers_language"))
    tested = values(records[f"benchmark/{benchmark}"], "covers_language")
    expected = {f"language/{code}" for code in tested if not relatives(records, code) & known}
    rows = ask("benchmark-languages-missing-from-model", model=model, benchmark=benchmark)
    assert sorted(column(rows, "language")) == sorted(expected)
    assert expected


@pytest.mark.parametrize(("by", "key"), [("family", "in_family"), ("area", "speaker_area")])
def test_coverage_by_family(by: str, key: str, ask: Ask, records: Records) -> None:
    members: dict[str, set[str]] = defaultdict(set)
    for name, language in of_kind(records, "language").items():
        for group in values(language, key):
            members[group].add(name.partition("/")[2])
    rows = ask("coverage-by-family", by=by)
    assert {row["group"].removeprefix("family/"): row["languages"] for row in rows} == {
        group: len(codes) for group, codes in members.items()
    }
    lists = {name: set(values(record, "covers_language")) for name, record in records.items()}
    for row in rows:
        codes = members[row["group"].removeprefix("family/")]
        assert row["covered"] == sum(any(code in listed for listed in lists.values()) for code in codes)
        touching = {name for name, listed in lists.items() if listed & codes}
        assert row["models"] == sum(name.startswith("model/") for name in touching)
        assert row["papers"] == sum(name.startswith("paper/") for name in touching)
        assert row["resources"] == len(touching & set(of_type(records, "Dataset")))
        assert row["benchmarks"] == len(touching & set(of_type(records, "Benchmark")))


def test_the_class_of_a_language_is_shown(ask: Ask, records: Records) -> None:
    for row in ask("language-coverage", family="uralic"):
        assert row["resourceClass"] == value(records[row["language"]], "joshi_class")
