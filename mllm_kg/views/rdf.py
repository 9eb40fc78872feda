"""Writing down what a view says: a subject and its facts, with properties as prefixed names."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES, expand

__all__ = ["Facts", "Value", "date", "integer", "ref", "statements", "text", "texts", "typed", "within"]

Value: TypeAlias = ox.NamedNode | ox.Literal
Facts: TypeAlias = Mapping[str, Value | Iterable[Value] | None]
"""What holds of a subject: each property as a prefixed name, with its value, its values, or none."""

_XSD = PREFIXES["xsd"]


def statements(subject: ox.NamedNode, facts: Facts) -> Iterator[ox.Triple]:
    """Give the statements that these facts are."""
    for name, values in facts.items():
        several = (values,) if isinstance(values, (ox.NamedNode, ox.Literal)) else values or ()
        for value in several:
            yield ox.Triple(subject, ref(name), value)


def ref(name: str) -> ox.NamedNode:
    """Return the IRI that a prefixed name stands for, or the IRI itself."""
    return ox.NamedNode(name if "://" in name else expand(name) or name)


def within(document: ox.NamedNode, local: str) -> ox.NamedNode:
    """Return the IRI of a thing that only a view describes: a fragment of the view's own name.

    :param local: what names it there; characters that a fragment can't hold are percent-encoded (RFC 3986, 3.5)
    """
    from urllib.parse import quote

    return ox.NamedNode(f"{document.value}#{quote(local, safe='/:@!$&()*+,;=-._~')}")


def text(value: str, language: str | None = None) -> ox.Literal:
    """Return a text, in a language when one is given."""
    return ox.Literal(value, language=language) if language else ox.Literal(value)


def texts(values: Mapping[str, str]) -> list[ox.Literal]:
    """Return a text in several languages, given by their tags."""
    return [text(value, language) for language, value in values.items()]


def typed(value: str, datatype: str) -> ox.Literal:
    """Return a literal of a datatype of XML Schema."""
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + datatype))


def integer(value: int) -> ox.Literal:
    """Return a whole number."""
    return typed(str(value), "integer")


def date(value: datetime.date | None) -> ox.Literal | None:
    """Return a date, where there is one."""
    return None if value is None else typed(value.isoformat(), "date")
