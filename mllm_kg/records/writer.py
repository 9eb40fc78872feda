"""The canonical form of a record: one spelling for each content, so that a diff shows only what changed.

How a record becomes text:

1. Keys stand in the order of the JSON-LD context; keys that it does not know (language tags in a map of names)
   follow alphabetically, English first.
2. Mappings and lists of mappings are written in block style, indented by two spaces.
3. A list of scalars is written ``[a, b]`` when it fits one line of 120 columns. A longer list stands one item a
   line, unless all its items are short codes (language and script codes), which flow over lines of 120 columns.
4. A string is plain when YAML 1.1 and YAML 1.2 both read it as that very string, double-quoted otherwise. Dates
   under a key for dates stay plain.

The text ends with a line feed; loading it with a YAML 1.2 core-schema loader and writing it again gives the same
bytes. Nothing here opens a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

WIDTH = 120
CODE_LENGTH = 10
DATE_KEYS = frozenset({"checked", "published", "release_date", "submitted"})

_WORDS = re.compile(r"(?i:y|yes|n|no|true|false|on|off|null|nil|none|~|=|<<|[-+]?\.inf|\.nan)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o[0-7_]*|0x[0-9a-fA-F_]+|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?"
    r"|[\d_]*\.[\d_.]*(?:[eE][-+]?\d+)?|\d[\d_]*(?:[eE][-+]?\d+)?)"
    r"|\d{4}-\d\d?-\d\d?(?:[Tt ].*)?"
)
_BARE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:.*\S)?")
_BREAKS = re.compile(r":(?:\s|$)|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_HIDDEN = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff]")
_FLOW_BREAKS = re.compile(r"[,?\[\]{}]")


def scalar(value: str | float | bool, *, flow: bool = False, date: bool = False) -> str:
    """Return *value* as one YAML scalar, as it stands inside a list (*flow*) or under a key for dates (*date*)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    return value if _is_plain(value, flow=flow, date=date) else _quoted(value)


def canonical(record: Mapping[str, Any], order: Sequence[str]) -> str:
    """Return the canonical text of *record*, with its keys in *order*."""
    rank = {key: position for position, key in enumerate(order)}
    return "".join(f"{line}\n" for line in _mapping(record, rank, 0))


def _is_plain(text: str, *, flow: bool, date: bool) -> bool:
    if date and _DATE.fullmatch(text):
        return True
    if not _BARE.fullmatch(text) or _BREAKS.search(text) or (flow and _FLOW_BREAKS.search(text)):
        return False
    return not (_WORDS.fullmatch(text) or _NUMBER.fullmatch(text))


def _quoted(text: str) -> str:
    """Return *text* in double quotes, with what JSON leaves bare and YAML would swallow escaped too."""
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _sorted_keys(mapping: Mapping[str, Any], rank: Mapping[str, int]) -> list[str]:
    return sorted(mapping, key=lambda key: (rank.get(key, len(rank)), key != "en", key))


def _mapping(mapping: Mapping[str, Any], rank: Mapping[str, int], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key in _sorted_keys(mapping, rank):
        value, name = mapping[key], f"{pad}{scalar(key)}:"
        if isinstance(value, Mapping):
            yield name
            yield from _mapping(value, rank, indent + 2)
        elif isinstance(value, list):
            yield from _list(name, value, rank, indent)
        else:
            yield f"{name} {scalar(value, date=key in DATE_KEYS)}"


def _list(name: str, items: Sequence[Any], rank: Mapping[str, int], indent: int) -> Iterator[str]:
    if any(isinstance(item, Mapping) for item in items):
        yield name
        for item in items:
            yield from _item(item, rank, indent + 2)
        return
    flow = [scalar(item, flow=True) for item in items]
    line = f"{name} [{', '.join(flow)}]"
    if len(line) <= WIDTH:
        yield line
    elif all(len(item) <= CODE_LENGTH for item in flow):
        yield from _codes(name, flow, indent)
    else:
        yield name
        yield from (f"{' ' * indent}  - {scalar(item)}" for item in items)


def _item(mapping: Mapping[str, Any], rank: Mapping[str, int], indent: int) -> Iterator[str]:
    """Yield one mapping of a list: its first line carries the dash."""
    lines = _mapping(mapping, rank, indent + 2)
    yield f"{' ' * indent}- {next(lines).lstrip()}"
    yield from lines


def _codes(name: str, items: Sequence[str], indent: int) -> Iterator[str]:
    """Yield a long list of short codes, flowing over lines of full width."""
    yield f"{name} ["
    line = pad = " " * (indent + 2)
    for position, item in enumerate(items):
        piece = item if position == len(items) - 1 else f"{item},"
        gap = "" if line == pad else " "
        if len(line) + len(gap) + len(piece) > WIDTH:
            yield line
            line, gap = pad, ""
        line += gap + piece
    yield line
    yield f"{' ' * indent}]"
