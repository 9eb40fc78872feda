"""The pages: well formed, one anchor for each term, links that lead somewhere, nothing loaded, the same bytes again."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import html5rdf
import pytest

import mllm_kg
from mllm_kg.namespaces import MLLM
from mllm_kg.reference import write_reference
from mllm_kg.reference.model import Reference
from mllm_kg.reference.pages import PAGES, render
from tests.reference import markup
from tests.reference.markup import Element

LARGEST = 1_500_000


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_formed(name: str, folder: Path, korean: Path) -> None:
    for path in (folder / name, korean / name):
        html5rdf.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))
        markup.read(path)
        assert path.stat().st_size < LARGEST


def test_every_term_has_one_anchor_that_is_its_local_name(
    pages: dict[str, Element], lines: list[tuple[str, ...]]
) -> None:
    ontology = {subject for subject, _, _, name in lines if name.endswith("graph/ontology")}
    terms = {subject.removeprefix(MLLM) for subject in ontology if subject.startswith(MLLM)}
    anchors = Counter(markup.ids(pages["ontology.html"]))
    assert {term: anchors[term] for term in terms} == dict.fromkeys(terms, 1)
    assert not [
        anchor for anchor in anchors if anchor not in terms and not anchor.startswith(("--", "all-", "content"))
    ]


def test_anchors_are_there_once(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        repeated = {anchor: number for anchor, number in Counter(markup.ids(page)).items() if number > 1}
        assert repeated == {}, name


def test_every_concept_question_shape_and_rule_has_an_anchor(pages: dict[str, Element], root: Path) -> None:
    concepts = {path.stem.replace("-", "/", 1) for path in (root / "data/taxonomy").glob("*.yaml")}
    assert concepts <= set(markup.ids(pages["taxonomy.html"]))
    assert {path.stem for path in (root / "queries").glob("*.rq")} <= set(markup.ids(pages["questions.html"]))
    assert {path.stem for path in (root / "queries/qc").glob("*.rq")} <= set(markup.ids(pages["rules.html"]))
    shapes = "".join(path.read_text() for path in (root / "shapes").glob("*.ttl"))
    assert set(re.findall(r"^mllmsh:(\S+) a sh:", shapes, re.MULTILINE)) <= set(markup.ids(pages["shapes.html"]))


def test_links_within_lead_somewhere_and_are_relative(pages: dict[str, Element]) -> None:
    anchors = {name: set(markup.ids(page)) for name, page in pages.items()}
    checked = 0
    for name, page in pages.items():
        for link in page.all("a"):
            href = link.attributes["href"]
            if href.startswith(("https://", "http://")):
                assert link.attributes.get("rel") == "external", href
                continue
            target, _, anchor = href.partition("#")
            assert (target or name) in pages, href
            assert not anchor or unquote(anchor) in anchors[target or name], f"{name}: {href}"
            checked += 1
        for label in page.all():
            for attribute in ("aria-labelledby", "aria-controls", "for"):
                for anchor in label.attributes.get(attribute, "").split():
                    assert anchor in anchors[name]
    assert checked > 5000


def test_nothing_is_loaded_but_the_files_beside(folder: Path, pages: dict[str, Element]) -> None:
    beside = {path.name for path in folder.iterdir()}
    for page in pages.values():
        for address in markup.loaded(page):
            assert address in beside or address.startswith("data:"), address
        assert not page.all("style")
        assert all(not element.attributes.get("style") for element in page.all())
        assert all(not key.startswith("on") for element in page.all() for key in element.attributes)
    for path in folder.glob("*.css"):
        assert not re.search(r"url\(|@import|@font-face", path.read_text())
    for name in ("page.js", "search.js"):
        text = (folder / name).read_text()
        assert not re.search(r"\b(fetch|XMLHttpRequest|import|eval|innerHTML|outerHTML|document\.write)\b", text), name


def test_the_same_graph_gives_the_same_bytes(kg: mllm_kg.KnowledgeGraph, folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    write_reference(mllm_kg.load(), kg.assets, list(kg.questions.values()), again)
    first, second = ({path.name: path.read_bytes() for path in place.iterdir()} for place in (folder, again))
    assert first == second


def test_a_term_shows_its_parts(pages: dict[str, Element]) -> None:
    (section,) = pages["ontology.html"].all("section", id="coversLanguage")
    text = section.text
    for part in (
        "covers language coversLanguage object property",
        "Is made for, contains or studies this language",
        "https://w3id.org/mllm-kg/ontology#coversLanguage",
        "지원 언어",
        "From research output",
        "To language",
        "close to dcterms:language",
        "statements",
        "ResearchOutput-coversLanguage",
        "models-for-language",
    ):
        assert part in text, part


def test_texts_are_marked_with_their_language(pages: dict[str, Element], korean: Path) -> None:
    (section,) = pages["ontology.html"].all("section", id="Paper")
    assert [element.text for element in section.all("dd", lang="ko")] == [
        "논문 연구를 보고하는 학술 문헌. 프리프린트, 학술지 논문, 학술대회 논문을 포함한다."
    ]
    page = markup.read(korean / "ontology.html")
    (root,) = page.all("html")
    assert root.attributes["lang"] == "ko"
    (section,) = page.all("section", id="Paper")
    (title,) = section.all("span", class_="title")
    assert title.text == "논문"
    assert next(element.text for element in section.all("dd", lang="en")).startswith("paper A scholarly text")


def test_a_language_written_from_right_to_left_says_so(small: Callable[..., Reference]) -> None:
    ontology = "mllm:A a owl:Class ; rdfs:label 'model'@en , 'نموذج'@ar ; skos:definition 'x'@en , 'تعريف'@ar ."
    text = render(small(ontology))["ontology.html"].decode()
    assert '<dd lang="ar" dir="rtl"><b>نموذج</b> تعريف </dd>' in text
    text = render(small(ontology, language="ar"))["ontology.html"].decode()
    assert '<html lang="en">' in text, "the page itself falls back to English"
    assert '<span lang="ar" dir="rtl">نموذج</span>' in text


def test_many_languages_are_folded(small: Callable[..., Reference]) -> None:
    labels = " , ".join(f"'{tag}-label'@{tag}" for tag in ("en", "ko", "zh", "ja", "es", "fr"))
    text = render(small(f"mllm:A a owl:Class ; rdfs:label {labels} ."))["ontology.html"].decode()
    assert '<details class="languages">' in text
    assert text.count("-label</b>") == 5


EVIL = "<script>alert(1)</script>\"'&"


def test_what_the_data_says_is_text_and_never_markup(small: Callable[..., Reference]) -> None:
    ontology = f"""mllm:A a owl:Class ; rdfs:label {json.dumps(EVIL)}@en ; skos:definition {json.dumps(EVIL)} ;
        rdfs:seeAlso <javascript:alert(1)> .
        mllm:p a owl:DatatypeProperty ."""
    data = f"kg:model\\/x a mllm:A ; rdfs:label {json.dumps(EVIL)} ; mllm:p {json.dumps(EVIL)} ."
    files = render(small(ontology, data))
    for name in PAGES:
        text = files[name].decode()
        assert "<script>alert" not in text, name
        assert 'href="javascript:' not in text, name
    text = files["ontology.html"].decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_index_of_the_search_has_every_anchor(folder: Path, reference: Reference) -> None:
    text = (folder / "search-index.js").read_text(encoding="ascii")
    found = json.loads(text.removeprefix('"use strict";\nwindow.referenceIndex = ').rstrip().removesuffix(";"))
    addresses = [entry[2] for entry in found]
    assert len(addresses) == len(set(addresses))
    assert {f"ontology.html#{entry.local}" for entry in reference.entries} <= set(addresses)
    assert {"taxonomy.html#strategy/sft-alignment", "questions.html#new-since", "rules.html#derivation-cycle"} <= set(
        addresses
    )
    model = next(entry for entry in found if entry[2] == "ontology.html#LanguageModel")
    assert "언어 모델" in model[4]
    assert len(text) < 400_000


def test_the_first_page_says_how_to_cite(pages: dict[str, Element], root: Path) -> None:
    text = pages["index.html"].text
    citation = (root / "CITATION.cff").read_text()
    for part in ("Version 0.1.0", "https://w3id.org/mllm-kg/", "Libo Qin", "CC BY 4.0"):
        assert part in text
    assert re.search(r"^message: (.+)$", citation, re.MULTILINE)[1] in text  # type: ignore[index]


def test_the_named_graphs_are_counted_as_the_export_says(
    pages: dict[str, Element], lines: list[tuple[str, ...]]
) -> None:
    sizes = Counter(name.removeprefix("https://w3id.org/mllm-kg/graph/") for _, _, _, name in lines)
    for key in ("ontology", "survey-list", "names", "inferred", "inferred/unconfirmed", "provenance"):
        (row,) = pages["graphs.html"].all("tr", id=key)
        assert row.children[-1].text == f"{sizes[key]:,}"
    assert f"{len(lines):,}" in pages["index.html"].text
    assert f"{len(sizes):,}" in pages["index.html"].text
