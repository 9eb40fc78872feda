"""VoID: every number is what plain counting over N-Quads gives, and SIB's tools find the terms to complete."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pyoxigraph as ox
import pytest

import mllm_kg
from mllm_kg.views import VIEWS, Source
from tests.views.conftest import Line

DATASET = "<https://w3id.org/mllm-kg/dataset>"
MLLM = "https://w3id.org/mllm-kg/ontology#"
KG = "https://w3id.org/mllm-kg/id/"
GRAPH = "https://w3id.org/mllm-kg/graph/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = {
    "void": "http://rdfs.org/ns/void#",
    "ext": "http://ldf.fi/void-ext#",
    "dcterms": "http://purl.org/dc/terms/",
    "mllm": MLLM,
}

# What SIB's sparql-editor and sparql-llm ask an endpoint for, to complete terms; worded anew.
TERMS = """
SELECT DISTINCT ?class ?property ?target ?datatype WHERE {
  ?of void:class ?class ; void:propertyPartition ?use .
  ?use void:property ?property .
  OPTIONAL {
    { ?use void:classPartition/void:class ?target } UNION { ?use ext:datatypePartition/ext:datatype ?datatype }
  }
}
"""


@pytest.fixture(scope="module")
def ask(view: Callable[[str], ox.Store]) -> Callable[[str], list[tuple[str, ...]]]:
    """Answers a query to the description: the values of each row, IRIs and literals without their marks."""

    def run(query: str) -> list[tuple[str, ...]]:
        solutions = view("void").query(query, prefixes=PREFIXES)
        assert isinstance(solutions, ox.QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        return [tuple(row[name].value if row[name] is not None else "" for name in names) for row in solutions]

    return run


def numbers(ask: Callable[[str], list[tuple[str, ...]]], subject: str) -> dict[str, int]:
    """Return the numbers that are stated of something."""
    rows = ask(f"SELECT ?name ?value WHERE {{ {subject} ?name ?value FILTER(isNumeric(?value)) }}")
    return {name.removeprefix(PREFIXES["void"]): int(value) for name, value in rows}


def counted(lines: list[Line]) -> dict[str, int]:
    """Count what VoID counts of a dataset."""
    return {
        "triples": len(lines),
        "entities": len({line.subject for line in lines if line.subject.startswith(f"<{KG}")}),
        "distinctSubjects": len({line.subject for line in lines}),
        "distinctObjects": len({line.object for line in lines}),
        "properties": len({line.predicate for line in lines}),
        "classes": len({line.object for line in lines if line.predicate == RDF + "type" and line.object[0] == "<"}),
    }


def part_of(line: Line) -> str:
    """Return the part of the graph that a statement is in, by docs/data-model.md."""
    name = line.graph.removeprefix(GRAPH)
    return name.partition("/")[0] if name.partition("/")[0] in ("ontology", "inferred", "provenance") else "data"


def test_the_whole_is_counted_right(ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line]) -> None:
    assert numbers(ask, DATASET) == counted(lines)


@pytest.mark.parametrize("part", ["data", "ontology", "inferred", "provenance"])
def test_each_part_is_counted_right(ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line], part: str) -> None:
    subset = f"<{GRAPH}void#{part}>"
    assert numbers(ask, subset) == counted([line for line in lines if part_of(line) == part])
    assert ask(f"SELECT ?set WHERE {{ {DATASET} void:subset ?set FILTER(?set = {subset}) }}")


def test_the_parts_make_up_the_whole(ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line]) -> None:
    parts = [numbers(ask, f"<{GRAPH}void#{part}>") for part in ("data", "ontology", "inferred", "provenance")]
    assert sum(part["triples"] for part in parts) == len(lines)


@pytest.mark.parametrize("name", ["ontology", "inferred", "provenance", "survey-list", "names"])
def test_named_graphs_of_their_own_are_counted_right(
    ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line], name: str
) -> None:
    assert numbers(ask, f"<{GRAPH}{name}>") == counted([line for line in lines if line.graph == GRAPH + name])


def test_the_graphs_of_records_are_not_described_one_by_one(ask: Callable[[str], list[tuple[str, ...]]]) -> None:
    assert ask(f"SELECT ?s WHERE {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), '{GRAPH}model/')) }}") == []


def test_every_property_is_counted_right(ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line]) -> None:
    rows = ask(
        f"""SELECT ?p ?triples ?subjects ?objects WHERE {{ {DATASET} void:propertyPartition [
             void:property ?p ; void:triples ?triples ;
             void:distinctSubjects ?subjects ; void:distinctObjects ?objects ] }}"""
    )
    found = {name: tuple(map(int, rest)) for name, *rest in rows}
    used = Counter(line.predicate for line in lines)
    subjects = Counter(predicate for predicate, _ in {(line.predicate, line.subject) for line in lines})
    objects = Counter(predicate for predicate, _ in {(line.predicate, line.object) for line in lines})
    assert found == {name: (used[name], subjects[name], objects[name]) for name in used}


def test_every_class_is_counted_right(
    ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line], classes: dict[str, set[str]]
) -> None:
    rows = ask(
        f"""SELECT ?class ?entities ?triples ?properties WHERE {{ {DATASET} void:classPartition [
             void:class ?class ; void:entities ?entities ; void:triples ?triples ; void:properties ?properties ] }}"""
    )
    entities = Counter(name for found in classes.values() for name in found)
    triples = Counter(name for line in lines for name in classes.get(line.subject, ()))
    pairs = {(name, line.predicate) for line in lines for name in classes.get(line.subject, ())}
    properties = Counter(name for name, _ in pairs)
    assert {f"<{name}>": tuple(map(int, rest)) for name, *rest in rows} == {
        name: (entities[name], triples[name], properties[name]) for name in entities
    }


def datatype(written: str) -> str:
    """Return the datatype of a literal as N-Quads write it."""
    if written.endswith(">"):
        return written.rpartition("^^<")[2].removesuffix(">")
    return XSD + "string" if written.endswith('"') else RDF + "langString"


def test_every_use_of_a_property_in_a_class_is_counted_right(
    ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line], classes: dict[str, set[str]]
) -> None:
    expected: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        literal = line.object.startswith('"')
        targets = [datatype(line.object)] if literal else [name[1:-1] for name in classes.get(line.object, ())]
        for name in classes.get(line.subject, ()):
            expected[name[1:-1], line.predicate, "", ""] += 1
            for target in targets:
                key = ("", target) if literal else (target, "")
                expected[(name[1:-1], line.predicate, *key)] += 1
    rows = ask(
        """SELECT ?class ?property ?target ?datatype ?triples WHERE {
             ?of void:class ?class ; void:propertyPartition ?use . ?use void:property ?property .
             { ?use void:triples ?triples }
             UNION { ?use void:classPartition ?to . ?to void:class ?target ; void:triples ?triples }
             UNION { ?use ext:datatypePartition ?to . ?to ext:datatype ?datatype ; void:triples ?triples }
           }"""
    )
    assert {tuple(row[:-1]): int(row[-1]) for row in rows} == dict(expected)
    assert len(rows) == len(expected)


def test_sibs_tools_complete_what_a_paper_uses(ask: Callable[[str], list[tuple[str, ...]]]) -> None:
    terms = set(ask(TERMS))
    assert (MLLM + "Paper", MLLM + "usesStrategy", MLLM + "AlignmentStrategy", "") in terms
    assert (MLLM + "Paper", MLLM + "title", "", XSD + "string") in terms
    assert (MLLM + "LanguageModel", MLLM + "basedOn", MLLM + "LanguageModel", "") in terms
    assert (MLLM + "Language", "http://www.w3.org/2000/01/rdf-schema#label", "", RDF + "langString") in terms
    assert not any(used == MLLM + "title" for name, used, *_ in terms if name == MLLM + "LanguageModel")


def test_sibs_tools_find_every_class_and_property_of_an_entity(
    ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line], classes: dict[str, set[str]]
) -> None:
    found = {(name, used) for name, used, *_ in ask(TERMS)}
    entities = [line for line in lines if line.subject.startswith(f"<{KG}")]
    assert {(name[1:-1], line.predicate) for line in entities for name in classes.get(line.subject, ())} <= found


MATCHES = tuple(SKOS + f"{how}Match" for how in ("exact", "close", "broad", "narrow", "related"))


@pytest.mark.parametrize(
    "space",
    ["http://lexvo.org/id/", "http://www.wikidata.org/entity/", "https://glottolog.org/resource/languoid/id/"],
)
def test_links_to_other_datasets_are_counted_right(
    ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line], space: str
) -> None:
    rows = ask(
        f"""SELECT ?predicate ?triples ?from WHERE {{ ?links a void:Linkset ; void:linkPredicate ?predicate ;
             void:triples ?triples ; void:subjectsTarget ?from ; void:objectsTarget/void:uriSpace "{space}" }}"""
    )
    links = [line for line in lines if line.subject.startswith(f"<{KG}") and line.object.startswith(f"<{space}")]
    counted = Counter(line.predicate for line in links if line.predicate in MATCHES)
    assert set(rows) == {(name, str(number), DATASET.strip("<>")) for name, number in counted.items()}
    assert counted[SKOS + "exactMatch"] > 200


def test_every_match_is_in_a_linkset(ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line]) -> None:
    rows = ask(
        """SELECT ?predicate (SUM(?number) AS ?triples) WHERE {
             ?links a void:Linkset ; void:linkPredicate ?predicate ; void:triples ?number } GROUP BY ?predicate"""
    )
    matches = Counter(
        line.predicate for line in lines if line.predicate in MATCHES and line.subject.startswith(f"<{KG}")
    )
    assert {name: int(number) for name, number in rows} == dict(matches)


def test_the_pattern_of_iris_fits_every_entity(ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line]) -> None:
    ((pattern, space),) = ask(f"SELECT ?p ?s WHERE {{ {DATASET} void:uriRegexPattern ?p ; void:uriSpace ?s }}")
    assert space == KG
    entities = {line.subject[1:-1] for line in lines if line.subject.startswith(f"<{KG}")}
    assert [entity for entity in entities if not re.search(pattern, entity)] == []
    assert not re.search(pattern, "https://w3id.org/mllm-kg/id/Model/BLOOM")


def test_examples_and_ways_in_are_in_the_graph(
    ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line], kg: mllm_kg.KnowledgeGraph
) -> None:
    subjects = {line.subject[1:-1] for line in lines}
    examples = {row[0] for row in ask(f"SELECT ?e WHERE {{ {DATASET} void:exampleResource ?e }}")}
    roots = {row[0] for row in ask(f"SELECT ?e WHERE {{ {DATASET} void:rootResource ?e }}")}
    assert {example.removeprefix(KG).partition("/")[0] for example in examples} >= {"paper", "model", "language"}
    assert examples <= subjects
    schemes = {line.subject[1:-1] for line in lines if line.object == f"<{SKOS}ConceptScheme>"}
    assert roots == {scheme for scheme in schemes if scheme.startswith(KG)}


def test_vocabularies_are_those_in_use(ask: Callable[[str], list[tuple[str, ...]]], lines: list[Line]) -> None:
    named = {row[0] for row in ask(f"SELECT ?v WHERE {{ {DATASET} void:vocabulary ?v }}")}
    assert {MLLM, SKOS, RDF, "http://www.w3.org/ns/prov#"} <= named
    used = {line.predicate for line in lines} | {line.object[1:-1] for line in lines if line.predicate == RDF + "type"}
    assert [name for name in named if not any(term.startswith(name) for term in used)] == []


def test_files_are_dumps_only_where_they_are_known_to_be(
    kg: mllm_kg.KnowledgeGraph, release: tuple[object, Source]
) -> None:
    dump = ox.NamedNode(PREFIXES["void"] + "dataDump")
    with_files = {quad.object for quad in VIEWS["void"].quads(release[1]) if quad.predicate == dump}
    assert with_files == {ox.NamedNode("https://example.org/release/prefixes.ttl")}
    without_address = Source(kg, release[1].files)
    for source in (Source(kg), without_address):
        assert [quad for quad in VIEWS["void"].quads(source) if quad.predicate == dump] == []
