"""Which names are near."""

from __future__ import annotations

import pytest

from mllm_kg.nearest import closest, nearest


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("mt5x", ["t5", "mt5", "mt5-large"], "mt5"),
        ("naem", ["namedPosition", "name", "game"], "name"),
        ("TITLE", ["subtitle", "title"], "title"),
        ("xyz", ["title", "name"], None),
        ("anything", [], None),
        ("", ["title"], None),
    ],
)
def test_the_closest_name_differs_in_the_fewest_letters(name: str, known: list[str], expected: str | None) -> None:
    assert closest(name, known) == expected


def test_how_close_is_a_choice() -> None:
    assert closest("mt", ["mt5-large"]) is None
    assert closest("mt", ["mt5-large"], cutoff=30.0) == "mt5-large"


def test_the_nearest_names_may_hold_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert nearest("title", ["alternative title", "name", "title"])[0] == "title"
    monkeypatch.setenv("MLLM_KG_CANDIDATES", "1")
    assert len(nearest("title", ["title", "titles", "subtitle"])) == 1
