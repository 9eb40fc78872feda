"""The rules are asked, and what they find gets its severity and its place.

1. The shapes are put beside the ontology and the data, in a private copy of the graph (:mod:`mllm_kg.overlay`).
2. Every rule is asked that the profile does not switch off. The engine answers as many queries at once as there are
   processors.
3. Only when something is found, the files of the ontology and of the shapes are read with the places of their statements.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.checks.profile import Profile
from mllm_kg.checks.shapes import load_shapes
from mllm_kg.findings import Finding
from mllm_kg.findings.wording import LINTING, ordered
from mllm_kg.graph import Dataset
from mllm_kg.lint.conclusions import CONCLUSIONS
from mllm_kg.lint.model import SHAPES_GRAPH, Breach, Inspected, LintRule
from mllm_kg.lint.patterns import PATTERNS
from mllm_kg.lint.places import Places
from mllm_kg.lint.queries import FOLDER, query_rules
from mllm_kg.overlay import Overlay

__all__ = ["PROFILE", "judge", "lint", "load_profile", "load_rules"]

PROFILE = "profile.tsv"
"""The table of severities, in the folder of the rules."""


def lint(dataset: Dataset, assets: Assets) -> list[Finding]:
    """Judge the ontology and the shapes by all rules.

    :param dataset: the graph: the ontology, the data, and what follows from both
    :param assets: the sources; the rules, the profile and the shapes are among them
    :returns: the findings by file and line
    :raises UnreadableInput: when a rule, the profile or a shape can't be read
    :raises OutputError: when there is no room for a copy of the graph
    """
    profile, shapes = load_profile(assets.queries), load_shapes(assets.shapes)
    rules = [rule for rule in load_rules(assets.queries) if rule.id not in profile.off]
    with Overlay(dataset) as room:
        room.store.extend(ox.Quad(t.subject, t.predicate, t.object, SHAPES_GRAPH) for t in shapes.triples)
        findings = judge(Inspected(room), rules, profile)
        places = Places(room, assets)
        return ordered(places.placed(finding) for finding in findings)


def load_rules(queries: Path) -> list[LintRule]:
    """Return all rules, by name.

    :param queries: the folder of the questions, in which the one of the rules is
    :raises UnreadableInput: when a rule can't be read
    """
    return sorted((*query_rules(queries), *PATTERNS, *CONCLUSIONS), key=lambda rule: rule.id)


def load_profile(queries: Path) -> Profile:
    """Return the severities of the rules, and those that are switched off.

    :param queries: the folder of the questions
    :raises UnreadableInput: when it can't be read
    """
    return Profile.load(queries / FOLDER / PROFILE, may_be_off=True)


def judge(inspected: Inspected, rules: Sequence[LintRule], profile: Profile) -> list[Finding]:
    """Return what rules find, each thing once; without places.

    :param inspected: what is judged
    :param rules: the rules to ask
    :param profile: how bad it is to break each of them
    """

    def ask(rule: LintRule) -> list[Finding]:
        return [_finding(rule, breach, profile) for breach in rule.find(inspected)]

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(dict.fromkeys(finding for found in pool.map(ask, rules) for finding in found))


def _finding(rule: LintRule, breach: Breach, profile: Profile) -> Finding:
    return Finding(
        rule=LINTING + rule.id,
        severity=profile.severity(rule.id),
        message=breach.message,
        suggestion=rule.solution,
        focus=breach.entity,
        path=breach.path,
        value=breach.value,
    )
