"""Ask a bound question, and say what an answer without rows means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pyoxigraph as ox

from mllm_kg.namespaces import KG, MLLM, PREFIXES, kind_of
from mllm_kg.questions.binding import BoundQuestion, ParamTerm, default_term, rebind
from mllm_kg.questions.model import Param
from mllm_kg.results import Rows

__all__ = ["Source", "answer", "why_empty"]


class Source(Protocol):
    """Whatever answers SPARQL: the dataset at hand or a server."""

    def select(self, text: str) -> Rows:
        """Answer a SELECT query."""

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""


def answer(source: Source, bound: BoundQuestion) -> Rows:
    """Return the rows that answer a bound question."""
    return source.select(bound.text)


def why_empty(source: Source, bound: BoundQuestion) -> str:
    """Return why a bound question has no rows, in plain words.

    1. A language that nothing covers is the reason, whatever else was asked.
    2. Else the parameters are tried one by one without a value, or with the default where they need one: each that
       gives rows that way is a reason.
    3. Else an entity that the question can't say anything about is one.
    4. Else nothing in the graph fits at all.
    """
    uncovered = [param for param, term in _given(bound) if param.type == "language" and not _covered(source, term)]
    if uncovered:
        names = " and ".join(_name(source, bound.terms[param.name]) for param in uncovered)
        return f"{names} is in the graph, but nothing there covers it."
    reasons = list(_relaxed(source, bound))
    if reasons:
        return " ".join(reasons)
    entities = [_name(source, term) for param, term in _given(bound) if param.is_entity]
    if entities:
        return f"{' and '.join(entities)}: in the graph, but nothing there answers this question about it."
    return "Nothing in the graph fits, whatever the parameters."


def _given(bound: BoundQuestion) -> Iterator[tuple[Param, ParamTerm]]:
    for param in bound.question.params:
        term = bound.terms[param.name]
        if term is not None:
            yield param, term


def _relaxed(source: Source, bound: BoundQuestion) -> Iterator[str]:
    """Try the parameters one by one with the value that restricts least; say which of them makes the difference."""
    for param, term in _given(bound):
        other = default_term(param) if param.required else None
        if other == term or (param.required and param.is_entity):
            continue
        rows = len(answer(source, rebind(bound.question, {**bound.terms, param.name: other})))
        if rows:
            given = f"{param.name}={_name(source, term)}"
            instead = "without it" if other is None else f"with {param.name}={_name(source, other)}, the default,"
            yield f"Nothing fits {given}; {instead} there {'is 1 row' if rows == 1 else f'are {rows} rows'}."


def _covered(source: Source, language: ParamTerm) -> bool:
    """Tell whether anything covers a language, its macrolanguage or a member of it."""
    covers, within = f"<{MLLM}coversLanguage>", f"<{MLLM}inMacrolanguage>"
    return source.ask(
        f"ASK {{ {{ ?thing {covers} {language} }} UNION {{ {language} {within} ?whole . ?thing {covers} ?whole }}"
        f" UNION {{ ?member {within} {language} . ?thing {covers} ?member }} }}"
    )


def _name(source: Source, term: ParamTerm | None) -> str:
    """Return a value as people know it: ``Klingon (language/tlh)``, or a literal as it is."""
    if not isinstance(term, ox.NamedNode):
        return term.value if term is not None else "any"
    rows = source.select(
        f"SELECT ?label WHERE {{ {term} <{PREFIXES['rdfs']}label> ?label"
        ' FILTER(LANG(?label) IN ("", "en")) } ORDER BY STR(?label) LIMIT 1'
    )
    short = term.value.removeprefix(KG) if kind_of(term.value) else term.value
    labels = [label.value for row in rows if isinstance(label := row["label"], ox.Literal)]
    return f"{labels[0]} ({short})" if labels else short
