"""Why does a statement hold? A shortest proof, down to what is stated.

1. Backwards: the statement is matched with the heads of the rules that write such statements, their bodies with the
   closed store. Each match is a step, and its premises are asked for in the same way, each once. What a confirmed
   graph states is not asked any further.
2. Forwards: of all steps together, the cheapest derivation is taken (:mod:`~mllm_kg.reasoning.derivation`): the one
   with the fewest unconfirmed statements, then with the fewest steps, then with the fewest statements; then the order
   of rules and statements decides. It is well-founded, so it is never a circle of inferences.
3. Each step names the rules of OWL 2 RL that it puts to use, those of the alternative that was taken, and the axioms
   as they are written (:mod:`~mllm_kg.reasoning.lineage`).

What follows about terms alone follows from axioms alone. The work is that of all steps that may lead to the statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.findings.sentence import Sentence
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.closure import rules_of
from mllm_kg.reasoning.derivation import Cost, Way, cheapest
from mllm_kg.reasoning.lineage import Lineage, Origin
from mllm_kg.reasoning.matching import Binding, matches, unified
from mllm_kg.reasoning.patterns import HIERARCHIES, Pattern
from mllm_kg.reasoning.rulebook import Line, Rulebook, Term, filed
from mllm_kg.reasoning.rules import Rule
from mllm_kg.reasoning.schema import Schema
from mllm_kg.reasoning.standing import INFERRED_GRAPHS, SURE, Standing, in_graph, is_premise
from mllm_kg.reasoning.wording import sentence

__all__ = ["Explainer", "Proof", "explain"]


@dataclass(frozen=True, slots=True)
class Proof:
    """A statement with what it rests on.

    :param triple: the statement
    :param graphs: the named graphs that state it; none when it only follows
    :param sure: whether it rests on confirmed statements alone
    :param rules: the rules of OWL 2 RL by which it follows; none when it is only stated
    :param axioms: the ontology's axioms by which it follows
    :param premises: the statements from which it follows by them
    """

    triple: ox.Triple
    graphs: tuple[ox.NamedNode, ...]
    sure: bool
    rules: tuple[str, ...] = ()
    axioms: tuple[ox.Triple, ...] = ()
    premises: tuple[Proof, ...] = ()

    def nodes(self) -> list[Proof]:
        """Return this statement and all below it, each once, in the order in which they are told."""
        found: dict[ox.Triple, Proof] = {}
        waiting = [self]
        while waiting:
            proof = waiting.pop()
            if proof.triple not in found:
                found[proof.triple] = proof
                waiting.extend(reversed(proof.premises))
        return list(found.values())

    @property
    def steps(self) -> int:
        """How many statements of the proof follow from others."""
        return sum(bool(proof.rules) for proof in self.nodes())

    @property
    def leaves(self) -> list[Proof]:
        """The statements that the proof ends in: they are stated."""
        return [proof for proof in self.nodes() if not proof.rules]


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a rule."""

    rule: Rule
    binding: Binding


def explain(dataset: Dataset, triple: ox.Triple) -> Proof | None:
    """Return a shortest proof of a triple; ``None`` when the dataset does not hold it.

    :param dataset: a closed dataset
    """
    return Explainer(dataset).explain(triple)


class Explainer:
    """Explains the statements of a closed dataset.

    :param dataset: the dataset, with its ontology in ``graph/ontology``
    :raises InputError: when the ontology has axioms that no rule can follow
    """

    def __init__(self, dataset: Dataset) -> None:
        ontology = frozenset(quad.triple for quad in dataset.quads([graph("ontology")]))
        self.schema = Schema(ontology)
        self._store, self._standing = dataset.store, Standing(dataset.store)
        self._lineage = Lineage(self.schema, ontology)
        self._rules: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in rules_of(self.schema):
            self._rules[rule.writes].append(rule)
        self._lines: dict[str, list[tuple[Rule, Line]]] = {}

    def explain(self, triple: ox.Triple) -> Proof | None:
        """Return a shortest proof of a triple; ``None`` when the dataset does not hold it."""
        if not any(self._look(triple.subject, triple.predicate, triple.object)):
            return None
        if triple.predicate in HIERARCHIES and not self._stating(triple):
            origin = self._lineage.of(triple)
            if origin is not None:
                return Proof(triple, (), True, tuple(sorted(origin.rules)), origin.axioms)
        givens, ways = self._search(triple)
        found = cheapest(givens, ways)
        if triple not in found:
            return None
        return self._proof(triple, found)

    def told(self, axiom: ox.Triple) -> Sentence:
        """Return an axiom of the ontology in one sentence."""
        return sentence(self.schema, axiom)

    def _look(
        self, subject: ox.NamedNode | ox.BlankNode | ox.Triple | None, predicate: ox.NamedNode, thing: Term | None
    ) -> Iterable[ox.Quad]:
        return self._store.quads_for_pattern(subject, predicate, thing, None)

    def _stating(self, triple: ox.Triple) -> tuple[ox.NamedNode, ...]:
        """Return the named graphs that state a triple, confirmed ones first."""
        names = {quad.graph_name for quad in self._look(triple.subject, triple.predicate, triple.object)}
        stated = [name for name in names - {*INFERRED_GRAPHS} if isinstance(name, ox.NamedNode)]
        return tuple(sorted(stated, key=lambda name: (self._standing.level_of(name), name.value)))

    def _given(self, triple: ox.Triple, root: bool) -> Cost | None:
        """Return what it costs to rest on a triple as it is stated; ``None`` when rules may not rest on it."""
        names = self._stating(triple)
        usable = [name for name in names if root or is_premise(in_graph(triple, name))]
        if not usable:
            return None
        return int(min(map(self._standing.level_of, usable)) != SURE), 0, 1

    def _search(self, goal: ox.Triple) -> tuple[dict[ox.Triple, Cost], list[Way[_Use]]]:
        """Return all that is stated and all steps that may take part in a proof."""
        givens: dict[ox.Triple, Cost] = {}
        ways: list[Way[_Use]] = []
        waiting, asked = [goal], {goal}
        while waiting:
            triple = waiting.pop()
            cost = self._given(triple, triple == goal)
            if cost is not None:
                givens[triple] = cost
                if not cost[0]:
                    continue
            for way in self._ways(triple):
                ways.append(way)
                new = [premise for premise in way.premises if premise not in asked]
                asked.update(new)
                waiting.extend(new)
        return givens, ways

    def _ways(self, triple: ox.Triple) -> Iterator[Way[_Use]]:
        """Go through the ways in which a triple follows in one step from others."""
        for rule, line in self._filed(filed(triple)):
            binding = unified(line.head, triple)
            if binding is None:
                continue
            told: set[tuple[ox.Triple, ...]] = set()
            for found, quads in matches(line.body, binding, self._look):
                premises = tuple(dict.fromkeys(quad.triple for quad in quads))
                if triple not in premises and premises not in told:
                    told.add(premises)
                    yield Way(triple, premises, _Use(rule, found), (rule.insert, *map(str, premises)))

    def _filed(self, signature: str) -> list[tuple[Rule, Line]]:
        """Return the rules that write triples of a signature, ready to be matched."""
        if signature not in self._lines:
            rules = self._rules[signature]
            self._lines[signature] = list(zip(rules, Rulebook.filed(rules).writers[signature], strict=True))
        return self._lines[signature]

    def _proof(self, goal: ox.Triple, found: dict[ox.Triple, Way[_Use] | None]) -> Proof:
        """Put the proof of a triple together, premises first."""
        proofs: dict[ox.Triple, Proof] = {}
        waiting = [goal]
        while waiting:
            triple = waiting[-1]
            way = found[triple]
            missing = [premise for premise in way.premises if premise not in proofs] if way else []
            if missing:
                waiting.extend(reversed(missing))
                continue
            waiting.pop()
            if triple not in proofs:
                proofs[triple] = self._node(triple, way, proofs)
        return proofs[goal]

    def _node(self, triple: ox.Triple, way: Way[_Use] | None, proofs: dict[ox.Triple, Proof]) -> Proof:
        graphs = self._stating(triple)
        if way is None:
            return Proof(triple, graphs, any(self._standing.level_of(name) == SURE for name in graphs))
        premises = tuple(proofs[premise] for premise in way.premises)
        labels = _used(way.by.rule.body, way.by.binding, frozenset(map(str, way.premises))) or frozenset()
        told = sorted((label for label in labels if isinstance(label, ox.Triple)), key=str)
        origins = [self._lineage.of(axiom) or Origin((axiom,)) for axiom in told]
        names = {label for label in labels if isinstance(label, str)}.union(*(origin.rules for origin in origins))
        axioms = tuple(dict.fromkeys(axiom for origin in origins for axiom in origin.axioms))
        return Proof(triple, graphs, all(proof.sure for proof in premises), tuple(sorted(names)), axioms, premises)


def _used(pattern: Pattern, binding: Binding, premises: frozenset[str]) -> frozenset[str | ox.Triple] | None:
    """Return the labels of the parts of a pattern that hold by some premises; ``None`` when it does not."""
    kind, *parts = pattern.tree
    operands = [_used(operand, binding, premises) for operand in pattern.operands]
    if kind == "any":
        holding = [labels for labels in operands if labels is not None]
        return pattern.labels | holding[0] if holding else None
    if kind == "triple":
        text = " ".join(str(binding.get(part, part)) for part in parts)
        return pattern.labels if text in premises else None
    if kind == "values":
        return pattern.labels if str(binding.get(parts[0])) in parts[1:] else None
    if None in operands:
        return None
    return pattern.labels.union(*(labels for labels in operands if labels is not None))
