"""Reasoning: the closure under OWL 2 RL, and HermiT for the whole of OWL 2 DL, which is imported when it is asked."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mllm_kg.reasoning.closure import Closure, closure, rules, unsupported
from mllm_kg.reasoning.incremental import Incremental
from mllm_kg.reasoning.rulebook import Rulebook
from mllm_kg.reasoning.rules import Rule

if TYPE_CHECKING:
    from mllm_kg.reasoning.hermit import Reasoned, reason

__all__ = [
    "Closure",
    "Incremental",
    "Reasoned",
    "Rule",
    "Rulebook",
    "closure",
    "reason",
    "rules",
    "unsupported",
]


def __getattr__(name: str) -> Any:
    if name not in ("Reasoned", "reason"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.hermit"), name)
