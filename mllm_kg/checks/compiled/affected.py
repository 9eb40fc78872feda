"""Which entities a change can have given other verdicts: what is to be judged costs as much as the change, not the graph.

A verdict depends on what the shape reads. So a shape is asked anew about

1. the subjects of changed statements of a property that its path or a comparison reads, or the objects where the path
   runs against the property;
2. entities whose stated type changed, when it is about that type;
3. for ``sh:class``, what leads along its path to an entity whose stated type changed.

What refers to a changed entity in other ways is not asked about: thousands of entities refer to English. A change of the
ontology's subclasses may concern everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mllm_kg.checks.compiled.classes import SUBCLASS, TYPE, Classes, counts
from mllm_kg.checks.compiled.paths import Step
from mllm_kg.checks.shapes import Term
from mllm_kg.graph import Dataset

if TYPE_CHECKING:
    from mllm_kg.checks.compiled.compiler import Judgement

__all__ = ["Affected", "Changes"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change does to a dataset.

    :param added: the statements that it has after the change and not before
    :param removed: the statements that it had before and not after
    """

    added: Collection[ox.Quad] = ()
    removed: Collection[ox.Quad] = ()


class Affected:
    """Tells which entities a shape has to be asked about.

    :param dataset: the data, before or after the change
    :param classes: its classes
    :param changes: the change
    """

    def __init__(self, dataset: Dataset, classes: Classes, changes: Changes) -> None:
        self._store, self._classes = dataset.store, classes
        self._ends: dict[Step, set[Term]] = {}
        self._types: dict[Term, set[Term]] = {}
        self.everything = False
        for quad in _different(changes):
            self._note(quad)
        self._referring: dict[tuple[Step, Term], frozenset[Term]] = {}

    def _note(self, quad: ox.Quad) -> None:
        if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
            return
        self.everything |= quad.predicate == SUBCLASS
        self._ends.setdefault(Step(quad.predicate.value), set()).add(quad.subject)
        self._ends.setdefault(Step(quad.predicate.value, inverse=True), set()).add(quad.object)
        if quad.predicate == TYPE and counts(quad):
            self._types.setdefault(quad.object, set()).add(quad.subject)

    def by(self, judgement: Judgement) -> set[Term]:
        """Return the entities that a shape has to be asked about; it need not be about all of them."""
        found: set[Term] = set()
        for step in judgement.steps:
            found |= self._ends.get(step, set())
        for target in judgement.rule.targets:
            if target.kind == "targetClass":
                found |= self._retyped(target.term)
            elif target.kind != "targetNode":
                found |= self._ends.get(Step(target.term.value, target.kind == "targetObjectsOf"), set())
        for kind in judgement.kinds:
            found |= self._retyped(kind)
            for step in judgement.steps:
                found |= self._leading(step, kind)
        return found

    def _retyped(self, wanted: Term) -> set[Term]:
        """Return the entities of which it changed whether they are stated to belong to a class or a subclass."""
        below = self._classes.below(wanted)
        return {entity for type_, entities in self._types.items() if type_ in below for entity in entities}

    def _leading(self, step: Step, kind: Term) -> frozenset[Term]:
        """Return what leads to such entities along a step."""
        found = self._referring.get((step, kind))
        if found is None:
            found = frozenset(start for entity in self._retyped(kind) for start in self._starts(step, entity))
            self._referring[step, kind] = found
        return found

    def _starts(self, step: Step, end: Term) -> Iterator[Term]:
        predicate = ox.NamedNode(step.predicate)
        if not step.inverse:
            found: Iterable[object] = (q.subject for q in self._store.quads_for_pattern(None, predicate, end, None))
        elif isinstance(end, ox.Literal):
            return
        else:
            found = (q.object for q in self._store.quads_for_pattern(end, predicate, None, None))
        yield from (start for start in found if isinstance(start, ox.NamedNode | ox.BlankNode | ox.Literal))


def _different(changes: Changes) -> list[ox.Quad]:
    """Return the statements whose effect changes: not those that only move from one named graph to another."""

    def effects(quads: Iterable[ox.Quad]) -> Mapping[tuple[ox.Triple, bool], ox.Quad]:
        return {(quad.triple, counts(quad)): quad for quad in quads}

    added, removed = effects(changes.added), effects(changes.removed)
    return [quad for key, quad in (*added.items(), *removed.items()) if key not in added or key not in removed]
