"""From the sources to a snapshot.

1. Read the records, the survey's list, the ontology and its alignments.
2. Assemble them: every triple in exactly one named graph, with a provenance graph about those graphs.
3. Close the confirmed statements under the ontology's axioms into ``graph/inferred``; what follows only with the help of
   unconfirmed ones goes to ``graph/inferred/unconfirmed``.
   If little changed since the snapshot before, that one is carried over instead (:mod:`mllm_kg.renewal`).
4. Write the index, the questions, the rules by which it was closed and the manifest into a new folder, and only then
   make it the current one.

Meanwhile nobody changes the records; whoever does, has locked them before the cache too.

The dataset is a function of the sources alone: no clock, locale, hash seed or file system order enters it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.assemble import assemble, strategies_by_code
from mllm_kg.assets import NONE, Assets
from mllm_kg.errors import InputError, OutputError, RecordErrors, UnreadableInput
from mllm_kg.findings import Finding, Location, Severity
from mllm_kg.namespaces import KG, graph, term
from mllm_kg.questions import load_question_files, to_json
from mllm_kg.reasoning.clashbook import CLASHES, Clashbook
from mllm_kg.reasoning.closure import Closure
from mllm_kg.reasoning.rulebook import RULES, Rulebook
from mllm_kg.records.journal import reading
from mllm_kg.records.listing import LISTING, read_listing
from mllm_kg.records.load import Progress, load_records, record_files
from mllm_kg.renewal import LINES, lines_of, renewed
from mllm_kg.snapshot import (
    MANIFEST,
    POINTER,
    Damaged,
    Manifest,
    Snapshot,
    cache_folder,
    file_sums,
    find_snapshot,
    locked,
    open_snapshot,
    reasoner_digest,
    signature,
)

__all__ = ["BuildReport", "Change", "build", "build_snapshot", "read_ontology", "source_dataset", "source_files"]

ONTOLOGY_GRAPH = graph("ontology")
INFERRED = graph("inferred")
INFERRED_UNCONFIRMED = graph("inferred/unconfirmed")
KEEP = 2


@dataclass(frozen=True, slots=True)
class Change:
    """How many statements about one entity or graph came and went."""

    subject: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    :param folder: the snapshot
    :param statements: how many statements it holds
    :param records: how many record files it was built from
    :param own: how many of them are the user's own
    :param dataset: the digest of the dataset
    :param first: whether there was nothing to compare with
    :param changes: which entities changed since the snapshot before
    """

    folder: Path
    statements: int
    records: int
    own: int
    dataset: str
    first: bool
    changes: tuple[Change, ...] = field(default=())


def silent(step: str, done: int, total: int) -> None:
    """Show no progress."""


def build(assets: Assets, progress: Progress = silent) -> BuildReport:
    """Build the snapshot of these sources in the user's cache, make it the current one, and say what changed.

    :raises RecordErrors: for mistakes in the sources; the current snapshot stays
    :raises OutputError: when the cache can't be written
    """
    folder = cache_folder(assets)
    try:
        with reading(assets.changeable), locked(folder):
            return _build(assets, folder, progress)
    except OSError as error:
        raise OutputError(f"The snapshot can't be written to {folder}: {error.strerror or error}.") from None


def build_once(assets: Assets, progress: Progress = silent) -> Path:
    """Return the folder of a snapshot that holds, building it unless another process has just done so.

    :raises RecordErrors: for mistakes in the sources
    :raises OutputError: when the cache can't be written
    """
    folder = cache_folder(assets)
    try:
        with reading(assets.changeable), locked(folder):
            found = find_snapshot(assets)
            return found.folder if isinstance(found, Snapshot) else _build(assets, folder, progress).folder
    except OSError as error:
        raise OutputError(f"The snapshot can't be written to {folder}: {error.strerror or error}.") from None


def _build(assets: Assets, folder: Path, progress: Progress) -> BuildReport:
    for left in (*folder.glob("draft-*"), *folder.glob(f"{POINTER}.*")):  # of builds that were killed
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    last = _current(folder)
    before = _lines(last)
    stamp = signature(assets)
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=folder))
    try:
        manifest, lines = build_snapshot(assets, draft, folder / "records.json", progress, last)
        (draft / LINES).write_bytes(b"".join(lines))
        target = _publish(draft, folder, manifest, stamp)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    changes = () if before is None else _changes(before, frozenset(lines))
    names = record_files(assets)
    own = sum(name.startswith("own/") for name in names)
    return BuildReport(target, manifest.statements, len(names), own, manifest.dataset, before is None, changes)


def build_snapshot(
    assets: Assets,
    target: Path,
    cache: Path | None = None,
    progress: Progress = silent,
    last: Path | None = None,
) -> tuple[Manifest, list[bytes]]:
    """Write a snapshot of these sources into the folder ``target``, which exists and is empty.

    :param cache: the file that remembers what records say
    :param last: the folder of an earlier snapshot, from which this one is made if little changed
    :returns: its manifest and its statements, as sorted lines of N-Quads
    :raises RecordErrors: for mistakes in the sources
    """
    questions = to_json(load_question_files(assets.queries))
    quads = source_dataset(assets, cache, progress)
    lines = renewed(last, quads, target) if last else None
    if lines is None:
        try:
            lines = _anew(quads, target, progress)
        except InputError as error:
            raise _placed(error, assets) from None
    (target / "questions.json").write_text(json.dumps(questions, ensure_ascii=False, indent=1), encoding="utf-8")
    manifest = Manifest(
        _sources_digest(assets),
        hashlib.sha256(b"".join(lines)).hexdigest(),
        len(lines),
        file_sums(target / "store"),
        reasoner_digest(),
    )
    (target / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    progress("writing the index", 1, 1)
    return manifest, lines


def _placed(error: InputError, assets: Assets) -> InputError:
    """Return the error for axioms that the closure can't follow with the place of each; others as they are."""
    from mllm_kg.checks.outside import outside_rules

    lost = outside_rules(assets)
    if not lost:
        return error
    told = RecordErrors(lost)
    told.message = "The ontology has axioms that the rules of OWL 2 RL can't follow; nothing was changed."
    return told


def _anew(quads: list[ox.Quad], target: Path, progress: Progress) -> list[bytes]:
    """Close what the sources state, write the index and the rules, and return all statements as sorted lines."""
    closure = Closure(quad.triple for quad in quads if quad.graph_name == ONTOLOGY_GRAPH)
    quads = [*quads, *_inferred(quads, closure, progress)]
    progress("writing the index", 0, 1)
    store = ox.Store(str(target / "store"))
    store.bulk_extend(quads)
    store.optimize()
    store.flush()
    del store
    (target / RULES).write_text(Rulebook.filed(closure.rules).to_json(), encoding="utf-8")
    (target / CLASHES).write_text(Clashbook.of(closure.schema).to_json(), encoding="utf-8")
    return lines_of(quads)


def source_dataset(assets: Assets, cache: Path | None = None, progress: Progress = silent) -> list[ox.Quad]:
    """Return everything that the sources state, without what follows from it.

    :raises RecordErrors: for mistakes in the sources
    """
    ontology = [in_graph(triple, ONTOLOGY_GRAPH) for triple in read_ontology(assets)]
    known = {quad.triple for quad in ontology}
    try:
        records = load_records(assets, cache, progress)
        listing = read_listing(assets.root / LISTING, strategies_by_code(records))
        return [*ontology, *(quad for quad in assemble(records, listing) if quad.triple not in known)]
    except RecordErrors as error:
        if assets.layer is not None:
            error.message += f" Records of your own are in {assets.layer}; --data {NONE} leaves them out."
        raise


def read_ontology(assets: Assets) -> list[ox.Triple]:
    """Return the triples of the ontology and its alignments, blank nodes named canonically (RDFC-1.0).

    :raises RecordErrors: when a file is not Turtle
    """
    dataset = ox.Dataset()
    for path in sorted(assets.ontology.glob("*.ttl")):
        name = path.relative_to(assets.root).as_posix()
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
                dataset.add(quad)
        except SyntaxError as error:
            place = Location(name, error.lineno, error.offset)
            raise RecordErrors([Finding("turtle", Severity.VIOLATION, f"{error.msg}.", None, place)]) from None
        except OSError as error:
            raise UnreadableInput(name, error.strerror or str(error)) from None
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)


def _inferred(quads: Sequence[ox.Quad], closure: Closure, progress: Progress) -> list[ox.Quad]:
    """Return what follows from the confirmed statements, and what follows only with the unconfirmed ones."""
    progress("drawing conclusions", 0, 2)
    provenance, unconfirmed = graph("provenance"), _unconfirmed_graphs(quads)
    facts = [quad for quad in quads if quad.graph_name not in (provenance, ONTOLOGY_GRAPH)]
    sure = closure.add(quad.triple for quad in facts if quad.graph_name not in unconfirmed)
    progress("drawing conclusions", 1, 2)
    unsure = closure.add(quad.triple for quad in facts if quad.graph_name in unconfirmed)
    progress("drawing conclusions", 2, 2)
    stated = {quad.triple for quad in quads}
    return [
        *(in_graph(triple, INFERRED) for triple in sure if triple not in stated),
        *(in_graph(triple, INFERRED_UNCONFIRMED) for triple in unsure if triple not in stated),
    ]


def in_graph(triple: ox.Triple, name: ox.NamedNode) -> ox.Quad:
    """Return a triple as a statement of a named graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)


def _unconfirmed_graphs(quads: Iterable[ox.Quad]) -> set[ox.NamedNode]:
    status, value = term("evidenceStatus"), term("Unconfirmed")
    return {
        quad.subject
        for quad in quads
        if quad.predicate == status and quad.object == value and isinstance(quad.subject, ox.NamedNode)
    }


def source_files(assets: Assets) -> dict[str, Path]:
    """Return the files whose content a snapshot's digest of its sources covers, by the names provenance has for them."""
    paths = [path for folder in (assets.ontology, assets.queries) for path in folder.rglob("*")]
    files = {path.relative_to(assets.root).as_posix(): path for path in paths if path.is_file()}
    files |= {**record_files(assets), LISTING: assets.root / LISTING}
    return dict(sorted(files.items()))


def _sources_digest(assets: Assets) -> str:
    digest = hashlib.sha256()
    for name, path in source_files(assets).items():
        content = path.read_bytes()
        digest.update(f"{name}:{len(content)}\n".encode() + content)
    return digest.hexdigest()


def _publish(draft: Path, folder: Path, manifest: Manifest, stamp: str) -> Path:
    """Move a finished snapshot to its place, point to it, and drop the oldest ones."""
    name = f"{manifest.sources[:12]}-{manifest.dataset[:12]}"
    target = folder / name
    try:
        open_snapshot(target)
    except Damaged:
        shutil.rmtree(target, ignore_errors=True)
        draft.chmod(0o755)
        draft.rename(target)
    pointer = folder / f"{POINTER}.{os.getpid()}"
    pointer.write_text(json.dumps({"signature": stamp, "snapshot": name}), encoding="utf-8")
    pointer.replace(folder / POINTER)
    old = sorted(
        (path for path in folder.iterdir() if path.is_dir() and path != target), key=lambda p: p.stat().st_mtime
    )
    for path in [path for path in old if not path.name.startswith("draft-")][: -(KEEP - 1)]:
        shutil.rmtree(path, ignore_errors=True)
    return target


def _current(folder: Path) -> Path | None:
    """Return the folder of the current snapshot, ``None`` when there is none."""
    try:
        return folder / str(json.loads((folder / POINTER).read_bytes())["snapshot"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _lines(snapshot: Path | None) -> frozenset[bytes] | None:
    """Return the statements of a snapshot, or ``None`` when they can't be read."""
    try:
        return None if snapshot is None else frozenset((snapshot / LINES).read_bytes().splitlines(keepends=True))
    except OSError:
        return None


def _changes(before: frozenset[bytes], after: frozenset[bytes]) -> tuple[Change, ...]:
    added = Counter(_about(line) for line in after - before)
    removed = Counter(_about(line) for line in before - after)
    return tuple(Change(name, added[name], removed[name]) for name in sorted({*added, *removed}))


def _about(line: bytes) -> str:
    """Return what a statement is about: the entity, or the named graph whose provenance it tells."""
    return line.split(b" ", 1)[0].decode().strip("<>").removeprefix(KG)
