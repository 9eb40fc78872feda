"""The JSON-LD context has an address of its version, says so itself, and is read there without a network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import mllm_kg
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.namespaces import graph
from tests.test_w3id import resolve

BASE = "https://w3id.org/mllm-kg/"
ADDRESS = f"{BASE}context/{mllm_kg.__version__}.jsonld"


def read(document: dict[str, object]) -> Input:
    return read_rdf_input(json.dumps(document), "task.jsonld", "jsonld", graph("task/x"))


@pytest.fixture(scope="module")
def published(root: Path) -> dict[str, object]:
    """The document that is published."""
    found: dict[str, object] = json.loads((root / "ontology/context.jsonld").read_text(encoding="utf-8"))
    return found


def test_it_says_its_own_address_which_has_the_version_of_everything_else(
    published: dict[str, object], root: Path
) -> None:
    assert published["address"] == ADDRESS
    versions = re.findall(r'^version = "([^"]+)"', (root / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    for name in ("mllm-kg.ttl", "alignments.ttl"):
        text = (root / "ontology" / name).read_text(encoding="utf-8")
        versions += re.findall(rf"owl:versionIRI <{BASE}ontology\S*?/([\d.]+)>", text)
    assert versions == [mllm_kg.__version__] * 3


def test_its_address_leads_to_a_file_of_the_same_name() -> None:
    path = ADDRESS.removeprefix(BASE)
    for accept in ("application/ld+json, application/json", "*/*", "text/html"):
        assert resolve(path, accept)[1].endswith("/" + path)


def test_the_address_means_nothing_to_json_ld(published: dict[str, object]) -> None:
    parsers: list[Callable[[str], int]] = [
        lambda text: len(list(ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD))),
        lambda text: len(rdflib.Graph().parse(data=text, format="json-ld")),
    ]
    for count in parsers:
        assert count(json.dumps(published)) == 0
        assert count(json.dumps({**published, "id": "task/x", "type": "Task"})) == 1


@pytest.mark.parametrize("address", [ADDRESS, BASE + "ontology/context.jsonld"])
def test_a_document_may_name_it_and_is_read_without_a_network(address: str) -> None:
    found = read({"@context": address, "id": "task/x", "type": "Task", "pref_label": {"en": "X"}})
    assert found.findings == []
    assert {(str(quad.subject), str(quad.object)) for quad in found.quads} == {
        (f"<{BASE}id/task/x>", f"<{BASE}ontology#Task>"),
        (f"<{BASE}id/task/x>", '"X"@en'),
    }


@pytest.mark.parametrize(
    "address", [BASE + "context/99.0.0.jsonld", BASE + "context.jsonld", "https://example.org/context.jsonld"]
)
def test_another_version_or_place_is_refused(address: str) -> None:
    found = read({"@context": address, "id": "task/x", "type": "Task"})
    assert found.quads == []
    assert [finding.rule for finding in found.findings] == ["refused-input"]
