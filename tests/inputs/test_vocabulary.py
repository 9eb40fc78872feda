"""Terms and entities of ours that do not exist are told, with the nearest that does."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import mllm_kg
from mllm_kg.findings import Severity
from mllm_kg.graph import Dataset
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.inputs.records import read_record_input
from mllm_kg.inputs.vocabulary import unknown_terms
from mllm_kg.namespaces import KG, PREFIXES, graph
from mllm_kg.records.context import Context
from tests.inputs.rdf.placing import at

HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
LINE = HEAD.count("\n") + 1
PAPER = f"<{KG}paper/new2026words>"


def found(body: str, kg: Dataset, *others: str) -> list[tuple[str, str, str]]:
    """Return the rule, what it points at and the suggestion of each finding; all point into the first file."""
    texts = [HEAD + body, *(HEAD + other for other in others)]
    inputs = [read_rdf_input(text, f"file{n}", "ttl", graph(f"addition/{n}")) for n, text in enumerate(texts)]
    assert [made.findings for made in inputs] == [[]] * len(inputs)
    findings = unknown_terms(inputs, kg)
    assert all(one.location and one.location.path == "file0" and one.location.line == LINE for one in findings)
    assert all(one.source == body for one in findings)
    return [(one.rule, at(texts[0], one.location), str(one.suggestion)) for one in findings if one.location]


@pytest.mark.parametrize(
    ("term", "near"),
    [
        ("mllm:titel", "mllm:title"),
        ("mllm:usesStrategies", "mllm:usesStrategy"),
        ("mllm:coverslanguage", "mllm:coversLanguage"),
        ("<https://w3id.org/mllm-kg/ontology/title>", "mllm:title"),
        ("<http://w3id.org/mllm-kg/ontology#title>", "mllm:title"),
        ("<https://w3id.org/mllm_kg/ontology#year>", "mllm:year"),
        ("<https://www.w3id.org/mllm-kg/year>", "mllm:year"),
        ("mllm:Titles", "mllm:title"),
    ],
)
def test_a_property_that_does_not_exist_is_told_with_the_nearest(kg: Dataset, term: str, near: str) -> None:
    assert found(f"{PAPER} {term} 'x' .", kg) == [("undefined-property", term, f"Did you mean {near}?")]


@pytest.mark.parametrize("term", ["mllm:xyzzyq", "mllm:"])
def test_without_a_near_one_there_is_still_advice(kg: Dataset, term: str) -> None:
    ((rule, _, advice),) = found(f"{PAPER} {term} 'x' .", kg)
    assert (rule, advice) == ("undefined-property", "Use one of its properties, or one of another vocabulary.")


@pytest.mark.parametrize(
    ("term", "near"),
    [
        ("mllm:Papr", "mllm:Paper"),
        ("mllm:paper", "mllm:Paper"),
        ("<http://w3id.org/mllm-kg/ontology#Paper>", "mllm:Paper"),
        ("mllm:Langauge", "mllm:Language"),
    ],
)
def test_a_class_that_does_not_exist_is_told_with_the_nearest(kg: Dataset, term: str, near: str) -> None:
    assert found(f"{PAPER} a {term} .", kg) == [("undefined-class", term, f"Did you mean {near}?")]


def test_classes_and_properties_are_told_apart(kg: Dataset) -> None:
    made = read_rdf_input(f"{HEAD}{PAPER} a mllm:title ; mllm:Paper 'x' .", "f", "ttl", graph("addition/0"))
    messages = [str(one.message) for one in unknown_terms([made], kg)]
    assert messages == ["mllm:title is a property, and no class.", "mllm:Paper is a class, and no property."]


@pytest.mark.parametrize(
    ("entity", "near"),
    [
        ("strategy/sft-alignmnt", "kg:strategy/sft-alignment"),
        ("model/mt5x", "kg:model/mt5"),
        ("language/swah", "kg:language/swa"),
    ],
)
def test_an_entity_that_does_not_exist_is_told_with_the_nearest_of_its_kind(
    kg: Dataset, entity: str, near: str
) -> None:
    ((rule, place, advice),) = found(f"{PAPER} mllm:studies <{KG}{entity}> .", kg)
    assert (rule, place) == ("dangling-reference", f"<{KG}{entity}>")
    assert advice.startswith(f"Did you mean {near.rsplit('/', 1)[0]}/")
    if entity != "language/swah":
        assert advice == f"Did you mean {near}?"


def test_an_entity_that_another_file_brings_exists(kg: Dataset) -> None:
    body, other = f"{PAPER} mllm:studies <{KG}model/brand-new> .", f"<{KG}model/brand-new> a mllm:LanguageModel ."
    assert [rule for rule, _, _ in found(body, kg)] == ["dangling-reference"]
    assert found(body, kg, other) == []


def test_what_is_only_inferred_to_be_something_is_not_described() -> None:
    strategy, inferred = ox.NamedNode(KG + "strategy/x"), graph("inferred")
    type_ = ox.NamedNode(PREFIXES["rdf"] + "type")
    dataset = Dataset.from_quads(
        [ox.Quad(strategy, type_, ox.NamedNode(PREFIXES["mllm"] + "AlignmentStrategy"), inferred)]
    )
    made = read_rdf_input(f"<{KG}paper/a> <http://e/p> <{KG}strategy/x> .", "f", "nt", graph("addition/0"))
    assert "dangling-reference" in {one.rule for one in unknown_terms([made], dataset)}


@pytest.mark.parametrize(
    ("address", "near"),
    [
        (f"{KG}papr/x", f"<{KG}paper/x>"),
        ("http://w3id.org/mllm-kg/id/model/mt5", f"<{KG}model/mt5>"),
        ("https://w3id.org/mllm-kg/model/mt5", f"<{KG}model/mt5>"),
        ("https://w3id.org/MLLM-KG/id/Model/mt5", f"<{KG}model/mt5>"),
    ],
)
def test_an_address_that_is_not_quite_ours_is_told(kg: Dataset, address: str, near: str) -> None:
    expected = [("bad-reference", f"<{address}>", f"Did you mean {near}?")]
    assert found(f"{PAPER} mllm:studies <{address}> .", kg) == expected
    assert found(f"<{address}> mllm:title 'x' .", kg) == expected


def test_an_address_that_tells_no_kind_gets_an_example(kg: Dataset) -> None:
    ((rule, _, advice),) = found(f"{PAPER} mllm:studies <{KG}mt5> .", kg)
    assert (rule, KG + "model/mt5" in advice) == ("bad-reference", True)


@pytest.mark.parametrize(
    "body",
    [
        f"{PAPER} a mllm:Paper ; mllm:title 'x' ; mllm:studies <{KG}model/mt5> ; dcterms:alternative 'y' ; rdfs:label 'z' .",
        f"{PAPER} mllm:homepage <https://example.org/> ; skos:exactMatch <http://w3id.org/other/thing> .",
        f"{PAPER} rdfs:seeAlso <https://w3id.org/mllm-kg/>, <https://w3id.org/mllm-kg/ontology>, mllm:Paper, kgg:ontology .",
    ],
)
def test_nothing_is_found_wrong_with_what_exists(kg: Dataset, body: str) -> None:
    assert [one for one in found(body, kg) if one[0] not in ("foreign-property", "foreign-class")] == []


def test_a_mistake_that_stands_often_is_told_once_for_each_thing(kg: Dataset) -> None:
    body = f"{PAPER} mllm:titel 'x', 'y' . <{KG}paper/b> mllm:titel 'z' ."
    assert len(found(body, kg)) == 2


def test_findings_say_what_they_are_about(kg: Dataset) -> None:
    made = read_rdf_input(f"{HEAD}{PAPER} mllm:studies <{KG}model/nothing-like-it> .", "f", "ttl", graph("addition/0"))
    (one,) = unknown_terms([made], kg)
    assert (one.severity, one.focus) == (Severity.VIOLATION, PAPER.strip("<>"))
    assert (one.path, one.value) == (PREFIXES["mllm"] + "studies", KG + "model/nothing-like-it")


def test_of_records_the_entities_that_they_refer_to_are_looked_up(kg: Dataset) -> None:
    context = Context.load(mllm_kg.assets.find_assets().ontology / "context.jsonld")
    text = "id: paper/x2026y\ntype: Paper\ntitle: T\nuses_strategy: [sft-alignment, sft-alignmnt]\nauthors: [Somebody New]\n"
    made = read_record_input(text, "x2026y.yaml", context)
    findings = unknown_terms([made], kg)
    assert [(one.rule, one.location.line, str(one.suggestion)) for one in findings if one.location] == [
        ("dangling-reference", 4, "Did you mean kg:strategy/sft-alignment?")
    ]


def test_nothing_brought_is_nothing_found(kg: Dataset) -> None:
    assert unknown_terms([], kg) == []


def test_the_checkout_is_not_read(kg: Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All that is known comes from the graph."""
    monkeypatch.setenv("MLLM_KG_ASSETS", str(tmp_path))
    assert [rule for rule, _, _ in found(f"{PAPER} mllm:titel 'x' .", kg)] == ["undefined-property"]
