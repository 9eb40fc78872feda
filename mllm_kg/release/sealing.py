"""The last two files of a bundle, which tell of all others, and the archive of it.

1. ``ro-crate-metadata.json`` describes every file but itself.
2. ``SHA256SUMS`` has the checksum of every file but itself, and so stands for the whole.
3. The zip file holds the same files.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mllm_kg.reference.citation import load_citation
from mllm_kg.release.archive import write_zip
from mllm_kg.release.crate import CHECKSUMS, METADATA, crate
from mllm_kg.release.model import Edition, Stage
from mllm_kg.release.placing import checksums
from mllm_kg.views.about import about

if TYPE_CHECKING:
    from mllm_kg.api import KnowledgeGraph

__all__ = ["pack", "seal"]


def seal(stage: Stage, kg: KnowledgeGraph, edition: Edition) -> str:
    """Write the description and the checksums of all files.

    :returns: the SHA-256 of the file of checksums
    :raises OSError: when a file can't be written
    """
    citation = load_citation(kg.assets.root / "CITATION.cff")
    assert citation is not None, "a release is not made without one"
    files = [stage.files[path] for path in sorted(stage.files)]
    described = crate(edition, about(kg), citation, files)
    stage.put(METADATA, described, "application/ld+json", "this bundle as an RO-Crate")
    sums = checksums({path: file.sha256 for path, file in stage.files.items()})
    return stage.put(CHECKSUMS, sums, "text/plain", "the SHA-256 of every other file").sha256


def pack(stage: Stage, edition: Edition) -> Path:
    """Write the zip file of a bundle beside its folder, and return where it is.

    :raises OSError: when it can't be written
    """
    packed = stage.folder.with_name(f"{edition.name}.zip")
    with packed.open("xb") as stream:
        write_zip(stage.folder, edition.name, edition.epoch, stream)
    return packed
