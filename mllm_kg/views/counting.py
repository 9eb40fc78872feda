"""Counts of a graph by class and property.

1. Read the statements once, each term replaced by a number, so that everything after compares numbers.
2. Find the *profile* of every subject: exactly the classes that it has. A graph of a hundred thousand statements has a
   few dozen profiles.
3. Count the statements by the profile of the subject, the property, and what the object is: something with a profile, a
   literal of some datatype, or neither. The work for a statement is the same however many classes its entities have.
4. Spread each of these counts, of which there are some thousands, over the classes of its profiles: an entity with
   several classes counts in each of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import KG, PREFIXES

__all__ = ["Index", "Partition", "Property", "Row", "Totals", "Uses", "partitions", "totals", "uses"]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")

Row: TypeAlias = tuple[int, int, int, int]
"""A statement: the numbers of its subject, its property, its object and its graph."""


@dataclass(frozen=True, slots=True)
class Index:
    """Statements whose terms are numbered.

    :param rows: the statements
    :param iris: the IRI of each term, by number; empty for a literal or a blank node
    :param datatypes: the datatype of each literal, by number
    :param type: the number of ``rdf:type``
    """

    rows: list[Row]
    iris: list[str]
    datatypes: dict[int, str]
    type: int

    @classmethod
    def of(cls, statements: Iterable[ox.Quad]) -> Index:
        """Read statements, each of which is there once."""
        numbers: dict[object, int] = {_TYPE: 0}
        number = numbers.setdefault
        rows = [
            (
                number(quad.subject, len(numbers)),
                number(quad.predicate, len(numbers)),
                number(quad.object, len(numbers)),
                number(quad.graph_name, len(numbers)),
            )
            for quad in statements
        ]
        iris = [term.value if isinstance(term, ox.NamedNode) else "" for term in numbers]
        datatypes = {at: term.datatype.value for term, at in numbers.items() if isinstance(term, ox.Literal)}
        return cls(rows, iris, datatypes, numbers[_TYPE])


@dataclass(slots=True)
class Property:
    """How often a property is used.

    :param triples: how many statements have it
    :param classes: how many of them lead to an instance of each class
    :param datatypes: how many of them lead to a literal of each datatype
    """

    triples: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    datatypes: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Partition:
    """The instances of a class.

    :param entities: how many there are
    :param triples: how many statements are about them
    :param properties: what is said of them, by property
    """

    entities: int = 0
    triples: int = 0
    properties: defaultdict[str, Property] = field(default_factory=lambda: defaultdict(Property))


@dataclass(frozen=True, slots=True)
class Totals:
    """How much some statements are.

    :param triples: how many statements there are
    :param entities: how many different entities of ours they are about
    :param subjects: how many different subjects
    :param objects: how many different objects
    :param properties: how many different properties
    :param classes: how many different classes their subjects are said to have
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    properties: int
    classes: int


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a property is used, with how many different subjects and objects."""

    triples: int
    subjects: int
    objects: int


def totals(index: Index, rows: Collection[Row] | None = None) -> Totals:
    """Count statements.

    :param rows: some statements of the index; ``None`` for all
    """
    chosen = index.rows if rows is None else rows
    subjects = {row[0] for row in chosen}
    classes = {row[2] for row in chosen if row[1] == index.type}
    return Totals(
        triples=len(chosen),
        entities=sum(index.iris[subject].startswith(KG) for subject in subjects),
        subjects=len(subjects),
        objects=len({row[2] for row in chosen}),
        properties=len({row[1] for row in chosen}),
        classes=sum(bool(index.iris[name]) for name in classes),
    )


def uses(index: Index) -> dict[str, Uses]:
    """Count statements by property, in the order of the properties' IRIs."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in index.rows:
        found[row[1]].append(row)
    counted = {
        index.iris[predicate]: Uses(len(rows), len({row[0] for row in rows}), len({row[2] for row in rows}))
        for predicate, rows in found.items()
    }
    return dict(sorted(counted.items()))


def partitions(index: Index) -> dict[str, Partition]:
    """Count statements by class of the subject, property, and class or datatype of the object."""
    profiles = _profiles(index)
    kinds: dict[int, tuple[str, ...] | str] = {**profiles, **index.datatypes}
    cells = Counter(
        (profiles[subject], predicate, kinds.get(value, ()))
        for subject, predicate, value, _ in index.rows
        if subject in profiles
    )
    found: defaultdict[str, Partition] = defaultdict(Partition)
    for profile, number in Counter(profiles.values()).items():
        for name in profile:
            found[name].entities += number
    for (profile, predicate, kind), number in cells.items():
        for name in profile:
            found[name].triples += number
            _add(found[name].properties[index.iris[predicate]], kind, number)
    return dict(sorted(found.items()))


def _profiles(index: Index) -> dict[int, tuple[str, ...]]:
    """Return the classes of each subject that has any."""
    classes: defaultdict[int, set[str]] = defaultdict(set)
    for subject, predicate, value, _ in index.rows:
        if predicate == index.type and index.iris[value]:
            classes[subject].add(index.iris[value])
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    profiles = {subject: tuple(sorted(found)) for subject, found in classes.items()}
    return {subject: shared.setdefault(profile, profile) for subject, profile in profiles.items()}


def _add(used: Property, kind: tuple[str, ...] | str, number: int) -> None:
    used.triples += number
    if isinstance(kind, str):
        used.datatypes[kind] += number
    else:
        for name in kind:
            used.classes[name] += number
