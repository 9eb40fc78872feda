"""Rows and their formats, judged by parsers that are not ours."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree

import pandas
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import Variable
from rdflib.query import Result

from mllm_kg.errors import DependencyMissing, OutputError, UnknownName
from mllm_kg.results import FORMATS, Row, Rows, Term, parse_json, serialize_boolean, to_python, value_text

XSD = "http://www.w3.org/2001/XMLSchema#"
SRX = "{http://www.w3.org/2005/sparql-results#}"


def typed(value: str, datatype: str) -> ox.Literal:
    """Make a literal of one of XML Schema's datatypes."""
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


TERMS: list[Term | None] = [
    ox.NamedNode("http://example.org/a?b=c&d=é"),
    ox.BlankNode("b0"),
    ox.Literal("plain"),
    ox.Literal(""),
    ox.Literal(" a \"b\", \\c\\ <d> & 'e' ]]>"),
    ox.Literal("line\nbreak\tand\rreturn"),
    ox.Literal("한국어", language="ko"),
    ox.Literal("x;y", language="zh-hant"),
    ox.Literal("\U0001f600\u2028\u00a0"),
    typed("7", "integer"),
    typed("+07", "integer"),
    typed("7.50", "decimal"),
    typed("7.", "decimal"),
    typed("1e5", "double"),
    typed("INF", "double"),
    typed("true", "boolean"),
    typed("1", "boolean"),
    typed("2020-01-31", "date"),
    typed("many", "integer"),
    None,
]
ROWS = Rows(["term", "again"], [(term, term) for term in TERMS])
OXIGRAPH = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}


class TestRows:
    """A table of terms."""

    def test_reads_like_a_sequence(self) -> None:
        assert len(ROWS) == len(TERMS)
        assert [row["term"] for row in ROWS] == TERMS
        assert ROWS[0] == Row({"term": 0, "again": 1}, (TERMS[0], TERMS[0]))
        assert ROWS[-1]["term"] is None
        assert "20 rows" in repr(ROWS)

    def test_row(self) -> None:
        row = Rows(["a", "b"], [(ox.Literal("x"), None)])[0]
        assert (row["a"], row[0], row["b"], len(row)) == (ox.Literal("x"), ox.Literal("x"), None, 2)
        assert row.get("a") == ox.Literal("x")
        assert row.get("b") is None
        assert row.get("c", ox.Literal("y")) == ox.Literal("y")
        assert row.asdict() == {"a": ox.Literal("x")}
        assert list(row) == [ox.Literal("x"), None]
        assert {row} == {Rows(["a", "b"], [(ox.Literal("x"), None)])[0]}
        with pytest.raises(KeyError):
            row["c"]

    def test_bindings(self) -> None:
        assert Rows(["a", "b"], [(None, None), (ox.Literal("x"), None)]).bindings == [{}, {"a": ox.Literal("x")}]

    def test_of_what_pyoxigraph_answers(self) -> None:
        answer: Any = ox.Store().query("SELECT ?b ?a { VALUES (?a ?b) { (1 UNDEF) (2 3) } } ORDER BY ?a")
        rows = Rows.of(answer)
        assert rows.variables == ("b", "a")
        assert rows.rows == [(None, typed("1", "integer")), (typed("3", "integer"), typed("2", "integer"))]


class TestFormats:
    """What is written can be read, and is what the specifications say."""

    def test_csv(self) -> None:
        text = ROWS.serialize("csv").decode()
        assert text.startswith("term,again\r\n")
        read = list(csv.reader(io.StringIO(text, newline="")))
        assert [row[0] for row in read[1:]] == [value_text(term) for term in TERMS]

    def test_tsv(self) -> None:
        lines = ROWS.serialize("tsv").decode().removesuffix("\n").split("\n")
        assert lines[0] == "?term\t?again"
        assert [line.split("\t")[0] for line in lines[1:5]] == [str(term) for term in TERMS[:4]]
        fields = dict(
            zip((value_text(term) for term in TERMS), (line.split("\t")[0] for line in lines[1:]), strict=True)
        )
        assert fields["7.50"] == "7.50"
        assert fields["7."] == f'"7."^^<{XSD}decimal>'
        assert fields["line\nbreak\tand\rreturn"] == '"line\\nbreak\\tand\\rreturn"'
        assert lines[-1] == "\t"

    @pytest.mark.parametrize("format", ["csv", "tsv"])
    def test_the_same_bytes_as_oxigraph(self, format: str) -> None:
        theirs = ox.parse_query_results(ROWS.serialize("json"), format=ox.QueryResultsFormat.JSON)
        assert theirs.serialize(format=OXIGRAPH[format]) == ROWS.serialize(format)

    @pytest.mark.parametrize("format", ["json", "xml", "tsv"])
    def test_oxigraph_reads_it(self, format: str) -> None:
        theirs: Any = ox.parse_query_results(ROWS.serialize(format), format=OXIGRAPH[format])
        assert Rows.of(theirs).variables == ROWS.variables
        theirs = ox.parse_query_results(ROWS.serialize(format), format=OXIGRAPH[format])
        found = Rows.of(theirs).rows
        if format == "tsv":  # Oxigraph trims what it reads from TSV
            assert len(found) == len(TERMS)
        elif format == "xml":  # and from XML
            assert [row[0] for row in found if row[0] != ox.Literal(value_text(TERMS[4]).strip())] == [
                term for term in TERMS if term != TERMS[4]
            ]
        else:
            assert found == ROWS.rows

    @pytest.mark.parametrize("format", ["json", "xml"])
    def test_rdflib_reads_it(self, format: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        result = Result.parse(io.BytesIO(ROWS.serialize(format)), format=format)
        assert [str(name) for name in result.vars or ()] == ["term", "again"]
        texts = [str(row.get(Variable("term"), "")) for row in result.bindings]
        assert texts[2:] == [value_text(term) for term in TERMS[2:]]
        assert texts[0] == value_text(TERMS[0])

    def test_xml_is_well_formed(self) -> None:
        tree = ElementTree.fromstring(ROWS.serialize("xml"))
        literals = [element.text or "" for element in tree.iter(SRX + "literal")]
        assert literals[::2] == [term.value for term in TERMS if isinstance(term, ox.Literal)]

    @pytest.mark.parametrize("format", FORMATS)
    def test_no_rows_and_no_variables(self, format: str) -> None:
        for rows in (Rows(["a"], []), Rows([], [()])):
            data = rows.serialize(format)
            if format in ("json", "xml"):
                theirs: Any = ox.parse_query_results(data, format=OXIGRAPH[format])
                assert Rows.of(theirs) == rows

    def test_control_characters(self) -> None:
        rows = Rows(["a"], [(ox.Literal("a\x00\x0bb"),)])
        assert json.loads(rows.serialize("json"))["results"]["bindings"][0]["a"]["value"] == "a\x00\x0bb"
        with pytest.raises(OutputError, match=r"XML can't hold the character U\+0000") as caught:
            rows.serialize("xml")
        assert "json" in str(caught.value)

    def test_unknown_format(self) -> None:
        with pytest.raises(UnknownName, match="No result format is called 'yaml'"):
            ROWS.serialize("yaml")
        with pytest.raises(UnknownName):
            serialize_boolean(True, "yaml")

    def test_triples_as_values(self) -> None:
        triple = ox.Triple(ox.NamedNode("a:b"), ox.NamedNode("a:c"), ox.Literal("<d>"))
        rows = Rows(["t"], [(triple,)])
        assert Rows.from_json(rows.serialize("json")) == rows
        assert "<subject><uri>a:b</uri></subject>" in rows.serialize("xml").decode()


class TestJson:
    """The format that servers answer with."""

    def test_round_trip(self) -> None:
        assert Rows.from_json(ROWS.serialize("json")) == ROWS

    @pytest.mark.parametrize("value", [True, False])
    def test_booleans(self, value: bool) -> None:
        assert parse_json(serialize_boolean(value, "json")) is value
        theirs: Any = ox.parse_query_results(serialize_boolean(value, "xml"), format=ox.QueryResultsFormat.XML)
        assert bool(theirs) is value
        assert serialize_boolean(value, "csv") == serialize_boolean(value, "tsv") == str(value).lower().encode()

    @pytest.mark.parametrize(
        "text", ["", "<html>", "{}", "[]", '{"head":{"vars":["a"]},"results":{"bindings":[{"b":1}]}}']
    )
    def test_something_else(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            parse_json(text)

    def test_a_truth_value_is_no_rows(self) -> None:
        with pytest.raises(ValueError, match="ASK"):
            Rows.from_json('{"head":{},"boolean":true}')


class TestPandas:
    """Data frames."""

    def test_values(self) -> None:
        rows = Rows(
            ["n", "x", "b", "s"], [(typed("7", "integer"), typed("1.5", "decimal"), typed("1", "boolean"), TERMS[0])]
        )
        frame = rows.to_pandas()
        assert list(frame.columns) == ["n", "x", "b", "s"]
        assert frame.iloc[0].tolist() == [7, 1.5, True, "http://example.org/a?b=c&d=é"]

    def test_missing_values_leave_numbers_alone(self) -> None:
        frame = Rows(["n"], [(typed("7", "integer"),), (None,)]).to_pandas()
        assert str(frame["n"].dtype) == "Int64"
        assert frame["n"].isna().tolist() == [False, True]

    def test_no_rows(self) -> None:
        assert list(Rows(["a", "b"], []).to_pandas().columns) == ["a", "b"]

    def test_without_pandas(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pandas", None)
        with pytest.raises(DependencyMissing, match="This needs pandas"):
            ROWS.to_pandas()

    @pytest.mark.parametrize(
        ("term", "value"),
        [
            (None, None),
            (typed("12", "integer"), 12),
            (typed("2021", "gYear"), 2021),
            (typed("many", "integer"), "many"),
            (typed("1.5", "decimal"), 1.5),
            (typed("INF", "double"), float("inf")),
            (typed("true", "boolean"), True),
            (typed("perhaps", "boolean"), "perhaps"),
            (typed("2020-01-31", "date"), "2020-01-31"),
            (ox.Literal("a", language="en"), "a"),
            (ox.NamedNode("a:b"), "a:b"),
            (ox.BlankNode("c"), "_:c"),
        ],
    )
    def test_to_python(self, term: Term | None, value: object) -> None:
        assert to_python(term) == value

    def test_frame_is_a_frame(self) -> None:
        assert isinstance(ROWS.to_pandas(), pandas.DataFrame)


def test_import_is_light() -> None:
    code = "import sys, mllm_kg.results; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {"json", "csv", "pandas", "rdflib", "xml.etree.ElementTree"}
