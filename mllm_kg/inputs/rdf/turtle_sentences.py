"""What is wrong with a text in Turtle or one of its relatives, and what would be right: one sentence each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from mllm_kg.findings import Sentence, say
from mllm_kg.guard.lexer import Token
from mllm_kg.inputs.rdf.report import Problem
from mllm_kg.inputs.rdf.spans import Span
from mllm_kg.namespaces import PREFIXES
from mllm_kg.nearest import closest
from mllm_kg.records.text import shown

__all__ = ["Around", "declared_prefixes", "sentence", "undeclared"]

_WORDS = ("@prefix", "@base", "PREFIX", "BASE", "GRAPH")
_CLOSING = {"[": "]", "(": ")", "{": "}"}
_WORD = re.compile(r"[^\s<>\"{}|^`;,]+")
_QUOTES = "“”„‟‘’«»"


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an error.

    :param text: the whole text
    :param span: what the parser points at
    :param before: the terminal before it
    :param here: the terminal at it; ``None`` at the end
    :param last: the last few terminals before it
    :param opened: the innermost bracket that is open there
    :param format: the syntax
    """

    text: str
    span: Span
    before: Token | None
    here: Token | None
    last: tuple[Token, ...]
    opened: Token | None
    format: str

    @property
    def found(self) -> str:
        """What the parser points at, as a sentence can show it."""
        return shown(self.text[self.span.start : self.span.end])

    @property
    def behind(self) -> Span:
        """Where the terminal before it stands."""
        return Span(self.before.start, self.before.end) if self.before else self.span


Maker: TypeAlias = Callable[[Around, str], Problem]


def sentence(message: str, around: Around) -> Problem:
    """Return an error of Oxigraph's parser as a plain sentence.

    :param message: the parser's own words
    :param around: what stands there
    """
    for pattern, maker in _MAKERS:
        if re.search(pattern, message):
            return maker(around, message)
    return _other(around, message)


def undeclared(prefix: str, span: Span, declared: set[str]) -> Problem:
    """Tell of a prefix that is used and not declared."""
    message = say("The prefix `{prefix}:` is not declared.", prefix=prefix)
    if prefix in PREFIXES:
        line = f"@prefix {prefix}: <{PREFIXES[prefix]}> ."
        return Problem("syntax", span, message, say("Add this line at the top: {line}", line=line))
    near = closest(prefix[:100], [*declared, *PREFIXES])
    if near and near in declared:
        return Problem("syntax", span, message, say("Did you mean `{near}:`, which is declared?", near=near))
    if near:
        line = f"@prefix {near}: <{PREFIXES[near]}> ."
        advice = say("Did you mean `{near}:`? It is declared by this line: {line}", near=near, line=line)
        return Problem("syntax", span, message, advice)
    line = f"@prefix {prefix}: <…> ."
    return Problem("syntax", span, message, say("Declare it at the top: {line}", line=line))


def declared_prefixes(tokens: Sequence[Token]) -> set[str]:
    """Return the prefixes that a text declares, anywhere."""
    return {after.text[:-1] for token, after in pairwise(tokens) if _declares(token)}


def _declares(token: Token) -> bool:
    return token.text == "@prefix" or (token.kind == "word" and token.text.lower() == "prefix")


def _problem(span: Span, message: Sentence, suggestion: Sentence | None) -> Problem:
    return Problem("syntax", span, message, suggestion)


def _unended(around: Around, message: str) -> Problem:
    """Tell of a statement that goes on where it should have ended."""
    if around.format in ("nt", "nq") and around.found in (";", ","):
        return _no_shorthand(around, message)
    if around.opened and around.opened.text != "{" and around.found == ".":
        return _unclosed(around, message)
    before, here = around.before, around.here
    told = say("The statement should have ended before `{found}`.", found=around.found)
    if not around.found.strip():
        told = say("The statement should have ended on this line.")
    advice = say(
        "End it with a dot after `{before}`; a further property follows `;`, a further value `,`.", before=_text(before)
    )
    place = around.behind
    if before and here and before.kind == "string" and around.found.strip():
        advice = say("A quote inside a text has a backslash before it; behind a text follows a dot, `;` or `,`.")
        place = around.span
    elif before and here and before.kind == here.kind == "number" and here.start == before.end:
        advice = say('Write a date as "2024-01-31"^^xsd:date, and any other text in quotes.')
        place = around.span
    elif around.found in ("]", ")", "}"):
        told = say("Nothing is open that `{found}` would close.", found=around.found)
        return _problem(around.span, told, say("Take it out, or open it before."))
    return _problem(place, told, advice)


def _unclosed(around: Around, message: str) -> Problem:
    """Tell of a bracket that is open at the end."""
    if around.opened is None:
        told = say("The last statement is not complete.")
        return _problem(around.behind, told, say("A statement is a subject, a property, a value, and a dot."))
    opening = around.opened
    told = say("This `{opening}` is never closed.", opening=opening.text)
    advice = say("Close it with `{closing}`.", closing=_CLOSING[opening.text])
    return _problem(Span(opening.start, opening.end), told, advice)


def _ended(around: Around, message: str) -> Problem:
    """Tell of a text that ends too early: inside a terminal, or inside a statement."""
    start = around.text[around.span.start : around.span.start + 3]
    if start[:1] == "<":
        return _open(around, 1, say("This IRI is never closed."), say("Close it with `>`."))
    if start in ('"""', "'''"):
        return _open(around, 3, say("This text is never closed."), say("Close it with {quotes}.", quotes=start))
    if start[:1] in ('"', "'") and start:
        line = around.text[around.span.start :].partition("\n")[0]
        if line.count(start[0]) > 1 and re.search(r"\\[uU]", line):
            return _escape(around, message)
        return _open(around, 1, say("This text is never closed."), say("Close it with {quotes}.", quotes=start[0]))
    before = around.before
    if before is None:
        return _other(around, message)
    if around.opened is None and len(around.last) > 2 and before.text not in (";", ",", "."):
        told = say("The last statement has no dot at its end.")
        return _problem(around.behind, told, say("Write ` .` after `{before}`.", before=_text(before)))
    return _unclosed(around, message)


def _open(around: Around, length: int, told: Sentence, advice: Sentence) -> Problem:
    return _problem(Span(around.span.start, around.span.start + length), told, advice)


def _iri_open(around: Around, message: str) -> Problem:
    """Tell of an IRI that goes on over the end of its line."""
    end = re.compile(r"[\s]").search(around.text, around.span.start)
    span = Span(around.span.start, end.start() if end else len(around.text))
    return _problem(span, say("This IRI is never closed."), say("Close it with `>` before the first space."))


def _line_break(around: Around, message: str) -> Problem:
    told = say("The line ends inside a text.")
    text, end = around.text, around.span.start
    begins = max(text.rfind('"', 0, end), text.rfind("'", 0, end))
    return _problem(
        Span(max(begins, 0), end), told, say('Close it, write \\n, or put three quotes around it: """…""".')
    )


def _escape(around: Around, message: str) -> Problem:
    """Tell of a backslash that begins no escape."""
    match = re.search(r"\\.{0,5}", around.text[around.span.start : around.span.end + 6])
    written = shown(match[0][:2] if match else around.found)
    told = say("`{escape}` is no escape of Turtle.", escape=written)
    return _problem(
        around.span,
        told,
        say("Turtle knows \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX and \\UXXXXXXXX; a backslash is \\\\."),
    )


def _language(around: Around, message: str) -> Problem:
    told = say("The language tag is not well written.")
    return _problem(around.span, told, say('Use letters, digits and hyphens, as in "text"@en, @pt-BR or @zh-Hant.'))


def _datatype(around: Around, message: str) -> Problem:
    told = say("No datatype follows `^^`.")
    return _problem(around.span, told, say('Write its IRI, as in "2024"^^xsd:gYear.'))


def _predicate(around: Around, message: str) -> Problem:
    """Tell of something that stands where a property should."""
    found = around.found
    if found == "A":
        return _problem(around.span, say("`A` is no property."), say("Write `a`, in small letters."))
    if found in (".", "]", "}", ";", ","):
        told = say("A property and its value are missing before `{found}`.", found=found)
        return _problem(around.span, told, say("A statement is a subject, a property, a value, and a dot."))
    told = say("`{found}` can not be a property.", found=found)
    if around.here and around.here.kind == "number" and around.before and around.before.kind in ("iri", "pname"):
        advice = say(
            "`{before}` stands where a property has to follow: check whether a dot should be `;`.",
            before=_text(around.before),
        )
        return _problem(around.span, told, advice)
    return _problem(around.span, told, say("A property is an IRI, or short: mllm:title."))


def _object(around: Around, message: str) -> Problem:
    """Tell of something that stands where a value should."""
    found = around.found
    if found == "." and around.opened and around.opened.text == "(":
        return _unclosed(around, message)
    if found in (".", "]", ")", "}", ";", ","):
        told = say("A value is missing before `{found}`.", found=found)
        return _problem(around.span, told, say("Write the value, or take the property out."))
    if found.lower() in ("true", "false"):
        told = say("`{found}` is no truth value.", found=found)
        return _problem(around.span, told, say("Write it in small letters: {found}.", found=found.lower()))
    told = say("`{found}` is no value.", found=found)
    if around.here and around.here.kind == "word":
        return _problem(
            around.span,
            told,
            say('Put a text into quotes: "{found}"; a name has a prefix, as in mllm:Paper.', found=found),
        )
    return _problem(around.span, told, say("Values are IRIs, texts in quotes, numbers, true and false."))


def _subject(around: Around, message: str) -> Problem:
    """Tell of something that stands where a statement should begin."""
    found = around.found
    near = closest(found, _WORDS) if around.here and around.here.kind in ("word", "langtag") else None
    if near and near == found:
        told = say("`{found}` can not stand inside a graph.", found=found)
        return _problem(around.span, told, say("Move it to the top of the file."))
    if near:
        told = say("`{found}` is no word of this syntax.", found=found)
        return _problem(around.span, told, say("Did you mean `{near}`?", near=near))
    if found == "." and any(token.kind == "word" and token.text.lower() in ("prefix", "base") for token in around.last):
        told = say("PREFIX and BASE have no dot at their end.")
        return _problem(around.span, told, say("Take the dot out, or write @prefix."))
    if found in ("]", ")", "}", ".", ";", ","):
        told = say("`{found}` stands where a statement should begin.", found=found)
        return _problem(around.span, told, say("Take it out, or complete what stands before it."))
    if found == "{" and around.format == "ttl":
        told = say("Turtle has no graphs in brackets.")
        return _problem(around.span, told, say("Save the file as TriG, with the ending .trig."))
    told = say("A statement can not begin with `{found}`.", found=found)
    return _problem(
        around.span, told, say("It begins with what it is about: an IRI, a short name such as mllm:Paper, or [ ].")
    )


def _directive(around: Around, message: str) -> Problem:
    if "BASE" in message:
        return _problem(around.span, say("No IRI follows `@base`."), say("Write it as: @base <https://example.org/> ."))
    told = say("The declaration of a prefix is not well written.")
    return _problem(around.span, told, say("Write it as: @prefix ex: <https://example.org/> ."))


def _graph(around: Around, message: str) -> Problem:
    told = say("The graph is not well written at `{found}`.", found=around.found)
    return _problem(around.span, told, say("Write it as: GRAPH <https://example.org/graph> {{ … }}"))


def _no_shorthand(around: Around, message: str) -> Problem:
    """Tell of something of Turtle in N-Triples or N-Quads."""
    told = say(
        "`{found}` can not stand here: each line has full IRIs and texts in double quotes only.", found=around.found
    )
    right = {"nt": ".ttl", "nq": ".trig"}.get(around.format, ".ttl")
    return _problem(around.span, told, say("Write it out, or save the file with the ending {ending}.", ending=right))


def _one_a_line(around: Around, message: str) -> Problem:
    told = say("A second statement stands on this line.")
    return _problem(around.span, told, say("Put each statement on a line of its own."))


def _blank(around: Around, message: str) -> Problem:
    told = say("The name of a blank node is missing.")
    return _problem(around.span, told, say("Write a letter or digit after `_:`, as in _:b1."))


def _character(around: Around, message: str) -> Problem:
    """Tell of a character that starts no terminal."""
    character = around.text[around.span.start : around.span.start + 1]
    if around.before and around.before.kind == "pname" and around.before.end == around.span.start:
        return _short_name(around, around.before)
    if character in _QUOTES and character:
        told = say("`{character}` is a typographic quote.", character=character)
        return _problem(around.span, told, say('Use the straight one: "…".'))
    if around.format in ("nt", "nq") and character == "'":
        return _no_shorthand(around, message)
    return _other(around, message)


def _short_name(around: Around, begun: Token) -> Problem:
    """Tell of a short name that goes on with a character that none can hold."""
    match = _WORD.match(around.text, begun.start)
    written = match[0].rstrip(".") if match else begun.text
    told = say("`{name}` is no short name: it can not hold `{character}`.", name=shown(written), character=around.found)
    prefix, _, local = written.partition(":")
    advice = say("Write the IRI in full: <{iri}>", iri=shown(PREFIXES.get(prefix, "…") + local, 200))
    return _problem(Span(begun.start, begun.start + len(written)), told, advice)


def _percent(around: Around, message: str) -> Problem:
    told = say("Behind `%` stand two hexadecimal digits.")
    match = re.compile(r"%(?![0-9A-Fa-f]{2})").search(around.text, max(around.span.start - 3, 0))
    return _problem(
        Span(*match.span()) if match else around.span, told, say("Write a percent sign itself as \\%, or as %25.")
    )


def _other(around: Around, message: str) -> Problem:
    if not around.found.strip():
        told = say("The text can not go on like this here.")
    else:
        told = say("`{found}` can not stand here.", found=around.found)
    return _problem(around.span, told, say("A statement is a subject, a property, a value, and a dot."))


def _text(token: Token | None) -> str:
    return shown(token.text, 30) if token else ""


_MAKERS: tuple[tuple[str, Maker], ...] = (
    (r"Only a single triple or quad", _one_a_line),
    (r"dot is expected|followed by a dot|expected at the end of a graph", _unended),
    (r"should end with a '\]'", _unclosed),
    (r"Line jumps|line jumps", _line_break),
    (r"Unexpected escape|escape sequence|allowed to be escaped", _escape),
    (r"Unexpected end", _ended),
    (r"Invalid IRI", _iri_open),
    (r"language|subtag|extlang", _language),
    (r"datatype", _datatype),
    (r"The (subject|predicate|object) of a triple must be", _no_shorthand),
    (r"is not a valid predicate", _predicate),
    (r"is not a valid RDF object", _object),
    (r"graph name and a value|is not a valid graph name|as graph name", _graph),
    (r"is not a valid (RDF )?subject", _subject),
    (r"PREFIX|BASE|VERSION", _directive),
    (r"blank node ID", _blank),
    (r"% followed by two", _percent),
    (r"at the beginning of a prefix name", _character),
    (r"Unexpected character", _language),
)
"""Which sentence tells an error, by a pattern in the parser's own words; the first that fits."""
