"""New entities get the slugs that people would give them."""

from __future__ import annotations

from typing import Any

import pytest

from mllm_kg.curation.slugs import mint


def nobody(_slug: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("kind", "record", "slug"),
    [
        (
            "paper",
            {"title": "Crosslingual Generalization", "authors": ["Niklas Muennighoff"], "year": 2022},
            "muennighoff2022crosslingual",
        ),
        (
            "paper",
            {"title": "The unreasonable effectiveness", "authors": ["Xavier Garcia"], "year": 2023},
            "garcia2023unreasonable",
        ),
        ("paper", {"title": "In-context Examples", "authors": ["Sweta Agrawal"], "year": 2022}, "agrawal2022context"),
        ("paper", {"title": "JASMINE: Models", "authors": ["Muhammad Abdul-Mageed"], "year": 2023}, "abdul2023jasmine"),
        ("paper", {"title": "Turna", "authors": ["Gökçe Uludoğan"], "submitted": "2024-01-25"}, "uludogan2024turna"),
        ("paper", {"title": "A Few Words", "authors": ["OpenAI"], "publication_year": 2023}, "openai2023few"),
        (
            "paper",
            {"title": "Europarl: A Parallel Corpus for Statistical Machine Translation of 9 Tongues"},
            "europarl-a-parallel-corpus-for-statistical-machine-translation",
        ),
        ("paper", {"title": "한국어 언어 모델 KoLM", "authors": ["김민수"], "year": 2024}, "kolm"),
        ("model", {"label": "BLOOMZ-7b1 (mt)"}, "bloomz-7b1-mt"),
        ("model", {"unconfirmed": [{"label": "Sabiá"}]}, "sabia"),
        ("strategy", {"pref_label": {"ko": "정렬", "en": "SFT alignment"}}, "sft-alignment"),
        ("family", {"pref_label": {"de": "Afroasiatisch"}}, "afroasiatisch"),
        ("language", {"iso639_3": "swa", "names": {"en": "Swahili"}}, "swa"),
        ("model", {"label": "x" * 300}, "x" * 80),
    ],
)
def test_a_slug_is_made_of_what_the_record_says(kind: str, record: dict[str, Any], slug: str) -> None:
    assert mint(kind, record, nobody) == slug


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("paper", {}),
        ("model", {"year": 2022}),
        ("model", {"label": "한국어"}),
        ("paper", {"title": "!!"}),
        ("model", {"label": None}),
    ],
)
def test_of_nothing_no_slug_is_made(kind: str, record: dict[str, Any]) -> None:
    assert mint(kind, record, nobody) is None


def test_a_slug_that_is_taken_gets_a_letter_or_a_number() -> None:
    paper = {"title": "Tuning", "authors": ["Jane Roe"], "year": 2025}
    taken = {"roe2025tuning"}
    for expected in ("roe2025tuningb", "roe2025tuningc"):
        made = mint("paper", paper, taken.__contains__)
        assert made == expected
        taken.add(expected)
    models = {"bloomz", "bloomz-2"}
    assert mint("model", {"label": "BLOOMZ"}, models.__contains__) == "bloomz-3"
    every = {"roe2025tuning", *(f"roe2025tuning{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")}
    assert mint("paper", paper, every.__contains__) == "roe2025tuning-2"


def test_the_records_got_their_slugs_the_same_way(records: dict[str, dict[str, Any]]) -> None:
    """All but 26 of the 2,819: the survey's own keys, short names of stages, papers listed under another year."""
    other = [
        name
        for name, record in records.items()
        if mint(name.partition("/")[0], record, nobody) != name.partition("/")[2]
    ]
    assert len(other) == 26
    assert {name.partition("/")[0] for name in other} == {"paper", "stage", "method"}
