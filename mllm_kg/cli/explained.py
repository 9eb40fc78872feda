"""A bound question in full: its parameters as comments, then the query as it will run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mllm_kg.namespaces import KG, curie
from mllm_kg.questions import allowed_values

if TYPE_CHECKING:
    from mllm_kg.graph import Dataset
    from mllm_kg.questions import BoundQuestion, Param

__all__ = ["explained"]

_MANY = 30


def explained(bound: BoundQuestion, dataset: Dataset) -> str:
    """Return a SPARQL text that any server can run, with everything worth knowing about it in comments."""
    question = bound.question
    lines = [f"{question.number} {question.name}: {question.summary}", "", *_paragraph(question.description)]
    for param in question.params:
        lines += ["", *_parameter(param, bound, dataset)]
    query = [line for line in bound.text.splitlines() if not line.startswith("#+")]
    return "\n".join([*(f"# {line}".rstrip() for line in lines), *query])


def _paragraph(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(" ".join(text.split()), 100)


def _parameter(param: Param, bound: BoundQuestion, dataset: Dataset) -> Iterator[str]:
    need = "needed" if param.required else "any if left out" if param.default is None else "may be any"
    yield f"-p {param.name}: {param.type}, {need}; {param.description}"
    yield f"   value: {_shown(bound.terms[param.name], dataset)}"
    if param.default is not None:
        yield f"   default: {param.default}"
    yield f"   example: {param.example}"
    allowed = allowed_values(param, dataset)
    for value, label in allowed[:_MANY]:
        yield f"   allowed: {_short(value)}" + (f" ({label})" if label != _short(value) else "")
    if len(allowed) > _MANY:
        yield f"   and {len(allowed) - _MANY:,} more"


def _shown(value: ox.NamedNode | ox.Literal | None, dataset: Dataset) -> str:
    if value is None:
        return "any"
    label = dataset.label(value) if isinstance(value, ox.NamedNode) else None
    short = curie(value.value) if isinstance(value, ox.NamedNode) else value.value
    return f"{label} ({short})" if label else short


def _short(value: ox.NamedNode | ox.Literal) -> str:
    """Return what a person would type for a value."""
    if isinstance(value, ox.NamedNode) and value.value.startswith(KG):
        return value.value.removeprefix(KG).partition("/")[2]
    return value.value
