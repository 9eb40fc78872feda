"""Files that are to be added, in the context of the graph.

1. Records are read and assembled as a build does it, with what the graph describes already as known. A record of an
   entity that the graph has stands in for the old one.
2. Statements of other RDF files go into a named graph of their own.
3. What follows from the whole is drawn anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.assemble import NAMES_GRAPH, PROVENANCE_GRAPH, assemble
from mllm_kg.assets import Assets
from mllm_kg.checks.rdf_files import SUFFIXES, read_rdf
from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.findings import Finding, Location
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import PREFIXES, graph, term
from mllm_kg.reasoning.closure import Closure
from mllm_kg.records.context import Context
from mllm_kg.records.listing import Listing
from mllm_kg.records.load import expected_path
from mllm_kg.records.model import RecordGraphs, Reference
from mllm_kg.records.rdf import record_graphs
from mllm_kg.records.reader import Record, read_record

__all__ = ["Additions", "read_additions"]

RECORDS = (".yaml", ".yml")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_INFERRED = graph("inferred")
_ONTOLOGY = graph("ontology")


@dataclass(slots=True)
class _Files:
    """What some files hold.

    :param records: the records
    :param rdf: the statements of other files
    :param places: the file that first makes a statement about a thing
    :param names: the files
    """

    records: list[tuple[Record, RecordGraphs]] = field(default_factory=list)
    rdf: list[ox.Quad] = field(default_factory=list)
    places: dict[str, Location] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


class Additions:
    """The graph without what some files stand in for, and the graph with them.

    :param dataset: the graph
    :param files: what the files hold
    :param context: the keys of records
    """

    def __init__(self, dataset: Dataset, files: _Files, context: Context) -> None:
        self.files, self.keys = files, context
        replaced = {name for _, record in files.records for name in _graphs_of(dataset, record.entity)}
        kept = _Kept(dataset, replaced)
        self._stated = [quad for quad in dataset.quads() if kept(quad)]
        added = dict.fromkeys((*self._assembled(dataset, kept), *files.rdf))
        self.quads = [quad for quad in added if not kept.has(quad)]
        closure = Closure(quad.triple for quad in dataset.quads([_ONTOLOGY]))
        self._followed = _drawn(closure, self._stated)
        self._follows = _drawn(closure, self.quads)

    def _assembled(self, dataset: Dataset, kept: _Kept) -> Iterator[ox.Quad]:
        """Go through what the records state; names that the graph knows keep their label."""
        types = dataset.store.quads_for_pattern(None, _TYPE, None, None)
        typed = {quad.subject for quad in types if kept(quad)}
        own = {record.entity for _, record in self.files.records}
        listing = Listing()
        for subject in typed:
            if isinstance(subject, ox.NamedNode) and subject.value not in own:
                listing.declared.append(Reference(subject.value, Location("the graph")))
        for quad in dataset.store.quads_for_pattern(None, term("listedKey"), None, graph("survey-list")):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                listing.entries.setdefault(quad.object.value, []).append(quad.subject)
        for quad in assemble([record for _, record in self.files.records], listing):
            if quad.graph_name != NAMES_GRAPH or quad.subject not in typed:
                yield quad

    @cached_property
    def before(self) -> Dataset:
        """The graph without what the files stand in for."""
        return Dataset.from_quads([*self._stated, *self._followed])

    @cached_property
    def after(self) -> Dataset:
        """The graph with the files."""
        added = {quad.triple for quad in self.quads}
        followed = (quad for quad in self._followed if quad.triple not in added)
        return Dataset.from_quads([*self._stated, *followed, *self.quads, *self._follows])

    @property
    def entities(self) -> set[str]:
        """The IRIs of what the files make statements about, and of what refers to those."""
        changed = (*self.quads, *self._follows)
        own = {quad.subject for quad in changed if isinstance(quad.subject, ox.NamedNode)}
        store = self.after.store
        referring = {quad.subject for entity in own for quad in store.quads_for_pattern(None, None, entity, None)}
        return {entity.value for entity in own | referring if isinstance(entity, ox.NamedNode)}

    def locate(self, finding: Finding) -> Location | None:
        """Return the place in the files that a finding is about."""
        for record, graphs in self.files.records:
            if graphs.entity == finding.focus:
                return _place(record, self.keys, finding)
            for declared in graphs.declared:
                if declared.iri == finding.focus:
                    return declared.location
        places = self.files.places
        only = Location(self.files.names[0]) if len(self.files.names) == 1 else None
        return places.get(finding.focus or "", only)


def read_additions(dataset: Dataset, assets: Assets, paths: Sequence[Path]) -> Additions:
    """Read files, and all files of folders, as additions to a graph.

    :raises UnreadableInput: when one can't be read, or is of no known kind
    :raises RecordErrors: when a record has mistakes that keep it from being added; with all of them
    """
    context = Context.load(assets.ontology / "context.jsonld")
    files = _Files()
    mistakes: list[Finding] = []
    for number, path in enumerate(_all_files(paths)):
        try:
            _read(path, number, files, assets, context)
        except RecordErrors as error:
            mistakes.extend(error.findings)
    if mistakes:
        raise RecordErrors(mistakes)
    return Additions(dataset, files, context)


def _read(path: Path, number: int, files: _Files, assets: Assets, context: Context) -> None:
    """Read one file, the ``number``-th."""
    suffix = path.suffix.lower()
    files.names.append(str(path))
    if suffix in RECORDS:
        record = read_record(path, assets.root)
        files.records.append((record, _in_place(record_graphs(record, context))))
    elif suffix in SUFFIXES:
        name = graph(f"addition/{number}")
        quads = read_rdf(path, name)
        files.rdf.extend([*quads, *_described(quads, name)])
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode):
                files.places.setdefault(quad.subject.value, Location(str(path)))
    else:
        known = ", ".join((*RECORDS, *SUFFIXES))
        raise UnreadableInput(str(path), f"the name tells no known kind of file; known are {known}")


def _in_place(record: RecordGraphs) -> RecordGraphs:
    """Let a record's graphs name the file that it would stand in, wherever it is now."""
    place = expected_path(record.entity)
    record.graphs = [replace(known, file=place or known.file) for known in record.graphs]
    return record


def _all_files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            known = {*RECORDS, *SUFFIXES}
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in known)
        else:
            yield path


def _graphs_of(dataset: Dataset, entity: str) -> set[ox.NamedNode]:
    """Return the named graphs that the record of an entity was made into."""
    found = dataset.store.quads_for_pattern(None, term("describes"), ox.NamedNode(entity), PROVENANCE_GRAPH)
    names = {quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)}
    return names - {graph("survey-list")}


class _Kept:
    """Tells which statements of a graph stay when some named graphs are replaced: those that it does not infer.

    :param dataset: the graph
    :param replaced: the names of the named graphs that go, with what the graph of provenance says of them
    """

    def __init__(self, dataset: Dataset, replaced: set[ox.NamedNode]) -> None:
        inferred = {name for name in dataset.named_graphs() if name.value.startswith(_INFERRED.value)}
        self.dataset, self.replaced, self.gone = dataset, replaced, inferred | replaced

    def __call__(self, quad: ox.Quad) -> bool:
        if quad.graph_name == PROVENANCE_GRAPH:
            return quad.subject not in self.replaced
        return quad.graph_name not in self.gone

    def has(self, quad: ox.Quad) -> bool:
        """Whether the graph states this, wherever, and goes on to do so."""
        found = self.dataset.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(self(other) for other in found)


def _drawn(closure: Closure, stated: Sequence[ox.Quad]) -> list[ox.Quad]:
    """Return what follows besides once these statements are made too."""
    premises = (quad.triple for quad in stated if quad.graph_name not in (_ONTOLOGY, PROVENANCE_GRAPH))
    return [ox.Quad(new.subject, new.predicate, new.object, _INFERRED) for new in closure.add(premises)]


def _described(quads: Sequence[ox.Quad], name: ox.NamedNode) -> list[ox.Quad]:
    """Describe the named graph of a file's statements, when it has any."""
    if all(quad.graph_name != name for quad in quads):
        return []
    entity, confirmed = ox.NamedNode(PREFIXES["prov"] + "Entity"), term("Confirmed")
    return [
        ox.Quad(name, _TYPE, entity, PROVENANCE_GRAPH),
        ox.Quad(name, term("evidenceStatus"), confirmed, PROVENANCE_GRAPH),
    ]


def _place(record: Record, context: Context, finding: Finding) -> Location:
    """Return where a record says what a finding is about: the key of the property, else the record's start."""
    names = {name for name, key in context.keys.items() if key.iri == finding.path}
    blocks = [record.root]
    for key in ("according_to", "unconfirmed"):
        if key in record.root.value:
            blocks.extend(record.root.value[key].items())
    for block in blocks:
        for name in block.keys:
            if name in names:
                return record.at(block, name)
    return record.at()
