"""A rule across entities, narrowed to a change: it costs as much as the change, not as much as the graph.

1. The changed statements are filed under what rules read: their property or, for a type, the class.
2. A rule that reads nothing of what changed need not be asked.
3. For the others, the changed statements that they read tell which entities and named graphs to begin with; the rule's
   own property paths lead from there to the entities about which it may judge anew.

Things without a name can't be listed in a query, and many thousands had better not be: then the whole graph is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from mllm_kg.checks.compiled.affected import Changes
from mllm_kg.checks.rules import ANY_TYPE, QualityRule
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, PREFIXES, graph, term

__all__ = ["Narrowing"]

MOST = 5_000
"""From how many changed statements on the whole graph is judged."""

_PROVENANCE = graph("provenance")
_STATUS = term("evidenceStatus")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


class Narrowing:
    """Narrows rules to a change.

    :param dataset: the data, before or after the change
    :param changes: the change
    """

    def __init__(self, dataset: Dataset, changes: Changes) -> None:
        self._store = dataset.store
        self._filed: dict[str, list[ox.Quad]] = {}
        self._all = list(dict.fromkeys((*changes.added, *changes.removed)))
        self._all += self._in_judged_anew()
        self.possible = len(self._all) <= MOST and all(isinstance(quad.subject, ox.NamedNode) for quad in self._all)
        for quad in self._all:
            self._filed.setdefault(_key(quad), []).append(quad)
            if quad.predicate == _TYPE:
                self._filed.setdefault(ANY_TYPE, []).append(quad)

    def _in_judged_anew(self) -> list[ox.Quad]:
        """Return the statements of the named graphs of which it changed how well they are founded."""
        names = {quad.subject for quad in self._all if quad.predicate == _STATUS}
        named = (name for name in names if isinstance(name, ox.NamedNode))
        return [quad for name in named for quad in self._store.quads_for_pattern(None, None, None, name)]

    def query(self, rule: QualityRule) -> str | None:
        """Return the query that judges the change by a rule; ``None`` when the rule reads nothing of it."""
        if not self.possible or not rule.is_narrow:
            return rule.everywhere
        quads = self._all if rule.reads is None else [q for key in rule.reads for q in self._filed.get(key, ())]
        if not quads:
            return None
        changed = tuple(sorted(set(_changed(quads))))
        touched = tuple(sorted({*changed, *_named(quads)}))
        return rule.among(lambda which, path: self._listed(changed if which == "changed" else touched, path))

    def _listed(self, beginning: tuple[str, ...], path: str) -> list[str]:
        """Return what to begin with, and what leads there along a property path."""
        if not path:
            return list(beginning)
        listed = " ".join(beginning)
        found: Any = self._store.query(
            f"SELECT DISTINCT ?found WHERE {{ VALUES ?changed {{ {listed} }} ?found {path} ?changed }}",
            prefixes=PREFIXES,
            use_default_graph_as_union=True,
        )
        return sorted({*beginning, *(str(row["found"]) for row in found if isinstance(row["found"], ox.NamedNode))})


def _key(quad: ox.Quad) -> str:
    if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode):
        return quad.object.value
    return quad.predicate.value


def _changed(quads: Iterable[ox.Quad]) -> Iterator[str]:
    for quad in quads:
        yield str(quad.subject)
        if quad.graph_name != _PROVENANCE and isinstance(quad.graph_name, ox.NamedNode):
            yield str(quad.graph_name)


def _named(quads: Iterable[ox.Quad]) -> Iterator[str]:
    for quad in quads:
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(KG):
            yield str(quad.object)
