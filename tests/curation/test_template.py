"""Records to fill in: every kind, what is given, what is required, what is allowed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import mllm_kg
from mllm_kg.curation.fields import Fields
from mllm_kg.curation.newrecord import Made, new_record, save
from mllm_kg.curation.template import KINDS_WITH_RECORDS, MARK
from mllm_kg.errors import OutputError, UnknownName, UnreadableInput, UsageError
from mllm_kg.records.comments import comment_texts
from mllm_kg.records.context import Context
from mllm_kg.records.reader import load_yaml


@pytest.fixture(scope="module")
def fields(kg: mllm_kg.KnowledgeGraph, assets: Any) -> Fields:
    return Fields(kg, Context.load(assets.ontology / "context.jsonld"), assets.shapes)


def make(kg: mllm_kg.KnowledgeGraph, kind: str, *values: str, **more: Any) -> Made:
    asked: dict[str, Any] = {"files": {}, "identifiers": {}, "values": values, **more}
    return new_record(kg, kg.assets, kind, **asked)


def uncommented(text: str) -> str:
    """Return a template as someone leaves it who takes the mark from every line that has a key behind it."""
    lines = []
    for line in text.splitlines():
        bare = line.removeprefix(f"{MARK} ")
        key = bare.partition(":")[0]
        lines.append(
            bare if bare != line and key.replace("_", "").isalnum() and key.islower() and " " not in key else line
        )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("kind", KINDS_WITH_RECORDS)
def test_a_template_of_each_kind_is_yaml_with_its_id_and_class(
    kind: str, language: str, kg: mllm_kg.KnowledgeGraph
) -> None:
    text = make(kg, kind, language=language).text
    record = load_yaml(text, "x")
    assert record["id"] == f"{kind}/"
    assert record["type"]
    assert record["evidence"] is None
    assert all(line.startswith(MARK) or not line.lstrip().startswith("#") for line in text.splitlines())
    assert max(map(len, text.splitlines())) < 400


@pytest.mark.parametrize("kind", KINDS_WITH_RECORDS)
def test_a_template_has_every_key_that_records_of_the_kind_use(
    kind: str, fields: Fields, records: dict[str, dict[str, Any]]
) -> None:
    offered = {field.key.name for field in fields.of(kind)} | {"id", "type", "evidence", "checked"}
    apart = {
        "according_to",
        "unconfirmed",
        "disagreement",
        "read_in_copies",
        "deprecated",
        "replaced_by",
        "milestone",
        "list_code",
    }
    used = {key for name, record in records.items() if name.startswith(f"{kind}/") for key in record}
    assert {key for key in used - offered - apart if not key.startswith(("listed_", "figure_"))} == set()


def test_what_is_required_is_what_the_shapes_require(fields: Fields) -> None:
    required = {
        kind: {field.key.name for field in fields.of(kind) if field.required} for kind in ("paper", "model", "language")
    }
    assert required == {
        "paper": {"title", "authors", "year"},
        "model": {"label"},
        "language": {"names", "iso639_3", "language_scope"},
    }


def test_required_keys_stand_open_before_all_others(kg: mllm_kg.KnowledgeGraph) -> None:
    lines = make(kg, "paper").text.splitlines()
    open_ones = [line for line in lines if not line.startswith(MARK) and line.endswith(":")]
    assert open_ones == ["title:", "authors:", "year:", "evidence:"]
    assert lines.index("evidence:") < next(n for n, line in enumerate(lines) if line.startswith(f"{MARK} doi:"))


def test_small_sets_of_values_are_told_with_their_names(
    kg: mllm_kg.KnowledgeGraph, records: dict[str, dict[str, Any]]
) -> None:
    text = make(kg, "paper").text
    strategies = [name.removeprefix("strategy/") for name in records if name.startswith("strategy/")]
    assert len(strategies) > 10
    for slug in strategies:
        assert f"{MARK}   {slug}  {records[f'strategy/{slug}']['pref_label']['en']}" in text
    assert f"{MARK}   challenge/lack-of-safety-benchmark  Lack of Safety Benchmark" in text


def test_large_sets_of_values_are_told_by_how_to_search_them(kg: mllm_kg.KnowledgeGraph) -> None:
    text = make(kg, "model").text
    assert "mllm-kg search WORDS --kind language" in text
    assert "mllm-kg search WORDS --kind paper" in text
    assert "mllm-kg search WORDS --kind resource --kind benchmark" in text


def test_values_that_a_shape_lists_are_told(kg: mllm_kg.KnowledgeGraph) -> None:
    text = make(kg, "language").text
    assert all(f"{MARK}   {scope}" in text for scope in ("individual", "macrolanguage", "special"))


def test_comments_are_in_korean_where_the_graph_has_korean(kg: mllm_kg.KnowledgeGraph) -> None:
    text = make(kg, "paper", language="ko").text
    assert "제목" in text
    assert "저자" in text
    assert text.splitlines()[5].startswith("id: paper/")


@pytest.mark.parametrize("kind", ["paper", "model", "method", "resource", "benchmark", "organization"])
def test_every_example_in_a_template_is_a_right_value(kind: str, kg: mllm_kg.KnowledgeGraph, tmp_path: Path) -> None:
    named = {"paper": ("title=A New Paper on New Things", "authors=Ada Example", "year=2024")}.get(
        kind, ("label=Newthing",)
    )
    text = make(
        kg,
        kind,
        *named,
        "evidence=https://example.org/new",
        *(("tackles=machine translation",) if kind == "benchmark" else ()),
    ).text
    alone = ("arxiv_id", "doi", "acl_anthology_id", "introduces", "alternative_title", "parameter_count", "replaced_by")
    lines = [line for line in uncommented(text).splitlines() if line.partition(":")[0] not in alone]
    path = tmp_path / "new.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    record = load_yaml(path.read_text(encoding="utf-8"), "x")
    assert len(record) > 8
    found = [f for f in kg.validate([path]).findings if f.severity == "violation"]
    about_values = ("datatype", "pattern", "class", "nodeKind", "record-", "unknown-", "bad-")
    assert [str(f) for f in found if any(word in f.rule or word in (f.component or "") for word in about_values)] == []


def test_a_filled_in_template_conforms_and_an_open_one_does_not(kg: mllm_kg.KnowledgeGraph, tmp_path: Path) -> None:
    filled, left_open = tmp_path / "filled.yaml", tmp_path / "open.yaml"
    given = {"arxiv_id": "2412.34567"}
    filled.write_text(
        make(kg, "paper", "authors=[Ada Example, Bo Writer]", identifiers=given, title="A New Paper on New Things").text
    )
    left_open.write_text(make(kg, "paper", "title=A New Paper on New Things").text)
    assert kg.validate([filled]).conforms
    lines = {f.location.line for f in _findings(kg, left_open) if f.location}
    written = left_open.read_text().splitlines()
    assert {written.index(f"{key}:") + 1 for key in ("authors", "year", "evidence")} <= lines


def _findings(kg: mllm_kg.KnowledgeGraph, path: Path) -> tuple[Any, ...]:
    try:
        return tuple(kg.validate([path]).findings)
    except mllm_kg.errors.RecordErrors as error:
        return error.findings


def test_an_identifier_tells_its_page_and_its_year(kg: mllm_kg.KnowledgeGraph) -> None:
    made = make(
        kg,
        "paper",
        identifiers={
            "arxiv_id": "arXiv:2412.34567v2",
            "acl_anthology_id": "https://aclanthology.org/2025.acl-long.9999/",
        },
    )
    record = load_yaml(made.text, "x")
    assert record["arxiv_id"] == "2412.34567"
    assert record["acl_anthology_id"] == "2025.acl-long.9999"
    assert (record["year"], record["publication_year"], record["published_in"]) == (2024, 2025, ["ACL"])
    assert record["evidence"] == ["https://arxiv.org/abs/2412.34567", "https://aclanthology.org/2025.acl-long.9999"]
    assert "2024-12" in made.text


def test_an_entry_of_a_bibliography_fills_the_record(kg: mllm_kg.KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "one.bib"
    path.write_text(
        "@article{k, title={A Thing of {Beauty}}, author={Keats, John and others}, year=2023, journal={Odd Letters}}"
    )
    made = make(kg, "paper", "addresses=frontier/safety", files={"bibtex": path})
    record = load_yaml(made.text, "x")
    assert record["id"] == "paper/keats2023thing"
    assert record["title"] == "A Thing of Beauty"
    assert (record["authors"], record["authors_complete"]) == (["John Keats"], False)
    assert record["addresses"] == ["frontier/safety"]
    assert "Odd Letters" in made.text
    assert "published_in" not in record


def test_a_file_with_several_entries_or_none_is_refused(kg: mllm_kg.KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('[{"title": "A b c"}, {"title": "D e f"}]')
    with pytest.raises(UsageError, match="2 entries"):
        make(kg, "paper", files={"csl-json": path})
    path.write_text("[")
    with pytest.raises(UnreadableInput, match=r"x\.json:1"):
        make(kg, "paper", files={"csl-json": path})
    path.write_text("[]")
    with pytest.raises(UsageError, match="no entry"):
        make(kg, "paper", files={"csl-json": path})
    with pytest.raises(UsageError, match="one entry"):
        make(kg, "paper", files={"csl-json": path, "bibtex": path})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            ("open_weights=true", "parameter_count=[7000000000, 13000000000]"),
            {"open_weights": True, "parameter_count": [7000000000, 13000000000]},
        ),
        (("covers_language=kor", "covers_language=swa"), {"covers_language": ["kor", "swa"]}),
        (("license=2.0",), {"license": "2.0"}),
        (
            ("checked=2026-11-22", "evidence=https://example.org/a"),
            {"checked": "2026-11-22", "evidence": ["https://example.org/a"]},
        ),
    ],
)
def test_values_are_written_as_their_key_takes_them(
    values: tuple[str, ...], expected: dict[str, Any], kg: mllm_kg.KnowledgeGraph
) -> None:
    record = load_yaml(make(kg, "model", "label=Brandnew", *values).text, "x")
    assert {key: record[key] for key in expected} == expected


def test_texts_by_language_take_their_tag(kg: mllm_kg.KnowledgeGraph) -> None:
    record = load_yaml(make(kg, "frontier", "pref_label=en: Newness").text, "x")
    assert record["pref_label"] == {"en": "Newness", "ko": None}


@pytest.mark.parametrize("kind", ["strategy", "stage", "construction", "frontier", "challenge"])
def test_a_term_of_the_taxonomy_is_asked_for_its_name_and_definition_in_twelve_languages(
    kind: str, kg: mllm_kg.KnowledgeGraph
) -> None:
    text = make(kg, kind).text
    record = load_yaml(text, "x")
    assert record["pref_label"] == record["definition"] == {"en": None, "ko": None}
    for tag in ("ar", "de", "es", "fr", "hi", "id", "ja", "pt", "ru", "zh"):
        assert text.count(f"\n{MARK}   {tag}:\n") == 2
    assert "hi (Hindi)" in " ".join(line.removeprefix(MARK).strip() for line in text.splitlines())


def test_a_template_whose_comments_are_taken_away_asks_for_twelve_texts_each(kg: mllm_kg.KnowledgeGraph) -> None:
    text = re.sub(rf"(?m)^{MARK}(   [a-z][a-z]:)$", r"\1", make(kg, "stage").text).replace("   ", "  ")
    record = load_yaml("\n".join(line for line in text.splitlines() if not line.startswith(MARK)), "x")
    twelve = {"en", "ko", "zh", "ja", "es", "fr", "de", "pt", "ru", "ar", "hi", "id"}
    assert set(record["pref_label"]) == set(record["definition"]) == twelve


def test_the_further_languages_are_named_in_the_language_of_the_comments(kg: mllm_kg.KnowledgeGraph) -> None:
    words = " ".join(line.removeprefix(MARK).strip() for line in make(kg, "stage", language="ko").text.splitlines())
    assert "ja (일본어)" in words


def test_a_family_needs_no_more_than_english(kg: mllm_kg.KnowledgeGraph) -> None:
    text = make(kg, "family").text
    assert load_yaml(text, "x")["pref_label"] == {"en": None}
    assert f"{MARK}   ja:" not in text
    assert f"{MARK} definition:\n{MARK}   en: " in text


@pytest.mark.parametrize("kind", ["challenge", "family", "language"])
def test_a_plain_title_of_what_is_named_by_language_is_english(kind: str, kg: mllm_kg.KnowledgeGraph) -> None:
    record = load_yaml(make(kg, kind, title="Newness").text, "x")
    assert record["names" if kind == "language" else "pref_label"]["en"] == "Newness"


@pytest.mark.parametrize(
    ("kind", "values", "identifiers", "error", "words"),
    [
        ("paper", ("yaer=2024",), {}, UnknownName, "year"),
        ("paper", ("year",), {}, UsageError, "--set"),
        ("paper", (), {"arxiv_id": "2211.0"}, UsageError, "2211.01786"),
        ("paper", (), {"doi": "nodoi"}, UsageError, "10.18653"),
        ("paper", (), {"acl_anthology_id": "acl"}, UsageError, "2023.acl-long.891"),
        ("paper", ("arxiv_id=x",), {}, UsageError, "2211.01786"),
    ],
)
def test_what_is_not_written_right_is_refused(
    kind: str,
    values: tuple[str, ...],
    identifiers: dict[str, str],
    error: type[Exception],
    words: str,
    kg: mllm_kg.KnowledgeGraph,
) -> None:
    with pytest.raises(error) as caught:
        make(kg, kind, *values, identifiers=identifiers)
    assert words in str(caught.value)


def test_what_the_graph_has_is_told_instead(kg: mllm_kg.KnowledgeGraph) -> None:
    for made in (
        make(kg, "paper", identifiers={"arxiv_id": "2211.01786"}),
        make(kg, "paper", "arxiv_id=2211.01786"),
        make(kg, "paper", title="crosslingual generalization through multitask finetuning"),
    ):
        assert made.text == ""
        assert made.known is not None
        assert made.known.work.file == "data/papers/muennighoff2022crosslingual.yaml"
    similar = make(kg, "paper", title="Crosslingual Generalisation through Multitask Fine-tuning")
    assert similar.text
    assert [pair.work.id for pair in similar.similar] == ["paper/muennighoff2022crosslingual"]
    assert make(kg, "model", "label=bloomz").known is not None


def test_the_help_is_told_from_comments_that_people_write(kg: mllm_kg.KnowledgeGraph) -> None:
    text = make(kg, "paper").text + "# mine\n"
    assert comment_texts(text) == ["# mine"]


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    save("one\n", path)
    with pytest.raises(OutputError, match="already"):
        save("two\n", path)
    assert path.read_text() == "one\n"
    with pytest.raises(OutputError):
        save("x", tmp_path / "no" / "folder.yaml")
