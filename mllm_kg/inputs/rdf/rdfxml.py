"""Where the statements of RDF/XML stand.

expat reads the XML, without namespaces, because it is the names as written that have a place. Elements are followed by
the grammar of RDF 1.1 XML Syntax (section 7.2): elements of nodes and elements of properties take turns, and a stack
holds the open ones.

1. A node's subject is told by ``rdf:about``, ``rdf:ID`` or ``rdf:nodeID``; its place is that attribute's value, else the
   element's name. A name other than ``rdf:Description`` states a type, and other attributes state literals.
2. A property's object is told by an attribute, by the node inside, or by the text between the tags.
3. At what the grammar does not foresee the reader stops and remembers why, for Oxigraph's parser, which decides whether
   the file is well written, does not say where it is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from xml.parsers import expat

import pyoxigraph as ox

from mllm_kg.inputs.rdf.iris import resolve
from mllm_kg.inputs.rdf.report import Problem, Seen
from mllm_kg.inputs.rdf.spans import Lines, Span, Stated, Subject, Term
from mllm_kg.inputs.rdf.xml_problems import (
    bad_iri,
    bad_language,
    ignored_type,
    no_attribute,
    no_namespace,
    no_node_name,
    stray_text,
    unknown_prefix,
)
from mllm_kg.inputs.rdf.xml_tags import Attribute, Scope, Tag, read_tag
from mllm_kg.namespaces import PREFIXES

__all__ = ["read_rdfxml"]

_RDF = PREFIXES["rdf"]
_TYPE, _FIRST, _REST, _NIL = (ox.NamedNode(_RDF + name) for name in ("type", "first", "rest", "nil"))
_NO_NODES = {
    _RDF + name for name in ("RDF", "ID", "about", "bagID", "parseType", "resource", "nodeID", "datatype", "li")
}
_NO_ATTRIBUTES = {_RDF + name for name in ("RDF", "Description", "li", "aboutEach", "aboutEachPrefix")}
_SYNTAX = {_RDF + name for name in ("ID", "about", "bagID", "parseType", "resource", "nodeID", "datatype")}

_NOWHERE = Span(0, 0)

_Kind: TypeAlias = Literal["document", "node", "property", "collection", "xml"]


@dataclass(slots=True)
class _Frame:
    """An open element.

    :param kind: ``document`` holds nodes, ``node`` holds properties, ``property`` holds one node or text
    :param scope: what is in force inside
    :param subject: the subject of the properties inside, or of the property
    :param span: where that subject stands
    """

    kind: _Kind
    scope: Scope
    subject: Subject = field(default_factory=ox.BlankNode)
    span: Span = _NOWHERE
    predicate: ox.NamedNode = _TYPE
    verb: Span = _NOWHERE
    nodes: list[tuple[Subject, Span]] = field(default_factory=list)
    datatype: ox.NamedNode | None = None
    named: tuple[ox.NamedNode, Span] | None = None
    done: bool = False
    text: list[str] = field(default_factory=list)
    start: int = 0
    items: int = 0


class _Lost(Exception):
    """The text does not follow the grammar from here on."""

    def __init__(self, problem: Problem | None = None) -> None:
        super().__init__()
        self.problem = problem


def read_rdfxml(text: str, lines: Lines) -> Seen:
    """Return the statements of a well-formed RDF/XML text without a document type, with their places."""
    reader = _Reader(text, lines)
    seen = Seen(reader.found, reader.labels, ignored=reader.ignored)
    try:
        reader.parser.Parse(text, True)
    except _Lost as lost:
        seen.problem = lost.problem
    except (expat.ExpatError, ValueError):
        pass
    return seen


class _Reader:
    """Follows the events of expat."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text, self.lines = text, lines
        self.found: list[Stated] = []
        self.labels: set[str] = set()
        self.ignored: list[Problem] = []
        self.stack: list[_Frame] = []
        self.parser = expat.ParserCreate()
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def offset(self) -> int:
        """Return the offset of what expat tells about."""
        return self.lines.offset(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def start(self, name: str, values: list[str]) -> None:
        """Take a start tag."""
        top = self.stack[-1] if self.stack else None
        outer = top.scope if top else Scope()
        if top and top.kind == "xml":
            self.stack.append(_Frame("xml", outer))
            return
        tag, scope = read_tag(self.text, self.offset(), name, values, outer)
        if tag.unknown:
            raise _Lost(unknown_prefix(*tag.unknown))
        if ":" not in name and not scope.prefixes.get(""):
            raise _Lost(no_namespace(name, tag.span))
        if "xml:lang" in values[::2] and not _is_language(scope.language):
            raise _Lost(bad_language(scope.language, tag.span))
        if scope.base != outer.base:
            base = self.resolved(scope.base, outer, tag.span).value.partition("#")[0]
            scope = Scope(scope.prefixes, scope.language, base)
        if top is None and tag.iri == _RDF + "RDF":
            self.stack.append(_Frame("document", scope))
        elif top and top.kind == "node":
            self.property(tag, scope, top)
        else:
            self.node(tag, scope, top)

    def end(self, name: str) -> None:
        """Take an end tag."""
        frame = self.stack.pop()
        if frame.kind == "property" and not frame.done:
            self.finish(frame)
        elif frame.kind == "collection":
            self.list(frame)

    def characters(self, data: str) -> None:
        """Take text between tags."""
        top = self.stack[-1] if self.stack else None
        if top and top.kind == "property" and not top.done and not (top.nodes and data.strip()):
            top.text.append(data)
        elif data.strip() and top and top.kind != "xml":
            offset = self.offset() + len(data) - len(data.lstrip())
            raise _Lost(stray_text(Span(offset, offset + len(data.strip().split("\n")[0]))))

    def resolved(self, reference: str, scope: Scope, span: Span) -> ox.NamedNode:
        """Return what an IRI reference stands for."""
        try:
            return ox.NamedNode(resolve(reference, scope.base))
        except ValueError:
            raise _Lost(bad_iri(reference, span)) from None

    def state(
        self, subject: tuple[Subject, Span], predicate: tuple[ox.NamedNode, Span], value: tuple[Term, Span]
    ) -> None:
        """Note a statement."""
        self.found.append(Stated(subject[0], predicate[0], value[0], None, (subject[1], predicate[1], value[1])))

    def node(self, tag: Tag, scope: Scope, parent: _Frame | None) -> None:
        """Take the start tag of a node (production 7.2.11)."""
        if tag.iri in _NO_NODES:
            raise _Lost(no_node_name(tag.name, tag.span))
        subject: tuple[Subject, Span] = (ox.BlankNode(), tag.span)
        for attribute in tag.attributes:
            if attribute.iri == _RDF + "about":
                subject = (self.resolved(attribute.value, scope, attribute.place), attribute.place)
            elif attribute.iri == _RDF + "ID":
                subject = (self.resolved("#" + attribute.value, scope, attribute.place), attribute.place)
            elif attribute.iri == _RDF + "nodeID":
                subject = (self.labelled(attribute), attribute.place)
        if parent and parent.kind in ("property", "collection"):
            if parent.kind == "property" and (parent.done or parent.nodes or "".join(parent.text).strip()):
                raise _Lost(no_node_name(tag.name, tag.span))
            parent.nodes.append(subject)
        if tag.iri != _RDF + "Description":
            kind = self.resolved(tag.iri or "", scope, tag.span)
            self.state(subject, (_TYPE, tag.span), (kind, tag.span))
        self.attributes(tag, scope, subject)
        self.stack.append(_Frame("node", scope, *subject))

    def attributes(self, tag: Tag, scope: Scope, subject: tuple[Subject, Span]) -> None:
        """Note what the other attributes of a tag state (production 7.2.21)."""
        for attribute in tag.attributes:
            if attribute.iri in _NO_ATTRIBUTES or ":" not in attribute.name:
                raise _Lost(no_attribute(attribute.name, attribute.span))
            if attribute.iri in _SYNTAX:
                continue
            value: Term = _literal(attribute.value, scope)
            if attribute.iri == _RDF + "type":
                value = self.resolved(attribute.value, scope, attribute.place)
            verb = self.resolved(attribute.iri, scope, attribute.span)
            self.state(subject, (verb, attribute.span), (value, attribute.place))

    def labelled(self, attribute: Attribute) -> ox.BlankNode:
        """Return the blank node that an ``rdf:nodeID`` names."""
        self.labels.add(attribute.value)
        return ox.BlankNode(attribute.value)

    def property(self, tag: Tag, scope: Scope, parent: _Frame) -> None:
        """Take the start tag of a property (production 7.2.14)."""
        iri = tag.iri or ""
        if iri == _RDF + "li":
            parent.items += 1
            iri = f"{_RDF}_{parent.items}"
        if iri == _RDF + "Description":
            raise _Lost(no_node_name(tag.name, tag.span))
        frame = _Frame("property", scope, parent.subject, parent.span, self.resolved(iri, scope, tag.span), tag.span)
        frame.start = tag.end
        given = {attribute.iri: attribute for attribute in tag.attributes}
        if identifier := given.get(_RDF + "ID"):
            frame.named = (self.resolved("#" + identifier.value, scope, identifier.place), identifier.place)
        if kind := given.get(_RDF + "datatype"):
            frame.datatype = self.resolved(kind.value, scope, kind.place)
        if kind := given.get(_RDF + "parseType"):
            self.parse_type(frame, kind)
        elif any(key not in (_RDF + "ID", _RDF + "datatype") for key in given):
            self.empty(frame, tag, given)
        self.stack.append(frame)

    def empty(self, frame: _Frame, tag: Tag, given: dict[str, Attribute]) -> None:
        """Take a property whose object is told by attributes (production 7.2.21)."""
        value: tuple[Subject, Span] = (ox.BlankNode(), tag.span)
        if attribute := given.get(_RDF + "resource"):
            value = (self.resolved(attribute.value, frame.scope, attribute.place), attribute.place)
        elif attribute := given.get(_RDF + "nodeID"):
            value = (self.labelled(attribute), attribute.place)
        self.attributes(tag, frame.scope, value)
        self.reify(frame, value)
        frame.done = True

    def parse_type(self, frame: _Frame, attribute: Attribute) -> None:
        """Take a property with ``rdf:parseType`` (productions 7.2.17 to 7.2.20)."""
        kind = attribute.value
        if kind == "Resource":
            node = ox.BlankNode()
            self.reify(frame, (node, frame.verb))
            frame.kind, frame.subject, frame.span = "node", node, frame.verb
        elif kind == "Collection":
            frame.kind = "collection"
        else:
            frame.kind = "xml"
            if kind == "Literal":
                self.reify(frame, (ox.Literal("", datatype=ox.NamedNode(_RDF + "XMLLiteral")), frame.verb))
            else:
                self.ignored.append(ignored_type(kind, attribute.place))

    def finish(self, frame: _Frame) -> None:
        """State a property at its end: its object is the node inside, else its text."""
        if frame.nodes:
            self.reify(frame, frame.nodes[-1])
            return
        end = max(self.offset(), frame.start)
        place = Span(frame.start, end) if end > frame.start else frame.verb
        text = "".join(frame.text)
        value = ox.Literal(text, datatype=frame.datatype) if frame.datatype else _literal(text, frame.scope)
        self.reify(frame, (value, place))

    def list(self, frame: _Frame) -> None:
        """State a property whose object is a list of nodes (production 7.2.19)."""
        cells = [ox.BlankNode() for _ in frame.nodes]
        head: Subject = cells[0] if cells else _NIL
        self.reify(frame, (head, frame.verb))
        for number, (node, cell) in enumerate(zip(frame.nodes, cells, strict=True)):
            rest: Subject = cells[number + 1] if number + 1 < len(cells) else _NIL
            self.state((cell, frame.verb), (_FIRST, frame.verb), node)
            self.state((cell, frame.verb), (_REST, frame.verb), (rest, node[1]))

    def reify(self, frame: _Frame, value: tuple[Term, Span]) -> None:
        """State a property, and the statement itself where it has an ``rdf:ID`` (section 7.3)."""
        subject, verb = (frame.subject, frame.span), (frame.predicate, frame.verb)
        self.state(subject, verb, value)
        if frame.named:
            parts: tuple[tuple[str, tuple[Term, Span]], ...] = (
                ("type", (ox.NamedNode(_RDF + "Statement"), frame.named[1])),
                ("subject", subject),
                ("predicate", verb),
                ("object", value),
            )
            for name, part in parts:
                self.state(frame.named, (ox.NamedNode(_RDF + name), frame.named[1]), part)


def _is_language(tag: str) -> bool:
    try:
        ox.Literal("", language=tag)
    except ValueError:
        return False
    return True


def _literal(text: str, scope: Scope) -> ox.Literal:
    return ox.Literal(text, language=scope.language.lower()) if scope.language else ox.Literal(text)
