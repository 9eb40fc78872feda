"""Single values of a record: what a key's datatype allows, and what would be right.

A wrong value is answered with the right one where the text tells what was meant (``7B``, ``1,000``, ``yes``,
``2022/11/3``), and with an example otherwise.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import quote

import pyoxigraph as ox

from mllm_kg.findings import Sentence, say
from mllm_kg.namespaces import PREFIXES
from mllm_kg.records.context import Key
from mllm_kg.records.reader import Node
from mllm_kg.records.text import shown

__all__ = ["BadValue", "absolute_iri", "literal"]

XSD = PREFIXES["xsd"]
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20\x7f-\x9f<>\"{}|\\^`]+\Z", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/|\Z))", re.IGNORECASE)
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_DECIMAL = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\Z")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?P<mark>[,_ '\u00a0\u202f])[0-9]{3}(?:(?P=mark)[0-9]{3})*\Z")
_SHORT = re.compile(
    r"(?P<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)\s*(?P<unit>[kmgt]b|k|thousand|m|million|b|bn|billion|t|trillion)\Z", re.I
)
_UNITS = {
    "kb": 3,
    "mb": 6,
    "gb": 9,
    "tb": 12,
    "k": 3,
    "thousand": 3,
    "m": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "t": 12,
    "trillion": 12,
}
_DAY = re.compile(r"(?P<year>[0-9]{4})[-/. ](?P<month>[0-9]{1,2})[-/. ](?P<day>[0-9]{1,2})\.?\Z")
_YES, _NO = ("yes", "y", "on", "1", "true"), ("no", "n", "off", "0", "false")


class BadValue(ValueError):
    """A value is not what its key takes.

    :param message: what is wrong
    :param suggestion: what would be right
    :param rule: the rule that it breaks
    """

    def __init__(self, message: Sentence, suggestion: Sentence | None, rule: str = "record-value") -> None:
        super().__init__(message)
        self.message, self.suggestion, self.rule = message, suggestion, rule


def absolute_iri(text: str) -> str:
    """Return ``text`` when it is an absolute IRI (RFC 3987) that every RDF syntax can carry.

    :raises BadValue: when it isn't
    """
    if _IRI.match(text):
        try:
            return ox.NamedNode(text).value
        except ValueError:
            pass
    raise BadValue(say("'{text}' is no address.", text=shown(text)), _right_iri(text), "bad-iri")


def literal(node: Node, key: Key) -> ox.Literal:
    """Return the literal that a scalar stands for under a key.

    :raises BadValue: when the scalar is not of the key's datatype
    """
    local = (key.datatype or "").removeprefix(XSD)
    check = _CHECKS.get(local)
    if check is None:
        datatype = ox.NamedNode(key.datatype) if key.datatype else None
        return ox.Literal(node.text, datatype=datatype)
    valid, message, right = check
    if not valid(node):
        suggestion = right(node) or _example(key, local)
        raise BadValue(message(shown(node.text)), suggestion, "record-datatype")
    return ox.Literal(_canonical(node.text, local), datatype=ox.NamedNode(XSD + local))


def _canonical(text: str, local: str) -> str:
    """Return the canonical form of a number (XML Schema 1.1 part 2), so that every engine keeps it as it is."""
    if local not in ("integer", "decimal"):
        return text
    plain = format(Decimal(text), "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("", "-", "-0") else plain


def _example(key: Key, local: str) -> Sentence:
    return say("Write, for example, {example}.", example=_EXAMPLES.get(key.name, _EXAMPLE[local]))


def _right_iri(text: str) -> Sentence:
    """Return what to write instead of a text that is no address."""
    right = text.strip() if _IRI.match(text.strip()) else ""
    if not right and _HOST.match(text) and _IRI.match(f"https://{text}"):
        right = f"https://{text}"
    if not right and re.match(r"https?://\S", text):
        right = quote(text.strip(), safe="!#$%&'()*+,/:;=?@[]~" + "".join(c for c in text if ord(c) > 0x9F))
    if right and _IRI.match(right):
        return say("Write {right}.", right=shown(right, 200))
    return say('Write an address with https://, without spaces or < > " {{ }} | \\ ^ `.')


def _right_integer(node: Node) -> Sentence | None:
    text, short = node.text.strip(), _SHORT.match(node.text.strip())
    if _INTEGER.match(text):
        return say("Write {right}, without quotes.", right=shown(text))
    if isinstance(node.value, float) and node.value.is_integer() and abs(node.value) < 1e15:
        return say("Write {right}.", right=int(node.value))
    if type(node.value) is int:
        return say("Write {right}, in decimal digits.", right=node.value)
    if _GROUPED.match(text):
        return say("Write {right}, without separators.", right=re.sub(r"[^-+0-9]", "", text))
    if short:
        full = Decimal(short["number"]).scaleb(_UNITS[short["unit"].lower()])
        return say("Write {right}, the number in full.", right=int(full)) if full == int(full) else None
    return None


def _right_decimal(node: Node) -> Sentence | None:
    text = node.text.strip().replace(",", ".")
    return say("Write {right}, with a point.", right=shown(text)) if _DECIMAL.match(text) else None


def _right_boolean(node: Node) -> Sentence | None:
    word = node.text.strip().lower()
    right = "true" if word in _YES else "false" if word in _NO else None
    return say("Write {right}.", right=right) if right else say("Write true or false.")


def _right_date(node: Node) -> Sentence | None:
    parts = _DAY.match(node.text.strip())
    if parts is None:
        return say("Write year-month-day, for example 2024-04-07.")
    try:
        day = datetime.date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError:
        return say("The calendar has no such day; write year-month-day, for example 2024-04-07.")
    return say("Write {right}.", right=day.isoformat())


def _is_integer(node: Node) -> bool:
    return type(node.value) is int and bool(_INTEGER.match(node.text))


def _is_decimal(node: Node) -> bool:
    return bool(_DECIMAL.match(node.text))


def _is_boolean(node: Node) -> bool:
    return node.text in ("true", "false")


def _is_date(node: Node) -> bool:
    try:
        return datetime.date.fromisoformat(node.text).isoformat() == node.text
    except ValueError:
        return False


_EXAMPLE = {"integer": "46", "decimal": "12.5", "boolean": "true", "date": "2024-04-07"}
_EXAMPLES = {
    "author_position": "1",
    "byte_size": "2500000000000",
    "example_count": "132701",
    "joshi_class": "2",
    "parameter_count": "7000000000",
    "token_count": "6300000000000",
    **dict.fromkeys(("year", "publication_year", "figure_year", "listed_year"), "2024"),
}
_Check = tuple[Callable[[Node], bool], Callable[[str], Sentence], Callable[[Node], Sentence | None]]
_CHECKS: dict[str, _Check] = {
    "integer": (_is_integer, lambda text: say("'{text}' is no whole number.", text=text), _right_integer),
    "decimal": (_is_decimal, lambda text: say("'{text}' is no decimal number.", text=text), _right_decimal),
    "boolean": (_is_boolean, lambda text: say("'{text}' is neither true nor false.", text=text), _right_boolean),
    "date": (_is_date, lambda text: say("'{text}' is no date.", text=text), _right_date),
}
