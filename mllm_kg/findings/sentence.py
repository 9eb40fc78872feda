"""Sentences that can be told in several languages.

A sentence is written in English, beside the code that says it, as a template with slots in braces. The Korean template
stands in :mod:`mllm_kg.findings.korean`, under the English one; a test asserts that none is missing. What fills a slot
is a text, or :class:`Words` when it differs by language, as labels do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self, TypeAlias

from mllm_kg.findings.particles import fitted

__all__ = ["LANGUAGES", "Sentence", "Slot", "Words", "say", "told"]

LANGUAGES = ("en", "ko")
"""The languages that findings are told in, by BCP 47 tag; English is complete."""


class Words(str):
    """A text that differs by language; as a string it is the English one.

    :param english: the text in English
    :param others: by BCP 47 tag
    """

    __slots__ = ("others",)
    others: Mapping[str, str]

    def __new__(cls, english: str, **others: str) -> Self:
        """Return the text."""
        made = super().__new__(cls, english)
        made.others = others
        return made

    def told(self, language: str) -> str:
        """Return the text in a language, in English where it has none in that."""
        return self.others.get(language, str(self))


Slot: TypeAlias = str | int


class Sentence(str):
    """A sentence; as a string it is the English one.

    :param template: the English sentence, with slots in braces
    :param slots: what fills them
    """

    __slots__ = ("slots", "template")
    template: str
    slots: Mapping[str, Slot]

    def __new__(cls, template: str, slots: Mapping[str, Slot]) -> Self:
        """Return the sentence.

        :raises KeyError: when a slot has nothing to fill it
        """
        made = super().__new__(cls, template.format_map(slots))
        made.template, made.slots = template, slots
        return made

    def told(self, language: str) -> str:
        """Return the sentence in a language, in English where it has none in that; what fills its slots likewise."""
        template = _korean(self.template) if language == "ko" else None
        slots = {name: told(slot, language) for name, slot in self.slots.items()}
        return self.template.format_map(slots) if template is None else fitted(template, slots).format_map(slots)


def _korean(template: str) -> str | None:
    """Return the Korean template of an English one; the table is loaded when someone asks for it."""
    from mllm_kg.findings.korean import KOREAN

    return KOREAN.get(template)


def say(template: str, **slots: Slot) -> Sentence:
    """Return a sentence; see :class:`Sentence`."""
    return Sentence(template, slots)


def told(text: Slot, language: str) -> str:
    """Return a text in a language, as far as it has one in that."""
    return text.told(language) if isinstance(text, Words | Sentence) else str(text)
