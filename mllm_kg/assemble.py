"""Many records become one dataset in which every triple stands in exactly one named graph.

A record's statements are taken in the order: what its own evidence carries, what other pages carry, what nothing
confirmed. A statement that comes again stays where it stood first; the provenance graph says where else it is stated.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from mllm_kg.errors import RecordErrors
from mllm_kg.findings import Finding, Severity
from mllm_kg.namespaces import KG, KINDS, PREFIXES, graph, iri, slugify, term
from mllm_kg.nearest import nearest
from mllm_kg.records.listing import LISTING, Listing
from mllm_kg.records.model import RecordGraphs, Reference, SourceGraph

__all__ = ["NAMES_GRAPH", "PROVENANCE_GRAPH", "assemble", "strategies_by_code"]

NAMES_GRAPH = graph("names")
PROVENANCE_GRAPH = graph("provenance")
CURATORS_SLUG = "mllm-kg"
CURATORS = iri("organization", CURATORS_SLUG)
_RDF, _RDFS, _SKOS, _PROV, _DCTERMS = (PREFIXES[name] for name in ("rdf", "rdfs", "skos", "prov", "dcterms"))
_TYPE = ox.NamedNode(_RDF + "type")
_DATE = ox.NamedNode(PREFIXES["xsd"] + "date")
_ORDER = {"Confirmed": 0, "AsListed": 1, "Unconfirmed": 2}


def strategies_by_code(records: Iterable[RecordGraphs]) -> dict[str, ox.NamedNode]:
    """Return which alignment strategy each code of the survey's list stands for."""
    code = term("listCode")
    return {
        quad.object.value: quad.subject
        for record in records
        for quad in record.quads
        if quad.predicate == code and isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
    }


def assemble(records: Sequence[RecordGraphs], listing: Listing) -> list[ox.Quad]:
    """Return the statements of all records, of the list, of the names, and of the provenance graph.

    :raises RecordErrors: for an entity with two records, a reference to no entity, a key that the list does not have
    """
    findings = [*_duplicates(records), *_dangling(records, listing), *_unknown_keys(records, listing)]
    if findings:
        raise RecordErrors(findings)
    stated = [*listing.quads, *_names(records)]
    for record in records:
        stated.extend(record.quads)
        own = graph(record.graphs[0].name)
        for key in record.listed_keys:
            entity = ox.NamedNode(record.entity)
            stated.extend(ox.Quad(entity, term("listEntry"), entry, own) for entry in listing.entries[key])
    graphs = [listing.graph, *(known for record in records for known in record.graphs)]
    rank: dict[object, tuple[int, str]] = {graph(known.name): _rank(known) for known in graphs}
    stated.sort(key=lambda quad: rank.get(quad.graph_name, (0, "")))
    quads, repeats = _once(stated)
    return [*quads, *_provenance(graphs), *_repeated(repeats)]


def _rank(source: SourceGraph) -> tuple[int, str]:
    return _ORDER[source.status], source.name


def _once(stated: Iterable[ox.Quad]) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Keep each triple where it comes first; return the rest apart."""
    first: dict[ox.Triple, ox.Quad] = {}
    repeats: dict[ox.Quad, None] = {}
    for quad in stated:
        before = first.setdefault(quad.triple, quad)
        if before.graph_name != quad.graph_name:
            repeats[quad] = None
    return list(first.values()), list(repeats)


def _duplicates(records: Iterable[RecordGraphs]) -> list[Finding]:
    first: dict[str, Reference] = {}
    findings = []
    for record in records:
        for declared in record.declared:
            before = first.setdefault(declared.iri, declared)
            if before is not declared:
                message = f"{_short(declared.iri)} has a record already."
                advice = f"It stands in {before.location}; give this one another slug or join the two."
                findings.append(_finding("duplicate-slug", message, advice, declared))
    return findings


def _dangling(records: Sequence[RecordGraphs], listing: Listing) -> list[Finding]:
    known = {declared.iri for record in records for declared in record.declared}
    known.update(declared.iri for declared in listing.declared)
    known.update(iri(mention.kind, slugify(mention.name)).value for record in records for mention in record.mentions)
    findings = []
    for record in records:
        for reference in record.references:
            if reference.iri not in known and not reference.iri.startswith(KG + "scheme/"):
                kind = reference.iri.removeprefix(KG).partition("/")[0]
                peers = [_short(other) for other in known if other.startswith(f"{KG}{kind}/")]
                near = nearest(_short(reference.iri), sorted(peers))
                advice = f"Did you mean {', '.join(near[:3])}?" if near else "Add its record first."
                findings.append(_finding("unknown-entity", f"There is no {_short(reference.iri)}.", advice, reference))
    return findings


def _unknown_keys(records: Iterable[RecordGraphs], listing: Listing) -> list[Finding]:
    return [
        _finding("unknown-list-key", f"The survey's list has no key {key!r}.", f"See {LISTING}.", record.declared[0])
        for record in records
        for key in record.listed_keys
        if key not in listing.entries
    ]


def _finding(rule: str, message: str, advice: str, where: Reference) -> Finding:
    return Finding(rule, Severity.VIOLATION, message, advice, where.location, focus=where.iri)


def _short(entity: str) -> str:
    return entity.removeprefix(KG)


def _names(records: Sequence[RecordGraphs]) -> list[ox.Quad]:
    """Describe the entities that are known by name alone; the commonest spelling is the label, others are aliases."""
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
            quads.extend(_named(kind, entity, label, aliases))
    return quads


def _named(kind: str, entity: ox.NamedNode, label: str, aliases: Sequence[str]) -> list[ox.Quad]:
    facts: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [(_TYPE, term(KINDS[kind].class_name))]
    if kind == "task":
        facts.append((ox.NamedNode(_SKOS + "prefLabel"), ox.Literal(label, language="en")))
        facts.append((ox.NamedNode(_SKOS + "inScheme"), iri("scheme", "tasks")))
    else:
        facts.append((ox.NamedNode(_RDFS + "label"), ox.Literal(label)))
    facts.extend((ox.NamedNode(_SKOS + "altLabel"), ox.Literal(alias)) for alias in aliases)
    return [ox.Quad(entity, predicate, value, NAMES_GRAPH) for predicate, value in facts]


def _provenance(graphs: Iterable[SourceGraph]) -> list[ox.Quad]:
    """Describe each named graph with PROV-O (W3C Recommendation, 30 April 2013)."""
    fixed = {
        "ontology": "Confirmed",
        "names": "Confirmed",
        "inferred": "Inferred",
        "inferred/unconfirmed": "Unconfirmed",
    }
    quads = [quad for name, status in fixed.items() for quad in _described(graph(name), {"status": status})]
    for source in graphs:
        node = graph(source.name)
        quads.extend(_described(node, {"status": source.status, "file": source.file, "note": source.note}))
        quads.append(_about(node, term("describes"), ox.NamedNode(source.entity)))
        quads.extend(_about(node, ox.NamedNode(_PROV + "hadPrimarySource"), ox.NamedNode(p)) for p in source.sources)
        quads.extend(_about(node, ox.NamedNode(_RDFS + "seeAlso"), ox.NamedNode(page)) for page in source.see)
        curators = [iri("person", slugify(name)) for name in source.checked_by] or [CURATORS]
        quads.extend(_about(node, ox.NamedNode(_PROV + "wasAttributedTo"), agent) for agent in curators)
        if source.checked:
            quads.append(_about(node, term("checked"), ox.Literal(source.checked, datatype=_DATE)))
        if source.read_in_copies:
            quads.append(_about(node, term("readInCopies"), ox.Literal(source.read_in_copies)))
    return quads


def _described(node: ox.NamedNode, told: Mapping[str, str | None]) -> list[ox.Quad]:
    quads = [_about(node, _TYPE, ox.NamedNode(_PROV + "Entity"))]
    if status := told.get("status"):
        quads.append(_about(node, term("evidenceStatus"), term(status)))
    if file := told.get("file"):
        quads.append(_about(node, term("recordFile"), ox.Literal(file)))
    if note := told.get("note"):
        quads.append(_about(node, ox.NamedNode(_DCTERMS + "description"), ox.Literal(note)))
    return quads


def _repeated(repeats: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Say where else a statement is made, by RDF reification (RDF Schema 1.1, section 5.3)."""
    quads: list[ox.Quad] = []
    for quad in repeats:
        digest = hashlib.blake2b(str(quad.triple).encode(), digest_size=8).hexdigest()
        node = iri("statement", digest)
        quads.append(_about(node, _TYPE, ox.NamedNode(_RDF + "Statement")))
        for part in ("subject", "predicate", "object"):
            quads.append(_about(node, ox.NamedNode(_RDF + part), getattr(quad, part)))
        quads.append(_about(node, term("alsoStatedIn"), quad.graph_name))
    return list(dict.fromkeys(quads))


def _about(node: ox.NamedNode, predicate: ox.NamedNode, value: Any) -> ox.Quad:
    return ox.Quad(node, predicate, value, PROVENANCE_GRAPH)
