"""The corpus of the rules about the ontology and the shapes: small datasets in which a rule must find something, or not.

A file has the name of its rule and several parts, each headed by ``#### breaks: <why>`` or ``#### holds: <why>``.
Statements outside any graph are the ontology; shapes stand in ``kgg:shapes``, data in ``kgg:data``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.lint.model import ONTOLOGY_GRAPH, Inspected
from mllm_kg.namespaces import KG, PREFIXES

CORPUS = Path(__file__).parent / "corpus"
OTHERS = {"dash": "http://datashapes.org/dash#", "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#"}
PROLOGUE = f"@base <{KG}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in {**PREFIXES, **OTHERS}.items())
_PART = re.compile(r"^#### (breaks|holds): (.+)\n((?:(?!####).*\n?)*)", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """One dataset of a rule's file."""

    rule: str
    verdict: str
    why: str
    text: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.verdict}: {self.why}"

    def dataset(self) -> Dataset:
        """Return the statements."""
        return dataset(self.text)


def dataset(text: str) -> Dataset:
    """Return the statements of a text in TriG."""
    parsed = ox.parse(PROLOGUE + text, ox.RdfFormat.TRIG)
    return Dataset.from_quads(
        ox.Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY_GRAPH)
        if isinstance(quad.graph_name, ox.DefaultGraph)
        else quad
        for quad in parsed
    )


def inspected(text: str) -> Inspected:
    """Return the statements of a text in TriG, as the rules see them."""
    return Inspected(dataset(text))


def load_parts() -> Iterator[Part]:
    """Read all files."""
    for path in sorted(CORPUS.glob("*.trig")):
        for verdict, why, text in _PART.findall(path.read_text(encoding="utf-8")):
            yield Part(path.stem, verdict, why, text)
