"""``mllm-kg add``."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.shell import PROGRAM, ROOT, environment, run, shell
from tests.curation.test_addition import MODEL, PAPER


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of records of one's own, which does not exist yet."""
    folder = tmp_path / "own"
    monkeypatch.setenv("MLLM_KG_DATA", str(folder))
    return folder


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.yaml"
    path.write_text(PAPER, encoding="utf-8")
    return path


def test_a_record_is_added_and_every_command_sees_it(own: Path, paper: Path) -> None:
    told = run("add", str(paper))
    assert told.exit_code == 0, told.output
    assert "Added:\n  paper/roe2025tuning  Tuning many tongues at once" in told.stdout
    assert f"({own / 'papers' / 'roe2025tuning.yaml'})" in told.stdout
    assert "built anew at its next use" in told.stdout
    assert (own / "papers" / "roe2025tuning.yaml").read_text(encoding="utf-8") == PAPER
    assert "Tuning many tongues at once" in run("show", "2504.01234").stdout
    again = run("add", str(paper))
    assert again.exit_code == 0
    assert "Already there, unchanged:\n  paper/roe2025tuning" in again.stdout
    model = paper.with_name("model.yaml")
    model.write_text(MODEL, encoding="utf-8")
    later = run("add", str(model))
    assert later.exit_code == 0, later.output
    double = paper.with_name("double.yaml")
    double.write_text(PAPER.replace("roe2025tuning", "doe2025tuning"), encoding="utf-8")
    refused = run("add", str(double))
    assert refused.exit_code == 1
    assert "duplicate-arxiv-id" in refused.stdout
    assert "papers/roe2025tuning.yaml:4" in refused.stdout


def test_a_dry_run_shows_the_difference_and_writes_nothing(own: Path, paper: Path) -> None:
    told = run("add", "--dry-run", str(paper))
    assert told.exit_code == 0, told.output
    assert "Would be added:" in told.stdout
    assert "+title: Tuning many tongues at once" in told.stdout
    assert told.stdout.endswith("Nothing was written.\n")
    assert not own.exists()


def test_a_violation_is_told_and_nothing_is_written(own: Path, paper: Path) -> None:
    paper.write_text(PAPER.replace("year: 2025", "year: soon"), encoding="utf-8")
    told = run("add", str(paper))
    assert told.exit_code == 1
    assert "paper.yaml:8:7" in told.stdout
    assert told.stdout.endswith("Nothing was written.\n")
    assert not list(own.rglob("*.yaml"))


def test_a_record_that_is_there_is_compared_field_by_field(own: Path, tmp_path: Path) -> None:
    text = (ROOT / "data" / "models" / "bloomz.yaml").read_text(encoding="utf-8")
    path = tmp_path / "bloomz.yaml"
    path.write_text(text.replace("language_count: 46\nevidence", "language_count: 45\nevidence"), encoding="utf-8")
    told = run("add", str(path))
    assert told.exit_code == 1
    assert "  - language_count: 46\n  + language_count: 45\n" in told.stdout
    assert "--update" in told.stdout
    updated = run("add", "--update", "--dry-run", str(path))
    assert updated.exit_code == 0, updated.output
    assert "-language_count: 46\n+language_count: 45\n" in updated.stdout


def test_programs_get_the_findings_alone(own: Path, paper: Path) -> None:
    paper.write_text(PAPER.replace("year: 2025", "year: soon"), encoding="utf-8")
    told = shell("add", "--format", "json", str(paper))
    assert told.returncode == 1
    assert json.loads(told.stdout)["conforms"] is False
    assert "Nothing was written." in told.stderr


def test_standard_input_is_read(own: Path) -> None:
    told = run("add", "-", input=PAPER)
    assert told.exit_code == 0, told.output
    assert list(own.rglob("*.yaml"))


def test_a_source_that_is_no_address_is_one_clear_error(own: Path, paper: Path) -> None:
    told = run("add", str(paper), "--source", "a page")
    assert told.exit_code == 2
    assert "--source" in told.stderr
    assert not own.exists()


def test_without_a_path_the_usage_is_told() -> None:
    told = run("add")
    assert told.exit_code == 2
    assert "PATH" in told.stderr


def test_what_can_not_be_read_ends_with_2(own: Path, tmp_path: Path) -> None:
    told = shell("add", str(tmp_path / "nowhere.yaml"))
    assert told.returncode == 2
    assert "nowhere.yaml" in told.stdout
    assert "Traceback" not in told.stderr
    assert not list(own.rglob("*.yaml"))


def test_curators_who_add_at_once_lose_nothing(own: Path, tmp_path: Path) -> None:
    """Four processes: three papers of their own, and one that clashes with whichever of its twins comes first."""
    files = []
    for name, change in {
        "one": ("2504.01234", "2504.01234"),
        "two": ("many tongues at once", "few tongues"),
        "three": ("many tongues at once", "no tongue"),
        "twin": ("Tuning many", "Retuning many"),
    }.items():
        text = PAPER.replace(*change).replace("roe2025tuning", f"roe2025{name}")
        if name in ("two", "three"):
            text = text.replace("2504.01234", {"two": "2504.02222", "three": "2504.03333"}[name])
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        files.append(path)
    env = environment(MLLM_KG_DATA=str(own))
    running = [
        subprocess.Popen(
            [*PROGRAM, "add", str(path)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for path in files
    ]
    told = [(process.communicate(timeout=300), process.returncode) for process in running]
    codes = [code for _, code in told]
    assert sorted(codes) == [0, 0, 0, 1], told
    names = {path.stem.removeprefix("roe2025") for path in own.rglob("*.yaml")}
    assert {"two", "three"} < names
    assert names == {path.stem for path, code in zip(files, codes, strict=True) if code == 0}


def test_what_became_of_an_addition_is_told_in_the_language_asked_for(own: Path, paper: Path) -> None:
    tried = run("add", str(paper), "--dry-run", "--lang", "ko")
    assert tried.exit_code == 0, tried.output
    assert "추가될 것:\n  paper/roe2025tuning  Tuning many tongues at once" in tried.stdout
    assert "아무것도 쓰지 않았습니다." in tried.stdout
    for_programs = run("add", str(paper), "--format", "json", env={"LC_ALL": "ko_KR.UTF-8"})
    assert "Added:" in for_programs.stderr
    assert not (own / "papers" / "doe2025tuning.yaml").exists()
