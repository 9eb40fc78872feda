"""Questions 15 to 23, on data and benchmarks, against answers counted from the records."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.questions.counting import (
    Ask,
    Records,
    column,
    covering,
    descendants,
    of_kind,
    of_type,
    slug,
    value,
    values,
)


def test_resources_by_stage(ask: Ask, records: Records) -> None:
    expected: Counter[tuple[str, str | None]] = Counter()
    for record in of_kind(records, "resource", "benchmark").values():
        for stage in values(record, "for_stage"):
            made = values(record, "constructed_by") or [None]
            expected.update((f"stage/{stage}", f"construction/{one}" if one else None) for one in made)
    rows = ask("resources-by-stage")
    assert Counter((row["forStage"], row["constructedBy"]) for row in rows) == expected
    assert expected["stage/pretraining", "construction/web-crawling"] == 16
    assert expected["stage/sft", "construction/mllm-aided-generation"] == 6
    assert len(ask("resources-by-stage", stage="sft", construction="machine-translation")) == 6


@pytest.mark.parametrize("language", ["swa", "swh", "yor"])
def test_resources_for_language(language: str, ask: Ask, records: Records) -> None:
    datasets = of_type(records, "Dataset")
    expected = {name for name in covering(records, language) if name in datasets}
    assert set(column(ask("resources-for-language", language=language), "resource")) == expected
    tuning = {name for name in expected if "sft" in values(records[name], "for_stage")}
    assert set(column(ask("resources-for-language", language=language, stage="sft"), "resource")) == tuning


def test_resources_for_a_stage_alone(ask: Ask, records: Records) -> None:
    rows = ask("resources-for-language", language="any", stage="rlhf")
    expected = {name for name, record in records.items() if "rlhf" in values(record, "for_stage")}
    assert set(column(rows, "resource")) == expected
    assert len(expected) == 2


@pytest.mark.parametrize(
    ("measure", "key"),
    [
        ("tokens", "token_count"),
        ("bytes", "byte_size"),
        ("examples", "example_count"),
        ("languages", "language_count"),
    ],
)
def test_largest_resources(measure: str, key: str, ask: Ask, records: Records) -> None:
    rows = ask("largest-resources", measure=measure)
    expected = {(name, size) for name, record in of_type(records, "Dataset").items() for size in values(record, key)}
    assert {(row["resource"], row["amount"]) for row in rows} == expected
    amounts = column(rows, "amount")
    assert amounts == sorted(amounts, reverse=True)
    assert len(rows) == len(expected)


@pytest.mark.parametrize("resource", ["resource/mc4", "resource/xp3", "resource/common-crawl", "benchmark/mmlu"])
def test_resource_lineage(resource: str, ask: Ask, records: Records) -> None:
    below = descendants(records)
    rows = ask("resource-lineage", resource=resource)
    assert {row["relative"] for row in rows if row["direction"] == "descendant"} == below.get(resource, set())
    assert {row["relative"] for row in rows if row["direction"] == "ancestor"} == {
        base for base, derived in below.items() if resource in derived
    }


def test_licenses(ask: Ask, records: Records) -> None:
    expected = {(text, name) for name, record in records.items() for text in values(record, "license")}
    rows = ask("licenses")
    assert {(row["license"], row["work"]) for row in rows} == expected
    assert {row["work"] for row in ask("licenses", contains="CC-by")} == {
        name for text, name in expected if "cc-by" in text.lower()
    }


@pytest.mark.parametrize("resource", ["resource/mc4", "resource/common-crawl", "resource/xp3"])
def test_models_trained_on_resource(resource: str, ask: Ask, records: Records) -> None:
    models = of_kind(records, "model")
    below = descendants(records)
    rows = ask("models-trained-on-resource", resource=resource)

    def related(relation: str) -> set[tuple[str, str | None]]:
        return {(row["model"], row["through"]) for row in rows if row["relation"] == relation}

    direct = {name for name, record in models.items() if resource in values(record, "trained_on")}
    assert related("trained on it") == {(name, None) for name in direct}
    assert related("trained on data derived from it") == {
        (name, data)
        for data in below.get(resource, set())
        for name, record in models.items()
        if data in values(record, "trained_on")
    }
    assert related("built on a model trained on it") == {
        (name, base) for base in direct for name in below.get(base, set()) if name in models
    }


def test_benchmarks_for_task(ask: Ask, records: Records) -> None:
    for typed, task in (("question-answering", "question-answering"), ("machine translation", "machine-translation")):
        expected = {
            name
            for name, record in of_type(records, "Benchmark").items()
            if task in [slug(one) for one in values(record, "tackles")]
        }
        rows = ask("benchmarks-for-task", task=typed)
        assert sorted(column(rows, "benchmark")) == sorted(expected)
        assert len(expected) > 3
        for row in rows:
            name = row["benchmark"].partition("/")[2]
            evaluating = [name in values(paper, "evaluates_on") for paper in of_kind(records, "paper").values()]
            assert row["papers"] == sum(evaluating)


def test_benchmarks_by_languages(ask: Ask, records: Records) -> None:
    expected = {}
    for name, record in of_type(records, "Benchmark").items():
        stated, listed = values(record, "language_count"), set(values(record, "covers_language"))
        if stated or listed:
            expected[name] = (max(stated) if stated else None, len(listed))
    rows = ask("benchmarks-by-languages")
    assert {row["benchmark"]: (row["languages"], row["listed"]) for row in rows} == expected
    assert len(rows) == len(expected)
    assert column(rows, "benchmarkLabel")[0] == "Taxi1500"
    assert all(max(row["languages"] or 0, row["listed"]) >= 50 for row in ask("benchmarks-by-languages", minimum=50))


@pytest.mark.parametrize("benchmark", ["xnli", "mgsm"])
def test_papers_evaluating_on_benchmark(benchmark: str, ask: Ask, records: Records) -> None:
    papers = of_kind(records, "paper")
    expected = {name for name, paper in papers.items() if benchmark in values(paper, "evaluates_on")}
    rows = ask("papers-evaluating-on-benchmark", benchmark=benchmark)
    assert sorted(column(rows, "paper")) == sorted(expected)
    unconfirmed = {
        name
        for name in expected
        if any(benchmark in block.get("evaluates_on", []) for block in papers[name].get("unconfirmed", []))
    }
    assert {row["paper"] for row in rows if row["status"] == "unconfirmed"} == unconfirmed
    assert all(row["year"] == value(papers[row["paper"]], "year") for row in rows)
