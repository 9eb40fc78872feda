"""What must hold for a rule to apply: a small algebra of triple patterns.

A *pattern* is one triple with variables (:func:`triple`), all of several patterns (:func:`all_of`), any of several
(:func:`any_of`), a variable bound to one of some terms (:func:`one_of`), or a variable bound to a literal
(:func:`literal`). It can be written as SPARQL, and as JSON, from which :mod:`~mllm_kg.reasoning.rulebook` makes what is
matched triple by triple. Terms are written as in N-Triples, variables with a question mark.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import BASE, PREFIXES

__all__ = [
    "HIERARCHIES",
    "IN_RANGE",
    "NEVER",
    "RDF_TYPE",
    "SAME",
    "Pattern",
    "Tree",
    "all_of",
    "any_of",
    "in_range",
    "literal",
    "one_of",
    "owl",
    "rdfs",
    "signature",
    "triple",
    "written",
    "xsd",
]

Tree: TypeAlias = tuple[Any, ...]
"""A pattern as data; JSON keeps it. The first item says what the others are.

- ``("triple", subject, predicate, object)``
- ``("all", pattern, …)`` and ``("any", pattern, …)``; any of none never holds
- ``("values", variable, term, …)``
- ``("literal", variable, datatype)``, the datatype an empty string when any will do
- ``("range", variable, data range)``: a literal of a data range (:mod:`~mllm_kg.reasoning.ranges`)
- ``("sparql", text)``: only for rules that are never matched triple by triple
"""

RDF_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


IN_RANGE = ox.NamedNode(f"{BASE}function#in-range")
"""The extension function by which SPARQL asks whether a literal is in a data range, given as JSON."""


def owl(local: str) -> ox.NamedNode:
    """Return the term ``local`` of the OWL vocabulary."""
    return ox.NamedNode(PREFIXES["owl"] + local)


def rdfs(local: str) -> ox.NamedNode:
    """Return the term ``local`` of the RDF Schema vocabulary."""
    return ox.NamedNode(PREFIXES["rdfs"] + local)


def xsd(local: str) -> ox.NamedNode:
    """Return the datatype ``local`` of XML Schema."""
    return ox.NamedNode(PREFIXES["xsd"] + local)


def signature(predicate: str, thing: str) -> str:
    """Return what triples with this predicate are filed under; ``thing`` tells the classes apart.

    :param predicate: the predicate, in N-Triples form
    :param thing: the object, in N-Triples form
    """
    return f"a {thing}" if predicate == str(RDF_TYPE) else predicate


SAME = owl("sameAs")
HIERARCHIES = (rdfs("subClassOf"), rdfs("subPropertyOf"), owl("equivalentClass"), owl("equivalentProperty"))
"""The relations between terms that the closure tells."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, with what the rules need to know about it.

    :param tree: what must hold
    :param resources: the variables that can't be bound to a literal, because they stand as a subject
    :param names: the OWL 2 RL rules that it puts to use
    :param reads: the signatures of the triples that it looks at
    :param labels: what it puts to use besides its operands: names of rules, and triples of the closed ontology
    :param operands: the patterns that it is made of
    """

    tree: Tree
    resources: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    reads: frozenset[str] = field(default=frozenset())
    labels: frozenset[str | ox.Triple] = frozenset()
    operands: tuple[Pattern, ...] = ()

    @property
    def text(self) -> str:
        """The pattern as SPARQL."""
        return written(self.tree)

    def named(self, *names: str) -> Pattern:
        """Return the same pattern as the work of further rules."""
        return replace(self, names=self.names.union(names), labels=self.labels.union(names))

    def because(
        self, *axioms: tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, ox.NamedNode | ox.BlankNode]
    ) -> Pattern:
        """Return the same pattern as what axioms, triples of the closed ontology, make a condition."""
        return replace(self, labels=self.labels.union(ox.Triple(*axiom) for axiom in axioms))


NEVER = Pattern(("any",))
"""What never holds."""


def triple(subject: str, predicate: ox.NamedNode, thing: str) -> Pattern:
    """Return the pattern of one triple; subject and object are variables or terms in N-Triples form."""
    reads = signature(str(predicate), thing)
    return Pattern(("triple", subject, str(predicate), thing), frozenset({subject}), frozenset(), frozenset({reads}))


def one_of(variable: str, terms: Sequence[str]) -> Pattern:
    """Return the pattern that ``variable`` is one of some terms in N-Triples form."""
    return Pattern(("values", variable, *terms))


def literal(variable: str, datatype: str = "") -> Pattern:
    """Return the pattern that ``variable`` is a literal, of a datatype if one is given in N-Triples form."""
    return Pattern(("literal", variable, datatype))


def in_range(variable: str, data_range: Tree) -> Pattern:
    """Return the pattern that ``variable`` is a literal of a data range (:mod:`~mllm_kg.reasoning.ranges`)."""
    return Pattern(("range", variable, data_range))


def all_of(patterns: Iterable[Pattern]) -> Pattern:
    """Return the conjunction of patterns."""
    parts = list(patterns)
    return Pattern(
        ("all", *_flat(parts)),
        frozenset().union(*(part.resources for part in parts)),
        frozenset().union(*(part.names for part in parts)),
        frozenset().union(*(part.reads for part in parts)),
        operands=tuple(parts),
    )


def _flat(parts: Iterable[Pattern]) -> Iterator[Tree]:
    for part in parts:
        if part.tree[0] == "all":
            yield from part.tree[1:]
        else:
            yield part.tree


def any_of(patterns: Sequence[Pattern]) -> Pattern:
    """Return the disjunction of patterns; there must be at least one."""
    if len(patterns) == 1:
        return patterns[0]
    return Pattern(
        ("any", *(part.tree for part in patterns)),
        patterns[0].resources.intersection(*(part.resources for part in patterns[1:])),
        frozenset().union(*(part.names for part in patterns)),
        frozenset().union(*(part.reads for part in patterns)),
        operands=tuple(patterns),
    )


def written(tree: Tree) -> str:
    """Return a pattern as SPARQL."""
    kind, *parts = tree
    if kind == "triple":
        return f"{parts[0]} {parts[1]} {parts[2]} ."
    if kind == "all":
        return " ".join(written(part) for part in parts)
    if kind == "any":
        return " UNION ".join(f"{{ {written(part)} }}" for part in parts) or "FILTER(false)"
    if kind == "values":
        return f"VALUES {parts[0]} {{ {' '.join(parts[1:])} }}"
    if kind == "literal":
        test = f"datatype({parts[0]}) = {parts[1]}" if parts[1] else f"isLiteral({parts[0]})"
        return f"FILTER({test})"
    if kind == "range":
        return f"FILTER({IN_RANGE}({parts[0]}, {ox.Literal(json.dumps(parts[1], ensure_ascii=False))}))"
    return str(parts[0])
