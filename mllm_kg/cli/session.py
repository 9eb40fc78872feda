"""Opens the graph for a verb, with the records of the user's own that the command line asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mllm_kg import load
from mllm_kg.assets import NONE, Assets, find_assets
from mllm_kg.cli.options import DATA
from mllm_kg.cli.progress import Progress
from mllm_kg.cli.render import note

if TYPE_CHECKING:
    from mllm_kg.api import KnowledgeGraph

__all__ = ["open_graph", "sources"]


def open_graph() -> KnowledgeGraph:
    """Open the graph; when it must be built first, progress and a reason are told on standard error."""
    data = _asked()
    progress = Progress()
    try:
        kg = load(data, note, progress)
    finally:
        progress.close()
    if data not in (None, NONE) and kg.assets.own is not None and not kg.assets.own.is_dir():
        note(f"There is no folder {kg.assets.own} yet; what is shown is the graph without records of your own.")
    return kg


def sources() -> Assets:
    """Return the sources of the graph, for a verb that writes them or builds from them.

    :raises NotAvailable: when they are not there
    :raises UsageError: when ``--data`` is no folder
    """
    return find_assets(_asked())


def _asked() -> str | None:
    """Return what ``--data`` says on the command line, or ``None``."""
    context = click.get_current_context(silent=True)
    return context.meta.get(DATA) if context is not None else None
