"""``mllm-kg reason``: where the statements of a clash stand. HermiT itself has tests of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg.reasoning.hermit import Reasoned
from tests.cli.shell import run

RECORD = """\
id: model/{name}
type: LanguageModel
label: A model that is {name}
based_on: [model/{other}]
evidence:
  - https://example.org/paper
checked: "2026-11-20"
"""
INCONSISTENT = Reasoned(False, (), (), ("something that only HermiT's reading shows.",), 1, 0.0)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two models, each of which says that it was made from the other."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "models").mkdir()
    for name, other in (("made-first", "made-second"), ("made-second", "made-first")):
        record = folder / "models" / f"{name}.yaml"
        record.write_text(RECORD.format(name=name, other=other), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mllm_kg.cli.reason.reason", lambda graph: INCONSISTENT)


def test_a_clash_shows_the_lines_that_clash(own: Path) -> None:
    told = run("reason", "--data", str(own))
    assert told.exit_code == 1
    assert told.stdout.startswith("INCONSISTENT: ")
    first, second = (own / "models" / f"made-{name}.yaml" for name in ("first", "second"))
    told_of = "kg:model/made-first and kg:model/made-second are related by mllm:basedOn both ways, which can't be."
    assert f"{first}:4:12: error: {told_of} [clash]" in told.stdout
    assert f"note: {second}:4:12: kg:model/made-second mllm:basedOn kg:model/made-first" in told.stdout
    assert told.stdout.count("4 | based_on: [model/made-") == 2


def test_a_clash_is_told_in_korean_too(own: Path) -> None:
    told = run("reason", "--data", str(own), "--lang", "ko").stdout
    assert "which can't be" not in told
    assert "made-first.yaml:4:12" in told


def test_what_has_no_place_is_told_as_well(own: Path) -> None:
    assert "something that only HermiT's reading shows." in run("reason", "--data", str(own)).stdout
