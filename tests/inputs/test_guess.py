"""The syntax of a text, told by a name or by how the text begins."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mllm_kg.assets import Assets
from mllm_kg.inputs.guess import FORMATS, SEARCHED, SUFFIXES, format_of, guess
from mllm_kg.inputs.rdf.formats import FORMATS as RDF_FORMATS


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("x.yaml", "yaml"),
        ("x.yml", "yaml"),
        ("a.b/x.TTL", "ttl"),
        ("x.trig", "trig"),
        ("x.nt", "nt"),
        ("x.nq", "nq"),
        ("x.jsonld", "jsonld"),
        ("x.json", "jsonld"),
        ("x.rdf", "rdf"),
        ("x.owl", "rdf"),
        ("x.xml", "rdf"),
        ("x.csv", None),
        ("x", None),
        (".yaml", None),
        ("x.yaml~", None),
    ],
)
def test_a_suffix_tells_the_format(name: str, format: str | None) -> None:
    assert format_of(name) == format


def test_every_format_has_a_suffix_and_a_reader() -> None:
    assert set(FORMATS) == set(SUFFIXES.values()) == {"yaml", *RDF_FORMATS}


def test_a_folder_is_not_searched_for_suffixes_that_others_use() -> None:
    assert {".json", ".xml"} & SEARCHED == set()
    assert {".yaml", ".ttl", ".jsonld", ".rdf"} <= SEARCHED


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("id: model/x\n", "yaml"),
        ("# a comment\n\n---\nid: x\n", "yaml"),
        ("- id: x\n", "yaml"),
        ('"id": x\n', "yaml"),
        ("%YAML 1.2\n---\n", "yaml"),
        ("label:\n  en: x\n", "yaml"),
        ("@prefix kg: <http://a.example/> .\n", "ttl"),
        ("# c\nPREFIX kg: <http://a.example/>\nkg:a kg:b kg:c .\n", "ttl"),
        ("@base <http://a.example/> .\n", "ttl"),
        ("base <http://a.example/>\n", "ttl"),
        ("<http://a.example/s>\n  <http://a.example/p> 1 .\n", "ttl"),
        ("kg:model/x a mllm:LanguageModel .\n", "ttl"),
        ("[ a <http://a.example/C> ] .\n", "ttl"),
        ("@prefix : <http://a.example/> .\n:g { :s :p :o }\n", "trig"),
        ("<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n", "nt"),
        ('_:b <http://a.example/p> "a \\" b"@en .\n', "nt"),
        ('<http://a.example/s> <http://a.example/p> "1"^^<http://a.example/d> .\n', "nt"),
        ("<http://a.example/s> <http://a.example/p> <http://a.example/o> <http://a.example/g> .\n", "nq"),
        ('{"@context": {}}\n', "jsonld"),
        ('[\n  {"@id": "x"}]\n', "jsonld"),
        ("[]\n", "jsonld"),
        ("<?xml version='1.0'?>\n<rdf:RDF/>\n", "rdf"),
        ('<rdf:RDF xmlns:rdf="x">\n', "rdf"),
        ("<!DOCTYPE rdf:RDF []>\n", "rdf"),
        ("", None),
        ("\n# only a comment", None),
        ("Foo bar\n", None),
        ("\x00\x01", None),
    ],
)
def test_the_beginning_of_a_text_tells_its_format(text: str, format: str | None) -> None:
    assert guess(text) == format


@pytest.mark.parametrize("format", list(RDF_FORMATS))
def test_what_an_engine_writes_is_guessed_right(format: str) -> None:
    node = ox.NamedNode("http://a.example/s")
    quad = ox.Quad(node, node, ox.Literal("x: y"), node if format in ("nq", "trig") else ox.DefaultGraph())
    written = (ox.serialize([quad], format=RDF_FORMATS[format]) or b"").decode()
    assert guess(written) in (format, {"ttl": "nt"}.get(format))


def test_records_are_guessed_as_yaml(assets: Assets) -> None:
    for path in sorted(assets.data.glob("*/*.yaml"))[::100]:
        assert guess(path.read_text(encoding="utf-8")) == "yaml"


def test_guessing_takes_no_longer_for_a_text_that_never_ends() -> None:
    assert guess("<" * 200_000) in ("ttl", None)
    assert guess(" " * 200_000 + "x" * 200_000) is None
