"""Questions 31 to 36, against answers counted from the records and the list."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.questions.counting import Ask, Records, blocks, column, of_kind, value, values


@pytest.fixture(scope="module")
def disagreements(ask: Ask) -> list[dict[str, object]]:
    return ask("listing-disagreements")


def test_the_links_of_gpt3_and_chatgpt_lead_to_the_work_of_others(ask: Ask) -> None:
    links = {row["thing"]: row for row in ask("listing-disagreements", field="link")}
    gpt3 = links["paper/brown2020language"]
    assert gpt3["listed"] == "https://arxiv.org/abs/2209.14500"
    assert gpt3["holds"].endswith("2005.14165")
    assert gpt3["other"] == "paper/patel2022bidirectional"
    chatgpt = links["model/chatgpt"]
    assert chatgpt["listed"] == "https://arxiv.org/abs/2401.17163"
    assert gpt3["kind"] == chatgpt["kind"] == "other-work-linked"


def test_xglm_is_found_listed_twice_under_two_titles(ask: Ask) -> None:
    twice = {row["thing"]: row for row in ask("listing-disagreements", field="duplicate")}
    xglm = twice["paper/lin-etal-2022-shot"]
    assert {str(xglm["listed"]).lower(), str(xglm["holds"]).lower()} == {
        "few-shot learning with multilingual language models",
        "few-shot learning with multilingual generative language models",
    }


def test_each_field_of_a_paper_is_reported_once_for_each_value(disagreements: list[dict[str, object]]) -> None:
    counts = Counter((row["field"], row["thing"], row["listed"]) for row in disagreements)
    assert max(counts.values()) == 1


def test_duplicates(ask: Ask, records: Records, listing: list[dict[str, str]]) -> None:
    expected = set()
    for name, record in records.items():
        keys = values(record, "listed_key")
        rows = [row for row in listing if row["key"] in keys]
        codes = Counter(row["list_code"] for row in rows)
        if len(keys) > 1 or max(codes.values(), default=0) > 1:
            expected.add(name)
    assert set(column(ask("listing-disagreements", field="duplicate"), "thing")) == expected


def test_preprints_listed_as_such_are_reported_once_published(
    ask: Ask, records: Records, listing: list[dict[str, str]]
) -> None:
    reported = set(column(ask("listing-disagreements", field="venue"), "thing"))
    for name, paper in of_kind(records, "paper").items():
        keys = values(paper, "listed_key")
        venues = {row["listed_venue"] for row in listing if row["key"] in keys} - {""}
        known = set(values(paper, "published_in"))
        if known and venues - known:
            assert name in reported, (name, venues, known)


@pytest.mark.parametrize(
    ("field", "key", "listed"), [("year", "year", "listed_year"), ("title", "title", "listed_title")]
)
def test_values_that_differ_are_reported(
    field: str, key: str, listed: str, ask: Ask, records: Records, listing: list[dict[str, str]]
) -> None:
    reported = set(column(ask("listing-disagreements", field=field), "thing"))
    for name, paper in of_kind(records, "paper").items():
        keys = values(paper, "listed_key")
        known = {_letters(one) for one in (*values(paper, key), *values(paper, "publication_year"))}
        for row in listing:
            if row["key"] in keys and known and _letters(row[listed]) not in known:
                assert name in reported, (name, row[listed], known)


def _letters(text: object) -> str:
    return "".join(c for c in str(text).lower() if c.isascii() and c.isalnum())


def test_disagreements_about_the_list_are_all_there(disagreements: list[dict[str, object]], records: Records) -> None:
    fields = {"listedFirstAuthor": "author", "listedCodeUrl": "code", "listedStrategy": "strategy"}
    fields |= {"listedUrl": "link", "listedTitle": "title", "listedVenue": "venue", "listedYear": "year"}
    found = {(row["thing"], row["field"], row["listed"]) for row in disagreements}
    for name, record in records.items():
        for noted in record.get("disagreement") or []:
            field = fields.get(noted["field"]) if "field" in noted else "identity"
            if noted.get("disputes_entry") and field:
                assert (name, field, noted["stated"]) in found


def test_unconfirmed_facts(ask: Ask, records: Records) -> None:
    rows = ask("unconfirmed-facts", entity="bloomz")
    facts = {row["property"].rpartition("#")[2]: row["facts"] for row in rows}
    unconfirmed = [
        block for block in blocks(records["model/bloomz"]) if block in records["model/bloomz"]["unconfirmed"]
    ]
    assert facts["coversLanguage"] == sum(len(block.get("covers_language", [])) for block in unconfirmed)
    subjects = set(column(ask("unconfirmed-facts"), "subject"))
    assert {name for name in subjects if name in records} <= {
        n for n, record in records.items() if "unconfirmed" in record
    }
    assert "model/mt5" in subjects


@pytest.mark.parametrize("entity", ["paper/muennighoff2022crosslingual", "model/mt5"])
def test_evidence_for_entity(entity: str, ask: Ask, records: Records) -> None:
    rows = ask("evidence-for-entity", entity=entity)
    record = records[entity]
    sources = {row["source"] for row in rows if row["source"]}
    pages = set(record["evidence"]).union(*(block["source"] for block in record.get("according_to", [])))
    assert pages <= sources
    own = [row for row in rows if row["record"] == f"data/{entity.partition('/')[0]}s/{entity.partition('/')[2]}.yaml"]
    assert {row["source"] for row in own if row["property"].endswith(("#title", "#label"))} == set(record["evidence"])
    assert {row["status"] for row in rows if row["source"] is None} <= {"unconfirmed"}


def test_preprints_published_later(ask: Ask, records: Records) -> None:
    expected = {
        name
        for name, paper in of_kind(records, "paper").items()
        if values(paper, "arxiv_id") and values(paper, "published_in")
    }
    rows = ask("preprints-published-later")
    assert set(column(rows, "paper")) == expected
    for row in rows:
        paper = records[row["paper"]]
        later = value(paper, "publication_year"), value(paper, "year")
        assert row["yearsLater"] == (later[0] - later[1] if None not in later else None)
    assert {row["paper"] for row in ask("preprints-published-later", venue="EMNLP")} == {
        name for name in expected if "EMNLP" in values(records[name], "published_in")
    }


def test_similar_papers(ask: Ask) -> None:
    rows = ask("similar-papers")
    assert sorted(column(rows, "arxivId")) == [
        "2402.11295",
        "2402.14714",
        "2403.01081",
        "2404.05829",
        "2404.14897",
        "2404.18766",
        "2406.04692",
        "2406.15126",
        "2406.18629",
    ]
    shared = {row["arxivId"]: row["sharedAuthors"] for row in rows}
    assert shared["2402.11295"] == 1  # Wanxiang Che
    assert sum(shared.values()) == 1


def test_taxonomy_translations(ask: Ask, records: Records) -> None:
    expected = {
        (name, block["pref_label"]["ko"])
        for name, record in records.items()
        for block in (record, *record.get("according_to", ()))
        if isinstance(block.get("pref_label"), dict) and "ko" in block["pref_label"] and "in_scheme" in record
    }
    assert len(expected) == 43
    rows = ask("taxonomy-translations")
    assert {(row["term"], row["translation"]) for row in rows} == expected
    assert ("strategy/parameter-tuning-alignment", "파라미터 튜닝 정렬") in expected
