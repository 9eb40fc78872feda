"""Where statements and axioms are written, each with its line: what a contradiction is made of.

A statement is looked for in the files that are judged, then in the records of the graph, then in the files of the
ontology. A group of classes that exclude each other has no name; it is known by its members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.checks.places import Locator
from mllm_kg.errors import UnreadableInput
from mllm_kg.findings import Location, Related
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.namespaces import PREFIXES, curie, graph
from mllm_kg.reasoning.patterns import RDF_TYPE, owl

__all__ = ["Sites", "read_ontology_inputs", "spelled_out"]

_FIRST, _REST = (ox.NamedNode(PREFIXES["rdf"] + local) for local in ("first", "rest"))
_BARE = frozenset(PREFIXES["xsd"] + local for local in ("integer", "decimal", "boolean"))
_MEMBERS = owl("members")


def read_ontology_inputs(assets: Assets) -> list[Input]:
    """Read the files of the ontology, with the place of every statement.

    :raises UnreadableInput: when one has gone
    """
    from mllm_kg.inputs.rdf import read_rdf_input

    made = []
    for path in sorted(assets.ontology.glob("*.ttl")):
        name = path.relative_to(assets.root).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableInput(name, str(error)) from None
        made.append(read_rdf_input(text, name, "ttl", graph("ontology")))
    return made


def spelled_out(triple: ox.Triple) -> str:
    """Return a statement as people read it: its terms in short form."""
    if triple.predicate == RDF_TYPE:
        return f"{_short(triple.subject)} a {_short(triple.object)}"
    return " ".join(map(_short, (triple.subject, triple.predicate, triple.object)))


def _short(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return curie(term.value)
    if isinstance(term, ox.Literal):
        if term.datatype.value in _BARE:
            return term.value
        text = f'"{term.value}"'
        return f"{text}@{term.language}" if term.language else text
    return str(term)


class Sites:
    """Finds where statements are written.

    :param dataset: the graph with everything that is judged
    :param assets: the sources: the records and the ontology are among them
    :param inputs: the files that are judged
    """

    def __init__(self, dataset: Dataset, assets: Assets, inputs: Sequence[Input] = ()) -> None:
        self._dataset, self._assets, self._inputs = dataset, assets, inputs
        self._judged = Locator(dataset, assets, inputs)

    def statement(self, triple: ox.Triple) -> tuple[Location, str | None] | None:
        """Return where a statement or an axiom is written, and the line there; ``None`` when nothing says it."""
        if isinstance(triple.subject, ox.BlankNode):
            return self._unnamed(triple)
        return self._judged.statement(triple) or self._ontology.statement(triple)

    def related(self, triple: ox.Triple, message: str | None = None) -> Related | None:
        """Return a statement as another place of a finding.

        :param message: how it is told; by default its terms
        """
        found = self.statement(triple)
        return Related(found[0], message or spelled_out(triple), found[1]) if found else None

    @cached_property
    def _files(self) -> list[Input]:
        return read_ontology_inputs(self._assets)

    @cached_property
    def _ontology(self) -> Locator:
        return Locator(self._dataset, self._assets, self._files)

    def _unnamed(self, triple: ox.Triple) -> tuple[Location, str | None] | None:
        """Find a group of classes or properties by its members."""
        store = self._dataset.store
        wanted = {
            member
            for cells in (quad.object for quad in store.quads_for_pattern(triple.subject, _MEMBERS, None, None))
            for member in _items({quad.triple for quad in _list(store, cells)}, cells)
        }
        for made in (*self._inputs, *self._files):
            stated = {quad.triple for quad in made.quads}
            for other in stated:
                if other.predicate == _MEMBERS and wanted and set(_items(stated, other.object)) == wanted:
                    place = made.places.statements[other].subject
                    return place, made.line(place.line)
        return None


def _list(store: ox.Store, cell: object) -> Iterator[ox.Quad]:
    """Go through the statements of a list in a store."""
    passed: set[object] = set()
    while isinstance(cell, ox.BlankNode) and cell not in passed:
        passed.add(cell)
        quads = list(store.quads_for_pattern(cell, None, None, None))
        yield from quads
        cell = next((quad.object for quad in quads if quad.predicate == _REST), None)


def _items(triples: set[ox.Triple], cell: object) -> Iterator[object]:
    """Go through the members of a list."""
    firsts: dict[object, object] = {triple.subject: triple.object for triple in triples if triple.predicate == _FIRST}
    rests: dict[object, object] = {triple.subject: triple.object for triple in triples if triple.predicate == _REST}
    passed: set[object] = set()
    while cell in firsts and cell not in passed:
        passed.add(cell)
        yield firsts[cell]
        cell = rests.get(cell)
