"""Class expressions as people read them, from the RDF of OWL 2 (OWL 2 Mapping to RDF Graphs, section 3.2).

1. A name is a link. ``owl:intersectionOf`` with names among its members reads *language model that …*; its other
   members, and those of ``owl:unionOf``, are joined by *and* and *or*, in brackets where they stand inside another.
2. A restriction reads *has for (property) some (class)*, *… only …*, *… the value …*, *… exactly 2 …*.
3. The same walk with other words gives the Manchester syntax, for those who know it.

An expression that contains itself is no OWL; it is cut where it comes back to itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pyoxigraph as ox

from mllm_kg.namespaces import MLLM, curie
from mllm_kg.reference.phrases import Phrase, Piece, fill, joined, word
from mllm_kg.reference.statements import Statements, Term, full

__all__ = ["Expressions", "formal_name"]

_THING = full("owl:Thing")
_SETS = (("owl:intersectionOf", "and"), ("owl:unionOf", "or"))
_FILLED = (("owl:someValuesFrom", "some"), ("owl:allValuesFrom", "only"), ("owl:hasValue", "value"))
_COUNTED = (
    ("owl:minCardinality", "min"),
    ("owl:maxCardinality", "max"),
    ("owl:cardinality", "exactly"),
    ("owl:minQualifiedCardinality", "min"),
    ("owl:maxQualifiedCardinality", "max"),
    ("owl:qualifiedCardinality", "exactly"),
)
_FACETS = {"minInclusive": ">=", "maxInclusive": "<=", "minExclusive": ">", "maxExclusive": "<"}


class Expressions:
    """Reads expressions with one set of words.

    :param statements: the ontology
    :param name: what an IRI is called
    :param words: the templates, see :mod:`mllm_kg.reference.phrases`
    """

    def __init__(self, statements: Statements, name: Callable[[str], str], words: Mapping[str, str]) -> None:
        self._all, self._name, self._words = statements, name, words
        self._around: list[Term] = []

    def told(self, node: Term, inside: bool = False) -> Phrase:
        """Return how a class expression, a name or a value reads.

        :param node: where it starts
        :param inside: whether it stands inside another expression
        """
        if isinstance(node, ox.NamedNode):
            return (Piece("term", self._name(node.value), node.value),)
        if isinstance(node, ox.Literal):
            return (Piece("value", node.value),)
        if node in self._around:
            return word("…")
        self._around.append(node)
        try:
            return self._unnamed(node, inside)
        finally:
            self._around.pop()

    def sequence(self, head: Term, between: str) -> Phrase:
        """Return how the members of a list read.

        :param head: the list
        :param between: the key of what stands between them
        """
        return joined(map(self.told, self._all.members(head)), self._words[between])

    def _unnamed(self, node: ox.BlankNode, inside: bool) -> Phrase:
        for prop in self._all.objects(node, "owl:onProperty"):
            rest = self._restriction(node, self.told(prop))
            return rest if inside else fill(self._words["things"], rest=rest)
        for short, between in _SETS:
            for head in self._all.objects(node, short):
                return self._set(list(self._all.members(head)), between, inside)
        return self._other(node)

    def _set(self, members: Sequence[Term], between: str, inside: bool) -> Phrase:
        names = [node for node in members if isinstance(node, ox.NamedNode)]
        rest = [node for node in members if not isinstance(node, ox.NamedNode)]
        if between == "and" and names and rest:
            slots = {"class": self._joined(names, "and"), "rest": self._joined(rest, "and")}
            told = fill(self._words["that"], **slots)
        else:
            told = self._joined(members, between)
        return (Piece("mark", "("), *told, Piece("mark", ")")) if inside and len(members) > 1 else told

    def _joined(self, nodes: Sequence[Term], between: str) -> Phrase:
        return joined([self.told(node, inside=True) for node in nodes], self._words[between])

    def _restriction(self, node: Term, prop: Phrase) -> Phrase:
        for short, name in _FILLED:
            for filler in self._all.objects(node, short):
                name = "any" if name == "some" and filler.value == _THING else name
                shown = self.told(filler, inside=True)
                return fill(self._words[name], property=prop, filler=shown, value=shown)
        for short, name in _COUNTED:
            for number in self._all.objects(node, short):
                count = (Piece("value", number.value),)
                return fill(self._words[name], property=prop, number=count, filler=self._counted(node))
        return fill(self._words["self"], property=prop)

    def _counted(self, node: Term) -> Phrase:
        for short in ("owl:onClass", "owl:onDataRange"):
            for filler in self._all.objects(node, short):
                return self.told(filler, inside=True)
        return word(self._words["thing"])

    def _other(self, node: Term) -> Phrase:
        for short in ("owl:complementOf", "owl:datatypeComplementOf"):
            for filler in self._all.objects(node, short):
                return fill(self._words["not"], filler=self.told(filler, inside=True))
        for head in self._all.objects(node, "owl:oneOf"):
            return fill(self._words["one"], members=self.sequence(head, "comma"))
        for inverse in self._all.objects(node, "owl:inverseOf"):
            return fill(self._words["inverse"], property=self.told(inverse))
        for datatype in self._all.objects(node, "owl:onDatatype"):
            return fill(self._words["facets"], datatype=self.told(datatype), members=self._facets(node))
        return word("…")

    def _facets(self, node: Term) -> Phrase:
        """Return the bounds of a datatype restriction."""
        bounds = [
            facet for head in self._all.objects(node, "owl:withRestrictions") for facet in self._all.members(head)
        ]
        told = []
        for bound in bounds:
            for name, sign in _FACETS.items():
                for value in self._all.objects(bound, f"xsd:{name}"):
                    told.append((Piece("word", f"{sign} "), Piece("value", value.value)))
        return joined(told, self._words["comma"])


def formal_name(iri: str) -> str:
    """Return the name of an IRI in the Manchester syntax: without prefix for the ontology's own terms."""
    return iri.removeprefix(MLLM) if iri.startswith(MLLM) else curie(iri)
