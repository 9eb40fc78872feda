"""Axioms of the ontology that the closure can't follow, each with its file, line and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.checks.sites import read_ontology_inputs
from mllm_kg.findings import Finding, Location, Severity, say
from mllm_kg.inputs.model import Input
from mllm_kg.reasoning.schema import Schema
from mllm_kg.reasoning.support import Unfollowed, refused

__all__ = ["OUTSIDE", "outside_rules"]

OUTSIDE = "outside-owl2-rl"


def outside_rules(assets: Assets) -> list[Finding]:
    """Return a finding for each axiom of the sources that the closure can't reason from.

    :raises UnreadableInput: when a file of the ontology can't be read
    """
    inputs = read_ontology_inputs(assets)
    triples = [quad.triple for made in inputs for quad in made.quads]
    return [_finding(lost, inputs) for lost in refused(Schema(triples))]


def _finding(lost: Unfollowed, inputs: Sequence[Input]) -> Finding:
    made, place = next(_spots(lost, inputs), (None, None))
    return Finding(
        OUTSIDE,
        Severity.VIOLATION,
        say("The rules of OWL 2 RL do not follow an axiom: {reason}", reason=lost.reason),
        say("Say it by means that OWL 2 RL has rules for, or leave it out."),
        place,
        focus=lost.subject,
        path=lost.predicate,
        source=made.line(place.line) if made and place else None,
    )


def _spots(lost: Unfollowed, inputs: Sequence[Input]) -> Iterator[tuple[Input, Location]]:
    """Go through where an axiom may stand: its triple, else the statements of its term, else the term."""
    for made in inputs:
        stated = made.places.statements.get(lost.axiom) if lost.axiom is not None else None
        if stated is not None:
            yield made, stated.object
    for made in inputs:
        for triple, place in made.places.statements.items():
            about = isinstance(triple.subject, ox.NamedNode) and triple.subject.value == lost.subject
            if about and isinstance(triple.object, ox.BlankNode):
                yield made, place.object
    for made in inputs:
        if thing := made.places.things.get(f"<{lost.subject}>"):
            yield made, thing
