"""What HermiT adds to the verdict of the rules: contradictions, empty classes and conclusions that only it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import pyoxigraph as ox

from mllm_kg import settings
from mllm_kg.checks.clashing import CLASH, contradiction, empty_class
from mllm_kg.checks.sites import Sites
from mllm_kg.checks.verdict import Verdict
from mllm_kg.errors import InputError
from mllm_kg.findings import Finding, Severity, say
from mllm_kg.namespaces import curie
from mllm_kg.reasoning.comparison import Comparison
from mllm_kg.reasoning.engine import Engine, OutOfTime
from mllm_kg.reasoning.hermit import reason
from mllm_kg.reasoning.justification import justified
from mllm_kg.reasoning.owl2dl import Knowledge, read
from mllm_kg.reasoning.patterns import RDF_TYPE
from mllm_kg.reasoning.schema import Schema
from mllm_kg.reasoning.wording import sentence

__all__ = ["by_hermit"]

DIFFERS = "closure-differs"
_IRI = re.compile(r"<([a-z]+:[^<>\s]+)>")

Empty = Sequence[tuple[str, tuple[ox.Triple, ...]]]


def by_hermit(
    plain: Verdict,
    stated: Sequence[ox.Triple],
    inferred: Iterable[ox.Triple],
    seeds: Sequence[ox.Triple],
    empty: Empty,
    sites: Sites,
    placed: Callable[[Finding], Finding],
) -> Verdict:
    """Return a verdict with what HermiT adds.

    :param plain: the verdict of the rules
    :param stated: everything that is stated
    :param inferred: what the closure concludes
    :param seeds: what is to blame first for a contradiction
    :param empty: the classes that are known to have no member
    :param sites: finds where statements stand
    :param placed: gives a finding about an entity its place
    :raises NotAvailable: when HermiT fails, or needs more time or memory than the settings allow
    """
    try:
        found = reason(stated, inferred)
    except InputError as error:
        refused = [placed(_refused(error))] if plain.consistent else []
        return replace(plain, findings=(*plain.findings, *refused), answered=False)
    knowledge = read(stated)
    told = partial(sentence, Schema(knowledge.axioms))
    known = {name for name, _ in empty}
    own = frozenset(plain.judged)
    findings = list(plain.findings)
    if not found.consistent and plain.consistent:
        findings.append(_contradiction(knowledge, seeds, sites, told, own))
    for name in found.unsatisfiable:
        if name not in known:
            findings.append(empty_class(name, _causes(knowledge, name), sites, told, own))
    if found.comparison is not None:
        findings += map(placed, _differences(found.comparison))
    return replace(
        plain,
        consistent=plain.consistent and found.consistent,
        findings=tuple(findings),
        statements=found.statements,
        comparison=found.comparison,
    )


def _refused(error: InputError) -> Finding:
    """Return the finding for what is no OWL 2 DL."""
    reason = error.message.partition(": ")[2] or error.message
    message = say("HermiT can't judge this: {reason}", reason=_IRI.sub(lambda iri: curie(iri[1]), reason))
    advice = say("See which terms it names; the rules of OWL 2 RL judge without them: `--reasoner rl`.")
    named = _IRI.search(reason)
    return Finding("outside-owl2-dl", Severity.VIOLATION, message, advice, focus=named[1] if named else None)


def _contradiction(
    knowledge: Knowledge,
    seeds: Sequence[ox.Triple],
    sites: Sites,
    told: Callable[[ox.Triple], str],
    judged: frozenset[str],
) -> Finding:
    message = say("The statements contradict the axioms, which only HermiT finds.")
    try:
        found = justified(Engine(), knowledge, seeds)
    except OutOfTime:
        limit = settings.text("reasoner_timeout")
        advice = say(
            "Within {limit} seconds it did not find by which statements. Take some out, and ask again.", limit=limit
        )
        return Finding(CLASH, Severity.VIOLATION, message, advice)
    return contradiction(message, found.statements, found.axioms, sites, told, judged)


def _causes(knowledge: Knowledge, name: str) -> tuple[ox.Triple, ...]:
    """Return the axioms and statements by which a class can have no member; none when the time is not enough."""
    witness = ox.Triple(ox.BlankNode(), RDF_TYPE, ox.NamedNode(name))
    try:
        found = justified(Engine(), Knowledge(knowledge.axioms, (*knowledge.assertions, witness)), [witness])
    except OutOfTime:
        return ()
    return (*found.axioms, *(triple for triple in found.statements if triple != witness))


def _differences(comparison: Comparison) -> Iterator[Finding]:
    """Go through what the closure lacks, and what it has alone."""
    advice = say("Answers lack it. Say it by means that OWL 2 RL has rules for, or state it.")
    for low, high in comparison.subclasses:
        message = say(
            "{name} is narrower than {broader}, which only HermiT finds.", name=curie(low), broader=curie(high)
        )
        yield Finding(DIFFERS, Severity.WARNING, message, advice, focus=low)
    for individual, kind in comparison.memberships:
        message = say("{entity} is in {name}, which only HermiT finds.", entity=curie(individual), name=curie(kind))
        yield Finding(DIFFERS, Severity.WARNING, message, advice, focus=individual)
    for low, high in comparison.doubtful:
        message = say(
            "{name} is narrower than {broader} by the rules, and HermiT does not find that.",
            name=curie(low),
            broader=curie(high),
        )
        yield Finding(DIFFERS, Severity.VIOLATION, message, say("One of the two errs; please report it."), focus=low)
    if not comparison.complete:
        message = say("HermiT finds memberships that the rules do not; the time was not enough to find each of them.")
        yield Finding(DIFFERS, Severity.WARNING, message, say("Allow more time with MLLM_KG_REASONER_TIMEOUT."))
