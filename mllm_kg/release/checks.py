"""What must hold before a release is made, cheapest first. The first that fails ends it, and nothing is written.

1. The places that state the version agree (:mod:`mllm_kg.release.versions`).
2. No IRI of the release before is gone (:mod:`mllm_kg.release.changes`).
3. The graph conforms to the shapes and to the rules across entities.
4. The rules about the ontology and the shapes find nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mllm_kg.errors import NotReleasable
from mllm_kg.findings import Finding, Severity

if TYPE_CHECKING:
    from mllm_kg.api import KnowledgeGraph

__all__ = ["conforms", "well_made"]

_MOST = 10


def conforms(kg: KnowledgeGraph) -> None:
    """Check the graph by the shapes and the rules across entities.

    :raises NotReleasable: when something violates one
    :raises UnreadableInput: when a shape or a rule can't be read
    """
    found = [finding for finding in kg.validate().findings if finding.severity is Severity.VIOLATION]
    _refuse("The graph does not conform", found, "mllm-kg validate")


def well_made(kg: KnowledgeGraph) -> None:
    """Check the ontology and the shapes by the rules about them.

    :raises NotReleasable: when one finds something
    :raises UnreadableInput: when a rule or a shape can't be read
    """
    from mllm_kg.lint import lint

    _refuse("The ontology and the shapes have findings", lint(kg, kg.assets), "mllm-kg lint")


def _refuse(reason: str, found: Sequence[Finding], command: str) -> None:
    if found:
        more = [f"and {len(found) - _MOST:,} more"] if len(found) > _MOST else []
        told = [" ".join(str(finding).split()) for finding in found[:_MOST]]
        raise NotReleasable(f"{reason}; {command} tells more.", [*told, *more])
