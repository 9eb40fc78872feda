"""Language tags keep the case that BCP 47 recommends, though RDF stores write them in small letters."""

from __future__ import annotations

import pytest

from mllm_kg.language import cased


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "pes-Arab",
        "zh-Hant-TW",
        "pt-BR",
        "es-419",
        "sl-rozaj-biske-1994",
        "de-CH-x-phonebk",
        "en-CA-x-ca",
        "sgn-BE-FR",
        "az-Latn-x-latn",
        "x-whatever",
        "",
    ],
)
def test_a_tag_gets_its_usual_case_back(tag: str) -> None:
    """Tags from RFC 5646, section 2.1.1 and appendix A, and the graph's own."""
    assert cased(tag.lower()) == cased(tag.upper()) == cased(tag) == tag
