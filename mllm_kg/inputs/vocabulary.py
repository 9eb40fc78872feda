"""Terms and entities of this project that do not exist, in what strangers bring.

The vocabulary is closed where it is ours: a property or class below our addresses is defined by the ontology, and an
entity is described by the graph or by what is brought along. SHACL is silent about both, as no shape asks for them.

1. Each statement is looked at by its own three terms, each term is looked up in the graph's index by itself, so the cost
   grows with what is brought and not with the graph.
2. Only for a term that does not exist are the names of its kind gone through, for the nearest.
3. Other vocabularies are looked at by :mod:`mllm_kg.inputs.foreign`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

import pyoxigraph as ox

from mllm_kg.findings import Finding, Location, Sentence, Severity, say
from mllm_kg.graph import Dataset
from mllm_kg.inputs.foreign import LIKE_OURS, Foreign
from mllm_kg.inputs.model import Input, Place
from mllm_kg.namespaces import BASE, GRAPH, KG, KINDS, MLLM, ONTOLOGY, PREFIXES, QUERY, SHAPES, curie, kind_of
from mllm_kg.nearest import closest
from mllm_kg.records.references import is_slug
from mllm_kg.records.text import shown

__all__ = ["unknown_terms"]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_DEFINED = ox.NamedNode(PREFIXES["rdfs"] + "isDefinedBy")
_CLASS = PREFIXES["owl"] + "Class"
_PROPERTIES = frozenset(PREFIXES["owl"] + f"{kind}Property" for kind in ("Object", "Datatype", "Annotation"))
_INFERRED = GRAPH + "inferred"
_OURS = (MLLM, KG, GRAPH, SHAPES, QUERY)


def unknown_terms(inputs: Iterable[Input], dataset: Dataset) -> list[Finding]:
    """Return what is wrong with the terms and entities that inputs name, each at its place.

    :param inputs: what is brought; of records, only the entities that they refer to are looked up
    :param dataset: the graph without them
    :returns: ``undefined-property``, ``undefined-class``, ``dangling-reference``, ``bad-reference``; and notes about
        other vocabularies
    """
    given = list(inputs)
    names = _Names(dataset, given)
    foreign = Foreign(dataset)
    found: list[Finding] = []
    for made in given:
        judge = _Judge(made, names)
        referred = (
            None if made.record is None else {one.iri for one in made.graphs.references} if made.graphs else set()
        )
        for triple, place in made.places.statements.items():
            if referred is None:
                judge.statement(triple, place)
                found.extend(foreign.judge(made, triple, place))
            elif isinstance(triple.object, ox.NamedNode) and triple.object.value in referred:
                judge.entity(triple, triple.object.value, place.object)
        found.extend(judge.found.values())
    return found


class _Names:
    """What exists: the terms of the ontology, and the entities of the graph and of what is brought.

    :param dataset: the graph
    :param inputs: what is brought
    """

    def __init__(self, dataset: Dataset, inputs: Sequence[Input]) -> None:
        self._store = dataset.store
        self._brought = {
            quad.subject.value
            for made in inputs
            for quad in made.quads
            if quad.predicate == _TYPE and isinstance(quad.subject, ox.NamedNode)
        }
        self._kinds: dict[str, dict[str, str]] = {}
        self._types: dict[str, set[str]] = {}
        self._described: dict[str, bool] = {}

    def types(self, term: str) -> set[str]:
        """Return the types of a term that the ontology defines; none when it does not."""
        if term not in self._types:
            node = ox.NamedNode(term)
            defined = next(self._store.quads_for_pattern(node, _DEFINED, None, None), None)
            quads = self._store.quads_for_pattern(node, _TYPE, None, None) if defined else ()
            self._types[term] = {str(getattr(quad.object, "value", "")) for quad in quads}
        return self._types[term]

    def describes(self, entity: str) -> bool:
        """Whether something says what an entity is."""
        if entity not in self._described:
            quads = self._store.quads_for_pattern(ox.NamedNode(entity), _TYPE, None, None)
            graphs = (str(getattr(quad.graph_name, "value", "")) for quad in quads)
            self._described[entity] = entity in self._brought or any(not g.startswith(_INFERRED) for g in graphs)
        return self._described[entity]

    @cached_property
    def terms(self) -> dict[str, tuple[str, bool]]:
        """The ontology's terms by local name and by label: the IRI, and whether it is a class."""
        found: dict[str, tuple[str, bool]] = {}
        for quad in self._store.quads_for_pattern(None, _DEFINED, None, None):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(MLLM):
                term = quad.subject.value
                types = self.types(term)
                if types & _PROPERTIES or _CLASS in types:
                    labels = self._store.quads_for_pattern(quad.subject, _LABEL, None, None)
                    names = [str(getattr(label.object, "value", "")) for label in labels]
                    found.update(dict.fromkeys((*names, term[len(MLLM) :]), (term, _CLASS in types)))
        return found

    def near_term(self, name: str, *, is_class: bool) -> str | None:
        """Return the property or class whose name or label is most like a name."""
        known = {text: term for text, (term, kind) in self.terms.items() if kind == is_class}
        found = closest(name[:100], known) if name else None
        return known[found] if found else None

    def near_entity(self, entity: str) -> str | None:
        """Return the entity of the same kind whose slug is most like another one's."""
        kind, _, slug = entity[len(KG) :].partition("/")
        if kind not in self._kinds:
            node = ox.NamedNode(MLLM + KINDS[kind].class_name)
            members = {q.subject for q in self._store.quads_for_pattern(None, _TYPE, node, None)}
            iris = [one.value for one in members if isinstance(one, ox.NamedNode)] + list(self._brought)
            self._kinds[kind] = {iri.rpartition("/")[2]: iri for iri in sorted(iris) if kind_of(iri) == kind}
        found = closest(slug[:100], self._kinds[kind])
        return self._kinds[kind][found] if found else None


class _Judge:
    """Looks at the statements of one input.

    :param made: the input
    :param names: what exists
    """

    def __init__(self, made: Input, names: _Names) -> None:
        self.made, self.names = made, names
        self.found: dict[tuple[str, str, str, str], Finding] = {}

    def tell(
        self,
        rule: str,
        triple: ox.Triple,
        place: Location,
        message: Sentence,
        suggestion: Sentence | None,
        *,
        path: str | None = None,
        value: str | None = None,
    ) -> None:
        """Add a finding, once for each subject, property and value."""
        focus = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else None
        key = (rule, focus or "", path or "", value or "")
        source = self.made.line(place.line)
        made = Finding(rule, Severity.VIOLATION, message, suggestion, place, focus, None, path, value, source)
        self.found.setdefault(key, made)

    def statement(self, triple: ox.Triple, place: Place) -> None:
        """Look at the terms of a statement."""
        if isinstance(triple.subject, ox.NamedNode):
            self.address(triple, triple.subject.value, place.subject)
        if LIKE_OURS.match(triple.predicate.value):
            self.property(triple, place.predicate)
        if isinstance(triple.object, ox.NamedNode):
            if triple.predicate == _TYPE:
                self.type(triple, triple.object.value, place.object)
            elif self.address(triple, triple.object.value, place.object):
                self.entity(triple, triple.object.value, place.object)

    def property(self, triple: ox.Triple, place: Location) -> None:
        """Look at a property below our addresses."""
        name = triple.predicate.value
        types = self.names.types(name)
        if types & _PROPERTIES:
            return
        if _CLASS in types:
            message = say("{name} is a class, and no property.", name=curie(name))
        else:
            message = say("The ontology has no property {name}.", name=shown(curie(name)))
        near = self.names.near_term(_local(name), is_class=False)
        advice = _did_you_mean(near) or say("Use one of its properties, or one of another vocabulary.")
        self.tell("undefined-property", triple, place, message, advice, path=name)

    def type(self, triple: ox.Triple, name: str, place: Location) -> None:
        """Look at a class below our addresses."""
        if not LIKE_OURS.match(name) or _CLASS in self.names.types(name):
            return
        if self.names.types(name) & _PROPERTIES:
            message = say("{name} is a property, and no class.", name=curie(name))
        else:
            message = say("The ontology has no class {name}.", name=shown(curie(name)))
        near = self.names.near_term(_local(name), is_class=True)
        advice = _did_you_mean(near) or say("Use one of its classes, or one of another vocabulary.")
        self.tell("undefined-class", triple, place, message, advice, path=_TYPE.value, value=name)

    def address(self, triple: ox.Triple, name: str, place: Location) -> bool:
        """Look at how an address of ours is written; say whether that is right."""
        if not LIKE_OURS.match(name) or name in (BASE, ONTOLOGY) or (name.startswith(_OURS) and kind_of(name)):
            return True
        if name.startswith(_OURS) and not name.startswith(KG):
            return True
        kind, slash, slug = _path(name)
        if slash and (meant := kind if kind in KINDS else closest(kind[:100], KINDS)):
            message = say("<{name}> is no address of an entity.", name=shown(name, 120))
            advice = say("Did you mean <{near}>?", near=shown(f"{KG}{meant}/{slug}", 200))
        else:
            message = say("<{name}> is no address of this project.", name=shown(name, 120))
            advice = say("Entities have addresses such as <{example}>.", example=KG + "model/mt5")
        self.tell("bad-reference", triple, place, message, advice, value=name)
        return False

    def entity(self, triple: ox.Triple, name: str, place: Location) -> None:
        """Look up an entity that a statement refers to."""
        kind = kind_of(name)
        if kind is None or self.names.describes(name):
            return
        message = say("Nothing describes {entity}.", entity=shown(curie(name), 120))
        near = self.names.near_entity(name)
        if near:
            advice = _did_you_mean(near)
        elif not is_slug(name.rpartition("/")[2]):
            advice = say("A slug has lower-case letters from a to z, digits, and single hyphens.")
        else:
            advice = say("Correct the reference, or bring a description of it along.")
        path = triple.predicate.value
        self.tell("dangling-reference", triple, place, message, advice, path=path, value=name)


def _did_you_mean(near: str | None) -> Sentence | None:
    return say("Did you mean {near}?", near=curie(near)) if near else None


def _local(name: str) -> str:
    return re.split(r"[#/]", name.rstrip("/#"))[-1]


def _path(name: str) -> tuple[str, str, str]:
    """Return kind and slug that an address that is not quite ours may tell."""
    match = LIKE_OURS.match(name)
    rest = name[match.end() :] if match else ""
    return rest.removeprefix("id/").strip("/").partition("/")
