"""No query and no file of a stranger reaches out: proved on a listening port and on the interpreter's own audit events, not on exceptions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mllm_kg import guard
from mllm_kg.errors import MllmKgError, RefusedQuery, ServerError
from mllm_kg.graph import Dataset
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.inputs.rdf.jsonld_text import CONTEXT
from mllm_kg.inputs.vocabulary import unknown_terms
from mllm_kg.namespaces import graph
from mllm_kg.remote import Endpoint
from tests.servers import answering, listener, says

URL, FILE = "URL", "FILE"  # replaced by the listener's address and by the IRI of a file with a secret
QUERIES = {
    "SERVICE": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SERVICE SILENT": "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SERVICE of a variable": "SELECT * { VALUES ?where { <URL> } SERVICE ?where { ?s ?p ?o } }",
    "SERVICE of a bound IRI": "SELECT * { BIND(IRI('URL') AS ?where) SERVICE ?where { ?s ?p ?o } }",
    "SERVICE by prefix": "PREFIX x: <URL> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "SERVICE in a subquery": "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "SERVICE in EXISTS": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?a ?b ?c } } }",
    "SERVICE in a CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SERVICE in a DESCRIBE": "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SERVICE in an ASK": "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "SERVICE, escaped": "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SERVICE, glued": "PREFIX : <URL> SELECT * { ?s ?p trueSERVICE: { ?s ?p ?o } }",
    "SERVICE behind two dots": "PREFIX x: <x:> SELECT * { ?s ?p ?o . OPTIONAL { ?s ?p x:a.b.SERVICE<URL>{ ?s ?p ?o } } }",
    "SERVICE behind a comparison": (
        "SELECT * { ?s ?q ?o FILTER(true||?s<?o#>'''\n) SERVICE <URL> { ?a ?b ?c } #'''\n}"
    ),
    "LOAD": "LOAD <URL>",
    "LOAD a file": "LOAD <FILE>",
    "LOAD into a graph": "LOAD SILENT <FILE> INTO GRAPH <x:y>",
    "INSERT with SERVICE": "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "FROM": "SELECT * FROM <URL> { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "FROM a file": "SELECT * FROM <FILE> { ?s ?p ?o }",
    "FROM NAMED a file": "SELECT * FROM NAMED <FILE> { GRAPH ?g { ?s ?p ?o } }",
    "FROM by base": "BASE <FILE> SELECT * FROM <> { ?s ?p ?o }",
    "FROM by prefix": "PREFIX kgg: <URL> SELECT * FROM kgg:ontology { ?s ?p ?o }",
}  # fmt: skip

_events: list[tuple[str, str]] = []
_watching = False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event in ("open", "socket.connect", "socket.getaddrinfo", "urllib.Request", "subprocess.Popen"):
        _events.append((event, repr(arguments)))


sys.addaudithook(_watch)


@pytest.fixture
def events() -> Iterator[list[tuple[str, str]]]:
    """Record the audit events of the test."""
    global _watching
    _events.clear()
    _watching = True
    yield _events
    _watching = False


@pytest.fixture
def connections() -> Iterator[Callable[[], int]]:
    """Count who connects to a port."""
    with listener() as count:
        yield count


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Write a file that nothing must read."""
    path = tmp_path / "secret.ttl"
    path.write_text("<x:secret> <x:is> 'out' .", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """Hold what the queries join with before they come to the point."""
    values = (ox.Literal("o"), ox.Literal(True), ox.NamedNode("x:a.b"))
    return Dataset.from_quads(
        ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), value, ox.NamedNode("x:g")) for value in values
    )


def filled(text: str, connections: Callable[[], int], secret: Path) -> str:
    """Put the traps into a query."""
    return text.replace(URL, connections.url).replace(FILE, secret.as_uri())  # type: ignore[attr-defined]


def test_the_listener_hears(connections: Callable[[], int], dataset: Dataset) -> None:
    """Without the guard, Oxigraph connects: so silence below means something."""
    for name in ("SERVICE", "SERVICE, glued", "SERVICE behind two dots", "SERVICE behind a comparison"):
        before = connections()
        text = filled(QUERIES[name], connections, Path("/dev/null"))
        with suppress(OSError, RuntimeError):
            solutions: Any = dataset.store.query(text, use_default_graph_as_union=True)
            list(solutions)
        assert connections() > before, name


@pytest.mark.parametrize("name", QUERIES)
def test_dataset(
    name: str, dataset: Dataset, connections: Callable[[], int], secret: Path, events: list[tuple[str, str]]
) -> None:
    text = filled(QUERIES[name], connections, secret)
    for run in (guard.check, dataset.run, dataset.select, dataset.ask, dataset.construct):
        with pytest.raises(RefusedQuery):
            run(text)
    assert [event for event in events if event[0] != "open"] == []
    assert not any("secret" in arguments for _, arguments in events)
    assert connections() == 0


@pytest.mark.parametrize("name", QUERIES)
def test_endpoint(name: str, connections: Callable[[], int], secret: Path, events: list[tuple[str, str]]) -> None:
    text = filled(QUERIES[name], connections, secret)
    with listener() as server, pytest.raises(RefusedQuery):
        Endpoint(server.url).run(text)  # type: ignore[attr-defined]
    assert [event for event in events if event[0] != "open"] == []
    assert (server(), connections()) == (0, 0)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('{"@context": "URL", "@id": "x:s", "x:p": 1}', "application/ld+json"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "FILE">]><rdf:RDF xmlns:rdf="URL">&e;</rdf:RDF>', "application/rdf+xml"),
        ("@prefix x: <URL> . <FILE> x:p <URL> .", "text/turtle"),
        ("<FILE> <URL> <URL> .", "application/n-triples"),
    ],
)
def test_answers_of_a_server_fetch_nothing(
    body: str, kind: str, connections: Callable[[], int], secret: Path, events: list[tuple[str, str]]
) -> None:
    with answering(says(200, filled(body, connections, secret), kind)) as url, suppress(ServerError):
        Endpoint(url).construct("DESCRIBE <x:s>")
    assert not any("secret" in arguments for _, arguments in events)
    assert connections() == 0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", [URL, FILE])
def test_redirections_are_not_followed(
    status: int, target: str, connections: Callable[[], int], secret: Path, events: list[tuple[str, str]]
) -> None:
    def elsewhere(request: Any) -> None:
        request.send_response(status)
        request.send_header("Location", filled(target, connections, secret))
        request.end_headers()

    with answering(elsewhere) as url, pytest.raises(ServerError, match="it sends the query on to another address"):
        Endpoint(url).ask("ASK { }")
    assert not any("secret" in arguments for event, arguments in events if event == "open")
    assert connections() == 0


FILES = {
    "JSON-LD, a remote context": ("jsonld", '{"@context": "URL", "@id": "x:s", "x:p": 1}'),
    "JSON-LD, a local context": ("jsonld", '{"@context": ["FILE"], "@id": "x:s"}'),
    "JSON-LD, an import": ("jsonld", '{"@context": {"@import": "URL"}, "@id": "x:s"}'),
    "JSON-LD, a context of a term": ("jsonld", '{"@context": {"a": {"@id": "x:a", "@context": "URL"}}, "a": {"@id": "x:s"}}'),
    "JSON-LD, a context inside": ("jsonld", '{"@id": "x:s", "x:p": [{"@context": ["FILE", "URL"], "x:q": 1}]}'),
    "RDF/XML, an external entity": ("rdf", '<!DOCTYPE x [<!ENTITY e SYSTEM "FILE">]><x>&e;</x>'),
    "RDF/XML, a document type elsewhere": ("rdf", '<!DOCTYPE x SYSTEM "URL"><x/>'),
    "RDF/XML, a parameter entity": ("rdf", '<!DOCTYPE x [<!ENTITY % e SYSTEM "URL"> %e;]><x/>'),
    "RDF/XML, a stylesheet": ("rdf", '<?xml-stylesheet href="URL"?><x:T xmlns:x="URL" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="FILE"/>'),
    "RDF/XML, an inclusion": ("rdf", '<x:T xmlns:x="URL"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="FILE"/></x:T>'),
    "Turtle": ("ttl", "@base <FILE> . @prefix x: <URL> . <> x:p <URL>, <#a> ."),
    "Turtle, an import": ("ttl", "<x:s> <http://www.w3.org/2002/07/owl#imports> <FILE>, <URL> ."),
    "TriG": ("trig", "GRAPH <FILE> { <URL> <URL> <FILE> }"),
    "N-Triples": ("nt", "<FILE> <URL> <URL> ."),
    "N-Quads": ("nq", "<FILE> <URL> <URL> <FILE> ."),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_no_file_of_a_stranger_reaches_out(
    name: str, connections: Callable[[], int], secret: Path, events: list[tuple[str, str]]
) -> None:
    """Nothing is opened but the project's own modules, and nothing is connected to, whatever a file names."""
    kind, text = FILES[name]
    made = read_rdf_input(filled(text, connections, secret), "file", kind, graph("addition/0"))
    unknown_terms([made], Dataset.from_quads([]))
    assert made.quads or {found.rule for found in made.findings} <= {"refused-input", "syntax"}
    assert [event for event in events if event[0] != "open"] == []
    assert not any("secret" in arguments or "passwd" in arguments for _, arguments in events)
    assert connections() == 0


def test_only_our_own_context_is_opened(events: list[tuple[str, str]]) -> None:
    made = read_rdf_input(
        f'{{"@context": "{CONTEXT}", "id": "model/x", "label": "X"}}', "file", "jsonld", graph("addition/0")
    )
    assert len(made.quads) == 1
    opened = [
        arguments
        for event, arguments in events
        if event == "open" and not arguments.split("'")[1].endswith((".py", ".pyc"))
    ]
    assert len(opened) == 1
    assert "ontology/context.jsonld" in opened[0]


PIECES = [
    "?s ?p ?o", " . ", ".", "?s ?p ex:a.b.", "?s ?p ex:a.", "?s ?p _:a.b.", "?s ?p true", "?s ?p 1.", "?s ?p 1e0", "'a'@en",
    "FILTER(?s<?o", "FILTER(1<2", "FILTER(?s<STR('#'))", ")", "#>\n", "#>'''\n", "#'''\n", '#>"""\n', '#"""\n', "SERVICE ",
    "SERVICE", "serVice", "SILENT", "ex:", ":", "<URL>", "?where", "{}", "{ ?s ?p ?o }", "{", "}", "OPTIONAL", "VALUES ?v {1 ",
    "BIND(1 AS ?v", "'SERVICE <URL> {}'", "'''", '"""', r"\u0022", r"\u0027", r"\u0053ERVICE ", "#", "\n", " ", r"\u000a",
    "FILTER EXISTS", "MINUS", "GRAPH ?g", "UNION", "<<", "<", ">", "?s ?p <http://x/#'>", "(", "?s ?p (", "[", "]", ";", ", ",
]  # fmt: skip


def test_no_text_that_passes_connects(dataset: Dataset) -> None:
    """Glue pieces of queries together at random; what the guard lets pass is run, and must stay silent."""
    ran: list[str] = []
    with listener() as count:
        url: str = count.url  # type: ignore[attr-defined]
        head = f"PREFIX ex: <{url}> PREFIX : <{url}> SELECT * {{ VALUES ?where {{ <{url}> }} "

        @given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))
        @settings(max_examples=3000, deadline=None, database=None)
        def check(body: str) -> None:
            text = head + body.replace(URL, url) + " }"
            try:
                dataset.run(text)
            except MllmKgError:
                return
            ran.append(text)

        check()
        assert count() == 0
    assert len(ran) > 50
