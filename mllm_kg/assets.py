"""Where the ontology, the records, the shapes and the questions are: in a checkout or in the installed package.

Over the records that came with these sources, a user can lay a folder of their own, with the same structure as
``data/``. A record there stands in for the one of the same entity. The folder is the one that is asked for, else that
of the setting ``data``, else, for the installed package, ``data`` in the platform's folder for the user's data; a
checkout, whose own ``data/`` can be written, has none unless it is asked for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from mllm_kg import settings
from mllm_kg.errors import NotAvailable, UnreadableInput, UsageError

__all__ = ["NONE", "UNFINISHED", "Assets", "find_assets", "record_paths", "user_folder"]

NONE = "none"
"""Asks for no folder of the user's own."""

UNFINISHED = ".unfinished"
"""The folder within a folder of records in which a change is prepared; see :mod:`mllm_kg.records.journal`."""

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = ("ontology", "data", "shapes", "queries")


@dataclass(frozen=True, slots=True)
class Assets:
    """The sources of the graph.

    :param root: the folder that holds all of them
    :param snapshot: a snapshot that came with the package and needs no build, or ``None`` in a checkout
    :param own: a folder with records of the user's own, layered over ``data/``; it need not exist
    """

    root: Path
    snapshot: Path | None = None
    own: Path | None = None

    @property
    def ontology(self) -> Path:
        """The folder of the ontology, its alignments and the JSON-LD context."""
        return self.root / "ontology"

    @property
    def data(self) -> Path:
        """The folder of the records that came with the sources."""
        return self.root / "data"

    @property
    def shapes(self) -> Path:
        """The folder of the SHACL shapes and of the severity profile."""
        return self.root / "shapes"

    @property
    def queries(self) -> Path:
        """The folder of the research questions; its ``qc/`` holds the rules."""
        return self.root / "queries"

    @property
    def layer(self) -> Path | None:
        """The user's own folder when it holds records, else ``None``: then nothing is layered."""
        return self.own if self.own is not None and next(record_paths(self.own), None) else None

    @property
    def changeable(self) -> tuple[Path, ...]:
        """The folders whose records may change: the user's own, and that of a checkout; they need not exist."""
        folders = (self.data if self.snapshot is None else None, self.own)
        return tuple(folder for folder in folders if folder is not None)

    @property
    def writable(self) -> Path:
        """The folder that additions go to: the user's own, else that of the checkout.

        :raises UsageError: when there is neither
        """
        if not self.changeable:
            raise UsageError("There is no folder to write records to.", hint="Name one: --data DIR")
        return self.changeable[-1]

    @property
    def unfinished(self) -> list[Path]:
        """The folders in which a change did not come to its end; it costs one call of the system for each."""
        return [folder for folder in self.changeable if os.path.lexists(folder / UNFINISHED)]

    def record(self, name: str) -> Path:
        """Return the file that provenance calls ``data/models/bloomz.yaml``, or ``own/...`` for the user's own."""
        where, _, place = name.partition("/")
        return self.own / place if where == "own" and self.own is not None else self.root / name


def find_assets(data: Path | str | None = None) -> Assets:
    """Return the sources in force: the setting ``assets``, else the package's own, else the checkout around it.

    :param data: a folder with records of the user's own, ``none`` for no such folder; ``None`` for the usual one
    :raises NotAvailable: when none of these places has the four folders
    :raises UsageError: when ``data`` is no folder
    """
    chosen, packaged = settings.text("assets"), _PACKAGE / "_assets"
    if chosen:
        assets = _checked(Path(chosen).resolve())
    elif packaged.is_dir():
        assets = Assets(packaged, packaged / "snapshot")
    else:
        assets = _checked(_PACKAGE.parent)
    return replace(assets, own=_own(str(data if data is not None else settings.text("data")), assets))


def record_paths(data: Path) -> Iterator[Path]:
    """Go through the files of records in a folder: each ``*.yaml`` in each folder there, hidden ones left out.

    :raises UnreadableInput: when a folder can't be read
    """
    for folder in _entries(data):
        if folder.is_dir():
            yield from (Path(entry.path) for entry in _entries(folder.path) if entry.name.endswith(".yaml"))


def user_folder(kind: Literal["cache", "data"]) -> Path:
    """Return the platform's folder for what ``mllm-kg`` keeps for the user; it need not exist."""
    base, home = os.environ.get(f"XDG_{kind.upper()}_HOME", ""), os.environ.get("HOME", "")
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ and os.path.isabs(home):
        # what platformdirs says for Linux, without the time that its import takes
        usual = {"cache": ".cache", "data": ".local/share"}[kind]
        return Path(base) / "mllm-kg" if os.path.isabs(base) else Path(home, usual, "mllm-kg")
    import platformdirs

    find = {"cache": platformdirs.user_cache_path, "data": platformdirs.user_data_path}[kind]
    return find("mllm-kg", appauthor=False)


def _entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted((entry for entry in entries if entry.name[0] != "."), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UnreadableInput(str(folder), error.strerror or str(error)) from None


def _own(given: str, assets: Assets) -> Path | None:
    if given == NONE:
        return None
    if not given:
        return user_folder("data") / "data" if assets.snapshot is not None else None
    folder = Path(os.path.abspath(os.path.expanduser(given)))
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{given} is no folder.", hint=f"--data takes a folder, or {NONE}.")
    same = assets.snapshot is None and os.path.realpath(folder) == os.path.realpath(assets.data)
    return None if same else folder


def _checked(root: Path) -> Assets:
    missing = [name for name in _FOLDERS if not (root / name).is_dir()]
    if missing:
        raise NotAvailable(f"{root} has no {', '.join(missing)}; the graph can't be built from it.")
    return Assets(root)
