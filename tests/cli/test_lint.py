"""``mllm-kg lint``: exit codes, formats, languages, and the project's own ontology."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mllm_kg.findings import Finding, Location, Severity, Words
from mllm_kg.findings.render import RENDERERS
from tests.cli.shell import run


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Return the list of what the next inspection finds."""
    findings: list[Finding] = []
    monkeypatch.setattr("mllm_kg.lint.lint", lambda dataset, assets: findings)
    return findings


def finding(severity: Severity) -> Finding:
    return Finding(
        "lint/missing-label",
        severity,
        Words("mllm:Venue has no label.", ko="mllm:Venue에 레이블이 없습니다."),
        suggestion="Add one.",
        location=Location("ontology/mllm-kg.ttl", 2, 1, 11),
        source="mllm:Venue a owl:Class .",
    )


def test_the_project_s_own_ontology_passes_at_the_strictest() -> None:
    told = run("lint", "--fail-on", "info")
    assert told.exit_code == 0
    assert told.stdout == "Conforms: no findings.\n"


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        (Severity.VIOLATION, "violation", 1),
        (Severity.WARNING, "violation", 0),
        (Severity.WARNING, "warning", 1),
        (Severity.INFO, "warning", 0),
        (Severity.INFO, "info", 1),
        (Severity.VIOLATION, "never", 0),
    ],
)
def test_the_exit_code_follows_the_worst_finding(
    found: list[Finding], severity: Severity, fail_on: str, code: int
) -> None:
    found.append(finding(severity))
    assert run("lint", "--fail-on", fail_on).exit_code == code


def test_a_finding_is_told_with_its_line_and_its_page(found: list[Finding]) -> None:
    found.append(finding(Severity.WARNING))
    assert run("lint").stdout == (
        "ontology/mllm-kg.ttl:2:1: warning: mllm:Venue has no label. [lint/missing-label]\n"
        "    2 | mllm:Venue a owl:Class .\n"
        "      | ^~~~~~~~~~\n"
        "  help: Add one.\n"
        "  see: https://github.com/mllm-kg/mllm_kg/blob/main/docs/lint/missing-label.md\n"
        "\n"
        "Conforms: 1 warning.\n"
    )


def test_the_language_is_that_of_the_option(found: list[Finding]) -> None:
    found.append(finding(Severity.WARNING))
    assert "경고: mllm:Venue에 레이블이 없습니다." in run("lint", "--lang", "ko").stdout


@pytest.mark.parametrize("format", [name for name in RENDERERS if name != "text"])
def test_formats_for_programs_are_just_the_document(found: list[Finding], tmp_path: Path, format: str) -> None:
    found.append(finding(Severity.VIOLATION))
    told = run("lint", "--format", format, "-o", str(tmp_path / "findings"))
    assert (told.exit_code, told.stdout) == (1, "")
    assert (tmp_path / "findings").read_text(encoding="utf-8") == RENDERERS[format](found, "en")
    assert run("lint", "--format", format).stdout == RENDERERS[format](found, "en")


def test_sarif_names_the_page_of_the_rule(found: list[Finding]) -> None:
    found.append(finding(Severity.WARNING))
    log = json.loads(run("lint", "--format", "sarif").stdout)
    [rule] = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == "lint/missing-label"
    assert rule["helpUri"].endswith("/docs/lint/missing-label.md")


def test_an_unknown_format_is_told_with_those_there_are() -> None:
    told = run("lint", "--format", "sariff")
    assert told.exit_code == 2
    assert "sarif" in told.stderr


def test_it_takes_no_paths() -> None:
    assert run("lint", "ontology/mllm-kg.ttl").exit_code == 2
