"""Each rule that concludes ``false``: in a whole graph, and where something is new."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mllm_kg import KnowledgeGraph
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import MLLM, PREFIXES, graph, iri, term
from mllm_kg.overlay import Overlay
from mllm_kg.reasoning import closure
from mllm_kg.reasoning.clashbook import CLASHES, Clashbook
from mllm_kg.reasoning.clashes import Clash, clashbook, clashes, clashes_in, clashes_of, clashing
from mllm_kg.reasoning.incremental import Incremental
from mllm_kg.reasoning.patterns import SAME
from mllm_kg.reasoning.rulebook import Rulebook
from tests.reasoning.clash_cases import CASES, Case
from tests.reasoning.conftest import parse
from tests.reasoning.ontologies import AXIOM, FACT, RESTRAINT

EXAMPLE = "http://example.org/"
FACTS = graph("model/a")
TABLES = {
    *("eq-diff1", "eq-diff2", "eq-diff3"),
    *("prp-irp", "prp-asyp", "prp-pdw", "prp-adp", "prp-npa1", "prp-npa2", "prp-fp", "prp-ifp", "prp-key"),
    *("cls-nothing2", "cls-com", "cls-maxc1", "cls-maxc2", "cls-maxqc1", "cls-maxqc2", "cls-maxqc3", "cls-maxqc4"),
    *("cax-dw", "cax-adc", "dt-not-type"),
}
"""The rules of OWL 2 Profiles §4.3 that conclude ``false``, or that two things are one."""


def dataset(axioms: list[ox.Triple], facts: list[ox.Triple]) -> Dataset:
    """Return a dataset that is closed, as a build closes it."""
    follows = closure((fact for fact in facts if fact.predicate != SAME), axioms)
    places = [(axioms, graph("ontology")), (facts, FACTS), (follows, graph("inferred"))]
    return Dataset.from_quads(ox.Quad(*triple, name) for triples, name in places for triple in triples)


def told(found: list[Clash]) -> set[tuple[str, str]]:
    return {(clash.rule, re.sub(re.escape(EXAMPLE), ":", clash.sentence)) for clash in found}


@pytest.mark.parametrize("name", CASES)
def test_what_breaks_a_rule_is_found(name: str) -> None:
    case = CASES[name]
    assert told(clashing(parse(case.axioms), parse(case.wrong))) == {(case.rule, case.said)}


@pytest.mark.parametrize("name", CASES)
def test_what_breaks_no_rule_is_not(name: str) -> None:
    case = CASES[name]
    if case.right:
        assert clashing(parse(case.axioms), parse(case.right)) == []


def test_every_rule_of_the_tables_has_a_case() -> None:
    assert {case.rule for case in CASES.values()} == TABLES


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.peer])
def test_owlrl_judges_as_we_do(name: str) -> None:
    case = CASES[name]
    assert complaints(case, case.wrong)
    assert not complaints(case, case.right)


def complaints(case: Case, facts: str) -> list[str]:
    """Return what owlrl finds wrong when it knows that names are of things of their own."""
    names = sorted(set(re.findall(r"(?<!\w):[v-z]\b", facts + case.axioms)))
    apart = " ".join(f"{one} owl:differentFrom {other} ." for one, other in combinations(names, 2))
    made = rdflib.Graph()
    triples = [*parse(case.axioms), *parse(facts), *parse(apart)]
    made.parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    reasoner = owlrl.OWLRL_Semantics(made, False, False, False)
    reasoner.closure()
    return list(reasoner.error_messages)


def test_a_clash_names_what_clashes_and_why() -> None:
    axioms = parse(":A owl:disjointWith :B . :C rdfs:subClassOf :B . :p rdfs:domain :C .")
    (clash,) = clashing(axioms, parse(":x a :A ; :p :y ."))
    assert set(clash.triples) == set(parse(":x a :A, :B ."))
    assert clash.axioms == tuple(parse(":A owl:disjointWith :B ."))


def test_a_clash_by_an_expression_names_all_axioms() -> None:
    axioms = parse(":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 0 ] .")
    (clash,) = clashing(axioms, parse(":x a :A ; :p :y ."))
    assert set(clash.triples) == set(parse(":x a :A ; :p :y ."))
    subclass = PREFIXES["rdfs"] + "subClassOf"
    assert [(axiom.subject, axiom.predicate.value) for axiom in clash.axioms] == [
        (ox.NamedNode(EXAMPLE + "A"), subclass)
    ]


def test_each_clash_is_told_once_and_in_order() -> None:
    axioms = parse(":A owl:disjointWith :B . :B owl:disjointWith :A . :k a owl:FunctionalProperty .")
    facts = parse(":y a :A, :B . :x a :A, :B ; :k 3, 1, 2 .")
    assert [clash.rule for clash in clashing(axioms, facts)] == ["prp-fp", "prp-fp", "prp-fp", "cax-dw", "cax-dw"]
    assert clashes(axioms, facts) == sorted(set(clashes(axioms, facts)))


def test_a_blank_node_may_be_what_a_name_says() -> None:
    assert clashing(parse(":p a owl:FunctionalProperty ."), parse(":x :p :y, [ a :A ] .")) == []


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_judged_as_the_whole_is(name: str) -> None:
    case = CASES[name]
    axioms, wrong = parse(case.axioms), parse(case.wrong)
    after = dataset(axioms, wrong)
    book = clashbook(after)
    whole = clashes_in(after)
    assert told(whole) == {(case.rule, case.said)}
    if wrong and case.rule not in ("eq-diff2", "eq-diff3"):
        everything = [quad.triple for quad in after.quads() if quad.graph_name != graph("ontology")]
        assert clashes_of(after, book, everything) == whole
        for triple in (quad.triple for quad in after.quads([FACTS])):
            new = clashes_of(after, book, [triple])
            assert all(clash in whole for clash in new)


def test_only_what_a_change_is_part_of_is_told() -> None:
    axioms, facts = parse(":A owl:disjointWith :B ."), parse(":x a :A, :B . :y a :A, :B .")
    after = dataset(axioms, facts)
    (clash,) = clashes_of(after, clashbook(after), parse(":y a :B ."))
    assert set(clash.triples) == set(parse(":y a :A, :B ."))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(
    axioms=st.lists(st.one_of(RESTRAINT, AXIOM), min_size=1, max_size=6),
    facts=st.lists(FACT, min_size=2, max_size=8),
    more=st.lists(FACT, min_size=1, max_size=2),
)
def test_made_up_changes_are_judged_as_the_whole_is(axioms: list[str], facts: list[str], more: list[str]) -> None:
    ontology, old, new = (parse(" ".join(texts)) for texts in (axioms, facts, more))
    known = {*ontology, *old}
    new = [triple for triple in dict.fromkeys(new) if triple not in known]
    before = dataset(ontology, old)
    book = clashbook(before)
    earlier = set(clashes_in(before))
    change = Incremental(before.store, Rulebook.of(ontology)).change([], [ox.Quad(*triple, FACTS) for triple in new])
    found = clashes_of(before, book, [*new, *(quad.triple for quad in change.added)])
    assert set(clashes_in(before)) == earlier | set(found)
    assert clashes_in(before) == clashing(ontology, [*old, *new])


def test_what_can_t_be_is_kept_as_json(ontology: list[ox.Triple], kg: KnowledgeGraph) -> None:
    book = Clashbook.of(ontology)
    again = Clashbook.from_json(book.to_json())
    assert again.to_json() == book.to_json()
    wrong = ox.Quad(iri("model", "mt5"), ox.NamedNode(PREFIXES["rdf"] + "type"), term("Paper"), FACTS)
    assert [found.rule for found in again.everywhere([*kg.quads(), wrong])] == ["cax-adc"] * 2
    assert [found.rule for found in book.everywhere([*kg.quads(), wrong])] == ["cax-adc"] * 2


@pytest.mark.parametrize("text", ["[]", "{}", '{"apart": [[1]], "never": []}', '{"apart": [], "never": [[1]]}'])
def test_what_says_nothing_of_that_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="does not say"):
        Clashbook.from_json(text)


def test_nothing_is_read_beside_an_index_without_it(tmp_path: Path, ontology: list[ox.Triple]) -> None:
    assert Clashbook.beside(tmp_path / "store") is None
    (tmp_path / CLASHES).write_text("{", encoding="utf-8")
    assert Clashbook.beside(tmp_path / "store") is None
    (tmp_path / CLASHES).write_text(Clashbook.of(ontology).to_json(), encoding="utf-8")
    assert Clashbook.beside(tmp_path / "store") is not None


def test_the_graph_has_none(kg: KnowledgeGraph) -> None:
    assert clashes_in(kg) == []


WRONG = {
    "two classes that exclude each other": ('model/mt5', "a", "mllm:Paper", "cax-adc"),
    "two values for one": ("paper/muennighoff2022crosslingual", "mllm:year", "1999", "prp-fp"),
    "a number that is none": ("model/mt5", "mllm:languageCount", '"many"', "dt-not-type"),
    "made from itself": ("model/mt5", "mllm:basedOn", "<model/mt5>", "prp-asyp"),
    "an identifier that another one has": ("paper/xue2020mt5", "mllm:arxivId", '"2211.01786"', "prp-key"),
}  # fmt: skip


@pytest.mark.parametrize("why", WRONG)
def test_a_mistake_in_the_real_graph_is_found_where_it_is_made(why: str, kg: KnowledgeGraph) -> None:
    subject, predicate, value, rule = WRONG[why]
    text = f"@base <https://w3id.org/mllm-kg/id/> . @prefix mllm: <{MLLM}> . <{subject}> {predicate} {value} ."
    (quad,) = ox.parse(text, format=ox.RdfFormat.TURTLE)
    with Overlay(kg) as after:
        change = Incremental(after.store, Rulebook.of(q.triple for q in kg.quads([graph("ontology")]))).change(
            [], [ox.Quad(*quad.triple, graph("addition/0"))]
        )
        found = clashes_of(after, clashbook(kg), [quad.triple, *(quad.triple for quad in change.added)])
    assert rule in {clash.rule for clash in found}
    assert all(quad.triple in clash.triples or clash.triples for clash in found)
