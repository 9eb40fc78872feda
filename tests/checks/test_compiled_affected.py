"""After a change, what is judged anew is all that the change can touch, and little else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest

from mllm_kg.checks.compiled import Changes, compile_shapes
from mllm_kg.checks.compiled.affected import Affected
from mllm_kg.checks.compiled.classes import Classes
from mllm_kg.checks.shacl import results
from mllm_kg.checks.shapes import load_shapes
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, MLLM, PREFIXES, graph
from tests.checks.mistakes import changed, mistakes, piece

ROOT = Path(__file__).resolve().parents[2]
SHAPES = load_shapes(ROOT / "shapes")
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")


def entity(short: str) -> ox.NamedNode:
    return ox.NamedNode(KG + short)


def model(local: str) -> ox.NamedNode:
    return ox.NamedNode(MLLM + local)


def stated(subject: str, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal, name: str = "data") -> ox.Quad:
    return ox.Quad(entity(subject), predicate, value, graph(name))


def found(dataset: Dataset, focus: Changes | None = None) -> set[tuple[str, str, str]]:
    return {(r.rule.id, str(r.focus), str(r.value)) for r in results(dataset, SHAPES, Classes(dataset), focus)}


def asked(dataset: Dataset, changes: Changes) -> dict[str, set[str]]:
    """Return which entities each shape is asked about, in short."""
    classes = Classes(dataset)
    affected = Affected(dataset, classes, changes)
    judgements = compile_shapes(SHAPES, classes).judgements
    every = {judgement.rule.id: affected.by(judgement) for judgement in judgements}
    return {rule: {term.value.removeprefix(KG) for term in terms} for rule, terms in every.items() if terms}


@pytest.mark.parametrize("seed", range(30))
def test_a_change_is_judged_as_if_all_were(kg: Dataset, seed: int) -> None:
    random = Random(seed)
    quads = piece(kg, random, 40)
    faulty = list(changed(quads, mistakes(quads, SHAPES, random, 60)).quads())
    changes = mistakes(faulty, SHAPES, random, random.choice((1, 5, 25)))
    before, after = Dataset.from_quads(faulty), changed(faulty, changes)
    all_before, all_after = found(before), found(after)
    some_before, some_after = found(before, changes), found(after, changes)
    assert some_before <= all_before
    assert some_after <= all_after
    assert some_after - some_before == all_after - all_before
    assert some_before - some_after == all_before - all_after


def test_a_change_to_the_real_graph(kg: Dataset) -> None:
    random = Random(2)
    quads = list(kg.quads())
    changes = mistakes(quads, SHAPES, random, 60)
    after = changed(quads, changes)
    new = found(after) - found(kg)
    assert len(new) > 20
    assert found(after, changes) - found(kg, changes) == new


def test_a_reference_to_english_asks_nothing_of_english(kg: Dataset) -> None:
    changes = Changes([stated("model/new", model("coversLanguage"), entity("language/eng"))])
    assert asked(kg, changes) == {"ResearchOutput-coversLanguage": {"model/new"}}


def test_a_new_entity_asks_all_rules_about_its_class_and_who_refers_to_it(kg: Dataset) -> None:
    changes = Changes([stated("language/qaa", TYPE, model("Language"))])
    rules = asked(kg, changes)
    about = {rule for rule, shape in SHAPES.rules.items() if any(t.term == model("Language") for t in shape.targets)}
    assert len(about) > 20
    assert about <= set(rules)
    assert set().union(*rules.values()) == {"language/qaa"}


def test_an_entity_that_loses_its_class_asks_who_refers_to_it(kg: Dataset) -> None:
    [gone] = list(kg.store.quads_for_pattern(entity("stage/sft"), TYPE, model("TrainingStage"), None))
    users = {
        q.subject.value.removeprefix(KG)
        for q in kg.store.quads_for_pattern(None, model("forStage"), gone.subject, None)
    }
    assert len(users) > 10
    assert asked(kg, Changes(removed=[gone]))["Resource-forStage"] - {"stage/sft"} == users


def test_both_ends_of_a_possible_circle_are_asked(kg: Dataset) -> None:
    changes = Changes([stated("model/a", model("basedOn"), entity("model/b"))])
    assert asked(kg, changes)["Artifact-basedOn-circular"] == {"model/a", "model/b"}


def test_what_a_comparison_reads_is_asked(kg: Dataset) -> None:
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    changes = Changes([stated("model/a", label, ox.Literal("A"))])
    assert asked(kg, changes)["Named-altLabel-repeated"] == {"model/a"}


@pytest.mark.parametrize("moved", [True, False])
def test_a_statement_that_moves_changes_nothing_unless_it_begins_to_count(kg: Dataset, moved: bool) -> None:
    old = stated("model/a", TYPE, model("LanguageModel"), "data" if moved else "inferred")
    new = stated("model/a", TYPE, model("LanguageModel"), "addition/0")
    assert bool(asked(kg, Changes([new], [old]))) is not moved


def test_an_inferred_type_asks_nothing(kg: Dataset) -> None:
    assert asked(kg, Changes([stated("model/a", TYPE, model("LanguageModel"), "inferred")])) == {}


def test_a_new_subclass_asks_everything() -> None:
    quads = [
        stated("model/a", TYPE, model("Odd")),
        ox.Quad(model("Odd"), SUBCLASS, model("LanguageModel"), graph("ontology")),
    ]
    after = Dataset.from_quads(quads)
    assert "Labelled-label-required" in {rule for rule, *_ in found(after, Changes(quads[1:]))}
    assert found(after, Changes(quads[1:])) == found(after)


def test_the_cost_of_a_change_does_not_grow_with_the_graph(kg: Dataset) -> None:
    """What is asked of the engine about a new paper is the same, to the letter, in the whole graph and in a piece."""
    new = [
        stated("paper/new", TYPE, model("Paper")),
        stated("paper/new", model("coversLanguage"), entity("language/eng")),
        stated("paper/new", model("year"), ox.Literal(2024)),
    ]
    classes = kg.store.quads_for_pattern(None, SUBCLASS, None, None)
    queries = [texts(dataset, new) for dataset in (kg, Dataset.from_quads(classes))]
    assert queries[0] == queries[1]
    assert 20 < len(queries[0]) < 200


def texts(dataset: Dataset, added: Iterable[ox.Quad]) -> list[str]:
    """Return all queries that a change makes."""
    store = Recorder(Dataset.from_quads([*dataset.quads(), *added]).store)
    whole = Dataset(store)  # type: ignore[arg-type]
    found(whole, Changes(list(added)))
    return store.asked


class Recorder:
    """A store that remembers its queries."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self.asked: list[str] = []
        self.quads_for_pattern = store.quads_for_pattern

    def query(self, text: str, **options: bool) -> object:
        self.asked.append(text)
        return self._store.query(text, **options)
