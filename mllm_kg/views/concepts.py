"""What the graph says about the concepts of its taxonomy, gathered for :mod:`mllm_kg.views.skos`.

A link to what is broader is kept only where it can be walked: both ends are concepts, and no way leads back. To find the
ways back, the links are added one by one in the order of IRIs; one whose end is already below its beginning is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES, iri, term

__all__ = ["KINDS", "MATCHES", "Concepts", "read_concepts"]

KINDS: dict[str, str] = {
    "AlignmentStrategy": "strategies",
    "TrainingStage": "stages",
    "ConstructionMethod": "construction-methods",
    "Frontier": "frontiers",
    "Challenge": "frontiers",
    "LanguageFamily": "families",
    "Language": "families",
    "Task": "tasks",
    "Technique": "techniques",
}
"""The classes whose members are concepts, each with the scheme of those that state none."""

MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
"""The mapping properties of SKOS (section 10), the closest first."""

_SKOS, _RDFS, _DCTERMS, _OWL = (PREFIXES[name] for name in ("skos", "rdfs", "dcterms", "owl"))
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_PROPERTIES: dict[str, ox.NamedNode] = {
    **{name: ox.NamedNode(_SKOS + name) for name in ("prefLabel", "altLabel", "definition", "note", *MATCHES)},
    **{name: ox.NamedNode(_SKOS + name) for name in ("broader", "related", "inScheme")},
    **{name: term(name) for name in ("abbreviation", "iso639-3", "glottocode", "listCode")},
    **{name: term(name) for name in ("challengeOf", "inMacrolanguage", "inFamily", "appliesAtStage", "belongsToStage")},
    "label": ox.NamedNode(_RDFS + "label"),
    "deprecated": ox.NamedNode(_OWL + "deprecated"),
    "isReplacedBy": ox.NamedNode(_DCTERMS + "isReplacedBy"),
}
_CALLED = ("prefLabel", "altLabel", "abbreviation", "label")
_RELATING = ("related", "appliesAtStage", "belongsToStage")

_Value: TypeAlias = ox.NamedNode | ox.Literal
_Links: TypeAlias = Mapping[ox.NamedNode, list[ox.NamedNode]]


@dataclass(frozen=True, slots=True)
class Concepts:
    """The concepts, what they are called, and how they are linked; everything in the order of IRIs.

    :param members: the concepts
    :param schemes: the schemes, each with its concepts
    :param schemes_of: the schemes of each concept
    :param names: the preferred names of concepts and schemes, by language tag
    :param broader: what is broader than each concept, one step up
    :param narrower: the same, one step down
    :param related: what each concept is related to
    :param facts: what else is stated, by subject and by the local name of the property
    """

    members: Mapping[ox.NamedNode, None]
    schemes: Mapping[ox.NamedNode, list[ox.NamedNode]]
    schemes_of: Mapping[ox.NamedNode, list[ox.NamedNode]]
    names: Mapping[ox.NamedNode, Mapping[str, ox.Literal]]
    broader: _Links
    narrower: _Links
    related: _Links
    facts: Mapping[tuple[ox.NamedNode, str], list[_Value]]

    def values(self, subject: ox.NamedNode, name: str) -> list[_Value]:
        """Return the values that a subject has for a property, sorted."""
        return self.facts.get((subject, name), [])

    def texts(self, subject: ox.NamedNode, name: str) -> list[ox.Literal]:
        """Return the texts that a subject has for a property; those without a language are English."""
        return [_told(value) for value in self.values(subject, name) if isinstance(value, ox.Literal)]

    def is_top(self, concept: ox.NamedNode, scheme: ox.NamedNode) -> bool:
        """Whether a concept has nothing broader within a scheme."""
        return not any(scheme in self.schemes_of[other] for other in self.broader[concept])

    def other_names(self, concept: ox.NamedNode) -> list[ox.Literal]:
        """Return what a concept is called besides its preferred names, each text once in a language."""
        preferred = {name.value for name in self.names.get(concept, {}).values()}
        found = (text for name in _CALLED for text in self.texts(concept, name) if text.value not in preferred)
        return list(dict.fromkeys(found))

    def matches(self, concept: ox.NamedNode) -> dict[str, list[ox.NamedNode]]:
        """Return what matches a concept elsewhere, by the property; of several matches of one thing the closest."""
        taken = {concept, *self.broader[concept], *self.narrower[concept]}
        found: dict[str, list[ox.NamedNode]] = {}
        for name in MATCHES:
            others = [one for one in self.values(concept, name) if isinstance(one, ox.NamedNode) and one not in taken]
            taken.update(others)
            if others:
                found[name] = others
        return found


def read_concepts(store: ox.Store) -> Concepts:
    """Gather the concepts of a graph with everything that is stated about them, whatever named graph it stands in."""
    members = _members(store)
    facts = _facts(store, [*members, *_scheme_nodes(store)])
    broader = _without_circles(_above(members, facts))
    schemes_of = {concept: _schemes_of(kind, facts.get((concept, "inScheme"), [])) for concept, kind in members.items()}
    schemes: defaultdict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
    narrower: dict[ox.NamedNode, list[ox.NamedNode]] = {concept: [] for concept in members}
    for concept in members:
        for scheme in schemes_of[concept]:
            schemes[scheme].append(concept)
        for other in broader[concept]:
            narrower[other].append(concept)
    return Concepts(
        dict.fromkeys(members),
        dict(sorted(schemes.items(), key=lambda item: item[0].value)),
        schemes_of,
        {subject: _names(facts, subject) for subject in (*schemes, *members)},
        broader,
        narrower,
        _related(members, facts, broader),
        facts,
    )


def _members(store: ox.Store) -> dict[ox.NamedNode, str]:
    """Return the concepts, each with the scheme of its class."""
    found: dict[ox.NamedNode, str] = {}
    for name, scheme in KINDS.items():
        for quad in store.quads_for_pattern(None, _TYPE, term(name), None):
            if isinstance(quad.subject, ox.NamedNode):
                found.setdefault(quad.subject, scheme)
    return dict(sorted(found.items(), key=lambda item: item[0].value))


def _scheme_nodes(store: ox.Store) -> Iterator[ox.NamedNode]:
    for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(_SKOS + "ConceptScheme"), None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def _facts(store: ox.Store, subjects: Collection[ox.NamedNode]) -> dict[tuple[ox.NamedNode, str], list[_Value]]:
    wanted = set(subjects)
    found: defaultdict[tuple[ox.NamedNode, str], set[_Value]] = defaultdict(set)
    for name, predicate in _PROPERTIES.items():
        for quad in store.quads_for_pattern(None, predicate, None, None):
            subject, value = quad.subject, quad.object
            if (
                subject in wanted
                and isinstance(subject, ox.NamedNode)
                and isinstance(value, (ox.NamedNode, ox.Literal))
            ):
                found[subject, name].add(value)
    return {key: sorted(values, key=str) for key, values in found.items()}


def _names(facts: Mapping[tuple[ox.NamedNode, str], list[_Value]], subject: ox.NamedNode) -> dict[str, ox.Literal]:
    """Return one name in each language: a preferred one, else a label."""
    found: dict[str, ox.Literal] = {}
    for name in ("prefLabel", "label"):
        for value in facts.get((subject, name), []):
            if isinstance(value, ox.Literal):
                told = _told(value)
                found.setdefault(told.language or "", told)
    return dict(sorted(found.items()))


def _told(value: ox.Literal) -> ox.Literal:
    """Return a text with its language, which is English where none is stated: records are written in English."""
    return value if value.language else ox.Literal(value.value, language="en")


def _schemes_of(default: str, stated: list[_Value]) -> list[ox.NamedNode]:
    return [scheme for scheme in stated if isinstance(scheme, ox.NamedNode)] or [iri("scheme", default)]


def _above(
    members: Collection[ox.NamedNode], facts: Mapping[tuple[ox.NamedNode, str], list[_Value]]
) -> dict[ox.NamedNode, list[ox.NamedNode]]:
    """Return what is stated to be above each concept; the family of a language only where no macrolanguage has it."""

    def stated(subject: ox.NamedNode, *names: str) -> list[ox.NamedNode]:
        values = (value for name in names for value in facts.get((subject, name), []))
        return [value for value in values if isinstance(value, ox.NamedNode) and value in members and value != subject]

    found: dict[ox.NamedNode, list[ox.NamedNode]] = {}
    for concept in members:
        above = stated(concept, "broader", "challengeOf", "inMacrolanguage")
        reached = {family for other in above for family in stated(other, "inFamily")}
        families = [family for family in stated(concept, "inFamily") if family not in reached]
        found[concept] = sorted({*above, *families}, key=lambda node: node.value)
    return found


def _without_circles(above: _Links) -> dict[ox.NamedNode, list[ox.NamedNode]]:
    kept: dict[ox.NamedNode, list[ox.NamedNode]] = {concept: [] for concept in above}
    for concept, others in above.items():
        for other in others:
            if concept not in _ancestors(other, kept):
                kept[concept].append(other)
    return kept


def _ancestors(concept: ox.NamedNode, broader: _Links) -> set[ox.NamedNode]:
    """Return a concept and everything above it."""
    found: set[ox.NamedNode] = set()
    waiting = [concept]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(broader[node])
    return found


def _related(
    members: Collection[ox.NamedNode], facts: Mapping[tuple[ox.NamedNode, str], list[_Value]], broader: _Links
) -> dict[ox.NamedNode, list[ox.NamedNode]]:
    """Return what each concept is related to, in both directions, without what is above or below it."""
    found: dict[ox.NamedNode, set[ox.NamedNode]] = {concept: set() for concept in members}
    for concept in members:
        stated = (other for name in _RELATING for other in facts.get((concept, name), []))
        for other in stated:
            if not isinstance(other, ox.NamedNode) or other not in members:
                continue
            if concept not in _ancestors(other, broader) and other not in _ancestors(concept, broader):
                found[concept].add(other)
                found[other].add(concept)
    return {concept: sorted(others, key=lambda node: node.value) for concept, others in found.items()}
