"""The records of a state of the graph: a file, a folder, an archive, a git revision, or what is at hand.

A state is read as it stands and not judged: only what can't be read at all is an error. Files that are the same on both
sides of a comparison are never parsed, so comparing two states of thousands of records costs as much as what changed.
"""

from __future__ import annotations

import csv
import io
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from mllm_kg.assets import Assets
from mllm_kg.errors import RecordErrors, UnreadableInput, UsageError
from mllm_kg.findings import Finding, Location, Severity, say
from mllm_kg.inputs.rdf.formats import SUFFIXES
from mllm_kg.records.context import Context
from mllm_kg.records.reader import record_from_text

__all__ = ["CURRENT", "PlainRecord", "State", "plain_records", "read_state"]

CURRENT = "current"
"""What the records at hand are called: those of the checkout or the package, with the user's own."""

PlainRecord: TypeAlias = Mapping[str, Any]
_LISTING = "survey/listing.csv"
_ARCHIVES = (".whl", ".zip", ".tar", ".tar.gz", ".tgz")
_YAML = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class State:
    """A state: what it is called, and its files.

    :param name: what the user called it
    :param files: the text of each file of records, by its path within the folder of records
    """

    name: str
    files: Mapping[str, str]


def read_state(name: str, assets: Assets) -> State:
    """Return the state that a user means.

    :param name: a file, a folder, an archive of a release (wheel, zip, tar), a git revision of this checkout, or
        ``current``
    :param assets: the sources at hand
    :raises UsageError: when it is none of these
    :raises UnreadableInput: when it can't be read
    """
    path = Path(name)
    if name == CURRENT:
        return State(name, dict(_layers(assets)))
    if path.is_dir():
        return State(name, dict(_folder(path)))
    if path.is_file():
        return State(name, dict(_archive(path) if name.endswith(_ARCHIVES) else [(path.name, _text(path))]))
    if (assets.root / ".git").exists():
        return State(name, dict(_revision(name, assets.root)))
    told = f"{name!r} is no file and no folder, and there is no git checkout here with a revision of that name."
    raise UsageError(told, hint=f"Give a file, a folder, a wheel or an archive of a release, or {CURRENT}.")


def plain_records(state: State, names: set[str], assets: Assets) -> dict[str, PlainRecord]:
    """Return the records in some files of a state, as plain data, by id.

    :param state: the state
    :param names: the files to read
    :param assets: the sources at hand, whose keys say how RDF becomes records
    :raises RecordErrors: when one can't be read, or two of them have the same id
    :raises UnreadableInput: when one is of no known kind
    """
    found: dict[str, PlainRecord] = {}
    for name in sorted(names):
        for record in _parsed(state, name, assets):
            entity = str(record.get("id", name))
            if entity in found:
                message = say("{entity} stands twice in {state}.", entity=entity, state=state.name)
                place = Location(f"{state.name}:{name}", 1, 1)
                raise RecordErrors([Finding("duplicate-slug", Severity.VIOLATION, message, None, place)])
            found[entity] = record
    return found


def _parsed(state: State, name: str, assets: Assets) -> Iterator[PlainRecord]:
    text = state.files[name]
    if name == _LISTING:
        for row in csv.DictReader(io.StringIO(text)):
            yield {"id": f"list-entry/{row.get('position')}", **{key: cell for key, cell in row.items() if cell}}
    elif name.endswith(_YAML):
        yield record_from_text(text, name if len(state.files) > 1 else state.name).root.plain()
    else:
        syntax = SUFFIXES.get(PurePosixPath(name).suffix.lower())
        if syntax is None:
            known = ", ".join((*_YAML, *SUFFIXES))
            raise UnreadableInput(state.name, f"the name tells no known kind of file; known are {known}")
        from mllm_kg.curation.conversion import plain_records_of_rdf

        context = Context.load(assets.ontology / "context.jsonld")
        yield from plain_records_of_rdf(text, name, syntax, context)


def _layers(assets: Assets) -> Iterator[tuple[str, str]]:
    """Go through the records at hand; one of the user's own stands in for the other of the same name."""
    yield from _folder(assets.data)
    if assets.own is not None:
        yield from _folder(assets.own)


def _folder(path: Path) -> Iterator[tuple[str, str]]:
    """Go through the files of a folder of records, or of the folder ``data`` in a checkout."""
    root = path / "data" if (path / "data").is_dir() else path
    for file in sorted(root.rglob("*")):
        name = file.relative_to(root).as_posix()
        wanted = file.suffix.lower() in (*_YAML, *SUFFIXES) or name == _LISTING
        if wanted and file.is_file() and not any(part.startswith(".") for part in PurePosixPath(name).parts):
            yield name, _text(file)


def _text(path: Path) -> str:
    try:
        return _decoded(path.read_bytes(), str(path))
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error)) from None


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(name, "this is not UTF-8", line=content[: error.start].count(b"\n") + 1) from None


def _archive(path: Path) -> Iterator[tuple[str, str]]:
    """Go through the records in a release's wheel or archive, reading its members without unpacking them."""
    try:
        if path.suffix in (".whl", ".zip"):
            with zipfile.ZipFile(path) as archive:
                for member in archive.namelist():
                    if name := _within_data(member):
                        yield name, _decoded(archive.read(member), f"{path}:{member}")
        else:
            with tarfile.open(path) as archive:
                for info in archive:
                    file = archive.extractfile(info) if info.isfile() else None
                    if file is not None and (name := _within_data(info.name)):
                        yield name, _decoded(file.read(), f"{path}:{info.name}")
    except (OSError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise UnreadableInput(str(path), f"this is no archive that can be read: {error}") from None


def _within_data(member: str) -> str | None:
    """Return the path of an archive's member below its folder ``data``, when it is a file of records there."""
    parts = PurePosixPath(member).parts
    if "data" not in parts:
        return None
    below = parts[parts.index("data") + 1 :]
    name = "/".join(below)
    wanted = name.endswith(_YAML) or name == _LISTING
    return name if wanted and not any(part.startswith(".") for part in below) else None


def _revision(name: str, root: Path) -> Iterator[tuple[str, str]]:
    """Go through the records of a git revision, a tag of a release being one."""
    if name.startswith("-"):
        raise UsageError(f"{name!r} is no revision.")
    tree = _git(root, name, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    listed = _git(root, name, "ls-tree", "-r", "-z", "--format=%(objectname) %(path)", tree.decode().strip(), "data/")
    blobs = [entry.split(b" ", 1) for entry in listed.split(b"\0") if entry]
    wanted = [(blob, path.decode()) for blob, path in blobs if _within_data(path.decode(errors="replace"))]
    texts = _git(root, name, "cat-file", "--batch", given=b"".join(blob + b"\n" for blob, _ in wanted))
    at = 0
    for _, path in wanted:
        end = texts.index(b"\n", at)
        size = int(texts[at:end].split()[2])
        yield path.removeprefix("data/"), _decoded(texts[end + 1 : end + 1 + size], f"{name}:{path}")
        at = end + size + 2


def _git(root: Path, name: str, *arguments: str, given: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=given, capture_output=True, check=False)
    except OSError:
        raise UsageError(f"{name!r} is no file and no folder, and git is not there to look for a revision.") from None
    if done.returncode:
        raise UsageError(
            f"{name!r} is no file, no folder and no git revision of {root}.",
            hint="See `git tag` and `git log` for revisions.",
        )
    return done.stdout
