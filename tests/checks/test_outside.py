"""Mistakes in the ontology's own files: axioms that the closure can't follow, circles, names of two kinds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mllm_kg.assets import Assets
from mllm_kg.checks.outside import outside_rules
from tests.cli.shell import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sources(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the ontology with a few records, of which the program builds its graph."""
    root = tmp_path / "sources"
    for folder in ("ontology", "shapes", "queries", "data/taxonomy", "data/families"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "data/survey").mkdir()
    shutil.copyfile(ROOT / "data/survey/listing.csv", root / "data/survey/listing.csv")
    monkeypatch.setenv("MLLM_KG_ASSETS", str(root))
    return root


def written(root: Path, text: str) -> int:
    """Add text to the ontology, and return the number of its first line."""
    path = root / "ontology/mllm-kg.ttl"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + text, encoding="utf-8")
    return before.count("\n") + 1


def test_our_ontology_has_none(assets: Assets) -> None:
    assert outside_rules(assets) == []


def test_an_axiom_that_the_closure_can_t_follow_fails_the_build_with_its_line(sources: Path) -> None:
    line = written(
        sources,
        "mllm:ClosedModel a owl:Class ;\n"
        "    owl:equivalentClass [ a owl:Class ; owl:complementOf mllm:OpenModel ] .\n"
        "mllm:selfish a owl:ObjectProperty , owl:ReflexiveProperty .\n",
    )
    told = run("reason")
    assert told.exit_code == 2
    assert "The ontology has axioms that the rules of OWL 2 RL can't follow; nothing was changed." in told.stderr
    assert f"ontology/mllm-kg.ttl:{line + 1}:25: error: " in told.stderr
    assert "owl:complementOf" in told.stderr
    assert f"ontology/mllm-kg.ttl:{line + 2}:37: error: " in told.stderr
    assert "Traceback" not in told.output


def test_a_circle_and_a_name_of_two_kinds_in_the_ontology_have_their_lines(sources: Path) -> None:
    line = written(sources, "mllm:Paper rdfs:subClassOf mllm:Survey .\nmllm:Paper a owl:ObjectProperty .\n")
    told = run("reason")
    assert told.exit_code == 1
    assert f"ontology/mllm-kg.ttl:{line}:28: warning: Sub-classes go in a circle" in told.stdout
    assert ": mllm:Paper → mllm:Survey → mllm:Paper. [hierarchy-circle]" in told.stdout
    assert f"ontology/mllm-kg.ttl:{line + 1}:14: error: mllm:Paper stands for a class and for an object property." in (
        told.stdout
    )


def test_a_class_of_the_ontology_that_can_have_no_member(sources: Path) -> None:
    line = written(sources, "mllm:Odd a owl:Class ;\n    rdfs:subClassOf mllm:Paper , mllm:LanguageModel .\n")
    told = run("reason")
    assert told.exit_code == 1
    assert "error: mllm:Odd can have no member. [unsatisfiable-class]" in told.stdout
    assert f"ontology/mllm-kg.ttl:{line + 1}:21: " in told.stdout
    assert f"ontology/mllm-kg.ttl:{line + 1}:34: " in told.stdout
