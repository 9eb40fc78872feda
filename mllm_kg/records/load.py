"""All records of a folder, each read once as long as it stays the same.

What a record states is kept in the build's cache under the digest of the record's bytes; the cache as a whole holds
for one context and one version of the code that reads records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.findings import Finding, Location, Severity
from mllm_kg.namespaces import KG, KINDS
from mllm_kg.records import context as context_module
from mllm_kg.records import model, rdf, reader, values
from mllm_kg.records.context import Context
from mllm_kg.records.model import RecordGraphs
from mllm_kg.records.rdf import record_graphs
from mllm_kg.records.reader import record_from_text

__all__ = ["Progress", "expected_path", "load_records", "record_files"]

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and how much there is."""

_CODE = (context_module, model, rdf, reader, values)


def record_files(data: Path) -> list[Path]:
    """Return the record files below ``data/`` in an order that no file system changes."""
    return sorted(data.glob("*/*.yaml"), key=lambda path: (path.parent.name, path.name))


def expected_path(entity: str) -> str | None:
    """Return where the record of an entity belongs, relative to the sources; ``None`` for a kind without records."""
    kind, _, slug = entity.removeprefix(KG).partition("/")
    folder = KINDS[kind].folder
    if not folder:
        return None
    return f"data/{folder}/{kind}-{slug}.yaml" if folder == "taxonomy" else f"data/{folder}/{slug}.yaml"


def load_records(assets: Assets, cache: Path | None, progress: Progress) -> list[RecordGraphs]:
    """Return what every record states, in the order of the files.

    :param assets: the sources
    :param cache: a file to keep results in between builds; ``None`` keeps nothing
    :param progress: told about each record
    :raises RecordErrors: with every mistake of every record
    """
    context_file = assets.ontology / "context.jsonld"
    context = Context.load(context_file)
    key = _cache_key(context_file)
    kept = _read_cache(cache, key)
    files = record_files(assets.data)
    entries: dict[str, dict[str, Any]] = {}
    findings: list[Finding] = []
    for done, path in enumerate(files, start=1):
        name = path.relative_to(assets.root).as_posix()
        content = _read(path, name)
        digest = hashlib.sha256(content).hexdigest()
        entry = kept.get(name)
        if entry is None or entry["digest"] != digest:
            try:
                entry = {"digest": digest, **_convert(content, name, context).to_json()}
            except RecordErrors as error:
                findings.extend(error.findings)
                continue
        entries[name] = entry
        progress("reading records", done, len(files))
    if findings:
        raise RecordErrors(findings)
    if cache is not None and entries != kept:
        _write_cache(cache, key, entries)
    return _revive(list(entries.values()))


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(name, error.strerror or str(error)) from None


def _convert(content: bytes, name: str, context: Context) -> RecordGraphs:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        place = Location(name, line, 1)
        raise RecordErrors([Finding("yaml", Severity.VIOLATION, "This is not UTF-8.", None, place)]) from None
    record = record_from_text(text, name)
    graphs = record_graphs(record, context)
    right = expected_path(graphs.entity)
    if right != name:
        advice = f"Its place is {right}." if right else "Entities of this kind have no record of their own."
        place = record.at(record.root.value["id"])
        message = f"{graphs.entity.removeprefix(KG)} stands in the wrong file."
        raise RecordErrors([Finding("record-file", Severity.VIOLATION, message, advice, place)])
    return graphs


def _revive(entries: list[dict[str, Any]]) -> list[RecordGraphs]:
    """Turn cache entries into statements, with one call of the parser for all of them."""
    texts = [entry["quads"] for entry in entries]
    quads = iter(list(ox.parse("".join(texts), ox.RdfFormat.N_QUADS)))
    return [
        RecordGraphs.from_json(entry, [next(quads) for _ in range(text.count("\n"))])
        for entry, text in zip(entries, texts, strict=True)
    ]


def _cache_key(context_file: Path) -> str:
    digest = hashlib.sha256(context_file.read_bytes())
    for module in _CODE:
        digest.update(Path(module.__file__ or "").read_bytes())
    digest.update(ox.__version__.encode())
    return digest.hexdigest()


def _read_cache(cache: Path | None, key: str) -> dict[str, dict[str, Any]]:
    try:
        content = json.loads(cache.read_bytes()) if cache else {}
        return dict(content["records"]) if content.get("key") == key else {}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def _write_cache(cache: Path, key: str, entries: dict[str, dict[str, Any]]) -> None:
    draft = cache.with_suffix(".new")
    draft.write_text(json.dumps({"key": key, "records": entries}, ensure_ascii=False), encoding="utf-8")
    draft.replace(cache)
