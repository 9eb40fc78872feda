"""The mappings that a graph states: which of its terms and entities stand for what in other vocabularies and datasets.

1. A mapping is a statement with one of :data:`PREDICATES` from something of this project to something that is not; ties
   to the languages of ontologies themselves (RDF, RDF Schema, OWL, SKOS) are none.
2. Conclusions are left out: they repeat what is stated.
3. What is known of a mapping is taken from the same statements and from nothing else. Names come from labels; the source
   of the object from what says that it owns the namespace (``vann:preferredNamespaceUri``); the date and the pages that
   carry a mapping from what is said about its named graph.
4. How a mapping came about: where the object's name is a code that the subject has, the two can be matched by it; what
   the ontology states was chosen by hand; of others that is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.namespaces import BASE, GRAPH, PREFIXES, graph, term

__all__ = ["CODES", "PREDICATES", "Mapping", "Vocabulary", "mappings_of", "vocabularies_of"]

_SKOS, _RDFS, _OWL, _DCTERMS, _VANN = (PREFIXES[name] for name in ("skos", "rdfs", "owl", "dcterms", "vann"))
PREDICATES = (
    *(_SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")),
    *(_RDFS + name for name in ("subClassOf", "subPropertyOf")),
    *(_OWL + name for name in ("equivalentClass", "equivalentProperty", "sameAs")),
)
"""The properties whose statements are mappings."""

CODES = {
    "http://lexvo.org/id/iso639-3/": "iso639-3",
    "https://glottolog.org/resource/languoid/id/": "glottocode",
}
"""The namespaces whose names are codes, each with the property that states the code."""

BY_HAND = "ManualMappingCuration"
BY_CODE = "LexicalMatching"
UNKNOWN = "UnspecifiedMatching"

_LANGUAGES = tuple(PREFIXES[name] for name in ("owl", "rdf", "rdfs", "skos", "xsd"))
_NAMES = (_SKOS + "prefLabel", _RDFS + "label", term("title").value)
_ONTOLOGY = graph("ontology").value
_HEADER = BASE + "ontology/alignments"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary or dataset that something is mapped to.

    :param iri: what names it
    :param namespace: what the IRIs of its terms begin with
    :param prefix: its usual prefix; empty when that is not said
    :param version: the version that was read; empty when that is not said
    """

    iri: str
    namespace: str
    prefix: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """A statement that something here stands for something elsewhere, with what is known about it.

    :param subject: the IRI of the term or entity here
    :param predicate: the IRI of the property
    :param object: the IRI of what it is mapped to
    :param subject_label: its English name; empty when it has none
    :param object_label: the same of the object
    :param justification: how it came about, a local name of the Semantic Mapping Vocabulary (SEMAPV)
    :param code_property: the property whose value the object's name repeats; empty for none
    :param code: that value
    :param source: the vocabulary of the object, where it is described
    :param date: when it was last checked or changed, as YYYY-MM-DD; empty when that is not known
    :param pages: the pages that carry it
    :param confirmed: whether it stands among what was confirmed
    """

    subject: str
    predicate: str
    object: str
    subject_label: str = ""
    object_label: str = ""
    justification: str = UNKNOWN
    code_property: str = ""
    code: str = ""
    source: Vocabulary | None = None
    date: str = ""
    pages: tuple[str, ...] = ()
    confirmed: bool = True


def mappings_of(quads: Iterable[ox.Quad]) -> list[Mapping]:
    """Return the mappings that some statements hold, each once, in the order of subject, predicate and object."""
    statements = list(quads)
    known = _Known(statements)
    found: dict[tuple[str, str, str], Mapping] = {}
    for quad in statements:
        if _is_mapping(quad):
            mapping = known.mapping(quad)
            found.setdefault((mapping.subject, mapping.predicate, mapping.object), mapping)
    return [found[key] for key in sorted(found)]


def vocabularies_of(quads: Iterable[ox.Quad]) -> dict[str, Vocabulary]:
    """Return the vocabularies that some statements describe, by namespace."""
    parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    names = {
        _VANN + "preferredNamespaceUri": "namespace",
        _VANN + "preferredNamespacePrefix": "prefix",
        _OWL + "versionInfo": "version",
    }
    for quad in quads:
        name = names.get(quad.predicate.value)
        if name and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            value = parts[quad.subject.value].get(name)
            parts[quad.subject.value][name] = min(value or quad.object.value, quad.object.value)
    described = (Vocabulary(iri, **part) for iri, part in sorted(parts.items()) if "namespace" in part)
    return {vocabulary.namespace: vocabulary for vocabulary in described}


def _is_mapping(quad: ox.Quad) -> bool:
    subject, value, name = quad.subject, quad.object, quad.graph_name
    if quad.predicate.value not in PREDICATES or not isinstance(subject, ox.NamedNode):
        return False
    if not isinstance(value, ox.NamedNode) or (isinstance(name, ox.NamedNode) and _part(name) == "inferred"):
        return False
    return subject.value.startswith(BASE) and not value.value.startswith((BASE, *_LANGUAGES))


def _part(name: ox.NamedNode) -> str:
    return name.value.removeprefix(GRAPH).partition("/")[0]


class _Known:
    """What some statements say about the subjects, objects and graphs of their mappings."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._vocabularies = vocabularies_of(quads)
        self._names: dict[str, tuple[tuple[int, int, str], str]] = {}
        self._codes: set[tuple[str, str, str]] = set()
        self._pages: defaultdict[str, set[str]] = defaultdict(set)
        self._dates: dict[str, str] = {}
        checked, source, modified = term("checked").value, PREFIXES["prov"] + "hadPrimarySource", _DCTERMS + "modified"
        codes = {term(name).value: name for name in CODES.values()}
        for quad in quads:
            if not isinstance(quad.subject, ox.NamedNode) or isinstance(quad.object, (ox.BlankNode, ox.Triple)):
                continue
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value
            if predicate in _NAMES and isinstance(quad.object, ox.Literal):
                self._name(subject, _NAMES.index(predicate), quad.object)
            elif predicate in codes:
                self._codes.add((subject, codes[predicate], value))
            elif predicate == source:
                self._pages[subject].add(value)
            elif predicate == checked or (predicate == modified and subject == _HEADER):
                self._dates[_ONTOLOGY if subject == _HEADER else subject] = value[:10]

    def _name(self, subject: str, place: int, name: ox.Literal) -> None:
        """Remember a name if none was better: English ones first, then those without a language."""
        if name.language in ("en", None):
            rank = (0 if name.language else 1, place, name.value)
            if subject not in self._names or rank < self._names[subject][0]:
                self._names[subject] = rank, name.value

    def mapping(self, quad: ox.Quad) -> Mapping:
        """Return the mapping that a statement is."""
        subject, value, where = str(quad.subject)[1:-1], str(quad.object)[1:-1], ""
        if isinstance(quad.graph_name, ox.NamedNode):
            where = quad.graph_name.value
        space = next((space for space in CODES if value.startswith(space)), "")
        code, name = value.removeprefix(space), CODES.get(space, "")
        matched = (subject, name, code) in self._codes
        return Mapping(
            subject,
            quad.predicate.value,
            value,
            self._names.get(subject, ("", ""))[1],
            self._names.get(value, ("", ""))[1],
            BY_CODE if matched else BY_HAND if where == _ONTOLOGY else UNKNOWN,
            term(name).value if matched else "",
            code if matched else "",
            self._vocabulary(value),
            self._dates.get(where, ""),
            tuple(sorted(self._pages.get(where, ()))),
            "/unconfirmed" not in where,
        )

    def _vocabulary(self, iri: str) -> Vocabulary | None:
        owners = [space for space in self._vocabularies if iri.startswith(space)]
        return self._vocabularies[max(owners, key=len)] if owners else None
