"""Views: graphs about the graph, worked out on demand and never part of what a query sees.

Who finds, completes or reuses a dataset reads a description of it: catalogues read DCAT, search engines schema.org,
tools of machine learning Croissant, query editors VoID and SHACL. If these descriptions stood among the data, the
research questions would count them. So each is a named graph of its own, ``https://w3id.org/mllm-kg/graph/<name>``,
that exists only where it is exported:

1. :data:`VIEWS` names each view, says what it holds and where its functions are. Adding one is a module and a line.
2. A view is worked out from a :class:`Source`: the opened graph, and the files of a release when there is one.
3. :func:`export` writes parts of the graph and views, alone or together, in any format. A view whose readers expect a
   certain layout of JSON-LD has a document of its own; in every other format it is RDF like the rest.

Nothing is said that the graph, its sources or the release do not hold, and the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mllm_kg.errors import UnknownName
from mllm_kg.views.model import File, Graph, Source, View

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["VIEWS", "File", "Graph", "Source", "View", "export", "format_of", "select", "told"]

VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        View("void", "counts by class and property, and links to other datasets, in VoID", "mllm_kg.views.void"),
        View("dcat", "the entry of a data catalogue, in DCAT 3", "mllm_kg.views.dcat"),
        View(
            "schema-org",
            "the description for search engines, as a schema.org Dataset",
            "mllm_kg.views.schema_org",
            True,
        ),
        View(
            "croissant", "tables and their columns for machine learning, in Croissant", "mllm_kg.views.croissant", True
        ),
        View("build", "what the graph was built from, by what, in PROV-O", "mllm_kg.views.build"),
        View(
            "questions", "the research questions with their queries, as sh:SPARQLExecutable", "mllm_kg.views.questions"
        ),
        View("skos", "the taxonomy, the language families and the languages, in SKOS", "mllm_kg.views.skos"),
        View("prefixes", "the prefixes that queries may use, as sh:declare", "mllm_kg.views.prefixes"),
    )
}
"""The views, each with what it holds."""


def told() -> dict[str, str]:
    """Return what each name holds that ``--graph`` takes: the parts of the graph, then the views."""
    from mllm_kg.export import GRAPHS

    return {**GRAPHS, **{view.name: view.holds for view in VIEWS.values()}}


def format_of(graphs: Sequence[str]) -> str:
    """Return the format that some parts are written in when none is asked for: a lone view's own, else Turtle."""
    return VIEWS[graphs[0]].format if len(graphs) == 1 and graphs[0] in VIEWS else "turtle"


def select(source: Source, name: str) -> list[ox.Quad]:
    """Return the statements of a part of the graph, or of a view.

    :param name: a name of :func:`told`, or the name of one named graph
    :raises UnknownName: when there is no such graph
    """
    from mllm_kg import export as parts

    view = VIEWS.get(name)
    if view is not None:
        return view.quads(source)
    try:
        return list(parts.select(source.graph, name))
    except UnknownName:
        raise UnknownName("graph", name, tuple(told())) from None


def export(
    source: Source,
    format: str | None = None,
    graphs: Sequence[str] = ("all",),
    output: Path | str | BinaryIO | None = None,
) -> None:
    """Write parts of the graph and views, together.

    :param source: the graph, and the files of a release
    :param format: a name of :data:`mllm_kg.export.EXPORTS`; ``None`` for that of :func:`format_of`
    :param graphs: names of :func:`told`, or of named graphs
    :param output: a file to write, all or nothing; an open stream; ``None`` or ``-``: standard output
    :raises UnknownName: when there is no such format or graph
    :raises OutputError: when it can't be written
    """
    from mllm_kg.export import EXPORTS
    from mllm_kg.export.output import opened
    from mllm_kg.views.documents import pretty

    graphs = tuple(dict.fromkeys(graphs))
    chosen = format or format_of(graphs)
    if chosen not in EXPORTS:
        raise UnknownName("export format", chosen, tuple(EXPORTS))
    if chosen == "jsonld" and len(graphs) == 1 and graphs[0] in VIEWS and VIEWS[graphs[0]].own_layout:
        document = VIEWS[graphs[0]].document(source)
        with opened(output) as stream:
            stream.write((pretty(document) + "\n").encode())
        return
    quads = [quad for name in graphs for quad in select(source, name)]
    with opened(output) as stream:
        EXPORTS[chosen].write(quads, stream)
