"""Entities that are known by name alone: people, venues, tasks and whatever else records name without describing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pyoxigraph as ox

from mllm_kg.assemble.provenance import CURATORS_SLUG
from mllm_kg.namespaces import KINDS, PREFIXES, graph, iri, slugify, term
from mllm_kg.records.model import RecordGraphs

__all__ = ["NAMES_GRAPH", "named"]

NAMES_GRAPH = graph("names")
_RDF, _RDFS, _SKOS = (PREFIXES[name] for name in ("rdf", "rdfs", "skos"))
_TYPE = ox.NamedNode(_RDF + "type")
_SCHEMES = {"task": "tasks", "technique": "techniques"}
"""The kinds of concept that are known by name alone, each with its scheme. Their names are English."""


def named(records: Sequence[RecordGraphs]) -> list[ox.Quad]:
    """Describe what records name and have no record for; the commonest spelling is the label, others are aliases."""
    own = {declared.iri for record in records for declared in record.declared}
    spellings: dict[tuple[str, str], Counter[str]] = {("organization", CURATORS_SLUG): Counter(["mllm_kg"])}
    for record in records:
        for curator in (name for source in record.graphs for name in source.checked_by):
            spellings.setdefault(("person", slugify(curator)), Counter())[curator] += 1
        for mention in record.mentions:
            spellings.setdefault((mention.kind, slugify(mention.name)), Counter())[mention.name] += 1
    quads: list[ox.Quad] = []
    for (kind, slug), names in sorted(spellings.items()):
        entity = iri(kind, slug)
        if entity.value not in own:
            label, *aliases = sorted(names, key=lambda name: (-names[name], name))
            quads.extend(_described(kind, entity, label, aliases))
    return quads


def _described(kind: str, entity: ox.NamedNode, label: str, aliases: Sequence[str]) -> list[ox.Quad]:
    facts: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [(_TYPE, term(KINDS[kind].class_name))]
    if kind in _SCHEMES:
        facts.append((ox.NamedNode(_SKOS + "prefLabel"), ox.Literal(label, language="en")))
        facts.append((ox.NamedNode(_SKOS + "inScheme"), iri("scheme", _SCHEMES[kind])))
    else:
        facts.append((ox.NamedNode(_RDFS + "label"), ox.Literal(label)))
    facts.extend((ox.NamedNode(_SKOS + "altLabel"), ox.Literal(alias)) for alias in aliases)
    return [ox.Quad(entity, predicate, value, NAMES_GRAPH) for predicate, value in facts]
