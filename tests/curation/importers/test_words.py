"""Identifiers, venues, names and titles, as lists write them."""

from __future__ import annotations

import re
from typing import Any

import pytest

import mllm_kg
from mllm_kg.checks.shapes import load_shapes
from mllm_kg.curation.identifiers import EXAMPLES, Identifiers, identify, told_by_acl, told_by_arxiv, written
from mllm_kg.curation.importers.names import listed_authors
from mllm_kg.curation.importers.venues import VenueFound, Venues


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://arxiv.org/abs/2211.01786", Identifiers("2211.01786")),
        ("http://www.arxiv.org/pdf/2211.01786v3.pdf", Identifiers("2211.01786")),
        ("arXiv preprint arXiv:2211.01786", Identifiers("2211.01786")),
        ("https://huggingface.co/papers/2305.12345", Identifiers("2305.12345")),
        ("https://arxiv.org/abs/cs/0112017", Identifiers("cs/0112017")),
        ("https://arxiv.org/abs/math.GT/0309136v1", Identifiers("math.GT/0309136")),
        ("https://doi.org/10.48550/arXiv.2305.05940", Identifiers("2305.05940")),
        ("https://aclanthology.org/2023.acl-long.891.pdf", Identifiers(acl_anthology_id="2023.acl-long.891")),
        ("https://www.aclweb.org/anthology/P19-1310/", Identifiers(acl_anthology_id="P19-1310")),
        ("https://doi.org/10.18653/V1/P19-1310", Identifiers(doi="10.18653/v1/p19-1310", acl_anthology_id="P19-1310")),
        ("https://dl.acm.org/doi/10.1145/3611643.3616350", Identifiers()),
        ("doi: 10.1145/3611643.3616350.", Identifiers(doi="10.1145/3611643.3616350")),
        ("see section 2211.01786 of the law", Identifiers()),
        ("https://arxiv.org/abs/2213.01786", Identifiers()),
        ("https://example.org/2023.acl-long.891", Identifiers()),
    ],
)
def test_identifiers_are_read_off_addresses_and_texts(text: str, found: Identifiers) -> None:
    assert identify(text) == found


@pytest.mark.parametrize("key", EXAMPLES)
def test_an_example_of_an_identifier_is_one_by_the_shapes(key: str, assets: Any) -> None:
    rule = {"arxiv_id": "Paper-arxivId", "doi": "ResearchOutput-doi", "acl_anthology_id": "Paper-aclAnthologyId"}[key]
    pattern = load_shapes(assets.shapes).rules[rule].parameters["pattern"][0].value
    assert re.search(pattern, EXAMPLES[key])
    found = written(key, EXAMPLES[key])
    assert found is not None
    assert found.items()[key] == EXAMPLES[key]


@pytest.mark.parametrize("text", ["", "2211", "2211.017", "nothing", "10.x/y", "2023.acl-long", "x" * 5000])
@pytest.mark.parametrize("key", EXAMPLES)
def test_what_is_no_identifier_is_refused(key: str, text: str) -> None:
    assert written(key, text) is None


def test_identifiers_of_the_graph_tell_what_its_records_say(records: dict[str, dict[str, Any]]) -> None:
    seen = 0
    for record in records.values():
        if "arxiv_id" in record and "submitted" in record:
            year, month = told_by_arxiv(record["arxiv_id"])
            assert record["submitted"].startswith(f"{year}-{month:02}"), record["id"]
            seen += 1
        if "acl_anthology_id" in record and "published_in" in record:
            year, series = told_by_acl(record["acl_anthology_id"])
            assert record["publication_year"] == year, record["id"]
            assert not series or series in record["published_in"], record["id"]
            seen += 1
    assert seen > 100


VENUES = Venues(["EMNLP", "ACL", "EMNLP (System Demonstrations)", "Patterns", "NeurIPS workshop"])


@pytest.mark.parametrize(
    ("text", "series", "year"),
    [
        ("EMNLP'22", "EMNLP", 2022),
        ("EMNLP22", "EMNLP", 2022),
        ("*ACL 2023*", "ACL", 2023),
        ("Findings of ACL 2023", "Findings of ACL", 2023),
        ("ACL 2023 Findings", "Findings of ACL", 2023),
        ("Findings of the Association for Computational Linguistics: EMNLP 2023", "Findings of EMNLP", 2023),
        ("Proceedings of the 59th Annual Meeting of the Association for Computational Linguistics and the 11th "
         "International Joint Conference on Natural Language Processing", "ACL-IJCNLP", None),
        ("Proceedings of the 2023 Conference on Empirical Methods in Natural Language Processing: System "
         "Demonstrations", "EMNLP (System Demonstrations)", 2023),
        ("Advances in Neural Information Processing Systems 35", "NeurIPS", None),
        ("NIPS 2017", "NeurIPS", 2017),
        ("Accepted by ICLR 2024 (Spotlight)", "ICLR", 2024),
        ("Patterns", "Patterns", None),
        ("patterns of use", "", None),
        ("Third Workshop on Things at EMNLP 2023", "", 2023),
        ("FMDM@NeurIPS2023", "", 2023),
        ("Jan 2022", "", 2022),
        ("2023/05", "", 2023),
        ("arXiv:2011.01786", "", None),
        ("Sora Kim", "", None),
    ],
)  # fmt: skip
def test_venues_are_called_as_the_graph_calls_them(text: str, series: str, year: int | None) -> None:
    found = VENUES.read(text)
    assert (found.series, found.year) == (series, year)


def test_a_preprint_is_no_venue() -> None:
    assert VENUES.read("arXiv preprint arXiv:2211.01786") == VenueFound(preprint=True, alone=True)


def test_every_venue_of_the_graph_is_recognised_by_its_own_name(kg: mllm_kg.KnowledgeGraph) -> None:
    labels = [row[0].value for row in kg.select("SELECT ?label { ?v a mllm:Venue ; rdfs:label ?label }").rows]  # type: ignore[union-attr]
    assert labels
    venues = Venues(labels)
    assert [label for label in labels if venues.read(label).series != label] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Example, Bo Writer", ["Ada Example", "Bo Writer"]),
        ("Ada Example*, Bo Writer†, and Chi O'Third¹", ["Ada Example", "Bo Writer", "Chi O'Third"]),
        ("by Ada Example & Bo van der Writer", ["Ada Example", "Bo van der Writer"]),
        ("Authors: A. B. Example; C. Writer", ["A. B. Example", "C. Writer"]),
        ("Ada Example (Example Labs), Bo Writer", ["Ada Example", "Bo Writer"]),
    ],
)
def test_names_are_told_apart(text: str, names: list[str]) -> None:
    assert listed_authors(text) == (names, None)


@pytest.mark.parametrize(
    "text", ["Ada Example et al.", "Ada Example, and others", "Ada Example, etc", "Ada Example ..."]
)
def test_names_that_go_on_are_not_all(text: str) -> None:
    assert listed_authors(text) == (["Ada Example"], False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Learning from data",
        "Google Research",
        "ACL 2023",
        "a survey of things",
        "See the paper, and the code",
        "x" * 300,
    ],
)
def test_what_names_nobody_is_no_list_of_authors(text: str) -> None:
    assert listed_authors(text, sure=False) is None
