"""Each rule across entities finds what it must and nothing else, and says the same on Oxigraph and on rdflib."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg.checks.profile import Profile
from mllm_kg.checks.quality import QualityRule, check_quality, find, judge, load_quality_rules
from mllm_kg.errors import UnreadableInput
from mllm_kg.findings import Severity, told
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG
from tests.checks.qc_corpus import Part, load_parts

ROOT = Path(__file__).resolve().parents[2]
QC = ROOT / "queries/qc"
RULES = {rule.id: rule for rule in load_quality_rules(QC)}
PARTS = list(load_parts())
PROFILE = Profile.load(ROOT / "shapes/profile.tsv")
HEADER = """#+ summary: Something is wrong
#+ description: |-
#+   Problem: It is wrong.
#+   Solution: Mend it.
#+ tags: [qc]
#+ message: "{entity} is wrong."
"""


def rows_on_rdflib(dataset: Dataset, rule: QualityRule) -> set[tuple[str | None, ...]]:
    result = dataset.rdflib.query(rule.sparql)
    return {tuple(None if term is None else str(term) for term in row) for row in result}


def rows_on_oxigraph(dataset: Dataset, rule: QualityRule) -> set[tuple[str | None, ...]]:
    return {tuple(None if term is None else term.value for term in row) for row in dataset.select(rule.sparql)}


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_part(part: Part) -> None:
    dataset = part.dataset()
    findings = find(dataset, [RULES[part.rule]], PROFILE)
    assert bool(findings) == (part.verdict == "breaks")
    for finding in findings:
        assert finding.rule == part.rule
        assert finding.severity == PROFILE.severity(part.rule)
        assert finding.focus is not None
        assert finding.path is not None
        assert finding.message.endswith(".")
        assert "nothing" not in finding.message.replace("nothing describes", "")
        assert "{" not in finding.message


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_rdflib_gives_the_same_rows(part: Part) -> None:
    dataset, rule = part.dataset(), RULES[part.rule]
    assert rows_on_rdflib(dataset, rule) == rows_on_oxigraph(dataset, rule)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_is_tried_both_ways(rule: str) -> None:
    assert {part.verdict for part in PARTS if part.rule == rule} == {"breaks", "holds"}


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rule_file_is_whole(rule: str) -> None:
    text = RULES[rule].sparql
    assert RULES[rule].summary
    assert RULES[rule].problem.endswith((".", ")"))
    assert RULES[rule].solution.endswith((".", ")"))
    for prefix in ("mllm", "rdfs", "kgg", "skos", "dcterms", "prov", "owl", "rdf", "xsd"):
        body = text.split("SELECT", 1)[1]
        used = f" {prefix}:" in body or f"^{prefix}:" in body or f"({prefix}:" in body
        assert not used or f"PREFIX {prefix}: " in text
    assert "SELECT DISTINCT ?entity" in text


def test_findings_speak_of_labels() -> None:
    part = next(part for part in PARTS if part.rule == "deprecated-entity-used" and part.verdict == "breaks")
    text = part.text + '<model/a> rdfs:label "Old one" . <model/b> rdfs:label "New one" .'
    dataset = Part(part.rule, part.verdict, part.why, text).dataset()
    [finding] = find(dataset, [RULES[part.rule]], PROFILE)
    assert finding.message == "Model 'New one' refers to 'Old one', which is withdrawn."
    assert finding.label == "New one"
    assert finding.suggestion == "Refer to the entity that replaces it."
    assert finding.severity is Severity.WARNING


def test_check_quality_runs_rules_and_looks_codes_up() -> None:
    text = '<language/zzz> a mllm:Language ; rdfs:label "Nothing" ; mllm:iso639-3 "zzz" . <model/a> rdfs:label "A" .'
    findings = check_quality(Part("-", "breaks", "", text).dataset(), QC, PROFILE)
    assert {"unknown-language-code", "untyped-entity"} <= {finding.rule for finding in findings}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT ?entity {}", "its header has the keys"),
        (HEADER.replace("#+ tags: [qc]\n", "") + "SELECT ?entity {}", "its header has the keys"),
        (HEADER.replace("Solution:", "Remedy:") + "SELECT ?entity {}", "two parts"),
        (HEADER.replace("{entity}", "{thing}") + "SELECT ?entity {}", "in braces"),
        (HEADER.replace("summary: ", "summary: [") + "SELECT ?entity {}", "not YAML"),
        (HEADER.replace("Something is wrong", "{de: Etwas ist falsch}") + "SELECT ?entity {}", "its summary is a text"),
        (
            HEADER.replace("Something is wrong", "{en: Wrong, de: Falsch}") + "SELECT ?entity {}",
            "its summary is a text",
        ),
        (HEADER.replace('"{entity} is wrong."', '{en: "{entity}", ko: "{thing}"}') + "SELECT ?entity {}", "in braces"),
        (HEADER.replace('"{entity} is wrong."', "[1]") + "SELECT ?entity {}", "its message is a"),
    ],
)
def test_a_bad_header_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "bad.rq").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=reason):
        load_quality_rules(tmp_path)


def test_a_good_header_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.rq").write_text(HEADER + "SELECT ?entity {}", encoding="utf-8")
    [rule] = load_quality_rules(tmp_path)
    assert (rule.id, rule.summary, rule.problem, rule.solution) == (
        "good",
        "Something is wrong",
        "It is wrong.",
        "Mend it.",
    )


KOREAN = """#+ summary: {en: Something is wrong, ko: 무언가 잘못됨}
#+ description:
#+   en: |-
#+     Problem: It is wrong.
#+     Solution: Mend it.
#+   ko: |-
#+     Problem: 잘못되었다.
#+     Solution: 고친다.
#+ tags: [qc]
#+ message: {en: "{entity} is wrong for {value}.", ko: "{value}에 대해 {entity}이 틀리다."}
SELECT ?entity ?value WHERE { ?entity mllm:year ?value }
"""


def test_a_rule_may_speak_several_languages(tmp_path: Path) -> None:
    (tmp_path / "good.rq").write_text(KOREAN, encoding="utf-8")
    [rule] = load_quality_rules(tmp_path)
    assert (rule.summary.told("ko"), rule.problem.told("ko"), rule.solution.told("ko")) == (
        "무언가 잘못됨",
        "잘못되었다.",
        "고친다.",
    )
    text = '<model/a> a mllm:LanguageModel ; rdfs:label "One", "하나"@ko ; mllm:year 2020 .'
    classes = 'mllm:LanguageModel rdfs:label "language model"@en, "언어 모델"@ko .'
    [finding] = find(Part("-", "breaks", "", text + classes).dataset(), [rule], PROFILE)
    assert finding.message == "Language model 'One' is wrong for 2020."
    assert told(finding.message, "ko") == "2020에 대해 언어 모델 '하나'이 틀리다."
    assert told(finding.suggestion or "", "ko") == "고친다."


def test_what_a_cell_holds_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "good.rq").write_text(KOREAN.replace("mllm:year", "rdfs:label"), encoding="utf-8")
    [finding] = find(
        Part("-", "breaks", "", '<model/a> rdfs:label "{entity}" .').dataset(), load_quality_rules(tmp_path), PROFILE
    )
    assert finding.message == "Model '{entity}' is wrong for {entity}."


def test_the_other_entity_of_a_finding_is_told() -> None:
    part = next(part for part in PARTS if part.rule == "derivation-cycle" and part.verdict == "breaks")
    others = {found.other for found in judge(part.dataset(), [RULES[part.rule]], PROFILE)}
    assert others == {KG + "model/a", KG + "model/b", KG + "model/c"}
    part = next(part for part in PARTS if part.rule == "disjoint-classes" and part.verdict == "breaks")
    assert [found.other for found in judge(part.dataset(), [RULES[part.rule]], PROFILE)] == [None]
