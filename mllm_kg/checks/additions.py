"""Files that are to be added, in the context of the graph.

1. What the files state is put in context (:mod:`mllm_kg.assemble.within`): a record stands in for the one that its
   entity has, references and slugs are looked up in the graph. What can't be is a finding, and the rest goes on.
2. That is done to a private copy of the index (:mod:`mllm_kg.overlay`), and what follows from it is drawn there
   (:mod:`mllm_kg.reasoning.incremental`). The graph itself stays as it is.

Nothing here goes through the whole graph: it costs as much as the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pyoxigraph as ox

from mllm_kg.assemble import within
from mllm_kg.checks.compiled import Changes
from mllm_kg.findings import Finding, Severity, say
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.namespaces import GRAPH, ONTOLOGY, PREFIXES, QUERY, SHAPES, graph
from mllm_kg.overlay import Overlay, drop_empty
from mllm_kg.reasoning.incremental import Incremental
from mllm_kg.reasoning.rulebook import Rulebook

__all__ = ["Additions", "added", "rulebook"]

RESERVED = ("ontology", "alignments", "inferred", "provenance", "names", "survey-list")
"""The named graphs that a build makes, by the first segment of their names; files add nothing to them."""

_SAME = ox.NamedNode(PREFIXES["owl"] + "sameAs")
_TERMS = (ONTOLOGY, SHAPES, QUERY)


@dataclass(frozen=True, slots=True)
class Additions:
    """The graph with some files in it.

    :param before: the graph
    :param after: the graph with the files; a copy that is there for a while
    :param changes: what the files change, and all that records say, whether they change it or not
    :param own: the IRIs of what is described by records that stand in for others: all that is found about it counts
    :param findings: what the files say of each other and of the graph that can't be
    """

    before: Dataset
    after: Dataset
    changes: Changes
    own: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)


@contextmanager
def added(dataset: Dataset, inputs: Sequence[Input]) -> Iterator[Additions]:
    """Let files be in a graph for a while.

    :param dataset: the graph
    :param inputs: the files, as far as they could be read
    :raises OutputError: when there is no room for the copy
    """
    records = [made.graphs for made in inputs if made.graphs is not None and made.graphs.entity]
    statements = [_at_home(quad, i) for i, made in enumerate(inputs) if made.graphs is None for quad in made.quads]
    with Overlay(dataset) as after:
        change = within(dataset, records, _admitted(statements))
        inferred = Incremental(after.store, rulebook(dataset)).change(change.removed, change.added)
        drop_empty(after.store, change.removed)
        changes = Changes(
            tuple(dict.fromkeys((*change.told, *change.added, *inferred.added))),
            (*change.removed, *inferred.removed),
        )
        findings = [*change.findings, *_identities(inputs)]
        yield Additions(dataset, after, changes, frozenset(change.replaced), findings)


def _at_home(quad: ox.Quad, number: int) -> ox.Quad:
    """Let a statement of a stranger's named graph stand in the graph of its file: here such a graph means nothing."""
    if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(GRAPH):
        return quad
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph(f"addition/{number}"))


def rulebook(dataset: Dataset) -> Rulebook:
    """Return the rules by which a graph is closed: those that its build kept, else those of its ontology."""
    if dataset.folder is not None:
        kept = Rulebook.beside(dataset.folder)
        if kept is not None:
            return kept
    return Rulebook.of(quad.triple for quad in dataset.quads([graph("ontology")]))


def _admitted(statements: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Go through the statements that may be added; of the others whoever read the file has told."""
    for quad in statements:
        name, subject = quad.graph_name, quad.subject
        reserved = isinstance(name, ox.NamedNode) and name.value.startswith(tuple(GRAPH + part for part in RESERVED))
        about_terms = isinstance(subject, ox.NamedNode) and subject.value.startswith(_TERMS)
        if not reserved and not about_terms and quad.predicate != _SAME:
            yield quad


def _identities(inputs: Iterable[Input]) -> Iterator[Finding]:
    """Tell of each statement that two names are one thing, from which the closure can't reason."""
    for made in inputs:
        for quad in made.quads:
            if quad.predicate == _SAME and isinstance(quad.subject, ox.NamedNode):
                place = made.places.statements.get(quad.triple)
                yield Finding(
                    "identity",
                    Severity.VIOLATION,
                    say("Two names for one thing can't be reasoned from."),
                    say("Use `skos:exactMatch`; if both are ours, join their records."),
                    place.predicate if place else None,
                    focus=quad.subject.value,
                    path=_SAME.value,
                    value=getattr(quad.object, "value", None),
                )
