"""The shapes themselves, judged by SHACL's shapes for shapes (SHACL, appendix C), which pySHACL carries.

1. The shapes are copied into an rdflib graph, which is the data here.
2. A part of a shape that has no IRI, such as a path, is told as a mistake of the shape that it is a part of.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from mllm_kg.checks.shapes import SH

__all__ = ["Mistake", "malformed"]


class Mistake(NamedTuple):
    """A syntax rule of SHACL that a shape breaks.

    :param shape: the IRI of the shape
    :param reason: what is wrong, in the words of pySHACL
    :param path: the IRI of the parameter concerned
    :param value: its value, as text
    """

    shape: str
    reason: str
    path: str | None
    value: str | None


def malformed(triples: Iterable[ox.Triple]) -> Iterator[Mistake]:
    """Go through the mistakes in a graph of shapes.

    :param triples: the statements of the shapes
    """
    from importlib.resources import files

    import pyshacl
    import rdflib

    from mllm_kg.graph_rdflib import to_term

    shapes = rdflib.Graph(bind_namespaces="none")
    for triple in triples:
        shapes.add((to_term(triple.subject), to_term(triple.predicate), to_term(triple.object)))
    rules = rdflib.Graph(bind_namespaces="none")
    rules.parse(data=files("pyshacl").joinpath("assets", "shacl-shacl.ttl").read_bytes(), format="turtle")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, report, _ = pyshacl.validate(shapes, shacl_graph=rules, inference="none", advanced=False)
    sh = rdflib.Namespace(SH)
    found = set()
    for node in report.objects(None, sh.result):
        shape = _owner(shapes, report.value(node, sh.focusNode))
        path, value = report.value(node, sh.resultPath), report.value(node, sh.value)
        parameter = str(path) if isinstance(path, rdflib.URIRef) else None
        told = None if value is None or isinstance(value, rdflib.BNode) else str(value)
        found.add(Mistake(shape, _reason(report, node, parameter), parameter, told))
    yield from sorted(found, key=str)


def _reason(report: object, node: object, parameter: str | None) -> str:
    """Return what is wrong with a parameter, by the kind of constraint that it breaks."""
    import rdflib

    assert isinstance(report, rdflib.Graph)
    assert isinstance(node, rdflib.term.Node)
    component = str(report.value(node, rdflib.URIRef(SH + "sourceConstraintComponent"))).removeprefix(SH)
    told = component.removesuffix("ConstraintComponent")
    subject = f"sh:{parameter.removeprefix(SH)}" if parameter else "it"
    return f"{subject} breaks the rule sh:{told[:1].lower()}{told[1:]} of SHACL's shapes for shapes"


def _owner(shapes: object, focus: object) -> str:
    """Return the IRI of the shape that a node is part of."""
    import rdflib

    assert isinstance(shapes, rdflib.Graph)
    seen: set[object] = set()
    while isinstance(focus, rdflib.BNode) and focus not in seen:
        seen.add(focus)
        focus = next(iter(shapes.subjects(None, focus)), focus)
    return str(focus)
