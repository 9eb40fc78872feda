"""The little HTML that Markdown lists hold, as tags and texts.

This is no HTML parser: it finds tags in one pass, with no state that a hostile file could blow up, and knows a dozen.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Marks", "Tag", "tags_and_texts"]

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})((?:\s[^<>]{0,2000})?)/?>")
_ATTRIBUTE = re.compile(
    r"([a-z-]{1,20})\s{0,3}=\s{0,3}(?:\"([^\"]{0,1500})\"|'([^']{0,1500})'|([^\s\"'>]{1,1500}))", re.IGNORECASE
)
_STRONG = frozenset(("b", "strong"))
_EM = frozenset(("i", "em", "cite"))
_HIDDEN = frozenset(("script", "style", "sup", "template"))


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in lower case, whether it closes, and its attributes as they are written."""

    name: str
    closing: bool
    attributes: str

    def attribute(self, name: str) -> str:
        """Return the value of an attribute; empty when it has none."""
        for found in _ATTRIBUTE.finditer(self.attributes):
            if found[1].lower() == name:
                return html.unescape(found[2] or found[3] or found[4] or "")
        return ""


@dataclass(slots=True)
class Marks:
    """What is open at a place of a text.

    :param strong: how many bold marks
    :param em: how many italic marks
    :param hidden: how many marks whose text is no part of what is read
    :param href: where the open link leads
    """

    strong: int = 0
    em: int = 0
    hidden: int = 0
    href: str = ""

    def turn(self, tag: Tag) -> None:
        """Open or close what a tag stands for."""
        step = -1 if tag.closing else 1
        if tag.name in _STRONG:
            self.strong = max(0, self.strong + step)
        elif tag.name in _EM:
            self.em = max(0, self.em + step)
        elif tag.name in _HIDDEN:
            self.hidden = max(0, self.hidden + step)
        elif tag.name == "a":
            self.href = "" if tag.closing else tag.attribute("href")


def tags_and_texts(content: str) -> Iterator[Tag | str]:
    """Go through the tags and the texts between them; comments are left out, entities resolved."""
    for number, part in enumerate(content.split("<!--")):
        if number:
            _, end, part = part.partition("-->")
            if not end:
                continue
        place = 0
        for found in _TAG.finditer(part):
            if found.start() > place:
                yield html.unescape(part[place : found.start()])
            yield Tag(found[2].lower(), bool(found[1]), found[3])
            place = found.end()
        if place < len(part):
            yield html.unescape(part[place:])
