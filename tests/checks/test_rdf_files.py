"""RDF files: each format is read, nothing is fetched, what is dangerous is refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.checks.rdf_files import SUFFIXES, read_rdf
from mllm_kg.errors import UnreadableInput
from mllm_kg.namespaces import graph

HERE = graph("addition/0")
TRIPLE = ox.Triple(ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), ox.Literal("o"))
XML = '<?xml version="1.0"?>{}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">'
XML += '<rdf:Description rdf:about="http://a/s"><a:p>{}</a:p></rdf:Description></rdf:RDF>'
REMOTE = [
    '{"@context": "https://example.org/context.jsonld", "@id": "http://a/s"}',
    '{"@context": [{"a": "http://a/"}, "context.jsonld"], "@id": "http://a/s"}',
    '{"@context": {"@import": "https://example.org/context.jsonld"}, "@id": "http://a/s"}',
    '{"@context": {"a": {"@id": "http://a/", "@context": "file:///etc/passwd"}}, "a": {"@id": "http://a/s"}}',
]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_is_read(tmp_path: Path, suffix: str) -> None:
    content = ox.serialize([TRIPLE], format=SUFFIXES[suffix])
    path = tmp_path / f"file{suffix}"
    path.write_bytes(content)
    assert read_rdf(path, HERE) == [ox.Quad(*TRIPLE, HERE)]


def test_named_graphs_keep_their_name(tmp_path: Path) -> None:
    path = tmp_path / "file.trig"
    path.write_text('<http://a/g> { <http://a/s> <http://a/p> "o" }', encoding="utf-8")
    assert read_rdf(path, HERE) == [ox.Quad(*TRIPLE, ox.NamedNode("http://a/g"))]


@pytest.mark.parametrize("doctype", ['<!DOCTYPE r [<!ENTITY e "x">]>', '<!doctype r SYSTEM "file:///etc/passwd">'])
def test_a_document_type_is_refused(tmp_path: Path, doctype: str) -> None:
    path = tmp_path / "file.rdf"
    path.write_text(XML.format(doctype, "o"), encoding="utf-8")
    with pytest.raises(UnreadableInput, match="document type is refused"):
        read_rdf(path, HERE)


def test_a_document_type_can_not_hide_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "file.rdf"
    path.write_text(XML.format('<!DOCTYPE r [<!ENTITY e "x">]>', "&e;"), encoding="utf-16")
    with pytest.raises(UnreadableInput, match="not UTF-8"):
        read_rdf(path, HERE)


@pytest.mark.parametrize("text", REMOTE)
def test_a_remote_context_is_refused_and_not_fetched(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.jsonld"
    path.write_text(text, encoding="utf-8")
    events: list[str] = []
    listening = True

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event in ("socket.connect", "socket.getaddrinfo", "urllib.Request", "open"):
            events.append(f"{event} {arguments[0]}")

    sys.addaudithook(listen)
    with pytest.raises(UnreadableInput, match="nothing is ever fetched"):
        read_rdf(path, HERE)
    listening = False
    assert [event for event in events if str(path) not in event] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [("file.ttl", "<http://a/s> <http://a/p>\n  .\n"), ("file.rdf", "<rdf:RDF>"), ("file.jsonld", "{")],
)
def test_a_syntax_error_is_told_with_the_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=name):
        read_rdf(tmp_path / name, HERE)


def test_a_syntax_error_in_turtle_has_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "file.ttl").write_text("<http://a/s> <http://a/p>\n  .\n", encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        read_rdf(tmp_path / "file.ttl", HERE)
    assert caught.value.line == 2


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="No such file"):
        read_rdf(tmp_path / "file.ttl", HERE)
