"""The audit, against the list's CSV file and the records read without the project's own reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.curation.audit import Audit, audit

CELLS = {
    "title": "listed_title",
    "author": "listed_first_author",
    "link": "listed_url",
    "code": "listed_code_url",
    "venue": "listed_venue",
    "year": "listed_year",
    "strategy": "list_code",
}
COLUMNS = {"listedYear": "year", "listedVenue": "venue", "listedUrl": "link", "listedTitle": "title"}


@pytest.fixture(scope="module")
def found(kg: KnowledgeGraph) -> Audit:
    return audit(kg)


def notes(records: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, record in records.items():
        for note in record.get("disagreement", ()):
            yield name, note


def test_every_recorded_disagreement_is_told_once(found: Audit, records: dict[str, dict[str, Any]]) -> None:
    told = Counter(dispute.id for dispute in found.disputes if dispute.found == "by reading")
    expected = Counter(f"https://w3id.org/mllm-kg/id/{note['id']}" for _, note in notes(records))
    assert told == expected


def test_a_disagreement_has_both_sides_with_their_pages(found: Audit, records: dict[str, dict[str, Any]]) -> None:
    by_id = {dispute.id: dispute for dispute in found.disputes}
    for name, note in notes(records):
        dispute = by_id[f"https://w3id.org/mllm-kg/id/{note['id']}"]
        assert dispute.entity.endswith(name)
        assert (dispute.listed, dispute.holds, dispute.kind) == (
            str(note["stated"]),
            None if "holds" not in note else str(note["holds"]),
            note["kind"],
        )
        assert dispute.held_by == tuple(sorted(note.get("held_by", ())))
        assert dispute.rows == tuple(sorted(int(row) for row in note.get("disputes_entry", ())))


def test_every_filled_cell_of_the_list_is_counted(found: Audit, listing: list[dict[str, str]]) -> None:
    filled = {name: sum(bool(row[column]) for row in listing) for name, column in CELLS.items()}
    assert {known.name: known.listed for known in found.fields} == filled
    for known in found.fields:
        assert known.agree + known.differ + known.unknown == known.listed


def test_years_agree_where_the_records_have_the_listed_one(
    found: Audit, listing: list[dict[str, str]], records: dict[str, dict[str, Any]]
) -> None:
    years: dict[str, set[str]] = {}
    for record in records.values():
        for key in record.get("listed_key", ()):
            stated = {str(year) for name in ("year", "publication_year") for year in _values(record.get(name))}
            for block in [*record.get("according_to", []), *record.get("unconfirmed", [])]:
                stated |= {str(year) for name in ("year", "publication_year") for year in _values(block.get(name))}
            years.setdefault(key, set()).update(stated)
    agree = sum(row["listed_year"] in years[row["key"]] for row in listing)
    disputed = {
        int(row)
        for _, note in notes(records)
        if note.get("field") == "listedYear"
        for row in note.get("disputes_entry", ())
    }
    also = sum(int(row["position"]) in disputed and row["listed_year"] in years[row["key"]] for row in listing)
    assert next(known for known in found.fields if known.name == "year").agree == agree - also


def _values(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def test_what_only_the_comparison_finds_names_the_row_and_the_record(found: Audit) -> None:
    compared = {dispute.rows: dispute for dispute in found.disputes if dispute.found == "by comparison"}
    workshop = compared[184,]
    assert (workshop.field, workshop.listed, workshop.holds) == ("venue", "MTSummit", "MT Summit (Users Track)")
    assert workshop.file == "data/papers/zhang2023leveraging.yaml"


def test_only_narrows_to_a_field_and_a_kind(found: Audit) -> None:
    part = found.only("year", "wrong-year")
    assert {(dispute.field, dispute.kind) for dispute in part.disputes} == {("year", "wrong-year")}
    assert [known.name for known in part.fields] == ["year"]


def test_the_fields_come_in_the_order_of_the_list(found: Audit) -> None:
    order = list(dict.fromkeys(dispute.field for dispute in found.disputes))
    assert order[: len(CELLS)] == list(CELLS)
