"""Every rule by which w3id.org resolves the project's IRIs does what its comment says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

HTACCESS = Path(__file__).resolve().parent.parent / "docs" / "w3id" / ".htaccess"
_TEST = re.compile(r"# test: (\S+) (\S+) -> (\S+)")
_CONDITION = re.compile(r"RewriteCond %\{HTTP_ACCEPT\} (\S+)( \[OR\])?")
_RULE = re.compile(r"RewriteRule (\S+) (\S+) \[(.*)\]")


class Rule(NamedTuple):
    """A RewriteRule with the alternatives of each of its conditions."""

    line: int
    conditions: list[list[str]]
    pattern: str
    target: str
    flags: list[str]


class Example(NamedTuple):
    """A comment that says where a path leads, and how many rules stand before it."""

    line: int
    path: str
    accept: str
    target: str
    before: int


def read() -> tuple[list[Rule], list[Example]]:
    rules: list[Rule] = []
    examples: list[Example] = []
    conditions: list[list[str]] = []
    follows = False
    for number, line in enumerate(HTACCESS.read_text(encoding="utf-8").splitlines(), start=1):
        if found := _TEST.fullmatch(line):
            examples.append(Example(number, *found.groups(), len(rules)))
        elif found := _CONDITION.fullmatch(line):
            if follows:
                conditions[-1].append(found[1])
            else:
                conditions.append([found[1]])
            follows = bool(found[2])
        elif found := _RULE.fullmatch(line):
            rules.append(Rule(number, conditions, found[1], found[2], found[3].split(",")))
            conditions, follows = [], False
        else:
            assert not line.startswith("Rewrite") or line == "RewriteEngine on", f"line {number} can't be read"
    return rules, examples


RULES, EXAMPLES = read()


def resolve(path: str, accept: str) -> tuple[int | None, str]:
    """Do what mod_rewrite does with a path below the project's folder."""
    environment: dict[str, str] = {}
    for number, rule in enumerate(RULES):
        match = re.search(rule.pattern, path)
        if not match or not all(any(re.search(one, accept) for one in each) for each in rule.conditions):
            continue
        for flag in rule.flags:
            if flag.startswith("E="):
                name, _, value = flag[2:].partition(":")
                environment[name] = value
        if rule.target != "-":
            target = re.sub(r"%\{ENV:(\w+)\}", lambda name: environment[name[1]], rule.target)
            return number, re.sub(r"\$(\d)", lambda group, match=match: match[int(group[1])] or "", target)
    return None, "404"


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.path} {e.accept}" for e in EXAMPLES])
def test_a_path_leads_where_its_comment_says(example: Example) -> None:
    number, target = resolve("" if example.path == "/" else example.path, example.accept)
    assert target == example.target
    assert target == "404" or number == example.before


def test_every_rule_that_redirects_has_an_example() -> None:
    tested = {resolve("" if e.path == "/" else e.path, e.accept)[0] for e in EXAMPLES}
    assert [rule.line for number, rule in enumerate(RULES) if rule.target != "-" and number not in tested] == []


@pytest.mark.parametrize("path", ["id/model/bloomz", "ontology", "graph/inferred", "query/papers-by-strategy"])
def test_a_browser_gets_a_page(path: str) -> None:
    _, target = resolve(path, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert target.endswith(".html")
