"""Which syntax a text is written in: by the suffix of the file's name, or by how the text begins."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from mllm_kg.inputs.rdf.formats import SUFFIXES as RDF_SUFFIXES

__all__ = ["FORMATS", "SEARCHED", "SUFFIXES", "format_of", "guess"]

SUFFIXES: Mapping[str, str] = {".yaml": "yaml", ".yml": "yaml", **RDF_SUFFIXES, ".json": "jsonld"}
"""The format of a file that is named, by its suffix."""

SEARCHED = frozenset(SUFFIXES) - {".json", ".xml"}
"""The suffixes that are looked for in a folder: other things than RDF are written in JSON and XML too."""

FORMATS = tuple(dict.fromkeys(SUFFIXES.values()))
"""The formats, by name."""

LOOKED_AT = 2000
"""How many code points of a text's first line are looked at."""

_NOISE = re.compile(r"(?:\s+|#[^\n\r]*(?:[\n\r]|\Z))*")
_TERM = r"(?:<[^<>\s]*>|_:\S+)"
_LINE = re.compile(rf"{_TERM}\s+<[^<>\s]*>\s+(?:{_TERM}|\"(?:[^\"\\]|\\.)*\"\S*)\s*(?P<graph>{_TERM}\s*)?\.")
_BEGINNINGS = (
    (re.compile(r"<\?xml|<!|<[\w.-]+:RDF\b"), "rdf"),
    (re.compile(r"\{\s*(?:\"|\}\s*\Z)|\[\s*(?:[{\"]|\]\s*\Z)"), "jsonld"),
    (
        re.compile(
            r"@prefix\b|@base\b|prefix\s+[\w.-]*:|base\s+<|[<\[(]|_:|[\w.-]*:[\w/.-]*\s+(?:a|<|[\w.-]*:[\w/.-])", re.I
        ),
        "ttl",
    ),
    (re.compile(r"---|%YAML|-\s|(?:[\w.-]+|\"[^\"\n]*\"|'[^'\n]*')\s*:(?:\s|\Z)"), "yaml"),
)
_GRAPH = re.compile(r"(?:^|\s)(?:graph\s+)?(?:<[^<>\s]*>|[\w.-]*:[\w/.-]*)\s*\{", re.IGNORECASE)


def format_of(name: str) -> str | None:
    """Return the format that the suffix of a file's name tells; ``None`` when it tells none."""
    return SUFFIXES.get(os.path.splitext(name)[1].lower())


def guess(text: str) -> str | None:
    """Return the format that a text seems to be written in; ``None`` when nothing tells.

    YAML by a key or a dash, JSON-LD by a brace with a name in quotes, RDF/XML by its declaration or root, N-Triples and
    N-Quads by a whole statement in the first line, Turtle and TriG by a declaration or a prefixed name.
    """
    noise = _NOISE.match(text)
    rest = text[noise.end() if noise else 0 :]
    first = _LINE.match(rest.partition("\n")[0][:LOOKED_AT])
    if first:
        return "nq" if first["graph"] else "nt"
    found = next((name for begins, name in _BEGINNINGS if begins.match(rest)), None)
    return "trig" if found == "ttl" and _GRAPH.search(rest) else found
