"""Many records become one dataset in which every triple stands in exactly one named graph.

* :func:`assemble`: all records at once, as a build does it
* :func:`within`: a few records and other files, within the graph that there is
* :mod:`~mllm_kg.assemble.mistakes`: what records say of each other that can't be
"""

from __future__ import annotations

from mllm_kg.assemble.dataset import assemble, strategies_by_code
from mllm_kg.assemble.names import NAMES_GRAPH
from mllm_kg.assemble.provenance import PROVENANCE_GRAPH
from mllm_kg.assemble.within import Restatement, within

__all__ = ["NAMES_GRAPH", "PROVENANCE_GRAPH", "Restatement", "assemble", "strategies_by_code", "within"]
