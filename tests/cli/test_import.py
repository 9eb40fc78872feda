"""``mllm-kg import`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import run, shell

pytestmark = pytest.mark.usefixtures("kg")
BIB = """@article{one2024thing, title={A Thing that Nobody Has Written}, author={Example, Ada}, year=2024}
@article{two, title={Crosslingual Generalization through Multitask Finetuning}, eprint={2211.01786}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text(BIB)
    return tmp_path


def test_a_list_becomes_a_folder_and_the_next_command_is_told(folder: Path) -> None:
    done = run("import", "bibtex", "refs.bib")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "1 known, 0 repeated, 0 doubtful, 1 new, 0 skipped",
        "Report: refs-candidates/report.md",
        "Next: mllm-kg add refs-candidates/new",
    ]
    assert (folder / "refs-candidates/new/one2024thing.yaml").is_file()


def test_the_report_can_be_had_as_json(folder: Path) -> None:
    done = run("import", "bibtex", "refs.bib", "-o", "out", "--format", "json")
    assert json.loads(done.stdout)["counts"]["new"] == 1
    assert json.loads((folder / "out/report.json").read_text()) == json.loads(done.stdout)


def test_standard_input_is_read(folder: Path) -> None:
    done = run(
        "import", "awesome-list", "-", input="- [A Thing that Nobody Has Seen](https://arxiv.org/abs/2305.10001)\n"
    )
    assert done.exit_code == 0, done.output
    assert (folder / "list-candidates/report.md").is_file()


def test_entries_that_cant_be_read_are_told_and_the_exit_code_is_1(folder: Path) -> None:
    (folder / "bad.bib").write_text(BIB + "@article{broken title={x}}\n")
    done = run("import", "bibtex", "bad.bib")
    assert done.exit_code == 1
    assert "bad.bib:3:1: error: The entry broken has no comma after its key. [entry-syntax]" in done.stdout
    assert (folder / "bad-candidates/new/one2024thing.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bibtex", "nosuch.bib"), "There is no such file"),
        (("bibtext", "refs.bib"), "bibtex"),
        (("bibtex", "refs.bib", "--kind", "papers"), "paper"),
        (("bibtex", "refs.bib", "--map", "Prompting=direct-prompting"), "heading of the list"),
        (("bibtex", "refs.bib", "--source", "nowhere"), "no address"),
        (("bibtex", "refs.bib", "-o", "full"), "not empty"),
        (("csl-json", "empty.json"), "no entry was found"),
        (("csl-json", "refs.bib"), "refs.bib:1:1: this entry can't be read"),
        (("bibtex", "broken.bib"), "broken.bib:1:1: this entry can't be read, nor the 1 after it"),
        (("bibtex", "latin1.bib"), "UTF-8"),
    ],
)
def test_what_cant_be_done_is_one_message_and_leaves_nothing(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    (folder / "full").mkdir()
    (folder / "full/x").write_text("x")
    (folder / "empty.json").write_text("[]")
    (folder / "broken.bib").write_text("@article{a title={x}}\n@article{b title={y}}\n")
    (folder / "latin1.bib").write_bytes(b"@misc{a, title={\xe9t\xe9}}")
    before = sorted(folder.rglob("*"))
    done = run("import", *arguments)
    assert done.exit_code == 2
    assert words in done.output
    assert "Traceback" not in done.output
    assert sorted(folder.rglob("*")) == before


def test_a_file_that_is_too_large_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLM_KG_INPUT_SIZE", "100")
    done = run("import", "bibtex", "refs.bib")
    assert done.exit_code == 2
    assert "100" in done.output


def test_the_verb_works_in_a_process_of_its_own(folder: Path) -> None:
    done = shell("import", "bibtex", "refs.bib", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_became_of_a_list_is_told_in_korean(folder: Path) -> None:
    done = run("import", "bibtex", "refs.bib", "--lang", "ko")
    assert done.exit_code == 0
    assert "이미 있음 1, 되풀이 0, 불확실 0, 새 항목 1, 건너뜀 0" in done.stdout
    assert "보고서: refs-candidates/report.md" in done.stdout
