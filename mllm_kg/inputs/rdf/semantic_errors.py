"""Well-formed JSON or XML that is no JSON-LD or RDF/XML, as Oxigraph's parser says without a place.

What the error names, a keyword, a term or a value, is looked for in the text; when it is not there, the error is told at
the start of the file.
"""

from __future__ import annotations

import re

from mllm_kg.findings import Sentence, say
from mllm_kg.inputs.rdf.irregular import bad_iri
from mllm_kg.inputs.rdf.report import Problem
from mllm_kg.inputs.rdf.spans import Span
from mllm_kg.records.text import shown

__all__ = ["jsonld_problem", "rdfxml_problem"]

_KEYWORD = re.compile(r"@[a-z]+")
_KINDS = {
    "a string": say("Write a text in double quotes."),
    "a boolean": say("Write true or false."),
    "a number": say("Write a number."),
    "a JSON object": say("Write an object: {{ … }}."),
    "an object": say("Write an object: {{ … }}."),
    "an IRI": say("Write an IRI, such as https://example.org/thing."),
}
_ONLY_ID = say('Write it as a node: {{ "@id": … }}.')


def jsonld_problem(message: str, text: str) -> Problem:
    """Return what is wrong with JSON as JSON-LD.

    :param message: the parser's own words
    :param text: the document
    """
    keyword = _KEYWORD.search(message)
    if match := re.search(r"(?:value|iri) '?(.*?)'?(?: must be an IRI)?: (?:Invalid|No scheme|A subtag)", message):
        return bad_iri(match[1], _place(f'"{match[1]}"', text))
    if match := re.match(r"(.*) is not a valid IRI or blank node", message):
        return bad_iri(match[1], _place(match[1], text))
    if message.startswith("Literals are not allowed"):
        told = say("A property that is read backwards takes things, and no texts or numbers.")
        return Problem("syntax", _place("@reverse", text), told, _ONLY_ID)
    if (match := re.search(r"(@[a-z]+).* value must be (.*)", message)) and match[1] != "@context":
        return Problem("syntax", _member(match[1], text), *_wrong_kind(match[1], match[2]))
    if match := re.search(r"Overriding the protected term (.*)", message):
        told = say("The term `{term}` is protected, and can not be defined anew.", term=shown(match[1]))
        return Problem("syntax", _last(f'"{match[1]}"', text), told, say("Give it another name."))
    if "Cyclic" in message:
        told = say("A term of the @context is defined by itself.")
        return Problem("syntax", _member("@context", text), told, say("Let each term lead to an IRI."))
    if message.startswith("Term definition") or "context" in message:
        told = say("The @context is not written as JSON-LD has it.")
        return Problem(
            "syntax", _member("@context", text), told, say('Each term is an IRI, an object with "@id", or null.')
        )
    if keyword:
        told = say("`{keyword}` is not used as JSON-LD has it.", keyword=keyword[0])
        advice = say("Look at what stands beside it: some keywords exclude each other, and some take no plain values.")
        return Problem("syntax", _member(keyword[0], text), told, advice)
    told = say("This is no JSON-LD that can be read.")
    return Problem("syntax", _place("{", text), told, _ONLY_ID)


def rdfxml_problem(message: str, text: str) -> Problem:
    """Return what is wrong with XML as RDF/XML.

    :param message: the parser's own words
    :param text: the document
    """
    if match := re.match(r"(.*) is not a valid (rdf:\w+) value", message):
        told = say("`{value}` is no name that {attribute} can have.", value=shown(match[1]), attribute=match[2])
        advice = say("A name starts with a letter, and has letters, digits, hyphens and dots only.")
        return Problem("syntax", _quoted(match[1], text), told, advice)
    if match := re.match(r"<.*#(.*)> has already been used as rdf:ID", message):
        told = say("The rdf:ID `{value}` stands here a second time.", value=shown(match[1]))
        return Problem("syntax", _last_quoted(match[1], text), told, say("Use rdf:about to say more about a thing."))
    if match := re.match(r"Not both (rdf:\w+) and (rdf:\w+)", message):
        told = say("An element has two attributes that exclude each other.")
        advice = say("Keep one of rdf:about, rdf:ID, rdf:nodeID and rdf:resource.")
        return Problem("syntax", _place(match[1] + "=", text), told, advice)
    if match := re.match(r"error while parsing IRI '(.*)': ", message):
        return bad_iri(match[1], _quoted(match[1], text))
    if "XMLLiteral" in message:
        told = say("A property with rdf:parseType holds nothing.")
        return Problem("syntax", _place("rdf:parseType", text), told, say("Leave rdf:parseType out."))
    if match := re.search(r"'([^']+)'", message):
        told = say("Text can not stand beside what this property has already.")
        return Problem("syntax", _place(match[1], text), told, say("Keep the text or the attribute, not both."))
    told = say("This is no RDF/XML that can be read.")
    return Problem(
        "syntax", _place("<", text), told, say("Elements of things and elements of their properties take turns.")
    )


def _wrong_kind(keyword: str, wanted: str) -> tuple[Sentence, Sentence | None]:
    told = say("`{keyword}` can not have this value.", keyword=keyword)
    fitting = (advice for kind, advice in _KINDS.items() if kind in wanted)
    return told, next(fitting, None)


def _member(keyword: str, text: str) -> Span:
    """Return where a key first stands."""
    match = re.search(rf'"{re.escape(keyword)}"\s*:', text)
    return Span(match.start() + 1, match.start() + 1 + len(keyword)) if match else Span(0, 0)


def _place(piece: str, text: str) -> Span:
    start = max(text.find(piece), 0)
    return Span(start, start + len(piece) if text.startswith(piece, start) else start)


def _last(piece: str, text: str) -> Span:
    start = max(text.rfind(piece), 0)
    return Span(start, start + len(piece) if text.startswith(piece, start) else start)


def _quoted(value: str, text: str) -> Span:
    match = re.search(rf"[\"']{re.escape(value)}[\"']", text)
    return Span(match.start() + 1, match.end() - 1) if match else Span(0, 0)


def _last_quoted(value: str, text: str) -> Span:
    found = list(re.finditer(rf"[\"']{re.escape(value)}[\"']", text))
    return Span(found[-1].start() + 1, found[-1].end() - 1) if found else Span(0, 0)
