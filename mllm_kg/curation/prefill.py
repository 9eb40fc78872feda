"""What is given of a new record: a bibliography's entry, identifiers, single keys. Nothing is fetched.

An identifier tells the page that it stands for, and what :mod:`mllm_kg.curation.identifiers` reads off it; what someone
gives with ``KEY=VALUE`` counts before what an entry says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mllm_kg.curation.identifiers import EXAMPLES, NAMES, Identifiers, identify, told_by_arxiv, written
from mllm_kg.curation.importers.candidates import facts_of
from mllm_kg.curation.importers.model import Entry
from mllm_kg.curation.importers.venues import Venues
from mllm_kg.curation.importing import read_list
from mllm_kg.errors import UnknownName, UnreadableInput, UsageError
from mllm_kg.findings import Location, say
from mllm_kg.namespaces import KINDS, PREFIXES
from mllm_kg.nearest import nearest
from mllm_kg.records.context import Context, Key
from mllm_kg.records.values import BadValue, absolute_iri

__all__ = ["Given", "entry_of", "given"]

_EVIDENCE_KEYS = ("evidence", "checked", "checked_by")


@dataclass(slots=True)
class Given:
    """What is given of a record.

    :param facts: by the keys of records
    :param remarks: what no key can hold
    :param entry: the same as an entry of a list, for matching
    """

    facts: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    entry: Entry = field(default_factory=lambda: Entry(Location("given")))


def entry_of(format: str, text: str, name: str, venues: Venues) -> Entry:
    """Return the one entry of a bibliography.

    :param format: ``bibtex`` or ``csl-json``
    :raises UnreadableInput: when it can't be read
    :raises UsageError: when it holds none, or several
    """
    reading = read_list(format, text, name, venues)
    if len(reading.entries) == 1:
        return reading.entries[0]
    if reading.findings and not reading.entries:
        found = reading.findings[0]
        line = found.location.line if found.location else None
        raise UnreadableInput(name, f"{found.message} {found.suggestion or ''}".strip(), line=line)
    if not reading.entries:
        raise UsageError(f"{name} has no entry.", hint=f"Is it {format}?")
    hint = f"Make records of all of them with: mllm-kg import {format} {name}"
    raise UsageError(f"{name} has {len(reading.entries)} entries, and a record is about one.", hint=hint)


def given(
    kind: str,
    context: Context,
    *,
    entry: Entry | None = None,
    identifiers: Mapping[str, str] | None = None,
    title: str = "",
    values: Sequence[str] = (),
) -> Given:
    """Return what is given of a record.

    :param kind: its kind
    :param context: the keys
    :param entry: an entry of a bibliography
    :param identifiers: identifiers by key, as someone typed them
    :param title: its title, or its name
    :param values: ``KEY=VALUE``; several values of one key are given one by one, or as ``[a, b]``
    :raises UsageError: when an identifier or a value is not written like one
    :raises UnknownName: when no key has that name
    """
    made = Given(entry=entry or Entry(Location("given")))
    for key, text in (identifiers or {}).items():
        made.entry.identifiers = _identifier(key, text).joined(made.entry.identifiers)
    made.entry.title = " ".join(title.split()) or made.entry.title
    made.facts, made.remarks = facts_of(made.entry, kind)
    made.facts = {key: value for key, value in made.facts.items() if value not in ("", [])}
    if kind == "paper" and made.entry.identifiers.arxiv_id:
        month = "{}-{:02}".format(*told_by_arxiv(made.entry.identifiers.arxiv_id))
        made.remarks.append(say("The arXiv id tells the month in which it was submitted: {month}.", month=month))
    if pages := _evidence(made.entry):
        made.facts["evidence"] = pages
    name = "names" if kind == "language" else "pref_label"
    if kind in ("language", "family") or KINDS[kind].folder == "taxonomy":
        made.facts = {name if key == "label" else key: value for key, value in made.facts.items()}
    _put(made, kind, context, values)
    return made


def _identifier(key: str, text: str) -> Identifiers:
    found = written(key, text)
    if found is None:
        raise UsageError(f"{text!r} is no {NAMES[key]}.", hint=f"It looks like {EXAMPLES[key]}.")
    return found


def _evidence(entry: Entry) -> list[str]:
    pages = [*entry.identifiers.pages(), *(page for page in entry.pages if not identify(page).items())]
    return list(dict.fromkeys(page for page in pages if _is_address(page)))


def _is_address(text: str) -> bool:
    try:
        return bool(absolute_iri(text))
    except BadValue:
        return False


def _put(made: Given, kind: str, context: Context, values: Sequence[str]) -> None:
    """Take the values that are given key by key."""
    taken: set[str] = set()
    for text in values:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f"{text!r} sets nothing.", hint="Write, for example: --set year=2024")
        key = context.keys.get(name)
        if key is None and name not in _EVIDENCE_KEYS:
            known = [*context.keys, *_EVIDENCE_KEYS]
            raise UnknownName("key of a record", name, nearest(name, known))
        told = _value(key, value.strip())
        several = key.several if key else name != "checked"
        if not several:
            made.facts[name] = told
            continue
        before = made.facts.get(name, []) if name in taken else []
        made.facts[name] = [*before, *(told if isinstance(told, list) else [told])]
        taken.add(name)
    named = made.facts.get("title" if kind == "paper" else "label")
    made.entry.title = named if isinstance(named, str) else made.entry.title
    for name in NAMES:
        if isinstance(told := made.facts.get(name), str):
            made.entry.identifiers = _identifier(name, told).joined(made.entry.identifiers)


def _value(key: Key | None, text: str) -> Any:
    """Return a value as records have it: numbers and truth values where the key takes them, texts else."""
    if text.startswith("[") and text.endswith("]") and (key is None or key.several):
        return [_value(key, part.strip()) for part in text[1:-1].split(",") if part.strip()]
    if key and key.by_language:
        tag, colon, told = text.partition(":")
        return (
            {tag.strip(): told.strip()} if colon and tag.strip().isascii() and " " not in tag.strip() else {"en": text}
        )
    local = (key.datatype or "").removeprefix(PREFIXES["xsd"]) if key else ""
    if local == "integer" and text.isascii() and text.isdigit():
        return int(text)
    return text == "true" if local == "boolean" and text in ("true", "false") else text
