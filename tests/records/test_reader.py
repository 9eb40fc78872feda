"""YAML records are read by YAML 1.2, with the place of every value."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.findings import Location
from mllm_kg.records.reader import load_yaml, parse_yaml, read_record


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("12", 12),
        ("-3", -3),
        ("0o17", 15),
        ("017", 17),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("2211.01786", 2211.01786),
        ('"2211.01786"', "2211.01786"),
        ("2022-11-03", "2022-11-03"),
        ("2023.acl-long.891", "2023.acl-long.891"),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    assert load_yaml(f"key: {text}\n", "x.yaml") == {"key": value}


def test_every_value_knows_its_line_and_column() -> None:
    root = parse_yaml("id: a\n스와힐리어: b\nlist:\n  - x\n  - {k: 값, m: z}\n", "x.yaml")
    assert (root.value["스와힐리어"].line, root.value["스와힐리어"].column) == (2, 8)
    second = root.value["list"].value[1]
    assert (second.value["m"].line, second.value["m"].column) == (5, 15)
    assert root.keys["list"] == (3, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("id: a\nid: b\n", 2, 1, "a second time"),
        ("a: b: c\n", 1, 5, "not YAML"),
        ("a: &anchor b\n", 1, 4, "anchors"),
        ("a: !!str b\n", 1, 4, "tags"),
        ("a: b\n---\nc: d\n", 2, 1, "one record"),
        ("", 1, 1, "empty"),
        ("? [a]\n: b\n", 1, 3, "key must be a word"),
        ("a: [1, 2\n", 2, 1, "not YAML"),
        ("a:\n\t- b\n", 2, 1, "not YAML"),
    ],
)
def test_what_is_no_record_is_refused_with_its_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(RecordErrors) as caught:
        parse_yaml(text, "data/x.yaml")
    (finding,) = caught.value.findings
    assert finding.location == Location("data/x.yaml", line, column)
    assert words in finding.message


def test_a_record_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("- a\n")
    with pytest.raises(RecordErrors, match="A record is a mapping"):
        read_record(tmp_path / "x.yaml", tmp_path)


def test_bytes_that_are_not_utf_8_name_the_line(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"id: a\nlabel: \xff\n")
    with pytest.raises(UnreadableInput) as caught:
        read_record(tmp_path / "x.yaml", tmp_path)
    assert str(caught.value) == "x.yaml:2: this is not UTF-8"


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="No such file"):
        read_record(tmp_path / "x.yaml", tmp_path)
