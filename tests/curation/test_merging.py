"""New statements join the record that an entity has."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from mllm_kg.assets import Assets
from mllm_kg.curation.merging import merged
from mllm_kg.records.context import Context

A, B, C = "https://a.example/", "https://b.example/", "https://c.example/"
RECORD: dict[str, Any] = {
    "id": "model/m",
    "type": "LanguageModel",
    "label": "M",
    "year": 2022,
    "evidence": [A, B],
    "checked": "2026-11-22",
    "according_to": [{"source": [C], "weights": [C]}],
    "unconfirmed": [{"license": "MIT", "parameter_count": [1, 2]}, {"see": [C], "language_count": 3}],
}


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def joined(new: dict[str, Any], context: Context) -> dict[str, Any]:
    """Return what differs from the record afterwards."""
    before = deepcopy(RECORD)
    result = merged(RECORD, {"id": "model/m", **new}, context)
    assert before == RECORD
    return {key: value for key, value in result.items() if RECORD.get(key) != value} | {
        key: None for key in RECORD if key not in result
    }


def test_nothing_new_changes_nothing(context: Context) -> None:
    assert joined({}, context) == {}
    assert joined({"label": "M", "evidence": [A]}, context) == {}


def test_facts_with_the_record_s_own_evidence_become_its_own(context: Context) -> None:
    assert joined({"token_count": 5, "evidence": [B]}, context) == {"token_count": 5}


def test_names_need_no_source(context: Context) -> None:
    assert joined({"alias": ["Em"]}, context) == {"alias": ["Em"]}


def test_facts_from_another_page_join_its_block_or_make_one(context: Context) -> None:
    assert joined({"evidence": [C], "open_weights": True}, context) == {
        "according_to": [{"source": [C], "weights": [C], "open_weights": True}]
    }
    new = "https://new.example/"
    assert joined({"evidence": [new], "checked": "2027-01-01", "open_weights": True}, context)["according_to"][1:] == [
        {"source": [new], "checked": "2027-01-01", "open_weights": True}
    ]


def test_facts_without_a_source_join_the_plain_block(context: Context) -> None:
    found = joined({"unconfirmed": [{"byte_size": 9}]}, context)["unconfirmed"]
    assert found == [{"license": "MIT", "parameter_count": [1, 2], "byte_size": 9}, {"see": [C], "language_count": 3}]


def test_a_further_value_stands_beside_the_first(context: Context) -> None:
    assert joined({"year": 2023, "evidence": [A]}, context) == {"year": [2022, 2023]}
    assert joined({"according_to": [{"source": [C], "weights": [A]}]}, context)["according_to"] == [
        {"source": [C], "weights": [C, A]}
    ]


def test_texts_join_by_language(context: Context) -> None:
    record = {"id": "language/tok", "names": {"en": "Toki Pona"}}
    new = {"id": "language/tok", "names": {"ko": "토키 포나", "en": "Toki"}}
    assert merged(record, new, context)["names"] == {"en": ["Toki Pona", "Toki"], "ko": "토키 포나"}


def test_what_has_a_source_now_is_unconfirmed_no_longer(context: Context) -> None:
    found = joined({"evidence": [A], "license": "MIT", "parameter_count": [2]}, context)
    assert found["license"] == "MIT"
    assert found["parameter_count"] == [2]
    assert found["unconfirmed"] == [{"parameter_count": [1]}, {"see": [C], "language_count": 3}]
    found = joined(
        {"according_to": [{"source": [B], "license": "MIT", "parameter_count": [1, 2], "language_count": 3}]}, context
    )
    assert found["unconfirmed"] is None
