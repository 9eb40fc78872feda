"""The corpus of the rules across entities: for each rule small datasets that it must find something in, or nothing.

A file has the name of its rule and several parts, each headed by ``#### breaks: <why>`` or ``#### holds: <why>``.
Statements outside any graph stand in ``graph/data``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, PREFIXES, graph

CORPUS = Path(__file__).parent / "corpus"
PROLOGUE = f"@base <{KG}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
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
        parsed = ox.parse(PROLOGUE + self.text, ox.RdfFormat.TRIG)
        data = graph("data")
        return Dataset.from_quads(
            ox.Quad(*quad.triple, data) if isinstance(quad.graph_name, ox.DefaultGraph) else quad for quad in parsed
        )


def load_parts() -> Iterator[Part]:
    """Read all files."""
    for path in sorted(CORPUS.glob("*.trig")):
        for verdict, why, text in _PART.findall(path.read_text(encoding="utf-8")):
            yield Part(path.stem, verdict, why, text)
