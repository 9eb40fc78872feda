"""From what a person typed to RDF terms in a query."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from mllm_kg.errors import BadParameter, UnknownName
from mllm_kg.language import lookup
from mllm_kg.namespaces import PREFIXES, iri
from mllm_kg.questions.blocks import fill
from mllm_kg.questions.model import Param, Question

if TYPE_CHECKING:
    from mllm_kg.graph import Dataset

__all__ = ["ANY", "BoundQuestion", "ParamTerm", "allowed_values", "bind", "default_term", "rebind", "sparql_term"]

ANY = "any"
"""What a person types for "any value" where a parameter has a default but needs no value."""

ParamTerm: TypeAlias = ox.NamedNode | ox.Literal
_XSD = PREFIXES["xsd"]
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_BACKSLASHES = re.compile(r"\\\\([uU])|\\.", re.DOTALL)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class BoundQuestion:
    """A question whose parameters have values.

    :param question: the question
    :param terms: the value of each parameter; ``None`` for any
    :param text: the query with these values
    """

    question: Question
    terms: Mapping[str, ParamTerm | None]
    text: str


def bind(question: Question, values: Mapping[str, str], dataset: Dataset, language: str = "en") -> BoundQuestion:
    """Give a question's parameters the values that a person typed; the others keep their defaults.

    :param question: the question
    :param values: what was typed, by parameter
    :param dataset: where entities and allowed values are looked up
    :param language: the language of the labels that an error offers
    :raises UnknownName: for a parameter that the question does not have, or an entity that is not there
    :raises AmbiguousName: for an entity's name that several have
    :raises BadParameter: for a value that is not of the parameter's type
    """
    for name in values:
        if question.param(name) is None:
            known = [param.name for param in question.params]
            raise UnknownName(f"parameter of {question.name}", name, _nearest(name, known) or known)
    terms = {
        param.name: to_term(param, values[param.name], dataset, language)
        if param.name in values
        else default_term(param)
        for param in question.params
    }
    return rebind(question, terms) if values else BoundQuestion(question, terms, question.sparql)


def rebind(question: Question, terms: Mapping[str, ParamTerm | None]) -> BoundQuestion:
    """Give all parameters of a question their values as RDF terms; ``None`` stands for any."""
    contents = {name: "UNDEF" if term is None else sparql_term(term) for name, term in terms.items()}
    return BoundQuestion(question, dict(terms), fill(question.sparql, contents))


def sparql_term(term: ParamTerm) -> str:
    """Return a term as SPARQL 1.1 writes it.

    That is its N-Triples form, but for one trap. Codepoint escapes are resolved before a query is parsed (SPARQL 1.1,
    section 19.2), so a backslash, ``u`` and four digits in a literal would be read as one, although N-Triples doubles
    the backslash. A ``u`` that follows a backslash is therefore written as such an escape itself.
    """
    return _BACKSLASHES.sub(lambda found: rf"\\\U{ord(found[1]):08X}" if found[1] else found[0], str(term))


def default_term(param: Param) -> ParamTerm | None:
    """Return the term that a parameter has when no value is given; an entity's default is ``kind/slug`` or a slug.

    :raises BadParameter: when the default is not of the parameter's type
    """
    if param.default is None:
        return None
    if param.is_entity:
        kind, slash, slug = param.default.partition("/")
        return iri(kind, slug) if slash else iri(param.kinds[0], kind)
    return _LITERALS[param.type](param, param.default)


def to_term(param: Param, value: str, dataset: Dataset, language: str = "en") -> ParamTerm | None:
    """Return the term that ``value`` stands for; raises as :func:`bind` does."""
    if value.strip().lower() == ANY and not param.required:
        return None
    if not _encodable(value):
        raise BadParameter(param.name, ascii(value), "Unicode text", param.example)
    if param.is_entity:
        return dataset.resolve(value, param.kinds or None, language)
    term = _LITERALS[param.type](param, value)
    return _chosen(param, term.value, dataset) if param.type == "choice" else term


def allowed_values(param: Param, dataset: Dataset, language: str = "en") -> list[tuple[ParamTerm, str]]:
    """Return the values that a parameter may have, with their labels; empty where they are not listed.

    An entity has the label that the graph has for it in the language; of another value's labels, one in the language,
    else the one without a language, is taken.
    """
    if param.values is None:
        return []
    found: dict[ParamTerm, dict[str, str]] = {}
    for row in dataset.select(param.values):
        value, label = row["value"], row["label"]
        if isinstance(value, ox.NamedNode | ox.Literal):
            labels = found.setdefault(value, {})
            if isinstance(label, ox.Literal):
                labels.setdefault(label.language or "", label.value)
    return [(value, _label(value, labels, dataset, language)) for value, labels in found.items()]


def _label(value: ParamTerm, labels: Mapping[str, str], dataset: Dataset, language: str) -> str:
    if isinstance(value, ox.NamedNode) and lookup(language, labels) is None:
        labels = {**labels, **dataset.labels(value)}
    tags = (tag for tag in (lookup(language, labels), "", "en", *labels) if tag in labels)
    tag = next(tags, None)
    return value.value if tag is None else labels[tag]


def _chosen(param: Param, value: str, dataset: Dataset) -> ox.Literal:
    """Return the choice that ``value`` means, whatever its case."""
    choices = [term for term, _ in allowed_values(param, dataset) if isinstance(term, ox.Literal)]
    for choice in choices:
        if choice.value.casefold() == value.strip().casefold():
            return choice
    expected = "one of " + ", ".join(choice.value for choice in choices)
    raise BadParameter(param.name, value, expected, param.example)


def _integer(param: Param, value: str) -> ox.Literal:
    if not _INTEGER.fullmatch(value.strip()):
        raise BadParameter(param.name, value, "a whole number", param.example)
    return ox.Literal(str(int(value)), datatype=ox.NamedNode(_XSD + "integer"))


def _date(param: Param, value: str) -> ox.Literal:
    text = value.strip()
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        datetime.date.fromisoformat(text)
    except ValueError:
        raise BadParameter(param.name, value, "a date (year-month-day)", param.example) from None
    return ox.Literal(text, datatype=ox.NamedNode(_XSD + "date"))


def _string(param: Param, value: str) -> ox.Literal:
    return ox.Literal(value)


_LITERALS: dict[str, Callable[[Param, str], ox.Literal]] = {
    "integer": _integer,
    "date": _date,
    "string": _string,
    "choice": _string,
}


def _encodable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _nearest(name: str, known: list[str]) -> list[str]:
    from mllm_kg.nearest import nearest

    return nearest(name, known)
