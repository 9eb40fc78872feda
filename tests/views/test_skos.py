"""The SKOS view: every condition of the SKOS Reference that data can break, and what browsers of vocabularies ask for."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
import skosify.check

import mllm_kg
from mllm_kg.views import VIEWS
from tests import documents

SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
KG = "https://w3id.org/mllm-kg/id/"
PREFIXES = {
    "skos": SKOS,
    "dcterms": DCTERMS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "scheme": KG + "scheme/",
    "stage": KG + "stage/",
    "strategy": KG + "strategy/",
    "language": KG + "language/",
    "family": KG + "family/",
}
LANGUAGES = {"ar", "de", "en", "es", "fr", "hi", "id", "ja", "ko", "pt", "ru", "zh"}

# What breaks each condition, worded after the SKOS Reference (W3C Recommendation of 18 August 2009).
BROKEN = {
    "S9 ConceptScheme is disjoint with Concept": "?x a skos:ConceptScheme, skos:Concept",
    "S4 the range of inScheme is ConceptScheme": (
        "?x skos:inScheme ?scheme FILTER NOT EXISTS { ?scheme a skos:ConceptScheme }"
    ),
    "S5 and S6 hasTopConcept leads from a ConceptScheme to a Concept": (
        "?scheme skos:hasTopConcept ?x FILTER NOT EXISTS { ?scheme a skos:ConceptScheme . ?x a skos:Concept }"
    ),
    "S7 a top concept is in its scheme": "?x skos:topConceptOf ?scheme FILTER NOT EXISTS { ?x skos:inScheme ?scheme }",
    "S8 topConceptOf is the inverse of hasTopConcept": (
        "{ ?x skos:topConceptOf ?y FILTER NOT EXISTS { ?y skos:hasTopConcept ?x } } UNION"
        " { ?x skos:hasTopConcept ?y FILTER NOT EXISTS { ?y skos:topConceptOf ?x } }"
    ),
    "S12 a name is a plain literal": (
        "VALUES ?p { skos:prefLabel skos:altLabel skos:hiddenLabel } ?x ?p ?name FILTER(!isLiteral(?name))"
    ),
    "S13 preferred, alternative and hidden names are disjoint": (
        "VALUES (?p ?q) { (skos:prefLabel skos:altLabel) (skos:prefLabel skos:hiddenLabel)"
        " (skos:altLabel skos:hiddenLabel) } ?x ?p ?name ; ?q ?name"
    ),
    "S14 one preferred name in a language": (
        "?x skos:prefLabel ?one, ?two FILTER(?one != ?two && lang(?one) = lang(?two))"
    ),
    "S19 and S20 both ends of a relation are concepts": (
        "VALUES ?p { skos:broader skos:narrower skos:related } ?x ?p ?y"
        " FILTER NOT EXISTS { ?x a skos:Concept . ?y a skos:Concept }"
    ),
    "S23 related is symmetric": "?x skos:related ?y FILTER NOT EXISTS { ?y skos:related ?x }",
    "S25 narrower is the inverse of broader": (
        "{ ?x skos:broader ?y FILTER NOT EXISTS { ?y skos:narrower ?x } } UNION"
        " { ?x skos:narrower ?y FILTER NOT EXISTS { ?y skos:broader ?x } }"
    ),
    "S27 related is disjoint with broaderTransitive": (
        "?x skos:related ?y . { ?x skos:broader+ ?y } UNION { ?y skos:broader+ ?x }"
    ),
    "S37 ConceptScheme is disjoint with Collection, and so is Concept": (
        "VALUES ?c { skos:Concept skos:ConceptScheme } ?x a ?c, skos:Collection"
    ),
    "S46 exactMatch, closed, is disjoint with broadMatch, narrowMatch and relatedMatch": (
        "?x skos:broadMatch|skos:narrowMatch|skos:relatedMatch ?y . ?x (skos:exactMatch|^skos:exactMatch)+ ?y"
    ),
    "nothing is above itself": "?x skos:broader+ ?x",
    "no way up is shorter than what is stated": "?x skos:broader ?y . ?x skos:broader/skos:broader+ ?y",
    "every concept is in a scheme": "?x a skos:Concept FILTER NOT EXISTS { ?x skos:inScheme ?scheme }",
    "every concept of a scheme is reached from its top": (
        "?x skos:inScheme ?scheme FILTER NOT EXISTS { ?scheme skos:hasTopConcept/skos:narrower* ?x }"
    ),
    "a top concept has nothing above it in its scheme": (
        "?x skos:topConceptOf ?scheme ; skos:broader/skos:inScheme ?scheme"
    ),
    "every concept and scheme has an English name": (
        "{ ?x a skos:Concept } UNION { ?x a skos:ConceptScheme }"
        ' FILTER NOT EXISTS { ?x skos:prefLabel ?name FILTER(lang(?name) = "en") }'
    ),
    "every name and text has a language": (
        "VALUES ?p { skos:prefLabel skos:altLabel skos:definition skos:note dcterms:title } ?x ?p ?text"
        ' FILTER(lang(?text) = "" || str(?text) = "")'
    ),
    "a mapping leads out of the project": (
        "VALUES ?p { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch } ?x ?p ?y"
        f' FILTER(!isIRI(?y) || strstarts(str(?y), "{KG}"))'
    ),
    "relations inside the project are no mappings": (
        f'VALUES ?p {{ skos:broader skos:narrower skos:related }} ?x ?p ?y FILTER(!strstarts(str(?y), "{KG}"))'
    ),
    "a code names one concept": "?x skos:notation ?code . ?y skos:notation ?code FILTER(?x != ?y)",
}

Query = Callable[[str], list[dict[str, str]]]


@pytest.fixture(scope="module")
def ask(view: Callable[[str], ox.Store]) -> Query:
    """Answers a query to the view: the values of each row."""

    def run(query: str) -> list[dict[str, str]]:
        solutions = view("skos").query(query, prefixes=PREFIXES)
        assert isinstance(solutions, ox.QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        return [{name: row[name].value for name in names if row[name] is not None} for row in solutions]

    return run


@pytest.fixture
def in_rdflib(kg: mllm_kg.KnowledgeGraph) -> rdflib.Graph:
    """The view as rdflib reads it."""
    return rdflib.Graph().parse(data=kg.export("turtle", "skos") or b"", format="turtle")


def of_kind(records: dict[str, dict[str, Any]], *kinds: str) -> dict[str, dict[str, Any]]:
    return {name: record for name, record in records.items() if name.partition("/")[0] in kinds}


@pytest.mark.parametrize("condition", BROKEN)
def test_the_view_keeps(condition: str, ask: Query) -> None:
    assert ask(f"SELECT ?x WHERE {{ {BROKEN[condition]} }} LIMIT 5") == []


# Statements that break a condition each, so that the questions above are known to find something.
BREAKING = {
    "S9": "e:s a skos:Concept .",
    "S4": "e:a skos:inScheme e:b .",
    "S5": "e:s skos:hasTopConcept e:nothing .",
    "S7": "e:a skos:topConceptOf e:other . e:other a skos:ConceptScheme ; skos:hasTopConcept e:a .",
    "S8": "e:b skos:topConceptOf e:s .",
    "S12": "e:a skos:altLabel e:b .",
    "S13": 'e:a skos:altLabel "A"@en .',
    "S14": 'e:a skos:prefLabel "Another A"@en .',
    "S19": "e:a skos:related e:s . e:s skos:related e:a .",
    "S23": "e:a skos:related e:b .",
    "S25": "e:a skos:narrower e:c .",
    "S27": "e:a skos:related e:c . e:c skos:related e:a .",
    "S37": "e:a a skos:Collection .",
    "S46": "e:c skos:exactMatch e:far ; skos:broadMatch e:far .",
    "nothing is above": "e:a skos:broader e:c . e:c skos:narrower e:a .",
    "no way up": "e:c skos:broader e:a . e:a skos:narrower e:c .",
    "every concept is": 'e:d a skos:Concept ; skos:prefLabel "D"@en .',
    "every concept of": 'e:d a skos:Concept ; skos:inScheme e:s ; skos:prefLabel "D"@en .',
    "a top concept": "e:b skos:topConceptOf e:s . e:s skos:hasTopConcept e:b .",
    "every concept and scheme": 'e:d a skos:Concept ; skos:prefLabel "D"@ko .',
    "every name": 'e:a skos:definition "no language" .',
    "a mapping": f"e:a skos:closeMatch <{KG}language/kor> .",
    "relations inside": "e:a skos:related e:b . e:b skos:related e:a .",
    "a code": 'e:a skos:notation "one" . e:b skos:notation "one" .',
}
SMALL = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <https://example.org/> .
e:s a skos:ConceptScheme ; skos:prefLabel "S"@en ; skos:hasTopConcept e:a .
e:a a skos:Concept ; skos:inScheme e:s ; skos:topConceptOf e:s ; skos:prefLabel "A"@en ; skos:narrower e:b .
e:b a skos:Concept ; skos:inScheme e:s ; skos:prefLabel "B"@en ; skos:broader e:a ; skos:narrower e:c .
e:c a skos:Concept ; skos:inScheme e:s ; skos:prefLabel "C"@en ; skos:broader e:b .
"""


@pytest.mark.parametrize("condition", BROKEN)
def test_what_breaks_it_is_found(condition: str) -> None:
    breaking = next(text for start, text in sorted(BREAKING.items(), reverse=True) if condition.startswith(start))
    answers = []
    for text in (SMALL, SMALL + breaking):
        store = ox.Store()
        store.load(text.encode(), format=ox.RdfFormat.TURTLE)
        solutions = store.query(f"SELECT ?x WHERE {{ {BROKEN[condition]} }}", prefixes=PREFIXES)
        assert isinstance(solutions, ox.QuerySolutions)
        answers.append(len(list(solutions)))
    before = 0 if condition != "relations inside the project are no mappings" else 4  # nothing small is of the project
    assert answers[0] == before
    assert answers[1] > before


# Skosify's checks with what it would do about a finding, and a statement that gives each something to say.
SKOSIFY = {
    "hierarchy_cycles": ({"fix": True}, "strategy:parameter-tuning-alignment skos:broader strategy:sft-alignment ."),
    "disjoint_relations": ({"fix": True}, "strategy:sft-alignment skos:related strategy:parameter-tuning-alignment ."),
    "hierarchical_redundancy": ({"fix": True}, "language:swh skos:broader family:atlantic-congo ."),
    "preflabel_uniqueness": ({"policy": ["shortest"]}, 'language:swa skos:prefLabel "Swahilian"@en .'),
    "label_overlap": ({"fix": True}, 'language:swa skos:altLabel "Swahili"@en .'),
}


@pytest.mark.parametrize("check", SKOSIFY)
def test_skosify_finds_what_is_wrong_and_nothing_else(
    check: str, in_rdflib: rdflib.Graph, caplog: pytest.LogCaptureFixture
) -> None:
    options, wrong = SKOSIFY[check]
    before = len(in_rdflib)
    with caplog.at_level(logging.INFO):
        getattr(skosify.check, check)(in_rdflib, **options)
        assert caplog.messages == []
        assert len(in_rdflib) == before
        names = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())
        in_rdflib.parse(data=names + wrong, format="turtle")
        getattr(skosify.check, check)(in_rdflib, **options)
    assert caplog.messages != []


def test_every_scheme_of_the_taxonomy_is_there_with_its_concepts(ask: Query, records: dict[str, Any]) -> None:
    found = {
        row["scheme"].removeprefix(KG + "scheme/"): int(row["n"])
        for row in ask("SELECT ?scheme (COUNT(?x) AS ?n) WHERE { ?x skos:inScheme ?scheme } GROUP BY ?scheme")
    }
    assert found.pop("techniques") > 200
    assert found.pop("tasks") > 100
    assert found == {
        "strategies": len(of_kind(records, "strategy")),
        "stages": len(of_kind(records, "stage")),
        "construction-methods": len(of_kind(records, "construction")),
        "frontiers": len(of_kind(records, "frontier", "challenge")),
        "families": len(of_kind(records, "family", "language")),
    }


def test_tasks_and_techniques_are_those_of_the_graph(ask: Query, kg: mllm_kg.KnowledgeGraph) -> None:
    for scheme, kind in (("tasks", "Task"), ("techniques", "Technique")):
        rows = kg.select(f"SELECT DISTINCT ?x WHERE {{ ?x a mllm:{kind} }}")
        assert len(ask(f"SELECT ?x WHERE {{ ?x skos:inScheme scheme:{scheme} }}")) == len(list(rows))


def test_frontiers_are_above_their_challenges(ask: Query, records: dict[str, Any]) -> None:
    rows = ask("SELECT ?x ?y WHERE { ?x skos:inScheme scheme:frontiers ; skos:broader ?y }")
    assert {(row["x"].removeprefix(KG), row["y"].removeprefix(KG)) for row in rows} == {
        (name, "frontier/" + record["challenge_of"].removeprefix("frontier/"))
        for name, record in of_kind(records, "challenge").items()
    }


def test_every_language_is_below_its_family_or_its_macrolanguage(ask: Query, records: dict[str, Any]) -> None:
    rows = ask('SELECT ?x ?y WHERE { ?x skos:broader ?y FILTER(contains(str(?x), "/language/")) }')
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["x"].removeprefix(KG), set()).add(row["y"].removeprefix(KG))
    families = {name: record.get("in_family") for name, record in of_kind(records, "language").items()}
    expected = {}
    for name, record in of_kind(records, "language").items():
        above = {f"language/{record['in_macrolanguage']}"} if "in_macrolanguage" in record else set()
        family = record.get("in_family")
        if family and not any(families[other] == family for other in above):
            above.add(f"family/{family}")
        if above:
            expected[name] = above
    assert found == expected


def test_strategies_are_related_to_the_stages_they_are_for(ask: Query, records: dict[str, Any]) -> None:
    rows = ask('SELECT ?x ?y WHERE { ?x skos:related ?y FILTER(contains(str(?y), "/stage/")) }')
    expected = set()
    for name, record in records.items():
        for key in ("applies_at_stage", "belongs_to_stage"):
            values = record.get(key, []) if name.startswith(("strategy/", "construction/", "stage/")) else []
            expected |= {(name, "stage/" + value) for value in ([values] if isinstance(values, str) else values)}
    assert expected
    assert {(row["x"].removeprefix(KG), row["y"].removeprefix(KG)) for row in rows} == expected


def test_codes_of_languages_are_notations_with_a_datatype(ask: Query, records: dict[str, Any]) -> None:
    rows = ask(
        "SELECT ?x ?code WHERE { ?x skos:notation ?code FILTER(datatype(?code) = dcterms:ISO639-3) }",
    )
    assert {(row["x"].removeprefix(KG), row["code"]) for row in rows} == {
        (name, record["iso639_3"]) for name, record in of_kind(records, "language").items()
    }


def test_the_codes_of_families_and_of_the_survey_are_notations(ask: Query, records: dict[str, Any]) -> None:
    rows = ask("SELECT ?x ?code WHERE { ?x skos:notation ?code FILTER(datatype(?code) = xsd:string) }")
    expected = {
        (name, record["glottocode"]) for name, record in of_kind(records, "family").items() if "glottocode" in record
    }
    for name, record in of_kind(records, "strategy", "stage", "construction").items():
        said = [record, *record.get("according_to", [])]
        expected |= {(name, code) for each in said for code in each.get("list_code", [])}
    assert {(row["x"].removeprefix(KG), row["code"]) for row in rows} == expected


def test_what_the_taxonomy_is_called_stands_in_twelve_languages(ask: Query) -> None:
    rows = ask(
        "SELECT ?x (GROUP_CONCAT(lang(?name)) AS ?tags) WHERE { ?x skos:prefLabel ?name ; skos:inScheme ?scheme"
        " VALUES ?scheme { scheme:strategies scheme:stages scheme:frontiers scheme:construction-methods } } GROUP BY ?x"
    )
    lacking = {row["x"]: LANGUAGES - set(row["tags"].split()) for row in rows}
    assert {name: tags for name, tags in lacking.items() if tags} == {}


def test_schemes_say_who_made_them_and_under_which_licence(ask: Query) -> None:
    rows = ask(
        "SELECT ?x (SAMPLE(?l) AS ?licence) (SAMPLE(?v) AS ?version) (COUNT(DISTINCT ?t) AS ?titles) WHERE {"
        " ?x a skos:ConceptScheme ; dcterms:title ?t ; dcterms:description ?d ; dcterms:license ?l ;"
        " dcterms:creator ?c ; dcterms:modified ?m ; owl:versionInfo ?v } GROUP BY ?x"
    )
    assert len(rows) == 7
    assert {row["version"] for row in rows} == {mllm_kg.__version__}
    assert {row["licence"] for row in rows} == {"https://creativecommons.org/licenses/by/4.0/"}
    assert all(int(row["titles"]) >= 1 for row in rows)


def test_nothing_but_concepts_and_schemes_is_described(view: Callable[[str], ox.Store]) -> None:
    def described() -> Iterator[str]:
        for quad in view("skos"):
            assert isinstance(quad.subject, ox.NamedNode)
            yield quad.subject.value.removeprefix(KG).partition("/")[0]

    kinds = Counter(described())
    assert set(kinds) == {
        "scheme", "strategy", "stage", "construction", "frontier", "challenge", "family", "language", "task",
        "technique",
    }  # fmt: skip


# What Skosmos asks when it opens a vocabulary, lists its top concepts, shows a concept's place and searches; worded anew.
def test_skosmos_finds_the_schemes_their_tops_and_the_way_to_a_concept(ask: Query) -> None:
    tops = ask(
        "SELECT ?x ?name (EXISTS { ?x skos:narrower ?any } AS ?more) WHERE {"
        ' scheme:strategies skos:hasTopConcept ?x . ?x skos:prefLabel ?name FILTER(langMatches(lang(?name), "ko")) }'
    )
    assert {row["x"].removeprefix(KG): row["more"] for row in tops} == {
        "strategy/parameter-tuning-alignment": "true",
        "strategy/parameter-frozen-alignment": "true",
    }
    assert all("정렬" in row["name"] for row in tops)
    way = ask("SELECT ?y WHERE { strategy:rlhf-alignment skos:broader* ?y . ?y skos:inScheme scheme:strategies }")
    assert [row["y"].removeprefix(KG) for row in way] == [
        "strategy/rlhf-alignment",
        "strategy/parameter-tuning-alignment",
    ]


def test_skosmos_finds_a_language_by_any_of_its_names(ask: Query) -> None:
    found = {"kiswahili": {"swa", "swh"}, "스와힐리어": {"swa"}, "swahili (macrolanguage)": {"swa"}}
    for words, codes in found.items():
        rows = ask(f'SELECT ?x WHERE {{ ?x skos:prefLabel|skos:altLabel ?name FILTER(lcase(str(?name)) = "{words}") }}')
        assert {row["x"] for row in rows} == {KG + "language/" + code for code in codes}


def test_the_configuration_for_skosmos_fits_the_view(ask: Query) -> None:
    """The block that a person pastes names the graph, a scheme and languages that are there."""
    page = (documents.ROOT / "docs/interoperability.md").read_text(encoding="utf-8")
    block = next(block for block in documents.blocks(page, "turtle") if "skosmos:Vocabulary" in block)
    config = rdflib.Graph().parse(data=block, format="turtle", publicID="https://example.org/config")
    skosmos = rdflib.Namespace("http://purl.org/net/skosmos#")
    (vocabulary,) = config.subjects(rdflib.RDF.type, skosmos.Vocabulary)
    assert str(config.value(vocabulary, skosmos.sparqlGraph)) == str(VIEWS["skos"].graph.value)
    assert {str(value) for value in config.objects(vocabulary, skosmos.language)} == LANGUAGES
    assert str(config.value(vocabulary, skosmos.defaultLanguage)) == "en"
    main = config.value(vocabulary, skosmos.mainConceptScheme)
    assert ask(f"SELECT ?x WHERE {{ <{main}> a skos:ConceptScheme ; skos:hasTopConcept ?x }}")
    space = str(config.value(vocabulary, rdflib.VOID.uriSpace))
    assert ask(f'SELECT ?x WHERE {{ ?x a skos:Concept FILTER(!strstarts(str(?x), "{space}")) }}') == []


def test_the_same_graph_gives_the_same_bytes(kg: mllm_kg.KnowledgeGraph) -> None:
    assert kg.export("turtle", "skos") == kg.export("turtle", "skos")
