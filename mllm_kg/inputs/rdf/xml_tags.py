"""Start tags of XML: what namespaces make of their names, and where their attributes stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mllm_kg.inputs.rdf.spans import Span

__all__ = ["Attribute", "Scope", "Tag", "read_tag"]

XML = "http://www.w3.org/XML/1998/namespace"

_NAME = re.compile(r"<([^\s/>]+)")
_ATTRIBUTE = re.compile(r"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its qualified name, its IRI, its value, and where name and value stand."""

    name: str
    iri: str
    value: str
    span: Span
    place: Span


@dataclass(frozen=True, slots=True)
class Scope:
    """What is in force inside an element.

    :param prefixes: namespaces by prefix; the default one by the empty prefix
    :param language: of text; empty when none
    :param base: the base IRI; empty when none
    """

    prefixes: Mapping[str, str] = field(default_factory=lambda: {"xml": XML})
    language: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag.

    :param iri: what the element's name stands for; ``None`` when its prefix is not declared
    :param name: the name as written
    :param span: where the name stands
    :param end: the offset behind the tag
    :param attributes: its attributes, without declarations of namespaces
    :param unknown: the first prefix that is not declared, and where the name with it stands
    """

    iri: str | None
    name: str
    span: Span
    end: int
    attributes: list[Attribute]
    unknown: tuple[str, Span] | None


def read_tag(text: str, start: int, name: str, values: list[str], outer: Scope) -> tuple[Tag, Scope]:
    """Return the start tag at an offset of a well-formed text, and what is in force inside it.

    :param text: the document
    :param start: the offset of the tag's first character
    :param name: the element's name
    :param values: names and values of the attributes in turns, as expat gives them
    :param outer: what is in force around it
    """
    places, end = _places(text, start)
    given = list(zip(values[::2], values[1::2], strict=True))
    prefixes = dict(outer.prefixes)
    for key, value in given:
        if key == "xmlns" or key.startswith("xmlns:"):
            prefixes[key[6:]] = value
    lang, base = dict(given).get("xml:lang"), dict(given).get("xml:base")
    scope = Scope(prefixes, outer.language if lang is None else lang, outer.base if base is None else base)
    span = Span(start + 1, start + 1 + len(name))
    unknown = None if _prefix(name) in prefixes or not _prefix(name) else (_prefix(name), span)
    attributes = []
    for key, value in given:
        where, place = places.get(key, (span, span))
        if key == "xmlns" or key.startswith(("xmlns:", "xml:")):
            continue
        if _prefix(key) and _prefix(key) not in prefixes:
            unknown = unknown or (_prefix(key), where)
            continue
        expanded = prefixes[_prefix(key)] + key.partition(":")[2] if _prefix(key) else key
        attributes.append(Attribute(key, expanded, value, where, place))
    return Tag(_expanded(name, prefixes), name, span, end, attributes, unknown), scope


def _places(text: str, start: int) -> tuple[dict[str, tuple[Span, Span]], int]:
    """Return where the names and values of a tag's attributes stand, and where the tag ends."""
    match = _NAME.match(text, start)
    end = match.end() if match else start
    places = {}
    while found := _ATTRIBUTE.match(text, end):
        places[found[1]] = (Span(*found.span(1)), Span(found.start(2) + 1, found.end(2) - 1))
        end = found.end()
    close = text.find(">", end)
    return places, len(text) if close < 0 else close + 1


def _prefix(name: str) -> str:
    return name.partition(":")[0] if ":" in name else ""


def _expanded(name: str, prefixes: Mapping[str, str]) -> str | None:
    prefix, colon, local = name.partition(":")
    if not colon:
        return prefixes.get("", "") + name
    return prefixes[prefix] + local if prefix in prefixes else None
