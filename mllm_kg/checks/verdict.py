"""What reasoning says of a graph, or of files as additions to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mllm_kg.findings import Finding
from mllm_kg.namespaces import curie
from mllm_kg.reasoning.patterns import RDF_TYPE

if TYPE_CHECKING:
    from mllm_kg.reasoning.comparison import Comparison

__all__ = ["REASONERS", "Verdict", "Wider"]

REASONERS = ("rl", "hermit")
"""Who may be asked: the rules of OWL 2 RL, or HermiT for all of OWL 2 DL."""


@dataclass(frozen=True, slots=True)
class Wider:
    """A class with what it turns out to be narrower than.

    :param name: its IRI
    :param broader: the IRIs of the nearest classes above it that nobody stated
    :param members: how many members it has
    """

    name: str
    broader: tuple[str, ...]
    members: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What reasoning says.

    :param reasoner: who was asked, one of ``REASONERS``
    :param consistent: whether the statements can all hold together
    :param findings: what is wrong, and what is worth a look
    :param statements: how many statements were judged
    :param hierarchy: the classes that turn out narrower than others
    :param following: what newly follows from the additions, sorted; nothing when the graph itself is judged
    :param gone: what no longer follows since records were replaced, sorted
    :param judged: the names of the files that were judged as additions
    :param comparison: what HermiT finds beyond the closure, where it was asked and finds the graph consistent
    :param answered: whether who was asked could judge at all
    """

    reasoner: str
    consistent: bool
    findings: tuple[Finding, ...]
    statements: int
    hierarchy: tuple[Wider, ...] = ()
    following: tuple[ox.Triple, ...] = ()
    gone: tuple[ox.Triple, ...] = ()
    judged: tuple[str, ...] = ()
    comparison: Comparison | None = None
    answered: bool = True

    @property
    def counts(self) -> dict[str, int]:
        """How many statements newly follow, by class (``a mllm:OpenModel``) and by property, most first."""
        found = Counter(map(_about, self.following))
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _about(triple: ox.Triple) -> str:
    if triple.predicate == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
        return f"a {curie(triple.object.value)}"
    return curie(triple.predicate.value)
