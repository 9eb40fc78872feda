"""Where the statements of JSON-LD stand.

JSON-LD is first brought to its expanded form and then to RDF (JSON-LD 1.1 Processing Algorithms, sections 5 and 7);
this reader does both in one go over the values, which know their places:

1. A context says what each key stands for. Keys that stand for nothing are told of: JSON-LD passes over them in silence.
2. An object is a literal (``@value``), a list, a set, or a node, whose members are statements about it. The subject's
   place is its ``@id``, else its opening bracket; the predicate's is the key, the object's the value.
3. What the reader does not know it leaves out, as Oxigraph's parser is the one that tells what the file states.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mllm_kg.inputs.rdf.iris import resolve
from mllm_kg.inputs.rdf.json_text import Member, Value
from mllm_kg.inputs.rdf.jsonld_context import KEYWORDS, Context, Definition
from mllm_kg.inputs.rdf.jsonld_literals import literal_of_object, literal_of_scalar
from mllm_kg.inputs.rdf.jsonld_problems import ignored_iri, ignored_key, ignored_literal
from mllm_kg.inputs.rdf.report import Problem, Seen
from mllm_kg.inputs.rdf.spans import Span, Stated, Subject, Term
from mllm_kg.namespaces import PREFIXES

__all__ = ["read_jsonld"]

_RDF = PREFIXES["rdf"]
_TYPE, _FIRST, _REST, _NIL = (ox.NamedNode(_RDF + name) for name in ("type", "first", "rest", "nil"))
_PLAIN = Definition("")
_UNSEEN = frozenset(("@id", "@type", "@graph"))
"""Maps whose keys are IRIs, and graphs behind a key; what they state is given the subject's place."""


def read_jsonld(root: Value) -> Seen:
    """Return the statements of a JSON-LD document, with their places.

    :param root: the document; its contexts are all in it
    """
    reader = _Reader()
    try:
        for value in root.items():
            if isinstance(value.content, dict):
                reader.top(value)
    except (ValueError, RecursionError):
        pass
    return Seen(reader.found, reader.labels, ignored=reader.ignored, subjects=reader.subjects)


class _Reader:
    """Notes statements."""

    def __init__(self) -> None:
        self.found: list[Stated] = []
        self.labels: set[str] = set()
        self.ignored: list[Problem] = []
        self.subjects: dict[Subject, Span] = {}
        self.contexts: dict[tuple[int, int], tuple[Context, Context]] = {}
        self.graph: Subject | None = None

    def extended(self, context: Context, value: Value, *, propagate: bool = True) -> Context:
        """Return what is in force with a ``@context`` besides, made once for all places where it is the same."""
        key = (id(context), id(value))
        if key not in self.contexts:
            self.contexts[key] = (context, context.extended(value, propagate=propagate))
        return self.contexts[key][1]

    def top(self, value: Value) -> None:
        """Read a node at the top, which may do nothing but hold a graph."""
        members = value.members()
        context = Context()
        if "@context" in members:
            context = self.extended(context, members["@context"].value)
        keys = {context.expand(key, vocabulary=True): member for key, member in members.items() if key != "@context"}
        if set(keys) == {"@graph"}:
            for inner in keys["@graph"].value.items():
                self.inner(inner, context)
        else:
            self.node(value, Context())

    def inner(self, value: Value, context: Context) -> None:
        """Read a node that nothing leads to."""
        if isinstance(value.content, dict):
            self.node(value, context)

    def state(self, subject: tuple[Subject, Span], verb: tuple[str, Span], value: tuple[Term, Span]) -> None:
        """Note a statement."""
        try:
            predicate = ox.NamedNode(resolve(verb[0], ""))
        except ValueError:
            self.ignored.append(ignored_iri(verb[0], verb[1]))
            return
        self.found.append(Stated(subject[0], predicate, value[0], self.graph, (subject[1], verb[1], value[1])))

    def node(self, value: Value, context: Context) -> tuple[Subject, Span] | None:
        """Read a node and what is said in it; ``None`` when its ``@id`` is no IRI, so that it is passed over."""
        members = value.members()
        context = self.inside(members, context)
        typed, context = context, self.typed(members, context)
        keys = [(context.expand(key, vocabulary=True), member) for key, member in members.items() if key != "@context"]
        subject = self.subject(value, keys, context)
        if subject is None:
            return None
        for keyword, member in keys:
            if keyword == "@type":
                self.types(subject, member, typed)
        for keyword, member in keys:
            self.member(subject, keyword, member, context)
        return subject

    def inside(self, members: dict[str, Member], context: Context) -> Context:
        """Return what is in force in an object."""
        keys = {context.expand(key, vocabulary=True) for key in members}
        if context.previous and "@value" not in keys and keys != {"@id"}:
            context = context.previous
        return self.extended(context, members["@context"].value) if "@context" in members else context

    def typed(self, members: dict[str, Member], context: Context) -> Context:
        """Return what is in force besides by the contexts of an object's types (section 5.1.2, step 11)."""
        result = context
        for key, member in members.items():
            if context.expand(key, vocabulary=True) == "@type":
                for name in sorted(str(item.content) for item in member.value.items()):
                    known = context.terms.get(name)
                    if known and known.context:
                        result = self.extended(result, known.context, propagate=False)
        return result

    def subject(
        self, value: Value, keys: list[tuple[str | None, Member]], context: Context
    ) -> tuple[Subject, Span] | None:
        """Return what an object is about, by its ``@id``."""
        found: tuple[Subject, Span] | None = (ox.BlankNode(), value.span)
        for keyword, member in keys:
            if keyword == "@id" and isinstance(member.value.content, str):
                found = self.identified(member.value, context)
        if found:
            self.subjects.setdefault(*found)
        return found

    def identified(self, value: Value, context: Context, *, vocabulary: bool = False) -> tuple[Subject, Span] | None:
        """Return the node that a text names; ``None`` when it is no IRI."""
        text = context.expand(str(value.content), vocabulary=vocabulary, relative=True)
        if text is None:
            return None
        if text.startswith("_:"):
            self.labels.add(text[2:])
            return ox.BlankNode(text[2:]), value.span
        try:
            return ox.NamedNode(resolve(text, context.base)), value.span
        except ValueError:
            self.ignored.append(ignored_iri(text, value.span))
            return None

    def types(self, subject: tuple[Subject, Span], member: Member, context: Context) -> None:
        """State the types of a node."""
        for item in member.value.items():
            if isinstance(item.content, str) and (kind := self.identified(item, context, vocabulary=True)):
                self.state(subject, (_TYPE.value, member.span), kind)

    def member(self, subject: tuple[Subject, Span], iri: str | None, member: Member, context: Context) -> None:
        """Read a member of a node."""
        if iri == "@graph":
            self.named_graph(subject[0], member.value, context)
        elif iri == "@included":
            for item in member.value.items():
                self.inner(item, context)
        elif iri == "@reverse":
            for key, inner in member.value.members().items():
                if expanded := context.expand(key, vocabulary=True):
                    self.reverse(subject, expanded, inner, context.terms.get(key, _PLAIN), context)
        elif iri == "@nest":
            for block in member.value.items():
                for key, inner in block.members().items():
                    self.member(subject, context.expand(key, vocabulary=True), inner, context)
        elif iri is not None and ":" in iri and not iri.startswith("_:"):
            definition = context.terms.get(member.key, _PLAIN)
            if definition.reverse:
                self.reverse(subject, iri, member, definition, context)
            else:
                self.property(subject, iri, member, definition, context)
        elif (iri is None or not iri.startswith("@")) and member.key not in context.terms:
            known = KEYWORDS if member.key.startswith("@") else context.terms
            self.ignored.append(ignored_key(member.key, member.span, known))

    def named_graph(self, name: Subject, value: Value, context: Context) -> None:
        """Read what stands in a named graph."""
        outer, self.graph = self.graph, name
        for inner in value.items():
            self.inner(inner, context)
        self.graph = outer

    def property(
        self, subject: tuple[Subject, Span], iri: str, member: Member, definition: Definition, context: Context
    ) -> None:
        """State the values of a property."""
        if definition.container & _UNSEEN:
            self.named(member.value, definition, context)
            return
        if definition.context:
            context = self.extended(context, definition.context)
        verb = (iri, member.span)
        if definition.type == "@json":
            literal = ox.Literal("", datatype=ox.NamedNode(_RDF + "JSON"))
            self.state(subject, verb, (literal, member.value.span))
        elif "@list" in definition.container and "@list" not in member.value.members():
            self.list(subject, verb, member.value, definition, context)
        else:
            for value, language in _held(member.value, definition):
                self.value(subject, verb, value, definition, context, language)

    def named(self, value: Value, definition: Definition, context: Context) -> None:
        """Remember where the things in a map stand whose keys are their IRIs."""
        for inner in value.members().values() if "@id" in definition.container else ():
            found = self.identified(Value(inner.key, inner.span), context) if inner.key != "@none" else None
            if found:
                self.subjects.setdefault(*found)

    def value(
        self,
        subject: tuple[Subject, Span],
        verb: tuple[str, Span],
        value: Value,
        definition: Definition,
        context: Context,
        language: str | None = None,
    ) -> None:
        """State one value of a property, or each that it holds."""
        if value.content is None:
            return
        if isinstance(value.content, list):
            for item in value.content:
                self.value(subject, verb, item, definition, context)
            return
        keys = {context.expand(key, vocabulary=True): inner for key, inner in value.members().items()}
        if "@list" in keys:
            self.list(subject, verb, keys["@list"].value, definition, self.inside(value.members(), context))
        elif "@set" in keys:
            self.value(subject, verb, keys["@set"].value, definition, context)
        else:
            self.single(subject, verb, value, definition, context, language)

    def single(
        self,
        subject: tuple[Subject, Span],
        verb: tuple[str, Span],
        value: Value,
        definition: Definition,
        context: Context,
        language: str | None,
    ) -> None:
        """State one value that is a literal or a node."""
        before = len(self.found)
        try:
            term = self.term(value, definition, context, language)
        except ValueError:
            self.ignored.append(ignored_literal(value.span))
            return
        if term is not None:
            inside = self.found[before:]
            del self.found[before:]
            self.state(subject, verb, term)
            self.found.extend(inside)

    def term(
        self, value: Value, definition: Definition, context: Context, language: str | None
    ) -> tuple[Term, Span] | None:
        """Return the literal or node that a value is, after noting what is said in it."""
        if isinstance(value.content, dict):
            local = self.inside(value.content, context)
            keys = {local.expand(key, vocabulary=True): member for key, member in value.content.items()}
            if "@value" in keys:
                return literal_of_object(keys, local)
            return self.node(value, context)
        if definition.type in ("@id", "@vocab") and isinstance(value.content, str):
            return self.identified(value, context, vocabulary=definition.type == "@vocab")
        return literal_of_scalar(value, definition, context, language)

    def list(
        self,
        subject: tuple[Subject, Span],
        verb: tuple[str, Span],
        value: Value,
        definition: Definition,
        context: Context,
    ) -> None:
        """State a list: each item hangs on a cell, which leads to the next one."""
        items = [item for item in value.items() if item.content is not None]
        cells: list[tuple[Subject, Span]] = [(ox.BlankNode(), item.span) for item in items]
        self.state(subject, verb, (cells[0][0] if cells else _NIL, value.span))
        for number, (cell, item) in enumerate(zip(cells, items, strict=True)):
            self.value(cell, (_FIRST.value, verb[1]), item, definition, context)
            rest = cells[number + 1] if number + 1 < len(cells) else (_NIL, value.span)
            self.state(cell, (_REST.value, verb[1]), rest)

    def reverse(
        self, subject: tuple[Subject, Span], iri: str, member: Member, definition: Definition, context: Context
    ) -> None:
        """State a property whose values are the subjects."""
        for item in member.value.items():
            term = self.term(item, Definition(iri, type=definition.type or "@id"), context, None)
            if term is not None and not isinstance(term[0], ox.Literal):
                self.state((term[0], term[1]), (iri, member.span), subject)


def _held(value: Value, definition: Definition) -> Iterator[tuple[Value, str | None]]:
    """Go through the values in a map of languages or indexes; anything else is a value itself."""
    maps = definition.container & {"@language", "@index"}
    if not maps or not isinstance(value.content, dict):
        yield value, None
        return
    for key, member in value.content.items():
        for item in member.value.items():
            yield item, key.lower() if "@language" in maps and key != "@none" else None
