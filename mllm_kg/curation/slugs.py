"""Slugs for new entities, made of what a record says, so that the same record always gets the same one.

- A paper: the first author's family name, the year, the first word of the title that means something:
  ``muennighoff2022crosslingual``. Without author or year, the first eight words of the title.
- A language: its ISO 639-3 code.
- Anything else: its label, as it is written.

A slug that is taken gets a letter from b on behind it when it is made of a name and a year, else a number from 2 on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from mllm_kg.errors import UsageError
from mllm_kg.namespaces import slugify

__all__ = ["mint"]

WORDS = 8
LONGEST = 80
_SMALL_WORDS = re.compile(
    r"(?:a|an|and|are|as|at|be|by|can|do|does|for|from|how|if|in|into|is|it|its|of|on|or|our|so|some|than|that|the|their"
    r"|they|this|to|via|we|what|when|where|which|who|why|will|with|you|your)\Z"
)
_CITED = re.compile(r"[a-z]+[0-9]{4}[a-z0-9]+\Z")


def mint(kind: str, record: Mapping[str, Any], taken: Callable[[str], bool]) -> str | None:
    """Return the slug of a new entity.

    :param kind: its kind
    :param record: its record as plain data; blocks of ``according_to`` and ``unconfirmed`` count
    :param taken: tells whether a slug of this kind is in use
    :returns: the slug, or ``None`` when the record says nothing that one could be made of
    """
    facts = _facts(record)
    made = _of_paper(facts) if kind == "paper" else _slug(_name(kind, facts))
    if not made:
        return None
    if not taken(made):
        return made
    if _CITED.match(made) and kind == "paper":
        letters = (f"{made}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
        if (free := next((slug for slug in letters if not taken(slug)), None)) is not None:
            return free
    return next(slug for slug in (f"{made}-{number}" for number in count(2)) if not taken(slug))


def _facts(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a record and of its blocks, the record's own first."""
    facts: dict[str, Any] = {}
    blocks = [record, *_blocks(record, "according_to"), *_blocks(record, "unconfirmed")]
    for block in blocks:
        for key, value in block.items():
            facts.setdefault(key, value)
    return facts


def _blocks(record: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    blocks = record.get(key, ())
    return [block for block in (blocks if isinstance(blocks, list) else [blocks]) if isinstance(block, Mapping)]


def _of_paper(facts: Mapping[str, Any]) -> str:
    title, authors = str(_first(facts.get("title")) or ""), facts.get("authors")
    author = str(_first(authors) or "")
    year = _year(facts)
    family = _slug(re.split(r"[\s-]+", author.strip())[-1]).replace("-", "") if author.strip() else ""
    if author.strip() and "-" in author.split()[-1]:
        family = _slug(author.split()[-1].split("-")[0])
    words = _slug(title).split("-")
    word = next((word for word in words if word and not _SMALL_WORDS.match(word)), "")
    if family and year and word:
        return f"{family}{year}{word}"
    return "-".join(words[:WORDS])[:LONGEST].strip("-")


def _year(facts: Mapping[str, Any]) -> str:
    for key in ("year", "submitted", "published", "publication_year"):
        found = re.match(r"[0-9]{4}", str(_first(facts.get(key)) or ""))
        if found:
            return found[0]
    return ""


def _name(kind: str, facts: Mapping[str, Any]) -> str:
    if kind == "language" and facts.get("iso639_3"):
        return str(facts["iso639_3"])
    for key in ("label", "pref_label", "names", "abbreviation"):
        value = facts.get(key)
        if isinstance(value, Mapping):
            value = value.get("en") or next(iter(value.values()), None)
        if value:
            return str(_first(value))
    return ""


def _first(value: Any) -> Any:
    if isinstance(value, list):
        return value[0] if value else None
    return value


def _slug(text: str) -> str:
    try:
        return slugify(text)[:LONGEST].strip("-") if text else ""
    except UsageError:
        return ""
