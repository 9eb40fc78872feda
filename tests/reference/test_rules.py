"""Shapes and rules are all there, with what they ask for, what they say, and how bad it is."""

from __future__ import annotations

from pathlib import Path

import rdflib
from rdflib import RDF

from mllm_kg.reference.model import Reference
from mllm_kg.reference.phrases import plain
from mllm_kg.reference.rules import Constraint

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def constraints(reference: Reference) -> dict[str, Constraint]:
    return {rule.id: rule for group in reference.groups for rule in group.constraints}


def test_every_shape_with_a_name_is_there_once(reference: Reference, root: Path) -> None:
    expected = set()
    for path in (root / "shapes").glob("*.ttl"):
        graph = rdflib.Graph().parse(path)
        for kind in (SH.NodeShape, SH.PropertyShape):
            expected |= {str(shape).rpartition("#")[2] for shape in graph.subjects(RDF.type, kind)}
    groups = {group.id for group in reference.groups}
    rules = [rule.id for group in reference.groups for rule in group.constraints if rule.id not in groups]
    assert len(rules) == len(set(rules))
    assert groups | set(rules) == expected


def test_a_constraint_asks_what_its_shape_asks(reference: Reference) -> None:
    found = constraints(reference)
    rule = found["Language-joshiClass"]
    assert [(key, plain(values) or values[0].iri) for key, values in rule.asks] == [
        ("datatype", "http://www.w3.org/2001/XMLSchema#integer"),
        ("maxInclusive", "5"),
        ("minInclusive", "0"),
    ]
    assert [text.language for text in rule.messages.all] == ["en", "ko"]
    assert rule.severity == "violation"
    assert [plain(values) for key, values in found["Language-languageScope"].asks if key == "in"] == [
        "individual, macrolanguage, special"
    ]
    assert found["Language-inMacrolanguage-circular"].inverse
    assert found["Language-iri"].path == ""


def test_severities_are_those_of_the_profile(reference: Reference, root: Path) -> None:
    rows = (line.split("\t") for line in (root / "shapes/profile.tsv").read_text().splitlines() if line[0] != "#")
    profile = {row[0]: row[1] for row in rows}
    for rule in (*constraints(reference).values(), *reference.checks):
        assert rule.severity == profile.get(rule.id, profile["*"]), rule.id


def test_a_shape_about_the_entity_stands_with_its_group(reference: Reference) -> None:
    language = next(group for group in reference.groups if group.id == "Language")
    assert language.constraints[0].id == "Language-iri"
    assert language.constraints[1].id == "Language-iso639-3-required", "then those of the file, in its order"
    assert not language.shared
    assert next(group for group in reference.groups if group.id == "Named").shared
    assert not next(group for group in reference.groups if group.id == "IsEnglish").targets


def test_every_rule_across_entities_is_there(reference: Reference, root: Path) -> None:
    assert [check.id for check in reference.checks] == sorted(path.stem for path in (root / "queries/qc").glob("*.rq"))
    for check in reference.checks:
        assert str(check.summary)
        assert str(check.problem)
        assert str(check.solution)
        shown = "".join(mark.text for mark in check.query)
        assert "#+" not in shown
        assert shown.strip() in check.sparql
