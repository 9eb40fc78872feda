"""``mllm-kg sparql`` and ``mllm-kg export``."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.export import FORMATS
from tests.cli.shell import run

MILESTONES = "SELECT ?model WHERE { ?model mllm:milestone true } ORDER BY ?model"
BLOOMZ = "<https://w3id.org/mllm-kg/id/model/bloomz>"


def test_a_table_has_labels_beside_iris() -> None:
    told = run("sparql", MILESTONES)
    assert told.exit_code == 0
    assert "kg:model/gpt-3 (GPT-3)" in told.stdout
    assert told.stderr == f"{len(told.stdout.splitlines()) - 1} rows\n"


def test_a_label_column_is_label_enough() -> None:
    query = f"SELECT ?model ?modelLabel WHERE {{ ?model mllm:basedOn {BLOOMZ} ; rdfs:label ?modelLabel }}"
    assert "(" not in run("sparql", query).stdout


def test_ask_answers_in_every_format() -> None:
    query = f"ASK {{ {BLOOMZ} a mllm:LanguageModel }}"
    assert run("sparql", query).stdout == "true\n"
    assert json.loads(run("sparql", query, "--format", "json").stdout) == {"head": {}, "boolean": True}


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_triples_come_in_every_rdf_format(format: str, kg: KnowledgeGraph) -> None:
    query = f"CONSTRUCT {{ {BLOOMZ} ?p ?o }} WHERE {{ {BLOOMZ} ?p ?o }}"
    told = run("sparql", query, "--format", format)
    assert told.exit_code == 0
    parsed = ox.parse(told.stdout_bytes, format=ox.RdfFormat.from_media_type(FORMATS[format].media_type))
    assert {quad.triple for quad in parsed} == set(kg.construct(query))


def test_turtle_is_what_triples_come_in() -> None:
    told = run("sparql", f"DESCRIBE {BLOOMZ}")
    assert "@prefix mllm:" in told.stdout


@pytest.mark.parametrize(("query", "format"), [(f"DESCRIBE {BLOOMZ}", "csv"), (MILESTONES, "turtle")])
def test_a_format_that_does_not_fit_the_form_is_told(query: str, format: str) -> None:
    told = run("sparql", query, "--format", format)
    assert told.exit_code == 2
    assert f"can't be printed as {format}" in told.stderr


def test_a_query_comes_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "question.rq"
    file.write_text(MILESTONES, encoding="utf-8-sig")
    expected = run("sparql", MILESTONES, "--format", "csv").stdout
    assert run("sparql", "-f", str(file), "--format", "csv").stdout == expected
    assert run("sparql", "-", "--format", "csv", input=MILESTONES).stdout == expected
    assert run("sparql", "-f", "-", "--format", "csv", input=MILESTONES).stdout == expected


@pytest.mark.parametrize("arguments", [(), ("ASK {}", "-f", "question.rq")])
def test_there_is_one_query(arguments: tuple[str, ...]) -> None:
    told = run("sparql", *arguments)
    assert told.exit_code == 2
    assert "takes one query" in told.stderr


def test_a_file_that_can_t_be_read_is_told(tmp_path: Path) -> None:
    told = run("sparql", "-f", str(tmp_path / "nowhere.rq"))
    assert told.exit_code == 2
    assert told.stderr == f"Error [unreadable]: {tmp_path / 'nowhere.rq'}: No such file or directory.\n"


def test_a_file_that_is_no_text_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "question.rq"
    file.write_bytes(b"SELECT *\nWHERE { ?s ?p '\xff' }")
    told = run("sparql", "-f", str(file))
    assert told.exit_code == 2
    assert told.stderr == f"Error [unreadable]: {file}:2: it is not UTF-8.\n"


def test_a_syntax_error_has_line_column_and_caret() -> None:
    told = run("sparql", "SELECT ?x\nWHERE { ?x a mllm:Paper ")
    assert told.exit_code == 2
    assert "Error [query-syntax]: " in told.stderr
    assert "line 2" in told.stderr
    assert told.stderr.splitlines()[-1].strip() == "^"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "DELETE WHERE { ?s ?p ?o }",
    ],
)
def test_what_would_leave_or_change_the_graph_is_refused(query: str) -> None:
    told = run("sparql", query)
    assert told.exit_code == 2
    assert told.stderr.startswith("Error [query-refused]: ")


def test_no_triples_say_so() -> None:
    told = run("sparql", "CONSTRUCT WHERE { <urn:a> <urn:b> <urn:c> }")
    assert (told.exit_code, told.stderr) == (0, "0 triples.\n")


def test_what_a_server_sends_can_t_steer_the_terminal() -> None:
    told = run("sparql", 'SELECT ("\\u001b[31mred" AS ?x) WHERE {}')
    assert "\x1b" not in told.stdout


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_the_ontology_comes_in_every_format(format: str, kg: KnowledgeGraph) -> None:
    told = run("export", "--format", format, "--graph", "ontology")
    assert told.exit_code == 0
    assert told.stdout_bytes == kg.export(format, "ontology")


def test_an_export_goes_to_a_file(tmp_path: Path, kg: KnowledgeGraph) -> None:
    place = tmp_path / "data.nq"
    told = run("export", "--format", "nquads", "--graph", "all", "-o", str(place))
    assert (told.exit_code, told.stdout) == (0, "")
    assert place.read_bytes().count(b"\n") == len(kg.store)


@pytest.mark.parametrize(("option", "value"), [("--format", "turtel"), ("--graph", "ontolgy")])
def test_an_unknown_format_or_graph_gets_the_nearest(option: str, value: str) -> None:
    told = run("export", option, value)
    assert told.exit_code == 2
    assert "Did you mean: " in told.stderr


def test_an_export_to_nowhere_leaves_no_half_file(tmp_path: Path) -> None:
    told = run("export", "-o", str(tmp_path / "nowhere" / "all.ttl"))
    assert told.exit_code == 2
    assert told.stderr.startswith("Error [output]: ")
    assert [*tmp_path.iterdir()] == []
