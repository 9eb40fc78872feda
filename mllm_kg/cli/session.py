"""Opens the graph for a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mllm_kg import load
from mllm_kg.cli.progress import Progress
from mllm_kg.cli.render import note

if TYPE_CHECKING:
    from mllm_kg.api import KnowledgeGraph

__all__ = ["open_graph"]


def open_graph() -> KnowledgeGraph:
    """Open the graph; when it must be built first, progress and a reason are told on standard error."""
    progress = Progress()
    try:
        return load(note, progress)
    finally:
        progress.close()
