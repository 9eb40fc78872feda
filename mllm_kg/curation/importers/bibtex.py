"""BibTeX files.

1. bibtexparser splits the text into blocks and tells the line of each; a block that it can't read is a finding, and the
   next one goes on.
2. ``@string`` macros, the names of months and ``#`` are put in.
3. The fields are decoded from LaTeX and sorted: identifiers are looked for in ``eprint``, ``doi``, ``url``, ``note`` and
   ``journal``, the venue in ``booktitle`` and ``journal``, tags in ``keywords``.

An entry without a title is skipped, with a finding; a field that is not written as it should be is left out, with one.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from mllm_kg.curation.identifiers import EXAMPLES, NAMES, Identifiers, identify, written
from mllm_kg.curation.importers.addresses import Address, sorted_addresses
from mllm_kg.curation.importers.latex import decoded
from mllm_kg.curation.importers.model import Entry, Reading
from mllm_kg.curation.importers.names import bibtex_authors
from mllm_kg.curation.importers.venues import Venues, year_in
from mllm_kg.findings import Sentence, Severity, say

if TYPE_CHECKING:
    from bibtexparser.model import Block, Field

__all__ = ["read_bibtex"]

_MONTHS = dict.fromkeys(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), "")
_TITLES = ("title", "maintitle")
_VENUES = ("booktitle", "journal", "journaltitle", "howpublished", "series", "eventtitle")
_IDENTIFYING = ("url", "note", "journal", "howpublished", "annote", "biburl", "ee", "link", "pdf")


def read_bibtex(text: str, name: str, venues: Venues) -> Reading:
    """Return what a BibTeX file says.

    :param text: its text
    :param name: what the user called it
    :param venues: the venues that are known
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, ParsingFailedBlock, String
    from bibtexparser.model import Entry as BibEntry

    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    logging.getLogger("bibtexparser").propagate = False
    reading = Reading(name, text)
    library = parse_string(text, parse_stack=[])
    macros: dict[str, str] = dict(_MONTHS)
    firsts: dict[str, int] = {}
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, String):
            macros[block.key.casefold()] = _value(str(block.value), macros)[0]
        elif isinstance(block, BibEntry):
            firsts.setdefault(block.key, line)
            _Reader(reading, venues, macros).entry(block.key, block.fields, line)
        elif isinstance(block, DuplicateFieldKeyBlock):
            _repeated_field(reading, block, line)
            inner = block.ignore_error_block
            assert isinstance(inner, BibEntry)
            _Reader(reading, venues, macros).entry(inner.key, _first_of_each(inner.fields), line)
        elif isinstance(block, DuplicateBlockKeyBlock):
            inner = block.ignore_error_block
            _repeated_key(reading, str(block.key), firsts.get(str(block.key), 1), line)
            if isinstance(inner, BibEntry):
                _Reader(reading, venues, macros).entry(inner.key, inner.fields, line)
        elif isinstance(block, ParsingFailedBlock):
            _unreadable(reading, block, line)
    return reading


def _first_of_each(fields: list[Field]) -> list[Field]:
    return list({field.key.casefold(): field for field in reversed(fields)}.values())[::-1]


def _repeated_field(reading: Reading, block: Block, line: int) -> None:
    keys = ", ".join(sorted(getattr(block, "duplicate_keys", ())))
    message = say("This entry has the field {field} more than once.", field=keys)
    advice = say("The first one counts; take the others away.")
    reading.note("entry-repeated-field", reading.at(line), message, advice, severity=Severity.WARNING)


def _repeated_key(reading: Reading, key: str, first: int, line: int) -> None:
    message = say("The key {key} stands here a second time.", key=key)
    advice = say("See line {line}; both entries are read.", line=first)
    reading.note("entry-repeated-key", reading.at(line), message, advice, severity=Severity.WARNING, value=key)


def _unreadable(reading: Reading, block: Block, line: int) -> None:
    head = re.match(r"@\w{1,40}\s{0,9}[{(]\s{0,9}([^\s,{}()=]{0,100})", block.raw or "")
    key = head[1] if head and head[1] else "?"
    reason = str(getattr(getattr(block, "error", None), "abort_reason", ""))
    if "after entry key" in reason and "comma" in reason:
        message = say("The entry {key} has no comma after its key.", key=key)
        advice = say("Write `@article{{{key}, title = …}}`.", key=key)
    elif "`=`" in reason or "`,` or" in reason.replace("either a ", ""):
        message = say("A field of the entry {key} can't be read.", key=key)
        advice = say("Write each field as `name = {{value}},` with braces or quotes around the value.")
    else:
        message = say("The entry {key} does not end: a brace or a quote is left open.", key=key)
        advice = say('Close each {{ with }} and each " with ".')
    reading.note("entry-syntax", reading.at(line), message, advice)


def _value(raw: str, macros: dict[str, str]) -> tuple[str, list[str]]:
    """Return a field's value without its delimiters, macros put in, and the macros that are not known."""
    raw = raw.strip()
    if raw.startswith("{") and raw.endswith("}") and "#" not in raw:
        return raw[1:-1], []
    parts, unknown = [], []
    for part in _joined(raw):
        if part[:1] in ("{", '"'):
            parts.append(part[1:-1])
        elif part.isdigit() or part.casefold() in macros:
            parts.append(macros.get(part.casefold()) or part)
        else:
            parts.append(part)
            unknown.append(part)
    return "".join(parts), unknown


def _joined(raw: str) -> list[str]:
    """Split a value at each ``#`` outside of braces and quotes."""
    parts, level, quoted, start = [], 0, False, 0
    for place, char in enumerate(raw):
        escaped = place > 0 and raw[place - 1] == "\\"
        if char == "{" and not escaped:
            level += 1
        elif char == "}" and not escaped:
            level -= 1
        elif char == '"' and level <= 0 and not escaped:
            quoted = not quoted
        elif char == "#" and level <= 0 and not quoted and not escaped:
            parts.append(raw[start:place].strip())
            start = place + 1
    return [part for part in (*parts, raw[start:].strip()) if part]


class _Reader:
    """Reads one entry."""

    def __init__(self, reading: Reading, venues: Venues, macros: dict[str, str]) -> None:
        self.reading, self.venues, self.macros = reading, venues, macros
        self.fields: dict[str, str] = {}
        self.lines: dict[str, int] = {}

    def entry(self, key: str, fields: list[Field], line: int) -> None:
        for field in fields:
            name = field.key.casefold()
            self.lines[name] = (field.start_line or 0) + 1
            self.fields[name], unknown = _value(str(field.value), self.macros)
            for macro in unknown:
                message = say("No @string is called {name}.", name=macro)
                advice = say("Put the value in braces, or define it with @string.")
                self.warn("entry-macro", name, message, advice, macro)
        title = next((decoded(self.fields[name]) for name in _TITLES if self.fields.get(name)), "").rstrip(" .")
        if not title:
            message = say("The entry {key} has no title.", key=key or "?")
            self.reading.note("entry-without-title", self.reading.at(line), message, say("Add `title = {{…}}`."))
            return
        made = Entry(self.reading.at(line), key, title)
        self.people(made)
        self.identifiers(made)
        self.date(made)
        self.venue(made)
        words = re.split(r"[,;]", decoded(self.fields.get("keywords", "")))
        made.paths = [(word.strip(),) for word in words if word.strip()]
        self.reading.entries.append(made)

    def warn(self, rule: str, field: str, message: Sentence, advice: Sentence, value: str) -> None:
        place = self.reading.at(self.lines[field])
        self.reading.note(rule, place, message, advice, severity=Severity.WARNING, value=value)

    def people(self, made: Entry) -> None:
        value = self.fields.get("author") or ""
        if value.strip():
            made.authors, made.authors_complete = bibtex_authors(value)

    def identifiers(self, made: Entry) -> None:
        found = Identifiers()
        archive = self.fields.get("archiveprefix", self.fields.get("eprinttype", "arxiv")).strip().casefold()
        given = {"doi": ("doi",), "arxiv_id": ("arxiv", "arxivid", *(("eprint",) if archive == "arxiv" else ()))}
        for key, names in given.items():
            for name in names:
                if value := decoded(self.fields.get(name, "")):
                    found = found.joined(self.identifier(key, name, value))
        for name in _IDENTIFYING:
            found = found.joined(identify(self.fields.get(name, "").replace("\\", "")))
        addresses = [
            Address(decoded(self.fields[name]), "") for name in ("url", "link", "pdf") if self.fields.get(name)
        ]
        sorted_addresses(made, addresses)
        made.identifiers = found

    def identifier(self, key: str, field: str, value: str) -> Identifiers:
        found = written(key, value)
        if found is None:
            message = say("{value} is no {what}.", value=repr(value), what=NAMES[key])
            advice = say("It looks like {example}; it is left out.", example=EXAMPLES[key])
            self.warn("entry-identifier", field, message, advice, value)
        return found or Identifiers()

    def date(self, made: Entry) -> None:
        name = next((name for name in ("year", "date", "issued") if self.fields.get(name)), None)
        if name is None:
            return
        value = decoded(self.fields[name])
        made.year = year_in(value)
        if made.year is None:
            message = say("{value} names no year.", value=repr(value))
            advice = say("Write the year with four digits; it is left out.")
            self.warn("entry-year", name, message, advice, value)

    def venue(self, made: Entry) -> None:
        for name in _VENUES:
            text = decoded(self.fields.get(name, ""))
            if not text or text.startswith(("http", "www.")):
                continue
            found = self.venues.read(text)
            made.preprint |= found.preprint
            if not found.preprint:
                made.venue, made.series = text, found.series
                made.preprint = False
                return
