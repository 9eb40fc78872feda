"""A dataset is judged by the shapes, and every result becomes a finding in plain words.

1. The shapes are compiled to SPARQL (:mod:`mllm_kg.checks.compiled`); a shape that can't be is told of, and judged by
   pySHACL (:mod:`mllm_kg.checks.reference`).
2. Several constraints of one rule that one value breaks are one finding, about the most telling of them.
3. Each finding says what is wrong and what would be right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.checks.advice import Advice
from mllm_kg.checks.compiled import Changes, compile_shapes, judge
from mllm_kg.checks.compiled.classes import Classes
from mllm_kg.checks.naming import Naming
from mllm_kg.checks.profile import PROFILE, Profile
from mllm_kg.checks.shapes import SH, Result, Shapes, load_shapes
from mllm_kg.checks.words import RANK, plain, sentence
from mllm_kg.findings import Finding, Sentence, Severity, say
from mllm_kg.graph import Dataset

__all__ = ["Changes", "check_shapes", "results"]

_ORDER = tuple(Severity)


def check_shapes(
    dataset: Dataset,
    shapes_dir: Path,
    focus: Changes | Collection[str] | None = None,
    tell: Callable[[Sentence], object] | None = None,
) -> list[Finding]:
    """Judge a dataset by the shapes.

    :param dataset: the data, closed under the ontology, and the ontology itself
    :param shapes_dir: the folder of the shapes and of their profile
    :param focus: the IRIs of the entities to judge, or a change to the dataset (which may have happened or not): then
        only verdicts that it can have touched are given. ``None`` judges all
    :param tell: is told of each shape that is not compiled and makes the work slow
    :returns: each finding once, the worst first
    :raises UnreadableInput: when the shapes or the profile can't be read
    """
    shapes, profile = load_shapes(shapes_dir), Profile.load(shapes_dir / PROFILE)
    classes = Classes(dataset)
    naming, advice = Naming(dataset), Advice(dataset, classes)
    findings = []
    for result in results(dataset, shapes, classes, focus, tell):
        entity = None if isinstance(result.focus, ox.Literal) else plain(result.focus)
        findings.append(
            Finding(
                rule=result.rule.id,
                severity=profile.severity(result.rule.id),
                message=sentence(result, naming, shapes),
                suggestion=advice.of(result),
                focus=entity,
                label=naming.label(entity) if entity else None,
                path=result.rule.path or None,
                value=None if result.value is None else plain(result.value),
                component=SH + result.component,
            )
        )
    return sorted(findings, key=_order)


def results(
    dataset: Dataset,
    shapes: Shapes,
    classes: Classes,
    focus: Changes | Collection[str] | None = None,
    tell: Callable[[Sentence], object] | None = None,
) -> list[Result]:
    """Return one result for each rule, entity and value; see :func:`check_shapes`."""
    compiled = compile_shapes(shapes, classes)
    found = judge(dataset, compiled, classes, focus)
    if compiled.unknown:
        from mllm_kg.checks.reference import judge_by_pyshacl

        for rule, component in compiled.unknown:
            if tell is not None:
                tell(_slow(rule.id, component))
        wanted = focus if focus is None or isinstance(focus, Changes) else set(focus)
        others = judge_by_pyshacl(dataset, shapes, [rule for rule, _ in compiled.unknown])
        found += [other for other in others if not isinstance(wanted, set) or plain(other.focus) in wanted]
    return once(found)


def once(results: Iterable[Result]) -> list[Result]:
    """Keep one result for each rule, entity and value: that of the most telling constraint."""
    found: dict[tuple[str, str, str | None], Result] = {}
    for result in results:
        key = (result.rule.id, str(result.focus), None if result.value is None else str(result.value))
        before = found.get(key)
        if before is None or _rank(result) < _rank(before):
            found[key] = result
    return list(found.values())


def _slow(rule: str, component: str) -> Sentence:
    return say(
        "The shape {rule} asks for sh:{component}, which has no query; pySHACL judges it, which takes a while.",
        rule=rule,
        component=component,
    )


def _rank(result: Result) -> int:
    return RANK.index(result.component) if result.component in RANK else len(RANK)


def _order(finding: Finding) -> tuple[int, str, str, str]:
    return _ORDER.index(finding.severity), finding.rule, finding.focus or "", finding.value or ""
