"""``mllm-kg stats``: what is in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import examples, format_option, language_option, output_option
from mllm_kg.cli.session import open_graph
from mllm_kg.findings.sentence import say, told
from mllm_kg.stats import stats

if TYPE_CHECKING:
    from pathlib import Path

    from mllm_kg.language import Language
    from mllm_kg.stats import Cell, Section

__all__ = ["command"]


@click.command("stats", epilog=examples("stats", "stats --lang ko", "stats --format json"))
@format_option(("table", "json"))
@language_option
@output_option
def command(format: str, language: Language, output: Path | None) -> None:
    """Say what is in the graph: in all, per class, per stage of training, per year, per evidence status.

    "stated" counts what the records state, the rest follows from it. Members of a defined class are found by the
    reasoner. An entity counts in each of its classes.
    """
    found = stats(open_graph(), language.for_programs if format == "json" else language)
    if format == "json":
        import json

        render.write((json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n").encode(), output)
    else:
        render.write("\n\n".join(_shown(section, language) for section in found.sections), output)


def _shown(section: Section, language: str) -> str:
    numbers = {at for at in range(1, len(section.columns)) if any(isinstance(row[at], int) for row in section.rows)}
    cells = [[_cell(value, at, language) for at, value in enumerate(row)] for row in section.rows]
    head = [told(name, language) for name in section.columns]
    return f"{render.heading(told(section.title, language))}\n\n{render.table(head, cells, right=numbers)}"


def _cell(value: Cell, column: int, language: str) -> str:
    if value is None:
        return told(say("unknown"), language)
    return f"{value:,}" if isinstance(value, int) and column else told(value, language)
