"""The survey's online list, row by row, as it is listed: ``data/survey/listing.csv`` becomes ``ListEntry`` instances.

Nothing is mended here. What holds stands in the records; where the two disagree is a question that the graph answers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.errors import RecordErrors
from mllm_kg.findings import Finding, Location, Sentence, Severity, say
from mllm_kg.namespaces import PREFIXES, graph, iri, term
from mllm_kg.records.model import Reference, SourceGraph
from mllm_kg.records.text import shown
from mllm_kg.records.values import BadValue, absolute_iri

__all__ = ["LISTING", "LISTING_GRAPH", "Listing", "read_listing"]

LISTING = "data/survey/listing.csv"
LISTING_GRAPH = graph("survey-list")
SURVEY_LIST = "https://multilingual-llm.net/"
COLUMNS = (
    "position",
    "key",
    "listed_title",
    "listed_first_author",
    "listed_url",
    "listed_code_url",
    "listed_venue",
    "listed_year",
    "list_code",
)
_INTEGER = ox.NamedNode(PREFIXES["xsd"] + "integer")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_TEXTS = {
    "key": "listedKey",
    "listed_title": "listedTitle",
    "listed_first_author": "listedFirstAuthor",
    "listed_venue": "listedVenue",
    "list_code": "listCode",
}
_PAGES = {"listed_url": "listedUrl", "listed_code_url": "listedCodeUrl"}
_NUMBERS = {"position": "position", "listed_year": "listedYear"}


class Listing:
    """The list's statements, and which entries stand under which key."""

    def __init__(self) -> None:
        self.quads: list[ox.Quad] = []
        self.entries: dict[str, list[ox.NamedNode]] = {}
        self.declared: list[Reference] = []
        self.graph = SourceGraph(
            name="survey-list",
            status="AsListed",
            file=LISTING,
            entity=iri("paper", "qin2024multilingual").value,
            sources=(SURVEY_LIST,),
        )


def read_listing(path: Path, strategies: Mapping[str, ox.NamedNode]) -> Listing:
    """Return what the list says.

    :param path: the CSV file (RFC 4180, UTF-8), with the columns of ``COLUMNS``
    :param strategies: which alignment strategy each ``list_code`` stands for
    :raises RecordErrors: with the line of every row that can't be read
    """
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        advice = say("They are {columns}.", columns=", ".join(COLUMNS))
        raise RecordErrors([_finding(1, say("The columns are not those of the list."), advice)])
    listing, findings = Listing(), []
    for row in reader:
        try:
            _add(listing, row, strategies, reader.line_num)
        except BadValue as error:
            findings.append(_finding(reader.line_num, error.message, error.suggestion))
    if findings:
        raise RecordErrors(findings)
    return listing


def _add(listing: Listing, row: dict[str, str], strategies: Mapping[str, ox.NamedNode], line: int) -> None:
    if not row["position"].isdigit():
        message = say("'{text}' is no position.", text=shown(row["position"]))
        raise BadValue(message, say("Count the rows from 1."))
    if row["list_code"] not in strategies:
        message = say("'{text}' is no list code.", text=shown(row["list_code"]))
        raise BadValue(message, say("Use one of {codes}.", codes=", ".join(sorted(strategies))))
    entry = iri("list-entry", row["position"])
    place = Location(LISTING, line, 1)
    if any(known.iri == entry.value for known in listing.declared):
        message = say("Position {position} stands twice.", position=row["position"])
        raise BadValue(message, say("Give each row its own position."))
    listing.declared.append(Reference(entry.value, place))
    listing.entries.setdefault(row["key"], []).append(entry)

    def state(predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> None:
        listing.quads.append(ox.Quad(entry, predicate, value, LISTING_GRAPH))

    state(_TYPE, term("ListEntry"))
    state(_LABEL, ox.Literal(row["listed_title"]))
    state(term("listedStrategy"), strategies[row["list_code"]])
    for column, local in _TEXTS.items():
        if row[column]:
            state(term(local), ox.Literal(row[column]))
    for column, local in _PAGES.items():
        if row[column]:
            state(term(local), ox.NamedNode(absolute_iri(row[column])))
    for column, local in _NUMBERS.items():
        if row[column]:
            state(term(local), ox.Literal(row[column], datatype=_INTEGER))


def _finding(line: int, message: Sentence, suggestion: Sentence | None) -> Finding:
    return Finding("listing", Severity.VIOLATION, message, suggestion, Location(LISTING, line, 1))
