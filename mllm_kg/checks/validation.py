"""Everything that can be checked: the shapes, the rules across entities, the codes.

The whole graph is judged as it is. Files are judged as additions:

1. They are put into a copy of the graph (:mod:`mllm_kg.checks.additions`).
2. Shapes and rules are asked only about what they touch. Where they find something, the graph without the files is asked
   the same; what it has too, the files did not cause.
3. What was told while a file was read is not told again by what follows from it: a key with a wrong value is not
   missing besides.
4. Each finding gets its place (:mod:`mllm_kg.checks.places`).
5. RDF can say what no record can, such as a number that is none, of a property that no shape judges there. So it is
   asked as well whether it clashes with the ontology by the rules of OWL 2 RL; what a shape or a rule has told of the
   same statement is not told again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from mllm_kg.assets import Assets
from mllm_kg.checks.additions import Additions, added
from mllm_kg.checks.cascades import Cascades
from mllm_kg.checks.codes import check_codes
from mllm_kg.checks.places import Locator
from mllm_kg.checks.profile import PROFILE, Profile
from mllm_kg.checks.quality import Found, judge
from mllm_kg.checks.rules import load_quality_rules
from mllm_kg.checks.shacl import check_shapes
from mllm_kg.findings import Finding, Sentence, Severity
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.namespaces import KG

__all__ = ["Report", "validate"]

RULES = "qc"
SUBSUMED = frozenset(("dangling-reference", "language-without-code"))
"""Rules that say of a value what a shape says better, where a shape is about it."""

Tell = Callable[[Sentence], object]

_ORDER = tuple(Severity)
_PAIRWISE = "DisjointConstraintComponent"


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


def validate(dataset: Dataset, assets: Assets, inputs: Sequence[Input] = (), tell: Tell | None = None) -> Report:
    """Check a graph, or files as additions in its context.

    :param dataset: the graph
    :param assets: the sources; the shapes and the rules are among them
    :param inputs: the files to judge as additions, as far as they could be read; only what they cause is found, with
        what was found while they were read. None judges the graph itself
    :param tell: is told of shapes that make the work slow
    :raises UnreadableInput: when a shape, a rule or the profile can't be read
    :raises OutputError: when there is no room for a copy of the graph
    """
    profile = Profile.load(assets.shapes / PROFILE)
    if not inputs:
        locator = Locator(dataset, assets)
        return _report(locator.placed(found.finding, found.other) for found in _all(dataset, assets, profile, tell))
    with added(dataset, inputs) as additions:
        locator = Locator(additions.after, assets, inputs)
        told = [finding for made in inputs for finding in made.findings]
        told += [locator.completed(finding) for finding in additions.findings]
        terms = _terms(inputs, dataset)
        known = {_subject(finding) for finding in terms}
        cascades = Cascades(inputs, additions.findings, assets)
        caused = [
            found
            for found in _caused(additions, assets, profile, tell)
            if not cascades.include(found.finding) and _subject(found.finding) not in known
        ]
        told += terms
        found = [*told, *(locator.placed(found.finding, found.other) for found in caused)]
        return _report([*found, *_clashes(additions, assets, inputs, found)])


def _clashes(
    additions: Additions, assets: Assets, inputs: Sequence[Input], known: Iterable[Finding]
) -> Iterable[Finding]:
    """Return what RDF states that the ontology forbids and that nothing else has told."""
    if all(made.graphs is not None or not made.quads for made in inputs):
        return []
    from mllm_kg.checks.clashing import caused_clashes

    return caused_clashes(additions, assets, inputs, known)


def _terms(inputs: Sequence[Input], dataset: Dataset) -> list[Finding]:
    """Return what RDF names that does not exist, which is nearer to the mistake than what shapes say of it."""
    rdf = [made for made in inputs if made.graphs is None and made.quads]
    if not rdf:
        return []
    from mllm_kg.inputs.vocabulary import unknown_terms

    return unknown_terms(rdf, dataset)


def _subject(finding: Finding) -> tuple[str | None, str | None]:
    """Return what a finding is about: an entity and its value; without one, its property or the rule."""
    return finding.focus, finding.value or f"{finding.rule} {finding.path}"


def _report(findings: Iterable[Finding]) -> Report:
    everything = list(findings)
    told = {(found.focus, found.path, found.value) for found in everything if found.rule not in SUBSUMED}
    kept = (f for f in everything if f.rule not in SUBSUMED or (f.focus, f.path, f.value) not in told)
    return Report(tuple(sorted(kept, key=_order)))


def _order(finding: Finding) -> tuple[int, str, str, str]:
    return _ORDER.index(finding.severity), finding.rule, finding.focus or "", finding.message


def _all(dataset: Dataset, assets: Assets, profile: Profile, tell: Tell | None) -> list[Found]:
    """Return everything that is found in a graph."""
    shapes = check_shapes(dataset, assets.shapes, None, tell)
    rules = judge(dataset, load_quality_rules(assets.queries / RULES), profile)
    return [*_paired(shapes), *rules, *_paired(check_codes(dataset, profile))]


def _caused(additions: Additions, assets: Assets, profile: Profile, tell: Tell | None) -> list[Found]:
    """Return what is found with the additions and not without them; what finds nothing is asked once only."""
    codes = _paired(check_codes(additions.after, profile, additions.changes.added))
    with ThreadPoolExecutor(max_workers=1) as other:
        rules = other.submit(_caused_in_rules, additions, assets, profile)
        return [*_caused_in_shapes(additions, assets, tell), *rules.result(), *codes]


def _caused_in_shapes(additions: Additions, assets: Assets, tell: Tell | None) -> list[Found]:
    found = _paired(check_shapes(additions.after, assets.shapes, additions.changes, tell))
    focus = {one.finding.focus for one in found if one.finding.focus}
    before = _paired(check_shapes(additions.before, assets.shapes, focus)) if found else []
    return _new(found, before, additions.own)


def _caused_in_rules(additions: Additions, assets: Assets, profile: Profile) -> list[Found]:
    rules = load_quality_rules(assets.queries / RULES)
    found = judge(additions.after, rules, profile, additions.changes)
    broken = {one.finding.rule for one in found}
    asked = [rule for rule in rules if rule.id in broken]
    return _new(found, judge(additions.before, asked, profile, additions.changes) if asked else [], additions.own)


def _paired(findings: Iterable[Finding]) -> list[Found]:
    """Tell of each finding of a shape which other entity it is about: two entities that refer to each other."""
    return [Found(finding, finding.value if _is_pair(finding) else None) for finding in findings]


def _is_pair(finding: Finding) -> bool:
    return (finding.component or "").endswith(_PAIRWISE) and (finding.value or "").startswith(KG)


def _new(after: Sequence[Found], before: Iterable[Found], own: frozenset[str]) -> list[Found]:
    """Return what was not found before, or is about something whose record stands in for another."""
    known = {_identity(found.finding) for found in before}
    return [f for f in after if _identity(f.finding) not in known or f.finding.focus in own or f.other in own]


def _identity(finding: Finding) -> tuple[str | None, ...]:
    return finding.rule, finding.focus, finding.path, finding.value, finding.message
