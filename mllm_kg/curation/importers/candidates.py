"""Candidates: what a list says of a work, as a record that nobody has checked.

1. Everything stands in one block of ``unconfirmed``: that a list says so does not make it read on a page. Its ``see`` has
   the work's own pages and the list's, its ``note`` the headings and whatever no key can hold.
2. The year is the first in which the work appeared, as the list and the identifiers tell it: an arXiv id that is older
   than the conference tells the year, and the conference's is the year of publication.
3. An ACL Anthology id tells the venue; else the list does, where the venue is one that is known. Any other venue stays in
   the note: a venue is not invented.
4. The slug of a paper is the list's own key where that is a citation key with a year, and is made as `add` makes it
   otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from mllm_kg.curation.identifiers import identify, told_by_acl, told_by_arxiv
from mllm_kg.curation.importers.mapping import Target
from mllm_kg.curation.importers.model import Candidate, Entry
from mllm_kg.curation.slugs import LONGEST, mint
from mllm_kg.errors import UsageError
from mllm_kg.namespaces import KINDS, slugify
from mllm_kg.records.values import BadValue, absolute_iri

__all__ = ["KINDS_LISTED", "candidate", "facts_of"]

KINDS_LISTED = ("paper", "model", "method", "resource", "benchmark")
"""What a list can be of."""

_CLASSES = {"resource": "Resource"}
_CITATION_KEY = re.compile(r"[a-z]{2,}(?:-[a-z]+){0,3}-?[0-9]{4}(?:-?[a-z0-9]+){0,4}")
_UNNAMED = "unnamed"


def candidate(entry: Entry, kind: str, source: str, targets: Sequence[Target], taken: Collection[str]) -> Candidate:
    """Return the record that an entry makes.

    :param entry: what the list says
    :param kind: one of :data:`KINDS_LISTED`
    :param source: the address of the list, or its name where it has none
    :param targets: what headings stand for
    :param taken: the slugs of this kind that are taken
    """
    facts, remarks = facts_of(entry, kind)
    for target in targets:
        if target.holds_for(entry):
            values = facts.setdefault(target.key, [])
            values.extend(value for value in (target.value,) if value not in values)
    block = {"see": [*_addresses(_pages(entry)), *_addresses([source])], **facts, "note": _note(entry, source, remarks)}
    if not block["see"]:
        del block["see"]
    record = {"type": _CLASSES.get(kind, KINDS[kind].class_name), "unconfirmed": [block]}
    key = entry.key.casefold()
    cited = kind == "paper" and len(key) <= LONGEST and _CITATION_KEY.fullmatch(key) and key not in taken
    slug = (
        key
        if cited
        else mint(kind, record, taken.__contains__)
        or mint(kind, {"label": _UNNAMED, "title": _UNNAMED}, taken.__contains__)
    )
    return Candidate({"id": f"{kind}/{slug}", **record}, entry)


def facts_of(entry: Entry, kind: str) -> tuple[dict[str, Any], list[str]]:
    """Return what an entry says, by the keys of records, and remarks on what no key can hold."""
    facts: dict[str, Any] = {"title" if kind == "paper" else "label": entry.title}
    remarks: list[str] = []
    if kind == "paper":
        facts.update(entry.identifiers.items())
        _people(entry, facts, remarks)
        _dates(entry, facts, remarks)
    else:
        facts.update({"year": entry.year} if entry.year else {})
        if homes := _addresses(entry.others):
            facts["homepage"] = homes[:1]
        if entry.venue:
            remarks.append(f'It gives the venue "{entry.venue}".')
        if entry.authors:
            remarks.append(f"It names {', '.join(entry.authors)}.")
    if entry.code:
        facts["code_repository"] = _addresses(entry.code)
    return facts, remarks


def _people(entry: Entry, facts: dict[str, Any], remarks: list[str]) -> None:
    names = [name for name in entry.authors if _has_slug(name)]
    slugs = {slugify(name): name for name in reversed(names)}
    names = [name for name in names if slugs[slugify(name)] == name]
    if len(names) < len(entry.authors):
        remarks.append(f"It names the authors {', '.join(entry.authors)}.")
    if names:
        facts["authors"] = names
        complete = entry.authors_complete if len(names) == len(entry.authors) else False
        if complete is not None:
            facts["authors_complete"] = complete


def _has_slug(name: str) -> bool:
    try:
        return bool(slugify(name))
    except UsageError:
        return False


def _dates(entry: Entry, facts: dict[str, Any], remarks: list[str]) -> None:
    years = [entry.year] if entry.year else []
    series, published = entry.series, entry.year if entry.series else None
    if arxiv := entry.identifiers.arxiv_id:
        years.append(told_by_arxiv(arxiv)[0])
    if acl := entry.identifiers.acl_anthology_id:
        published, told = told_by_acl(acl)
        years.append(published)
        series = told or series
    if years:
        facts["year"] = min(years)
    if series:
        facts["published_in"] = [series]
        if published:
            facts["publication_year"] = published
    elif published:
        facts["publication_year"] = published
    if (entry.venue and series != entry.series) or (entry.venue and not entry.series):
        remarks.append(f'It gives the venue "{entry.venue}".')
    if entry.year and entry.year not in (facts.get("year"), facts.get("publication_year")):
        remarks.append(f"It gives the year {entry.year}.")


def _pages(entry: Entry) -> list[str]:
    """Return the pages of a work: those of its identifiers, and others that hold none."""
    return [*entry.identifiers.pages(), *(page for page in entry.pages if not identify(page).items())]


def _addresses(pages: Iterable[str]) -> list[str]:
    found = []
    for page in dict.fromkeys(pages):
        if "://" in page:
            try:
                found.append(absolute_iri(page))
            except BadValue:
                continue
    return found


def _note(entry: Entry, source: str, remarks: Sequence[str]) -> str:
    under = " and ".join(f'"{tag}"' for tag in entry.tags)
    listed = f"Listed in {source} under {under}." if under else f"Listed in {source}."
    return " ".join(" ".join((listed, *remarks)).split())
