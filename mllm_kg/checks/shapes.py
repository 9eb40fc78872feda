"""The shapes as data: what each rule is called, what it asks for, and how it says so.

A rule is a shape with an IRI; its id is the local name. Shapes are written in SHACL Core (W3C Recommendation, 20 July
2017), without ``sh:sparql``: rules across entities are queries (:mod:`mllm_kg.checks.quality`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.errors import UnreadableInput
from mllm_kg.namespaces import PREFIXES, SHAPES

__all__ = ["Rule", "Shapes", "Term", "load_shapes"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

SH = PREFIXES["sh"]
RDF = PREFIXES["rdf"]
_DESCRIBING = frozenset(("path", "name", "message", "description", "property", "targetClass"))


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape.

    :param id: its local name
    :param name: what it calls the property that it is about, in English
    :param messages: what must hold, by language
    :param path: the IRI of the property; empty for a shape about the entity itself
    :param inverse: whether the path runs against the property
    :param parameters: what it asks for: the parameters of its constraints by local name, members of lists one by one
    """

    id: str
    name: str
    messages: Mapping[str, str]
    path: str
    inverse: bool
    parameters: Mapping[str, tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes of a folder.

    :param triples: their statements
    :param rules: the shapes that set a rule, by id
    """

    triples: tuple[ox.Triple, ...]
    rules: Mapping[str, Rule]

    def predicates(self) -> frozenset[str]:
        """Return the properties that some rule reads."""
        found = {rule.path for rule in self.rules.values() if rule.path}
        for rule in self.rules.values():
            found.update(term.value for term in rule.parameters.get("disjoint", ()))
        return frozenset(found)

    def name_of(self, predicate: str) -> str | None:
        """Return what the rules call a property."""
        names = (rule.name for rule in self.rules.values() if rule.path == predicate and not rule.inverse)
        return next(names, None)


def load_shapes(folder: Path) -> Shapes:
    """Read all Turtle files of a folder.

    :raises UnreadableInput: when there are none, or one can't be read
    """
    triples: list[ox.Triple] = []
    for path in sorted(folder.glob("*.ttl")):
        try:
            parsed = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            triples.extend(quad.triple for quad in parsed)
        except SyntaxError as error:
            raise UnreadableInput(str(path), error.msg, line=error.lineno, column=error.offset) from None
        except OSError as error:
            raise UnreadableInput(str(path), error.strerror or str(error)) from None
    if not triples:
        raise UnreadableInput(str(folder), "there are no shapes")
    index = _Index(triples)
    return Shapes(tuple(triples), {rule.id: rule for rule in index.rules()})


class _Index:
    """The shapes' statements by subject."""

    def __init__(self, triples: list[ox.Triple]) -> None:
        self.facts: dict[object, dict[str, list[Term]]] = {}
        for triple in triples:
            assert not isinstance(triple.object, ox.Triple)
            facts = self.facts.setdefault(triple.subject, {})
            facts.setdefault(triple.predicate.value, []).append(triple.object)

    def rules(self) -> Iterator[Rule]:
        """Go through the shapes that have a message: the others only gather or help."""
        for subject, facts in self.facts.items():
            if isinstance(subject, ox.NamedNode) and SH + "message" in facts:
                yield self.rule(subject, facts)

    def rule(self, subject: ox.NamedNode, facts: Mapping[str, list[Term]]) -> Rule:
        path, inverse = self.path(facts)
        return Rule(
            id=subject.value.removeprefix(SHAPES),
            name=self.texts(facts, "name").get("en", ""),
            messages=self.texts(facts, "message"),
            path=path,
            inverse=inverse,
            parameters={
                key.removeprefix(SH): tuple(member for value in values for member in self.members(value))
                for key, values in facts.items()
                if key.startswith(SH) and key.removeprefix(SH) not in _DESCRIBING
            },
        )

    @staticmethod
    def texts(facts: Mapping[str, list[Term]], parameter: str) -> dict[str, str]:
        values = facts.get(SH + parameter, [])
        return {value.language or "": value.value for value in values if isinstance(value, ox.Literal)}

    def path(self, facts: Mapping[str, list[Term]]) -> tuple[str, bool]:
        for path in facts.get(SH + "path", []):
            if isinstance(path, ox.NamedNode):
                return path.value, False
            return self.facts[path][SH + "inversePath"][0].value, True
        return "", False

    def members(self, value: Term) -> Iterator[Term]:
        """Go through an RDF list; a value that is none is its own only member."""
        if not isinstance(value, ox.BlankNode):
            yield value
        else:
            yield self.facts[value][RDF + "first"][0]
            rest = self.facts[value][RDF + "rest"][0]
            if rest.value != RDF + "nil":
                yield from self.members(rest)
