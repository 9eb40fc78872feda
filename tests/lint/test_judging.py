"""Lint as a whole: the project's own ontology and shapes are clean, and what is broken in them is found at its line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import mllm_kg
from mllm_kg.assets import Assets
from mllm_kg.checks.shapes import load_shapes
from mllm_kg.errors import UnreadableInput
from mllm_kg.findings import Finding, Severity
from mllm_kg.lint import Inspected, lint, load_rules
from mllm_kg.lint.judging import judge, load_profile
from mllm_kg.lint.model import ONTOLOGY_GRAPH, SHAPES_GRAPH
from mllm_kg.lint.places import Places
from mllm_kg.namespaces import SHAPES, expand, graph, term
from mllm_kg.overlay import Overlay

ROOT = Path(__file__).resolve().parents[2]
RULES = {rule.id: rule for rule in load_rules(ROOT / "queries")}
PROFILE = load_profile(ROOT / "queries")


@pytest.fixture
def room(kg: mllm_kg.KnowledgeGraph, assets: Assets) -> Iterator[Overlay]:
    """A copy of the graph with the shapes in it, to break things in."""
    with Overlay(kg) as copy:
        shapes = load_shapes(assets.shapes).triples
        copy.store.extend(ox.Quad(t.subject, t.predicate, t.object, SHAPES_GRAPH) for t in shapes)
        yield copy


def found(room: Overlay, assets: Assets, rule: str) -> list[Finding]:
    """Return what a rule finds, with places."""
    places = Places(room, assets)
    return [places.placed(finding) for finding in judge(Inspected(room), [RULES[rule]], PROFILE)]


def line(path: str, start: str) -> int:
    """Return the number of the line of a file that starts like this."""
    lines = (ROOT / path).read_text(encoding="utf-8").split("\n")
    [number] = [number for number, text in enumerate(lines, start=1) if text.startswith(start)]
    return number


def test_the_project_s_own_ontology_and_shapes_have_no_finding_at_all(
    kg: mllm_kg.KnowledgeGraph, assets: Assets
) -> None:
    assert lint(kg, assets) == []


def test_what_is_off_is_off_for_a_reason_and_little_is() -> None:
    assert set(PROFILE.off) <= set(RULES)
    assert len(PROFILE.off) <= 3
    assert all(len(reason) > 20 for reason in PROFILE.off.values())


def test_the_profile_grades_rules_that_exist_in_their_order() -> None:
    names = list(PROFILE.grades)
    assert set(names) - {"*"} <= set(RULES)
    listed = re.findall(r"^([a-z0-9-]+)\t", (ROOT / "queries/lint/profile.tsv").read_text(encoding="utf-8"), re.M)
    assert listed == sorted(listed)


def test_rules_are_in_the_order_of_their_names_and_each_stands_once() -> None:
    names = [rule.id for rule in load_rules(ROOT / "queries")]
    assert names == sorted(set(names))
    assert len(names) > 100


def test_a_term_without_a_label_is_told_at_its_line(room: Overlay, assets: Assets, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    file = tmp_path / "ontology" / "mllm-kg.ttl"
    labelled = re.compile(r"(mllm:Venue a owl:Class ;\n) {4}rdfs:label .*? ;\n", re.DOTALL)
    file.write_text(labelled.sub(r"\1", file.read_text(encoding="utf-8")), "utf-8")
    label = ox.NamedNode(expand("rdfs:label"))
    for quad in list(room.store.quads_for_pattern(term("Venue"), label, None, ONTOLOGY_GRAPH)):
        room.store.remove(quad)
    english, korean = found(room, replace(assets, root=tmp_path), "missing-label")
    assert str(english.location) == f"ontology/mllm-kg.ttl:{line('ontology/mllm-kg.ttl', 'mllm:Venue a ')}:1"
    assert english.source == "mllm:Venue a owl:Class ;"
    assert english.message == "mllm:Venue has no label in the language 'en'."
    assert english.severity is Severity.WARNING
    assert korean.message == "mllm:Venue has no label in the language 'ko'."


def test_a_value_is_told_where_it_stands(room: Overlay, assets: Assets) -> None:
    label = ox.NamedNode(expand("rdfs:label"))
    room.store.add(ox.Quad(term("Venue"), label, ox.Literal("outlet", language="en"), ONTOLOGY_GRAPH))
    [finding] = found(room, assets, "multiple-labels")
    assert finding.value == "venue"
    assert finding.source is not None
    assert finding.source.startswith('    rdfs:label "venue"@en')
    assert finding.location is not None
    assert finding.location.column == finding.source.index('"venue"') + 1


def test_a_shape_is_told_in_its_file(room: Overlay, assets: Assets) -> None:
    shape = ox.NamedNode(SHAPES + "Paper-year-required")
    path = ox.NamedNode(expand("sh:path"))
    room.store.remove(ox.Quad(shape, path, term("year"), SHAPES_GRAPH))
    room.store.add(ox.Quad(shape, path, term("yaer"), SHAPES_GRAPH))
    [finding] = found(room, assets, "shape-of-unknown-property")
    assert (
        finding.message == "The shape mllmsh:Paper-year-required names mllm:yaer, which is no property of the ontology."
    )
    assert finding.location is not None
    assert finding.location.path == "shapes/paper.ttl"
    start = line("shapes/paper.ttl", "mllmsh:Paper-year-required a ")
    assert finding.location.line in (start, start + 1)


def test_a_thing_of_the_data_is_told_in_its_record(room: Overlay, assets: Assets) -> None:
    model, kind = ox.NamedNode(expand("kg:model/bloomz")), ox.NamedNode(expand("rdf:type"))
    room.store.add(ox.Quad(model, kind, term("Approach"), graph("model/bloomz")))
    [finding] = found(room, assets, "abstract-class-stated")
    assert finding.focus == model.value
    assert finding.location is not None
    assert finding.location.path == "data/models/bloomz.yaml"


def test_a_term_that_only_others_name_is_told_where_they_do(room: Overlay, assets: Assets) -> None:
    declared = ox.Quad(
        ox.NamedNode(expand("foaf:Person")),
        ox.NamedNode(expand("rdf:type")),
        ox.NamedNode(expand("owl:Class")),
        ONTOLOGY_GRAPH,
    )
    assert declared in room.store
    room.store.remove(declared)
    [finding] = found(room, assets, "untyped-class")
    assert finding.location is not None
    assert finding.location.path == "ontology/alignments.ttl"
    assert finding.severity is Severity.VIOLATION


def test_a_rule_that_is_off_is_not_asked(kg: mllm_kg.KnowledgeGraph, assets: Assets, tmp_path: Path) -> None:
    root = tmp_path / "sources"
    for name in ("ontology", "shapes"):
        shutil.copytree(ROOT / name, root / name)
    queries = root / "queries" / "lint"
    queries.mkdir(parents=True)
    shutil.copy(ROOT / "queries/lint/missing-superclass.rq", queries)
    profile = queries / "profile.tsv"
    profile.write_text("*\tinfo\twhy not\n", encoding="utf-8")
    theirs = replace(assets, root=root)
    before = lint(kg, theirs)
    assert {finding.rule for finding in before} == {"lint/missing-superclass"}
    assert {finding.severity for finding in before} == {Severity.INFO}
    assert [finding.location.line for finding in before if finding.location] == sorted(
        finding.location.line or 0 for finding in before if finding.location
    )
    profile.write_text("*\tinfo\twhy not\nmissing-superclass\toff\tour tops are tops\n", encoding="utf-8")
    assert lint(kg, theirs) == []


def test_a_rule_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "lint").mkdir()
    (tmp_path / "lint" / "bad.rq").write_text("SELECT ?entity {}", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="its header has the keys"):
        load_rules(tmp_path)


def test_a_file_that_has_gone_is_told(kg: mllm_kg.KnowledgeGraph, assets: Assets, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    folder.mkdir()
    (folder / "broken.ttl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableInput, match=r"ontology/broken\.ttl"):
        Places(kg, replace(assets, root=tmp_path)).placed(Finding("lint/x", Severity.INFO, "x", focus=term("X").value))
