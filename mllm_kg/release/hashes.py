"""A hash of what a graph says, whatever file it is written in.

RDF Dataset Canonicalization (RDFC-1.0, W3C Recommendation, 21 May 2024) gives each dataset one form: blank nodes get
labels that depend on nothing but the statements, each statement is a line of canonical N-Quads, the lines are sorted by
code point. The hash is the SHA-256 of that form, in UTF-8. Two files have the same hash just when they say the same.

The engine labels the blank nodes; the tests hold it and the form of the lines to the W3C's own examples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox

__all__ = ["canonical_form", "rdfc10_hash", "without_names"]


def canonical_form(quads: Iterable[ox.Quad]) -> str:
    """Return a dataset in the canonical form of RDFC-1.0 (section 4.4.3, with the lines sorted as section 5 says)."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def rdfc10_hash(quads: Iterable[ox.Quad]) -> str:
    """Return the SHA-256 of the canonical form of a dataset, in hexadecimal."""
    return hashlib.sha256(canonical_form(quads).encode()).hexdigest()


def without_names(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the statements of all graphs as one graph without a name."""
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
