"""Findings as text and as JSON."""

from __future__ import annotations

import json

from mllm_kg.findings import Finding, Location, Severity
from mllm_kg.findings.render import RENDERERS, render_json, render_text, summary


def finding(rule: str, severity: Severity, message: str, suggestion: str | None = "Mend it.") -> Finding:
    return Finding(rule, severity, message, suggestion)


BAD = finding("Paper-title-required", Severity.VIOLATION, "Paper 'A' has no title.", "Every paper has a title.")
MILD = finding("duplicate-name", Severity.WARNING, "Model 'A' has the same name as 'B'.")
NOTES = [finding("no-author", Severity.INFO, f"Paper '{letter}' has no author.") for letter in "ABCDEFGH"]


def test_text_tells_each_finding_once_and_the_worst_first() -> None:
    assert render_text([MILD, BAD]) == (
        "violation Paper-title-required: Every paper has a title.\n"
        "  Paper 'A' has no title.\n"
        "\n"
        "warning duplicate-name: Mend it.\n"
        "  Model 'A' has the same name as 'B'.\n"
        "\n"
        "Does not conform: 1 violation, 1 warning.\n"
    )


def test_text_says_the_advice_at_each_finding_where_it_differs() -> None:
    other = finding("duplicate-name", Severity.WARNING, "Model 'C' has the same name as 'D'.", "Join them.")
    text = render_text([MILD, other])
    assert text.startswith("warning duplicate-name\n")
    assert "  Model 'A' has the same name as 'B'. Mend it.\n" in text
    assert "  Model 'C' has the same name as 'D'. Join them.\n" in text


def test_text_without_advice() -> None:
    assert render_text([finding("rule", Severity.INFO, "It is.", None)]).startswith("info rule\n  It is.\n")


def test_text_shows_the_place() -> None:
    placed = Finding("rule", Severity.VIOLATION, "It is.", location=Location("data/models/a.yaml", 3, 1))
    assert "  data/models/a.yaml:3:1: It is.\n" in render_text([placed])


def test_text_cuts_long_lists_of_notes_only() -> None:
    text = render_text(NOTES)
    assert text.count("has no author") == 5
    assert "  … and 3 more; the format json has them all.\n" in text
    assert render_text(NOTES[:6]).count("has no author") == 6
    warnings = [finding("rule", Severity.WARNING, f"It is {number}.") for number in range(20)]
    assert render_text(warnings).count("It is") == 20


def test_summary_counts() -> None:
    assert summary([]) == "Conforms: no findings."
    assert summary(NOTES) == "Conforms: 8 notes."
    assert summary([MILD, NOTES[0]]) == "Conforms: 1 warning, 1 note."
    assert summary([BAD, BAD, MILD]) == "Does not conform: 2 violations, 1 warning."


def test_text_of_no_findings_is_the_summary() -> None:
    assert render_text([]) == "Conforms: no findings.\n"


def test_json_has_everything() -> None:
    whole = Finding(
        "rule",
        Severity.VIOLATION,
        "모델 'A' is.",
        "Mend it.",
        Location("a.yaml", 1, 2),
        "https://w3id.org/mllm-kg/id/model/a",
        "A",
        "https://w3id.org/mllm-kg/ontology#year",
        "1492",
    )
    document = json.loads(render_json([whole, MILD]))
    assert document["conforms"] is False
    assert document["counts"] == {"violation": 1, "warning": 1, "info": 0}
    assert document["findings"][0] == {
        "rule": "rule",
        "severity": "violation",
        "message": "모델 'A' is.",
        "suggestion": "Mend it.",
        "location": {"path": "a.yaml", "line": 1, "column": 2},
        "focus": "https://w3id.org/mllm-kg/id/model/a",
        "label": "A",
        "path": "https://w3id.org/mllm-kg/ontology#year",
        "value": "1492",
    }
    assert document["findings"][1]["location"] is None


def test_json_keeps_letters_and_order() -> None:
    assert "모델" in render_json([finding("rule", Severity.INFO, "모델")])
    assert [found["rule"] for found in json.loads(render_json([MILD, BAD]))["findings"]] == [MILD.rule, BAD.rule]


def test_every_format_ends_its_last_line() -> None:
    for render in RENDERERS.values():
        for findings in ([], [BAD], NOTES):
            assert render(findings).endswith("\n")
