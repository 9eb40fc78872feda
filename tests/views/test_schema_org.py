"""schema.org: what Google Dataset Search requires and recommends."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import mllm_kg
from mllm_kg.views import VIEWS, Source

SURVEY = "https://doi.org/10.1016/j.patter.2024.101118"


@pytest.fixture(scope="module")
def document(kg: mllm_kg.KnowledgeGraph) -> dict[str, Any]:
    """The document before a release."""
    found: dict[str, Any] = json.loads(kg.export(None, "schema-org") or b"")
    return found


def test_what_google_requires_is_there(document: dict[str, Any]) -> None:
    assert document["@type"] == "Dataset"
    assert document["name"]
    assert all(50 <= len(text["@value"]) <= 5000 for text in document["description"])


RECOMMENDED = (
    "citation creator identifier isAccessibleForFree keywords license sameAs temporalCoverage url variableMeasured "
    "version inLanguage isBasedOn dateModified datePublished"
)


@pytest.mark.parametrize("name", RECOMMENDED.split())
def test_what_google_recommends_is_there(document: dict[str, Any], name: str) -> None:
    assert document[name]


def test_descriptions_are_in_english_and_korean(document: dict[str, Any]) -> None:
    assert [text["@language"] for text in document["description"]] == ["en", "ko"]
    assert re.search("[가-힣]", document["description"][1]["@value"])


def test_it_names_the_survey_it_starts_from(document: dict[str, Any]) -> None:
    assert SURVEY in document["isBasedOn"]
    assert "10.1016/j.patter.2024.101118" in document["citation"]


def test_what_it_cites_is_what_the_repository_says(document: dict[str, Any], root: Path) -> None:
    cited = (root / "CITATION.cff").read_text(encoding="utf-8")
    assert f'title: "{document["name"]}"' in cited
    assert f"version: {document['version']}\n" in cited
    assert f"date-released: {document['datePublished']}\n" in cited
    assert all(f"  - {keyword}\n" in cited for keyword in document["keywords"])


def test_variables_are_terms_that_the_graph_uses(document: dict[str, Any], kg: mllm_kg.KnowledgeGraph) -> None:
    for variable in document["variableMeasured"]:
        assert kg.ask(f"ASK {{ ?s <{variable['propertyID']}> ?o }}"), variable
        assert variable["name"]
        assert variable["description"]
    assert len({variable["@id"] for variable in document["variableMeasured"]}) == len(document["variableMeasured"])


def test_every_object_has_a_name(document: dict[str, Any]) -> None:
    def unnamed(value: Any) -> list[Any]:
        if isinstance(value, list):
            return [item for each in value for item in unnamed(each)]
        if not isinstance(value, dict) or "@value" in value:
            return []
        inside = [item for key, each in value.items() if key != "@context" for item in unnamed(each)]
        return inside if "@id" in value else [value, *inside]

    assert unnamed(document) == []


def test_without_files_there_is_no_distribution(document: dict[str, Any]) -> None:
    assert "distribution" not in document


def test_the_files_of_a_release_are_its_distribution(release: tuple[Path, Source]) -> None:
    folder, source = release
    downloads = VIEWS["schema-org"].document(source)["distribution"]
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {download["contentUrl"] for download in downloads} == {
        f"https://example.org/release/{name}" for name in names
    }
    assert all(download["contentSize"] == f"{(folder / download['name']).stat().st_size} B" for download in downloads)


def test_a_file_whose_address_is_unknown_has_none(kg: mllm_kg.KnowledgeGraph, release: tuple[Path, Source]) -> None:
    downloads = VIEWS["schema-org"].document(Source(kg, release[1].files))["distribution"]
    assert [download for download in downloads if "contentUrl" in download] == []
    assert all(download["sha256"] for download in downloads)
