"""Linksets of VoID (section 5): the links from the graph's entities to other datasets and vocabularies.

They are read off the statements: what an entity is said to match, by the space of IRIs that the match is in. The
datasets about languages are named here; a vocabulary that the ontology's alignments describe, by the title and the
namespace that they give it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.namespaces import BASE, KG, PREFIXES, graph
from mllm_kg.results import value_text
from mllm_kg.views.counting import Index
from mllm_kg.views.model import Graph
from mllm_kg.views.rdf import integer, ref, statements, text, within

__all__ = ["TARGETS", "Target", "linksets", "targets"]


@dataclass(frozen=True, slots=True)
class Target:
    """A dataset that the graph links to.

    :param name: what it is called
    :param homepage: where it is
    :param space: what its IRIs begin with
    :param license: its licence, where its publisher names one
    """

    name: str
    homepage: str
    space: str
    license: str | None = None


TARGETS: dict[str, Target] = {
    "glottolog": Target(
        "Glottolog",
        "https://glottolog.org/",
        "https://glottolog.org/resource/languoid/id/",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "lexvo": Target("Lexvo.org", "http://www.lexvo.org/", "http://lexvo.org/id/"),
    "wikidata": Target(
        "Wikidata",
        "https://www.wikidata.org/",
        "http://www.wikidata.org/entity/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
}
"""The datasets about languages that the graph links to."""

_DOCUMENT = graph("void")
_MATCHES = {PREFIXES["skos"] + f"{how}Match" for how in ("exact", "close", "broad", "narrow", "related")}
_VOCABULARIES = """
SELECT ?home ?title ?prefix ?space WHERE {
  ?home vann:preferredNamespaceUri ?space ; vann:preferredNamespacePrefix ?prefix ; dcterms:title ?title .
  FILTER(LANG(?title) IN ("", "en"))
} ORDER BY ?prefix ?home
"""


def targets(kg: Graph) -> dict[str, Target]:
    """Return the datasets that a graph may link to, by short name: those about languages, and the vocabularies."""
    found = dict(TARGETS)
    for row in kg.select(_VOCABULARIES):
        home, title, prefix, space = (value_text(term) for term in row)
        if not home.startswith(BASE):
            found[prefix] = Target(title, home, space)
    return found


def linksets(dataset: ox.NamedNode, index: Index, known: Mapping[str, Target]) -> Iterator[ox.Triple]:
    """Give a linkset for every dataset and kind of match that there are links of.

    :param dataset: the IRI of the graph as a dataset
    :param index: its statements
    :param known: what :func:`targets` found
    """
    counted = Counter(
        (name, index.iris[predicate])
        for subject, predicate, value, _ in index.rows
        if index.iris[predicate] in _MATCHES and index.iris[subject].startswith(KG)
        for name, target in known.items()
        if index.iris[value].startswith(target.space)
    )
    for (name, predicate), number in sorted(counted.items()):
        target, how = known[name], predicate.rpartition("#")[2]
        linkset = within(_DOCUMENT, f"linkset/{name}/{how}")
        other = within(_DOCUMENT, f"target/{name}")
        yield from statements(dataset, {"void:subset": linkset})
        yield from statements(
            linkset,
            {
                "rdf:type": ref("void:Linkset"),
                "dcterms:title": text(f"Links to {target.name} by skos:{how}", "en"),
                "void:subjectsTarget": dataset,
                "void:objectsTarget": other,
                "void:linkPredicate": ref(predicate),
                "void:triples": integer(number),
            },
        )
        yield from statements(
            other,
            {
                "rdf:type": ref("void:Dataset"),
                "dcterms:title": text(target.name, "en"),
                "foaf:homepage": ref(target.homepage),
                "void:uriSpace": text(target.space),
                "dcterms:license": ref(target.license) if target.license else None,
            },
        )
