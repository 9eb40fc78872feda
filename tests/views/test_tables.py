"""Tables: a record for each entity, with the values that its record file has."""

from __future__ import annotations

import json
from typing import Any

import pytest

import mllm_kg
from mllm_kg.namespaces import expand
from mllm_kg.views.tables import TABLES, Record, records
from tests.views.conftest import Line

KG = "https://w3id.org/mllm-kg/id/"
NAMES = [table.name for table in TABLES]


@pytest.fixture(scope="module")
def tables(kg: mllm_kg.KnowledgeGraph) -> dict[str, dict[str, Record]]:
    """Every table: its records by the end of their IRIs."""
    return {table.name: {record["id"].removeprefix(KG): record for record in records(kg, table)} for table in TABLES}


def test_the_main_kinds_of_entities_have_tables() -> None:
    assert NAMES == ["papers", "models", "resources", "benchmarks", "languages"]


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_there_is_a_record_for_each_instance(
    tables: dict[str, dict[str, Record]], table: Any, classes: dict[str, set[str]]
) -> None:
    members = {name[1:-1].removeprefix(KG) for name, found in classes.items() if f"<{expand(table.type)}>" in found}
    assert set(tables[table.name]) == members
    assert list(tables[table.name]) == sorted(tables[table.name])


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_values_have_the_types_that_their_columns_say(tables: dict[str, dict[str, Record]], table: Any) -> None:
    types = {"Text": str, "URL": str, "Integer": int, "Boolean": bool}
    for record in tables[table.name].values():
        assert list(record) == [column.name for column in table.columns]
        for column in table.columns:
            value = record[column.name]
            assert isinstance(value, list) == column.several
            single = value if column.several else [value] * (value is not None)
            assert all(type(each) is types[column.type] for each in single), (record["id"], column.name)
            assert column.type != "URL" or all(each.startswith(("http://", "https://")) for each in single)


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_no_column_is_empty(tables: dict[str, dict[str, Record]], table: Any) -> None:
    for column in table.columns:
        assert any(record[column.name] not in (None, []) for record in tables[table.name].values()), column.name


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_a_single_value_is_really_the_only_one(lines: list[Line], classes: dict[str, set[str]], table: Any) -> None:
    for column in table.columns[1:]:
        if column.several or column.path == "rdfs:label":
            continue
        found: dict[str, set[str]] = {}
        for line in lines:
            if line.predicate == expand(column.path) and f"<{expand(table.type)}>" in classes.get(line.subject, ()):
                found.setdefault(line.subject, set()).add(line.object)
        assert {name: values for name, values in found.items() if len(values) > 1} == {}, column.name


def test_a_paper_is_as_its_record_says(
    tables: dict[str, dict[str, Record]], records: dict[str, dict[str, Any]]
) -> None:
    told, paper = records["paper/muennighoff2022crosslingual"], tables["papers"]["paper/muennighoff2022crosslingual"]
    assert paper["title"] == told["title"]
    assert paper["authors"] == told["authors"]
    assert paper["arxiv"] == f"https://arxiv.org/abs/{told['arxiv_id']}"
    assert paper["year"] == told["year"]


def test_authors_keep_their_order(tables: dict[str, dict[str, Record]], records: dict[str, dict[str, Any]]) -> None:
    told = {name: record["authors"] for name, record in records.items() if "authors" in record}
    assert len(told) > 100
    assert {name: tables["papers"][name]["authors"] for name in told if name.startswith("paper/")} == told


def test_an_identifier_keeps_its_last_digit(
    tables: dict[str, dict[str, Record]], records: dict[str, dict[str, Any]]
) -> None:
    ending = [name for name, record in records.items() if str(record.get("arxiv_id", "")).endswith("0")]
    assert ending
    for name in ending:
        assert tables["papers"][name]["arxiv"].endswith(f"/{records[name]['arxiv_id']}")


def test_languages_have_english_names(tables: dict[str, dict[str, Record]], records: dict[str, dict[str, Any]]) -> None:
    for name, record in tables["languages"].items():
        assert record["label"] == records[name]["names"]["en"], name


def test_the_code_of_min_nan_is_no_missing_value(tables: dict[str, dict[str, Record]]) -> None:
    assert tables["languages"]["language/nan"]["iso639_3"] == "nan"


def test_the_document_holds_the_records(kg: mllm_kg.KnowledgeGraph, tables: dict[str, dict[str, Record]]) -> None:
    for table in TABLES:
        text = table.json(kg).decode()
        assert json.loads(text) == list(tables[table.name].values())
        assert text.count("\n") == len(tables[table.name]) + 2
        assert table.file == f"{table.name}.json"
