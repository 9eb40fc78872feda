"""A bound question in full: its parameters as comments, then the query as it will run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mllm_kg.findings.sentence import say, told
from mllm_kg.namespaces import KG, curie
from mllm_kg.questions import allowed_values
from mllm_kg.terminal import cells

if TYPE_CHECKING:
    from mllm_kg.graph import Dataset
    from mllm_kg.questions import BoundQuestion, Param

__all__ = ["explained"]

_MANY = 30
_WIDTH = 100


def explained(bound: BoundQuestion, dataset: Dataset, language: str = "en") -> str:
    """Return a SPARQL text that any server can run, with everything worth knowing about it in comments.

    :param language: the BCP 47 tag of the language of the comments
    """
    question = bound.question.told(language)
    lines = [f"{question.number} {question.name}: {question.summary}", "", *_paragraph(question.description)]
    for param in question.params:
        lines += ["", *_parameter(param, bound, dataset, language)]
    query = [line for line in bound.text.splitlines() if not line.startswith("#+")]
    return "\n".join([*(f"# {line}".rstrip() for line in lines), *query])


def _paragraph(text: str) -> list[str]:
    """Break a text into lines, by how wide its characters are."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if cells(longer) <= _WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _parameter(param: Param, bound: BoundQuestion, dataset: Dataset, language: str) -> Iterator[str]:
    may_be_left_out = say("any if left out") if param.default is None else say("may be any")
    need = say("needed") if param.required else may_be_left_out
    yield f"-p {param.name}: {param.type}, {told(need, language)}; {param.description}"
    yield "   " + told(say("value: {value}", value=_shown(bound.terms[param.name], dataset, language)), language)
    if param.default is not None:
        yield "   " + told(say("default: {value}", value=param.default), language)
    yield "   " + told(say("example: {value}", value=param.example), language)
    allowed = allowed_values(param, dataset, language)
    for value, label in allowed[:_MANY]:
        shown = _short(value) + (f" ({label})" if label != _short(value) else "")
        yield "   " + told(say("allowed: {value}", value=shown), language)
    if len(allowed) > _MANY:
        yield "   " + told(say("and {count} more", count=f"{len(allowed) - _MANY:,}"), language)


def _shown(value: ox.NamedNode | ox.Literal | None, dataset: Dataset, language: str) -> str:
    if value is None:
        return told(say("any"), language)
    label = dataset.label(value, language) if isinstance(value, ox.NamedNode) else None
    short = curie(value.value) if isinstance(value, ox.NamedNode) else value.value
    return f"{label} ({short})" if label else short


def _short(value: ox.NamedNode | ox.Literal) -> str:
    """Return what a person would type for a value."""
    if isinstance(value, ox.NamedNode) and value.value.startswith(KG):
        return value.value.removeprefix(KG).partition("/")[2]
    return value.value
