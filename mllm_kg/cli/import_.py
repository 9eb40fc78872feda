"""``mllm-kg import``: someone else's list, as candidate records."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import FILE, TEXT, Names, examples, format_option, language_option
from mllm_kg.cli.session import open_graph
from mllm_kg.curation.importers.candidates import KINDS_LISTED
from mllm_kg.curation.importing import FORMATS, SKIPPING
from mllm_kg.errors import UnreadableInput
from mllm_kg.findings import Severity
from mllm_kg.findings.sentence import say, told

if TYPE_CHECKING:
    from mllm_kg.curation.importing import Import
    from mllm_kg.findings.sentence import Slot

__all__ = ["command"]

_SHOWN = 10


@click.command(
    "import",
    epilog=examples(
        "import bibtex references.bib",
        'import awesome-list README.md --map "Prompting=direct-prompting" --source https://github.com/someone/list',
        "import csl-json - -o candidates < items.json",
        codes="1  some entries could not be read; the others are written\n"
        "2  the call is not right, the file can't be read, or the folder can't be written",
    ),
)
@click.argument("list_format", metavar="FORMAT", type=Names("format", tuple(FORMATS)))
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, metavar="DIR", help="The folder to make; FILE-candidates by default.")
@click.option(
    "--map", "maps", type=TEXT, multiple=True, metavar="HEADING=NAME", help="What a heading or keyword stands for."
)
@click.option("--source", type=TEXT, metavar="URL", default="", help="Where the list can be seen.")
@click.option(
    "--kind", type=Names("kind", KINDS_LISTED), default=KINDS_LISTED[0], show_default=True, help="What it lists."
)
@format_option(("text", "json"))
@language_option
def command(
    list_format: str,
    file: Path,
    output: Path | None,
    maps: Sequence[str],
    source: str,
    kind: str,
    format: str,
    language: str,
) -> int:
    """Turn someone else's list FILE into a folder of candidate records and a report.

    FORMAT is bibtex, csl-json or awesome-list, a Markdown list of papers. Each entry is compared with the graph, by its
    identifiers, then by its title: it is known, new, or doubtful. DIR/new has a record for each new entry, DIR/doubtful
    one for each that may be in the graph already, DIR/report.md what became of every entry. Nothing of a list counts as
    checked: its facts stand under "unconfirmed". --map can be given more than once; a heading stands for a strategy, a
    frontier, a challenge, a task, a technique or a language. Nothing is fetched.
    """
    from mllm_kg.curation.importing import import_list
    from mllm_kg.curation.listfile import read_text
    from mllm_kg.curation.report import as_json, check_folder, write_folder
    from mllm_kg.records.context import Context

    folder = output or Path(f"{'list' if str(file) == '-' else file.stem}-candidates")
    check_folder(folder)
    text, name = read_text(file)
    kg = open_graph()
    made = import_list(kg, list_format, text, name, kind=kind, maps=maps, source=source)
    if not made.entries:
        raise _nothing_in(made, name, list_format)
    write_folder(made, folder, Context.load(kg.assets.ontology / "context.jsonld").order)
    render.write(as_json(made).encode() if format == "json" else _told(made, folder, text, language))
    return int(any(found.severity is Severity.VIOLATION for found in made.findings))


def _nothing_in(made: Import, name: str, list_format: str) -> UnreadableInput:
    """Return the error for a file that holds no entry which can be read, with the first reason why."""
    skipped = [found for found in made.findings if found.rule in SKIPPING]
    if not skipped:
        return UnreadableInput(name, f"no entry was found. Is it {list_format}?")
    place, more = skipped[0].location, len(skipped) - 1
    elsewhere = f", nor the {more:,} after it" if more else ""
    line, column = (place.line, place.column) if place else (None, None)
    return UnreadableInput(name, f"this entry can't be read{elsewhere}: {skipped[0].message}", line=line, column=column)


def _told(made: Import, folder: Path, text: str, language: str) -> str:
    from mllm_kg.findings.source import sourced
    from mllm_kg.findings.text import pieces

    rows = text.splitlines()
    lines: list[Slot] = [
        say(
            "{known} known, {repeated} repeated, {doubtful} doubtful, {new} new, {skipped} skipped",
            **{name: f"{count:,}" for name, count in made.counts.items()},
        )
    ]
    worst = [found for found in made.findings if found.severity is not Severity.INFO]
    shown = list(sourced(worst[:_SHOWN], lambda place: rows[(place.line or 1) - 1] if rows else None))
    if shown:
        lines += ["", render.painted(pieces(shown, language, total=False), sys.stdout).rstrip("\n"), ""]
    lines += _more(len(worst))
    for doubt in made.doubtful[:_SHOWN]:
        pair, entry = doubt.pairs[0], doubt.candidate.entry
        place, score = str(entry.location), f"{pair.score:.0f}"
        lines.append(say("doubtful {score}: {place}: {title}", score=score, place=place, title=_clean(entry.title)))
        lines.append(say("      may be {id}: {title}", id=pair.work.id, title=_clean(pair.work.title)))
    lines += _more(len(made.doubtful))
    lines.append(say("Report: {file}", file=str(folder / "report.md")))
    if made.new:
        lines.append(say("Next: {command}", command=f"mllm-kg add {folder / 'new'}"))
    return "\n".join(told(line, language) for line in lines)


def _more(count: int) -> list[Slot]:
    return [say("... and {count} more in the report", count=f"{count - _SHOWN:,}")] if count > _SHOWN else []


def _clean(title: str) -> str:
    return render.printable(title)
