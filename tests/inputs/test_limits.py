"""The limits on what strangers bring are rows of the settings, and a refusal names its row."""

from __future__ import annotations

import pytest

from mllm_kg import settings
from mllm_kg.errors import BadParameter
from mllm_kg.findings import Finding, Location
from mllm_kg.inputs.limits import Limits, too_deep, too_long, too_many_statements

PLACE = Location("x.ttl", 3, 4)


def test_the_limits_are_those_of_the_settings() -> None:
    assert Limits.in_force() == Limits(20_000_000, 64, 100_000, 1_000_000, 10_000)


def test_the_environment_changes_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLM_KG_INPUT_SIZE", "1e3")
    assert Limits.in_force().size == 1000


def test_a_limit_that_is_no_number_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLM_KG_INPUT_NESTING", "deep")
    with pytest.raises(BadParameter, match="MLLM_KG_INPUT_NESTING='deep' is not a number"):
        Limits.in_force()


@pytest.mark.parametrize("name", ["size", "nesting", "literal", "statements", "files"])
def test_every_limit_is_described_with_its_unit(name: str) -> None:
    words = {
        "size": "bytes",
        "nesting": "levels",
        "literal": "characters",
        "statements": "statements",
        "files": "files",
    }
    assert words[name] in settings.SETTINGS[f"input_{name}"].description


@pytest.mark.parametrize(
    ("finding", "message", "setting"),
    [
        (too_deep(PLACE, 64), "Values stand in each other more than 64 levels deep.", "input_nesting"),
        (too_long(PLACE, 9), "A value has more than 9 characters.", "input_literal"),
        (too_many_statements(PLACE, 9), "The file makes more than 9 statements.", "input_statements"),
    ],
)
def test_a_refusal_says_which_limit_it_is(finding: Finding, message: str, setting: str) -> None:
    assert (finding.rule, finding.message, finding.location) == ("refused-input", message, PLACE)
    assert finding.suggestion is not None
    assert f"`{setting}`" in finding.suggestion
