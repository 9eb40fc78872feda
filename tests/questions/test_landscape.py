"""Questions 1 to 9, against answers counted from the records and the list."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.questions.counting import (
    Ask,
    Records,
    broader,
    column,
    leaves,
    of_kind,
    of_type,
    slug,
    strategies,
    value,
    values,
    year,
)

LISTED = {
    "sft-alignment": 28,
    "pretraining-alignment": 39,
    "rlhf-alignment": 19,
    "downstream-finetuning-alignment": 47,
    "direct-prompting": 9,
    "cross-lingual-thinking-prompting": 4,
    "code-switching-prompting": 3,
    "translation-alignment-prompting": 24,
    "retrieval-augmented-alignment": 14,
    "parameter-tuning-alignment": 28 + 39 + 19 + 47,
    "parameter-frozen-alignment": 9 + 4 + 3 + 24 + 14,
}


def test_papers_by_strategy(ask: Ask, records: Records) -> None:
    above = broader(records)
    expected: Counter[tuple[str, int | None]] = Counter()
    for paper in of_kind(records, "paper").values():
        for strategy in strategies(paper, above):
            expected["strategy/" + strategy, value(paper, "year")] += 1
    rows = ask("papers-by-strategy")
    assert {(row["strategy"], row["year"]): row["papers"] for row in rows if row["papers"]} == expected


def test_papers_by_strategy_counts_what_is_listed(ask: Ask, listing: list[dict[str, str]]) -> None:
    counted: Counter[str] = Counter()
    for row in ask("papers-by-strategy"):
        counted[row["strategy"].partition("/")[2]] += row["listed"]
    assert {name: count for name, count in counted.items() if count} == LISTED
    assert sum(row["list_code"] == "PTA/sft" and row["listed_year"] == "2023" for row in listing) == sum(
        row["listed"] for row in ask("papers-by-strategy", strategy="sft-alignment") if row["year"] == 2023
    )


def test_tuning_and_frozen_by_year(ask: Ask, records: Records) -> None:
    above = broader(records)
    tuning, frozen, both = Counter[int | None](), Counter[int | None](), Counter[int | None]()
    for paper in of_kind(records, "paper").values():
        used = strategies(paper, above)
        tunes, freezes = "parameter-tuning-alignment" in used, "parameter-frozen-alignment" in used
        when = value(paper, "year")
        tuning[when] += tunes
        frozen[when] += freezes
        both[when] += tunes and freezes
    for row in ask("tuning-and-frozen-by-year"):
        when = row["year"]
        assert (row["tuning"], row["frozen"], row["both"]) == (tuning[when], frozen[when], both[when])
        assert row["papers"] == row["tuning"] + row["frozen"] - row["both"]
    assert sum(column(ask("tuning-and-frozen-by-year"), "tuning")) == sum(tuning.values()) > 70


@pytest.mark.parametrize("strategy", ["sft-alignment", "parameter-tuning-alignment", "direct-prompting"])
def test_papers_using_strategy(strategy: str, ask: Ask, records: Records) -> None:
    above = broader(records)
    expected = {name for name, paper in of_kind(records, "paper").items() if strategy in strategies(paper, above)}
    rows = ask("papers-using-strategy", strategy=strategy)
    assert sorted(column(rows, "paper")) == sorted(expected)
    assert {row["paper"] for row in rows if row["paperYear"] == 2023} == set(
        column(ask("papers-using-strategy", strategy=strategy, year=2023), "paper")
    )


def test_papers_using_strategy_tells_inferred_from_stated(ask: Ask) -> None:
    stated = {row["paper"]: row["status"] for row in ask("papers-using-strategy", strategy="sft-alignment")}
    inferred = {row["paper"]: row["status"] for row in ask("papers-using-strategy", strategy="PTA")}
    assert stated["paper/muennighoff2022crosslingual"] == "confirmed"
    assert inferred["paper/muennighoff2022crosslingual"] == "inferred"


def test_papers_combining_strategies(ask: Ask, records: Records) -> None:
    above = broader(records)
    expected = {}
    for name, paper in of_kind(records, "paper").items():
        used = leaves(strategies(paper, above), above)
        if len(used) >= 2:
            expected[name] = {"strategy/" + one for one in used}
    rows = ask("papers-combining-strategies")
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["paper"], set()).add(row["strategy"])
        assert row["strategies"] == len(expected[row["paper"]])
    assert found == expected
    assert {row["paper"] for row in ask("papers-combining-strategies", minimum=3)} == {
        name for name, used in expected.items() if len(used) > 2
    }


def test_model_evolution(ask: Ask, records: Records) -> None:
    models = of_kind(records, "model")
    rows = ask("model-evolution")
    expected = {
        (name, "organization/" + slug(one) if one else None)
        for name, record in models.items()
        for one in values(record, "developed_by") or [None]
    }
    found = {(row["model"], row["developer"]) for row in rows}
    assert {model for model, _ in found} == set(models)
    assert len(found) == len(rows)
    assert {pair for pair in expected if pair[1] in (None, "organization/google")} <= found
    for row in rows:
        record = models[row["model"]]
        assert row["year"] == year(record, records)
        assert row["open"] == value(record, "open_weights")
        assert row["figureYear"] == value(record, "figure_year")
    years = [row["year"] for row in rows if row["year"]]
    assert years == sorted(years)


def test_model_evolution_of_one_organisation_and_stage(ask: Ask, records: Records) -> None:
    rows = ask("model-evolution", organization="Google", stage="pretraining")
    expected = {
        name
        for name, record in of_kind(records, "model").items()
        if "Google" in values(record, "developed_by") and value(record, "final_stage") == "pretraining"
    }
    assert set(column(rows, "model")) == expected
    assert "model/mt5" in expected


@pytest.mark.parametrize("name", ["Google", "Meta AI"])
def test_most_active_organizations(name: str, ask: Ask, records: Records) -> None:
    papers = sum(name in values(paper, "affiliation") for paper in of_kind(records, "paper").values())
    models = sum(name in values(record, "developed_by") for record in of_kind(records, "model", "method").values())
    (row,) = [row for row in ask("most-active-organizations") if row["organizationLabel"] == name]
    assert (row["papers"], row["models"], row["works"]) == (papers, models, papers + models)
    works = column(ask("most-active-organizations"), "works")
    assert works == sorted(works, reverse=True)


def test_publication_venues(ask: Ask, records: Records) -> None:
    papers = of_kind(records, "paper")
    expected = Counter(slug(venue) for paper in papers.values() for venue in values(paper, "published_in"))
    assert {row["venue"]: row["papers"] for row in ask("publication-venues")} == {
        f"venue/{venue}": count for venue, count in expected.items()
    }
    above = broader(records)
    frozen = [
        paper
        for paper in papers.values()
        if "EMNLP" in values(paper, "published_in") and "parameter-frozen-alignment" in strategies(paper, above)
    ]
    (row,) = [
        row for row in ask("publication-venues", strategy="parameter-frozen-alignment") if row["venueLabel"] == "EMNLP"
    ]
    assert row["papers"] == len(frozen)
    assert (row["from"], row["to"]) == (
        min(value(paper, "publication_year") for paper in frozen),
        max(value(paper, "publication_year") for paper in frozen),
    )


def test_most_prolific_authors(ask: Ask, records: Records) -> None:
    papers, first = Counter[str](), Counter[str]()
    for paper in of_kind(records, "paper").values():
        names = [slug(name) for name in values(paper, "authors")]
        papers.update(set(names))
        first.update(names[:1])
    rows = ask("most-prolific-authors")
    for row in rows:
        person = row["person"].partition("/")[2]
        assert (row["papers"], row["asFirst"]) == (papers[person], first[person])
    assert len(rows) == sum(count >= 3 for count in papers.values())


def test_new_since(ask: Ask, records: Records) -> None:
    rows = ask("new-since", since="2024-02-01", **{"class": "paper"})
    expected = set()
    for name, paper in of_kind(records, "paper").items():
        submitted, when = value(paper, "submitted"), value(paper, "year")
        if submitted >= "2024-02-01" if submitted else (when or 0) >= 2024:
            expected.add(name)
    assert {row["work"] for row in rows} == expected
    dates = column(rows, "date")
    assert dates == sorted(dates, reverse=True)


def test_new_since_tells_kinds_apart(ask: Ask, records: Records) -> None:
    kinds = {(row["work"], row["kind"]) for row in ask("new-since")}
    assert {kind for work, kind in kinds if work in of_type(records, "Benchmark")} == {"benchmark"}
    assert {kind for work, kind in kinds if work.startswith("model/")} == {"model"}
    assert {work for work, kind in kinds if kind == "paper"} <= set(of_kind(records, "paper"))
