"""Clashes, each with a minimal set of stated triples that can't hold together, and the axioms by which they can't.

1. The triples that clash are explained (:mod:`~mllm_kg.reasoning.explanation`); what their proofs end in clashes, by the
   axioms of the clash and of the proofs.
2. Of these, what the clash does not need is left out (:func:`~mllm_kg.reasoning.contraction.contracted`): from the rest
   the same triples follow.

What is left is minimal: without any one of its statements, that clash is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.clashes import Clash, clashes_in
from mllm_kg.reasoning.closure import rules_of
from mllm_kg.reasoning.contraction import contracted
from mllm_kg.reasoning.explanation import Explainer, Proof
from mllm_kg.reasoning.lineage import Lineage
from mllm_kg.reasoning.rules import Rule, fixpoint

__all__ = ["Culprits", "Detective", "culprits"]

_ONTOLOGY = graph("ontology")


@dataclass(frozen=True, slots=True)
class Culprits:
    """A clash with its causes.

    :param clash: what can't be
    :param statements: a minimal set of stated triples by which it is; none when nobody looked
    :param axioms: the axioms as they are written by which it can't be
    """

    clash: Clash
    statements: tuple[ox.Triple, ...]
    axioms: tuple[ox.Triple, ...]


def culprits(dataset: Dataset, most: int = 20) -> list[Culprits]:
    """Return the clashes in a closed dataset with their causes.

    :param dataset: the dataset, with its ontology in ``graph/ontology``
    :param most: how many clashes are looked into; the others are told without causes
    """
    return Detective(dataset).all(clashes_in(dataset), most)


class Detective:
    """Finds out by which statements a closed dataset clashes. It begins to work when it is asked.

    :param dataset: the dataset, with its ontology in ``graph/ontology``
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def all(self, clashes: Sequence[Clash], most: int = 20) -> list[Culprits]:
        """Return clashes with their causes; of those beyond ``most``, none are looked for."""
        return [self.of(clash) for clash in clashes[:most]] + [Culprits(clash, (), ()) for clash in clashes[most:]]

    def of(self, clash: Clash) -> Culprits:
        """Return a clash with its causes."""
        proofs = [proof for triple in clash.triples if (proof := self._explainer.explain(triple)) is not None]
        leaves = dict.fromkeys(leaf.triple for proof in proofs for leaf in proof.leaves if leaf.graphs)
        background = [axiom for axiom in self._axioms if axiom not in leaves]
        statements = contracted(lambda some: self._follow([*background, *some], clash.triples), list(leaves))
        axioms = dict.fromkeys((*self._written(clash.axioms), *(axiom for proof in proofs for axiom in _axioms(proof))))
        return Culprits(clash, tuple(statements), tuple(axioms))

    @cached_property
    def _axioms(self) -> list[ox.Triple]:
        return [quad.triple for quad in self._dataset.quads([_ONTOLOGY])]

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self._dataset)

    @cached_property
    def _lineage(self) -> Lineage:
        return Lineage(self._explainer.schema, frozenset(self._axioms))

    def told(self, axiom: ox.Triple) -> str:
        """Return an axiom of the ontology in one sentence."""
        return self._explainer.told(axiom)

    def _written(self, axioms: Sequence[ox.Triple]) -> Iterator[ox.Triple]:
        """Go through the axioms as they are written behind those of the closed ontology."""
        for axiom in axioms:
            origin = self._lineage.of(axiom)
            yield from origin.axioms if origin is not None else (axiom,)

    def _follow(self, statements: Sequence[ox.Triple], triples: Sequence[ox.Triple]) -> bool:
        """Tell whether triples follow from some statements by the rules that the ontology makes."""
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in statements)
        wanted = [ox.Quad(*triple) for triple in triples]
        if not all(quad in store for quad in wanted):
            fixpoint(store, self._rules)
        return all(quad in store for quad in wanted)

    @cached_property
    def _rules(self) -> list[Rule]:
        return rules_of(self._explainer.schema)


def _axioms(proof: Proof) -> Iterator[ox.Triple]:
    for node in proof.nodes():
        yield from node.axioms
