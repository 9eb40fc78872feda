"""What HermiT finds and the closure lacks: memberships of named classes, and subclasses.

HermiT could be asked for every individual and every class, which are hundreds of thousands of questions. Instead:

1. All at once is said not to be in a class what the closure does not put there. If that is consistent with the graph,
   HermiT has no membership beyond the closure. Who is not in a class is not in those below it either, so only the
   highest such classes need be said; individuals in the same classes share one class, the complement of their union.
2. If that is not consistent, the statements are halved until single ones are left that contradict the graph: each is a
   membership that HermiT finds. Halves that are consistent need no further look.
3. Who turns out to be in a class may be in one below it, so these are asked about next.

A contradiction that needs two such statements, as when something is in one of two classes and nobody knows in which, is
no membership, and step 2 finds none. Subclasses are those of :mod:`~mllm_kg.reasoning.classification`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES
from mllm_kg.reasoning.engine import Engine, OutOfTime
from mllm_kg.reasoning.owl2dl import Knowledge
from mllm_kg.reasoning.patterns import RDF_TYPE, owl
from mllm_kg.reasoning.schema import EQUIVALENT_CLASS, SUBCLASS

__all__ = ["Comparison", "Conclusions", "Pair", "compared", "unmentioned"]

Pair: TypeAlias = tuple[str, str]
"""Two IRIs: an individual and its class, or a class and one that is broader."""

_OWL = PREFIXES["owl"]
_FIRST, _REST, _NIL = (ox.NamedNode(PREFIXES["rdf"] + local) for local in ("first", "rest", "nil"))


@dataclass(frozen=True, slots=True)
class Comparison:
    """HermiT's answers beside the closure's.

    :param subclasses: which class is narrower than which by HermiT alone
    :param memberships: which individual is in which class by HermiT alone
    :param doubtful: which class is narrower than which by the closure alone; there is none unless one of them errs
    :param complete: whether the time was enough to find every membership
    """

    subclasses: tuple[Pair, ...] = ()
    memberships: tuple[Pair, ...] = ()
    doubtful: tuple[Pair, ...] = ()
    complete: bool = True

    @property
    def agrees(self) -> bool:
        """Whether the closure has all that HermiT finds, and nothing else."""
        return self.complete and not (self.subclasses or self.memberships or self.doubtful)


class Conclusions:
    """What the closure knows of the classes: who is in them, and which is above which.

    :param knowledge: what HermiT is asked about
    :param conclusions: what the closure concludes from it
    """

    def __init__(self, knowledge: Knowledge, conclusions: Iterable[ox.Triple]) -> None:
        self.classes = knowledge.classes
        self.stated = {pair for triple in knowledge.axioms for pair in _hierarchy(triple)}
        self.broader: defaultdict[str, set[str]] = defaultdict(set)
        self._held: defaultdict[str, set[str]] = defaultdict(set)
        self._asked: set[Pair] = set()
        for low, high in self.stated:
            self.broader[low].add(high)
        for triple in (*knowledge.assertions, *conclusions):
            for low, high in _hierarchy(triple):
                self.broader[low].add(high)
            who, what = triple.subject, triple.object
            if triple.predicate == RDF_TYPE and isinstance(who, ox.NamedNode) and isinstance(what, ox.NamedNode):
                self._held[who.value].add(what.value)
        self._individuals = sorted(_individuals(knowledge.assertions) | _named(knowledge.axioms))
        self._highest: dict[frozenset[str], list[str]] = {}

    @property
    def missing(self) -> list[Pair]:
        """The highest classes that each individual is not in, as far as the closure knows, and was not asked about."""
        pairs = ((name, found) for name in self._individuals for found in self._outside(name))
        return [pair for pair in pairs if pair not in self._asked]

    def learn(self, asked: Iterable[Pair], found: Collection[Pair]) -> None:
        """Take note of which memberships were asked about, and which of them hold."""
        self._asked.update(asked)
        for individual, name in found:
            self._held[individual].update((name, *self.broader[name]))

    def _outside(self, individual: str) -> list[str]:
        held = frozenset(self._held[individual] & self.classes) if individual in self._held else frozenset()
        if held not in self._highest:
            missing = self.classes - held
            self._highest[held] = sorted(name for name in missing if not self._higher(name) & missing)
        return self._highest[held]

    def _higher(self, name: str) -> set[str]:
        """Return the classes above one that are not below it as well; of equal ones, the first stands for all."""
        return {
            other for other in self.broader[name] if other != name and (name not in self.broader[other] or other < name)
        }


def unmentioned(pairs: Iterable[Pair]) -> list[ox.Triple]:
    """Return the statements that individuals are not in classes, for OWL 2 DL."""
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for individual, name in pairs:
        classes[individual].append(name)
    outside: dict[tuple[str, ...], ox.BlankNode] = {}
    told: list[ox.Triple] = []
    for individual, names in classes.items():
        key = tuple(names)
        if key not in outside:
            outside[key] = ox.BlankNode()
            told.extend(_complement(outside[key], key))
        told.append(ox.Triple(ox.NamedNode(individual), RDF_TYPE, outside[key]))
    return told


def compared(
    engine: Engine,
    knowledge: Knowledge,
    known: Conclusions,
    subclasses: Sequence[Pair],
    unsatisfiable: Collection[str] = (),
    *,
    complete: bool,
) -> Comparison:
    """Compare HermiT's answers about a consistent graph with the closure's.

    :param engine: HermiT
    :param knowledge: the graph
    :param known: what the closure knows; it learns what HermiT finds
    :param subclasses: which class is narrower than which by HermiT, beyond what is stated
    :param unsatisfiable: the classes that can have no member, and so are below every other
    :param complete: whether it is known that no membership is missed
    """
    beyond = tuple((low, high) for low, high in subclasses if high not in known.broader[low])
    doubtful = tuple(_unfounded(known, subclasses, unsatisfiable))
    if complete:
        return Comparison(beyond, (), doubtful)
    found: list[Pair] = []
    try:
        for pair in _memberships(engine, (*knowledge.axioms, *knowledge.assertions), known):
            found.append(pair)
    except OutOfTime:
        return Comparison(beyond, tuple(sorted(found)), doubtful, complete=False)
    return Comparison(beyond, tuple(sorted(found)), doubtful)


def _memberships(engine: Engine, everything: Sequence[ox.Triple], known: Conclusions) -> Iterator[Pair]:
    """Go through the memberships that HermiT finds, from the highest classes down."""
    asked = known.missing
    while asked:
        found = []
        for pair in _contradicted(engine, everything, asked):
            found.append(pair)
            yield pair
        known.learn(asked, found)
        changed = {individual for individual, _ in found}
        asked = [pair for pair in known.missing if pair[0] in changed]


def _contradicted(engine: Engine, everything: Sequence[ox.Triple], pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Go through the memberships whose denial contradicts the graph by itself."""
    waiting = [pairs]
    while waiting:
        part = waiting.pop()
        if not engine.is_consistent((*everything, *unmentioned(part))):
            if len(part) == 1:
                yield part[0]
            else:
                waiting += [part[len(part) // 2 :], part[: len(part) // 2]]


def _unfounded(known: Conclusions, subclasses: Iterable[Pair], unsatisfiable: Collection[str]) -> Iterator[Pair]:
    """Go through what the closure concludes about declared classes and HermiT does not."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    for low, high in (*known.stated, *subclasses):
        above[low].add(high)
    for low in sorted(known.classes.difference(unsatisfiable)):
        yield from ((low, high) for high in sorted(known.broader[low] & known.classes - _reached(low, above)))


def _reached(name: str, above: dict[str, set[str]]) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        new = above.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def _hierarchy(triple: ox.Triple) -> Iterator[Pair]:
    """Yield which named class a triple says is below which."""
    low, high = triple.subject, triple.object
    if isinstance(low, ox.NamedNode) and isinstance(high, ox.NamedNode):
        if triple.predicate in (SUBCLASS, EQUIVALENT_CLASS):
            yield low.value, high.value
        if triple.predicate == EQUIVALENT_CLASS:
            yield high.value, low.value


def _individuals(assertions: Iterable[ox.Triple]) -> set[str]:
    found: set[str] = set()
    for triple in assertions:
        ends = (triple.subject,) if triple.predicate == RDF_TYPE else (triple.subject, triple.object)
        found.update(end.value for end in ends if isinstance(end, ox.NamedNode))
    return found


def _named(axioms: Iterable[ox.Triple]) -> set[str]:
    """Return the individuals that class expressions name."""
    terms: set[object] = set()
    found: set[ox.NamedNode] = set()
    for triple in axioms:
        if triple.predicate == RDF_TYPE and triple.object != owl("NamedIndividual"):
            terms.add(triple.subject)
        elif triple.predicate in (_FIRST, owl("hasValue")) and isinstance(triple.object, ox.NamedNode):
            found.add(triple.object)
    return {name.value for name in found if name not in terms and not name.value.startswith(_OWL)}


def _complement(node: ox.BlankNode, names: Sequence[str]) -> Iterator[ox.Triple]:
    """Describe the class of what is in none of some classes."""
    union, cells = ox.BlankNode(), [ox.BlankNode() for _ in names]
    for expression in (node, union):
        yield ox.Triple(expression, RDF_TYPE, owl("Class"))
    yield ox.Triple(node, owl("complementOf"), union)
    yield ox.Triple(union, owl("unionOf"), cells[0])
    following: list[ox.BlankNode | ox.NamedNode] = [*cells[1:], _NIL]
    for cell, name, rest in zip(cells, names, following, strict=True):
        yield ox.Triple(cell, _FIRST, ox.NamedNode(name))
        yield ox.Triple(cell, _REST, rest)
