"""``--endpoint``: the same command lines, answered by another server."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from mllm_kg import KnowledgeGraph
from tests.cli.shell import run
from tests.servers import oxigraph_server

BLOOMZ = "<https://w3id.org/mllm-kg/id/model/bloomz>"


@pytest.fixture(scope="module")
def server(kg: KnowledgeGraph) -> Iterator[str]:
    """Run an Oxigraph server that has the whole graph."""
    with oxigraph_server(kg.quads()) as url:
        yield url


@pytest.mark.parametrize("format", ["table", "csv", "tsv", "json", "xml", "markdown"])
def test_a_server_gives_the_same_answer_in_every_format(server: str, format: str) -> None:
    arguments = ("query", "papers-using-strategy", "-p", "strategy=RLHF Alignment", "--format", format)
    there, here = run(*arguments, "--endpoint", server), run(*arguments)
    assert there.exit_code == here.exit_code == 0
    assert (there.stdout, there.stderr) == (here.stdout, here.stderr)


def test_a_server_s_empty_answer_has_its_reason_too(server: str) -> None:
    arguments = ("query", "papers-using-strategy", "-p", "strategy=sft-alignment", "-p", "year=1999")
    assert run(*arguments, "--endpoint", server).stderr == run(*arguments).stderr


@pytest.mark.parametrize("format", ["table", "csv"])
def test_labels_in_a_language_are_those_of_the_graph_at_hand(server: str, format: str) -> None:
    arguments = ("query", "unaddressed-challenges", "--format", format, "--lang", "hi")
    there, here = run(*arguments, "--endpoint", server), run(*arguments)
    assert there.stdout == here.stdout
    assert re.search("[\u0900-\u097f]", there.stdout)
    reason = ("query", "models-for-language", "-p", "language=tlh", "--lang", "ko")
    assert run(*reason, "--endpoint", server).stderr == run(*reason).stderr


@pytest.mark.parametrize(
    "query", [f"SELECT ?p ?o WHERE {{ {BLOOMZ} ?p ?o }} ORDER BY ?p ?o", f"ASK {{ {BLOOMZ} a mllm:LanguageModel }}"]
)
def test_any_query_goes_to_the_server(server: str, query: str) -> None:
    arguments = ("sparql", query, "--format", "json")
    assert run(*arguments, "--endpoint", server).stdout == run(*arguments).stdout


def test_triples_come_from_the_server(server: str) -> None:
    arguments = ("sparql", f"CONSTRUCT {{ {BLOOMZ} ?p ?o }} WHERE {{ {BLOOMZ} ?p ?o }}", "--format", "ntriples")
    assert run(*arguments, "--endpoint", server).stdout == run(*arguments).stdout


def test_a_server_is_asked_nothing_that_is_refused(server: str) -> None:
    told = run("sparql", "DELETE WHERE { ?s ?p ?o }", "--endpoint", server)
    assert told.exit_code == 2
    assert "query-refused" in told.stderr
