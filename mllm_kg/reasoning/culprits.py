"""Clashes, each with a minimal set of stated triples that can't hold together.

1. The triples that clash are explained (:mod:`~mllm_kg.reasoning.explanation`); what their proofs end in clashes.
2. Of these, one after the other is left out for good when the rest clashes just the same.

What is left is minimal: without any one of its statements, that clash is gone.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mllm_kg.findings import Sentence
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.clashes import Clash, clashes, clashing
from mllm_kg.reasoning.explanation import Explainer
from mllm_kg.reasoning.standing import INFERRED_GRAPHS

__all__ = ["culprits"]

_ONTOLOGY = graph("ontology")


def culprits(dataset: Dataset, most: int = 20) -> list[Clash]:
    """Return the clashes in a closed dataset, each with a minimal set of stated triples that clash.

    :param dataset: the dataset, with its ontology in ``graph/ontology``
    :param most: how many clashes are looked into; the others are told without statements
    """
    axioms = [quad.triple for quad in dataset.quads([_ONTOLOGY])]
    stated = (quad.triple for quad in dataset.quads() if quad.graph_name not in (_ONTOLOGY, *INFERRED_GRAPHS))
    explainer = Explainer(dataset)
    return [
        (sentence, _least(axioms, _leaves(explainer, triples), sentence) if number < most else ())
        for number, (sentence, triples) in enumerate(clashing(axioms, stated))
    ]


def _leaves(explainer: Explainer, triples: tuple[ox.Triple, ...]) -> list[ox.Triple]:
    return list(dict.fromkeys(leaf for triple in triples for leaf in _proven(explainer, triple)))


def _proven(explainer: Explainer, triple: ox.Triple) -> Iterator[ox.Triple]:
    proof = explainer.explain(triple)
    if proof is not None:
        yield from (leaf.triple for leaf in proof.leaves if leaf.graphs)


def _least(axioms: list[ox.Triple], triples: list[ox.Triple], sentence: Sentence) -> tuple[ox.Triple, ...]:
    """Leave out what the clash does not need."""
    for triple in list(triples):
        fewer = [other for other in triples if other != triple]
        if sentence in clashes(axioms, fewer):
            triples = fewer
    return tuple(triples)
