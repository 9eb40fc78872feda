"""The findings of the shapes: in plain words, each once, and the same that plain pySHACL has."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import SH

from mllm_kg.checks.shacl import check_shapes
from mllm_kg.findings import Finding, Severity
from mllm_kg.graph import Dataset
from mllm_kg.graph_rdflib import to_rdflib
from mllm_kg.namespaces import KG, MLLM, PREFIXES, SHAPES, graph
from tests.shapes.cases import context, load_cases

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "shapes"
PROLOGUE = f"@base <{KG}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def with_ontology(text: str) -> list[ox.Quad]:
    ontology = ox.parse(path=str(ROOT / "ontology/mllm-kg.ttl"), format=ox.RdfFormat.TURTLE)
    parsed = ox.parse(PROLOGUE + text, ox.RdfFormat.TRIG)
    return [
        *(ox.Quad(*quad.triple, graph("ontology")) for quad in ontology),
        *(ox.Quad(*q.triple, graph("data")) if isinstance(q.graph_name, ox.DefaultGraph) else q for q in parsed),
    ]


def judge(text: str, focus: set[str] | None = None) -> list[Finding]:
    return check_shapes(Dataset.from_quads(with_ontology(text)), FOLDER, focus)


PAPER = (
    '<paper/a> a mllm:Paper ; mllm:title "mT5" ; mllm:author <person/a> . <person/a> a mllm:Person ; rdfs:label "A" .'
)

SENTENCES = [
    (
        '<paper/a> a mllm:Paper ; mllm:year 2020 ; mllm:author <person/a> ; rdfs:label "mT5" . <person/a> a mllm:Person ; rdfs:label "A" .',
        "Paper 'mT5' has no title.",
    ),
    (f"{PAPER} <paper/a> mllm:year 2020, 2021 .", "Paper 'mT5' has 2 values as year: '2020', '2021'."),
    (f"{PAPER} <paper/a> mllm:year '20x9' .", "Paper 'mT5' has the year '20x9', which is no whole number."),
    (f"{PAPER} <paper/a> mllm:year 1492 .", "Paper 'mT5' has the year '1492', which is below 1950."),
    (f"{PAPER} <paper/a> mllm:year 2492 .", "Paper 'mT5' has the year '2492', which is above 2100."),
    (
        f"{PAPER} <paper/a> mllm:year 2020 ; mllm:arxivId '20.1' .",
        "Paper 'mT5' has the arXiv id '20.1', which is not written like one.",
    ),
    (
        f"{PAPER} <paper/a> mllm:year 2020 ; mllm:studies <person/a> .",
        "Paper 'mT5' has the studied model 'A', which is no language model.",
    ),
    (
        f"{PAPER} <paper/a> mllm:year 2020 ; mllm:homepage 'example.org' .",
        "Paper 'mT5' has the homepage 'example.org', which is no IRI.",
    ),
    (
        f"{PAPER} <paper/a> mllm:year 2020 ; skos:note <person/a> .",
        "Paper 'mT5' has the note 'A', which is an IRI and no text.",
    ),
    (
        f"{PAPER} <paper/a> mllm:year 2020 ; skos:altLabel 'mT5' ; rdfs:label 'mT5' .",
        "Paper 'mT5' has the alias 'mT5', which repeats its name.",
    ),
    (
        f"{PAPER} <paper/a> mllm:year 2020 ; dcterms:isVersionOf <paper/a> .",
        "Paper 'mT5' has itself as earlier version.",
    ),
    (
        "<model/a> a mllm:LanguageModel ; rdfs:label 'A' ; mllm:basedOn <model/b> . "
        "<model/b> a mllm:LanguageModel ; rdfs:label 'B' ; mllm:basedOn <model/a> .",
        "Language model 'A' and 'B' have each other as base.",
    ),
    (
        "<person/a> a mllm:Person ; rdfs:label 'Ann'@en, 'Anne'@en .",
        "Person 'Anne' has more than one name in language 'en'.",
    ),
    (
        "<language/swa> a mllm:Language ; rdfs:label 'Swahili'@en ; mllm:iso639-3 'swa' ; mllm:languageScope 'big' .",
        "Language 'Swahili' has the scope 'big', which is none of individual, macrolanguage, special.",
    ),
    (
        "<person/A_B> a mllm:Person ; rdfs:label 'A B' .",
        "'A B' has the IRI 'A B', which is not written like one.",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_sentence(text: str, sentence: str) -> None:
    text = (
        text.replace('mllm:title "mT5"', 'mllm:title "mT5" ; rdfs:label "mT5"')
        if "rdfs:label 'mT5'" not in text
        else text
    )
    assert sentence.replace("'A B' has the IRI", "Person 'A B' has the IRI") in [f.message for f in judge(text)]


def test_a_finding_has_all_its_parts() -> None:
    [finding] = judge(f'{PAPER} <paper/a> mllm:year 2020 ; rdfs:label "mT5" ; mllm:doi "DOI:10.1/X" .')
    assert finding == Finding(
        rule="ResearchOutput-doi",
        severity=Severity.VIOLATION,
        message="Paper 'mT5' has the DOI 'DOI:10.1/X', which is not written like one.",
        suggestion="A DOI is written in lower case and without https://doi.org/, such as 10.18653/v1/2023.acl-long.891.",
        focus=KG + "paper/a",
        label="mT5",
        path=MLLM + "doi",
        value="DOI:10.1/X",
        component=f"{SH}PatternConstraintComponent",
    )


def test_several_constraints_of_a_rule_are_one_finding() -> None:
    [finding] = judge(f"{PAPER} <paper/a> mllm:year '20x9' .")
    assert finding.rule == "ResearchOutput-year"


def test_severity_comes_from_the_profile_and_the_worst_come_first() -> None:
    findings = judge("<paper/a> a mllm:Paper .")
    assert [(f.rule, f.severity.value) for f in findings] == [
        ("Paper-title-required", "violation"),
        ("Paper-year-required", "warning"),
        ("Paper-author-required", "info"),
    ]
    assert findings[0].message == "Paper kg:paper/a has no title."


def test_long_labels_are_cut() -> None:
    [finding] = judge(f"<model/a> a mllm:LanguageModel ; rdfs:label '{'long ' * 30}end' ; mllm:openWeights 'no' .")
    assert finding.label is not None
    assert len(finding.label) <= 71
    assert finding.label.endswith("long…")


def test_types_that_only_follow_do_not_count() -> None:
    text = (
        "<model/a> a mllm:LanguageModel ; rdfs:label 'A' ; mllm:coversLanguage <language/zzz> . "
        "<../graph/inferred> { <language/zzz> a mllm:Language }"
    )
    assert [(f.rule, f.focus) for f in judge(text)] == [("ResearchOutput-coversLanguage", KG + "model/a")]


def test_other_statements_that_follow_count() -> None:
    named = "skos:prefLabel 'A'@en, '가'@ko ; skos:definition 'A.'@en, '가.'@ko ; skos:inScheme <scheme/frontiers>"
    text = (
        f"<challenge/a> a mllm:Challenge ; {named} ; "
        "mllm:challengeOf <frontier/a> . <../graph/inferred> { <challenge/a> mllm:challengeOf <frontier/b> } "
        f"<frontier/a> a mllm:Frontier ; {named} . "
        f"<frontier/b> a mllm:Frontier ; {named} ."
    )
    assert [f.rule for f in judge(text)] == ["Challenge-challengeOf-single"]


def test_plain_strings_are_strings() -> None:
    assert judge("<model/a> a mllm:LanguageModel ; rdfs:label 'A' ; mllm:license 'MIT'^^xsd:string .") == []


def test_values_keep_the_form_in_which_they_are_written(caplog: pytest.LogCaptureFixture) -> None:
    [finding] = judge("<model/a> a mllm:LanguageModel ; rdfs:label 'A' ; mllm:openWeights 'yes'^^xsd:boolean .")
    assert finding.message == "Language model 'A' has the openness of the weights 'yes', which is no truth value."
    assert not caplog.records


def test_focus_judges_these_entities_only() -> None:
    text = "<model/a> a mllm:LanguageModel . <model/b> a mllm:LanguageModel ; mllm:basedOn <model/a>, <model/c> ."
    everything = judge(text)
    for entity in ("a", "b"):
        alone = judge(text, {f"{KG}model/{entity}"})
        assert alone == [finding for finding in everything if finding.focus == f"{KG}model/{entity}"]
        assert alone
    assert judge(text, set()) == []
    assert judge(text, {f"{KG}model/unknown"}) == []


def test_focus_sees_what_refers_to_the_entity() -> None:
    text = (
        "<authorship/a-1> a mllm:Authorship ; mllm:byPerson <person/a> ; mllm:authorPosition 1 . "
        f"{PAPER} <paper/a> mllm:year 2020 ; mllm:authorship <authorship/a-1> ."
    )
    assert judge(text) == judge(text, {KG + "authorship/a-1"}) == []


@pytest.mark.filterwarnings("ignore")
def test_findings_are_those_of_plain_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moving the targets to the property shapes changes nothing."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    triples = context()
    for case in list(load_cases())[::3]:
        triples |= case.triples()
    dataset = Dataset.from_quads([*with_ontology(""), *(ox.Quad(*triple, graph("data")) for triple in triples)])
    shapes = rdflib.Graph()
    for path in FOLDER.glob("*.ttl"):
        shapes.parse(path)
    data = rdflib.Graph()
    for quad in to_rdflib(dataset.quads()).quads():
        data.add(quad[:3])
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    expected = set()
    for node in report.objects(None, SH.result):
        value = report.value(node, SH.value)
        rule = str(report.value(node, SH.sourceShape)).removeprefix(SHAPES)
        expected.add((rule, str(report.value(node, SH.focusNode)), None if value is None else str(value)))
    found = [(f.rule, f.focus, f.value) for f in check_shapes(dataset, FOLDER)]
    assert len(found) == len(set(found)) > 150
    assert set(found) == expected
