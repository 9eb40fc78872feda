"""What a research question is: its texts, its parameters, its query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from mllm_kg.findings.sentence import Words
from mllm_kg.language import lookup
from mllm_kg.namespaces import KINDS, QUERY

__all__ = ["LITERAL_TYPES", "THEMES", "Param", "Question", "from_json", "to_json"]

THEMES: dict[str, Words] = {
    "landscape": Words("Landscape", ko="연구 지형"),
    "models": Words("Models", ko="모델"),
    "resources": Words("Resources", ko="자원"),
    "benchmarks": Words("Benchmarks", ko="벤치마크"),
    "frontiers": Words("Frontiers", ko="연구 전선"),
    "gaps": Words("Gaps", ko="빈틈"),
    "trust": Words("Trust", ko="신뢰"),
    "languages": Words("Languages", ko="언어"),
}
"""The themes that questions are grouped by, in their order, with their titles."""

LITERAL_TYPES = ("integer", "date", "string", "choice")
"""The types of parameters that are no entities."""


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a question.

    :param name: the variable of the query that it binds, without question mark
    :param type: ``integer``, ``date``, ``string``, ``choice``, ``entity``, or kinds of entities joined by ``or``
    :param description: what it does
    :param example: a value that makes sense
    :param default: the value when none is given; ``None`` for any
    :param required: whether the question needs a value, so that "any" is none
    :param values: a query for the allowed values as ``?value``, with ``?label``
    :param descriptions: what it does, in other languages than English, by BCP 47 tag
    """

    name: str
    type: str
    description: str
    example: str
    default: str | None = None
    required: bool = False
    values: str | None = None
    descriptions: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of entities that it takes; empty for any kind, and for literals."""
        return tuple(kind for kind in self.type.split(" or ") if kind in KINDS)

    @property
    def is_entity(self) -> bool:
        """Whether it takes an entity rather than a literal."""
        return self.type not in LITERAL_TYPES


@dataclass(frozen=True, slots=True)
class Question:
    """A research question.

    :param name: its file's name without the suffix
    :param number: its place among all questions
    :param summary: the question in one plain sentence
    :param description: what the answer counts and how to read its columns
    :param tags: its theme first, then what else it is about
    :param params: its parameters
    :param sparql: the query with its defaults
    :param summaries: the summary in other languages than English, by BCP 47 tag
    :param descriptions: the description in other languages, likewise
    """

    name: str
    number: int
    summary: str
    description: str
    tags: tuple[str, ...]
    params: tuple[Param, ...]
    sparql: str
    summaries: Mapping[str, str] = field(default_factory=dict, hash=False)
    descriptions: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def theme(self) -> str:
        """The theme that it is listed under."""
        return self.tags[0]

    @property
    def iri(self) -> str:
        """The IRI that names it."""
        return QUERY + self.name

    def param(self, name: str) -> Param | None:
        """Return the parameter called ``name``, or ``None``."""
        return next((param for param in self.params if param.name == name), None)

    def told(self, language: str) -> Question:
        """Return the question with its texts in a language, as far as it has them in that; the others are English."""
        if lookup(language, ("en",)):
            return self
        return replace(
            self,
            summary=_told(self.summary, self.summaries, language),
            description=_told(self.description, self.descriptions, language),
            params=tuple(
                replace(param, description=_told(param.description, param.descriptions, language))
                for param in self.params
            ),
        )


def _told(english: str, others: Mapping[str, str], language: str) -> str:
    tag = lookup(language, others)
    return english if tag is None else others[tag]


def to_json(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Return questions as JSON data; :func:`from_json` reads it."""
    return [asdict(question) for question in questions]


def from_json(data: Iterable[Mapping[str, Any]]) -> list[Question]:
    """Return the questions that :func:`to_json` wrote."""
    names = [field.name for field in fields(Question)]
    questions = []
    for item in data:
        found = {name: item[name] for name in names}
        found["tags"] = tuple(found["tags"])
        found["params"] = tuple(Param(**param) for param in found["params"])
        questions.append(Question(**found))
    return questions
