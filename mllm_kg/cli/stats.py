"""``mllm-kg stats``: what is in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import examples, format_option, output_option
from mllm_kg.cli.session import open_graph
from mllm_kg.stats import stats

if TYPE_CHECKING:
    from pathlib import Path

    from mllm_kg.stats import Cell, Section

__all__ = ["command"]


@click.command("stats", epilog=examples("stats", "stats --format json"))
@format_option(("table", "json"))
@output_option
def command(format: str, output: Path | None) -> None:
    """Say what is in the graph: in all, per class, per stage of training, per year, per evidence status.

    "stated" counts what the records state, the rest follows from it. Members of a defined class are found by the
    reasoner. An entity counts in each of its classes.
    """
    found = stats(open_graph())
    if format == "json":
        import json

        render.write((json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n").encode(), output)
    else:
        render.write("\n\n".join(map(_shown, found.sections)), output)


def _shown(section: Section) -> str:
    numbers = {at for at in range(1, len(section.columns)) if any(isinstance(row[at], int) for row in section.rows)}
    cells = [[_cell(value, at) for at, value in enumerate(row)] for row in section.rows]
    return f"{render.heading(section.title)}\n\n{render.table(section.columns, cells, right=numbers)}"


def _cell(value: Cell, column: int) -> str:
    if value is None:
        return "unknown"
    return f"{value:,}" if isinstance(value, int) and column else str(value)
