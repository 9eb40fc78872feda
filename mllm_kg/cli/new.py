"""``mllm-kg new``: a record to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import FILE, TEXT, Names, examples, language_option
from mllm_kg.cli.session import open_graph
from mllm_kg.curation.template import KINDS_WITH_RECORDS

if TYPE_CHECKING:
    from mllm_kg.curation.newrecord import Made

__all__ = ["command"]


@click.command(
    "new",
    epilog=examples(
        "new paper --arxiv 2407.12345 -o paper.yaml",
        "new paper --bibtex entry.bib",
        'new model --title "Example-7B" --set open_weights=true --set covers_language=[kor,swa]',
        "new benchmark --lang ko",
        codes="1  the graph has it already",
    ),
)
@click.argument("kind", type=Names("kind of record", KINDS_WITH_RECORDS), metavar="KIND")
@click.option("--bibtex", type=FILE, metavar="FILE", help="A BibTeX file with one entry to begin with.")
@click.option("--csl", type=FILE, metavar="FILE", help="A CSL-JSON file with one item to begin with.")
@click.option("--arxiv", "arxiv_id", type=TEXT, metavar="ID", help="Its arXiv id, or the address there.")
@click.option("--doi", type=TEXT, metavar="DOI", help="Its DOI, or the address there.")
@click.option("--acl", "acl_anthology_id", type=TEXT, metavar="ID", help="Its ACL Anthology id, or the address there.")
@click.option("--title", type=TEXT, default="", help="Its title, or its name.")
@click.option("--set", "values", type=TEXT, multiple=True, metavar="KEY=VALUE", help="The value of any key.")
@language_option
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Write to this new file; - for standard output.")
def command(
    kind: str,
    bibtex: Path | None,
    csl: Path | None,
    title: str,
    values: Sequence[str],
    language: str,
    output: Path | None,
    **identifiers: str | None,
) -> int:
    """Write a record to fill in, with every allowed value in a comment.

    KIND is paper, model, method, resource, benchmark, strategy, stage, construction, frontier, challenge, language,
    family or organization. What is given stands in the record already, with what an identifier itself tells: nothing is
    fetched. Required keys come first and are left open, the others are comments with examples. --set can be given more
    than once. A work that the graph has already is told instead.
    """
    from mllm_kg.curation.newrecord import new_record, save

    files = {"bibtex": bibtex, "csl-json": csl}
    known = {key: value for key, value in identifiers.items() if value}
    kg = open_graph()
    made = new_record(
        kg, kg.assets, kind, files=files, identifiers=known, title=title, values=values, language=language
    )
    for line in _notes(made):
        render.note(line)
    if made.known is not None:
        return 1
    if output is None or str(output) == "-":
        render.write(made.text.encode())
    else:
        save(made.text, output)
    return 0


def _notes(made: Made) -> list[str]:
    if made.known is not None:
        where = f" ({made.known.work.file})" if made.known.work.file else ""
        return [f"The graph has it already: {made.known.work.id}{where}: {made.known.work.title}"]
    return [f"The graph may have it already: {pair.work.id}: {pair.work.title}" for pair in made.similar]
