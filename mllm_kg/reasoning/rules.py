"""A rule: a pattern that holds, and one triple that follows from it.

Every rule is a SPARQL 1.1 update of its own, so any server can run it; a rule about the values of a datatype needs an
extension function (:data:`~mllm_kg.reasoning.patterns.IN_RANGE`). Besides its text it knows what it reads and what it
writes, named by *signatures* (:func:`~mllm_kg.reasoning.patterns.signature`): a property's IRI, or ``a`` and a
class's IRI for the triples that put something into that class. :func:`fixpoint` uses them to ask a rule again only
after something that it reads has changed:

1. every rule is pending;
2. the pending rules are taken in order; one that would say something new says it, and makes the readers of what it
   wrote pending again;
3. when no rule is pending, the store is closed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from mllm_kg.reasoning.patterns import IN_RANGE, Pattern, signature
from mllm_kg.reasoning.ranges import allows

__all__ = ["Rule", "fixpoint"]


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
            if store.query(f"ASK {rule.where}", custom_functions=_FUNCTIONS):
                store.update(rule.insert, custom_functions=_FUNCTIONS)
                pending.update(readers[rule.writes])


@lru_cache(maxsize=256)
def _range(text: str) -> Any:
    return json.loads(text)


def _in_range(*terms: object) -> ox.Literal | None:
    """Answer the extension function: a literal, and a data range as JSON."""
    literal, data_range = terms
    if not isinstance(literal, ox.Literal) or not isinstance(data_range, ox.Literal):
        return None
    return ox.Literal(allows(_range(data_range.value), literal) is True)


_FUNCTIONS: dict[ox.NamedNode, Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]] = {
    IN_RANGE: _in_range
}
