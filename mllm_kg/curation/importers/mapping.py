"""What headings and keywords of a list stand for: ``--map "HEADING=STRATEGY"``.

A heading is written alone or with those above it (``Tuning > SFT``), whatever its case and accents. It may stand for a
strategy, a frontier, a challenge, a task, a technique or a language; of models and methods for a stage too, of data
resources for a stage or a way of construction. Where an entry stands under several mapped headings, the lowest counts for
each key: the broader ones follow from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.curation.importers.model import SEPARATOR, Entry, Reading, tag
from mllm_kg.errors import UnknownName, UsageError
from mllm_kg.graph import Dataset
from mllm_kg.lookup import fold
from mllm_kg.namespaces import KG
from mllm_kg.nearest import nearest

__all__ = ["Target", "targets"]

_KEYS = {
    "strategy": "uses_strategy",
    "frontier": "addresses",
    "challenge": "addresses",
    "task": "tackles",
    "technique": "employs",
    "language": "covers_language",
}
_MORE_KEYS = {
    "model": {"stage": "trained_at_stage"},
    "method": {"stage": "trained_at_stage"},
    "resource": {"stage": "for_stage", "construction": "constructed_by"},
    "benchmark": {"stage": "for_stage", "construction": "constructed_by"},
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a heading stands for.

    :param path: the heading, with those above it where they are given; folded
    :param key: the key of records under which it is told
    :param value: the value there
    :param rivals: the other headings that are mapped to the same key; folded
    """

    path: tuple[str, ...]
    key: str
    value: str
    rivals: tuple[tuple[str, ...], ...] = ()

    def holds_for(self, entry: Entry) -> bool:
        """Whether an entry stands under the heading, and under no lower one that is mapped to the same key."""
        for path in entry.paths:
            bare = tuple(map(fold, path))
            own = _end(bare, self.path)
            if own and all(_end(bare, rival) <= own for rival in self.rivals):
                return True
        return False


def _end(path: tuple[str, ...], part: tuple[str, ...]) -> int:
    """Return where a part of a path ends in it, counted from 1; 0 when it is no part."""
    size = len(part)
    return next((end for end in range(len(path), size - 1, -1) if path[end - size : end] == part), 0)


def targets(dataset: Dataset, maps: Sequence[str], reading: Reading, kind: str) -> list[Target]:
    """Return what the headings of a list stand for.

    :param dataset: the graph, in which the names are looked up
    :param maps: ``HEADING=NAME``, as the user wrote them
    :param reading: the list
    :param kind: what the list is of
    :raises UsageError: when one is not written like that
    :raises UnknownName: when the list has no such heading, or the graph no such entity
    """
    keys = {**_KEYS, **_MORE_KEYS.get(kind, {})}
    found = []
    for text in maps:
        heading, equals, name = text.rpartition("=")
        if not equals or not heading.strip() or not name.strip():
            raise UsageError(f"{text!r} maps nothing.", hint='Write, for example: --map "Prompting=direct-prompting"')
        path = _known(heading, reading)
        node = dataset.resolve(name.strip(), tuple(keys))
        entity_kind, _, slug = node.value.removeprefix(KG).partition("/")
        found.append(Target(path, keys[entity_kind], _value(dataset, node, entity_kind, slug)))
    return [Target(t.path, t.key, t.value, tuple(o.path for o in found if o.key == t.key)) for t in found]


def _value(dataset: Dataset, node: ox.NamedNode, kind: str, slug: str) -> str:
    if kind in ("frontier", "challenge"):
        return f"{kind}/{slug}"
    return dataset.label(node) or slug if kind in ("task", "technique") else slug


def _known(heading: str, reading: Reading) -> tuple[str, ...]:
    wanted = tuple(fold(part) for part in heading.split(SEPARATOR.strip()))
    paths = dict.fromkeys(reading.paths())
    if any(_end(tuple(map(fold, path)), wanted) for path in paths):
        return wanted
    raise UnknownName("heading of the list", heading.strip(), nearest(heading.strip(), _names(paths)))


def _names(paths: Iterable[tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(name for path in paths for name in (*path, tag(path))))
