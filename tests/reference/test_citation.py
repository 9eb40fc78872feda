"""How to cite, as the citation file says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from mllm_kg.errors import UnreadableInput
from mllm_kg.reference.citation import Citation, load_citation


@pytest.fixture
def citation(root: Path) -> Citation:
    found = load_citation(root / "CITATION.cff")
    assert found is not None
    return found


def test_it_says_what_the_file_says(citation: Citation, root: Path) -> None:
    told = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation.message == told["message"]
    assert (citation.work.title, citation.work.version, citation.work.link) == (
        told["title"],
        told["version"],
        told["url"],
    )
    assert citation.date == str(told["date-released"])
    assert citation.work.year == citation.date[:4]
    assert list(citation.licenses) == told["license"]
    assert [work.title for work in citation.references] == [work["title"] for work in told["references"]]
    first = citation.references[0]
    assert [name.rpartition(" ")[2] for name in first.authors] == [
        person["family-names"] for person in told["references"][0]["authors"]
    ]
    assert first.link == "https://doi.org/10.1016/j.patter.2024.101118"


def test_the_bibtex_is_that_of_the_documentation(citation: Citation, root: Path) -> None:
    page = (root / "docs/citing.md").read_text(encoding="utf-8")
    documented = re.search(r"@misc\{mllm_kg,.*?\n\}", page, re.DOTALL)
    assert documented is not None
    squeeze = re.compile(r"\s+")
    assert squeeze.sub(" ", citation.bibtex) == squeeze.sub(" ", documented[0])


def test_names_and_addresses_of_other_kinds(tmp_path: Path) -> None:
    path = tmp_path / "CITATION.cff"
    path.write_text(
        'cff-version: 1.2.0\nmessage: Cite it.\ntitle: "A_b & NLP of 100%"\nauthors:\n  - name: "R&D"\n'
        "license: MIT\nreferences:\n"
        '  - {title: X, authors: [{given-names: A, family-names: B}], identifiers: [{type: other, value: "arXiv:1.2"}]}\n'
    )
    found = load_citation(path)
    assert found is not None
    assert found.licenses == ("MIT",)
    assert found.references[0].authors == ("A B",)
    assert found.references[0].link == "https://arxiv.org/abs/1.2"
    assert "author" in found.bibtex
    assert "R\\&D" in found.bibtex
    assert "100\\%" in found.bibtex
    assert "{NLP}" in found.bibtex


def test_no_file_is_no_citation_and_a_poor_one_an_error(tmp_path: Path) -> None:
    path = tmp_path / "CITATION.cff"
    assert load_citation(path) is None
    path.write_text("title: X\n")
    with pytest.raises(UnreadableInput, match="a citation has"):
        load_citation(path)
