"""The quality of the ontology and of the shapes, rule by rule.

* :mod:`~mllm_kg.lint.judging`: all rules are asked, and what they find gets its severity and its place
* :mod:`~mllm_kg.lint.model`: a rule, what it finds, and what it is asked about
* :mod:`~mllm_kg.lint.queries`: rules as files, ``queries/lint/<rule>.rq``
* :mod:`~mllm_kg.lint.patterns`: rules about what the data shows and the ontology does not say
* :mod:`~mllm_kg.lint.conclusions`: rules about what follows, and about the form of shapes
"""

from __future__ import annotations

from mllm_kg.lint.judging import PROFILE, lint, load_rules
from mllm_kg.lint.model import Breach, Inspected, LintRule

__all__ = ["PROFILE", "Breach", "Inspected", "LintRule", "lint", "load_rules"]
