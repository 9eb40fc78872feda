"""RDF files of strangers: every statement with its place, every mistake with a plain sentence, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mllm_kg.inputs.rdf.formats import FORMATS, SUFFIXES

if TYPE_CHECKING:
    from mllm_kg.inputs.rdf.reading import read_rdf_input

__all__ = ["FORMATS", "SUFFIXES", "read_rdf_input"]


def __getattr__(name: str) -> Any:
    """Load the readers when the first RDF file is read; records need none of them."""
    if name != "read_rdf_input":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mllm_kg.inputs.rdf.reading import read_rdf_input

    return read_rdf_input
