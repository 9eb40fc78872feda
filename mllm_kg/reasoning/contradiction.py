"""What can't be, as data: classes that exclude each other, and patterns that must not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from mllm_kg.reasoning.patterns import Pattern, Tree

__all__ = ["Apart", "Contradiction", "labels"]


@dataclass(frozen=True, slots=True)
class Apart:
    """Named classes of which nothing is in two.

    :param rule: the rule of OWL 2 Profiles §4.3
    :param wording: how a clash is told
    :param axiom: the axiom
    :param classes: the classes
    """

    rule: str
    wording: str
    axiom: ox.Triple
    classes: tuple[ox.NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What can't be.

    :param rule: the rule of OWL 2 Profiles §4.3
    :param wording: how a clash is told
    :param body: what must not hold
    :param slots: what the telling names: variables of the body, with their question mark, and texts
    :param differ: two variables that must stand for different things, where the body needs that
    :param outside: a variable that must be a literal outside a data range, where the body needs that
    :param axiom: the axiom, besides those that the body rests on
    """

    rule: str
    wording: str
    body: Pattern
    slots: Mapping[str, str] = field(default_factory=dict)
    differ: tuple[str, str] | None = None
    outside: tuple[str, Tree] | None = None
    axiom: ox.Triple | None = None

    @property
    def axioms(self) -> tuple[ox.Triple, ...]:
        """The triples of the closed ontology that it rests on, sorted."""
        found = {label for label in labels(self.body) if isinstance(label, ox.Triple)}
        return tuple(sorted(found.union([self.axiom] if self.axiom else []), key=str))


def labels(pattern: Pattern) -> Iterator[str | ox.Triple]:
    """Go through what a pattern puts to use: names of rules, and triples of the closed ontology."""
    yield from pattern.labels
    for operand in pattern.operands:
        yield from labels(operand)
