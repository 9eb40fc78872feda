"""HermiT says whether the graph is consistent under OWL 2 DL, and which classes can have no member.

owlready2 carries HermiT. It classifies the ontology: see :mod:`~mllm_kg.reasoning.classification`. For the graph as a
whole its call has HermiT work out the most special classes of every individual, which does not come to an end on a
graph of our size, and is not needed. So HermiT is asked directly (:mod:`~mllm_kg.reasoning.engine`):

1. Every class in which nothing is said to be gets a witness, and everything that the closure does not put into a class
   is said not to be in it (:mod:`~mllm_kg.reasoning.comparison`). If all is consistent together, that is the whole
   answer: each class has a member somewhere, and the closure misses no membership.
2. If not, the witnesses are asked about alone. If that is not consistent either, HermiT says whether the graph alone
   is, and which classes the axioms alone make unsatisfiable.
3. If the graph is consistent and witnesses for the remaining classes still are not, each of them is asked about.
4. What the closure misses is looked for, within the time that is left.

For a graph that is inconsistent, :mod:`~mllm_kg.reasoning.clashes` looks for what a person can mend, and
:mod:`~mllm_kg.reasoning.justification` for the fewest statements where it finds nothing.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from mllm_kg.reasoning.classification import classify
from mllm_kg.reasoning.comparison import Comparison, Conclusions, compared, unmentioned
from mllm_kg.reasoning.engine import Engine, java
from mllm_kg.reasoning.owl2dl import Knowledge, read
from mllm_kg.reasoning.patterns import RDF_TYPE

__all__ = ["Reasoned", "java", "reason"]


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What the reasoner found.

    :param consistent: whether the statements can all hold together
    :param unsatisfiable: the IRIs of the classes that can have no member
    :param subclasses: which class turns out narrower than which, beyond what the ontology says, as pairs of IRIs
    :param comparison: what it finds beyond the closure, where that was asked for and the graph is consistent
    :param statements: how many statements OWL 2 DL understands; annotations are not among them
    :param seconds: how long it took
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    subclasses: tuple[tuple[str, str], ...]
    comparison: Comparison | None
    statements: int
    seconds: float


class HasQuads(Protocol):
    """A dataset: something with statements in named graphs."""

    def quads(self) -> Iterable[ox.Quad]:
        """Go through the statements."""
        ...


def reason(graph: HasQuads | Iterable[ox.Triple], conclusions: Iterable[ox.Triple] | None = None) -> Reasoned:
    """Ask HermiT about ontology and instances together.

    :param graph: both of them, as a dataset or as triples
    :param conclusions: what the closure concludes from them; when it is given, HermiT's answers are compared with it
    :raises InputError: when a literal is not of its datatype, or an axiom breaks a global restriction of OWL 2 DL
    :raises JavaMissing: when there is no Java
    :raises NotAvailable: when HermiT fails, or needs more time or memory than the settings allow
    """
    started = time.monotonic()
    engine = Engine()
    knowledge = read(graph if isinstance(graph, Iterable) else (quad.triple for quad in graph.quads()))
    known = None if conclusions is None else Conclusions(knowledge, conclusions)
    consistent, unsatisfiable, complete = _judge(engine, knowledge, known)
    subclasses: tuple[tuple[str, str], ...] = ()
    comparison = None
    if consistent:
        subclasses = classify(knowledge.axioms, engine.java, engine.memory, engine.left) or ()
        if known is not None:
            comparison = compared(engine, knowledge, known, subclasses, unsatisfiable, complete=complete)
    return Reasoned(
        consistent,
        tuple(sorted(unsatisfiable)),
        subclasses,
        comparison,
        len(knowledge.axioms) + len(knowledge.assertions),
        time.monotonic() - started,
    )


def _judge(engine: Engine, knowledge: Knowledge, known: Conclusions | None) -> tuple[bool, Collection[str], bool]:
    """Return whether all can hold, which classes can have no member, and whether the closure misses no membership."""
    everything = (*knowledge.axioms, *knowledge.assertions)
    uninhabited = knowledge.uninhabited
    inhabited = (*everything, *_witnesses(uninhabited))
    if known is not None and engine.is_consistent((*inhabited, *unmentioned(known.missing))):
        return True, (), True
    if engine.is_consistent(inhabited):
        return True, (), False
    by_axioms = (
        engine.unsatisfiable(knowledge.axioms, knowledge.classes) if knowledge.classes else None
    ) or frozenset()
    if not uninhabited or not engine.is_consistent(everything):
        return False, by_axioms, False
    remaining = uninhabited - by_axioms
    if engine.is_consistent((*everything, *_witnesses(remaining))):
        return True, by_axioms, False
    return True, by_axioms | (engine.unsatisfiable(everything, remaining) or frozenset()), False


def _witnesses(classes: Iterable[str]) -> list[ox.Triple]:
    """Return one nameless member for each class."""
    return [ox.Triple(ox.BlankNode(), RDF_TYPE, ox.NamedNode(name)) for name in sorted(classes)]
