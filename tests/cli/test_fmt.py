"""``mllm-kg fmt``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import ROOT, run, shell

MESSY = "label: 'Mess'\nid: model/mess\ntype: LanguageModel\n"
CLEAN = "id: model/mess\ntype: LanguageModel\nlabel: Mess\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of records of one's own, with one that is not canonical."""
    folder = tmp_path / "own"
    (folder / "models").mkdir(parents=True)
    (folder / "models" / "mess.yaml").write_text(MESSY, encoding="utf-8")
    monkeypatch.setenv("MLLM_KG_DATA", str(folder))
    return folder


def test_the_records_of_the_graph_are_canonical() -> None:
    told = run("fmt", "--check")
    assert told.exit_code == 0, told.output
    count = len(list((ROOT / "data").glob("*/*.yaml")))
    assert told.stdout == f"0 of {count:,} files are not in canonical form.\n"


def test_check_tells_the_first_line_that_differs_and_writes_nothing(own: Path) -> None:
    told = run("fmt", "--check")
    assert told.exit_code == 1
    assert "mess.yaml:1:1" in told.stdout
    assert "not-canonical" in told.stdout
    assert told.stdout.endswith("1 of 1 file is not in canonical form.\n")
    assert (own / "models" / "mess.yaml").read_text(encoding="utf-8") == MESSY


def test_files_are_written_in_canonical_form_and_named(own: Path) -> None:
    told = run("fmt")
    assert told.exit_code == 0, told.output
    assert f"Formatted {own / 'models' / 'mess.yaml'}\n" in told.stdout
    assert (own / "models" / "mess.yaml").read_text(encoding="utf-8") == CLEAN
    assert run("fmt").stdout == "0 of 1 file was not in canonical form.\n"


def test_the_folder_can_be_named(tmp_path: Path, own: Path) -> None:
    other = tmp_path / "other" / "models"
    other.mkdir(parents=True)
    (other / "mess.yaml").write_text(MESSY, encoding="utf-8")
    assert run("fmt", "--data", str(tmp_path / "other")).exit_code == 0
    assert (other / "mess.yaml").read_text(encoding="utf-8") == CLEAN
    assert (own / "models" / "mess.yaml").read_text(encoding="utf-8") == MESSY


def test_a_file_that_is_no_yaml_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("id: [\n", encoding="utf-8")
    told = run("fmt", str(path))
    assert told.exit_code == 2
    assert "bad.yaml:2" in told.stdout
    assert path.read_text(encoding="utf-8") == "id: [\n"


def test_a_comment_without_a_place_is_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    text = "id: model/a\nalias:\n  - b # why\n  - c\n"
    path.write_text(text, encoding="utf-8")
    told = run("fmt", str(path))
    assert told.exit_code == 1
    assert "a.yaml:3:7" in told.stdout
    assert path.read_text(encoding="utf-8") == text


def test_programs_get_the_findings_alone(tmp_path: Path) -> None:
    path = tmp_path / "mess.yaml"
    path.write_text(MESSY, encoding="utf-8")
    told = shell("fmt", "--check", "--format", "json", str(path))
    assert told.returncode == 1
    (finding,) = json.loads(told.stdout)["findings"]
    assert (finding["rule"], finding["location"]["line"]) == ("not-canonical", 1)
    assert "1 of 1 file is not in canonical form." in told.stderr


def test_a_file_that_is_not_there_is_one_clear_message(tmp_path: Path) -> None:
    told = shell("fmt", str(tmp_path / "nowhere.yaml"))
    assert told.returncode == 2
    assert "nowhere.yaml" in told.stdout
    assert "Traceback" not in told.stderr


def test_formatting_opens_no_graph(tmp_path: Path) -> None:
    """Nothing is built for it, and neither rdflib nor pyshacl is imported."""
    path = tmp_path / "mess.yaml"
    path.write_text(MESSY, encoding="utf-8")
    code = (
        "import sys\nfrom mllm_kg.cli import main\n"
        f"try:\n    main(['fmt', {str(path)!r}])\n"
        "finally:\n    print(sorted({'rdflib', 'pyshacl', 'owlready2'} & set(sys.modules)))\n"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.endswith("[]\n")
    assert path.read_text(encoding="utf-8") == CLEAN
