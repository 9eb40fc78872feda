"""Ask a bound question, and say what an answer without rows means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pyoxigraph as ox

from mllm_kg.findings.sentence import Sentence, Slot, say, told
from mllm_kg.language import lookup
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


def why_empty(source: Source, bound: BoundQuestion, language: str = "en") -> str:
    """Return why a bound question has no rows, in plain words.

    1. A language that nothing covers is the reason, whatever else was asked.
    2. Else the parameters are tried one by one without a value, or with the default where they need one: each that
       gives rows that way is a reason.
    3. Else an entity that the question can't say anything about is one.
    4. Else nothing in the graph fits at all.

    :param language: the BCP 47 tag of the language to say it in
    """
    uncovered = [param for param, term in _given(bound) if param.type == "language" and not _covered(source, term)]
    if uncovered:
        names = _listed([_name(source, bound.terms[param.name], language) for param in uncovered])
        return told(say("{names} is in the graph, but nothing there covers it.", names=names), language)
    reasons = [told(reason, language) for reason in _relaxed(source, bound, language)]
    if reasons:
        return " ".join(reasons)
    entities = [_name(source, term, language) for param, term in _given(bound) if param.is_entity]
    if entities:
        reason = say(
            "{names}: in the graph, but nothing there answers this question about it.", names=_listed(entities)
        )
        return told(reason, language)
    return told(say("Nothing in the graph fits, whatever the parameters."), language)


def _listed(names: list[str]) -> Slot:
    first, *more = names
    return say("{first} and {rest}", first=first, rest=_listed(more)) if more else first


def _given(bound: BoundQuestion) -> Iterator[tuple[Param, ParamTerm]]:
    for param in bound.question.params:
        term = bound.terms[param.name]
        if term is not None:
            yield param, term


def _relaxed(source: Source, bound: BoundQuestion, language: str) -> Iterator[Sentence]:
    """Try the parameters one by one with the value that restricts least; say which of them makes the difference."""
    for param, term in _given(bound):
        other = default_term(param) if param.required else None
        if other == term or (param.required and param.is_entity):
            continue
        rows = len(answer(source, rebind(bound.question, {**bound.terms, param.name: other})))
        if rows:
            given = f"{param.name}={_name(source, term, language)}"
            there = say("there is 1 row") if rows == 1 else say("there are {count} rows", count=rows)
            if other is None:
                yield say("Nothing fits {given}; without it {there}.", given=given, there=there)
            else:
                default = f"{param.name}={_name(source, other, language)}"
                yield say(
                    "Nothing fits {given}; with {default}, the default, {there}.",
                    given=given,
                    default=default,
                    there=there,
                )


def _covered(source: Source, language: ParamTerm) -> bool:
    """Tell whether anything covers a language, its macrolanguage or a member of it."""
    covers, within = f"<{MLLM}coversLanguage>", f"<{MLLM}inMacrolanguage>"
    return source.ask(
        f"ASK {{ {{ ?thing {covers} {language} }} UNION {{ {language} {within} ?whole . ?thing {covers} ?whole }}"
        f" UNION {{ ?member {within} {language} . ?thing {covers} ?member }} }}"
    )


def _name(source: Source, term: ParamTerm | None, language: str) -> str:
    """Return a value as people know it: ``Klingon (language/tlh)``, or a literal as it is."""
    if not isinstance(term, ox.NamedNode):
        return term.value if term is not None else "any"
    rows = source.select(f"SELECT ?label WHERE {{ {term} <{PREFIXES['rdfs']}label> ?label }} ORDER BY STR(?label)")
    found = [row["label"] for row in rows]
    labels = {label.language or "": label.value for label in reversed(found) if isinstance(label, ox.Literal)}
    short = term.value.removeprefix(KG) if kind_of(term.value) else term.value
    tags = (tag for tag in (lookup(language, labels), "", "en") if tag in labels)
    tag = next(tags, None)
    return short if tag is None else f"{labels[tag]} ({short})"
