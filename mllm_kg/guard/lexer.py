"""The terminals of the SPARQL 1.1 grammar (section 19.8), cut out of a query's text.

White space and comments are left out, and a character that starts no terminal becomes a token of its own of the kind
``error``: the lexer never gives up, so that what follows a mistake is seen too.

Regular expressions over all the letters that SPARQL allows in names take longer to compile than a question takes to
answer. So the text is first brought into its *shape*: one control character stands for every letter beyond ASCII, a
second one for every combining character. The expressions work on the shape; the tokens are cut out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

__all__ = ["Kind", "Token", "cut", "decode", "span", "token_at", "tokens"]

Kind: TypeAlias = Literal[
    "iri", "pname", "blank", "variable", "word", "number", "langtag", "string", "symbol", "error", "space", "comment"
]


class Token(NamedTuple):
    """A terminal of a query.

    :ivar kind: which; ``word`` is a keyword or the name of a built-in function
    :ivar text: the terminal as written, after codepoint escapes
    :ivar line: where it starts, counted from 1
    :ivar column: the same, in characters, from 1
    :ivar start: the offset of its first character in the text as given
    :ivar end: the offset behind its last character
    """

    kind: Kind
    text: str
    line: int
    column: int
    start: int
    end: int


_LETTER, _COMBINING, _OTHER = "\x01", "\x02", "\x03"
_NAME = rf"A-Za-z_{_LETTER}"
_CHARS = rf"{_NAME}0-9{_COMBINING}\-"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[{_NAME}0-9:]|{_ESCAPED})(?:[{_CHARS}:]|{_ESCAPED})*(?:\.+(?:[{_CHARS}:]|{_ESCAPED})+)*"
_PREFIX = rf"[A-Za-z{_LETTER}][{_CHARS}]*(?:\.+[{_CHARS}]+)*"
_ESCAPE = r"\\[tbnrf\\\"'uU]"

_TERMINAL = re.compile(
    "|".join(
        (
            r"(?P<space>[ \t\r\n]+)",
            r"(?P<comment>#[^\r\n]*)",
            r"(?P<iri><(?:[^\x00-\x20<>\"{}|^`\\]|[\x01\x02]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)",
            rf"(?P<variable>[?$][{_NAME}0-9][{_NAME}0-9{_COMBINING}]*)",
            rf"(?P<blank>_:[{_NAME}0-9][{_CHARS}]*(?:\.+[{_CHARS}]+)*)",
            rf"(?P<pname>(?:{_PREFIX})?:(?:{_LOCAL})?)",
            r"(?P<word>[A-Za-z][A-Za-z0-9_]*)",
            r"(?P<number>[+-]?(?:(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+))",
            r"(?P<langtag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
            rf'(?P<string>"""(?:"?"?(?:[^"\\]|{_ESCAPE}))*"""',
            rf"'''(?:'?'?(?:[^'\\]|{_ESCAPE}))*'''",
            rf'"(?:[^"\\\r\n]|{_ESCAPE})*"',
            rf"'(?:[^'\\\r\n]|{_ESCAPE})*')",
            r"(?P<symbol>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;*/|^?+=<>!~-])",
            r"(?P<error>.)",
        )
    ),
    re.DOTALL,
)

_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def tokens(text: str) -> Iterator[Token]:
    """Cut a query into its terminals, after its codepoint escapes (section 19.2) are resolved.

    Lines, columns and offsets are those of the text as given.
    """
    decoded, offsets = decode(text)
    if offsets is None:
        yield from cut(text)
        return
    place = _Place(text)
    for token in cut(decoded):
        start, end = offsets[token.start], offsets[token.end]
        yield Token(token.kind, token.text, *place.of(start), start, end)


def cut(text: str) -> Iterator[Token]:
    """Cut a query into its terminals and leave codepoint escapes as they are."""
    place = _Place(text)
    for match in _TERMINAL.finditer(_shape(text)):
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        if kind not in ("space", "comment"):
            start, end = match.span()
            yield Token(kind, text[start:end], *place.of(start), start, end)


def span(text: str, start: int) -> tuple[Kind, int]:
    """Return the kind and the end of the terminal, space or comment that starts at an offset."""
    match = _TERMINAL.match(_shape(text), start)
    assert match
    return match.lastgroup, match.end()  # type: ignore[return-value]


def token_at(text: str, kind: Kind, start: int, end: int) -> Token:
    """Return the terminal between two offsets as a token."""
    return Token(kind, text[start:end], text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start), start, end)


def decode(text: str) -> tuple[str, list[int] | None]:
    r"""Resolve the codepoint escapes ``\uXXXX`` and ``\UXXXXXXXX``.

    :returns: the text without them, and for each of its characters (and its end) the offset in the text as given;
        ``None`` when there was nothing to resolve
    """
    if "\\u" not in text and "\\U" not in text:
        return text, None
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in _CODEPOINT.finditer(text):
        code = int(match[1] or match[2], 16)
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        pieces += (text[done : match.start()], chr(code))
        offsets.extend(range(done, match.start() + 1))
        done = match.end()
    pieces.append(text[done:])
    offsets.extend(range(done, len(text) + 1))
    return "".join(pieces), offsets


class _Place:
    """Line and column of offsets that are asked for in rising order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._start, self._next = 1, 0, text.find("\n")

    def of(self, offset: int) -> tuple[int, int]:
        while 0 <= self._next < offset:
            self._line, self._start = self._line + 1, self._next + 1
            self._next = self._text.find("\n", self._start)
        return self._line, offset - self._start + 1


_LETTERS = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)


@lru_cache(maxsize=2)
def _shape(text: str) -> str:
    if not text.isascii():
        text = re.sub("[\x01-\x03]", _OTHER, text)
        text = re.sub(f"[{_LETTERS}]", _LETTER, text)
        return re.sub("[\u00b7\u0300-\u036f\u203f-\u2040]", _COMBINING, text)
    return re.sub("[\x01-\x03]", _OTHER, text)
