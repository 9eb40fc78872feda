"""The shapes' own syntax, judged by SHACL's shapes for shapes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.checks.meta import Mistake, malformed
from mllm_kg.checks.shapes import load_shapes
from mllm_kg.namespaces import MLLM, SHAPES, expand

ROOT = Path(__file__).resolve().parents[2]
PROLOGUE = f"""
@prefix mllm: <{MLLM}> .
@prefix mllmsh: <{SHAPES}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def mistakes(text: str) -> list[Mistake]:
    return list(malformed(quad.triple for quad in ox.parse(PROLOGUE + text, ox.RdfFormat.TURTLE)))


def test_our_own_shapes_are_well_formed() -> None:
    assert list(malformed(load_shapes(ROOT / "shapes").triples)) == []


def test_nothing_is_well_formed() -> None:
    assert mistakes("") == []


@pytest.mark.parametrize(
    ("text", "parameter", "value"),
    [
        ('mllmsh:S a sh:PropertyShape ; sh:path mllm:year ; sh:minCount "x" .', "sh:minCount", "x"),
        ("mllmsh:S a sh:PropertyShape ; sh:path mllm:year ; sh:maxCount 1, 2 .", "sh:maxCount", None),
        ('mllmsh:S a sh:NodeShape ; sh:targetClass "Paper" .', "sh:targetClass", "Paper"),
        ("mllmsh:S a sh:NodeShape ; sh:nodeKind mllm:Odd .", "sh:nodeKind", f"{MLLM}Odd"),
    ],
)
def test_a_mistake_is_told_with_its_parameter(text: str, parameter: str, value: str | None) -> None:
    found = mistakes(text)
    assert {mistake.shape for mistake in found} == {f"{SHAPES}S"}
    assert expand(parameter) in {mistake.path for mistake in found}
    if value is not None:
        assert value in {mistake.value for mistake in found}
    assert all(mistake.reason.endswith("of SHACL's shapes for shapes") for mistake in found)


def test_a_mistake_in_a_part_without_a_name_is_one_of_its_shape() -> None:
    found = mistakes(
        'mllmsh:S a sh:NodeShape ; sh:targetClass mllm:Paper ; sh:property [ sh:path mllm:year ; sh:maxCount "x" ] .'
    )
    assert found
    assert {mistake.shape for mistake in found} == {f"{SHAPES}S"}


def test_each_mistake_is_told_once_in_one_order() -> None:
    text = (
        'mllmsh:B a sh:PropertyShape ; sh:path mllm:x ; sh:minCount "x" .\nmllmsh:A a sh:NodeShape ; sh:nodeKind "y" .'
    )
    found = mistakes(text)
    assert found == sorted(set(found), key=str)
    assert found == mistakes(text)
