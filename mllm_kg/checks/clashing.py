"""Clashes as findings: what can't be, and by which statements and axioms, each with file, line and column.

1. Each clash gets a minimal set of stated triples (:mod:`mllm_kg.reasoning.culprits`), and the axioms by which they
   clash.
2. Of additions to the data, only what no shape and no rule has told is told (:func:`caused_clashes`).
3. The finding stands at the first of them that the files under judgement state, else at the first that has a place.
   The others are its notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.checks.additions import Additions
from mllm_kg.checks.sites import Sites, spelled_out
from mllm_kg.findings import Finding, Location, Related, Sentence, Severity, say
from mllm_kg.inputs.model import Input
from mllm_kg.namespaces import curie
from mllm_kg.reasoning.clashes import Clash, clashbook, clashes_of
from mllm_kg.reasoning.culprits import Detective
from mllm_kg.reasoning.patterns import RDF_TYPE

__all__ = ["CLASH", "caused_clashes", "clash_findings", "contradiction", "empty_class"]

CLASH = "clash"
_DISJOINT = "disjoint-classes"
"""The rule across entities that tells of something in two classes which exclude each other."""

_MOST = 20
"""How many clashes are looked into; the others are told without their causes."""


def clash_findings(
    clashes: Sequence[Clash], detective: Detective, sites: Sites, judged: Iterable[str] = ()
) -> list[Finding]:
    """Return a finding for each clash.

    :param clashes: what can't be
    :param detective: finds by which statements it is
    :param sites: finds where these stand
    :param judged: the names of the files under judgement
    """
    own = frozenset(judged)
    return [
        contradiction(
            found.clash.sentence,
            found.statements or found.clash.triples,
            found.axioms,
            sites,
            detective.told,
            own,
        )
        for found in detective.all(_once(clashes), _MOST)
    ]


def _once(clashes: Iterable[Clash]) -> list[Clash]:
    """Return clashes of which each is told once: of several axioms by which the same can't be, the fewest."""
    found: dict[tuple[str, tuple[ox.Triple, ...]], Clash] = {}
    for clash in clashes:
        key = clash.rule, clash.triples
        known = found.get(key)
        if known is None or len(clash.axioms) < len(known.axioms):
            found[key] = clash
    return list(found.values())


def caused_clashes(
    additions: Additions, assets: Assets, inputs: Sequence[Input], known: Iterable[Finding]
) -> list[Finding]:
    """Return a finding for each clash that additions cause and of whose statements nothing was told.

    :param additions: the graph with the files in it
    :param assets: the sources
    :param inputs: the files
    :param known: what was told
    """
    changed = (quad.triple for quad in additions.changes.added)
    clashes = clashes_of(additions.after, clashbook(additions.before), changed)
    told = {(found.focus, found.path) for found in known if found.severity is Severity.VIOLATION}
    told |= {(found.focus, RDF_TYPE.value) for found in known if found.rule == _DISJOINT}
    new = [clash for clash in clashes if told.isdisjoint(map(_about, clash.triples))]
    if not new:
        return []
    sites = Sites(additions.after, assets, inputs)
    return clash_findings(new, Detective(additions.after), sites, [made.name for made in inputs])


def _about(triple: ox.Triple) -> tuple[str, str]:
    return _plain(triple.subject), triple.predicate.value


def contradiction(
    sentence: str,
    statements: Sequence[ox.Triple],
    axioms: Sequence[ox.Triple],
    sites: Sites,
    told: Callable[[ox.Triple], str],
    judged: frozenset[str] = frozenset(),
) -> Finding:
    """Return the finding for statements that contradict each other.

    :param sentence: what is wrong
    :param statements: the statements
    :param axioms: the axioms by which they do
    :param sites: finds where both stand
    :param told: puts an axiom into words
    :param judged: the names of the files under judgement
    """
    facts = sorted(_notes(statements, sites, lambda triple: _statement(triple, told)), key=partial(_order, judged))
    notes = [*facts, *_notes(axioms, sites, told)]
    first = next((note for note in notes if note[1] and note[1].location.path in judged), None)
    first = first or next((note for note in notes if note[1]), None)
    triple = first[0] if first else next(iter(statements), None)
    place = first[1] if first else None
    unplaced = [told(axiom) for axiom in axioms if not any(axiom == one and note for one, note in notes)]
    return Finding(
        CLASH,
        Severity.VIOLATION,
        sentence,
        _advice(len(statements), unplaced),
        place.location if place else None,
        focus=_plain(triple.subject) if triple else None,
        path=triple.predicate.value if triple else None,
        value=_plain(triple.object) if triple else None,
        source=place.source if place else None,
        related=tuple(note for one, note in notes if note and one is not triple),
    )


def empty_class(
    name: str,
    causes: Sequence[ox.Triple],
    sites: Sites,
    told: Callable[[ox.Triple], str],
    judged: frozenset[str] = frozenset(),
) -> Finding:
    """Return the finding for a class that can have no member.

    :param name: its IRI
    :param causes: the axioms and statements by which it can't
    :param sites: finds where they stand
    :param told: puts one into words
    :param judged: the names of the files under judgement
    """
    notes = [note for _, note in _notes(causes, sites, told) if note]
    first = next((note for note in notes if note.location.path in judged), notes[0] if notes else None)
    return Finding(
        "unsatisfiable-class",
        Severity.VIOLATION,
        say("{name} can have no member.", name=curie(name)),
        say("Mend one of these axioms.") if notes else None,
        first.location if first else None,
        focus=name,
        source=first.source if first else None,
        related=tuple(note for note in notes if note is not first),
    )


def _notes(
    triples: Iterable[ox.Triple], sites: Sites, told: Callable[[ox.Triple], str]
) -> Iterator[tuple[ox.Triple, Related | None]]:
    seen: set[Location] = set()
    for triple in triples:
        note = sites.related(triple, told(triple))
        if note is None or note.location not in seen:
            yield triple, note
        if note is not None:
            seen.add(note.location)


def _statement(triple: ox.Triple, told: Callable[[ox.Triple], str]) -> str:
    """Return a statement as people read it; an expression without a name is put into words as in an axiom."""
    text = told(triple) if isinstance(triple.object, ox.BlankNode) else spelled_out(triple)
    return say("This is stated: {statement}", statement=text)


def _order(judged: frozenset[str], note: tuple[ox.Triple, Related | None]) -> tuple[bool, bool, str, int, int]:
    """Sort what the files under judgement say before what the graph says, each by place."""
    if note[1] is None:
        return True, True, "", 0, 0
    place = note[1].location
    return place.path not in judged, False, place.path, place.line or 0, place.column or 0


def _advice(count: int, unplaced: Sequence[str]) -> Sentence | None:
    if count > 1:
        return say(
            "Take out one of these {count} statements; without any one of them, the others can hold.", count=count
        )
    if count == 1 and not unplaced:
        return say("The statement can't hold; take it out.")
    return say("It can't hold because {axioms}.", axioms="; ".join(unplaced)) if unplaced else None


def _plain(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
