"""The terms of the ontology, each with everything that its part of the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import KINDS, MLLM
from mllm_kg.questions import Question
from mllm_kg.reference.axioms import Axiom, Reader
from mllm_kg.reference.rules import Constraint, Group
from mllm_kg.reference.sparql import names_in
from mllm_kg.reference.statements import Statements, Term
from mllm_kg.reference.texts import Texts, texts_of
from mllm_kg.reference.usage import Usage

__all__ = ["MAPPINGS", "Entry", "EntryKind", "Properties", "entries"]

EntryKind: TypeAlias = Literal["class", "object", "data", "annotation", "individual"]

_KINDS: dict[str, EntryKind] = {
    "owl:Class": "class",
    "owl:ObjectProperty": "object",
    "owl:DatatypeProperty": "data",
    "owl:AnnotationProperty": "annotation",
    "owl:NamedIndividual": "individual",
}

MAPPINGS = (
    "owl:equivalentClass",
    "owl:equivalentProperty",
    "skos:exactMatch",
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "skos:closeMatch",
    "skos:relatedMatch",
)
"""What ties a term to one of another vocabulary, the closest tie first."""


@dataclass(frozen=True, slots=True)
class Properties:
    """Properties that the members of a class have.

    :param source: the IRI of the class whose members have them: the class itself, or one above it
    :param terms: the IRIs of the properties
    """

    source: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of the ontology.

    :param iri: its IRI
    :param local: the part of it that is the anchor
    :param kind: what it is
    :param labels: its names
    :param definitions: what it means
    :param aliases: its other names
    :param samples: values for example
    :param see_also: pages about it
    :param axioms: what the ontology says of it
    :param characteristics: of a property, see :data:`mllm_kg.reference.axioms.CHARACTERISTICS`
    :param above: IRIs of the next wider terms of the ontology
    :param below: IRIs of the next narrower ones
    :param mappings: terms of other vocabularies, each after the property that ties it (a CURIE)
    :param defined: whether it is a class whose members a reasoner finds
    :param deprecated: whether it is withdrawn
    :param properties: of a class, the properties that its members have
    :param values_of: of a class, the IRIs of properties whose values are its members
    :param usage: how the data uses it
    :param groups: of a class, the shapes about its members
    :param constraints: of a property, the shapes about its values
    :param questions: the research questions that use it
    """

    iri: str
    local: str
    kind: EntryKind
    labels: Texts
    definitions: Texts
    aliases: Texts
    samples: Texts
    see_also: tuple[str, ...]
    axioms: tuple[Axiom, ...]
    characteristics: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    mappings: tuple[tuple[str, str], ...]
    defined: bool
    deprecated: bool
    properties: tuple[Properties, ...]
    values_of: tuple[str, ...]
    usage: Usage
    groups: tuple[Group, ...]
    constraints: tuple[Constraint, ...]
    questions: tuple[Question, ...]


def entries(
    statements: Statements,
    reader: Reader,
    used: Mapping[str, Usage],
    groups: Sequence[Group],
    questions: Sequence[Question],
    language: str,
) -> tuple[Entry, ...]:
    """Return the terms of the ontology, by name.

    :param statements: the ontology
    :param reader: reads its axioms
    :param used: how the data uses each term; a term may be missing
    :param groups: the shapes
    :param questions: the research questions
    :param language: the language of the page
    """
    gatherer = _Gatherer(statements, reader, used, groups, questions, language)
    return tuple(sorted(gatherer.all(), key=lambda entry: (entry.local.casefold(), entry.local)))


class _Gatherer:
    """Gathers what belongs to a term."""

    def __init__(
        self,
        statements: Statements,
        reader: Reader,
        used: Mapping[str, Usage],
        groups: Sequence[Group],
        questions: Sequence[Question],
        language: str,
    ) -> None:
        self._all, self._reader, self._used, self._groups = statements, reader, used, groups
        self._language = language
        self._questions = [(question, _terms_of(question)) for question in questions]
        self._properties = [
            node
            for short, kind in _KINDS.items()
            if kind in ("object", "data", "annotation")
            for node in statements.of_type(short)
            if isinstance(node, ox.NamedNode)
        ]

    def all(self) -> Iterator[Entry]:
        seen: set[str] = set()
        for short, kind in _KINDS.items():
            for node in self._all.of_type(short):
                if isinstance(node, ox.NamedNode) and node.value.startswith(MLLM) and node.value not in seen:
                    seen.add(node.value)
                    yield self._entry(node, kind)

    def _entry(self, node: ox.NamedNode, kind: EntryKind) -> Entry:
        is_class, is_property = kind == "class", kind in ("object", "data", "annotation")
        return Entry(
            iri=node.value,
            local=node.value.removeprefix(MLLM),
            kind=kind,
            labels=self._texts(node, "rdfs:label"),
            definitions=self._texts(node, "skos:definition"),
            aliases=self._texts(node, "skos:altLabel"),
            samples=self._texts(node, "skos:example"),
            see_also=tuple(page.value for page in self._all.named(node, "rdfs:seeAlso")),
            axioms=self._axioms(node, kind),
            characteristics=self._reader.characteristics(node) if is_property else (),
            above=tuple(self._above(node, is_class)),
            below=tuple(self._below(node, is_class)),
            mappings=tuple(self._mappings(node)),
            defined=is_class and bool(self._all.objects(node, "owl:equivalentClass")),
            deprecated=any(value.value == "true" for value in self._all.objects(node, "owl:deprecated")),
            properties=tuple(self._having(node)) if is_class else (),
            values_of=self._pointing(node, "rdfs:range") if is_class else (),
            usage=self._used.get(node.value, Usage()),
            groups=tuple(group for group in self._groups if node.value in group.targets),
            constraints=tuple(rule for group in self._groups for rule in group.constraints if rule.path == node.value),
            questions=tuple(question for question, terms in self._questions if node.value in terms),
        )

    def _texts(self, node: ox.NamedNode, short: str) -> Texts:
        return texts_of(self._all.objects(node, short), self._language)

    def _axioms(self, node: ox.NamedNode, kind: EntryKind) -> tuple[Axiom, ...]:
        if kind == "class":
            return self._reader.of_class(node)
        return self._reader.of_individual(node) if kind == "individual" else self._reader.of_property(node)

    def _above(self, node: ox.NamedNode, is_class: bool) -> Iterator[str]:
        """Go through the next wider terms; a defined class is narrower than the names in its definition."""
        found = self._all.named(node, "rdfs:subClassOf" if is_class else "rdfs:subPropertyOf")
        found += [name for name in self._conjuncts(node) if name not in found] if is_class else []
        yield from (name.value for name in found if name.value.startswith(MLLM))

    def _conjuncts(self, node: ox.NamedNode) -> Iterator[ox.NamedNode]:
        for expression in self._all.objects(node, "owl:equivalentClass"):
            for head in self._all.objects(expression, "owl:intersectionOf"):
                yield from (name for name in self._all.members(head) if isinstance(name, ox.NamedNode))

    def _below(self, node: ox.NamedNode, is_class: bool) -> Iterator[str]:
        others = self._all.of_type("owl:Class") if is_class else self._properties
        for other in others:
            if isinstance(other, ox.NamedNode) and node.value in self._above(other, is_class):
                yield other.value

    def _mappings(self, node: ox.NamedNode) -> Iterator[tuple[str, str]]:
        for short in MAPPINGS:
            for other in self._all.named(node, short):
                if not other.value.startswith(MLLM):
                    yield short, other.value

    def _having(self, node: ox.NamedNode) -> Iterator[Properties]:
        """Go through a class and those above it, each with the properties that start there."""
        queue, seen = [node.value], set()
        while queue:
            source = queue.pop(0)
            if source not in seen:
                seen.add(source)
                terms = self._pointing(ox.NamedNode(source), "rdfs:domain")
                if terms:
                    yield Properties(source, terms)
                queue.extend(self._above(ox.NamedNode(source), True))

    def _pointing(self, node: ox.NamedNode, short: str) -> tuple[str, ...]:
        """Return the properties whose domain or range is a class, or a union with it."""
        return tuple(
            prop.value
            for prop in self._properties
            if any(node == name for end in self._all.objects(prop, short) for name in self._names(end))
        )

    def _names(self, end: Term) -> Iterator[Term]:
        yield end
        for head in self._all.objects(end, "owl:unionOf"):
            yield from self._all.members(head)


def _terms_of(question: Question) -> frozenset[str]:
    """Return the terms that a question's query names, and the classes that its parameters take."""
    kinds = {MLLM + KINDS[kind].class_name for param in question.params for kind in param.kinds}
    return names_in(question.sparql) | kinds
