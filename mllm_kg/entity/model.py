"""What a card holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from mllm_kg.namespaces import curie

__all__ = ["Card", "Conflict", "Facts", "Name", "Source", "Value"]


@dataclass(frozen=True, slots=True)
class Source:
    """A named graph as evidence.

    :param number: what values refer to it by
    :param graph: its IRI
    :param status: ``confirmed``, ``unconfirmed`` or ``as listed``
    :param pages: the pages that carry its statements
    :param see: pages that were not read for these statements
    :param record: the record file that states them
    :param checked: the day on which they were checked
    :param notes: what the source says, in other words
    :param copies: how many of the pages were read in a copy
    """

    number: int
    graph: str
    status: str
    pages: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    record: str | None = None
    checked: str | None = None
    notes: tuple[str, ...] = ()
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, and what it rests on.

    :param text: the literal's text, or the IRI
    :param iri: the IRI, when the value is one
    :param label: what people call it, when it is an entity
    :param language: the language of a text
    :param datatype: the datatype's short name, when it is not plain text
    :param status: ``confirmed``, ``unconfirmed``, ``as listed``, ``inferred`` or ``inferred from unconfirmed``
    :param sources: numbers of the card's sources; the first is where the statement stands, the rest state it too
    """

    text: str
    iri: str | None = None
    label: str | None = None
    language: str | None = None
    datatype: str | None = None
    status: str = "confirmed"
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the entity.

    :param role: ``label``, ``alias`` or ``abbreviation``
    """

    role: str
    value: Value


@dataclass(frozen=True, slots=True)
class Facts:
    """All values of one property.

    :param property: its IRI
    :param label: how it reads from the entity's side
    :param values: the values, no more than the limit asked for
    :param total: how many there are
    :param incoming: whether the entity is the object of these statements
    """

    property: str
    label: str
    values: tuple[Value, ...]
    total: int
    incoming: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A point in which two sources differ about the entity.

    :param iri: the disagreement's own IRI
    :param kind: what kind of disagreement it is
    :param field: the label of the property concerned
    :param stated: what the first side says
    :param stated_by: the pages of the first side
    :param held: what the other side says, when it is known
    :param held_by: the pages of the other side
    :param comments: what this structure can't say
    """

    iri: str
    kind: str
    field: str | None = None
    stated: tuple[str, ...] = ()
    stated_by: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """Everything about one entity.

    :param iri: the entity
    :param kind: the kind that its IRI tells
    :param label: what people call it
    :param names: its labels, aliases and abbreviations
    :param types: its classes, those that were stated before those that follow
    :param facts: what it is the subject of, and incoming relations that have an inverse
    :param incoming: what else it is the object of
    :param conflicts: where sources differ about it
    :param sources: the evidence, in the order of its numbers
    """

    iri: str
    kind: str
    label: str
    names: tuple[Name, ...] = ()
    types: tuple[Value, ...] = ()
    facts: tuple[Facts, ...] = ()
    incoming: tuple[Facts, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def curie(self) -> str:
        """The entity's IRI in short."""
        return curie(self.iri)

    def to_dict(self) -> dict[str, Any]:
        """Return the card as JSON data; what is unknown is left out."""
        told: dict[str, Any] = _without_gaps({"iri": self.iri, "curie": self.curie, **asdict(self)})
        return told


def _without_gaps(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_gaps(value) for key, value in data.items() if value not in (None, (), [])}
    return [_without_gaps(item) for item in data] if isinstance(data, (list, tuple)) else data
