"""What a terminal makes of a text: how wide it is, and which characters would steer the terminal.

The width of a character is that of Unicode Standard Annex 11: two columns for what East Asian scripts write wide or full
width, one for the rest. Marks that combine with the character before them take none, nor do the vowels and finals of a
Korean syllable that is written letter by letter (Unicode 15.0, section 3.12).

A terminal that knows right-to-left scripts orders each line by the Unicode bidirectional algorithm (Unicode Standard
Annex 9). In a line that mixes directions, :func:`isolated` keeps the pieces apart and in their order.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["cells", "isolated", "one_line", "printable"]

MOST = 400
"""So many characters of a message are shown; what a file holds may be as long as the file."""

_STEERING = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
_LINE_ENDS = {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_JOINING = ("\u1160", "\u11ff"), ("\ud7b0", "\ud7ff")
_RIGHT_TO_LEFT = frozenset(("R", "AL"))
_BETWEEN_PIECES = re.compile("( {2,}| — )")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
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


def isolated(line: str) -> str:
    """Return a line in which each piece with right-to-left letters is isolated from the others (UAX 9, section 2.7).

    A piece ends where two spaces or a dash stand: at the edge of a column, of a label. Its first letter tells its own
    direction, and the line as a whole stays left-to-right. A line of one direction is returned as it is.

    :param line: a printable text without line ends
    """
    if line.isascii() or not any(map(_is_right_to_left, line)):
        return line
    pieces = _BETWEEN_PIECES.split(line)
    if sum(map(bool, map(str.strip, pieces[::2]))) == 1 and not any(unicodedata.bidirectional(c) == "L" for c in line):
        return line
    return "".join(_isolate(piece) if any(map(_is_right_to_left, piece)) else piece for piece in pieces)


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


def _isolate(piece: str) -> str:
    bare = piece.strip()
    return piece.replace(bare, f"{_FIRST_STRONG_ISOLATE}{bare}{_POP_ISOLATE}", 1)


def cells(text: str) -> int:
    """Return how many columns of a terminal a printable text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if any(first <= character <= last for first, last in _JOINING):
        return 0
    if character != "\u00ad" and unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
