"""What would be installed, judged as if it were in the graph, with findings at the lines of what was brought.

A YAML record is judged as it was read. What an RDF file became is judged as the record that would be installed, since
that is what will stand in the graph; each finding then goes to the statement that it is about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.curation.drafts import Draft
from mllm_kg.curation.things import Known
from mllm_kg.findings import Finding, Location, Related, Severity
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.records import read_record_input
from mllm_kg.namespaces import KG
from mllm_kg.records.context import Context

__all__ = ["judge"]

_ORDER = tuple(Severity)
_DUPLICATE = ("duplicate-arxiv-id", "duplicate-doi", "duplicate-acl-anthology-id", "duplicate-title", "duplicate-name")
_TERMS = ("undefined-property", "undefined-class", "ontology-term")


def judge(
    inputs: Sequence[Input],
    drafts: Sequence[tuple[Draft, str]],
    findings: Iterable[Finding],
    doubles: Collection[str],
    dataset: Dataset,
    assets: Assets,
    context: Context,
) -> list[Finding]:
    """Return everything that is to be said about an addition, each once, the worst first.

    :param inputs: the files, read
    :param drafts: what would be installed: each record with its text
    :param findings: what was found before
    :param doubles: the IRIs of what duplicates something, and of what it duplicates; that is told among the findings
    :param dataset: the graph
    :param assets: the sources
    :param context: the keys of records
    """
    from mllm_kg.checks.validation import validate

    told = [*_of_reading(inputs, dataset), *findings]
    missing = {finding.value for finding in told if finding.rule == "dangling-reference"}
    made = {KG + draft.id: draft for draft, _ in drafts if draft.origin.format != "yaml"}
    judged = [
        draft.origin if draft.origin.format == "yaml" else read_record_input(text, draft.id, context)
        for draft, text in drafts
    ]
    for finding in validate(dataset, assets, judged).findings if judged else ():
        doubled = finding.rule in _DUPLICATE and finding.focus in doubles
        if not doubled and not (finding.rule == "unknown-entity" and finding.focus in missing):
            told.append(_at_origin(finding, made))
    return sorted(_once(told), key=lambda finding: _ORDER.index(finding.severity))


def _of_reading(inputs: Sequence[Input], dataset: Dataset) -> Iterator[Finding]:
    """Go through what was found while the files were read, and the terms in RDF that do not exist.

    That RDF has named graphs which only a build writes is no fault here: they become no records, and what is new in them
    is told of by the conversion. Nor is what the graph states already about a term.
    """
    known = Known(dataset)
    for given in inputs:
        terms = {finding.focus for finding in given.findings if finding.rule == "ontology-term"}
        new = {
            quad.subject.value
            for quad in given.quads
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in terms and not known.holds(quad)
        }
        for finding in given.findings:
            if finding.rule != "reserved-graph" and (finding.rule != "ontology-term" or finding.focus in new):
                yield finding
    rdf = [given for given in inputs if given.format != "yaml"]
    if rdf:
        from mllm_kg.inputs.vocabulary import unknown_terms

        yield from unknown_terms(rdf, dataset)


def _at_origin(finding: Finding, drafts: dict[str, Draft]) -> Finding:
    """Let a finding about a record that was made of RDF point at the statement that it is about."""
    draft = drafts.get(finding.focus or "") or _named(finding.location, drafts)
    if draft is None:
        return finding
    place = _statement(finding, draft) or draft.place
    related = tuple(_elsewhere(told, drafts) for told in finding.related)
    return replace(finding, location=place, source=draft.origin.line(place.line), related=related)


def _elsewhere(related: Related, drafts: dict[str, Draft]) -> Related:
    """Let another place that a finding is about be in what was brought."""
    draft = _named(related.location, drafts)
    if draft is None:
        return related
    return replace(related, location=draft.place, source=draft.origin.line(draft.place.line))


def _statement(finding: Finding, draft: Draft) -> Location | None:
    """Return where an RDF file states what a finding is about: the value, else the property, else the entity."""
    places, node = draft.origin.places, draft.node.strip("<>").removeprefix("_:")
    if finding.focus != KG + draft.id:
        said = places.statements.items()
        return next(
            (place.object for triple, place in said if getattr(triple.object, "value", "") == finding.focus), None
        )
    start = places.things.get(draft.node)
    place = places.of(node, finding.path, finding.value)
    return place if place not in (None, start) else places.of(node, finding.path) or start


def _named(place: Location | None, drafts: dict[str, Draft]) -> Draft | None:
    return drafts.get(KG + place.path) if place is not None else None


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what is said twice: of one rule at one place, and of a statement whose term does not exist."""
    kept = list({(found.rule, found.location, found.value, found.message): found for found in findings}.values())
    terms = {finding.location for finding in kept if finding.rule in _TERMS}
    return [finding for finding in kept if finding.rule != "no-key" or finding.location not in terms]
