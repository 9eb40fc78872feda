"""Everything that can be checked: the shapes, the rules across entities, the codes.

pySHACL works in this thread while the engine, which needs no Python, answers the rules' queries in others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from mllm_kg.assets import Assets
from mllm_kg.checks.additions import Additions, read_additions
from mllm_kg.checks.codes import check_codes
from mllm_kg.checks.profile import PROFILE, Profile
from mllm_kg.checks.quality import check_quality, find, load_quality_rules
from mllm_kg.checks.shacl import check_shapes
from mllm_kg.findings import Finding, Severity
from mllm_kg.graph import Dataset

__all__ = ["Report", "validate"]

RULES = "qc"
SUBSUMED = frozenset(("dangling-reference", "language-without-code"))
"""Rules that say of a value what a shape says better, where a shape is about it."""

_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found.

    :param findings: each finding once, the worst first
    """

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing violates a rule; warnings and notes don't count."""
        return not self.counts[Severity.VIOLATION]

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in Severity}


def validate(dataset: Dataset, assets: Assets, paths: Sequence[Path] = ()) -> Report:
    """Check a graph, or files as additions in its context.

    :param dataset: the graph
    :param assets: the sources; the shapes and the rules are among them
    :param paths: files and folders to judge as additions: records, Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML.
        Only what they cause is found. None judges the graph itself
    :raises UnreadableInput: when a file can't be read
    :raises RecordErrors: when a record has mistakes that keep it from being checked
    """
    if paths:
        return _report(_caused_by(read_additions(dataset, assets, paths), assets))
    profile = Profile.load(assets.shapes / PROFILE)
    with ThreadPoolExecutor(max_workers=1) as other:
        quality = other.submit(check_quality, dataset, assets.queries / RULES, profile)
        shapes = check_shapes(dataset, assets.shapes)
        return _report([*shapes, *quality.result()])


def _report(findings: Sequence[Finding]) -> Report:
    told = {(found.focus, found.path, found.value) for found in findings if found.rule not in SUBSUMED}
    kept = (f for f in findings if f.rule not in SUBSUMED or (f.focus, f.path, f.value) not in told)
    return Report(tuple(sorted(kept, key=_order)))


def _order(finding: Finding) -> tuple[int, str, str, str]:
    return _ORDER.index(finding.severity), finding.rule, finding.focus or "", finding.message


def _caused_by(additions: Additions, assets: Assets) -> list[Finding]:
    """Return what is found with the additions and not without them; what finds nothing is asked once only."""
    profile = Profile.load(assets.shapes / PROFILE)
    rules = load_quality_rules(assets.queries / RULES)
    with ThreadPoolExecutor(max_workers=1) as other:
        asked = other.submit(find, additions.after, rules, profile)
        findings = check_shapes(additions.after, assets.shapes, additions.entities)
        quality = asked.result()
    if findings:
        focus = {finding.focus for finding in findings if finding.focus}
        findings = _new(findings, check_shapes(additions.before, assets.shapes, focus))
    if quality:
        broken = {finding.rule for finding in quality}
        quality = _new(quality, find(additions.before, [rule for rule in rules if rule.id in broken], profile))
    codes = check_codes(additions.after, profile, additions.quads)
    return [replace(finding, location=additions.locate(finding)) for finding in (*findings, *quality, *codes)]


def _new(after: Sequence[Finding], before: Sequence[Finding]) -> list[Finding]:
    known = {(finding.rule, finding.focus, finding.path, finding.value, finding.message) for finding in before}
    return [
        finding
        for finding in after
        if (finding.rule, finding.focus, finding.path, finding.value, finding.message) not in known
    ]
