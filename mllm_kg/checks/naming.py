"""What findings call things: a kind and a label, such as ``Paper 'Crosslingual Generalization …'``, in each language."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from mllm_kg.findings import Words
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KINDS, curie, kind_of, term

__all__ = ["Naming", "combined", "lower_first", "upper_first"]

LONGEST = 70

_OF_OTHERS = {"scheme": Words("scheme", ko="개념 체계"), "statement": Words("statement", ko="진술")}
"""What entities of a kind are called whose class is of another vocabulary, and has no label here."""


def upper_first(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return a text with a small first letter, unless its first word is in capitals (DOI, arXiv)."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def combined(make: Callable[..., str], *parts: str) -> Words:
    """Return what a function makes of texts, in every language that one of them has."""
    others = {language for part in parts if isinstance(part, Words) for language in part.others}

    def made(language: str) -> str:
        return make(*(part.told(language) if isinstance(part, Words) else part for part in parts))

    return Words(made("en"), **{language: made(language) for language in sorted(others)})


class Naming:
    """Names the things of a dataset.

    :param dataset: where labels are looked up
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._labels: dict[str, Words | None] = {}

    def label(self, iri: str) -> Words | None:
        """Return what people call a thing, shortened when it is long; ``None`` when it has no label."""
        if iri not in self._labels:
            self._labels[iri] = self._label(iri)
        return self._labels[iri]

    def short(self, iri: str) -> Words:
        """Return a thing's label in quotation marks, or its IRI in short form."""
        text = self.label(iri)
        return combined("'{}'".format, text) if text else Words(curie(iri))

    def noun(self, class_iri: str) -> Words:
        """Return what a class's members are called, such as ``language model``."""
        return self.label(class_iri) or Words(curie(class_iri).partition(":")[2])

    def entity(self, iri: str) -> Words:
        """Return the kind and the name of a thing, as a sentence begins: ``Paper 'mT5: …'``."""
        kind = kind_of(iri)
        text = self.short(iri)
        if kind is None:
            return text
        known = self.label(term(KINDS[kind].class_name).value)
        return combined(_begun, known or _OF_OTHERS.get(kind) or kind.replace("-", " "), text)

    def _label(self, iri: str) -> Words | None:
        if iri.startswith("_:"):
            return None  # a blank node
        entity = ox.NamedNode(iri)
        english = self.dataset.label(entity)
        if english is None:
            return None
        others = {
            language: text for language, text in self.dataset.labels(entity).items() if language not in ("", "en")
        }
        return Words(_cut(english), **{language: _cut(text) for language, text in others.items()})


def _begun(kind: str, name: str) -> str:
    return f"{upper_first(kind)} {name}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + "…"
