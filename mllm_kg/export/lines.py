"""N-Triples and N-Quads: a statement a line, sorted by code point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mllm_kg.export.arrange import canonical, merged

__all__ = ["nquads", "ntriples"]


def ntriples(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Write the statements of all graphs in N-Triples."""
    return nquads(merged(quads))


def nquads(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Write a dataset in N-Quads."""
    return (f"{line} .\n" for line in sorted({str(quad) for quad in canonical(quads)}))
