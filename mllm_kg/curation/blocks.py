"""The facts about one entity, by what they rest on, and the record that is made of them.

Facts with the same evidence belong together. Those of the entity's own named graph are the record's own; where a file
has no such graph, those with the first evidence that names a page are. The others become blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyoxigraph as ox

from mllm_kg.curation.statements import TYPE, Evidence, Node, Statements
from mllm_kg.namespaces import PREFIXES, graph, term

__all__ = ["Block", "Worded", "blocks_of", "record_of"]

_NOTE = ox.NamedNode(PREFIXES["skos"] + "note")
_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_PREF_LABEL = ox.NamedNode(PREFIXES["skos"] + "prefLabel")
_CALLED = (term("title"), _PREF_LABEL)
_SURE = frozenset(
    (
        TYPE,
        _NOTE,
        _LABEL,
        _PREF_LABEL,
        ox.NamedNode(PREFIXES["skos"] + "altLabel"),
        term("title"),
        term("disagreement"),
        term("listEntry"),
    )
)
"""What needs no source: what a thing is, what it is called, what is told of its sources."""


@dataclass(slots=True)
class Block:
    """Facts that rest on the same evidence.

    :param evidence: what they rest on
    :param quads: the facts
    :param own: whether they are the record's own
    """

    evidence: Evidence
    quads: list[ox.Quad] = field(default_factory=list)
    own: bool = False


@dataclass(frozen=True, slots=True)
class Worded:
    """A block as keys and values, with the names of those who checked it."""

    evidence: Evidence
    facts: dict[str, Any]
    by: tuple[str, ...]
    own: bool


def blocks_of(
    thing: Node, entity: str, quads: Sequence[ox.Quad], statements: Statements, sources: Sequence[str], whole: bool
) -> list[Block]:
    """Return the facts about an entity by evidence; the first block is the record's own.

    :param thing: the entity in the file
    :param entity: its ``kind/slug``
    :param quads: the facts
    :param statements: the file's statements
    :param sources: the pages that carry what the file gives no evidence for
    :param whole: whether these are all facts about it, so that blocks without facts count as well
    """
    own_name = graph(entity)
    own = Block(statements.graphs.get(own_name, Evidence()), own=True)
    blocks = {(own.evidence, False): own} if own.evidence.status == "Confirmed" else {}
    for name in statements.described.get(thing, ()) if whole else ():
        evidence = statements.graphs[name]
        if name != own_name and evidence.status in ("", "Confirmed", "Unconfirmed"):
            blocks.setdefault((evidence, _is_below(name, own_name)), Block(evidence))
    for quad in quads:
        evidence = statements.evidence(quad, thing)
        if not evidence.sources and not evidence.status and sources:
            evidence = replace(evidence, sources=tuple(sources))
        if not _is_said_better(quad, quads):
            key = evidence, _is_below(quad.graph_name, own_name)
            blocks.setdefault(key, Block(evidence)).quads.append(quad)
    if all(block is not own for block in blocks.values()):
        own = next((block for block in blocks.values() if block.evidence.confirmed and block.quads), own)
        own.own = True
    return [own, *_sorted_out(own, [block for block in blocks.values() if block is not own])]


def _is_below(name: Node | ox.DefaultGraph, own: ox.NamedNode) -> bool:
    """Whether a named graph is that of a block of a record, by its name."""
    return isinstance(name, ox.NamedNode) and name.value.startswith(f"{own.value}/")


def _is_said_better(quad: ox.Quad, quads: Sequence[ox.Quad]) -> bool:
    """Whether a label only repeats a title or a preferred label, from which it follows."""
    if quad.predicate != _LABEL:
        return False
    return any(other.predicate in _CALLED and other.object == quad.object for other in quads)


def _sorted_out(own: Block, others: Iterable[Block]) -> list[Block]:
    """Move to the record's own facts what needs no source, out of blocks that have none."""
    kept = []
    for block in others:
        open_end = not block.evidence.sources and block.evidence.status in ("", "Confirmed")
        stays: list[ox.Quad] = []
        for quad in block.quads:
            needs_none = quad.predicate == _NOTE or (open_end and quad.predicate in _SURE)
            (own.quads if needs_none else stays).append(quad)
        moved, block.quads = len(stays) < len(block.quads), stays
        if stays or not moved:
            kept.append(block)
    return kept


def record_of(entity: str, worded: Sequence[Worded]) -> dict[str, Any]:
    """Return a record as plain data.

    :param entity: its ``kind/slug``
    :param worded: its blocks, the record's own first
    """
    own, *others = worded
    record: dict[str, Any] = {"id": entity, **own.facts}
    if "type" not in record:
        hoisted = next((block.facts.pop("type") for block in others if "type" in block.facts), None)
        record |= {"type": hoisted} if hoisted else {}
    record |= _told(own.evidence, own.by, "evidence", None)
    for block in others:
        confirmed = block.evidence.confirmed
        content = {**block.facts, **_told(block.evidence, block.by, "source", record)}
        if content:
            record.setdefault("according_to" if confirmed else "unconfirmed", []).append(content)
    return record


def _told(evidence: Evidence, by: Sequence[str], sources: str, record: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the keys of evidence; in a block, those alone that differ from the record's."""
    told: dict[str, Any] = {
        sources: list(evidence.sources),
        "see": list(evidence.see) if record is not None else [],
        "note": evidence.note if record is not None else None,
        "checked": evidence.checked,
        "checked_by": list(by),
        "read_in_copies": evidence.copies if record is None else 0,
    }
    known = record or {}
    return {key: value for key, value in told.items() if value and (key == "note" or known.get(key) != value)}
