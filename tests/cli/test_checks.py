"""``mllm-kg build``, ``validate`` and ``reason``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from mllm_kg.checks import Report
from mllm_kg.cli import build as build_verb
from mllm_kg.cli import reason as reason_verb
from mllm_kg.errors import JavaMissing
from mllm_kg.findings import Finding, Severity
from mllm_kg.reasoning.hermit import Reasoned
from tests.cli.shell import ROOT, run


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sources that a test may change."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(ROOT / name, root / name)
    return root


@pytest.fixture(scope="module")
def build(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """Return what builds the copy into a cache of its own."""
    env = {"MLLM_KG_ASSETS": str(checkout), "MLLM_KG_CACHE": str(tmp_path_factory.mktemp("cache"))}
    return lambda *arguments, **more: run("build", *arguments, env={**env, **more})


def test_builds_say_what_changed(checkout: Path, build: Callable[..., Result]) -> None:
    first = build(MLLM_KG_PROGRESS_AFTER="0")
    assert first.exit_code == 0
    assert "There was no snapshot before." in first.stdout
    assert "reading records ...\n" in first.stderr
    again = build(MLLM_KG_PROGRESS_AFTER="3600")
    assert again.stdout.endswith("Nothing changed.\n")
    assert again.stderr == ""
    record = checkout / "data" / "models" / "bloomz.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("label: BLOOMZ\n", "label: Bloomz\n"), "utf-8")
    changed = build()
    assert "Changed: 1 statements came, 1 went." in changed.stdout
    assert "model/bloomz  +1 -1" in changed.stdout


def test_a_mistake_in_a_record_is_told_with_its_place(checkout: Path, build: Callable[..., Result]) -> None:
    record = checkout / "data" / "models" / "bloomz.yaml"
    before = record.read_text(encoding="utf-8")
    record.write_text(before.replace("type: LanguageModel", "type: LangageModel"), encoding="utf-8")
    try:
        told = build()
    finally:
        record.write_text(before, encoding="utf-8")
    assert told.exit_code == 2
    assert told.stderr.splitlines()[-2].startswith("Error [record]: 1 mistake in the records; nothing was changed.")
    assert "data/models/bloomz.yaml:2" in told.stderr
    assert "LanguageModel" in told.stderr


def test_many_changes_are_shortened_unless_all_are_wanted() -> None:
    from mllm_kg.build import BuildReport, Change

    changes = tuple(Change(f"model/m{at}", 1, 0) for at in range(30))
    report = BuildReport(Path(), 100, 30, "0" * 64, False, changes)
    assert "and 10 more (--all tells them)" in build_verb._told(report, 20)
    assert "more" not in build_verb._told(report, None)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Return the list of what the next validation finds."""
    findings: list[Finding] = []
    monkeypatch.setattr("mllm_kg.api.KnowledgeGraph.validate", lambda self, paths=(): Report(tuple(findings)))
    return findings


def finding(severity: Severity) -> Finding:
    return Finding("some-rule", severity, "BLOOMZ has no year.", focus="https://w3id.org/mllm-kg/id/model/bloomz")


def test_a_graph_without_findings_conforms(found: list[Finding]) -> None:
    told = run("validate")
    assert told.exit_code == 0
    assert told.stdout.endswith("SHACL: conforms\n")


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
    assert run("validate", "--fail-on", fail_on).exit_code == code


def test_a_violation_is_told_and_does_not_conform(found: list[Finding]) -> None:
    found.append(finding(Severity.VIOLATION))
    told = run("validate")
    assert "BLOOMZ has no year." in told.stdout
    assert "SHACL: conforms" not in told.stdout


def test_findings_come_as_json(found: list[Finding]) -> None:
    found.append(finding(Severity.WARNING))
    assert json.loads(run("validate", "--format", "json").stdout)["findings"][0]["rule"] == "some-rule"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = run("validate", str(tmp_path / "nowhere.yaml"))
    assert told.exit_code == 2
    assert "nowhere.yaml" in told.stderr
    assert "Error [" in told.stderr


def test_a_record_of_the_graph_is_fine_as_an_addition() -> None:
    told = run("validate", str(ROOT / "data" / "models" / "bloomz.yaml"))
    assert told.exit_code == 0, told.output


@pytest.mark.parametrize(
    ("verdict", "code", "expected"),
    [
        (Reasoned(True, (), (), (), 10, 1.0), 0, "Consistent: ontology and data fit together"),
        (Reasoned(True, ("https://w3id.org/mllm-kg/ontology#X",), (), (), 10, 1.0), 1, "  mllm:X\n"),
        (Reasoned(False, (), (), ("two types",), 10, 1.0), 1, "INCONSISTENT"),
    ],
)
def test_the_reasoner_s_verdict_is_told(
    monkeypatch: pytest.MonkeyPatch, verdict: Reasoned, code: int, expected: str
) -> None:
    monkeypatch.setattr(reason_verb, "reason", lambda triples: verdict)
    told = run("reason")
    assert told.exit_code == code
    assert expected in told.stdout


def test_without_java_the_exit_code_is_3(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(triples: object) -> Reasoned:
        raise JavaMissing

    monkeypatch.setattr(reason_verb, "reason", missing)
    told = run("reason")
    assert told.exit_code == 3
    assert "mllm-kg[reasoner]" in told.stderr
