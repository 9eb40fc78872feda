"""mllm_kg: an open knowledge graph of research on multilingual large language models.

>>> import mllm_kg
>>> kg = mllm_kg.load()
>>> rows = kg.query("papers-by-strategy")
>>> rows.to_pandas()  # with pandas installed

Everything public is imported when it is first used, so that ``import mllm_kg`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mllm_kg.api import KnowledgeGraph, load
    from mllm_kg.checks import Report
    from mllm_kg.entity import Card
    from mllm_kg.errors import MllmKgError
    from mllm_kg.findings import Finding, Location, Severity
    from mllm_kg.graph import Dataset
    from mllm_kg.lookup import Hit
    from mllm_kg.questions import Question
    from mllm_kg.remote import Endpoint
    from mllm_kg.results import Rows

__version__ = "0.1.0"

__all__ = [
    "Card",
    "Dataset",
    "Endpoint",
    "Finding",
    "Hit",
    "KnowledgeGraph",
    "Location",
    "MllmKgError",
    "Question",
    "Report",
    "Rows",
    "Severity",
    "load",
]

_HOMES = {
    "Card": "entity",
    "Dataset": "graph",
    "Endpoint": "remote",
    "Finding": "findings",
    "Hit": "lookup",
    "KnowledgeGraph": "api",
    "Location": "findings",
    "MllmKgError": "errors",
    "Question": "questions",
    "Report": "checks",
    "Rows": "results",
    "Severity": "findings",
    "load": "api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
