"""A record becomes statements, by the JSON-LD context.

1. The record's own keys state facts in the named graph ``graph/<kind>/<slug>``, which rests on ``evidence``.
2. Each block of ``according_to`` states further facts in a graph of its own, ``…/source-<digest>``, which rests on the
   block's ``source``. The digest is made of the block's sources and note, so a graph keeps its name when other blocks
   come and go.
3. Each block of ``unconfirmed`` states facts that no page confirmed: ``…/unconfirmed``, or ``…/unconfirmed-<digest>``
   when the block has an address to look at or a note.
4. Names of people, organisations, venues, tasks and techniques stand for entities whose slug is minted from the name.
5. The order of ``authors`` is kept in one ``Authorship`` for each position.

Every mistake is collected, with its line and column; a record with a mistake states nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mllm_kg.errors import RecordErrors, UsageError
from mllm_kg.findings import Finding, Location, Severity
from mllm_kg.namespaces import KG, KINDS, PREFIXES, graph, iri, slugify, term
from mllm_kg.nearest import nearest
from mllm_kg.records.context import GRAPH_KEYS, Context, Key
from mllm_kg.records.model import Mention, RecordGraphs, Reference, SourceGraph
from mllm_kg.records.reader import Node, Record
from mllm_kg.records.values import BadValue, absolute_iri, literal

__all__ = ["record_graphs"]

RDF_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_BLOCK_ONLY = frozenset(("source", "see"))
_RECORD_ONLY = frozenset(("evidence", "according_to", "unconfirmed", "id", "type"))


def record_graphs(record: Record, context: Context) -> RecordGraphs:
    """Return what a record states.

    :raises RecordErrors: with every mistake in the record
    """
    converter = _Converter(record, context)
    result = converter.convert()
    if converter.findings:
        raise RecordErrors(converter.findings)
    return result


class _Converter:
    """Converts one record; mistakes gather in ``findings``."""

    def __init__(self, record: Record, context: Context) -> None:
        self.record, self.context = record, context
        self.findings: list[Finding] = []
        self.result = RecordGraphs("")

    def fault(self, rule: str, message: str, suggestion: str | None, place: Location) -> None:
        self.findings.append(Finding(rule, Severity.VIOLATION, message, suggestion, place))

    def convert(self) -> RecordGraphs:
        root = self.record.root
        entity = self.identity(root)
        if entity is None:
            return self.result
        self.result.entity = entity.value
        name = entity.value.removeprefix(KG)
        self.graph_of(root, name, "Confirmed", "evidence")
        self.types(root, entity, graph(name))
        self.facts(root, entity, graph(name), skip=_RECORD_ONLY)
        for key, status, prefix in (("according_to", "Confirmed", "source"), ("unconfirmed", "Unconfirmed", "")):
            for block in root.value[key].items() if key in root.value else ():
                self.block(block, entity, name, status, prefix)
        return self.result

    def identity(self, root: Node) -> ox.NamedNode | None:
        node = root.value.get("id")
        if node is None:
            self.fault("record-id", "The record has no `id`.", "Add `id: <kind>/<slug>`.", self.record.at())
            return None
        kind, _, slug = str(node.value).partition("/")
        if kind not in KINDS or not _SLUG.match(slug):
            advice = f"Write `<kind>/<slug>`, the kind one of {', '.join(KINDS)}, the slug in a-z, 0-9 and hyphens."
            self.fault("record-id", f"{node.text!r} is no id.", advice, self.record.at(node))
            return None
        entity = iri(kind, slug)
        self.result.declared.append(Reference(entity.value, self.record.at(node)))
        return entity

    def graph_of(self, node: Node, name: str, status: str, sources: str, note: str | None = None) -> None:
        root = self.record.root
        copies = root.value.get("read_in_copies") if status == "Confirmed" and node is root else None
        checked = node.value.get("checked") or root.value.get("checked")
        by = node.value.get("checked_by") or root.value.get("checked_by")
        self.result.graphs.append(
            SourceGraph(
                name=name,
                status=status,
                file=self.record.path,
                entity=self.result.entity,
                sources=tuple(self.pages(node, sources)),
                see=tuple(self.pages(node, "see")),
                note=note,
                checked=str(checked.text) if checked else None,
                checked_by=tuple(item.text for item in by.items()) if by else (),
                read_in_copies=int(copies.value) if copies and isinstance(copies.value, int) else 0,
            )
        )

    def pages(self, node: Node, key: str) -> Iterator[str]:
        for item in node.value[key].items() if key in node.value else ():
            try:
                yield absolute_iri(item.text)
            except BadValue as error:
                self.fault("bad-iri", f"`{key}`: {error}", error.suggestion, self.record.at(item))

    def block(self, node: Node, entity: ox.NamedNode, name: str, status: str, prefix: str) -> None:
        if not isinstance(node.value, dict):
            self.fault("record-block", "A block is a mapping.", "Write `- key: value`.", self.record.at(node))
            return
        if status == "Confirmed" and "source" not in node.value:
            advice = "Add `source:` with the page, or move the facts to `unconfirmed:`."
            self.fault("record-block", "A block of `according_to` names no source.", advice, self.record.at(node))
        note = node.value["note"].text if "note" in node.value else None
        label = "-".join(filter(None, (prefix or "unconfirmed", _digest(node, note))))
        graph_name = f"{name}/{label}"
        if all(known.name != graph_name for known in self.result.graphs):
            self.graph_of(node, graph_name, status, "source", note)
        if "type" in node.value:
            self.types(node, entity, graph(graph_name))
        self.facts(node, entity, graph(graph_name), skip=frozenset(("note", "type")))

    def types(self, node: Node, entity: ox.NamedNode, where: ox.NamedNode) -> None:
        if "type" not in node.value:
            advice = "Add `type:` with a class of the ontology."
            self.fault("record-type", "The record has no `type`.", advice, self.record.at(node))
            return
        for item in node.value["type"].items():
            if item.text in self.context.classes:
                self.add(entity, RDF_TYPE, ox.NamedNode(self.context.classes[item.text]), where)
            else:
                nearest_classes = _did_you_mean(item.text, self.context.classes)
                self.fault("unknown-class", f"{item.text!r} is no class.", nearest_classes, self.record.at(item))

    def facts(self, node: Node, entity: ox.NamedNode, where: ox.NamedNode, skip: frozenset[str]) -> None:
        for name, value in node.value.items():
            if name in skip or (name in GRAPH_KEYS and (name not in _BLOCK_ONLY or node is not self.record.root)):
                continue
            key = self.context.keys.get(name)
            if key is None:
                advice = _did_you_mean(name, [*self.context.keys, *GRAPH_KEYS])
                self.fault("unknown-key", f"{name!r} is no key of a record.", advice, self.record.at(node, name))
            elif key.name == "listed_key":
                self.result.listed_keys.extend(item.text for item in value.items())
            elif key.by_language:
                self.texts(key, value, entity, where)
            else:
                self.values(key, value, entity, where)

    def texts(self, key: Key, node: Node, entity: ox.NamedNode, where: ox.NamedNode) -> None:
        if not isinstance(node.value, dict):
            advice = f"Write `{key.name}: {{en: …}}`."
            self.fault("record-value", f"`{key.name}` takes texts by language.", advice, self.record.at(node))
            return
        for tag, text in node.value.items():
            for item in text.items():
                try:
                    value = ox.Literal(item.text, language=tag)
                except ValueError:
                    advice = "Write a BCP 47 tag, such as `en` or `zh-Hans`."
                    self.fault("bad-language-tag", f"{tag!r} is no language tag.", advice, self.record.at(node, tag))
                    continue
                self.add(entity, ox.NamedNode(key.iri), value, where)

    def values(self, key: Key, node: Node, entity: ox.NamedNode, where: ox.NamedNode) -> None:
        for position, item in enumerate(node.items(), start=1):
            if isinstance(item.value, dict) and key.reference:
                value: ox.NamedNode | ox.Literal | None = self.nested(item, where)
            elif isinstance(item.value, dict | list) or item.value is None:
                advice = "Leave the key out when nothing is known."
                self.fault("record-value", f"`{key.name}` has no plain value.", advice, self.record.at(item))
                continue
            else:
                value = self.value(key, item)
            if value is None:
                continue
            self.add(entity, ox.NamedNode(key.iri), value, where)
            if key.name == "authors" and isinstance(value, ox.NamedNode):
                self.authorship(entity, position, value, where)

    def value(self, key: Key, node: Node) -> ox.NamedNode | ox.Literal | None:
        try:
            if not key.reference:
                return literal(node, key)
            if key.takes_names and key.kind:
                self.result.mentions.append(Mention(key.kind, node.text))
                return iri(key.kind, slugify(node.text))
            target = self.reference(key, node)
        except BadValue as error:
            self.fault(error.rule, f"`{key.name}`: {error}", error.suggestion, self.record.at(node))
        except UsageError as error:
            self.fault("record-value", f"`{key.name}`: {error}", None, self.record.at(node))
        else:
            return target
        return None

    def reference(self, key: Key, node: Node) -> ox.NamedNode:
        text = node.text
        kind, slash, slug = f"{key.kind}/{text}".partition("/") if key.kind else text.partition("/")
        if kind in KINDS and slash and _SLUG.match(slug):
            target = iri(kind, slug)
            self.result.references.append(Reference(target.value, self.record.at(node)))
            return target
        if key.kind or "://" not in text:
            form = "a slug in a-z, 0-9 and hyphens" if key.kind else "<kind>/<slug> or an address with https://"
            raise BadValue(f"{text!r} names no entity.", f"Write {form}.", "bad-reference")
        return ox.NamedNode(absolute_iri(text))

    def nested(self, node: Node, where: ox.NamedNode) -> ox.NamedNode | None:
        entity = self.identity(node)
        if entity is None:
            return None
        kind = entity.value.removeprefix(KG).partition("/")[0]
        self.add(entity, RDF_TYPE, term(KINDS[kind].class_name), where)
        self.facts(node, entity, where, skip=frozenset(("id", "type")))
        return entity

    def authorship(self, paper: ox.NamedNode, position: int, person: ox.NamedNode, where: ox.NamedNode) -> None:
        node = iri("authorship", f"{paper.value.rpartition('/')[2]}-{position}")
        self.add(paper, term("authorship"), node, where)
        self.add(node, RDF_TYPE, term("Authorship"), where)
        self.add(node, term("byPerson"), person, where)
        self.add(node, term("authorPosition"), ox.Literal(position), where)

    def add(
        self, subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal, where: ox.NamedNode
    ) -> None:
        self.result.quads.append(ox.Quad(subject, predicate, value, where))


def _digest(node: Node, note: str | None) -> str:
    """Return eight hexadecimal digits for a block's sources, addresses and note; nothing for a block without any."""
    pages = [[item.text for item in node.value[key].items()] if key in node.value else [] for key in ("source", "see")]
    if not any((*pages, note)):
        return ""
    told = json.dumps([*(sorted(page) for page in pages), note], ensure_ascii=False)
    return hashlib.blake2b(told.encode(), digest_size=4).hexdigest()


def _did_you_mean(name: str, known: Iterable[str]) -> str | None:
    found = nearest(name, known)
    return f"Did you mean {' or '.join(repr(word) for word in found[:2])}?" if found else None
