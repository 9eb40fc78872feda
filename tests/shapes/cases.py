"""The corpus of the shapes: examples, and changes to them that must or must not be found.

Every case is the example with one change. All cases go into one dataset, each with entities of its own, so that one
validation judges them all.
"""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.namespaces import KG, PREFIXES

CORPUS = Path(__file__).parent / "corpus"
OWN = re.compile(r"(?P<kind>[\w-]+)/(?P<slug>example|other|own)\b(?!\.)")
PROLOGUE = f"@base <{KG}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


@dataclass(frozen=True)
class Case:
    """One line of ``cases.tsv``: see its head."""

    number: int
    rule: str
    verdict: str
    example: str
    drop: str
    add: str

    def __str__(self) -> str:
        return f"{self.rule}-{self.verdict}-{self.drop}-{self.add[:40]}"

    def own(self, kind: str, slug: str) -> str:
        """Return the slug that one of the example's own entities has in this case alone."""
        offset = 3 * self.number + ("example", "other", "own").index(slug)
        if kind == "list-entry":
            return str(1000 + offset)
        if kind == "language":
            return "".join(string.ascii_lowercase[offset // 26**place % 26] for place in (2, 1, 0))
        return f"{slug}-{self.number}"

    def rename(self, text: str) -> str:
        """Give the example's own entities names of this case."""
        return OWN.sub(lambda found: f"{found['kind']}/{self.own(found['kind'], found['slug'])}", text)

    @property
    def focus(self) -> str:
        """The IRI of the example."""
        text = (CORPUS / f"{self.example}.ttl").read_text(encoding="utf-8")
        first = re.search(r"^<([^>]+)>", text, re.MULTILINE)
        assert first is not None
        return ox.NamedNode(_absolute(self.rename(first[1]))).value

    def triples(self) -> set[ox.Triple]:
        """Return the changed example."""
        text = (CORPUS / f"{self.example}.ttl").read_text(encoding="utf-8")
        triples = set(_parse(self.rename(text)))
        focus = ox.NamedNode(self.focus)
        if self.drop == "iri":
            return {_renamed(triple, focus, ox.NamedNode(_absolute(self.rename(self.add)))) for triple in triples}
        for dropped in () if self.drop == "-" else self.drop.split():
            triples = {triple for triple in triples if not _matches(triple, focus, dropped)}
        if self.add != "-":
            triples.update(_parse(f"{PROLOGUE}<{focus.value}> {self.rename(self.add)} ."))
        return triples


def load_cases() -> Iterator[Case]:
    """Read the table."""
    number = itertools.count()
    for line in (CORPUS / "cases.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            rule, verdict, example, drop, add = line.split("\t")
            yield Case(next(number), rule, verdict, example, drop, add)


def examples() -> list[str]:
    """Return the names of all examples."""
    return sorted(path.stem for path in CORPUS.glob("*.ttl") if path.stem != "context")


def context() -> set[ox.Triple]:
    """Return what all examples refer to."""
    return set(_parse((CORPUS / "context.ttl").read_text(encoding="utf-8")))


def _absolute(relative: str) -> str:
    return KG.removesuffix("id/") + relative[3:] if relative.startswith("../") else KG + relative


def _parse(text: str) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE))


def _matches(triple: ox.Triple, focus: ox.NamedNode, dropped: str) -> bool:
    prefix, _, local = dropped.lstrip("^").partition(":")
    end = triple.object if dropped.startswith("^") else triple.subject
    return end == focus and triple.predicate.value == PREFIXES[prefix] + local


def _renamed(triple: ox.Triple, old: ox.NamedNode, new: ox.NamedNode) -> ox.Triple:
    subject, value = (new if end == old else end for end in (triple.subject, triple.object))
    return ox.Triple(subject, triple.predicate, value)
