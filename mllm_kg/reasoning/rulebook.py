"""The rules about instances, ready to be matched triple by triple.

A rulebook files each rule under what it reads and under what it writes. Making the rules from an ontology takes far
longer than judging one new record, so a build keeps them as JSON beside the index.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from mllm_kg.reasoning.patterns import Tree, signature

if TYPE_CHECKING:
    from mllm_kg.reasoning.rules import Rule

__all__ = [
    "RULES",
    "Both",
    "Either",
    "Fact",
    "InRange",
    "IsLiteral",
    "Line",
    "Part",
    "Rulebook",
    "Slot",
    "Term",
    "Terms",
    "Values",
    "facts",
    "filed",
    "signature_of",
]

RULES = "rules.json"
"""The file, beside an index, in which a build keeps the rules."""

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Slot: TypeAlias = str | Term
"""A variable, with its question mark, or a term."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple that must stand somewhere."""

    subject: Slot
    predicate: ox.NamedNode
    object: Slot


@dataclass(frozen=True, slots=True)
class Values:
    """A variable that must be one of some terms."""

    variable: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class IsLiteral:
    """A variable that must be a literal; of a datatype, when one is given."""

    variable: str
    datatype: str


@dataclass(frozen=True, slots=True)
class InRange:
    """A variable that must be a literal of a data range (:mod:`~mllm_kg.reasoning.ranges`)."""

    variable: str
    range: Tree


@dataclass(frozen=True, slots=True)
class Both:
    """Parts that must all hold."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Parts of which one must hold."""

    parts: tuple[Part, ...]


Part: TypeAlias = Fact | Values | IsLiteral | InRange | Both | Either


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: where ``body`` holds, ``head`` follows."""

    head: Fact
    body: tuple[Part, ...]


def filed(triple: ox.Triple) -> str:
    """Return the signature of a triple, under which the rules that read or write such triples are filed."""
    return signature(str(triple.predicate), str(triple.object))


class Rulebook:
    """Rules, filed.

    :param rules: for each rule its head, as subject, predicate and object, and its body
    """

    def __init__(self, rules: Iterable[tuple[tuple[str, str, str], Tree]]) -> None:
        self._rules = [(tuple(head), body) for head, body in rules]
        self.readers: defaultdict[str, list[tuple[Line, Fact]]] = defaultdict(list)
        self.writers: defaultdict[str, list[Line]] = defaultdict(list)
        terms = Terms(self._rules)
        for head, body in self._rules:
            part = terms.part(body)
            line = Line(terms.fact(*head), part.parts if isinstance(part, Both) else (part,))
            self.writers[signature_of(line.head)].append(line)
            for fact in facts(line.body):
                self.readers[signature_of(fact)].append((line, fact))

    @classmethod
    def of(cls, ontology: Iterable[ox.Triple]) -> Rulebook:
        """Make the rules from an ontology.

        :raises InputError: when the ontology has axioms that no rule can follow
        """
        from mllm_kg.reasoning.closure import rules

        return cls.filed(rules(ontology))

    @classmethod
    def filed(cls, rules: Iterable[Rule]) -> Rulebook:
        """File rules."""
        return cls(((rule.subject, rule.predicate, rule.thing), rule.body.tree) for rule in rules)

    @classmethod
    def from_json(cls, text: str | bytes) -> Rulebook:
        """Return what :meth:`to_json` kept.

        :raises ValueError: when it is not that
        """
        rules = json.loads(text)
        if not isinstance(rules, list):
            raise ValueError("this is no list of rules")
        return cls((tuple(head), body) for head, body in rules)

    @classmethod
    def beside(cls, index: Path) -> Rulebook | None:
        """Return the rules that the build of an index kept; ``None`` when there are none that can be read."""
        try:
            return cls.from_json((index.parent / RULES).read_bytes())
        except (OSError, ValueError, TypeError, SyntaxError, KeyError):
            return None

    def to_json(self) -> str:
        """Return the rules as JSON; the same rules give the same text."""
        return json.dumps(self._rules, ensure_ascii=False, indent=0) + "\n"


def signature_of(fact: Fact) -> str:
    """Return the signature of the triples that a fact may be."""
    return signature(str(fact.predicate), str(fact.object))


def facts(parts: Iterable[Part]) -> Iterator[Fact]:
    """Go through the triples that are part of a body."""
    for part in parts:
        if isinstance(part, Fact):
            yield part
        elif isinstance(part, Both | Either):
            yield from facts(part.parts)


class Terms:
    """Turns what is written in rules into terms, with one call of the parser for all of them.

    :param rules: for each its head, or other terms, and its body
    """

    def __init__(self, rules: Iterable[tuple[Any, Tree]]) -> None:
        texts = {text for head, body in rules for text in (*head, *_words(body))}
        constants = sorted(text for text in texts if text and not text.startswith("?"))
        lines = "".join(f"<x:x> <x:x> {text} .\n" for text in constants)
        quads = ox.parse(lines, ox.RdfFormat.N_TRIPLES)
        self.terms: dict[str, Term] = {text: quad.object for text, quad in zip(constants, quads, strict=True)}

    def slot(self, text: str) -> Slot:
        """Return a term, or a variable as it is."""
        return self.terms.get(text, text)

    def fact(self, subject: str, predicate: str, thing: str) -> Fact:
        """Return a triple."""
        named = self.terms[predicate]
        assert isinstance(named, ox.NamedNode)
        return Fact(self.slot(subject), named, self.slot(thing))

    def part(self, tree: Tree) -> Part:
        """Return a pattern.

        :raises ValueError: when it can't be matched triple by triple
        """
        kind, *rest = tree
        if kind == "triple":
            return self.fact(*rest)
        if kind == "values":
            return Values(rest[0], tuple(self.terms[text] for text in rest[1:]))
        if kind == "literal":
            return IsLiteral(rest[0], rest[1].strip("<>"))
        if kind == "range":
            return InRange(rest[0], rest[1])
        if kind not in ("all", "any"):
            raise ValueError(f"{kind!r} can't be matched triple by triple")
        parts = tuple(self.part(part) for part in rest)
        return Both(parts) if kind == "all" else Either(parts)


def _words(tree: Tree) -> Iterator[str]:
    """Go through what a pattern is written with, its variables and terms."""
    for part in tree[1:2] if tree[0] == "range" else tree[1:]:
        if isinstance(part, str):
            yield part
        else:
            yield from _words(part)
