"""The closure after a change, at the cost of the change: insertion semi-naive, removal by deletion and re-derivation.

A statement is *sure* when it is confirmed or follows from confirmed ones; what follows only with the help of
unconfirmed ones is *unsure*. Rules are matched triple by triple (:mod:`~mllm_kg.reasoning.matching`).

1. Whatever may rest on a statement that goes, or that was sure and is not any more, is doubted: each doubted triple is
   put into every rule that reads such triples, and what follows there, unless a source states it, is doubted too.
2. The doubted triples go; the changes are made.
3. Each doubted triple that still follows comes back. Each new statement, and each that comes back, is put into every
   rule that reads such triples, sure ones first; what follows there and does not stand yet, or stands and was unsure
   and is now sure, is new as well. When nothing is new, the store is closed.

A triple stands in one graph: one that comes to be stated leaves the inferred ones, and returns when it is stated no
longer and follows still. An unconfirmed statement that follows from confirmed ones stays where it is stated, and counts
as sure (:meth:`Incremental._is_sure`). What follows about things without a name is drawn and, as in
:mod:`~mllm_kg.reasoning.closure`, not kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.errors import InputError
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.matching import bound, matches, unified
from mllm_kg.reasoning.patterns import HIERARCHIES, SAME
from mllm_kg.reasoning.rulebook import Rulebook, filed
from mllm_kg.reasoning.standing import (
    INFERRED_GRAPHS,
    NOT,
    PROVENANCE,
    STATUS,
    SURE,
    SURE_GRAPH,
    UNCONFIRMED,
    UNSURE,
    UNSURE_GRAPH,
    Levels,
    Standing,
    in_graph,
    is_premise,
    normalised,
)

__all__ = ["Incremental", "Inferred"]


@dataclass(frozen=True, slots=True)
class Inferred:
    """How a change changed what follows.

    :param added: the inferred statements that are new
    :param removed: those that are gone
    """

    added: list[ox.Quad]
    removed: list[ox.Quad]


class Incremental:
    """A store that is closed, and stays closed under changes.

    :param store: the store: named graphs, with what follows in ``graph/inferred`` and ``graph/inferred/unconfirmed``
    :param book: the rules
    """

    def __init__(self, store: ox.Store, book: Rulebook) -> None:
        self.store, self.book = store, book
        self._there = Standing(store)
        self._sure: set[ox.Triple] = set()
        self._asked: set[ox.Triple] = set()
        self._waiting: dict[int, deque[ox.Triple]] = {SURE: deque(), UNSURE: deque()}
        self._added: dict[ox.Quad, None] = {}
        self._removed: dict[ox.Quad, None] = {}

    def change(self, removed: Collection[ox.Quad], added: Collection[ox.Quad]) -> Inferred:
        """Take statements out of the store and put others in, with all that follows; return what that was.

        :param removed: stated quads that stand in the store
        :param added: quads to state; a triple that is stated in another graph already is among ``removed``
        :raises InputError: when an added one says that two names are one thing
        """
        gone, come = normalised(removed), normalised(added)
        before, after = self._premises(gone, come)
        doubted = self._doubted({triple: level for triple, level in before.items() if after.get(triple, NOT) > level})
        founded = {triple: before.get(triple) or self._there.founded(triple) for triple in after}
        for quad in gone - come:
            self.store.remove(quad)
        for triple in doubted:
            self._withdraw(triple)
        for quad in come:
            self._withdraw(quad.triple)
        self._there.forget()
        self.store.extend(come)
        for triple, level in after.items():
            if level < founded[triple] or triple in doubted:
                self._waiting[level].append(triple)
        for triple in doubted:
            self._restore(triple)
        self._propagate()
        if any(triple.predicate in HIERARCHIES for triple in before):
            self._restore_terms(before)
        self._there.forget()
        return self._result()

    def _premises(self, gone: set[ox.Quad], come: set[ox.Quad]) -> tuple[Levels, Levels]:
        """Return how well the changed premises were founded by their graphs, and how well they will be.

        The provenance graph is changed already; the named graphs that go are remembered as they were.
        """
        statuses = (quad.subject for quad in gone ^ come if quad.predicate == STATUS and quad.object == UNCONFIRMED)
        told = {name for name in statuses if isinstance(name, ox.NamedNode)}
        flipped = {quad for name in told for quad in self.store.quads_for_pattern(None, None, None, name)} - gone - come
        before = {quad.triple: self._there.level_of(quad.graph_name) for quad in gone | flipped if is_premise(quad)}
        known = self._there.levels
        self._there.forget()
        self.store.extend(quad for quad in come if not is_premise(quad))
        for quad in gone - come:
            if not is_premise(quad):
                self.store.remove(quad)
        after = {quad.triple: self._there.level_of(quad.graph_name) for quad in come | flipped if is_premise(quad)}
        self._there.levels |= known
        for triple in after:
            if triple.predicate == SAME:
                raise InputError(f"The closure does not reason from identity: {triple}")
        return before, after

    def _doubted(self, worse: Levels) -> dict[ox.Triple, None]:
        """Return the triples that may be founded worse without some statements, those among them.

        :param worse: those statements, with how well they were founded
        """
        doubted = dict.fromkeys(worse)
        waiting = deque(doubted)
        while waiting:
            triple = waiting.popleft()
            level = self._reach(triple, worse.get(triple) or self._there.founded(triple))
            for conclusion, _ in self._conclusions(triple):
                if conclusion not in doubted and self._rests(conclusion, level):
                    doubted[conclusion] = None
                    waiting.append(conclusion)
        return doubted

    def _rests(self, triple: ox.Triple, level: int) -> bool:
        """Tell whether a triple stands there only because it follows from something founded at ``level``."""
        standing = [(quad.graph_name, self._there.level(quad)) for quad in self._there.standing(triple)]
        stated = any(found == SURE and name not in (*INFERRED_GRAPHS, PROVENANCE) for name, found in standing)
        return not stated and any(found >= level for _, found in standing)

    def _conclusions(self, triple: ox.Triple) -> Iterator[tuple[ox.Triple, tuple[ox.Quad, ...]]]:
        """Go through what follows from a triple in one step, with the other statements that it rests on."""
        for line, fact in self.book.readers.get(filed(triple), ()):
            binding = unified(fact, triple)
            if binding is None:
                continue
            others = tuple(part for part in line.body if part is not fact)
            for found, premises in matches(others, binding, self._there.look):
                conclusion = bound(line.head, found)
                if conclusion is not None:
                    yield conclusion, premises

    def _foundations(self, triple: ox.Triple) -> Iterator[tuple[ox.Quad, ...]]:
        """Go through the ways in which a triple follows in one step, each the statements that it rests on."""
        for line in self.book.writers.get(filed(triple), ()):
            binding = unified(line.head, triple)
            if binding is not None:
                for _, premises in matches(line.body, binding, self._there.look):
                    yield premises

    def _reach(self, triple: ox.Triple, level: int) -> int:
        """Return how well a triple is founded that stands at ``level``: an unconfirmed statement may follow too."""
        return SURE if level == UNSURE and self._is_sure(triple) else level

    def _premise(self, quad: ox.Quad) -> int:
        level = self._there.level(quad)
        return level if quad.graph_name in INFERRED_GRAPHS else self._reach(quad.triple, level)

    def _is_sure(self, triple: ox.Triple) -> bool:
        """Tell whether a triple that is stated unconfirmed follows from confirmed ones, without itself."""
        if triple in self._sure or self._there.reached.get(triple) == SURE:
            return True
        if triple in self._asked or all(quad.graph_name in INFERRED_GRAPHS for quad in self._there.standing(triple)):
            return False
        self._asked.add(triple)
        try:
            found = any(all(self._premise(quad) == SURE for quad in way) for way in self._foundations(triple))
        finally:
            self._asked.discard(triple)
        if found:
            self._sure.add(triple)
        return found

    def _withdraw(self, triple: ox.Triple) -> None:
        """Take a triple out of the inferred graphs."""
        self._sure.discard(triple)
        self._there.reached.pop(triple, None)
        for name in INFERRED_GRAPHS:
            quad = in_graph(triple, name)
            if quad in self.store:
                self.store.remove(quad)
                self._note(quad, self._removed, self._added)

    @staticmethod
    def _note(quad: ox.Quad, here: dict[ox.Quad, None], there: dict[ox.Quad, None]) -> None:
        if quad in there:
            del there[quad]
        else:
            here[quad] = None

    def _restore(self, triple: ox.Triple) -> None:
        """Let a doubted triple stand again when it still follows in one step."""
        if self._there.founded(triple) != SURE:
            levels = (max(map(self._premise, way), default=SURE) for way in self._foundations(triple))
            level = min(levels, default=NOT)
            if level != NOT:
                self._conclude(triple, level)

    def _propagate(self) -> None:
        """Draw what follows from all that is waiting, sure things first."""
        sure, unsure = self._waiting[SURE], self._waiting[UNSURE]
        while sure or unsure:
            level, triple = (SURE, sure.popleft()) if sure else (UNSURE, unsure.popleft())
            for conclusion, premises in list(self._conclusions(triple)):
                if self._there.founded(conclusion) == SURE:
                    continue
                self._conclude(conclusion, max([level, *map(self._premise, premises)]) if level == SURE else UNSURE)

    def _conclude(self, triple: ox.Triple, level: int) -> None:
        """Let a triple stand that follows, unless it stands already, founded as well."""
        known = min(self._there.founded(triple), self._there.reached.get(triple, NOT))
        if known <= level:
            return
        stated = self._there.stated(triple)
        if stated:
            self._there.reached[triple] = level
        else:
            self._withdraw(triple)
            quad = in_graph(triple, SURE_GRAPH if level == SURE else UNSURE_GRAPH)
            self.store.add(quad)
            self._note(quad, self._added, self._removed)
        self._waiting[level].append(triple)

    def _restore_terms(self, before: Levels) -> None:
        """Let what the ontology itself says about terms stand again when nobody else says it any more."""
        from mllm_kg.reasoning.closure import hierarchies

        ontology = [quad.triple for quad in self.store.quads_for_pattern(None, None, None, graph("ontology"))]
        for triple in before.keys() & set(hierarchies(ontology)):
            if not self._there.stated(triple):
                self._conclude(triple, SURE)

    def _result(self) -> Inferred:
        for quad in [quad for quad in self._added if not _is_named(quad)]:
            self.store.remove(quad)
            del self._added[quad]
        result = Inferred(list(self._added), list(self._removed))
        self._added, self._removed = {}, {}
        return result


def _is_named(quad: ox.Quad) -> bool:
    return not isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.BlankNode)
