"""IRIs that are none, in plain sentences."""

from __future__ import annotations

from mllm_kg.findings import Sentence, Words, say
from mllm_kg.inputs.rdf.iris import FORBIDDEN, SCHEME
from mllm_kg.inputs.rdf.report import Problem
from mllm_kg.inputs.rdf.spans import Span

__all__ = ["bad_iri", "why_bad"]

_BREAK = Words("a line break", ko="줄바꿈")
_NAMES = {" ": Words("a space", ko="공백"), "\t": Words("a tab", ko="탭"), "\n": _BREAK, "\r": _BREAK}


def bad_iri(iri: str, span: Span) -> Problem:
    """Tell of an IRI that is relative without a base, or holds what no IRI may hold."""
    message, suggestion = why_bad(iri)
    return Problem("bad-iri", span, message, suggestion)


def why_bad(iri: str) -> tuple[Sentence, Sentence]:
    """Return what is wrong with an IRI, and what would be right."""
    match = FORBIDDEN.search(iri)
    if match:
        return _forbidden(iri, match[0])
    if not SCHEME.match(iri):
        return (
            say("The IRI <{iri}> is relative, and nothing says to what.", iri=iri),
            say("Write it in full, such as <https://w3id.org/mllm-kg/id/paper/…>, or declare a base."),
        )
    return (
        say("<{iri}> is no IRI.", iri=iri),
        say("Write an IRI as RFC 3987 has it, such as <https://example.org/thing>; encode other characters as %20."),
    )


def _forbidden(iri: str, character: str) -> tuple[Sentence, Sentence]:
    code = "".join(f"%{byte:02X}" for byte in character.encode("utf-8"))
    name = _NAMES.get(character) or (f"'{character}'" if character.isprintable() else f"U+{ord(character):04X}")
    shown = "".join(c if c.isprintable() else "�" for c in iri)
    return (
        say("The IRI <{iri}> holds {character}, which no IRI may hold.", iri=shown, character=name),
        say("Take it out, or encode it as {code}.", code=code),
    )
