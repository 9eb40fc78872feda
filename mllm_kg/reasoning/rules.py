"""A rule: a pattern that holds, and one triple that follows from it.

Every rule is a SPARQL 1.1 update of its own, so any server can run it. Besides its text it knows what it reads and
what it writes, named by *signatures*: a property's IRI, or ``a`` and a class's IRI for the triples that put something
into that class. :func:`fixpoint` uses them to ask a rule again only after something that it reads has changed:

1. every rule is pending;
2. the pending rules are taken in order; one that would say something new says it, and makes the readers of what it
   wrote pending again;
3. when no rule is pending, the store is closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES

__all__ = ["RDF_TYPE", "Pattern", "Rule", "all_of", "any_of", "fixpoint", "owl", "rdfs", "signature", "triple"]

RDF_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


def owl(local: str) -> ox.NamedNode:
    """Return the term ``local`` of the OWL vocabulary."""
    return ox.NamedNode(PREFIXES["owl"] + local)


def rdfs(local: str) -> ox.NamedNode:
    """Return the term ``local`` of the RDF Schema vocabulary."""
    return ox.NamedNode(PREFIXES["rdfs"] + local)


def signature(predicate: str, thing: str) -> str:
    """Return what triples with this predicate are filed under; ``thing`` tells the classes apart.

    :param predicate: the predicate, in N-Triples form
    :param thing: the object, in N-Triples form
    """
    return f"a {thing}" if predicate == str(RDF_TYPE) else predicate


@dataclass(frozen=True, slots=True)
class Pattern:
    """A SPARQL graph pattern, with what the rules need to know about it.

    :param text: the pattern
    :param reads: the signatures of the triples that it looks at
    :param resources: the variables that can't be bound to a literal, because they stand as a subject
    :param names: the OWL 2 RL rules that it puts to use
    """

    text: str
    reads: frozenset[str] = frozenset()
    resources: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def named(self, *names: str) -> Pattern:
        """Return the same pattern as the work of further rules."""
        return Pattern(self.text, self.reads, self.resources, self.names.union(names))


def triple(subject: str, predicate: ox.NamedNode, thing: str) -> Pattern:
    """Return the pattern of one triple; subject and object are variables or terms in N-Triples form."""
    reads = signature(str(predicate), thing)
    return Pattern(f"{subject} {predicate} {thing} .", frozenset({reads}), frozenset({subject}))


def all_of(patterns: Iterable[Pattern]) -> Pattern:
    """Return the conjunction of patterns."""
    parts = list(patterns)
    return Pattern(
        " ".join(part.text for part in parts),
        frozenset().union(*(part.reads for part in parts)),
        frozenset().union(*(part.resources for part in parts)),
        frozenset().union(*(part.names for part in parts)),
    )


def any_of(patterns: Sequence[Pattern]) -> Pattern:
    """Return the disjunction of patterns; there must be at least one."""
    if len(patterns) == 1:
        return patterns[0]
    return Pattern(
        " UNION ".join(f"{{ {part.text} }}" for part in patterns),
        frozenset().union(*(part.reads for part in patterns)),
        patterns[0].resources.intersection(*(part.resources for part in patterns[1:])),
        frozenset().union(*(part.names for part in patterns)),
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """If ``body`` then ``subject predicate thing``; all three may be variables of the body or terms.

    :param body: what must hold
    :param subject: the subject of what follows
    :param predicate: its predicate
    :param thing: its object
    """

    body: Pattern
    subject: str
    predicate: str
    thing: str

    @property
    def name(self) -> str:
        """The rules of OWL 2 Profiles §4.3 that this one puts together."""
        return ", ".join(sorted(self.body.names))

    @property
    def writes(self) -> str:
        """The signature of what follows."""
        return signature(self.predicate, self.thing)

    @property
    def is_tautology(self) -> bool:
        """Whether the body says the same as the head already."""
        return " UNION " not in self.body.text and f"{self.head} ." in self.body.text

    @property
    def head(self) -> str:
        """The triple that follows, as a pattern."""
        return f"{self.subject} {self.predicate} {self.thing}"

    @property
    def where(self) -> str:
        """The body, where it says something that does not stand there yet and that RDF can say."""
        literal = self.subject.startswith("?") and self.subject not in self.body.resources
        subject_is_resource = f" FILTER(!isLiteral({self.subject}))" if literal else ""
        return f"{{ {self.body.text}{subject_is_resource} FILTER NOT EXISTS {{ {self.head} }} }}"

    @property
    def insert(self) -> str:
        """The rule as a SPARQL 1.1 update."""
        return f"# {self.name}\nINSERT {{ {self.head} }}\nWHERE {self.where}"


def fixpoint(store: ox.Store, rules: Sequence[Rule], changed: Iterable[str] | None = None) -> None:
    """Add to ``store`` all that follows by ``rules``, however often they must be put to use.

    :param changed: the signatures of what was added since the store was closed; by default it never was
    """
    readers: defaultdict[str, list[int]] = defaultdict(list)
    for index, rule in enumerate(rules):
        for read in rule.body.reads:
            readers[read].append(index)
    everything = range(len(rules))
    pending = set(everything if changed is None else (index for read in changed for index in readers[read]))
    while pending:
        for index in sorted(pending):
            pending.discard(index)
            rule = rules[index]
            if store.query(f"ASK {rule.where}"):
                store.update(rule.insert)
                pending.update(readers[rule.writes])
