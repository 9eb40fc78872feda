"""The canonical form: one spelling for each content."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mllm_kg.records.comments import read_comments
from mllm_kg.records.reader import load_yaml
from mllm_kg.records.writer import canonical, scalar

ORDER = ("id", "type", "label", "ids", "checked", "blocks", "year")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("with: colon", '"with: colon"'),
        ("with #sign", '"with #sign"'),
        ("a#b", "a#b"),
        ("no", '"no"'),
        ("Yes", '"Yes"'),
        ("null", '"null"'),
        ("2211.01786", '"2211.01786"'),
        ("1e3", '"1e3"'),
        ("0x1f", '"0x1f"'),
        ("2022-11-03", '"2022-11-03"'),
        ("12:30", '"12:30"'),
        ("- dash", '"- dash"'),
        ("", '""'),
        (" edge ", '" edge "'),
        ("line\nfeed", '"line\\nfeed"'),
        ("\ufffe", '"\\ufffe"'),
        ("스와힐리어", "스와힐리어"),
        (7, "7"),
        (True, "true"),
        (None, "null"),
    ],
)
def test_a_scalar_is_quoted_only_where_yaml_would_read_something_else(value: Any, expected: str) -> None:
    assert scalar(value) == expected


def test_dates_stay_plain_under_keys_for_dates() -> None:
    assert canonical({"checked": "2026-11-22", "label": "2026-11-22"}, ORDER) == (
        'label: "2026-11-22"\nchecked: 2026-11-22\n'
    )


def test_keys_stand_in_order_and_english_first() -> None:
    record = {"year": 1, "zz": 1, "id": "a", "names": {"ko": "b", "de": "c", "en": "d"}}
    assert canonical(record, ORDER) == "id: a\nyear: 1\nnames:\n  en: d\n  de: c\n  ko: b\nzz: 1\n"


def test_a_list_takes_one_line_up_to_120_columns_and_codes_flow() -> None:
    fits = {"ids": ["x" * 57, "y" * 54]}
    assert len(canonical(fits, ORDER)) == 121
    assert canonical({"ids": ["x" * 57, "y" * 55]}, ORDER) == f"ids:\n  - {'x' * 57}\n  - {'y' * 55}\n"
    codes = canonical({"ids": ["swa"] * 40}, ORDER).splitlines()
    assert codes[0] == "ids: ["
    assert codes[-1] == "]"
    assert all(len(line) <= 120 for line in codes)


def test_what_no_record_has_is_written_all_the_same() -> None:
    odd = {"a": {}, "b": [], "c": [[1, 2], "x"], "d": [{"e": 1}, "f", {}], "g": None}
    text = canonical(odd, ORDER)
    assert text == "a: {}\nb: []\nc:\n  - [1, 2]\n  - x\nd:\n  - e: 1\n  - f\n  - {}\ng: null\n"
    assert load_yaml(text, "") == odd
    assert canonical({}, ORDER) == "{}\n"


def test_comments_go_along_with_what_they_stand_at() -> None:
    text = "# top\n\nyear: 1 # y\n# on label\nlabel: a\nblocks:\n  - b: 1 # b\n    # on id\n    id: c\n  # second\n  - b: 2\n# end\n"
    expected = "# top\n# on label\nlabel: a\nblocks:\n  # on id\n  - id: c\n    b: 1  # b\n  # second\n  - b: 2\nyear: 1  # y\n# end\n"
    assert canonical(load_yaml(text, ""), ORDER, read_comments(text)) == expected
    assert canonical(load_yaml(expected, ""), ORDER, read_comments(expected)) == expected


SCALARS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["no", "~", "1.0", "0o7", "2022-01-01", ": ", "# ", "[", "é", "e\u0301", "\x85", "\u2028", "'", '"']
    ),
    st.integers(),
    st.booleans(),
)
KEYS = st.sampled_from([*ORDER, "en", "ko", "zh-Hans"])
LISTS = st.lists(SCALARS, min_size=1, max_size=4)
BLOCKS = st.dictionaries(KEYS, SCALARS | LISTS, min_size=1, max_size=3)
RECORDS = st.dictionaries(
    KEYS, SCALARS | LISTS | BLOCKS | st.lists(BLOCKS, min_size=1, max_size=2), min_size=1, max_size=5
)


def readable(value: Any) -> bool:
    """Whether libyaml can carry all characters of a value."""
    try:
        yaml.load(yaml.dump(value, allow_unicode=False), Loader=yaml.CSafeLoader)
        return all(ord(c) >= 0x20 or c in "\t\n\r" for c in str(value))
    except (yaml.YAMLError, UnicodeError):
        return False


@settings(max_examples=150, deadline=None)
@given(RECORDS.filter(readable))
def test_what_is_written_is_read_as_it_was_and_written_the_same(record: dict[str, Any]) -> None:
    text = canonical(record, ORDER)
    again = load_yaml(text, "")
    assert again == record
    assert canonical(again, ORDER) == text


def test_language_tags_that_are_keys_elsewhere_stand_among_the_tags() -> None:
    record = {"id": "strategy/x", "pref_label": {"ko": "정렬", "id": "penyelarasan", "en": "alignment"}}
    assert canonical(record, ("id", "pref_label")) == (
        "id: strategy/x\npref_label:\n  en: alignment\n  id: penyelarasan\n  ko: 정렬\n"
    )
