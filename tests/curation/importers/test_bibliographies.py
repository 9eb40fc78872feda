"""BibTeX and CSL-JSON, with the oddities that real files have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mllm_kg.curation.importers.bibtex import read_bibtex
from mllm_kg.curation.importers.csl_json import read_csl_json
from mllm_kg.curation.importers.model import Reading
from mllm_kg.curation.importers.venues import Venues
from mllm_kg.findings import Severity

CORPUS = Path(__file__).parent / "corpus"
FILES = {"references.bib": read_bibtex, "items.json": read_csl_json}


def bibtex(text: str) -> Reading:
    return read_bibtex(text, "x.bib", Venues())


def csl(text: str) -> Reading:
    return read_csl_json(text, "x.json", Venues())


@pytest.mark.parametrize("name", FILES)
def test_a_bibliography_is_read_as_a_person_reads_it(name: str) -> None:
    path = CORPUS / name
    expected = json.loads((CORPUS / f"{path.stem}.expected.json").read_text(encoding="utf-8"))
    reading = FILES[name](path.read_text(encoding="utf-8"), name, Venues(["EMNLP"]))
    assert [entry.to_dict() for entry in reading.entries] == expected["entries"]
    assert [[f.rule, f.location.line] for f in reading.findings if f.location] == expected["findings"]


def test_a_finding_has_the_line_that_it_is_about() -> None:
    found = bibtex("\n@misc{a,\n  title = {A title here},\n  doi = {wrong}\n}\n").findings[0]
    assert found.source == "  doi = {wrong}"
    assert found.severity is Severity.WARNING
    assert "10.18653/" in str(found.suggestion)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@article{a, title = {B", "left open"),
        ("@article{a, title = {B}, year 2020}", "field"),
        ("@article{a title = {B}}", "no comma"),
    ],
)
def test_a_block_that_cant_be_read_says_what_is_wrong(text: str, words: str) -> None:
    assert words in str(bibtex(text).findings[0].message)


def test_an_unreadable_block_keeps_no_other_out() -> None:
    reading = bibtex("@article{a, title = {B\n\n@article{c, title = {A good one}}\n")
    assert [entry.title for entry in reading.entries] == ["A good one"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ada Example and Writer, Bo", ["Ada Example", "Bo Writer"]),
        ("de la Cruz, Juan", ["Juan de la Cruz"]),
        ("{Meta AI} and {The {NLP} Group}", ["Meta AI", "The NLP Group"]),
        ("Ludwig van Beethoven", ["Ludwig van Beethoven"]),
        (r"Erd{\H{o}}s, P{\'a}l", ["Pál Erdős"]),
    ],
)
def test_names_are_told_given_name_first(written: str, read: list[str]) -> None:
    entry = bibtex(f"@misc{{a, title = {{A title}}, author = {{{written}}}}}").entries[0]
    assert entry.authors == read
    assert entry.authors_complete is True


@pytest.mark.parametrize(
    ("title", "read"),
    [
        (r"{\it Italic} \textbf{bold} {C}ase", "Italic bold Case"),
        (r"\input{/etc/passwd} stays unread", "stays unread"),
        (r"\href{https://example.org}{A link} to it", "https://example.org A link to it"),
        (r"On $n^2$ and $\beta$", "On n^2 and β"),
        ("{" * 40 + "Deep" + "}" * 40, "Deep"),
        ("100% of A & B", "100% of A & B"),
    ],
)
def test_latex_in_titles_becomes_text(title: str, read: str) -> None:
    got = bibtex(f"@misc{{a, title = {{{title}}}}}").entries[0].title
    assert got.replace(" ", "") == read.replace(" ", "")


def test_one_item_needs_no_array() -> None:
    assert [entry.title for entry in csl('{"title": "Alone in the World"}').entries] == ["Alone in the World"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[{"title": "A b"},\n {"title": ]', 2),
        ('[{"title": "A b"}\n {"title": "C d"}]', 2),
        ("[" * 100_000, 1),
        ("", 1),
        ('[{"title": "A b"}] trailing', 1),
        ('[{"title": "A b"}', 1),
    ],
)
def test_json_that_ends_badly_is_told_with_its_line(text: str, line: int) -> None:
    reading = csl(text)
    assert [(f.rule, f.location.line) for f in reading.findings if f.location] == [("entry-syntax", line)]
    assert all(entry.title == "A b" for entry in reading.entries)


def test_the_program_stays_silent_about_blocks_that_it_tells_itself(capsys: pytest.CaptureFixture[str]) -> None:
    bibtex("@article{a, title = {B")
    assert capsys.readouterr() == ("", "")
