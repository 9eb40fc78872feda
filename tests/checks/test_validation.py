"""Validation of the whole graph, and of files as additions to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.assets import Assets
from mllm_kg.checks import Report, validate
from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.findings import Finding, Severity
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import GRAPH, KG, graph

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


def added(kg: Dataset, assets: Assets, folder: Path, name: str, text: str) -> Report:
    (folder / name).write_text(text, encoding="utf-8")
    return validate(kg, assets, [folder / name])


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
        ("ResearchOutput-coversLanguage", KG + "paper/another"),
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
    report = validate(kg, assets, [assets.data / "models/bloomz.yaml"])
    own = {(f.rule, f.message) for f in whole.findings if f.focus == KG + "model/bloomz"}
    assert {(f.rule, f.message) for f in report.findings} == own


def test_a_changed_record_is_judged_instead_of_the_old_one(kg: KnowledgeGraph, assets: Assets, tmp_path: Path) -> None:
    text = (assets.data / "models/bloomz.yaml").read_text(encoding="utf-8")
    report = added(kg, assets, tmp_path, "bloomz.yaml", text.replace("label: BLOOMZ", 'label: "BLOOMZ "'))
    assert "Named-label" in rules(report)
    assert "several-names" not in rules(report)


def test_a_folder_stands_for_its_files(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    (tmp_path / "one.ttl").write_text(PREFIXES + "<person/new> a mllm:Person ; rdfs:label ' New' .", encoding="utf-8")
    (tmp_path / "two.txt").write_text("not RDF", encoding="utf-8")
    assert rules(validate(few, assets, [tmp_path])) == {"Named-label"}


def test_a_statement_that_the_graph_has_adds_nothing(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    text = PREFIXES + "<model/bloomz> mllm:basedOn <model/bloom> ."
    assert added(few, assets, tmp_path, "new.ttl", text).findings == ()


def test_records_that_can_not_be_read_raise_with_all_mistakes(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: model/a\ntype: LanguageModell\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("id: model/b\ntype: LanguageModel\nlabbel: B\n", encoding="utf-8")
    with pytest.raises(RecordErrors) as caught:
        validate(few, assets, [tmp_path])
    assert [finding.rule for finding in caught.value.findings] == ["unknown-class", "unknown-key"]


def test_a_reference_to_nothing_raises_with_its_line(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    with pytest.raises(RecordErrors) as caught:
        added(few, assets, tmp_path, "new.yaml", RECORD.replace("model/bloom]", "model/bloomy]"))
    [finding] = caught.value.findings
    assert finding.location is not None
    assert finding.location.line == 5


def test_an_unknown_kind_of_file_is_refused(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"known are \.yaml"):
        added(few, assets, tmp_path, "new.txt", "")


def test_a_missing_file_is_told(few: Dataset, assets: Assets, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="No such file"):
        validate(few, assets, [tmp_path / "none.yaml"])


def test_warnings_and_notes_do_not_keep_from_conforming() -> None:
    mild = tuple(Finding("rule", severity, "It is.") for severity in (Severity.WARNING, Severity.INFO))
    assert Report(mild).conforms
    assert not Report((*mild, Finding("rule", Severity.VIOLATION, "It is."))).conforms
