"""Can it all hold together, and what follows? A graph, or files as additions to it, judged by reasoning.

By the rules of OWL 2 RL, which need no Java:

1. Clashes are looked for in the closed graph; among additions, only where they touch something, unless they say what
   terms mean (:mod:`mllm_kg.checks.extension`). Each is told with the fewest statements that make it.
2. Classes that can have no member are looked for, as far as these rules can tell.
3. The ontology's terms are looked at: names of two kinds, circles, axioms that no rule follows.

By HermiT, all of that, and then:

4. Everything that is stated is judged under the direct semantics of OWL 2 DL. HermiT may take two names for one thing;
   here each name is of a thing of its own, so what clashes by the rules stays a finding.
5. What only HermiT finds contradictory is narrowed down to the fewest statements and axioms.
6. HermiT's classes and memberships are compared with the closure's, and what the closure lacks is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.checks.clashing import clash_findings, empty_class
from mllm_kg.checks.extension import Extended, Outside, extended
from mllm_kg.checks.places import Locator
from mllm_kg.checks.sites import Sites
from mllm_kg.checks.terms import circles, two_kinds
from mllm_kg.checks.verdict import REASONERS, Verdict, Wider
from mllm_kg.errors import UnknownName
from mllm_kg.findings import UNREADABLE, Finding, Severity, say
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.clashes import Clash, clashbook, clashes_in, clashes_of
from mllm_kg.reasoning.culprits import Detective
from mllm_kg.reasoning.patterns import RDF_TYPE, SAME
from mllm_kg.reasoning.schema import EQUIVALENT_CLASS, SUBCLASS
from mllm_kg.reasoning.standing import INFERRED_GRAPHS
from mllm_kg.reasoning.unsatisfiable import unsatisfiable

__all__ = ["judge"]

_ONTOLOGY = graph("ontology")
_TOLD_ELSEWHERE = frozenset(("ontology-term",))
"""What is told while a file is read and holds for additions to the data alone: here files may say what terms mean."""


def judge(dataset: Dataset, assets: Assets, inputs: Sequence[Input] = (), reasoner: str = REASONERS[0]) -> Verdict:
    """Judge a graph, or files as additions in its context, by reasoning.

    :param dataset: the graph, closed
    :param assets: the sources
    :param inputs: the files; axioms among them extend the ontology. When one could not be read, that is all that is
        told. None judges the graph
    :param reasoner: ``rl`` or ``hermit``
    :raises UnknownName: when there is no such reasoner
    :raises JavaMissing: when HermiT is asked and there is no Java
    :raises NotAvailable: when HermiT fails, or needs more time or memory than the settings allow
    :raises OutputError: when there is no room for a copy of the graph
    """
    if reasoner not in REASONERS:
        raise UnknownName("reasoner", reasoner, REASONERS)
    if reasoner == "hermit":
        from mllm_kg.reasoning.engine import java

        java()
    unread = [finding for made in inputs for finding in made.findings if finding.rule in UNREADABLE]
    if unread:
        return Verdict(reasoner, False, tuple(unread), 0, judged=tuple(made.name for made in inputs), answered=False)
    if not inputs:
        return _Case(dataset, assets, reasoner).verdict()
    with extended(dataset, inputs) as found:
        return _Case(found.additions.after, assets, reasoner, inputs, found).verdict()


class _Case:
    """One judgement.

    :param dataset: the graph with everything that is judged
    :param assets: the sources
    :param reasoner: who is asked
    :param inputs: the files
    :param found: what they change; ``None`` when the graph itself is judged
    """

    def __init__(
        self,
        dataset: Dataset,
        assets: Assets,
        reasoner: str,
        inputs: Sequence[Input] = (),
        found: Extended | None = None,
    ) -> None:
        self._dataset, self._reasoner, self._inputs, self._found = dataset, reasoner, inputs, found
        self._locator = Locator(dataset, assets, inputs)
        self._sites = Sites(dataset, assets, inputs)
        self._detective = Detective(dataset)
        self._ontology = [quad.triple for quad in dataset.quads([_ONTOLOGY])]

    def verdict(self) -> Verdict:
        """Return what reasoning says."""
        told = list(self._told())
        clashes = clash_findings(self._clashes(), self._detective, self._sites, self._judged)
        findings = [*told, *self._terms(), *clashes]
        empty = unsatisfiable(self._ontology) if self._found is None or self._found.axioms else []
        own = frozenset(self._judged)
        findings += [empty_class(name, axioms, self._sites, self._detective.told, own) for name, axioms in empty]
        following, gone = self._changes()
        plain = Verdict(
            self._reasoner,
            not clashes,
            tuple(findings),
            len(self._dataset.store),
            tuple(self._hierarchy()),
            following,
            gone,
            self._judged,
        )
        if self._reasoner != "hermit":
            return plain
        from mllm_kg.checks.deduction import by_hermit

        return by_hermit(
            plain, self._stated(), self._inferred(), self._seeds(), empty, self._sites, self._locator.placed
        )

    @property
    def _judged(self) -> tuple[str, ...]:
        return tuple(made.name for made in self._inputs)

    def _told(self) -> Iterator[Finding]:
        """Go through what was found while the files were read, and what they say that can't be."""
        if self._found is None:
            return
        for made in self._inputs:
            yield from (finding for finding in made.findings if finding.rule not in _TOLD_ELSEWHERE)
        for finding in self._found.additions.findings:
            if finding.rule != "identity" or self._reasoner != "hermit":
                yield self._locator.completed(finding)
        yield from (self._outside(lost) for lost in self._found.outside)

    def _outside(self, lost: Outside) -> Finding:
        """Return the finding for an axiom that the rules do not follow."""
        at = self._sites.statement(lost.axiom)
        reason = lost.reasons[0]
        if lost.whole:
            message = say("The rules of OWL 2 RL do not follow an axiom: {reason}", reason=reason)
            severity = Severity.INFO if self._reasoner == "hermit" else Severity.VIOLATION
        else:
            message = say("The rules of OWL 2 RL follow an axiom in part: {reason}", reason=reason)
            severity = Severity.INFO
        return Finding(
            "outside-owl2-rl",
            severity,
            message,
            say("Say it by means that OWL 2 RL has rules for, or ask `--reasoner hermit`, which knows them all."),
            at[0] if at else None,
            focus=getattr(lost.axiom.subject, "value", None),
            path=lost.axiom.predicate.value,
            source=at[1] if at else None,
        )

    def _terms(self) -> Iterator[Finding]:
        """Go through what is odd about terms."""
        if self._found is None:
            changed: Sequence[ox.Triple] = self._ontology
            statements: list[ox.Triple] = []
            ontology = self._ontology
        else:
            statements = [quad.triple for made in self._inputs if made.graphs is None for quad in made.quads]
            changed, ontology = [*self._found.axioms, *statements], [*self._ontology, *self._found.axioms]
        yield from two_kinds(ontology, statements, self._sites, changed)
        yield from circles(ontology, self._sites, changed)

    def _clashes(self) -> list[Clash]:
        if self._found is None:
            return clashes_in(self._dataset)
        if self._found.axioms:
            found = clashes_in(self._dataset)
            known = {clash.sentence for clash in clashes_in(self._found.additions.before)} if found else ()
            return [clash for clash in found if clash.sentence not in known]
        return clashes_of(self._dataset, clashbook(self._found.additions.before), self._found.changed)

    def _changes(self) -> tuple[tuple[ox.Triple, ...], tuple[ox.Triple, ...]]:
        if self._found is None:
            return (), ()
        before = {quad.triple for quad in self._found.gone}
        after = {quad.triple for quad in self._found.following}
        following = tuple(quad.triple for quad in self._found.following if quad.triple not in before)
        return following, tuple(quad.triple for quad in self._found.gone if quad.triple not in after)

    def _stated(self) -> list[ox.Triple]:
        """Return everything that is stated, what the closure can't reason from included."""
        stated = [quad.triple for quad in self._dataset.quads() if quad.graph_name not in INFERRED_GRAPHS]
        if self._found is None:
            return stated
        same = (quad.triple for made in self._inputs for quad in made.quads if quad.predicate == SAME)
        return list(dict.fromkeys((*stated, *self._found.axioms, *same)))

    def _inferred(self) -> list[ox.Triple]:
        return [quad.triple for quad in self._dataset.quads(INFERRED_GRAPHS)]

    def _seeds(self) -> list[ox.Triple]:
        """Return what is to blame first, if HermiT finds a contradiction."""
        return [] if self._found is None else [quad.triple for made in self._inputs for quad in made.quads]

    def _hierarchy(self) -> Iterator[Wider]:
        """Go through the classes that turn out narrower than others than they are said to be."""
        stated = {_pair(triple) for triple in self._ontology if triple.predicate in (SUBCLASS, EQUIVALENT_CLASS)}
        above: defaultdict[str, set[str]] = defaultdict(set)
        for low, high in self._pairs():
            above[low].add(high)
        members = Counter(
            quad.object.value
            for quad in self._dataset.store.quads_for_pattern(None, RDF_TYPE, None, None)
            if isinstance(quad.object, ox.NamedNode)
        )
        own = {name for name, _ in map(_pair, self._found.axioms)} if self._found else None
        for low in sorted(above):
            nearest = {high for high in above[low] if not any(high in above[mid] for mid in above[low] - {high})}
            beyond = sorted(high for high in nearest if (low, high) not in stated)
            if beyond and (own is None or low in own):
                yield Wider(low, tuple(beyond), members[low])

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for quad in self._dataset.store.quads_for_pattern(None, SUBCLASS, None, None):
            low, high = quad.subject, quad.object
            if isinstance(low, ox.NamedNode) and isinstance(high, ox.NamedNode) and low != high:
                yield low.value, high.value


def _pair(triple: ox.Triple) -> tuple[str, str]:
    return getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
