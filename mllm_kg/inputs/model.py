"""What a file says, and where it says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from mllm_kg.findings import Finding, Location
from mllm_kg.records.model import RecordGraphs
from mllm_kg.records.reader import Record
from mllm_kg.records.text import lines

__all__ = ["Input", "Place", "Places"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: its subject, its predicate (in a record: its key), its object (in a record: the value)."""

    subject: Location
    predicate: Location
    object: Location


@dataclass(slots=True)
class Places:
    """Where the statements of a file stand.

    :param statements: by triple; the first place, when it is stated twice
    :param things: where each thing first stands as a subject, by IRI or blank node in N-Triples form
    """

    statements: dict[ox.Triple, Place] = field(default_factory=dict)
    things: dict[str, Location] = field(default_factory=dict)

    def note(self, triple: ox.Triple, place: Place) -> None:
        """Remember where a statement stands."""
        self.statements.setdefault(triple, place)
        self.things.setdefault(str(triple.subject), place.subject)

    def of(self, focus: str, path: str | None = None, value: str | None = None) -> Location | None:
        """Return the place that a finding is about.

        :param focus: the IRI of the entity
        :param path: the IRI of the property; without a value, and with several statements, the last one is meant
        :param value: the value, as text: an IRI or a literal's lexical form
        :returns: the value's place; the subject's when there is no such statement; ``None`` when the file does not
            speak of the entity
        """
        found = list(self._matching(focus, path, value)) if path else []
        return found[-1].object if found else self.things.get(f"<{focus}>")

    def _matching(self, focus: str, path: str | None, value: str | None) -> Iterable[Place]:
        for triple, place in self.statements.items():
            same = triple.predicate.value == path and getattr(triple.subject, "value", None) == focus
            if same and (value is None or getattr(triple.object, "value", None) == value):
                yield place


@dataclass(slots=True)
class Input:
    """One file that is to be judged or added.

    :param name: what the user called it; ``<stdin>`` for standard input
    :param text: its text
    :param format: ``yaml`` or the suffix of an RDF format, such as ``ttl``
    :param quads: what it states; statements of RDF outside any named graph stand in ``graph/addition/<number>``
    :param places: where it states that
    :param record: the record with its places; ``None`` for RDF
    :param graphs: what the record became, as far as it could; ``None`` for RDF
    :param findings: what is wrong with it, found while it was read; with ``location`` and ``source``
    """

    name: str
    text: str
    format: str
    quads: list[ox.Quad] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    record: Record | None = None
    graphs: RecordGraphs | None = None
    findings: list[Finding] = field(default_factory=list)

    def line(self, number: int | None) -> str | None:
        """Return a line of the text, without its end; ``None`` when there is no such line."""
        written = lines(self.text)
        return written[number - 1] if number is not None and 0 < number <= len(written) else None
