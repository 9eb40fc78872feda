"""``mllm-kg list`` and ``mllm-kg query``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mllm_kg import KnowledgeGraph, Rows
from tests.cli.shell import run

PAPERS = ("query", "papers-using-strategy", "-p", "strategy=code-switching-prompting")


def test_every_question_is_listed_in_one_line_below_its_theme(kg: KnowledgeGraph) -> None:
    lines = run("list").output.splitlines()
    for question in kg.questions.values():
        (line,) = [line for line in lines if line.split()[:1] == [question.name]]
        assert question.summary in line
    assert "Landscape" in lines
    assert "Trust" in lines


def test_a_tag_narrows_the_list(kg: KnowledgeGraph) -> None:
    told = run("list", "--tag", "models", "--format", "json")
    assert [item["name"] for item in json.loads(told.stdout)] == [
        question.name for question in kg.questions.values() if "models" in question.tags
    ]


def test_an_unknown_tag_gets_the_nearest() -> None:
    told = run("list", "--tag", "modles")
    assert told.exit_code == 2
    assert "models" in told.stderr


def test_a_table_has_short_iris_labels_and_a_footer_apart(kg: KnowledgeGraph) -> None:
    told = run(*PAPERS)
    head, *lines = told.stdout.splitlines()
    assert head.split() == ["paper", "paperLabel", "paperYear", "submitted", "arxivId", "status"]
    assert len(lines) == len(kg.query("papers-using-strategy", strategy="code-switching-prompting"))
    assert all(line.startswith("kg:paper/") for line in lines)
    assert told.stderr == f"{len(lines)} rows\n"


def test_csv_is_what_the_rows_serialize_to(kg: KnowledgeGraph) -> None:
    rows = kg.query("papers-by-strategy")
    assert run("query", "papers-by-strategy", "--format", "csv").stdout_bytes == rows.serialize("csv")


def test_all_formats_have_the_same_rows(kg: KnowledgeGraph) -> None:
    rows = kg.query("papers-using-strategy", strategy="code-switching-prompting")
    assert len(list(csv.DictReader(io.StringIO(run(*PAPERS, "--format", "csv").stdout)))) == len(rows)
    assert run(*PAPERS, "--format", "tsv").stdout.count("\n") == len(rows) + 1
    assert Rows.from_json(run(*PAPERS, "--format", "json").stdout) == rows
    tree = ElementTree.fromstring(run(*PAPERS, "--format", "xml").stdout)
    assert len(tree.findall(".//{*}result")) == len(rows)
    assert run(*PAPERS, "--format", "markdown").stdout.count("\n") == len(rows) + 2


def test_markdown_has_links(kg: KnowledgeGraph) -> None:
    assert "[kg:paper/" in run(*PAPERS, "--format", "markdown").stdout


def test_no_rows_say_why_and_are_no_failure() -> None:
    told = run("query", "papers-using-strategy", "-p", "strategy=sft-alignment", "-p", "year=1999", "--format", "csv")
    assert told.exit_code == 0
    assert told.stdout.count("\n") == 1
    assert told.stderr.startswith("0 rows. ")
    assert "1999" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("papers-by-stratgy",), "Did you mean: papers-by-strategy"),
        (("papers-using-strategy", "-p", "yeer=2023"), "Did you mean: year"),
        (("papers-using-strategy", "-p", "strategy=sft-algnment"), "strategy/sft-alignment"),
        (("papers-using-strategy", "-p", "year=recent"), "a whole number"),
        (("papers-using-strategy", "-p", "year"), "name=value"),
        (("papers-using-strategy", "-p", "year=2023", "-p", "year=2022"), "given twice"),
        (("papers-by-strategy", "--format", "cvs"), "Did you mean: csv"),
    ],
)
def test_mistakes_are_told_in_one_message(arguments: tuple[str, ...], expected: str) -> None:
    told = run("query", *arguments)
    assert told.exit_code == 2
    assert expected in told.stderr
    assert told.stderr.startswith("Error [")
    assert told.stdout == ""


def test_a_value_may_hold_an_equals_sign() -> None:
    told = run("query", "papers-using-strategy", "-p", "strategy=a=b")
    assert "'a=b'" in told.stderr


def test_explained_a_query_can_be_run_as_it_is(kg: KnowledgeGraph) -> None:
    told = run("query", "papers-using-strategy", "-p", "strategy=RLHF Alignment", "--explain")
    assert told.exit_code == 0
    assert "# -p strategy: strategy, needed" in told.stdout
    assert "value: RLHF Alignment (kg:strategy/rlhf-alignment)" in told.stdout
    assert "allowed: sft-alignment (SFT Alignment)" in told.stdout
    assert kg.select(told.stdout) == kg.query("papers-using-strategy", strategy="rlhf-alignment")


def test_every_question_can_be_explained(kg: KnowledgeGraph) -> None:
    for question in kg.questions.values():
        told = run("query", question.name, "--explain")
        assert told.exit_code == 0
        assert all(f"# -p {param.name}: " in told.stdout for param in question.params)


def test_a_file_takes_the_answer(tmp_path: Path, kg: KnowledgeGraph) -> None:
    place = tmp_path / "answer.csv"
    told = run("query", "papers-by-strategy", "--format", "csv", "-o", str(place))
    assert (told.exit_code, told.stdout) == (0, "")
    assert place.read_bytes() == kg.query("papers-by-strategy").serialize("csv")
    assert [*tmp_path.iterdir()] == [place]


def test_an_endpoint_that_is_none_is_told() -> None:
    told = run("query", "papers-by-strategy", "--endpoint", "localhost")
    assert told.exit_code == 2
    assert "not the address" in told.stderr


def test_a_server_that_does_not_answer_gives_3() -> None:
    told = run("query", "papers-by-strategy", "--endpoint", "http://127.0.0.1:9/query")
    assert told.exit_code == 3
    assert told.stderr.count("\n") == 1
