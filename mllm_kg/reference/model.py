"""What the reference shows: everything that its pages need, gathered from a graph and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.assets import Assets
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, ONTOLOGY, QUERY, SHAPES
from mllm_kg.questions import Question
from mllm_kg.reference.axioms import Reader
from mllm_kg.reference.chrome import Chrome
from mllm_kg.reference.citation import Citation, load_citation
from mllm_kg.reference.diagram import Diagram, diagram
from mllm_kg.reference.graphs import Graphs, graphs_of
from mllm_kg.reference.links import Links, declared_prefixes
from mllm_kg.reference.rules import Check, Group, checks_of, groups_of
from mllm_kg.reference.statements import Statements, ontology_of
from mllm_kg.reference.taxonomy import Concept, Scheme, schemes
from mllm_kg.reference.terms import Entry, entries
from mllm_kg.reference.texts import Texts, texts_of
from mllm_kg.reference.usage import usage

__all__ = ["Header", "Reference", "gather"]

_PROPERTIES = ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")


@dataclass(frozen=True, slots=True)
class Header:
    """What the ontology says of itself.

    :param titles: its title
    :param descriptions: what it is about
    :param version: its version
    :param version_iri: the IRI of that version
    :param licenses: the addresses of its licences
    :param rights: its licences in words
    """

    titles: Texts
    descriptions: Texts
    version: str
    version_iri: str
    licenses: tuple[str, ...]
    rights: Texts


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything that the pages show.

    :param language: the language that terms are shown in first
    :param words: what the pages themselves say
    :param links: where IRIs lead
    :param header: what the ontology says of itself
    :param entries: the terms
    :param schemes: the taxonomy
    :param groups: the shapes
    :param checks: the rules across entities
    :param questions: the research questions
    :param graphs: the named graphs
    :param drawing: the class diagram
    :param citation: how to cite; ``None`` when the sources don't say
    """

    language: str
    words: Chrome
    links: Links
    header: Header
    entries: tuple[Entry, ...]
    schemes: tuple[Scheme, ...]
    groups: tuple[Group, ...]
    checks: tuple[Check, ...]
    questions: tuple[Question, ...]
    graphs: Graphs
    drawing: Diagram
    citation: Citation | None

    @property
    def properties(self) -> int:
        """How many properties there are."""
        return sum(entry.kind in ("object", "data", "annotation") for entry in self.entries)

    @property
    def roots(self) -> tuple[Entry, ...]:
        """The classes that have no wider one."""
        return tuple(entry for entry in self.of_kind("class") if not entry.above)

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """Return the terms of a kind."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    def lower(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the next narrower terms: those that records name first, then those that are defined."""
        found = (each for each in self.entries if each.iri in entry.below)
        return tuple(sorted(found, key=lambda each: each.defined))

    @staticmethod
    def shape(id: str) -> str:
        """Return the IRI of a shape."""
        return SHAPES + id

    @staticmethod
    def check(id: str) -> str:
        """Return the IRI of a rule across entities."""
        return f"{QUERY}qc/{id}"


def gather(dataset: Dataset, assets: Assets, questions: Sequence[Question], language: str) -> Reference:
    """Gather what the pages show.

    :param dataset: the graph
    :param assets: the sources that it was built from
    :param questions: the research questions
    :param language: the BCP 47 tag of the language that terms are shown in first
    :raises UnreadableInput: when a source can't be read
    """
    statements = ontology_of(dataset)
    links = Links(dataset, language, declared_prefixes(assets.ontology))
    groups, checks = groups_of(assets, language), checks_of(assets, language)
    reader = Reader(statements, links.name, language)
    names = [node.value for short in ("owl:Class", *_PROPERTIES) for node in statements.of_type(short)]
    terms = entries(statements, reader, usage(dataset, names), groups, questions, language)
    found = Reference(
        language=language,
        words=Chrome(language),
        links=links,
        header=_header(statements, language),
        entries=terms,
        schemes=schemes(dataset, language),
        groups=groups,
        checks=checks,
        questions=tuple(questions),
        graphs=graphs_of(dataset, _entities(dataset)),
        drawing=diagram(terms, links.name),
        citation=load_citation(assets.root / "CITATION.cff"),
    )
    _anchor(found)
    return found


def _header(statements: Statements, language: str) -> Header:
    node = ox.NamedNode(ONTOLOGY)
    version = statements.one(node, "owl:versionInfo")
    address = statements.one(node, "owl:versionIRI")
    return Header(
        titles=texts_of(statements.objects(node, "dcterms:title"), language),
        descriptions=texts_of(statements.objects(node, "dcterms:description"), language),
        version=version.value if version else "",
        version_iri=address.value if address else "",
        licenses=tuple(page.value for page in statements.named(node, "dcterms:license")),
        rights=texts_of(statements.objects(node, "dcterms:rights"), language),
    )


def _entities(dataset: Dataset) -> int:
    found = dataset.select(
        "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class FILTER(STRSTARTS(STR(?s), STR(kg:))) }"
    )
    return int(getattr(found[0]["n"], "value", 0))


def _anchor(reference: Reference) -> None:
    """Remember where each thing has its anchor."""
    links = reference.links
    for entry in reference.entries:
        links.add(entry.iri, "ontology.html", entry.local)
    for scheme in reference.schemes:
        links.add(scheme.iri, "taxonomy.html", scheme.iri.removeprefix(KG))
        for concept in scheme.concepts:
            _anchor_concept(links, concept)
    for group in reference.groups:
        links.add(reference.shape(group.id), "shapes.html", group.id)
        for rule in group.constraints:
            links.add(reference.shape(rule.id), "shapes.html", rule.id)
    for check in reference.checks:
        links.add(reference.check(check.id), "rules.html", check.id)
    for question in reference.questions:
        links.add(question.iri, "questions.html", question.name)
    for graph in reference.graphs.fixed:
        links.add(graph.iri, "graphs.html", graph.key)


def _anchor_concept(links: Links, concept: Concept) -> None:
    links.add(concept.iri, "taxonomy.html", concept.anchor)
    for narrower in concept.narrower:
        _anchor_concept(links, narrower)
