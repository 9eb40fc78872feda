"""What the graph was built from, by what, in PROV-O (https://www.w3.org/TR/prov-o/).

1. The sources: ontology, queries, records and the survey's list, every file with its SHA-256 digest; together they are a
   collection whose digest the snapshot's manifest has. Shapes are not among them: they judge the graph, and nothing of
   them goes into it.
2. The build, an activity of this program in its version, with the engine that wrote the index.
3. The closure, a part of it, which used the ontology and generated the inferred graphs.
4. What came out: the dataset, with the digest of its sorted N-Quads, as a specialization of the dataset in general.

Nothing here depends on the clock. The build has an end where ``SOURCE_DATE_EPOCH`` gives one, and the dataset the latest
date on which one of its statements was checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.build import source_files
from mllm_kg.errors import UnreadableInput
from mllm_kg.namespaces import graph
from mllm_kg.views.about import LICENSE, REPOSITORY, about, build_time
from mllm_kg.views.model import Graph, Source
from mllm_kg.views.rdf import Facts, date, integer, ref, statements, text, typed, within

__all__ = ["triples"]

_DOCUMENT = graph("build")
_BUILD, _CLOSURE = within(_DOCUMENT, "build"), within(_DOCUMENT, "closure")
_PROGRAM, _ENGINE = within(_DOCUMENT, "mllm-kg"), within(_DOCUMENT, "pyoxigraph")
_SOURCES = within(_DOCUMENT, "sources")
_INFERRED = (graph("inferred"), graph("inferred/unconfirmed"))


def triples(source: Source) -> Iterator[ox.Triple]:
    """Give activities, agents, sources and result of the build.

    :raises UsageError: when ``SOURCE_DATE_EPOCH`` holds no number of seconds
    :raises UnreadableInput: when a source can't be read
    """
    manifest = source.graph.snapshot.manifest
    files = _files(source.graph)
    result = within(_DOCUMENT, f"dataset-{manifest.dataset[:12]}")
    yield from statements(_BUILD, _activity("Build of the graph", [_SOURCES, *files], _PROGRAM))
    yield from statements(
        _CLOSURE, _activity("Closure under the axioms of the ontology", [graph("ontology")], _PROGRAM)
    )
    yield from statements(_CLOSURE, {"prov:wasInformedBy": _BUILD, "dcterms:isPartOf": _BUILD})
    yield from _agents(manifest.engine)
    yield from statements(_SOURCES, {**_entity("The sources of the graph", manifest.sources), **_members(files)})
    for name, facts in files.items():
        yield from statements(name, facts)
    yield from statements(
        result, {**_entity("The dataset, as sorted N-Quads", manifest.dataset), **_result(source.graph)}
    )
    for name in _INFERRED:
        if next(source.graph.quads([name]), None) is not None:
            yield from statements(
                name,
                {
                    "rdf:type": ref("prov:Entity"),
                    "prov:wasGeneratedBy": _CLOSURE,
                    "prov:wasDerivedFrom": graph("ontology"),
                },
            )


def _activity(label: str, used: list[ox.NamedNode], agent: ox.NamedNode) -> Facts:
    moment = build_time()
    return {
        "rdf:type": ref("prov:Activity"),
        "rdfs:label": text(label, "en"),
        "prov:used": used,
        "prov:wasAssociatedWith": agent,
        "prov:endedAtTime": typed(moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "dateTime") if moment else None,
    }


def _agents(engine: str) -> Iterator[ox.Triple]:
    from mllm_kg import __version__

    for name, label, version, page in (
        (_PROGRAM, "mllm_kg", __version__, REPOSITORY),
        (_ENGINE, "pyoxigraph", engine, "https://pyoxigraph.readthedocs.io/"),
    ):
        yield from statements(
            name,
            {
                "rdf:type": ref("prov:SoftwareAgent"),
                "rdfs:label": text(label),
                "owl:versionInfo": text(version),
                "foaf:page": ref(page),
            },
        )
    yield from statements(_BUILD, {"prov:wasAssociatedWith": _ENGINE})


def _entity(label: str, digest: str) -> Facts:
    return {"rdf:type": ref("prov:Entity"), "rdfs:label": text(label, "en"), "schema:sha256": text(digest)}


def _members(files: dict[ox.NamedNode, Facts]) -> Facts:
    return {"rdf:type": [ref("prov:Entity"), ref("prov:Collection")], "prov:hadMember": list(files)}


def _result(kg: Graph) -> Facts:
    known = about(kg)
    return {
        "prov:wasGeneratedBy": _BUILD,
        "prov:wasDerivedFrom": _SOURCES,
        "prov:specializationOf": [known.iri, *([known.version_iri] if known.version_iri else [])],
        "prov:wasAttributedTo": known.publisher,
        "void:triples": integer(kg.snapshot.manifest.statements),
        "dcterms:license": ref(LICENSE),
        "dcterms:modified": date(known.checked),
    }


def _files(kg: Graph) -> dict[ox.NamedNode, Facts]:
    """Return what is said of each source."""
    return {
        within(_DOCUMENT, name): {
            "rdf:type": ref("prov:Entity"),
            "rdfs:label": text(name),
            "schema:sha256": text(_digest(path)),
        }
        for name, path in source_files(kg.assets).items()
    }


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error)) from None
