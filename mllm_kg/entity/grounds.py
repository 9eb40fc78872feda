"""What a stated triple rests on: its named graphs as sources, with the line of the record where that is known.

A record is read only when one of its statements is asked for.
"""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.checks.places import Locator
from mllm_kg.entity.evidence import Evidence
from mllm_kg.entity.model import Source
from mllm_kg.findings import Finding, Severity
from mllm_kg.graph import Dataset
from mllm_kg.reasoning.standing import STATUS, in_graph

__all__ = ["Grounds"]


class Grounds:
    """Finds the evidence of stated triples.

    :param dataset: the graph
    :param assets: the sources, in which its records are
    """

    def __init__(self, dataset: Dataset, assets: Assets) -> None:
        self._dataset = dataset
        self._locator = Locator(dataset, assets)

    def of(self, triple: ox.Triple, graphs: tuple[ox.NamedNode, ...]) -> list[Source]:
        """Return the sources of a triple, the first where it stands, then those that state it too.

        The ``record`` of the first is a place in a file, ``file:line:column``, where the statement is found there.

        :param graphs: the named graphs that it stands in
        """
        if not isinstance(triple.subject, ox.NamedNode):
            return []
        evidence = Evidence(self._dataset, triple.subject)
        numbers = [number for name in graphs for number in evidence.of(in_graph(triple, name))[1]]
        found = [self._told(evidence.sources[number - 1]) for number in dict.fromkeys(numbers)]
        place = self._place(triple) if found and found[0].record else None
        if place is not None and place.rpartition(":")[0].startswith(found[0].record or ""):
            found[0] = replace(found[0], record=place)
        return found

    def _told(self, source: Source) -> Source:
        """Return a source as it is; of a graph that says nothing of its status, only that it states something."""
        status = self._dataset.store.quads_for_pattern(ox.NamedNode(source.graph), STATUS, None, None)
        return source if any(status) else replace(source, status="stated")

    def _place(self, triple: ox.Triple) -> str | None:
        focus = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else None
        thing = triple.object
        value = thing.value if isinstance(thing, ox.NamedNode | ox.Literal) else None
        asked = Finding("", Severity.INFO, "", focus=focus, path=triple.predicate.value, value=value)
        place = self._locator.placed(asked).location
        return str(place) if place is not None else None
