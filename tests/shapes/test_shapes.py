"""The shapes as a whole: their form, and that they and the ontology speak of the same things."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, XSD
from rdflib.namespace import SH

from mllm_kg.checks.codes import CODE_RULES
from mllm_kg.checks.profile import DEFAULT, Profile
from mllm_kg.checks.quality import load_quality_rules
from mllm_kg.checks.shapes import Rule, load_shapes
from mllm_kg.errors import UnreadableInput
from mllm_kg.namespaces import MLLM, SHAPES
from mllm_kg.records.context import Context

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "shapes"
FILES = sorted(FOLDER.glob("*.ttl"))
LOADED = load_shapes(FOLDER)
RULES = list(LOADED.rules.values())
OWN_TERMS = rdflib.Namespace(MLLM)
ABSTRACT = {"ResearchOutput", "Artifact", "Approach", "ResearchTopic", "Languoid", "EvidenceStatus"}
SINGLE_BY_CHOICE = {
    "Paper-title-single": "annotation properties can't be functional in OWL",
    "Named-deprecated-single": "annotation properties can't be functional in OWL",
    "Language-glottocode-single": "families share the property",
    "LanguageFamily-glottocode-single": "languages share the property",
    "Language-lat-single": "not a property of this ontology",
    "Language-long-single": "not a property of this ontology",
    "Language-speakerArea-single": "Glottolog gives one for each language",
    "ListEntry-listedCodeUrl-single": "a row has one cell in each column",
    "ListEntry-listedKey-single": "a row has one cell in each column",
    "ListEntry-listedUrl-single": "a row has one cell in each column",
    "ListEntry-listCode-single": "a row has one cell in each column",
}


def union(paths: list[Path]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path)
    return graph


SHAPES_GRAPH = union(FILES)
ONTOLOGY = union([ROOT / "ontology/mllm-kg.ttl"])


def concrete_classes() -> set[rdflib.URIRef]:
    named = {c for c in ONTOLOGY.subjects(RDF.type, OWL.Class) if isinstance(c, rdflib.URIRef) and c in OWN_TERMS}
    defined = set(ONTOLOGY.subjects(OWL.equivalentClass))
    return {c for c in named - defined if str(c).removeprefix(MLLM) not in ABSTRACT}


def test_every_shape_has_an_iri() -> None:
    shapes = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in SHAPES_GRAPH.subjects(RDF.type, kind)}
    shapes |= {value for p in (SH.property, SH.node, SH.qualifiedValueShape) for value in SHAPES_GRAPH.objects(None, p)}
    assert shapes
    assert all(isinstance(shape, rdflib.URIRef) and str(shape).startswith(SHAPES) for shape in shapes)


def test_shapes_are_shacl_core() -> None:
    assert not list(SHAPES_GRAPH.subject_objects(SH.sparql))
    for other in (SH.target, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf):
        assert not list(SHAPES_GRAPH.subject_objects(other)), "shapes aim at classes, and at nothing else"


def test_shapes_are_well_formed() -> None:
    import pyshacl

    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=SHAPES_GRAPH, meta_shacl=True)
    assert conforms, text


def test_every_rule_hangs_on_one_shape_with_a_target() -> None:
    members = Counter(SHAPES_GRAPH.objects(None, SH.property))
    for rule in RULES:
        node = rdflib.URIRef(SHAPES + rule.id)
        if (node, RDF.type, SH.PropertyShape) in SHAPES_GRAPH:
            assert members[node] == 1, rule.id
            [owner] = SHAPES_GRAPH.subjects(SH.property, node)
            assert (owner, SH.targetClass, None) in SHAPES_GRAPH
            assert rule.id.startswith(str(owner).removeprefix(SHAPES) + "-")
        else:
            assert (node, SH.targetClass, None) in SHAPES_GRAPH, rule.id


def test_every_concrete_class_is_a_target() -> None:
    targets = set(SHAPES_GRAPH.objects(None, SH.targetClass))
    assert len(concrete_classes()) >= 20
    assert concrete_classes() <= targets


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_says_what_must_hold(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z]+(-[A-Za-z0-9]+)+", rule.id)
    assert rule.name
    assert set(rule.messages) == {"en", "ko"}
    assert all(message.endswith(".") for message in rule.messages.values())
    assert rule.messages["en"][0].isupper()
    assert re.search("[가-힣]", rule.messages["ko"])


def test_rules_speak_of_terms_that_exist() -> None:
    known = set(ONTOLOGY.subjects(RDF.type)) | {RDFS.label, RDFS.comment, RDFS.seeAlso, OWL.deprecated}
    known |= {RDF.subject, RDF.predicate, RDF.object, RDF.Statement}
    used = {rdflib.URIRef(rule.path) for rule in RULES if rule.path}
    used |= {term for p in (SH["class"], SH.targetClass, SH.disjoint) for term in SHAPES_GRAPH.objects(None, p)}
    assert used - known == set()


def test_every_record_key_is_judged() -> None:
    keys = Context.load(ROOT / "ontology/context.jsonld").keys.values()
    assert {key.iri for key in keys} - LOADED.predicates() == set()


def test_value_rules_agree_with_ranges() -> None:
    for rule in RULES:
        if not rule.path or rule.inverse:
            continue
        ranges = set(ONTOLOGY.objects(rdflib.URIRef(rule.path), RDFS.range))
        if "datatype" in rule.parameters and ranges:
            assert {str(r) for r in ranges} == {rule.parameters["datatype"][0].value}, rule.id
        if "class" in rule.parameters and ranges:
            wanted = rdflib.URIRef(rule.parameters["class"][0].value)
            above = set(ONTOLOGY.transitive_objects(wanted, RDFS.subClassOf))
            assert ranges <= above, rule.id


def test_single_values_are_those_of_functional_properties() -> None:
    functional = {str(p) for p in ONTOLOGY.subjects(RDF.type, OWL.FunctionalProperty)}
    single = {rule.id: rule.path for rule in RULES if rule.id.endswith("-single")}
    forbidden = {name for name, path in single.items() if path not in functional}
    provenance = {name for name in single if name.startswith(("SourceGraph-", "Statement-"))}
    assert forbidden - provenance == set(SINGLE_BY_CHOICE)
    assert functional - set(single.values()) == set()


def test_dates_are_checked_here_since_owl_can_not() -> None:
    dated = {
        rule.path.removeprefix(MLLM)
        for rule in RULES
        for term in rule.parameters.get("datatype", ())
        if term.value == str(XSD.date)
    }
    assert dated == {"submitted", "published", "releaseDate", "checked"}


def test_the_profile_grades_rules_that_exist() -> None:
    profile = Profile.load(FOLDER / "profile.tsv")
    rules = {rule.id for rule in RULES} | {rule.id for rule in CODE_RULES}
    rules |= {rule.id for rule in load_quality_rules(ROOT / "queries/qc")}
    assert set(profile.grades) - {DEFAULT} <= rules
    assert list(profile.grades)[1:] == sorted(list(profile.grades)[1:])


def test_rule_ids_are_unique_over_all_kinds() -> None:
    ids = [rule.id for rule in RULES] + [rule.id for rule in CODE_RULES]
    ids += [rule.id for rule in load_quality_rules(ROOT / "queries/qc")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_says_what_it_is_about_and_uses_its_prefixes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    body = re.sub(r'"(\\.|[^"\\])*"', '""', text.split("\n\n", 1)[1])
    for prefix in re.findall(r"^@prefix (\w+):", text, re.MULTILINE):
        assert re.search(rf"\b{prefix}:", body), prefix


def test_a_folder_without_shapes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no shapes"):
        load_shapes(tmp_path)


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<a> <b> <c> .\n<d> <e> .\n", encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        load_shapes(tmp_path)
    assert caught.value.line in (1, 2)
