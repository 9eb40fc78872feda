"""Whatever is brought becomes canonical records: the inverse of :mod:`mllm_kg.records.rdf`, and YAML as it is.

- A YAML record keeps its content and its comments, those of a template aside. One without an ``id``, or with a kind alone, gets its slug.
- An RDF file becomes one record for each entity of a kind that has records (:mod:`mllm_kg.curation.rdf_file`). Of an
  entity that the graph has, it becomes what is to be joined to its record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from mllm_kg.curation.drafts import Draft, Taken
from mllm_kg.curation.formatting import faithful
from mllm_kg.curation.things import CLASSES, Known
from mllm_kg.errors import RecordErrors
from mllm_kg.findings import UNREADABLE, Finding, Location
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input, Place
from mllm_kg.namespaces import KG, KINDS, graph
from mllm_kg.records.comments import read_comments
from mllm_kg.records.context import Context
from mllm_kg.records.rdf import convert as state
from mllm_kg.records.reader import Node

__all__ = ["Conversion", "convert", "plain_records_of_rdf"]


@dataclass(slots=True)
class Conversion:
    """What became of some files: records that are to be installed, and what is to be said about it."""

    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def convert(
    inputs: Sequence[Input],
    context: Context,
    dataset: Dataset | None = None,
    *,
    sources: Sequence[str] = (),
    drop_foreign: bool = False,
) -> Conversion:
    """Return the records that files hold.

    :param inputs: the files, read
    :param context: the keys of records
    :param dataset: the graph at hand
    :param sources: the pages that carry what the files give no evidence for
    :param drop_foreign: whether statements that no key can say are left out, and told, rather than refused
    """
    known, result = Known(dataset), Conversion()
    taken = Taken(known, {given.graphs.entity.removeprefix(KG) for given in inputs if given.graphs})
    for given in inputs:
        if given.format == "yaml":
            result.drafts.extend(_yaml_draft(given, context, taken))
        else:
            from mllm_kg.curation.rdf_file import RdfFile

            file = RdfFile(given, context, known, taken, sources)
            result.drafts.extend(file.drafts())
            result.findings.extend(file.findings(drop_foreign))
    return result


def plain_records_of_rdf(text: str, name: str, format: str, context: Context) -> Iterator[dict[str, Any]]:
    """Go through the records that an RDF text holds, as plain data; what no key can say is left out.

    :param text: the text
    :param name: what the file is called
    :param format: the suffix of its format
    :param context: the keys of records
    :raises RecordErrors: when the text can't be read
    """
    from mllm_kg.curation.rdf_file import RdfFile
    from mllm_kg.inputs.rdf import read_rdf_input

    given = read_rdf_input(text, name, format, graph("addition/0"))
    broken = [finding for finding in given.findings if finding.rule in UNREADABLE]
    if broken:
        raise RecordErrors(broken)
    known = Known(None)
    yield from (draft.record for draft in RdfFile(given, context, known, Taken(known, set())).drafts())


def _yaml_draft(given: Input, context: Context, taken: Taken) -> Iterator[Draft]:
    """Yield the record of a YAML file, as far as it is one."""
    if given.record is None:
        return
    minted = _minted(given, context, taken)
    if not given.graphs or not given.graphs.entity:
        return
    entity = given.graphs.entity.removeprefix(KG)
    if not KINDS[entity.partition("/")[0]].folder:
        return
    record, root = faithful(given.record.root, context), given.record.root
    place = given.record.at(root.value["id"])
    comments = read_comments(given.text).without_guides()
    yield Draft(entity, record, given, place, comments=comments, minted=minted)


def _minted(given: Input, context: Context, taken: Taken) -> bool:
    """Give a record that names no entity yet its ``id``, and read it as if that stood there."""
    assert given.record is not None
    root = given.record.root
    written = root.value.get("id")
    text = written.text.rstrip("/") if written is not None else ""
    classes = [item.text for item in root.value["type"].items()] if "type" in root.value else []
    kind = text if written is not None else next((CLASSES[name] for name in classes if name in CLASSES), "")
    if kind not in KINDS or not KINDS[kind].folder:
        return False
    entity = taken.mint(kind, faithful(root, context))
    if entity is None:
        return False
    place = written or Node("", "", root.line, root.column)
    root.value["id"] = Node(entity, entity, place.line, place.column, place.end)

    def note(triple: ox.Triple, subject: Location, predicate: Location, value: Location) -> None:
        given.places.note(triple, Place(subject, predicate, value))

    given.findings = [finding for finding in given.findings if finding.rule != "record-id"]
    known = set(given.findings)
    given.graphs, findings = state(given.record, context, note)
    given.quads = given.graphs.quads
    given.findings += [finding for finding in findings if finding not in known]
    return True
