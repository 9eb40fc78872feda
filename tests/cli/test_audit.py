"""``mllm-kg audit`` as a person and a program see it."""

from __future__ import annotations

import csv
import io
import json

from tests.cli.shell import run


def test_a_field_shows_what_is_listed_what_holds_and_the_page_that_says_so() -> None:
    shown = run("audit", "--field", "year").output
    assert "year: 5 disagreements" in shown
    block = shown[shown.index("JASMINE") :].split("\n\n")[0]
    assert "listed  2023  (row 53)" in block
    assert "holds   2022" in block
    assert "https://" in block
    assert "wrong-year, by reading: data/papers/abdul2023jasmine.yaml" in block


def test_the_summary_counts_the_rows_of_the_list() -> None:
    lines = run("audit").output.splitlines()
    assert lines[2].split() == ["field", "listed", "agree", "differ", "not", "known", "left", "empty"]
    assert lines[3].split()[:2] == ["title", "187"]


def test_json_holds_fields_and_disputes() -> None:
    found = json.loads(run("audit", "--format", "json").output)
    assert [field["name"] for field in found["fields"]][:3] == ["title", "author", "link"]
    assert {"listed", "holds", "held_by", "rows", "file"} <= found["disputes"][0].keys()


def test_csv_has_one_line_for_each_disagreement() -> None:
    rows = list(csv.DictReader(io.StringIO(run("audit", "--kind", "wrong-link", "--format", "csv").output)))
    assert [row["kind"] for row in rows] == ["wrong-link"]
    assert (rows[0]["listed"], rows[0]["rows"]) == ("no link", "73 120")


def test_markdown_is_a_table() -> None:
    lines = run("audit", "--field", "title", "--format", "markdown").output.splitlines()
    assert lines[0].startswith("| field | entity |")
    assert set(lines[1]) <= set("| -:")


def test_an_unknown_field_gets_the_nearest() -> None:
    result = run("audit", "--field", "venu")
    assert result.exit_code == 2
    assert "No field is called 'venu'.\nDid you mean: venue" in result.output


def test_an_unknown_kind_gets_the_nearest() -> None:
    result = run("audit", "--kind", "wrong-yaer")
    assert result.exit_code == 2
    assert "wrong-year" in result.output
