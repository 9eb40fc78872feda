"""Whatever a stranger states about an entity is in its record afterwards, or is told."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from mllm_kg.assets import find_assets
from mllm_kg.curation.conversion import convert
from mllm_kg.findings import Severity
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.records import read_record_input
from mllm_kg.namespaces import KG, MLLM, PREFIXES, graph
from mllm_kg.records.context import Context
from mllm_kg.records.writer import canonical

CONTEXT = Context.load(find_assets().ontology / "context.jsonld")
XSD = PREFIXES["xsd"]
SUBJECTS = [
    ox.NamedNode(f"{KG}model/m"),
    ox.NamedNode(f"{KG}paper/p"),
    ox.NamedNode(f"{KG}person/ada"),
    ox.BlankNode("b"),
]
OBJECTS = [
    *SUBJECTS,
    ox.NamedNode(f"{KG}model/bloom"),
    ox.NamedNode(f"{KG}language/swa"),
    ox.NamedNode(f"{KG}authorship/a"),
    ox.NamedNode(f"{MLLM}LanguageModel"),
    ox.NamedNode(f"{MLLM}Paper"),
    ox.NamedNode("https://a.example/x"),
    ox.Literal("Ada"),
    ox.Literal("a text"),
    ox.Literal("ein Text", language="de"),
    ox.Literal("2022", datatype=ox.NamedNode(XSD + "integer")),
    ox.Literal("soon", datatype=ox.NamedNode(XSD + "integer")),
    ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
    ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean")),
    ox.Literal("1.5", datatype=ox.NamedNode(XSD + "decimal")),
    ox.Literal("2022-01-02", datatype=ox.NamedNode(XSD + "date")),
    ox.Literal("2022-01-02"),
]
PREDICATES = [
    *(ox.NamedNode(key.iri) for key in CONTEXT.keys.values()),
    ox.NamedNode(PREFIXES["rdf"] + "type"),
    ox.NamedNode(PREFIXES["prov"] + "hadPrimarySource"),
    ox.NamedNode(PREFIXES["prov"] + "wasAttributedTo"),
    ox.NamedNode(PREFIXES["rdf"] + "first"),
    ox.NamedNode(PREFIXES["rdf"] + "rest"),
    ox.NamedNode(MLLM + "checked"),
    ox.NamedNode(MLLM + "alsoStatedIn"),
    ox.NamedNode("https://schema.org/name"),
]
GRAPHS = [graph("addition/0"), graph("model/m"), graph("model/m/unconfirmed"), graph("paper/p"), SUBJECTS[0]]
QUADS = st.builds(
    ox.Quad,
    st.sampled_from([*SUBJECTS, ox.NamedNode(f"{KG}authorship/a"), *GRAPHS[:3]]),
    st.sampled_from(PREDICATES),
    st.sampled_from(OBJECTS),
    st.sampled_from(GRAPHS),
)
TYPED = [
    ox.Quad(SUBJECTS[0], ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(f"{MLLM}LanguageModel"), GRAPHS[0]),
    ox.Quad(SUBJECTS[0], ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.Literal("M"), GRAPHS[0]),
    ox.Quad(SUBJECTS[2], ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.Literal("Ada"), GRAPHS[0]),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(QUADS, max_size=12))
def test_no_statement_raises_an_error_and_none_gets_lost_unseen(quads: list[ox.Quad]) -> None:
    result = convert([Input("x.ttl", "", "ttl", quads=[*TYPED, *quads])], CONTEXT)
    for draft in result.drafts:
        canonical(draft.record, CONTEXT.order)
    if any(finding.severity is Severity.VIOLATION for finding in result.findings):
        return
    kept: set[ox.Triple] = set()
    for draft in result.drafts:
        made = read_record_input(canonical(draft.record, CONTEXT.order), draft.id, CONTEXT)
        kept.update(quad.triple for quad in made.quads)
        for found in made.findings:
            assert found.rule in ("record-type", "record-block"), (draft.record, str(found))
    model = SUBJECTS[0]
    evidence = {PREFIXES["prov"] + "hadPrimarySource", PREFIXES["prov"] + "wasAttributedTo", MLLM + "checked"}
    for quad in quads:
        if quad.subject == model and quad.predicate.value not in evidence and not of_blank(quad):
            assert told_otherwise(quad) in kept, (quad, [draft.record for draft in result.drafts])


def of_blank(quad: ox.Quad) -> bool:
    """Whether a statement is about something that has no name of its own here, or gets one."""
    return isinstance(quad.object, ox.BlankNode) or quad.predicate.value.startswith(PREFIXES["rdf"] + "rest")


def told_otherwise(quad: ox.Quad) -> ox.Triple:
    """Return a statement as a record makes it: truth values by name."""
    if quad.object == ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean")):
        return ox.Triple(quad.subject, quad.predicate, ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")))
    return quad.triple
