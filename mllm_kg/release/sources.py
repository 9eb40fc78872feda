"""The sources of a release: those at hand, and those of the release before.

Sources are the folders ``ontology/``, ``data/``, ``shapes/`` and ``queries/``, with the files that tell how to cite and
under which licence. Those of an earlier release are read from what there is of it:

* a bundle, as folder or zip file, which carries them as ``sources.tar``;
* a checkout, a wheel, or an archive of sources;
* a git revision, of which ``git archive`` makes such an archive. Without a word from the user it is the highest tag
  ``v1.2.3`` below the version at hand in the history of the checkout.
"""

from __future__ import annotations

import io
import lzma
import re
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mllm_kg.assets import Assets
from mllm_kg.curation.states import State
from mllm_kg.errors import NotReleasable, UnreadableInput, UsageError
from mllm_kg.release.versions import Version, number, parsed

__all__ = ["SOURCES", "Sources", "earlier_sources", "last_tag", "read_sources", "uncommitted"]

SOURCES = "sources.tar"
"""The file of a bundle that holds the sources."""

_FOLDERS = ("ontology", "data", "shapes", "queries")
_FILES = ("CITATION.cff", "LICENSE", "LICENSE-DATA", "CHANGELOG.md")
_MARK = "ontology/mllm-kg.ttl"
_STATED = re.compile(r'owl:versionInfo\s+"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of one state.

    :param told: what the user calls the state
    :param files: contents by path, such as ``data/models/bloomz.yaml``
    """

    told: str
    files: Mapping[str, bytes]

    @property
    def version(self) -> str:
        """The version that the ontology's header states; empty when it states none."""
        found = _STATED.search(self.text(_MARK))
        return found[1] if found else ""

    def text(self, path: str) -> str:
        """Return a file as text.

        :raises UnreadableInput: when it is not UTF-8
        """
        try:
            return self.files[path].decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UnreadableInput(f"{self.told}:{path}", "this is not UTF-8") from None

    def below(self, folder: str, suffix: str = "") -> dict[str, str]:
        """Return the texts of a folder and of those in it, by path within it, in order.

        :raises UnreadableInput: when one is not UTF-8
        """
        start = folder + "/"
        names = sorted(name for name in self.files if name.startswith(start) and name.endswith(suffix))
        return {name.removeprefix(start): self.text(name) for name in names}

    @property
    def records(self) -> State:
        """The records, as :func:`mllm_kg.curation.difference.differences` takes them."""
        wanted = (".yaml", ".yml", "survey/listing.csv")
        return State(self.told, {name: text for name, text in self.below("data").items() if name.endswith(wanted)})

    def unpacked(self, folder: Path) -> Assets:
        """Write the files into a folder, which exists, and return them as sources that a graph is built from.

        :raises OSError: when that can't be done
        """
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name in _FOLDERS:
            (folder / name).mkdir(exist_ok=True)
        return Assets(folder)


def read_sources(path: Path, told: str) -> Sources:
    """Return the sources in a checkout, a bundle, a wheel or an archive.

    :param path: where they are
    :param told: what the user calls them
    :raises UnreadableInput: when they can't be read
    :raises UsageError: when there are none
    """
    try:
        if path.is_dir():
            inner = path / SOURCES
            return _chosen(_of_tar(inner.read_bytes()) if inner.is_file() else _of_folder(path), told)
        return _chosen(_of_archive(path), told)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, RuntimeError):
        raise UnreadableInput(told, "no sources can be read from it: this is no whole archive") from None
    except OSError as error:
        raise UnreadableInput(told, f"no sources can be read from it: {error.strerror or error}") from None


def earlier_sources(told: str | None, root: Path, version: Version) -> Sources | None:
    """Return the sources of the release before, or ``None`` when this is the first one.

    :param told: a path or a git revision; ``None`` for the last tag
    :param root: the checkout
    :param version: the version at hand
    :raises UsageError: when it is neither a path nor a revision, or holds no sources
    :raises UnreadableInput: when it can't be read
    :raises NotReleasable: when the version is tagged already, elsewhere
    """
    if told is not None and Path(told).exists():
        return read_sources(Path(told), told)
    revision = told if told is not None else last_tag(root, version)
    if revision is None:
        return None
    if not (root / ".git").exists():
        raise UsageError(f"{revision!r} is no file and no folder, and {root} is no git checkout.", hint=_HINT)
    if revision.startswith("-"):
        raise UsageError(f"{revision!r} is no revision.", hint=_HINT)
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise UsageError(f"{revision!r} is no file, no folder and no git revision of {root}.", hint=_HINT)
    archive = _git(root, "archive", "--format=tar", commit.decode().strip())
    if archive is None:
        raise UnreadableInput(revision, "git can't give the files of this revision")
    return _chosen(_of_tar(archive), revision)


_HINT = "Give a bundle of an earlier release, its zip file, a wheel or a git tag: make release PREVIOUS=..."


def last_tag(root: Path, version: Version) -> str | None:
    """Return the highest tag ``v1.2.3`` in the history of a checkout that is below a version, if there is one.

    :raises NotReleasable: when the version itself is tagged at another commit
    """
    if not (root / ".git").exists():
        return None
    names = (_git(root, "tag", "--merged", "HEAD", "--list", "v*") or b"").decode().split()
    tagged = _git(root, "rev-parse", "--verify", "--quiet", f"refs/tags/v{number(version)}^{{commit}}")
    if tagged is not None and tagged != _git(root, "rev-parse", "HEAD"):
        raise NotReleasable(f"v{number(version)} is released already: its tag is at another commit. Raise the version.")
    known = {numbers: name for name in names if (numbers := parsed(name.removeprefix("v"))) and numbers < version}
    return known[max(known)] if known else None


def uncommitted(root: Path) -> int:
    """Return how many files of a checkout differ from its last commit; 0 where there is no git."""
    told = _git(root, "status", "--porcelain") if (root / ".git").exists() else None
    return len((told or b"").splitlines())


def _chosen(files: Iterable[tuple[str, bytes]], told: str) -> Sources:
    """Keep the sources among the files of a state, by their path from the folder that has all of them."""
    found = dict(files)
    marks = sorted((name for name in found if name == _MARK or name.endswith(f"/{_MARK}")), key=len)
    if not marks:
        raise UsageError(f"{told} holds no sources of the graph: it has no {_MARK}.", hint=_HINT)
    top = marks[0].removesuffix(_MARK)
    within = {name.removeprefix(top): content for name, content in found.items() if name.startswith(top)}
    return Sources(told, {name: content for name, content in sorted(within.items()) if _is_source(name)})


def _is_source(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if any(part.startswith(".") for part in parts):  # hidden, or a way out of the folder
        return False
    return name in _FILES or (len(parts) > 1 and parts[0] in _FOLDERS)


def _of_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    for name in _FILES:
        if (folder / name).is_file():
            yield name, (folder / name).read_bytes()
    for top in _FOLDERS:
        for path in sorted((folder / top).rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def _of_archive(path: Path) -> list[tuple[str, bytes]]:
    if not zipfile.is_zipfile(path):
        return list(_of_tar(path.read_bytes()))
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        inner = sorted((name for name in names if name == SOURCES or name.endswith(f"/{SOURCES}")), key=len)
        if inner:
            return list(_of_tar(archive.read(inner[0])))
        return [(name, archive.read(name)) for name in names if not name.endswith("/")]


def _of_tar(content: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                yield member.name, file.read()


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git says, or ``None`` when it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
