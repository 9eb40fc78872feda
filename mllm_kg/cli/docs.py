"""``mllm-kg docs``: the reference as pages."""

from __future__ import annotations

from pathlib import Path

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import examples, pages_language_option
from mllm_kg.cli.session import open_graph
from mllm_kg.language import Language

__all__ = ["command"]


@click.command("docs", epilog=examples("docs", "docs -o reference", "docs -o reference-ko --lang ko"))
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("mllm-kg-docs"),
    show_default=True,
    metavar="DIR",
    help="Write to this folder: new, empty, or written by this command before.",
)
@pages_language_option
def command(folder: Path, language: Language) -> None:
    """Write the reference as HTML: ontology, taxonomy, shapes, rules, questions, named graphs.

    The pages work offline, opened from the folder: open index.html. Each term of the ontology has an anchor that is its
    local name, such as ontology.html#LanguageModel. All or nothing is written, and nothing that this command did not
    write is touched. The same graph gives the same bytes, in every locale.
    """
    from mllm_kg.reference import write_reference

    kg = open_graph()
    written = write_reference(kg, kg.assets, list(kg.questions.values()), folder, language.for_programs)
    render.write(f"{written.pages} pages, {written.size / 1e6:.1f} MB: {render.printable(str(folder / 'index.html'))}")
