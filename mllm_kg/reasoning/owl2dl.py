"""The graph as an OWL 2 DL ontology: what a description-logic reasoner is asked about.

A graph says more than a description logic understands, and HermiT takes some of it badly. So:

- Annotations are left out: every statement whose predicate is declared neither an object nor a data property, and
  every axiom about such a property. They entail nothing in OWL 2 DL.
- Ontology headers and ``owl:imports`` are left out, even where a file declares ``owl:imports`` a property of its own;
  nothing is ever fetched. So is every statement with a term of owlready2's own vocabulary, by which a file can name
  Python code. The vocabulary of RDF and OWL holds no properties of individuals (OWL 2 Structural Specification §5.3).
- A literal whose datatype is not in OWL 2's datatype map, such as ``xsd:date``, becomes the string of its N-Triples
  form: what differed still differs, and what was a value still is one. So do strings with characters that HermiT's
  parser mistakes, which are written as their code points.
- Keys would make HermiT compare all individuals of a class with each other. They are worked out here: individuals of
  the class that share the values of a key are said to be the same (``owl:sameAs``), which is what the key entails.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import pyoxigraph as ox

from mllm_kg.errors import InputError
from mllm_kg.namespaces import PREFIXES
from mllm_kg.reasoning.closure import closure
from mllm_kg.reasoning.patterns import RDF_TYPE, SAME, owl, rdfs
from mllm_kg.reasoning.schema import DOMAIN, RANGE, SUBPROPERTY, Node, Schema

__all__ = ["Knowledge", "read", "spelled"]

OWLREADY = "http://www.lesfleursdunormal.fr/"

_OWL, _RDF, _RDFS, _XSD = (PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
_KEY = owl("hasKey").value
_ANNOTATIONS = {
    _OWL + local
    for local in (
        "backwardCompatibleWith",
        "deprecated",
        "imports",
        "incompatibleWith",
        "priorVersion",
        "versionIRI",
        "versionInfo",
    )
}
_AXIOMS = {
    _RDF + "first",
    _RDF + "rest",
    *(_RDFS + local for local in ("subClassOf", "subPropertyOf", "domain", "range")),
}
_HEADERS = {_OWL + local for local in ("AnnotationProperty", "DeprecatedClass", "DeprecatedProperty", "Ontology")}
_PROPERTY_AXIOMS = {term.value for term in (SUBPROPERTY, DOMAIN, RANGE, owl("equivalentProperty"), owl("inverseOf"))}
_DATATYPES = {
    *(_OWL + local for local in ("real", "rational")),
    *(_RDF + local for local in ("XMLLiteral", "PlainLiteral", "langString")),
    _RDFS + "Literal",
    *(
        _XSD + local
        for local in (
            *("anyURI", "base64Binary", "boolean", "byte", "dateTime", "dateTimeStamp", "decimal", "double", "float"),
            *("hexBinary", "int", "integer", "language", "long", "Name", "NCName", "negativeInteger", "NMTOKEN"),
            *("nonNegativeInteger", "nonPositiveInteger", "normalizedString", "positiveInteger", "short", "string"),
            *("token", "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"),
        )
    ),
}
_UNSAFE = re.compile(r"""[%"\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\U00010000-\U0010ffff]""")


@dataclass(frozen=True)
class Knowledge:
    """What a reasoner is asked about, in two parts.

    :param axioms: what is said of classes and properties
    :param assertions: what is said of individuals
    """

    axioms: tuple[ox.Triple, ...]
    assertions: tuple[ox.Triple, ...]

    @cached_property
    def classes(self) -> frozenset[str]:
        """The IRIs of the declared classes."""
        owl_class = owl("Class")
        return frozenset(
            triple.subject.value
            for triple in self.axioms
            if triple.object == owl_class and triple.predicate == RDF_TYPE and isinstance(triple.subject, ox.NamedNode)
        )

    @cached_property
    def uninhabited(self) -> frozenset[str]:
        """The declared classes in which nothing is said to be; the others have a member if all is consistent."""
        types = (triple.object for triple in self.assertions if triple.predicate == RDF_TYPE)
        return self.classes.difference(term.value for term in types if isinstance(term, ox.NamedNode))


def read(triples: Iterable[ox.Triple]) -> Knowledge:
    """Return what OWL 2 DL understands of a graph."""
    given = [triple for triple in triples if not _runs_code(triple)]
    declared = _declared(given, "ObjectProperty") | _declared(given, "DatatypeProperty")
    properties = {name for name in declared if not name.startswith((_OWL, _RDF, _RDFS))}
    axioms: list[ox.Triple] = []
    assertions: list[ox.Triple] = []
    for triple in given:
        predicate = triple.predicate.value
        if predicate in properties:
            assertions.append(triple)
        elif predicate == RDF_TYPE.value:
            _sort_type(triple, axioms, assertions)
        elif _is_axiom(triple, predicate, properties):
            axioms.append(triple)
    same = _same([triple for triple in given if triple.predicate.value == _KEY], axioms, assertions, given)
    return Knowledge(tuple(axioms), (*assertions, *same))


def _runs_code(triple: ox.Triple) -> bool:
    return any(isinstance(term, ox.NamedNode) and term.value.startswith(OWLREADY) for term in triple)


def _declared(triples: Iterable[ox.Triple], kind: str) -> set[str]:
    wanted = owl(kind)
    found = (triple.subject for triple in triples if triple.object == wanted and triple.predicate == RDF_TYPE)
    return {subject.value for subject in found if isinstance(subject, ox.NamedNode)}


def _sort_type(triple: ox.Triple, axioms: list[ox.Triple], assertions: list[ox.Triple]) -> None:
    kind = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
    if not kind.startswith((_OWL, _RDF, _RDFS)):
        assertions.append(triple)
    elif kind not in _HEADERS and (kind.startswith(_OWL) or kind == _RDFS + "Datatype"):
        axioms.append(triple)


def _is_axiom(triple: ox.Triple, predicate: str, properties: set[str]) -> bool:
    if not predicate.startswith(_OWL) and predicate not in _AXIOMS:
        return False
    if predicate in _ANNOTATIONS or predicate == _KEY:
        return False
    ends = (triple.subject,) if predicate in {DOMAIN.value, RANGE.value} else (triple.subject, triple.object)
    named = (end for end in ends if isinstance(end, ox.NamedNode))
    return predicate not in _PROPERTY_AXIOMS or all(end.value in properties for end in named)


def spelled(triple: ox.Triple) -> ox.Triple:
    """Return the triple with a literal or a datatype that HermiT understands."""
    term = triple.object
    if isinstance(term, ox.NamedNode) and term.value.startswith(_XSD) and term.value not in _DATATYPES:
        return ox.Triple(triple.subject, triple.predicate, rdfs("Literal"))
    if not isinstance(term, ox.Literal):
        return triple
    known = term.datatype.value in _DATATYPES
    text = term.value if known else str(term)
    safe = _UNSAFE.sub(lambda match: f"%{ord(match[0]):X};", text)
    if known and safe == text:
        return triple
    kept = {"language": term.language} if term.language else {"datatype": term.datatype if known else None}
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(safe, **kept))


def _same(
    keys: Sequence[ox.Triple], axioms: Sequence[ox.Triple], assertions: Sequence[ox.Triple], given: Sequence[ox.Triple]
) -> Iterator[ox.Triple]:
    """Yield what the keys entail: which individuals are the same."""
    values: defaultdict[Node, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for triple in assertions:
        if isinstance(triple.subject, ox.NamedNode):
            values[triple.subject][triple.predicate.value].add(str(triple.object))
    lists = Schema(triple for triple in given if triple.predicate.value in {_RDF + "first", _RDF + "rest"})
    members: dict[str, set[str]] | None = None
    for key in keys:
        properties = [prop.value for prop in lists.items(key.object if isinstance(key.object, Node) else None)]
        shared = defaultdict(list)
        for individual, held in values.items():
            for combination in product(*(held.get(prop, ()) for prop in properties)):
                shared[combination].append(individual)
        for alike in shared.values():
            for one, other in combinations(sorted(alike, key=str), 2):
                members = _members(axioms, assertions) if members is None else members
                if {str(one), str(other)} <= members.get(str(key.subject), set()):
                    yield ox.Triple(one, SAME, other)


def _members(axioms: Sequence[ox.Triple], assertions: Sequence[ox.Triple]) -> dict[str, set[str]]:
    """Return who is in which class, as far as OWL 2 RL can tell."""
    try:
        found = [*assertions, *closure(assertions, axioms)]
    except InputError:
        found = list(assertions)
    members = defaultdict(set)
    for triple in found:
        if triple.predicate == RDF_TYPE:
            members[str(triple.object)].add(str(triple.subject))
    return members
