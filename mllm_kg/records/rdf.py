"""A record becomes statements, by the JSON-LD context.

1. The record's own keys state facts in the named graph ``graph/<kind>/<slug>``, which rests on ``evidence``.
2. Each block of ``according_to`` states further facts in a graph of its own, ``…/source-<digest>``, which rests on the
   block's ``source``. The digest is made of the block's sources and note, so a graph keeps its name when other blocks
   come and go.
3. Each block of ``unconfirmed`` states facts that no page confirmed: ``…/unconfirmed``, or ``…/unconfirmed-<digest>``
   when the block has an address to look at or a note.
4. Names of people, organisations, venues, tasks and techniques stand for entities whose slug is minted from the name.
5. The order of ``authors`` is kept in one ``Authorship`` for each position.

Every mistake is collected, with its place; what is right besides is read all the same. A build takes a record only when
nothing is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.errors import RecordErrors, UsageError
from mllm_kg.findings import Finding, Location, say
from mllm_kg.namespaces import KG, KINDS, PREFIXES, graph, iri, slugify, term
from mllm_kg.records.context import GRAPH_KEYS, Context, Key
from mllm_kg.records.evidence import IN_BLOCKS, IN_RECORD, block_name, misplaced, source_graph
from mllm_kg.records.faults import Faults, TooManyError
from mllm_kg.records.model import Mention, RecordGraphs, Reference
from mllm_kg.records.reader import Node, Record
from mllm_kg.records.references import did_you_mean, identify, reference
from mllm_kg.records.text import in_text, shown
from mllm_kg.records.values import BadValue, literal

__all__ = ["Note", "convert", "record_graphs"]

Note: TypeAlias = Callable[[ox.Triple, Location, Location, Location], None]
"""Called with each statement, and the places of its subject, its key and its value."""

_Spot: TypeAlias = tuple[Node, str, Node]
"""Where a statement stands: a mapping, a key in it, and the value."""

RDF_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_NESTING = "disagreement"
_NOBODY = iri("statement", "unknown")


def record_graphs(record: Record, context: Context) -> RecordGraphs:
    """Return what a record states.

    :raises RecordErrors: with every mistake in the record
    """
    result, findings = convert(record, context)
    if findings:
        raise RecordErrors(findings)
    return result


def convert(record: Record, context: Context, note: Note | None = None) -> tuple[RecordGraphs, list[Finding]]:
    """Return what can be read of a record, and what is wrong with it, in the order of the lines.

    :param record: the record
    :param context: the keys of records
    :param note: told where each statement stands
    :returns: what the record states, without any statement when its ``id`` names no entity; and the mistakes
    """
    converter = _Converter(record, context, note)
    try:
        result = converter.convert()
    except TooManyError:
        result = RecordGraphs("")
    return result, in_text(converter.faults.findings, record.text)


class _Converter:
    """Converts one record; mistakes gather in ``faults``."""

    def __init__(self, record: Record, context: Context, note: Note | None) -> None:
        self.record, self.context, self.note = record, context, note
        self.faults = Faults(record)
        self.result = RecordGraphs("")
        self.subjects: dict[str, Location] = {}

    def convert(self) -> RecordGraphs:
        root = self.record.root
        known = self.identity(root)
        self.note = self.note if known else None
        entity = known or _NOBODY
        self.result.entity = entity.value
        name = entity.value.removeprefix(KG)
        self.result.graphs.append(source_graph(self.faults, root, name, "Confirmed", entity.value))
        self.types(root, entity, graph(name))
        self.facts(root, entity, graph(name), IN_RECORD | {"id", "type"})
        for key, status, prefix in (
            ("according_to", "Confirmed", "source"),
            ("unconfirmed", "Unconfirmed", "unconfirmed"),
        ):
            for block in self.faults.members(key, root.value[key]) if key in root.value else ():
                self.block(block, key, entity, f"{name}/{prefix}", status)
        return self.result if known else RecordGraphs("")

    def identity(self, node: Node, kind: str | None = None) -> ox.NamedNode | None:
        """Return the entity that a mapping is about; ``kind`` is the kind that it must be of."""
        written = node.value.get("id")
        if written is None:
            place = self.record.at() if node is self.record.root else self.record.at(node)
            advice = say("Add `id: {kind}/<slug>`.", kind=kind or "<kind>")
            self.faults.add("record-id", say("The record has no `id`."), advice, place)
            return None
        try:
            found, slug = identify(written.text, _class_of(node))
            if kind and found != kind:
                message = say("The id of a {kind} begins with `{kind}/`.", kind=kind)
                raise BadValue(message, say("Write `id: {kind}/{slug}`.", kind=kind, slug=slug), "record-id")
        except BadValue as error:
            self.faults.add(error.rule, error.message, error.suggestion, self.record.at(written), None, written.text)
            return None
        entity, place = iri(found, slug), self.record.at(written)
        self.subjects[entity.value] = place
        self.faults.focus = self.faults.focus or entity.value
        self.result.declared.append(Reference(entity.value, place))
        return entity

    def block(self, node: Node, key: str, entity: ox.NamedNode, prefix: str, status: str) -> None:
        if not isinstance(node.value, dict):
            message = say("A block of `{key}` is a mapping from keys to values.", key=key)
            self.faults.add("record-block", message, say("Write `- key: value`."), self.record.at(node))
            return
        if status == "Confirmed" and "source" not in node.value:
            advice = say("Add `source:` with the page, or move the facts to `unconfirmed:`.")
            message = say("A block of `according_to` names no source.")
            self.faults.add("record-block", message, advice, self.record.at(node))
        name = block_name(node, prefix)
        described = source_graph(self.faults, node, name, status, entity.value)
        if all(known.name != name for known in self.result.graphs):
            self.result.graphs.append(described)
        if "type" in node.value:
            self.types(node, entity, graph(name))
        self.facts(node, entity, graph(name), IN_BLOCKS | {"type", "note"})

    def types(self, node: Node, entity: ox.NamedNode, where: ox.NamedNode) -> None:
        if "type" not in node.value:
            advice = say("Add `type:` with a class, such as `type: LanguageModel`.")
            self.faults.add("record-type", say("The record has no `type`."), advice, self.record.at())
            return
        for item in self.faults.plain("type", node.value["type"]):
            if item.text in self.context.classes:
                self.add(entity, RDF_TYPE, ox.NamedNode(self.context.classes[item.text]), where, (node, "type", item))
                continue
            advice = did_you_mean(item.text, list(self.context.classes)) or say(
                "The classes of records are {classes}.",
                classes=", ".join(kind.class_name for kind in KINDS.values() if kind.folder),
            )
            message = say("'{name}' is no class.", name=shown(item.text))
            self.faults.add("unknown-class", message, advice, self.record.at(item), RDF_TYPE.value, item.text)

    def facts(self, node: Node, entity: ox.NamedNode, where: ox.NamedNode, skip: frozenset[str]) -> None:
        """State what the keys of a mapping say, but for those in ``skip``."""
        for name, value in node.value.items():
            if name in skip:
                continue
            key = self.context.keys.get(name)
            if key is None:
                self.unknown(node, name)
            elif key.name == "listed_key":
                self.result.listed_keys.extend(item.text for item in self.faults.plain(name, value, key.iri))
            elif key.by_language:
                self.texts(key, node, value, entity, where)
            else:
                self.values(key, node, value, entity, where)

    def unknown(self, node: Node, name: str) -> None:
        """Note a key that has no meaning, or none in this place."""
        own, place = node is self.record.root, self.record.at(node, name)
        if name in GRAPH_KEYS or name == "id":
            message = say("`{key}` has no meaning in this place.", key=name)
            self.faults.add("misplaced-key", message, misplaced(name, not own, _is_nested(node)), place)
            return
        advice = did_you_mean(name, [*self.context.keys, *(IN_RECORD if own else IN_BLOCKS)])
        message = say("'{name}' is no key of a record.", name=shown(name))
        self.faults.add("unknown-key", message, advice or say("All keys stand in docs/records.md."), place)

    def texts(self, key: Key, holder: Node, node: Node, entity: ox.NamedNode, where: ox.NamedNode) -> None:
        if not isinstance(node.value, dict):
            message = say("`{key}` takes texts by language.", key=key.name)
            advice = say("Write `{key}: {{en: {text}}}`.", key=key.name, text=shown(node.text) if node.text else "…")
            self.faults.add("record-value", message, advice, self.record.at(node), key.iri)
            return
        for tag, text in node.value.items():
            for item in self.faults.plain(key.name, text, key.iri):
                try:
                    value = ox.Literal(item.text, language=tag)
                except ValueError:
                    advice = say("Write a BCP 47 tag, such as `en` or `zh-Hans`.")
                    message = say("'{tag}' is no language tag.", tag=shown(tag))
                    self.faults.add("bad-language-tag", message, advice, self.record.at(node, tag), key.iri, tag)
                    continue
                self.add(entity, ox.NamedNode(key.iri), value, where, (holder, key.name, item))

    def values(self, key: Key, holder: Node, node: Node, entity: ox.NamedNode, where: ox.NamedNode) -> None:
        for position, item in enumerate(self.faults.members(key.name, node, key.iri), start=1):
            nested = isinstance(item.value, dict)
            if nested and key.name == _NESTING:
                value: ox.NamedNode | ox.Literal | None = self.nested(item, where)
            elif nested:
                self.faults.mapping(key.name, item, key.iri)
                continue
            elif key.name == _NESTING:
                message = say("A disagreement is a mapping from keys to values.")
                advice = say("Write `- id: disagreement/<slug>`, and below it its other keys.")
                self.faults.add("record-value", message, advice, self.record.at(item), key.iri, item.text)
                continue
            else:
                value = self.value(key, item)
            if value is None:
                continue
            spot = (holder, key.name, item)
            self.add(entity, ox.NamedNode(key.iri), value, where, spot)
            if key.name == "authors" and isinstance(value, ox.NamedNode):
                self.authorship(entity, position, value, where, spot)

    def value(self, key: Key, node: Node) -> ox.NamedNode | ox.Literal | None:
        try:
            if not key.reference:
                return literal(node, key)
            if key.takes_names and key.kind:
                found = iri(key.kind, slugify(node.text))
                self.result.mentions.append(Mention(key.kind, node.text))
                return found
            found = reference(key, node.text)
        except BadValue as error:
            self.faults.bad(key.name, node, error, key.iri)
        except UsageError:
            self.faults.nameless(key.name, node, key.iri)
        else:
            if found.value.startswith(KG):
                self.result.references.append(Reference(found.value, self.record.at(node)))
            return found
        return None

    def nested(self, node: Node, where: ox.NamedNode) -> ox.NamedNode | None:
        entity = self.identity(node, _NESTING)
        if entity is None:
            return None
        self.add(entity, RDF_TYPE, term(KINDS[_NESTING].class_name), where, (node, "id", node.value["id"]))
        self.facts(node, entity, where, frozenset(("id", "type")))
        return entity

    def authorship(
        self, paper: ox.NamedNode, position: int, person: ox.NamedNode, where: ox.NamedNode, spot: _Spot
    ) -> None:
        node = iri("authorship", f"{paper.value.rpartition('/')[2]}-{position}")
        self.add(paper, term("authorship"), node, where, spot)
        self.add(node, RDF_TYPE, term("Authorship"), where, spot)
        self.add(node, term("byPerson"), person, where, spot)
        self.add(node, term("authorPosition"), ox.Literal(position), where, spot)

    def add(
        self,
        subject: ox.NamedNode,
        predicate: ox.NamedNode,
        value: ox.NamedNode | ox.Literal,
        where: ox.NamedNode,
        spot: _Spot,
    ) -> None:
        quad = ox.Quad(subject, predicate, value, where)
        self.result.quads.append(quad)
        if self.note:
            holder, key, item = spot
            place = self.record.at(item)
            self.note(quad.triple, self.subjects.get(subject.value, place), self.record.at(holder, key), place)


def _is_nested(node: Node) -> bool:
    """Whether a mapping is a record in a record, and not a block: it has an ``id`` of its own kind."""
    return "id" in node.value and str(node.value["id"].text).startswith(f"{_NESTING}/")


def _class_of(node: Node) -> str:
    """Return the first class that a mapping names; an empty text without any."""
    written = node.value.get("type")
    items = written.items() if written else []
    return str(items[0].text) if items else ""
