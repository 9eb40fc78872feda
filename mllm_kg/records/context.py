"""The JSON-LD context of the records: which key stands for which term, and how its values are read.

Of JSON-LD 1.1 (W3C Recommendation, 16 July 2020) this reads what ``ontology/context.jsonld`` uses: term definitions
with ``@id``, ``@type`` and ``@container`` (``@set`` or ``@language``), a property-scoped ``@base``, keys mapped to
``null``, compact IRIs. A test holds it to what full JSON-LD processors make of the same records.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mllm_kg.namespaces import KG, KINDS, PREFIXES

__all__ = ["GRAPH_KEYS", "Context", "Key"]

GRAPH_KEYS = frozenset(
    ("evidence", "source", "see", "read_in_copies", "checked", "checked_by", "according_to", "unconfirmed")
)
"""Keys that speak of a record's named graphs, not of its entity; the context maps them to ``null``."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record.

    :param name: the key
    :param iri: the property it stands for
    :param datatype: the IRI of its literals' datatype; ``None`` for plain strings and references
    :param reference: whether its values are IRIs
    :param kind: the kind that bare slugs or names belong to; ``None`` when values are written ``kind/slug``
    :param by_language: whether its value is a mapping from language tags to strings
    :param several: whether it takes a list, also of one value
    """

    name: str
    iri: str
    datatype: str | None = None
    reference: bool = False
    kind: str | None = None
    by_language: bool = False
    several: bool = False

    @property
    def takes_names(self) -> bool:
        """Whether a value may be a plain name, from which the slug is minted."""
        return self.kind is not None and KINDS[self.kind].named


@dataclass(frozen=True, slots=True)
class Context:
    """What a context file says.

    :param keys: the keys that stand for properties
    :param classes: the names that ``type`` takes, with their IRIs
    :param order: all keys in the order of the file, which is their order in a canonical record
    """

    keys: dict[str, Key]
    classes: dict[str, str]
    order: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> Context:
        """Read a context file.

        :raises OSError: when it can't be read
        :raises ValueError: when it is not JSON
        """
        terms: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
        keys = {name: _key(name, value) for name, value in terms.items() if _is_key(value)}
        classes = {
            name: value
            for name, value in terms.items()
            if isinstance(value, str) and name[0].isupper() and not value.endswith(("#", "/"))
        }
        known = {*keys, *GRAPH_KEYS, "id", "type"}
        return cls(keys, classes, tuple(name for name in terms if name in known))


def _is_key(value: Any) -> bool:
    return isinstance(value, dict) and "@id" in value


def _expand(compact: str) -> str:
    prefix, colon, local = compact.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else compact


def _key(name: str, definition: dict[str, Any]) -> Key:
    datatype = definition.get("@type")
    container = definition.get("@container")
    base: str = definition.get("@context", {}).get("@base", "")
    return Key(
        name=name,
        iri=_expand(definition["@id"]),
        datatype=_expand(datatype) if datatype and datatype != "@id" else None,
        reference=datatype == "@id",
        kind=base.removeprefix(KG).rstrip("/") or None,
        by_language=container == "@language",
        several=container == "@set",
    )
