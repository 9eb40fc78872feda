"""What JSON-LD passes over in silence, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable

from mllm_kg.findings import say
from mllm_kg.inputs.rdf.irregular import why_bad
from mllm_kg.inputs.rdf.report import Problem
from mllm_kg.inputs.rdf.spans import Span
from mllm_kg.nearest import closest
from mllm_kg.records.text import shown

__all__ = ["ignored_iri", "ignored_key", "ignored_literal"]


def ignored_key(key: str, span: Span, terms: Iterable[str]) -> Problem:
    """Tell of a key that stands for no IRI, so that what stands behind it is lost."""
    message = say("The key `{key}` stands for no property, so what it says is lost.", key=shown(key))
    near = closest(key[:100], terms)
    if near:
        advice = say("Did you mean `{near}`?", near=near)
    else:
        advice = say("Write an IRI, or define the key in the @context.")
    return Problem("unknown-key", span, message, advice)


def ignored_iri(iri: str, span: Span) -> Problem:
    """Tell of something that should be an IRI and is none, so that what is said with it is lost."""
    return Problem("bad-iri", span, *why_bad(iri))


def ignored_literal(span: Span) -> Problem:
    """Tell of a value with a language or datatype that is none, so that it is lost."""
    message = say("The language or datatype of this value is none, so the value is lost.")
    advice = say('Write a language such as "en", or the IRI of a datatype.')
    return Problem("syntax", span, message, advice)
