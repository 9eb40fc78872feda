"""The taxonomy, the language families and the languages as SKOS, for browsers and editors of vocabularies.

A tool that reads SKOS, such as Skosmos, walks from a scheme to its top concepts and on to what is narrower. The graph
says the same in terms of its own: a challenge belongs to a frontier, a language to a family or to a macrolanguage. This
view says it in SKOS alone, by the SKOS Reference (https://www.w3.org/TR/skos-reference/):

1. A concept is what is of one of the classes :data:`KINDS`. Its scheme is the one it states, else that of its class.
2. What is broader is what it states, the frontier of a challenge, the macrolanguage or else the family of a language;
   links that would lead back to the concept, or to no concept, are left out. Each link stands in both directions.
   Nothing transitive is written: S22 to S24 let a reader draw it.
3. What has nothing broader in its scheme is a top concept of it, so that every concept can be reached from the top.
4. A concept has one preferred name in each language (S14); what else it is called, and its abbreviation, are
   alternative names as far as no preferred name says the same (S13). A text without a language is English.
5. A strategy or a way of making data is related to the stages that it is for, unless the one is above the other (S27).
   What matches a concept elsewhere stands as stated, but never as exact and as broader or related at once (S46).
6. Codes are notations: ISO 639-3 codes of languages have the datatype ``dcterms:ISO639-3``, as notations are to have one.

Withdrawn concepts stay, marked as such, so that links to them do not break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES, iri
from mllm_kg.views.about import LICENSE, about
from mllm_kg.views.concepts import Concepts, read_concepts
from mllm_kg.views.model import Source
from mllm_kg.views.rdf import Facts, date, ref, statements, text

__all__ = ["triples"]


def triples(source: Source) -> Iterator[ox.Triple]:
    """Give the schemes with their top concepts, then the concepts."""
    concepts = read_concepts(source.graph.store)
    yield from _schemes(source, concepts)
    for concept in concepts.members:
        yield from statements(concept, _links(concept, concepts))
        yield from _texts(concept, concepts)


def _schemes(source: Source, concepts: Concepts) -> Iterator[ox.Triple]:
    known = about(source.graph)
    for scheme, members in concepts.schemes.items():
        names, definitions = concepts.names.get(scheme, {}), concepts.texts(scheme, "definition")
        yield from statements(
            scheme,
            {
                "rdf:type": ref("skos:ConceptScheme"),
                "dcterms:title": list(names.values()),
                "skos:prefLabel": list(names.values()),
                "dcterms:description": definitions,
                "dcterms:creator": known.publisher,
                "dcterms:publisher": known.publisher,
                "dcterms:license": ref(LICENSE),
                "dcterms:modified": date(known.modified),
                "owl:versionInfo": text(known.version) if known.version else None,
                "skos:hasTopConcept": [concept for concept in members if concepts.is_top(concept, scheme)],
            },
        )


def _links(concept: ox.NamedNode, concepts: Concepts) -> Facts:
    schemes = concepts.schemes_of[concept]
    return {
        "rdf:type": ref("skos:Concept"),
        "skos:inScheme": schemes,
        "skos:topConceptOf": [scheme for scheme in schemes if concepts.is_top(concept, scheme)],
        "skos:broader": concepts.broader[concept],
        "skos:narrower": concepts.narrower[concept],
        "skos:related": concepts.related[concept],
        "skos:notation": _notations(concept, concepts),
        "owl:deprecated": concepts.values(concept, "deprecated"),
        "dcterms:isReplacedBy": _known(concepts.values(concept, "isReplacedBy"), concepts),
        **{f"skos:{match}": values for match, values in concepts.matches(concept).items()},
    }


def _texts(concept: ox.NamedNode, concepts: Concepts) -> Iterator[ox.Triple]:
    yield from statements(
        concept,
        {
            "skos:prefLabel": list(concepts.names.get(concept, {}).values()),
            "skos:altLabel": concepts.other_names(concept),
            "skos:definition": concepts.texts(concept, "definition"),
            "skos:note": concepts.texts(concept, "note"),
        },
    )


def _notations(concept: ox.NamedNode, concepts: Concepts) -> list[ox.Literal]:
    codes = [code for code in concepts.values(concept, "iso639-3") if isinstance(code, ox.Literal)]
    if codes:
        datatype = ox.NamedNode(PREFIXES["dcterms"] + "ISO639-3")
        return [ox.Literal(code.value, datatype=datatype) for code in codes]
    family = concept.value.startswith(iri("family", "").value)
    found = concepts.values(concept, "glottocode" if family else "listCode")
    return [code for code in found if isinstance(code, ox.Literal)]


def _known(values: Iterable[ox.NamedNode | ox.Literal], concepts: Concepts) -> list[ox.NamedNode]:
    """Return those of some values that are concepts of this view."""
    return [value for value in values if isinstance(value, ox.NamedNode) and value in concepts.members]
