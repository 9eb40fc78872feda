"""One RDF file on its way to records.

1. What the graph at hand holds already is not stated again, nor what follows from the rest by the ontology.
2. Facts in the entity's own named graph are the record's own; without one, those are the facts with the first evidence
   that is named. Facts with other evidence become blocks of ``according_to``.
3. Facts without any source are kept, but not as confirmed: they become a block of ``unconfirmed``. What a thing is and
   what it is called needs no source.
4. What no key of a record can say is a finding, and so is what belongs to no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import pyoxigraph as ox

from mllm_kg.curation.blocks import Block, Worded, blocks_of, record_of
from mllm_kg.curation.drafts import Draft, Taken
from mllm_kg.curation.facts import Problem, Wording, no_key, word
from mllm_kg.curation.statements import TYPE, Evidence, Node, sort_statements
from mllm_kg.curation.things import NAMING, OF_NAMED, Known, Things
from mllm_kg.findings import Finding, Location, Sentence, Severity, Words, say
from mllm_kg.inputs.model import Input
from mllm_kg.namespaces import KG, KINDS, curie, graph, iri, term
from mllm_kg.reasoning.closure import Closure
from mllm_kg.records.context import Context

__all__ = ["RdfFile"]

_DERIVED = (graph("inferred"), graph("inferred/unconfirmed"))
_NAMES = graph("names")
_FIXED = (graph("ontology"), graph("survey-list"))
_CURATORS = iri("organization", "mllm-kg")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class RdfFile:
    """One RDF file.

    :param given: the file, read
    :param context: the keys of records
    :param known: what the graph at hand knows
    :param taken: which slugs are in use
    :param sources: the pages that carry what the file gives no evidence for
    """

    def __init__(self, given: Input, context: Context, known: Known, taken: Taken, sources: Sequence[str] = ()) -> None:
        self.given, self.known, self.taken, self.sources = given, known, taken, sources
        self.outside: list[ox.Quad] = []
        self.statements = sort_statements(self._kept())
        self.things = Things(self.statements, known)
        self.wording = Wording(context, self.statements, self.things.name, self.things.ids, self._listed)
        self.minted: set[Node] = set()
        self.unsourced: list[Draft] = []

    def _kept(self) -> Iterator[ox.Quad]:
        """Go through the statements but those that are derived from others, or that no record makes."""
        for quad in self.given.quads:
            if quad.graph_name in _FIXED:
                self.outside.append(quad)
            elif quad.graph_name not in _DERIVED:
                yield quad

    def _listed(self, entry: ox.NamedNode) -> list[str]:
        """Return the keys under which the survey's list has a row, by the graph at hand or else by the file."""
        return self.known.listed_keys(entry) or self._rows.get(entry, [])

    @cached_property
    def _rows(self) -> dict[Node, list[str]]:
        keys: dict[Node, list[str]] = {}
        for quad in self.given.quads:
            if quad.predicate == term("listedKey") and isinstance(quad.subject, Node):
                keys.setdefault(quad.subject, []).append(
                    quad.object.value if isinstance(quad.object, ox.Literal) else ""
                )
        return keys

    def drafts(self) -> list[Draft]:
        """Return the records that the file holds, in its order."""
        things = [thing for thing in self.things.with_records if self._identified(thing)]
        for thing in things:
            for nested, entity in self.things.nested(thing, self.things.ids[thing]):
                self.things.ids[nested] = entity
        made = [self._draft(thing, self.things.ids[thing]) for thing in things]
        return [draft for draft in made if draft is not None]

    def _identified(self, thing: Node) -> bool:
        """Give a thing its ``kind/slug``; ``False`` when that can't be."""
        if isinstance(thing, ox.NamedNode) and thing.value.startswith(KG):
            entity = thing.value.removeprefix(KG)
            if not _SLUG.match(entity.partition("/")[2]):
                message, advice = say("'{id}' is no id.", id=entity), say("A slug has a-z, 0-9 and single hyphens.")
                self._problem(thing, "record-id", message, advice)
                return False
            self.things.ids[thing] = entity
            return True
        kind = self.things.kind(thing) or ""
        first = Wording(self.wording.context, self.statements, self.things.name, {}, self._listed)
        entity = self.taken.mint(kind, word(first, self.statements.facts[thing])) or ""
        if not entity:
            message = say("This {kind} says nothing that a slug could be made of.", kind=kind)
            self._problem(thing, "record-id", message, say("Give it a title or a label."))
            return False
        self.things.ids[thing] = entity
        self.minted.add(thing)
        return True

    def _problem(self, thing: Node, rule: str, message: Sentence, advice: Sentence) -> None:
        self.wording.problems.append(Problem(self.statements.facts[thing][0], rule, message, advice))

    def _draft(self, thing: Node, entity: str) -> Draft:
        """Return the record of one thing; of one that the graph has, what is new."""
        partial = self.known.recorded(thing)
        quads = self.statements.facts[thing]
        if partial:
            quads = [quad for quad in quads if not self._is_known(quad, thing)]
        blocks = blocks_of(thing, entity, quads, self.statements, self.sources, not partial)
        if partial:
            blocks = [block if block.quads else Block(Evidence(), own=block.own) for block in blocks]
        worded = [self._worded(block) for block in blocks]
        place = self._place(self.statements.facts[thing][0])
        draft = Draft(entity, record_of(entity, worded), self.given, place, partial, node=str(thing))
        draft.minted = thing in self.minted
        if any(block.facts and not (block.evidence.sources or block.evidence.status or block.own) for block in worded):
            self.unsourced.append(draft)
        return draft

    def _is_known(self, quad: ox.Quad, thing: Node) -> bool:
        """Whether the graph has a fact already, from these pages."""
        evidence = self.statements.evidence(quad, thing)
        default = () if evidence.status else self.sources
        pages = evidence.sources or default if evidence.status in ("", "Confirmed") else ()
        return self.known.rests(quad, pages)

    def _worded(self, block: Block) -> Worded:
        """Put a block into words."""
        return Worded(block.evidence, word(self.wording, block.quads), self._curators(block.evidence), block.own)

    def _curators(self, evidence: Evidence) -> tuple[str, ...]:
        return tuple(name for node in evidence.by if node != _CURATORS and (name := self.things.name(node)))

    def findings(self, drop_foreign: bool) -> list[Finding]:
        """Return what is to be said about the file; to be called after :meth:`drafts`.

        :param drop_foreign: whether what no key can say is only noted
        """
        problems = [*self.wording.problems, *self._left_over()]
        new = [problem for problem in dict.fromkeys(problems) if not self.known.holds(problem.quad)]
        foreign = [problem for problem in new if problem.rule == "no-key"]
        followed = self._followed({problem.quad for problem in foreign}) if foreign else set()
        told = []
        for problem in new:
            if problem.quad.triple not in followed:
                told.append(self._finding(problem, drop_foreign and problem.rule == "no-key"))
        return [*told, *map(self._unsourced, self.unsourced)]

    def _followed(self, foreign: set[ox.Quad]) -> set[ox.Triple]:
        """Return what follows, by the ontology at hand, from what the file says besides."""
        ontology = [quad.triple for quad in self.known.store.quads_for_pattern(None, None, None, graph("ontology"))]
        if not ontology:
            return set()
        said = (quad.triple for quads in self.statements.facts.values() for quad in quads if quad not in foreign)
        return set(Closure(ontology).add(said))

    def _left_over(self) -> Iterator[Problem]:
        """Go through the statements that belong to no record."""
        for quad in self.outside:
            if self.known.holds_alike(quad):
                continue
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            message = say("Only records can be added, nothing to {graph}.", graph=curie(name))
            yield Problem(quad, "no-record", message, say("Leave this statement out."))
        for quad in self.statements.unread:
            yield Problem(quad, "no-key", no_key(quad))
        for quad in self._idle_evidence():
            message = say("This tells of evidence for nothing that is stated here.")
            yield Problem(quad, "no-record", message, say("State the facts in this file too."))
        records = set(self.things.with_records)
        for thing, quads in self.statements.facts.items():
            if thing in self.wording.used or thing in records:
                continue
            for quad in quads:
                ours = self.things.kind(thing) is not None
                if not self._is_told(thing, quad) and (ours or not self.known.holds_alike(quad)):
                    yield self._lost(thing, quad)

    def _idle_evidence(self) -> Iterator[ox.Quad]:
        """Go through the statements about evidence for facts that the file does not state."""
        facts = self.statements.facts
        graphs = {quad.graph_name for quads in facts.values() for quad in quads}
        for thing, names in self.statements.described.items():
            if thing in facts:
                graphs.update(names)
        yield from (quad for quad in self.statements.told if quad.subject not in graphs and quad.subject not in facts)

    def _is_told(self, thing: Node, quad: ox.Quad) -> bool:
        """Whether a statement about a thing that is known by name is told by that name."""
        if quad.graph_name == _NAMES:
            return True
        if thing not in self.things.named or quad.predicate not in OF_NAMED:
            return False
        return quad.predicate not in NAMING or getattr(quad.object, "value", None) == self.things.name(thing)

    def _lost(self, thing: Node, quad: ox.Quad) -> Problem:
        kind = self.things.kind(thing)
        shown = curie(thing.value) if isinstance(thing, ox.NamedNode) else str(thing)
        if kind is None:
            message = say("{thing} is nothing that records are about.", thing=shown)
            advice = say("Give it one of the classes {classes}.", classes=", ".join(_classes()))
            return Problem(quad, "no-key", message, advice)
        if KINDS[kind].named and thing in self.things.named:
            message = say("Of a {kind} a record tells the name alone.", kind=kind)
            return Problem(quad, "no-key", message, say("Leave this statement out."))
        message = say("{thing} belongs to no record.", thing=shown)
        return Problem(quad, "no-record", message, say("Name it in a statement about what it belongs to."))

    def _finding(self, problem: Problem, noted: bool) -> Finding:
        place = self._place(problem.quad)
        subject = problem.quad.subject
        message = say("{told} It is left out.", told=problem.message) if noted else problem.message
        return Finding(
            problem.rule,
            Severity.INFO if noted else Severity.VIOLATION,
            message,
            problem.suggestion or (None if noted else self._advice(problem.quad)),
            place,
            focus=subject.value if isinstance(subject, ox.NamedNode) else None,
            path=problem.quad.predicate.value,
            value=getattr(problem.quad.object, "value", None),
            source=self.given.line(place.line),
        )

    def _advice(self, quad: ox.Quad) -> Sentence:
        """Return what to write instead of a property that no key stands for."""
        keys = {key.iri for key in self.wording.context.keys.values()}
        narrower = self.known.narrower(quad.predicate)
        ours = [curie(iri.value) for iri in narrower if iri.value in keys]
        if ours:
            either = Words(" or ".join(sorted(ours)), ko=" 또는 ".join(sorted(ours)))
            return say("Write {ours}, from which this follows.", ours=either)
        return say("Leave it out, or let --drop-foreign do so.")

    def _unsourced(self, draft: Draft) -> Finding:
        message = say("{entity} has facts without a source; they are kept as unconfirmed.", entity=draft.id)
        advice = say("Name the page with prov:hadPrimarySource, or with --source.")
        place = draft.place
        return Finding("no-source", Severity.INFO, message, advice, place, source=self.given.line(place.line))

    def _place(self, quad: ox.Quad) -> Location:
        """Return where the file says something."""
        known = self.given.places.statements.get(quad.triple)
        if known is not None:
            return known.predicate if quad.predicate != TYPE else known.subject
        return self.given.places.things.get(str(quad.subject)) or Location(self.given.name)


def _classes() -> list[str]:
    return [f"mllm:{kind.class_name}" for kind in KINDS.values() if kind.folder]
