"""``mllm-kg search``: find entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mllm_kg import settings
from mllm_kg.cli import render
from mllm_kg.cli.options import TEXT, Names, examples, format_option, language_option
from mllm_kg.cli.session import open_graph
from mllm_kg.findings.sentence import say, told
from mllm_kg.lookup import ENTITY_KINDS
from mllm_kg.namespaces import curie

if TYPE_CHECKING:
    from mllm_kg.language import Language
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
@language_option
def command(words: Sequence[str], kinds: Sequence[str], limit: int | None, format: str, language: Language) -> None:
    """Find the entities that WORDS may mean, the likeliest first.

    Labels, aliases and identifiers in every language are searched, typos are forgiven. "matched" says which of them is
    like the words, "score" how much, up to 100. --kind can be given more than once; the kinds are paper, model, method,
    resource, benchmark, strategy, stage, construction, frontier, challenge, language, family, organization, person,
    venue, task, technique, list-entry and disagreement.
    """
    most = limit or int(settings.number("search_limit"))
    shown = language.for_programs if format == "json" else language
    hits = open_graph().search(" ".join(words), most, kinds or None, shown)
    if format == "json":
        import json

        found = [{"curie": curie(hit.iri), **asdict(hit)} for hit in hits]
        render.write((json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode())
        return
    if hits:
        words_of_head = (say("entity"), say("label"), say("kind"), say("matched"), say("score"))
        head = [told(word, language) for word in words_of_head]
        render.write(render.table(head, [_row(hit) for hit in hits], right={4}))
    nothing = told(say("Nothing in the graph has a name like that."), language)
    render.note(render.rows_told(len(hits), nothing, language))


def _row(hit: Hit) -> tuple[str, ...]:
    matched = "" if hit.matched == hit.label else hit.matched
    return curie(hit.iri), hit.label, hit.kind, matched, f"{hit.score:g}"
