"""Names of people, as lists write them, in the form that records use: given name first."""

from __future__ import annotations

import re

from mllm_kg.curation.importers.latex import decoded

__all__ = ["bibtex_authors", "listed_authors"]

_OTHERS = re.compile(
    r"(?:,?\s*(?:\bet\.?\s?al\b\.?|\band others\b|\bothers\b|\betc\b\.?|\.\.\.|…))+\s*\.?\s*$", re.IGNORECASE
)
_MARKS = re.compile(r"[*†‡§¶∗✉#♠♣♥♦⋆★^0-9¹²³⁴⁵⁶⁷⁸⁹⁰]+|\\")
_ASIDE = re.compile(r"\s*[(（][^()（）]{1,80}[)）]")
_JOINS = re.compile(r"\s*(?:,\s*(?:and|&)\s|,|;|·|\s(?:and|&)\s)\s*", re.IGNORECASE)
_PARTICLE_WORDS = "al ben bin da dal de del della den der di do dos du el ibn la le o op st ten ter van von zu"
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.’'`ʻ-])*", re.UNICODE)
_NO_NAME_WORDS = (
    "paper code arxiv preprint workshop conference journal proceedings university institute lab labs research inc team project"
    " data dataset benchmark model models language languages survey for with the of and learning"
)
_PARTICLES, _NO_NAMES = frozenset(_PARTICLE_WORDS.split()), frozenset(_NO_NAME_WORDS.split())
_LONGEST_NAME = 60


def bibtex_authors(value: str) -> tuple[list[str], bool]:
    """Return the people or groups of an ``author`` field, and whether they are all.

    ``Last, First``, ``First von Last`` and ``von Last, Jr, First`` are told apart as BibTeX does; a name in braces is a
    group's and stays as it is.

    :param value: the field, with its LaTeX
    """
    from bibtexparser.middlewares.names import (
        InvalidNameError,
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    names, complete = [], True
    for person in split_multiple_persons_names(" ".join(value.split())):
        if person.strip().casefold() in ("others", "et al.", "et al"):
            complete = False
        elif person.startswith("{") and person.endswith("}") and "}" not in person[1:-1].replace("\\}", ""):
            names.append(decoded(person))
        else:
            try:
                names.append(decoded(parse_single_name_into_parts(person, strict=False).merge_first_name_first))
            except InvalidNameError:
                names.append(decoded(person))
    return [name for name in dict.fromkeys(names) if name], complete


def listed_authors(text: str, *, sure: bool = True) -> tuple[list[str], bool | None] | None:
    """Return the people that a phrase names, and whether they are all (``None`` where nothing tells).

    :param text: such as ``A. Author, Bo Writer et al.``
    :param sure: whether the phrase stands where authors do; if not, one name alone is none
    :returns: ``None`` when the phrase does not read like names
    """
    bare = " ".join(text.split()).strip(" .,;:|()[]·•-–—")
    bare = re.sub(r"^(?:by|authors?\s*:|authors?)\s+", "", bare, flags=re.IGNORECASE)
    more = bool(_OTHERS.search(_ASIDE.sub("", text).strip(" |·•)]")))
    bare = _OTHERS.sub("", _ASIDE.sub("", bare))
    names = [" ".join(_MARKS.sub("", part).split()) for part in _JOINS.split(bare)]
    names = [name for name in names if name]
    if not names or not all(_is_name(name) for name in names):
        return None
    alone = len(names) == 1
    if alone and not more and (not sure or " " not in names[0]):
        return None
    return list(dict.fromkeys(names)), False if more else None


def _is_name(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= 6 or len(text) > _LONGEST_NAME:
        return False
    for word in words:
        low = word.casefold()
        if low in _NO_NAMES or not _WORD.fullmatch(word):
            return False
        if word[0].islower() and low not in _PARTICLES and "’" not in word and "'" not in word:
            return False
    return not all(word.casefold() in _PARTICLES for word in words)
