"""A dataset is judged by the rules across entities (:mod:`mllm_kg.checks.rules`), and every row becomes a finding.

1. The rules are asked of the whole graph, or narrowed to what a change touches (:mod:`mllm_kg.checks.narrowing`).
2. Each finding says what is wrong, by the rule's message, and what would be right, by its solution.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from mllm_kg.checks.codes import check_codes
from mllm_kg.checks.compiled.affected import Changes
from mllm_kg.checks.naming import Naming, combined
from mllm_kg.checks.narrowing import Narrowing
from mllm_kg.checks.profile import Profile
from mllm_kg.checks.rules import COLUMNS, SLOT, QualityRule, load_quality_rules
from mllm_kg.findings import Finding, Words
from mllm_kg.findings.particles import fitted
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, PREFIXES, curie

__all__ = ["Found", "QualityRule", "check_quality", "find", "judge", "load_quality_rules"]

_NOTHING = Words("nothing", ko="없음")


class Found(NamedTuple):
    """A finding, and the IRI of the other entity that it is about, if there is one."""

    finding: Finding
    other: str | None = None


def check_quality(dataset: Dataset, qc_dir: Path, profile: Profile) -> list[Finding]:
    """Judge a dataset by all rules across entities, and look its codes up.

    :param dataset: the data, closed under the ontology, and the ontology itself
    :param qc_dir: the folder of the rules
    :param profile: how bad it is to break each of them
    :raises UnreadableInput: when a rule can't be read
    """
    findings = find(dataset, load_quality_rules(qc_dir), profile)
    return [*findings, *check_codes(dataset, profile)]


def find(
    dataset: Dataset, rules: Iterable[QualityRule], profile: Profile, changes: Changes | None = None
) -> list[Finding]:
    """Judge a dataset by some rules across entities; see :func:`judge`."""
    return [found.finding for found in judge(dataset, rules, profile, changes)]


def judge(
    dataset: Dataset, rules: Iterable[QualityRule], profile: Profile, changes: Changes | None = None
) -> list[Found]:
    """Judge a dataset by some rules across entities.

    :param dataset: the data, closed under the ontology, and the ontology itself
    :param rules: the rules
    :param profile: how bad it is to break each of them
    :param changes: a change to the dataset, which may have happened or not: then only what it can have caused or mended
        is found. ``None`` finds everything; the engine then answers as many rules at once as there are processors
    """
    naming = Naming(dataset)
    told: dict[tuple[str, str], Found] = {}
    asked = list(rules)
    for rule, rows in zip(asked, _answers(dataset, asked, changes), strict=True):
        for found in _findings(rule, rows, naming, profile):
            told.setdefault((rule.id, found.finding.message), found)
    return list(told.values())


def _answers(dataset: Dataset, rules: list[QualityRule], changes: Changes | None) -> Iterable[list[Any]]:
    """Return the rows of each rule."""

    def ask(text: str | None) -> list[Any]:
        if text is None:
            return []
        answer: Any = dataset.store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        return list(answer)

    narrowing = None if changes is None else Narrowing(dataset, changes)
    if narrowing is not None and narrowing.possible:
        return [ask(narrowing.query(rule)) for rule in rules]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(pool.map(ask, [rule.everywhere for rule in rules]))


def _findings(rule: QualityRule, rows: Iterable[Any], naming: Naming, profile: Profile) -> Iterator[Found]:
    for row in rows:
        cells = {column: _cell(row, column) for column in COLUMNS}
        entity = cells["entity"]
        focus = entity.value if isinstance(entity, ox.NamedNode) else None
        finding = Finding(
            rule=rule.id,
            severity=profile.severity(rule.id),
            message=_filled(rule.message, cells, naming),
            suggestion=rule.solution,
            focus=focus,
            label=naming.label(focus) if focus else None,
            path=_text(cells["path"]),
            value=_text(cells["value"] or cells["other"]),
        )
        other = cells["other"]
        is_entity = isinstance(other, ox.NamedNode) and other.value.startswith(KG)
        yield Found(finding, _text(other) if is_entity else None)


def _cell(row: Any, column: str) -> object:
    try:
        return row[column]
    except KeyError:
        return None


def _filled(message: Words, cells: Mapping[str, object], naming: Naming) -> Words:
    """Return the message in every language, its slots filled."""
    slots = sorted(set(SLOT.findall(message)))
    shown = [_shown(slot, cells[slot], naming) for slot in slots]

    def fill(template: str, *texts: str) -> str:
        told = dict(zip(slots, texts, strict=True))
        return SLOT.sub(lambda slot: told[slot[1]], fitted(template, told))

    return combined(fill, message, *shown)


def _text(value: object) -> str | None:
    return value.value if isinstance(value, ox.NamedNode | ox.Literal | ox.BlankNode) else None


def _shown(column: str, value: object, naming: Naming) -> Words:
    """Return what a sentence says for a cell."""
    if isinstance(value, ox.NamedNode):
        if column == "path":
            return naming.label(value.value) or Words(curie(value.value))
        return naming.entity(value.value) if column == "entity" else naming.short(value.value)
    text = _text(value)
    return Words(text) if text else _NOTHING
