"""``mllm-kg export``: parts and descriptions of the graph, one or several, in the format that suits."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.export import GRAPHS
from mllm_kg.views import VIEWS
from tests.cli.shell import run, shell

GRAPH = "https://w3id.org/mllm-kg/graph/"


def graphs(data: bytes, format: ox.RdfFormat) -> set[str]:
    """Return the names of the graphs in a document."""
    return {str(quad.graph_name).strip("<>").removeprefix(GRAPH) for quad in ox.parse(data, format=format)}


@pytest.mark.parametrize("name", [*GRAPHS, *VIEWS])
def test_the_help_says_what_each_graph_holds(name: str) -> None:
    holds = {**GRAPHS, **{view.name: view.holds for view in VIEWS.values()}}[name]
    lines = [line.split(maxsplit=1) for line in run("export", "--help").stdout.splitlines()]
    assert [name, holds] in lines


def test_a_description_is_written_in_the_layout_of_its_readers() -> None:
    assert json.loads(run("export", "--graph", "schema-org").stdout)["@type"] == "Dataset"
    assert run("export", "--graph", "prefixes").stdout.startswith("@prefix ")


def test_another_format_is_rdf_as_ever() -> None:
    told = run("export", "--graph", "schema-org", "--format", "nquads")
    assert graphs(told.stdout_bytes, ox.RdfFormat.N_QUADS) == {"schema-org"}


def test_several_graphs_are_written_at_once() -> None:
    told = run("export", "--graph", "dcat", "--graph", "prefixes", "--format", "trig")
    assert graphs(told.stdout_bytes, ox.RdfFormat.TRIG) == {"dcat", "prefixes"}


def test_a_file_is_written_all_or_nothing(tmp_path: Path) -> None:
    assert run("export", "--graph", "dcat", "-o", str(tmp_path / "dcat.ttl")).exit_code == 0
    assert (tmp_path / "dcat.ttl").read_text(encoding="utf-8") == run("export", "--graph", "dcat").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["dcat.ttl"]


def test_without_a_graph_everything_is_written_but_no_description() -> None:
    found = graphs(run("export", "--format", "nquads").stdout_bytes, ox.RdfFormat.N_QUADS)
    assert {"ontology", "inferred", "provenance", "survey-list"} <= found
    assert not found & set(VIEWS)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--graph", "viod"), "void"),
        (("--graph", "void", "--graph", "questons"), "questions"),
        (("--graph", "void", "--format", "turtel"), "turtle"),
    ],
)
def test_a_wrong_name_gets_the_nearest(arguments: tuple[str, ...], told: str) -> None:
    found = shell("export", *arguments)
    assert found.returncode == 2
    assert f"Did you mean: {told}" in found.stderr
    assert found.stdout == ""
    assert "Traceback" not in found.stderr


def test_a_wrong_build_time_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    found = shell("export", "--graph", "build")
    assert found.returncode == 2
    assert "SOURCE_DATE_EPOCH is 'soon'" in found.stderr
    assert "Traceback" not in found.stderr
