"""Brings together what Oxigraph read and where the position readers saw it.

Statements without blank nodes are equal or not. Blank nodes without a label have other names on each side, so these are
told apart by what hangs on them:

1. Statements that differ in blank nodes alone are taken in turn on both sides. Where each blank node of one side then
   is one of the other, that is it. The following is for what a reader did not understand, or saw in another order.
2. A blank node with a label in the text is known by that. Each other one gets a colour: a few times over, it is made of
   the statements that the node stands in, with the colours at their other ends.
3. Two statements are the same when they are equal once their blank nodes are replaced by colours. Where several are,
   the first on one side is the first on the other; where blank nodes are in play and the two sides do not have equally
   many, none is: no place is better than a wrong one.
4. Some literals are written in another way by Oxigraph, such as large numbers of JSON or pieces of XML. So what is left
   over is matched once more with colours that do not depend on literals, and at last without regard to literals, where
   subject and property leave no choice.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.inputs.rdf.spans import Stated

__all__ = ["match"]

_ROUNDS = 4
_ANY = ox.BlankNode("any")
_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
_Row: TypeAlias = tuple[_Term, _Term, _Term, _Term]
_Signature: TypeAlias = tuple[int, ...]


def match(quads: Sequence[ox.Quad], stated: Sequence[Stated], labels: set[str]) -> list[Stated | None]:
    """Return for each statement that Oxigraph read the one that a position reader saw, where it saw one.

    :param quads: what Oxigraph read, with the labels of blank nodes as the text has them
    :param stated: what the position reader saw
    :param labels: the labels of blank nodes in the text
    """
    theirs = [_row(quad) for quad in quads]
    in_turn = _in_turn(theirs, stated, labels)
    if in_turn is not None:
        return in_turn
    result: list[Stated | None] = [None] * len(theirs)
    left, seen = list(range(len(theirs))), list(stated)
    for vague_colours, vague_rows in ((False, False), (True, False), (True, True)):
        if left and seen:
            found = _pass([theirs[number] for number in left], seen, _Colours(labels, vague_colours), vague_rows)
            for number, one in zip(left, found, strict=True):
                result[number] = one
            used = {id(one) for one in result}
            seen = [one for one in seen if id(one) not in used]
            left = [number for number in left if result[number] is None]
    return result


def _in_turn(theirs: Sequence[_Row], stated: Sequence[Stated], labels: set[str]) -> list[Stated | None] | None:
    """Match statements that differ in blank nodes alone in the order of both sides; ``None`` when that does not fit."""
    if len(theirs) != len(stated):
        return None
    ours: list[_Row] = [(one.subject, one.predicate, one.object, one.graph) for one in stated]
    waiting: dict[_Row, deque[int]] = defaultdict(deque)
    for number, row in enumerate(ours):
        waiting[_bare(row, labels)].append(number)
    there: dict[_Term, _Term] = {}
    back: dict[_Term, _Term] = {}
    result: list[Stated | None] = []
    for row in theirs:
        numbers = waiting.get(_bare(row, labels))
        if not numbers:
            return None
        number = numbers.popleft()
        for left, right in zip(row, ours[number], strict=True):
            known = isinstance(left, ox.BlankNode) and (there.setdefault(left, right), back.setdefault(right, left))
            if known and known != (right, left):
                return None
        result.append(stated[number])
    return result


def _bare(row: _Row, labels: set[str]) -> _Row:
    """Return a statement without the names of blank nodes that the text does not give."""
    s, p, o, g = (_ANY if isinstance(term, ox.BlankNode) and term.value not in labels else term for term in row)
    return (s, p, o, g)


def _pass(theirs: Sequence[_Row], stated: Sequence[Stated], colours: _Colours, vague: bool) -> list[Stated | None]:
    """Match statements by their signatures.

    :param vague: whether all literals count as one; then a statement must be the only one with its signature
    """
    ours: list[_Row] = [(one.subject, one.predicate, one.object, one.graph) for one in stated]
    asked, given = colours.signatures(theirs, vague), colours.signatures(ours, vague)
    waiting: dict[_Signature, deque[Stated]] = defaultdict(deque)
    for signature, one in zip(given, stated, strict=True):
        waiting[signature].append(one)
    counts = {signature: len(found) for signature, found in waiting.items()}
    wanted = Counter(asked)
    result: list[Stated | None] = []
    for signature, row in zip(asked, theirs, strict=True):
        found = waiting.get(signature)
        many, count = wanted[signature], counts.get(signature, 0)
        clear = count == many == 1 if vague else count == many or not any(_blank(row))
        result.append(None if not found or not clear else found.popleft() if len(found) > 1 else found[0])
    return result


def _row(quad: ox.Quad) -> _Row:
    graph = None if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name
    return (quad.subject, quad.predicate, quad.object, graph)


class _Colours:
    """Tells blank nodes apart.

    :param labels: the labels that the text gives
    :param vague: whether colours do not depend on literals
    """

    def __init__(self, labels: set[str], vague: bool) -> None:
        self.labels, self.vague = labels, vague

    def signatures(self, rows: Sequence[_Row], vague: bool) -> list[_Signature]:
        """Return the hashes of the terms of statements, with colours for blank nodes.

        :param vague: whether all literals count as one
        """
        colours = self._colours([row for row in rows if any(_blank(row))])
        return [tuple(_hash(term, colours, vague) for term in row) for row in rows]

    def _colours(self, rows: Sequence[_Row]) -> dict[ox.BlankNode, int]:
        colours = {term: hash(term.value) if term.value in self.labels else 0 for row in rows for term in _blank(row)}
        free = {term for term in colours if term.value not in self.labels}
        for _ in range(_ROUNDS if free else 0):
            parts: dict[ox.BlankNode, list[int]] = defaultdict(list)
            for row in rows:
                coloured = tuple(_hash(term, colours, self.vague) for term in row)
                for place, term in enumerate(row):
                    if isinstance(term, ox.BlankNode):
                        parts[term].append(hash((place, *coloured)))
            colours.update({term: hash((colours[term], *sorted(parts[term]))) for term in free})
        return colours


def _hash(term: _Term, colours: dict[ox.BlankNode, int], vague: bool) -> int:
    if isinstance(term, ox.BlankNode):
        return colours[term]
    return 1 if vague and isinstance(term, ox.Literal) else hash(term)


def _blank(row: _Row) -> Iterator[ox.BlankNode]:
    return (term for term in row if isinstance(term, ox.BlankNode))
