"""What would be right: the shape's own message and, where there are legal values to choose from, those nearest to the wrong one.

What stands in ``sh:in`` is known from the shape. For ``sh:class`` the members of the class are listed once a finding asks
for them, never before; a slug is compared with theirs.
"""

from __future__ import annotations

import pyoxigraph as ox

from mllm_kg.checks.compiled.classes import TYPE, Classes, counts
from mllm_kg.checks.shapes import Result, Term
from mllm_kg.errors import UsageError
from mllm_kg.findings import Sentence, Words, say
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, curie, slugify
from mllm_kg.nearest import nearest

__all__ = ["Advice"]

CLOSE = 80.0
"""How alike a name must be, of 100."""

SHOWN = 3
MOST = 100
"""For how many findings nearest values are looked for: a folder of thousands of mistakes is to be told soon."""


class Advice:
    """Tells what would be right in place of what was found.

    :param dataset: the data
    :param classes: its classes
    """

    def __init__(self, dataset: Dataset, classes: Classes) -> None:
        self._dataset, self._classes = dataset, classes
        self._members: dict[Term, dict[str, str]] = {}
        self._asked = 0

    def of(self, result: Result) -> Sentence | Words | None:
        """Return what would be right, in a sentence or two."""
        rule = result.rule
        near = self._near(result)
        if not near:
            return rule.advice
        names = ", ".join(near[:SHOWN])
        if rule.advice is None:
            return say("Did you mean {names}?", names=names)
        return say("Did you mean {names}? {advice}", names=names, advice=rule.advice)

    def _near(self, result: Result) -> list[str]:
        if result.component == "InConstraintComponent":
            known = {_last(term): _shown(term) for term in result.rule.parameters["in"]}
        elif result.component == "ClassConstraintComponent":
            known = self._instances(result.rule.parameters["class"][0])
        else:
            return []
        self._asked += 1
        wanted = "" if result.value is None else _last(result.value)
        if not wanted or self._asked > MOST:
            return []
        return [known[name] for name in nearest(wanted, known, cutoff=CLOSE)]

    def _instances(self, wanted: Term) -> dict[str, str]:
        """Return the members of a class, by slug."""
        found = self._members.get(wanted)
        if found is None:
            quads = (
                quad
                for type_ in sorted(self._classes.below(wanted), key=str)
                for quad in self._dataset.store.quads_for_pattern(None, TYPE, type_, None)
            )
            members = {quad.subject for quad in quads if counts(quad) and isinstance(quad.subject, ox.NamedNode)}
            found = self._members[wanted] = {_last(term): _shown(term) for term in sorted(members, key=str)}
        return found


def _shown(term: Term) -> str:
    """Return a term as a record has it: ``model/bloomz``."""
    return curie(term.value).removeprefix("kg:") if term.value.startswith(KG) else _last(term)


def _last(term: Term) -> str:
    """Return what tells a term from others of its kind: an IRI's last part, a literal's text as a slug."""
    if isinstance(term, ox.NamedNode):
        return term.value.replace("#", "/").rpartition("/")[2]
    try:
        return slugify(term.value)
    except UsageError:
        return ""
