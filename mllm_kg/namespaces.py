"""Prefixes and kinds: the only place where IRIs are minted.

An instance's IRI is ``https://w3id.org/mllm-kg/id/<kind>/<slug>``. Its slug is lower-case ASCII and stable for ever.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.errors import UsageError

__all__ = [
    "DATASET",
    "GRAPH",
    "KG",
    "KINDS",
    "MLLM",
    "PREFIXES",
    "QUERY",
    "SHAPES",
    "Kind",
    "curie",
    "expand",
    "graph",
    "iri",
    "kind_of",
    "slugify",
    "term",
]

BASE = "https://w3id.org/mllm-kg/"
ONTOLOGY = BASE + "ontology"
MLLM = ONTOLOGY + "#"
KG = BASE + "id/"
GRAPH = BASE + "graph/"
SHAPES = BASE + "shapes#"
QUERY = BASE + "query/"
DATASET = BASE + "dataset"

PREFIXES: dict[str, str] = {
    "mllm": MLLM,
    "kg": KG,
    "kgg": GRAPH,
    "mllmsh": SHAPES,
    "kgq": QUERY,
    "bibo": "http://purl.org/ontology/bibo/",
    "cr": "http://mlcommons.org/croissant/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "lvont": "http://lexvo.org/ontology#",
    "mls": "http://www.w3.org/ns/mls#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity.

    :param name: the path segment of its IRIs
    :param class_name: the local name of its class in the ontology
    :param folder: where its records live below ``data/``; empty when it has none
    :param named: whether a record may refer to one by name alone, so that the slug is minted from the name
    """

    name: str
    class_name: str
    folder: str = ""
    named: bool = False


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("paper", "Paper", "papers"),
        Kind("model", "LanguageModel", "models"),
        Kind("method", "Method", "methods"),
        Kind("resource", "Dataset", "resources"),
        Kind("benchmark", "Benchmark", "benchmarks"),
        Kind("strategy", "AlignmentStrategy", "taxonomy"),
        Kind("stage", "TrainingStage", "taxonomy"),
        Kind("construction", "ConstructionMethod", "taxonomy"),
        Kind("frontier", "Frontier", "taxonomy"),
        Kind("challenge", "Challenge", "taxonomy"),
        Kind("language", "Language", "languages"),
        Kind("family", "LanguageFamily", "families"),
        Kind("organization", "Organization", "organizations", named=True),
        Kind("person", "Person", named=True),
        Kind("venue", "Venue", named=True),
        Kind("task", "Task", named=True),
        Kind("technique", "Technique", named=True),
        Kind("list-entry", "ListEntry"),
        Kind("authorship", "Authorship"),
        Kind("disagreement", "Disagreement"),
        Kind("scheme", "ConceptScheme"),
        Kind("statement", "Statement"),
    )
}

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "μ": "mu"}
)


def slugify(name: str) -> str:
    """Return the slug of a name: lower-case ASCII letters and digits, joined by hyphens.

    :param name: what a person would write, such as ``Université de Montréal``
    :raises UsageError: when nothing of the name is left
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", bare.casefold().translate(_LETTERS)).strip("-")
    if not slug:
        raise UsageError(f"{name!r} has no letter or digit that an IRI could be made of.")
    return slug


def iri(kind: str, slug: str) -> ox.NamedNode:
    """Return the IRI of the entity of ``kind`` with ``slug``."""
    return ox.NamedNode(f"{KG}{kind}/{slug}")


def term(local: str) -> ox.NamedNode:
    """Return the IRI of the ontology's term ``local``."""
    return ox.NamedNode(MLLM + local)


def graph(name: str) -> ox.NamedNode:
    """Return the IRI of the named graph ``name``."""
    return ox.NamedNode(GRAPH + name)


def kind_of(entity: str) -> str | None:
    """Return the kind that an entity's IRI tells, or ``None`` when it is not one of ours."""
    if not entity.startswith(KG):
        return None
    kind, slash, _ = entity[len(KG) :].partition("/")
    return kind if slash and kind in KINDS else None


_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def curie(full: str) -> str:
    """Return the short form of an IRI (``kg:model/bloomz``), or the IRI itself when no prefix fits."""
    for prefix, namespace in _BY_LENGTH:
        if full.startswith(namespace) and len(full) > len(namespace):
            return f"{prefix}:{full[len(namespace) :]}"
    return full


def expand(short: str) -> str | None:
    """Return the IRI that a CURIE stands for, or ``None`` when its prefix is unknown."""
    prefix, colon, local = short.partition(":")
    if not colon or prefix not in PREFIXES or local.startswith("//"):
        return None
    return PREFIXES[prefix] + local
