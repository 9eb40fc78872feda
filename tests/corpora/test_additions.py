"""Additions as strangers bring them: each wrong one is found by the rule and at the line expected, no right one is.

``additions/wrong.tsv`` has the expectations. A mistake that nobody foresaw becomes a file here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.findings import Severity
from mllm_kg.findings.render import RENDERERS

ADDITIONS = Path(__file__).parent / "additions"
ROWS = [
    tuple(line.split("\t"))
    for line in (ADDITIONS / "wrong.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
RIGHT = sorted((ADDITIONS / "right").iterdir())


@pytest.mark.parametrize(("name", "rule", "line"), ROWS, ids=[row[0] for row in ROWS])
def test_a_wrong_addition_is_found_at_its_line(kg: KnowledgeGraph, name: str, rule: str, line: str) -> None:
    path = ADDITIONS / "wrong" / name
    found = kg.validate([path]).findings
    places = {(finding.rule, finding.location.line) for finding in found if finding.location}
    assert (rule, int(line) if line else None) in places
    assert {finding.location.path for finding in found if finding.location} <= {str(path)}
    assert any(finding.severity is not Severity.INFO for finding in found)
    for finding in found:
        assert finding.location is not None, f"{finding.rule} points nowhere"
        assert not re.search(r"Traceback|Error\(|expected one of|ParserError|<class", f"{finding.message}")


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.name)
def test_a_right_addition_conforms(kg: KnowledgeGraph, path: Path) -> None:
    assert [str(finding) for finding in kg.validate([path]).findings if finding.severity is not Severity.INFO] == []


def test_all_wrong_additions_at_once_are_all_found(kg: KnowledgeGraph) -> None:
    """Files that can't be read and files that can stand side by side; one round tells about all of them."""
    found = kg.validate([ADDITIONS / "wrong" / name for name, _, _ in ROWS]).findings
    silent = {name for name, _, _ in ROWS} - {Path(f.location.path).name for f in found if f.location}
    assert silent == set()


def test_the_corpus_covers_every_format() -> None:
    for folder in ("right", "wrong"):
        suffixes = {path.suffix for path in (ADDITIONS / folder).iterdir()}
        assert {".yaml", ".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf"} <= suffixes
    assert len(ROWS) >= 60
    assert len(RIGHT) >= 20
    assert sorted(path.name for path in (ADDITIONS / "wrong").iterdir()) == sorted(name for name, _, _ in ROWS)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("format", list(RENDERERS))
def test_every_finding_can_be_told_in_every_format_and_language(kg: KnowledgeGraph, format: str, language: str) -> None:
    found = kg.validate([ADDITIONS / "wrong"]).findings
    told = RENDERERS[format](found, language)
    assert told.strip()
    assert "\x1b" not in told
