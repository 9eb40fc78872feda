"""From an entity's statements to its card.

1. A statement is known by the named graph it stands in; the provenance graph says what that graph rests on. Graphs
   become numbered sources in the order in which the card first needs them. Inferred statements have no source.
2. An incoming statement whose property has an inverse joins the outgoing ones of that inverse, so that a relation is
   told once, whichever side stated it.
3. An inferred statement is left out where a narrower property says the same of the same two things, and where it only
   repeats a statement in the words of another vocabulary.
4. Values are sorted by what people read, authors by their position in the paper. Texts in the language of the card come
   first, then English ones, then the others by their tags; a shortened card has one language of each text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from mllm_kg.entity.evidence import PROVENANCE, Evidence
from mllm_kg.entity.model import Card, Conflict, Facts, Name, Value
from mllm_kg.entity.wording import OF_OTHERS, RANK, REVERSED, ROLES
from mllm_kg.findings.sentence import LANGUAGES, told
from mllm_kg.graph import Dataset
from mllm_kg.language import lookup
from mllm_kg.namespaces import KG, KINDS, MLLM, PREFIXES, curie, kind_of, term

__all__ = ["card"]

_RDFS, _OWL, _SKOS, _DCTERMS = (PREFIXES[name] for name in ("rdfs", "owl", "skos", "dcterms"))
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_INVERSE, _SUBPROPERTY = ox.NamedNode(_OWL + "inverseOf"), ox.NamedNode(_RDFS + "subPropertyOf")
_NAMING = {
    _SKOS + "prefLabel": "label",
    MLLM + "title": "label",
    _RDFS + "label": "label",
    _DCTERMS + "title": "label",
    _SKOS + "altLabel": "alias",
    _DCTERMS + "alternative": "alias",
    MLLM + "abbreviation": "abbreviation",
}
_ROLES = tuple(ROLES)
_AUTHOR = MLLM + "author"
_SHOWN_ELSEWHERE = {*_NAMING, _TYPE.value, *(MLLM + name for name in ("authorship", "byPerson", "disagreement"))}
_NO_CLASSES = {_OWL + "Thing", _OWL + "NamedIndividual"}

_Statements = dict[ox.NamedNode, dict[ox.Quad, "ox.NamedNode | ox.Literal"]]


def card(dataset: Dataset, entity: ox.NamedNode, limit: int | None = None, language: str = "en") -> Card:
    """Return everything about an entity.

    :param dataset: the graph
    :param entity: what :func:`mllm_kg.lookup.resolve` returns
    :param limit: how many values of one property to give at the most; ``None`` for all
    :param language: the BCP 47 tag of the language of labels and texts; what has none in it is told in English
    """
    return _Reader(dataset, entity, limit, language).card()


class _Reader:
    """Reads one card."""

    def __init__(self, dataset: Dataset, entity: ox.NamedNode, limit: int | None, language: str) -> None:
        self.dataset, self.store, self.entity, self.limit = dataset, dataset.store, entity, limit
        self.language = language
        self.evidence = Evidence(dataset, entity)
        self.own = [quad for quad in self.store.quads_for_pattern(entity, None, None, None) if _is_data(quad)]
        self.own.sort(key=lambda quad: (self.evidence.rank(quad), str(quad)))

    def card(self) -> Card:
        """Put the parts together, in the order that gives the main evidence the first numbers."""
        names, types = self._names(), self._types()
        outgoing, incoming = self._statements()
        facts = tuple(self._facts(outgoing))
        relations = tuple(self._relations(incoming))
        conflicts = tuple(self._conflicts())
        label = self.dataset.label(self.entity, self.language) or curie(self.entity.value)
        kind = kind_of(self.entity.value) or ""
        sources = tuple(self.evidence.sources)
        return Card(self.entity.value, kind, label, names, types, facts, relations, conflicts, sources)

    def _names(self) -> tuple[Name, ...]:
        """Return the names; a label that only repeats a title or a preferred label is told once."""
        found: dict[tuple[str, str | None], Name] = {}
        quads = [quad for quad in self.own if quad.predicate.value in _NAMING]
        for quad in sorted(
            quads, key=lambda quad: (self.evidence.rank(quad), list(_NAMING).index(quad.predicate.value))
        ):
            if isinstance(quad.object, ox.Literal):
                key = (quad.object.value, quad.object.language)
                if key not in found:
                    found[key] = Name(_NAMING[quad.predicate.value], self._value(quad, quad.object))
        return tuple(
            sorted(
                found.values(),
                key=lambda name: (_ROLES.index(name.role), self._tag_rank(name.value.language), name.value.text),
            )
        )

    def _types(self) -> tuple[Value, ...]:
        """Return the classes: stated ones first, then those of this ontology, then those of others."""
        quads = [
            quad
            for quad in self.own
            if quad.predicate == _TYPE
            and isinstance(quad.object, ox.NamedNode)
            and quad.object.value not in _NO_CLASSES
        ]
        quads.sort(key=lambda q: (self.evidence.rank(q), not str(q.object).startswith(f"<{MLLM}"), str(q.object)))
        return tuple(self._value(quad, quad.object) for quad in quads if isinstance(quad.object, ox.NamedNode))

    def _statements(self) -> tuple[_Statements, _Statements]:
        """Return the statements by property, outgoing and incoming, with the thing at the other end of each."""
        outgoing: _Statements = {}
        told: dict[tuple[str, object], ox.Quad] = {}
        for quad in self.own:
            if self._is_told(quad) and isinstance(quad.object, (ox.NamedNode, ox.Literal)):
                self._keep(outgoing, told, quad.predicate, quad, quad.object)
        incoming: _Statements = {}
        for quad in self.store.quads_for_pattern(None, None, self.entity, None):
            subject = quad.subject
            if isinstance(subject, ox.NamedNode) and self._is_told(quad):
                inverse = self._inverse(quad.predicate)
                if inverse is not None:
                    self._keep(outgoing, told, inverse, quad, subject)
                elif subject.value.startswith(KG):
                    incoming.setdefault(quad.predicate, {})[quad] = subject
        return self._without_repeats(outgoing, incoming), self._without_repeats(incoming, {})

    def _is_told(self, quad: ox.Quad) -> bool:
        """Tell whether a statement belongs to the facts: not told elsewhere, no translation into another vocabulary."""
        if not _is_data(quad) or quad.predicate.value in _SHOWN_ELSEWHERE:
            return False
        return quad.predicate.value.startswith(MLLM) or not self.evidence.rank(quad)

    def _keep(
        self,
        statements: _Statements,
        told: dict[tuple[str, object], ox.Quad],
        predicate: ox.NamedNode,
        quad: ox.Quad,
        other: ox.NamedNode | ox.Literal,
    ) -> None:
        """Take a statement unless a better founded one says the same."""
        before = told.get((predicate.value, other))
        if before is not None and self.evidence.rank(before) <= self.evidence.rank(quad):
            return
        known = statements.setdefault(predicate, {})
        if before is not None:
            del known[before]
        told[predicate.value, other] = quad
        known[quad] = other

    def _without_repeats(self, statements: _Statements, reverse: _Statements) -> _Statements:
        """Leave out inferred statements that a narrower property makes as well, be it from the other side."""
        said: dict[str, set[object]] = {}
        for predicate, known in statements.items():
            for wider in self._wider(predicate):
                said.setdefault(wider, set()).update(known.values())
        for predicate, known in reverse.items():
            for wider in self._wider(predicate):
                inverse = self._inverse(ox.NamedNode(wider))
                if inverse is not None:
                    said.setdefault(inverse.value, set()).update(known.values())
        kept: _Statements = {}
        for predicate, known in statements.items():
            repeated = said.get(predicate.value, set())
            rest = {q: end for q, end in known.items() if end not in repeated or not self.evidence.rank(q)}
            if rest:
                kept[predicate] = rest
        return kept

    def _wider(self, predicate: ox.NamedNode) -> set[str]:
        """Return the properties that a property is a subproperty of, at any depth."""
        found: set[str] = set()
        open_ends = [predicate]
        while open_ends:
            for quad in self.store.quads_for_pattern(open_ends.pop(), _SUBPROPERTY, None, None):
                if isinstance(quad.object, ox.NamedNode) and quad.object.value not in found | {predicate.value}:
                    found.add(quad.object.value)
                    open_ends.append(quad.object)
        return found

    def _inverse(self, predicate: ox.NamedNode) -> ox.NamedNode | None:
        for quad in self.store.quads_for_pattern(predicate, _INVERSE, None, None):
            if isinstance(quad.object, ox.NamedNode):
                return quad.object
        for quad in self.store.quads_for_pattern(None, _INVERSE, predicate, None):
            if isinstance(quad.subject, ox.NamedNode):
                return quad.subject
        symmetric = ox.NamedNode(_OWL + "SymmetricProperty")
        found = self.store.quads_for_pattern(predicate, _TYPE, symmetric, None)
        return predicate if next(iter(found), None) is not None else None

    def _facts(self, statements: _Statements) -> Iterable[Facts]:
        labels = {predicate: self._label(predicate) for predicate in statements}
        for predicate in sorted(statements, key=lambda p: (_rank(p), labels[p], p.value)):
            positions = self._positions() if predicate.value == _AUTHOR else {}
            yield self._group(predicate, labels[predicate], statements[predicate], positions)

    def _relations(self, statements: _Statements) -> Iterable[Facts]:
        """Return the incoming groups; those with subjects of several kinds are split by kind."""
        for predicate in sorted(statements, key=lambda p: (_rank(p), p.value)):
            known = statements[predicate]
            label = self._reversed(predicate)
            kinds = sorted({kind_of(end.value) or "" for end in known.values()})
            for kind in kinds:
                part = {quad: end for quad, end in known.items() if (kind_of(end.value) or "") == kind}
                shown = f"{label} ({self._kind(kind)})" if len(kinds) > 1 else label
                yield self._group(predicate, shown, part, {}, incoming=True)

    def _group(
        self,
        predicate: ox.NamedNode,
        label: str,
        known: Mapping[ox.Quad, ox.NamedNode | ox.Literal],
        positions: Mapping[str, int],
        *,
        incoming: bool = False,
    ) -> Facts:
        def order(item: tuple[ox.Quad, ox.NamedNode | ox.Literal]) -> tuple[object, ...]:
            quad, end = item
            tag = self._tag_rank(end.language if isinstance(end, ox.Literal) else None)
            name = self._named(end)
            place = positions.get(end.value, len(positions))
            return self.evidence.rank(quad), place, _number(end), tag, name.casefold(), end.value

        ordered = sorted(known.items(), key=order)
        told = ordered if self.limit is None else self._in_one_language(ordered)[: self.limit]
        values = tuple(self._value(quad, end) for quad, end in told)
        return Facts(predicate.value, label, values, len(ordered), incoming)

    def _in_one_language(
        self, known: Sequence[tuple[ox.Quad, ox.NamedNode | ox.Literal]]
    ) -> Sequence[tuple[ox.Quad, ox.NamedNode | ox.Literal]]:
        """Leave out the texts that are in another language than the first one that has a language."""
        tags = [end.language for _, end in known if isinstance(end, ox.Literal) and end.language]
        return [
            (quad, end) for quad, end in known if not isinstance(end, ox.Literal) or end.language in (None, *tags[:1])
        ]

    def _named(self, end: ox.NamedNode | ox.Literal) -> str:
        label = self.dataset.label(end, self.language) if isinstance(end, ox.NamedNode) else None
        return label or end.value

    def _reversed(self, predicate: ox.NamedNode) -> str:
        """Return how a property reads from its object's side; in words where the card's language has some."""
        words, spoken = REVERSED.get(_local(predicate)), lookup(self.language, LANGUAGES) is not None
        if words is not None and (spoken or lookup(self.language, self.dataset.labels(predicate)) is None):
            return self._word(words)
        return f"← {self._label(predicate)}"

    def _kind(self, kind: str) -> str:
        if self.language == "en" or kind not in KINDS:
            return kind
        return self.dataset.label(term(KINDS[kind].class_name), self.language) or kind

    def _tag_rank(self, tag: str | None) -> tuple[bool, bool, bool, str]:
        """Return the place of a text among others: in no language, in the card's, in English, in another one."""
        tag = tag or ""
        own = lookup(self.language, [tag]) is not None
        return bool(tag), not own, tag != "en", tag

    def _positions(self) -> dict[str, int]:
        """Return the authors' positions in this paper, by person."""
        found: dict[str, int] = {}
        for quad in self.store.quads_for_pattern(self.entity, term("authorship"), None, None):
            if isinstance(quad.object, ox.NamedNode):
                persons = self._objects(quad.object, "byPerson")
                places = self._objects(quad.object, "authorPosition")
                found.update((person, int(place)) for person in persons for place in places)
        return found

    def _conflicts(self) -> Iterable[Conflict]:
        nodes = {quad.object for quad in self.own if quad.predicate == term("disagreement")}
        for node in sorted((node for node in nodes if isinstance(node, ox.NamedNode)), key=str):
            fields = self._objects(node, "disagreementField")
            yield Conflict(
                node.value,
                next(iter(self._objects(node, "disagreementKind")), ""),
                self._label(term(fields[0])) if fields else None,
                self._objects(node, "statedValue"),
                self._objects(node, "statedBy"),
                self._objects(node, "heldValue"),
                self._objects(node, "heldBy"),
                self._objects(node, _RDFS + "comment"),
            )

    def _objects(self, node: ox.NamedNode, name: str) -> tuple[str, ...]:
        predicate = ox.NamedNode(name) if "://" in name else term(name)
        quads = self.store.quads_for_pattern(node, predicate, None, None)
        return tuple(sorted({quad.object.value for quad in quads if not isinstance(quad.object, ox.Triple)}))

    def _label(self, predicate: ox.NamedNode) -> str:
        label = self.dataset.label(predicate, self.language)
        return label or self._word(OF_OTHERS.get(_local(predicate), _spaced(_local(predicate))))

    def _word(self, text: str) -> str:
        return told(text, lookup(self.language, LANGUAGES) or "en")

    def _value(self, quad: ox.Quad, end: ox.NamedNode | ox.Literal) -> Value:
        status, sources = self.evidence.of(quad)
        if isinstance(end, ox.NamedNode):
            return Value(end.value, end.value, self.dataset.label(end, self.language), None, None, status, sources)
        datatype = None if end.language or end.datatype.value == _STRING else curie(end.datatype.value)
        return Value(end.value, None, None, end.language, datatype, status, sources)


_STRING = PREFIXES["xsd"] + "string"


def _is_data(quad: ox.Quad) -> bool:
    return quad.graph_name != PROVENANCE


def _local(predicate: ox.NamedNode) -> str:
    return predicate.value.rpartition("#")[2].rpartition("/")[2]


def _spaced(name: str) -> str:
    """Return the words of a name in camel case."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)


def _rank(predicate: ox.NamedNode) -> int:
    return RANK.get(_local(predicate), len(RANK))


def _number(end: ox.NamedNode | ox.Literal) -> float:
    try:
        return float(end.value) if isinstance(end, ox.Literal) else 0.0
    except ValueError:
        return 0.0
