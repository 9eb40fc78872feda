"""owlready2 has HermiT classify the ontology, in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.errors import NotAvailable
from mllm_kg.namespaces import MLLM
from mllm_kg.reasoning.classification import classify
from mllm_kg.reasoning.hermit import java
from mllm_kg.reasoning.owl2dl import read

Turtle = Callable[[str], list[ox.Triple]]
MEMORY, SECONDS = 1000, 120


def test_the_defined_classes_of_our_ontology_find_their_place(ontology: list[ox.Triple]) -> None:
    found = classify(read(ontology).axioms, java(), MEMORY, SECONDS)
    assert found is not None
    pairs = {(narrow.removeprefix(MLLM), broad.removeprefix(MLLM)) for narrow, broad in found}
    assert ("OpenModel", "LanguageModel") in pairs
    assert ("ParameterTuningPaper", "Paper") in pairs
    assert ("CombinedAlignmentPaper", "ParameterTuningPaper") in pairs
    assert ("Survey", "Paper") not in pairs, "that one is stated"


def test_what_follows_through_a_definition_is_found(turtle: Turtle) -> None:
    axioms = turtle(
        """
        :A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :C ] .
        :B a owl:Class ; owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ] .
        :C a owl:Class . :p a owl:ObjectProperty .
        """
    )
    (pair,) = classify(axioms, java(), MEMORY, SECONDS) or ()
    assert [name[-1] for name in pair] == ["A", "B"]


def test_axioms_that_contradict_each_other_have_no_hierarchy(turtle: Turtle) -> None:
    axioms = turtle(":A a owl:Class ; owl:disjointWith :B . :B a owl:Class . :x a owl:NamedIndividual , :A , :B .")
    assert classify(axioms, java(), MEMORY, SECONDS) is None


def test_a_file_can_not_name_python_code_to_run(turtle: Turtle, tmp_path: Path) -> None:
    """``read`` drops owlready2's own terms, so the module that they name is not imported."""
    (tmp_path / "trap_for_owlready.py").write_text(f"open({str(tmp_path / 'sprung')!r}, 'w').close()\n")
    sys.path.insert(0, str(tmp_path))
    try:
        code = "http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#python_module"
        axioms = turtle(f':A a owl:Class . <http://example.org/o> a owl:Ontology ; <{code}> "trap_for_owlready" .')
        assert classify(read(axioms).axioms, java(), MEMORY, SECONDS) == ()
    finally:
        sys.path.remove(str(tmp_path))
    assert not (tmp_path / "sprung").exists()


def test_a_deadline_is_kept(ontology: list[ox.Triple]) -> None:
    with pytest.raises(NotAvailable, match="did not finish"):
        classify(read(ontology).axioms, java(), MEMORY, 0.01)


def test_a_java_that_fails_is_one_clear_error(turtle: Turtle) -> None:
    with pytest.raises(NotAvailable, match="HermiT failed"):
        classify(turtle(":A a owl:Class ."), "/bin/false", MEMORY, SECONDS)
