"""What a pull request does to the graph: the records that it changes, judged where they will be.

1. ``git`` tells which files differ between the pull request's head and the commit where it left its base.
2. The sources at that commit and at the head are laid out in two folders, read as git keeps them: attributes, filters
   and links of the repository have no say in what is read, and nothing outside the folders is.
3. The records that came or changed are judged as additions to the graph before, so each finding has its line in them.
4. The graph after is built: what keeps it from being built, such as a record in the wrong folder, is found as well.
5. Where records went, or ontology, shapes or rules changed, the whole graph after is judged, and what was found before
   is left out. So it is, with all findings, where the graph before can't be built itself.

File names and what git says are bytes that anyone may have chosen: they reach no shell.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from mllm_kg.errors import NotAvailable, RecordErrors, UnreadableInput, UsageError
from mllm_kg.findings import Finding, Location, Severity, say
from mllm_kg.inputs.rdf.formats import SUFFIXES

__all__ = ["SOURCES", "Change", "Judge", "Repository", "Review", "review"]

SOURCES = ("ontology", "shapes", "queries")
"""The folders besides the records that make the graph, where a repository has them."""

_RECORDS = (".yaml", ".yml", *SUFFIXES)
_FILE = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a pull request changes.

    :param path: its path in the repository
    :param mode: its mode after, as git writes it; ``000000`` when it went
    """

    path: str
    mode: str

    @property
    def went(self) -> bool:
        """Whether the file is there no more."""
        return self.mode == "000000"


@dataclass(frozen=True, slots=True)
class Review:
    """What was judged, and what was found.

    :param files: the records that came or changed
    :param whole: whether the whole graph was judged
    :param findings: what the pull request causes
    """

    files: tuple[str, ...]
    whole: bool
    findings: tuple[Finding, ...]


class Judge(Protocol):
    """Who judges sources that are laid out in a folder."""

    def additions(self, sources: Path, files: Sequence[str], folder: Path) -> Sequence[Finding]:
        """Return what files in a folder cause in the graph of some sources.

        :raises RecordErrors: when that graph can't be built
        """

    def whole(self, sources: Path) -> Sequence[Finding]:
        """Return all that is found in the graph of some sources.

        :raises RecordErrors: when it can't be built
        """

    def build(self, sources: Path) -> None:
        """Build the graph of some sources.

        :raises RecordErrors: when it can't be built
        """


class Repository:
    """A git repository, asked without a shell and without any of its hooks, filters and attributes.

    :param folder: the folder of its work tree, or of a bare repository
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def commit(self, revision: str) -> str:
        """Return the id of a commit.

        :raises UsageError: when there is none
        """
        told = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        if not told:
            raise UsageError(f"{revision!r} is no commit of this repository.", hint=_HISTORY)
        return os.fsdecode(told).strip()

    def fork(self, base: str, head: str) -> str:
        """Return the id of the commit where ``head`` left ``base``.

        :raises UsageError: when the history that is here does not have it
        """
        told = self._ask("merge-base", self.commit(base), self.commit(head))
        if not told:
            raise UsageError(f"The history of {head!r} and {base!r} does not meet here.", hint=_HISTORY)
        return os.fsdecode(told).strip()

    def changes(self, before: str, after: str) -> list[Change]:
        """Return which files differ between two commits; a renamed file went and came."""
        told = os.fsdecode(self._ask("diff-tree", "-r", "-z", "--raw", "--no-renames", before, after)).split("\0")
        return [Change(path, fields.split(" ")[1]) for fields, path in zip(told[::2], told[1::2], strict=False)]

    def lay_out(self, commit: str, folders: Sequence[str], target: Path) -> None:
        """Write the files of some folders of a commit below ``target``; links and submodules are left out."""
        wanted = () if "." in folders else ("--", *folders)
        told = self._ask("ls-tree", "-r", "-z", "--full-tree", commit, *wanted)
        blobs: dict[str, str] = {}
        for entry in filter(None, os.fsdecode(told).split("\0")):
            fields, _, path = entry.partition("\t")
            mode, _, blob = fields.split(" ")
            if mode in _FILE and _is_plain(path):
                blobs[path] = blob
        for path, content in zip(blobs, self._contents(blobs.values()), strict=True):
            file = target / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def _contents(self, blobs: Iterable[str]) -> Iterator[bytes]:
        """Go through the contents of blobs, by the protocol of ``git cat-file --batch``."""
        told, at = self._ask("cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode()), 0
        while at < len(told):
            start = told.index(b"\n", at) + 1
            name, _, size_told = told[at:start].partition(b" blob ")
            if not size_told:
                raise UnreadableInput(os.fsdecode(name).strip(), "git does not have this content here")
            size = int(size_told)
            yield told[start : start + size]
            at = start + size + 1

    def _ask(self, *arguments: str, given: bytes | None = None) -> bytes:
        """Return what git says; nothing when it fails."""
        command = ["git", "--literal-pathspecs", "-C", str(self.folder), *arguments]
        try:
            return subprocess.run(command, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        except FileNotFoundError:
            raise NotAvailable("This needs git, and there is none.") from None


_HISTORY = "A checkout for a pull request needs its whole history: `fetch-depth: 0` of actions/checkout."


def review(repository: Repository, base: str, head: str, folder: str, scratch: Path, judge: Judge) -> Review:
    """Return what a pull request causes.

    :param repository: the repository
    :param base: the commit or branch that the pull request is for
    :param head: its last commit
    :param folder: the folder of the records, in the repository
    :param scratch: an empty folder to lay sources out in
    :param judge: who judges them
    :raises UsageError: when the repository does not have these commits, or the folder is outside it
    """
    before, after = repository.fork(base, head), repository.commit(head)
    folder = _normal(folder)
    changes = [change for change in repository.changes(before, after) if _is_in(change.path, (folder, *SOURCES))]
    if not changes:
        return Review((), False, ())
    for commit, name in ((before, "before"), (after, "after")):
        (scratch / name).mkdir()
        repository.lay_out(commit, (folder, *SOURCES), scratch / name)
    records = [change for change in changes if _is_record(change.path, folder)]
    files = [change.path for change in records if change.mode in _FILE and _is_plain(change.path)]
    refused = [_refused(change.path) for change in records if not change.went and change.path not in files]
    whole = any(change.went or not _is_record(change.path, folder) for change in changes)
    found, whole = _judged(scratch / "before", scratch / "after", files, whole, judge)
    named = (_named(finding, scratch / "after") for finding in (*refused, *found))
    return Review(tuple(files), whole, tuple(_once(named)))


def _judged(before: Path, after: Path, files: Sequence[str], whole: bool, judge: Judge) -> tuple[list[Finding], bool]:
    """Return what is found, and whether the whole graph was judged for it."""
    found: list[Finding] = []
    known: Sequence[Finding] = ()
    try:
        if files:
            found.extend(judge.additions(before, files, after))
        known = judge.whole(before) if whole else ()
    except RecordErrors:
        whole = True
    try:
        judge.build(after)
        if whole:
            told = {_same(finding) for finding in known}
            found.extend(finding for finding in judge.whole(after) if _same(finding) not in told)
    except RecordErrors as error:
        found.extend(error.findings)
    return found, whole


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Go through findings without those that say the same of the same thing or place again."""
    told: set[object] = set()
    for found in findings:
        place = found.location
        keys = {_same(found), (found.rule, place.path, place.line, place.column) if place and place.line else None}
        if not keys & told:
            yield found
        told |= keys - {None}


def _named(found: Finding, folder: Path) -> Finding:
    """Return a finding whose places are named as in the repository and not by where they are laid out."""

    def place(of: Location) -> Location:
        return replace(of, path=of.path.removeprefix(f"{folder}/"))

    related = tuple(replace(other, location=place(other.location)) for other in found.related)
    return replace(found, location=place(found.location) if found.location else None, related=related)


def _same(found: Finding) -> object:
    return found.rule, found.focus, found.path, found.value, str(found.message)


def _refused(path: str) -> Finding:
    message = say("This is a link and no file.")
    advice = say("Add the record itself as a file.")
    return Finding("refused-input", Severity.VIOLATION, message, advice, Location(path))


def _normal(folder: str) -> str:
    path = PurePosixPath(folder)
    if path.is_absolute() or ".." in path.parts:
        raise UsageError(f"{folder!r} is no folder in the repository.")
    return path.as_posix()


def _is_record(path: str, folder: str) -> bool:
    return _is_in(path, (folder,)) and PurePosixPath(path).suffix.lower() in _RECORDS


def _is_in(path: str, folders: Iterable[str]) -> bool:
    return any(folder == "." or path.startswith(folder + "/") for folder in folders)


def _is_plain(path: str) -> bool:
    """Whether a path stays where it is put: git refuses others in its own index, and a tree may be made by hand."""
    return not any(part in ("", ".", "..", ".git") for part in path.split("/")) and "\\" not in path
