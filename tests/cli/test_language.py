"""``--lang`` and the locale: what each command shows in another language.

Labels come from the records and from the ontology's file, read here without the project's own readers.
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from mllm_kg.cli.verbs import VERBS
from mllm_kg.namespaces import MLLM, PREFIXES
from mllm_kg.terminal import cells
from tests.cli.shell import ROOT, run

HANGUL = re.compile("[가-힣]")
ISOLATES = re.compile("[\u2066-\u2069]")
Records = dict[str, dict[str, Any]]


@pytest.fixture(autouse=True)
def no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the environment without a locale and without the setting."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "MLLM_KG_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def terms() -> dict[tuple[str, str], str]:
    """Return the labels of the ontology's terms by local name and language."""
    parsed = ox.parse(path=str(ROOT / "ontology/mllm-kg.ttl"), format=ox.RdfFormat.TURTLE)
    return {
        (quad.subject.value.removeprefix(MLLM), quad.object.language or ""): quad.object.value
        for quad in parsed
        if quad.predicate.value == PREFIXES["rdfs"] + "label"
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }


def text_of(record: dict[str, Any], key: str, tag: str) -> str:
    """Return a text of a record in a language, wherever it stands in it."""
    blocks = [record, *record.get("according_to", []), *record.get("unconfirmed", [])]
    (found,) = {block[key][tag] for block in blocks if tag in block.get(key, {})}
    return str(found)


def said(*arguments: str, **more: Any) -> str:
    result = run(*arguments, **more)
    assert result.exit_code == 0, result.stderr
    return ISOLATES.sub("", result.stdout)


# Which language


@pytest.mark.parametrize(
    ("arguments", "environment", "tag"),
    [
        ((), {}, "en"),
        (("--lang", "ko"), {}, "ko"),
        (("--lang", "ko-KR"), {}, "ko"),
        (("--lang", "zh-Hant-TW"), {}, "zh"),
        ((), {"LANG": "ja_JP.UTF-8"}, "ja"),
        ((), {"LANG": "sw_KE.UTF-8"}, "en"),
        ((), {"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ((), {"LANG": "ja_JP.UTF-8", "MLLM_KG_LANGUAGE": "ru"}, "ru"),
        (("--lang", "de"), {"LANG": "ja_JP.UTF-8", "MLLM_KG_LANGUAGE": "ru"}, "de"),
    ],
)
def test_a_card_is_headed_by_the_label_in_the_language(
    records: Records,
    terms: dict[tuple[str, str], str],
    arguments: tuple[str, ...],
    environment: dict[str, str],
    tag: str,
) -> None:
    title = said("show", "stage/sft", *arguments, env=environment).splitlines()[0]
    assert title == f"{text_of(records['stage/sft'], 'pref_label', tag)} ({terms['TrainingStage', tag]})"


def test_the_program_takes_it_too_and_what_stands_at_the_verb_holds(records: Records) -> None:
    labels = {tag: text_of(records["stage/sft"], "pref_label", tag) for tag in ("hi", "ko")}
    assert said("--lang", "hi", "show", "stage/sft").startswith(labels["hi"])
    assert said("--lang", "hi", "show", "stage/sft", "--lang", "ko").startswith(labels["ko"])


def test_a_language_of_single_labels_can_be_asked_for(records: Records) -> None:
    own = text_of(records["language/swa"], "names", "sw")
    told = said("show", "language/swa", "--lang", "sw")
    assert told.startswith(f"{own} (language)\n")
    assert "\nNames\n" in told


@pytest.mark.parametrize("tag", ["tlh", "klingon", "", "not a tag", "-", "*", "한국어"])
@pytest.mark.parametrize("verb", [("show", "mt0"), ("query", "licenses"), ("list",), ("stats",), ("lint",)])
def test_an_unknown_language_is_one_error_that_offers_those_there_are(verb: tuple[str, ...], tag: str) -> None:
    result = run(*verb, "--lang", tag)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f"Error [unknown-name]: No language with labels in the graph is called {tag!r}.",
        "Did you mean: en, ko, zh, ja, es, fr, de, pt, ru, ar, hi, id?",
    ]


def test_an_unknown_language_in_the_setting_is_told_with_the_variable() -> None:
    result = run("stats", env={"MLLM_KG_LANGUAGE": "tlh"})
    assert result.exit_code == 2
    assert "(MLLM_KG_LANGUAGE) is called 'tlh'" in result.stderr


def test_every_command_that_shows_labels_or_findings_takes_it() -> None:
    without = [verb for verb in VERBS if "--lang TAG" not in run(verb, "--help").stdout]
    assert without == ["export"]


# show


@pytest.mark.parametrize("tag", ["ko", "zh", "ja", "es", "fr", "de", "pt", "ru", "ar", "hi", "id"])
def test_a_card_has_labels_definition_and_relations_in_the_language(
    records: Records, terms: dict[tuple[str, str], str], tag: str
) -> None:
    told = said("show", "strategy/sft-alignment", "--lang", tag)
    record = records["strategy/sft-alignment"]
    assert f"{text_of(record, 'definition', tag)} ({tag})" in told
    assert text_of(record, "definition", "en") not in told
    assert terms["appliesAtStage", tag] in told
    assert f"{text_of(records['stage/sft'], 'pref_label', tag)}  kg:stage/sft" in told
    for other in ("en", "ko", "ar"):
        assert f"{text_of(record, 'pref_label', other)} ({other})" in told


def test_all_texts_are_there_when_all_are_wanted(records: Records) -> None:
    told = said("show", "stage/sft", "--all", "--lang", "ko")
    places = [told.index(text_of(records["stage/sft"], "definition", tag)) for tag in ("ko", "en", "ar", "zh")]
    assert places == sorted(places)


def test_what_has_no_label_in_the_language_has_its_english_one(records: Records) -> None:
    told = said("show", "language/swa", "--lang", "fr")
    assert told.startswith(text_of(records["language/swa"], "names", "en") + " (")


def test_a_card_in_korean_has_korean_words_around_the_labels() -> None:
    told = said("show", "bloomz", "--lang", "ko")
    for word in ("이름", "클래스", "사실", "다른 개체에서 오는 관계", "출처"):
        assert f"\n{word}\n" in told
    for english in ("Names", "Facts", "Relations from others", "(inferred)", "(unconfirmed)", "more (--all"):
        assert english not in told
    assert "(추론됨)" in told
    assert told.splitlines()[-1].startswith("왜? mllm-kg explain model/bloomz ")


def test_json_of_a_card_follows_the_call_and_the_setting_but_not_the_locale(records: Records) -> None:
    def label(*arguments: str, **environment: str) -> str:
        return str(json.loads(said("show", "stage/sft", "--format", "json", *arguments, env=environment))["label"])

    english, hindi = (text_of(records["stage/sft"], "pref_label", tag) for tag in ("en", "hi"))
    assert label(LANG="hi_IN.UTF-8") == english
    assert label("--lang", "hi") == label(MLLM_KG_LANGUAGE="hi") == hindi


def test_an_unknown_entity_is_told_with_near_labels_in_the_language(records: Records) -> None:
    result = run("show", "pretraning alignment", "--lang", "ja")
    assert result.exit_code == 2
    assert text_of(records["strategy/pretraining-alignment"], "pref_label", "ja") in result.stderr


# query, list, sparql


def column(text: str, name: str) -> list[str]:
    return [row[name] for row in csv.DictReader(io.StringIO(text))]


def test_labels_of_an_answer_are_in_the_language(records: Records) -> None:
    question = ("query", "unaddressed-challenges")
    kept = column(said(*question, "--format", "csv"), "challenge")
    table = said(*question, "--lang", "ar")
    document = said(*question, "--lang", "ar", "--format", "csv")
    assert column(document, "challenge") == kept
    expected = [text_of(records[iri.split("/id/")[1]], "pref_label", "ar") for iri in kept]
    assert column(document, "challengeLabel") == expected
    assert len(kept) > 0
    assert all(label in table for label in expected)


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_formats_for_programs_are_the_same_in_every_locale(format: str) -> None:
    question = ("query", "papers-by-strategy", "--format", format)
    plain = said(*question)
    assert said(*question, env={"LANG": "ko_KR.UTF-8"}) == plain
    assert said(*question, "--lang", "ko") == said(*question, env={"MLLM_KG_LANGUAGE": "ko"}) != plain


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_formats_for_people_follow_the_locale(records: Records, format: str) -> None:
    told = said("query", "papers-by-strategy", "--format", format, env={"LANG": "ko_KR.UTF-8"})
    assert text_of(records["strategy/sft-alignment"], "pref_label", "ko") in told


def test_rows_are_counted_and_missing_ones_explained_in_korean(records: Records) -> None:
    assert run("query", "unaddressed-challenges", "--lang", "ko").stderr == "2행\n"
    name = text_of(records["language/tlh"], "names", "ko")
    told = run("query", "models-for-language", "-p", "language=tlh", "--lang", "ko").stderr
    assert told == f"0행. {name} (language/tlh): 그래프에 있지만 이 질문에 답할 내용이 없습니다.\n"
    english = run("query", "papers-using-strategy", "-p", "year=1999", "--lang", "fr").stderr
    assert english.startswith("0 rows. Nothing fits year=1999; without it there are ")


def test_a_question_in_full_is_explained_in_the_language(records: Records) -> None:
    told = said("query", "papers-using-strategy", "-p", "strategy=sft-alignment", "--explain", "--lang", "ko")
    label = text_of(records["strategy/sft-alignment"], "pref_label", "ko")
    assert f"#    값: {label} (kg:strategy/sft-alignment)\n" in told
    assert f"#    가능: sft-alignment ({label})\n" in told
    assert "#    가능: empty (성과가 없는 칸)\n" in said(
        "query", "coverage-gaps-by-family", "--explain", "--lang", "ko"
    )
    assert "#    allowed: empty (cells without any work)\n" in said("query", "coverage-gaps-by-family", "--explain")
    comments = [line for line in told.splitlines() if line.startswith("#")]
    assert all(cells(line) <= 104 for line in comments)


def test_the_query_itself_is_the_same_in_every_language() -> None:
    def query(*arguments: str) -> list[str]:
        told = said("query", "papers-using-strategy", "--explain", *arguments)
        return [line for line in told.splitlines() if not line.startswith("#")]

    assert query() == query("--lang", "ko") == query("--lang", "ar")


def test_the_list_of_questions_is_in_korean() -> None:
    told = said("list", env={"LANG": "ko_KR.UTF-8"}).splitlines()
    assert [line for line in told if line and not HANGUL.search(line)] == []
    assert told[0] == "연구 지형"
    summary = re.search(r"^#\+ summary@ko: (.*)$", Path(ROOT / "queries/licenses.rq").read_text("utf-8"), re.MULTILINE)
    assert summary is not None
    assert any(summary[1] in line for line in told)
    assert said("list", "--lang", "fr") == said("list")


def test_json_of_the_list_follows_the_call() -> None:
    def first(*arguments: str, **environment: str) -> str:
        return str(json.loads(said("list", "--format", "json", *arguments, env=environment))[0]["summary"])

    assert first() == first(LANG="ko_KR") == "How many papers use each alignment strategy, year by year?"
    assert HANGUL.search(first("--lang", "ko"))


def test_tables_of_any_query_have_labels_in_the_language_beside_iris(records: Records) -> None:
    text = "SELECT ?s WHERE { ?s a mllm:TrainingStage } ORDER BY ?s"
    told = said("sparql", text, "--lang", "zh")
    assert f"kg:stage/sft ({text_of(records['stage/sft'], 'pref_label', 'zh')})" in told
    assert said("sparql", text, "--format", "csv", "--lang", "zh") == said("sparql", text, "--format", "csv")
    assert run("sparql", "CONSTRUCT { ?s a ?s } WHERE { ?s a mllm:Nothing }", "--lang", "ko").stderr == "트리플 0개.\n"


# search


@pytest.mark.parametrize(
    ("words", "iri", "key", "tag"),
    [
        ("지도 미세조정", "stage/sft", "pref_label", "ko"),
        ("监督微调", "stage/sft", "pref_label", "zh"),
        ("教師ありファインチューニング", "stage/sft", "pref_label", "ja"),
        ("Kiswahili", "language/swa", "names", "sw"),
        ("스와힐리어", "language/swa", "names", "ko"),
    ],
)
def test_a_name_in_any_language_is_found_and_the_label_is_in_the_one_asked_for(
    records: Records, words: str, iri: str, key: str, tag: str
) -> None:
    assert text_of(records[iri], key, tag) == words
    for shown in ("en", "ko"):
        (hit, *_) = json.loads(said("search", words, "--format", "json", "--lang", shown))
        assert hit["curie"] == f"kg:{iri}"
        assert hit["label"] == text_of(records[iri], key, shown)
        assert hit["matched"] == words


def test_a_table_of_hits_has_the_matched_name_beside_the_label() -> None:
    told = said("search", "Kiswahili", "--lang", "ko").splitlines()
    assert told[0].split() == ["개체", "레이블", "종류", "일치한", "이름", "점수"]
    assert re.match(r"kg:language/swa\s+스와힐리어\s+language\s+Kiswahili\s+100", told[1])
    assert run("search", "qqqqqqqqqqqqqq", "--lang", "ko").stderr == "0행. 그래프에 비슷한 이름이 없습니다.\n"


# stats, explain, audit, findings


def test_statistics_have_labels_and_headings_in_the_language(terms: dict[tuple[str, str], str]) -> None:
    korean = said("stats", "--lang", "ko")
    assert "By class" not in korean
    assert re.search(rf"^{terms['Paper', 'ko']} +\d+ +\d+$", korean, re.MULTILINE)
    spanish = said("stats", env={"LANG": "es_ES.UTF-8"})
    assert "\nBy class\n" in spanish
    assert re.search(rf"^{terms['Paper', 'es']} +\d+ +\d+$", spanish, re.MULTILINE)


def test_json_of_statistics_keeps_its_keys(terms: dict[tuple[str, str], str]) -> None:
    plain = json.loads(said("stats", "--format", "json", env={"LANG": "ko_KR.UTF-8"}))
    korean = json.loads(said("stats", "--format", "json", "--lang", "ko"))
    assert [row["what"] for row in korean["totals"]] == [row["what"] for row in plain["totals"]]
    assert terms["Paper", "en"] in {row["class"] for row in plain["classes"]}
    assert terms["Paper", "ko"] in {row["class"] for row in korean["classes"]}


def test_an_explanation_names_things_and_properties_in_the_language(
    records: Records, terms: dict[tuple[str, str], str]
) -> None:
    statement = ("explain", "mt0", "trained-at-stage", "stage/pretraining")
    stage = {tag: text_of(records["stage/pretraining"], "pref_label", tag) for tag in ("ko", "ar")}
    korean = said(*statement, "--lang", "ko")
    assert korean.startswith(f"mT0 — {terms['trainedAtStage', 'ko']}: {stage['ko']}\n")
    assert "이유: mllm:basedOn 다음 mllm:trainedAtStage이면 mllm:trainedAtStage" in korean
    assert not re.search(r"\b(because|stated|inferred|follows)\b", korean)
    arabic = said(*statement, "--lang", "ar")
    assert f"mT0 — {terms['trainedAtStage', 'ar']}: {stage['ar']}  (inferred)" in arabic
    refused = run("explain", "mt0", "trained-at-stage", "stage/inference", "--lang", "ko")
    assert refused.exit_code == 1
    assert refused.stdout.startswith("성립하지 않습니다: mT0 — ")


def test_an_audit_speaks_korean() -> None:
    told = said("audit", "--field", "venue", "--lang", "ko")
    assert re.search(r"^  목록  .*\(행 \d+\)$", told, re.MULTILINE)
    assert not re.search(r"\b(by reading|not known|disagreements)\b", told)


def test_findings_are_english_sentences_about_things_named_in_the_language(terms: dict[tuple[str, str], str]) -> None:
    record = str(ROOT / "tests/corpora/additions/wrong/acl-id-as-address.yaml")
    told = run("validate", record, "--lang", "de").stdout
    paper = terms["Paper", "de"]
    assert re.search(rf"error: {paper[0].upper()}{paper[1:]} '[^']+' has the ACL Anthology id ", told)
    document = ("validate", record, "--format", "json")
    assert run(*document, env={"LANG": "ko_KR.UTF-8"}).stdout == run(*document).stdout


# Lines that mix directions


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("tag", ["en", "ar", "hi", "ko", "zh", "ja"])
def test_columns_stand_below_each_other_in_every_script(tag: str) -> None:
    told = said("query", "frontiers-and-challenges", "--lang", tag).splitlines()
    head = told[0]
    at = cells(head[: head.index("challenge")])
    for line in told[1:]:
        before = line.partition("kg:challenge/")[0]
        assert cells(before) == at, line


def test_right_to_left_labels_are_isolated_in_text_only(records: Records) -> None:
    label = text_of(records["stage/sft"], "pref_label", "ar")
    text = run("query", "resources-by-stage", "--lang", "ar").stdout
    assert f"\u2068{label}\u2069" in text
    for kind in ("csv", "json", "tsv", "xml"):
        document = run("query", "resources-by-stage", "--lang", "ar", "--format", kind).stdout
        assert label in document
        assert not ISOLATES.search(document)
    assert not ISOLATES.search(run("show", "stage/sft", "--lang", "ar", "--format", "json").stdout)
    assert not ISOLATES.search(run("query", "resources-by-stage", "--lang", "ko").stdout)
