"""A list, matched against the graph entry by entry.

1. The list is read (:mod:`mllm_kg.curation.importers`).
2. Headings that are mapped get what they stand for.
3. Each entry is compared with the graph, then with the entries before it. It is known, and what the list says otherwise is
   kept; or it repeats an earlier entry, whose headings then are its own too; or it is doubtful; or it is new.
4. New and doubtful entries become candidate records. Nothing is written here: see :mod:`mllm_kg.curation.report`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pyoxigraph as ox

from mllm_kg.curation.importers.awesome_list import read_awesome_list
from mllm_kg.curation.importers.bibtex import read_bibtex
from mllm_kg.curation.importers.candidates import candidate
from mllm_kg.curation.importers.csl_json import read_csl_json
from mllm_kg.curation.importers.mapping import targets
from mllm_kg.curation.importers.model import Candidate, Entry, Reading
from mllm_kg.curation.importers.venues import Venues
from mllm_kg.curation.matching import Index, Match, Pair, Work, folded, works
from mllm_kg.errors import UsageError
from mllm_kg.findings import Finding, Severity, say
from mllm_kg.graph import Dataset
from mllm_kg.records.values import BadValue, absolute_iri

__all__ = ["FORMATS", "SKIPPING", "Doubt", "Import", "Known", "Repeat", "import_list", "read_list", "venues_of"]

Reader = Callable[[str, str, Venues], Reading]
FORMATS: dict[str, Reader] = {"bibtex": read_bibtex, "csl-json": read_csl_json, "awesome-list": read_awesome_list}
"""The formats of lists, by name."""

_NUMBER = 2
_MOST = 5000
"""Up to how many entries of a list are compared with each other by likeness; it grows with the square."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that the graph has.

    :param entry: what the list says
    :param pair: the entity, and why it is the same
    :param differences: what the list says otherwise, or in addition, as JSON data
    """

    entry: Entry
    pair: Pair
    differences: list[dict[str, Any]]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {"entry": self.entry.to_dict(), "entity": self.pair.to_dict(), "differences": self.differences}


@dataclass(frozen=True, slots=True)
class Doubt:
    """An entry that may be in the graph, or earlier in the list."""

    candidate: Candidate
    pairs: tuple[Pair, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        pairs = [pair.to_dict() for pair in self.pairs]
        return {"id": self.candidate.id, "entry": self.candidate.entry.to_dict(), "pairs": pairs}


@dataclass(frozen=True, slots=True)
class Repeat:
    """An entry that repeats an earlier one of the same list."""

    entry: Entry
    first: Candidate
    pair: Pair
    differences: list[dict[str, Any]]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        first = {"id": self.first.id, "line": self.first.location.line, "reason": self.pair.reason}
        return {"entry": self.entry.to_dict(), "first": first, "differences": self.differences}


@dataclass(slots=True)
class Import:
    """What became of a list.

    :param format: the list's format
    :param name: what the user called the file
    :param kind: what it is a list of
    :param source: its address; empty when none is given
    """

    format: str
    name: str
    kind: str
    source: str = ""
    known: list[Known] = field(default_factory=list)
    new: list[Candidate] = field(default_factory=list)
    doubtful: list[Doubt] = field(default_factory=list)
    repeated: list[Repeat] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def entries(self) -> int:
        """How many entries could be read."""
        return len(self.known) + len(self.repeated) + len(self.doubtful) + len(self.new)

    @property
    def counts(self) -> dict[str, int]:
        """How many entries were known, repeated, doubtful, new, and how many places could not be read."""
        return {
            "known": len(self.known),
            "repeated": len(self.repeated),
            "doubtful": len(self.doubtful),
            "new": len(self.new),
            "skipped": sum(found.rule in SKIPPING for found in self.findings),
        }


SKIPPING = frozenset(("entry-syntax", "entry-without-title", "entry-unclear"))
"""The rules whose finding stands for an entry that was left out."""


def venues_of(dataset: Dataset) -> Venues:
    """Return the venues that a graph knows."""
    query = "SELECT DISTINCT ?label { ?venue a mllm:Venue ; rdfs:label ?label } ORDER BY ?label"
    return Venues(row[0].value for row in dataset.select(query).rows if isinstance(row[0], ox.Literal))


def read_list(format: str, text: str, name: str, venues: Venues, kind: str = "paper") -> Reading:
    """Return what a list says; ``kind`` is what it is a list of."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = partial(read_awesome_list, works=kind == "paper") if format == "awesome-list" else FORMATS[format]
    return reader(text, name, venues)


def import_list(
    dataset: Dataset,
    format: str,
    text: str,
    name: str,
    *,
    kind: str = "paper",
    maps: Sequence[str] = (),
    source: str = "",
) -> Import:
    """Read a list and match it against a graph.

    :param dataset: the graph
    :param format: one of :data:`FORMATS`
    :param text: the list
    :param name: what the user called the file
    :param kind: what it is a list of
    :param maps: ``HEADING=NAME``, what headings stand for
    :param source: the address of the list, where it has one
    :raises UnknownName: when a heading or a name of ``maps`` does not exist
    :raises UsageError: when one of ``maps``, or ``source``, can't be read
    """
    if source and not _is_address(source):
        raise UsageError(f"{source!r} is no address.", hint="Write it with https:// and without spaces.")
    reading = read_list(format, text, name, venues_of(dataset), kind)
    made = Import(format, name, kind, source, findings=reading.findings)
    mapped = targets(dataset, maps, reading, kind)
    known = works(dataset, (kind,))
    matcher = _Matcher(made, known, partial(candidate, kind=kind, source=source or _base(name), targets=mapped))
    for entry in reading.entries:
        matcher.take(entry, reading)
    return matcher.finished()


def _is_address(text: str) -> bool:
    try:
        return absolute_iri(text).startswith(("http://", "https://"))
    except BadValue:
        return False


def _base(name: str) -> str:
    return "standard input" if name.startswith("<") else name.replace("\\", "/").rpartition("/")[2]


class _Matcher:
    """Takes the entries of a list one by one."""

    def __init__(self, made: Import, known: Sequence[Work], build: Callable[..., Candidate]) -> None:
        names = made.kind != "paper"
        self.made, self.build = made, build
        self.graph, self.list = Index(known, names=names), Index(names=names, most=_MOST)
        self.taken = {work.id.partition("/")[2] for work in known}
        self.waiting: dict[str, tuple[Entry, Match]] = {}
        self.repeats: list[tuple[Entry, str, Pair]] = []

    def take(self, entry: Entry, reading: Reading) -> None:
        number = f"line {entry.location.line}"
        work = _work(entry, number, names=self.list.names)
        match = self.graph.match(work)
        if match.state == "known":
            self.made.known.append(Known(entry, match.pairs[0], differences(entry, match.pairs[0].work)))
            return
        if not entry.title:
            message = say("This entry has no title, and its identifier is of no work that is known.")
            advice = say("It is skipped; add its title to the list, or make a record with `mllm-kg new`.")
            reading.note("entry-without-title", entry.location, message, advice)
            return
        if not self.list.names and len(entry.title.split()) < _NUMBER:
            message = say(
                "The title {title} is a single word; it may be the name of what the paper introduces.",
                title=repr(entry.title),
            )
            advice = say("Look at the paper before the record is added.")
            reading.note(
                "entry-short-title", entry.location, message, advice, severity=Severity.WARNING, value=entry.title
            )
        earlier = self.list.match(work)
        if earlier.state == "known" and match.state == "new":
            self.repeats.append((entry, earlier.pairs[0].work.id, earlier.pairs[0]))
            first = self.waiting[earlier.pairs[0].work.id][0]
            first.paths.extend(path for path in entry.paths if path not in first.paths)
            return
        work.id = number = number if number not in self.waiting else f"{number}, entry {len(self.waiting) + 1}"
        self.waiting[number] = (
            entry,
            Match("doubtful" if match.pairs or earlier.pairs else "new", (*match.pairs, *earlier.pairs)),
        )
        self.list.add(work)

    def finished(self) -> Import:
        """Make the candidates, now that all headings of each are known."""
        made: dict[str, Candidate] = {}
        for number, (entry, match) in self.waiting.items():
            made[number] = self.build(entry, taken=self.taken)
            self.taken.add(made[number].id.partition("/")[2])
            if match.state == "new":
                self.made.new.append(made[number])
            else:
                self.made.doubtful.append(Doubt(made[number], match.pairs))
        for entry, number, pair in self.repeats:
            first = made[number]
            said = differences(entry, pair.work)
            self.made.repeated.append(Repeat(entry, first, pair, said))
        return self.made


def _work(entry: Entry, number: str, *, names: bool) -> Work:
    return Work(
        id=number,
        title=entry.title,
        titles=(folded(entry.title),) if entry.title else (),
        identifiers={} if names else {key: (value,) for key, value in entry.identifiers.items().items()},
        years=(entry.year,) if entry.year else (),
        authors=tuple(entry.authors),
        venues=(entry.series,) if entry.series else (),
    )


def differences(entry: Entry, work: Work) -> list[dict[str, Any]]:
    """Return what a list says of a work that is known, where it says something else or more: field, listed, graph."""
    told: list[tuple[str, Any, list[Any]]] = []
    if entry.title and folded(entry.title) not in (work.titles or (folded(work.title),)):
        told.append(("title", entry.title, [work.title]))
    for key, value in entry.identifiers.items().items():
        if work.id.startswith(("paper/", "line")) and value not in work.identifiers.get(key, ()):
            told.append((key, value, list(work.identifiers.get(key, ()))))
    if entry.year and entry.year not in work.years:
        told.append(("year", entry.year, list(work.years)))
    if entry.series and entry.series not in work.venues:
        told.append(("venue", entry.series, list(work.venues)))
    listed, there = ([folded(name).split()[-1:] for name in names] for names in (entry.authors, work.authors))
    same = listed == there if entry.authors_complete else listed == there[: len(listed)]
    if listed and not same:
        told.append(("authors", entry.authors, list(work.authors)))
    return [{"field": name, "listed": value, "graph": graph} for name, value, graph in told]
