"""The graph, written in the formats that the field's tools read.

Turtle, N-Triples and RDF/XML have no named graphs: they get the statements of the chosen graphs, each once. N-Quads,
TriG and JSON-LD keep every statement in its graph. The same statements always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import pyoxigraph as ox

from mllm_kg.errors import UnknownName
from mllm_kg.export.jsonld import jsonld
from mllm_kg.export.lines import nquads, ntriples
from mllm_kg.export.output import opened
from mllm_kg.export.rdfxml import rdfxml
from mllm_kg.export.sssom import sssom
from mllm_kg.export.turtle import trig, turtle
from mllm_kg.namespaces import GRAPH

__all__ = ["EXPORTS", "FORMATS", "GRAPHS", "Format", "export", "part_of", "select"]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write statements.

    :param name: what the command line calls it
    :param suffix: how the names of its files end
    :param media_type: what HTTP calls it
    :param named_graphs: whether it keeps statements apart by graph
    :param texts: gives the document piece by piece
    """

    name: str
    suffix: str
    media_type: str
    named_graphs: bool
    texts: Callable[[Iterable[ox.Quad]], Iterator[str]]

    def write(self, statements: Iterable[ox.Quad | ox.Triple], out: BinaryIO) -> None:
        """Write statements to a stream, in UTF-8.

        :raises OutputError: when the format can't hold one of them
        """
        quads = (_quad(statement) for statement in statements)
        document = list(self.texts(quads))
        for at in range(0, len(document), 4096):
            out.write("".join(document[at : at + 4096]).encode())


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("turtle", ".ttl", "text/turtle", False, turtle),
        Format("ntriples", ".nt", "application/n-triples", False, ntriples),
        Format("nquads", ".nq", "application/n-quads", True, nquads),
        Format("trig", ".trig", "application/trig", True, trig),
        Format("jsonld", ".jsonld", "application/ld+json", True, jsonld),
        Format("rdfxml", ".rdf", "application/rdf+xml", False, rdfxml),
    )
}

EXPORTS: dict[str, Format] = {
    **FORMATS,
    "sssom": Format("sssom", ".sssom.tsv", "text/tab-separated-values", False, sssom),
}
"""The formats that a graph can be exported in: those of RDF, which hold every statement, and those that hold some."""

_PARTS = ("ontology", "inferred", "provenance")
GRAPHS: dict[str, str] = {
    "all": "everything",
    "data": "what the records and the survey's list say, without ontology, inferences and provenance",
    "ontology": "the ontology and its alignments",
    "inferred": "what follows from the data by the ontology",
    "provenance": "where the statements come from",
}
"""The parts of the graph that can be exported, each with what it holds."""


class _Dataset(Protocol):
    def quads(self, graphs: list[ox.NamedNode] | None = None) -> Iterator[ox.Quad]: ...

    def named_graphs(self) -> list[ox.NamedNode]: ...


def export(
    dataset: _Dataset, format: str = "turtle", graph: str = "all", output: Path | str | BinaryIO | None = None
) -> None:
    """Write a part of a dataset.

    :param dataset: what to write
    :param format: a name of :data:`EXPORTS`
    :param graph: a name of :data:`GRAPHS`, or the name of one named graph
    :param output: a file to write, all or nothing; an open stream; ``None`` or ``-``: standard output
    :raises UnknownName: when there is no such format or graph
    :raises OutputError: when it can't be written
    """
    chosen = EXPORTS.get(format)
    if chosen is None:
        raise UnknownName("export format", format, tuple(EXPORTS))
    quads = select(dataset, graph)
    with opened(output) as stream:
        chosen.write(quads, stream)


def select(dataset: _Dataset, graph: str) -> Iterator[ox.Quad]:
    """Return the statements of a part of a dataset.

    :param graph: a name of :data:`GRAPHS`, or the name of one named graph
    :raises UnknownName: when there is no such graph
    """
    if graph == "all":
        return dataset.quads()
    if graph == "data":
        return (quad for quad in dataset.quads() if part_of(quad.graph_name) not in _PARTS)
    own = [name for name in dataset.named_graphs() if part_of(name) == graph or name.value in (graph, GRAPH + graph)]
    if not own and graph not in GRAPHS:
        raise UnknownName("graph", graph, tuple(GRAPHS))
    return dataset.quads(own)


def part_of(name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> str | None:
    """Return the part that a named graph belongs to, ``None`` when it belongs to the data."""
    if not isinstance(name, ox.NamedNode) or not name.value.startswith(GRAPH):
        return None
    part = name.value[len(GRAPH) :].partition("/")[0]
    return part if part in _PARTS else None


def _quad(statement: ox.Quad | ox.Triple) -> ox.Quad:
    if isinstance(statement, ox.Quad):
        return statement
    return ox.Quad(statement.subject, statement.predicate, statement.object)
