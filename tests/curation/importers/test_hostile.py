"""Files that nobody wrote in good faith: only findings come of them, quickly, and nothing is opened."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mllm_kg.curation.importers.venues import Venues
from mllm_kg.curation.importing import FORMATS, read_list

VENUES = Venues(["ACL", "EMNLP"])
MANY = 3_000
PIECES = ["- ", "* ", "1. ", "# ", "**", "*", "_", "`", "[", "]", "(", ")", "](", "![", "<", ">", "</", "<br>", "<a href=", '"', "'", "|", "|-|", "\n",
          "\n\n", "  ", "\\", "&amp;", "&#x", "http://", "https://arxiv.org/abs/2305.10001", "et al.", ", ", ". ", ": ", " by ", "ACL 2023", "'22",
          "{", "}", "@article{", "@string{", "title = ", "author = ", " and ", "#", "=", "$", "%", "\\'", "\\input{", "year", '{"title":', '"author":',
          '"issued":', "null", "[[", "]]", "1e999", "\x00", "\u202e", "é", "한", "𝔸", "😀", "Ada Example", "A Title of Words"]  # fmt: skip
HOSTILE = {
    "awesome-list": [
        "[",
        "- ",
        "**a ",
        "<",
        "<a ",
        "<!--",
        "![a](",
        "> ",
        "- [",
        "&#",
        "| ",
        "A. ",
        "Ab Cd, ",
        "et al ",
        "- a\n",
        "(",
        "…",
        "`",
    ],
    "bibtex": ["@", "@a{", "{", "@article{a,title={", "\\'", "$", '"', " and ", "a#", "@string{a=", "{\\emph"],
    "csl-json": ["[", "{", '{"a":', '"', "[1,", "9"],
}


@pytest.mark.parametrize(("format", "piece"), [(name, piece) for name, pieces in HOSTILE.items() for piece in pieces])
def test_one_thing_again_and_again_is_read(format: str, piece: str) -> None:
    for text in (
        piece * MANY,
        "- " + piece * MANY,
        "@misc{a, title = {" + piece * MANY + "}}",
        '[{"title": "' + piece * MANY,
    ):
        reading = read_list(format, text, "x", VENUES)
        assert len(reading.entries) <= MANY


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=150, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_anything_is_read_without_an_error(format: str, text: str) -> None:
    reading = read_list(format, text, "x", VENUES)
    lines = text.count("\n") + text.count("\r") + 2
    for entry in reading.entries:
        assert 0 < (entry.location.line or 0) <= lines
        assert "\n" not in entry.title
    for found in reading.findings:
        assert found.location is not None
        assert 0 < (found.location.line or 0) <= lines
        assert found.suggestion


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_read_without_an_error(format: str, text: str) -> None:
    read_list(format, text, "x", VENUES)


def test_nothing_is_opened_or_fetched() -> None:
    texts = {
        "awesome-list": "- [A title of words](file:///etc/passwd) <img src='http://example.org/x'> <script>alert(1)</script>\n",
        "bibtex": "@misc{a, title = {\\input{/etc/passwd} \\include{x} A title}, url = {file:///etc/passwd}}",
        "csl-json": '{"title": "A title of words", "URL": "http://example.org/x"}',
    }
    for name, text in texts.items():
        read_list(name, text, "x", VENUES)
    events: list[str] = []
    watching = True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in ("open", "socket.connect", "subprocess.Popen", "os.system", "urllib.Request"):
            events.append(f"{event} {arguments}")

    sys.addaudithook(hook)
    for name, text in texts.items():
        reading = read_list(name, text, "x", VENUES)
        assert all(
            "file:" not in page for entry in reading.entries for page in (*entry.pages, *entry.others, *entry.code)
        )
    watching = False
    assert events == []
