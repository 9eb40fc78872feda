"""What the graph has under another name is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.assets import Assets
from mllm_kg.curation.drafts import Draft
from mllm_kg.curation.duplicates import Duplicate, find_duplicates, name_key, value_place
from mllm_kg.findings import Location, Severity
from mllm_kg.records.context import Context
from mllm_kg.records.reader import read_record, record_from_text
from tests.curation.brought import converted, yaml

TITLE = "Crosslingual Generalization through Multitask Finetuning"
Find = Callable[..., list[Duplicate]]


@pytest.fixture(scope="module")
def find(assets: Assets, kg: KnowledgeGraph) -> Find:
    """Return what looks for duplicates of records in YAML, with their places in the files of the records."""
    context = Context.load(assets.ontology / "context.jsonld")

    def locate(entity: str, key: str, text: str) -> Location | None:
        kind, _, slug = entity.partition("/")
        folder = {"paper": "papers", "model": "models", "resource": "resources"}.get(kind, kind + "s")
        path = assets.data / folder / f"{slug}.yaml"
        return value_place(read_record(path, assets.root), key, text) if path.exists() else None

    def run(*texts: str) -> list[Duplicate]:
        inputs = [yaml(text, context, f"{number}.yaml") for number, text in enumerate(texts)]
        drafts: list[Draft] = converted(inputs, context, kg).drafts
        return find_duplicates(drafts, kg, locate)

    return run


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('arxiv_id: "2211.01786"', "duplicate-arxiv-id"),
        ('arxiv_id: "2211.01786v2"', "duplicate-arxiv-id"),
        ("acl_anthology_id: 2023.ACL-long.891", "duplicate-acl-anthology-id"),
        ("doi: 10.18653/V1/2023.emnlp-main.1040", "duplicate-doi"),
        (f"alternative_title: [{TITLE}]", "duplicate-title"),
        ('unconfirmed:\n  - arxiv_id: "2211.01786"', "duplicate-arxiv-id"),
    ],
)
def test_an_identifier_that_another_paper_has_is_refused_with_its_place(line: str, rule: str, find: Find) -> None:
    (found,) = find(f"id: paper/other\ntype: Paper\ntitle: Another title\n{line}\n")
    assert found.finding.rule == rule
    assert found.finding.severity is Severity.VIOLATION
    assert found.finding.location is not None
    assert found.finding.location.line == 4 + line.count("\n")
    assert found.other in found.finding.message
    (related,) = found.finding.related
    assert related.location.path == f"data/papers/{found.other.partition('/')[2]}.yaml"
    assert related.location.line is not None


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        TITLE.upper(),
        "Cross-lingual generalization -- through multitask fine-tuning!",
        "{C}rosslingual {Generalization} through Multitask Finetuning",
        "Crösslingual  Géneralization through Multitask Finetuning.",
    ],
)
def test_a_title_is_the_same_whatever_its_case_accents_and_punctuation(title: str, find: Find) -> None:
    (found,) = find(f"id: paper/other\ntype: Paper\ntitle: '{title}'\n")
    assert (found.finding.rule, found.other) == ("duplicate-title", "paper/muennighoff2022crosslingual")
    assert "data/papers/muennighoff2022crosslingual.yaml:3" in str(found.finding.related[0].location)


def test_latex_is_read_in_names() -> None:
    assert name_key(r"Sabi\'a: {P}ortuguese $\beta$") == name_key("Sabiá: Portuguese β")
    assert name_key("스와힐리어") != name_key("스와힐리")
    assert name_key("हिन्दी") != name_key("हन्द")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("id: model/other\ntype: LanguageModel\nlabel: bloomZ\n", "model/bloomz"),
        ("id: model/other\ntype: LanguageModel\nlabel: Other\nalias: [B L O O M Z]\n", "model/bloomz"),
        ("id: benchmark/other\ntype: Benchmark\nlabel: XP3\n", "resource/xp3"),
    ],
)
def test_a_name_within_its_kind_is_refused(text: str, other: str, find: Find) -> None:
    (found,) = find(text)
    assert (found.finding.rule, found.other) == ("duplicate-name", other)
    assert "same_name_as" in str(found.finding.suggestion)


@pytest.mark.parametrize(
    "text",
    [
        "id: method/other\ntype: Method\nlabel: BLOOMZ\n",
        "id: model/other\ntype: LanguageModel\nlabel: BLOOMZ\nsame_name_as: [model/bloomz]\n",
        f"id: paper/other\ntype: Paper\ntitle: {TITLE}\nversion_of: [muennighoff2022crosslingual]\n",
        "id: language/zzz\ntype: Language\nnames: {en: Swahili}\n",
        "id: model/other\ntype: LanguageModel\nlabel: 한국어 모델\n",
    ],
)
def test_what_is_told_apart_or_of_another_kind_is_none(text: str, find: Find) -> None:
    assert find(text) == []


def test_an_identifier_is_unique_even_of_versions(find: Find) -> None:
    found = find(
        "id: paper/other\ntype: Paper\ntitle: Another\nversion_of: [muennighoff2022crosslingual]\narxiv_id: '2211.01786'\n"
    )
    assert [double.finding.rule for double in found] == ["duplicate-arxiv-id"]


def test_a_pair_is_told_once_by_its_surest_sign(find: Find) -> None:
    found = find(f"id: paper/other\ntype: Paper\ntitle: {TITLE}\narxiv_id: '2211.01786'\n")
    assert [double.finding.rule for double in found] == ["duplicate-arxiv-id"]


def test_two_additions_that_are_one_are_told_at_the_second(find: Find) -> None:
    one = "id: model/one\ntype: LanguageModel\nlabel: ManyTongue\n"
    two = "id: model/two\ntype: LanguageModel\nlabel: Many-Tongue\n"
    (found,) = find(one, two)
    assert (found.draft.id, found.other) == ("model/two", "model/one")
    assert str(found.finding.location).startswith("1.yaml:3")
    assert str(found.finding.related[0].location).startswith("0.yaml:1")
    assert find(one, two + "same_name_as: [model/one]\n") == []
    assert find(one + "same_name_as: [model/two]\n", two) == []


def test_a_record_that_takes_the_place_of_its_own_is_no_duplicate_of_itself(find: Find, assets: Assets) -> None:
    assert find((assets.data / "papers" / "muennighoff2022crosslingual.yaml").read_text(encoding="utf-8")) == []


def test_what_a_replaced_record_is_called_is_free(find: Find) -> None:
    renamed = "id: model/bloomz\ntype: LanguageModel\nlabel: BLOOMZ 2\n"
    assert find(renamed, "id: model/other\ntype: LanguageModel\nlabel: BLOOMZ\n") == []


def test_no_two_records_of_the_graph_are_found_to_be_one(find: Find, records: dict[str, dict[str, Any]]) -> None:
    """Each record, brought again as it is, clashes with nothing, although two names are shared on purpose."""
    import yaml as pyyaml

    sample = [record for name, record in sorted(records.items()) if name.startswith(("paper/", "model/"))]
    assert find(*(pyyaml.safe_dump(record, allow_unicode=True) for record in sample[::9])) == []


def test_the_place_of_a_value_is_that_of_the_text_or_of_its_key() -> None:
    record = record_from_text("id: a\nalias: [b, c]\nunconfirmed:\n  - doi: d\n  - names: {en: e}\n", "x.yaml")
    assert str(value_place(record, "alias", "c")) == "x.yaml:2:12"
    assert str(value_place(record, "alias", "other")) == "x.yaml:2:1"
    assert str(value_place(record, "doi", "d")) == "x.yaml:4:10"
    assert str(value_place(record, "names", "e")) == "x.yaml:5:17"
    assert value_place(record, "title", "t") is None
    assert value_place(None, "title", "t") is None
