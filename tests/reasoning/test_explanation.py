"""Why a statement holds: every proof is checked step by step, by reasoners that know nothing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mllm_kg import KnowledgeGraph
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import MLLM, PREFIXES, graph, iri, term
from mllm_kg.reasoning import Closure, closure
from mllm_kg.reasoning.explanation import Explainer, Proof, explain
from mllm_kg.reasoning.patterns import HIERARCHIES
from mllm_kg.reasoning.standing import in_graph
from tests.reasoning.conftest import conclude, parse
from tests.reasoning.ontologies import AXIOM, FACT

Turtle = Callable[[str], list[ox.Triple]]

ONTOLOGY, PROVENANCE = graph("ontology"), graph("provenance")
SURE, UNSURE = graph("inferred"), graph("inferred/unconfirmed")
FACTS, GUESS = graph("model/a"), graph("model/a/unconfirmed")
A_KIND = 12
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


def within(triples: Iterable[ox.Triple], name: ox.NamedNode) -> list[ox.Quad]:
    return [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]


def dataset(axioms: str, facts: str, guesses: str = "", told: str = "") -> Dataset:
    """Return a closed dataset: what is confirmed, what is not, and what provenance says, closed as a build does it."""
    ontology, confirmed = parse(axioms), parse(facts)
    unconfirmed = [triple for triple in parse(guesses) if triple not in confirmed]
    reasoner = Closure(ontology)
    sure, unsure = reasoner.add(confirmed), reasoner.add(unconfirmed)
    stated = {*ontology, *confirmed, *unconfirmed}
    status = [ox.Quad(name, term("evidenceStatus"), term("Unconfirmed"), PROVENANCE) for name in (GUESS, UNSURE)]
    quads = [*within(ontology, ONTOLOGY), *within(confirmed, FACTS), *within(unconfirmed, GUESS), *status]
    quads += within(parse(told), PROVENANCE)
    quads += within((t for t in sure if t not in stated), SURE) + within((t for t in unsure if t not in stated), UNSURE)
    return Dataset.from_quads(quads)


def one(text: str) -> ox.Triple:
    (triple,) = parse(text)
    return triple


def proven(found: Dataset, text: str) -> Proof:
    proof = explain(found, one(text))
    assert proof is not None
    return proof


def made_of(axioms: Iterable[ox.Triple], found: Dataset) -> list[ox.Triple]:
    """Return axioms with the expressions that are written in them."""
    triples, waiting = list(axioms), list(axioms)
    seen: set[object] = set()
    while waiting:
        triple = waiting.pop()
        for node in (triple.subject, triple.object):
            if isinstance(node, ox.BlankNode) and node not in seen:
                seen.add(node)
                inner = [q.triple for q in found.store.quads_for_pattern(node, None, None, ONTOLOGY) if says(q)]
                triples += inner
                waiting += inner
    return list(dict.fromkeys(triples))


def says(quad: ox.Quad) -> bool:
    """Tell whether a statement about an expression is a part of it, and no axiom about it."""
    return quad.predicate not in HIERARCHIES


def steps(proof: Proof) -> Iterator[Proof]:
    yield from (node for node in proof.nodes() if node.rules)


def check(proof: Proof, found: Dataset) -> None:
    """Assert that each step follows from its own premises and axioms, and that the leaves are stated."""
    for node in steps(proof):
        axioms = made_of(node.axioms, found)
        assert all(in_graph(axiom, ONTOLOGY) in found.store for axiom in axioms)
        assert node.triple in closure([premise.triple for premise in node.premises], axioms), node
        assert node.triple not in {premise.triple for premise in node.premises}
    for leaf in proof.leaves:
        assert leaf.graphs
        assert not {SURE, UNSURE} & {*leaf.graphs}
        assert all(in_graph(leaf.triple, name) in found.store for name in leaf.graphs)


@pytest.fixture(scope="module")
def explainer(kg: KnowledgeGraph) -> Explainer:
    return Explainer(kg)


@pytest.fixture(scope="module")
def proofs(kg: KnowledgeGraph, explainer: Explainer) -> list[Proof]:
    """Proofs of the inferred statements of the graph, some of each kind, the same in every run."""
    inferred = sorted(kg.quads([SURE, UNSURE]), key=str)
    assert len(inferred) > 10_000
    sparse = [quad for quad in inferred if quad.predicate != TYPE and str(quad.predicate)[1:].startswith(MLLM)]
    some = dict.fromkeys(inferred[::11] + sparse[::2] + [quad for quad in inferred if quad.predicate in HIERARCHIES])
    by_kind: defaultdict[object, list[Proof]] = defaultdict(list)
    for quad in some:
        proof = explainer.explain(quad.triple)
        assert proof is not None, quad
        assert proof.sure == (quad.graph_name == SURE), quad
        by_kind[proof.rules, quad.graph_name].append(proof)
    return [proof for kind in by_kind.values() for proof in kind[:: max(1, len(kind) // A_KIND)][:A_KIND]]


def test_every_step_to_an_inferred_statement_follows_and_every_leaf_is_stated(
    kg: KnowledgeGraph, proofs: list[Proof]
) -> None:
    assert len(proofs) > 150
    for proof in proofs:
        check(proof, kg)


def test_every_rule_that_the_graph_needs_is_among_the_proofs(proofs: list[Proof]) -> None:
    used = {rule for proof in proofs for node in steps(proof) for rule in node.rules}
    assert used >= {
        *("cax-sco", "cls-hv2", "cls-int1", "cls-svf1", "cls-svf2", "cls-uni"),
        *("prp-dom", "prp-inv1", "prp-inv2", "prp-rng", "prp-spo1", "prp-spo2", "prp-symp", "prp-trp"),
        *("scm-eqc1", "scm-int", "scm-sco"),
    }


def test_owlrl_draws_the_same_conclusion_from_a_step_of_each_kind(kg: KnowledgeGraph, proofs: list[Proof]) -> None:
    kinds: dict[object, Proof] = {}
    for proof in proofs:
        for node in steps(proof):
            kinds.setdefault((node.rules, node.triple.predicate), node)
    assert len(kinds) > 20
    for node in kinds.values():
        premises = [premise.triple for premise in node.premises]
        assert node.triple in conclude([*premises, *made_of(node.axioms, kg)]), node


def test_a_conclusion_follows_from_the_leaves_alone(kg: KnowledgeGraph, proofs: list[Proof]) -> None:
    for proof in sorted(proofs, key=lambda proof: -proof.steps)[:40]:
        axioms = made_of({axiom: None for node in steps(proof) for axiom in node.axioms}, kg)
        assert proof.triple in closure([leaf.triple for leaf in proof.leaves if leaf.graphs], axioms)


def test_axioms_of_the_graph_are_told_in_words(explainer: Explainer, proofs: list[Proof]) -> None:
    told = {explainer.told(axiom) for proof in proofs for node in steps(proof) for axiom in node.axioms}
    assert {
        "mllm:basedOn is a sub-property of mllm:derivedFrom",
        "mllm:derivedFrom is transitive",
        "mllm:basedOn followed by mllm:trainedAtStage makes mllm:trainedAtStage",
        "mllm:OpenModel is the same as (mllm:LanguageModel and "
        "((mllm:openWeights value true) or (mllm:weights some owl:Thing)))",
    } <= told
    assert not [text for text in told if "_:" in text or "without a name" in text or "://" in text]


def test_the_stage_of_a_model_comes_from_the_model_below(explainer: Explainer) -> None:
    bloomz, pretraining = iri("model", "bloomz"), iri("stage", "pretraining")
    proof = explainer.explain(ox.Triple(bloomz, term("trainedAtStage"), pretraining))
    assert proof is not None
    assert (proof.rules, proof.steps) == (("prp-spo2",), 2)
    below, stage = proof.premises
    assert below.triple == ox.Triple(bloomz, term("basedOn"), iri("model", "bloom"))
    assert stage.rules == ("prp-spo1",)
    assert [leaf.triple.predicate for leaf in proof.leaves] == [term("basedOn"), term("finalStage")]


def test_what_is_stated_is_its_own_proof() -> None:
    proof = proven(dataset("", ":x :p :y ."), ":x :p :y .")
    assert proof == Proof(one(":x :p :y ."), (FACTS,), True)
    assert (proof.steps, proof.leaves) == (0, [proof])


def test_what_does_not_hold_has_no_proof() -> None:
    assert explain(dataset(":p rdfs:subPropertyOf :q .", ":x :p :y ."), one(":y :q :x .")) is None


def test_of_two_proofs_the_shorter_is_told() -> None:
    axioms = ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r . :s rdfs:subPropertyOf :r ."
    long = proven(dataset(axioms, ":x :p :y ."), ":x :r :y .")
    short = proven(dataset(axioms, ":x :p :y ; :s :y ."), ":x :r :y .")
    assert (long.steps, [leaf.triple for leaf in long.leaves]) == (2, [one(":x :p :y .")])
    assert (short.steps, [leaf.triple for leaf in short.leaves]) == (1, [one(":x :s :y .")])


def test_of_two_proofs_with_as_many_steps_the_one_from_fewer_statements_is_told() -> None:
    axioms = ":t owl:propertyChainAxiom ( :p :q ) . :z rdfs:subPropertyOf :t ."
    proof = proven(dataset(axioms, ":x :p :m ; :z :y . :m :q :y ."), ":x :t :y .")
    assert [leaf.triple for leaf in proof.leaves] == [one(":x :z :y .")]


def test_a_transitive_proof_goes_the_short_way() -> None:
    around = ":a :p :b . :b :p :c . :c :p :d . :d :p :e . :b :p :e ."
    proof = proven(dataset(":p a owl:TransitiveProperty .", around), ":a :p :e .")
    assert (proof.steps, len(proof.leaves)) == (1, 2)


def test_a_long_chain_has_one_step_less_than_links() -> None:
    links = "".join(f":n{number} :p :n{number + 1} . " for number in range(12))
    found = dataset(":p a owl:TransitiveProperty .", links)
    proof = proven(found, ":n0 :p :n12 .")
    assert (proof.steps, len(proof.leaves)) == (11, 12)
    check(proof, found)


def test_confirmed_statements_are_preferred_to_a_shorter_way() -> None:
    axioms = ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r . :s rdfs:subPropertyOf :r ."
    proof = proven(dataset(axioms, ":x :p :y .", ":x :s :y ."), ":x :r :y .")
    assert (proof.sure, proof.steps) == (True, 2)


def test_what_rests_on_an_unconfirmed_statement_says_so() -> None:
    proof = proven(dataset(":p rdfs:subPropertyOf :q .", "", ":x :p :y ."), ":x :q :y .")
    assert not proof.sure
    assert [(leaf.graphs, leaf.sure) for leaf in proof.leaves] == [((GUESS,), False)]


def test_as_few_unconfirmed_statements_as_can_be_are_used() -> None:
    axioms = ":t owl:propertyChainAxiom ( :p :q ) ."
    guesses = ":x :p :m ; :p :n . :n :q :y ."
    proof = proven(dataset(axioms, ":m :q :y .", guesses), ":x :t :y .")
    assert [leaf.sure for leaf in proof.leaves] == [False, True]


def test_an_unconfirmed_statement_that_follows_from_confirmed_ones_is_explained_by_them() -> None:
    proof = proven(dataset(":p rdfs:subPropertyOf :q .", ":x :p :y .", ":x :q :y ."), ":x :q :y .")
    assert (proof.graphs, proof.sure, proof.rules) == ((GUESS,), True, ("prp-spo1",))


def test_rules_do_not_rest_on_provenance() -> None:
    found = dataset(":p rdfs:subPropertyOf :q . :r rdfs:subPropertyOf :q .", ":x :r :y .", told=":x :p :y .")
    assert [leaf.triple for leaf in proven(found, ":x :q :y .").leaves] == [one(":x :r :y .")]
    assert proven(found, ":x :p :y .").graphs == (PROVENANCE,)


CIRCLES = {
    "equivalent classes": (
        ":A owl:equivalentClass :B . :B owl:equivalentClass :C . :C rdfs:subClassOf :A .",
        ":x a :B .",
    ),
    "equivalent properties": (":p owl:equivalentProperty :q . :q owl:equivalentProperty :r .", ":x :q :y ."),
    "symmetric": (":p a owl:SymmetricProperty , owl:TransitiveProperty .", ":x :p :y . :y :p :z ."),
    "its own inverse": (":p owl:inverseOf :p , :q . :q owl:inverseOf :p .", ":x :p :y ."),
    "a chain that feeds itself": (":p owl:propertyChainAxiom ( :p :q ) .", ":x :p :y . :y :q :z , :y . :z :q :y ."),
    "defined by itself": (
        ":A owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom :A ] .",
        ":x :p :y . :y a :A ; :p :x .",
    ),
}


@pytest.mark.parametrize("name", CIRCLES)
def test_no_proof_runs_in_a_circle(name: str) -> None:
    found = dataset(*CIRCLES[name])
    inferred = list(found.quads([SURE]))
    assert inferred
    for quad in inferred:
        proof = explain(found, quad.triple)
        assert proof is not None, quad
        check(proof, found)
        above(proof, ())


def above(proof: Proof, path: tuple[ox.Triple, ...]) -> None:
    """Assert that no statement stands above itself."""
    assert proof.triple not in path
    for premise in proof.premises:
        above(premise, (*path, proof.triple))


def test_a_relation_of_terms_is_explained_by_the_axioms_from_one_to_the_other() -> None:
    axioms = ":A owl:equivalentClass [ owl:intersectionOf ( :B [ owl:onProperty :p ; owl:hasValue :v ] ) ] ."
    found = dataset(axioms + " :B rdfs:subClassOf :C . :A rdfs:subClassOf :D . :D rdfs:subClassOf :E .", "")
    proof = proven(found, ":A rdfs:subClassOf :C .")
    told = [Explainer(found).told(axiom) for axiom in proof.axioms]
    ends = "http://example.org/"
    assert told == [
        f"{ends}A is the same as ({ends}B and ({ends}p value {ends}v))",
        f"{ends}B is a sub-class of {ends}C",
    ]
    assert proof.rules == ("scm-eqc1", "scm-int", "scm-sco")
    assert proof.premises == ()


def test_only_the_alternative_that_holds_is_named() -> None:
    axioms = (
        ":A owl:equivalentClass [ owl:unionOf ( [ owl:intersectionOf ( :B [ owl:onProperty :p ; owl:hasValue :v ] ) ]"
        " [ owl:intersectionOf ( :C [ owl:onProperty :q ; owl:someValuesFrom owl:Thing ] ) ] ) ] ."
    )
    assert "cls-svf2" not in proven(dataset(axioms, ":x a :B ; :p :v ."), ":x a :A .").rules
    assert "cls-hv2" not in proven(dataset(axioms, ":x a :C ; :q :v ."), ":x a :A .").rules


def test_the_same_question_gets_the_same_answer() -> None:
    axioms = ":p rdfs:subPropertyOf :r . :q rdfs:subPropertyOf :r . :s rdfs:subPropertyOf :r ."
    facts = [":x :p :y .", ":x :q :y .", ":x :s :y ."]
    first = proven(dataset(axioms, " ".join(facts)), ":x :r :y .")
    assert first == proven(dataset(axioms, " ".join(reversed(facts))), ":x :r :y .")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    axioms=st.lists(AXIOM, min_size=1, max_size=5),
    facts=st.lists(FACT, min_size=1, max_size=5),
    guesses=st.lists(FACT, max_size=3),
)
def test_whatever_follows_has_a_proof_that_holds(axioms: list[str], facts: list[str], guesses: list[str]) -> None:
    found = dataset(" ".join(axioms), " ".join(facts), " ".join(guesses))
    explainer = Explainer(found)
    for quad in found.quads([SURE, UNSURE]):
        proof = explainer.explain(quad.triple)
        assert proof is not None, quad
        assert proof.sure == (quad.graph_name == SURE), quad
        check(proof, found)
        above(proof, ())


@pytest.mark.parametrize(
    ("axiom", "facts", "goal", "told"),
    [
        (":A owl:intersectionOf ( :B :C ) .", ":x a :B, :C .", ":x a :A .", ":A is the same as (:B and :C)"),
        (":A owl:oneOf ( :x :y ) .", ":z a :B .", ":x a :A .", ":A is the same as {:x, :y}"),
        (":A owl:disjointUnionOf ( :B :C ) .", ":x a :B .", ":x a :A .", ":A is made up of :B, :C"),
    ],
)
def test_a_class_that_is_said_to_be_a_list_is_explained_by_what_is_written(
    axiom: str, facts: str, goal: str, told: str
) -> None:
    (triple,) = parse(goal)
    found = dataset(axiom, facts)
    explainer = Explainer(found)
    proof = explainer.explain(triple)
    assert proof is not None
    (cause,) = proof.axioms
    assert cause in {quad.triple for quad in found.quads()}
    assert explainer.told(cause).replace("http://example.org/", ":").startswith(told)
