"""Which language people are shown things in: the call, the setting, the locale, English."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.errors import UnknownName
from mllm_kg.language import TAGS, Language, chosen, locale_tag, lookup
from mllm_kg.namespaces import MLLM, PREFIXES

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the environment without a locale and without the setting."""
    for name in (*LOCALE, "MLLM_KG_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("wanted", "known", "found"),
    [
        ("ko", ["en", "ko"], "ko"),
        ("KO", ["en", "ko"], "ko"),
        ("ko-KR", ["en", "ko"], "ko"),
        ("ko_KR", ["en", "ko"], "ko"),
        ("zh-Hant-TW", ["zh", "zh-Hant"], "zh-Hant"),
        ("zh-hant-tw", ["zh", "zh-Hans"], "zh"),
        ("de", ["de-CH"], None),
        ("kok", ["ko"], None),
        ("fr", [], None),
        ("", ["", "en"], ""),
        ("-", ["en"], None),
        ("*", ["en"], None),
    ],
)
def test_a_wish_is_met_by_the_tag_itself_or_a_wider_one(wanted: str, known: list[str], found: str | None) -> None:
    assert lookup(wanted, known) == found


def test_subtags_are_taken_off_as_in_the_example_of_rfc_4647() -> None:
    """Section 3.4: a single letter goes together with the subtag that it introduces."""
    steps = ["zh-Hant-CN-x-private1-private2", "zh-Hant-CN-x-private1", "zh-Hant-CN", "zh-Hant", "zh"]
    for at, step in enumerate(steps):
        assert lookup(steps[0], [*steps[at:], "zh-Hant-CN-x"]) == step


@pytest.mark.parametrize(
    ("environment", "tag"),
    [
        ({}, None),
        ({"LANG": "C"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": ""}, None),
        ({"LANG": "ko_KR.UTF-8"}, "ko-KR"),
        ({"LANG": "sr_RS@latin"}, "sr-RS"),
        ({"LANG": "hi"}, "hi"),
        ({"LC_MESSAGES": "ja_JP.eucJP", "LANG": "ko_KR"}, "ja-JP"),
        ({"LC_ALL": "C", "LC_MESSAGES": "ja_JP", "LANG": "ko_KR"}, None),
        ({"LC_ALL": "", "LANG": "ko_KR"}, "ko-KR"),
    ],
)
def test_the_locale_is_read_as_posix_has_it(environment: dict[str, str], tag: str | None) -> None:
    assert locale_tag(environment) == tag


def test_the_call_comes_before_the_setting_and_the_setting_before_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen() == "en"
    monkeypatch.setenv("LANG", "ar_EG.UTF-8")
    assert chosen() == "ar"
    monkeypatch.setenv("MLLM_KG_LANGUAGE", "hi-IN")
    assert chosen() == "hi"
    assert chosen("fr-CA") == "fr"


def test_programs_follow_the_call_and_the_setting_but_not_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ar_EG.UTF-8")
    assert (chosen(), chosen().for_programs) == ("ar", "en")
    assert chosen("ko").for_programs == "ko"
    monkeypatch.setenv("MLLM_KG_LANGUAGE", "ja")
    assert chosen().for_programs == "ja"


def test_a_locale_without_labels_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "sw_KE.UTF-8")
    assert chosen(more=lambda: ["sw"]) == "en"


def test_a_language_that_a_single_label_has_can_be_asked_for() -> None:
    assert chosen("sw-KE", lambda: ["sw"]) == Language("sw", asked=True)


def test_further_labels_are_looked_through_only_for_an_unusual_wish() -> None:
    def forbidden() -> list[str]:
        raise AssertionError

    assert chosen("zh-Hant-TW", forbidden) == "zh"


def test_an_unknown_language_is_told_with_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownName, match="No language with labels in the graph is called 'tlh'") as caught:
        chosen("tlh")
    assert caught.value.candidates == TAGS
    monkeypatch.setenv("MLLM_KG_LANGUAGE", "klingon")
    with pytest.raises(UnknownName, match=r"\(MLLM_KG_LANGUAGE\) is called 'klingon'"):
        chosen()


def test_the_languages_are_those_that_the_ontology_has_labels_in() -> None:
    """Every class of the ontology's file has a label in each of them."""
    labels: dict[str, set[str]] = {}
    classes = set()
    for quad in ox.parse(path=str(ROOT / "ontology/mllm-kg.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            if quad.predicate.value == PREFIXES["rdfs"] + "label":
                labels.setdefault(quad.subject.value, set()).add(quad.object.language or "")
        elif quad.object == ox.NamedNode(PREFIXES["owl"] + "Class") and str(quad.subject).startswith(f"<{MLLM}"):
            classes.add(str(quad.subject)[1:-1])
    assert len(classes) > 40
    assert {name: labels[name] for name in classes if labels[name] != set(TAGS)} == {}
