"""Whether the graph has a work already: known, new, or doubtful.

1. By identifier: arXiv id, DOI, ACL Anthology id. Two identifiers of two entities make a work doubtful.
2. By title, whatever its case, accents and punctuation; titles as the survey lists them count too. An equal title whose
   identifier, or whose year and authors, are others makes a work doubtful.
3. By likeness of the titles, 0 to 100: the better of RapidFuzz's ratio and token sort ratio of the folded titles; a title
   that only lacks the other's subtitle is rated by what they share. A year and a first author that agree raise it, ones
   that differ lower it. From ``match_certain`` on, with nothing that contradicts, a work is known; from
   ``match_doubtful`` on it is doubtful. Titles that differ in a number (``Qwen2``, ``Qwen2.5``) are never certain.
4. A title that is the name before the other's colon, or that shares it (``BLOOM: …``), is doubtful, unless year and first
   author differ.

Pairs in doubt are told with both sides, and nothing is merged. Names of models and data resources are short, and one that
is only similar is doubtful at the most.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from mllm_kg import settings
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, PREFIXES, kind_of, term

__all__ = ["Index", "Match", "Pair", "Work", "folded", "works"]

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_IDENTIFIERS = {"arxiv_id": term("arxivId"), "doi": term("doi"), "acl_anthology_id": term("aclAnthologyId")}
_TITLES = (term("title"), ox.NamedNode(PREFIXES["dcterms"] + "alternative"))
_NAMES = tuple(
    ox.NamedNode(name)
    for name in (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel", PREFIXES["skos"] + "prefLabel")
)
_WORD = re.compile(r"[^\W_]+")
_SUBTITLE = re.compile(r"\s*[:–—?!]\s+|\s+-\s+")
_SHORTEST = 3
_AGREES, _DIFFERS = 4.0, 8.0
_SUBTITLE_LEFT_OUT = 92.0


def folded(title: str) -> str:
    """Return a title without case, accents and punctuation, for comparing titles."""
    bare = unicodedata.normalize("NFKD", title.replace("ß", "ss"))
    return " ".join(_WORD.findall("".join(char for char in bare if not unicodedata.combining(char)).casefold()))


@dataclass(slots=True)
class Work:
    """A work as far as matching needs it.

    :param id: ``kind/slug``, or how a list calls it
    :param title: its title, or its name
    :param titles: all its titles and names, folded
    :param identifiers: its identifiers, by the key of records; several values where there are several
    :param years: the years of its appearance and publication
    :param authors: its authors in order
    :param venues: where it appeared
    :param file: the file of its record
    """

    id: str
    title: str
    titles: tuple[str, ...] = ()
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    authors: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    file: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        told = {
            "id": self.id,
            "title": self.title,
            **{key: list(values) for key, values in self.identifiers.items()},
            "years": list(self.years),
            "authors": list(self.authors),
            "venues": list(self.venues),
            "file": self.file,
        }
        return {key: value for key, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two works that may be one.

    :param work: the one that is known
    :param score: how alike they are, 0 to 100
    :param reason: why: ``arxiv_id``, ``doi``, ``acl_anthology_id``, ``title``, ``similar-title``, ``same-name``, or what stands against
        it, ``other-identifier``, ``other-year-and-authors``, ``several-identifiers``
    """

    work: Work
    score: float
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {"score": round(self.score, 1), "reason": self.reason, **self.work.to_dict()}


@dataclass(frozen=True, slots=True)
class Match:
    """What matching says of a work.

    :param state: ``known``, ``doubtful`` or ``new``
    :param pairs: the works that it may be, the likeliest first; one when it is known, none when it is new
    """

    state: str
    pairs: tuple[Pair, ...] = ()


class Index:
    """Works that are known, ready to be compared with.

    :param known: the works
    :param names: whether titles are short names, which likeness alone says little of
    :param most: up to how many titles likeness is asked for; more are compared by identifier and equal title alone
    """

    def __init__(self, known: Iterable[Work] = (), *, names: bool = False, most: float = math.inf) -> None:
        self.names, self.most = names, most
        self.certain, self.doubtful = settings.number("match_certain"), settings.number("match_doubtful")
        self.identified: dict[tuple[str, str], list[Work]] = defaultdict(list)
        self.titled: dict[str, list[Work]] = defaultdict(list)
        self.named: dict[str, list[Work]] = defaultdict(list)
        for work in known:
            self.add(work)

    def add(self, work: Work) -> None:
        """Take one more work into the index."""
        for key, values in work.identifiers.items():
            for value in values:
                self.identified[key, value].append(work)
        for title in work.titles or (folded(work.title),):
            if title and work not in self.titled[title]:
                self.titled[title].append(work)
        name, colon, _ = work.title.partition(": ")
        if colon and not self.names:
            self.named[folded(name)].append(work)

    def match(self, work: Work) -> Match:
        """Return what is known of a work."""
        return self._by_identifier(work) or self._by_title(work) or self._by_likeness(work)

    def _by_identifier(self, work: Work) -> Match | None:
        found: dict[str, Pair] = {}
        for key, values in work.identifiers.items():
            for value in values:
                for known in self.identified.get((key, value), ()):
                    found.setdefault(known.id, Pair(known, 100.0, key))
        if len(found) > 1:
            return Match("doubtful", tuple(Pair(pair.work, 100.0, "several-identifiers") for pair in found.values()))
        if not found:
            return None
        pair = next(iter(found.values()))
        against = [
            key
            for key in set(work.identifiers) & set(pair.work.identifiers)
            if key != pair.reason and not _shared(key, work, pair.work)
        ]
        if against and _similarity(folded(work.title), pair.work.titles or (folded(pair.work.title),)) < self.doubtful:
            return Match("doubtful", (Pair(pair.work, 100.0, "other-identifier"),))
        return Match("known", (pair,))

    def _by_title(self, work: Work) -> Match | None:
        title = folded(work.title)
        same = [known for known in self.titled.get(title, ()) if title]
        if not same:
            return None
        pairs = [Pair(known, 100.0, self._against(work, known)) for known in same]
        plain = [pair for pair in pairs if pair.reason == "title"]
        if len(plain) == 1:
            return Match("known", (plain[0],))
        return Match("doubtful", tuple(plain or pairs))

    def _against(self, work: Work, known: Work) -> str:
        """Return what stands against two works of one title being one, or ``title``."""
        both = set(work.identifiers) & set(known.identifiers)
        if both and not any(_shared(key, work, known) for key in both):
            return "other-identifier"
        if _years(work, known) is False and _authors(work, known) is False:
            return "other-year-and-authors"
        return "title"

    def _by_likeness(self, work: Work) -> Match:
        from rapidfuzz import fuzz, process

        title = folded(work.title)
        if len(title) < _SHORTEST or len(self.titled) > self.most:
            return Match("new")
        titles = list(self.titled)
        near = {
            found[0]
            for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
            for found in process.extract(
                title, titles, scorer=scorer, limit=8, score_cutoff=self.doubtful - 2 * _AGREES
            )
        }
        if not self.names:
            near |= set(self._without_subtitle(title, work.title, titles))
        best: dict[str, Pair] = {}
        for other in near:
            for known in self.titled[other]:
                score = self._score(work, known, other)
                if score >= self.doubtful and score > (best[known.id].score if known.id in best else 0):
                    best[known.id] = Pair(known, score, "similar-title")
        for known in self._namesakes(work):
            best.setdefault(known.id, Pair(known, self.doubtful, "same-name"))
        pairs = sorted(best.values(), key=lambda pair: (-pair.score, pair.work.id))[:3]
        if not pairs:
            return Match("new")
        if self._is_certain(work, pairs):
            return Match("known", (pairs[0],))
        return Match("doubtful", tuple(pairs))

    def _namesakes(self, work: Work) -> Iterator[Work]:
        """Go through the works whose title has the same name before its colon."""
        for known in self.named.get(folded(work.title.partition(": ")[0]), ()) if not self.names else ():
            if _years(work, known) is not False and _authors(work, known) is not False:
                yield known

    def _without_subtitle(self, title: str, written: str, titles: Sequence[str]) -> Iterator[str]:
        """Go through the titles that have a subtitle more, or less."""
        if len(title.split()) >= _SHORTEST:
            yield from (other for other in titles if other.startswith(title + " ") or other.endswith(" " + title))
        for part in _SUBTITLE.split(written):
            bare = folded(part)
            if bare in self.titled and len(bare.split()) >= _SHORTEST:
                yield bare

    def _score(self, work: Work, known: Work, other: str) -> float:
        title = folded(work.title)
        score = _similarity(title, (other,))
        shorter, longer = sorted((title, other), key=len)
        if (
            not self.names
            and len(shorter.split()) >= _SHORTEST
            and (longer.startswith(shorter) or longer.endswith(shorter))
        ):
            score = max(score, _SUBTITLE_LEFT_OUT)
        for agreement in (_years(work, known), _authors(work, known)):
            if agreement is not None:
                score += _AGREES if agreement else -_DIFFERS
        return min(99.9, score)

    def _is_certain(self, work: Work, pairs: Sequence[Pair]) -> bool:
        first = pairs[0].work
        alone = len(pairs) == 1 or pairs[0].score - pairs[1].score > _AGREES
        differs = set(work.identifiers) & set(first.identifiers) or False in (
            _years(work, first),
            _authors(work, first),
        )
        numbers = any(
            _numbers(folded(work.title)) == _numbers(title) for title in first.titles or (folded(first.title),)
        )
        agrees = _authors(work, first) or _years(work, first)
        return not self.names and alone and not differs and numbers and bool(agrees) and pairs[0].score >= self.certain


def _similarity(title: str, others: Iterable[str]) -> float:
    from rapidfuzz import fuzz

    return max((max(fuzz.ratio(title, other), fuzz.token_sort_ratio(title, other)) for other in others), default=0.0)


def _shared(key: str, one: Work, other: Work) -> bool:
    return bool(set(one.identifiers.get(key, ())) & set(other.identifiers.get(key, ())))


def _years(one: Work, other: Work) -> bool | None:
    """Whether two works are of the same time, a year more or less; ``None`` when that is not known."""
    if not one.years or not other.years:
        return None
    return any(abs(year - another) <= 1 for year in one.years for another in other.years)


def _authors(one: Work, other: Work) -> bool | None:
    """Whether two works have the same first author, by the family name, or the first among the other's authors."""
    if not one.authors or not other.authors:
        return None
    names = [folded(author).split() or [""] for author in (one.authors[0], other.authors[0])]
    if names[0][-1] == names[1][-1]:
        return True
    everyone = [{word for author in work.authors for word in folded(author).split()} for work in (one, other)]
    return names[0][-1] in everyone[1] and names[1][-1] in everyone[0]


def _numbers(title: str) -> tuple[str, ...]:
    return tuple(word for word in title.split() if any(char.isdigit() for char in word))


def works(dataset: Dataset, kinds: Sequence[str]) -> list[Work]:
    """Return the works of some kinds that a graph has, in the order of their names.

    :param dataset: the graph
    :param kinds: such as ``paper``
    """
    return _Reader(dataset, kinds).works()


class _Reader:
    """Reads works by patterns, each of which the engine answers from one index."""

    def __init__(self, dataset: Dataset, kinds: Sequence[str]) -> None:
        self.store, self.kinds, self.dataset = dataset.store, kinds, dataset

    def values(self, predicate: ox.NamedNode) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for quad in self.store.quads_for_pattern(None, predicate, None, None):
            if isinstance(quad.subject, ox.NamedNode) and quad.object not in found[quad.subject.value]:
                found[quad.subject.value].append(quad.object)
        return found

    def works(self) -> list[Work]:
        identifiers = {key: self.values(predicate) for key, predicate in _IDENTIFIERS.items()}
        naming = [self.values(predicate) for predicate in (*_TITLES, *_NAMES)]
        listed = self.values(term("listEntry")), self.values(term("listedTitle"))
        years = [self.values(term(local)) for local in ("year", "publicationYear")]
        authors, venues = self.authors(), self.values(term("publishedIn"))
        files = self.files()
        made = []
        for entity in sorted(entity for entity in self.values(_TYPE) if kind_of(entity) in self.kinds):
            texts = [
                value.value for group in naming for value in group.get(entity, ()) if isinstance(value, ox.Literal)
            ]
            rows = [row.value for row in listed[0].get(entity, ())]
            texts += [title.value for row in rows for title in listed[1].get(row, ())]
            made.append(
                Work(
                    id=entity.removeprefix(KG),
                    title=texts[0] if texts else entity.rpartition("/")[2],
                    titles=tuple(dict.fromkeys(filter(None, map(folded, texts)))),
                    identifiers={
                        key: tuple(sorted(v.value for v in found[entity]))
                        for key, found in identifiers.items()
                        if entity in found
                    },
                    years=tuple(
                        sorted({int(v.value) for group in years for v in group.get(entity, ()) if v.value.isdigit()})
                    ),
                    authors=tuple(authors.get(entity, ())),
                    venues=tuple(sorted(self.dataset.label(v) or v.value for v in venues.get(entity, ()))),
                    file=files.get(entity, ""),
                )
            )
        return made

    def authors(self) -> dict[str, list[str]]:
        people, places = self.values(term("byPerson")), self.values(term("authorPosition"))
        labels = self.values(_NAMES[0])
        found: dict[str, list[str]] = {}
        for entity, rows in self.values(term("authorship")).items():
            placed = sorted(
                (int(places[row.value][0].value), people[row.value][0].value)
                for row in rows
                if places.get(row.value) and people.get(row.value)
            )
            names = [str(labels[person][0].value) for _, person in placed if labels.get(person)]
            found[entity] = list(dict.fromkeys(names))
        return found

    def files(self) -> dict[str, str]:
        described = self.values(term("describes"))
        files = self.values(term("recordFile"))
        return {
            entity.value: files[graph][0].value
            for graph, entities in described.items()
            if files.get(graph)
            for entity in entities
        }
