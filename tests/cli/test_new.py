"""``mllm-kg new`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg.records.reader import load_yaml
from tests.cli.shell import run

pytestmark = pytest.mark.usefixtures("kg")


def test_a_record_goes_to_standard_output() -> None:
    done = run("new", "model", "--title", "Example-7B", "--set", "open_weights=true")
    assert done.exit_code == 0, done.output
    record = load_yaml(done.stdout, "x")
    assert (record["id"], record["label"], record["open_weights"]) == ("model/example-7b", "Example-7B", True)


def test_a_record_goes_to_a_new_file_only(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    assert run("new", "paper", "--arxiv", "2412.34567", "-o", str(path)).exit_code == 0
    before = path.read_bytes()
    again = run("new", "paper", "--arxiv", "2412.34567", "-o", str(path))
    assert again.exit_code == 2
    assert "already" in again.output
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("--arxiv", "2211.01786"),
        ("--arxiv", "https://arxiv.org/abs/2211.01786v2"),
        ("--doi", "10.48550/arXiv.2211.01786"),
        ("--title", "Crosslingual generalization through multitask finetuning"),
    ],
)
def test_what_the_graph_has_is_told_with_its_file_and_exit_code_1(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run("new", "paper", *arguments, "-o", str(tmp_path / "x.yaml"))
    assert done.exit_code == 1
    assert "paper/muennighoff2022crosslingual" in done.output
    assert "data/papers/muennighoff2022crosslingual.yaml" in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pper",), "paper"),
        (("person",), "kind of record"),
        (("paper", "--arxiv", "abc"), "2211.01786"),
        (("paper", "--bibtex", "nosuch.bib"), "There is no such file"),
        (("paper", "--set", "titel=x"), "title"),
    ],
)
def test_a_wrong_call_is_one_message(arguments: tuple[str, ...], words: str) -> None:
    done = run("new", *arguments)
    assert done.exit_code == 2
    assert words in done.output
    assert "Traceback" not in done.output


def test_a_work_that_may_be_known_is_told_beside_the_record() -> None:
    done = run("new", "paper", "--title", "Crosslingual Generalisation through Multitask Fine-tuning")
    assert done.exit_code == 0
    assert "may have it already: paper/muennighoff2022crosslingual" in done.stderr
    assert load_yaml(done.stdout, "x")["title"]


def test_a_bibliography_can_come_from_standard_input() -> None:
    done = run("new", "paper", "--csl", "-", input='{"title": "A Thing of Joy", "issued": {"date-parts": [[2023]]}}')
    assert load_yaml(done.stdout, "x")["year"] == 2023
