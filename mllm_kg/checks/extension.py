"""Files that may say what terms mean, in the context of the graph: for reasoning alone.

An addition to the graph states facts; what terms mean is the ontology's to say. Who only wants to know what would follow
may bring axioms as well, of terms of their own or of ours:

1. What a file states is parted: axioms, with the expressions that they are made of and all that is said of the terms
   that they declare, and facts.
2. The facts are put in context (:mod:`mllm_kg.checks.additions`).
3. Axioms that the closure has no rule for are found by halving, and told; the others join the ontology in the private
   copy of the index, and everything is closed anew: an axiom may touch the whole graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.checks.additions import Additions, added
from mllm_kg.findings import Sentence
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.namespaces import GRAPH, ONTOLOGY, PREFIXES, QUERY, SHAPES, graph, term
from mllm_kg.reasoning.closure import Closure
from mllm_kg.reasoning.patterns import RDF_TYPE, SAME, owl
from mllm_kg.reasoning.schema import DOMAIN, EQUIVALENT_CLASS, RANGE, SUBCLASS, SUBPROPERTY, Schema
from mllm_kg.reasoning.standing import INFERRED_GRAPHS, SURE_GRAPH, UNSURE_GRAPH, in_graph
from mllm_kg.reasoning.support import Unfollowed, partly, refused

__all__ = ["Extended", "Outside", "extended", "parted"]

_ONTOLOGY, _PROVENANCE = graph("ontology"), graph("provenance")
_OWL, _RDFS = PREFIXES["owl"], PREFIXES["rdfs"]
_LIST = frozenset(ox.NamedNode(PREFIXES["rdf"] + local) for local in ("first", "rest"))
_RELATIONS = frozenset((SUBCLASS, SUBPROPERTY, DOMAIN, RANGE))
_PLAIN = frozenset((owl("NamedIndividual"), owl("Thing")))
_OURS = (ONTOLOGY, SHAPES, QUERY)


@dataclass(frozen=True, slots=True)
class Outside:
    """An axiom that the closure does not follow.

    :param axiom: the triple that it begins with
    :param reasons: why not
    :param whole: whether nothing follows from it; else it is used where it says who is in a class, and only there
    """

    axiom: ox.Triple
    reasons: tuple[Sentence, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Extended:
    """The graph with some files in it.

    :param additions: the graph before and after, and what the facts change
    :param axioms: the axioms that the files state, in whole
    :param outside: those of them that the closure does not follow, in whole or in part
    :param following: what newly follows, sorted
    :param gone: what no longer follows, sorted
    """

    additions: Additions
    axioms: tuple[ox.Triple, ...]
    outside: tuple[Outside, ...]
    following: tuple[ox.Quad, ...]
    gone: tuple[ox.Quad, ...]

    @property
    def changed(self) -> list[ox.Triple]:
        """What is new in the graph, stated and inferred; with what records state again."""
        return list(dict.fromkeys(quad.triple for quad in (*self.additions.changes.added, *self.following)))


@contextmanager
def extended(dataset: Dataset, inputs: Sequence[Input]) -> Iterator[Extended]:
    """Let files be in a graph for a while, axioms included.

    :param dataset: the graph
    :param inputs: the files, as far as they could be read
    :raises OutputError: when there is no room for the copy
    """
    axioms: list[ox.Triple] = []
    plain: list[Input] = []
    for made in inputs:
        own, facts = parted(made.quads) if made.graphs is None else ([], made.quads)
        axioms.extend(own)
        plain.append(replace(made, quads=facts))
    with added(dataset, plain) as additions:
        following = [quad for quad in additions.changes.added if quad.graph_name in INFERRED_GRAPHS]
        gone = [quad for quad in additions.changes.removed if quad.graph_name in INFERRED_GRAPHS]
        outside: list[Outside] = []
        if axioms:
            base = [quad.triple for quad in dataset.quads([_ONTOLOGY])]
            known = set(base)
            new = [triple for triple in axioms if triple not in known]
            usable = _sound(base, _whole(new), _identities(refused(Schema(base))), outside)
            outside += _in_part(base, usable)
            additions.after.store.extend(in_graph(triple, _ONTOLOGY) for triple in usable)
            before = {quad for name in INFERRED_GRAPHS for quad in dataset.quads([name])}
            after = _closed_anew(additions.after)
            following, gone = list(after - before), list(before - after)
        yield Extended(
            additions,
            tuple(axioms),
            tuple(outside),
            tuple(sorted(following, key=str)),
            tuple(sorted(gone, key=str)),
        )


def parted(quads: Sequence[ox.Quad]) -> tuple[list[ox.Triple], list[ox.Quad]]:
    """Return the axioms of a file, with what it says of the terms that it declares, and its facts.

    Statements in named graphs that only a build writes are facts: whoever read the file has told of them.
    """
    terms = {quad.subject for quad in quads if quad.predicate in _RELATIONS or _declares(quad)}
    axioms, facts = [], []
    for quad in quads:
        ours = isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(_OURS)
        at_home = str(quad.graph_name).startswith((f"<{GRAPH}ontology", f"<{GRAPH}provenance", f"<{GRAPH}inferred"))
        if not at_home and (ours or quad.subject in terms or _is_axiom(quad)):
            axioms.append(quad.triple)
        else:
            facts.append(quad)
    return axioms, facts


def _declares(quad: ox.Quad) -> bool:
    """Tell whether a statement makes its subject a term, an expression or an ontology."""
    kind = quad.object.value if isinstance(quad.object, ox.NamedNode) else ""
    return quad.predicate == RDF_TYPE and kind.startswith((_OWL, _RDFS)) and quad.object not in _PLAIN


def _is_axiom(quad: ox.Quad) -> bool:
    if quad.predicate in _LIST:
        return isinstance(quad.subject, ox.BlankNode)
    return bool(quad.predicate.value.startswith(_OWL) and quad.predicate != SAME)


def _whole(triples: Sequence[ox.Triple]) -> list[tuple[ox.Triple, ...]]:
    """Return axioms, each with the unnamed expressions that it is made of."""
    about: defaultdict[object, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            about[triple.subject].append(triple)
    inner = {triple.object for triple in triples}
    named = [(triple,) for triple in triples if not isinstance(triple.subject, ox.BlankNode)]
    groups = [tuple(found) for node, found in about.items() if node not in inner]
    return [_with_parts(begin, about) for begin in (*named, *groups)]


def _with_parts(begin: Sequence[ox.Triple], about: dict[object, list[ox.Triple]]) -> tuple[ox.Triple, ...]:
    found, waiting = dict.fromkeys(begin), list(begin)
    while waiting:
        new = [triple for triple in about.get(waiting.pop().object, ()) if triple not in found]
        found.update(dict.fromkeys(new))
        waiting.extend(new)
    return tuple(found)


_Identity: TypeAlias = tuple[str, str, Sentence]


def _sound(
    base: Sequence[ox.Triple],
    items: Sequence[tuple[ox.Triple, ...]],
    known: frozenset[_Identity],
    outside: list[Outside],
) -> list[ox.Triple]:
    """Return the axioms that the closure can reason from together with others; note the rest.

    :param known: what it can't reason from in the others
    """
    triples = [triple for item in items for triple in item]
    lost = [one for one in refused(Schema([*base, *triples])) if _identity(one) not in known] if items else []
    if not lost:
        return triples
    if len(items) == 1:
        outside.append(Outside(items[0][0], tuple(dict.fromkeys(one.reason for one in lost)), whole=True))
        return []
    middle = len(items) // 2
    first = _sound(base, items[:middle], known, outside)
    return [*first, *_sound([*base, *first], items[middle:], known, outside)]


def _in_part(base: Sequence[ox.Triple], triples: Sequence[ox.Triple]) -> Iterator[Outside]:
    """Go through the axioms that are followed in part alone; a definition that gives its class members is no such."""
    own = set(triples)
    known = _identities(partly(Schema(base)))
    for one in partly(Schema([*base, *triples])):
        if one.axiom in own and one.axiom.predicate != EQUIVALENT_CLASS and _identity(one) not in known:
            yield Outside(one.axiom, (one.reason,), whole=False)


def _identity(one: Unfollowed) -> _Identity:
    return one.subject, one.predicate, one.reason


def _identities(found: Iterable[Unfollowed]) -> frozenset[_Identity]:
    return frozenset(map(_identity, found))


def _closed_anew(dataset: Dataset) -> set[ox.Quad]:
    """Draw all that follows in a dataset, put it into its graphs of what is inferred, and return it."""
    store = dataset.store
    old = {quad for name in INFERRED_GRAPHS for quad in dataset.quads([name])}
    unconfirmed = {
        quad.subject for quad in store.quads_for_pattern(None, term("evidenceStatus"), term("Unconfirmed"), _PROVENANCE)
    }
    stated = [quad for quad in dataset.quads() if quad.graph_name not in INFERRED_GRAPHS]
    facts = [quad for quad in stated if quad.graph_name not in (_ONTOLOGY, _PROVENANCE)]
    closure = Closure(quad.triple for quad in stated if quad.graph_name == _ONTOLOGY)
    known = {quad.triple for quad in stated}
    found: set[ox.Quad] = set()
    for name, premises in (
        (SURE_GRAPH, (quad.triple for quad in facts if quad.graph_name not in unconfirmed)),
        (UNSURE_GRAPH, (quad.triple for quad in facts if quad.graph_name in unconfirmed)),
    ):
        found |= {in_graph(triple, name) for triple in closure.add(premises) if triple not in known}
    _exchange(store, old, found)
    return found


def _exchange(store: ox.Store, old: Collection[ox.Quad], new: Collection[ox.Quad]) -> None:
    for quad in old:
        if quad not in new:
            store.remove(quad)
    store.extend(_missing(new, old))


def _missing(these: Iterable[ox.Quad], those: Collection[ox.Quad]) -> Iterator[ox.Quad]:
    return (quad for quad in these if quad not in those)
