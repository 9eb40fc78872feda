"""``mllm-kg build``: the graph, built anew from its sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from mllm_kg.build import build
from mllm_kg.cli import render
from mllm_kg.cli.options import examples, language_option
from mllm_kg.cli.progress import Progress
from mllm_kg.cli.session import sources
from mllm_kg.findings.sentence import say, told

if TYPE_CHECKING:
    from mllm_kg.build import BuildReport
    from mllm_kg.findings.sentence import Slot
    from mllm_kg.language import Language

__all__ = ["command"]

_MANY = 20


@click.command(
    "build",
    epilog=examples("build", "build --all", codes="2  the sources have mistakes, or the snapshot can't be written"),
)
@click.option("--all", "everything", is_flag=True, help=f"Tell all changes, not the first {_MANY}.")
@language_option
def command(everything: bool, language: Language) -> None:
    """Rebuild the graph from its sources, and say what changed.

    The records, the survey's list and the ontology are read, checked and joined, what follows from them is inferred,
    and the snapshot that all other commands ask is replaced; with mistakes in the sources, each is told with file, line
    and column, and the snapshot stays as it is.
    """
    progress = Progress()
    try:
        report = build(sources(), progress)
    finally:
        progress.close()
    lines = _story(report, None if everything else _MANY)
    render.write("\n".join(told(line, language) for line in lines))


def _story(report: BuildReport, limit: int | None) -> Iterator[Slot]:
    counts = {"statements": f"{report.statements:,}", "records": f"{report.records:,}", "own": f"{report.own:,}"}
    if report.own:
        yield say("{statements} statements from {records} records, {own} of them your own.", **counts)
    else:
        yield say("{statements} statements from {records} records.", **counts)
    yield say("Dataset {digest}", digest=report.dataset)
    if report.first:
        yield say("There was no snapshot before.")
    elif not report.changes:
        yield say("Nothing changed.")
    else:
        yield from _changed(report, limit)


def _changed(report: BuildReport, limit: int | None) -> Iterator[Slot]:
    added, removed = (sum(getattr(change, side) for change in report.changes) for side in ("added", "removed"))
    yield say("Changed: {added} statements came, {removed} went.", added=f"{added:,}", removed=f"{removed:,}")
    pairs = [(change.subject, [f"+{change.added:,} -{change.removed:,}"]) for change in report.changes]
    yield render.definitions(pairs[:limit])
    if limit is not None and len(pairs) > limit:
        yield say("  and {count} more (--all tells them)", count=f"{len(pairs) - limit:,}")
