"""A snapshot made of the one before it is the one that building everything anew gives."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg import build as building
from mllm_kg import renewal
from mllm_kg.assets import Assets
from mllm_kg.build import build, build_snapshot
from mllm_kg.graph import Dataset
from tests.sources import model, small_sources

CHANGES = {
    "a further record": {"c": "based_on: [model/b]\n"},
    "a record without what others rest on": {"b": ""},
    "a number in another spelling": {"b": "based_on: [model/a]\nparameter_count: [7500000000]\n"},
    "a fact that nothing confirmed": {"b": "unconfirmed:\n  - based_on: [model/a]\n"},
    "a fact that two pages carry": {
        "b": "based_on: [model/a]\naccording_to:\n  - source: [https://example.org/page]\n    based_on: [model/a]\n"
    },
    "several records": {"a": "year: 2020\n", "b": "year: 2021\n", "c": "based_on: [model/a, model/b]\n"},
}


@pytest.fixture
def small(tmp_path: Path) -> Assets:
    """Make sources of a few records, with the project's own ontology."""
    return small_sources(tmp_path / "sources")


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Remember of each build whether everything was built anew."""
    told: list[bool] = []

    def noting(*arguments: object) -> list[bytes] | None:
        lines = renewal.renewed(*arguments)  # type: ignore[arg-type]
        told.append(lines is None)
        return lines

    monkeypatch.setattr(building, "renewed", noting)
    return told


def statements(folder: Path) -> set[str]:
    return {str(quad) for quad in ox.Store.read_only(str(folder / "store"))}


def built_anew(sources: Assets, target: Path) -> str:
    """Return the digest of the dataset that these sources make when there is no snapshot before."""
    target.mkdir()
    return build_snapshot(sources, target)[0].dataset


@pytest.mark.parametrize("records", CHANGES.values(), ids=CHANGES)
def test_it_holds_what_building_everything_gives(
    records: dict[str, str], small: Assets, cache: Path, tmp_path: Path, anew: list[bool]
) -> None:
    build(small)
    for slug, more in records.items():
        model(small.data, slug, more)
    report = build(small)
    assert anew == [False]
    assert report.dataset == built_anew(small, tmp_path / "anew")
    assert statements(report.folder) == statements(tmp_path / "anew")
    assert {name.value for name in Dataset.open(report.folder / "store").named_graphs()} == {
        name.value for name in Dataset.open(tmp_path / "anew" / "store").named_graphs()
    }
    assert (report.folder / "rules.json").read_bytes() == (tmp_path / "anew" / "rules.json").read_bytes()


def test_a_chain_of_changes_ends_where_it_began(small: Assets, cache: Path, anew: list[bool]) -> None:
    first = build(small).dataset
    for slug, more in (("c", "based_on: [model/b]\n"), ("a", "year: 2020\n"), ("b", "")):
        model(small.data, slug, more)
        assert build(small).dataset != first
    model(small.data, "a")
    model(small.data, "b", "based_on: [model/a]\n")
    (small.data / "models/c.yaml").unlink()
    assert build(small).dataset == first
    assert anew == [False] * 4


def test_a_changed_ontology_is_reasoned_from_anew(small: Assets, cache: Path, anew: list[bool]) -> None:
    build(small)
    with (small.ontology / "mllm-kg.ttl").open("a", encoding="utf-8") as file:
        file.write("mllm:LanguageModel rdfs:subClassOf <https://example.org/Thing> .\n")
    report = build(small)
    assert anew == [True]
    assert any("<https://example.org/Thing>" in line and "model/a" in line for line in statements(report.folder))


def test_other_code_draws_all_conclusions_anew(
    small: Assets, cache: Path, anew: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small)
    model(small.data, "c")
    monkeypatch.setattr(renewal, "reasoner_digest", lambda: "another")
    build(small)
    assert anew == [True]


def test_many_changes_are_built_anew(
    small: Assets, cache: Path, anew: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small)
    model(small.data, "c")
    monkeypatch.setattr(renewal, "MOST", 3)
    build(small)
    assert anew == [True]


@pytest.mark.parametrize("file", ["statements.nq", "store/CURRENT", "manifest.json", "rules.json"])
def test_nothing_is_made_of_a_damaged_snapshot(
    file: str, small: Assets, cache: Path, tmp_path: Path, anew: list[bool]
) -> None:
    path = build(small).folder / file
    path.write_bytes(path.read_bytes()[:-7] + b"x")
    model(small.data, "c", "based_on: [model/b]\n")
    report = build(small)
    assert anew == [True]
    assert report.dataset == built_anew(small, tmp_path / "anew")


def test_the_snapshot_before_it_stays_as_it_was(small: Assets, cache: Path, anew: list[bool]) -> None:
    before = build(small).folder
    held = statements(before)
    model(small.data, "b", "")
    build(small)
    assert anew == [False]
    assert statements(before) == held
