"""Rules about what follows from the ontology, and about the form of the shapes: those that no query can tell.

* An axiom that the closure has no rule for is lost: :func:`mllm_kg.reasoning.support.problems` knows them.
* A shape that is broken by a statement which only follows forbids what the ontology infers. The shapes judge all data,
  and of what they find, that is kept which is about such statements.
* SHACL has shapes for shapes (appendix C of its specification), by which :mod:`mllm_kg.checks.meta` judges ours.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mllm_kg.checks.compiled.classes import Classes
from mllm_kg.checks.meta import malformed
from mllm_kg.checks.shacl import results
from mllm_kg.checks.shapes import Result
from mllm_kg.findings import say
from mllm_kg.lint.model import SHAPES_GRAPH, Breach, Inspected, LintRule, follows
from mllm_kg.namespaces import BASE, PREFIXES, SHAPES, curie
from mllm_kg.reasoning.support import problems

__all__ = ["CONCLUSIONS"]


def _axiom_without_rule(inspected: Inspected) -> Iterator[Breach]:
    for line in problems(inspected.schema):
        name = line.partition(": ")[0]
        prefix, _, local = name.partition(":")
        entity = PREFIXES[prefix] + local if prefix in PREFIXES else f"{BASE}ontology"
        yield Breach(entity, say("The closure can't reason from an axiom: {axiom}.", axiom=line))


def _shape_forbids_inference(inspected: Inspected) -> Iterator[Breach]:
    if not inspected.shapes.triples:
        return
    told = set()
    for result in results(inspected.dataset, inspected.shapes, Classes(inspected.dataset)):
        if result.rule.id not in told and _only_follows(inspected, result):
            told.add(result.rule.id)
            message = say(
                "The shape {shape} forbids what follows of {entity}.",
                shape=f"mllmsh:{result.rule.id}",
                entity=curie(result.focus.value),
            )
            yield Breach(SHAPES + result.rule.id, message, result.rule.path or None)


def _only_follows(inspected: Inspected, result: Result) -> bool:
    """Whether a result is about a statement that nobody made."""
    if not result.rule.path:
        return False
    subject, value = (result.value, result.focus) if result.rule.inverse else (result.focus, result.value)
    if isinstance(subject, ox.Literal):
        return False
    found = inspected.dataset.store.quads_for_pattern(subject, ox.NamedNode(result.rule.path), value, None)
    concluded = [follows(quad) for quad in found]
    return any(concluded) if result.value is None else bool(concluded) and all(concluded)


def _shape_not_well_formed(inspected: Inspected) -> Iterator[Breach]:
    for mistake in malformed(inspected.triples(SHAPES_GRAPH)):
        message = say(
            "{shape} is no well-formed shape: {reason}.", shape=curie(mistake.shape), reason=mistake.reason.rstrip(".")
        )
        yield Breach(mistake.shape, message, mistake.path, mistake.value)


_FILE = "mllm_kg/lint/conclusions.py"

CONCLUSIONS: tuple[LintRule, ...] = (
    LintRule(
        "axiom-without-rule",
        "OWL 2 RL, section 4.3",
        "The closure has no rule for an axiom",
        "What follows from the axiom is missing from every answer, though a reasoner for OWL 2 DL would find it.",
        "Say it by means that OWL 2 RL has rules for, or leave the axiom out.",
        _FILE,
        _axiom_without_rule,
    ),
    LintRule(
        "shape-forbids-inference",
        "ontology against shapes",
        "A shape forbids what the ontology infers",
        "A statement that follows from the axioms breaks the shape: the ontology and the shapes disagree.",
        "Correct the axiom from which it follows, or have the shape allow it.",
        _FILE,
        _shape_forbids_inference,
    ),
    LintRule(
        "shape-not-well-formed",
        "SHACL, appendix C",
        "A shape breaks the syntax rules of SHACL",
        "An engine may refuse the shape, or leave out what it asks for.",
        "Correct the shape.",
        _FILE,
        _shape_not_well_formed,
    ),
)
"""The rules."""
