"""The keys of evidence: what a record and its blocks say about where their facts come from.

A record's own facts rest on ``evidence``, those of a block of ``according_to`` on the block's ``source``, and a block of
``unconfirmed`` has at most addresses to ``see``. Each becomes one named graph.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from mllm_kg.errors import UsageError
from mllm_kg.findings import Sentence, say
from mllm_kg.namespaces import PREFIXES, slugify
from mllm_kg.records.context import Key
from mllm_kg.records.faults import Faults
from mllm_kg.records.model import SourceGraph
from mllm_kg.records.reader import Node
from mllm_kg.records.values import BadValue, absolute_iri, literal

__all__ = ["IN_BLOCKS", "IN_RECORD", "block_name", "misplaced", "source_graph"]

IN_RECORD = frozenset(("evidence", "checked", "checked_by", "read_in_copies", "according_to", "unconfirmed"))
"""Keys of evidence that belong to the record itself."""
IN_BLOCKS = frozenset(("source", "see", "checked", "checked_by"))
"""Keys of evidence that belong to a block."""

_CHECKED = Key("checked", "", PREFIXES["xsd"] + "date")
_COPIES = Key("read_in_copies", "", PREFIXES["xsd"] + "integer")


def source_graph(faults: Faults, node: Node, name: str, status: str, entity: str) -> SourceGraph:
    """Return the named graph of a record's own facts, or of those of a block.

    :param faults: where mistakes go
    :param node: the record, or the block
    :param name: the graph's name
    :param status: ``Confirmed`` or ``Unconfirmed``
    :param entity: the IRI of the entity that the record describes
    """
    own = node is faults.record.root
    checked, by = _dates(faults, node), _people(faults, node)
    if not own:
        root = faults.record.root
        quiet = Faults(faults.record)
        checked = checked or _dates(quiet, root)
        by = by or _people(quiet, root)
    return SourceGraph(
        name=name,
        status=status,
        file=faults.record.path,
        entity=entity,
        sources=tuple(_pages(faults, node, "evidence" if own else "source")),
        see=() if own else tuple(_pages(faults, node, "see")),
        note=None if own else _note(faults, node),
        checked=checked,
        checked_by=by,
        read_in_copies=_copies(faults, node) if own else 0,
    )


def block_name(node: Node, prefix: str) -> str:
    """Return the last part of the name of a block's graph: the prefix, and eight hexadecimal digits.

    The digits are made of the block's sources, addresses and note; a block without any has none.
    """
    note = node.value["note"].text if "note" in node.value else None
    pages = [[item.text for item in node.value[key].items()] if key in node.value else [] for key in ("source", "see")]
    if not any((*pages, note)):
        return prefix
    told = json.dumps([*(sorted(page) for page in pages), note], ensure_ascii=False)
    return f"{prefix}-{hashlib.blake2b(told.encode(), digest_size=4).hexdigest()}"


def misplaced(name: str, in_block: bool, in_disagreement: bool) -> Sentence:
    """Return where a key of evidence belongs that stands in the wrong place."""
    if in_disagreement and name in ("evidence", "source", "see"):
        return say("A disagreement names its pages in `stated_by` and `held_by`.")
    if name == "source" and not in_block:
        return say("`source` belongs to a block of `according_to`; the record's own pages stand in `evidence`.")
    if name == "see" and not in_block:
        return say("`see` belongs to a block of `unconfirmed`; the record's own pages stand in `evidence`.")
    if name == "evidence":
        return say("A block of `according_to` names its pages in `source`.")
    return say("`{key}` belongs to the record itself, in column 1.", key=name)


def _pages(faults: Faults, node: Node, key: str) -> Iterator[str]:
    for item in faults.plain(key, node.value[key]) if key in node.value else ():
        try:
            yield absolute_iri(item.text)
        except BadValue as error:
            faults.bad(key, item, error)


def _dates(faults: Faults, node: Node) -> str | None:
    for item in faults.single("checked", node.value["checked"]) if "checked" in node.value else ():
        try:
            return literal(item, _CHECKED).value
        except BadValue as error:
            faults.bad("checked", item, error)
    return None


def _people(faults: Faults, node: Node) -> tuple[str, ...]:
    names = []
    for item in faults.plain("checked_by", node.value["checked_by"]) if "checked_by" in node.value else ():
        try:
            slugify(item.text)
            names.append(item.text)
        except UsageError:
            faults.nameless("checked_by", item)
    return tuple(names)


def _copies(faults: Faults, node: Node) -> int:
    for item in faults.single("read_in_copies", node.value["read_in_copies"]) if "read_in_copies" in node.value else ():
        try:
            return max(0, int(literal(item, _COPIES).value))
        except BadValue as error:
            faults.bad("read_in_copies", item, error)
    return 0


def _note(faults: Faults, node: Node) -> str | None:
    found = list(faults.single("note", node.value["note"])) if "note" in node.value else []
    return found[0].text if found else None
