"""Validation of the whole graph, and of files as additions to it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.assets import Assets
from mllm_kg.checks import Report, validate
from mllm_kg.findings import Finding, Severity
from mllm_kg.graph import Dataset
from mllm_kg.inputs.read import read_inputs
from mllm_kg.namespaces import GRAPH, KG, graph, iri, term
from mllm_kg.records.context import Context

PREFIXES = """@base <https://w3id.org/mllm-kg/id/> .
@prefix mllm: <https://w3id.org/mllm-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
RECORD = """id: model/an-example
type: LanguageModel
label: An example of a model
developed_by: [A Laboratory Of Its Own]
based_on: [model/bloom]
covers_language: [swa, kor]
language_count: 2
evidence: [https://example.org/model]
"""


@pytest.fixture(scope="module")
def whole(kg: KnowledgeGraph, assets: Assets) -> Report:
    """Validate the graph once for all tests."""
    return validate(kg, assets)


@pytest.fixture(scope="module")
def few(kg: KnowledgeGraph) -> Dataset:
    """Take a few entities of the graph only: to validate them takes a fraction of the time."""
    records = [
        *("model/bloom", "model/bloomz", "paper/muennighoff2022crosslingual"),
        *("language/swa", "language/kor", "stage/sft", "stage/pretraining", "resource/xp3"),
    ]
    wanted = {graph(name) for name in ("ontology", "names", "inferred", "survey-list")}
    wanted |= {name for name in kg.named_graphs() if name.value.removeprefix(GRAPH).startswith(tuple(records))}
    provenance = (quad for quad in kg.quads([graph("provenance")]) if quad.subject in wanted)
    return Dataset.from_quads([*kg.quads(wanted), *provenance])


def judged(dataset: Dataset, assets: Assets, *paths: Path) -> Report:
    context = Context.load(assets.ontology / "context.jsonld")
    return validate(dataset, assets, read_inputs(paths, assets, context))


def added(dataset: Dataset, assets: Assets, folder: Path, name: str, text: str) -> Report:
    (folder / name).write_text(text, encoding="utf-8")
    return judged(dataset, assets, folder / name)


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def test_the_graph_conforms(whole: Report) -> None:
    assert whole.conforms, [str(finding) for finding in whole.findings if finding.severity is Severity.VIOLATION]


def test_each_finding_is_told_once_and_in_words(whole: Report) -> None:
    messages = [(finding.rule, finding.message) for finding in whole.findings]
    assert len(messages) == len(set(messages))
    assert all(message.endswith(".") for _, message in messages)
    assert all("None" not in message for _, message in messages)
    assert all(finding.label for finding in whole.findings if finding.focus and "/disagreement/" not in finding.focus)


def test_counts_are_those_of_the_findings(whole: Report) -> None:
    assert sum(whole.counts.values()) == len(whole.findings)
    assert list(whole.counts) == list(Severity)
    severities = [list(Severity).index(finding.severity) for finding in whole.findings]
    assert severities == sorted(severities)


def test_a_good_record_adds_no_finding(kg: KnowledgeGraph, assets: Assets, tmp_path: Path) -> None:
    assert added(kg, assets, tmp_path, "new.yaml", RECORD).findings == ()


def test_a_records_mistakes_are_found_with_their_lines(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    text = (
        RECORD.replace("label: An", 'label: "An ').replace("of a model", 'of  a model"').replace("count: 2", "count: 1")
    )
    report = added(few, assets, tmp_path, "new.yaml", text)
    assert not report.conforms
    places = {finding.rule: finding.location for finding in report.findings}
    assert set(places) == {"Named-label", "more-languages-than-counted"}
    label, count = places["Named-label"], places["more-languages-than-counted"]
    assert label is not None
    assert count is not None
    assert (label.path, label.line) == (str(tmp_path / "new.yaml"), 3)
    assert count.line == 7


def test_a_rule_across_entities_sees_the_graph(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    text = "id: paper/another\ntype: Paper\ntitle: Another\nauthors: [A Person]\nyear: 2022\n"
    report = added(
        few, assets, tmp_path, "new.yaml", f'{text}arxiv_id: "2211.01786"\nevidence: [https://example.org/]\n'
    )
    [finding] = report.findings
    assert finding.rule == "duplicate-arxiv-id"
    assert "Crosslingual Generalization through Multitask Finetuning" in finding.message
    assert finding.location is not None
    assert finding.location.path == str(tmp_path / "new.yaml")


def test_turtle_is_judged_in_the_graph(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    text = (
        PREFIXES
        + """
<paper/another> a mllm:Paper ; mllm:title "Another" ; mllm:year 2022 ; mllm:author <person/niklas-muennighoff> ;
    mllm:arxivId "2212.00001" ; mllm:submitted "2020-01-01"^^xsd:date ; mllm:coversLanguage <language/zzz> ."""
    )
    report = added(few, assets, tmp_path, "new.ttl", text)
    assert {(f.rule, f.focus) for f in report.findings} == {
        ("dangling-reference", KG + "paper/another"),
        ("submission-contradicts-arxiv-id", KG + "paper/another"),
        ("year-contradicts-submission", KG + "paper/another"),
    }


def test_what_follows_from_an_addition_is_seen(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    text = PREFIXES + "<person/niklas-muennighoff> mllm:arxivId '2212.00001' ."
    assert "disjoint-classes" in rules(added(few, assets, tmp_path, "new.ttl", text))


def test_an_addition_that_harms_another_entity_is_found(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    text = PREFIXES + "<model/bloom> mllm:basedOn <model/bloomz> ."
    report = added(few, assets, tmp_path, "new.ttl", text)
    assert {"Artifact-basedOn-circular", "derivation-cycle"} <= rules(report)
    assert {KG + "model/bloom", KG + "model/bloomz"} <= {finding.focus for finding in report.findings}


def test_a_record_of_the_graph_stands_in_for_itself(kg: KnowledgeGraph, assets: Assets, whole: Report) -> None:
    for name in ("models/bloomz.yaml", "papers/a-few-thousand-translations-go-a-long-way.yaml"):
        path = assets.data / name
        entity = KG + path.read_text(encoding="utf-8").split()[1]
        own = {(f.rule, f.message) for f in whole.findings if f.focus == entity}
        assert {(f.rule, f.message) for f in judged(kg, assets, path).findings} == own


def test_a_changed_record_is_judged_instead_of_the_old_one(kg: KnowledgeGraph, assets: Assets, tmp_path: Path) -> None:
    text = (assets.data / "models/bloomz.yaml").read_text(encoding="utf-8")
    report = added(kg, assets, tmp_path, "bloomz.yaml", text.replace("label: BLOOMZ", 'label: "BLOOMZ "'))
    assert "Named-label" in rules(report)
    assert "several-names" not in rules(report)


def test_what_a_record_leaves_out_is_missed_elsewhere(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    report = added(few, assets, tmp_path, "swa.yaml", "id: language/swa\ntype: Language\nnames: {en: Swahili}\n")
    [finding] = [finding for finding in report.findings if finding.rule == "language-without-code"]
    assert finding.focus != KG + "language/swa"
    assert finding.location is not None
    assert finding.location.path == str(tmp_path / "swa.yaml")


def test_the_graph_stays_as_it_is(kg: KnowledgeGraph, assets: Assets, tmp_path: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (kg.snapshot.folder / "store").iterdir()}
    statements = sum(1 for _ in kg.quads())
    assert not added(kg, assets, tmp_path, "new.yaml", RECORD.replace("count: 2", "count: 1")).conforms
    assert {path.name: path.stat().st_mtime_ns for path in (kg.snapshot.folder / "store").iterdir()} == before
    assert sum(1 for _ in kg.quads()) == statements


def test_a_folder_stands_for_its_files(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    (tmp_path / "one.ttl").write_text(PREFIXES + "<person/new> a mllm:Person ; rdfs:label ' New' .", encoding="utf-8")
    (tmp_path / "two.txt").write_text("not RDF", encoding="utf-8")
    assert rules(judged(few, assets, tmp_path)) == {"Named-label"}


def test_a_statement_that_the_graph_has_adds_nothing(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    text = PREFIXES + "<model/bloomz> mllm:basedOn <model/bloom> ."
    assert added(few, assets, tmp_path, "new.ttl", text).findings == ()


def test_all_mistakes_of_all_files_are_told_at_once(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: model/a\ntype: LanguageModell\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("id: model/b\ntype: LanguageModel\nlabbel: B\nyear: 1066\n", encoding="utf-8")
    (tmp_path / "c.ttl").write_text(PREFIXES + "<model/c> a mllm:LanguageModel", encoding="utf-8")
    report = judged(few, assets, tmp_path)
    told = {(finding.rule, Path(finding.location.path).name) for finding in report.findings if finding.location}
    assert {("unknown-class", "a.yaml"), ("unknown-key", "b.yaml"), ("syntax", "c.ttl")} <= told
    assert ("ResearchOutput-year", "b.yaml") in told


def test_what_follows_from_a_mistake_is_not_told_again(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    text = (
        RECORD.replace("label: An", "labell: An")
        .replace("_count: 2", "_count: two")
        .replace("[swa, kor]", "[swa, korr]")
    )
    report = added(few, assets, tmp_path, "new.yaml", text)
    assert sorted(rules(report)) == ["record-datatype", "unknown-entity", "unknown-key"]
    assert [finding.location.line for finding in report.findings if finding.location] == [7, 6, 3]
    assert all(finding.source in text.splitlines() for finding in report.findings)


def test_a_reference_to_nothing_is_told_with_its_line(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    [finding] = added(few, assets, tmp_path, "new.yaml", RECORD.replace("model/bloom]", "model/bloomy]")).findings
    assert finding.rule == "unknown-entity"
    assert str(finding.location) == f"{tmp_path}/new.yaml:5:12"
    assert finding.source == "based_on: [model/bloomy]"
    assert "model/bloom" in (finding.suggestion or "")


def test_the_other_entity_is_named_with_its_file(kg: KnowledgeGraph, assets: Assets, tmp_path: Path) -> None:
    text = "id: paper/another\ntype: Paper\ntitle: Another\nauthors: [A Person]\nyear: 2022\n"
    text += 'arxiv_id: "2211.01786"\nevidence: [https://example.org/]\n'
    [finding] = added(kg, assets, tmp_path, "new.yaml", text).findings
    assert finding.source == 'arxiv_id: "2211.01786"'
    [other] = finding.related
    assert other.location.path == "data/papers/muennighoff2022crosslingual.yaml"
    lines = (assets.root / other.location.path).read_text(encoding="utf-8").splitlines()
    assert other.location.line is not None
    assert other.source == lines[other.location.line - 1]
    assert "2211.01786" in (other.source or "")


def test_two_files_that_collide_name_each_other(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    one = RECORD.replace("an-example", "one").replace("An example of a model", "The Same Name")
    (tmp_path / "one.yaml").write_text(one, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(one.replace("model/one", "model/two"), encoding="utf-8")
    [finding] = judged(few, assets, tmp_path).findings
    assert finding.rule == "duplicate-name"
    places = [finding.location, *(other.location for other in finding.related)]
    assert sorted(Path(place.path).name for place in places if place) == ["one.yaml", "two.yaml"]
    assert {place.line for place in places if place} == {3}


def test_a_second_record_in_the_graph_is_named_with_its_file(
    kg: KnowledgeGraph, assets: Assets, tmp_path: Path
) -> None:
    nested = next(
        quad.object.value.removeprefix(KG)
        for quad in kg.store.quads_for_pattern(iri("model", "bloomz"), term("disagreement"), None, None)
        if isinstance(quad.object, ox.NamedNode)
    )
    text = f"{RECORD}disagreement:\n  - id: {nested}\n    kind: name-differs\n    stated: x\n    holds: y\n"
    finding = next(f for f in added(kg, assets, tmp_path, "new.yaml", text).findings if f.rule == "duplicate-slug")
    assert finding.location is not None
    assert finding.location.line == 10
    assert [other.location.path for other in finding.related] == ["data/models/bloomz.yaml"]
    assert nested in (finding.related[0].source or "")


def test_two_names_for_one_thing_are_refused(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    text = PREFIXES + "<model/bloom> <http://www.w3.org/2002/07/owl#sameAs> <model/bloomz> ."
    report = added(few, assets, tmp_path, "new.ttl", text)
    [finding] = [finding for finding in report.findings if finding.rule == "identity"]
    assert finding.location is not None
    assert (finding.location.line, finding.location.column) == (5, 15)


def test_findings_of_the_whole_graph_are_in_its_records(whole: Report, assets: Assets) -> None:
    placed = [finding for finding in whole.findings if finding.location is not None]
    assert len(placed) > len(whole.findings) * 0.9
    for finding in placed:
        assert finding.location is not None
        lines = (assets.root / finding.location.path).read_text(encoding="utf-8").splitlines()
        assert finding.location.line is not None
        assert finding.source == lines[finding.location.line - 1]


def test_an_unreadable_file_is_a_finding(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    report = judged(few, assets, tmp_path / "none.yaml")
    assert [finding.rule for finding in report.findings] == ["unreadable"]
    assert added(few, assets, tmp_path, "new.txt", "").findings[0].rule == "unreadable"


def test_the_graph_itself_reads_files_and_validates_them(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(RECORD, encoding="utf-8")
    assert kg.validate([tmp_path / "new.yaml"]).findings == ()
    assert kg.validate([str(tmp_path / "new.yaml")]).conforms


def test_warnings_and_notes_do_not_keep_from_conforming() -> None:
    mild = tuple(Finding("rule", severity, "It is.") for severity in (Severity.WARNING, Severity.INFO))
    assert Report(mild).conforms
    assert not Report((*mild, Finding("rule", Severity.VIOLATION, "It is."))).conforms
