"""The closure: all that follows from the graph by OWL 2 RL, as triples that say something to a user.

1. The ontology is closed under the rules about terms (:mod:`~mllm_kg.reasoning.schema`).
2. Each of its axioms becomes a SPARQL rule (:mod:`~mllm_kg.reasoning.properties`,
   :mod:`~mllm_kg.reasoning.classes`).
3. The triples that some rule reads or writes go into a scratch store, the rules run there to a fixpoint
   (:mod:`~mllm_kg.reasoning.rules`), and what came to stand there is the answer.

What OWL 2 RL entails and nobody asks for is left out: that everything is an ``owl:Thing`` and the same as itself, that
a term is below itself, that literals have datatypes and other spellings, memberships in unnamed classes, the inherited
domains and ranges of properties, and that everything follows from what can't be. What an ontology could say and the
closure can't follow is an error, never a silent gap (:mod:`~mllm_kg.reasoning.support`). What can't be is a matter of
its own (:mod:`~mllm_kg.reasoning.clashes`).
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from mllm_kg.errors import InputError
from mllm_kg.reasoning.classes import THING, class_rules
from mllm_kg.reasoning.patterns import HIERARCHIES, RDF_TYPE, SAME, owl, signature
from mllm_kg.reasoning.properties import property_rules
from mllm_kg.reasoning.rules import Rule, fixpoint
from mllm_kg.reasoning.schema import Schema
from mllm_kg.reasoning.support import problems

__all__ = ["Closure", "closure", "hierarchies", "rules", "rules_of", "unsupported"]


def unsupported(ontology: Iterable[ox.Triple]) -> list[str]:
    """Return one line for each axiom of an ontology that the closure can't reason from."""
    return problems(Schema(ontology))


def rules(ontology: Iterable[ox.Triple]) -> list[Rule]:
    """Return the rules about instances that an ontology's axioms make, each a SPARQL update (``rule.insert``).

    :raises InputError: when the ontology has axioms that no rule can follow
    """
    return rules_of(Schema(ontology))


def hierarchies(ontology: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return how an ontology's named terms stand to each other: what it says, and what follows for terms alone."""
    return [triple for triple in (quad.triple for quad in _terms(Schema(ontology))) if _is_named(triple)]


def closure(premises: Iterable[ox.Triple], ontology: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return what follows from ``premises`` and ``ontology`` and stands in neither, sorted by its N-Triples form.

    :param premises: triples about instances; they may contain the ontology's as well
    :param ontology: the axioms
    :raises InputError: when the ontology has axioms that no rule can follow, or two names are said to be one thing
    """
    return Closure(ontology).add(premises)


class Closure:
    """A closure that grows: what follows from some premises, then what follows from further ones besides.

    The closed ontology is its ``schema``, and the rules that the axioms make are its ``rules``.

    :param ontology: the axioms, and what the ontology says of individuals
    :raises InputError: when the ontology has axioms that no rule can follow
    """

    def __init__(self, ontology: Iterable[ox.Triple]) -> None:
        axioms = list(ontology)
        self.schema = Schema(axioms)
        self.rules = rules_of(self.schema)
        signatures = {rule.writes for rule in self.rules}.union(*(rule.body.reads for rule in self.rules))
        self._predicates = {written[1:-1] for written in signatures if written.startswith("<")}
        self._classes = {written[3:-1] for written in signatures if written.startswith("a <")}
        self._store = ox.Store()
        self._changed: set[str] | None = None
        stated = {ox.Quad(*triple) for triple in axioms}
        self._terms = [quad.triple for quad in _terms(self.schema) if quad not in stated]
        self._load(axioms)

    def add(self, premises: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Return what follows now and neither was stated nor followed before, sorted by its N-Triples form.

        :raises InputError: when the premises say that two names are one thing
        """
        self._load(premises)
        known = set(self._store)
        fixpoint(self._store, self.rules, self._changed)
        new = [*self._terms, *(quad.triple for quad in self._store if quad not in known)]
        self._terms, self._changed = [], set()
        return sorted((triple for triple in new if _is_named(triple)), key=str)

    def _load(self, triples: Iterable[ox.Triple]) -> None:
        quads = [ox.Quad(*triple) for triple in triples if self._matters(triple)]
        self._store.extend(quads)
        if self._changed is not None:
            self._changed.update(signature(str(quad.predicate), str(quad.object)) for quad in quads)

    def _matters(self, triple: ox.Triple) -> bool:
        """Tell whether some rule reads or writes such triples."""
        predicate = triple.predicate.value
        if predicate == SAME.value:
            raise InputError(f"The closure does not reason from identity: {triple}")
        if predicate == RDF_TYPE.value:
            return getattr(triple.object, "value", None) in self._classes
        return predicate in self._predicates


def rules_of(schema: Schema) -> list[Rule]:
    """Return the rules about instances that a closed ontology makes.

    :raises InputError: when it has axioms that no rule can follow
    """
    lost = problems(schema)
    if lost:
        raise InputError("The ontology has axioms that the closure can't follow.", hint="\n".join(lost))
    by_text = {rule.insert: rule for rule in (*property_rules(schema), *class_rules(schema))}
    return [by_text[text] for text in sorted(by_text) if not by_text[text].is_tautology]


def _terms(schema: Schema) -> list[ox.Quad]:
    """Return what stands in the closed schema about the hierarchies of terms."""
    trivial = (THING, owl("Nothing"))
    return [
        quad
        for predicate in HIERARCHIES
        for quad in schema.store.quads_for_pattern(None, predicate, None)
        if quad.subject not in trivial and quad.object not in trivial and quad.subject != quad.object
    ]


def _is_named(triple: ox.Triple) -> bool:
    """Tell whether a triple speaks of things with a name alone."""
    return not isinstance(triple.subject, ox.BlankNode) and not isinstance(triple.object, ox.BlankNode)
