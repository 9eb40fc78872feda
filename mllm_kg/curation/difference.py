"""What changed between two states of the graph, by entity and field.

1. Files that are the same on both sides are left out; the others are read as plain records.
2. Records are paired by their id. One that went and one that came with the same identifier, or of the same kind with the
   same title or label, are one entity under a new name.
3. A record is a set of fields: ``title``, ``label.ko``, ``according_to[https://…].year``. A field with one value on either
   side changed; of several values, some came and some went. The order counts for authors alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mllm_kg.assets import Assets
from mllm_kg.curation.states import PlainRecord, State, plain_records
from mllm_kg.findings.sentence import say
from mllm_kg.lookup import fold

__all__ = ["Difference", "EntityChange", "FieldChange", "differences", "field_changes"]

ADDED, REMOVED, CHANGED, RENAMED = "added", "removed", "changed", "renamed"
STATUSES = (ADDED, REMOVED, RENAMED, CHANGED)
_IDENTIFIERS = ("arxiv_id", "doi", "acl_anthology_id", "iso639_3", "glottocode")
_NAMES = ("title", "label", "pref_label", "listed_title")
_ORDERED = ("authors",)
_BLOCK_NAMES = ("id", "source", "see", "note")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changed.

    :param field: its name; what stands in a block has the block's name in front
    :param removed: the values that went
    :param added: the values that came
    :param reordered: whether the same values stand in another order
    """

    field: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    reordered: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The change as people read it: in one line for one value, else what went and what came."""
        if self.reordered:
            return (say("{field}: in another order", field=self.field),)
        if len(self.removed) == len(self.added) == 1:
            return (f"{self.field}: {self.removed[0]} → {self.added[0]}",)
        sides = (("-", self.removed), ("+", self.added))
        return tuple(f"{mark} {self.field}: {', '.join(values)}" for mark, values in sides if values)


@dataclass(frozen=True, slots=True)
class EntityChange:
    """One entity that changed.

    :param id: its ``kind/slug``, in the later state if it is there
    :param label: what people call it
    :param status: ``added``, ``removed``, ``renamed`` or ``changed``
    :param before: its ``kind/slug`` before, when it was renamed
    :param fields: its fields that changed; all of them when it was added or removed
    """

    id: str
    label: str
    status: str
    before: str | None
    fields: tuple[FieldChange, ...]

    @property
    def named(self) -> str:
        """The entity as people read it: its id, the one before, its label."""
        label = f"  {self.label}" if self.label else ""
        if self.before:
            return say("{id} (was {before}){label}", id=self.id, before=self.before, label=label)
        return f"{self.id}{label}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two states.

    :param before: what the earlier state is called
    :param after: what the later one is called
    :param entities: the entities that changed, by id
    """

    before: str
    after: str
    entities: tuple[EntityChange, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many entities there are of each status."""
        found = Counter(entity.status for entity in self.entities)
        return {status: found[status] for status in STATUSES}

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {
            "before": self.before,
            "after": self.after,
            "counts": self.counts,
            "entities": [asdict(entity) for entity in self.entities],
        }


def differences(before: State, after: State, assets: Assets) -> Difference:
    """Return what changed from one state to another.

    :raises RecordErrors: when a file that differs can't be read
    """
    same = {name for name, text in before.files.items() if after.files.get(name) == text}
    old = plain_records(before, set(before.files) - same, assets)
    new = plain_records(after, set(after.files) - same, assets)
    renamed = _renamed({i: r for i, r in old.items() if i not in new}, {i: r for i, r in new.items() if i not in old})
    return Difference(before.name, after.name, tuple(sorted(_changes(old, new, renamed), key=lambda change: change.id)))


def _changes(
    old: Mapping[str, PlainRecord], new: Mapping[str, PlainRecord], renamed: Mapping[str, str]
) -> Iterator[EntityChange]:
    for entity, record in new.items():
        earlier = renamed.get(entity, entity)
        fields = tuple(field_changes(old.get(earlier, {}), record))
        if entity in renamed:
            yield EntityChange(entity, _label(record), RENAMED, earlier, fields)
        elif entity not in old:
            yield EntityChange(entity, _label(record), ADDED, None, fields)
        elif fields:
            yield EntityChange(entity, _label(record), CHANGED, None, fields)
    for entity, record in old.items():
        if entity not in new and entity not in renamed.values():
            yield EntityChange(entity, _label(record), REMOVED, None, tuple(field_changes(record, {})))


def _renamed(gone: Mapping[str, PlainRecord], come: Mapping[str, PlainRecord]) -> dict[str, str]:
    """Return the earlier id of each entity that only changed its name."""
    earlier: dict[tuple[str, str], list[str]] = {}
    for entity, record in gone.items():
        for mark in _marks(entity, record):
            earlier.setdefault(mark, []).append(entity)
    found: dict[str, str] = {}
    for entity, record in come.items():
        for mark in _marks(entity, record):
            candidates = earlier.get(mark, [])
            if len(candidates) == 1 and candidates[0] not in found.values():
                found[entity] = candidates[0]
                break
    return found


def _marks(entity: str, record: PlainRecord) -> Iterator[tuple[str, str]]:
    """Go through what tells an entity from others: identifiers, then its name within its kind."""
    for key in _IDENTIFIERS:
        if key in record:
            yield key, str(record[key]).lower()
    for key in _NAMES:
        if isinstance(record.get(key), str):
            yield entity.partition("/")[0], fold(record[key])


def _label(record: PlainRecord) -> str:
    for key in _NAMES:
        value = record.get(key)
        if isinstance(value, Mapping) and value:
            return str(value.get("en", next(iter(value.values()))))
        if value:
            return str(value)
    return ""


def field_changes(old: PlainRecord, new: PlainRecord) -> Iterator[FieldChange]:
    """Go through the fields in which two records differ, in the order of the old one; their ids are left out."""
    before, after = dict(_flat(old)), dict(_flat(new))
    for field in dict.fromkeys([*before, *after]):
        was, now = before.get(field, []), after.get(field, [])
        removed, added = _without(was, now), _without(now, was)
        reordered = not removed and not added and was != now and field.rsplit(".", 1)[-1] in _ORDERED
        if field != "id" and (removed or added or reordered):
            yield FieldChange(field, removed, added, reordered)


def _without(values: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    left = Counter(others)
    kept = []
    for value in values:
        if left[value]:
            left[value] -= 1
        else:
            kept.append(value)
    return tuple(kept)


def _flat(record: PlainRecord, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """Go through the fields of a record with all their values as text, those of blocks under the block's name."""
    for key, value in record.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            yield from _blocks(value, f"{prefix}{key}")
        else:
            items = value if isinstance(value, list) else [value]
            yield f"{prefix}{key}", [_shown(item) for item in items]


def _blocks(blocks: Iterable[Any], prefix: str) -> Iterator[tuple[str, list[str]]]:
    """Name each block by what tells it from the others: its id, its sources, its note; the second of a name is ``#2``."""
    seen: Counter[str] = Counter()
    for block in blocks:
        content = block if isinstance(block, Mapping) else {"": block}
        key = next((key for key in _BLOCK_NAMES if key in content), "")
        value = content.get(key, "")
        name = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        seen[name] += 1
        number = f"#{seen[name]}" if seen[name] > 1 else ""
        told = " ".join(part for part in (name, number) if part)
        rest = {field: item for field, item in content.items() if field != key}
        yield from _flat(rest, f"{prefix}[{told}]." if told else f"{prefix}.")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
