"""Entities are found by whatever a person would type."""

from __future__ import annotations

import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.errors import AmbiguousName, UnknownName
from mllm_kg.namespaces import KG


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("bloomz", "model/bloomz"),
        ("BLOOMZ", "model/bloomz"),
        ("model/bloomz", "model/bloomz"),
        ("kg:model/bloomz", "model/bloomz"),
        ("https://w3id.org/mllm-kg/id/model/bloomz", "model/bloomz"),
        ("<https://w3id.org/mllm-kg/id/model/bloomz>", "model/bloomz"),
        ("2211.01786", "paper/muennighoff2022crosslingual"),
        ("arXiv:2211.01786v2", "paper/muennighoff2022crosslingual"),
        ("https://arxiv.org/abs/2211.01786", "paper/muennighoff2022crosslingual"),
        ("https://arxiv.org/pdf/2211.01786v1.pdf", "paper/muennighoff2022crosslingual"),
        ("2023.acl-long.891", "paper/muennighoff2022crosslingual"),
        ("https://aclanthology.org/2023.acl-long.891/", "paper/muennighoff2022crosslingual"),
        ("10.1016/j.patter.2024.101118", "paper/qin2025survey"),
        ("https://doi.org/10.1016/J.PATTER.2024.101118", "paper/qin2025survey"),
        ("sw", "language/swa"),
        ("swa", "language/swa"),
        ("Swahili", "language/swa"),
        ("swahili", "language/swa"),
        ("스와힐리어", "language/swa"),
        ("Deutsch", "language/deu"),
        ("list-entry/12", "list-entry/12"),
        ("no", "language/nor"),
        ("SFT Alignment", "strategy/sft-alignment"),
        ("안전성", "frontier/safety"),
        ("Crosslingual Generalization through Multitask Finetuning", "paper/muennighoff2022crosslingual"),
        ("universitat zurich", None),
    ],
)
def test_an_entity_is_found_by_what_people_type(text: str, entity: str | None, kg: KnowledgeGraph) -> None:
    if entity is None:
        with pytest.raises(UnknownName):
            kg.resolve(text)
    else:
        assert kg.resolve(text).value == KG + entity


def test_an_unknown_name_offers_the_nearest(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName) as caught:
        kg.resolve("blomz", ["model"])
    assert caught.value.exit_code == 2
    assert "model/bloomz (BLOOMZ)" in caught.value.candidates


def test_a_name_of_two_things_is_ambiguous_and_both_are_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(AmbiguousName) as caught:
        kg.resolve("okapi")
    assert {"kg:model/okapi (Okapi)", "kg:resource/okapi (Okapi)"} <= set(caught.value.candidates)
    assert kg.resolve("okapi", ["model"]).value == KG + "model/okapi"


@pytest.mark.parametrize("text", ["", "   ", "kg:", "kg:model/", "http://", "<>", "a b c d e f g", "'; DROP", "\x00"])
def test_nonsense_is_unknown_and_no_crash(text: str, kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName):
        kg.resolve(text)


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("bloomz", "model/bloomz"),
        ("blooomz", "model/bloomz"),
        ("crosslingual generalisation multitask", "paper/muennighoff2022crosslingual"),
        ("Libo Qin", "person/libo-qin"),
        ("스와힐리", "language/swa"),
        ("2211.01786", "paper/muennighoff2022crosslingual"),
        ("knowlege editing", "frontier/knowledge-editing"),
    ],
)
def test_a_search_forgives_typos(words: str, entity: str, kg: KnowledgeGraph) -> None:
    assert KG + entity in [hit.iri for hit in kg.search(words, limit=5)]


def test_a_search_puts_the_exact_name_first(kg: KnowledgeGraph) -> None:
    first = kg.search("BLOOM")[0]
    assert (first.iri, first.label, first.kind) == (KG + "model/bloom", "BLOOM", "model")


def test_a_search_does_not_offer_short_codes_that_happen_to_be_part_of_the_words(kg: KnowledgeGraph) -> None:
    found = {hit.iri.removeprefix(KG) for hit in kg.search("Swahilli")}
    assert "language/swa" in found
    assert not {"language/lim", "language/hin"} & found


def test_a_search_keeps_to_its_limit_and_kinds(kg: KnowledgeGraph) -> None:
    hits = kg.search("multilingual", limit=4, kinds=["paper"])
    assert len(hits) == 4
    assert {hit.kind for hit in hits} == {"paper"}


def test_a_search_for_nothing_finds_nothing(kg: KnowledgeGraph) -> None:
    assert kg.search("") == []
    assert kg.search("qqqqqqqqqqqqqqqqqqqqqqq") == []
