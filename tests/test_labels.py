"""Every term is named and defined in twelve languages, each text as its language is written.

The texts are read from the ontology's file with rdflib and from the records with PyYAML, and judged by the Unicode
Character Database: which letters a text has, by the first word of their names (``CYRILLIC SMALL LETTER A``).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from mllm_kg.language import TAGS
from mllm_kg.namespaces import KG, MLLM

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ko", "zh", "ja", "es", "fr", "de", "pt", "ru", "ar", "hi", "id")
TAXONOMY = {"strategy": 15, "stage": 5, "construction": 5, "frontier": 6, "challenge": 12}
SCRIPTS = {
    "ko": {"HANGUL"},
    "zh": {"CJK"},
    "ja": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"},
    "ru": {"CYRILLIC"},
    "ar": {"ARABIC"},
    "hi": {"DEVANAGARI"},
}
STOPS = {"zh": "。", "ja": "。", "hi": "।"}
QUOTES = '"\\`<>{}|_'

Records = dict[str, dict[str, Any]]


class Text(NamedTuple):
    """One name or definition."""

    term: str
    kind: str
    role: str
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.term} {self.role} {self.language}: {self.text}"


def of_records(records: Records) -> Iterator[Text]:
    for name, record in records.items():
        kind = name.partition("/")[0]
        if kind in TAXONOMY:
            for block in (record, *record.get("according_to", ())):
                for role, key in (("label", "pref_label"), ("definition", "definition")):
                    for language, text in block.get(key, {}).items():
                        yield Text(name, block.get("in_scheme", record["in_scheme"])[0], role, language, text)


def of_ontology() -> Iterator[Text]:
    graph = rdflib.Graph().parse(ROOT / "ontology/mllm-kg.ttl")
    kinds = {
        OWL.Class: "class",
        OWL.ObjectProperty: "object property",
        OWL.DatatypeProperty: "datatype property",
        OWL.AnnotationProperty: "annotation property",
        OWL.NamedIndividual: "individual",
    }
    for type_, kind in kinds.items():
        for term in graph.subjects(RDF.type, type_):
            assert isinstance(term, rdflib.Node)
            if str(term).startswith((MLLM, KG)):
                for role, properties in (
                    ("label", (RDFS.label, SKOS.prefLabel)),
                    ("definition", (SKOS.definition,)),
                ):
                    for text in (text for one in properties for text in graph.objects(term, one)):
                        assert isinstance(text, rdflib.Literal)
                        yield Text(str(term).removeprefix(MLLM), kind, role, text.language or "", str(text))


ONTOLOGY = list(of_ontology())


@pytest.fixture(scope="module")
def texts(records: Records) -> list[Text]:
    """All names and definitions."""
    return [*ONTOLOGY, *of_records(records)]


def scripts(text: str) -> set[str]:
    """Return the scripts of the letters of a text, by the first word of each letter's name."""
    return {
        unicodedata.name(letter).split()[0] for letter in text if unicodedata.category(letter) in ("Lo", "Ll", "Lu")
    }


def is_abbreviation(text: str) -> bool:
    return text.isascii() and text == text.upper() and any(map(str.isalpha, text))


def test_the_languages_are_those_that_commands_can_show() -> None:
    assert set(TAGS) == set(LANGUAGES)


def test_every_term_of_the_taxonomy_has_one_name_and_one_definition_in_each_language(records: Records) -> None:
    found = Counter((text.term, text.role, text.language) for text in of_records(records))
    terms = [name for name in records if name.partition("/")[0] in TAXONOMY]
    assert Counter(name.partition("/")[0] for name in terms) == TAXONOMY
    wanted = {(term, role, tag): 1 for term in terms for role in ("label", "definition") for tag in LANGUAGES}
    assert found == wanted


def test_every_term_of_the_ontology_has_one_name_in_each_language() -> None:
    found = Counter((text.term, text.language) for text in ONTOLOGY if text.role == "label")
    terms = {text.term for text in ONTOLOGY}
    assert len(terms) > 150
    assert found == {(term, tag): 1 for term in terms for tag in LANGUAGES}


@pytest.mark.parametrize("kind", sorted({text.kind for text in ONTOLOGY}))
def test_every_term_of_the_ontology_has_one_definition_in_each_language(kind: str) -> None:
    found = Counter((text.term, text.language) for text in ONTOLOGY if (text.role, text.kind) == ("definition", kind))
    assert found == {(text.term, tag): 1 for text in ONTOLOGY if text.kind == kind for tag in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_is_in_the_script_of_its_language(language: str, texts: list[Text]) -> None:
    own = SCRIPTS.get(language, {"LATIN"})
    wrong = [
        str(text)
        for text in texts
        if text.language == language
        and not (scripts(text.text) & own and scripts(text.text) <= own | {"LATIN"})
        and not is_abbreviation(text.text)
    ]
    assert wrong == []


def test_no_text_in_chinese_has_kana_and_definitions_in_japanese_do(texts: list[Text]) -> None:
    kana = {"HIRAGANA", "KATAKANA"}
    assert [str(text) for text in texts if text.language == "zh" and scripts(text.text) & kana] == []
    definitions = [text for text in texts if (text.language, text.role) == ("ja", "definition")]
    assert [str(text) for text in definitions if not scripts(text.text) & kana] == []


def test_each_text_is_normalized_one_line_without_stray_blanks_or_marks_of_direction(texts: list[Text]) -> None:
    for text in texts:
        assert text.text == unicodedata.normalize("NFC", text.text), str(text)
        assert text.text == " ".join(text.text.split()), str(text)
        controls = {one for one in text.text if unicodedata.category(one) in ("Cc", "Cf", "Co", "Cn")}
        assert not controls, f"{text}: {controls!r}"
        assert not {one for one in text.text if unicodedata.category(one) == "Zs"} - {" "}, str(text)


def test_a_name_is_plain_words_and_a_definition_ends_as_sentences_of_its_language_do(texts: list[Text]) -> None:
    for text in texts:
        if text.role == "label":
            assert not set(QUOTES) & set(text.text), str(text)
            assert text.text[-1] not in ".。।,،;:", str(text)
        else:
            assert text.text.endswith(STOPS.get(text.language, ".")), str(text)


@pytest.mark.parametrize("language", ["ar", "zh", "ja"])
def test_commas_are_those_of_the_language(language: str, texts: list[Text]) -> None:
    listed = [text for text in texts if text.language == language and "xsd:" not in text.text]
    foreign = [str(text) for text in listed if any(f"{comma} " in text.text for comma in ",;")]
    assert [line for line in foreign if "count-differs" not in line] == []


def test_no_two_terms_of_one_scheme_or_kind_share_a_name_in_one_language(texts: list[Text]) -> None:
    named: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for text in texts:
        if text.role == "label":
            named[text.kind, text.language, text.text.casefold()].add(text.term)
    assert {key: terms for key, terms in named.items() if len(terms) > 1} == {}


@pytest.mark.parametrize(
    ("language", "word", "instead"),
    [
        ("ko", "사전 훈련", "사전 학습"),
        ("ko", "사전학습", "사전 학습"),
        ("ko", "파인튜닝", "미세조정"),
        ("ko", "매개변수", "파라미터"),
        ("ja", "アライメント", "アラインメント"),
        ("hi", "अनुप्रवाह", "डाउनस्ट्रीम"),
        ("fr", "invite", "prompt"),
        ("de", "Pretraining", "Vortraining"),
    ],
)
def test_a_concept_has_one_word_in_a_language(language: str, word: str, instead: str, texts: list[Text]) -> None:
    said = [text.text for text in texts if text.language == language]
    assert [text for text in said if word in text] == []
    assert any(instead in text for text in said)


def test_what_is_not_the_survey_s_own_wording_is_the_project_s(records: Records) -> None:
    """The survey names its terms in English; all else is kept apart, under a source that says whose words they are."""
    for name, record in records.items():
        if name.partition("/")[0] in TAXONOMY:
            assert set(record["pref_label"]) == {"en"}, name
            assert "definition" not in record, name
            (own,) = (block for block in record["according_to"] if "definition" in block)
            assert own["source"] == ["https://w3id.org/mllm-kg/"], name
            assert "own words" in own["note"], name
