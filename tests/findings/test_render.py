"""The registry of formats."""

from __future__ import annotations

import json

import pytest

from mllm_kg.findings import Finding
from mllm_kg.findings.data import render_json
from mllm_kg.findings.render import RENDERERS
from tests.findings.samples import DATATYPE, DUPLICATE, NOTES, PAGES, UNKNOWN_KEY, UNREADABLE, korean

__all__ = ["korean"]

EVERYTHING = [UNKNOWN_KEY, DATATYPE, DUPLICATE, UNREADABLE, *NOTES]


def test_the_formats_have_names() -> None:
    assert list(RENDERERS) == ["text", "json", "sarif", "junit", "github", "turtle"]


@pytest.mark.parametrize("format", RENDERERS)
@pytest.mark.parametrize("findings", [[], [UNKNOWN_KEY], EVERYTHING], ids=["none", "one", "many"])
def test_every_format_ends_its_last_line_and_says_the_same_again(format: str, findings: list[Finding]) -> None:
    told = RENDERERS[format](findings, "en")
    assert told.endswith("\n")
    assert told == RENDERERS[format](findings, "en")


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize("format", RENDERERS)
def test_every_format_tells_korean(format: str) -> None:
    assert "레코드의 키가 아닙니다" in RENDERERS[format]([UNKNOWN_KEY], "ko")


@pytest.mark.parametrize("format", [name for name in RENDERERS if name not in ("json", "turtle")])
def test_formats_for_people_and_for_code_hosts_name_the_page_of_the_rule(format: str) -> None:
    assert f"{PAGES}unknown-key.md" in RENDERERS[format]([UNKNOWN_KEY], "en")


def test_json_has_everything() -> None:
    document = json.loads(render_json([DATATYPE, DUPLICATE, NOTES[0]]))
    assert document["conforms"] is False
    assert document["counts"] == {"violation": 1, "warning": 1, "info": 1}
    assert document["findings"][0] == {
        "rule": "Model-year-datatype",
        "severity": "violation",
        "message": "Model 'Tower' has the year '2O24', which is no whole number.",
        "suggestion": "A year is a whole number.",
        "location": {"path": "tower.yaml", "line": 4, "column": 7, "end": 11},
        "source": "year: 2O24",
        "related": [],
        "focus": "https://w3id.org/mllm-kg/id/model/tower",
        "label": "Tower",
        "path": "https://w3id.org/mllm-kg/ontology#year",
        "value": "2O24",
        "component": "http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
    }
    assert document["findings"][1]["related"] == [
        {
            "location": {"path": "data/papers/a.yaml", "line": 3, "column": 11, "end": 21},
            "message": "It stands here.",
            "source": "arxiv_id: 2402.17733",
        }
    ]
    assert document["findings"][2]["location"] is None


@pytest.mark.usefixtures("korean")
def test_json_keeps_letters_and_order() -> None:
    told = render_json([UNKNOWN_KEY, DATATYPE], "ko")
    assert "아닙니다" in told
    assert [found["rule"] for found in json.loads(told)["findings"]] == ["unknown-key", "Model-year-datatype"]
    assert json.loads(told)["findings"][0]["suggestion"] == "'based_on'인가요?"
