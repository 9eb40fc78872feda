"""What the tests of the position readers share: which statements have no place, and what stands at a place."""

from __future__ import annotations

import re

import pyoxigraph as ox

from mllm_kg.findings import Finding, Location
from mllm_kg.guard.lexer import cut
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.rdf import FORMATS, read_rdf_input
from mllm_kg.inputs.rdf.json_text import read_json
from mllm_kg.inputs.rdf.jsonld import read_jsonld
from mllm_kg.inputs.rdf.matching import match
from mllm_kg.inputs.rdf.rdfxml import read_rdfxml
from mllm_kg.inputs.rdf.spans import Lines, Stated
from mllm_kg.inputs.rdf.turtle import read_turtle
from mllm_kg.inputs.rdf.xml_text import plain
from mllm_kg.namespaces import graph

HERE = graph("addition/0")
_BREAK = re.compile(r"\r\n|\r|\n")


def read(text: str, format: str) -> Input:
    """Read a text as a file that is called ``file``."""
    return read_rdf_input(text, "file", format, HERE)


def seen(text: str, format: str) -> tuple[list[Stated], set[str]]:
    """Return what the position reader of a format sees, and the labels of blank nodes."""
    if format == "rdf":
        found = read_rdfxml(text, Lines("file", text))
        return found.stated, found.labels
    if format == "jsonld":
        found = read_jsonld(read_json(text, 64))
        return found.stated, found.labels
    return read_turtle(list(cut(text)))


def parsed(text: str, format: str) -> list[ox.Quad]:
    """Return what Oxigraph's parser reads, straight from it."""
    return list(ox.parse(plain(text) if format == "rdf" else text, FORMATS[format]))


def unplaced(text: str, format: str) -> list[str]:
    """Return the statements that Oxigraph reads and the position reader does not see."""
    quads = parsed(text, format)
    return [str(quad) for quad, one in zip(quads, match(quads, *seen(text, format)), strict=True) if one is None]


def texts(text: str, format: str) -> list[tuple[str, ...]]:
    """Return what stands at the places of subject, predicate and object of each statement, in Oxigraph's order."""
    quads = parsed(text, format)
    matched = match(quads, *seen(text, format))
    return [tuple(text[span.start : span.end] for span in one.places) if one else () for one in matched]


def at(text: str, place: Location) -> str:
    """Return what stands at a place, to the end of it or of its line."""
    assert place.line is not None
    assert place.column is not None
    line = _BREAK.split(text)[place.line - 1]
    return line[place.column - 1 : place.end - 1 if place.end else None]


def inside(text: str, found: Finding) -> bool:
    """Whether a finding points into a text, and shows the line that it points at."""
    place = found.location
    if place is None or place.line is None or place.column is None:
        return False
    lines = _BREAK.split(text)
    if not 1 <= place.line <= len(lines) or found.source != lines[place.line - 1]:
        return False
    longest = len(lines[place.line - 1]) + 1
    return place.column <= longest and (place.end is None or place.column < place.end <= longest)


def same(one: list[ox.Quad], other: list[ox.Quad]) -> bool:
    """Whether two lists of statements are the same but for the names of blank nodes."""
    canonical = []
    for quads in (one, other):
        dataset = ox.Dataset(quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        canonical.append(dataset)
    return canonical[0] == canonical[1]
