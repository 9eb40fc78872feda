"""The survey's list is loaded as it is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mllm_kg.errors import RecordErrors
from mllm_kg.namespaces import KG, MLLM, iri
from mllm_kg.records.listing import COLUMNS, read_listing

STRATEGIES = {"PTA/sft": iri("strategy", "sft-alignment")}
ROW = "1,key,A title,Some et al,https://a.example/,,ACL,2022,PTA/sft"


def write(folder: Path, *rows: str) -> Path:
    path = folder / "listing.csv"
    path.write_text("\n".join((",".join(COLUMNS), *rows)) + "\n", encoding="utf-8")
    return path


def test_a_row_becomes_an_entry_with_what_it_lists(tmp_path: Path) -> None:
    listing = read_listing(write(tmp_path, ROW), STRATEGIES)
    facts = {quad.predicate.value.removeprefix(MLLM): quad.object.value for quad in listing.quads}
    assert facts["listedTitle"] == "A title"
    assert facts["listedUrl"] == "https://a.example/"
    assert facts["listedStrategy"] == KG + "strategy/sft-alignment"
    assert "listedCodeUrl" not in facts
    assert listing.entries == {"key": [iri("list-entry", "1")]}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW.replace("PTA/sft", "PTA/stf"), "'PTA/stf' is no list code"),
        (ROW.replace("1,", "2,", 1).replace("https://a.example/", "a b"), "'a b' is no address"),
        (ROW.replace("1,", "one,", 1), "'one' is no position"),
        (ROW, "stands twice"),
    ],
)
def test_a_row_that_can_not_be_read_names_its_line(row: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(RecordErrors) as caught:
        read_listing(write(tmp_path, ROW, row), STRATEGIES)
    (finding,) = caught.value.findings
    assert words in finding.message
    assert finding.location is not None
    assert finding.location.line == 3


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "listing.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(RecordErrors, match="columns"):
        read_listing(path, STRATEGIES)
