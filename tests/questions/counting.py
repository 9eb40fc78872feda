"""Answers counted from the record files, by plain code that knows nothing of RDF."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import pyoxigraph as ox

Record: TypeAlias = Mapping[str, Any]
Records: TypeAlias = Mapping[str, Record]
Ask: TypeAlias = Callable[..., list[dict[str, Any]]]

KG = "https://w3id.org/mllm-kg/id/"


def plain(term: object) -> Any:
    """Return a term as Python code likes it: ``kind/slug`` for an entity, numbers and booleans for what they are."""
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(KG)
    if not isinstance(term, ox.Literal):
        return None
    kind = term.datatype.value.rpartition("#")[2]
    if kind == "boolean":
        return term.value == "true"
    return int(term.value) if kind == "integer" else term.value


def blocks(record: Record) -> list[Record]:
    """Return the parts of a record that state facts: the record itself, other sources' facts, unconfirmed facts."""
    return [record, *(record.get("according_to") or []), *(record.get("unconfirmed") or [])]


def values(record: Record, key: str) -> list[Any]:
    """Return all values of a key in all parts of a record, each once."""
    found = []
    for block in blocks(record):
        value = block.get(key)
        found.extend(value if isinstance(value, list) else [] if value is None else [value])
    return list(dict.fromkeys(found))


def value(record: Record, key: str) -> Any:
    """Return the one value of a key, or ``None``."""
    found = values(record, key)
    assert len(found) < 2, (record["id"], key, found)
    return found[0] if found else None


def of_kind(records: Records, *kinds: str) -> dict[str, Record]:
    """Return the records of some kinds."""
    return {name: record for name, record in records.items() if name.partition("/")[0] in kinds}


def of_type(records: Records, type_: str) -> dict[str, Record]:
    """Return the records that name a type."""
    found = {}
    for name, record in records.items():
        types = record["type"] if isinstance(record["type"], list) else [record["type"]]
        if type_ in types:
            found[name] = record
    return found


def slug(name: str) -> str:
    """Return the slug of a name in Latin letters."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")


def broader(records: Records) -> dict[str, set[str]]:
    """Return, for each strategy, itself and all broader ones."""
    above = {name.partition("/")[2]: values(record, "broader") for name, record in of_kind(records, "strategy").items()}
    found: dict[str, set[str]] = {}
    for strategy in above:
        found[strategy], todo = set(), [strategy]
        while todo:
            current = todo.pop()
            found[strategy].add(current)
            todo.extend(above[current])
    return found


def strategies(record: Record, above: Mapping[str, set[str]]) -> set[str]:
    """Return the strategies that a record's entity uses, broader ones counted in."""
    return {wider for used in values(record, "uses_strategy") for wider in above[used]}


def leaves(used: set[str], above: Mapping[str, set[str]]) -> set[str]:
    """Return the strategies of which no narrower one is used."""
    return {one for one in used if not any(one != other and one in above[other] for other in used)}


def descendants(records: Records) -> dict[str, set[str]]:
    """Return, for each entity that others are based on, all that derive from it."""
    edges = {(name, base) for name, record in records.items() for base in values(record, "based_on")}
    closed = set(edges)
    while new := {(a, d) for a, b in closed for c, d in edges if b == c} - closed:
        closed |= new
    found: dict[str, set[str]] = defaultdict(set)
    for name, base in closed:
        found[base].add(name)
    return found


def year(record: Record, records: Records) -> int | None:
    """Return the year of a work, or that of the paper that introduces it."""
    own: int | None = value(record, "year")
    if own is not None:
        return own
    papers = [f"paper/{name}" for name in values(record, "introduced_by")]
    papers += [name for name, paper in of_kind(records, "paper").items() if record["id"] in values(paper, "introduces")]
    known = [found for name in papers if (found := value(records[name], "year")) is not None]
    return known[0] if known else None


def relatives(records: Records, language: str) -> set[str]:
    """Return a language, its macrolanguage and its members, by code."""
    found = {language, *values(records[f"language/{language}"], "in_macrolanguage")}
    for name, record in of_kind(records, "language").items():
        if language in values(record, "in_macrolanguage"):
            found.add(name.partition("/")[2])
    return found


def covering(records: Records, language: str) -> set[str]:
    """Return everything that covers a language, its macrolanguage or a member of it."""
    wanted = relatives(records, language)
    return {name for name, record in records.items() if wanted.intersection(values(record, "covers_language"))}


def frontier_of(records: Records) -> dict[str, str]:
    """Return the frontier of each challenge."""
    return {name: "frontier/" + value(record, "challenge_of") for name, record in of_kind(records, "challenge").items()}


def column(rows: Iterable[Mapping[str, Any]], name: str) -> list[Any]:
    """Return one column of an answer."""
    return [row[name] for row in rows]
