"""Comments are found, and kept by what they stand at."""

from __future__ import annotations

import pytest

from mllm_kg.curation.template import MARK
from mllm_kg.records.comments import GUIDE, comment_texts, read_comments


def test_comments_above_a_key_belong_to_it() -> None:
    found = read_comments("# one\n# two\nid: a\n\n  # three\nlabel: b\n")
    assert found.before == {("id",): ["# one", "# two"], ("label",): ["# three"]}
    assert [found.head, found.after, found.tail, found.homeless] == [[], {}, [], []]


def test_a_comment_with_an_empty_line_below_belongs_to_the_file() -> None:
    found = read_comments("# licence\n\n# on id\nid: a\n")
    assert found.head == ["# licence"]
    assert found.before == {("id",): ["# on id"]}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("id: a # x\n", ("id",)),
        ("id: 'a # b' # x\n", ("id",)),
        ("id: # x\n  a\n", ("id",)),
        ("ids: [a, b] # x\n", ("ids",)),
        ("ids: # x\n  - a\n  - b\n", ("ids",)),
        ("ids: [ # x\n  a]\n", ("ids",)),
        ("ids: [a,\n  b] # x\n", ("ids",)),
        ("names:\n  en: a # x\n  ko: b\n", ("names", "en")),
        ("names: {en: a} # x\n", ("names", "en")),
        ("blocks:\n  - a: 1 # x\n    b: 2\n", ("blocks", 0, "a")),
        ("blocks:\n  - a: 1\n  - b:\n      - c: 1 # x\n", ("blocks", 1, "b", 0, "c")),
        ("id: | # x\n  text # no comment\n", ("id",)),
    ],
)
def test_a_comment_after_something_belongs_to_the_key_on_its_line(text: str, path: tuple[str | int, ...]) -> None:
    found = read_comments(text)
    assert found.after == {path: "# x"}
    assert [found.head, found.before, found.tail, found.homeless] == [[], {}, [], []]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("blocks:\n  # x\n  - a: 1\n", ("blocks", 0)),
        ("blocks:\n  - a: 1\n  # x\n  - b: 1\n", ("blocks", 1)),
        ("blocks:\n  - # x\n    a: 1\n", ("blocks", 0)),
        ("blocks:\n  - a: 1\n    # x\n    b: 1\n", ("blocks", 0, "b")),
        ("blocks:\n  - a: 1\n  # x\nid: a\n", ("id",)),
        ("ids:\n  # x\n  - a\n", ("ids",)),
        ("id:\n  # x\n  a\n", ("id",)),
        ("ids: [ # y\n  a] # x\n", ("ids",)),
    ],
)
def test_a_comment_on_its_own_line_belongs_to_what_follows(text: str, path: tuple[str | int, ...]) -> None:
    assert read_comments(text).before == {path: ["# x"]}


def test_comments_below_everything_stay_there() -> None:
    assert read_comments("id: a\n# one\n\n# two").tail == ["# one", "# two"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ids:\n  - a # x\n  - b\n", (2, 7)),
        ("ids:\n  - a\n  # x\n  - b\n", (3, 3)),
        ("ids: [a, # x\n  b]\n", (1, 10)),
        ("ids: [a\n  # x\n  ]\n", (2, 3)),
    ],
)
def test_a_comment_among_the_items_of_a_list_has_no_place(text: str, place: tuple[int, int]) -> None:
    found = read_comments(text)
    assert found.homeless == [(*place, "# x")]


@pytest.mark.parametrize(
    "text", ["id: a#b\n", "id: 'a # b'\n", 'id: "#"\n', "id: |\n  # text\n", "id: https://a.example/#b\n"]
)
def test_a_number_sign_in_a_value_is_no_comment(text: str) -> None:
    assert comment_texts(text) == []


def test_places_count_code_points_whatever_stands_before() -> None:
    found = read_comments("\ufefflabel: 한국어\nids: [가, # x\n  나]\n")
    assert found.homeless == [(2, 10, "# x")]


def test_comments_are_the_same_with_any_line_end() -> None:
    text = "# one\nid: a # two\nlist:\n  - b: 1\n    # three\n    c: 2\n"
    assert read_comments(text.replace("\n", "\r\n")) == read_comments(text)


def test_the_guides_of_a_template_are_told_from_the_comments_of_people() -> None:
    assert GUIDE == MARK
    found = read_comments(
        "#: head\n\n# mine\n#: guide\nid: a #: guide\nids:\n  - b #: guide\n#: end\n"
    ).without_guides()
    assert found.before == {("id",): ["# mine"]}
    assert [found.head, found.after, found.tail, found.homeless] == [[], {}, [], []]
