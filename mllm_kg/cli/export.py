"""``mllm-kg export``: the graph in an RDF format."""

from __future__ import annotations

from pathlib import Path

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import FILE, Names, examples, format_option
from mllm_kg.cli.session import open_graph
from mllm_kg.export import FORMATS, GRAPHS

__all__ = ["command"]


@click.command(
    "export",
    epilog=examples(
        "export --format turtle -o mllm-kg.ttl",
        "export --format nquads --graph all -o mllm-kg.nq",
        "export --format jsonld --graph ontology",
    ),
)
@format_option(tuple(FORMATS), "The RDF format.")
@click.option(
    "--graph", type=Names("graph", tuple(GRAPHS)), default="all", show_default=True, help="Which part of the graph."
)
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Write to this file, all or nothing.")
def command(format: str, graph: str, output: Path | None) -> None:
    """Write the graph, or a part of it, in an RDF format.

    nquads and trig keep the named graphs, which say where a statement comes from; the other formats merge them. The
    parts are: ontology; data (the records, the survey's list, the names); inferred; provenance (what the named graphs
    rest on); all. The same graph gives the same bytes on every machine.
    """
    kg = open_graph()
    if output is None or str(output) == "-":
        content = kg.export(format, graph)
        render.write(content or b"")
    else:
        kg.export(format, graph, output)
