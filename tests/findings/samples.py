"""Findings made by hand, of every sort that a renderer meets."""

from __future__ import annotations

import pytest

from mllm_kg.findings import Finding, Location, Related, Severity, say
from mllm_kg.findings import korean as table

KG = "https://w3id.org/mllm-kg/id/"
MLLM = "https://w3id.org/mllm-kg/ontology#"
SH = "http://www.w3.org/ns/shacl#"
PAGES = "https://github.com/mllm-kg/mllm_kg/blob/main/docs/rules/"

UNKNOWN_KEY = Finding(
    "unknown-key",
    Severity.VIOLATION,
    say("{key} is no key of a record.", key="'base_on'"),
    say("Did you mean {names}?", names="'based_on'"),
    Location("tower.yaml", 5, 1, 8),
    source="base_on: [model/llama-2]",
)
DATATYPE = Finding(
    "Model-year-datatype",
    Severity.VIOLATION,
    "Model 'Tower' has the year '2O24', which is no whole number.",
    "A year is a whole number.",
    Location("tower.yaml", 4, 7, 11),
    KG + "model/tower",
    "Tower",
    MLLM + "year",
    "2O24",
    "year: 2O24",
    component=SH + "DatatypeConstraintComponent",
)
DUPLICATE = Finding(
    "duplicate-arxiv-id",
    Severity.WARNING,
    "Paper 'B' has the arXiv id of paper 'A'.",
    None,
    Location("b.ttl", 12, 3, 9),
    KG + "paper/b",
    "B",
    source="  mllm:arxivId '2402.17733' .",
    related=(Related(Location("data/papers/a.yaml", 3, 11, 21), "It stands here.", "arxiv_id: 2402.17733"),),
)
UNREADABLE = Finding("syntax", Severity.VIOLATION, "A bracket is never closed.", None, Location("c.jsonld"))
NOTES = [
    Finding("no-author", Severity.INFO, f"Paper '{letter}' has no author.", "Name them.", focus=f"{KG}paper/{letter}")
    for letter in "abcdefgh"
]


@pytest.fixture
def korean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the samples a Korean form."""
    known = {
        "{key} is no key of a record.": "{key}은(는) 레코드의 키가 아닙니다.",
        "Did you mean {names}?": "{names}인가요?",
    }
    monkeypatch.setattr(table, "KOREAN", known)
