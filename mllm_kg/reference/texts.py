"""Texts in several languages: which one stands first, and how each is written.

A page has one language. Of a text that exists in several, the one in that language is shown first, else the one
without a language, else the English one; the others follow, in the order of their tags, each marked with its language
and with the direction of its script (Unicode CLDR's likely subtags tell the script of a tag that names none).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

__all__ = ["Text", "Texts", "direction", "texts_of"]

_RIGHT_TO_LEFT = frozenset(
    ("Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi")
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one language.

    :param text: what it says
    :param language: its BCP 47 tag; empty for none
    """

    text: str
    language: str = ""

    @property
    def direction(self) -> str:
        """The direction of its script, as HTML's ``dir`` takes it."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Texts:
    """What is said in several languages.

    :param first: what a page shows first; ``None`` when nothing is said at all
    :param others: the rest
    """

    first: Text | None = None
    others: tuple[Text, ...] = ()

    @property
    def all(self) -> tuple[Text, ...]:
        """All of them, the first one first."""
        return (self.first, *self.others) if self.first else ()

    def __str__(self) -> str:
        return self.first.text if self.first else ""


@cache
def direction(tag: str) -> str:
    """Return ``rtl`` for the tag of a language that is written from right to left, else ``ltr``."""
    if not tag:
        return "ltr"
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        script = Language.get(tag).maximize().script
    except LanguageTagError:
        return "ltr"
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def texts_of(values: Iterable[object], language: str) -> Texts:
    """Return literals as texts.

    :param values: the literals; anything else is left out
    :param language: the language of the page
    """
    found = sorted(
        (Text(value.value, value.language or "") for value in values if isinstance(value, ox.Literal)),
        key=lambda text: (text.language != "en", text.language, text.text),
    )
    if not found:
        return Texts()
    tags = {text.language for text in found}
    wanted = next(tag for tag in (language, language.partition("-")[0], "", "en", found[0].language) if tag in tags)
    first = next(text for text in found if text.language == wanted)
    return Texts(first, tuple(text for text in found if text is not first))
