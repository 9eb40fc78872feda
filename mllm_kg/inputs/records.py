"""A YAML record as an input: everything in it that can be read, and every mistake with its place.

1. The text is read as YAML as far as that goes (:func:`~mllm_kg.records.reader.compose_record`).
2. The record becomes statements (:func:`~mllm_kg.records.rdf.convert`), each with the places of the record's ``id``, of
   the key and of the value.
3. The file is held to where the record belongs, when it stands in a folder of records.

Nothing is raised for a bad file: what is wrong is among the input's findings.
"""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from mllm_kg.findings import Finding, Location
from mllm_kg.inputs.limits import Limits, too_many_statements
from mllm_kg.inputs.model import Input, Place
from mllm_kg.records.context import Context
from mllm_kg.records.load import expected_path, wrong_file
from mllm_kg.records.model import RecordGraphs
from mllm_kg.records.rdf import convert
from mllm_kg.records.reader import Record, compose_record
from mllm_kg.records.text import in_text

__all__ = ["read_record_input"]


def read_record_input(text: str, name: str, context: Context, place: str | None = None) -> Input:
    """Return what a record says, as far as it can be read.

    :param text: the YAML text
    :param name: what the user called the file
    :param context: the keys of records
    :param place: the file as provenance calls it, such as ``data/papers/x.yaml``, when it stands in a folder of
        records; ``None`` when it does not
    :returns: the input. Its ``graphs`` are ``None`` only when the text is no YAML mapping; without a legal ``id`` they
        hold nothing. The named graphs tell the file in which the record belongs, wherever it is now.
    :raises BadParameter: when a setting for a limit is no number
    """
    made = Input(name, text, "yaml")
    made.record, made.findings = compose_record(text, name)
    if made.record is None:
        return made

    def note(triple: ox.Triple, subject: Location, predicate: Location, value: Location) -> None:
        made.places.note(triple, Place(subject, predicate, value))

    made.graphs, mistakes = convert(made.record, context, note)
    limit = Limits.in_force().statements
    if len(made.graphs.quads) > limit:
        made.graphs = RecordGraphs("")
        mistakes = [too_many_statements(Location(name, 1, 1), limit)]
    if made.graphs.entity:
        mistakes.extend(_misfiled(made.record, made.graphs, place))
    made.quads = made.graphs.quads
    made.findings = in_text([*made.findings, *mistakes], text)
    return made


def _misfiled(record: Record, graphs: RecordGraphs, place: str | None) -> list[Finding]:
    """Let the graphs name the file in which the record belongs, and return what is wrong with where it stands."""
    right = expected_path(graphs.entity)
    graphs.graphs = [replace(known, file=right or known.file) for known in graphs.graphs]
    if place is None and right is not None:
        return []
    wrong = wrong_file(record, graphs, place or "")
    return [wrong] if wrong else []
