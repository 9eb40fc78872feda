"""What is odd about the terms of an ontology before anyone reasons with it.

* A name that stands for a class and for a property. OWL 2 DL takes that for two things (punning, Structural
  Specification §5.9), so nothing that is said of the one holds for the other; for a class and a datatype, and for two
  kinds of properties, it is forbidden.
* A circle of sub-classes or sub-properties, which is legal: all of them have the same members, which is seldom meant.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from mllm_kg.checks.sites import Sites
from mllm_kg.findings import Finding, Related, Severity, Words, say
from mllm_kg.namespaces import PREFIXES, curie
from mllm_kg.reasoning.patterns import RDF_TYPE, owl, rdfs
from mllm_kg.reasoning.schema import DOMAIN, RANGE, SUBCLASS, SUBPROPERTY

__all__ = ["circles", "two_kinds"]

_CLASS, _DATATYPE = Words("a class", ko="클래스"), Words("a datatype", ko="자료형")
_OBJECT, _DATA = Words("an object property", ko="객체 속성"), Words("a datatype property", ko="자료형 속성")
_ANNOTATION = Words("an annotation property", ko="주석 속성")
_KINDS: Mapping[object, Words] = {
    owl("Class"): _CLASS,
    rdfs("Class"): _CLASS,
    rdfs("Datatype"): _DATATYPE,
    owl("ObjectProperty"): _OBJECT,
    owl("DatatypeProperty"): _DATA,
    owl("AnnotationProperty"): _ANNOTATION,
}
_PROPERTIES = (_OBJECT, _DATA, _ANNOTATION)
_ORDER = (_CLASS, _DATATYPE, *_PROPERTIES)
_VOCABULARY = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))


def two_kinds(
    ontology: Iterable[ox.Triple], statements: Collection[ox.Triple], sites: Sites, changed: Collection[ox.Triple]
) -> Iterator[Finding]:
    """Go through the names that stand for two kinds of terms, by what is declared or by how they are used.

    :param ontology: the axioms
    :param statements: further statements that use the terms
    :param sites: finds where they stand
    :param changed: what is under judgement; only names that it declares or uses are told
    """
    declared: dict[str, dict[Words, ox.Triple]] = {}
    axioms = list(ontology)
    for triple in axioms:
        kind = _KINDS.get(triple.object) if triple.predicate == RDF_TYPE else None
        if kind is not None and isinstance(triple.subject, ox.NamedNode):
            declared.setdefault(triple.subject.value, {}).setdefault(kind, triple)
    evidence: dict[str, dict[Words, ox.Triple]] = {name: dict(kinds) for name, kinds in declared.items()}
    for triple in (*axioms, *statements):
        for name, kind in _used(triple, declared):
            evidence[name].setdefault(kind, triple)
    under_judgement = set(changed)
    for name, kinds in sorted(evidence.items()):
        if len(kinds) > 1 and not under_judgement.isdisjoint(kinds.values()):
            yield _of_two(name, kinds, sites, under_judgement)


def _used(triple: ox.Triple, declared: Mapping[str, Mapping[Words, ox.Triple]]) -> Iterator[tuple[str, Words]]:
    """Go through the declared terms that a statement uses as something else than they are declared."""
    subject, predicate, thing = triple.subject, triple.predicate, triple.object
    as_class = [thing] if predicate in (RDF_TYPE, DOMAIN, RANGE) else []
    as_class += [subject, thing] if predicate == SUBCLASS else []
    for term in as_class:
        kinds = declared.get(term.value) if isinstance(term, ox.NamedNode) else None
        if kinds and _CLASS not in kinds and _DATATYPE not in kinds:
            assert isinstance(term, ox.NamedNode)
            yield term.value, _CLASS
    as_property = [predicate] if not predicate.value.startswith(_VOCABULARY) else []
    as_property += [term for term in (subject, thing) if predicate == SUBPROPERTY and isinstance(term, ox.NamedNode)]
    as_property += [subject] if predicate in (DOMAIN, RANGE) and isinstance(subject, ox.NamedNode) else []
    for term in as_property:
        kinds = declared.get(term.value)
        if kinds and not any(kind in kinds for kind in _PROPERTIES):
            yield term.value, _DATA if isinstance(thing, ox.Literal) else _OBJECT


def _of_two(
    name: str, kinds: Mapping[Words, ox.Triple], sites: Sites, under_judgement: Collection[ox.Triple]
) -> Finding:
    first, second, *_ = sorted(kinds.items(), key=lambda pair: (pair[1] in under_judgement, _ORDER.index(pair[0])))
    message = say("{name} stands for {one} and for {other}.", name=curie(name), one=first[0], other=second[0])
    advice = say("Give each an IRI of its own: what is said of the one does not hold for the other.")
    at, other = sites.statement(second[1]), sites.related(first[1])
    return Finding(
        "term-of-two-kinds",
        Severity.VIOLATION,
        message,
        advice,
        at[0] if at else None,
        focus=name,
        source=at[1] if at else None,
        related=(other,) if other else (),
    )


def circles(ontology: Iterable[ox.Triple], sites: Sites, changed: Collection[ox.Triple]) -> Iterator[Finding]:
    """Go through the circles of named classes or properties, the shortest one for each.

    :param ontology: the axioms
    :param sites: finds where they stand
    :param changed: what is under judgement; only circles that it is part of are told
    """
    axioms, under_judgement = list(ontology), set(changed)
    for relation in (SUBCLASS, SUBPROPERTY):
        edges: defaultdict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
        for triple in axioms:
            low, high = triple.subject, triple.object
            if triple.predicate == relation and isinstance(low, ox.NamedNode) and isinstance(high, ox.NamedNode):
                edges[low].append(high)
        told: set[frozenset[ox.NamedNode]] = set()
        for start in sorted(edges, key=str):
            links = _circle(start, edges)
            if links and frozenset(links) not in told:
                told.add(frozenset(links))
                steps = [ox.Triple(low, relation, high) for low, high in zip(links, [*links[1:], start], strict=True)]
                if not under_judgement.isdisjoint(steps):
                    yield _around(links, steps, relation, sites, under_judgement)


def _circle(start: ox.NamedNode, edges: Mapping[ox.NamedNode, Sequence[ox.NamedNode]]) -> list[ox.NamedNode] | None:
    """Return a shortest way from a term back to itself, by breadth-first search; ``None`` when there is none."""
    before: dict[ox.NamedNode, ox.NamedNode] = {}
    waiting = deque([start])
    while waiting:
        term = waiting.popleft()
        for high in sorted(edges.get(term, ()), key=str):
            if high == start:
                links = [term]
                while links[-1] != start:
                    links.append(before[links[-1]])
                return links[::-1]
            if high not in before:
                before[high] = term
                waiting.append(high)
    return None


def _around(
    links: Sequence[ox.NamedNode],
    steps: Sequence[ox.Triple],
    relation: ox.NamedNode,
    sites: Sites,
    under_judgement: Collection[ox.Triple],
) -> Finding:
    chain = " → ".join(curie(term.value) for term in (*links, links[0]))
    if relation == SUBCLASS:
        message = say("Sub-classes go in a circle, so all of them have the same members: {chain}.", chain=chain)
        advice = say("Remove the link that is wrong; where the classes are the same, say `owl:equivalentClass`.")
    else:
        message = say(
            "Sub-properties go in a circle, so all of them hold between the same things: {chain}.", chain=chain
        )
        advice = say("Remove the link that is wrong; where the properties are the same, say `owl:equivalentProperty`.")
    own = next(step for step in steps if step in under_judgement)
    at = sites.statement(own)
    notes: list[Related | None] = [sites.related(step) for step in steps if step != own]
    return Finding(
        "hierarchy-circle",
        Severity.WARNING,
        message,
        advice,
        at[0] if at else None,
        focus=links[0].value,
        path=relation.value,
        source=at[1] if at else None,
        related=tuple(note for note in notes if note),
    )
