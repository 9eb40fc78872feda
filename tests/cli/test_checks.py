"""``mllm-kg build`` and ``validate``."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from mllm_kg.checks import Report
from mllm_kg.cli import build as build_verb
from mllm_kg.findings import UNREADABLE, Finding, Location, Severity, say
from mllm_kg.findings.render import RENDERERS
from tests import documents
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
    lines = told.stderr.splitlines()
    at = lines.index("Error [record]: 1 mistake in the records; nothing was changed.")
    assert lines[at + 1] == ""
    assert lines[at + 2].startswith("data/models/bloomz.yaml:2:7: error: ")
    assert lines[at + 3 : at + 5] == ["    2 | type: LangageModel", "      |       ^~~~~~~~~~~~"]
    assert any(line.startswith("  help: ") and "LanguageModel" in line for line in lines[at:])
    assert lines[-1].startswith("  see: https://")


def test_many_changes_are_shortened_unless_all_are_wanted() -> None:
    from mllm_kg.build import BuildReport, Change

    changes = tuple(Change(f"model/m{at}", 1, 0) for at in range(30))
    report = BuildReport(Path(), 100, 30, 0, "0" * 64, False, changes)
    assert "  and 10 more (--all tells them)" in list(build_verb._story(report, 20))
    assert not any("more" in line for line in build_verb._story(report, None))


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Return the list of what the next validation finds."""
    findings: list[Finding] = []
    monkeypatch.setattr("mllm_kg.api.KnowledgeGraph.validate", lambda self, paths, **more: Report(tuple(findings)))
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


@pytest.mark.parametrize("rule", sorted(UNREADABLE))
@pytest.mark.parametrize("fail_on", ["violation", "never"])
def test_a_file_that_could_not_be_read_gives_2(found: list[Finding], rule: str, fail_on: str) -> None:
    found.extend([finding(Severity.VIOLATION), replace(finding(Severity.INFO), rule=rule)])
    assert run("validate", "--fail-on", fail_on).exit_code == 2


PLACED = Finding(
    "unknown-key",
    Severity.VIOLATION,
    say("{key} is no key of a record.", key="'base_on'"),
    location=Location("tower.yaml", 5, 1, 8),
    source="base_on: [model/llama-2]",
)


def test_a_finding_shows_its_line_with_a_caret(found: list[Finding]) -> None:
    found.append(PLACED)
    assert run("validate", "tower.yaml").stdout.startswith(
        "tower.yaml:5:1: error: 'base_on' is no key of a record. [unknown-key]\n"
        "    5 | base_on: [model/llama-2]\n"
        "      | ^~~~~~~\n"
    )


@pytest.mark.parametrize(
    ("environment", "arguments", "word"),
    [
        ({}, (), "error"),
        ({"LANG": "ko_KR.UTF-8"}, (), "오류"),
        ({"LC_MESSAGES": "ko", "LANG": "en_US.UTF-8"}, (), "오류"),
        ({"LC_ALL": "C.UTF-8", "LANG": "ko_KR.UTF-8"}, (), "error"),
        ({"LC_ALL": "", "LANG": "ko.utf8@x"}, (), "오류"),
        ({"LANG": "kok_IN.UTF-8"}, (), "error"),
        ({"LANG": "fr_FR.UTF-8"}, (), "error"),
        ({"LANG": "ko_KR.UTF-8"}, ("--lang", "en"), "error"),
        ({}, ("--lang", "ko"), "오류"),
    ],
)
def test_the_language_is_that_of_the_option_else_of_the_locale(
    found: list[Finding],
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: tuple[str, ...],
    word: str,
) -> None:
    found.append(PLACED)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    told = run("validate", *arguments, env=environment)
    assert told.stdout.startswith(f"tower.yaml:5:1: {word}: ")


def test_an_unknown_language_is_told_with_those_there_are() -> None:
    told = run("validate", "--lang", "kr")
    assert told.exit_code == 2
    assert "Error [unknown-name]: No language with labels in the graph is called 'kr'." in told.stderr
    assert "Did you mean: en, ko, zh, ja, es, fr, de, pt, ru, ar, hi, id?" in told.stderr


@pytest.mark.parametrize("format", [name for name in RENDERERS if name != "text"])
def test_formats_for_programs_are_just_the_document(found: list[Finding], tmp_path: Path, format: str) -> None:
    found.append(PLACED)
    told = run("validate", "--format", format, "--lang", "ko", "-o", str(tmp_path / "findings"))
    assert (told.exit_code, told.stdout) == (1, "")
    assert (tmp_path / "findings").read_text(encoding="utf-8") == RENDERERS[format](found, "ko")
    assert run("validate", "--format", format, "--lang", "ko").stdout == RENDERERS[format](found, "ko")


def test_only_a_terminal_that_wants_it_gets_colour(found: list[Finding], monkeypatch: pytest.MonkeyPatch) -> None:
    found.append(PLACED)
    assert "\x1b" not in run("validate").stdout
    monkeypatch.setattr("mllm_kg.cli.render._is_terminal", lambda stream: stream is not None)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    painted = run("validate").stdout
    assert painted.startswith("\x1b[1mtower.yaml:5:1: \x1b[0m\x1b[1;31merror: \x1b[0m")
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == run("validate", env={"NO_COLOR": "1"}).stdout


def test_a_file_gets_no_colour(found: list[Finding], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found.append(PLACED)
    monkeypatch.setattr("mllm_kg.cli.render._is_terminal", lambda stream: stream is not None)
    monkeypatch.setenv("TERM", "xterm")
    run("validate", "-o", str(tmp_path / "told.txt"))
    assert "\x1b" not in (tmp_path / "told.txt").read_text(encoding="utf-8")


def test_the_paths_and_the_format_of_standard_input_reach_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def validate(self: object, paths: Sequence[Path], *, format: str | None = None) -> Report:
        seen.extend([list(paths), format])
        return Report(())

    monkeypatch.setattr("mllm_kg.api.KnowledgeGraph.validate", validate)
    run("validate", "-", "a.yaml", "--input-format", "ttl")
    assert seen == [[Path("-"), Path("a.yaml")], "ttl"]


def test_findings_come_as_json(found: list[Finding]) -> None:
    found.append(finding(Severity.WARNING))
    assert json.loads(run("validate", "--format", "json").stdout)["findings"][0]["rule"] == "some-rule"


@pytest.mark.parametrize("page", ["validate"])
def test_the_page_shows_what_is_printed(page: str, tmp_path: Path) -> None:
    sessions = documents.blocks((ROOT / "docs" / "commands" / f"{page}.md").read_text(encoding="utf-8"), "console")
    own = [session for session in sessions if session.startswith("$ cat")]
    assert own
    for session in own:
        documents.check_session(session, tmp_path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = run("validate", str(tmp_path / "nowhere.yaml"))
    assert told.exit_code == 2
    assert "nowhere.yaml" in told.stdout
    assert "[unreadable]" in told.stdout


def test_a_record_of_the_graph_is_fine_as_an_addition() -> None:
    told = run("validate", str(ROOT / "data" / "models" / "bloomz.yaml"))
    assert told.exit_code == 0, told.output
