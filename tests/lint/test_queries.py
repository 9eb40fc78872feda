"""Rules as files: what a row becomes, and how a message calls things."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg.findings import told
from mllm_kg.lint.model import Breach, LintRule
from mllm_kg.lint.queries import query_rules
from mllm_kg.namespaces import expand
from tests.lint.parts import inspected

HEADER = """#+ summary: Something is wrong
#+ description: |-
#+   Source: the house
#+     that we build.
#+   Problem: It is wrong.
#+   Solution: Mend it.
#+ tags: [lint]
#+ message: {en: "{entity} has {value}; {path}, {other}.", ko: "{entity}: {value}."}
"""


def rule(folder: Path, text: str, header: str = HEADER) -> LintRule:
    """Return the rule that a file with this query is."""
    (folder / "lint").mkdir(exist_ok=True)
    (folder / "lint" / "odd.rq").write_text(header + text, encoding="utf-8")
    [found] = query_rules(folder)
    return found


def breach(folder: Path, row: str, data: str = "") -> Breach:
    """Return the only breach of a rule with one row."""
    [found] = rule(folder, f"SELECT DISTINCT * {{ {row} }}").find(inspected(data))
    return found


def test_the_head_of_a_file_is_read(tmp_path: Path) -> None:
    found = rule(tmp_path, "SELECT ?entity {}")
    assert (found.id, found.source, found.summary) == ("odd", "the house that we build.", "Something is wrong")
    assert (found.problem, found.solution, found.file) == ("It is wrong.", "Mend it.", "queries/lint/odd.rq")


def test_a_rule_may_be_nobody_s(tmp_path: Path) -> None:
    header = HEADER.replace("#+   Source: the house\n#+     that we build.\n", "")
    assert rule(tmp_path, "SELECT ?entity {}", header).source == ""


def test_a_row_becomes_a_breach_with_short_iris(tmp_path: Path) -> None:
    row = 'BIND(mllm:Venue AS ?entity) BIND(rdfs:label AS ?path) BIND("venue"@en AS ?value) BIND(mllm:Paper AS ?other)'
    found = breach(tmp_path, row)
    assert found.entity == expand("mllm:Venue")
    assert found.path == expand("rdfs:label")
    assert found.value == "venue"
    assert found.message == "mllm:Venue has venue; rdfs:label, mllm:Paper."


def test_the_other_thing_is_the_value_where_there_is_no_value(tmp_path: Path) -> None:
    assert breach(tmp_path, "BIND(mllm:Venue AS ?entity) BIND(mllm:Paper AS ?other)").value == expand("mllm:Paper")


def test_a_message_is_told_in_every_language_that_the_rule_has_it_in(tmp_path: Path) -> None:
    found = breach(tmp_path, 'BIND(mllm:Venue AS ?entity) BIND("x" AS ?value)')
    assert told(found.message, "ko") == "mllm:Venue: x."
    assert told(found.message, "en").startswith("mllm:Venue has x")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('"two\\n  lines"', "two lines"),
        (f'"{"long " * 40}"', ("long " * 40)[:70] + "…"),
        ("7", "7"),
    ],
)
def test_a_literal_is_shown_on_one_line(tmp_path: Path, value: str, shown: str) -> None:
    found = breach(tmp_path, f"BIND(mllm:Venue AS ?entity) BIND({value} AS ?value)")
    assert told(found.message, "ko") == f"mllm:Venue: {shown}."


def test_what_has_no_name_is_an_expression(tmp_path: Path) -> None:
    row = "GRAPH kgg:ontology { ?entity owl:equivalentClass ?value }"
    found = breach(tmp_path, row, "mllm:Open owl:equivalentClass [ a owl:Class ] .")
    assert told(found.message, "ko") == "mllm:Open: a class expression."
    assert found.value is None


def test_a_row_about_something_without_a_name_is_left_out(tmp_path: Path) -> None:
    asked = rule(tmp_path, "SELECT ?entity { GRAPH kgg:ontology { ?entity a owl:Class } }")
    assert list(asked.find(inspected("[] a owl:Class ."))) == []
