"""The trees are those of the records, with counts that the export confirms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from mllm_kg.namespaces import KG, MLLM
from mllm_kg.reference.model import Reference
from mllm_kg.reference.taxonomy import Concept

Line = tuple[str, str, str, str]


def walk(concepts: tuple[Concept, ...], above: str = "") -> Iterator[tuple[str, str, Concept]]:
    """Go through concepts: the one above, its own anchor, itself."""
    for concept in concepts:
        yield above, concept.anchor, concept
        yield from walk(concept.narrower, concept.anchor)


def test_the_survey_s_schemes_come_first(reference: Reference) -> None:
    names = [scheme.anchor.partition("/")[2] for scheme in reference.schemes]
    assert names[:4] == ["strategies", "stages", "construction-methods", "frontiers"]
    assert names[4:] == ["families", "tasks", "techniques"]


def test_each_concept_stands_once_below_what_its_record_names(
    reference: Reference, records: dict[str, dict[str, Any]]
) -> None:
    kinds = {"strategies": "strategy", "stages": "stage", "construction-methods": "construction", "frontiers": ""}
    for scheme in reference.schemes[:4]:
        found = list(walk(scheme.concepts))
        name = scheme.anchor.partition("/")[2]
        expected = {each for each, record in records.items() if name in record.get("in_scheme", [])}
        assert {anchor for _, anchor, _ in found} == expected
        assert len(found) == len(expected) == scheme.size
        for above, anchor, _ in found:
            record = records[anchor]
            broader = [f"{kinds[name]}/{slug}" for slug in record.get("broader", [])]
            if "challenge_of" in record:
                broader = [f"frontier/{record['challenge_of']}"]
            assert above in (broader or [""])


def test_stages_stand_in_their_order(reference: Reference, records: dict[str, dict[str, Any]]) -> None:
    orders = [records[concept.anchor]["stage_order"] for concept in reference.schemes[1].concepts]
    assert orders == [1, 2, 3, 4, 5]


def test_labels_are_those_of_the_records(reference: Reference, records: dict[str, dict[str, Any]]) -> None:
    for scheme in reference.schemes[:4]:
        for _, anchor, concept in walk(scheme.concepts):
            labels = {text.language: text.text for text in concept.labels.all}
            blocks = (records[anchor], *records[anchor].get("according_to", ()))
            stated = [item for block in blocks for item in block.get("pref_label", {}).items()]
            assert labels == dict(stated)
            assert len(concept.labels.all) == len(stated)


def test_uses_are_counted_as_the_export_says(reference: Reference, lines: list[Line]) -> None:
    counted = Counter((value, predicate) for _, predicate, value, _ in lines if predicate.startswith(MLLM))
    left_out = {"challengeOf", "hasChallenge", "disagreement", "listEntry", "describes"}
    for scheme in reference.schemes:
        for _, _, concept in walk(scheme.concepts):
            expected = {
                predicate: number
                for (value, predicate), number in counted.items()
                if value == f"<{concept.iri}>" and predicate.removeprefix(MLLM) not in left_out
            }
            assert {use.property: use.number for use in concept.uses} == expected, concept.anchor
            assert [use.number for use in concept.uses] == sorted(expected.values(), reverse=True)


SCHEME = "kg:scheme\\/s a skos:ConceptScheme ; skos:prefLabel 'S'@en .\n"


def concept(slug: str, more: str = "") -> str:
    return f"kg:task\\/{slug} skos:inScheme kg:scheme\\/s ; skos:prefLabel '{slug}'@en {more} .\n"


def test_a_circle_of_concepts_and_a_concept_below_two_end(small: Callable[..., Reference]) -> None:
    data = concept("top") + concept("a", "; skos:broader kg:task\\/top") + concept("b", "; skos:broader kg:task\\/top")
    data += concept("x", "; skos:broader kg:task\\/a , kg:task\\/b") + concept("self", "; skos:broader kg:task\\/self")
    (scheme,) = small(SCHEME, data).schemes
    anchors = [anchor for _, anchor, _ in walk(scheme.concepts)]
    assert sorted(anchors) == sorted(set(anchors)), "each has one anchor"
    assert {"task/top", "task/a", "task/b", "task/x"} <= set(anchors)


def test_facts_are_what_the_graph_says_of_the_concept(reference: Reference) -> None:
    (sft,) = (node for _, anchor, node in walk(reference.schemes[0].concepts) if anchor == "strategy/sft-alignment")
    facts = {name.removeprefix(MLLM): [value.value for value in values] for name, values in sft.facts}
    assert facts == {"appliesAtStage": [f"{KG}stage/sft"], "listCode": ["PTA/sft"]}
