"""``mllm-kg reason``: the description-logic reasoner's verdict."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click
import pyoxigraph as ox

from mllm_kg.checks.places import Locator
from mllm_kg.cli import render
from mllm_kg.cli.options import examples, language_option
from mllm_kg.cli.progress import Progress
from mllm_kg.cli.session import open_graph
from mllm_kg.findings import Finding, Related, Severity, say
from mllm_kg.findings.text import pieces
from mllm_kg.namespaces import curie, graph
from mllm_kg.reasoning.culprits import culprits
from mllm_kg.reasoning.hermit import reason

if TYPE_CHECKING:
    from mllm_kg.api import KnowledgeGraph
    from mllm_kg.reasoning.hermit import Reasoned

__all__ = ["command"]


@click.command(
    "reason",
    epilog=examples(
        "reason",
        codes="1  the graph is inconsistent, or a class can have no member\n"
        "2  the call is not right, or the output can't be written\n"
        "3  there is no Java, or HermiT takes more time or memory than it may",
    ),
)
@language_option
def command(language: str) -> int:
    """Check with HermiT that the ontology and the data are consistent, and that every class can have members.

    All that is stated is judged under the direct semantics of OWL 2, unconfirmed statements and provenance included.
    HermiT needs Java: that of the extra "reasoner" (pip install 'mllm-kg[reasoner]') or that of the system.
    """
    kg = open_graph()
    derived = {graph("inferred"), graph("inferred/unconfirmed")}
    progress = Progress(0)
    progress("HermiT is at work", 0, 1)
    try:
        found = reason(quad.triple for quad in kg.quads() if quad.graph_name not in derived)
    finally:
        progress.close()
    render.write(_told(found, () if found.consistent else _clashes(kg, found), language))
    return int(not found.consistent or bool(found.unsatisfiable))


def _hierarchy(found: Reasoned) -> Iterator[str]:
    """Tell where HermiT puts the classes that the ontology only defines."""
    if found.subclasses:
        yield "What follows of the classes:"
    broader: dict[str, list[str]] = {}
    for narrow, broad in found.subclasses:
        broader.setdefault(curie(narrow), []).append(curie(broad))
    width = max(map(len, broader), default=0)
    yield from (f"  {name:<{width}}  is narrower than  {', '.join(names)}" for name, names in broader.items())


def _clashes(kg: KnowledgeGraph, found: Reasoned) -> Iterator[Finding]:
    """Go through the clashes; each has the places of the fewest statements that can't hold together."""
    locator = Locator(kg, kg.assets)
    explained: dict[str, tuple[ox.Triple, ...]] = {}
    explained.update(culprits(kg))
    for clash in dict.fromkeys((*explained, *found.clashes)):
        placed = [locator.placed(_about(triple, clash)) for triple in explained.get(clash, ())]
        first, others = (placed[0], placed[1:]) if placed else (Finding("clash", Severity.VIOLATION, clash), [])
        yield replace(first, related=tuple(_related(other) for other in others if other.location))


def _about(triple: ox.Triple, clash: str) -> Finding:
    focus, thing = triple.subject, triple.object
    return Finding(
        "clash",
        Severity.VIOLATION,
        clash,
        focus=focus.value if isinstance(focus, ox.NamedNode) else str(focus),
        path=triple.predicate.value,
        value=thing.value if isinstance(thing, ox.NamedNode | ox.Literal) else str(thing),
    )


def _related(other: Finding) -> Related:
    assert other.location is not None
    words = (curie(text) if text and "://" in text else text or "" for text in (other.focus, other.path, other.value))
    return Related(other.location, " ".join(words), other.source)


def _findings(found: Reasoned, clashes: Iterable[Finding]) -> Iterator[Finding]:
    """Go through what is wrong."""
    yield from clashes
    for name in found.unsatisfiable:
        message = say("{name} can have no member.", name=curie(name))
        yield Finding("unsatisfiable-class", Severity.VIOLATION, message, focus=name)


def _told(found: Reasoned, clashes: Iterable[Finding], language: str) -> str:
    judged = f"({found.statements:,} statements, {found.seconds:.0f} s)"
    if found.consistent and not found.unsatisfiable:
        good = f"Consistent: ontology and data fit together, and every class can have members. {judged}"
        return "\n".join([good, *map(render.printable, _hierarchy(found))])
    if found.consistent:
        verdict = f"Consistent, but some classes can have no member. {judged}"
    else:
        verdict = f"INCONSISTENT: the statements can't all hold together. {judged}"
    return f"{verdict}\n\n" + render.painted(pieces(list(_findings(found, clashes)), language, total=False), sys.stdout)
