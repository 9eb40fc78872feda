"""A release: one bundle with everything that someone needs who has neither the checkout nor a network.

1. *Check* (:mod:`~mllm_kg.release.versions`, :mod:`~mllm_kg.release.changes`, :mod:`~mllm_kg.release.checks`): a state
   that must not be published ends here.
2. *Gather* (:mod:`~mllm_kg.release.contents`): each graph in each format, descriptions, questions, shapes, reference,
   sources, the semantic changelog (:mod:`~mllm_kg.release.changelog`).
3. *Seal* (:mod:`~mllm_kg.release.sealing`): an RO-Crate (:mod:`~mllm_kg.release.crate`) and the checksum of every file.
4. *Place* (:mod:`~mllm_kg.release.placing`): a folder and a zip file of it, all or nothing.

Nothing depends on the clock, the machine, or the order in which a graph gives its statements: the same sources give the
same bytes. Times in the archives are the day of the release, or ``SOURCE_DATE_EPOCH``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mllm_kg.api import KnowledgeGraph
    from mllm_kg.records.load import Progress
    from mllm_kg.release.model import Edition
    from mllm_kg.release.sources import Sources

__all__ = ["Release", "make_release"]

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was made.

    :param folder: the bundle
    :param archive: the zip file of it
    :param files: how many files the bundle has
    :param size: how large they are together, in bytes
    :param packed: how large the zip file is, in bytes
    :param statements: how many statements the dataset has
    :param rdfc10: the RDFC-1.0 hash of the dataset
    :param sha256: the SHA-256 of the file of checksums, which stands for all files
    """

    folder: Path
    archive: Path
    files: int
    size: int
    packed: int
    statements: int
    rdfc10: str
    sha256: str


def make_release(
    kg: KnowledgeGraph, output: Path, since: str | None, progress: Progress, warn: Callable[[str], None]
) -> Release:
    """Check the sources and make their release.

    :param kg: the graph, without records of a user's own
    :param output: the folder that the bundle and its archive go to
    :param since: the release before: a bundle, an archive, a folder or a git revision; ``None`` for the last tag
    :param progress: gets the step and how far it is
    :param warn: gets what a person should know
    :raises NotReleasable: when the sources must not be published as they are, or change meanwhile
    :raises UsageError: when ``since`` is nothing that holds sources, or there is no checkout
    :raises UnreadableInput: when a source can't be read
    :raises OutputError: when the bundle can't be written; what was there stays
    """
    from mllm_kg.release.changelog import first_release
    from mllm_kg.release.placing import check_place
    from mllm_kg.release.sources import read_sources, uncommitted
    from mllm_kg.release.versions import edition as edition_of

    root = kg.assets.root
    edition, warnings = edition_of(root)
    check_place(output / edition.name)
    for warning in warnings:
        warn(warning)
    if changed := uncommitted(root):
        warn(f"{changed:,} files of the checkout are not committed; the release has them as they are.")
    sources = read_sources(root, "the sources")
    told = _changes(kg, sources, edition, since, progress, warn) or first_release(edition, sources, kg)
    _check(kg, progress)
    return _made(kg, sources, edition, told, output, progress)


def _changes(
    kg: KnowledgeGraph, sources: Sources, edition: Edition, since: str | None, progress: Progress, warn: Tell
) -> str | None:
    """Return the semantic changelog, or ``None`` when there is no release before."""
    from mllm_kg.release.changelog import advice, changelog
    from mllm_kg.release.changes import changes
    from mllm_kg.release.sources import earlier_sources

    before = earlier_sources(since, kg.assets.root, edition.numbers)
    if before is None:
        return None
    progress(f"comparing with {before.told}", 0, 1)
    found = changes(before, sources, kg.quads(), kg.assets)
    if asked := advice(edition, found):
        warn(asked)
    return changelog(edition, found)


def _check(kg: KnowledgeGraph, progress: Progress) -> None:
    from mllm_kg.release.checks import conforms, well_made

    progress("checking the graph", 0, 2)
    conforms(kg)
    progress("checking the ontology and the shapes", 1, 2)
    well_made(kg)


def _made(
    kg: KnowledgeGraph, sources: Sources, edition: Edition, told: str, output: Path, progress: Progress
) -> Release:
    """Gather the bundle beside its place, and move it there when it is whole."""
    from mllm_kg.release.contents import gather
    from mllm_kg.release.model import Stage
    from mllm_kg.release.placing import place, staged
    from mllm_kg.release.sealing import pack, seal

    with staged(output) as folder:
        stage = Stage(folder / edition.name)
        hashed = gather(stage, kg, sources, edition, told, progress)
        progress("packing", 0, 1)
        digest = seal(stage, kg, edition)
        packed = pack(stage, edition)
        _still_the_same(sources, kg.assets.root)
        place(folder, output, edition.name)
    target, archive = output / edition.name, output / packed.name
    size = archive.stat().st_size
    return Release(target, archive, len(stage.files), stage.size, size, hashed.statements, hashed.digest, digest)


def _still_the_same(sources: Sources, root: Path) -> None:
    from mllm_kg.errors import NotReleasable
    from mllm_kg.release.sources import read_sources

    now = read_sources(root, sources.told).files
    changed = sorted(name for name in {*now, *sources.files} if now.get(name) != sources.files.get(name))
    if changed:
        raise NotReleasable("The sources changed while the release was made. Make it again.", changed[:10])
