"""``mllm-kg explain``: why a statement holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
import pyoxigraph as ox

from mllm_kg.cli import render
from mllm_kg.cli.options import TEXT, examples, format_option, language_option, output_option
from mllm_kg.cli.proofs import Telling, hint, mermaid, proof_json, proof_text, statement_json
from mllm_kg.cli.session import open_graph
from mllm_kg.entity.asked import asked, objects
from mllm_kg.entity.grounds import Grounds
from mllm_kg.findings.sentence import say
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.explanation import Explainer
from mllm_kg.terminal import isolated

if TYPE_CHECKING:
    from pathlib import Path

    from mllm_kg.api import KnowledgeGraph
    from mllm_kg.language import Language
    from mllm_kg.reasoning.explanation import Proof

__all__ = ["command"]

_FEW = 8


@click.command(
    "explain",
    epilog=examples(
        "explain bloomz trained-at-stage pretraining",
        "explain bloomz a 'open model'",
        "explain bloomz mllm:derivedFrom bloom --format mermaid",
        "explain mt0 trained-at-stage pretraining --lang ko",
        codes="1  the statement does not hold\n"
        "2  something has no such name or more than one thing has it, or the output can't be written",
    ),
)
@click.argument("subject", type=TEXT)
@click.argument("predicate", type=TEXT)
@click.argument("object", type=TEXT)
@format_option(("text", "json", "mermaid"))
@language_option
@output_option
def command(subject: str, predicate: str, object: str, format: str, language: Language, output: Path | None) -> int:
    """Say why the statement SUBJECT PREDICATE OBJECT holds.

    It is stated somewhere, or it follows: then the shortest proof is told, each step with the axioms of the ontology that
    make it follow, down to statements in records, with their evidence.

    SUBJECT and OBJECT are named as any entity; also a class ('open model', mllm:OpenModel) or a value (2022, '"text"@en').
    PREDICATE is a property by its label ('uses strategy'), its local name (usesStrategy, uses-strategy) or its CURIE; a
    or type for classes.
    """
    kg = open_graph()
    triple = asked(kg, subject, predicate, object, language)
    explainer = Explainer(kg)
    shown = language.for_programs if format == "json" else language
    telling = Telling(kg, explainer.told, Grounds(kg, kg.assets).of, shown)
    proof = explainer.explain(triple)
    if proof is None:
        return _refused(kg, triple, telling, format, output)
    render.write(_shown(proof, telling, format), output)
    return 0


def _shown(proof: Proof, telling: Telling, format: str) -> str | bytes:
    if format == "json":
        data = {"holds": True, "confirmed": proof.sure, "steps": proof.steps, **proof_json(proof, telling)}
        return _json(data)
    return mermaid(proof, telling) if format == "mermaid" else proof_text(proof, telling)


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _refused(kg: KnowledgeGraph, triple: ox.Triple, telling: Telling, format: str, output: Path | None) -> int:
    """Say that a statement does not hold, and what does that is nearest to it; return the exit code."""
    subject, thing = triple.subject, triple.object
    assert isinstance(subject, ox.NamedNode)
    had = objects(kg, subject, triple.predicate)
    others = [quad.triple for quad in kg.store.quads_for_pattern(subject, None, thing, None) if _is_data(quad)]
    if isinstance(thing, ox.NamedNode):
        others += [quad.triple for quad in kg.store.quads_for_pattern(thing, None, subject, None) if _is_data(quad)]
    others = sorted(set(others), key=lambda found: (found.predicate != triple.predicate, str(found)))
    if format == "json":
        near = {"has": [statement_json(ox.Triple(subject, triple.predicate, node))["object"] for node in had]}
        related = [statement_json(found) for found in others]
        told = {"holds": False, "statement": telling.statement(triple), **statement_json(triple)}
        render.write(_json({**told, **near, "related": related}), output)
        return 1
    lines = [
        telling.tell(say("It does not hold: {statement}", statement=telling.statement(triple))),
        telling.tell(say("Nothing states it, and it does not follow.")),
    ]
    name, relation = telling.thing(subject), telling.relation(triple.predicate)
    if had:
        title = f"{name} {relation}:" if telling.language == "en" else f"{name} — {relation}:"
        lines += ["", title, *(f"  {_named(node, telling)}" for node in had[:_FEW])]
    if len(had) > _FEW:
        lines.append("  " + telling.tell(say("... and {count} more", count=f"{len(had) - _FEW:,}")))
    if others:
        title = telling.tell(say("What holds between the two:"))
        lines += ["", title, *(f"  {telling.statement(found)}" for found in others[:_FEW])]
    if not had and not others:
        lines.append(telling.tell(say("{name} has no {relation} at all.", name=name, relation=relation)))
    if format == "mermaid":
        lines = [f"%% {line}".rstrip() for line in lines]
    render.write("\n".join(isolated(render.printable(line)) for line in lines), output)
    return 1


def _named(node: object, telling: Telling) -> str:
    told, typed = telling.thing(node), hint(node)
    return told if told == typed or not isinstance(node, ox.NamedNode) else f"{told}  {typed}"


def _is_data(quad: ox.Quad) -> bool:
    return bool(quad.graph_name != graph("provenance"))
