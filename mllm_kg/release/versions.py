"""Which version the sources say they are, in each place that says so, and the steps between versions.

A version has three numbers (Semantic Versioning 2.0.0). Before 1.0.0 the second number takes the place of the first, and
the third that of the second, as package managers read them.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.errors import NotReleasable, UnreadableInput, UsageError
from mllm_kg.namespaces import BASE, ONTOLOGY, PREFIXES
from mllm_kg.records.reader import load_yaml
from mllm_kg.release.model import Edition

__all__ = ["NEEDED", "STEPS", "Version", "edition", "number", "parsed", "stated_versions", "stepped", "suffices"]

Version = tuple[int, int, int]
STEPS = ("patch", "minor", "major")
"""What a version's step can be, the smallest first."""

NEEDED = ("pyproject.toml", "CITATION.cff", "CHANGELOG.md", "LICENSE", "LICENSE-DATA")
"""The files that a release needs beside the folders of the sources."""

_OWL = PREFIXES["owl"]
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_IN_ADDRESS = re.compile(re.escape(BASE) + r"[\w/.-]*?/(\d+\.\d+\.\d+)(?![\d.]*\d)")
_ELSEWHERE = {
    "mllm_kg/__init__.py": re.compile(r'^__version__ = "([^"]+)"', re.MULTILINE),
    "docs/citing.md": re.compile(r"^\s*version\s*=\s*\{([^}]+)\}", re.MULTILINE),
}
_SECTION = re.compile(r"^## \[?([^\]\n]+?)\]?(?:\s+[-–—]\s+(\d{4}-\d{2}-\d{2}))?\s*$", re.MULTILINE)
_UNRELEASED = "Unreleased"


def parsed(text: str) -> Version | None:
    """Return the numbers of a version such as ``1.2.0``, or ``None`` when it is written otherwise."""
    found = _VERSION.fullmatch(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def number(version: Version) -> str:
    """Return a version as people write it."""
    return ".".join(map(str, version))


def stepped(before: Version, step: str) -> Version:
    """Return the smallest version that is a ``step`` of :data:`STEPS` after another."""
    major, minor, patch = before
    level = STEPS.index(step) - (1 if major == 0 else 0)
    return (major + 1, 0, 0) if level == 2 else (major, minor + 1, 0) if level == 1 else (major, minor, patch + 1)


def suffices(before: Version, after: Version, step: str) -> bool:
    """Return whether a version is at least a ``step`` of :data:`STEPS` after another."""
    return after >= stepped(before, step)


def edition(root: Path) -> tuple[Edition, list[str]]:
    """Return which release the sources are, and what a person should know about it.

    :param root: the checkout
    :raises UsageError: when it is none, or the setting ``SOURCE_DATE_EPOCH`` is no number
    :raises UnreadableInput: when a file can't be read
    :raises NotReleasable: when the places that state the version do not agree
    """
    missing = [name for name in NEEDED if not (root / name).is_file()]
    if missing:
        raise UsageError(
            f"{root} has no {', '.join(missing)}.", hint="A release is made from a checkout of the project's sources."
        )
    stated = list(stated_versions(root))
    version = next(version for place, version in stated if place == "pyproject.toml")
    problems = [f"{place}: {other}" for place, other in stated if other != version]
    numbers = parsed(version)
    if problems or numbers is None:
        kept = [f"pyproject.toml: {version}", *problems]
        raise NotReleasable("The version is not the same everywhere, in the form 1.2.3.", kept)
    released = _date_released(root)
    warnings = _changelog(_text(root / "CHANGELOG.md"), version, released)
    return Edition(version, numbers, released, _epoch(released)), warnings


def stated_versions(root: Path) -> Iterator[tuple[str, str]]:
    """Go through the places that state the version, with what they state; one that should and does not states nothing.

    :raises UnreadableInput: when a file can't be read
    """
    try:
        project = tomllib.loads(_text(root / "pyproject.toml")).get("project", {})
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput("pyproject.toml", str(error)) from None
    yield "pyproject.toml", str(project.get("version", "nothing"))
    yield "CITATION.cff version", str(_citation(root).get("version", "nothing"))
    for name, pattern in _ELSEWHERE.items():
        if (root / name).is_file():
            found = pattern.search(_text(root / name))
            yield name, found[1] if found else "nothing"
    for path in sorted((root / "ontology").glob("*.ttl")):
        yield from _of_ontology(path)
    for path in sorted((root / "ontology").glob("*.jsonld")):
        for version in sorted(set(_IN_ADDRESS.findall(_text(path)))):
            yield f"ontology/{path.name}, in an address", version


def _of_ontology(path: Path) -> Iterator[tuple[str, str]]:
    name = f"ontology/{path.name}"
    header: dict[str, list[str]] = {}
    try:
        for quad in ox.parse(_text(path), ox.RdfFormat.TURTLE, base_iri=BASE):
            ours = isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(ONTOLOGY)
            if ours and quad.predicate.value.startswith(_OWL + "version"):
                value = quad.object.value if isinstance(quad.object, (ox.NamedNode, ox.Literal)) else ""
                header.setdefault(quad.predicate.value.removeprefix(_OWL), []).append(value)
    except SyntaxError as error:
        raise UnreadableInput(name, error.msg, line=error.lineno, column=error.offset) from None
    for key in ("versionInfo", "versionIRI"):
        for value in header.get(key, ["nothing"] if key == "versionInfo" else []):
            yield f"{name} owl:{key}", value.rpartition("/")[2]


def _date_released(root: Path) -> date:
    told = str(_citation(root).get("date-released", ""))
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise NotReleasable(f"CITATION.cff has no date-released like 2026-11-22, but {told!r}.") from None


def _changelog(text: str, version: str, released: date) -> list[str]:
    """Hold the changelog to the version.

    :returns: what a person should know: that the changes are not under the version yet
    :raises NotReleasable: when it has a newer version, another date, or changes after this version
    """
    sections = {found[1]: (found[2], found.end()) for found in _SECTION.finditer(text)}
    newest = next((numbers for name in sections if (numbers := parsed(name))), None)
    if newest and newest > (parsed(version) or newest):
        raise NotReleasable(f"CHANGELOG.md has {number(newest)}, but the version is {version}.")
    unreleased = _UNRELEASED in sections and _has_entries(text, sections[_UNRELEASED][1])
    if version not in sections:
        if not unreleased:
            raise NotReleasable(f"CHANGELOG.md has no section for {version}, and nothing under {_UNRELEASED}.")
        told = f"## {version} - {released.isoformat()}"
        return [f"CHANGELOG.md has the changes under {_UNRELEASED}; before you publish, call that section {told!r}."]
    if unreleased:
        raise NotReleasable(f"CHANGELOG.md has changes after {version}, under {_UNRELEASED}: raise the version.")
    dated = sections[version][0]
    if dated != released.isoformat():
        raise NotReleasable(f"CHANGELOG.md dates {version} {dated or 'not at all'}, CITATION.cff {released}.")
    return []


def _has_entries(text: str, start: int) -> bool:
    return any(line.startswith(("-", "*")) for line in text[start:].split("\n## ", 1)[0].splitlines())


def _epoch(released: date) -> int:
    """Return the time of the files: ``SOURCE_DATE_EPOCH`` (reproducible-builds.org), else the day's first second, UTC."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told and not told.isdecimal():
        raise UsageError(f"SOURCE_DATE_EPOCH={told!r} is no number of seconds since 1970.")
    midnight = datetime(released.year, released.month, released.day, tzinfo=UTC)
    return int(told) if told else int(midnight.timestamp())


def _citation(root: Path) -> dict[str, object]:
    told = load_yaml(_text(root / "CITATION.cff"), "CITATION.cff")
    if not isinstance(told, dict):
        raise UnreadableInput("CITATION.cff", "this is no mapping, as the Citation File Format wants")
    return told


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error)) from None
    except UnicodeDecodeError:
        raise UnreadableInput(str(path), "this is not UTF-8") from None
