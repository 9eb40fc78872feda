"""The shapes, judged by pySHACL: the only module that imports it.

pySHACL is the reference that the compiled checks agree with, and it judges the shapes that ask for something that is not
compiled.

1. The statements are copied into an rdflib graph, plain strings as plain strings (pySHACL on a store that gives them a
   datatype reports false violations). Types that only follow do not count (:mod:`mllm_kg.checks.compiled.classes`).
2. The targets of a node shape are given to its property shapes. That means the same, and pySHACL then goes through a
   shape once for all entities instead of once for each: about eight times faster.
3. A result of a shape inside of a shape is one of the outer shape, which sets the rule.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from mllm_kg.checks.compiled.classes import TYPE, counts
from mllm_kg.checks.shapes import SH, Node, Result, Rule, Shapes, Term
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import PREFIXES, SHAPES

if TYPE_CHECKING:
    import rdflib

__all__ = ["judge_by_pyshacl"]

_TARGETS = frozenset(SH + kind for kind in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
_CLASS = ox.NamedNode(PREFIXES["rdfs"] + "Class")


def judge_by_pyshacl(dataset: Dataset, shapes: Shapes, rules: Collection[Rule] | None = None) -> Iterator[Result]:
    """Judge all entities of a dataset.

    :param dataset: the data, closed under the ontology, and the ontology itself
    :param shapes: the shapes
    :param rules: those to judge by; ``None`` takes all
    """
    import pyshacl
    import rdflib

    owners = _owners(shapes, shapes.rules.values() if rules is None else rules)
    statements = (quad.triple for quad in dataset.quads() if quad.predicate != TYPE or counts(quad))
    with _no_word_of_bad_literals():
        _, report, _ = pyshacl.validate(
            _graph(statements), shacl_graph=_graph(_prepared(shapes, owners)), inference="none", advanced=True
        )
    sh = rdflib.Namespace(SH)
    for node in report.objects(None, sh.result):
        rule = owners.get(ox.NamedNode(str(report.value(node, sh.sourceShape))))
        if rule is not None:
            component = str(report.value(node, sh.sourceConstraintComponent)).removeprefix(SH)
            focus, value = report.value(node, sh.focusNode), report.value(node, sh.value)
            yield Result(rule, component, _term(focus), None if value is None else _term(value))


def _owners(shapes: Shapes, rules: Iterable[Rule]) -> dict[ox.NamedNode, Rule]:
    """Return which rule each shape belongs to: itself, or the one that it is inside of."""
    owners = {_named(rule.node): rule for rule in rules}
    for rule in rules:
        for node in shapes.inner(rule) if rule.path else ():
            owners.setdefault(_named(node), rule)
    return owners


def _named(node: Node) -> ox.NamedNode:
    """Return the IRI of a shape; one for a shape without, which pySHACL would give another name in each result."""
    return node if isinstance(node, ox.NamedNode) else ox.NamedNode(f"{SHAPES}_{node.value}")


def _prepared(shapes: Shapes, owners: Mapping[ox.NamedNode, Rule]) -> Iterator[ox.Triple]:
    """Give targets to the shapes that set the rules, and to no others; name those shapes that have no name."""
    shaped = {node for rule in owners.values() for node in (rule.node, *shapes.inner(rule))}
    names: dict[Any, ox.NamedNode] = {node: _named(node) for node in shaped if isinstance(node, ox.BlankNode)}
    for triple in shapes.triples:
        if triple.predicate.value not in _TARGETS and (triple.predicate, triple.object) != (TYPE, _CLASS):
            subject: Any = names.get(triple.subject, triple.subject)
            value: Any = names.get(triple.object, triple.object)
            yield ox.Triple(subject, triple.predicate, value)
    for rule in owners.values():
        for target in rule.targets:
            yield ox.Triple(_named(rule.node), ox.NamedNode(SH + target.kind), target.term)


@contextmanager
def _no_word_of_bad_literals() -> Iterator[None]:
    """Keep rdflib from logging each literal that its datatype does not allow: the findings tell them."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _graph(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Copy triples; literals keep their lexical form, which rdflib would normalise."""
    import rdflib

    from mllm_kg.graph_rdflib import to_term

    graph = rdflib.Graph(bind_namespaces="none")
    terms: dict[Any, Any] = {}

    def convert(value: Any) -> Any:
        found = terms.get(value)
        if found is None:
            found = terms[value] = to_term(value)
        return found

    for triple in triples:
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


def _term(value: Any) -> Term:
    """Return the Oxigraph term for an rdflib term."""
    import rdflib

    if isinstance(value, rdflib.URIRef):
        return ox.NamedNode(str(value))
    if isinstance(value, rdflib.BNode):
        return ox.BlankNode(str(value))
    if value.language:
        return ox.Literal(str(value), language=value.language)
    return ox.Literal(str(value), datatype=ox.NamedNode(str(value.datatype)) if value.datatype else None)
