"""Clashes: what OWL 2 RL finds wrong with a graph, in words that lead to the mistake, without Java.

A reasoner says that a graph is inconsistent, and not where. Every rule of OWL 2 Profiles §4.3 that concludes ``false``
is looked for here, and so are, since every IRI stands for something of its own, the rules that would make two things
one: :mod:`~mllm_kg.reasoning.contradictions` lists them and makes them from the ontology,
:mod:`~mllm_kg.reasoning.clashbook` finds where they strike.

- :func:`clashing` draws what follows from some triples first.
- :func:`clashes_in` judges a dataset that is closed already, all its named graphs together.
- :func:`clashes_of` judges only what a change of such a dataset touches, in milliseconds.

OWL 2 RL sees less than OWL 2 DL: that no clash is found does not mean that a reasoner such as HermiT would find none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.errors import InputError
from mllm_kg.findings import Sentence, say
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import curie, graph
from mllm_kg.reasoning.clashbook import Clashbook, Found
from mllm_kg.reasoning.closure import closure
from mllm_kg.reasoning.patterns import SAME
from mllm_kg.reasoning.rulebook import Term

__all__ = ["Clash", "clashbook", "clashes", "clashes_in", "clashes_of", "clashing"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Statements that can't hold together.

    :param rule: the rule of OWL 2 Profiles §4.3 by which they can't, such as ``cax-dw``
    :param sentence: what is wrong
    :param triples: the triples that clash, stated or inferred, sorted
    :param axioms: the triples of the closed ontology by which they do, sorted
    """

    rule: str
    sentence: Sentence
    triples: tuple[ox.Triple, ...]
    axioms: tuple[ox.Triple, ...]


_WORDINGS: Mapping[str, Callable[[Mapping[str, str]], Sentence]] = {
    "disjoint": lambda names: say("{x} is {a} and {b}, which are disjoint.", **names),
    "complement": lambda names: say("{x} is {a} and {b}, which are complements.", **names),
    "empty": lambda names: say("{x} is {a}, which can have no member.", **names),
    "functional": lambda names: say("{x} has {a} and {b} for {p}, which can have one value only.", **names),
    "inverse functional": lambda names: say("{a} and {b} have {x} for {p}, which only one thing can have.", **names),
    "irreflexive": lambda names: say("{x} is related to itself by {p}, which can't be.", **names),
    "asymmetric": lambda names: say("{x} and {a} are related by {p} both ways, which can't be.", **names),
    "exclusive": lambda names: say("{x} is related to {a} by {p} and by {b}, which exclude each other.", **names),
    "datatype": lambda names: say("{x} has {a} for {p}, which is not of {b}.", **names),
    "ill-typed": lambda names: say("{x} has {a} for {p}, which no {b} is written as.", **names),
    "key": lambda names: say("{x} and {a} have the same {p}, by which each {b} is told from the others.", **names),
    "none at all": lambda names: say("{x} has {a} for {p}, of which it can have no value.", **names),
    "one at most": lambda names: say("{x} has {a} and {b} for {p}, of which it can have one value only.", **names),
    "negative": lambda names: say("{x} has {a} for {p}, which is said not to be.", **names),
    "same": lambda names: say("{x} and {a} are taken for the same, but each name is of a thing of its own.", **names),
    "different": lambda names: say("{x} is said to differ from itself.", **names),
}


def clashes(axioms: Iterable[ox.Triple], assertions: Iterable[ox.Triple]) -> list[Sentence]:
    """Return one line for each clash between what follows from the assertions, sorted."""
    return sorted({clash.sentence for clash in clashing(axioms, assertions)})


def clashing(axioms: Iterable[ox.Triple], assertions: Iterable[ox.Triple]) -> list[Clash]:
    """Return each clash between what follows from the assertions, sorted by what it says."""
    axioms, assertions = list(axioms), list(assertions)
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in (*axioms, *assertions, *_following(axioms, assertions)))
    return _told(Clashbook.of(axioms).everywhere(store))


def clashes_in(dataset: Dataset) -> list[Clash]:
    """Return each clash in a dataset that is closed already, sorted by what it says.

    :param dataset: the dataset, with its ontology in ``graph/ontology``
    """
    return _told(clashbook(dataset).everywhere(dataset.quads()))


def clashes_of(dataset: Dataset, book: Clashbook, changed: Iterable[ox.Triple]) -> list[Clash]:
    """Return each clash of which a change is part, sorted by what it says.

    :param dataset: the dataset after the change, closed already
    :param book: what can't be
    :param changed: what is new in it, stated and inferred
    """

    def look(
        subject: ox.NamedNode | ox.BlankNode | ox.Triple | None, predicate: ox.NamedNode, thing: Term | None
    ) -> Iterable[ox.Quad]:
        return dataset.store.quads_for_pattern(subject, predicate, thing, None)

    return _told(book.touching(look, changed))


def clashbook(dataset: Dataset) -> Clashbook:
    """Return what can't be in a dataset: what its build kept, else what its ontology says."""
    kept = Clashbook.beside(dataset.folder) if dataset.folder is not None else None
    return kept or Clashbook.of(quad.triple for quad in dataset.quads([graph("ontology")]))


def _following(axioms: list[ox.Triple], assertions: list[ox.Triple]) -> list[ox.Triple]:
    try:
        return closure((triple for triple in assertions if triple.predicate != SAME), axioms)
    except InputError:
        return []


def _told(found: Iterable[Found]) -> list[Clash]:
    """Put what was found into words, each once: of two ways to tell the same, that which comes first in the alphabet."""
    told: dict[tuple[object, ...], Clash] = {}
    for each in found:
        names = {name: _name(what) for name, what in each.slots.items()}
        clash = Clash(each.rule, _WORDINGS[each.wording](names), each.triples, each.axioms)
        known = told.get(key := (each.rule, each.triples, each.axioms))
        if known is None or clash.sentence < known.sentence:
            told[key] = clash
    once = {(clash.rule, clash.sentence, clash.triples): clash for clash in told.values()}
    return sorted(once.values(), key=lambda clash: (clash.sentence, clash.rule, str(clash.triples)))


def _name(term: Term | str) -> str:
    if isinstance(term, ox.NamedNode):
        return curie(term.value)
    return str(term)
