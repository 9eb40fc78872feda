"""Markdown lists of several styles, read, and compared with what a person reads in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mllm_kg.curation.importers.awesome_list import read_awesome_list
from mllm_kg.curation.importers.venues import Venues

CORPUS = Path(__file__).parent / "corpus"
LISTS = sorted(CORPUS.glob("*.md"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_of_each_style_is_read_as_a_person_reads_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    reading = read_awesome_list(path.read_text(encoding="utf-8"), path.name, Venues(["EMNLP", "Patterns"]))
    assert [entry.to_dict() for entry in reading.entries] == expected["entries"]
    assert [[f.rule, f.location.line] for f in reading.findings if f.location] == expected["findings"]
