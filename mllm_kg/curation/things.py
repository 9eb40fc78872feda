"""What the things in an RDF file are: entities with records, entities known by name, helpers, or nothing of ours.

1. An IRI of ours tells the kind of a thing. Of blank nodes and of others' IRIs the class tells it.
2. A person, an organization, a venue, a task, a technique is known by its name; the name must make the slug of its IRI.
   An organization of which more is told has a record.
3. Entities without an IRI of ours get a slug (:mod:`mllm_kg.curation.slugs`); a disagreement gets that of its entity
   and of its field.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from mllm_kg.assemble.provenance import statement
from mllm_kg.curation.statements import TYPE, Node, Statements
from mllm_kg.errors import UsageError
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, KINDS, PREFIXES, graph, iri, kind_of, slugify, term

__all__ = ["CLASSES", "NAMING", "OF_NAMED", "Known", "Things"]

_LABEL, _PREF, _ALT = (
    ox.NamedNode(name)
    for name in (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel")
)
_FOAF_NAME, _SCHEMA_NAME = ox.NamedNode(PREFIXES["foaf"] + "name"), ox.NamedNode(PREFIXES["schema"] + "name")
_IN_SCHEME = ox.NamedNode(PREFIXES["skos"] + "inScheme")
_SOURCE = ox.NamedNode(PREFIXES["prov"] + "hadPrimarySource")
_SUB_PROPERTY = ox.NamedNode(PREFIXES["rdfs"] + "subPropertyOf")
NAMING = (_LABEL, _PREF, _FOAF_NAME, _SCHEMA_NAME, _ALT)
"""The properties that tell what a thing is called, the surest first."""
OF_NAMED = frozenset((TYPE, _IN_SCHEME, *NAMING))
"""What can be said of a thing that is known by name."""
_NESTED, _FIELD = term("disagreement"), term("disagreementField")
CLASSES = {
    "Survey": "paper",
    "Resource": "resource",
    **{kind.class_name: kind.name for kind in KINDS.values()},
}
"""The kind that each class tells."""
_RANK = ("benchmark", "resource")


class Known:
    """What the graph at hand knows.

    :param dataset: the graph; ``None`` knows nothing
    """

    def __init__(self, dataset: Dataset | None) -> None:
        self.store = dataset.store if dataset is not None else ox.Store()

    def holds(self, quad: ox.Quad) -> bool:
        """Whether the graph has a statement, stated or inferred."""
        found = self.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return next(iter(found), None) is not None

    def holds_alike(self, quad: ox.Quad) -> bool:
        """Whether the graph has a statement, blank nodes having other names there."""
        subject = None if isinstance(quad.subject, ox.BlankNode) else quad.subject
        value = None if isinstance(quad.object, ox.BlankNode) else quad.object
        return next(iter(self.store.quads_for_pattern(subject, quad.predicate, value, None)), None) is not None

    def rests(self, quad: ox.Quad, sources: Collection[str]) -> bool:
        """Whether the graph has a statement, and has it from these pages already; no pages are had from anywhere."""
        if not sources:
            return self.holds(quad)
        found = self.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        graphs = [*(held.graph_name for held in found), *self._repeated(quad.triple)]
        return any(
            isinstance(name, ox.NamedNode) and set(sources) <= self._pages(name) and not self._is_unconfirmed(name)
            for name in graphs
        )

    def _repeated(self, triple: ox.Triple) -> Iterator[Node]:
        """Go through the further graphs that make a statement."""
        for quad in self.store.quads_for_pattern(statement(triple), term("alsoStatedIn"), None, None):
            if isinstance(quad.object, ox.NamedNode):
                yield quad.object

    def _pages(self, name: ox.NamedNode) -> set[str]:
        found = self.store.quads_for_pattern(name, _SOURCE, None, None)
        return {quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)}

    def _is_unconfirmed(self, name: ox.NamedNode) -> bool:
        found = self.store.quads_for_pattern(name, term("evidenceStatus"), term("Unconfirmed"), None)
        return next(iter(found), None) is not None

    def exists(self, entity: Node) -> bool:
        """Whether the graph has an entity."""
        return next(iter(self.store.quads_for_pattern(entity, TYPE, None, None)), None) is not None

    def recorded(self, entity: Node) -> bool:
        """Whether an entity has a record of its own."""
        found = self.store.quads_for_pattern(None, term("describes"), entity, None)
        return any(quad.subject != graph("survey-list") for quad in found)

    def names(self, entity: Node) -> Iterator[str]:
        """Go through the names of an entity."""
        for naming in NAMING:
            for quad in self.store.quads_for_pattern(entity, naming, None, None):
                if isinstance(quad.object, ox.Literal):
                    yield quad.object.value

    def narrower(self, wide: ox.NamedNode) -> list[ox.NamedNode]:
        """Return the properties from which a property follows."""
        found = self.store.quads_for_pattern(None, _SUB_PROPERTY, wide, None)
        return [quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)]

    def listed_keys(self, entry: ox.NamedNode) -> list[str]:
        """Return the keys under which the survey's list has a row."""
        found = self.store.quads_for_pattern(entry, term("listedKey"), None, None)
        return sorted(quad.object.value for quad in found if isinstance(quad.object, ox.Literal))


class Things:
    """The things that one file makes statements about.

    :param statements: the file's statements
    :param known: what the graph knows
    """

    def __init__(self, statements: Statements, known: Known) -> None:
        self.statements, self.known = statements, known
        self.named: set[Node] = set()
        self.ids: dict[Node, str] = {}

    def kind(self, thing: Node) -> str | None:
        """Return the kind of a thing, or ``None`` when it is nothing of ours."""
        if isinstance(thing, ox.NamedNode) and thing.value.startswith(KG):
            return kind_of(thing.value)
        names = {
            quad.object.value.rpartition("#")[2]
            for quad in self.statements.facts.get(thing, [])
            if quad.predicate == TYPE and isinstance(quad.object, ox.NamedNode) and quad.object == _ours(quad.object)
        }
        kinds = {CLASSES[name] for name in names if name in CLASSES}
        return next((kind for kind in (*_RANK, *sorted(kinds)) if kind in kinds), None)

    @cached_property
    def with_records(self) -> list[Node]:
        """The things of kinds that have records, in the order of the file; organizations only if more is told of them."""
        return [thing for thing in self.statements.facts if self._has_record(thing)]

    def _has_record(self, thing: Node) -> bool:
        kind = self.kind(thing)
        if kind is None or not KINDS[kind].folder:
            return False
        if not KINDS[kind].named or self.known.recorded(thing) or thing in self.statements.described:
            return True
        said = self.statements.facts[thing]
        return thing in self.statements.things or any(quad.predicate not in OF_NAMED for quad in said)

    def name(self, thing: Node) -> str | None:
        """Return the name of a thing that is known by name: one that makes its slug again."""
        names = list(self._names(thing))
        if isinstance(thing, ox.NamedNode) and thing.value.startswith(KG):
            slug = thing.value.rpartition("/")[2]
            names = [name for name in (*names, *self.known.names(thing)) if _makes(name, slug)]
        if not names:
            return None
        self.named.add(thing)
        return names[0]

    def _names(self, thing: Node) -> Iterator[str]:
        said = self.statements.facts.get(thing, [])
        for naming in NAMING:
            for quad in said:
                if quad.predicate == naming and isinstance(quad.object, ox.Literal):
                    yield quad.object.value

    def nested(self, owner: Node, entity: str) -> Iterator[tuple[Node, str]]:
        """Go through the disagreements of an entity, with the ``kind/slug`` of each."""
        slug = entity.partition("/")[2]
        for quad in self.statements.facts.get(owner, []):
            if quad.predicate == _NESTED and isinstance(quad.object, Node) and quad.object in self.statements.facts:
                yield quad.object, self._disagreement(quad.object, slug)

    def _disagreement(self, thing: Node, slug: str) -> str:
        if isinstance(thing, ox.NamedNode) and thing.value.startswith(KG):
            return thing.value.removeprefix(KG)
        said = self.statements.facts[thing]
        field = next((quad.object for quad in said if quad.predicate == _FIELD), None)
        made = f"{slug}-{slugify(field.value)}" if isinstance(field, ox.Literal) and field.value else slug
        return f"disagreement/{free(made, self.ids.values(), self.known)}"


def free(slug: str, used: Iterable[str], known: Known) -> str:
    """Return a slug of a disagreement that is not taken, with a number behind it when need be."""
    taken = set(used)
    number, made = 1, slug
    while f"disagreement/{made}" in taken or known.exists(iri("disagreement", made)):
        number += 1
        made = f"{slug}-{number}"
    return made


def _ours(value: ox.NamedNode) -> ox.NamedNode:
    return term(value.value.rpartition("#")[2])


def _makes(name: str, slug: str) -> bool:
    try:
        return slugify(name) == slug
    except UsageError:
        return False
