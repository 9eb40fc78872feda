"""A rule that is narrowed to a change finds what the change caused, as the rule for the whole graph does."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.checks.compiled import Changes
from mllm_kg.checks.narrowing import Narrowing
from mllm_kg.checks.profile import Profile
from mllm_kg.checks.quality import judge
from mllm_kg.checks.rules import ANY_TYPE, QualityRule, load_quality_rules
from mllm_kg.findings import Words
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, MLLM, PREFIXES, graph, iri, term
from mllm_kg.overlay import Overlay
from mllm_kg.reasoning import Incremental, Rulebook
from tests.checks.qc_corpus import Part, load_parts

ROOT = Path(__file__).resolve().parents[2]
RULES = {rule.id: rule for rule in load_quality_rules(ROOT / "queries/qc")}
PROFILE = Profile.load(ROOT / "shapes/profile.tsv")
PARTS = list(load_parts())
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
FIXED = (PREFIXES["owl"], PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest", PREFIXES["rdfs"] + "isDefinedBy")
"""The ontology stays as it is, and so does the survey's list."""

Identity = tuple[str | None, ...]


def found(dataset: Dataset, rules: list[QualityRule], changes: Changes | None = None) -> set[Identity]:
    return {
        (one.finding.rule, one.finding.focus, one.finding.path, one.finding.value, one.finding.message, one.other)
        for one in judge(dataset, rules, PROFILE, changes)
    }


def is_fixed(quad: ox.Quad) -> bool:
    terms = (str(quad.predicate), str(quad.object))
    return any(term.startswith(f"<{start}") for term in terms for start in FIXED) or "list-entry/" in str(quad.subject)


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_each_part_of_the_corpus_comes_and_goes_in_pieces(part: Part) -> None:
    rules, random_ = [RULES[part.rule]], random.Random(str(part))
    quads = sorted(part.dataset().quads(), key=str)
    for number in range(6):
        share = random_.random()
        one = {quad for quad in quads if is_fixed(quad) or random_.random() < share}
        other = set(quads) if number % 2 else {quad for quad in quads if is_fixed(quad) or random_.random() < share}
        before, after = Dataset.from_quads(one), Dataset.from_quads(other)
        changes = Changes(
            tuple(set(after.quads()) - set(before.quads())), tuple(set(before.quads()) - set(after.quads()))
        )
        whole = found(after, rules) - found(before, rules)
        narrow = found(after, rules, changes) - found(before, rules, changes)
        assert narrow == whole


@pytest.mark.parametrize("part", [part for part in PARTS if part.verdict == "breaks"], ids=str)
def test_each_mistake_of_the_corpus_is_found_when_all_of_it_is_new(part: Part) -> None:
    dataset = part.dataset()
    fixed = [quad for quad in dataset.quads() if is_fixed(quad)]
    new = [quad for quad in dataset.quads() if not is_fixed(quad)]
    rules = [RULES[part.rule]]
    assert found(dataset, rules, Changes(new)) == found(dataset, rules) - found(Dataset.from_quads(fixed), rules)


def test_the_last_link_of_a_long_circle_is_enough() -> None:
    chain = [
        ox.Quad(iri("model", f"m{n}"), term("basedOn"), iri("model", f"m{n + 1}"), graph("data")) for n in range(9)
    ]
    last = ox.Quad(iri("model", "m9"), term("basedOn"), iri("model", "m0"), graph("data"))
    circle = found(Dataset.from_quads([*chain, last]), [RULES["derivation-cycle"]], Changes([last]))
    assert {identity[1] for identity in circle} == {f"{KG}model/m{n}" for n in range(10)}


MISTAKES = (
    ("paper", "arxivId", ox.Literal("2211.01786")),
    ("paper", "year", ox.Literal(1890)),
    ("paper", "submitted", ox.Literal("1991-01-01", datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))),
    ("paper", "publicationYear", ox.Literal(1999)),
    ("paper", "coversLanguage", iri("language", "qqq")),
    ("paper", "title", ox.Literal("mT5: A Massively Multilingual Pre-trained Text-to-Text Transformer!")),
    ("model", "basedOn", iri("model", "bloomz")),
    ("model", "basedOn", iri("model", "nowhere")),
    ("model", "openWeights", ox.Literal(False)),
    ("model", "languageCount", ox.Literal(1)),
    ("model", "finalStage", iri("stage", "pretraining")),
    ("model", "noSuchProperty", ox.Literal("x")),
    ("language", "iso639-3", ox.Literal("kor")),
    ("language", "inMacrolanguage", iri("language", "swa")),
    ("resource", "exampleCount", ox.Literal(10)),
    ("resource", "constructedBy", iri("construction", "manual-creation")),
    ("strategy", "tunesParameters", ox.Literal(False)),
)


def seeded(kg: KnowledgeGraph, random_: random.Random) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Return statements to add to the graph, and to take from it: mistakes about entities of each kind."""
    entities: dict[str, list[ox.NamedNode]] = {}
    for quad in kg.store.quads_for_pattern(None, TYPE, None, None):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KG):
            entities.setdefault(quad.subject.value.removeprefix(KG).partition("/")[0], []).append(quad.subject)
    new, gone = [], []
    for kind, predicate, value in random_.sample(MISTAKES, 9):
        entity = random_.choice(sorted(entities[kind], key=str))
        quad = ox.Quad(entity, term(predicate), value, graph("addition/0"))
        new += [quad] if not any(kg.store.quads_for_pattern(*quad.triple, None)) else []
    for kind in ("model", "language", "paper"):
        entity = random_.choice(sorted(entities[kind], key=str))
        gone += list(kg.store.quads_for_pattern(None, None, None, graph(entity.value.removeprefix(KG))))
    new.append(ox.Quad(graph("addition/0"), term("evidenceStatus"), term("Confirmed"), graph("provenance")))
    return new, gone


@pytest.mark.parametrize("number", range(3))
def test_seeded_mistakes_in_the_real_graph_are_found_by_every_rule(kg: KnowledgeGraph, number: int) -> None:
    rules = list(RULES.values())
    new, gone = seeded(kg, random.Random(number))
    before = found(kg, rules)
    with Overlay(kg) as after:
        book = Rulebook.of(quad.triple for quad in kg.quads([graph("ontology")]))
        inferred = Incremental(after.store, book).change(gone, new)
        changes = Changes([*new, *inferred.added], [*gone, *inferred.removed])
        whole = found(after, rules) - before
        narrow = found(after, rules, changes) - found(kg, rules, changes)
    assert len({identity[0] for identity in whole}) > 3
    assert narrow == whole


def rule(body: str) -> QualityRule:
    words = Words("It is wrong.")
    return QualityRule("a-rule", words, words, words, Words("{entity} is wrong."), body)


@pytest.mark.parametrize(
    ("body", "reads"),
    [
        ("SELECT ?entity WHERE { ?entity mllm:year ?value }", {MLLM + "year"}),
        ("SELECT ?entity WHERE { ?entity mllm:iso639-3|^skos:broader ?v }", {MLLM + "iso639-3", PREFIXES["skos"] + "broader"}),
        ("SELECT ?entity WHERE { ?entity a mllm:Paper }", {MLLM + "Paper"}),
        ("SELECT ?entity WHERE { ?entity a ?value }", {ANY_TYPE}),
        ("SELECT ?entity WHERE { ?entity ?path ?value }", None),
        ("SELECT ?entity WHERE { ?entity a mllm:Paper ; ?path ?value }", None),
        ("SELECT ?entity WHERE { GRAPH ?entity { } }", None),
        ('SELECT ?entity WHERE { ?entity mllm:year ?y FILTER(?y != "mllm:title") }', {MLLM + "year"}),
        ("SELECT ?entity ?path ?value WHERE { ?entity mllm:year ?value } ORDER BY ?entity ?path ?value", {MLLM + "year"}),
        ("SELECT ?entity WHERE { ?entity mllm:year ?y\n OPTIONAL { ?entity rdfs:label ?l }\n}", {MLLM + "year"}),
    ],
)  # fmt: skip
def test_what_a_rule_reads_is_seen_in_its_text(body: str, reads: set[str] | None) -> None:
    assert rule(body).reads == reads


def test_a_rule_that_reads_nothing_of_a_change_is_not_asked() -> None:
    quad = ox.Quad(iri("paper", "a"), term("title"), ox.Literal("A"), graph("paper/a"))
    narrowing = Narrowing(Dataset.from_quads([quad]), Changes([quad]))
    assert (
        narrowing.query(rule("SELECT ?entity WHERE {\n #> VALUES ?entity { $changed }\n ?entity mllm:year ?y }"))
        is None
    )


def test_a_rule_begins_with_what_changed_and_what_leads_there() -> None:
    quads = [
        ox.Quad(iri("model", "a"), term("year"), ox.Literal(2020), graph("model/a")),
        ox.Quad(iri("model", "a"), term("basedOn"), iri("model", "c"), graph("model/a")),
        ox.Quad(iri("model", "b"), term("basedOn"), iri("model", "a"), graph("model/b")),
    ]
    narrowing = Narrowing(Dataset.from_quads(quads), Changes(quads[:2]))
    text = narrowing.query(
        rule("SELECT ?entity WHERE {\n  #> VALUES ?entity { $changed mllm:basedOn }\n  ?entity mllm:year ?y\n}")
    )
    assert text is not None
    listed = f"<{graph('model/a').value}> <{KG}model/a> <{KG}model/b>"
    assert f"\n  VALUES ?entity {{ {listed} }}\n" in text
    touched = narrowing.query(
        rule("SELECT ?entity WHERE {\n#> VALUES ?entity { $touched }\n ?entity mllm:basedOn ?b }")
    )
    assert touched is not None
    assert f"<{KG}model/c>" in touched


def test_a_rule_without_a_narrowing_line_is_asked_about_everything() -> None:
    quads = [ox.Quad(iri("model", name), term("year"), ox.Literal(2020), graph("data")) for name in "ab"]
    asked = found(
        Dataset.from_quads(quads), [rule("SELECT ?entity WHERE { ?entity mllm:year 2020 }")], Changes(quads[:1])
    )
    assert {identity[1] for identity in asked} == {KG + "model/a", KG + "model/b"}


@pytest.mark.parametrize("nameless", [True, False])
def test_nameless_and_very_many_things_are_judged_with_the_whole_graph(nameless: bool) -> None:
    subjects = [ox.BlankNode()] if nameless else [iri("model", str(number)) for number in range(5_001)]
    quads = [ox.Quad(subject, term("exampleCount"), ox.Literal(1), graph("data")) for subject in subjects]
    dataset = Dataset.from_quads(quads)
    assert not Narrowing(dataset, Changes(quads)).possible
    assert len(found(dataset, [RULES["example-count-without-unit"]], Changes(quads))) == len(quads)


def test_a_graph_that_becomes_doubtful_is_judged_anew() -> None:
    facts = [
        ox.Quad(term("year"), TYPE, ox.NamedNode(PREFIXES["owl"] + "FunctionalProperty"), graph("ontology")),
        ox.Quad(iri("model", "a"), term("year"), ox.Literal(2020), graph("one")),
        ox.Quad(iri("model", "a"), term("year"), ox.Literal(2021), graph("two")),
        ox.Quad(graph("one"), term("evidenceStatus"), term("Confirmed"), graph("provenance")),
    ]
    status = ox.Quad(graph("two"), term("evidenceStatus"), term("Unconfirmed"), graph("provenance"))
    asked = found(Dataset.from_quads([*facts, status]), [RULES["unconfirmed-contradicts-confirmed"]], Changes([status]))
    assert len(asked) == 1


def test_labels_are_for_those_who_ask_by_hand() -> None:
    for one in RULES.values():
        assert "OPTIONAL { ?entity rdfs:label ?entityLabel" in one.sparql
        assert "OPTIONAL { ?entity rdfs:label" not in one.everywhere
        assert one.is_narrow
