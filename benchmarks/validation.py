"""Measure validation against pySHACL's command line on the same graph with the same shapes, untouched.

pySHACL takes tens of seconds for each, so it is run once; ``mllm-kg``, which also judges by all rules across entities, is
run nine times and its median taken. Both judge the graph closed under the ontology. Findings are compared as rule and
entity.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from generate import sources
from measure import PEERS, ROOT, WORK, Row, in_turn, run

SH = "http://www.w3.org/ns/shacl#"
SHAPES = "https://w3id.org/mllm-kg/shapes#"
LARGER = {"at 100,000 triples": 100, "ten times the real graph": 12_000}
"""By how many records the generated graphs are larger."""

RECORD = """id: paper/doe2026adding
type: Paper
title: Adding One Paper to a Graph of Papers
arxiv_id: "2601.01234"
authors: [Jane Doe, Niklas Muennighoff]
authors_complete: true
submitted: 2026-01-05
year: 2026
studies: [bloomz]
uses_resource: [resource/xp3]
covers_language: [swa, kor]
language_count: 2
evidence: [https://arxiv.org/abs/2601.01234]
checked: 2026-11-22
"""
TURTLE = """@base <https://w3id.org/mllm-kg/id/> .
@prefix mllm: <https://w3id.org/mllm-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<paper/doe2026adding> a mllm:Paper ; mllm:title "Adding One Paper to a Graph of Papers" ; mllm:arxivId "2601.01234" ;
    mllm:author <person/jane-doe>, <person/niklas-muennighoff> ; mllm:submitted "2026-01-05"^^xsd:date ; mllm:year 2026 ;
    mllm:authorship <authorship/doe2026adding-1>, <authorship/doe2026adding-2> ; mllm:studies <model/bloomz> ;
    mllm:usesResource <resource/xp3> ; mllm:coversLanguage <language/swa>, <language/kor> ; mllm:languageCount 2 .
<authorship/doe2026adding-1> a mllm:Authorship ; mllm:byPerson <person/jane-doe> ; mllm:authorPosition 1 .
<authorship/doe2026adding-2> a mllm:Authorship ; mllm:byPerson <person/niklas-muennighoff> ; mllm:authorPosition 2 .
<person/jane-doe> a mllm:Person ; rdfs:label "Jane Doe" .
"""


@dataclass(frozen=True)
class Graph:
    """A built graph, and how to ask about it.

    :param folder: where its sources and its index are
    :param env: the environment in which ``mllm-kg`` uses it
    :param triples: how many statements it has
    """

    folder: Path
    env: dict[str, str]
    triples: int

    @classmethod
    def make(cls, bin_folder: Path, name: str, copies: int) -> Graph:
        """Generate and build a graph, in a folder of its own."""
        folder = WORK / "validation" / name.replace(" ", "-")
        sources(folder / "sources", copies)
        env = {
            **os.environ,
            "MLLM_KG_ASSETS": str(folder / "sources"),
            "MLLM_KG_CACHE": str(folder / "cache"),
        }
        run([str(bin_folder / "mllm-kg"), "build"], env)
        count = "import mllm_kg; print(sum(1 for _ in mllm_kg.load().quads()))"
        told = subprocess.run([bin_folder / "python", "-c", count], env=env, capture_output=True, text=True, check=True)
        (folder / "new.yaml").write_text(RECORD, encoding="utf-8")
        (folder / "new.ttl").write_text(TURTLE, encoding="utf-8")
        return cls(folder, env, int(told.stdout))

    def ours(self, bin_folder: Path) -> tuple[float, float]:
        """Return how long ``mllm-kg`` takes for the whole graph and for one new record."""
        command = [str(bin_folder / "mllm-kg"), "validate"]
        took = in_turn(
            {"whole": [*command, "--fail-on", "never"], "one": [*command, str(self.folder / "new.yaml")]}, env=self.env
        )
        return took["whole"], took["one"]

    def theirs(self, bin_folder: Path) -> tuple[float, float]:
        """Return how long pySHACL takes for the same; its report about the whole graph is kept."""
        script, shapes = str(PEERS / "pyshacl_input.py"), str(self.folder / "sources" / "shapes")
        files = [str(self.folder), shapes, str(self.folder / "new.ttl")]
        run([str(bin_folder / "python"), script, *files], self.env)
        base = [str(bin_folder / "pyshacl"), "-s", str(self.folder / "shapes.ttl"), "-f", "turtle", "-o"]
        whole = [*base, str(self.folder / "report.ttl"), str(self.folder / "graph.ttl")]
        one = [*base, str(self.folder / "other.ttl"), str(self.folder / "graph-and-addition.ttl")]
        return run(whole, allowed=(0, 1))[0], run(one, allowed=(0, 1))[0]

    def same_findings(self, bin_folder: Path) -> bool:
        """Whether both found the same, shape for shape and entity for entity."""
        command = [str(bin_folder / "mllm-kg"), "validate", "--format", "json", "--fail-on", "never"]
        told = subprocess.run(command, env=self.env, capture_output=True, text=True, check=True)
        report = list(ox.parse(path=str(self.folder / "report.ttl")))

        def values(name: str) -> dict[object, str]:
            predicate = ox.NamedNode(SH + name)
            return {quad.subject: quad.object.value for quad in report if quad.predicate == predicate}

        shapes, focus = values("sourceShape"), values("focusNode")
        theirs = {(shapes[node].removeprefix(SHAPES), focus[node]) for node in shapes if node in focus}
        known = {path.removeprefix(SHAPES) for path in self._rules()}
        return theirs == {(f["rule"], f["focus"]) for f in json.loads(told.stdout)["findings"] if f["rule"] in known}

    def _rules(self) -> set[str]:
        quads = ox.parse(path=str(self.folder / "shapes.ttl"))
        return {quad.subject.value for quad in quads if quad.predicate.value == SH + "message"}


def rows(bin_folder: Path) -> Iterator[Row]:
    """Measure the real graph, one of 100,000 triples, and, without the peer, one ten times as large."""
    shutil.rmtree(WORK / "validation", ignore_errors=True)
    (WORK / "validation").mkdir(parents=True)
    real = Graph.make(bin_folder, "the real graph", 0)
    whole, one = real.ours(bin_folder)
    yield from _compared(bin_folder, real, "the real graph", whole, one, one, 10)
    for name, copies in LARGER.items():
        graph = Graph.make(bin_folder, name, copies)
        larger_whole, larger_one = graph.ours(bin_folder)
        if copies < 1_000:
            yield from _compared(bin_folder, graph, name, larger_whole, larger_one, one, 80)
        else:
            figures = f"{larger_whole:.2f} s and {larger_one * 1000:.0f} ms, {larger_one / one:.2f} times the cost"
            size = f"{name}: {graph.triples:,} triples"
            yield Row(f"the whole graph and one new paper record, {size}", figures, "–", None)


def _compared(
    bin_folder: Path, graph: Graph, name: str, whole: float, one: float, base: float, bar: float
) -> list[Row]:
    peer_whole, peer_one = graph.theirs(bin_folder)
    faster, faster_one, same = peer_whole / whole, peer_one / one, graph.same_findings(bin_folder)
    grown = one / base
    return [
        Row(
            f"one new paper record, cold, {name}: {graph.triples:,} triples",
            f"{one * 1000:.0f} ms against {peer_one:.1f} s: {faster_one:.0f} times faster, {grown:.2f} times the cost",
            f"at least {bar:.0f} times faster, at most 1.5 times the cost on the real graph",
            faster_one >= bar and grown <= 1.5,
        ),
        Row(
            f"the whole graph, {name}: {graph.triples:,} triples",
            f"{whole:.2f} s against {peer_whole:.1f} s: {faster:.0f} times faster, "
            f"{'the same' if same else 'OTHER'} findings",
            "at least 20 times faster, same findings",
            faster >= 20 and same,
        ),
    ]


def main() -> None:
    """Measure with the tool that stands in ``bin`` beside this Python, or in the folder that is named."""
    bin_folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".venv" / "bin"
    WORK.mkdir(parents=True, exist_ok=True)
    for row in rows(bin_folder.resolve()):
        print(
            f"| {row.work} | {row.figures} | {row.bar} | {'–' if row.met is None else 'yes' if row.met else 'NO'} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
