"""The checks are asked: of all entities, of some, or of those that a change can have given other verdicts.

When all are judged, the engine answers as many queries at once as there are processors; it needs no Python for that.
When some are, each shape is asked only about those that it is about and, after a change, that it may judge anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from mllm_kg.checks.compiled.affected import Affected, Changes
from mllm_kg.checks.compiled.classes import Classes
from mllm_kg.checks.compiled.compiler import Compiled, Judgement, Query
from mllm_kg.checks.compiled.targets import Aims
from mllm_kg.checks.shapes import Result, Term
from mllm_kg.graph import Dataset

__all__ = ["judge"]

MOST = 2_000
"""From how many entities on it is cheaper to judge all and to keep what is about them."""


def judge(
    dataset: Dataset, compiled: Compiled, classes: Classes, focus: Changes | Collection[str] | None = None
) -> list[Result]:
    """Judge a dataset by shapes.

    :param dataset: the data, closed under the ontology, and the ontology itself
    :param compiled: the shapes
    :param classes: the classes of the data
    :param focus: the IRIs of the entities to judge, or a change; ``None`` judges all
    """
    if isinstance(focus, Changes):
        affected = Affected(dataset, classes, focus)
        if not affected.everything:
            return list(_some(dataset, compiled, classes, affected.by))
    elif focus is not None:
        entities = {ox.NamedNode(iri) for iri in focus}
        return list(_some(dataset, compiled, classes, lambda judgement: entities))
    return list(_all(dataset, [query for judgement in compiled.judgements for query in judgement.queries()]))


def _all(dataset: Dataset, queries: Iterable[Query]) -> Iterator[Result]:
    from concurrent.futures import ThreadPoolExecutor

    def answer(query: Query) -> list[Result]:
        return list(_results(dataset, query))

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for results in pool.map(answer, queries):
            yield from results


def _some(
    dataset: Dataset, compiled: Compiled, classes: Classes, chosen: Callable[[Judgement], Collection[Term]]
) -> Iterator[Result]:
    aims = Aims(dataset, classes)
    for judgement in compiled.judgements:
        entities = {entity for entity in chosen(judgement) if aims.include(judgement.rule, entity)}
        if not entities:
            continue
        if len(entities) > MOST or any(isinstance(entity, ox.BlankNode) for entity in entities):
            found = _all(dataset, judgement.queries())
            yield from (result for result in found if result.focus in entities)
        else:
            for query in judgement.queries(sorted(entities, key=str)):
                yield from _results(dataset, query)


def _results(dataset: Dataset, query: Query) -> Iterator[Result]:
    solutions: Any = dataset.store.query(query.text, use_default_graph_as_union=True)
    valued = len(solutions.variables) > 1
    for row in solutions:
        yield Result(query.rule, query.component, row["focus"], row["value"] if valued else None)
