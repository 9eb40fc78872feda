"""Which language people are shown things in.

The graph names its terms in twelve languages; what is not named in a language is shown in English. Which of them it is:

1. what the call asks for (``--lang ko-KR``, ``lang="ko"``);
2. else the setting ``language`` (``MLLM_KG_LANGUAGE``);
3. else the locale, as POSIX has it (The Open Group Base Specifications, XBD 8.2): the first of ``LC_ALL``,
   ``LC_MESSAGES`` and ``LANG`` that is not empty, where it names one of the twelve;
4. else English.

A wish is met by RFC 4647's lookup (section 3.4): ``zh-Hant-TW`` is met by ``zh-Hant``, else by ``zh``. Programs must get
the same answer whoever calls them, so what they read follows the call and the setting, never the locale.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from typing import Self

from mllm_kg import settings
from mllm_kg.errors import UnknownName

__all__ = ["ENGLISH", "TAGS", "Language", "cased", "chosen", "locale_tag", "lookup"]

TAGS = ("en", "ko", "zh", "ja", "es", "fr", "de", "pt", "ru", "ar", "hi", "id")
"""The languages that the ontology and the taxonomy have labels in, by BCP 47 tag."""

_WHAT = "language with labels in the graph"


class Language(str):
    """A language by its BCP 47 tag, for people; what programs read may be in another.

    :param tag: its tag, as labels have it
    :param asked: whether the call or the setting asks for it; the locale does not
    """

    __slots__ = ("asked",)
    asked: bool

    def __new__(cls, tag: str, *, asked: bool) -> Self:
        """Return the language."""
        made = super().__new__(cls, tag)
        made.asked = asked
        return made

    @property
    def for_programs(self) -> str:
        """The language of what programs read."""
        return self if self.asked else "en"


ENGLISH = Language("en", asked=False)
"""The language of those who ask for none."""


def lookup(wanted: str, known: Collection[str]) -> str | None:
    """Return which of some tags meets a wish for a language best (RFC 4647, section 3.4).

    :param wanted: a BCP 47 tag; its subtags are taken off from the end until one is known
    :param known: the tags that there are
    :returns: one of ``known``, or ``None``
    """
    if wanted in known:
        return wanted
    by_case = {tag.casefold(): tag for tag in known if tag}
    subtags = wanted.replace("_", "-").casefold().split("-")
    while subtags:
        found = by_case.get("-".join(subtags))
        if found is not None:
            return found
        subtags.pop()
        if subtags and len(subtags[-1]) == 1:
            subtags.pop()
    return None


def cased(tag: str) -> str:
    """Return a BCP 47 tag in the usual case (RFC 5646, section 2.1.1), which RDF stores do not keep.

    :param tag: a tag in any case, such as ``zh-hant-tw``
    :returns: the tag with scripts like ``Hant``, regions like ``TW`` and all else in small letters
    """
    language, *subtags = tag.lower().split("-")
    made, single = [language], len(language) == 1
    for subtag in subtags:
        made.append(subtag if single else {2: subtag.upper(), 4: subtag.title()}.get(len(subtag), subtag))
        single = single or len(subtag) == 1
    return "-".join(made)


def locale_tag(environment: Mapping[str, str]) -> str | None:
    """Return the locale's language as a BCP 47 tag; ``None`` where it has none, as ``C`` and ``POSIX``.

    :param environment: the process's environment variables
    """
    values = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = re.split(r"[.@]", next(filter(None, values), ""))[0]
    return None if name in ("", "C", "POSIX") else name.replace("_", "-")


def chosen(asked: str | None = None, more: Callable[[], Collection[str]] = tuple) -> Language:
    """Return the language to show things in.

    :param asked: the tag that the call asks for; ``None`` when it does not say
    :param more: returns further tags that labels have; called only for a wish that none of :data:`TAGS` meets
    :raises UnknownName: when no label is in the language that the call or the setting asks for
    """
    wanted = settings.text("language") or None if asked is None else asked
    if wanted is None:
        return Language(lookup(locale_tag(os.environ) or "en", TAGS) or "en", asked=False)
    found = lookup(wanted, TAGS) or lookup(wanted, more())
    if found is None:
        what = _WHAT if asked is not None else f"{_WHAT} ({settings.SETTINGS['language'].variable})"
        raise UnknownName(what, wanted, TAGS)
    return Language(found, asked=True)
