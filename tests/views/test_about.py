"""What all descriptions say alike, also where a folder of sources has less than ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import mllm_kg
from mllm_kg.api import KnowledgeGraph
from mllm_kg.views import VIEWS, Source
from mllm_kg.views.about import DESCRIPTION, LICENSE, about


@pytest.fixture
def bare(kg: mllm_kg.KnowledgeGraph, tmp_path: Path) -> KnowledgeGraph:
    """The graph, with sources that have no CITATION.cff."""
    return KnowledgeGraph(kg.snapshot, replace(kg.assets, root=tmp_path))


def cited(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    return found


def test_title_version_and_keywords_are_those_of_the_citation(kg: mllm_kg.KnowledgeGraph, root: Path) -> None:
    known = about(kg)
    assert known.title == cited(root)["title"]
    assert known.version == str(cited(root)["version"])
    assert list(known.keywords) == cited(root)["keywords"]
    assert known.issued == cited(root)["date-released"]


def test_the_version_names_the_version_iri(kg: mllm_kg.KnowledgeGraph, root: Path) -> None:
    version = about(kg).version_iri
    assert version is not None
    assert version.value == f"https://w3id.org/mllm-kg/dataset/{cited(root)['version']}"


def test_sources_are_the_survey_and_the_datasets_that_the_citation_names(
    kg: mllm_kg.KnowledgeGraph, root: Path
) -> None:
    assert set(about(kg).sources) == {
        "https://arxiv.org/abs/2404.04925",
        "https://doi.org/10.1016/j.patter.2024.101118",
        *(work["url"] for work in cited(root)["references"] if "url" in work),
    }


def test_without_a_citation_the_header_of_the_ontology_speaks(bare: KnowledgeGraph) -> None:
    known = about(bare)
    assert known.title == "MLLM-KG ontology: research on multilingual large language models"
    assert known.version
    assert known.issued is None
    assert known.keywords == ()
    assert known.modified == known.checked


@pytest.mark.parametrize("name", ["void", "dcat", "schema-org", "croissant"])
def test_views_say_less_without_a_citation(bare: KnowledgeGraph, name: str) -> None:
    few, all_ = VIEWS[name].quads(Source(bare)), about(bare)
    assert few
    assert all_.issued is None
    assert not [quad for quad in few if quad.predicate.value.endswith(("/issued", "/datePublished"))]


def test_the_licence_is_creative_commons_attribution(root: Path) -> None:
    assert LICENSE in (root / "LICENSE-DATA").read_text(encoding="utf-8")
    assert "CC-BY-4.0" in cited(root)["license"]


def test_the_dataset_is_described_in_english_and_korean() -> None:
    assert list(DESCRIPTION) == ["en", "ko"]
