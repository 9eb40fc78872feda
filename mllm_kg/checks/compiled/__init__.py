"""The shapes as SPARQL 1.1 queries, one for each constraint of each shape.

* :mod:`~mllm_kg.checks.compiled.values` and :mod:`~mllm_kg.checks.compiled.components`: one small function for each
  constraint component of SHACL
* :mod:`~mllm_kg.checks.compiled.paths` and :mod:`~mllm_kg.checks.compiled.targets`: where values are, whom a shape is
  about
* :mod:`~mllm_kg.checks.compiled.compiler`: shapes become checks
* :mod:`~mllm_kg.checks.compiled.affected`: which entities a change can have given other verdicts
* :mod:`~mllm_kg.checks.compiled.run`: the checks are asked
"""

from __future__ import annotations

from mllm_kg.checks.compiled.affected import Changes
from mllm_kg.checks.compiled.compiler import Compiled, compile_shapes
from mllm_kg.checks.compiled.run import judge

__all__ = ["Changes", "Compiled", "compile_shapes", "judge"]
