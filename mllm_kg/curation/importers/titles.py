"""Which words of an entry are its title, and what is left.

Of the first lines, the first that fits is taken:

1. a link or bold text of three words and more that is neither a link's role (*paper*, *code*), nor a venue, nor authors;
2. a text in quotes of three words and more, or one in italics that names nobody;
3. ``Abbreviation: the rest``, where only the abbreviation is bold or linked;
4. plain text from the beginning of the line to the first link, up to the venue, the year and the authors behind it;
5. a link or bold text that is shorter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from mllm_kg.curation.importers.addresses import is_role
from mllm_kg.curation.importers.names import listed_authors
from mllm_kg.curation.importers.runs import Run, Runs, trimmed
from mllm_kg.curation.importers.venues import Venues

__all__ = ["Title", "find_title"]

_LOOKED_AT = 4
_LONG = 3
_QUOTED = re.compile(r"[“\"«「《]([^“”\"«»「」《》]{8,300})[”\"»」》]")
_NUMBERING = re.compile(r"^(?:\[[0-9]{1,3}\]|[0-9]{1,3}[.)])\s+(?=\S)")
_LEADING_YEAR = re.compile(r"^\s*((?:19|20)[0-9]{2}(?:[./-][0-9]{1,2}){0,2})\s*[-–:|]\s*(?=\S)")
_LEADING = re.compile(r"^\s*[(\[（【]([^()\[\]（）【】]{1,60})[)\]）】]\s*[:.|-]?\s*")
_TRAILING = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]{1,80})[)\]）】]\s*[.,;:|]?$")
_ROLE_BRACKET = re.compile(r"[(\[]{1,2}\s?([^()\[\]]{2,40})\s?[)\]]{1,2}")
_SENTENCE_END = re.compile(r"\.(?= )")
_SENTENCES = 8
_LABEL = re.compile(r"^\s*(?:paper|title|论文|논문)\s*[:：]\s*", re.IGNORECASE)


@dataclass(slots=True)
class Title:
    """A title, and what else its entry's lines say.

    :param text: the title
    :param href: where it leads; empty when it is no link
    :param rest: the runs that are not the title, line by line
    :param facts: phrases that stood in brackets with it
    """

    text: str
    href: str = ""
    rest: list[list[Run]] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    """A text that may be the title: the runs from ``first`` up to ``last`` of a line."""

    text: str
    line: int
    first: int
    last: int
    href: str

    @property
    def words(self) -> int:
        return len(self.text.split())


def find_title(runs: Runs, venues: Venues, *, names: bool = False) -> Title | None:
    """Return the title of an entry, or ``None`` when nothing reads like one.

    :param names: whether entries have names instead of titles: then the first link or bold text is it
    """
    finder = _Finder(runs.lines, venues)
    return (finder.name() if names else None) or finder.find()


class _Finder:
    def __init__(self, lines: list[list[Run]], venues: Venues) -> None:
        self.lines, self.venues = lines, venues

    def find(self) -> Title | None:
        marked = [found for line in range(min(len(self.lines), _LOOKED_AT)) for found in self.marked(line)]
        long = next((found for found in marked if found.words >= _LONG), None)
        plain = self.plain(0) if self.lines else None
        quoted = self.quoted(long)
        if quoted is not None:
            return quoted
        if long is not None and not (plain and self.outweighs(plain, long)):
            return self.taken(long)
        for found in marked:
            if (whole := self.abbreviated(found)) is not None:
                return whole
        if plain is not None and len(plain.text.split()) >= _LONG:
            return plain
        return self.taken(marked[0]) if marked else plain

    def name(self) -> Title | None:
        marked = self.marked(0) if self.lines else []
        return self.taken(marked[0]) if marked else None

    def marked(self, line: int) -> list[_Found]:
        """Return the links and bold texts of a line that may be titles."""
        runs, found, place = self.lines[line], [], 0
        while place < len(runs):
            last = place
            if runs[place].href or runs[place].strong or self.is_italic_title(runs[place]):
                while last + 1 < len(runs) and self.goes_on(runs, place, last + 1):
                    last += 1
                text = trimmed(_NUMBERING.sub("", "".join(run.text for run in runs[place : last + 1]).strip()))
                if text and not self.is_fact(text):
                    href = next((run.href for run in runs[place : last + 1] if run.href), "")
                    found.append(_Found(text, line, place, last, href))
            place = last + 1
        return found

    def is_italic_title(self, run: Run) -> bool:
        return (
            run.em
            and len(run.text.split()) >= _LONG
            and listed_authors(run.text) is None
            and not self.venues.read(run.text).anything
        )

    def goes_on(self, runs: list[Run], first: int, place: int) -> bool:
        before, run = runs[first], runs[place]
        if run.href and is_role(run.text):
            return False
        return (before.strong and run.strong) or bool(before.href and run.href == before.href)

    def is_fact(self, text: str) -> bool:
        """Whether a text says what a link leads to, or when and where a work appeared, or by whom."""
        if is_role(text):
            return True
        told = self.venues.read(text)
        return (told.anything and told.alone) or (listed_authors(text) or ([], None))[1] is False

    def quoted(self, before: _Found | None) -> Title | None:
        for number, runs in enumerate(self.lines[:_LOOKED_AT]):
            for place, run in enumerate(runs):
                if before and (before.line, before.first) <= (number, place):
                    return None
                found = None if run.href else _QUOTED.search(run.text)
                if found and len(found[1].split()) >= _LONG:
                    kept = Run(run.text[: found.start()] + " | " + run.text[found.end() :], "", run.strong, run.em)
                    return Title(trimmed(found[1]), rest=self.rest(number, place, place, kept))
        return None

    def outweighs(self, plain: Title, link: _Found) -> bool:
        """Whether plain text before a link is the title, and the link something else."""
        strong = any(run.strong for run in self.lines[link.line][link.first : link.last + 1])
        return link.line == 0 and not strong and len(plain.text.split()) >= 5

    def abbreviated(self, found: _Found) -> Title | None:
        runs = self.lines[found.line]
        after = runs[found.last + 1] if found.last + 1 < len(runs) else None
        colon = runs[found.last].text.rstrip().endswith(":")
        if after is None or after.href or after.strong or not (colon or after.text.lstrip().startswith(":")):
            return None
        rest = after.text.lstrip(" :")
        cut, facts = self.cut(rest)
        if len(cut.split()) < _LONG:
            return None
        return Title(f"{found.text}: {cut}", found.href, self.rest(found.line, found.first, found.last + 1), facts)

    def plain(self, line: int) -> Title | None:
        """Return plain text from the beginning of a line, as far as it is a title."""
        runs = self.lines[line]
        text, last = "", -1
        for place, run in enumerate(runs):
            if run.href or run.strong or (run.em and text.strip()):
                break
            text, last = text + run.text, place
        text = _LABEL.sub("", text)
        role = next((found for found in _ROLE_BRACKET.finditer(text) if is_role(found[1])), None)
        text = text[: role.start()] if role else text
        if text.rstrip().endswith(":") and last + 1 < len(runs):
            return None
        cut, facts = self.cut(text)
        return Title(cut, rest=self.rest(line, 0, last), facts=facts) if cut and not self.is_fact(cut) else None

    def cut(self, text: str) -> tuple[str, list[str]]:
        """Return a title without the brackets, venue, year and authors around it, and those."""
        facts: list[str] = []
        text = _NUMBERING.sub("", text.strip())
        while (found := _LEADING.match(text)) and self.is_fact(found[1]):
            facts.append(found[1])
            text = text[found.end() :]
        if found := _LEADING_YEAR.match(text):
            facts.append(found[1])
            text = text[found.end() :]
        shorter = self.shorter(text, facts)
        while shorter != text:
            text, shorter = shorter, self.shorter(shorter, facts)
        return trimmed(text), facts

    def shorter(self, text: str, facts: list[str]) -> str:
        text = text.rstrip(" ,;|[(")
        if (found := _TRAILING.search(text)) and self.is_fact(found[1]):
            facts.append(found[1])
            return text[: found.start()]
        for separator in (" | ", " - ", " – ", " — ", ", ", ". ", "? "):
            head, between, tail = text.rpartition(separator)
            if between and len(head.split()) > 1 and self.is_fact(tail.strip(" .")):
                facts.append(tail)
                return head + ("?" if separator == "? " else "")
        for place in [found.start() for found in islice(_SENTENCE_END.finditer(text), _SENTENCES)]:
            head, tail = text[:place], text[place + 2 :]
            if len(head.split()) >= _LONG and (listed_authors(tail, sure=False) or place == text.find(". ")):
                facts.append(tail)
                return head
        by, between, people = text.rpartition(" by ")
        if between and listed_authors(people):
            facts.append(people)
            return by
        return text

    def taken(self, found: _Found) -> Title:
        facts: list[str] = []
        text = found.text
        while (bracket := _LEADING.match(text)) and self.is_fact(bracket[1]):
            facts.append(bracket[1])
            text = text[bracket.end() :]
        while (bracket := _TRAILING.search(text)) and self.is_fact(bracket[1]):
            facts.append(bracket[1])
            text = text[: bracket.start()]
        return Title(trimmed(text), found.href, self.rest(found.line, found.first, found.last), facts)

    def rest(self, line: int, first: int, last: int, kept: Run | None = None) -> list[list[Run]]:
        """Return the lines without some runs; ``kept`` is what stays of them."""
        own = self.lines[line]
        middle = [kept] if kept else [Run(" | ")]
        return [*self.lines[:line], [*own[:first], *middle, *own[last + 1 :]], *self.lines[line + 1 :]]
