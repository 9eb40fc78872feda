"""``mllm-kg export``: the graph, or a description of it, in an RDF format."""

from __future__ import annotations

from pathlib import Path

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import FILE, Names, examples
from mllm_kg.cli.session import open_graph
from mllm_kg.export import EXPORTS
from mllm_kg.views import told

__all__ = ["command"]

_GRAPHS = told()
_LIST = "\n".join(f"  {name:<{max(map(len, _GRAPHS))}}  {holds}" for name, holds in _GRAPHS.items())


@click.command(
    "export",
    epilog=f"\b\nGraphs:\n{_LIST}\n\n"
    + examples(
        "export --format turtle -o mllm-kg.ttl",
        "export --format nquads --graph all -o mllm-kg.nq",
        "export --graph croissant -o croissant.json",
        "export --graph void --graph dcat --format trig",
    ),
)
@click.option(
    "--format",
    type=Names("format", tuple(EXPORTS)),
    show_default="jsonld for schema-org and croissant alone, else turtle",
    help="The RDF format.",
)
@click.option(
    "--graph",
    "graphs",
    type=Names("graph", tuple(_GRAPHS)),
    multiple=True,
    default=("all",),
    metavar="GRAPH",
    help="Which part of the graph, or which description of it; may be given several times.  [default: all]",
)
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Write to this file, all or nothing.")
def command(format: str | None, graphs: tuple[str, ...], output: Path | None) -> None:
    """Write the graph, a part of it, or a description of it, in an RDF format.

    nquads and trig keep the named graphs, which say where a statement comes from; the other formats merge them.
    Descriptions are worked out when they are asked for, each as a graph of its own; they are not in "all", nor in what
    a query sees. The same graph gives the same bytes on every machine.
    """
    kg = open_graph()
    if output is None or str(output) == "-":
        content = kg.export(format, graphs)
        render.write(content or b"")
    else:
        kg.export(format, graphs, output)
