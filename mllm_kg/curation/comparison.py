"""One row of the survey's list against the entity that it lists, field by field.

A comparison is generous about writing and strict about content: case, accents, punctuation and the spelling of an
address do not matter; another name, number or work does. It gives no verdict where the graph has no fact to compare
with, and where the list itself is the source of the fact (the strategy).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.lookup import fold

__all__ = ["FIELDS", "Row", "agrees", "read_rows"]

FIELDS = ("title", "author", "link", "code", "venue", "year", "strategy")
"""The fields of the list that hold facts, in the order of its columns."""

Facts: TypeAlias = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list and what it lists.

    :param position: its position
    :param entity: the IRI of what it lists
    :param label: what people call that
    :param file: the record of that
    :param cells: what the row says, by field
    :param facts: what the graph says about the entity, by field
    """

    position: int
    entity: str
    label: str
    file: str | None
    cells: Mapping[str, str]
    facts: Facts = field(repr=False)

    def listed(self, name: str) -> str:
        """Return what the row says; empty when it says nothing."""
        return self.cells.get(name, "")

    def held(self, name: str) -> tuple[str, ...]:
        """Return what the graph says."""
        return self.facts.get(name, ())


def agrees(name: str, row: Row) -> bool | None:
    """Return whether a row and the graph say the same in one field; ``None`` when that can't be told."""
    held = row.held(name)
    compare = _COMPARE.get(name)
    return compare(row.listed(name), held) if compare and held else None


def _plain(text: str) -> str:
    return re.sub(r"[^\w]", "", fold(text))


def _same_title(listed: str, held: tuple[str, ...]) -> bool:
    return _plain(listed) in {_plain(title) for title in held}


def _same_author(listed: str, held: tuple[str, ...]) -> bool:
    """Compare what the list writes, ``Muennighoff et al``, with the first author, whose whole name holds the family name."""
    family = _plain(re.sub(r"\s+et al\.?\Z", "", listed.strip()))
    return any(family in _plain(name) for name in held)


def _same_link(listed: str, held: tuple[str, ...]) -> bool:
    """Compare an address with the entity's pages and identifiers; it may hold one of those."""
    address = _address(listed)
    return any(known.lower() in address if "://" not in known else _address(known) == address for known in held)


def _same_page(listed: str, held: tuple[str, ...]) -> bool:
    return _address(listed) in {_address(page) for page in held}


def _address(text: str) -> str:
    bare = re.sub(r"\Ahttps?://(www\.)?", "", text.strip().lower())
    return re.sub(r"(/|\.git|\.pdf)\Z", "", bare)


def _same_venue(listed: str, held: tuple[str, ...]) -> bool:
    return _plain(listed) in {_plain(venue) for venue in held}


def _same_year(listed: str, held: tuple[str, ...]) -> bool:
    return listed in held


_COMPARE: Mapping[str, Callable[[str, tuple[str, ...]], bool]] = {
    "title": _same_title,
    "author": _same_author,
    "link": _same_link,
    "code": _same_page,
    "venue": _same_venue,
    "year": _same_year,
}

_ROWS = """
SELECT ?entity ?label ?file ?position ?title ?author ?link ?code ?venue ?year ?strategy WHERE {
  ?row a mllm:ListEntry ; mllm:position ?position .
  GRAPH ?graph { ?entity mllm:listEntry ?row }
  ?graph mllm:recordFile ?file .
  OPTIONAL { ?entity rdfs:label ?label FILTER(LANG(?label) IN ("", "en")) }
  OPTIONAL { ?row mllm:listedTitle ?title }
  OPTIONAL { ?row mllm:listedFirstAuthor ?author }
  OPTIONAL { ?row mllm:listedUrl ?link }
  OPTIONAL { ?row mllm:listedCodeUrl ?code }
  OPTIONAL { ?row mllm:listedVenue ?venue }
  OPTIONAL { ?row mllm:listedYear ?year }
  OPTIONAL { ?row mllm:listedStrategy ?listed . ?listed rdfs:label ?strategy FILTER(LANG(?strategy) = "en") }
}
ORDER BY ?position ?entity
"""
_FACTS = """
SELECT DISTINCT ?entity ?field ?value WHERE {
  ?entity mllm:listEntry ?row .
  {
    VALUES (?property ?field) {
      (mllm:title "title") (dcterms:alternative "title")
      (mllm:arxivId "link") (mllm:aclAnthologyId "link") (mllm:doi "link") (mllm:homepage "link")
      (mllm:codeRepository "code") (mllm:homepage "code")
      (mllm:year "year") (mllm:publicationYear "year")
    }
    ?entity ?property ?value
  } UNION {
    ?entity mllm:publishedIn ?venue . ?venue rdfs:label|skos:altLabel ?value BIND("venue" AS ?field)
  } UNION {
    ?entity mllm:arxivId ?id FILTER NOT EXISTS { ?entity mllm:publishedIn ?venue }
    BIND("arXiv" AS ?value) BIND("venue" AS ?field)
  } UNION {
    ?entity mllm:authorship ?place . ?place mllm:authorPosition 1 ; mllm:byPerson ?person .
    ?person rdfs:label|skos:altLabel ?value BIND("author" AS ?field)
  }
}
ORDER BY ?entity ?field ?value
"""


def read_rows(dataset: Dataset) -> list[Row]:
    """Return all rows of the list with what they list; a row that lists two entities comes twice."""
    facts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for answer in dataset.select(_FACTS):
        facts[_value(answer.get("entity"))][_value(answer.get("field"))].append(_value(answer.get("value")))
    rows = []
    for answer in dataset.select(_ROWS):
        entity = _value(answer.get("entity"))
        known = {name: tuple(values) for name, values in facts[entity].items()}
        cells = {name: _value(answer.get(name)) for name in FIELDS if answer.get(name) is not None}
        label, file = _value(answer.get("label")) or entity, _value(answer.get("file")) or None
        rows.append(Row(int(_value(answer.get("position"))), entity, label, file, cells, known))
    return rows


def _value(value: object) -> str:
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else ""
