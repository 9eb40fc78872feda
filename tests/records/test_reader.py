"""YAML records are read by YAML 1.2, with the place of every value."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.findings import Location
from mllm_kg.records.reader import compose, load_yaml, parse_yaml, read_record, record_from_text


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
    assert root.keys["list"] == (3, 1, 5)


def test_every_value_knows_where_it_ends() -> None:
    text = 'id: a\nlist: [x, "ÿ z"]\nmap: {k: 값}\nlong: |\n  text\nblock:\n  - q\nnothing:\n'
    root = parse_yaml(text, "x.yaml")
    assert root.value["id"].end == 6
    assert root.value["list"].end == 17
    assert [item.end for item in root.value["list"].value] == [9, 16]
    assert (root.value["map"].end, root.value["map"].value["k"].end) == (12, 11)
    assert root.value["long"].end is None
    assert (root.value["block"].end, root.value["block"].value[0].end) == (None, 6)
    assert root.value["nothing"].end is None


def test_a_record_tells_places_with_their_ends() -> None:
    record = record_from_text("id: a\nyear: 2020\n", "x.yaml")
    assert record.at() == Location("x.yaml", 1, 1)
    assert record.at(record.root.value["year"]) == Location("x.yaml", 2, 7, 11)
    assert record.at(record.root, "year") == Location("x.yaml", 2, 1, 5)


@pytest.mark.parametrize(
    ("text", "rule", "place", "message"),
    [
        (
            "id: a\nid: b\n",
            "duplicate-key",
            (2, 1, 3),
            "The key `id` stands here a second time; line 1 has it already.",
        ),
        ("a: &anchor b\n", "yaml", (1, 4, 13), "A record has no anchors, aliases or tags."),
        ("a: !!str b\n", "yaml", (1, 4, 11), "A record has no anchors, aliases or tags."),
        ("a: b\n---\nc: d\n", "yaml", (2, 1, 4), "A file holds one record."),
        ("", "yaml", (1, 1, None), "The file is empty."),
        ("# nothing\n", "yaml", (1, 1, None), "The file is empty."),
        ("? [a]\n: b\n", "yaml", (1, 3, 4), "A key must be a word."),
        ("[a, b]: c\n", "yaml", (1, 1, 2), "A key must be a word."),
        ("%YAML 1.1\n---\na: b\n", "yaml", (1, 1, None), "A record has no directives; it is YAML 1.2."),
        ("a: " + "x" * 100_001, "refused-input", (1, 4, None), "A value has more than 100000 characters."),
    ],
)
def test_what_a_record_has_no_use_for_is_told_with_its_place(
    text: str, rule: str, place: tuple[int, int, int | None], message: str
) -> None:
    with pytest.raises(RecordErrors) as caught:
        parse_yaml(text, "data/x.yaml")
    (finding,) = caught.value.findings
    assert (finding.rule, finding.message) == (rule, message)
    assert finding.location == Location("data/x.yaml", *place)
    assert finding.suggestion


def test_a_key_that_stands_twice_names_both_places_and_the_first_one_holds() -> None:
    root, (finding,) = compose("a: 1\nb: 2\na: 3\n", "x.yaml")
    assert root is not None
    assert root.plain() == {"a": 1, "b": 2}
    (related,) = finding.related
    assert (related.location, related.source) == (Location("x.yaml", 1, 1, 2), "a: 1")
    assert (finding.location, finding.source) == (Location("x.yaml", 3, 1, 2), "a: 3")


def test_reading_goes_on_after_what_a_record_has_no_use_for() -> None:
    root, findings = compose("a: &x 1\nb: *x\nc: [*x, !!int 2]\n? {k: l}\n: m\nd: 4\n", "x.yaml")
    assert root is not None
    assert root.plain() == {"a": 1, "c": [2], "d": 4}
    assert [finding.location.line for finding in findings if finding.location] == [1, 2, 3, 3, 4]


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "[{a: "])
@pytest.mark.parametrize("times", [65, 1_000, 100_000])
def test_nesting_is_refused_before_anything_deep_is_built(opening: str, times: int) -> None:
    root, (finding,) = compose(opening * times, "x.yaml")
    assert root is None
    assert finding.rule in ("refused-input", "syntax")
    assert "levels deep" in finding.message or "not closed" in finding.message or "missing" in finding.message
    assert finding.location is not None
    assert finding.location.line == 1


def test_nesting_up_to_the_limit_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLM_KG_INPUT_NESTING", "3")
    assert compose("a: [[x]]\n", "x.yaml")[1] == []
    (finding,) = compose("a: [[[x]]]\n", "x.yaml")[1]
    assert finding.message == "Lists and mappings stand in each other more than 3 levels deep."
    assert finding.suggestion == "The limit is the setting `input_nesting`; MLLM_KG_INPUT_NESTING raises it."
    assert finding.location == Location("x.yaml", 1, 6, 7)


def test_a_number_that_python_would_not_read_stays_a_text() -> None:
    assert load_yaml(f"a: {'9' * 5000}\nb: {'f' * 10}\nc: 1e999999\n", "x.yaml") == {
        "a": "9" * 5000,
        "b": "f" * 10,
        "c": float("inf"),
    }


def test_entities_that_double_each_other_are_never_expanded() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    root, findings = compose("\n".join(lines), "x.yaml")
    assert root is not None
    assert root.plain()["a39"] == []
    assert {finding.rule for finding in findings} == {"yaml"}


def test_after_a_thousand_things_without_use_reading_ends() -> None:
    root, findings = compose("a: &a b\n" + "".join(f"k{n}: *a\n" for n in range(3000)), "x.yaml")
    assert root is None
    assert [finding.rule for finding in findings] == ["yaml"] * 1000 + ["refused-input"]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("- a\n", "Write it as `key: value`, beginning with `id:`."),
        ("id:model/mt5\n", "Put a space after the colon: `id: model/mt5`."),
        ("https://a.example\n", "Write it as `key: value`, beginning with `id:`."),
    ],
)
def test_a_record_that_is_no_mapping_is_refused(text: str, suggestion: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(text)
    with pytest.raises(RecordErrors) as caught:
        read_record(tmp_path / "x.yaml", tmp_path)
    (finding,) = caught.value.findings
    assert (finding.rule, finding.message) == ("yaml", "A record is a mapping from keys to values.")
    assert finding.suggestion == suggestion
    assert finding.source == text.rstrip()


def test_bytes_that_are_not_utf_8_are_told_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"id: a\nlabel: \xff\n")
    with pytest.raises(RecordErrors) as caught:
        read_record(tmp_path / "x.yaml", tmp_path)
    (finding,) = caught.value.findings
    assert finding.rule == "unreadable"
    assert finding.location == Location("x.yaml", 2, 8, 9)


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="No such file"):
        read_record(tmp_path / "x.yaml", tmp_path)
