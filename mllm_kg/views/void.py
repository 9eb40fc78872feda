"""The graph in numbers, and where it leads, in VoID (https://www.w3.org/TR/void/).

1. The dataset as a whole, as a query sees it: ontology and inferences included.
2. Its parts: data, ontology, inferences, provenance, and the named graphs that are no record's.
3. Its properties; its classes, each with the properties of its instances, each of these with the classes and datatypes
   it leads to. Datatypes have no place in VoID itself: they are in the extension http://ldf.fi/void-ext#, as SIB's
   void-generator writes it and SIB's query editor reads it.
4. Linksets: the links to Lexvo, Glottolog, Wikidata and the vocabularies that the taxonomy is mapped to.

A statement about an entity with several classes counts in each of them, so partitions by class overlap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256

import pyoxigraph as ox

from mllm_kg.export import FORMATS, GRAPHS, part_of
from mllm_kg.namespaces import GRAPH, KG, KINDS, PREFIXES, curie, graph
from mllm_kg.views.about import DESCRIPTION, HOME, LICENSE, REPOSITORY, About, about
from mllm_kg.views.counting import Index, Partition, Property, Row, Totals, partitions, totals, uses
from mllm_kg.views.linksets import linksets, targets
from mllm_kg.views.model import Source
from mllm_kg.views.rdf import Facts, date, integer, ref, statements, text, texts, within

__all__ = ["FEATURES", "triples"]

FEATURES = {
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
"""What http://www.w3.org/ns/formats/ calls each export format."""

_DOCUMENT = graph("void")
_EXAMPLES = ("paper", "model", "resource", "benchmark", "language", "strategy")


def triples(source: Source) -> Iterator[ox.Triple]:
    """Give the description of the dataset, its parts, its partitions and its links."""
    index, known = Index.of(source.graph.quads()), about(source.graph)
    yield from statements(known.iri, {**_dataset(known, source), **_numbers(totals(index)), **_ways_in(index)})
    yield from _parts(known.iri, index)
    yield from _properties(known.iri, index)
    for name, partition in partitions(index).items():
        yield from _class(known.iri, name, partition)
    yield from linksets(known.iri, index, targets(source.graph))


def _dataset(known: About, source: Source) -> Facts:
    media_types = {each.media_type for each in FORMATS.values()}
    dumps = [source.base + file.name for file in source.files if source.base and file.media_type in media_types]
    return {
        "rdf:type": ref("void:Dataset"),
        "dcterms:title": text(known.title, "en"),
        "dcterms:description": texts(DESCRIPTION),
        "dcterms:license": ref(LICENSE),
        "dcterms:creator": known.publisher,
        "dcterms:publisher": known.publisher,
        "dcterms:source": [ref(work) for work in known.sources],
        "dcterms:issued": date(known.issued),
        "dcterms:modified": date(known.modified),
        "owl:versionInfo": text(known.version) if known.version else None,
        "foaf:homepage": ref(HOME),
        "foaf:page": ref(REPOSITORY),
        "void:uriSpace": text(KG),
        "void:uriRegexPattern": text(f"^{KG}".replace(".", r"\.") + "[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*$"),
        "void:feature": [ref(f"http://www.w3.org/ns/formats/{name}") for name in FEATURES.values()],
        "void:dataDump": [ref(dump) for dump in dumps],
    }


def _numbers(counted: Totals) -> Facts:
    return {
        "void:triples": integer(counted.triples),
        "void:entities": integer(counted.entities),
        "void:distinctSubjects": integer(counted.subjects),
        "void:distinctObjects": integer(counted.objects),
        "void:properties": integer(counted.properties),
        "void:classes": integer(counted.classes),
    }


def _ways_in(index: Index) -> Facts:
    """Return vocabularies, entities to look at first, and the concept schemes, from which the rest can be reached."""
    said = {index.iris[number]: count for number, count in Counter(row[0] for row in index.rows).items()}
    terms = {index.iris[row[1]] for row in index.rows} | {
        index.iris[row[2]] for row in index.rows if row[1] == index.type
    }
    best = [
        max((name for name in said if name.startswith(f"{KG}{kind}/")), key=lambda name: (said[name], name), default="")
        for kind in _EXAMPLES
    ]
    spaces = {space for space in PREFIXES.values() if any(term.startswith(space) for term in terms)}
    return {
        "void:vocabulary": [ref(space) for space in sorted(spaces)],
        "void:exampleResource": [ref(name) for name in best if name],
        "void:rootResource": [ref(name) for name in sorted(said) if name.startswith(f"{KG}scheme/")],
    }


def _parts(dataset: ox.NamedNode, index: Index) -> Iterator[ox.Triple]:
    """Describe the parts that can be exported, and within them the named graphs that are no record's."""
    graphs: defaultdict[str, list[Row]] = defaultdict(list)
    parts: defaultdict[str, list[Row]] = defaultdict(list)
    for row in index.rows:
        graphs[index.iris[row[3]]].append(row)
    for name, rows in graphs.items():
        parts[part_of(ref(name)) or "data"] += rows
    for part, rows in sorted(parts.items()):
        yield from statements(dataset, {"void:subset": within(_DOCUMENT, part)})
        yield from statements(within(_DOCUMENT, part), {**_subset(GRAPHS[part]), **_numbers(totals(index, rows))})
    for name, rows in sorted(graphs.items()):
        if name.removeprefix(GRAPH).partition("/")[0] not in KINDS:
            part = part_of(ref(name)) or "data"
            yield from statements(within(_DOCUMENT, part), {"void:subset": ref(name)})
            title = f"The named graph {curie(name)}"
            yield from statements(ref(name), {**_subset(title), **_numbers(totals(index, rows))})


def _subset(title: str) -> Facts:
    return {
        "rdf:type": ref("void:Dataset"),
        "dcterms:title": text(title[0].upper() + title[1:], "en"),
        "dcterms:license": ref(LICENSE),
    }


def _properties(dataset: ox.NamedNode, index: Index) -> Iterator[ox.Triple]:
    for name, used in uses(index).items():
        partition = within(_DOCUMENT, f"property/{_slug(name)}")
        yield from statements(dataset, {"void:propertyPartition": partition})
        yield from statements(
            partition,
            {
                "rdf:type": ref("void:Dataset"),
                "void:property": ref(name),
                "void:triples": integer(used.triples),
                "void:distinctSubjects": integer(used.subjects),
                "void:distinctObjects": integer(used.objects),
            },
        )


def _class(dataset: ox.NamedNode, name: str, found: Partition) -> Iterator[ox.Triple]:
    place = f"class/{_slug(name)}"
    partition = within(_DOCUMENT, place)
    yield from statements(dataset, {"void:classPartition": partition})
    yield from statements(
        partition,
        {
            "rdf:type": ref("void:Dataset"),
            "void:class": ref(name),
            "void:entities": integer(found.entities),
            "void:triples": integer(found.triples),
            "void:properties": integer(len(found.properties)),
        },
    )
    for predicate, used in sorted(found.properties.items()):
        yield from _property(partition, f"{place}/{_slug(predicate)}", predicate, used)


def _property(within_class: ox.NamedNode, place: str, name: str, used: Property) -> Iterator[ox.Triple]:
    partition = within(_DOCUMENT, place)
    yield from statements(within_class, {"void:propertyPartition": partition})
    yield from statements(
        partition,
        {"rdf:type": ref("void:Dataset"), "void:property": ref(name), "void:triples": integer(used.triples)},
    )
    for led_to, link, key in (
        (used.classes, "void:classPartition", "void:class"),
        (used.datatypes, "void-ext:datatypePartition", "void-ext:datatype"),
    ):
        yield from _targets(partition, place, led_to, link, key)


def _targets(
    within_property: ox.NamedNode, place: str, led_to: Mapping[str, int], link: str, key: str
) -> Iterator[ox.Triple]:
    for target, number in sorted(led_to.items()):
        partition = within(_DOCUMENT, f"{place}/{_slug(target)}")
        yield from statements(within_property, {link: partition})
        yield from statements(
            partition, {"rdf:type": ref("void:Dataset"), key: ref(target), "void:triples": integer(number)}
        )


def _slug(name: str) -> str:
    """Return a name for a term that fits into a fragment: its prefixed name, else the end of its digest."""
    short = curie(name)
    return short if short != name else sha256(name.encode()).hexdigest()[:12]
