"""Single values of a record: what a key's datatype allows, and what would be right."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES
from mllm_kg.records.context import Key
from mllm_kg.records.reader import Node

__all__ = ["BadValue", "absolute_iri", "literal"]

XSD = PREFIXES["xsd"]
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+\Z", re.IGNORECASE)
_DECIMAL = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\Z")


class BadValue(ValueError):
    """A value is not what its key takes; ``suggestion`` says what would be right."""

    def __init__(self, message: str, suggestion: str, rule: str = "record-value") -> None:
        super().__init__(message)
        self.suggestion, self.rule = suggestion, rule


def absolute_iri(text: str) -> str:
    """Return ``text`` when it is an absolute IRI (RFC 3987) that every RDF syntax can carry.

    :raises BadValue: when it isn't
    """
    if not _IRI.match(text):
        raise BadValue(
            f"{text!r} is no address.", 'Write it with https:// and without spaces or < > " { } | \\ ^ `.', "bad-iri"
        )
    try:
        return ox.NamedNode(text).value
    except ValueError:
        raise BadValue(f"{text!r} is no IRI.", "Percent-encode what is not allowed in an IRI.", "bad-iri") from None


def literal(node: Node, key: Key) -> ox.Literal:
    """Return the literal that a scalar stands for under a key.

    :raises BadValue: when the scalar is not of the key's datatype
    """
    local = (key.datatype or "").removeprefix(XSD)
    check = _CHECKS.get(local)
    if check is None:
        return (
            ox.Literal(node.text)
            if key.datatype is None
            else ox.Literal(node.text, datatype=ox.NamedNode(key.datatype))
        )
    valid, example = check
    if not valid(node):
        example = _EXAMPLES.get(key.name, example)
        raise BadValue(f"{node.text!r} is no {local}.", f"Write, for example, {example}.", "record-datatype")
    return ox.Literal(_canonical(node.text, local), datatype=ox.NamedNode(XSD + local))


def _canonical(text: str, local: str) -> str:
    """Return the canonical form of a number (XML Schema 1.1 part 2), so that every engine keeps it as it is."""
    if local not in ("integer", "decimal"):
        return text
    plain = format(Decimal(text), "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


def _is_date(node: Node) -> bool:
    try:
        return datetime.date.fromisoformat(node.text).isoformat() == node.text
    except ValueError:
        return False


_EXAMPLES = {
    "author_position": "1",
    "byte_size": "2500000000000",
    "example_count": "132701",
    "joshi_class": "2",
    "parameter_count": "7000000000",
    "token_count": "6300000000000",
    **dict.fromkeys(("year", "publication_year", "figure_year", "listed_year"), "2024"),
}
_CHECKS: dict[str, tuple[Callable[[Node], bool], str]] = {
    "integer": (lambda node: type(node.value) is int, "46"),
    "decimal": (lambda node: bool(_DECIMAL.match(node.text)), "12.5"),
    "boolean": (lambda node: node.text in ("true", "false"), "true"),
    "date": (_is_date, "2024-04-07"),
}
