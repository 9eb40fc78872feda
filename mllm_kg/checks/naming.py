"""What findings call things: a kind and a label, such as ``Paper 'Crosslingual Generalization …'``."""

from __future__ import annotations

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KINDS, curie, kind_of, term

__all__ = ["Naming", "lower_first", "upper_first"]

LONGEST = 70


def upper_first(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return a text with a small first letter, unless its first word is in capitals (DOI, arXiv)."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


class Naming:
    """Names the things of a dataset.

    :param dataset: where labels are looked up
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def label(self, iri: str) -> str | None:
        """Return what people call a thing, shortened when it is long; ``None`` when it has no label."""
        text = self.dataset.label(ox.NamedNode(iri))
        if text is None:
            return None
        flat = " ".join(text.split())
        return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + "…"

    def short(self, iri: str) -> str:
        """Return a thing's label in quotation marks, or its IRI in short form."""
        text = self.label(iri)
        return f"'{text}'" if text else curie(iri)

    def noun(self, class_iri: str) -> str:
        """Return what a class's members are called, such as ``language model``."""
        return self.label(class_iri) or curie(class_iri).partition(":")[2]

    def entity(self, iri: str) -> str:
        """Return the kind and the name of a thing, as a sentence begins: ``Paper 'mT5: …'``."""
        kind = kind_of(iri)
        text = self.short(iri)
        if kind is None:
            return text
        known = self.dataset.label(term(KINDS[kind].class_name))
        return f"{upper_first(known or kind.replace('-', ' '))} {text}"
