"""A query is cut into pieces that are the query."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mllm_kg.namespaces import MLLM
from mllm_kg.reference.sparql import Mark, marks, names_in

FILES = sorted((Path(__file__).resolve().parents[2] / "queries").rglob("*.rq"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_pieces_together_are_the_query(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = marks(text)
    assert "".join(mark.text for mark in found) == text.strip("\n")
    comments = [line[line.index("#") :] for line in text.splitlines() if line.lstrip().startswith("#")]
    assert [mark.text for mark in found if mark.kind == "comment"] == comments
    written = set(re.findall(r"\?\w+", "".join(line for line in text.splitlines(True) if line[:1] != "#")))
    assert {mark.text for mark in found if mark.kind == "variable"} <= written


def test_each_piece_has_its_kind() -> None:
    found = marks('SELECT ?a { ?a mllm:year 2024 ; rdfs:label "x # y"@en ; <http://e.org/p> 1.5 } # end')
    assert [mark for mark in found if mark.kind] == [
        Mark("keyword", "SELECT"),
        Mark("variable", "?a"),
        Mark("variable", "?a"),
        Mark("name", "mllm:year", MLLM + "year"),
        Mark("number", "2024"),
        Mark("name", "rdfs:label", "http://www.w3.org/2000/01/rdf-schema#label"),
        Mark("string", '"x # y"'),
        Mark("string", "@en"),
        Mark("name", "<http://e.org/p>", "http://e.org/p"),
        Mark("number", "1.5"),
        Mark("comment", "# end"),
    ]


def test_names_are_those_of_the_query_and_not_of_its_comments() -> None:
    assert names_in("# mllm:year\nASK { ?a mllm:title 'mllm:doi' }") == {MLLM + "title"}


def test_an_escape_stays_as_it_is_written() -> None:
    text = "ASK { ?a \\u003chttp://e.org/p> ?b }"
    assert "".join(mark.text for mark in marks(text)) == text
