"""What a bundle holds, gathered file by file from the graph, its sources and the registries of formats and views.

1. The graph and its parts (:data:`mllm_kg.export.GRAPHS`) in Turtle, N-Triples, JSON-LD and RDF/XML; one that has several
   named graphs also in N-Quads and TriG, which keep them.
2. The hash of each part and of each named graph.
3. The questions, the shapes in one file, the context of the records, the reference, the sources, the licences.
4. The main kinds of entities as tables (:data:`mllm_kg.views.tables.TABLES`).
5. The views (:data:`mllm_kg.views.VIEWS`), which describe the graph and are told of all files so far.

A part, a view or a table that is added to its registry is in the bundle without a change here.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mllm_kg.checks.shapes import load_shapes
from mllm_kg.export import EXPORTS, FORMATS, GRAPHS, select
from mllm_kg.reference import write_reference
from mllm_kg.release.archive import tar_of
from mllm_kg.release.hashes import rdfc10_hash, without_names
from mllm_kg.release.model import CODE, DATA, BundleFile, Edition, Stage
from mllm_kg.release.readme import readme
from mllm_kg.release.sources import SOURCES, Sources
from mllm_kg.views import VIEWS, File, Source, View
from mllm_kg.views import export as export_views
from mllm_kg.views.tables import TABLES

if TYPE_CHECKING:
    from mllm_kg.api import KnowledgeGraph
    from mllm_kg.records.load import Progress

__all__ = ["Hashed", "gather"]

TRIPLES = ("turtle", "ntriples", "jsonld", "rdfxml")
NAMED = ("nquads", "trig")
HASHES = "metadata/rdfc-1.0.tsv"
_TYPES = {
    "": "text/plain",
    ".cff": "application/yaml",
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".rq": "application/sparql-query",
    ".svg": "image/svg+xml",
}
_FOLLOWS = {
    "void": "https://www.w3.org/TR/void/",
    "dcat": "https://www.w3.org/TR/vocab-dcat-3/",
    "croissant": "http://mlcommons.org/croissant/1.0",
    "build": "https://www.w3.org/TR/prov-o/",
    "questions": "https://www.w3.org/TR/shacl-af/",
    "skos": "https://www.w3.org/TR/skos-reference/",
}
_AS_THEY_ARE = {
    "CITATION.cff": "how to cite it, for GitHub and tools that read the Citation File Format",
    "CHANGELOG.md": "what people did, release by release",
    "LICENSE": "the licence of the code: Apache 2.0",
    "LICENSE-DATA": "the licence of the data: CC BY 4.0",
}
_SSSOM = "https://mapping-commons.github.io/sssom/"
_SHACL = "https://www.w3.org/TR/shacl/"
_CANONICAL = "https://www.w3.org/TR/rdf-canon/"


class Hashed:
    """The hash of the whole dataset, and how many statements it has.

    :param digest: the RDFC-1.0 hash
    :param statements: the number of statements
    """

    __slots__ = ("digest", "statements")

    def __init__(self, digest: str, statements: int) -> None:
        self.digest, self.statements = digest, statements


def gather(
    stage: Stage, kg: KnowledgeGraph, sources: Sources, edition: Edition, told: str, progress: Progress
) -> Hashed:
    """Write everything that a bundle holds but what tells of all its files.

    :param stage: where to
    :param kg: the graph
    :param sources: what it was built from
    :param edition: which release it is
    :param told: the semantic changelog
    :param progress: gets the step and how far it is
    :returns: the hash of the whole graph
    :raises OSError: when a file can't be written
    :raises UnreadableInput: when a source can't be read
    """
    hashed = _put_graphs(stage, kg, progress)
    stage.put("CHANGES.md", told.encode(), _TYPES[".md"], "what is different from the release before")
    progress("writing questions, shapes and reference", 0, 1)
    _put_documents(stage, kg, sources, edition)
    _put_tables(stage, kg)
    text = readme(edition, hashed.digest, hashed.statements, stage.files.values())
    stage.put("README.md", text.encode(), _TYPES[".md"], "what is in this bundle and how to load it")
    _put_views(stage, kg, progress)
    return hashed


def _put_graphs(stage: Stage, kg: KnowledgeGraph, progress: Progress) -> Hashed:
    """Write the graph and its parts in all formats, and their hashes; return that of the whole."""
    rows = [("graph", "statements", "sha256")]
    whole = None
    for at, (name, holds) in enumerate(GRAPHS.items()):
        progress(f"writing the graph: {name}", at, len(GRAPHS))
        quads = list(select(kg, name))
        several = len({quad.graph_name for quad in quads}) > 1
        for syntax in (*TRIPLES, *(NAMED if several else ())):
            _put(stage, f"graphs/{name}", syntax, quads, f"{holds}, in {_in_words(syntax)}")
        told = quads if several else without_names(quads)
        row = (f"graphs/{name}{FORMATS['nquads' if several else 'ntriples'].suffix}", len(set(told)), rdfc10_hash(told))
        rows.append((row[0], str(row[1]), row[2]))
        whole = whole or Hashed(row[2], row[1])
    rows += _named_graphs(kg)
    text = "".join("\t".join(row) + "\n" for row in rows)
    title = "the RDFC-1.0 hash (SHA-256) of each part and of each named graph"
    stage.put(HASHES, text.encode(), "text/tab-separated-values", title, conforms_to=[_CANONICAL])
    assert whole is not None
    return whole


def _named_graphs(kg: KnowledgeGraph) -> Iterator[tuple[str, str, str]]:
    """Hash each named graph as a graph without a name, so that its hash tells of its statements alone."""
    for name in kg.named_graphs():
        triples = without_names(kg.quads([name]))
        yield name.value, str(len(triples)), rdfc10_hash(triples)


def _put(stage: Stage, stem: str, format: str, quads: Iterable[ox.Quad], title: str, follows: str = "") -> BundleFile:
    chosen, buffer = EXPORTS[format], io.BytesIO()
    chosen.write(quads, buffer)
    specifications = [follows] if follows else []
    return stage.put(f"{stem}{chosen.suffix}", buffer.getvalue(), chosen.media_type, title, conforms_to=specifications)


def _in_words(format: str) -> str:
    return {
        "turtle": "Turtle",
        "ntriples": "N-Triples",
        "nquads": "N-Quads",
        "trig": "TriG",
        "jsonld": "JSON-LD",
        "rdfxml": "RDF/XML",
    }.get(format, format)


def _put_documents(stage: Stage, kg: KnowledgeGraph, sources: Sources, edition: Edition) -> None:
    """Write what is not a graph: questions, shapes, context, mappings, reference, sources, licences."""
    _put_questions(stage, kg, sources)
    shapes = [ox.Quad(t.subject, t.predicate, t.object) for t in load_shapes(kg.assets.shapes).triples]
    _put(stage, "metadata/shapes", "turtle", shapes, "all SHACL shapes in one file", _SHACL)
    for name, text in sources.below("ontology", ".jsonld").items():
        title = "the JSON-LD context that maps the keys of records to terms"
        stage.put(f"metadata/{name}", text.encode(), "application/ld+json", title)
    for syntax in sorted(EXPORTS.keys() - FORMATS.keys()):
        _put(stage, "metadata/mappings", syntax, kg.quads(), "mappings to terms and entities of others", _SSSOM)
    _put_reference(stage, kg)
    packed = tar_of(sources.files, f"{edition.name}-sources", edition.epoch)
    stage.put(SOURCES, packed, "application/x-tar", "ontology, records, shapes and questions as they are edited")
    for name, title in _AS_THEY_ARE.items():
        kind = CODE if name == "LICENSE" else DATA
        stage.put(name, sources.files[name], _TYPES[PurePosixPath(name).suffix], title, license=kind)


def _put_questions(stage: Stage, kg: KnowledgeGraph, sources: Sources) -> None:
    for question in kg.questions.values():
        path = f"queries/{question.name}.rq"
        stage.put(path, sources.files[path], _TYPES[".rq"], question.summary)
    described = json.dumps(kg.snapshot.questions, ensure_ascii=False, indent=1) + "\n"
    stage.put("queries/questions.json", described.encode(), _TYPES[".json"], "the questions with their parameters")


def _put_reference(stage: Stage, kg: KnowledgeGraph) -> None:
    with tempfile.TemporaryDirectory(prefix="mllm-kg-") as folder:
        target = Path(folder) / "docs"
        write_reference(kg, kg.assets, list(kg.questions.values()), target)
        for path in sorted(target.rglob("*")):
            if not path.is_file():
                continue
            kind = CODE if path.suffix in (".js", ".css") else DATA
            title = "a page of the reference" if path.suffix == ".html" else "a part of the reference's pages"
            media_type = _TYPES.get(path.suffix, "application/octet-stream")
            name = path.relative_to(target).as_posix()
            stage.put(f"docs/{name}", path.read_bytes(), media_type, title, license=kind)


def _put_tables(stage: Stage, kg: KnowledgeGraph) -> None:
    """Write the main kinds of entities as tables."""
    for table in TABLES:
        stage.put(f"tables/{table.file}", table.json(kg), _TYPES[".json"], table.told)


def _put_views(stage: Stage, kg: KnowledgeGraph, progress: Progress) -> None:
    """Write the descriptions of the graph, with the sizes and checksums of the files so far."""
    files = tuple(File(f.path, f.size, f.sha256, f.media_type, f.title) for f in stage.files.values())
    source = Source(kg, files)
    for at, view in enumerate(VIEWS.values()):
        progress(f"describing the graph: {view.name}", at, len(VIEWS))
        _put_view(stage, view, source)


def _put_view(stage: Stage, view: View, source: Source) -> None:
    quads, follows = view.quads(source), _FOLLOWS.get(view.name, "")
    for syntax in TRIPLES:
        title = f"{view.holds}, in {_in_words(syntax)}"
        if syntax != "jsonld" or not view.own_layout:
            _put(stage, f"metadata/{view.name}", syntax, quads, title, follows)
            continue
        buffer, chosen = io.BytesIO(), FORMATS[syntax]
        export_views(source, syntax, [view.name], buffer)
        specifications = [follows] if follows else []
        path = f"metadata/{view.name}{chosen.suffix}"
        stage.put(path, buffer.getvalue(), chosen.media_type, title, conforms_to=specifications)
