"""Answers to queries in the formats that people and programs ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from mllm_kg.cli import render
from mllm_kg.namespaces import PREFIXES, curie
from mllm_kg.results import FORMATS, Rows, Term, serialize_boolean, value_text

if TYPE_CHECKING:
    from mllm_kg.graph import Dataset

__all__ = ["PEOPLE", "ROW_FORMATS", "print_boolean", "print_rows"]

PEOPLE = ("table", "markdown")
"""The formats for people; they have labels beside IRIs."""

ROW_FORMATS = ("table", *FORMATS, "markdown")
"""The formats of rows: for people, and those that SPARQL 1.1 defines."""

_Labels: TypeAlias = "Callable[[str, ox.NamedNode], str | None]"
_NUMBERS = {
    PREFIXES["xsd"] + name
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "gYear")
}


def print_rows(
    rows: Rows,
    format: str,
    output: Path | None,
    dataset: Dataset | None = None,
    why_empty: Callable[[], str] | None = None,
    language: str = "en",
) -> None:
    """Print the answer to a SELECT query, and on standard error how many rows it has.

    :param dataset: where labels of IRIs come from that have no label column
    :param why_empty: says why there are no rows
    :param language: the BCP 47 tag of the language of these labels, and of what is told
    """
    if format in PEOPLE:
        render.write(_for_people(rows, format, dataset, language), output)
    else:
        render.write(rows.serialize(format), output)
    if format in PEOPLE or not rows:
        render.note(render.rows_told(len(rows), why_empty() if why_empty and not rows else None, language))


def print_boolean(value: bool, format: str, output: Path | None) -> None:
    """Print the answer to an ASK query."""
    if format in PEOPLE:
        render.write("true" if value else "false", output)
    else:
        render.write(serialize_boolean(value, format), output)


def _for_people(rows: Rows, format: str, dataset: Dataset | None, language: str) -> str:
    labels = _labels(rows.variables, dataset, language)
    cell = _table_cell if format == "table" else _markdown_cell
    cells = [[cell(name, value, labels) for name, value in zip(rows.variables, row, strict=True)] for row in rows.rows]
    layout = render.table if format == "table" else render.markdown
    return layout(rows.variables, cells, _numbers(rows))


def _labels(variables: Sequence[str], dataset: Dataset | None, language: str) -> _Labels:
    """Return what gives the label of an IRI in a column: nothing where another column has it."""
    labelled = {name for name in variables if {f"{name}Label", f"{name}_label"} & set(variables)}
    known: dict[ox.NamedNode, str | None] = {}

    def label(variable: str, node: ox.NamedNode) -> str | None:
        if dataset is None or variable in labelled:
            return None
        if node not in known:
            known[node] = dataset.label(node, language)
        return known[node]

    return label


def _table_cell(variable: str, value: Term | None, labels: _Labels) -> str:
    if not isinstance(value, ox.NamedNode):
        return value_text(value)
    label = labels(variable, value)
    return f"{curie(value.value)} ({label})" if label else curie(value.value)


def _markdown_cell(variable: str, value: Term | None, labels: _Labels) -> str:
    if not isinstance(value, ox.NamedNode):
        return render.escaped(value_text(value))
    address = "".join(f"%{ord(c):02X}" if c in "()" else c for c in value.value)
    label = labels(variable, value)
    link = f"[{render.escaped(curie(value.value))}]({address})"
    return f"{link} {render.escaped(label)}" if label else link


def _numbers(rows: Rows) -> set[int]:
    """Return the columns that hold numbers and nothing else."""
    found = set()
    for at in range(len(rows.variables)):
        values = [row[at] for row in rows.rows if row[at] is not None]
        if values and all(isinstance(value, ox.Literal) and value.datatype.value in _NUMBERS for value in values):
            found.add(at)
    return found
