"""Servers for the tests: a real Oxigraph, and small ones that answer as badly as a test wants.

All of them listen on a free port of the loopback interface and are stopped when their block ends.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pyoxigraph as ox


@contextmanager
def oxigraph_server(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Run Oxigraph's own server over ``quads``, read-only, with the union of the graphs as its default graph.

    :returns: the address of its SPARQL endpoint
    """
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        raise RuntimeError("install the package oxigraph, which is part of the extra `test`")
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(folder)
        store.bulk_extend(quads)
        store.flush()
        del store
        port = free_port()
        command = [binary, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}"]
        process = subprocess.Popen(
            [*command, "--union-default-graph"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait(port, process)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            process.terminate()
            process.wait(10)


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """Run an HTTP server that leaves each request to ``answer``.

    :returns: its address
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer(self)
            except ConnectionError:
                self.close_connection = True

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/query"
    finally:
        server.shutdown()
        server.server_close()


def says(status: int, body: str | bytes, kind: str = "text/plain") -> Callable[[BaseHTTPRequestHandler], None]:
    """Return an answer: a status, a media type and a body."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        data = body.encode() if isinstance(body, str) else body
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    return answer


@contextmanager
def listener() -> Iterator[Callable[[], int]]:
    """Listen on a port and hang up on everyone.

    :returns: a function with attribute ``url`` that tells how many have connected so far
    """
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.02)
    connections: list[object] = []
    running = True

    def serve() -> None:
        while running:
            try:
                connection, address = server.accept()
            except OSError:
                continue
            connections.append(address)
            connection.close()

    thread = Thread(target=serve, daemon=True)
    thread.start()

    def count() -> int:
        time.sleep(0.05)
        return len(connections)

    count.url = f"http://127.0.0.1:{server.getsockname()[1]}/"  # type: ignore[attr-defined]
    try:
        yield count
    finally:
        running = False
        thread.join()
        server.close()


def free_port() -> int:
    """Return a port of the loopback interface that nothing listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen[bytes], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with exit code {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start in time")
