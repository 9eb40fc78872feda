"""Each rule about the ontology and the shapes finds what it must and nothing else, on Oxigraph and on rdflib."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mllm_kg.graph import Dataset
from mllm_kg.lint import Inspected, load_rules
from mllm_kg.lint.judging import judge, load_profile
from tests.lint.parts import OTHERS, Part, load_parts

ROOT = Path(__file__).resolve().parents[2]
QUERIES = ROOT / "queries"
RULES = {rule.id: rule for rule in load_rules(QUERIES)}
FILES = {path.stem: path for path in sorted((QUERIES / "lint").glob("*.rq"))}
PARTS = list(load_parts())
PROFILE = load_profile(QUERIES)
BLANK = re.compile(r"^(N?[0-9a-f]{32}|_:.*)$")


def rows_on_rdflib(dataset: Dataset, text: str) -> set[tuple[str | None, ...]]:
    return {tuple(None if term is None else str(term) for term in row) for row in dataset.rdflib.query(text)}


def rows_on_oxigraph(dataset: Dataset, text: str) -> set[tuple[str | None, ...]]:
    return {tuple(None if term is None else term.value for term in row) for row in dataset.select(text)}


def without_names(rows: set[tuple[str | None, ...]]) -> set[tuple[str | None, ...]]:
    """Leave out how an engine calls things without a name."""
    return {tuple(BLANK.sub("", cell) if cell else cell for cell in row) for row in rows}


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_part(part: Part) -> None:
    findings = judge(Inspected(part.dataset()), [RULES[part.rule]], PROFILE)
    assert bool(findings) == (part.verdict == "breaks")
    for finding in findings:
        assert finding.rule == f"lint/{part.rule}"
        assert finding.severity == PROFILE.severity(part.rule)
        assert finding.focus is not None
        assert re.fullmatch(r"https?://\S+", finding.focus)
        assert finding.message.endswith(".")
        assert not re.search(r"\{\w+\}|None", finding.message)
        assert finding.suggestion == RULES[part.rule].solution


@pytest.mark.parametrize("part", [part for part in PARTS if part.rule in FILES], ids=str)
def test_rdflib_gives_the_same_rows(part: Part) -> None:
    dataset, text = part.dataset(), FILES[part.rule].read_text(encoding="utf-8")
    assert without_names(rows_on_rdflib(dataset, text)) == without_names(rows_on_oxigraph(dataset, text))


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_is_tried_both_ways(rule: str) -> None:
    assert {part.verdict for part in PARTS if part.rule == rule} == {"breaks", "holds"}


def test_no_part_is_left_over() -> None:
    assert {part.rule for part in PARTS} == set(RULES)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_says_whose_it_is_what_is_wrong_and_what_would_be_right(rule: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule)
    assert RULES[rule].source
    assert not RULES[rule].summary.endswith(".")
    assert RULES[rule].problem.endswith(".")
    assert RULES[rule].solution.endswith((".", ")"))
    assert (ROOT / RULES[rule].file).is_file()


@pytest.mark.parametrize("rule", sorted(FILES))
def test_the_file_of_a_rule_is_whole(rule: str) -> None:
    text = FILES[rule].read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 120
    head, body = text.split("\nSELECT DISTINCT ?entity", 1)
    declared = re.findall(r"^PREFIX (\w+): <", head, re.MULTILINE)
    assert declared == sorted(declared)
    used = set(re.findall(r"(?<![\w?])([a-z]+):", re.sub(r'"[^"]*"', '""', body)))
    assert used == set(declared)
    for prefix, iri in OTHERS.items():
        assert prefix not in used or f"PREFIX {prefix}: <{iri}>" in head


def sources(name: str) -> set[str]:
    """Return the names of the checks of somebody else's that the rules stand for."""
    found = {"ROBOT": r"\b[a-z]+(?:_[a-z]+)+\b", "OOPS!": r"\bP\d\d\b", "FOOPS!": r"\b[A-Z]+\d(?:\.\d)?\b"}
    parts = (part for rule in RULES.values() for part in rule.source.split("; ") if part.startswith(name))
    return {check for part in parts for check in re.findall(found[name], part)}


def test_the_rules_stand_for_the_checks_that_ontology_engineers_know() -> None:
    assert len(sources("ROBOT")) >= 18
    assert len(sources("OOPS!")) >= 15
    assert sources("FOOPS!") >= {
        "OM1",
        "OM2",
        "OM3",
        "OM4.1",
        "OM4.2",
        "OM5.1",
        "OM5.2",
        "VER1",
        "VER2",
        "PURL1",
        "VOC2",
    }
    assert sources("FOOPS!") >= {"VOC3", "VOC4", "FIND1", "URI1", "URI2"}
