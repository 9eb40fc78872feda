"""New statements about an entity, joined to the record that it has, so that the difference is as small as can be.

1. What the record says already stays where it stands.
2. Facts that rest on pages which are all among the record's evidence become the record's own.
3. Other facts with a source go to the block of ``according_to`` with the same pages, or make a new one.
4. Facts without a source go to the first plain block of ``unconfirmed``, or make one. Names need no source.
5. A key that has a value gets a further one; nothing is replaced. What was unconfirmed and has a source now is no longer
   told as unconfirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from mllm_kg.records.context import GRAPH_KEYS, Context

__all__ = ["merged"]

_APART = frozenset((*GRAPH_KEYS, "id"))
_OF_BLOCKS = ("source", "see", "note", "checked", "checked_by")


def merged(record: Mapping[str, Any], new: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Return a record with new facts joined to it.

    :param record: the record, as plain data
    :param new: the new facts in the form of a record
    :param context: the keys of records, which tell what takes several values
    """
    result = deepcopy(dict(record))
    own = {key: value for key, value in new.items() if key not in _APART}
    if set(_items(new.get("evidence"))) <= set(_items(result.get("evidence"))):
        _join(result, own, context)
    else:
        block = {"source": _items(new["evidence"]), **{key: new[key] for key in _OF_BLOCKS[3:] if key in new}}
        _into_block(result, "according_to", {**block, **own}, context)
    for name in ("according_to", "unconfirmed"):
        for block in _items(new.get(name)):
            _into_block(result, name, block, context)
    for block in [new, *_items(new.get("according_to"))]:
        if new.get("evidence") or block is not new:
            _settle(result, block)
    return result


def _settle(record: dict[str, Any], confirmed: Mapping[str, Any]) -> None:
    """Take what has a source now out of the blocks of ``unconfirmed``, and blocks that then tell nothing."""
    kept = []
    for block in _items(record.get("unconfirmed")):
        for key in [key for key in block if key in confirmed and key not in _APART and key not in _OF_BLOCKS]:
            left = [item for item in _items(block[key]) if item not in _items(confirmed[key])]
            if not left:
                del block[key]
            elif len(left) < len(_items(block[key])):
                block[key] = left
        if set(block) - set(_OF_BLOCKS):
            kept.append(block)
    if kept:
        record["unconfirmed"] = kept
    else:
        record.pop("unconfirmed", None)


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _into_block(record: dict[str, Any], name: str, block: Mapping[str, Any], context: Context) -> None:
    """Join a block to the one that rests on the same, or add it."""
    blocks = _items(record.get(name))
    record[name] = blocks
    facts = {key: value for key, value in block.items() if key not in _OF_BLOCKS}
    for known in blocks:
        if isinstance(known, dict) and all(_same(known.get(key), block.get(key)) for key in _OF_BLOCKS):
            _join(known, facts, context)
            return
    blocks.append(dict(block))


def _same(one: Any, other: Any) -> bool:
    return sorted(map(str, _items(one))) == sorted(map(str, _items(other)))


def _join(known: dict[str, Any], new: Mapping[str, Any], context: Context) -> None:
    """Join keys and values to those of a record or of a block."""
    for key, value in new.items():
        if isinstance(value, Mapping):
            texts = known.setdefault(key, {})
            for tag, text in value.items():
                texts[tag] = _joined(texts.get(tag), text, several=False)
        else:
            definition = context.keys.get(key)
            known[key] = _joined(known.get(key), value, several=definition is not None and definition.several)


def _joined(known: Any, new: Any, *, several: bool) -> Any:
    """Return old and new values, each once; a single one without brackets, unless its key always has them."""
    items = [*_items(known)]
    items += [item for item in _items(new) if item not in items]
    return items if several or len(items) != 1 else items[0]
