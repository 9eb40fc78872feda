"""``mllm-kg build``: the graph, built anew from its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mllm_kg.build import build
from mllm_kg.cli import render
from mllm_kg.cli.options import examples
from mllm_kg.cli.progress import Progress
from mllm_kg.cli.session import sources

if TYPE_CHECKING:
    from mllm_kg.build import BuildReport

__all__ = ["command"]

_MANY = 20


@click.command(
    "build",
    epilog=examples("build", "build --all", codes="2  the sources have mistakes, or the snapshot can't be written"),
)
@click.option("--all", "everything", is_flag=True, help=f"Tell all changes, not the first {_MANY}.")
def command(everything: bool) -> None:
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
    render.write(_told(report, None if everything else _MANY))


def _told(report: BuildReport, limit: int | None) -> str:
    own = f", {report.own:,} of them your own" if report.own else ""
    lines = [f"{report.statements:,} statements from {report.records:,} records{own}.", f"Dataset {report.dataset}"]
    if report.first:
        return "\n".join([*lines, "There was no snapshot before."])
    if not report.changes:
        return "\n".join([*lines, "Nothing changed."])
    added, removed = (sum(getattr(change, side) for change in report.changes) for side in ("added", "removed"))
    lines.append(f"Changed: {added:,} statements came, {removed:,} went.")
    pairs = [(change.subject, [f"+{change.added:,} -{change.removed:,}"]) for change in report.changes]
    lines.append(render.definitions(pairs[:limit]))
    if limit is not None and len(pairs) > limit:
        lines.append(f"  and {len(pairs) - limit:,} more (--all tells them)")
    return "\n".join(lines)
