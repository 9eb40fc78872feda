"""Terms of other vocabularies in what strangers bring.

Anyone may use any vocabulary: such terms pass, with a note for each that the graph does not use already. Only where a
vocabulary is well known can it be told that it has no such term, as in ``dcterms:titel``; rdflib knows their terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox

from mllm_kg.findings import Finding, Location, Severity, say
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input, Place
from mllm_kg.namespaces import PREFIXES, curie
from mllm_kg.nearest import closest
from mllm_kg.records.text import shown

__all__ = ["LIKE_OURS", "Foreign"]

LIKE_OURS = re.compile(r"https?://(?:www\.)?w3id\.org/mllm[-_]?kg(?:[/#]|\Z)", re.IGNORECASE)
"""Addresses that are ours or look as if they were to be."""

_RDF, _XSD = PREFIXES["rdf"], PREFIXES["xsd"]
_TYPE = ox.NamedNode(_RDF + "type")
_USUAL = frozenset(
    _XSD + name
    for name in ("string", "boolean", "integer", "decimal", "double", "float", "date", "dateTime", "gYear", "anyURI")
)
_LISTED = {
    "dcat": "DCAT",
    "dcterms": "DCTERMS",
    "foaf": "FOAF",
    "org": "ORG",
    "owl": "OWL",
    "prov": "PROV",
    "rdf": "RDF",
    "rdfs": "RDFS",
    "schema": "SDO",
    "sh": "SH",
    "skos": "SKOS",
    "vann": "VANN",
    "xsd": "XSD",
}
"""Vocabularies whose terms rdflib lists, by prefix: what it calls them."""


class Foreign:
    """Looks at the terms of other vocabularies, each once for a file.

    :param dataset: the graph: what it uses needs no note
    """

    def __init__(self, dataset: Dataset) -> None:
        self._store = dataset.store
        self._seen: set[tuple[str, str]] = set()

    def judge(self, made: Input, triple: ox.Triple, place: Place) -> Iterator[Finding]:
        """Go through the findings about a statement's terms.

        :param made: the input that it stands in
        """
        name, value = triple.predicate.value, triple.object
        if self._new(made, name) and not self._used(triple.predicate, None):
            yield self._finding(made, "foreign-property", name, place.predicate)
        if isinstance(value, ox.NamedNode) and triple.predicate == _TYPE and self._new(made, value.value):
            if not self._used(_TYPE, value):
                yield self._finding(made, "foreign-class", value.value, place.object)
        elif isinstance(value, ox.Literal):
            kind = value.datatype.value
            if kind.startswith((_XSD, _RDF)) and kind not in _USUAL and self._new(made, kind) and _unheard(kind):
                yield self._finding(made, "", kind, place.object)

    def _used(self, predicate: ox.NamedNode | None, value: ox.NamedNode | None) -> bool:
        """Whether the graph has a statement with a property and a value."""
        return next(self._store.quads_for_pattern(None, predicate, value, None), None) is not None

    def _new(self, made: Input, name: str) -> bool:
        """Whether a term is foreign and was not looked at in this file."""
        if LIKE_OURS.match(name) or name.startswith(_RDF + "_") or (made.name, name) in self._seen:
            return False
        self._seen.add((made.name, name))
        return True

    def _finding(self, made: Input, rule: str, name: str, place: Location) -> Finding:
        source = made.line(place.line)
        if _unheard(name):
            prefix, _, local = curie(name).partition(":")
            message = say("The vocabulary {prefix} has no term {name}.", prefix=prefix, name=shown(curie(name)))
            near = closest(local[:100], _terms(prefix))
            advice = say("Did you mean {near}?", near=f"{prefix}:{near}") if near else None
            return Finding("unusual-term", Severity.WARNING, message, advice, place, path=name, source=source)
        if rule == "foreign-property":
            message = say(
                "The property {name} is of another vocabulary, and is not checked.", name=shown(curie(name), 120)
            )
        else:
            message = say(
                "The class {name} is of another vocabulary, and is not checked.", name=shown(curie(name), 120)
            )
        return Finding(rule, Severity.INFO, message, None, place, path=name, source=source)


def _unheard(name: str) -> bool:
    """Whether a vocabulary whose terms are known has no such term."""
    prefix, colon, local = curie(name).partition(":")
    return bool(colon) and prefix in _LISTED and local not in _terms(prefix)


@cache
def _terms(prefix: str) -> frozenset[str]:
    """Return the local names of the terms of a vocabulary, as rdflib lists them."""
    from rdflib import namespace

    listed = getattr(namespace, _LISTED[prefix])
    return frozenset(
        str(term)[len(PREFIXES[prefix]) :] for term in dir(listed) if str(term).startswith(PREFIXES[prefix])
    )
