"""Parameters: what a person types becomes an RDF term, and nothing else enters a query."""

from __future__ import annotations

import subprocess
import sys

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mllm_kg import KnowledgeGraph
from mllm_kg.errors import AmbiguousName, BadParameter, UnknownName
from mllm_kg.guard import tokens
from mllm_kg.namespaces import KG
from mllm_kg.questions import bind
from mllm_kg.questions.binding import sparql_term
from mllm_kg.questions.blocks import data_blocks, fill

XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = [
    '"',
    "'",
    "\\",
    '"""',
    "} UNION { ?s ?p ?o",
    "UNDEF } ?a ?b ?c . VALUES ?x { UNDEF",
    '" } SERVICE <http://localhost:1/> { ?s ?p ?o } VALUES ?x { "',
    "<http://example.org/> } ; DROP ALL #",
    "> } SERVICE <http://localhost:1/> { ?s ?p ?o",
    "\\u007D \\u0053ERVICE",
    "a\nb\r\n# c",
    "\x00",
    "?strategy",
    "$contains",
    "x' || 'a'='a",
    "🦊 \u202e ﷽",
    "a" * 5000,
]


class TestTerms:
    """Each type gives its kind of term."""

    def test_defaults_leave_the_text_as_it_is(self, kg: KnowledgeGraph) -> None:
        question = kg.question("papers-using-strategy")
        bound = bind(question, {}, kg)
        assert bound.text == question.sparql
        assert bound.terms == {"strategy": ox.NamedNode(KG + "strategy/sft-alignment"), "year": None}

    def test_every_block_is_filled(self, kg: KnowledgeGraph) -> None:
        bound = bind(kg.question("models-trained-on-resource"), {"resource": "xP3"}, kg)
        contents = [block.content for block in data_blocks(bound.text) if block.name == "resource"]
        assert contents == [f"<{KG}resource/xp3>"] * 3

    def test_integer(self, kg: KnowledgeGraph) -> None:
        bound = bind(kg.question("papers-using-strategy"), {"year": " 2023 "}, kg)
        assert bound.terms["year"] == ox.Literal("2023", datatype=ox.NamedNode(XSD + "integer"))

    def test_date(self, kg: KnowledgeGraph) -> None:
        bound = bind(kg.question("new-since"), {"since": "2023-07-01"}, kg)
        assert bound.terms["since"] == ox.Literal("2023-07-01", datatype=ox.NamedNode(XSD + "date"))

    def test_choice_in_any_case(self, kg: KnowledgeGraph) -> None:
        bound = bind(kg.question("largest-resources"), {"measure": "Bytes"}, kg)
        assert bound.terms["measure"] == ox.Literal("bytes")

    def test_any_lifts_a_default(self, kg: KnowledgeGraph) -> None:
        bound = bind(kg.question("resources-for-language"), {"language": "any"}, kg)
        assert bound.terms["language"] is None
        assert {block.content for block in data_blocks(bound.text) if block.name == "language"} == {"UNDEF"}

    @pytest.mark.parametrize(
        "typed",
        [
            "bloomz",
            "BLOOMZ",
            "model/bloomz",
            "kg:model/bloomz",
            KG + "model/bloomz",
            f"<{KG}model/bloomz>",
        ],
    )
    def test_entity(self, typed: str, kg: KnowledgeGraph) -> None:
        bound = bind(kg.question("model-lineage"), {"model": typed}, kg)
        assert bound.terms["model"] == ox.NamedNode(KG + "model/bloomz")

    @pytest.mark.parametrize("typed", ["2211.01786", "https://arxiv.org/abs/2211.01786", "2023.acl-long.891"])
    def test_entity_by_identifier(self, typed: str, kg: KnowledgeGraph) -> None:
        bound = bind(kg.question("entity-profile"), {"entity": typed}, kg)
        assert bound.terms["entity"] == ox.NamedNode(KG + "paper/muennighoff2022crosslingual")


class TestMistakes:
    """What is off gets a clear answer."""

    def test_unknown_question(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UnknownName) as caught:
            kg.query("paper-by-strategy")
        assert "papers-by-strategy" in caught.value.candidates

    def test_unknown_parameter(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UnknownName, match="parameter of models-for-language") as caught:
            kg.query("models-for-language", langauge="swa")
        assert caught.value.candidates == ("language",)

    def test_unknown_entity(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UnknownName) as caught:
            kg.query("models-for-language", language="Swahilli")
        assert any("Swahili" in candidate for candidate in caught.value.candidates)

    def test_entity_of_another_kind(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UnknownName, match="language"):
            kg.query("models-for-language", language="model/bloomz")

    def test_ambiguous_entity(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(AmbiguousName):
            kg.query("entity-profile", entity="okapi")

    @pytest.mark.parametrize(
        ("name", "parameter", "value", "expected"),
        [
            ("papers-using-strategy", "year", "lately", "a whole number"),
            ("papers-using-strategy", "year", "20x9", "a whole number"),
            ("papers-using-strategy", "year", "2023.0", "a whole number"),
            ("papers-using-strategy", "year", "9" * 40, "a whole number"),
            ("papers-using-strategy", "year", "", "a whole number"),
            ("papers-using-strategy", "year", "٢٠٢٣", "a whole number"),
            ("most-active-organizations", "minimum", "any", "a whole number"),
            ("new-since", "since", "2024", "a date"),
            ("new-since", "since", "2024-02-30", "a date"),
            ("new-since", "since", "01/02/2024", "a date"),
            ("new-since", "since", "2024-W01-1", "a date"),
            ("largest-resources", "measure", "weight", "one of bytes, examples, languages, tokens"),
            ("licenses", "contains", "\ud800", "Unicode text"),
        ],
    )
    def test_wrong_type(self, name: str, parameter: str, value: str, expected: str, kg: KnowledgeGraph) -> None:
        with pytest.raises(BadParameter) as caught:
            kg.query(name, **{parameter: value})
        assert caught.value.expected.startswith(expected)
        assert f"{parameter}={caught.value.example}" in str(caught.value)
        kg.query(name, **{parameter: caught.value.example})


class TestInjection:
    """A value is data: it is refused, or it is one term in its place."""

    @pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
    def test_as_text(self, value: str, kg: KnowledgeGraph) -> None:
        question = kg.question("licenses")
        bound = bind(question, {"contains": value}, kg)
        assert len(list(tokens(bound.text))) == len(list(tokens(question.sparql)))
        rows = kg.query("licenses", contains=value)
        assert all(value.lower() in str(row["license"]).lower() for row in rows)

    @pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
    @pytest.mark.parametrize(
        ("name", "parameter"),
        [
            ("papers-using-strategy", "year"),
            ("new-since", "since"),
            ("largest-resources", "measure"),
            ("models-for-language", "language"),
            ("entity-profile", "entity"),
        ],
    )
    def test_as_anything_else(self, name: str, parameter: str, value: str, kg: KnowledgeGraph) -> None:
        with pytest.raises((BadParameter, UnknownName, AmbiguousName)):
            kg.query(name, **{parameter: value})

    @given(st.text())
    @settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    def test_any_text_is_one_term(self, kg: KnowledgeGraph, value: str) -> None:
        if value.strip().lower() == "any":
            return
        question = kg.question("licenses")
        bound = bind(question, {"contains": value}, kg)
        assert len(list(tokens(bound.text))) == len(list(tokens(question.sparql)))
        assert bound.terms["contains"] == ox.Literal(value)
        kg.select(bound.text)


class TestEscapes:
    """A literal is read back as it was given, by engines that resolve codepoint escapes early and by those that don't."""

    VALUES = (
        r"\u0022",
        r"\\u007D",
        "\\\\\\u0041",
        r"\U00000022 }",
        "\\\x00u",
        r"\u00750041",
        "\\",
        r"\n",
        "u0041",
        '\\"u0041',
    )

    @given(st.text(alphabet="\\uU0175aF\"'{}<>\n ?", max_size=24))
    @settings(max_examples=500, deadline=None)
    def test_oxigraph_reads_it_back(self, value: str) -> None:
        solutions = ox.Store().query(f"SELECT * {{ VALUES ?x {{ {sparql_term(ox.Literal(value))} }} }}")
        assert isinstance(solutions, ox.QuerySolutions)
        assert [row["x"] for row in solutions] == [ox.Literal(value)]

    @pytest.mark.parametrize("value", VALUES)
    def test_both_engines_read_it_back(self, value: str) -> None:
        query = f"SELECT * {{ VALUES ?x {{ {sparql_term(ox.Literal(value))} }} }}"
        solutions = ox.Store().query(query)
        assert isinstance(solutions, ox.QuerySolutions)
        assert [row["x"] for row in solutions] == [ox.Literal(value)]
        assert [str(row[0]) for row in rdflib.Graph().query(query)] == [value]  # type: ignore[index]
        assert len(list(tokens(query))) == len(list(tokens("SELECT * { VALUES ?x { 1 } }")))


class TestBlocks:
    """Only data blocks are data blocks."""

    def test_look_alikes_are_left_alone(self) -> None:
        text = (
            'SELECT * { # VALUES ?a { 1 }\n BIND("VALUES ?a { 1 }" AS ?b) ?values <x:VALUES> ?a .'
            " values $a { UNDEF } VALUES (?a) { (UNDEF) } VALUES ?c {} }"
        )
        assert [(block.name, block.content) for block in data_blocks(text)] == [("a", "UNDEF"), ("c", "")]
        assert fill(text, {"a": "2"}) == text.replace("$a { UNDEF }", "$a { 2 }")


def test_asking_imports_no_parser_and_no_matcher() -> None:
    heavy = ("yaml", "ruamel", "rdflib", "rapidfuzz", "difflib", "pyshacl", "owlready2", "SPARQLWrapper")
    code = f"import sys, mllm_kg.questions; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
