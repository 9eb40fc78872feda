"""JSON (RFC 8259) with the place of every value, and every mistake told in a plain sentence.

The reader goes once over the text, one method for each production. It stops at the first mistake, because what follows
one is guesswork. Repeated keys are kept, and told of: most readers of JSON silently drop all but the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from mllm_kg.findings import Sentence, say
from mllm_kg.inputs.rdf.report import Problem
from mllm_kg.inputs.rdf.spans import Span

__all__ = ["JsonError", "Member", "Number", "TooDeep", "Value", "read_json"]

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"')
_BEGUN = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[^\s,:\[\]{}\"]+")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))")
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as written."""

    text: str


@dataclass(slots=True)
class Member:
    """A member of an object: its key, where that stands without its quotes, and its value."""

    key: str
    span: Span
    value: Value


@dataclass(slots=True)
class Value:
    """A JSON value and its place.

    :param content: the members of an object by key, the elements of an array, or a scalar
    :param span: where it stands, strings without their quotes; of objects and arrays the opening bracket
    :param end: the offset behind it
    :param repeated: members whose key an object has already, with the first such key's place
    """

    content: Content
    span: Span
    end: int = 0
    repeated: list[tuple[Member, Span]] = field(default_factory=list)

    def members(self) -> dict[str, Member]:
        """Return the members of an object; none when it is something else."""
        return self.content if isinstance(self.content, dict) else {}

    def items(self) -> list[Value]:
        """Return the elements of an array; of something else, itself."""
        return self.content if isinstance(self.content, list) else [self]

    def inside(self) -> Iterator[Value]:
        """Go through this value and all values in it."""
        waiting = [self]
        while waiting:
            value = waiting.pop()
            yield value
            if isinstance(value.content, dict):
                waiting.extend(member.value for member in reversed(value.content.values()))
            elif isinstance(value.content, list):
                waiting.extend(reversed(value.content))


Content: TypeAlias = "dict[str, Member] | list[Value] | str | Number | bool | None"


class JsonError(Exception):
    """The text is no JSON; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class TooDeep(Exception):
    """Values stand in each other too deep; carries where."""

    def __init__(self, span: Span) -> None:
        super().__init__(span)
        self.span = span


def read_json(text: str, depth: int) -> Value:
    """Return the value that a JSON text is.

    :param text: the text
    :param depth: how deep values may stand in each other
    :raises JsonError: when it is none
    :raises TooDeep: when they stand deeper
    """
    reader = _Reader(text, depth)
    try:
        value = reader.value(0)
    except RecursionError:
        raise TooDeep(reader.here()) from None
    if reader.skip() < len(text):
        raise reader.error(say("The JSON value has ended before this."), say("A file holds one JSON value."))
    return value


class _Reader:
    """Goes over a text."""

    def __init__(self, text: str, depth: int) -> None:
        self.text, self.depth, self.position = text, depth, 0

    def skip(self) -> int:
        """Skip white space, and return where that ends."""
        match = _SPACE.match(self.text, self.position)
        self.position = match.end() if match else self.position
        return self.position

    def peek(self) -> str:
        """Return the next character that is no white space; empty at the end."""
        return self.text[self.skip() : self.position + 1]

    def here(self) -> Span:
        """Return where the next word or character stands."""
        match = _WORD.match(self.text, self.position)
        return Span(self.position, match.end() if match else min(self.position + 1, len(self.text)))

    def error(self, message: Sentence, suggestion: Sentence | None = None, span: Span | None = None) -> JsonError:
        """Return the error for a mistake, by default for one that starts here."""
        return JsonError(Problem("syntax", span or self.here(), message, suggestion))

    def value(self, depth: int) -> Value:
        """Read any value."""
        character = self.peek()
        if depth > self.depth:
            raise TooDeep(self.here())
        if character == "{":
            return self.object(depth)
        if character == "[":
            return self.array(depth)
        if character == '"':
            return self.string()
        return self.scalar(character)

    def object(self, depth: int) -> Value:
        """Read an object."""
        opening = Span(self.position, self.position + 1)
        members: dict[str, Member] = {}
        made = Value(members, opening)
        self.position += 1
        while self.peek() != "}":
            if members:
                self.comma("}", opening)
            key = self.key(opening)
            if self.peek() != ":":
                advice = say('Write "{key}": and then its value.', key=key.content)  # type: ignore[arg-type]
                raise self.error(say("A colon is missing after the key."), advice, key.span)
            self.position += 1
            member = Member(str(key.content), key.span, self.value(depth + 1))
            if member.key in members:
                made.repeated.append((member, members[member.key].span))
            members[member.key] = member
        self.position += 1
        made.end = self.position
        return made

    def array(self, depth: int) -> Value:
        """Read an array."""
        opening = Span(self.position, self.position + 1)
        elements: list[Value] = []
        self.position += 1
        while self.peek() != "]":
            if elements:
                self.comma("]", opening)
            elif not self.peek():
                raise self.unclosed("]", opening)
            elements.append(self.value(depth + 1))
        self.position += 1
        return Value(elements, opening, self.position)

    def comma(self, closing: str, opening: Span) -> None:
        """Read a comma between two values."""
        character = self.peek()
        if not character:
            raise self.unclosed(closing, opening)
        if character != ",":
            advice = say("Put a comma between two values, and close what was opened.")
            raise self.error(say("A comma or `{closing}` is missing before this.", closing=closing), advice)
        place = Span(self.position, self.position + 1)
        self.position += 1
        if self.peek() in ("}", "]"):
            raise self.error(say("No value follows this comma."), say("Take the last comma out."), place)

    def unclosed(self, closing: str, opening: Span) -> JsonError:
        """Return the error for a bracket that is not closed."""
        message = say("This `{opening}` is never closed.", opening=self.text[opening.start])
        return self.error(message, say("Close it with `{closing}`.", closing=closing), opening)

    def key(self, opening: Span) -> Value:
        """Read the key of a member."""
        character = self.peek()
        if not character:
            raise self.unclosed("}", opening)
        if character == '"':
            return self.string()
        if character == "'":
            raise self.error(say("JSON has no single quotes."), say('Use double quotes: "…".'))
        raise self.error(say("A key must be a text."), say('Put it into double quotes: "…".'))

    def string(self) -> Value:
        """Read a string."""
        match = _STRING.match(self.text, self.position)
        if not match:
            raise self.broken()
        span = Span(match.start() + 1, match.end() - 1)
        self.position = match.end()
        content = _ESCAPE.sub(_character, match[0][1:-1]) if "\\" in match[0] else match[0][1:-1]
        if any("\ud800" <= c <= "\udfff" for c in content):
            content = content.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if "\ufffd" in content:
                message = say("An escape stands for half a character.")
                raise self.error(message, say("Write the character itself."), span)
        return Value(content, span, match.end())

    def broken(self) -> JsonError:
        """Return the error for a string that is not well written."""
        match = _BEGUN.match(self.text, self.position)
        stop = match.end() if match else self.position
        rest = self.text[stop : stop + 2]
        start = Span(self.position, stop)
        if not rest:
            return self.error(say("This text is never closed."), say("Close it with a double quote."), start)
        if rest[0] in "\r\n":
            return self.error(
                say("The line ends inside a text."), say("Close it with a double quote, or write \\n."), start
            )
        span = Span(stop, stop + len(rest.rstrip("\r\n")))
        if rest[0] == "\\":
            advice = say('JSON knows \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits; a backslash is \\\\.')
            return self.error(say("`{escape}` is no escape of JSON.", escape=rest), advice, span)
        code = f"\\u{ord(rest[0]):04x}"
        message = say("A control character can not stand in a text.")
        return self.error(message, say("Write it as {code}.", code=code), Span(stop, stop + 1))

    def scalar(self, character: str) -> Value:
        """Read a number, ``true``, ``false`` or ``null``."""
        span = self.here()
        word = self.text[span.start : span.end]
        match = _NUMBER.fullmatch(word)
        if match or word in _WORDS:
            self.position = span.end
            return Value(Number(word) if match else _WORDS[word], span, span.end)
        raise self.error(*_misspelt(word, character))


def _misspelt(word: str, character: str) -> tuple[Sentence, Sentence]:
    if not character:
        return say("A value is missing at the end."), say('JSON-LD starts with {{ and "@context".')
    if character == "'":
        return say("JSON has no single quotes."), say('Use double quotes: "…".')
    if character in ",:}]":
        return say("A value is missing before `{character}`.", character=character), say("Write it, or null.")
    if word.startswith(("//", "/*", "#")):
        return say("JSON has no comments."), say("Take it out.")
    if word.lower() in ("true", "false", "null"):
        return say("`{word}` is no word of JSON.", word=word), say(
            "Write it in small letters: {word}.", word=word.lower()
        )
    if word in ("None", "nil", "undefined", "NaN", "nan"):
        return say("`{word}` is no word of JSON.", word=word), say("Write null, or leave the key out.")
    if character in "+-.0123456789":
        advice = say("Numbers look like 12, -3.5 or 1e9; other texts stand in double quotes.")
        return say("`{word}` is no number of JSON.", word=word), advice
    return say("`{word}` is no value of JSON.", word=word), say('Put a text into double quotes: "…".')


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _SHORT.get(match[2], match[2])
