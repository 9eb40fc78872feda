"""An answer without rows says why."""

from __future__ import annotations

import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.questions import answer, bind, why_empty
from tests.questions.counting import Records, covering, of_kind


def reason(kg: KnowledgeGraph, name: str, **parameters: str) -> str:
    bound = bind(kg.question(name), parameters, kg)
    assert len(answer(kg, bound)) == 0
    return why_empty(kg, bound)


def uncovered(records: Records) -> str:
    codes = [name.partition("/")[2] for name in of_kind(records, "language")]
    return next(code for code in codes if not covering(records, code))


def test_a_language_that_nothing_covers(kg: KnowledgeGraph, records: Records) -> None:
    code = uncovered(records)
    told = reason(kg, "models-for-language", language=code)
    assert told.endswith(f"(language/{code}) is in the graph, but nothing there covers it.")


def test_a_language_that_no_model_covers(kg: KnowledgeGraph, records: Records) -> None:
    for name in of_kind(records, "language"):
        code = name.partition("/")[2]
        found = covering(records, code)
        if found and not any(thing.startswith("model/") for thing in found):
            told = reason(kg, "models-for-language", language=code)
            assert told.endswith(f"(language/{code}): in the graph, but nothing there answers this question about it.")
            return
    pytest.fail("every language has a model")


def test_a_parameter_that_leaves_nothing(kg: KnowledgeGraph) -> None:
    told = reason(kg, "papers-using-strategy", strategy="sft-alignment", year="1999")
    assert told.startswith("Nothing fits year=1999; without it there are ")


def test_a_required_parameter_that_leaves_nothing(kg: KnowledgeGraph) -> None:
    told = reason(kg, "most-active-organizations", minimum="5000")
    assert told.startswith("Nothing fits minimum=5000; with minimum=2, the default, there are ")


def test_an_entity_that_the_question_can_say_nothing_about(kg: KnowledgeGraph) -> None:
    told = reason(kg, "similar-papers", paper="muennighoff2022crosslingual")
    assert told.startswith(
        "Crosslingual Generalization through Multitask Finetuning (paper/muennighoff2022crosslingual)"
    )
    assert "nothing there answers this question" in told


def test_two_parameters_that_exclude_each_other(kg: KnowledgeGraph) -> None:
    told = reason(kg, "resources-by-stage", stage="rlhf", construction="web-crawling")
    assert "stage=Reinforcement Learning from Human Feedback (stage/rlhf); without it" in told
    assert "construction=Web Crawling (construction/web-crawling); without it" in told


def test_nothing_at_all(kg: KnowledgeGraph) -> None:
    told = reason(kg, "licenses", contains="no licence is called that")
    assert told.startswith("Nothing fits contains=no licence is called that; without it there are ")
