"""The rules as pages show them: shapes with what they ask for, and queries with what they find.

The property shapes of a node shape stand under it, in its order. A shape about an entity itself, such as
``Language-iri``, stands under the one that its name begins with. A shape without a target is one that others refer to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.checks.profile import PROFILE, Profile
from mllm_kg.checks.rules import load_quality_rules
from mllm_kg.checks.shapes import SH, Rule, Shapes, load_shapes
from mllm_kg.findings import Words
from mllm_kg.namespaces import PREFIXES, SHAPES
from mllm_kg.reference.phrases import Phrase, Piece, joined
from mllm_kg.reference.sparql import Mark, marks
from mllm_kg.reference.texts import Text, Texts

__all__ = ["Check", "Constraint", "Group", "checks_of", "groups_of"]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_NODE_SHAPE = ox.NamedNode(SH + "NodeShape")
_PROPERTY = ox.NamedNode(SH + "property")
_TARGET = ox.NamedNode(SH + "targetClass")


@dataclass(frozen=True, slots=True)
class Constraint:
    """One shape that asks for something.

    :param id: its local name
    :param name: what it calls the property
    :param path: the IRI of the property; empty for the entity itself
    :param inverse: whether it looks at the property from the other end
    :param messages: what must hold
    :param severity: how bad it is when that does not hold
    :param asks: the parameters of its constraints, by their name in SHACL
    """

    id: str
    name: Texts
    path: str
    inverse: bool
    messages: Texts
    severity: str
    asks: tuple[tuple[str, Phrase], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A node shape with what belongs to it.

    :param id: its local name
    :param name: what it calls the things it is about
    :param targets: the IRIs of the classes it is about
    :param constraints: what it asks for
    """

    id: str
    name: Texts
    targets: tuple[str, ...]
    constraints: tuple[Constraint, ...]

    @property
    def shared(self) -> bool:
        """Whether it is about several classes."""
        return len(self.targets) > 2


@dataclass(frozen=True, slots=True)
class Check:
    """A rule across entities, as a query."""

    id: str
    summary: Texts
    problem: Texts
    solution: Texts
    severity: str
    query: tuple[Mark, ...]
    sparql: str = field(repr=False)


def groups_of(assets: Assets, language: str) -> tuple[Group, ...]:
    """Return all shapes, by node shape; those about one class first by name, those that others refer to last.

    :param assets: where the shapes are
    :param language: the language of the page
    """
    profile = Profile.load(assets.shapes / PROFILE)
    shapes = _Shapes(load_shapes(assets.shapes), profile, language)
    return tuple(sorted(shapes.groups(), key=lambda group: (not group.targets, group.id)))


def checks_of(assets: Assets, language: str) -> tuple[Check, ...]:
    """Return all rules across entities, by name."""
    profile = Profile.load(assets.shapes / PROFILE)
    return tuple(
        Check(
            id=rule.id,
            summary=_texts(_by_language(rule.summary), language),
            problem=_texts(_by_language(rule.problem), language),
            solution=_texts(_by_language(rule.solution), language),
            severity=str(profile.severity(rule.id)),
            query=marks(_body(rule.sparql)),
            sparql=rule.sparql,
        )
        for rule in load_quality_rules(assets.queries / "qc")
    )


class _Shapes:
    """Brings shapes into groups."""

    def __init__(self, shapes: Shapes, profile: Profile, language: str) -> None:
        self._shapes, self._profile, self._language = shapes, profile, language
        self._members: dict[ox.NamedNode, list[ox.NamedNode]] = {}
        self._targets: dict[ox.NamedNode, list[str]] = {}
        for triple in shapes.triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, ox.NamedNode):
                continue
            if triple.predicate == _TYPE and value == _NODE_SHAPE:
                self._members.setdefault(subject, [])
            elif triple.predicate == _PROPERTY and isinstance(value, ox.NamedNode):
                self._members.setdefault(subject, []).append(value)
            elif triple.predicate == _TARGET and isinstance(value, ox.NamedNode):
                self._targets.setdefault(subject, []).append(value.value)

    def groups(self) -> Iterator[Group]:
        heads = {head: list(members) for head, members in self._members.items()}
        for head in [head for head, members in heads.items() if not members]:
            owner = ox.NamedNode(head.value.rpartition("-")[0])
            if heads.get(owner):
                heads[owner].insert(0, head)
                del heads[head]
        for head, members in heads.items():
            shape = self._rule(head)
            own = [head] if shape.parameters else []
            targets = tuple(self._targets.get(head, ()))
            constraints = tuple(self._constraint(self._rule(node)) for node in [*own, *members])
            yield Group(shape.id, self._named(shape), targets, constraints)

    def _rule(self, node: ox.NamedNode) -> Rule:
        return self._shapes.rules.get(node.value.removeprefix(SHAPES)) or self._shapes.shape(node)

    def _constraint(self, rule: Rule) -> Constraint:
        return Constraint(
            id=rule.id,
            name=self._named(rule),
            path=rule.path,
            inverse=rule.inverse,
            messages=_texts(rule.messages, self._language),
            severity=str(self._profile.severity(rule.id)),
            asks=tuple((name, _values(values)) for name, values in sorted(rule.parameters.items())),
        )

    def _named(self, rule: Rule) -> Texts:
        return _texts(_by_language(rule.name), self._language)


def _values(values: tuple[ox.NamedNode | ox.BlankNode | ox.Literal, ...]) -> Phrase:
    return joined((_value(value) for value in values), ", ")


def _value(value: ox.NamedNode | ox.BlankNode | ox.Literal) -> Phrase:
    if isinstance(value, ox.NamedNode):
        return (Piece("term", "", value.value),)
    return (Piece("value", value.value if isinstance(value, ox.Literal) else "…"),)


def _by_language(words: Words | str) -> Mapping[str, str]:
    others = words.others if isinstance(words, Words) else {}
    return {"en": str(words), **others} if words else {}


def _texts(told: Mapping[str, str], language: str) -> Texts:
    tags = [tag for tag in (language, language.partition("-")[0], "en", *sorted(told)) if tag in told]
    order = list(dict.fromkeys(tags))
    texts = tuple(Text(told[tag], tag) for tag in order)
    return Texts(texts[0], texts[1:]) if texts else Texts()


def _body(sparql: str) -> str:
    return "".join(line for line in sparql.splitlines(keepends=True) if not line.startswith("#+"))
