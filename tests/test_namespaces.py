"""IRIs are minted in one place, and slugs are readable ASCII."""

from __future__ import annotations

import pytest

from mllm_kg.errors import UsageError
from mllm_kg.namespaces import KINDS, curie, expand, graph, iri, kind_of, slugify, term


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("BLOOMZ", "bloomz"),
        ("Llama 2-Chat", "llama-2-chat"),
        ("Université de Montréal", "universite-de-montreal"),
        ("Boğaziçi University", "bogazici-university"),
        ("Łukasz Kaiser", "lukasz-kaiser"),
        ("Søren Groß", "soren-gross"),
        ("μPLAN", "muplan"),
        ("Huawei Noah's Ark Lab", "huawei-noah-s-ark-lab"),
        ("  ERNIE 3.0  ", "ernie-3-0"),
        ("(CLS)", "cls"),
    ],
)
def test_a_slug_is_lower_case_ascii(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize("name", ["", "???", "한국어"])
def test_a_name_without_letters_that_an_iri_could_have_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="no letter or digit"):
        slugify(name)


def test_iris_are_those_that_other_tools_rely_on() -> None:
    assert iri("model", "bloomz").value == "https://w3id.org/mllm-kg/id/model/bloomz"
    assert term("usesStrategy").value == "https://w3id.org/mllm-kg/ontology#usesStrategy"
    assert graph("inferred").value == "https://w3id.org/mllm-kg/graph/inferred"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("https://w3id.org/mllm-kg/id/model/bloomz", "kg:model/bloomz"),
        ("https://w3id.org/mllm-kg/ontology#usesStrategy", "mllm:usesStrategy"),
        ("http://www.w3.org/2004/02/skos/core#broader", "skos:broader"),
        ("https://w3id.org/mllm-kg/graph/inferred", "kgg:inferred"),
    ],
)
def test_a_curie_and_its_iri_stand_for_each_other(full: str, short: str) -> None:
    assert curie(full) == short
    assert expand(short) == full


def test_an_iri_without_a_prefix_stays_as_it_is() -> None:
    assert curie("https://arxiv.org/abs/2404.04925") == "https://arxiv.org/abs/2404.04925"


@pytest.mark.parametrize("text", ["bloomz", "nope:bloomz", "https://example.org/"])
def test_what_is_no_curie_expands_to_nothing(text: str) -> None:
    assert expand(text) is None


def test_the_kind_of_an_entity_is_in_its_iri() -> None:
    assert kind_of("https://w3id.org/mllm-kg/id/model/bloomz") == "model"
    assert kind_of("https://w3id.org/mllm-kg/id/nothing/bloomz") is None
    assert kind_of("https://w3id.org/mllm-kg/ontology#Paper") is None


def test_only_kinds_that_records_name_freely_have_minted_slugs() -> None:
    assert {kind.name for kind in KINDS.values() if kind.named} == {
        "organization",
        "person",
        "task",
        "technique",
        "venue",
    }
