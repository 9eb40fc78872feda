"""The canonical form of a record: one spelling for each content, so that a diff shows only what changed.

How a record becomes text:

1. Keys stand in the order of the JSON-LD context; keys that it does not know (language tags in a map of names)
   follow alphabetically, English first.
2. Mappings and lists of mappings are written in block style, indented by two spaces.
3. A list of scalars is written ``[a, b]`` when it fits one line of 120 columns. A longer list stands one item a
   line, unless all its items are short codes (language and script codes), which flow over lines of 120 columns.
4. A string is plain when YAML 1.1 and YAML 1.2 both read it as that very string, double-quoted otherwise. Dates
   under a key for dates stay plain.
5. Comments stand where :mod:`mllm_kg.records.comments` found them: above what they belong to, or behind it after two
   spaces.

The text ends with a line feed; loading it with a YAML 1.2 core-schema loader and writing it again gives the same
bytes. Nothing here opens a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mllm_kg.records.comments import Comments, Path

__all__ = ["canonical", "scalar"]

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
_BREAKS = re.compile(r":(?:\s|$)|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_HIDDEN = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_FLOW_BREAKS = re.compile(r"[,?\[\]{}]")


def scalar(value: str | float | bool | None, *, flow: bool = False, date: bool = False) -> str:
    """Return *value* as one YAML scalar, as it stands inside a list (*flow*) or under a key for dates (*date*)."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    return value if _is_plain(value, flow=flow, date=date) else _quoted(value)


def canonical(record: Mapping[str, Any], order: Sequence[str], comments: Comments | None = None) -> str:
    """Return the canonical text of *record*, with its keys in *order* and its *comments* where they belong."""
    notes = comments or Comments()
    writer = _Writer({key: position for position, key in enumerate(order)}, notes)
    lines = writer.mapping(record, 0, ()) if record else ["{}"]
    return "".join(f"{line}\n" for line in (*notes.head, *lines, *notes.tail))


def _is_plain(text: str, *, flow: bool, date: bool) -> bool:
    if date and _DATE.fullmatch(text):
        return True
    if not _BARE.fullmatch(text) or _BREAKS.search(text) or (flow and _FLOW_BREAKS.search(text)):
        return False
    return not (_WORDS.fullmatch(text) or _NUMBER.fullmatch(text))


def _quoted(text: str) -> str:
    """Return *text* in double quotes, with what JSON leaves bare and YAML would swallow escaped too."""
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


class _Writer:
    """Writes the parts of one record as lines.

    :param rank: the place of each key in the canonical order
    :param comments: the comments of the record
    """

    def __init__(self, rank: Mapping[str, int], comments: Comments) -> None:
        self.rank, self.comments = rank, comments

    def keys(self, mapping: Mapping[str, Any], *, tags: bool = False) -> list[str]:
        """Return the keys of a mapping in canonical order; language tags stand by themselves, English first."""
        rank = {} if tags else self.rank
        return sorted(mapping, key=lambda key: (rank.get(key, len(rank)), key != "en", key))

    def above(self, path: Path, pad: str) -> Iterator[str]:
        """Yield the comments above what stands at a path."""
        yield from (f"{pad}{comment}" for comment in self.comments.before.get(path, ()))

    def mapping(
        self, mapping: Mapping[str, Any], indent: int, path: Path, *, in_item: bool = False, tags: bool = False
    ) -> Iterator[str]:
        """Yield a mapping in block style; in an item of a list, the comments above its first key go elsewhere."""
        pad = " " * indent
        for number, key in enumerate(self.keys(mapping, tags=tags)):
            here = (*path, key)
            if number or not in_item:
                yield from self.above(here, pad)
            behind = self.comments.after.get(here)
            lines = self.entry(f"{pad}{scalar(key)}:", mapping[key], key, indent, here)
            first = next(lines)
            yield f"{first}  {behind}" if behind else first
            yield from lines

    def entry(self, name: str, value: Any, key: str, indent: int, path: Path) -> Iterator[str]:
        """Yield one key with its value."""
        if isinstance(value, Mapping) and value:
            yield name
            yield from self.mapping(value, indent + 2, path, tags=True)
        elif isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value):
            yield name
            for number, item in enumerate(value):
                yield from self.item(item, indent + 2, (*path, number))
        elif isinstance(value, list):
            yield from _scalars(name, value, indent)
        else:
            yield f"{name} {_flow(value) if isinstance(value, Mapping) else scalar(value, date=key in DATE_KEYS)}"

    def item(self, item: Any, indent: int, path: Path) -> Iterator[str]:
        """Yield one item of a list that holds mappings: its first line carries the dash."""
        pad = " " * indent
        yield from self.above(path, pad)
        if not isinstance(item, Mapping) or not item:
            yield f"{pad}- {_flow(item) if isinstance(item, Mapping | list) else scalar(item)}"
            return
        yield from self.above((*path, self.keys(item)[0]), pad)
        lines = self.mapping(item, indent + 2, path, in_item=True)
        yield f"{pad}- {next(lines).lstrip()}"
        yield from lines


def _scalars(name: str, items: Sequence[Any], indent: int) -> Iterator[str]:
    """Yield a list of scalars under the key *name*."""
    flow = [scalar(item, flow=True) for item in items]
    line = f"{name} [{', '.join(flow)}]"
    if len(line) <= WIDTH:
        yield line
    elif all(len(item) <= CODE_LENGTH for item in flow):
        yield from _codes(name, flow, indent)
    else:
        yield name
        yield from (f"{' ' * indent}  - {scalar(item)}" for item in items)


def _flow(value: Any) -> str:
    """Return a value on one line, as it stands where no record has it: a list in a list, an empty mapping."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {_flow(item)}" for key, item in value.items()) + "}"
    return f"[{', '.join(map(_flow, value))}]" if isinstance(value, list) else scalar(value, flow=True)


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
