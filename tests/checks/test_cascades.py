"""What follows from a mistake that was told is recognised, and nothing else."""

from __future__ import annotations

import pytest

from mllm_kg.assets import Assets
from mllm_kg.checks.cascades import Cascades
from mllm_kg.findings import Finding, Severity, say
from mllm_kg.inputs.records import read_record_input
from mllm_kg.namespaces import KG, MLLM, PREFIXES
from mllm_kg.records.context import Context

MODEL = KG + "model/a"
TYPE, LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def finding(path: str, value: str | None = None, focus: str = MODEL) -> Finding:
    return Finding("a-rule", Severity.VIOLATION, say("It is wrong."), focus=focus, path=path, value=value)


@pytest.mark.parametrize(
    ("record", "path", "value", "follows"),
    [
        ("label: A\nyear: 20x9\n", MLLM + "year", None, True),
        ("label: A\nyear: 20x9\n", MLLM + "year", "20x9", True),
        ("label: A\nyear: 20x9\n", MLLM + "year", "1890", False),
        ("label: A\nyear: 20x9\n", LABEL, None, False),
        ("label: A\nyear: 2019\n", MLLM + "year", None, False),
        ("labell: A\n", LABEL, None, True),
        ("labell: A\n", LABEL, "A", False),
        ("labell: A\n", MLLM + "year", None, False),
        ("zzzzzzzz: A\n", LABEL, None, False),
    ],
)
def test_a_value_that_was_not_read_is_not_missing(
    assets: Assets, context: Context, record: str, path: str, value: str | None, follows: bool
) -> None:
    made = read_record_input(f"id: model/a\ntype: LanguageModel\n{record}", "a.yaml", context)
    cascades = Cascades([made], [], assets)
    assert cascades.include(finding(path, value)) == follows
    assert not cascades.include(finding(path, value, KG + "model/b"))


@pytest.mark.parametrize("kind", ["type: LanguageModell\n", ""])
def test_an_entity_without_a_legal_class_has_no_type(assets: Assets, context: Context, kind: str) -> None:
    made = read_record_input(f"id: model/a\n{kind}label: A\n", "a.yaml", context)
    cascades = Cascades([made], [], assets)
    assert cascades.include(finding(TYPE))
    assert cascades.include(finding(MLLM + "basedOn", MODEL, KG + "model/b"))
    assert not cascades.include(finding(LABEL))


def test_nested_records_are_part_of_theirs(assets: Assets, context: Context) -> None:
    text = "id: model/a\ntype: LanguageModel\nlabel: A\ndisagreement:\n  - id: disagreement/x\n    stated_by: nowhere\n"
    made = read_record_input(text, "a.yaml", context)
    assert Cascades([made], [], assets).include(finding(MLLM + "statedBy", None, KG + "disagreement/x"))


def test_an_entity_that_does_not_exist_is_a_wrong_value_everywhere(assets: Assets) -> None:
    missing = Finding("unknown-entity", Severity.VIOLATION, say("There is no model/z."), focus=KG + "model/z")
    cascades = Cascades([], [missing], assets)
    assert cascades.include(finding(MLLM + "basedOn", KG + "model/z"))
    assert not cascades.include(finding(MLLM + "basedOn", KG + "model/y"))


def test_an_entity_that_does_not_exist_lacks_nothing_besides(assets: Assets) -> None:
    unknown = Finding("unknown-entity", Severity.VIOLATION, say("It is wrong."), focus=KG + "strategy/nowhere")
    cascades = Cascades([], [unknown], assets)
    assert cascades.include(finding(MLLM + "appliesAtStage", focus=KG + "strategy/nowhere"))
    assert cascades.include(finding(MLLM + "usesStrategy", KG + "strategy/nowhere"))
    assert not cascades.include(finding(MLLM + "appliesAtStage", focus=KG + "strategy/somewhere"))
