"""What records say of each other that can't be: each mistake a finding with its place, all of them at once.

* two records of one entity;
* a reference to an entity that nothing describes;
* a key of the survey's list that the list does not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import pyoxigraph as ox

from mllm_kg.findings import Finding, Related, Sentence, Severity, say
from mllm_kg.namespaces import KG, iri, slugify
from mllm_kg.nearest import nearest
from mllm_kg.records.listing import LISTING
from mllm_kg.records.model import RecordGraphs, Reference

__all__ = ["Around", "mistakes"]


class Around(Protocol):
    """What is known besides the records that are looked at."""

    def knows(self, entity: str) -> bool:
        """Tell whether an entity is described."""

    def has_record(self, entity: str, record: str) -> str | None:
        """Return the file that describes an entity, unless that is the file of the entity ``record``, or ``None``."""

    def peers(self, kind: str) -> Iterable[str]:
        """Return the entities of a kind that are described, each as ``<kind>/<slug>``."""

    def entries(self, key: str) -> Sequence[ox.NamedNode]:
        """Return the rows of the survey's list that have a key."""

    def keys(self) -> Iterable[str]:
        """Return the keys of the survey's list."""


def mistakes(records: Sequence[RecordGraphs], around: Around) -> list[Finding]:
    """Return what the records say of each other and of what is around them that can't be."""
    return [*_duplicates(records, around), *_dangling(records, around), *_unknown_keys(records, around)]


def _duplicates(records: Iterable[RecordGraphs], around: Around) -> Iterator[Finding]:
    first: dict[str, Reference] = {}
    for record in records:
        for declared in record.declared:
            before = first.setdefault(declared.iri, declared)
            if before is not declared:
                advice = say("Give this one another slug, or join the two.")
                related = (Related(before.location, say("It is described here first.")),)
                yield _finding("duplicate-slug", _has_record(declared), advice, declared, related)
            elif file := around.has_record(declared.iri, record.entity):
                advice = say("It stands in {file}; give this one another slug, or join the two.", file=file)
                yield _finding("duplicate-slug", _has_record(declared), advice, declared)


def _has_record(declared: Reference) -> Sentence:
    return say("{entity} has a record already.", entity=_short(declared.iri))


def _dangling(records: Sequence[RecordGraphs], around: Around) -> Iterator[Finding]:
    here = {declared.iri for record in records for declared in record.declared}
    here.update(iri(mention.kind, slugify(mention.name)).value for record in records for mention in record.mentions)
    for record in records:
        for reference in record.references:
            entity = reference.iri
            if entity not in here and not entity.startswith(KG + "scheme/") and not around.knows(entity):
                message = say("There is no {entity}.", entity=_short(entity))
                yield _finding("unknown-entity", message, _nearest_entity(entity, here, around), reference)


def _nearest_entity(entity: str, here: Iterable[str], around: Around) -> Sentence:
    kind = _short(entity).partition("/")[0]
    peers = {*around.peers(kind), *(_short(other) for other in here if other.startswith(f"{KG}{kind}/"))}
    near = nearest(_short(entity), sorted(peers))[:3]
    return say("Did you mean {names}?", names=", ".join(near)) if near else say("Add its record first.")


def _unknown_keys(records: Iterable[RecordGraphs], around: Around) -> Iterator[Finding]:
    for record in records:
        for key in record.listed_keys:
            if not around.entries(key):
                near = nearest(key, sorted(around.keys()))[:3]
                advice = (
                    say("Did you mean {names}?", names=", ".join(near)) if near else say("See {file}.", file=LISTING)
                )
                message = say("The survey's list has no key '{key}'.", key=key)
                yield _finding("unknown-list-key", message, advice, record.declared[0])


def _finding(
    rule: str, message: Sentence, advice: Sentence, where: Reference, related: tuple[Related, ...] = ()
) -> Finding:
    return Finding(rule, Severity.VIOLATION, message, advice, where.location, focus=where.iri, related=related)


def _short(entity: str) -> str:
    return entity.removeprefix(KG)
