"""The survey against the facts: where its list, its figures and its counts differ from what the sources say.

1. Every row of the list is compared with the entity that it lists, field by field (:mod:`~mllm_kg.curation.comparison`):
   the two agree, they differ, or there is no fact to compare with.
2. What a curator has read stands in the records as disagreements, with the pages on either side; it takes the place of
   what the comparison says about the same field of the same row.
3. Disagreements about what is no field of the list, such as the years of a figure, follow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pyoxigraph as ox

from mllm_kg.curation.comparison import FIELDS, Row, agrees, read_rows
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import curie
from mllm_kg.results import Row as Answer

__all__ = ["Audit", "Dispute", "Field", "audit"]

READING, COMPARISON = "by reading", "by comparison"
UNKNOWN = frozenset(("unverified",))
"""Kinds of disagreement that say that it is not known what holds."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One value on which the survey and the facts do not agree.

    :param field: the field of the list, or the property concerned
    :param entity: the IRI of what it is about
    :param label: what people call that
    :param kind: the sort of disagreement, such as ``outdated-venue``
    :param listed: what the survey says
    :param holds: what holds; ``None`` when it is not known
    :param found: ``by reading`` or ``by comparison``
    :param rows: the positions in the list
    :param stated_by: the pages that say what is listed
    :param held_by: the pages that say what holds
    :param comment: what the curators say about it
    :param file: the record that has the facts
    :param id: the IRI of the recorded disagreement
    """

    field: str
    entity: str
    label: str
    kind: str
    listed: str
    holds: str | None
    found: str
    rows: tuple[int, ...] = ()
    stated_by: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    comment: str | None = None
    file: str | None = None
    id: str | None = None

    @property
    def open(self) -> bool:
        """Whether it is not known what holds."""
        return self.kind in UNKNOWN or self.holds is None


@dataclass(frozen=True, slots=True)
class Field:
    """How one field of the list fares.

    :param name: the field
    :param listed: how many rows of the list fill it
    :param agree: in how many of those the facts say the same
    :param differ: in how many they say something else
    :param unknown: in how many there is no fact to compare with, or nobody could find out
    :param missing: how many rows leave it empty although there is something to say
    """

    name: str
    listed: int
    agree: int
    differ: int
    unknown: int
    missing: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    :param fields: the fields of the list, in the order of its columns
    :param disputes: the disagreements, by field, entity and position
    """

    fields: tuple[Field, ...]
    disputes: tuple[Dispute, ...]

    def only(self, field: str | None = None, kind: str | None = None) -> Audit:
        """Return the part about one field, one kind of disagreement, or both."""
        disputes = (d for d in self.disputes if field in (None, d.field) and kind in (None, d.kind))
        fields = (known for known in self.fields if field in (None, known.name))
        return Audit(tuple(fields), tuple(disputes))

    def to_dict(self) -> dict[str, list[dict[str, Any]]]:
        """Return it as JSON data."""
        return {"fields": [asdict(field) for field in self.fields], "disputes": [asdict(d) for d in self.disputes]}


def audit(dataset: Dataset) -> Audit:
    """Compare the survey with the facts.

    :param dataset: the graph
    """
    rows = read_rows(dataset)
    recorded = list(_recorded(dataset))
    told = {(dispute.field, row) for dispute in recorded for row in dispute.rows}
    compared = {(field, row.position): agrees(field, row) for row in rows for field in FIELDS if row.listed(field)}
    found = _compared(rows, compared, told)
    disputes = sorted((*recorded, *found), key=_order)
    return Audit(tuple(_fields(compared, recorded)), tuple(disputes))


def _order(dispute: Dispute) -> tuple[object, ...]:
    place = FIELDS.index(dispute.field) if dispute.field in FIELDS else len(FIELDS)
    return place, dispute.field, dispute.label.casefold(), dispute.entity, dispute.rows, dispute.listed


def _fields(compared: Mapping[tuple[str, int], bool | None], recorded: Iterable[Dispute]) -> Iterator[Field]:
    verdicts, missing = dict(compared), Counter[str]()
    for dispute in recorded:
        for position in dispute.rows:
            if (dispute.field, position) in verdicts:
                verdicts[dispute.field, position] = None if dispute.open else False
            else:
                missing[dispute.field] += 1
    for field in FIELDS:
        found = [verdict for (name, _), verdict in verdicts.items() if name == field]
        yield Field(field, len(found), found.count(True), found.count(False), found.count(None), missing[field])


def _compared(
    rows: Iterable[Row], compared: Mapping[tuple[str, int], bool | None], told: set[tuple[str, int]]
) -> Iterator[Dispute]:
    """Go through what the comparison alone found; rows of one entity that say the same are one disagreement."""
    alike: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for field in FIELDS:
            if compared.get((field, row.position)) is False and (field, row.position) not in told:
                alike[field, row.entity, row.listed(field)].append(row)
    for (field, entity, listed), same in alike.items():
        yield Dispute(
            field=field,
            entity=entity,
            label=same[0].label,
            kind=f"{field}-differs",
            listed=listed,
            holds="; ".join(same[0].held(field)),
            found=COMPARISON,
            rows=tuple(sorted(row.position for row in same)),
            file=same[0].file,
        )


_RECORDED = """
SELECT ?note ?entity ?label ?field ?kind ?stated ?held ?comment ?file ?position ?statedBy ?heldBy WHERE {
  ?note a mllm:Disagreement ; mllm:disagreementKind ?kind .
  GRAPH ?graph { ?entity mllm:disagreement ?note }
  ?graph mllm:recordFile ?file .
  OPTIONAL { ?entity rdfs:label ?label FILTER(LANG(?label) IN ("", "en")) }
  OPTIONAL { ?note mllm:disagreementField ?field }
  OPTIONAL { ?note mllm:statedValue ?stated }
  OPTIONAL { ?note mllm:heldValue ?held }
  OPTIONAL { ?note rdfs:comment ?comment }
  OPTIONAL { ?note mllm:disputesEntry ?row . ?row mllm:position ?position }
  OPTIONAL { ?note mllm:statedBy ?statedBy }
  OPTIONAL { ?note mllm:heldBy ?heldBy }
}
"""
_COLUMNS = {
    "listedTitle": "title",
    "listedFirstAuthor": "author",
    "listedUrl": "link",
    "listedCodeUrl": "code",
    "listedVenue": "venue",
    "listedYear": "year",
    "listedStrategy": "strategy",
}
"""What the fields of the list are called here, by the local names of their properties."""


def _recorded(dataset: Dataset) -> Iterator[Dispute]:
    by_note: defaultdict[str, list[Answer]] = defaultdict(list)
    for row in dataset.select(_RECORDED):
        by_note[_text(row, "note") or ""].append(row)
    for note, rows in by_note.items():
        first = rows[0]
        field, entity = _text(first, "field") or "identity", _text(first, "entity") or ""
        yield Dispute(
            field=_COLUMNS.get(field, field),
            entity=entity,
            label=_text(first, "label") or curie(entity),
            kind=_text(first, "kind") or "",
            listed=_text(first, "stated") or "",
            holds=_text(first, "held"),
            found=READING,
            rows=tuple(sorted(int(position) for position in _all(rows, "position"))),
            stated_by=_all(rows, "statedBy"),
            held_by=_all(rows, "heldBy"),
            comment=_text(first, "comment"),
            file=_text(first, "file"),
            id=note,
        )


def _all(rows: Iterable[Answer], column: str) -> tuple[str, ...]:
    return tuple(sorted({text for row in rows if (text := _text(row, column)) is not None}))


def _text(row: Answer, column: str) -> str | None:
    value = row.get(column)
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else None
