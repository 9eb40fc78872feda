"""The built graph on disk: an index that opens in milliseconds and needs no parsing.

A snapshot is a folder with

- ``store/``: the dataset as Oxigraph's own index, opened read-only, by any number of processes at once;
- ``questions.json``: the research questions, so that asking one needs no YAML parser;
- ``rules.json`` and ``clashes.json``: the rules by which it was closed and what can't be by its axioms, so that an
  addition can be closed and judged without making them anew;
- ``manifest.json``: digests of the sources and of the dataset, checksums of the index files, counts.

The installed package carries one. A checkout builds its own into the user's cache and checks, by the size and the time
of every source file, whether it still holds. The index files carry random identifiers of their engine; what is the same
on every machine is the dataset, and ``manifest.json`` has its digest.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mllm_kg import settings
from mllm_kg.assets import Assets, record_paths, user_folder

__all__ = [
    "Damaged",
    "Manifest",
    "Snapshot",
    "cache_folder",
    "current_snapshot",
    "find_snapshot",
    "locked",
    "open_snapshot",
    "reasoner_digest",
    "signature",
]

FORMAT = 2
MANIFEST = "manifest.json"
POINTER = "current.json"
CODE = ("assemble", "records", "reasoning", "questions")


class Damaged(Exception):
    """A snapshot is not whole, or was written by another version of the engine."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself.

    :param sources: digest of all source files
    :param dataset: digest of the dataset, as sorted N-Quads
    :param statements: how many statements it holds
    :param files: the CRC-32 of every file of the index
    :param reasoner: digest of the code that drew its conclusions
    :param engine: the version of pyoxigraph that wrote it
    """

    sources: str
    dataset: str
    statements: int
    files: dict[str, int]
    reasoner: str
    engine: str = ox.__version__
    format: int = FORMAT

    def to_json(self) -> str:
        """Return it as JSON text."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields, indent=1, sort_keys=True) + "\n"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot that is whole: its folder, its manifest, its questions as JSON data, its index opened read-only."""

    folder: Path
    manifest: Manifest
    questions: list[dict[str, Any]]
    store: ox.Store


def open_snapshot(folder: Path) -> Snapshot:
    """Return the snapshot in a folder.

    :raises Damaged: when it is not whole, or of another format
    """
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_bytes()))
        sums = file_sums(folder / "store")
        questions = list(json.loads((folder / "questions.json").read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise Damaged(str(error)) from None
    if manifest.format != FORMAT or sums != manifest.files:
        raise Damaged("its files are not those that it was made of")
    try:
        return Snapshot(folder, manifest, questions, ox.Store.read_only(str(folder / "store")))
    except (OSError, RuntimeError, ValueError) as error:
        raise Damaged(str(error).splitlines()[0]) from None


def file_sums(store: Path) -> dict[str, int]:
    """Return the CRC-32 of every file of an index that matters to reading it.

    The engine checks its own blocks only as it reads them, and may loop on a damaged one; this takes milliseconds.
    """
    with os.scandir(store) as entries:
        names = sorted(entry.name for entry in entries if not entry.name.startswith(("LOG", "LOCK")))
    return {name: zlib.crc32((store / name).read_bytes()) for name in names}


def reasoner_digest() -> str:
    """Return a digest of the code that draws conclusions: another code may draw others."""
    import hashlib

    digest = hashlib.blake2b(digest_size=16)
    for path in sorted((Path(__file__).parent / "reasoning").glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def cache_folder(assets: Assets) -> Path:
    """Return the folder in which snapshots of these sources are kept; it need not exist."""
    import hashlib

    base = Path(settings.text("cache") or user_folder("cache"))
    sources = [str(folder) for folder in (assets.root, assets.layer) if folder]
    return base / hashlib.blake2b(os.fsencode("\0".join(sources)), digest_size=8).hexdigest()


def signature(assets: Assets) -> str:
    """Return a digest of the names, sizes and times of the sources and of the code that reads them.

    It is cheap, and enough to notice an edit.
    """
    import hashlib

    digest = hashlib.blake2b(digest_size=16)
    code = Path(__file__).parent
    folders = [code, *(code / name for name in CODE)]
    try:
        digest.update((assets.snapshot or code).joinpath(MANIFEST).read_bytes())
    except OSError:  # a checkout, or the package's snapshot is not whole
        with os.scandir(assets.data) as entries:
            records = sorted(Path(entry.path) for entry in entries if entry.is_dir())
        folders += [assets.ontology, assets.queries, assets.data, *records]
    for path in record_paths(assets.own) if assets.own else ():
        stat = path.stat()
        digest.update(os.fsencode(f"{path}:{stat.st_size}:{stat.st_mtime_ns}\n"))
    for folder in folders:
        with os.scandir(folder) as entries:
            rows = sorted((entry.name, entry.stat()) for entry in entries if entry.is_file())
        for name, stat in rows:
            digest.update(f"{folder.name}/{name}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def current_snapshot(assets: Assets, rebuild: Callable[[str | None], Path]) -> Snapshot:
    """Return a snapshot that holds for these sources, building one only when there is none.

    :param assets: the sources
    :param rebuild: builds a snapshot and returns its folder; gets a reason to tell, or ``None`` for the first build
    """
    found = find_snapshot(assets)
    return found if isinstance(found, Snapshot) else open_snapshot(rebuild(found))


def find_snapshot(assets: Assets) -> Snapshot | str | None:
    """Return a snapshot that holds for these sources; else why there is none, or ``None`` when that is no surprise."""
    reason = None
    if assets.snapshot is not None and assets.layer is None:
        try:
            return open_snapshot(assets.snapshot)
        except Damaged as error:
            reason = f"The packaged snapshot can't be used ({error})"
    folder = cache_folder(assets)
    try:
        pointer = json.loads((folder / POINTER).read_bytes())
        if pointer["signature"] == signature(assets):
            return open_snapshot(folder / str(pointer["snapshot"]))
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError, Damaged) as error:
        reason = f"The cached snapshot was damaged ({error})"
    return reason


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from changing the snapshots in a folder, waiting until they are done themselves.

    Where the system has no ``flock``, nobody is kept out; a snapshot still appears whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("ab") as file:
        try:
            from fcntl import LOCK_EX, flock
        except ImportError:
            pass
        else:
            flock(file, LOCK_EX)
        yield
