"""``mllm-kg add``: files installed as records, all or nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import FILE, TEXT, Names, examples, format_option, language_option
from mllm_kg.cli.progress import Progress
from mllm_kg.cli.session import open_graph, sources
from mllm_kg.cli.validate import exit_code
from mllm_kg.errors import UsageError
from mllm_kg.findings.render import RENDERERS
from mllm_kg.findings.sentence import say, told
from mllm_kg.findings.text import pieces
from mllm_kg.inputs.read import FORMATS

if TYPE_CHECKING:
    from mllm_kg.api import KnowledgeGraph
    from mllm_kg.curation.outcome import Addition, Comparison
    from mllm_kg.findings.sentence import Slot
    from mllm_kg.language import Language

__all__ = ["command"]

_THERE = say("Already there, unchanged:")
_TOLD = {"added": say("Added:"), "updated": say("Updated:"), "unchanged": _THERE}
_WOULD = {"added": say("Would be added:"), "updated": say("Would be updated:"), "unchanged": _THERE}
_NOTHING = say("Nothing was written.")


@click.command(
    "add",
    epilog=examples(
        "add paper.yaml",
        "add additions/ --dry-run",
        "add paper.ttl --source https://arxiv.org/abs/2404.04925",
        "add bloomz.yaml --update",
        codes="1  something violates a rule; nothing was written\n2  a file can't be read, or the records can't be written",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--update", is_flag=True, help="Let records that are there change.")
@click.option(
    "--source",
    "pages",
    multiple=True,
    type=TEXT,
    metavar="URL",
    help="The page that carries what RDF gives no evidence for; can be given several times.",
)
@click.option("--drop-foreign", is_flag=True, help="Leave out statements of RDF that no record can make.")
@format_option(tuple(RENDERERS))
@language_option
@click.option(
    "--input-format",
    type=Names("format", FORMATS),
    help="What standard input holds; by default that is told by its first characters.",
)
def command(
    paths: Sequence[Path],
    dry_run: bool,
    update: bool,
    pages: tuple[str, ...],
    drop_foreign: bool,
    format: str,
    language: Language,
    input_format: str | None,
) -> int:
    """Check the files PATH in the context of the graph, and install them as records, all or nothing.

    PATH is what validate takes. A violation keeps everything out; warnings are told. Entities without a slug get one,
    names become entities, and what the graph has already under another name is refused. A record that is there already
    changes only with --update: YAML takes its place, RDF is joined to it. "Added" is said once all is on the disk.
    """
    from mllm_kg.curation.addition import add
    from mllm_kg.curation.outcome import Options

    progress = Progress(0)
    options = Options(update, dry_run, tuple(map(_page, pages)), drop_foreign, input_format)

    def opened() -> KnowledgeGraph:
        kg = open_graph()
        progress("checking the files", 0, 1)
        return kg

    try:
        found = add(paths, sources(), opened, options, tell=render.note)
    finally:
        progress.close()
    _print(found, format, language, dry_run)
    return exit_code(found.findings, "violation")


def _page(text: str) -> str:
    """Return the address of a page.

    :raises UsageError: when it is none
    """
    from mllm_kg.records.values import BadValue, absolute_iri

    try:
        return absolute_iri(text)
    except BadValue as error:
        raise UsageError(f"--source: {error}", hint=error.suggestion) from None


def _print(found: Addition, format: str, language: Language, dry_run: bool) -> None:
    """Print what became of an addition: all of it for people, for programs the findings alone."""
    words = language if format == "text" else language.for_programs
    story = "\n".join(told(line, words) for line in _story(found, dry_run))
    if format == "text":
        shown = render.painted(pieces(found.findings, language), sys.stdout).rstrip("\n") if found.findings else ""
        render.write("\n\n".join(filter(None, (shown, render.printable(story)))))
        return
    render.write(RENDERERS[format](found.findings, words).encode("utf-8", "replace"))
    for line in story.splitlines():
        render.note(line)


def _story(found: Addition, dry_run: bool) -> Iterator[Slot]:
    if not found.accepted:
        for comparison in found.comparisons:
            yield from _compared(comparison)
        yield _NOTHING
        return
    for status, head in (_WOULD if dry_run else _TOLD).items():
        records = [record for record in found.records if record.status == status]
        if records:
            yield head
            yield from (f"  {record.id}  {record.label}  ({_near(record.file)})" for record in records)
    if dry_run:
        yield from (line for record in found.records for line in record.difference().splitlines())
        yield _NOTHING
    elif any(record.status != "unchanged" for record in found.records):
        yield say("The graph is built anew at its next use.")
    elif not found.records:
        yield say("There is no record in this; nothing was written.")


def _near(file: str) -> str:
    """Return a file's name as the user sees it: relative to the folder at hand when it lies below that."""
    path, here = Path(file), Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file


def _compared(comparison: Comparison) -> Iterator[Slot]:
    """Tell how an addition differs from what is there, field by field."""
    if comparison.id == comparison.other:
        yield say("How it differs from {other} as it is:", other=comparison.other)
    else:
        yield say("How {one} differs from {other}:", one=comparison.id, other=comparison.other)
    for change in comparison.fields:
        for mark, values in (("-", change.removed), ("+", change.added)):
            if values:
                yield f"  {mark} {change.field}: {', '.join(values)}"
        if change.reordered:
            yield say("  ~ {field}: in another order", field=change.field)
    yield ""
