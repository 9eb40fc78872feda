"""Rules as files: ``queries/lint/<rule>.rq``, each a query of which any row is a breach.

The files have the form of the rules across entities (:mod:`mllm_kg.checks.rules`), with a further part *Source* at the
head of the description: whose rule it is. They are asked of the ontology in ``graph/ontology``, the shapes in
``graph/shapes``, and all data. A message calls terms by their short IRIs, as those do who write ontologies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mllm_kg.checks.rules import COLUMNS, SLOT, QualityRule, load_quality_rules
from mllm_kg.findings import Words
from mllm_kg.lint.model import Breach, Inspected, LintRule
from mllm_kg.namespaces import PREFIXES, curie

__all__ = ["FOLDER", "query_rules"]

FOLDER = "lint"
"""The folder of the rules, below the one of the questions."""

_LONGEST = 70


def query_rules(queries: Path) -> list[LintRule]:
    """Return the rules of a folder of questions, by name.

    :raises UnreadableInput: when one can't be read
    """
    return [_rule(rule) for rule in load_quality_rules(queries / FOLDER)]


def _rule(rule: QualityRule) -> LintRule:
    return LintRule(
        id=rule.id,
        source=rule.source,
        summary=rule.summary,
        problem=rule.problem,
        solution=rule.solution,
        file=f"queries/{FOLDER}/{rule.id}.rq",
        find=partial(_find, rule),
    )


def _find(rule: QualityRule, inspected: Inspected) -> Iterator[Breach]:
    rows: Any = inspected.dataset.store.query(rule.everywhere, prefixes=PREFIXES, use_default_graph_as_union=True)
    names = [variable.value for variable in rows.variables]
    for row in rows:
        cells = {column: row[column] if column in names else None for column in COLUMNS}
        if isinstance(cells["entity"], ox.NamedNode):
            yield Breach(
                entity=cells["entity"].value,
                message=_message(rule.message, cells),
                path=_plain(cells["path"]),
                value=_plain(cells["value"] or cells["other"]),
            )


def _message(template: Words, cells: Mapping[str, object]) -> Words:
    """Return the sentence in every language that the rule has it in."""
    shown = {column: _shown(cell) for column, cell in cells.items()}

    def filled(text: str) -> str:
        return SLOT.sub(lambda slot: shown[slot[1]], text)

    return Words(filled(template), **{language: filled(text) for language, text in template.others.items()})


def _plain(cell: object) -> str | None:
    return cell.value if isinstance(cell, ox.NamedNode | ox.Literal) else None


def _shown(cell: object) -> str:
    if isinstance(cell, ox.NamedNode):
        return curie(cell.value)
    if isinstance(cell, ox.Literal):
        text = " ".join(cell.value.split())
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return "a class expression"
