"""CSL-JSON files: what Zotero, pandoc and many catalogues write.

One item, or an array of items. Each item is read on its own, so that a finding names the line of the item, and of the
field in it, and so that a mistake keeps no other item out. Names of fields follow the CSL 1.0.2 input data schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from mllm_kg.curation.identifiers import EXAMPLES, NAMES, Identifiers, identify, written
from mllm_kg.curation.importers.addresses import Address, sorted_addresses
from mllm_kg.curation.importers.model import Entry, Reading
from mllm_kg.curation.importers.venues import Venues, year_in
from mllm_kg.findings import Location, Sentence, Severity, Words, say

__all__ = ["read_csl_json"]

_SPACE = re.compile(r"[ \t\r\n]*")
_TAGS = re.compile(r"</?(?:i|b|sub|sup|span|sc)\b[^<>]{0,100}>")

_REASONS = (
    Words("Expecting value", ko="값이 빠졌습니다"),
    Words("Expecting property name enclosed in double quotes", ko="큰따옴표로 두른 필드 이름이 빠졌습니다"),
    Words("Expecting ':' delimiter", ko="콜론이 빠졌습니다"),
    Words("Expecting ',' delimiter", ko="쉼표가 빠졌습니다"),
    Words("Illegal trailing comma before end of object", ko="닫는 괄호 앞에 쉼표가 있습니다"),
    Words("Illegal trailing comma before end of array", ko="닫는 괄호 앞에 쉼표가 있습니다"),
    Words("Unterminated string starting at", ko="글의 따옴표가 닫히지 않았습니다"),
    Words("Invalid control character at", ko="글에 쓸 수 없는 제어 문자가 있습니다"),
    Words("Invalid \\escape", ko="JSON에 없는 이스케이프가 있습니다"),
    Words("Invalid \\uXXXX escape", ko="\\u 뒤에 숫자 네 자리가 없습니다"),
)
"""What the parser of Python's standard library can find wrong."""


def read_csl_json(text: str, name: str, venues: Venues) -> Reading:
    """Return what a CSL-JSON file says.

    :param text: its text
    :param name: what the user called it
    :param venues: the venues that are known
    """
    reading = Reading(name, text)
    for item, start, end in _items(reading):
        _Item(reading, venues, item, start, end).read()
    return reading


def _items(reading: Reading) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Go through the items with the places in the text where each begins and ends."""
    text = reading.text
    start = _after_space(text, 0)
    array = text[start : start + 1] == "["
    place = _after_space(text, start + 1) if array else start
    while place < len(text) and not (array and text[place] == "]"):
        try:
            item, end = json.JSONDecoder().raw_decode(text, place)
        except json.JSONDecodeError as error:
            _syntax(reading, error.pos, say("This is not JSON: {reason}.", reason=_reason(error.msg)))
            return
        except (RecursionError, ValueError):
            _syntax(reading, place, say("This item is nested too deep, or has a number that is too long."))
            return
        if isinstance(item, dict):
            yield item, place, end
        else:
            message = say("An item is an object with fields, and this is none.")
            advice = say('Write {{"id": …, "title": …}}.')
            reading.note("entry-syntax", reading.where(place), message, advice)
        place = _after_space(text, end)
        if not array:
            break
        if text[place : place + 1] == ",":
            place = _after_space(text, place + 1)
        elif text[place : place + 1] != "]":
            break
    if not array or text[place : place + 1] == "]":
        place = _after_space(text, place + array) if place < len(text) else place
        if start < len(text) and place >= len(text):
            return
    _syntax(
        reading, place, say("This is not JSON: a comma or a closing bracket is missing here, or something follows.")
    )


def _reason(message: str) -> Words:
    """Return what the parser of Python says, in every language."""
    return next((words for words in _REASONS if message.startswith(words)), Words(message))


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _syntax(reading: Reading, place: int, message: Sentence) -> None:
    advice = say("The items before it are read; mend this place to read the others.")
    reading.note("entry-syntax", reading.where(place), message, advice)


class _Item:
    """Reads one item."""

    def __init__(self, reading: Reading, venues: Venues, item: dict[str, Any], start: int, end: int) -> None:
        self.reading, self.venues, self.item = reading, venues, item
        self.start, self.end = start, end

    def read(self) -> None:
        place = self.reading.where(self.start)
        key = self.text("id") or self.text("citation-key")
        title = self.text("title").rstrip(" .")
        if not title:
            message = say("The item {key} has no title.", key=key or "?")
            self.reading.note("entry-without-title", place, message, say('Add "title": "…".'))
            return
        made = Entry(place, key, title)
        made.authors, made.authors_complete = self.people()
        made.year = self.year()
        self.identifiers(made)
        self.venue(made)
        words = re.split(r"[,;]", self.text("keyword"))
        made.paths = [(word.strip(),) for word in words if word.strip()]
        self.reading.entries.append(made)

    def text(self, field: str) -> str:
        value = self.item.get(field)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, bool) or not isinstance(value, str | int):
            return ""
        return " ".join(_TAGS.sub("", str(value)).split())

    def place(self, field: str) -> Location:
        """Return where a field's name stands in the item."""
        at = self.reading.text.find(json.dumps(field), self.start, self.end)
        return self.reading.where(at if at >= 0 else self.start)

    def warn(self, rule: str, field: str, message: Sentence, advice: Sentence, value: str | None = None) -> None:
        self.reading.note(rule, self.place(field), message, advice, severity=Severity.WARNING, value=value)

    def people(self) -> tuple[list[str], bool | None]:
        listed = self.item.get("author")
        if listed is None:
            return [], None
        names: list[str] = []
        complete = True
        for person in listed if isinstance(listed, list) else [listed]:
            name = _name(person)
            if name is None:
                message = say("An author is an object with `family` and `given`, or with `literal`.")
                self.warn("entry-author", "author", message, say("This one is left out."))
                complete = False
            elif name.casefold().rstrip(".") in ("others", "et al"):
                complete = False
            else:
                names.append(name)
        return list(dict.fromkeys(names)), complete if names else None

    def year(self) -> int | None:
        for field in ("issued", "original-date", "submitted"):
            value = self.item.get(field)
            if value is None:
                continue
            parts = value.get("date-parts") if isinstance(value, dict) else None
            first = (
                parts[0][0] if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] else None
            )
            told = (
                first
                if first is not None
                else (value.get("raw") or value.get("literal"))
                if isinstance(value, dict)
                else value
            )
            if found := year_in(str(told)[:100]):
                return found
            message = say("{value} names no year.", value=repr(told)[:60])
            advice = say('Write "issued": {{"date-parts": [[2023, 5]]}}; it is left out.')
            self.warn("entry-year", field, message, advice)
        return None

    def identifiers(self, made: Entry) -> None:
        found = Identifiers()
        for field, key in (("DOI", "doi"), ("arxiv", "arxiv_id")):
            if value := self.text(field):
                told = written(key, value)
                if told is None:
                    message = say("{value} is no {what}.", value=repr(value), what=NAMES[key])
                    advice = say("It looks like {example}; it is left out.", example=EXAMPLES[key])
                    self.warn("entry-identifier", field, message, advice, value)
                found = found.joined(told or Identifiers())
        for field in ("URL", "number", "note", "container-title", "archive_location"):
            found = found.joined(identify(self.text(field)))
        sorted_addresses(made, [Address(self.text("URL"), "")])
        made.identifiers = found.joined(made.identifiers)

    def venue(self, made: Entry) -> None:
        for field in ("container-title", "event-title", "event", "publisher"):
            text = self.text(field)
            if not text:
                continue
            found = self.venues.read(text)
            made.preprint |= found.preprint
            if not found.preprint and (field != "publisher" or found.series):
                made.venue, made.series, made.preprint = text, found.series, False
                return


def _name(person: Any) -> str | None:
    if isinstance(person, str):
        return " ".join(person.split()) or None
    if not isinstance(person, dict):
        return None
    parts = [person.get(field) for field in ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")]
    written_out = " ".join(" ".join(part for part in parts if isinstance(part, str)).split())
    literal = person.get("literal")
    return written_out or (" ".join(literal.split()) if isinstance(literal, str) else "") or None
