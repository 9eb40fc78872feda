"""Where the statements of Turtle, TriG, N-Triples and N-Quads stand.

Oxigraph's parser tells what such a file states, and whether it is well written; this reader tells where. It follows the
grammar of TriG (W3C Recommendation of 2014, section 4), of which Turtle and N-Triples are parts, and knows that a line
of N-Quads may name a graph behind the object:

1. The terminals are those of SPARQL, so :mod:`mllm_kg.guard.lexer` cuts them out.
2. One method for each production takes terminals from the front and notes what they state, an inner node's statements
   before the one that leads to it.
3. At the first terminal that the grammar does not foresee the reader stops; what it has noted by then holds.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from mllm_kg.guard.lexer import Token
from mllm_kg.inputs.rdf.iris import resolve, unescaped
from mllm_kg.inputs.rdf.spans import Span, Stated, Subject, Term
from mllm_kg.namespaces import PREFIXES

__all__ = ["read_turtle"]

_RDF, _XSD = PREFIXES["rdf"], PREFIXES["xsd"]
_FIRST, _REST, _NIL, _TYPE = (ox.NamedNode(_RDF + name) for name in ("first", "rest", "nil", "type"))
_DIRECTIVES = ("@prefix", "@base", "@version")
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class _Lost(Exception):
    """The text does not follow the grammar from here on."""


def read_turtle(tokens: list[Token]) -> tuple[list[Stated], set[str]]:
    """Return the statements of a text in Turtle, TriG, N-Triples or N-Quads, with their places.

    :param tokens: the terminals of the text
    :returns: the statements in the order of Oxigraph's parser; and the labels of blank nodes that the text gives
    """
    reader = _Reader(tokens)
    try:
        while reader.more:
            reader.block()
    except (_Lost, ValueError, RecursionError):
        pass
    return reader.found, reader.labels


class _Reader:
    """Reads terminals from the front of a text."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.position = tokens, 0
        self.prefixes: dict[str, str] = {}
        self.base = ""
        self.graph: Subject | None = None
        self.found: list[Stated] = []
        self.labels: set[str] = set()

    @property
    def more(self) -> bool:
        """Whether terminals are left."""
        return self.position < len(self.tokens)

    def next(self) -> Token:
        """Take the next terminal."""
        if not self.more:
            raise _Lost
        self.position += 1
        return self.tokens[self.position - 1]

    def sees(self, text: str) -> bool:
        """Whether the next terminal is this symbol."""
        return self.more and self.tokens[self.position].text == text

    def takes(self, text: str) -> bool:
        """Take the next terminal when it is this symbol, and say so."""
        found = self.sees(text)
        self.position += found
        return found

    def needs(self, text: str) -> Token:
        """Take the next terminal, which must be this symbol."""
        token = self.next()
        if token.text != text:
            raise _Lost
        return token

    def block(self) -> None:
        """Read a directive, a graph, or the statements about one subject (productions 1g to 6)."""
        token = self.tokens[self.position]
        word = token.text.lower() if token.kind == "word" else token.text
        if word in _DIRECTIVES or (token.kind == "word" and word in ("prefix", "base", "version")):
            self.directive(self.next(), word.removeprefix("@"))
        elif token.kind == "word" and word == "graph":
            self.next()
            self.wrapped(self.label())
        elif token.text == "{":
            self.wrapped(None)
        elif self.opens(2 if token.text == "[" else 1):
            self.wrapped(self.label())
        else:
            self.triples()
            self.needs(".")

    def opens(self, ahead: int) -> bool:
        """Whether a graph's bracket stands some terminals ahead."""
        place = self.position + ahead
        return place < len(self.tokens) and self.tokens[place].text == "{"

    def label(self) -> Subject:
        """Read the name of a graph (production 7g)."""
        if self.takes("["):
            self.needs("]")
            return ox.BlankNode()
        term, _ = self.resource(self.next())
        return term

    def directive(self, token: Token, name: str) -> None:
        """Read a prefix, a base, or a version (productions 4 to 7 of Turtle)."""
        if name == "prefix":
            prefix = self.next()
            if prefix.kind != "pname":
                raise _Lost
            self.prefixes[prefix.text[:-1]] = self.iri(self.next())
        elif name == "base":
            self.base = self.iri(self.next())
        else:
            self.next()
        if token.text.startswith("@"):
            self.needs(".")

    def wrapped(self, graph: Subject | None) -> None:
        """Read the statements of a graph in brackets (production 5g)."""
        self.needs("{")
        self.graph = graph
        while not self.takes("}"):
            self.triples()
            if not self.takes(".") and not self.sees("}"):
                raise _Lost
        self.graph = None

    def triples(self) -> None:
        """Read the statements about one subject (production 6)."""
        bare = self.sees("[")
        subject, span = self.object(self.next())
        if isinstance(subject, ox.Literal):
            raise _Lost
        if not (bare and (self.sees(".") or self.sees("}"))):
            self.predicates(subject, span)

    def predicates(self, subject: Subject, span: Span) -> None:
        """Read predicates and objects (production 7), and the graph that a line of N-Quads names."""
        while True:
            verb = self.next()
            predicate = _TYPE if verb.text == "a" else self.named(verb)
            while True:
                value, place = self.object(self.next())
                graph = self.graph or self.trailing()
                self.found.append(Stated(subject, predicate, value, graph, (span, _span(verb), place)))
                if not self.takes(","):
                    break
            if not self.sees(";"):
                return
            while self.takes(";"):
                pass
            if not self.more or self.tokens[self.position].text in (".", "]", "}"):
                return

    def trailing(self) -> Subject | None:
        """Read the graph behind an object, in N-Quads."""
        token = self.tokens[self.position] if self.more else None
        return self.resource(self.next())[0] if token and token.kind in ("iri", "blank") else None

    def object(self, token: Token) -> tuple[Term, Span]:
        """Read any term, with what is inside it (production 12)."""
        if token.text == "[":
            return self.properties(token)
        if token.text == "(":
            return self.collection(token)
        if token.kind == "string":
            return self.literal(token)
        if token.kind == "number":
            kind = "double" if "e" in token.text.lower() else "decimal" if "." in token.text else "integer"
            return ox.Literal(token.text, datatype=ox.NamedNode(_XSD + kind)), _span(token)
        if token.text in ("true", "false"):
            return ox.Literal(token.text, datatype=ox.NamedNode(_XSD + "boolean")), _span(token)
        return self.resource(token)

    def properties(self, token: Token) -> tuple[Subject, Span]:
        """Read a blank node with its properties (production 14)."""
        node, span = ox.BlankNode(), _span(token)
        if self.sees("]"):
            return node, Span(token.start, self.next().end)
        self.predicates(node, span)
        self.needs("]")
        return node, span

    def collection(self, token: Token) -> tuple[Subject, Span]:
        """Read a list (production 15): each item hangs on a cell, which leads to the next one."""
        span, head, cell = _span(token), None, None
        while not self.sees(")"):
            value, place = self.object(self.next())
            fresh = ox.BlankNode()
            self.found.append(Stated(fresh, _FIRST, value, self.graph, (span, span, place)))
            if cell is not None:
                self.found.append(Stated(cell, _REST, fresh, self.graph, (span, span, place)))
            head, cell = head or fresh, fresh
        end = _span(self.next())
        if cell is None or head is None:
            return _NIL, Span(token.start, end.end)
        self.found.append(Stated(cell, _REST, _NIL, self.graph, (span, span, end)))
        return head, span

    def literal(self, token: Token) -> tuple[ox.Literal, Span]:
        """Read a string with its language or datatype (production 13)."""
        quotes = 3 if token.text[:3] in ('"""', "'''") and len(token.text) > 5 else 1
        value = _ESCAPED.sub(_character, token.text[quotes:-quotes])
        if self.more and self.tokens[self.position].kind == "langtag":
            tag = self.next()
            direction, end = self.direction(tag.end)
            return ox.Literal(value, language=tag.text[1:].lower(), direction=direction), Span(token.start, end)
        if self.takes("^^"):
            kind = self.next()
            return ox.Literal(value, datatype=self.named(kind)), Span(token.start, kind.end)
        return ox.Literal(value), _span(token)

    def direction(self, end: int) -> tuple[ox.BaseDirection | None, int]:
        """Read the direction behind a language (RDF 1.2), and return where all of it ends."""
        following = self.tokens[self.position : self.position + 3]
        if [token.text for token in following[:2]] != ["-", "-"] or following[0].start != end:
            return None, end
        self.position += 3
        return ox.BaseDirection(following[-1].text), following[-1].end

    def resource(self, token: Token) -> tuple[Subject, Span]:
        """Read an IRI or a blank node with a label."""
        if token.kind == "blank":
            self.labels.add(token.text[2:])
            return ox.BlankNode(token.text[2:]), _span(token)
        return self.named(token), _span(token)

    def named(self, token: Token) -> ox.NamedNode:
        """Return the IRI that a terminal stands for."""
        if token.kind != "pname":
            return ox.NamedNode(self.iri(token))
        prefix, _, local = token.text.partition(":")
        if prefix not in self.prefixes:
            raise _Lost
        return ox.NamedNode(self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local))

    def iri(self, token: Token) -> str:
        """Return the IRI that stands in angle brackets."""
        if token.kind != "iri":
            raise _Lost
        return resolve(unescaped(token.text[1:-1]), self.base)


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _SHORT.get(match[3], match[3])


def _span(token: Token) -> Span:
    return Span(token.start, token.end)
