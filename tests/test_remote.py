"""A remote endpoint gives the same answers, and every way to fail is one clear line."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from mllm_kg import remote
from mllm_kg.errors import BadParameter, RefusedQuery, ServerError, UsageError
from mllm_kg.remote import Endpoint
from mllm_kg.results import Rows
from tests.servers import answering, free_port, oxigraph_server, says

JSON = "application/sparql-results+json"
EMPTY = '{"head":{"vars":["s"]},"results":{"bindings":[]}}'
EX = "http://example.org/"


def quads() -> Iterator[ox.Quad]:
    """Make a few statements in two named graphs."""
    for number in range(50):
        subject, graph = ox.NamedNode(f"{EX}s{number}"), ox.NamedNode(f"{EX}g{number % 2}")
        yield ox.Quad(subject, ox.NamedNode(EX + "number"), ox.Literal(number), graph)
        yield ox.Quad(subject, ox.NamedNode(EX + "name"), ox.Literal(f'"{number}"\n한국', language="ko"), graph)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    """Start a real Oxigraph server."""
    with oxigraph_server(quads()) as url:
        yield Endpoint(url)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Hold the same statements in process."""
    store = ox.Store()
    store.extend(quads())
    return store


class TestRealServer:
    """Oxigraph's own server."""

    def test_select_gives_the_same_rows(self, endpoint: Endpoint, store: ox.Store) -> None:
        text = f"SELECT ?s ?n ?l ?none {{ ?s <{EX}number> ?n ; <{EX}name> ?l }} ORDER BY ?n"
        local: Any = store.query(text, use_default_graph_as_union=True)
        assert endpoint.select(text) == Rows.of(local)
        assert len(endpoint.select(text)) == 50

    def test_ask(self, endpoint: Endpoint) -> None:
        assert endpoint.ask(f"ASK {{ ?s <{EX}number> 7 }}") is True
        assert endpoint.ask(f"ASK {{ ?s <{EX}number> 77 }}") is False

    def test_construct_and_describe(self, endpoint: Endpoint) -> None:
        expected = {quad.triple for quad in quads()}
        assert set(endpoint.construct("CONSTRUCT WHERE { ?s ?p ?o }")) == expected
        assert len(endpoint.construct(f"DESCRIBE <{EX}s7>")) == 2

    def test_named_graphs(self, endpoint: Endpoint) -> None:
        rows = endpoint.select("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")
        assert [str(row["n"]) for row in rows] == [str(ox.Literal(50))] * 2

    def test_a_long_query_is_posted(self, endpoint: Endpoint) -> None:
        values = " ".join(f"<{EX}s{number}>" for number in range(5000))
        assert len(endpoint.select(f"SELECT ?s {{ VALUES ?s {{ {values} }} ?s <{EX}number> ?n }}")) == 50

    def test_well_known_prefixes_need_no_declaration(self, endpoint: Endpoint) -> None:
        assert endpoint.ask("ASK { FILTER NOT EXISTS { ?s skos:prefLabel ?l } }")

    def test_the_server_names_its_own_mistake(self, endpoint: Endpoint) -> None:
        with pytest.raises(ServerError, match=r"HTTP 400 Bad Request: .*expected") as caught:
            endpoint.select("SELECT * { ?s ?p }")
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize(
        ("method", "text"), [("select", "ASK {}"), ("ask", "DESCRIBE <x:y>"), ("construct", "ASK {}")]
    )
    def test_the_form_must_fit(self, endpoint: Endpoint, method: str, text: str) -> None:
        with pytest.raises(UsageError, match="takes a"):
            getattr(endpoint, method)(text)


def redirect(target: str, status: int = 302) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return an answer that sends the client elsewhere."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Location", target)
        request.end_headers()

    return answer


def drip(request: BaseHTTPRequestHandler) -> None:
    """Send one byte after the other, each well within a socket's timeout."""
    request.send_response(200)
    request.send_header("Content-Type", JSON)
    request.end_headers()
    for _ in range(200):
        request.wfile.write(b" ")
        time.sleep(0.05)


def sleep(request: BaseHTTPRequestHandler) -> None:
    """Send nothing at all for a while."""
    time.sleep(1.5)


def broken_off(request: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    request.send_response(200)
    request.send_header("Content-Type", JSON)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(EMPTY.encode())


def hang_up(request: BaseHTTPRequestHandler) -> None:
    """Close the connection without a word."""


class TestFailingServers:
    """Servers that do everything wrong."""

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (says(500, "the disk\nis full"), "HTTP 500 Internal Server Error: the disk is full"),
            (says(503, ""), "HTTP 503 Service Unavailable"),
            (
                says(404, "<html><style>p{}</style><h1>Not\n here</h1></html>", "text/html"),
                "HTTP 404 Not Found: Not here",
            ),
            (says(400, "x" * 5000), "HTTP 400 Bad Request: " + "x" * 197 + "..."),
            (says(200, "<html>hello</html>", "text/html"), "its answer is not SPARQL 1.1 JSON but text/html"),
            (says(200, "{}", JSON), "its answer is not SPARQL 1.1 JSON"),
            (says(200, EMPTY[:-3], JSON), "its answer is not SPARQL 1.1 JSON"),
            (says(200, b"\xff\xfe\x00", JSON), "its answer is not SPARQL 1.1 JSON"),
            (says(200, '{"head":{},"boolean":true}', JSON), "does not belong to a query of the form SELECT"),
            (redirect("file:///etc/passwd"), "it sends the query on to another address, file:///etc/passwd;"),
            (redirect("http://127.0.0.1:1/x", 307), "it sends the query on to another address, http://127.0.0.1:1/x;"),
            (redirect("https://example.org/", 301), "it sends the query on to another address, https://example.org/;"),
            (broken_off, "the connection broke off in the middle of the answer"),
            (hang_up, "Remote end closed connection without response"),
        ],
    )
    def test_one_line(self, answer: Callable[[BaseHTTPRequestHandler], None], reason: str) -> None:
        with answering(answer) as url, pytest.raises(ServerError) as caught:
            Endpoint(url, 5).select("SELECT ?s { ?s ?p ?o }")
        assert str(caught.value).startswith(f"{url}: ")
        assert reason in str(caught.value)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 320

    @pytest.mark.parametrize("answer", [sleep, drip])
    def test_slow_servers(self, answer: Callable[[BaseHTTPRequestHandler], None]) -> None:
        start = time.monotonic()
        with answering(answer) as url, pytest.raises(ServerError, match=r"no complete answer within 0\.3 seconds"):
            Endpoint(url, 0.3).select("SELECT ?s { ?s ?p ?o }")
        assert time.monotonic() - start < 1.5

    def test_nobody_there(self) -> None:
        with pytest.raises(ServerError, match="nothing listens at this address"):
            Endpoint(f"http://127.0.0.1:{free_port()}/query").ask("ASK {}")

    def test_no_such_host(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import socket

        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        with pytest.raises(ServerError, match="there is no server of this name"):
            Endpoint("http://nowhere.invalid/query").ask("ASK {}")

    def test_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(remote, "MAX_BYTES", 1 << 20)
        with answering(says(200, b" " * (2 << 20), JSON)) as url, pytest.raises(ServerError, match="larger than 1 MB"):
            Endpoint(url).ask("ASK {}")

    @pytest.mark.parametrize(
        ("body", "kind", "reason"),
        [
            ("<a:b> <a:c> .", "text/turtle", "its answer is not text/turtle"),
            ("<rdf/>", "application/rdf+xml", "its answer is neither N-Triples nor Turtle but application/rdf"),
            ('{"@context":"http://127.0.0.1:1/"}', "application/ld+json", "neither N-Triples nor Turtle"),
        ],
    )
    def test_wrong_triples(self, body: str, kind: str, reason: str) -> None:
        with answering(says(200, body, kind)) as url, pytest.raises(ServerError, match=reason):
            Endpoint(url).construct("DESCRIBE <a:b>")


class TestRequest:
    """What is sent."""

    @pytest.fixture
    def requests(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Start a server that keeps what it is asked."""
        seen: list[dict[str, Any]] = []

        def keep(request: BaseHTTPRequestHandler) -> None:
            size = int(request.headers.get("Content-Length") or 0)
            body = request.rfile.read(size).decode()
            query = parse_qs(body if request.command == "POST" else urlsplit(request.path).query)
            seen.append({"method": request.command, "path": request.path, "query": query, "headers": request.headers})
            says(200, '{"head":{},"boolean":true}', JSON)(request)

        with answering(keep) as url:
            yield url, seen

    def test_short_queries_are_asked_with_get(self, requests: tuple[str, list[dict[str, Any]]]) -> None:
        url, seen = requests
        assert Endpoint(url).ask("ASK { ?s ?p '한국+&=' }")
        assert seen[0]["method"] == "GET"
        assert seen[0]["query"] == {"query": ["ASK { ?s ?p '한국+&=' }"]}
        assert seen[0]["headers"]["Accept"] == JSON

    def test_an_address_with_parameters_keeps_them(self, requests: tuple[str, list[dict[str, Any]]]) -> None:
        url, seen = requests
        assert Endpoint(url + "?key=1").ask("ASK {}")
        assert (seen[0]["method"], seen[0]["path"]) == ("POST", "/query?key=1")
        assert seen[0]["query"] == {"query": ["ASK {}"]}

    def test_credentials_are_sent_and_never_shown(self, requests: tuple[str, list[dict[str, Any]]]) -> None:
        url, seen = requests
        endpoint = Endpoint(url.replace("http://", "http://ada:s%20cret@"))
        assert endpoint.ask("ASK {}")
        assert seen[0]["headers"]["Authorization"] == "Basic YWRhOnMgY3JldA=="
        assert "cret" not in repr(endpoint)

    def test_a_query_that_looks_like_an_update_is_sent_as_query(
        self, requests: tuple[str, list[dict[str, Any]]]
    ) -> None:
        url, seen = requests
        assert Endpoint(url).ask("#DELETE\nBASE <http://x/ADD/> ASK {} # INSERT")
        assert list(seen[0]["query"]) == ["query"]

    def test_missing_prefixes_are_declared_and_no_others(self, requests: tuple[str, list[dict[str, Any]]]) -> None:
        url, seen = requests
        Endpoint(url).ask("PREFIX skos: <x:y> ASK { ?s rdfs:label 'foaf:name' ; skos:x dct:y }")
        declared = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        assert seen[0]["query"]["query"] == [
            declared + "PREFIX skos: <x:y> ASK { ?s rdfs:label 'foaf:name' ; skos:x dct:y }"
        ]

    @pytest.mark.parametrize("text", ["SELECT * { SERVICE <http://x/> {} }", "DROP ALL", "ASK FROM <http://x/> {}"])
    def test_refused_queries_are_not_sent(self, requests: tuple[str, list[dict[str, Any]]], text: str) -> None:
        url, seen = requests
        with pytest.raises(RefusedQuery):
            Endpoint(url).run(text)
        assert seen == []


@pytest.mark.parametrize(
    "url",
    ["", "localhost:7878", "/etc/passwd", "file:///etc/passwd", "ftp://x/y", "http://", "http://x:port/", "http://a b/",
     "http://[::1", "http://x/\nHost: y"],
)  # fmt: skip
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(UsageError, match="is not the address of a SPARQL endpoint"):
        Endpoint(url)


def test_the_timeout_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Endpoint("http://x/").timeout == 30
    monkeypatch.setenv("MLLM_KG_ENDPOINT_TIMEOUT", "2.5")
    assert Endpoint("http://x/").timeout == 2.5
    monkeypatch.setenv("MLLM_KG_ENDPOINT_TIMEOUT", "soon")
    with pytest.raises(BadParameter):
        Endpoint("http://x/")
