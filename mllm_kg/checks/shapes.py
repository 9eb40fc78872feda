"""The shapes as data: what each rule is called, whom it is about, what it asks for, and how it says so.

A rule is a shape that applies to something and asks for something; its id is the local name of its IRI. Shapes are
written in SHACL Core (W3C Recommendation, 20 July 2017), without ``sh:sparql``: rules across entities are queries
(:mod:`mllm_kg.checks.quality`).

1. The targets of a shape are its own and those of the node shapes that it is a ``sh:property`` of (sections 2.1.3 and
   2.3.1 say that both are judged alike).
2. A path is a property or runs against one; any other kind of path stays a parameter named ``path``, so that whoever
   knows no such parameter leaves the shape to who does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.errors import UnreadableInput
from mllm_kg.findings import Words
from mllm_kg.namespaces import PREFIXES, SHAPES, curie

__all__ = ["SH", "Node", "Result", "Rule", "Shapes", "Target", "Term", "load_shapes"]

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

SH = PREFIXES["sh"]
RDF = PREFIXES["rdf"]
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_DESCRIBING = frozenset(
    ("path", "name", "message", "description", "property", "severity", "order", "group", "defaultValue", *_TARGETS)
)
_SILENT = frozenset(PREFIXES[name] for name in ("rdf", "rdfs", "dcterms", "skos"))
_TRUE = ox.Literal("true", datatype=ox.NamedNode(PREFIXES["xsd"] + "boolean"))
_CLASS = ox.NamedNode(PREFIXES["rdfs"] + "Class")


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a shape is about (section 2.1.3).

    :param kind: the local name of the property that says so, such as ``targetClass``
    :param term: its value
    """

    kind: str
    term: Term


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape.

    :param id: its local name
    :param node: the shape in its graph
    :param name: what it calls the property that it is about
    :param messages: what must hold, by language
    :param path: the IRI of the property; empty for a shape about the entity itself
    :param inverse: whether the path runs against the property
    :param targets: whom it is about; none for a shape that others refer to
    :param parameters: what it asks for: the parameters of its constraints by local name, members of lists one by one
    """

    id: str
    node: Node
    name: Words
    messages: Mapping[str, str]
    path: str
    inverse: bool
    targets: tuple[Target, ...]
    parameters: Mapping[str, tuple[Term, ...]]

    @property
    def advice(self) -> Words | None:
        """What must hold, in all languages that the shape says it in."""
        return _words(self.messages) if self.messages else None


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a SHACL validation (section 3.6.2).

    :param rule: the shape that was not met
    :param component: the local name of the kind of constraint
    :param focus: the entity concerned
    :param value: the value concerned, where the kind of constraint is about one
    """

    rule: Rule
    component: str
    focus: Term
    value: Term | None


class Shapes:
    """All shapes of a folder.

    :param triples: their statements
    """

    def __init__(self, triples: tuple[ox.Triple, ...]) -> None:
        self.triples = triples
        self._facts: dict[object, dict[str, list[Term]]] = {}
        for triple in triples:
            assert not isinstance(triple.object, ox.Triple)
            facts = self._facts.setdefault(triple.subject, {})
            facts.setdefault(triple.predicate.value, []).append(triple.object)
        self.rules: Mapping[str, Rule] = {}
        """The shapes that set a rule, by id."""
        for rule in self._rules():
            self.rules[rule.id] = rule

    def predicates(self) -> frozenset[str]:
        """Return the properties that some rule reads."""
        found = {rule.path for rule in self.rules.values() if rule.path}
        for rule in self.rules.values():
            found.update(term.value for term in rule.parameters.get("disjoint", ()))
        return frozenset(found)

    def name_of(self, predicate: str) -> Words | None:
        """Return what the rules call a property."""
        names = (rule.name for rule in self.rules.values() if rule.path == predicate and not rule.inverse)
        return next(names, None)

    def shape(self, node: Term, id: str = "", targets: tuple[Target, ...] = ()) -> Rule:
        """Return any shape of the folder, such as one that a rule refers to."""
        assert not isinstance(node, ox.Literal)
        facts = self._facts.get(node, {})
        path, inverse, unknown = self._path(facts)
        parameters = {
            key: tuple(member for value in values for member in self._members(value))
            for key, values in self._parameters(facts).items()
        }
        return Rule(
            id=id or _local(node),
            node=node,
            name=_words(self._texts(facts, "name")),
            messages=self._texts(facts, "message"),
            path=path,
            inverse=inverse,
            targets=targets,
            parameters={**parameters, "path": unknown} if unknown else parameters,
        )

    def lists(self, shape: Rule, parameter: str) -> list[tuple[Term, ...]]:
        """Return the values of a parameter, each as the members of its list."""
        return [tuple(self._members(value)) for value in self._facts[shape.node].get(SH + parameter, ())]

    def inner(self, shape: Rule) -> Iterator[Node]:
        """Go through the property shapes inside a shape, at any depth."""
        for member in self._facts.get(shape.node, {}).get(SH + "property", ()):
            if not isinstance(member, ox.Literal):
                yield member
                yield from self.inner(self.shape(member))

    def _rules(self) -> Iterator[Rule]:
        """Go through the shapes that are about something and ask for something."""
        targets: dict[Node, dict[Target, None]] = {}
        owners: dict[Node, Node] = {}
        for subject, facts in self._facts.items():
            assert isinstance(subject, ox.NamedNode | ox.BlankNode)
            own = dict.fromkeys(self._targets(subject, facts))
            if own and _TRUE not in facts.get(SH + "deactivated", ()):
                targets.setdefault(subject, {}).update(own)
                for member in facts.get(SH + "property", ()) if SH + "path" not in facts else ():
                    if not isinstance(member, ox.Literal):
                        targets.setdefault(member, {}).update(own)
                        owners.setdefault(member, subject)
        used: set[str] = set()
        for node, found in targets.items():
            if _TRUE in self._facts.get(node, {}).get(SH + "deactivated", ()):
                continue
            rule = self.shape(node, self._id(node, owners, used), tuple(found))
            if rule.parameters:
                used.add(rule.id)
                yield rule

    def _id(self, node: Node, owners: Mapping[Node, Node], used: set[str]) -> str:
        """Name a rule: by its IRI; one without an IRI by its owner and its property."""
        if isinstance(node, ox.NamedNode):
            return _local(node)
        owner = owners.get(node)
        path = self._path(self._facts[node])[0]
        name = f"{_local(owner) if owner else 'shape'}-{curie(path).rpartition(':')[2] if path else 'values'}"
        return name if name not in used else f"{name}-{len(used)}"

    def _targets(self, subject: Node, facts: Mapping[str, list[Term]]) -> Iterator[Target]:
        for kind in _TARGETS:
            yield from (Target(kind, term) for term in facts.get(SH + kind, ()))
        if _CLASS in facts.get(RDF + "type", ()):  # section 2.1.3.3: a class that is a shape is its own target
            yield Target("targetClass", subject)

    @staticmethod
    def _parameters(facts: Mapping[str, list[Term]]) -> dict[str, list[Term]]:
        """Return what asks for something: all but what describes; ``sh:property`` asks only inside a property shape."""
        describing = _DESCRIBING - {"property"} if SH + "path" in facts else _DESCRIBING
        return {
            key.removeprefix(SH): values
            for key, values in facts.items()
            if key.removeprefix(SH) not in describing and not key.startswith(tuple(_SILENT))
        }

    @staticmethod
    def _texts(facts: Mapping[str, list[Term]], parameter: str) -> dict[str, str]:
        values = facts.get(SH + parameter, [])
        return {value.language or "": value.value for value in values if isinstance(value, ox.Literal)}

    def _path(self, facts: Mapping[str, list[Term]]) -> tuple[str, bool, tuple[Term, ...]]:
        """Return the property of a path, whether the path runs against it, and the path when it is of another kind."""
        for path in facts.get(SH + "path", ()):
            if isinstance(path, ox.NamedNode):
                return path.value, False, ()
            inner = self._facts.get(path, {}).get(SH + "inversePath", ())
            if len(inner) == 1 and isinstance(inner[0], ox.NamedNode):
                return inner[0].value, True, ()
            return "", False, (path,)
        return "", False, ()

    def _members(self, value: Term) -> Iterator[Term]:
        """Go through an RDF list; a value that is none is its own only member."""
        if RDF + "first" not in self._facts.get(value, {}):
            yield value
            return
        while RDF + "first" in self._facts.get(value, {}):
            yield self._facts[value][RDF + "first"][0]
            value = self._facts[value][RDF + "rest"][0]


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
    return Shapes(tuple(triples))


def _words(texts: Mapping[str, str]) -> Words:
    english = texts.get("en", next(iter(texts.values()), ""))
    return Words(english, **{tag: text for tag, text in texts.items() if tag not in ("", "en")})


def _local(node: Node) -> str:
    return node.value.removeprefix(SHAPES)
