"""Literals of JSON-LD (JSON-LD 1.1 Processing Algorithms, sections 5.3 and 7.4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pyoxigraph as ox

from mllm_kg.inputs.rdf.json_text import Member, Number, Value
from mllm_kg.inputs.rdf.jsonld_context import Context, Definition
from mllm_kg.inputs.rdf.spans import Span
from mllm_kg.namespaces import PREFIXES

__all__ = ["literal_of_object", "literal_of_scalar"]

_XSD = PREFIXES["xsd"]
_DIGITS = 20
"""Numbers with more digits before the point are doubles for Oxigraph, whatever follows the point."""


def literal_of_object(keys: Mapping[str | None, Member], context: Context) -> tuple[ox.Literal, Span] | None:
    """Return the literal that an object with ``@value`` is; ``None`` when it states none.

    :param keys: the object's members, by what their keys stand for
    :param context: what is in force in it
    """
    value = keys["@value"].value
    kind = keys["@type"].value.content if "@type" in keys else None
    tag = keys["@language"].value.content if "@language" in keys else None
    if value.content is None and kind != "@json":
        return None
    datatype = context.expand(kind, vocabulary=True) if isinstance(kind, str) else None
    return _literal(value, datatype, tag if isinstance(tag, str) else None)


def literal_of_scalar(
    value: Value, definition: Definition, context: Context, language: str | None
) -> tuple[ox.Literal, Span] | None:
    """Return the literal that a text, a number or a truth value is, behind a key.

    :param value: the value
    :param definition: of the key
    :param context: what is in force
    :param language: the key in a map of languages
    """
    if definition.type not in (None, "@id", "@vocab", "@none"):
        return _literal(value, definition.type, None)
    if language is None and "@language" not in definition.container:
        language = context.language if definition.language == "@unset" else definition.language
    return _literal(value, None, language)


def _literal(value: Value, datatype: str | None, language: str | None) -> tuple[ox.Literal, Span]:
    content = value.content
    if isinstance(content, bool):
        text, natural = ("true" if content else "false"), _XSD + "boolean"
    elif isinstance(content, Number):
        text, natural = _number(content.text, datatype)
    else:
        text, natural = str(content), ""
        if language and not datatype:
            return ox.Literal(text, language=language.lower()), value.span
    kind = datatype or natural
    return ox.Literal(text, datatype=ox.NamedNode(_iri(kind))) if kind else ox.Literal(text), value.span


def _iri(kind: str) -> str:
    return PREFIXES["rdf"] + "JSON" if kind == "@json" else kind


def _number(text: str, datatype: str | None) -> tuple[str, str]:
    """Return a number as a literal is written, and the datatype that it has of itself."""
    number = Decimal(text)
    if datatype != _XSD + "double" and number.adjusted() < _DIGITS and number == number.to_integral_value():
        return str(int(number)), _XSD + "integer"
    sign, digits, _ = number.as_tuple()
    written = "".join(map(str, digits)).strip("0") or "0"
    exponent = number.adjusted() if number else 0
    return f"{'-' if sign and number else ''}{written[0]}.{written[1:] or '0'}E{exponent}", _XSD + "double"
