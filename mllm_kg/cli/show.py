"""``mllm-kg show``: an entity as a card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mllm_kg.cli import render
from mllm_kg.cli.cards import SHORT, card_text
from mllm_kg.cli.options import TEXT, examples, format_option, language_option, output_option
from mllm_kg.cli.session import open_graph
from mllm_kg.entity import card

if TYPE_CHECKING:
    from pathlib import Path

    from mllm_kg.language import Language

__all__ = ["command"]


@click.command(
    "show",
    epilog=examples(
        "show bloomz",
        "show kg:language/swa --all",
        "show sft --lang ko",
        "show 2211.01786 --format json",
        codes="2  there is no such entity or more than one, or the output can't be written",
    ),
)
@click.argument("entity", type=TEXT, nargs=-1, required=True)
@format_option(("card", "json"))
@click.option("--all", "everything", is_flag=True, help=f"Show all values of a property, not the first {SHORT}.")
@language_option
@output_option
def command(entity: Sequence[str], format: str, everything: bool, language: Language, output: Path | None) -> None:
    """Show ENTITY as a card: its names, classes, facts, relations both ways, and the evidence of each statement.

    Numbers in brackets refer to the sources at the end. A statement that no page confirms is marked unconfirmed, one
    that follows from others inferred. JSON always has all values. What has no label in the language has its English one.
    """
    kg = open_graph()
    node = kg.resolve(" ".join(entity), language=language)
    if format == "json":
        import json

        data = card(kg, node, language=language.for_programs).to_dict()
        render.write((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode(), output)
    else:
        render.write(card_text(card(kg, node, None if everything else SHORT, language), language), output)
