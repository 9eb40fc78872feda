"""An answer's labels in the language of the one who asks.

Queries give labels in English, so that they are the same on every engine. A column of labels stands beside the column of
IRIs that it is about (``strategy`` and ``strategyLabel``); afterwards its labels are replaced, entity by entity, by those
that the graph at hand has in another language. Rows keep the order that the query gives them.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.language import lookup
from mllm_kg.results import Rows, Term

__all__ = ["in_language"]


def in_language(rows: Rows, dataset: Dataset, language: str) -> Rows:
    """Return rows with the labels of their entities in a language, where there are such labels.

    :param rows: the answer to a question
    :param dataset: where labels are looked up, once for each entity
    :param language: the BCP 47 tag of the language
    """
    pairs = [
        (rows.variables.index(name), place)
        for place, label in enumerate(rows.variables)
        if (name := label.removesuffix("Label")) != label and name in rows.variables
    ]
    if not pairs or lookup(language, ("en",)):
        return rows

    @cache
    def label(entity: ox.NamedNode) -> ox.Literal | None:
        labels = dataset.labels(entity)
        tag = lookup(language, labels)
        return None if tag is None else ox.Literal(labels[tag], language=tag)

    def told(row: tuple[Term | None, ...]) -> tuple[Term | None, ...]:
        values = list(row)
        for entity, place in pairs:
            node = row[entity]
            if isinstance(node, ox.NamedNode):
                values[place] = label(node) or row[place]
        return tuple(values)

    return Rows(rows.variables, list(map(told, rows.rows)))
