"""The entry of a data catalogue, in DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), with what DCAT-AP 3 asks for.

A catalogue of one dataset, and this version of it. Before a release there is one distribution for each export format,
which says how it is written; with the files of a release there is one for each file, with its size and its SHA-256
digest, and where it can be downloaded as far as that is known.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mllm_kg.export import FORMATS
from mllm_kg.namespaces import DATASET, ONTOLOGY, graph, iri
from mllm_kg.views.about import DESCRIPTION, HOME, LICENSE, REPOSITORY, RIGHTS, SHAPES_DOCUMENT, About, about
from mllm_kg.views.model import File, Source
from mllm_kg.views.rdf import Facts, date, ref, statements, text, texts, typed, within
from mllm_kg.views.void import FEATURES

__all__ = ["FILE_TYPES", "triples"]

_DOCUMENT = graph("dcat")
_EU = "http://publications.europa.eu/resource/authority/"
_THEME = ref(_EU + "data-theme/TECH")
_LANGUAGES = {"en": "ENG", "ko": "KOR"}
_SCHEMES = ("strategies", "stages", "construction-methods", "frontiers", "tasks", "techniques")

FILE_TYPES = {
    "text/turtle": "RDF_TURTLE",
    "application/n-triples": "RDF_N_TRIPLES",
    "application/n-quads": "RDF_N_QUADS",
    "application/trig": "RDF_TRIG",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "text/csv": "CSV",
    "application/json": "JSON",
    "application/zip": "ZIP",
}
"""What the EU's vocabulary of file types, which DCAT-AP asks for, calls each media type."""


def triples(source: Source) -> Iterator[ox.Triple]:
    """Give the catalogue, the dataset, its distributions, and what they refer to."""
    known = about(source.graph)
    places = dict(_distributions(source))
    yield from statements(within(_DOCUMENT, "catalog"), _catalog(known))
    yield from statements(known.iri, _dataset(known, list(places), source))
    if known.version_iri is not None:
        yield from statements(known.version_iri, _version(known))
    for place, facts in places.items():
        yield from statements(place, {**facts, **_shared(known)})
    for file in source.files:
        yield from statements(_checksum(file), _digest(file))
    yield from _referred(known)


def _catalog(known: About) -> Facts:
    return {
        "rdf:type": ref("dcat:Catalog"),
        "dcterms:title": text("Catalogue of mllm_kg", "en"),
        "dcterms:description": text("The knowledge graph mllm_kg, its versions and the files that it comes in.", "en"),
        "dcterms:publisher": known.publisher,
        "dcterms:language": [ref(f"{_EU}language/{code}") for code in _LANGUAGES.values()],
        "dcterms:license": ref(LICENSE),
        "dcterms:issued": date(known.issued),
        "dcterms:modified": date(known.modified),
        "foaf:homepage": ref(HOME),
        "dcat:themeTaxonomy": ref(_EU + "data-theme"),
        "dcat:dataset": known.iri,
    }


def _dataset(known: About, places: list[ox.NamedNode], source: Source) -> Facts:
    return {
        "rdf:type": ref("dcat:Dataset"),
        "dcterms:title": text(known.title, "en"),
        "dcterms:description": texts(DESCRIPTION),
        "dcterms:identifier": typed(DATASET, "anyURI"),
        "dcterms:publisher": known.publisher,
        "dcterms:creator": known.publisher,
        "dcterms:issued": date(known.issued),
        "dcterms:modified": date(known.modified),
        "dcterms:license": ref(LICENSE),
        "dcterms:rights": within(_DOCUMENT, "rights"),
        "dcterms:accessRights": ref(_EU + "access-right/PUBLIC"),
        "dcterms:provenance": within(_DOCUMENT, "provenance"),
        "dcterms:source": [ref(work) for work in known.sources],
        "dcterms:conformsTo": [ref(ONTOLOGY), ref(SHAPES_DOCUMENT)],
        "dcterms:language": [ref(f"{_EU}language/{code}") for code in _LANGUAGES.values()],
        "dcterms:temporal": within(_DOCUMENT, "period") if known.years else None,
        "dcat:contactPoint": within(_DOCUMENT, "contact"),
        "dcat:landingPage": ref(HOME),
        "foaf:page": ref(REPOSITORY),
        "dcat:keyword": [text(word, "en") for word in known.keywords],
        "dcat:theme": [_THEME, *_topics(source)],
        "dcat:version": text(known.version) if known.version else None,
        "dcat:hasCurrentVersion": known.version_iri,
        "dcat:hasVersion": known.version_iri,
        "dcat:distribution": places,
    }


def _topics(source: Source) -> list[ox.NamedNode]:
    """Return the graph's own concept schemes, as themes, as far as they are in the graph."""
    schemes = (iri("scheme", slug) for slug in _SCHEMES)
    return [scheme for scheme in schemes if next(source.graph.store.quads_for_pattern(scheme, None, None), None)]


def _version(known: About) -> Facts:
    return {
        "rdf:type": ref("dcat:Dataset"),
        "dcterms:title": text(f"{known.title}, version {known.version}", "en"),
        "dcterms:description": texts(DESCRIPTION),
        "dcterms:publisher": known.publisher,
        "dcterms:license": ref(LICENSE),
        "dcterms:issued": date(known.issued),
        "dcat:version": text(known.version),
        "dcat:isVersionOf": known.iri,
    }


def _distributions(source: Source) -> Iterator[tuple[ox.NamedNode, Facts]]:
    """Give what is particular about each distribution."""
    for file in source.files:
        place = source.base + file.name if source.base else ""
        yield (
            within(_DOCUMENT, f"distribution/{file.name}"),
            {
                **_media_type(file.media_type),
                "dcterms:title": text(file.name),
                "dcterms:description": text(file.holds, "en") if file.holds else None,
                "dcat:accessURL": ref(place or HOME),
                "dcat:downloadURL": ref(place) if place else None,
                "dcat:byteSize": typed(str(file.size), "nonNegativeInteger"),
                "spdx:checksum": _checksum(file),
            },
        )
    for each in FORMATS.values() if not source.files else ():
        yield (
            within(_DOCUMENT, f"distribution/{each.name}"),
            {
                **_media_type(each.media_type),
                "dcterms:title": text(f"The whole graph in {FEATURES[each.name].replace('_', '/')}", "en"),
                "dcterms:description": text(f"What mllm-kg export --format {each.name} writes.", "en"),
                "dcat:accessURL": ref(HOME),
            },
        )


def _shared(known: About) -> Facts:
    """Return what holds of every distribution."""
    return {
        "rdf:type": ref("dcat:Distribution"),
        "dcterms:license": ref(LICENSE),
        "dcterms:rights": within(_DOCUMENT, "rights"),
        "dcterms:issued": date(known.issued),
        "dcterms:modified": date(known.modified),
    }


def _media_type(name: str) -> dict[str, ox.NamedNode | None]:
    kind = FILE_TYPES.get(name)
    return {
        "dcat:mediaType": ref(f"https://www.iana.org/assignments/media-types/{name}"),
        "dcterms:format": ref(f"{_EU}file-type/{kind}") if kind else None,
    }


def _checksum(file: File) -> ox.NamedNode:
    return within(_DOCUMENT, f"checksum/{file.name}")


def _digest(file: File) -> Facts:
    return {
        "rdf:type": ref("spdx:Checksum"),
        "spdx:algorithm": ref("spdx:checksumAlgorithm_sha256"),
        "spdx:checksumValue": typed(file.sha256, "hexBinary"),
    }


def _referred(known: About) -> Iterator[ox.Triple]:
    """Describe what the catalogue refers to and nobody else describes in the way that its readers need."""
    first, last = known.years or ("", "")
    described: dict[ox.NamedNode, Facts] = {
        known.publisher: {"rdf:type": ref("foaf:Agent"), "foaf:name": text(known.publisher_name or "mllm_kg")},
        _THEME: {"rdf:type": ref("skos:Concept"), "skos:prefLabel": text("Science and technology", "en")},
        ref(_EU + "data-theme"): {
            "rdf:type": ref("skos:ConceptScheme"),
            "dcterms:title": text("Data theme", "en"),
        },
        ref(LICENSE): {"rdf:type": ref("dcterms:LicenseDocument"), "rdfs:label": text("CC BY 4.0", "en")},
        within(_DOCUMENT, "rights"): {"rdf:type": ref("dcterms:RightsStatement"), "rdfs:label": text(RIGHTS, "en")},
        within(_DOCUMENT, "provenance"): {
            "rdf:type": ref("dcterms:ProvenanceStatement"),
            "rdfs:label": text(
                "Every statement stands in a named graph; kgg:provenance says of each graph which pages carry its "
                "statements, which file states them, and whether they are confirmed.",
                "en",
            ),
        },
        ref(ONTOLOGY): {"rdf:type": ref("dcterms:Standard"), "dcterms:title": text("MLLM-KG ontology", "en")},
        ref(SHAPES_DOCUMENT): {
            "rdf:type": ref("dcterms:Standard"),
            "dcterms:title": text("SHACL shapes of MLLM-KG", "en"),
        },
        within(_DOCUMENT, "contact"): {
            "rdf:type": ref("vcard:Organization"),
            "vcard:fn": text(known.publisher_name or "mllm_kg"),
            "vcard:hasURL": ref(f"{REPOSITORY}/issues"),
        },
    }
    if known.years:
        described[within(_DOCUMENT, "period")] = {
            "rdf:type": ref("dcterms:PeriodOfTime"),
            "dcat:startDate": typed(first, "gYear"),
            "dcat:endDate": typed(last, "gYear"),
        }
    for subject, facts in described.items():
        yield from statements(subject, facts)
