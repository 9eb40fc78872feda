"""A snapshot made of the one before it, at the cost of what changed between their sources.

1. The statements of the sources are compared with those that the snapshot before was made of, line by line in N-Quads.
2. The index of the snapshot before is linked into a new folder: its tables are never changed, only replaced.
3. What came and went is put in and taken out there, with all that follows (:mod:`mllm_kg.reasoning.incremental`).

The result is the dataset that building everything anew would give. Where that is not certain, nothing is made here, and
everything is built anew: when the ontology changed or the code that draws conclusions did, when much changed, or when
the snapshot before is not whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.namespaces import graph
from mllm_kg.overlay import drop_empty, linked
from mllm_kg.reasoning.clashbook import CLASHES
from mllm_kg.reasoning.incremental import Incremental
from mllm_kg.reasoning.rulebook import RULES, Rulebook
from mllm_kg.reasoning.standing import INFERRED_GRAPHS
from mllm_kg.snapshot import Damaged, open_snapshot, reasoner_digest

__all__ = ["LINES", "MOST", "lines_of", "renewed"]

LINES = "statements.nq"
"""The file beside a snapshot in the cache that has its statements, as sorted lines of N-Quads."""
MOST = 5000
"""From how many changed statements on building everything is faster."""

_INFERRED = tuple(f" {name} .\n".encode() for name in INFERRED_GRAPHS)
_ONTOLOGY = f" {graph('ontology')} .\n".encode()


def lines_of(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Return statements as lines of N-Quads, sorted by their bytes."""
    return sorted((ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))


def renewed(before: Path, stated: Sequence[ox.Quad], target: Path) -> list[bytes] | None:
    """Make the index and the rules of a snapshot out of an earlier one.

    :param before: the folder of the earlier one, in the cache
    :param stated: everything that the sources state now
    :param target: the folder to fill, which exists and is empty
    :returns: all statements of the new one, as sorted lines of N-Quads; ``None`` when everything is to be built anew,
        and then ``target`` is empty still
    """
    known = _statements(before)
    if known is None:
        return None
    inferred = {line for line in known if line.endswith(_INFERRED)}
    was, now = known - inferred, frozenset(lines_of(stated))
    removed, added = was - now, now - was
    if len(removed) + len(added) > MOST or any(line.endswith(_ONTOLOGY) for line in removed | added):
        return None
    book = Rulebook.beside(before / "store")
    if book is None or not (before / CLASHES).is_file():
        return None
    (target / "store").mkdir()
    linked(before / "store", target / "store")
    store = ox.Store(str(target / "store"))
    gone = _quads(removed)
    change = Incremental(store, book).change(gone, _quads(added))
    drop_empty(store, (*gone, *change.removed))
    store.flush()
    del store
    for name in (RULES, CLASHES):
        (target / name).write_bytes((before / name).read_bytes())
    follows = inferred.difference(lines_of(change.removed)).union(lines_of(change.added))
    return sorted((*now, *follows))


def _statements(folder: Path) -> frozenset[bytes] | None:
    """Return the statements of a snapshot that is whole and was closed by the code that runs now, else ``None``."""
    try:
        manifest = open_snapshot(folder).manifest
        content = (folder / LINES).read_bytes()
    except (Damaged, OSError):
        return None
    if manifest.reasoner != reasoner_digest() or hashlib.sha256(content).hexdigest() != manifest.dataset:
        return None
    return frozenset(content.splitlines(keepends=True))


def _quads(lines: Iterable[bytes]) -> list[ox.Quad]:
    return list(ox.parse(b"".join(sorted(lines)), format=ox.RdfFormat.N_QUADS))
