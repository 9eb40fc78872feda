"""What RDF states that the ontology forbids is told by validation, where no shape and no rule has told it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.findings import Finding

BEGIN = """@base <https://w3id.org/mllm-kg/id/> .
@prefix mllm: <https://w3id.org/mllm-kg/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def clashes(kg: KnowledgeGraph, tmp_path: Path, text: str) -> list[Finding]:
    path = tmp_path / "new.ttl"
    path.write_text(BEGIN + text, encoding="utf-8")
    return [finding for finding in kg.validate([path]).findings if finding.rule == "clash"]


def test_a_literal_that_no_shape_looks_at(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (found,) = clashes(kg, tmp_path, '<model/bloom> mllm:authorPosition "x"^^xsd:integer .\n')[:1]
    assert found.location is not None
    assert (found.location.line, found.location.column) == (4, 35)
    assert "which no xsd:integer is written as" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "<paper/muennighoff2022crosslingual> mllm:year 1999 .",
        "<model/bloom> mllm:basedOn <model/bloomz> .",
        "<model/bloom> mllm:basedOn <model/bloom> .",
        "<model/bloom> a mllm:Paper .",
    ],
)
def test_what_a_shape_or_a_rule_tells_is_not_told_twice(text: str, kg: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "new.ttl"
    path.write_text(BEGIN + text, encoding="utf-8")
    report = kg.validate([path])
    assert not report.conforms
    assert "clash" not in {finding.rule for finding in report.findings}
    assert not kg.reason([path]).consistent


def test_a_record_is_not_asked_about(kg: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shapes and rules judge all that a record can say, so its validation does not pay for it."""
    monkeypatch.delattr("mllm_kg.checks.clashing.caused_clashes")
    path = tmp_path / "new.yaml"
    path.write_text(
        "id: model/new\ntype: LanguageModel\nlabel: New\nevidence: [https://example.org/]\n", encoding="utf-8"
    )
    assert kg.validate([path]).conforms
