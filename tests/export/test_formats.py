"""Every format gives back the same graph through parsers that are not ours, and the same bytes every time."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import time
import warnings
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from mllm_kg.errors import OutputError, UnknownName
from mllm_kg.export import FORMATS, GRAPHS, export, select
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import GRAPH, KG, MLLM, PREFIXES

RDF, RDFS, OWL, XSD = (PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}

SMALL = """
@prefix kg: <https://w3id.org/mllm-kg/id/> . @prefix kgg: <https://w3id.org/mllm-kg/graph/> .
@prefix mllm: <https://w3id.org/mllm-kg/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
kgg:ontology {
  mllm:trainedOn a owl:ObjectProperty ; rdfs:label "trained on"@en ; owl:propertyChainAxiom ( mllm:basedOn mllm:trainedOn ) .
  mllm:OpenModel a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf (
      mllm:LanguageModel [ a owl:Restriction ; owl:onProperty mllm:openWeights ; owl:hasValue true ] ) ] .
  [] a owl:AllDisjointClasses ; owl:members ( mllm:Paper mllm:Person mllm:Language ) .
  <https://w3id.org/mllm-kg/ontology> a owl:Ontology ; rdfs:label "An ontology"@en, "온톨로지"@ko .
}
<https://w3id.org/mllm-kg/graph/model/bloomz> {
  <https://w3id.org/mllm-kg/id/model/bloomz> mllm:parameterCount 7100000000, 560000000, 176000000000 ;
    a mllm:LanguageModel ; rdfs:label "BLOOMZ" ; mllm:releaseDate "2022-11-03"^^xsd:date ; mllm:score 7.50, -1.0E3 ;
    mllm:openWeights true ; mllm:coversLanguage <https://w3id.org/mllm-kg/id/language/swa>, <https://w3id.org/mllm-kg/id/language/afr> .
}
kgg:inferred { <https://w3id.org/mllm-kg/id/model/bloomz> a mllm:OpenModel . }
kgg:provenance { <https://w3id.org/mllm-kg/graph/model/bloomz> mllm:recordFile "data/models/bloomz.yaml" . }
"""
TURTLE = """\
@prefix language: <https://w3id.org/mllm-kg/id/language/> .
@prefix mllm: <https://w3id.org/mllm-kg/ontology#> .
@prefix model: <https://w3id.org/mllm-kg/id/model/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# Ontology

<https://w3id.org/mllm-kg/ontology> a owl:Ontology ;
    rdfs:label "An ontology"@en, "온톨로지"@ko .

# Classes

mllm:OpenModel a owl:Class ;
    owl:equivalentClass [
        a owl:Class ;
        owl:intersectionOf ( mllm:LanguageModel [ a owl:Restriction ; owl:hasValue true ; owl:onProperty mllm:openWeights ] )
    ] .

# Object properties

mllm:trainedOn a owl:ObjectProperty ;
    rdfs:label "trained on"@en ;
    owl:propertyChainAxiom ( mllm:basedOn mllm:trainedOn ) .

# Axioms

[] a owl:AllDisjointClasses ;
    owl:members ( mllm:Paper mllm:Person mllm:Language ) .

# Individuals

<https://w3id.org/mllm-kg/graph/model/bloomz> mllm:recordFile "data/models/bloomz.yaml" .

model:bloomz a mllm:LanguageModel, mllm:OpenModel ;
    rdfs:label "BLOOMZ" ;
    mllm:coversLanguage language:afr, language:swa ;
    mllm:openWeights true ;
    mllm:parameterCount 560000000, 7100000000, 176000000000 ;
    mllm:releaseDate "2022-11-03"^^xsd:date ;
    mllm:score "-1.0E3"^^xsd:double, 7.50 .
"""


def quads_of(trig: str) -> list[ox.Quad]:
    """Parse TriG."""
    return list(ox.parse(trig.encode(), format=ox.RdfFormat.TRIG))


def written(quads: Iterable[ox.Quad], format: str) -> bytes:
    """Write statements in a format."""
    out = io.BytesIO()
    FORMATS[format].write(quads, out)
    return out.getvalue()


def merged(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Put all statements in the default graph."""
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]


def canonical(quads: Iterable[ox.Quad]) -> set[str]:
    """Return a dataset in a form that equals that of any isomorphic one."""
    plain, blank = set(), []
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            blank.append(quad)
        else:
            plain.add(str(quad))
    dataset = ox.Dataset(blank)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return plain | {str(quad) for quad in dataset}


def rdflib_quads(data: bytes, format: str) -> list[ox.Quad]:
    """Parse with rdflib, and carry the result over by way of N-Quads."""
    normalize, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = rdflib.Dataset()
            found.parse(data=data, format=RDFLIB[format])
            lines = found.serialize(format="nquads")
        return list(ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS))
    finally:
        rdflib.NORMALIZE_LITERALS = normalize


def check_round_trip(quads: list[ox.Quad], format: str, *, with_rdflib: bool = True) -> None:
    """Assert that a format gives back the graph, by Oxigraph's parser and by rdflib's."""
    data = written(quads, format)
    expected = canonical(quads if FORMATS[format].named_graphs else merged(quads))
    assert canonical(ox.parse(data, format=OXIGRAPH[format])) == expected
    if with_rdflib:
        assert canonical(rdflib_quads(data, format)) == expected


NASTY = [
    ' a "b" \\ \'c\' ', "line\nbreak\r\n\ttab", "ends with a quote\"", "ends with a backslash\\", '"""', "'''", "", " ", "]]>", "<&>",
    "한국어 ß \U0001f600 \u2028\u0085\u00a0", "a.b", "_:x", "@prefix", "# not a comment", "{}[]()", "%41", "\\u0041", "\u0301",
]  # fmt: skip
IRIS = [
    "http://example.org/", "http://example.org/a", "http://example.org/a.b.", "http://example.org/(x)'y'", "http://example.org/a,b;c=d&e$f!g*h+i@j~k",
    "http://example.org/%41?q=1#f", "http://예.com/한", "urn:isbn:0-1", "mailto:a@b", KG + "model/bloomz", KG + "model/-x", KG + "model/x-",
    KG + "model/a/b", KG + "model/", KG + "paper/2020x", KG + "list-entry/1", GRAPH + "model/bloomz", MLLM + "iso639-3", MLLM + "a.b", MLLM + ".a",
    "model:bloomz", "mllm:x", "geo:37.78,-122.39", "paper:x", "https://w3id.org/mllm-kg/ontology",
]  # fmt: skip
PREDICATES = [
    RDF + "type",
    RDFS + "label",
    MLLM + "coversLanguage",
    "http://example.org/p",
    "http://example.org/x/_q",
    "urn:x:p",
]
LITERALS = [
    *(ox.Literal(text) for text in NASTY),
    *(ox.Literal(text, language=tag) for text, tag in zip(NASTY, ["en", "ko", "zh-hant-tw", "x-a"], strict=False)),
    *(
        ox.Literal(value, datatype=ox.NamedNode(XSD + kind))
        for kind, values in {
            "integer": ["0", "-0", "+7", "007", "many", "", " 1"],
            "decimal": ["7.50", ".5", "5.", "5", "-0.0", "+1.10"],
            "double": ["1e5", "1.5E-3", ".5e0", "5.e1", "1", "INF", "NaN"],
            "boolean": ["true", "false", "1", "TRUE"],
            "date": ["2020-02-30", "2020-01-01"],
            "anyURI": ["http://example.org/"],
        }.items()
        for value in values
    ),
    ox.Literal("<b/>", datatype=ox.NamedNode(RDF + "XMLLiteral")),
    ox.Literal("x", datatype=ox.NamedNode("http://example.org/datatype")),
]
NASTY_QUADS = [
    ox.Quad(ox.NamedNode(iri), ox.NamedNode(predicate), value, graph)
    for iri in IRIS
    for predicate in PREDICATES[1:]
    for value in (ox.NamedNode(IRIS[(IRIS.index(iri) * 7) % len(IRIS)]), ox.Literal("x"))
    for graph in (ox.NamedNode(GRAPH + "model/bloomz"), ox.NamedNode(iri))
] + [
    ox.Quad(ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p"), literal) for literal in LITERALS
]


class TestRoundTrip:
    """What is written means what was there."""

    @pytest.mark.parametrize("format", FORMATS)
    def test_small(self, format: str) -> None:
        check_round_trip(quads_of(SMALL), format)

    @pytest.mark.parametrize("format", FORMATS)
    def test_nasty_iris_and_literals(self, format: str) -> None:
        check_round_trip(NASTY_QUADS, format, with_rdflib=False)

    @pytest.mark.parametrize("format", FORMATS)
    def test_nasty_literals_in_rdflib(self, format: str) -> None:
        unlike = ("\u2028", "\u0085")  # rdflib's N-Quads break lines there
        literals = [literal for literal in LITERALS if not any(character in literal.value for character in unlike)]
        subject, predicate = ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p")
        check_round_trip([ox.Quad(subject, predicate, literal) for literal in literals], format)

    @pytest.mark.parametrize("format", ["turtle", "rdfxml", "ntriples"])
    def test_rdflib_finds_it_isomorphic(self, format: str) -> None:
        expected, found = rdflib.Graph(), rdflib.Graph()
        expected.parse(data=written(quads_of(SMALL), "ntriples"), format="nt")
        found.parse(data=written(quads_of(SMALL), format), format=RDFLIB[format])
        assert isomorphic(expected, found)

    @pytest.mark.parametrize("format", FORMATS)
    @pytest.mark.parametrize(
        "text",
        [
            "_:a <x:p> _:b . _:b <x:p> _:a .",
            "_:a <x:p> _:a .",
            "<x:s> <x:p> _:a . <x:t> <x:p> _:a . _:a <x:q> 1 .",
            "<x:s> <x:p> _:a . _:a <x:p> _:b . _:b <x:p> _:c . _:c <x:q> 1, 2 .",
            "<x:s> <x:p> _:a . _:x <x:p> _:y .",
            "_:a <x:p> _:b . _:b <x:p> _:c . _:c <x:p> _:b .",
            "<x:s> <x:p> () , ( 1 ) , ( 'a' <x:b> [] ( <x:c> ) ) , ( [ <x:p> 1 ] [ <x:p> 2 ] ) .",
            "<x:s> <x:p> _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 .",
            "_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> () .",
            "<x:s> <x:p> _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1, 2 ; "
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> () .",
            "<x:s> <x:p> _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; "
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .",
            "<x:g> { <x:s> <x:p> _:a } <x:h> { _:a <x:p> 1 }",
            "<x:g> { <x:s> <x:p> _:a . _:a <x:p> 1 } <x:h> { <x:s> <x:p> 1 }",
            "<x:s> a [ <x:p> 1 ] , <x:T> .",
            "[] <x:p> [] , [] .",
            "",
        ],
    )
    def test_blank_nodes(self, text: str, format: str) -> None:
        check_round_trip(quads_of(text), format)

    @given(
        st.lists(
            st.builds(
                ox.Quad,
                st.sampled_from([*map(ox.NamedNode, IRIS[:4]), *map(ox.BlankNode, "abcd")]),
                st.sampled_from(
                    [*map(ox.NamedNode, PREDICATES), ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest")]
                ),
                st.one_of(
                    st.sampled_from([*map(ox.NamedNode, [*IRIS, RDF + "nil"]), *map(ox.BlankNode, "abcd"), *LITERALS]),
                    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])).map(ox.Literal),
                ),
                st.sampled_from(
                    [ox.DefaultGraph(), ox.NamedNode(GRAPH + "ontology"), ox.NamedNode("http://example.org/g")]
                ),
            ),
            max_size=12,
        ),
        st.sampled_from(list(FORMATS)),
    )
    @settings(max_examples=400, deadline=None)
    def test_anything(self, quads: list[ox.Quad], format: str) -> None:
        try:
            check_round_trip(quads, format, with_rdflib=False)
        except OutputError:
            assert format == "rdfxml"


class TestDeterminism:
    """The same graph gives the same bytes."""

    @pytest.mark.parametrize("format", FORMATS)
    def test_order_and_labels_do_not_matter(self, format: str) -> None:
        first = written(quads_of(SMALL), format)
        shuffled = quads_of(SMALL.replace("[ a owl:Class ;", "_:zz . _:zz a owl:Class ;", 1).replace(") ] .", ") .", 1))
        random.Random(7).shuffle(shuffled)
        assert written(shuffled, format) == first

    def test_hash_seed_and_locale_do_not_matter(self) -> None:
        code = (
            "import sys; from tests.export.test_formats import *\n"
            "for format in FORMATS: sys.stdout.buffer.write(written(quads_of(SMALL) + NASTY_QUADS, format))"
        )
        outputs = set()
        for seed, zone in (("1", "Asia/Seoul"), ("2", "America/Lima")):
            environment = {
                **os.environ,
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "LC_ALL": "C",
                "PYTHONUTF8": "0",
                "PYTHONPATH": ".",
            }
            outputs.add(
                subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout
            )
        assert len(outputs) == 1
        assert len(outputs.pop()) > 10_000

    @pytest.mark.parametrize("format", ["ntriples", "nquads"])
    def test_lines_are_sorted(self, format: str) -> None:
        lines = written(NASTY_QUADS, format).decode().removesuffix("\n").split("\n")
        assert lines == sorted(set(lines))


class TestReadability:
    """What a person sees."""

    def test_turtle(self) -> None:
        assert written(quads_of(SMALL), "turtle").decode() == TURTLE

    def test_trig_keeps_graphs(self) -> None:
        text = written([*quads_of(SMALL), *quads_of("<x:s> <x:p> 1 .")], "trig").decode()
        assert text.index("<x:s> <x:p> 1 .") < text.index("kgg:inferred {") < text.index("kgg:ontology {")
        assert "\n<https://w3id.org/mllm-kg/graph/model/bloomz> {\n    model:bloomz a mllm:LanguageModel ;\n" in text
        assert "\nkgg:inferred {\n    model:bloomz a mllm:OpenModel .\n}\n" in text

    def test_long_lists_have_a_line_each(self) -> None:
        codes = [f"l{number:02d}" for number in range(40)]
        languages = ", ".join(f"<{KG}language/{code}>" for code in codes)
        text = written(quads_of(f"<{KG}model/m> <{MLLM}coversLanguage> {languages} ."), "turtle").decode()
        assert text.endswith(
            "model:m mllm:coversLanguage\n" + ",\n".join(f"        language:{code}" for code in codes) + " .\n"
        )

    def test_jsonld_shows_prefixes_and_needs_no_context(self) -> None:
        document: dict[str, Any] = json.loads(written(quads_of(SMALL), "jsonld"))
        assert document["@context"]["model"] == KG + "model/"
        assert all(isinstance(value, str) for value in document["@context"].values())
        graphs = {graph["@id"]: graph["@graph"] for graph in document["@graph"]}
        assert graphs["kgg:inferred"] == [{"@id": "model:bloomz", "@type": ["mllm:OpenModel"]}]

    def test_jsonld_prefixes_never_hide_a_scheme(self) -> None:
        quads = quads_of(f"<model:x> <x:p> <{KG}model/bloomz> .")
        assert "model" not in json.loads(written(quads, "jsonld"))["@context"]
        check_round_trip(quads, "jsonld")

    def test_no_statements(self) -> None:
        assert written([], "turtle") == written([], "trig") == written([], "nquads") == b""

    def test_rdfxml_says_what_it_cannot_hold(self) -> None:
        for text, reason in (
            ("<x:s> <http://example.org/1> 1 .", "has no name for the property <http://example.org/1>"),
            ("<x:s> <x:p> '\\u0001' .", r"can't hold the character U\+0001"),
        ):
            with pytest.raises(OutputError, match=reason):
                written(quads_of(text), "rdfxml")

    def test_statements_about_statements(self) -> None:
        triple = ox.Triple(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("o"))
        quads = [ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), triple)]
        with pytest.raises(OutputError, match="statement about a statement"):
            written(quads, "rdfxml")
        with pytest.raises(OutputError, match="statement about a statement"):
            written(quads, "jsonld")

    def test_triples_are_written_too(self) -> None:
        out = io.BytesIO()
        FORMATS["turtle"].write([ox.Triple(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("o"))], out)
        assert out.getvalue() == b'\n<x:s> <x:p> "o" .\n'


class TestParts:
    """Which graphs are exported under which name."""

    @pytest.fixture
    def dataset(self) -> Dataset:
        return Dataset.from_quads(quads_of(SMALL))

    @pytest.mark.parametrize(
        ("part", "graphs"),
        [
            ("all", {"ontology", "model/bloomz", "inferred", "provenance"}),
            ("data", {"model/bloomz"}),
            ("ontology", {"ontology"}),
            ("inferred", {"inferred"}),
            ("provenance", {"provenance"}),
            ("model/bloomz", {"model/bloomz"}),
            (GRAPH + "model/bloomz", {"model/bloomz"}),
        ],
    )
    def test_parts(self, dataset: Dataset, part: str, graphs: set[str]) -> None:
        names = {str(quad.graph_name).strip("<>").removeprefix(GRAPH) for quad in select(dataset, part)}
        assert names == graphs

    def test_every_statement_is_in_one_part(self, dataset: Dataset) -> None:
        parts = [list(select(dataset, part)) for part in GRAPHS if part != "all"]
        assert (
            sum(map(len, parts)) == len({quad for part in parts for quad in part}) == len(list(select(dataset, "all")))
        )

    def test_a_part_may_be_empty(self) -> None:
        out = io.BytesIO()
        export(Dataset.from_quads([]), "turtle", "inferred", out)
        assert out.getvalue() == b""

    def test_unknown_names(self, dataset: Dataset) -> None:
        with pytest.raises(UnknownName, match="No export format is called 'n3'"):
            export(dataset, "n3", "all", io.BytesIO())
        with pytest.raises(UnknownName, match="No graph is called 'everything'"):
            export(dataset, "turtle", "everything", io.BytesIO())


def test_speed() -> None:
    """100,000 triples in Turtle take less than three seconds of one core."""
    name, subjects = ox.NamedNode(RDFS + "label"), [ox.NamedNode(f"{KG}paper/p{number}") for number in range(2500)]
    quads = [ox.Quad(subject, name, ox.Literal(f'"{place}"', language="en")) for place, subject in enumerate(subjects)]
    for place, subject in enumerate(subjects):
        for other in range(39):
            predicate = ox.NamedNode(f"{MLLM}p{other % 9}")
            quads.append(
                ox.Quad(subject, predicate, subjects[place * other % 2500] if other % 3 else ox.Literal(other * place))
            )
    start = time.process_time()
    assert written(quads, "turtle")
    assert time.process_time() - start < 3
