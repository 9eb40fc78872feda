"""The keys that a record of some kind can have, with what is known of each: for people who fill one in.

1. A key is one of the kind when a shape for the kind's class, or for a class above it, is about the key's property, or
   when a record of the kind has it. Keys that other statements make, those of the survey's own list and figure, and
   those that withdraw an entity are left out.
2. A key is required when such a shape asks for a value at least.
3. Its name and meaning are those of the ontology, else of the shape; how its values are written is what the shape says.
4. Its allowed values are those that the shape lists, or the entities of the kind that it takes, where there are few.
5. Its example is taken from the graph: a value that a record of the same kind has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mllm_kg.checks.shapes import Rule, load_shapes
from mllm_kg.curation.identifiers import EXAMPLES
from mllm_kg.findings import Words
from mllm_kg.graph import Dataset
from mllm_kg.language import TAGS, cased
from mllm_kg.lookup import ENTITY_KINDS
from mllm_kg.namespaces import KG, KINDS, MLLM, PREFIXES, iri, kind_of
from mllm_kg.records.context import Context, Key

__all__ = ["Field", "Fields"]

FEW = 24
"""How many entities a kind may have for all of them to be told."""

_LONG = 90
_MADE_ELSEWHERE = frozenset(
    ("authorship", "by_person", "author_position", "has_challenge", "list_entry", "position", "disagreement", "comment")
)
_FOR_OLD_ONES = frozenset(("deprecated", "replaced_by"))
_OF_THE_SURVEY = ("listed_", "figure_", "list_code", "milestone")
_NAMED_BY = {"language": "names", "family": "pref_label"}
_RDFS, _SKOS, _SH = PREFIXES["rdfs"], PREFIXES["skos"], PREFIXES["sh"]
_SUBCLASS = ox.NamedNode(_RDFS + "subClassOf")
_TAG = ox.NamedNode(MLLM + "bcp47Tag")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


@dataclass(frozen=True, slots=True)
class Field:
    """One key.

    :param key: the key
    :param name: what it is called
    :param meaning: what it means; empty when nothing says so
    :param rule: how its values are written
    :param required: whether every record of the kind has it
    :param values: the values that it takes, each with its name; empty when there are too many to tell, or any will do
    :param kinds: the kinds of entities that its values are; empty for texts and numbers
    :param example: a value, as plain data
    :param languages: for a text by language, the BCP 47 tags that every record has it in
    :param wanted: the further tags that it should be in, each with the language's name
    """

    key: Key
    name: Words
    meaning: Words
    rule: Words
    required: bool = False
    values: tuple[tuple[str, Words], ...] = ()
    kinds: tuple[str, ...] = ()
    example: Any = None
    languages: tuple[str, ...] = ()
    wanted: tuple[tuple[str, Words], ...] = ()


class Fields:
    """What the ontology, the shapes, the context and the graph say of keys.

    :param dataset: the graph; the ontology is a part of it
    :param context: the keys
    :param shapes: the folder of the shapes
    """

    def __init__(self, dataset: Dataset, context: Context, shapes: Path) -> None:
        self.dataset, self.context, self.shapes = dataset, context, load_shapes(shapes)
        self.rules = [rule for rule in self.shapes.rules.values() if rule.path and not rule.inverse]

    def of(self, kind: str) -> list[Field]:
        """Return the keys of a kind, in the order of records."""
        classes = set(self.above(self.context.classes[KINDS[kind].class_name]))
        rules = [rule for rule in self.rules if any(target.term.value in classes for target in rule.targets)]
        made = (
            self.field(kind, self.context.keys[name], rules)
            for name in self.context.order
            if name in self.context.keys and self.fits(kind, name)
        )
        return [field for field in made if field is not None]

    def classes(self, kind: str) -> list[str]:
        """Return the names of the classes that a record of a kind may have, the usual one first."""
        usual = KINDS[kind].class_name
        whole = "Resource" if kind in ("resource", "benchmark") else usual
        fitting = [
            name for name, full in self.context.classes.items() if self.context.classes[whole] in self.above(full)
        ]
        return [usual, *(name for name in fitting if name != usual and (kind, name) != ("resource", "Benchmark"))]

    def above(self, name: str) -> Iterator[str]:
        """Go through a class and all those above it."""
        waiting, seen = [name], set()
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            yield current
            quads = self.dataset.store.quads_for_pattern(ox.NamedNode(current), _SUBCLASS, None, None)
            waiting += [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]

    @staticmethod
    def fits(kind: str, name: str) -> bool:
        """Whether a key is one that people write for a kind."""
        if name in _MADE_ELSEWHERE | _FOR_OLD_ONES or name.startswith(_OF_THE_SURVEY):
            return False
        if name in ("label", "names", "pref_label"):
            return (
                name == _NAMED_BY.get(kind, "pref_label" if KINDS[kind].folder == "taxonomy" else "label")
                and kind != "paper"
            )
        return True

    def field(self, kind: str, key: Key, rules: Sequence[Rule]) -> Field | None:
        """Return what is known of a key, or ``None`` when no shape is about it."""
        own = [rule for rule in rules if rule.path == key.iri]
        if not own and self.is_used(kind, key):
            own = [rule for rule in self.rules if rule.path == key.iri and "minCount" not in rule.parameters]
        if not own:
            return None
        written = [rule for rule in own if {"pattern", "datatype", "class", "in", "nodeKind"} & set(rule.parameters)]
        kinds = self.kinds(key, own)
        languages = tuple(self.languages(own)) if key.by_language else ()
        values = tuple((term.value, Words("")) for rule in own for term in rule.parameters.get("in", ()))
        return Field(
            key=key,
            name=self.words(key.iri, _RDFS + "label") or own[0].name,
            meaning=self.words(key.iri, _SKOS + "definition") if key.iri.startswith(MLLM) else Words(""),
            rule=next((rule.advice for rule in written if rule.advice), None) or Words(""),
            required=any("minCount" in rule.parameters or "qualifiedMinCount" in rule.parameters for rule in own),
            values=values or tuple(self.entities(key, kinds)),
            kinds=kinds,
            example=self.example(kind, key),
            languages=languages,
            wanted=tuple(self.wanted(languages)) if languages and KINDS[kind].folder == "taxonomy" else (),
        )

    def languages(self, rules: Iterable[Rule]) -> Iterator[str]:
        """Go through the languages in which some shapes ask for a text, English first."""
        asked = [node for rule in rules for node in rule.parameters.get("qualifiedValueShape", ())]
        tags = {tag.value for node in asked for tag in self.shapes.shape(node).parameters.get("languageIn", ())}
        yield from (tag for tag in TAGS if tag in tags)

    def wanted(self, languages: Sequence[str]) -> Iterator[tuple[str, Words]]:
        """Go through the other languages that the taxonomy is kept in, with their names."""
        for tag in TAGS:
            if tag not in languages:
                quads = self.dataset.store.quads_for_pattern(None, _TAG, ox.Literal(tag), None)
                named = next((quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)), None)
                yield tag, self.label(named.value) if named else Words(tag)

    def is_used(self, kind: str, key: Key) -> bool:
        """Whether a record of a kind has a key."""
        quads = self.dataset.store.quads_for_pattern(None, ox.NamedNode(key.iri), None, None)
        return any(isinstance(quad.subject, ox.NamedNode) and kind_of(quad.subject.value) == kind for quad in quads)

    def words(self, subject: str, predicate: str) -> Words:
        """Return a text of the ontology in all its languages."""
        quads = self.dataset.store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
        texts = {q.object.language or "en": q.object.value for q in quads if isinstance(q.object, ox.Literal)}
        english = texts.pop("en", "")
        return Words(english or next(iter(texts.values()), ""), **texts)

    def kinds(self, key: Key, rules: Iterable[Rule]) -> tuple[str, ...]:
        """Return the kinds of entities that a key takes."""
        if key.kind:
            return (key.kind,)
        wanted = {term.value for rule in rules for term in rule.parameters.get("class", ())}
        if not wanted or not key.reference:
            return ()
        found = [name for name in ENTITY_KINDS if wanted & set(self.above(MLLM + KINDS[name].class_name))]
        return tuple(found)

    def entities(self, key: Key, kinds: Sequence[str]) -> Iterator[tuple[str, Words]]:
        """Go through the entities that a key takes, when they are few."""
        if not kinds or key.takes_names:
            return
        found = sorted(entity for kind in kinds for entity in self.members(kind))
        if len(found) <= FEW:
            for entity in found:
                yield self.short(key, entity), self.label(entity)

    def members(self, kind: str) -> list[str]:
        """Return the entities of a kind that is small; those of a large one are of no use here."""
        if kind == "scheme":
            node = ox.NamedNode(_SKOS + "ConceptScheme")
        elif KINDS[kind].folder == "taxonomy":
            node = ox.NamedNode(MLLM + KINDS[kind].class_name)
        else:
            return [f"{KG}{kind}/{number}" for number in range(FEW + 1)]
        quads = self.dataset.store.quads_for_pattern(None, _TYPE, node, None)
        return [
            quad.subject.value
            for quad in quads
            if isinstance(quad.subject, ox.NamedNode) and kind_of(quad.subject.value) == kind
        ]

    def short(self, key: Key, entity: str) -> str:
        """Return how a key names an entity."""
        name = entity.removeprefix(KG)
        return name.partition("/")[2] if key.kind else name

    def label(self, entity: str) -> Words:
        """Return what an entity is called."""
        node = ox.NamedNode(entity)
        english, korean = (self.dataset.label(node, language) or "" for language in ("en", "ko"))
        return Words(english or entity.rpartition("/")[2], ko=korean or english)

    def example(self, kind: str, key: Key) -> Any:
        """Return a value that a record of the same kind has, else of any kind; a text in English."""
        if key.name in EXAMPLES:
            return EXAMPLES[key.name]
        best: tuple[bool, bool, bool, str, str] | None = None
        value: Any = None
        for quad in self.dataset.store.quads_for_pattern(None, ox.NamedNode(key.iri), None, None):
            if not isinstance(quad.subject, ox.NamedNode) or not kind_of(quad.subject.value):
                continue
            text = str(quad.object)
            foreign = isinstance(quad.object, ox.Literal) and quad.object.language not in (None, "en")
            rank = (foreign, len(text) > _LONG, kind_of(quad.subject.value) != kind, quad.subject.value, text)
            told = self.plain(key, quad.object)
            if told is not None and (best is None or rank < best):
                best, value = rank, told
        return [value] if key.several and value is not None else value

    def plain(self, key: Key, term: object) -> Any:
        """Return a term as a record writes it; ``None`` for one that the key can't have."""
        if isinstance(term, ox.NamedNode):
            if key.takes_names:
                return self.dataset.label(term)
            fits = not key.kind or term.value.startswith(iri(key.kind, "").value)
            return (
                (self.short(key, term.value) if term.value.startswith(KG) else term.value)
                if key.reference and fits
                else None
            )
        if not isinstance(term, ox.Literal) or key.reference:
            return None
        if key.by_language:
            return {cased(term.language): term.value} if term.language else None
        return _scalar(term) if not term.language else None


def _scalar(term: ox.Literal) -> str | int | bool:
    local = term.datatype.value.removeprefix(PREFIXES["xsd"])
    return int(term.value) if local == "integer" else term.value == "true" if local == "boolean" else term.value
