"""The public surface, and the graph as Python code sees it."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import mllm_kg
from mllm_kg import KnowledgeGraph
from mllm_kg.errors import BadParameter, UnknownName
from mllm_kg.namespaces import KG

ROOT = Path(__file__).resolve().parent.parent


def test_the_public_names_are_these_and_sorted() -> None:
    assert mllm_kg.__all__ == [
        "Card",
        "Dataset",
        "Endpoint",
        "Finding",
        "Hit",
        "KnowledgeGraph",
        "Location",
        "MllmKgError",
        "Question",
        "Report",
        "Rows",
        "Severity",
        "load",
    ]


@pytest.mark.parametrize("name", mllm_kg.__all__)
def test_every_public_name_exists_and_is_documented(name: str) -> None:
    assert getattr(mllm_kg, name).__doc__
    assert name in dir(mllm_kg)


def test_another_name_does_not_exist() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        mllm_kg.nothing_of_the_kind  # noqa: B018


def test_importing_the_package_imports_no_library() -> None:
    code = "import sys, mllm_kg; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"click", "pyoxigraph", "rdflib", "yaml", "pyshacl", "owlready2", "rich"} & set(result.stdout.split())


def test_a_question_gives_rows(kg: KnowledgeGraph) -> None:
    rows = kg.query("papers-using-strategy", strategy="code-switching-prompting")
    assert len(rows) == 3


def test_a_question_s_rows_become_a_data_frame(kg: KnowledgeGraph) -> None:
    frame = kg.query("papers-by-strategy").to_pandas()
    assert list(frame.columns)[:2] == ["strategy", "strategyLabel"]
    assert frame["year"].min() >= 2000


def test_an_unknown_question_offers_the_nearest(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName) as caught:
        kg.query("papers-by-stratgy")
    assert "papers-by-strategy" in caught.value.candidates


def test_an_unknown_parameter_is_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="'strateg'"):
        kg.query("papers-using-strategy", strateg="sft-alignment")


def test_a_value_of_the_wrong_type_is_told_with_an_example(kg: KnowledgeGraph) -> None:
    with pytest.raises(BadParameter, match="since='yesterday'"):
        kg.query("new-since", since="yesterday")


def test_sparql_gives_what_its_form_gives(kg: KnowledgeGraph) -> None:
    assert kg.sparql("ASK { kg:nothing ?p ?o }") is False


def test_an_entity_is_described_with_its_evidence(kg: KnowledgeGraph) -> None:
    card = kg.describe("bloomz")
    assert card.iri == KG + "model/bloomz"


@pytest.mark.parametrize("name", ["all", "data", "ontology", "inferred", "provenance"])
def test_a_graph_is_exported_to_bytes_or_to_a_stream(name: str, kg: KnowledgeGraph) -> None:
    content = kg.export("nquads", name)
    assert content
    stream = io.BytesIO()
    assert kg.export("nquads", name, stream) is None
    assert stream.getvalue() == content


def test_the_export_of_everything_is_the_whole_graph(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.export("nquads", "all", tmp_path / "all.nq")
    assert sum(1 for _ in ox.parse(path=str(tmp_path / "all.nq"))) == kg.snapshot.manifest.statements


def test_the_graph_conforms(kg: KnowledgeGraph) -> None:
    assert kg.validate().conforms


def korean(records: dict[str, dict[str, Any]], entity: str) -> str:
    """Return the Korean name of a term of the taxonomy, as its record has it."""
    record = records[entity]
    return next(str(block["pref_label"]["ko"]) for block in record["according_to"] if "pref_label" in block)


def test_an_answer_has_its_labels_in_a_language(kg: KnowledgeGraph, records: dict[str, dict[str, Any]]) -> None:
    rows = kg.query("papers-by-strategy", strategy="sft-alignment", lang="ko-KR")
    assert {str(row["strategyLabel"]) for row in rows} == {f'"{korean(records, "strategy/sft-alignment")}"@ko'}


def test_a_card_is_in_a_language(kg: KnowledgeGraph, records: dict[str, dict[str, Any]]) -> None:
    assert kg.describe("stage/sft", lang="ko").label == korean(records, "stage/sft")
    assert kg.describe("stage/sft").label == records["stage/sft"]["pref_label"]["en"]


def test_labels_of_an_entity_are_those_of_its_record(kg: KnowledgeGraph, records: dict[str, dict[str, Any]]) -> None:
    assert kg.labels(kg.resolve("language/swa")) == records["language/swa"]["names"]


def test_the_setting_holds_for_python_too_and_the_locale_does_not(
    kg: KnowledgeGraph, records: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert kg.describe("stage/sft").label == records["stage/sft"]["pref_label"]["en"]
    monkeypatch.setenv("MLLM_KG_LANGUAGE", "ko")
    assert kg.describe("stage/sft").label == korean(records, "stage/sft")


def test_a_language_without_labels_is_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="called 'tlh'"):
        kg.describe("stage/sft", lang="tlh")
    with pytest.raises(UnknownName, match="called 'tlh'"):
        kg.query("licenses", lang="tlh")


def test_no_parameter_of_a_question_is_called_as_the_language_is(kg: KnowledgeGraph) -> None:
    assert not [question for question in kg.questions.values() if question.param("lang") or question.param("name")]
