"""The statements of an RDF file, sorted by what they are about.

1. What is said of a named graph, by PROV-O or Dublin Core, is the evidence of the statements in that graph. The same
   said of an entity is the evidence of the statements about it that stand in no such graph.
2. A statement that is reified with ``mllm:alsoStatedIn`` stands in that graph too.
3. The cells of an RDF collection are its members in order.
4. All other statements are facts, kept by subject, in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import GRAPH, KG, PREFIXES, term

__all__ = ["TYPE", "Evidence", "Node", "Statements", "Value", "sort_statements"]

Node: TypeAlias = ox.NamedNode | ox.BlankNode
"""What a statement can be about."""

Value: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
"""What a statement can say of it."""

_RDF, _RDFS, _PROV, _DCTERMS = (PREFIXES[name] for name in ("rdf", "rdfs", "prov", "dcterms"))
_PAV = "http://purl.org/pav/"
TYPE = ox.NamedNode(_RDF + "type")
_FIRST, _REST = ox.NamedNode(_RDF + "first"), ox.NamedNode(_RDF + "rest")
_NIL = ox.NamedNode(_RDF + "nil")
_PROV_ENTITY = ox.NamedNode(_PROV + "Entity")
_ALSO = term("alsoStatedIn")
_PARTS = {ox.NamedNode(_RDF + name): name for name in ("subject", "predicate", "object")}
_SOURCES = frozenset(
    ox.NamedNode(name)
    for name in (
        _PROV + "hadPrimarySource",
        _DCTERMS + "source",
        _PAV + "importedFrom",
        _PAV + "retrievedFrom",
        _PAV + "derivedFrom",
        _PAV + "sourceAccessedAt",
    )
)
_CHECKED, _BY, _COPIES = term("checked"), ox.NamedNode(_PROV + "wasAttributedTo"), term("readInCopies")
_STATUS, _DESCRIBES, _FILE = term("evidenceStatus"), term("describes"), term("recordFile")
_SEE, _NOTE = ox.NamedNode(_RDFS + "seeAlso"), ox.NamedNode(_DCTERMS + "description")
_OF_BOTH = frozenset((*_SOURCES, _CHECKED, _BY, _COPIES))
_OF_GRAPHS = frozenset((*_OF_BOTH, _STATUS, _DESCRIBES, _FILE, _SEE, _NOTE))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What facts rest on.

    :param status: ``Confirmed``, ``Unconfirmed``, ``Inferred`` or ``AsListed``; empty when the file does not say
    :param sources: the pages that carry them
    :param see: pages that may carry them
    :param note: what the source says
    :param checked: the date on which they were checked
    :param by: who checked them
    :param copies: how many pages were read in a copy
    """

    status: str = ""
    sources: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    note: str | None = None
    checked: str | None = None
    by: tuple[Node, ...] = ()
    copies: int = 0

    @property
    def confirmed(self) -> bool:
        """Whether a page is named that carries the facts, and nothing says that they are unconfirmed."""
        return bool(self.sources) and self.status in ("", "Confirmed")


@dataclass(slots=True)
class Statements:
    """The sorted statements of one file.

    :param facts: by subject; each subject in the order in which it first occurs
    :param graphs: the evidence of each named graph that the file describes
    :param things: the evidence that is given for all facts about a thing
    :param described: the named graphs that are said to be about each thing
    :param lists: the members of each RDF collection, by its first cell
    :param told: the statements that tell of evidence
    :param unread: statements about evidence that can't be read
    """

    facts: dict[Node, list[ox.Quad]] = field(default_factory=dict)
    graphs: dict[Node, Evidence] = field(default_factory=dict)
    things: dict[Node, Evidence] = field(default_factory=dict)
    described: dict[Node, list[Node]] = field(default_factory=dict)
    lists: dict[Node, list[Value]] = field(default_factory=dict)
    told: list[ox.Quad] = field(default_factory=list)
    unread: list[ox.Quad] = field(default_factory=list)

    def evidence(self, quad: ox.Quad, owner: Node) -> Evidence:
        """Return what a fact rests on: what its graph does, else what the facts about its owner do."""
        known = self.graphs.get(quad.graph_name) if not isinstance(quad.graph_name, ox.DefaultGraph) else None
        if known is not None and (known.status or known.sources):
            return known
        return self.things.get(owner, known or Evidence())

    def members(self, value: Value) -> list[Value]:
        """Return the members of a collection, or the value itself."""
        return self.lists.get(value, [value]) if isinstance(value, Node) else [value]


def sort_statements(quads: Iterable[ox.Quad]) -> Statements:
    """Return the statements of one file, sorted."""
    result = Statements()
    quads = list(dict.fromkeys(quads))
    named: set[object] = {quad.graph_name for quad in quads}
    named.update(quad.subject for quad in quads if quad.predicate in (_STATUS, _DESCRIBES))
    reified = {quad.subject for quad in quads if quad.predicate == _ALSO}
    cells: dict[Node, dict[ox.NamedNode, Value]] = {}
    parts: dict[Node, dict[str, list[object]]] = {}
    for quad in quads:
        subject = quad.subject
        if not isinstance(subject, Node):
            result.unread.append(quad)
        elif subject in reified:
            name = "graph" if quad.predicate == _ALSO else _PARTS.get(quad.predicate, "")
            parts.setdefault(subject, {}).setdefault(name, []).append(quad.object)
        elif quad.predicate in (_FIRST, _REST):
            cells.setdefault(subject, {})[quad.predicate] = quad.object
        elif subject.value.startswith(GRAPH) or (subject in named and not subject.value.startswith(KG)):
            _describe(result, result.graphs, quad, _OF_GRAPHS)
        elif quad.predicate in _OF_BOTH:
            _describe(result, result.things, quad, _OF_BOTH)
        else:
            result.facts.setdefault(subject, []).append(quad)
    for again in _reified(parts):
        if isinstance(again.subject, Node):
            result.facts.setdefault(again.subject, []).append(again)
    _collect(result, cells)
    return result


def _describe(result: Statements, into: dict[Node, Evidence], quad: ox.Quad, allowed: frozenset[ox.NamedNode]) -> None:
    """Take one statement about a graph or a thing as evidence."""
    subject, predicate, value = quad.subject, quad.predicate, quad.object
    assert isinstance(subject, Node)
    known = into.get(subject, Evidence())
    changed: Evidence | None = known
    if predicate in _SOURCES and isinstance(value, ox.NamedNode):
        changed = replace(known, sources=(*known.sources, value.value))
    elif predicate == _SEE and isinstance(value, ox.NamedNode):
        changed = replace(known, see=(*known.see, value.value))
    elif predicate == _BY and isinstance(value, Node):
        changed = replace(known, by=(*known.by, value))
    elif predicate == _STATUS and isinstance(value, ox.NamedNode):
        changed = replace(known, status=value.value.rpartition("#")[2])
    elif predicate == _DESCRIBES and isinstance(value, Node):
        result.described.setdefault(value, []).append(subject)
    elif isinstance(value, ox.Literal) and predicate in allowed:
        changed = _literal(known, predicate, value)
    elif not (predicate == TYPE and value == _PROV_ENTITY):
        changed = None
    if changed is None:
        result.unread.append(quad)
    else:
        into[subject] = changed
        result.told.append(quad)


def _literal(known: Evidence, predicate: ox.NamedNode, value: ox.Literal) -> Evidence | None:
    if predicate == _NOTE:
        return replace(known, note=value.value)
    if predicate == _CHECKED:
        return replace(known, checked=value.value)
    if predicate == _COPIES and value.value.isdigit():
        return replace(known, copies=int(value.value))
    return known if predicate == _FILE else None


def _reified(parts: dict[Node, dict[str, list[object]]]) -> Iterator[ox.Quad]:
    """Go through the statements that are said to stand in a further graph."""
    for said in parts.values():
        subject, predicate, value = (
            next(iter(said.get(name, [])), None) for name in ("subject", "predicate", "object")
        )
        if not isinstance(subject, Node) or not isinstance(predicate, ox.NamedNode):
            continue
        if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple):
            for name in said.get("graph", []):
                if isinstance(name, ox.NamedNode):
                    yield ox.Quad(subject, predicate, value, name)


def _collect(result: Statements, cells: dict[Node, dict[ox.NamedNode, Value]]) -> None:
    """Read the RDF collections (RDF Schema 1.1, section 5.2); one that runs in a circle ends where it began."""
    rests = {cell.get(_REST) for cell in cells.values()}
    for head in cells:
        if head in rests:
            continue
        members, at, seen = [], head, set[Node]()
        while at in cells and at not in seen:
            seen.add(at)
            if (first := cells[at].get(_FIRST)) is not None:
                members.append(first)
            rest = cells[at].get(_REST, _NIL)
            if not isinstance(rest, Node):
                break
            at = rest
        result.lists[head] = members
