"""Each finding gets the place of the statement that it is about: in the files, else in the records of the graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.assets import Assets
from mllm_kg.checks.places import Locator
from mllm_kg.findings import Finding, Severity, say
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.inputs.records import read_record_input
from mllm_kg.namespaces import KG, MLLM, PREFIXES, graph, iri, term
from mllm_kg.records.context import Context

A = """id: model/a
type: LanguageModel
label: A
based_on: [model/b, model/c]
parameter_count: [7, 13]
"""
B = """id: model/b
type: LanguageModel
label: B
developed_by: [Some Lab]
based_on: [model/a]
"""
LABEL, BASED = PREFIXES["rdfs"] + "label", MLLM + "basedOn"


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


@pytest.fixture
def sources(assets: Assets, tmp_path: Path) -> Assets:
    """Lay out sources of which only one record is there."""
    (tmp_path / "ontology").symlink_to(assets.ontology)
    (tmp_path / "data/models").mkdir(parents=True)
    (tmp_path / "data/models/b.yaml").write_text(B, encoding="utf-8")
    return Assets(tmp_path)


@pytest.fixture
def dataset(context: Context) -> Dataset:
    """Hold what the record states, and where it stands."""
    graphs = read_record_input(B, "data/models/b.yaml", context).graphs
    assert graphs is not None
    about = ox.Quad(graph("model/b"), term("recordFile"), ox.Literal("data/models/b.yaml"), graph("provenance"))
    return Dataset.from_quads([*graphs.quads, about])


def place(
    found: Finding, dataset: Dataset, sources: Assets, inputs: list[Input], other: str | None = None
) -> tuple[str, str | None]:
    placed = Locator(dataset, sources, inputs).placed(found, other)
    return str(placed.location), placed.source


def finding(focus: str | None, path: str | None = None, value: str | None = None) -> Finding:
    return Finding("a-rule", Severity.VIOLATION, say("It is wrong."), focus=focus, path=path, value=value)


@pytest.mark.parametrize(
    ("focus", "path", "value", "expected"),
    [
        ("model/a", BASED, KG + "model/b", "a.yaml:4:12"),
        ("model/a", BASED, KG + "model/c", "a.yaml:4:21"),
        ("model/a", BASED, None, "a.yaml:4:21"),
        ("model/a", MLLM + "parameterCount", "13", "a.yaml:5:22"),
        ("model/a", LABEL, "elsewhere", "a.yaml:3:8"),
        ("model/a", MLLM + "year", None, "a.yaml:1:5"),
        ("model/a", None, None, "a.yaml:1:5"),
        ("model/c", LABEL, None, "a.yaml:4:21"),
        ("model/z", LABEL, "A", "a.yaml:3:8"),
        ("model/z", LABEL, "Z", "a.yaml"),
    ],
)
def test_in_a_file(
    context: Context, dataset: Dataset, sources: Assets, focus: str, path: str, value: str, expected: str
) -> None:
    made = read_record_input(A, "a.yaml", context)
    where, source = place(finding(KG + focus, path, value), dataset, sources, [made])
    assert where == expected
    line = expected.partition(":")[2].partition(":")[0]
    assert source == (A.splitlines()[int(line) - 1] if line else None)


def test_the_file_that_makes_the_statement_comes_first(context: Context, dataset: Dataset, sources: Assets) -> None:
    rdf = read_rdf_input(f"<{KG}model/a> <{LABEL}> 'Another' .\n", "more.ttl", "ttl", graph("addition/1"))
    inputs = [read_record_input(A, "a.yaml", context), rdf]
    assert place(finding(KG + "model/a", LABEL, "Another"), dataset, sources, inputs)[0].startswith("more.ttl:1:")
    assert place(finding(KG + "model/a", LABEL, "A"), dataset, sources, inputs)[0] == "a.yaml:3:8"
    assert place(finding(KG + "model/z", LABEL, "Z"), dataset, sources, inputs) == ("None", None)


@pytest.mark.parametrize(
    ("focus", "path", "value", "expected"),
    [
        ("model/b", BASED, KG + "model/a", "data/models/b.yaml:5:12"),
        ("model/b", MLLM + "year", None, "data/models/b.yaml:1:5"),
        ("organization/some-lab", LABEL, "Some Lab", "data/models/b.yaml:4:16"),
        ("model/nowhere", LABEL, None, "None"),
    ],
)
def test_in_a_record_of_the_graph(
    dataset: Dataset, sources: Assets, focus: str, path: str, value: str, expected: str
) -> None:
    where, source = place(finding(KG + focus, path, value), dataset, sources, [])
    assert where == expected
    line = expected.partition(":")[2].partition(":")[0]
    assert source == (B.splitlines()[int(line) - 1] if line else None)


def test_the_other_entity_has_a_place_too(context: Context, dataset: Dataset, sources: Assets) -> None:
    made = read_record_input(A, "a.yaml", context)
    locator = Locator(dataset, sources, [made])
    circle = locator.placed(finding(KG + "model/a", BASED, KG + "model/b"), KG + "model/b")
    assert str(circle.location) == "a.yaml:4:12"
    [other] = circle.related
    assert (str(other.location), other.source) == ("data/models/b.yaml:5:12", "based_on: [model/a]")
    assert other.message == "Model 'B' is described here."
    turned = locator.placed(finding(KG + "model/b", BASED, KG + "model/a"), KG + "model/a")
    assert str(turned.location) == "a.yaml:4:21"
    assert [str(other.location) for other in turned.related] == ["data/models/b.yaml:5:12"]


def test_a_finding_about_one_entity_has_no_other_place(context: Context, dataset: Dataset, sources: Assets) -> None:
    made = read_record_input(A, "a.yaml", context)
    assert Locator(dataset, sources, [made]).placed(finding(KG + "model/a", LABEL, "A")).related == ()


def test_a_record_that_is_gone_or_unreadable_has_no_place(dataset: Dataset, sources: Assets) -> None:
    path = sources.data / "models/b.yaml"
    path.write_bytes(b"\xff\xfe")
    assert place(finding(KG + "model/b", LABEL, "B"), dataset, sources, []) == ("None", None)
    path.unlink()
    assert place(finding(KG + "model/b", LABEL, "B"), dataset, sources, []) == ("None", None)


def test_things_without_a_name_have_the_place_that_their_file_gives_them(dataset: Dataset, sources: Assets) -> None:
    made = read_rdf_input(f"[] <{LABEL}> 'Nameless' .\n", "new.ttl", "ttl", graph("addition/0"))
    node = str(made.quads[0].subject)
    assert place(finding(node, LABEL, "Nameless"), dataset, sources, [made])[0].startswith("new.ttl:1:")
    assert place(finding(node, LABEL, "Nameless"), dataset, sources, []) == ("None", None)


def test_records_of_the_users_own_are_read_from_their_folder(
    context: Context, dataset: Dataset, sources: Assets, tmp_path: Path
) -> None:
    own = tmp_path / "mine"
    (own / "models").mkdir(parents=True)
    (own / "models/b.yaml").write_text(B, encoding="utf-8")
    layered = Assets(sources.root, None, own)
    dataset.store.update(f"DELETE WHERE {{ GRAPH ?g {{ ?s <{term('recordFile').value}> ?o }} }}")
    about = ox.Quad(graph("model/b"), term("recordFile"), ox.Literal("own/models/b.yaml"), graph("provenance"))
    dataset.store.add(about)
    where, _ = place(finding(KG + "model/b", LABEL, "B"), dataset, layered, [])
    assert where == f"{own}/models/b.yaml:3:8"
    assert iri("model", "b").value == KG + "model/b"
