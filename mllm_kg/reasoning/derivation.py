"""The cheapest derivation of everything that can be derived: Knuth's generalisation of Dijkstra's algorithm.

What follows, and from what, is a directed hypergraph: each *way* leads from some premises to one conclusion. A
derivation is a tree of ways with givens at its leaves.

1. What is given has its cost.
2. A way whose premises are all settled offers its conclusion for the sum of their costs and its own.
3. The cheapest offer settles its conclusion, for good: a way costs something, so nothing that is still open can come
   cheaper. When no offer is left, what is not settled can't be derived.

A conclusion is settled after its premises, so no derivation rests on itself, however the ways run in circles. The cost
is that of all ways put together (O(n log n)). D. E. Knuth, *A Generalization of Dijkstra's Algorithm*, Information
Processing Letters 6 (1977), 1–5.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

import pyoxigraph as ox

__all__ = ["Cost", "Way", "cheapest"]

_By = TypeVar("_By")

Cost: TypeAlias = tuple[int, int, int]
"""Unconfirmed givens, steps, givens: compared in this order, added up one by one."""


@dataclass(frozen=True, slots=True)
class Way(Generic[_By]):
    """One step: from its premises follows its conclusion.

    :param conclusion: what follows
    :param premises: from what, each once
    :param by: what makes it follow
    :param order: decides between steps that cost the same
    """

    conclusion: ox.Triple
    premises: tuple[ox.Triple, ...]
    by: _By
    order: tuple[str, ...]


def cheapest(givens: Mapping[ox.Triple, Cost], ways: Iterable[Way[_By]]) -> dict[ox.Triple, Way[_By] | None]:
    """Return the last step of a cheapest derivation of each triple that has one; ``None`` where it is given.

    :param givens: the triples that need no derivation, with their costs
    :param ways: the steps; each costs one
    """
    steps = sorted(ways, key=lambda way: way.order)
    open_premises = [len(way.premises) for way in steps]
    readers: defaultdict[ox.Triple, list[int]] = defaultdict(list)
    for number, way in enumerate(steps):
        for premise in way.premises:
            readers[premise].append(number)
    costs: dict[ox.Triple, Cost] = {}
    found: dict[ox.Triple, Way[_By] | None] = {}
    offers: list[tuple[Cost, int, str]] = []
    named = {str(triple): triple for triple in givens}
    for text, triple in named.items():
        offers.append((givens[triple], -1, text))
    offers += [(_sum(way, costs), number, "") for number, way in enumerate(steps) if not way.premises]
    heapq.heapify(offers)
    while offers:
        cost, number, text = heapq.heappop(offers)
        triple = named[text] if number < 0 else steps[number].conclusion
        if triple in found:
            continue
        found[triple], costs[triple] = (None if number < 0 else steps[number]), cost
        for reader in readers[triple]:
            open_premises[reader] -= 1
            if not open_premises[reader]:
                heapq.heappush(offers, (_sum(steps[reader], costs), reader, ""))
    return found


def _sum(way: Way[_By], costs: Mapping[ox.Triple, Cost]) -> Cost:
    parts = [costs[premise] for premise in way.premises]
    return sum(part[0] for part in parts), 1 + sum(part[1] for part in parts), sum(part[2] for part in parts)
