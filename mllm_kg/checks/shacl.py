"""The shapes, judged by pySHACL: the only module that imports it.

1. The statements that some rule reads are copied into an rdflib graph, plain strings as plain strings (pySHACL on a
   store that gives them a datatype reports false violations). For some entities only, just theirs are copied.
2. Types that follow from a property's domain or range alone do not count: otherwise a reference to a language that does
   not exist would make it one.
3. The targets of a node shape are given to its property shapes. That means the same, and pySHACL then goes through a
   shape once for all entities instead of once for each: about eight times faster.
4. Each result becomes one finding in plain words. Several constraints of one rule that one value breaks are one finding.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from mllm_kg.checks.naming import Naming
from mllm_kg.checks.profile import PROFILE, Profile
from mllm_kg.checks.shapes import SH, Shapes, load_shapes
from mllm_kg.checks.words import RANK, Result, sentence
from mllm_kg.findings import Finding
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import GRAPH, PREFIXES, SHAPES

if TYPE_CHECKING:
    import rdflib

__all__ = ["check_shapes"]

_INFERRED = GRAPH + "inferred"
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
_PROPERTY, _TARGET_CLASS, _TARGET_NODE = (ox.NamedNode(SH + name) for name in ("property", "targetClass", "targetNode"))

Aims: TypeAlias = Mapping[Any, Sequence[ox.NamedNode]]
"""The entities to judge, by class."""


def check_shapes(dataset: Dataset, shapes_dir: Path, focus: Collection[str] | None = None) -> list[Finding]:
    """Judge a dataset by the shapes.

    :param dataset: the data, closed under the ontology, and the ontology itself
    :param shapes_dir: the folder of the shapes and of their profile
    :param focus: the IRIs of the entities to judge; ``None`` judges all
    :returns: each finding once, the worst first
    :raises UnreadableInput: when the shapes or the profile can't be read
    """
    shapes, profile = load_shapes(shapes_dir), Profile.load(shapes_dir / PROFILE)
    statements = _relevant(dataset.quads() if focus is None else _around(dataset, focus), shapes)
    aims = None if focus is None else _aims(dataset, focus)
    naming = Naming(dataset)
    findings = [
        Finding(
            rule=result.rule.id,
            severity=profile.severity(result.rule.id),
            message=sentence(result, naming, shapes),
            suggestion=result.rule.messages.get("en"),
            focus=result.focus,
            label=naming.label(result.focus),
            path=result.rule.path or None,
            value=result.value,
        )
        for result in _once(_validate(statements, shapes, aims))
    ]
    return sorted(findings, key=_order)


def _order(finding: Finding) -> tuple[int, str, str, str]:
    worst_first = list(type(finding.severity)).index(finding.severity)
    return worst_first, finding.rule, finding.focus or "", finding.value or ""


def _around(dataset: Dataset, focus: Iterable[str]) -> Iterator[ox.Quad]:
    """Go through what rules about some entities read: their statements, what refers to them, and the types of those."""
    store = dataset.store
    others: set[ox.NamedNode] = set()
    for iri in focus:
        entity = ox.NamedNode(iri)
        for quad in store.quads_for_pattern(entity, None, None, None):
            yield quad
            if isinstance(quad.object, ox.NamedNode):
                others.add(quad.object)
        for quad in store.quads_for_pattern(None, None, entity, None):
            yield quad
            if isinstance(quad.subject, ox.NamedNode):
                others.add(quad.subject)
    for other in others:
        yield from store.quads_for_pattern(other, _TYPE, None, None)
    yield from store.quads_for_pattern(None, _SUBCLASS, None, None)


def _relevant(quads: Iterable[ox.Quad], shapes: Shapes) -> Iterator[ox.Triple]:
    predicates = {*shapes.predicates(), _TYPE.value, _SUBCLASS.value}
    for quad in quads:
        if quad.predicate.value not in predicates:
            continue
        if quad.predicate != _TYPE or _counts(quad):
            yield quad.triple


def _aims(dataset: Dataset, focus: Iterable[str]) -> Aims:
    """Return which of some entities belong to each class, by their stated types and the ontology's subclasses."""
    aims: dict[Any, list[ox.NamedNode]] = {}
    for iri in focus:
        entity = ox.NamedNode(iri)
        stated = dataset.store.quads_for_pattern(entity, _TYPE, None, None)
        types = {quad.object for quad in stated if _counts(quad) and isinstance(quad.object, ox.NamedNode)}
        waiting = list(types)
        while waiting:
            for quad in dataset.store.quads_for_pattern(waiting.pop(), _SUBCLASS, None, None):
                if isinstance(quad.object, ox.NamedNode) and quad.object not in types:
                    types.add(quad.object)
                    waiting.append(quad.object)
        for type_ in types:
            aims.setdefault(type_, []).append(entity)
    return aims


def _counts(quad: ox.Quad) -> bool:
    """Whether a statement of a type is more than a consequence."""
    return not str(quad.graph_name).startswith(f"<{_INFERRED}")


def _validate(statements: Iterable[ox.Triple], shapes: Shapes, aims: Aims | None) -> Iterator[Result]:
    import pyshacl
    import rdflib

    with _no_word_of_bad_literals():
        _, report, _ = pyshacl.validate(
            _graph(statements),
            shacl_graph=_graph(_targeted(shapes.triples, aims)),
            inference="none",
        )
    sh = rdflib.Namespace(SH)
    for node in report.objects(None, sh.result):
        value = report.value(node, sh.value)
        shape, component = report.value(node, sh.sourceShape), report.value(node, sh.sourceConstraintComponent)
        yield Result(
            rule=shapes.rules[str(shape).removeprefix(SHAPES)],
            component=str(component).removeprefix(SH),
            focus=str(report.value(node, sh.focusNode)),
            value=None if value is None else str(value),
            is_iri=isinstance(value, rdflib.URIRef),
        )


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
            found = to_term(value)
            if isinstance(found, rdflib.Literal) and found.datatype:
                found = rdflib.Literal(value.value, datatype=found.datatype, normalize=False)
            terms[value] = found
        return found

    for triple in triples:
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


def _targeted(triples: Collection[ox.Triple], aims: Aims | None) -> Iterator[ox.Triple]:
    """Give the targets of each node shape to its property shapes, and let go of the link between them.

    :param triples: the shapes
    :param aims: the entities to judge, by class, in place of whole classes; ``None`` judges all
    """
    members: dict[Any, list[Any]] = {}
    for triple in triples:
        if triple.predicate == _PROPERTY:
            members.setdefault(triple.subject, []).append(triple.object)
        elif triple.predicate != _TARGET_CLASS:
            yield triple
    for triple in triples:
        if triple.predicate == _TARGET_CLASS:
            for shape in (triple.subject, *members.get(triple.subject, ())):
                if aims is None:
                    yield ox.Triple(shape, _TARGET_CLASS, triple.object)
                else:
                    yield from (ox.Triple(shape, _TARGET_NODE, aim) for aim in aims.get(triple.object, ()))


def _once(results: Iterable[Result]) -> list[Result]:
    """Keep one result for each rule, entity and value."""
    found: dict[tuple[str, str, str | None], Result] = {}
    for result in results:
        key = (result.rule.id, result.focus, result.value)
        before = found.get(key)
        if before is None or _rank(result) < _rank(before):
            found[key] = result
    return list(found.values())


def _rank(result: Result) -> int:
    return RANK.index(result.component) if result.component in RANK else len(RANK)
