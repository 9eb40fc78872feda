"""The lines of an entry in a list, made ready to read: runs of text, addresses, and what its badges say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from mllm_kg.curation.importers.addresses import Address
from mllm_kg.curation.importers.markdown import Line, Piece

__all__ = ["Run", "Runs", "made_ready", "trimmed"]

_BARE_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'|]{4,500}(?:\([^\s<>()]{0,100}\))?")
_BADGE = re.compile(r"img\.shields\.io/badge/([^\s?]{1,300})")
_BADGE_PART = re.compile(r"(?:label|message)=([^&\s]{1,100})")
_LONGEST, _MOST_PIECES, _MOST_LINES = 2000, 200, 100
_ENDS = " \t\r\n.,;:|·•*-–—_~/\\>›»→\ufe0f\u200d\u200b"
_PAIRS = {'"': '"', "“": "”", "‘": "’", "«": "»", "「": "」", "《": "》", "'": "'", "`": "`"}


@dataclass(slots=True)
class Run:
    """Text in one style on one line."""

    text: str
    href: str = ""
    strong: bool = False
    em: bool = False


@dataclass(slots=True)
class Runs:
    """An entry's lines.

    :param number: the first line in the file
    :param lines: the runs of each line that has any
    :param addresses: all addresses, in order
    :param badges: what its badges say
    :param anchored: whether it links to a place in the same file
    """

    number: int
    lines: list[list[Run]] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    badges: list[str] = field(default_factory=list)
    anchored: bool = False


def made_ready(lines: Sequence[Line]) -> Runs:
    """Return what stands on some lines."""
    made = Runs(lines[0].number if lines else 1)
    for line in lines[:_MOST_LINES]:
        runs: list[Run] = []
        for piece in line.pieces[:_MOST_PIECES]:
            piece.text = piece.text[:_LONGEST]
            if piece.image:
                _picture(piece, made)
            elif piece.href.startswith("#"):
                made.anchored = True
                _append(runs, Run(piece.text, "", piece.strong, piece.em))
            elif piece.href:
                made.addresses.append(Address(piece.href, piece.text))
                _append(runs, Run(piece.text, piece.href, piece.strong, piece.em))
            elif not piece.code:
                _append(runs, Run(_without_addresses(piece.text, made), "", piece.strong, piece.em))
        if any(run.text.strip() for run in runs):
            made.lines.append(runs)
    return made


def _append(runs: list[Run], run: Run) -> None:
    """Add a run; one in the style of the last goes on with it."""
    last = runs[-1] if runs else None
    if last and (last.href, last.strong, last.em) == (run.href, run.strong, run.em):
        last.text += run.text
    elif run.text:
        runs.append(run)


def _without_addresses(text: str, made: Runs) -> str:
    if "://" not in text:
        return text
    made.addresses.extend(Address(found[0].rstrip(".,;:"), "") for found in _BARE_ADDRESS.finditer(text))
    return _BARE_ADDRESS.sub(" ", text)


def _picture(piece: Piece, made: Runs) -> None:
    """Take the words of a badge, and where it leads."""
    if badge := _BADGE.search(piece.image):
        parts = unquote(badge[1]).replace("--", "\x00").replace("_", " ").split("-")
        told = " ".join(parts[:-1] or parts).replace("\x00", "-")
    elif "img.shields.io/static/" in piece.image:
        told = " ".join(unquote(part[1]) for part in _BADGE_PART.finditer(piece.image[:1000]))
    else:
        told = ""
    made.badges += [text[:200] for text in (told, piece.text) if text and "stars" not in text.lower()]
    if piece.href and not piece.href.startswith("#"):
        made.addresses.append(Address(piece.href, piece.text))


def trimmed(text: str) -> str:
    """Return a text on one line without the quotes, marks and pictures around it."""
    text = " ".join(text.split())
    while text:
        bare = text.strip(_ENDS)
        while bare and (not bare[0].isalnum() and bare[0] not in "([{\"“‘«「《'`$¿¡#@<"):
            bare = bare[1:].lstrip(_ENDS)
        while bare and (not bare[-1].isalnum() and bare[-1] not in ")]}\"”’»」》'`$?!%+#>"):
            bare = bare[:-1].rstrip(_ENDS)
        if len(bare) > 2 and _PAIRS.get(bare[0]) == bare[-1]:
            bare = bare[1:-1]
        elif bare[:1] in '"“«「' and bare.count(bare[:1]) == 1 and bare and _PAIRS[bare[0]] not in bare[1:]:
            bare = bare[1:]
        if bare == text:
            break
        text = bare
    return text
