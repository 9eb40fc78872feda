"""Questions and prefixes: what SIB's tools list and declare, and queries that run as they are described."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
import yaml

import mllm_kg
from mllm_kg.namespaces import PREFIXES

SH = "http://www.w3.org/ns/shacl#"
QUERY = "https://w3id.org/mllm-kg/query/"
ONTOLOGY = "https://w3id.org/mllm-kg/ontology"

# What SIB's tests demand of an example, but for schema:target, which is for the server to add.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix x: <http://example.org/> .
x:Example sh:targetClass sh:SPARQLExecutable ;
  sh:property [ sh:path [ sh:alternativePath ( sh:select sh:ask sh:construct ) ] ; sh:minCount 1 ; sh:maxCount 1 ],
    [ sh:path rdfs:comment ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype rdf:langString ],
    [ sh:path sh:prefixes ; sh:minCount 1 ], [ sh:path rdfs:label ; sh:minCount 1 ; sh:uniqueLang true ],
    [ sh:path schema:keywords ; sh:minCount 1 ; sh:pattern "^[^\\\\s].*[^\\\\s]$" ] .
x:Parameter sh:targetClass sh:Parameter ;
  sh:property [ sh:path sh:path ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ],
    [ sh:path sh:nodeKind ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( sh:IRI sh:Literal ) ],
    [ sh:path sh:optional ; sh:minCount 1 ; sh:maxCount 1 ], [ sh:path sh:defaultValue ; sh:maxCount 1 ] .
"""


@pytest.fixture(scope="module")
def described(view: Callable[[str], ox.Store]) -> ox.Store:
    """The questions and the prefixes together, as a server would have them."""
    store = ox.Store()
    store.extend(view("questions"))
    store.extend(view("prefixes"))
    return store


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    """Answer a query to the views."""
    solutions = store.query(query, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [tuple(row[name].value if row[name] is not None else "" for name in names) for row in solutions]


def headers(root: Path) -> dict[str, dict[str, object]]:
    """Return the header of every question, read from its file on our own."""
    found = {}
    for path in sorted((root / "queries").glob("*.rq")):
        lines = path.read_text(encoding="utf-8").splitlines()
        header = "\n".join(line[2:].removeprefix(" ") for line in lines if line.startswith("#+"))
        found[path.stem] = yaml.safe_load(header)
    return found


def test_sibs_shapes_for_examples_hold(described: ox.Store) -> None:
    data = rdflib.Graph().parse(
        data=ox.serialize((quad.triple for quad in described), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    conforms, _, report = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(data=SHAPES, format="turtle"))
    assert conforms, report


def test_sibs_editor_lists_every_question_once(described: ox.Store, root: Path) -> None:
    query = """SELECT ?question ?comment ?text WHERE {
      ?question a sh:SPARQLExecutable ; rdfs:comment ?comment ; (sh:select|sh:ask|sh:construct) ?text }"""
    found = rows(described, query)
    assert len(found) == len({name for name, _, _ in found})
    assert {name.removeprefix(QUERY): comment for name, comment, _ in found} == {
        name: " ".join(str(header["summary"]).split()) for name, header in headers(root).items()
    }


def test_a_question_is_of_the_form_of_its_query(described: ox.Store, root: Path) -> None:
    found = {
        name.removeprefix(QUERY) for (name,) in rows(described, "SELECT ?q WHERE { ?q a sh:SPARQLSelectExecutable }")
    }
    assert found == set(headers(root))


def test_each_described_query_runs_and_gives_the_rows_of_the_question(
    described: ox.Store, kg: mllm_kg.KnowledgeGraph
) -> None:
    for name, text in rows(described, "SELECT ?question ?text WHERE { ?question sh:select ?text }"):
        question = name.removeprefix(QUERY)
        assert len(kg.select(text)) == len(kg.query(question)), question


def test_tags_are_keywords(described: ox.Store, root: Path) -> None:
    found = set(rows(described, "SELECT ?question ?tag WHERE { ?question schema:keywords ?tag }"))
    expected = {(QUERY + name, tag) for name, header in headers(root).items() for tag in header["tags"]}  # type: ignore[attr-defined]
    assert found == expected


def test_every_question_has_a_korean_label_where_its_file_has_one(described: ox.Store, root: Path) -> None:
    found = set(
        rows(
            described,
            'SELECT ?q ?label WHERE { ?q a sh:SPARQLExecutable ; rdfs:label ?label FILTER(LANG(?label) = "ko") }',
        )
    )
    expected = {
        (QUERY + name, " ".join(str(header["summary@ko"]).split()))
        for name, header in headers(root).items()
        if "summary@ko" in header
    }
    assert found == expected


def test_parameters_are_the_variables_that_the_query_fills(described: ox.Store, root: Path) -> None:
    query = "SELECT ?question ?path ?text WHERE { ?question sh:parameter/sh:path ?path ; sh:select ?text }"
    found = rows(described, query)
    for name, path, text in found:
        variable = re.split("[/#]", path)[-1]
        assert re.search(rf"VALUES \?{variable} \{{", text), (name, variable)
    names = {(name.removeprefix(QUERY), re.split("[/#]", path)[-1]) for name, path, _ in found}
    assert names == {
        (name, param["name"]) for name, header in headers(root).items() for param in header.get("params") or ()
    }  # type: ignore[attr-defined]


def test_a_default_is_the_one_in_the_query(described: ox.Store) -> None:
    query = """SELECT ?path ?default ?text WHERE { ?question sh:select ?text ; sh:parameter ?parameter .
      ?parameter sh:path ?path ; sh:defaultValue ?default }"""
    found = rows(described, query)
    assert len(found) > 10
    for path, default, text in found:
        variable = re.split("[/#]", path)[-1]
        block = re.search(rf"VALUES \?{variable} \{{(.*?)\}}", text)
        assert block is not None
        assert block[1].strip().strip('<>"').partition('"')[0] == default


def test_what_needs_a_value_is_not_optional(described: ox.Store, root: Path) -> None:
    found = {
        (name.removeprefix(QUERY), parameter)
        for name, parameter in rows(
            described, "SELECT ?q ?name WHERE { ?q sh:parameter [ sh:optional false ; sh:name ?name ] }"
        )
    }
    expected = {
        (name, param["name"])
        for name, header in headers(root).items()
        for param in header.get("params") or ()  # type: ignore[attr-defined]
        if param.get("required")
    }
    assert found == expected


def test_patterns_fit_the_entities_of_their_classes(described: ox.Store, kg: mllm_kg.KnowledgeGraph) -> None:
    found = set(rows(described, "SELECT ?class ?pattern WHERE { [] sh:class ?class ; sh:pattern ?pattern }"))
    assert found
    for name, pattern in found:
        members = kg.select(f"SELECT ?s WHERE {{ ?s a <{name}> }}")
        assert len(members)
        fitting = [row for row in members if re.match(pattern, row["s"].value)]  # type: ignore[union-attr]
        assert fitting, (name, pattern)


def test_sibs_tools_find_every_prefix(described: ox.Store) -> None:
    found = rows(described, "SELECT ?prefix ?space WHERE { [] sh:namespace ?space ; sh:prefix ?prefix }")
    assert dict(found) == PREFIXES
    assert len(found) == len(PREFIXES)


def test_prefixes_are_declared_by_the_ontology_as_shacl_wants_them(described: ox.Store) -> None:
    query = """SELECT ?by ?prefix ?kind WHERE { ?by sh:declare [ sh:prefix ?prefix ; sh:namespace ?space ]
      BIND(DATATYPE(?space) AS ?kind) }"""
    found = rows(described, query)
    assert {(by, kind) for by, _, kind in found} == {(ONTOLOGY, "http://www.w3.org/2001/XMLSchema#anyURI")}
    assert {prefix for _, prefix, _ in found} == set(PREFIXES)


def test_every_question_refers_to_these_prefixes(described: ox.Store) -> None:
    query = "SELECT ?question WHERE { ?question a sh:SPARQLExecutable MINUS { ?question sh:prefixes/sh:declare ?p } }"
    assert rows(described, query) == []
