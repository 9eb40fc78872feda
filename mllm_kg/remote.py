"""The same queries, answered by any server that speaks the SPARQL 1.1 protocol.

This is the only code that opens a connection to another machine, and it opens one only to the address it was given:
a query is checked as for the graph itself, redirections are reported and not followed, and the answer is read up to a
limit of time and size. Whatever goes wrong on the way is one :class:`~mllm_kg.errors.ServerError`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

import pyoxigraph as ox

from mllm_kg import guard, settings
from mllm_kg.errors import ServerError, UsageError
from mllm_kg.namespaces import PREFIXES
from mllm_kg.results import Rows, parse_json

if TYPE_CHECKING:
    from http.client import HTTPResponse

__all__ = ["MAX_BYTES", "Endpoint"]

MAX_BYTES = 256 * 1024 * 1024
"""How large an answer may be."""

_LONG = 1500  # characters of a query above which it goes into the body of the request
_JSON = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.9"
_T = TypeVar("_T")


class Endpoint:
    """A SPARQL 1.1 endpoint that is asked like a :class:`~mllm_kg.graph.Dataset`.

    :param url: its address, with ``http://`` or ``https://``; a name and password in it are sent as such
    :param timeout: how many seconds an answer may take; the setting ``endpoint_timeout`` by default
    :raises UsageError: when the address is none
    """

    def __init__(self, url: str, timeout: float | None = None) -> None:
        self.url, self._credentials = _address(url)
        self.timeout = settings.number("endpoint_timeout") if timeout is None else timeout

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r})"

    def run(self, text: str) -> Rows | bool | list[ox.Triple]:
        """Answer any SPARQL 1.1 query: rows, a truth value, or triples.

        :param text: the query; well-known prefixes need no declaration
        :raises RefusedQuery: when it would change the graph or leave it
        :raises ServerError: when the server does not answer as it should
        """
        form = guard.check(text)
        text = _with_prefixes(text)
        if form in ("SELECT", "ASK"):
            return self._rows(form, self._request(form, text, _JSON))
        return self._triples(self._request(form, text, _TRIPLES))

    def select(self, text: str) -> Rows:
        """Answer a SELECT query; raises as :meth:`run` does, and :class:`UsageError` for another form."""
        answer = self.run(text)
        if not isinstance(answer, Rows):
            raise UsageError("This takes a SELECT query.")
        return answer

    def ask(self, text: str) -> bool:
        """Answer an ASK query; raises as :meth:`run` does, and :class:`UsageError` for another form."""
        answer = self.run(text)
        if not isinstance(answer, bool):
            raise UsageError("This takes an ASK query.")
        return answer

    def construct(self, text: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE query; raises as :meth:`run` does, and :class:`UsageError` otherwise."""
        answer = self.run(text)
        if not isinstance(answer, list):
            raise UsageError("This takes a CONSTRUCT or DESCRIBE query.")
        return answer

    def _rows(self, form: str, answer: _Answer) -> Rows | bool:
        try:
            found = parse_json(answer.body)
        except ValueError as error:
            self._fail(f"its answer is not SPARQL 1.1 JSON but {answer.kind} ({_short(error)})")
        if isinstance(found, bool) != (form == "ASK"):
            self._fail(f"its answer does not belong to a query of the form {form}")
        return found

    def _triples(self, answer: _Answer) -> list[ox.Triple]:
        formats = {"text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES}
        try:
            quads = list(ox.parse(answer.body, format=formats[answer.kind], base_iri=self.url))
        except KeyError:
            self._fail(f"its answer is neither N-Triples nor Turtle but {answer.kind}")
        except (SyntaxError, ValueError) as error:
            self._fail(f"its answer is not {answer.kind}: {_short(error)}")
        return list(dict.fromkeys(quad.triple for quad in quads))

    def _request(self, form: str, text: str, accept: str) -> _Answer:
        from http.client import HTTPException
        from urllib.error import HTTPError, URLError

        try:
            return _within(self.timeout, lambda: self._fetch(form, text, accept))
        except HTTPError as error:
            with error:
                self._fail(_http_reason(error))
        except URLError as error:
            self._fail(_network_reason(error.reason, self.timeout))
        except (HTTPException, OSError, ValueError) as error:
            self._fail(_network_reason(error, self.timeout))

    def _fetch(self, form: str, text: str, accept: str) -> _Answer:
        client = _client(self.url)
        client.queryString, client.queryType = text, form
        client.setOnlyConneg(True)
        client.setMethod("POST" if len(text) > _LONG or "?" in self.url else "GET")
        client.addCustomHttpHeader("Accept", accept)
        client.timeout = self.timeout  # setTimeout() would cut it to whole seconds
        if self._credentials:
            client.setCredentials(*self._credentials)
        deadline = time.monotonic() + self.timeout
        response: HTTPResponse = client.query().response
        with response:
            return _Answer(_read(response, deadline), response.headers.get_content_type())

    def _fail(self, reason: str) -> NoReturn:
        raise ServerError(self.url, reason) from None


class _Answer(NamedTuple):
    body: bytes
    kind: str


class _TooLarge(OSError):
    """The answer is larger than may be."""


def _address(url: str) -> tuple[str, tuple[str, str] | None]:
    from urllib.parse import unquote, urlsplit, urlunsplit

    try:
        parts = urlsplit(url)
        _ = parts.port
        good = parts.scheme in ("http", "https") and parts.hostname and url.isprintable() and " " not in url
    except ValueError:
        good = False
    if not good:
        raise UsageError(
            f"{url!r} is not the address of a SPARQL endpoint.", hint="For example: http://localhost:7878/query"
        )
    credentials = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")), credentials


def _client(url: str) -> Any:
    """Return SPARQLWrapper's client, kept from following redirections."""
    from urllib.error import HTTPError
    from urllib.request import HTTPErrorProcessor, Request, build_opener

    from SPARQLWrapper import SPARQLWrapper

    class Stay(HTTPErrorProcessor):
        def http_response(self, request: Request, response: Any) -> Any:
            if not 200 <= response.status < 300:
                raise HTTPError(request.full_url, response.status, response.reason, response.headers, response)
            return response

        https_response = http_response

    class Client(SPARQLWrapper):
        def _query(self) -> tuple[Any, str]:
            return build_opener(Stay).open(self._createRequest(), timeout=self.timeout), self.returnFormat

    return Client(url, agent="mllm-kg (SPARQL client)")


def _within(seconds: float, work: Callable[[], _T]) -> _T:
    """Return what ``work`` returns, or raise :class:`TimeoutError`: a socket's own timeout starts anew at each byte."""
    done: list[_T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)

    thread = Thread(target=run, name="mllm-kg endpoint", daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError
    return done[0]


def _read(response: HTTPResponse, deadline: float) -> bytes:
    pieces, size = [], 0
    while piece := response.read1(1 << 20):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_BYTES:
            raise _TooLarge
        if time.monotonic() > deadline:
            raise TimeoutError
    if response.length:
        raise ConnectionError("the connection broke off in the middle of the answer")
    return b"".join(pieces)


def _http_reason(error: Any) -> str:
    target = error.headers.get("Location")
    if 300 <= error.code < 400 and target:
        return f"it sends the query on to another address, {_short(target)}; give that one if you trust it"
    try:
        said = error.read(4096).decode("utf-8", "replace")
    except OSError:
        said = ""
    if "html" in error.headers.get_content_type():
        said = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", said, flags=re.DOTALL | re.IGNORECASE)
    return f"HTTP {error.code} {error.reason}" + (f": {_short(said)}" if said.strip() else "")


def _network_reason(error: object, timeout: float) -> str:
    import socket

    if isinstance(error, TimeoutError):
        return f"no complete answer within {timeout:g} seconds"
    if isinstance(error, _TooLarge):
        return f"its answer is larger than {MAX_BYTES >> 20} MB"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens at this address"
    if isinstance(error, socket.gaierror):
        return "there is no server of this name"
    return _short(getattr(error, "strerror", None) or str(error) or type(error).__name__)


def _short(said: object) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in str(said)).split())
    return line if len(line) <= 200 else line[:197] + "..."


def _with_prefixes(text: str) -> str:
    """Declare the well-known prefixes that a query uses and does not declare, as the graph itself does."""
    before = ""
    used: set[str] = set()
    declared: set[str] = set()
    for token in guard.tokens(text):
        if token.kind == "pname":
            (declared if before == "PREFIX" else used).add(token.text.partition(":")[0])
        before = token.text.upper()
    missing = sorted((used - declared) & PREFIXES.keys())
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + text
