"""Reasoning: the closure under OWL 2 RL, and HermiT for the whole of OWL 2 DL."""

from __future__ import annotations

from mllm_kg.reasoning.closure import Closure, closure, rules, unsupported
from mllm_kg.reasoning.hermit import Reasoned, reason
from mllm_kg.reasoning.rules import Rule

__all__ = ["Closure", "Reasoned", "Rule", "closure", "reason", "rules", "unsupported"]
