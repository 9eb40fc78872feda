"""Where a query stops being SPARQL, and why, in words.

Oxigraph's parser reports the furthest character that it looked at. That lies behind the mistake by up to the length of
the keyword it had hoped for, so the place it names may be several words too far. Here the query is parsed once more,
with its terminals set so far apart that no keyword reaches over a gap: now the place falls on one terminal, and that
is the one that can't stand where it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import pyoxigraph as ox

from mllm_kg.errors import QuerySyntaxError
from mllm_kg.guard.lexer import Token, tokens
from mllm_kg.namespaces import KINDS, PREFIXES

__all__ = ["explain", "not_a_query", "tightened"]

_GAP = " " * 32  # longer than ENCODE_FOR_URI, the longest keyword
_NO_GAP = {"BNODE", "COALESCE", "CONCAT"}  # Oxigraph allows no space between these and their bracket
_PLACE = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_PAIRS = {")": "(", "}": "{", "]": "["}
_KEYWORDS = """
    ABS ADD AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DESC
    DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN IRI
    ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW
    OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SHA1 SHA256
    SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TRUE TZ
    UCASE UNDEF UNION URI UUID VALUES WHERE YEAR A
"""
_KINDS = {f"kg:{kind}" for kind in KINDS}
_REMARKS = (
    ("Duplicated variable name", "two expressions of the SELECT clause have the same name"),
    ("SELECT * is not authorized", "SELECT * can't stand with GROUP BY or an aggregate: name the variables"),
    ("VALUES clause rows", "a row of VALUES must have as many values as there are variables"),
)


def explain(error: SyntaxError, text: str) -> QuerySyntaxError:
    """Return the error to raise for a query that Oxigraph could not parse.

    :param error: what Oxigraph raised
    :param text: the query, which :func:`mllm_kg.guard.check` let pass
    """
    reading = list(tokens(text))
    at, expected = _furthest(error, reading)
    found = reading[at] if at < len(reading) else None
    for finder in (_unclosed, _wrong_iri, _wrong_name, _wrong_projection):
        reason = finder(reading, at, expected)
        if reason:
            return _error(*reason, text)
    return _error(found, _unexpected(reading, at), text)


def tightened(text: str) -> str:
    """Return the same query without space between some functions' names and their bracket.

    SPARQL allows it, and Oxigraph does not: ``COALESCE (?x, ?y)`` must be ``COALESCE(?x, ?y)`` for it.
    """
    pieces, done = [], 0
    reading = list(tokens(text))
    for name, bracket in pairwise(reading):
        if name.text.upper() in _NO_GAP and bracket.text == "(":
            pieces.append(text[done : name.end])
            done = bracket.start
    return "".join([*pieces, text[done:]])


def not_a_query(found: Token | None, text: str) -> QuerySyntaxError:
    """Return the error to raise for a text that does not start like a query.

    :param found: the first terminal that can't stand where it stands; ``None`` when the text ends too early
    """
    if found is None:
        empty = next(tokens(text), None) is None
        return _error(None, "the query is empty" if empty else "the query ends before it says what it asks", text)
    near = _near(found.text, ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE"))
    reason = f"a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE after its prefixes, not with {_quoted(found)}"
    return _error(found, reason + near, text)


def _furthest(error: SyntaxError, reading: Sequence[Token]) -> tuple[int, str]:
    """Return the index of the terminal that Oxigraph can't get past, and what it says there."""
    spaced, starts = "", []
    for token, following in zip(reading, [*reading[1:], None], strict=True):
        starts.append(len(spaced))
        glued = following and following.text == "(" and token.text.upper() in _NO_GAP
        spaced += token.text + ("" if glued else _GAP)
    try:
        ox.Store().query(spaced, prefixes=PREFIXES)
    except SyntaxError as again:
        error = again
    message = _PLACE.match(str(error))
    if not message:
        return len(reading), str(error)
    line, column, expected = int(message[1]), int(message[2]), message[3]
    offset = sum(len(row) + 1 for row in spaced.split("\n")[: line - 1]) + column - 1
    return (len(reading) if offset >= len(spaced) else bisect_right(starts, offset) - 1), expected


def _unclosed(reading: Sequence[Token], at: int, expected: str) -> tuple[Token | None, str] | None:
    """Find a string that never ends, or a bracket that does not fit its partner."""
    opened: list[Token] = []
    for index, token in enumerate(reading[: at + 1]):
        if token.kind == "error" and token.text in "\"'":
            return token, "this string is never closed"
        if token.text in ("(", "{", "["):
            opened.append(token)
        elif token.text in _PAIRS and token.kind == "symbol":
            if not opened:
                return token, f"this {token.text} closes nothing"
            partner = opened.pop()
            if partner.text != _PAIRS[token.text] and index == at:
                return token, f"this {token.text} comes before the {_named(partner)} is closed"
    if at < len(reading) or not opened or _remark(expected):
        return None
    return None, f"the query ends, but the {_named(opened[-1])} is still open"


def _wrong_iri(reading: Sequence[Token], at: int, expected: str) -> tuple[Token, str] | None:
    if at < len(reading) and reading[at].kind == "iri" and ":" not in reading[at].text:
        return reading[at], f"{reading[at].text} is a relative IRI, and the query has no BASE"
    if "IRI parsing failed" not in expected:
        return None
    start = next((token for token in reversed(reading[: at + 1]) if token.text.startswith("<")), reading[at])
    return start, "this is not a valid IRI"


def _wrong_name(reading: Sequence[Token], at: int, expected: str) -> tuple[Token, str] | None:
    if at < len(reading) and "Prefix not found" in expected:
        return reading[at], f"the prefix {reading[at].text.partition(':')[0]}: is not declared"
    return None


def _wrong_projection(reading: Sequence[Token], at: int, expected: str) -> tuple[Token, str] | None:
    select = next((token for token in reading if token.text.upper() == "SELECT"), reading[0])
    if "variable that is unbound" in expected:
        return _ungrouped(reading) or (select, "a selected variable is neither grouped nor aggregated")
    remark = _remark(expected)
    return (reading[at] if at < len(reading) else select, remark) if remark else None


def _ungrouped(reading: Sequence[Token]) -> tuple[Token, str] | None:
    """Find the first plain variable of the first SELECT clause that GROUP BY does not name."""
    words = [token.text.upper() for token in reading]
    group = words.index("GROUP") if "GROUP" in words else len(words)
    grouped = {token.text[1:] for token in reading[group:] if token.kind == "variable"}
    depth = 0
    for token in reading[words.index("SELECT") :]:
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "{":
            break
        if token.kind == "variable" and not depth and token.text[1:] not in grouped:
            return token, f"{token.text} is selected, but neither grouped nor aggregated"
    return None


def _remark(expected: str) -> str | None:
    return next((remark for part, remark in _REMARKS if part in expected), None)


def _unexpected(reading: Sequence[Token], at: int) -> str:
    after = f" after {_quoted(reading[at - 1])}" if at else ""
    if at >= len(reading):
        return f"the query ends too early,{after}"
    found = reading[at]
    if found.kind == "langtag" and at and reading[at - 1].kind == "string":
        return "this language tag is not well formed"
    if found.text == "/" and at and reading[at - 1].text in _KINDS:
        return f"in a query the slash of {_quoted(reading[at - 1])}/... needs a backslash, as in kg:model\\/bloomz"
    if found.kind == "error":
        return f"the character {_quoted(found)} can't stand here"
    if found.kind == "word" and found.text.upper() not in _KEYWORDS.split():
        return f"{_quoted(found)} is no keyword of SPARQL" + (
            _near(found.text, _KEYWORDS.split()) or ", and no name or variable"
        )
    return f"{_quoted(found)} can't stand here{',' if after else ''}{after}"


def _near(word: str, candidates: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word.upper(), candidates, 1, 0.75)
    return f"; did you mean {near[0]}?" if near else ""


def _quoted(token: Token) -> str:
    text = token.text if len(token.text) <= 40 else token.text[:37] + "..."
    return " ".join(text.split()) if text.isprintable() or "\n" in text else repr(text)[1:-1]


def _named(token: Token) -> str:
    return f"{token.text} of line {token.line}, column {token.column}"


def _error(token: Token | None, reason: str, text: str) -> QuerySyntaxError:
    if token is not None:
        return QuerySyntaxError(reason, token.line, token.column, text)
    lines = text.rstrip().split("\n")
    return QuerySyntaxError(reason, len(lines), len(lines[-1]) + 1, text)
