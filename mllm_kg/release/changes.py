"""What changed since the release before: entities, terms, shapes, questions, and what that means for the version.

1. The records are compared by entity and field (:mod:`mllm_kg.curation.difference`), the rest by term
   (:mod:`mllm_kg.release.terms`).
2. Both states are assembled, and the IRIs of their entities compared: a paper's authors, its venue, its tasks have IRIs
   and no records.
3. An IRI is for ever. One of a term, or of an entity that has a record, must not go unless the release before deprecated
   it: that is an error, and nothing is published. IRIs that are made of a name or of what was listed (people, venues,
   entries) go when that is corrected; they are told.
4. The greatest step that a change asks for is the one that the version should take.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.build import source_dataset
from mllm_kg.curation.difference import Difference, differences
from mllm_kg.errors import NotReleasable, OutputError, RecordErrors, UnreadableInput
from mllm_kg.namespaces import GRAPH, KG, KINDS, MLLM, PREFIXES, curie, kind_of
from mllm_kg.release.sources import Sources
from mllm_kg.release.terms import DEPRECATED, TermChange, deprecated, said, term_changes, triples_of
from mllm_kg.release.versions import STEPS

__all__ = ["Changes", "Known", "changes", "known"]

_TYPE = PREFIXES["rdf"] + "type"
_INFERRED = GRAPH + "inferred"
_MOST = 20


@dataclass(frozen=True, slots=True)
class Known:
    """The entities of a state.

    :param entities: their IRIs
    :param deprecated: those that are deprecated
    """

    entities: frozenset[str]
    deprecated: frozenset[str]

    @property
    def kinds(self) -> Counter[str]:
        """How many there are of each kind."""
        return Counter(kind for entity in self.entities if (kind := kind_of(entity)))


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the release before.

    :param before: the version of that release
    :param records: the entities with records that changed
    :param terms: the terms, shapes and questions that changed
    :param old: the entities then
    :param new: the entities now
    :param withdrawn: the IRIs that went, as CURIEs
    :param deprecated: the entities that were deprecated since, as CURIEs
    """

    before: str
    records: Difference
    terms: dict[str, list[TermChange]]
    old: Known
    new: Known
    withdrawn: tuple[str, ...]
    deprecated: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing changed at all."""
        return not (self.records.entities or any(self.terms.values()) or self.withdrawn)

    @property
    def step(self) -> str:
        """The step that the version should take."""
        steps = {"patch", *(change.step for group in self.terms.values() for change in group)}
        if self.withdrawn:
            steps.add("major")
        if self.deprecated or self.new.entities - self.old.entities:
            steps.add("minor")
        return max(steps, key=STEPS.index)


def known(quads: Iterable[ox.Quad]) -> Known:
    """Return the entities of a dataset: what is stated to have a type, and has an IRI of ours."""
    entities, withdrawn = set(), set()
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(_INFERRED):
            continue
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KG):
            if quad.predicate.value == _TYPE:
                entities.add(quad.subject.value)
            elif quad.predicate.value == DEPRECATED and str(quad.object).startswith('"true"'):
                withdrawn.add(quad.subject.value)
    return Known(frozenset(entities), frozenset(withdrawn))


def changes(before: Sources, after: Sources, quads: Iterable[ox.Quad], assets: Assets) -> Changes:
    """Return what changed from one state of the sources to another.

    :param before: the sources of the release before
    :param after: those at hand
    :param quads: the graph that is built from those at hand
    :param assets: those at hand, whose keys say what records mean
    :raises UnreadableInput: when a file of the release before can't be read
    :raises NotReleasable: when an IRI went that the release before had not deprecated
    :raises OutputError: when there is no room to lay out the release before
    """
    old, new = _earlier(before), known(quads)
    gone = old.entities - new.entities
    lost = sorted(
        entity for entity in gone - old.deprecated if (kind := kind_of(entity)) is not None and KINDS[kind].folder
    )
    terms = term_changes(before, after)
    told = said(triples_of(before, "ontology"), (MLLM,))
    removed = {change.name for change in terms["terms"] if change.status == "removed"}
    lost_terms = sorted(name for name in told if curie(name) in removed and not deprecated(told[name]))
    _refuse([*lost_terms, *lost], before.version)
    try:
        records = differences(before.records, after.records, assets)
    except RecordErrors as error:
        raise _unreadable(before, error) from None
    return Changes(
        before.version,
        records,
        terms,
        old,
        new,
        tuple(map(curie, sorted(gone))),
        tuple(map(curie, sorted(new.deprecated - old.deprecated))),
    )


def _refuse(lost: list[str], before: str) -> None:
    if lost:
        more = [f"and {len(lost) - _MOST:,} more"] if len(lost) > _MOST else []
        raise NotReleasable(
            f"{len(lost):,} IRIs of release {before} are gone and were not deprecated. Keep each, marked as deprecated:"
            if len(lost) > 1
            else f"An IRI of release {before} is gone and was not deprecated. Keep it, marked as deprecated:",
            [*map(curie, lost[:_MOST]), *more],
        )


def _earlier(before: Sources) -> Known:
    """Assemble the release before in a folder that is removed afterwards, and return its entities."""
    try:
        with tempfile.TemporaryDirectory(prefix="mllm-kg-") as folder:
            return known(source_dataset(before.unpacked(Path(folder))))
    except RecordErrors as error:
        raise _unreadable(before, error) from None
    except OSError as error:
        raise OutputError(f"The release before can't be laid out: {error.strerror or error}.") from None


def _unreadable(before: Sources, error: RecordErrors) -> UnreadableInput:
    first = f"; the first: {error.findings[0]}" if error.findings else ""
    return UnreadableInput(before.told, f"{len(error.findings)} of its records can't be read by this version{first}")
