"""The text of a file: decoded, cut into the lines that editors count, and shown in sentences."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from mllm_kg import settings
from mllm_kg.findings import Finding, Location, Related, Sentence, Severity, say

__all__ = ["decode", "in_text", "lines", "refusal", "shown"]

_Placed = TypeVar("_Placed", Finding, Related)

SHOWN = 60
"""How many code points of a value a sentence shows."""

_BREAK = re.compile(r"\r\n|[\r\n]")
_UTF_16_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


@lru_cache(maxsize=4)
def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text, without their ends; what ends a line is CR, LF or both (YAML 1.2, section 5.4)."""
    return tuple(_BREAK.split(text))


def shown(text: str, limit: int = SHOWN) -> str:
    """Return a text of a stranger as a sentence can show it: short, and without invisible characters."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def decode(content: bytes, name: str) -> str | Finding:
    """Return the text of a file in UTF-8, without a byte order mark, or the finding that says why it is none.

    :param content: the bytes
    :param name: what the user calls the file
    """
    if content.startswith(_UTF_16_32) or b"\0" in content[:2]:
        message = say("The file is written in UTF-16 or UTF-32, and only UTF-8 is read.")
        return _unreadable(message, say("Save it as UTF-8."), Location(name, 1, 1))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = lines(content.removeprefix(codecs.BOM_UTF8)[: error.start].decode("utf-8", "ignore"))
        place = Location(name, len(before), len(before[-1]) + 1, len(before[-1]) + 2)
        byte = f"{error.object[error.start]:02X}"
        message = say("The byte {byte} is no UTF-8.", byte=byte)
    source = lines(content.decode("utf-8-sig", "replace"))[place.line - 1 if place.line else 0]
    return replace(_unreadable(message, _advice(int(byte, 16)), place), source=source)


def in_text(findings: Sequence[Finding], text: str) -> list[Finding]:
    """Return findings in the order of their places, each with the line of the text at which it points."""
    if not findings:
        return []
    written = lines(text)
    told = (
        replace(
            _placed(found, written),
            related=tuple(_placed(other, written) for other in found.related),
        )
        for found in findings
    )
    return sorted(told, key=_position)


def refusal(message: Sentence, setting: str, place: Location) -> Finding:
    """Return the finding that says which limit a file goes beyond.

    :param message: what is too large, and how large it may be
    :param setting: the row of the settings that has the limit
    """
    variable = settings.SETTINGS[setting].variable
    advice = say("The limit is the setting `{setting}`; {variable} raises it.", setting=setting, variable=variable)
    return Finding("refused-input", Severity.VIOLATION, message, advice, place)


def _placed(found: _Placed, written: tuple[str, ...]) -> _Placed:
    """Return a finding, or another place of one, with its line; libyaml counts one more line at the end of a text."""
    place = found.location
    if place is None or place.line is None:
        return found
    if place.line > len(written):
        place = Location(place.path, len(written), len(written[-1]) + 1)
    source = written[(place.line or 1) - 1].encode("utf-8", "replace").decode("utf-8")
    return replace(found, location=place, source=found.source or source)


def _position(found: Finding) -> tuple[int, int]:
    place = found.location
    return (place.line or 0, place.column or 0) if place else (0, 0)


def _advice(byte: int) -> Sentence:
    """Return what to do about a byte; most are a letter of Windows-1252."""
    letter = bytes([byte]).decode("cp1252", "ignore")
    if not letter.isprintable() or not letter:
        return say("Save the file as UTF-8.")
    return say("Save the file as UTF-8; in Windows-1252 the byte stands for '{letter}'.", letter=letter)


def _unreadable(message: Sentence, suggestion: Sentence, place: Location) -> Finding:
    return Finding("unreadable", Severity.VIOLATION, message, suggestion, place)
