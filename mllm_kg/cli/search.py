"""``mllm-kg search``: find entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mllm_kg import settings
from mllm_kg.cli import render
from mllm_kg.cli.options import TEXT, Names, examples, format_option
from mllm_kg.cli.session import open_graph
from mllm_kg.lookup import ENTITY_KINDS
from mllm_kg.namespaces import curie

if TYPE_CHECKING:
    from mllm_kg.lookup import Hit

__all__ = ["command"]

_LIMIT = settings.SETTINGS["search_limit"].default


@click.command(
    "search", epilog=examples("search bloom", "search 스와힐리어", "search crosslingual generalisation --kind paper")
)
@click.argument("words", type=TEXT, nargs=-1, required=True)
@click.option(
    "--kind", "kinds", multiple=True, type=Names("kind", ENTITY_KINDS), metavar="KIND", help="Only this kind."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=f"How many to show; {_LIMIT} by default.")
@format_option(("table", "json"))
def command(words: Sequence[str], kinds: Sequence[str], limit: int | None, format: str) -> None:
    """Find the entities that WORDS may mean, the likeliest first.

    Labels, aliases and identifiers in every language are searched, typos are forgiven. "matched" says which of them is
    like the words, "score" how much, up to 100. --kind can be given more than once; the kinds are paper, model, method,
    resource, benchmark, strategy, stage, construction, frontier, challenge, language, family, organization, person,
    venue, task, technique, list-entry and disagreement.
    """
    hits = open_graph().search(" ".join(words), limit or int(settings.number("search_limit")), kinds or None)
    if format == "json":
        import json

        found = [{"curie": curie(hit.iri), **asdict(hit)} for hit in hits]
        render.write((json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode())
        return
    if hits:
        head = ("entity", "label", "kind", "matched", "score")
        render.write(render.table(head, [_row(hit) for hit in hits], right={4}))
    render.note(render.rows_told(len(hits), "Nothing in the graph has a name like that."))


def _row(hit: Hit) -> tuple[str, ...]:
    matched = "" if hit.matched == hit.label else hit.matched
    return curie(hit.iri), hit.label, hit.kind, matched, f"{hit.score:g}"
