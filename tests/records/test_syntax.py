"""A text that is not YAML is answered with the place of the mistake, one plain sentence, and what to write instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from mllm_kg.findings import UNREADABLE, Finding
from mllm_kg.records import syntax
from mllm_kg.records.reader import compose

RAW = re.compile(
    r"mapping values|block sequence|flow|token|while (?:scanning|parsing)|simple key|node content|<document"
)
"""Words of libyaml that a curator should never have to read."""

Place = tuple[int, int, int | None]

CASES: dict[str, tuple[str, Place, str, str]] = {
    "a colon in a value": (
        "id: paper/x\ntitle: Foo: bar\n",
        (2, 8, 16),
        "The value holds a colon and a space, which YAML reads as a further key.",
        'Put the value in quotes: `title: "Foo: bar"`.',
    ),
    "a colon at the end of a value": (
        "a: b:\n",
        (1, 4, 6),
        "The value holds a colon and a space, which YAML reads as a further key.",
        'Put the value in quotes: `a: "b:"`.',
    ),
    "a colon in a value with quotation marks": (
        'note: the "x": y\n',
        (1, 7, 17),
        "The value holds a colon and a space, which YAML reads as a further key.",
        "Put the value in quotes: `note: 'the \"x\": y'`.",
    ),
    "a colon in a long value": (
        f"title: {'x' * 60}: y\n",
        (1, 8, 71),
        "The value holds a colon and a space, which YAML reads as a further key.",
        "Put the value in double quotes.",
    ),
    "a key that is indented": (
        "label: x\n  year: 2020\n",
        (2, 3, 7),
        "The line begins further right than the key above, as if it went on with its value.",
        "Begin `year` in column 1.",
    ),
    "a key that is indented in a block": (
        "according_to:\n  - note: x\n      year: 2020\n",
        (3, 7, 11),
        "The line begins further right than the key above, as if it went on with its value.",
        "Begin `year` in column 5.",
    ),
    "a key without a colon": (
        "label: x\nfoo\nyear: 2020\n",
        (2, 1, 4),
        "'foo' is no key with a value.",
        "Write it as `key: value`; a value that goes on in the next line is indented.",
    ),
    "a first key without a colon": (
        "foo\nlabel: x\n",
        (1, 1, 4),
        "'foo' is no key with a value.",
        "Write it as `key: value`; a value that goes on in the next line is indented.",
    ),
    "a colon without a space": (
        "year: 2020\nlabel:mT5\n",
        (2, 1, 10),
        "'label:mT5' is no key with a value.",
        "Put a space after the colon: `label: mT5`.",
    ),
    "a first colon without a space": (
        "id:model/mt5\nyear: 2020\n",
        (1, 1, 13),
        "'id:model/mt5' is no key with a value.",
        "Put a space after the colon: `id: model/mt5`.",
    ),
    "a key of more than 1,024 characters": (
        "x" * 1100 + ": a\n",
        (1, 1, 1101),
        "A key has at most 1024 characters.",
        "Write it as `key: value`, with a space after the colon.",
    ),
    "a tab before a key": (
        "a:\n\tb: c\n",
        (2, 1, 2),
        "A tab stands here, and YAML is indented with spaces only.",
        "Put two spaces in place of each tab.",
    ),
    "tabs after a key": (
        "id: a\n\t\ttype: b\n",
        (2, 1, 3),
        "A tab stands here, and YAML is indented with spaces only.",
        "Put two spaces in place of each tab.",
    ),
    "a tab in a block of text": (
        "a: |\n\tx\n",
        (2, 1, 2),
        "A tab stands here, and YAML is indented with spaces only.",
        "Put two spaces in place of each tab.",
    ),
    "an at sign": (
        "label: @foo bar\n",
        (1, 8, 9),
        "A value can't begin with `@`.",
        'Put the value in quotes: `label: "@foo bar"`.',
    ),
    "a percent sign": (
        "label: %x\n",
        (1, 8, 9),
        "A value can't begin with `%`.",
        'Put the value in quotes: `label: "%x"`.',
    ),
    "two asterisks": (
        "note: **bold**\n",
        (1, 7, 8),
        "A value can't begin with `*`.",
        'Put the value in quotes: `note: "**bold**"`.',
    ),
    "an asterisk and a word": (
        "note: *one two\n",
        (1, 7, 8),
        "A value can't begin with `*`.",
        'Put the value in quotes: `note: "*one two"`.',
    ),
    "an ampersand": ("a: & b\n", (1, 4, 5), "A value can't begin with `&`.", 'Put the value in quotes: `a: "& b"`.'),
    "an exclamation mark": (
        "a: !<x\n",
        (1, 4, 5),
        "A value can't begin with `!`.",
        'Put the value in quotes: `a: "!<x"`.',
    ),
    "two exclamation marks": (
        "a: !foo!bar baz\n",
        (1, 4, 5),
        "A value can't begin with `!`.",
        'Put the value in quotes: `a: "!foo!bar baz"`.',
    ),
    "a tag with a bad escape": (
        "a: !%zz b\n",
        (1, 4, 5),
        "A value can't begin with `!`.",
        'Put the value in quotes: `a: "!%zz b"`.',
    ),
    "a greater-than sign": (
        "note: > 50 languages\n",
        (1, 7, 8),
        "A value can't begin with `>`.",
        'Put the value in quotes: `note: "> 50 languages"`.',
    ),
    "a vertical bar": (
        "a: |0\n  x\n",
        (1, 4, 5),
        "A value can't begin with `|`.",
        'Put the value in quotes: `a: "|0"`.',
    ),
    "a question mark": ("a: ? b\n", (1, 4, 5), "A value can't begin with `?`.", 'Put the value in quotes: `a: "? b"`.'),
    "a comma": ("a: , b\n", (1, 4, 5), "A value can't begin with `,`.", 'Put the value in quotes: `a: ", b"`.'),
    "a closing bracket": ("a: ]\n", (1, 4, 5), "A value can't begin with `]`.", 'Put the value in quotes: `a: "]"`.'),
    "a quotation mark that is never closed": (
        'a: b\ntitle: "it\nc: d\n',
        (2, 8, 9),
        "The quotation mark that opens here is never closed.",
        'Close it with "; inside the text a quotation mark is written \\".',
    ),
    "an apostrophe that is never closed": (
        "a: 'it\nb: c\n",
        (1, 4, 5),
        "The quotation mark that opens here is never closed.",
        "Close it with '; inside the text an apostrophe is written twice: ''.",
    ),
    "a quotation mark and a document's end": (
        "a: 'x\n---\nb: c\n",
        (1, 4, 5),
        "The quotation mark that opens here is never closed.",
        "Close it with '; inside the text an apostrophe is written twice: ''.",
    ),
    "a quotation mark that the next one closes": (
        "a: 'it\nb: 'x'\n",
        (1, 4, 5),
        "The quotation mark that opens here is closed only by the one in line 2.",
        "Close it in its own line.",
    ),
    "text after a quotation": (
        'title: "Foo" and bar\nb: c\n',
        (1, 14, 21),
        "Text follows the quotation mark that closes the value.",
        "Put the value in quotes: `title: '\"Foo\" and bar'`.",
    ),
    "an apostrophe between apostrophes": (
        "t: 'it's x'\nb: c\n",
        (1, 8, 12),
        "Text follows the quotation mark that closes the value.",
        'Put the value in quotes: `t: "it\'s x"`.',
    ),
    "text after a quotation of two lines": (
        'a: "one\n  two" three\n',
        (2, 8, 13),
        "Text follows the quotation mark that closes the value.",
        "Put the text inside the quotation marks.",
    ),
    "a backslash": (
        'a: "\\d"\n',
        (1, 5, 7),
        "YAML knows no `\\d` in double quotes.",
        "Write `\\\\` for a backslash, or use single quotes.",
    ),
    "a short escape": (
        'a: "\\u12"\n',
        (1, 5, 9),
        "YAML knows no `\\u12` in double quotes.",
        "Write `\\\\` for a backslash, or use single quotes.",
    ),
    "half a surrogate pair": (
        'a: "\\ud800"\n',
        (1, 5, 11),
        "YAML knows no `\\ud800` in double quotes.",
        "Write `\\\\` for a backslash, or use single quotes.",
    ),
    "a bracket that is not closed": (
        "id: x\na: [1, 2\nb: [c]\n",
        (2, 4, 5),
        "The bracket `[` that opens here is not closed.",
        "Close it with `]`.",
    ),
    "a brace that is not closed": (
        "a: {x: y\nb: c\n",
        (1, 4, 5),
        "The bracket `{` that opens here is not closed.",
        "Close it with `}`.",
    ),
    "a missing comma": (
        'a: ["x" "y"]\nb: c\n',
        (1, 9, None),
        "A comma is missing before this.",
        "Put a comma between two values; a text with a comma or bracket in quotes.",
    ),
    "a missing comma in a long list": (
        'a: [\n  "x",\n  "y"\n  "z"]\nb: c\n',
        (4, 3, None),
        "A comma is missing before this.",
        "Put a comma between two values; a text with a comma or bracket in quotes.",
    ),
    "two colons in a list": (
        "a: [x, y: z: w]\n",
        (1, 12, 13),
        "A value in brackets holds a colon and a space, which YAML reads as a key.",
        "Put that value in double quotes.",
    ),
    "two commas": (
        "a: [a,,b]\n",
        (1, 7, 8),
        "A value is missing before this comma.",
        "Delete the comma, or write the value before it.",
    ),
    "a bracket too many": (
        "a: [1, 2]]\nb: c\n",
        (1, 10, 11),
        "The bracket `]` closes nothing that is open.",
        "Delete it, or open it before; a text with a bracket stands in quotes.",
    ),
    "the wrong bracket": (
        "a: [}\n",
        (1, 5, 6),
        "The bracket `}` closes nothing that is open.",
        "Delete it, or open it before; a text with a bracket stands in quotes.",
    ),
    "text after a list": (
        "a: [x], y\nb: c\n",
        (1, 7, 10),
        "Text follows the bracket that closes the value.",
        "Put all values in one pair of brackets.",
    ),
    "a list item in the line of the key": (
        "authors: - Ada Example\n",
        (1, 10, 23),
        "A list with dashes can't begin in the line of its key.",
        "Write `authors: [Ada Example]`, or each item in a line of its own.",
    ),
    "a dash alone": (
        "a: -\n",
        (1, 4, 5),
        "A list with dashes can't begin in the line of its key.",
        "Write each item in a line of its own; a dash that stands for itself in quotes.",
    ),
    "a list item among keys": (
        "a: b\n- c\n",
        (2, 1, 2),
        "A list item stands among keys.",
        "Indent all items of the list alike, below its key.",
    ),
    "a key among list items": (
        "a:\n  - A\n  year: x\n",
        (3, 3, 7),
        "The line stands in a list and is no item of it: it has no dash, or begins in the wrong column.",
        "Begin an item with `- ` in column 3; what belongs to the item above in column 5.",
    ),
    "a key of an item, one column too far left": (
        "a:\n  - b: x\n   c: d\n",
        (3, 4, 5),
        "The line stands in a list and is no item of it: it has no dash, or begins in the wrong column.",
        "Begin an item with `- ` in column 3; what belongs to the item above in column 5.",
    ),
    "a key between two columns": (
        "a:\n    b: c\n  d: e\n",
        (3, 3, 4),
        "The line begins in another column than the keys that it stands among.",
        "Begin it in the column of the key above, or in column 1 as line 1 does.",
    ),
    "a key further left than the first": (
        "  id: a\ntype: b\n",
        (2, 1, 8),
        "The line begins further left than the first key of the record.",
        "Begin every key of the record in column 1.",
    ),
    "no key before a colon": (": b\n", (1, 1, 2), "The key before the colon is missing.", "Write it as `key: value`."),
    "a directive": (
        "%foo\nid: a\n",
        (1, 1, 5),
        "A line that begins with % is a directive of YAML, which a record has no use for.",
        "Delete it; a text that begins with % stands in quotes.",
    ),
    "another version of YAML": (
        "%YAML 2.0\n---\na: b\n",
        (1, 1, 10),
        "A line that begins with % is a directive of YAML, which a record has no use for.",
        "Delete it; a text that begins with % stands in quotes.",
    ),
    "a directive without the line that ends it": (
        "%YAML 1.1\na: b\n",
        (1, 1, 10),
        "A line that begins with % is a directive of YAML, which a record has no use for.",
        "Delete it; a text that begins with % stands in quotes.",
    ),
    "a key after the end": (
        "a: b\n...\nfoo: x\n",
        (3, 1, 7),
        "The record has ended above, at the line `...`.",
        "Delete that line.",
    ),
    "a key after a list": (
        "[a]\nb: c\n",
        (2, 1, 5),
        "The value above is no mapping, so nothing can follow it.",
        "Write a record as lines `key: value`, beginning with `id:`.",
    ),
    "an end without a beginning": (
        "...\n",
        (1, 1, None),
        "A value is missing here.",
        "Write it as `key: value`, or leave the key out when nothing is known.",
    ),
    "a control character": (
        "a: b\nc: d\x01e\n",
        (2, 5, 6),
        "The invisible character U+0001 can't stand in a record.",
        "Delete it, or put a space in its place.",
    ),
    "a null character": (
        "a: \x00\n",
        (1, 4, 5),
        "The invisible character U+0000 can't stand in a record.",
        "Delete it, or put a space in its place.",
    ),
    "a line end that only some programs see": (
        "a: b\u2028c\nd: e\n",
        (1, 5, 6),
        "The invisible character U+2028 can't stand in a record.",
        "Delete it, or put a space in its place.",
    ),
    "half a character": (
        "a: \ud800\n",
        (1, 4, 5),
        "The invisible character U+D800 can't stand in a record.",
        "Delete it, or put a space in its place.",
    ),
}


def only(text: str) -> Finding:
    root, (finding,) = compose(text, "x.yaml")
    assert root is None
    return finding


@pytest.mark.parametrize("name", CASES)
def test_a_syntax_error_has_its_place_one_sentence_and_what_to_write(name: str) -> None:
    text, place, message, suggestion = CASES[name]
    finding = only(text)
    assert (finding.message, finding.suggestion) == (message, suggestion)
    assert finding.location is not None
    assert (finding.location.line, finding.location.column, finding.location.end) == place
    assert finding.rule == "syntax"
    assert finding.rule in UNREADABLE
    assert not RAW.search(f"{finding.message} {finding.suggestion}")


@pytest.mark.parametrize("name", CASES)
def test_a_syntax_error_shows_the_line_that_it_points_at(name: str) -> None:
    text = CASES[name][0].replace("\ud800", "?")
    finding = only(CASES[name][0])
    assert finding.location is not None
    assert finding.location.line is not None
    assert finding.source == text.split("\n")[finding.location.line - 1]


@pytest.mark.parametrize("name", CASES)
def test_line_ends_of_windows_move_no_place(name: str) -> None:
    text, place, message, _ = CASES[name]
    finding = only(text.replace("\n", "\r\n"))
    assert finding.location is not None
    assert (finding.location.line, finding.location.column, finding.location.end) == place
    assert finding.message == message


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if case[3].startswith("Put the value in quotes: `")]
)
def test_what_a_suggestion_writes_in_quotes_is_yaml_and_keeps_the_text(name: str) -> None:
    text, (line, _, _), _, suggestion = CASES[name]
    right = suggestion.removeprefix("Put the value in quotes: `").removesuffix("`.")
    ((key, value),) = yaml.safe_load(right).items()
    written = text.split("\n")[line - 1].removeprefix(f"{key}: ")
    assert value in (written, written[1:-1])


def test_a_problem_that_nobody_foresaw_gets_a_general_sentence() -> None:
    mark = yaml.Mark("x.yaml", 0, 1, 4, None, None)
    error = yaml.scanner.ScannerError("while scanning", mark, "found something new in libyaml 0.3", mark)
    finding = syntax.syntax_finding(error, "a: b\nc: d!\n", "x.yaml", None)
    assert finding.message == "From here on this is no YAML."
    assert not RAW.search(f"{finding.message} {finding.suggestion}")
    assert finding.location is not None
    assert (finding.location.line, finding.location.column) == (2, 5)


def test_every_problem_that_libyaml_can_name_has_a_judge() -> None:
    library = Path(yaml._yaml.__file__).read_bytes()
    found = re.findall(
        rb"\x00((?:did not find|could not find|found) [ -~]+|[a-z ]+ allowed in this context)\x00", library
    )
    problems = {sentence.decode() for sentence in found}
    assert len(problems) > 30
    # Those of composing nodes, which libyaml does not do here, and one that no text can cause.
    problems -= {"did not find expected <stream-start>", "found undefined alias", "found another document"}
    problems = {problem for problem in problems if "duplicate anchor" not in problem}
    assert problems <= set(syntax._PROBLEMS)
