"""Texts in several languages stand in the right order and direction."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mllm_kg.reference.texts import direction, texts_of

LITERALS = [ox.Literal("chat", language="fr"), ox.Literal("cat", language="en"), ox.Literal("고양이", language="ko")]


@pytest.mark.parametrize(("tag", "first"), [("en", "cat"), ("ko", "고양이"), ("fr-CA", "chat"), ("de", "cat")])
def test_the_language_of_the_page_comes_first(tag: str, first: str) -> None:
    texts = texts_of(LITERALS, tag)
    assert str(texts) == first
    assert {text.text for text in texts.all} == {"chat", "cat", "고양이"}


def test_a_text_without_language_comes_before_english() -> None:
    assert str(texts_of([*LITERALS, ox.Literal("Felis")], "de")) == "Felis"


def test_without_english_the_first_tag_holds_and_without_texts_nothing_is_said() -> None:
    assert str(texts_of([ox.Literal("고양이", language="ko"), ox.Literal("chat", language="fr")], "de")) == "chat"
    assert texts_of([ox.NamedNode("http://e.org/")], "en").all == ()
    assert str(texts_of([], "en")) == ""


@pytest.mark.parametrize("tag", ["ar", "he", "fa", "ur", "ug", "dv", "az-Arab", "ks"])
def test_scripts_from_right_to_left(tag: str) -> None:
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["", "en", "ko", "zh", "hi", "az", "ur-Latn", "ks-Deva", "not a tag"])
def test_scripts_from_left_to_right(tag: str) -> None:
    assert direction(tag) == "ltr"
