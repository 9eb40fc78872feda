"""All records, each read once as long as it stays the same.

A record in the user's own folder stands in for the one of the same entity that came with the sources.

What a record states is kept in the build's cache under the digest of the record's bytes; the cache as a whole holds
for one context and one version of the code that reads records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from mllm_kg.assets import Assets, record_paths
from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.findings import Finding, Severity, say
from mllm_kg.namespaces import KG, KINDS
from mllm_kg.records import context as context_module
from mllm_kg.records import evidence, faults, model, rdf, reader, references, values
from mllm_kg.records.context import Context
from mllm_kg.records.model import RecordGraphs
from mllm_kg.records.rdf import record_graphs
from mllm_kg.records.reader import Record, record_from_text
from mllm_kg.records.text import decode, in_text

__all__ = ["Progress", "expected_path", "load_records", "record_files", "wrong_file"]

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and how much there is."""

_CODE = (context_module, evidence, faults, model, rdf, reader, references, values)


def record_files(assets: Assets) -> dict[str, Path]:
    """Return the files of the records in force, in an order that no file system changes.

    :returns: each by the name that provenance has for it: ``data/models/bloomz.yaml`` for one that came with the
        sources, ``own/models/bloomz.yaml`` for one of the user's own, which stands in for the former
    """
    found = {(path.parent.name, path.name): ("data", path) for path in record_paths(assets.data)}
    if assets.own is not None:
        found |= {(path.parent.name, path.name): ("own", path) for path in record_paths(assets.own)}
    return {f"{where}/{folder}/{file}": path for (folder, file), (where, path) in sorted(found.items())}


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
    :raises RecordErrors: with every mistake of every record, in the order of the files and their lines
    """
    context_file = assets.ontology / "context.jsonld"
    context = Context.load(context_file)
    key = _cache_key(context_file)
    kept = _read_cache(cache, key)
    entries: dict[str, dict[str, Any]] = {}
    findings: list[Finding] = []
    files = record_files(assets)
    for done, (name, path) in enumerate(files.items(), start=1):
        shown = str(path) if name.startswith("own/") else name
        content = _read(path, shown)
        digest = hashlib.sha256(content).hexdigest()
        entry = kept.get(name)
        if entry is None or entry["digest"] != digest:
            try:
                entry = {"digest": digest, **_convert(content, name, shown, context).to_json()}
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


def _convert(content: bytes, name: str, shown: str, context: Context) -> RecordGraphs:
    """Return what a record states; provenance calls its file ``name``, and findings call it ``shown``."""
    text = decode(content, shown)
    if isinstance(text, Finding):
        raise RecordErrors([text])
    record = record_from_text(text, shown)
    graphs = record_graphs(record, context)
    wrong = wrong_file(record, graphs, name)
    if wrong:
        raise RecordErrors(in_text([wrong], text))
    if shown != name:
        graphs.graphs = [replace(known, file=name) for known in graphs.graphs]
    return graphs


def wrong_file(record: Record, graphs: RecordGraphs, name: str) -> Finding | None:
    """Return the finding for a record that stands in the wrong file, or whose entity has no record of its own.

    :param record: the record
    :param graphs: what it became
    :param name: the file as provenance calls it: below ``data/`` or ``own/``
    """
    right, entity = expected_path(graphs.entity), graphs.entity.removeprefix(KG)
    where, _, stands = name.partition("/")
    if right is None:
        kind = entity.partition("/")[0]
        message = say("An entity of the kind '{kind}' has no record of its own.", kind=kind)
        advice = say("Name it in the records that it belongs to.")
    elif right.partition("/")[2] != stands:
        message = say("{entity} stands in the wrong file.", entity=entity)
        advice = say("Its file is {right}.", right=f"{where}/{right.partition('/')[2]}")
    else:
        return None
    place = record.at(record.root.value["id"])
    return Finding("record-file", Severity.VIOLATION, message, advice, place, focus=graphs.entity)


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
