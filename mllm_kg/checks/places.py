"""Where findings are: in the files that are judged, else in the records of the graph.

A finding is about a statement: an entity, and often a property and a value. Its place is

1. in a file that is judged: that of the statement's value, else that of the property, else that of the entity; or, when
   no file says anything about that entity, where one names it or makes a statement with the same value;
2. in a record of the graph: the graph of provenance tells the file that states it. The record is read only then.

The other entity that a finding is about has a place of its own, which the finding names as related.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.checks.naming import Naming
from mllm_kg.findings import Finding, Location, Related, say
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.namespaces import graph, term
from mllm_kg.records.context import Context
from mllm_kg.records.text import lines

__all__ = ["Locator"]

_PROVENANCE = graph("provenance")
_RECORD_FILE = term("recordFile")


class _File:
    """A file with its statements, filed by what findings tell of them.

    :param made: the file
    """

    def __init__(self, made: Input) -> None:
        self.made = made
        self._about: dict[tuple[str, str], list[tuple[str, Location]]] = {}
        self._named: dict[str, Location] = {}
        self._said: dict[tuple[str, str], Location] = {}
        for triple, place in made.places.statements.items():
            subject, predicate, value = _plain(triple.subject), triple.predicate.value, _plain(triple.object)
            self._about.setdefault((subject, predicate), []).append((value, place.object))
            self._named.setdefault(value, place.object)
            self._said.setdefault((predicate, value), place.object)

    def statement(self, focus: str | None, path: str | None, value: str | None) -> Location | None:
        """Return the place of a value; the last one when several fit."""
        known = self._about.get((focus or "", path or ""), [])
        return next((place for found, place in reversed(known) if value is None or found == value), None)

    def entity(self, thing: str | None) -> Location | None:
        """Return where an entity first stands as a subject."""
        if thing is None:
            return None
        return self.made.places.things.get(thing if thing.startswith("_:") else f"<{thing}>")

    def about(self, focus: str | None, path: str | None, value: str | None) -> Location | None:
        """Return the place of a statement: its value's, else its property's, else its entity's."""
        return self.statement(focus, path, value) or self.statement(focus, path, None) or self.entity(focus)

    def near(self, thing: str | None, path: str | None, value: str | None) -> Location | None:
        """Return where a thing is named as a value, else where something has the same value for the same property."""
        return self._named.get(thing or "") or self._said.get((path or "", value or ""))

    def line(self, place: Location) -> str | None:
        """Return the line at a place."""
        written = lines(self.made.text)
        return written[place.line - 1] if place.line is not None and place.line <= len(written) else None


_Spot: TypeAlias = tuple[_File, Location]


class Locator:
    """Finds the places of findings.

    :param dataset: the graph with everything that is judged
    :param assets: the sources, in which the records of the graph are
    :param inputs: the files that are judged; none when that is the graph itself
    """

    def __init__(self, dataset: Dataset, assets: Assets, inputs: Sequence[Input] = ()) -> None:
        self._store, self._assets = dataset.store, assets
        self._naming = Naming(dataset)
        self._judged = [_File(made) for made in inputs]
        self._records: dict[str, _File | None] = {}
        self._sources: dict[object, str | None] = {}

    def placed(self, finding: Finding, other: str | None = None) -> Finding:
        """Return a finding with its place, the line there, and the place of the other entity that it is about.

        :param other: the IRI of that entity, if there is one
        """
        found = next(self._places(finding, other), None)
        if found is None:
            return finding
        file, place = found
        related = finding.related + tuple(self._related(finding, other, place))
        return replace(finding, location=place, source=file.line(place), related=related)

    def completed(self, finding: Finding) -> Finding:
        """Return a finding that has its place with the line there; of a second record, with the place of the first."""
        place, related = finding.location, finding.related
        if place is None:
            return self.placed(finding)
        if finding.rule == "duplicate-slug" and finding.focus and not related:
            others = ((f, p) for f, p in self._in_records(finding.focus, None, None) if p.path != place.path)
            related = tuple(self._described(finding.focus, file, other) for file, other in islice(others, 1))
        line = next((file.line(place) for file in self._judged if file.made.name == place.path), None)
        return replace(finding, source=finding.source or line, related=related)

    def statement(self, triple: ox.Triple) -> tuple[Location, str | None] | None:
        """Return the place of a statement and the line there: in a file that is judged, else in a record.

        :returns: ``None`` when nothing says it
        """
        subject, predicate, value = _plain(triple.subject), triple.predicate.value, _plain(triple.object)
        for file in self._judged:
            if place := file.statement(subject, predicate, value):
                return place, file.line(place)
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        for source in self._telling(quads):
            record = self._record(source)
            if record and (place := record.about(subject, predicate, value)):
                return place, record.line(place)
        return None

    def _places(self, finding: Finding, other: str | None) -> Iterator[_Spot]:
        """Go through the places of a finding, the likeliest first."""
        focus, path, value = finding.focus, finding.path, finding.value
        files = self._judged
        yield from ((file, place) for file in files if (place := file.statement(focus, path, value)))
        yield from ((file, place) for file in files if (place := file.about(focus, path, value)))
        yield from ((file, place) for file in files if (place := file.about(other, path, value)))
        yield from ((file, place) for file in files if (place := file.near(focus, path, value)))
        if len(files) == 1:
            yield files[0], Location(files[0].made.name)
        elif not files and focus is not None:
            yield from self._in_records(focus, path, value)

    def _related(self, finding: Finding, other: str | None, place: Location) -> Iterator[Related]:
        """Yield the place of the other entity; that of the finding's own, when the other one is placed here."""
        for entity in (other, finding.focus):
            found = next(self._anywhere(entity, finding.path), None) if other and entity else None
            if entity and found and (found[1].path, found[1].line) != (place.path, place.line):
                yield self._described(entity, *found)
                return

    def _described(self, entity: str, file: _File, place: Location) -> Related:
        told = say("{entity} is described here.", entity=self._naming.entity(entity))
        return Related(place, told, file.line(place))

    def _anywhere(self, entity: str, path: str | None) -> Iterator[_Spot]:
        yield from ((file, place) for file in self._judged if (place := file.about(entity, path, None)))
        yield from self._in_records(entity, path, None)

    def _in_records(self, focus: str, path: str | None, value: str | None) -> Iterator[_Spot]:
        """Go through the places of a statement in the records of the graph, the likeliest first."""
        if focus.startswith("_:"):
            return
        for source, subject, predicate in self._stating(ox.NamedNode(focus), path, value):
            file = self._record(source)
            place = file.about(subject, predicate, value) if file else None
            if file and place:
                yield file, place

    def _stating(self, focus: ox.NamedNode, path: str | None, value: str | None) -> Iterator[tuple[str, str, str]]:
        """Go through the files of records that may have a place, with the entity and the property to look for."""
        if path is not None:
            quads = list(self._store.quads_for_pattern(focus, ox.NamedNode(path), None, None))
            quads.sort(key=lambda quad: _plain(quad.object) != value)
            yield from ((source, focus.value, path) for source in self._telling(quads))
        quads_about = self._store.quads_for_pattern(focus, None, None, None)
        yield from ((source, focus.value, path or "") for source in self._telling(quads_about))
        for quad in self._store.quads_for_pattern(None, None, focus, None):
            for source in self._telling([quad]):
                yield source, _plain(quad.subject), quad.predicate.value

    def _telling(self, quads: Iterable[ox.Quad]) -> Iterator[str]:
        """Go through the files that make some statements."""
        for quad in quads:
            name = quad.graph_name
            if name not in self._sources:
                self._sources[name] = self._source(name) if isinstance(name, ox.NamedNode) else None
            if source := self._sources[name]:
                yield source

    def _source(self, name: ox.NamedNode) -> str | None:
        told = self._store.quads_for_pattern(name, _RECORD_FILE, None, _PROVENANCE)
        return next((_plain(quad.object) for quad in told), None)

    def _record(self, source: str) -> _File | None:
        """Return a record of the graph with its places; ``None`` when it can't be read."""
        if source not in self._records:
            self._records[source] = self._read(source)
        return self._records[source]

    def _read(self, source: str) -> _File | None:
        from mllm_kg.inputs.records import read_record_input

        path = self._assets.record(source)
        if path.suffix != ".yaml":
            return None
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return None
        shown = str(path) if source.startswith("own/") else source
        return _File(read_record_input(text, shown, self._context, source))

    @cached_property
    def _context(self) -> Context:
        return Context.load(self._assets.ontology / "context.jsonld")


def _plain(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return a term as findings hold it: an IRI, a literal's lexical form, or a blank node's name after ``_:``."""
    if isinstance(node, ox.NamedNode | ox.Literal):
        return node.value
    return str(node)
