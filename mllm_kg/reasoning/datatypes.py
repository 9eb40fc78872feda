"""Literals and their datatypes: what is written well, which value it is, and which values a datatype has.

The datatypes are those of OWL 2's datatype map (OWL 2 Structural Specification, section 4), as XML Schema 1.1 part 2
defines them, and the other primitive ones of XML Schema, such as ``xsd:date``, which graphs use. Of any other datatype
nothing is known, and nothing is found wrong with it.

1. :func:`value` maps a literal to its value: the name of a *space* and something to compare in it. The spaces of
   numbers are ``real`` (all of ``xsd:decimal`` and ``xsd:integer``, ``owl:rational``), ``double`` and ``float``; they
   have no member in common, so ``1`` is ``1.0`` and is not ``1.0e0``.
2. :func:`holds` tells whether a value is in the value space of a datatype, whatever the literal is written with.

Values are compared by identity, as OWL 2 does (section 4): two times are one value only in the same time zone. White
space around a value is part of the literal, as RDF 1.1 Concepts, section 5.1 has it.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias
from xml.parsers import expat

import pyoxigraph as ox

from mllm_kg.namespaces import PREFIXES
from mllm_kg.reasoning.times import TIMES

__all__ = ["ILL_TYPED", "Value", "holds", "is_known", "same", "value"]

Value: TypeAlias = tuple[str, Any]
"""A space of values, and what tells its members apart."""

ILL_TYPED: Value = ("ill-typed", None)
"""The value of a literal whose text is none of its datatype's."""

_XSD, _OWL, _RDF, _RDFS = (PREFIXES[prefix] for prefix in ("xsd", "owl", "rdf", "rdfs"))
_LANG_STRING, _PLAIN, _LITERAL = _RDF + "langString", _RDF + "PlainLiteral", _RDFS + "Literal"
_STRING = _XSD + "string"

_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_RATIONAL = re.compile(r"[+-]?[0-9]+/[1-9][0-9]*")
_FLOATING = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+-]?[0-9]+)?|[+-]?INF|NaN")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_START = r":A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F" + (
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_CHARACTER = _START + r"\-.0-9\u00B7\u0300-\u036F\u203F\u2040"
_NAME, _NMTOKEN = re.compile(f"[{_START}][{_CHARACTER}]*"), re.compile(f"[{_CHARACTER}]+")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_BOUNDS: Mapping[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "nonPositiveInteger": (None, 0),
    "positiveInteger": (1, None),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_TEXTS: Mapping[str, Callable[[str], bool]] = {
    "string": lambda text: True,
    "normalizedString": lambda text: not re.search(r"[\t\n\r]", text),
    "token": lambda text: " ".join(text.split()) == text and not re.search(r"[\t\n\r]", text),
    "language": lambda text: _LANGUAGE.fullmatch(text) is not None,
    "Name": lambda text: _NAME.fullmatch(text) is not None,
    "NCName": lambda text: _NAME.fullmatch(text) is not None and ":" not in text,
    "NMTOKEN": lambda text: _NMTOKEN.fullmatch(text) is not None,
}


def value(literal: ox.Literal) -> Value | None:
    """Return the value of a literal: :data:`ILL_TYPED` when it has none, ``None`` when its datatype is not known."""
    datatype, text = literal.datatype.value, literal.value
    if literal.language:
        return "text", (text, literal.language.lower())
    if datatype == _STRING:
        return "text", (text, "")
    read = _READERS.get(datatype)
    if read is None:
        return None
    found = read(text)
    return ILL_TYPED if found is None or (datatype in _MEMBERS and not _MEMBERS[datatype](found)) else found


def holds(datatype: str, literal: ox.Literal) -> bool | None:
    """Tell whether the value of a literal is in the value space of a datatype.

    :param datatype: its IRI
    :returns: ``None`` when that can't be told, since one of the datatypes is not known
    """
    if datatype == _LITERAL or literal.datatype.value == datatype == _STRING:
        return True
    known = _MEMBERS.get(datatype)
    found = value(literal)
    if found == ILL_TYPED:
        return False
    if literal.datatype.value == datatype:
        return True
    return known(found) if known is not None and found is not None else None


def is_known(datatype: str) -> bool:
    """Tell whether the values of a datatype, by its IRI, are known."""
    return datatype in _MEMBERS


def same(one: ox.Literal, other: ox.Literal) -> bool:
    """Tell whether two literals have the same value, as far as that is known."""
    if one == other:
        return True
    found = value(one)
    return found is not None and found != ILL_TYPED and found == value(other)


def _real(pattern: re.Pattern[str]) -> Callable[[str], Value | None]:
    """Return a reader of exact numbers; however many digits they have, ``Decimal`` reads them."""

    def read(text: str) -> Value | None:
        if not pattern.fullmatch(text):
            return None
        above, _, below = text.partition("/")
        return "real", Fraction(Decimal(above)) / Fraction(Decimal(below or "1"))

    return read


def _floating(space: str, code: str) -> Callable[[str], Value | None]:
    """Return a reader of IEEE 754 numbers; the bytes tell zero and minus zero apart, and NaN is itself."""

    def read(text: str) -> Value | None:
        if not _FLOATING.fullmatch(text):
            return None
        number = float(text.replace("INF", "inf"))
        try:
            return space, struct.pack(code, number)
        except OverflowError:
            return space, struct.pack(code, float("inf") if number > 0 else float("-inf"))

    return read


def _boolean(text: str) -> Value | None:
    return ("boolean", text in ("true", "1")) if text in ("true", "false", "1", "0") else None


def _hexadecimal(text: str) -> Value | None:
    return ("hexBinary", bytes.fromhex(text)) if re.fullmatch(r"([0-9A-Fa-f]{2})*", text) else None


def _base64(text: str) -> Value | None:
    try:
        return "base64Binary", base64.b64decode(text.replace(" ", ""), validate=True)
    except (binascii.Error, ValueError):
        return None


def _xml(text: str) -> Value | None:
    """Read a well-balanced piece of XML; inside an element there is no document type, so no entity is expanded."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(f"<x>{text}</x>".encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        return None
    return "xml", text


def _plain(text: str) -> Value | None:
    """Read ``text@tag`` (rdf:PlainLiteral, section 2): the tag is empty or of BCP 47."""
    before, at, tag = text.rpartition("@")
    if not at or (tag and not _LANGUAGE.fullmatch(tag)):
        return None
    return "text", (before, tag.lower())


def _is_integer(low: int | None, high: int | None) -> Callable[[Value], bool]:
    def test(found: Value) -> bool:
        space, number = found
        if space != "real" or number.denominator != 1:
            return False
        return (low is None or number >= low) and (high is None or number <= high)

    return test


def _is_decimal(found: Value) -> bool:
    if found[0] != "real":
        return False
    rest = found[1].denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return bool(rest == 1)


def _is_text(test: Callable[[str], bool]) -> Callable[[Value], bool]:
    return lambda found: found[0] == "text" and not found[1][1] and test(found[1][0])


def _is_in(space: str) -> Callable[[Value], bool]:
    return lambda found: found[0] == space


_MEMBERS: Mapping[str, Callable[[Value], bool]] = {
    **{_XSD + local: _is_integer(low, high) for local, (low, high) in _BOUNDS.items()},
    **{_XSD + local: _is_text(test) for local, test in _TEXTS.items()},
    **{_XSD + local: _is_in(local) for local in ("double", "float", "boolean", "hexBinary", "base64Binary", "anyURI")},
    **{_XSD + local: _is_in(local) for local in TIMES},
    _XSD + "dayTimeDuration": lambda found: found[0] == "duration" and not found[1][0],
    _XSD + "yearMonthDuration": lambda found: found[0] == "duration" and not found[1][1],
    _XSD + "decimal": _is_decimal,
    _XSD + "dateTimeStamp": lambda found: found[0] == "dateTime" and found[1][-1] is not None,
    _OWL + "rational": _is_in("real"),
    _OWL + "real": _is_in("real"),
    _RDF + "XMLLiteral": _is_in("xml"),
    _PLAIN: _is_in("text"),
    _LANG_STRING: lambda found: found[0] == "text" and bool(found[1][1]),
    _LITERAL: lambda found: True,
}
_READERS: Mapping[str, Callable[[str], Value | None]] = {
    **{_XSD + local: _real(_INTEGER) for local in _BOUNDS},
    **{_XSD + local: lambda text: ("text", (text, "")) for local in _TEXTS},
    **{_XSD + local: read for local, read in TIMES.items()},
    _XSD + "dateTimeStamp": TIMES["dateTime"],
    _XSD + "decimal": _real(_DECIMAL),
    _OWL + "rational": _real(_RATIONAL),
    _OWL + "real": lambda text: None,
    _XSD + "double": _floating("double", "<d"),
    _XSD + "float": _floating("float", "<f"),
    _XSD + "boolean": _boolean,
    _XSD + "hexBinary": _hexadecimal,
    _XSD + "base64Binary": _base64,
    _XSD + "anyURI": lambda text: None if _NOT_IN_XML.search(text) else ("anyURI", text),
    _RDF + "XMLLiteral": _xml,
    _PLAIN: _plain,
    _LANG_STRING: lambda text: None,
}
