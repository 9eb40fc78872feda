"""One entry of a Markdown list: what its lines say of a work.

1. Lines that begin with a label (``Authors:``, ``Venue:``, ``Code:``) are what the label says; summaries are left out.
2. The title is found (:mod:`mllm_kg.curation.importers.titles`).
3. Every address is the work's, its code's, or another's; identifiers are read off the work's own.
4. What is left says where and when it appeared, and who wrote it: italics, brackets, badges and short phrases are looked
   at, prose is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from mllm_kg.curation.identifiers import identify
from mllm_kg.curation.importers.addresses import Address, is_role, role_of, sorted_addresses
from mllm_kg.curation.importers.markdown import Line
from mllm_kg.curation.importers.model import Entry
from mllm_kg.curation.importers.names import listed_authors
from mllm_kg.curation.importers.runs import Run, Runs, made_ready, trimmed
from mllm_kg.curation.importers.titles import find_title
from mllm_kg.curation.importers.venues import Venues
from mllm_kg.findings import Location

__all__ = ["LABELS", "read_entry"]

LABELS = {
    **dict.fromkeys(("title", "name"), "title"),
    **dict.fromkeys(("author", "authors", "by"), "authors"),
    **dict.fromkeys(("venue", "conference", "journal", "published in", "published", "publication", "source"), "venue"),
    **dict.fromkeys(("year", "date", "time", "submitted", "publish date", "release"), "year"),
    **dict.fromkeys(("link", "links", "url", "arxiv", "pdf", "code", "github", "repo", "project", "website", "doi", "demo",
                     "data", "dataset", "model", "homepage", "resources", "page"), "link"),
    **dict.fromkeys(("abstract", "summary", "tldr", "tl;dr", "description", "impact", "key contributions", "contributions",
                     "note", "notes", "highlights", "keywords", "tags", "why important", "takeaway", "institution",
                     "institutions", "affiliation", "affiliations", "comment", "comments", "task", "tasks", "languages"), "none"),
}  # fmt: skip
"""The labels of lines and of a table's columns, and what they say; ``none`` is for what no record has."""

_LABELLED = re.compile(
    rf"^[\W_]{{0,6}}({'|'.join(sorted(map(re.escape, LABELS), key=len, reverse=True))})\s?[:：]\s*", re.IGNORECASE
)
_PHRASE = re.compile(r"\s[-–—]\s|[|•·;()\[\]（）【】]")
_LONGEST_PHRASE = 14
_BY = re.compile(r"\bby ([A-Z][^.:|()\[\]]{2,200})")


def read_entry(
    lines: Sequence[Line], venues: Venues, name: str, *, labels: Sequence[tuple[str, str]] = (), names: bool = False
) -> Entry:
    """Return what some lines say of a work; its title is empty when they name none.

    :param lines: the lines
    :param venues: the venues that are known
    :param name: what the user called the file
    :param names: whether entries have names instead of titles
    :param labels: further labels with their texts, as a table's other columns give them
    """
    runs = made_ready(lines)
    entry = Entry(Location(name, runs.number, 1))
    labelled = [*_take_labels(runs), *labels]
    title = find_title(runs, venues, names=names)
    reader = _Reader(entry, venues)
    if title is not None:
        entry.title = title.text
    addresses = list(runs.addresses)
    if title and title.href and not names and not role_of(Address(title.href, "")):
        addresses = [Address(a.href, "paper") if a.href == title.href else a for a in addresses]
    sorted_addresses(entry, addresses)
    for label, text in labelled:
        reader.label(label, text)
    reader.facts([*runs.badges, *(title.facts if title else ())])
    reader.rest(title.rest if title else runs.lines)
    return entry


def _take_labels(runs: Runs) -> list[tuple[str, str]]:
    """Take the lines with a label out of the runs, and return what they say."""
    taken, kept = [], []
    for number, line in enumerate(runs.lines):
        text = "".join(run.text for run in line)
        found = _LABELLED.match(text)
        label = LABELS[found[1].lower()] if found else ""
        if found and label and (number or label == "title"):
            taken.append((label, text[found.end() :]))
        else:
            kept.append(line)
    runs.lines = [[Run(trimmed(told))] for label, told in taken if label == "title"] + kept
    return [pair for pair in taken if pair[0] != "title"]


def _stretches(line: Sequence[Run]) -> Iterator[str]:
    """Go through the plain and bold texts of a line that go on from one into the other, as names of authors may."""
    for linked, runs in groupby(line, key=lambda run: bool(run.href) or run.em):
        texts = [run.text for run in runs]
        if not linked and len(texts) > 1:
            yield "".join(texts)


class _Reader:
    """Fills an entry with what phrases say."""

    def __init__(self, entry: Entry, venues: Venues) -> None:
        self.entry, self.venues = entry, venues

    def label(self, label: str, text: str) -> None:
        """Take a text whose label says what it is."""
        if label == "authors" and not self.entry.authors:
            if people := listed_authors(text):
                self.entry.authors, self.entry.authors_complete = people
        elif label in ("venue", "year"):
            self.place(text, unknown=label == "venue")
        elif label == "link":
            self.entry.identifiers = self.entry.identifiers.joined(identify(text))

    def facts(self, phrases: Sequence[str]) -> None:
        """Take phrases that stood in brackets or on badges."""
        for phrase in phrases:
            self.entry.identifiers = self.entry.identifiers.joined(identify(phrase))
            if not self.people(phrase, sure=False):
                self.place(phrase, unknown=False)

    def rest(self, lines: Sequence[Sequence[Run]]) -> None:
        """Take what is left of the lines."""
        for line in lines:
            for stretch in _stretches(line):
                any(self.people(part, sure=False) for part in _PHRASE.split(stretch))
            for place, run in enumerate(line):
                if run.href and is_role(run.text) and not self.venues.read(run.text).year:
                    continue
                self.entry.identifiers = self.entry.identifiers.joined(identify(run.text))
                enclosed = place > 0 and line[place - 1].text.rstrip().endswith(("(", "（"))
                self.run(run, enclosed=enclosed)

    def run(self, run: Run, *, enclosed: bool) -> None:
        whole = run.text.strip()
        sure = run.em and not enclosed
        if sure and self.people(whole, sure=True):
            return
        if not run.em and (by := _BY.search(whole)) and self.people(by[1], sure=True):
            whole = whole.replace(by[0], " | ")
        for phrase in _PHRASE.split(whole):
            words = len(phrase.split())
            known = self.venues.read(phrase)
            if not words or (is_role(phrase) and not known.anything):
                continue
            if words <= _LONGEST_PHRASE or known.series:
                if known.anything and known.alone:
                    self.place(phrase, unknown=False)
                    continue
                if self.people(phrase, sure=sure):
                    continue
                if any(self.people(part, sure=False) for part in phrase.split(". ")):
                    phrase = phrase.rpartition(". ")[2]
                self.place(phrase, unknown=run.em and words <= 6)
            else:
                any(self.people(part, sure=False) for part in phrase.split(". "))

    def people(self, phrase: str, *, sure: bool) -> bool:
        told = self.venues.read(phrase)
        if self.entry.authors or (told.anything and told.alone):
            return False
        found = listed_authors(phrase, sure=sure)
        if found and any(" " in name or not name.isascii() for name in found[0]):
            self.entry.authors, self.entry.authors_complete = found
        return bool(found)

    def place(self, phrase: str, *, unknown: bool) -> None:
        """Take the venue and the year of a phrase."""
        entry, told = self.entry, self.venues.read(phrase)
        entry.year = entry.year or told.year
        entry.preprint |= told.preprint
        if entry.series or told.preprint:
            return
        if told.series:
            entry.venue, entry.series = trimmed(phrase), told.series
        elif unknown and not entry.venue and not told.alone:
            entry.venue = trimmed(phrase)
