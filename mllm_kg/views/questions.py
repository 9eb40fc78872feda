"""The research questions as SHACL describes queries (SHACL Advanced Features, section 5), in SIB's layout of examples.

Each question is a ``sh:SPARQLExecutable`` with its query, which is a SELECT query. Query editors list it by its ``rdfs:comment``, of which it has
one, in English, as an editor shows an example once for each; its label is in every language that the question has. Its
parameters are the variables that its query fills by ``VALUES``: a ``sh:Parameter`` each, whose path ends in the
variable's name (SHACL, section 6.2.1). Where a question can be asked by HTTP is for the server to add.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mllm_kg.namespaces import KG, KINDS, ONTOLOGY, graph, term
from mllm_kg.questions import Param, Question
from mllm_kg.questions.binding import default_term
from mllm_kg.questions.model import LITERAL_TYPES
from mllm_kg.views.model import Source
from mllm_kg.views.rdf import Facts, Value, integer, ref, statements, text, texts, typed, within

__all__ = ["triples"]

_DATATYPES = {"integer": "xsd:integer", "date": "xsd:date", "string": "xsd:string", "choice": "xsd:string"}


def triples(source: Source) -> Iterator[ox.Triple]:
    """Give the description of every question, with its parameters."""
    for question in source.graph.questions.values():
        yield from statements(ox.NamedNode(question.iri), _question(question))
        for place, param in enumerate(question.params, start=1):
            yield from statements(_parameter(question, param), _param(question, param, place))


def _question(question: Question) -> Facts:
    return {
        "rdf:type": [ref("sh:SPARQLExecutable"), ref("sh:SPARQLSelectExecutable")],
        "rdfs:label": texts({"en": question.summary, **question.summaries}),
        "rdfs:comment": text(question.summary, "en"),
        "dcterms:description": texts({"en": question.description, **question.descriptions}),
        "dcterms:identifier": text(question.name),
        "sh:order": integer(question.number),
        "sh:prefixes": ox.NamedNode(ONTOLOGY),
        "sh:select": text(question.sparql),
        "schema:keywords": [text(tag) for tag in question.tags],
        "sh:parameter": [_parameter(question, param) for param in question.params],
    }


def _parameter(question: Question, param: Param) -> ox.NamedNode:
    return within(ox.NamedNode(question.iri), f"parameter-{param.name}")


def _param(question: Question, param: Param, place: int) -> Facts:
    return {
        "rdf:type": ref("sh:Parameter"),
        "sh:path": within(graph("questions"), param.name),
        "sh:name": text(param.name),
        "sh:description": texts({"en": param.description, **param.descriptions}),
        "sh:order": integer(place),
        "sh:optional": typed("false" if param.required else "true", "boolean"),
        "sh:defaultValue": _default(param),
        "skos:example": text(param.example),
        **_type(param),
    }


def _default(param: Param) -> Value | None:
    found = default_term(param)
    return found if isinstance(found, (ox.NamedNode, ox.Literal)) else None


def _type(param: Param) -> dict[str, Value]:
    """Say what a parameter takes: a literal of a datatype, or an IRI of some kinds of entities."""
    if param.type in LITERAL_TYPES:
        return {"sh:nodeKind": ref("sh:Literal"), "sh:datatype": ref(_DATATYPES[param.type])}
    kinds = param.kinds
    facts: dict[str, Value] = {"sh:nodeKind": ref("sh:IRI"), "sh:pattern": text(_pattern(kinds))}
    if len(kinds) == 1:
        facts["sh:class"] = term(KINDS[kinds[0]].class_name)
    return facts


def _pattern(kinds: tuple[str, ...]) -> str:
    return f"^{KG.replace('.', chr(92) + '.')}" + (f"({'|'.join(kinds)})/" if kinds else "")
