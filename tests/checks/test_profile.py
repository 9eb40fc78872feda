"""The severity profile: what is read, and what is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg.checks.profile import Profile
from mllm_kg.errors import UnreadableInput
from mllm_kg.findings import Severity

DEFAULT = "*\tviolation\tit does not hold\n"


def load(folder: Path, text: str) -> Profile:
    (folder / "profile.tsv").write_text(text, encoding="utf-8")
    return Profile.load(folder / "profile.tsv")


def test_a_rule_has_the_severity_of_its_line(tmp_path: Path) -> None:
    profile = load(tmp_path, f"# comment\n\n{DEFAULT}Paper-title\twarning\tthe title may come later\n")
    assert profile.severity("Paper-title") is Severity.WARNING
    assert profile.grades["Paper-title"].reason == "the title may come later"


def test_other_rules_have_the_severity_of_the_default(tmp_path: Path) -> None:
    assert load(tmp_path, "*\tinfo\tnothing is sure\n").severity("any") is Severity.INFO


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Paper-title\twarning", "separated by tabs"),
        ("Paper-title warning why", "separated by tabs"),
        ("Paper-title\twarning\t ", "separated by tabs"),
        ("Paper-title\tbad\twhy", "'bad' is no severity; use violation, warning, info"),
        ("Paper-title\tWarning\twhy", "'Warning' is no severity"),
        ("*\tinfo\twhy", "a second time"),
    ],
)
def test_a_bad_line_is_told_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason) as caught:
        load(tmp_path, f"# comment\n{DEFAULT}{line}\n")
    assert caught.value.line == 3


def test_the_default_may_not_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no line for '\\*'"):
        load(tmp_path, "Paper-title\twarning\twhy\n")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="No such file"):
        Profile.load(tmp_path / "profile.tsv")


def test_a_rule_is_off_only_where_rules_may_be(tmp_path: Path) -> None:
    text = f"{DEFAULT}Paper-title\toff\twe know better\n"
    with pytest.raises(UnreadableInput, match="'off' is no severity"):
        load(tmp_path, text)
    profile = Profile.load(tmp_path / "profile.tsv", may_be_off=True)
    assert profile.off == {"Paper-title": "we know better"}
    assert set(profile.grades) == {"*"}


def test_a_rule_that_is_off_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "profile.tsv"
    path.write_text(f"{DEFAULT}Paper-title\toff\twhy\nPaper-title\tinfo\twhy\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="a second time"):
        Profile.load(path, may_be_off=True)
