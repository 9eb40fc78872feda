"""What a view is: a graph of its own, worked out on demand from the graph and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.namespaces import graph
from mllm_kg.results import Rows
from mllm_kg.snapshot import Snapshot

if TYPE_CHECKING:
    from mllm_kg.questions import Question

__all__ = ["File", "Graph", "Source", "View"]


class Graph(Protocol):
    """The opened graph with its sources, as :class:`mllm_kg.KnowledgeGraph` is."""

    snapshot: Snapshot
    assets: Assets
    store: ox.Store

    @property
    def questions(self) -> Mapping[str, Question]:
        """The research questions, by name."""

    def named_graphs(self) -> list[ox.NamedNode]:
        """Return the names of all named graphs."""

    def quads(self, graphs: list[ox.NamedNode] | None = None) -> Iterator[ox.Quad]:
        """Go through the statements of some named graphs, or of all."""

    def select(self, text: str) -> Rows:
        """Answer a SELECT query."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that a release holds; a view says of files only what it is told so.

    :param name: its path within the release, such as ``mllm-kg.nq`` or ``tables/papers.csv``
    :param size: its size in bytes
    :param sha256: its SHA-256 digest, in hexadecimal digits
    :param media_type: its IANA media type, such as ``application/n-quads``
    :param holds: what is in it, in a phrase
    """

    name: str
    size: int
    sha256: str
    media_type: str
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What views are worked out from.

    :param graph: the opened graph
    :param files: the files of a release; none before there is one
    :param base: the address that the names of the files are relative to, with a slash at its end; empty when it is not
        known yet where they will be
    """

    graph: Graph
    files: tuple[File, ...] = ()
    base: str = ""

    def file(self, name: str) -> File | None:
        """Return the file of the release called ``name``, in whatever folder of it, or ``None``."""
        return next((file for file in self.files if file.name.rpartition("/")[2] == name), None)


@dataclass(frozen=True, slots=True)
class View:
    """A graph that is worked out on demand.

    Its module has a function ``triples`` that gives its statements from a :class:`Source`. It may have a function
    ``document`` as well, which gives the JSON-LD document in the layout that its readers expect.

    :param name: what ``export --graph`` calls it
    :param holds: what it holds, in a phrase
    :param module: where its functions are; imported when they are needed
    :param own_layout: whether it has a JSON-LD document of its own
    """

    name: str
    holds: str
    module: str
    own_layout: bool = False

    @property
    def graph(self) -> ox.NamedNode:
        """The name of its graph."""
        return graph(self.name)

    @property
    def format(self) -> str:
        """The export format that it is in when none is asked for."""
        return "jsonld" if self.own_layout else "turtle"

    def quads(self, source: Source) -> list[ox.Quad]:
        """Return its statements, each once, in its graph; in no order that one could rely on."""
        triples = dict.fromkeys(import_module(self.module).triples(source))
        return [ox.Quad(triple.subject, triple.predicate, triple.object, self.graph) for triple in triples]

    def document(self, source: Source) -> dict[str, Any]:
        """Return the JSON-LD document in its own layout; only where it has one."""
        found: dict[str, Any] = import_module(self.module).document(source)
        return found
