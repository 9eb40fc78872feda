"""A shape that asks for something without a query is handed to pySHACL, with a word about it, and never skipped."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.checks.compiled import Changes, compile_shapes
from mllm_kg.checks.compiled.classes import Classes
from mllm_kg.checks.shacl import check_shapes
from mllm_kg.checks.shapes import load_shapes
from mllm_kg.findings import Sentence
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, PREFIXES, graph

ROOT = Path(__file__).resolve().parents[2]
PROLOGUE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
RULE = 'mllmsh:Odd-thing sh:name "odd thing"@en ; sh:message "No odd thing."@en, "안 됩니다."@ko ; '
PROPERTY = f"mllmsh:Odd a sh:NodeShape ; sh:targetClass mllm:Paper ; sh:property mllmsh:Odd-thing . {RULE} sh:path mllm:year ; "
NODE = f"{RULE} a sh:NodeShape ; sh:targetClass mllm:Paper ; "

UNKNOWN = {
    "closed": NODE + "sh:closed true ; sh:ignoredProperties ( rdf:type )",
    "sparql": PROPERTY
    + """sh:sparql [ sh:select "SELECT $this ?value { $this <https://w3id.org/mllm-kg/ontology#year> ?value FILTER(?value < 1950) }" ]""",
    "property": PROPERTY + "sh:property [ sh:path rdfs:label ; sh:minCount 1 ]",
    "path": NODE.replace("a sh:NodeShape", "a sh:PropertyShape") + "sh:path ( mllm:author rdfs:label ) ; sh:minCount 1",
    "datatype": PROPERTY + "sh:datatype xsd:duration",
    "pattern": PROPERTY + "sh:pattern '^(?!14)'",
    "qualifiedValueShapesDisjoint": PROPERTY
    + "sh:qualifiedValueShape [ sh:minInclusive 1950 ] ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true",
    "not": NODE + "sh:not [ sh:path mllm:year ; sh:minCount 1 ]",
    "node": NODE + "sh:node [ sh:property [ sh:path mllm:year ; sh:minInclusive 1950 ] ]",
}
OWN = {"not": "property", "node": "property"}
"""What has no query is inside of these: a shape that looks further than at the value."""


def data() -> Dataset:
    text = PROLOGUE + f"<{KG}paper/a> a mllm:Paper ; mllm:year 1492 . <{KG}model/a> mllm:year 1492 ."
    return Dataset.from_quads(ox.Quad(*quad.triple, graph("data")) for quad in ox.parse(text, ox.RdfFormat.TURTLE))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "shapes/profile.tsv", tmp_path)
    shutil.copy(ROOT / "shapes/paper.ttl", tmp_path)
    return tmp_path


@pytest.mark.parametrize("component", UNKNOWN)
def test_what_is_not_compiled_is_found_and_told(component: str, folder: Path) -> None:
    known = {finding.rule for finding in check_shapes(data(), folder)}
    (folder / "odd.ttl").write_text(f"{PROLOGUE}{UNKNOWN[component]} .", encoding="utf-8")
    told: list[Sentence] = []
    findings = check_shapes(data(), folder, tell=told.append)
    assert known
    assert {finding.rule for finding in findings} == known | {"Odd-thing"}
    about = None if component == "property" else KG + "paper/a"  # a property of a property's value: a text
    assert {finding.focus for finding in findings if finding.rule == "Odd-thing"} == {about}
    assert ["Odd-thing" in sentence and "pySHACL" in sentence for sentence in told] == [True]


@pytest.mark.parametrize("component", UNKNOWN)
def test_what_is_unknown_is_named(component: str, folder: Path) -> None:
    (folder / "odd.ttl").write_text(f"{PROLOGUE}{UNKNOWN[component]} .", encoding="utf-8")
    compiled = compile_shapes(load_shapes(folder), Classes(data()))
    assert [(rule.id, name) for rule, name in compiled.unknown] == [("Odd-thing", OWN.get(component, component))]
    assert "Odd-thing" not in {judgement.rule.id for judgement in compiled.judgements}


def test_it_is_judged_after_a_change_and_for_single_entities_too(folder: Path) -> None:
    (folder / "odd.ttl").write_text(f"{PROLOGUE}{UNKNOWN['closed']} .", encoding="utf-8")

    def odd(focus: Changes | set[str]) -> list[str | None]:
        return [finding.value for finding in check_shapes(data(), folder, focus) if finding.rule == "Odd-thing"]

    assert odd(Changes(list(data().quads()))) == ["1492"]
    assert odd({KG + "paper/a"}) == ["1492"]
    assert odd({KG + "model/a"}) == []


def test_shapes_without_iris_set_rules_all_the_same(folder: Path) -> None:
    text = "mllmsh:Odd a sh:NodeShape ; sh:targetClass mllm:Paper ; sh:property [ sh:path mllm:year ; {} ]"
    for constraint in ("sh:minInclusive 1950", "sh:pattern '^(?!14)'"):
        (folder / "odd.ttl").write_text(f"{PROLOGUE}{text.format(constraint)} .", encoding="utf-8")
        [finding] = [finding for finding in check_shapes(data(), folder) if finding.rule == "Odd-year"]
        assert (finding.focus, finding.value) == (KG + "paper/a", "1492")


def test_nothing_is_handed_over_when_all_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise AssertionError("pySHACL was asked")

    monkeypatch.setattr("mllm_kg.checks.reference.judge_by_pyshacl", fail)
    assert check_shapes(data(), ROOT / "shapes")
