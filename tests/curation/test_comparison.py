"""Single cells of the list against facts: generous about writing, strict about content."""

from __future__ import annotations

import pytest

from mllm_kg.curation.comparison import Row, agrees


def verdict(field: str, listed: str, *held: str) -> bool | None:
    return agrees(field, Row(1, "https://example.org/x", "x", None, {field: listed}, {field: held}))


@pytest.mark.parametrize(
    ("field", "listed", "held"),
    [
        ("title", "mT5: A massively multilingual transformer", "MT5 – a massively  multilingual Transformer"),
        ("title", "Él Modelo", "el modelo"),
        ("author", "Muennighoff et al", "Niklas Muennighoff"),
        ("author", "Abdul-Mageed et al.", "Muhammad Abdul-Mageed"),
        ("author", "Le Scao et al", "Teven Le Scao"),
        ("link", "https://arxiv.org/pdf/2211.01786.pdf", "2211.01786"),
        ("link", "http://arxiv.org/abs/2211.01786v2", "2211.01786"),
        ("link", "https://aclanthology.org/2023.acl-long.891/", "2023.acl-long.891"),
        ("link", "https://www.example.org/page/", "http://example.org/page"),
        ("code", "https://github.com/Google-Research/mT5.git", "https://github.com/google-research/mt5"),
        ("venue", "NoDaLiDa", "nodalida"),
        ("year", "2022", "2022"),
    ],
)
def test_the_same_content_agrees_however_it_is_written(field: str, listed: str, held: str) -> None:
    assert verdict(field, listed, "something else", held) is True


@pytest.mark.parametrize(
    ("field", "listed", "held"),
    [
        ("title", "mT5: A multilingual transformer", "mT5: A massively multilingual transformer"),
        ("author", "Workshop et al", "Teven Le Scao"),
        ("link", "https://arxiv.org/abs/2211.01787", "2211.01786"),
        ("link", "https://example.org/page/2", "https://example.org/page"),
        ("code", "https://github.com/google-research/mt5-xl", "https://github.com/google-research/mt5"),
        ("venue", "ACL", "ACL-IJCNLP"),
        ("year", "2022", "2021"),
    ],
)
def test_other_content_differs(field: str, listed: str, held: str) -> None:
    assert verdict(field, listed, held) is False


def test_without_a_fact_there_is_no_verdict() -> None:
    assert verdict("year", "2022") is None


def test_the_strategy_is_never_compared_because_the_list_is_its_source() -> None:
    assert verdict("strategy", "SFT Alignment", "SFT Alignment") is None
