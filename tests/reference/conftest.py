"""The reference of the real graph, written once, and a small ontology to write one's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import mllm_kg
from mllm_kg.assets import Assets
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import PREFIXES, graph
from mllm_kg.reference import write_reference
from mllm_kg.reference.model import Reference, gather
from tests.reference import markup

PROLOGUE = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


@pytest.fixture(scope="session")
def folder(kg: mllm_kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference, in English."""
    target = tmp_path_factory.mktemp("reference") / "pages"
    write_reference(kg, kg.assets, list(kg.questions.values()), target)
    return target


@pytest.fixture(scope="session")
def korean(kg: mllm_kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference, in Korean."""
    target = tmp_path_factory.mktemp("reference") / "pages"
    write_reference(kg, kg.assets, list(kg.questions.values()), target, "ko")
    return target


@pytest.fixture(scope="session")
def pages(folder: Path) -> dict[str, markup.Element]:
    """The pages of the English one, as trees."""
    return {path.name: markup.read(path) for path in sorted(folder.glob("*.html"))}


@pytest.fixture(scope="session")
def reference(kg: mllm_kg.KnowledgeGraph) -> Reference:
    """What the pages show."""
    return gather(kg, kg.assets, list(kg.questions.values()), "en")


@pytest.fixture(scope="session")
def lines(kg: mllm_kg.KnowledgeGraph) -> list[tuple[str, str, str, str]]:
    """The whole graph as N-Quads, cut at spaces: subject, predicate, object, graph."""
    exported = kg.export("nquads")
    assert exported is not None
    parsed = (re.fullmatch(r"(\S+) <(\S+)> (.+) <(\S+)> \.", line) for line in exported.decode().splitlines())
    return [(found[1].strip("<>"), found[2], found[3], found[4]) for found in parsed if found]


@pytest.fixture
def small(assets: Assets) -> Callable[..., Reference]:
    """Gathers the reference of an ontology and of data in Turtle."""

    def gathered(ontology: str, data: str = "", language: str = "en") -> Reference:
        quads = [
            ox.Quad(*quad.triple, name)
            for text, name in ((ontology, graph("ontology")), (data, graph("model/one")))
            for quad in ox.parse(PROLOGUE + text, ox.RdfFormat.TURTLE)
        ]
        return gather(Dataset.from_quads(quads), assets, [], language)

    return gathered
