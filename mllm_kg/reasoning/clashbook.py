"""What can't be, ready to be looked for: in a whole graph, or where something is new.

Like the rules (:mod:`~mllm_kg.reasoning.rulebook`), what can't be is filed under what it reads, and a build keeps it as
JSON beside the index, since to make it from the ontology takes far longer than to judge a new record.

A whole graph is judged in one pass over its statements and one over what can't be:

1. The statements that are read anywhere are indexed; of the literals, those are told that are none of their datatype.
2. Of each group of classes that exclude each other, the members are counted.
3. For everything else, the variable is taken whose values the index narrows most, and each value is tried
   (:mod:`~mllm_kg.reasoning.matching`).

Where something is new, each new statement is put into everything that reads such statements; that costs a few
look-ups, however large the graph is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES
from mllm_kg.reasoning.contradictions import Apart, Contradiction, apart, contradictions
from mllm_kg.reasoning.datatypes import ILL_TYPED, same, value
from mllm_kg.reasoning.factindex import Index, narrowest
from mllm_kg.reasoning.matching import Binding, Look, matches, unified
from mllm_kg.reasoning.patterns import RDF_TYPE, Tree
from mllm_kg.reasoning.ranges import allows
from mllm_kg.reasoning.rulebook import Both, Fact, Part, Term, Terms, facts, filed, signature_of
from mllm_kg.reasoning.schema import Schema

__all__ = ["CLASHES", "Clashbook", "Found"]

CLASHES = "clashes.json"
"""The file, beside an index, in which a build keeps what can't be."""

Node: TypeAlias = ox.NamedNode | ox.BlankNode
_PLAIN = frozenset((PREFIXES["xsd"] + "string", PREFIXES["rdf"] + "langString"))


@dataclass(frozen=True, slots=True)
class Found:
    """Something that can't be and is.

    :param rule: the rule of OWL 2 Profiles §4.3
    :param wording: how it is told
    :param slots: what the telling names: terms, or texts
    :param triples: the triples that can't hold together, sorted
    :param axioms: the triples of the closed ontology by which they can't
    """

    rule: str
    wording: str
    slots: Mapping[str, Term | str]
    triples: tuple[ox.Triple, ...]
    axioms: tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One thing that can't be, ready to be matched."""

    rule: str
    wording: str
    body: tuple[Part, ...]
    slots: Mapping[str, str]
    differ: tuple[str, str] | None
    outside: tuple[str, Tree] | None
    axioms: tuple[ox.Triple, ...]

    def forbids(self, binding: Binding) -> bool:
        """Tell whether a binding under which the body holds meets the further conditions."""
        if self.differ is not None and not _differ(binding[self.differ[0]], binding[self.differ[1]]):
            return False
        if self.outside is not None:
            literal = binding[self.outside[0]]
            return isinstance(literal, ox.Literal) and allows(self.outside[1], literal) is False
        return True

    def found(self, binding: Binding, triples: Iterable[ox.Triple]) -> Found:
        slots: dict[str, Term | str] = {name: binding.get(what, what) for name, what in self.slots.items()}
        return Found(self.rule, self.wording, slots, tuple(sorted(set(triples), key=str)), self.axioms)


def _differ(one: Term, other: Term) -> bool:
    """Tell whether two terms stand for different things: a blank node may stand for anything."""
    if one == other or isinstance(one, ox.BlankNode) or isinstance(other, ox.BlankNode):
        return False
    return not (isinstance(one, ox.Literal) and isinstance(other, ox.Literal) and same(one, other))


class Clashbook:
    """What can't be, filed.

    :param groups: the classes that exclude each other, and
    :param lines: everything else, both as :meth:`to_json` writes them
    """

    def __init__(self, groups: Iterable[Any], lines: Iterable[Any]) -> None:
        self._groups, self._lines = list(groups), list(lines)
        read = Terms(((), row[2]) for row in self._lines)
        axioms = _triples(text for row in (*self._groups, *self._lines) for text in row[-1])
        self._apart = [
            Apart(rule, wording, axioms[told[0]], tuple(map(ox.NamedNode, classes)))
            for rule, wording, classes, told in self._groups
        ]
        self._apart_by_class: defaultdict[str, list[Apart]] = defaultdict(list)
        for group in self._apart:
            for named in group.classes:
                self._apart_by_class[named.value].append(group)
        self._made = [_line(row, read, axioms) for row in self._lines]
        self._readers: defaultdict[str, list[tuple[_Line, Fact]]] = defaultdict(list)
        for line in self._made:
            for fact in facts(line.body):
                self._readers[signature_of(fact)].append((line, fact))

    @classmethod
    def of(cls, ontology: Iterable[ox.Triple] | Schema) -> Clashbook:
        """Return what can't be by an ontology's axioms."""
        schema = ontology if isinstance(ontology, Schema) else Schema(ontology)
        groups = sorted([_group_row(group) for group in apart(schema)], key=json.dumps)
        rows = {json.dumps(row): row for row in map(_row, contradictions(schema))}
        return cls(groups, (rows[text] for text in sorted(rows)))

    @classmethod
    def from_json(cls, text: str | bytes) -> Clashbook:
        """Return what :meth:`to_json` kept.

        :raises ValueError: when it is not that
        """
        kept = json.loads(text)
        try:
            return cls(kept["apart"], kept["never"])
        except (TypeError, KeyError, IndexError, SyntaxError):
            raise ValueError("this does not say what can't be") from None

    @classmethod
    def beside(cls, index: Path) -> Clashbook | None:
        """Return what the build of an index kept; ``None`` when there is nothing that can be read."""
        try:
            return cls.from_json((index.parent / CLASHES).read_bytes())
        except (OSError, ValueError):
            return None

    def to_json(self) -> str:
        """Return all as JSON; the same ontology gives the same text."""
        kept = {"apart": self._groups, "never": self._lines}
        return json.dumps(kept, ensure_ascii=False, indent=0) + "\n"

    def everywhere(self, quads: Iterable[ox.Quad]) -> Iterator[Found]:
        """Go through what can't be and is, anywhere in a closed graph.

        :param quads: its statements
        """
        index = Index(self._readers.keys() | {f"a <{name}>" for name in self._apart_by_class})
        for quad in quads:
            index.add(quad)
            yield from _ill_typed(quad)
        for group in self._apart:
            yield from _in_two(group, index)
        for line in self._made:
            yield from _anywhere(line, index)

    def touching(self, look: Look, triples: Iterable[ox.Triple]) -> Iterator[Found]:
        """Go through what can't be and is, of which some triples are part.

        :param look: finds the statements of the closed graph, those triples among them
        :param triples: what is new
        """
        for triple in dict.fromkeys(triples):
            yield from _ill_typed(triple)
            yield from self._touching_groups(look, triple)
            for line, fact in self._readers.get(filed(triple), ()):
                binding = unified(fact, triple)
                if binding is not None:
                    others = tuple(part for part in line.body if part is not fact)
                    for found, premises in matches(others, binding, look):
                        if line.forbids(found):
                            yield line.found(found, [triple, *(quad.triple for quad in premises)])

    def _touching_groups(self, look: Look, triple: ox.Triple) -> Iterator[Found]:
        named = triple.object
        if triple.predicate != RDF_TYPE or not isinstance(named, ox.NamedNode):
            return
        groups = self._apart_by_class.get(named.value, ())
        if not groups or isinstance(triple.subject, ox.Triple):
            return
        others = {quad.object for quad in look(triple.subject, RDF_TYPE, None)} - {named}
        for group in groups:
            for other in group.classes:
                if other in others:
                    yield _both(group, triple.subject, named, other)


def _both(group: Apart, who: Node, one: ox.NamedNode, other: ox.NamedNode) -> Found:
    first, second = sorted((one, other), key=lambda name: name.value)
    triples = (ox.Triple(who, RDF_TYPE, first), ox.Triple(who, RDF_TYPE, second))
    return Found(group.rule, group.wording, {"x": who, "a": first, "b": second}, triples, (group.axiom,))


def _ill_typed(statement: ox.Quad | ox.Triple) -> Iterator[Found]:
    """Tell of a literal that is none of its own datatype (dt-not-type)."""
    literal = statement.object
    if isinstance(literal, ox.Literal) and literal.datatype.value not in _PLAIN and value(literal) == ILL_TYPED:
        triple = statement.triple if isinstance(statement, ox.Quad) else statement
        slots: dict[str, Term | str] = {
            "x": triple.subject,
            "a": literal,
            "p": triple.predicate,
            "b": literal.datatype,
        }
        yield Found("dt-not-type", "ill-typed", slots, (triple,), ())


def _in_two(group: Apart, index: Index) -> Iterator[Found]:
    first: dict[Term, list[ox.NamedNode]] = {}
    for named in group.classes:
        for who in index.by_subject[f"a {named}"]:
            first.setdefault(who, []).append(named)
    for who, classes in first.items():
        if len(classes) > 1 and isinstance(who, Node):
            for number, one in enumerate(classes):
                yield from (_both(group, who, one, other) for other in classes[number + 1 :])


def _anywhere(line: _Line, index: Index) -> Iterator[Found]:
    chosen = narrowest(line.body, line.differ, index)
    bindings: Iterable[Binding] = [{}] if chosen is None else ({chosen[0]: term} for term in chosen[1])
    for binding in bindings:
        for found, premises in matches(line.body, binding, index.look):
            if line.forbids(found):
                yield line.found(found, (quad.triple for quad in premises))


_Row: TypeAlias = list[Any]


def _group_row(group: Apart) -> _Row:
    return [group.rule, group.wording, [named.value for named in group.classes], [str(group.axiom)]]


def _row(never: Contradiction) -> _Row:
    outside = list(never.outside) if never.outside else None
    differ = list(never.differ) if never.differ else None
    axioms = [str(axiom) for axiom in never.axioms]
    return [never.rule, never.wording, never.body.tree, dict(never.slots), differ, outside, axioms]


def _line(row: _Row, read: Terms, axioms: Mapping[str, ox.Triple]) -> _Line:
    rule, wording, tree, slots, differ, outside, told = row
    part = read.part(tree)
    body = part.parts if isinstance(part, Both) else (part,)
    return _Line(
        rule,
        wording,
        body,
        slots,
        (differ[0], differ[1]) if differ else None,
        (outside[0], outside[1]) if outside else None,
        tuple(axioms[text] for text in told),
    )


def _triples(texts: Iterable[str]) -> dict[str, ox.Triple]:
    """Read triples in N-Triples form, with one call of the parser."""
    told = sorted(set(texts))
    quads = ox.parse("".join(f"{text} .\n" for text in told), ox.RdfFormat.N_TRIPLES)
    return {text: quad.triple for text, quad in zip(told, quads, strict=True)}
