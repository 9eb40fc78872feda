"""Additions that the graph has already, under another name.

1. By identifier: an arXiv id, a DOI or an ACL Anthology id stands for one publication, whatever its case.
2. By title or label, within a kind (data resources and benchmarks count as one): case, accents, punctuation, spaces and
   LaTeX are left out. One side must be a title or a label; two aliases may be the same.

What a record says to be a version of another (``version_of``), or not to be confused with it (``same_name_as``), is no
duplicate of that by name. A record that takes the place of another is compared by what is new in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from mllm_kg.curation.drafts import Draft, label_of
from mllm_kg.curation.identifiers import NAMES
from mllm_kg.curation.importers.latex import decoded
from mllm_kg.findings import Finding, Location, Related, Severity, say
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, PREFIXES, kind_of, term
from mllm_kg.records.reader import Record

__all__ = ["IDENTIFIERS", "Duplicate", "find_duplicates", "name_key", "value_place"]

IDENTIFIERS = {
    "arxiv_id": ("duplicate-arxiv-id", NAMES["arxiv_id"], term("arxivId")),
    "doi": ("duplicate-doi", NAMES["doi"], term("doi")),
    "acl_anthology_id": ("duplicate-acl-anthology-id", NAMES["acl_anthology_id"], term("aclAnthologyId")),
}
"""The keys that identify a publication: the rule, what people call it, the property."""

_TITLE, _LABEL, _PREF_LABEL, _ALIAS, _OTHER_TITLE = (
    term("title"),
    ox.NamedNode(PREFIXES["rdfs"] + "label"),
    ox.NamedNode(PREFIXES["skos"] + "prefLabel"),
    ox.NamedNode(PREFIXES["skos"] + "altLabel"),
    ox.NamedNode(PREFIXES["dcterms"] + "alternative"),
)
_NAMES: dict[str, tuple[ox.NamedNode, bool]] = {
    "title": (_TITLE, True),
    "alternative_title": (_OTHER_TITLE, False),
    "label": (_LABEL, True),
    "pref_label": (_PREF_LABEL, True),
    "alias": (_ALIAS, False),
}
_OF_PAPERS = ("title", "alternative_title")
_OTHERS = ("label", "pref_label", "alias")
_APART = {
    "version_of": ox.NamedNode(PREFIXES["dcterms"] + "isVersionOf"),
    "same_name_as": term("notToBeConfusedWith"),
}
_UNNAMED = ("language", "person", "authorship", "disagreement")
_VERSION = re.compile(r"v[0-9]+\Z")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An addition that the graph, or the additions, have already.

    :param draft: the addition
    :param other: ``kind/slug`` of the entity that it duplicates
    :param finding: what is to be said about it
    """

    draft: Draft
    other: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class _Value:
    """An identifier or a name that an entity has: the key it stands under, how it is written, how it is compared."""

    entity: str
    key: str
    written: str
    folded: str

    @property
    def group(self) -> tuple[str, str]:
        """What else it is compared with."""
        if self.key in IDENTIFIERS:
            return self.key, self.folded
        kind = self.entity.partition("/")[0]
        return "resource" if kind == "benchmark" else kind, self.folded

    @property
    def main(self) -> bool:
        """Whether it is more than a further name."""
        return self.key in IDENTIFIERS or _NAMES[self.key][1]


def name_key(name: str) -> str:
    """Return a name without case, accents, punctuation, spaces and LaTeX, for comparing."""
    plain = decoded(name) if re.search(r"[\\{}$]", name) else name
    if plain.isascii():
        return re.sub(r"[\W_]+", "", plain.lower())
    bare = unicodedata.normalize("NFKD", plain.casefold().replace("ß", "ss"))
    return "".join(c for c in bare if not unicodedata.combining(c) and unicodedata.category(c)[0] in "LNM")


def find_duplicates(
    drafts: Sequence[Draft], dataset: Dataset, locate: Callable[[str, str, str], Location | None]
) -> list[Duplicate]:
    """Return which additions the graph or the other additions have already; each pair once, by its surest sign.

    :param drafts: the additions
    :param dataset: the graph
    :param locate: returns the place where the record of an entity (``kind/slug``) has a value under a key
    """
    index = _Index(dataset, {draft.id for draft in drafts})
    found: list[Duplicate] = []
    for draft in drafts:
        pairs: dict[str, Duplicate] = {}
        values = list(_values(draft))
        for value in values:
            for other in index.holders(value):
                if other.entity not in pairs and not index.apart(draft, other):
                    pairs[other.entity] = Duplicate(draft, other.entity, _finding(draft, value, other, index, locate))
        found.extend(pairs.values())
        index.add(draft, values)
    return found


def _values(draft: Draft) -> Iterator[_Value]:
    """Go through the identifiers and the names of an addition, the surest first."""
    kind = draft.id.partition("/")[0]
    blocks = [draft.record, *_blocks(draft.record)]
    names = () if kind in _UNNAMED else _OF_PAPERS if kind == "paper" else _OTHERS
    for key in (*IDENTIFIERS, *names):
        for block in blocks:
            for text in _texts(block.get(key)):
                folded = _identifier(key, text) if key in IDENTIFIERS else name_key(text)
                if folded:
                    yield _Value(draft.id, key, text, folded)


def _blocks(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for key in ("according_to", "unconfirmed"):
        blocks = record.get(key)
        for block in blocks if isinstance(blocks, list) else [blocks]:
            if isinstance(block, Mapping):
                yield block


def _texts(value: Any) -> Iterator[str]:
    """Go through the texts under a key; of texts by language, the English one."""
    if isinstance(value, Mapping):
        value = value.get("en")
    yield from (str(item) for item in (value if isinstance(value, list) else [value]) if item is not None)


def _identifier(key: str, text: str) -> str:
    folded = text.strip().lower()
    return _VERSION.sub("", folded) if key == "arxiv_id" else folded


class _Index:
    """What has which identifier and which name: in the graph, and in the additions so far.

    :param dataset: the graph
    :param replaced: the entities whose records the additions stand in for
    """

    def __init__(self, dataset: Dataset, replaced: set[str]) -> None:
        self.store, self.replaced = dataset.store, replaced
        self.added: dict[tuple[str, str], list[_Value]] = defaultdict(list)
        self.drafts: dict[str, Draft] = {}
        self._names: dict[str, dict[tuple[str, str], list[_Value]]] = {}

    def add(self, draft: Draft, values: Iterable[_Value]) -> None:
        """Remember what an addition is called."""
        self.drafts[draft.id] = draft
        for value in values:
            self.added[value.group].append(value)

    def holders(self, value: _Value) -> list[_Value]:
        """Return who else has an identifier or a name; nobody when the graph has it for this entity already."""
        if value.key in IDENTIFIERS:
            known = list(self._identified(value))
        else:
            known = self._named("paper" if value.key in _OF_PAPERS else "other").get(value.group, [])
        if any(other.entity == value.entity for other in known):
            return []
        others = [other for other in known if other.entity not in self.replaced] + self.added[value.group]
        return [other for other in others if other.entity != value.entity and (value.main or other.main)]

    def _identified(self, value: _Value) -> Iterator[_Value]:
        """Look an identifier up, as it is written and in small and capital letters."""
        spellings = dict.fromkeys((value.folded, value.written.strip(), value.folded.upper()))
        for spelling in spellings:
            for quad in self.store.quads_for_pattern(None, IDENTIFIERS[value.key][2], ox.Literal(spelling), None):
                if isinstance(quad.subject, ox.NamedNode):
                    yield _Value(quad.subject.value.removeprefix(KG), value.key, spelling, value.folded)

    def _named(self, what: str) -> dict[tuple[str, str], list[_Value]]:
        """Return the names in the graph, read once."""
        if what not in self._names:
            names = self._names[what] = defaultdict(list)
            for key in _OF_PAPERS if what == "paper" else _OTHERS:
                for quad in self.store.quads_for_pattern(None, _NAMES[key][0], None, None):
                    if (value := self._name(key, quad, what)) is not None:
                        names[value.group].append(value)
        return self._names[what]

    def _name(self, key: str, quad: ox.Quad, what: str) -> _Value | None:
        subject, text = quad.subject, quad.object
        if (
            not isinstance(subject, ox.NamedNode)
            or not isinstance(text, ox.Literal)
            or text.language not in (None, "en")
        ):
            return None
        kind = kind_of(subject.value)
        if kind is None or kind in _UNNAMED or (kind == "paper") != (what == "paper"):
            return None
        return _Value(subject.value.removeprefix(KG), key, text.value, name_key(text.value))

    def apart(self, draft: Draft, other: _Value) -> bool:
        """Whether one says that it is a version of the other, or not to be confused with it; identifiers stay unique."""
        if other.key in IDENTIFIERS:
            return False
        known = self.drafts.get(other.entity)
        if _says_apart(draft.record, other.entity) or (known and _says_apart(known.record, draft.id)):
            return True
        one, two = ox.NamedNode(KG + draft.id), ox.NamedNode(KG + other.entity)
        said = (self.store.quads_for_pattern(two, predicate, one, None) for predicate in _APART.values())
        return known is None and any(next(iter(quads), None) is not None for quads in said)

    def label(self, entity: str) -> str:
        """Return what an entity is called."""
        if entity in self.drafts:
            return label_of(self.drafts[entity].record)
        return Dataset(self.store).label(ox.NamedNode(KG + entity)) or entity


def _says_apart(record: Mapping[str, Any], entity: str) -> bool:
    slug = entity.partition("/")[2]
    versions = {text for block in (record, *_blocks(record)) for text in _texts(block.get("version_of"))}
    others = {text for block in (record, *_blocks(record)) for text in _texts(block.get("same_name_as"))}
    return slug in versions or entity in others


def _finding(
    draft: Draft, value: _Value, other: _Value, index: _Index, locate: Callable[[str, str, str], Location | None]
) -> Finding:
    """Return what is to be said of two entities that may be one, at the value of the addition."""
    known, label = index.drafts.get(other.entity), index.label(other.entity)
    slots = {"entity": draft.label, "value": value.written, "other": label, "id": other.entity}
    if value.key in IDENTIFIERS:
        rule, what, _ = IDENTIFIERS[value.key]
        message = say("{entity} has the {what} {value}, and so has {other} ({id}).", what=what, **slots)
        advice = say(
            "If they are one, give this record the id {id} and use --update; if not, correct the {what}.",
            what=what,
            id=other.entity,
        )
    elif value.key in _OF_PAPERS:
        rule = "duplicate-title"
        message = say("{entity} has the same title as {other} ({id}).", **slots)
        advice = say(
            "If they are one, use the id {id} and --update; if one is a version of the other, say `version_of`.",
            id=other.entity,
        )
    else:
        rule = "duplicate-name"
        message = say("{entity} has the same name as {other} ({id}).", **slots)
        advice = say(
            "If they are one, use the id {id} and --update; if not, say `same_name_as: [{id}]`.", id=other.entity
        )
    place = value_place(draft.origin.record, value.key, value.written) or draft.place
    if draft.origin.record is None:
        place = draft.origin.places.of(KG + draft.id, _property(value.key), value.written) or draft.place
    at = known.place if known is not None else locate(other.entity, other.key, other.written)
    related = (Related(at, say("{id} stands here.", id=other.entity)),) if at is not None else ()
    source = draft.origin.line(place.line)
    return Finding(
        rule,
        Severity.VIOLATION,
        message,
        advice,
        place,
        focus=KG + draft.id,
        label=draft.label,
        path=_property(value.key),
        value=value.written,
        source=source,
        related=related,
    )


def _property(key: str) -> str:
    return (IDENTIFIERS[key][2] if key in IDENTIFIERS else _NAMES[key][0]).value


def value_place(record: Record | None, key: str, text: str) -> Location | None:
    """Return where a record has a text under a key, in whichever block; the key's place when it is written otherwise."""
    if record is None:
        return None
    blocks = [record.root]
    for name in ("according_to", "unconfirmed"):
        if name in record.root.value:
            blocks.extend(item for item in record.root.value[name].items() if isinstance(item.value, dict))
    for block in blocks:
        if key in block.value:
            node = block.value[key]
            items = list(node.value.values()) if isinstance(node.value, dict) else node.items()
            return next((record.at(item) for item in items if item.text == text), record.at(block, key))
    return None
