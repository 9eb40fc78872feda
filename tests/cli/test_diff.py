"""``mllm-kg diff`` as a person and a program see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import ROOT, run


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The record of BLOOMZ with another year, another language and without its label's alias."""
    text = (ROOT / "data/models/bloomz.yaml").read_text(encoding="utf-8")
    path = tmp_path / "bloomz.yaml"
    path.write_text(text.replace("label: BLOOMZ", "label: BLOOMZ!").replace("checked: 2026", "checked: 2025", 1))
    return path


def test_a_changed_record_shows_its_fields_with_both_values(changed: Path) -> None:
    result = run("diff", str(ROOT / "data/models/bloomz.yaml"), str(changed))
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "~ model/bloomz  BLOOMZ!",
        "    label: BLOOMZ → BLOOMZ!",
        "    checked: 2026-11-22 → 2025-11-22",
        "1 changed",
    ]


def test_brief_leaves_the_fields_out(changed: Path) -> None:
    result = run("diff", str(ROOT / "data/models/bloomz.yaml"), str(changed), "--brief")
    assert result.output.splitlines() == ["~ model/bloomz  BLOOMZ!", "1 changed"]


def test_what_is_the_same_says_so() -> None:
    result = run("diff", "current", str(ROOT), "--exit-code")
    assert (result.output, result.exit_code) == ("Nothing changed.\n", 0)


def test_exit_code_tells_scripts_of_a_difference(changed: Path) -> None:
    assert run("diff", str(ROOT / "data/models/bloomz.yaml"), str(changed), "--exit-code").exit_code == 1


def test_json_has_everything(changed: Path) -> None:
    found = json.loads(run("diff", str(ROOT / "data/models/bloomz.yaml"), str(changed), "--format", "json").output)
    assert found["counts"] == {"added": 0, "removed": 0, "renamed": 0, "changed": 1}
    assert found["entities"][0]["fields"][0] == {
        "field": "label",
        "removed": ["BLOOMZ"],
        "added": ["BLOOMZ!"],
        "reordered": False,
    }


def test_markdown_is_a_changelog(changed: Path) -> None:
    arguments = ("diff", str(ROOT / "data/models/bloomz.yaml"), str(changed), "--format", "markdown")
    lines = run(*arguments).output.splitlines()
    assert lines[2:] == [
        "1 changed.",
        "",
        "### Changed",
        "",
        "- model/bloomz  BLOOMZ!",
        "  - label: BLOOMZ → BLOOMZ!",
        "  - checked: 2026-11-22 → 2025-11-22",
    ]


def test_an_unknown_state_is_told_with_what_would_be_one() -> None:
    result = run("diff", "no-such-revision")
    assert result.exit_code == 2
    assert "'no-such-revision' is no file, no folder and no git revision" in result.output


def test_what_changed_is_told_in_the_language_asked_for(changed: Path) -> None:
    before = str(ROOT / "data/models/bloomz.yaml")
    assert run("diff", before, str(changed), "--brief", "--lang", "ko").output.splitlines()[-1] == "변경 1개"
    assert run("diff", before, before, "--lang", "ko").output == "바뀐 것이 없습니다.\n"
    marked = run("diff", before, str(changed), "--format", "markdown", "--lang", "ko").output
    assert "### 변경됨" in marked
