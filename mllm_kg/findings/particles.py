"""Korean particles after a text that is known only when the sentence is told.

Most particles have two forms: one after a consonant, one after a vowel. A template has both, as Korean writers do when
they don't know the word before: ``{value}은(는)``.

1. The last letter or digit of what fills the slot decides; quotation marks around it don't count.
2. A Hangul syllable carries its final consonant in its code point (Unicode, section 3.12). A digit is read in Korean, a
   Latin capital by its Korean name.
3. ``(으)로`` takes its short form after the consonant ㄹ too.
4. Small Latin letters and everything else can be read in more than one way; then both forms stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["fitted"]

_PARTICLE = re.compile(
    r"\{(?P<slot>\w+)\}(?P<marks>['\"`>\]]*)(?P<both>은\(는\)|이\(가\)|을\(를\)|와\(과\)|\((?:으|이)\))"
)
_FORMS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "와(과)": ("과", "와"),
    "(으)": ("으", ""),
    "(이)": ("이", ""),
}
"""After a consonant, and after a vowel."""

_FIRST, _LAST, _FINALS, _L = ord("가"), ord("힣"), 28, 8
_NAMES = {
    **dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True)),
    **dict.fromkeys("ABCDEFGHIJKOPQSTUVWXYZ", "에"),
    "L": "엘",
    "M": "엠",
    "N": "엔",
}
"""How digits are read, and how the names of letters end; that of R is both 아르 and 알."""


def fitted(template: str, slots: Mapping[str, str]) -> str:
    """Return a template with the particles that fit what will fill its slots.

    :param template: with slots in braces
    :param slots: what fills them
    """
    return _PARTICLE.sub(lambda found: _chosen(found, slots.get(found["slot"], "")), template)


def _chosen(found: re.Match[str], text: str) -> str:
    before, both = f"{{{found['slot']}}}{found['marks']}", found["both"]
    final = _final(text.rstrip("'\"`’”"))
    if final is None:
        return before + both
    is_vowel = final == 0 or (final == _L and both == "(으)")
    return before + _FORMS[both][is_vowel]


def _final(text: str) -> int | None:
    """Return the number of the final consonant that a text is read with, 0 for none; ``None`` when that is open."""
    last = _NAMES.get(text[-1:], text[-1:])
    if not last or not _FIRST <= ord(last) <= _LAST:
        return None
    return (ord(last) - _FIRST) % _FINALS
