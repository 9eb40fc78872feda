"""What must hold: SHACL shapes for each entity, queries for what lies between entities, codes that must exist.

* :func:`validate` checks a graph, or files as additions to it, by everything.
* :func:`check_shapes` and :func:`check_quality` check by one kind of rule.
* :class:`Profile` says how bad it is to break each rule.
"""

from __future__ import annotations

from mllm_kg.checks.profile import Profile
from mllm_kg.checks.quality import check_quality
from mllm_kg.checks.shacl import check_shapes
from mllm_kg.checks.validation import Report, validate

__all__ = ["Profile", "Report", "check_quality", "check_shapes", "validate"]
