"""What a terminal makes of a text: how wide it is, and which characters would steer the terminal.

The width of a character is that of Unicode Standard Annex 11: two columns for what East Asian scripts write wide or full
width, one for the rest. Marks that combine with the character before them take none, nor do the vowels and finals of a
Korean syllable that is written letter by letter (Unicode 15.0, section 3.12).
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["cells", "one_line", "printable"]

MOST = 400
"""So many characters of a message are shown; what a file holds may be as long as the file."""

_STEERING = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
_LINE_ENDS = {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_JOINING = ("\u1160", "\u11ff"), ("\ud7b0", "\ud7ff")
_NO_WIDTH = frozenset(("Mn", "Mc", "Me", "Cf"))


def printable(text: str) -> str:
    """Return a text in which characters that steer a terminal are escaped; line ends and tabs stay."""
    if text.isprintable() and text.isascii():
        return text
    return re.sub(_STEERING, lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """Return a text in one line, without characters that steer a terminal; of a very long one the middle is left out."""
    if len(text) > MOST:
        text = f"{text[: MOST // 2]} … {text[-MOST // 2 :]}"
    return printable(text.translate(_LINE_ENDS))


def cells(text: str) -> int:
    """Return how many columns of a terminal a printable text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if any(first <= character <= last for first, last in _JOINING):
        return 0
    if character != "\u00ad" and unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
