"""The whole graph as plain text, and views of it, for tests that count on their own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

import mllm_kg
from mllm_kg.views import VIEWS, File, Source
from mllm_kg.views.tables import TABLES

_LINE = re.compile(r"(<[^>]*>|_:\S+) <([^>]*)> (.*) <([^>]*)> \.")


class Line(NamedTuple):
    """A statement as N-Quads write it; IRIs of property and graph without brackets."""

    subject: str
    predicate: str
    object: str
    graph: str


@pytest.fixture(scope="session")
def lines(kg: mllm_kg.KnowledgeGraph) -> list[Line]:
    """Every statement of the graph, read from N-Quads by a regular expression."""
    text = (kg.export("nquads") or b"").decode()
    found = [_LINE.fullmatch(line) for line in text.removesuffix("\n").split("\n")]
    return [Line(*match.groups()) for match in found if match]


@pytest.fixture(scope="session")
def classes(lines: list[Line]) -> dict[str, set[str]]:
    """The classes of everything that has any."""
    found: dict[str, set[str]] = {}
    for line in lines:
        if line.predicate.endswith("rdf-syntax-ns#type") and line.object.startswith("<"):
            found.setdefault(line.subject, set()).add(line.object)
    return found


@pytest.fixture(scope="session")
def view(kg: mllm_kg.KnowledgeGraph) -> Callable[[str], ox.Store]:
    """A view in a store of its own, worked out once."""
    known: dict[str, ox.Store] = {}

    def find(name: str) -> ox.Store:
        if name not in known:
            known[name] = ox.Store()
            known[name].extend(
                ox.Quad(quad.subject, quad.predicate, quad.object) for quad in VIEWS[name].quads(Source(kg))
            )
        return known[name]

    return find


@pytest.fixture(scope="session")
def release(kg: mllm_kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Source]:
    """A folder with the files of a release, and what views are worked out from then."""
    folder = tmp_path_factory.mktemp("release")
    (folder / "tables").mkdir()
    contents = {f"tables/{table.file}": table.json(kg) for table in TABLES}
    contents["prefixes.ttl"] = kg.export("turtle", "prefixes") or b""
    files = []
    for name, content in contents.items():
        (folder / name).write_bytes(content)
        media_type = "application/json" if name.endswith(".json") else "text/turtle"
        files.append(File(name, len(content), hashlib.sha256(content).hexdigest(), media_type, f"What {name} holds"))
    return folder, Source(kg, tuple(files), "https://example.org/release/")
