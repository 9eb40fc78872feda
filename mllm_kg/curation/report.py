"""The folder of an import: candidate records and a report, all of it or nothing.

::

    DIR/new/<slug>.yaml        one canonical record for each new entry
    DIR/doubtful/<slug>.yaml   one for each that may be in the graph already
    DIR/report.md              what became of each entry, to read
    DIR/report.json            the same as data

The folder is built beside its place and takes it by one rename; a folder that holds anything is left alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mllm_kg.curation.importing import Import
from mllm_kg.curation.matching import Pair
from mllm_kg.errors import OutputError
from mllm_kg.records.writer import canonical

__all__ = ["REASONS", "as_json", "as_markdown", "check_folder", "write_folder"]

REASONS = {
    "arxiv_id": "same arXiv id",
    "doi": "same DOI",
    "acl_anthology_id": "same ACL Anthology id",
    "title": "same title",
    "similar-title": "similar title",
    "same-name": "same name before the colon",
    "other-identifier": "another identifier",
    "other-year-and-authors": "same title, another year and other authors",
    "several-identifiers": "identifiers of several entities",
}
"""Why two works may be one, in words."""


def check_folder(folder: Path) -> None:
    """See that a folder can be made here, before any work is done.

    :raises OutputError: when it holds anything, or is no folder
    """
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise OutputError(f"{folder} is there already, and is no folder.", hint="Name another one with -o.")
        if folder.is_dir() and any(folder.iterdir()):
            raise OutputError(f"{folder} is not empty; nothing in it was changed.", hint="Name a new folder with -o.")
        if not folder.absolute().parent.is_dir():
            raise OutputError(f"{folder.parent} is no folder.", hint="Make it first, or name another one with -o.")
    except OSError as error:
        raise OutputError(f"{folder} can't be used: {error.strerror or error}.") from None


def write_folder(made: Import, folder: Path, order: Sequence[str]) -> None:
    """Write the candidates and the report of an import.

    :param made: the import
    :param folder: a folder that does not exist, or is empty
    :param order: the keys of records in order
    :raises OutputError: when that fails; the folder is then as it was before
    """
    check_folder(folder)
    folder = folder.absolute()
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        draft.mkdir()
        for name, content in _files(made, order):
            _write(draft / name, content)
        _sync(draft)
        os.replace(draft, folder)
        _sync(folder.parent)
    except OSError as error:
        raise OutputError(f"{folder} can't be written: {error.strerror or error}.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _files(made: Import, order: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name, candidates in (("new", made.new), ("doubtful", [doubt.candidate for doubt in made.doubtful])):
        for candidate in candidates:
            yield f"{name}/{candidate.id.partition('/')[2]}.yaml", canonical(candidate.record, order)
    yield "report.json", as_json(made)
    yield "report.md", as_markdown(made)


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file:
        file.write(content.encode())
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every file system lets a folder be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def as_json(made: Import) -> str:
    """Return the report as JSON text."""
    document = {
        "format": made.format,
        "file": made.name,
        "source": made.source or None,
        "kind": made.kind,
        "counts": made.counts,
        "new": [{"id": candidate.id, "entry": candidate.entry.to_dict()} for candidate in made.new],
        "doubtful": [doubt.to_dict() for doubt in made.doubtful],
        "known": [known.to_dict() for known in made.known],
        "repeated": [repeat.to_dict() for repeat in made.repeated],
        "findings": [
            {
                "rule": found.rule,
                "severity": found.severity.value,
                "line": found.location.line if found.location else None,
                "column": found.location.column if found.location else None,
                "message": str(found.message),
                "suggestion": str(found.suggestion) if found.suggestion else None,
            }
            for found in made.findings
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_markdown(made: Import) -> str:
    """Return the report as Markdown text."""
    counted = ", ".join(f"{number} {name}" for name, number in made.counts.items())
    lines = ["# Import report", "", f"`{_code(made.name)}` ({made.format}, kind {made.kind}): {counted}.", ""]
    if made.source:
        lines += [f"Source: <{made.source}>", ""]
    for title, section in (
        ("Doubtful", _doubtful),
        ("New", _new),
        ("Known", _known),
        ("Repeated", _repeated),
        ("Not read", _findings),
    ):
        if rows := list(section(made)):
            lines += [f"## {title}", "", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def _doubtful(made: Import) -> Iterator[str]:
    yield from (
        ("Decide for each: if it is the same work, complete its record; if not, add `doubtful/<slug>.yaml`.", "")
        if made.doubtful
        else ()
    )
    for doubt in made.doubtful:
        entry = doubt.candidate.entry
        yield f"- line {entry.location.line}: {_said(entry.title, [entry.year], entry.authors)} (`doubtful/{doubt.candidate.id.partition('/')[2]}.yaml`)"
        yield from (f"  - {_pair(pair)}" for pair in doubt.pairs)


def _new(made: Import) -> Iterator[str]:
    for candidate in made.new:
        entry = candidate.entry
        tags = f" [{_plain('; '.join(entry.tags))}]" if entry.tags else ""
        yield f"- line {entry.location.line}: {_said(entry.title, [entry.year], entry.authors)} (`new/{candidate.id.partition('/')[2]}.yaml`){tags}"


def _known(made: Import) -> Iterator[str]:
    for known in made.known:
        title = _plain(known.entry.title or known.pair.work.title)
        where = f" in `{_code(known.pair.work.file)}`" if known.pair.work.file else ""
        yield f"- line {known.entry.location.line}: {title} is `{known.pair.work.id}`{where} ({REASONS[known.pair.reason]})"
        yield from (f"  - {row}" for row in _differing(known.differences))


def _repeated(made: Import) -> Iterator[str]:
    for repeat in made.repeated:
        reason = REASONS[repeat.pair.reason]
        yield f"- line {repeat.entry.location.line}: {_plain(repeat.entry.title)} repeats line {repeat.first.location.line} ({reason})"
        yield from (f"  - {row}" for row in _differing(repeat.differences))


def _findings(made: Import) -> Iterator[str]:
    for found in made.findings:
        line = found.location.line if found.location else "?"
        yield f"- line {line}: {found.severity}: {_plain(str(found.message))} {_plain(str(found.suggestion or ''))} ({found.rule})"


def _differing(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        listed, graph = (
            ", ".join(map(str, side if isinstance(side, list) else [side])) for side in (row["listed"], row["graph"])
        )
        yield f"{row['field']}: the list has {_plain(listed)}; " + (
            f"known is {_plain(graph)}" if graph else "none is known"
        )


def _pair(pair: Pair) -> str:
    where = f" in `{_code(pair.work.file)}`" if pair.work.file else ""
    return f"{pair.score:.0f} `{pair.work.id}`{where}: {_said(pair.work.title, pair.work.years, pair.work.authors)} ({REASONS[pair.reason]})"


def _said(title: str, years: Sequence[int | None], authors: Sequence[str]) -> str:
    when = "/".join(str(year) for year in years if year)
    who = f"{authors[0]}{' et al.' if len(authors) > 1 else ''}" if authors else ""
    return f"**{_plain(title)}**" + "".join(f", {_plain(part)}" for part in (who, when) if part)


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in " ".join(text.split()))


def _code(text: str) -> str:
    return " ".join(text.replace("`", "'").split())
