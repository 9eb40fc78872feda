r"""Which queries are answered at all: those that read this graph and nothing else.

Decided on the terminals of the query, never on its plain text: a SERVICE in a comment or a string is none. Engines cut
a query differently, though. Oxigraph's parser has no lexer: it takes ``trueSERVICE`` for two keywords, ends a prefixed
name at its second dot, and takes ``<?b#>`` for a comparison where an operand stands before it; others resolve
``\u0053ERVICE``. So the guard works in these steps, and refuses what any of the readings shows:

1. Cut the query as the specification says, with codepoint escapes resolved, and once more with escapes left alone.
2. In each, look at every keyword, also at one that is glued to its neighbours.
3. Wherever another cut is possible (inside an IRI, behind a dot of a name), follow that cut until it meets the first
   again, and look for a whole SERVICE or FROM clause that begins there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NoReturn, TypeAlias

from mllm_kg.errors import RefusedQuery
from mllm_kg.guard.lexer import Kind, Token, cut, decode, span, token_at
from mllm_kg.namespaces import GRAPH, PREFIXES

__all__ = ["MAX_NESTING", "MAX_STEPS", "QueryForm", "check"]

QueryForm: TypeAlias = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

MAX_NESTING = 64
"""How deep brackets may nest. Oxigraph overflows its stack at some hundreds and parses nested lists in cubic time."""

MAX_STEPS = 2000
"""How many keywords and operators a query may have. Chains of some thousands overflow Oxigraph's stack."""

_FORMS: dict[str, QueryForm] = {"SELECT": "SELECT", "ASK": "ASK", "CONSTRUCT": "CONSTRUCT", "DESCRIBE": "DESCRIBE"}
_PROLOGUE = {"BASE", "PREFIX", "VERSION"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH", "USING"}
_VALUES = {"UNDEF", "TRUE", "FALSE"}
_PUNCTUATION = set("{}()[].,;")
_OWN_GRAPH = re.compile(re.escape(GRAPH) + r"[A-Za-z0-9_~-]+(?:[./][A-Za-z0-9_~-]+)*")


def check(text: str) -> QueryForm:
    """Return the form of a query that may be answered.

    :param text: a SPARQL 1.1 query
    :raises RefusedQuery: when it would reach outside the graph, change it, or bring the engine down
    :raises QuerySyntaxError: when it starts like no query at all
    """
    resolved, offsets = decode(text)
    if offsets is not None:
        _check(text)
    return _check(resolved)


def _check(text: str) -> QueryForm:
    reading = list(cut(text))
    _check_size(reading)
    _check_keywords(reading)
    for clause, token in _hidden_clauses(text, reading):
        _refuse_service(token) if clause == "SERVICE" else _refuse_from(token, token.text)
    names, start = _prologue(reading, text)
    _check_from(reading[start:], names)
    first = reading[start].text.upper() if start < len(reading) else ""
    if first not in _FORMS:
        _refuse_start(reading[start] if start < len(reading) else None, text)
    return _FORMS[first]


def _check_size(reading: Sequence[Token]) -> None:
    depth = steps = 0
    for token in reading:
        if token.text in ("(", "{", "["):
            depth += 1
        elif token.text in (")", "}", "]"):
            depth -= 1
        elif token.kind == "word":
            steps += token.text.upper() not in _VALUES
        elif token.kind in ("symbol", "number"):
            steps += token.text[0] not in _PUNCTUATION and not token.text[0].isdigit()
        if depth > MAX_NESTING or steps > MAX_STEPS:
            what = f"nests brackets more than {MAX_NESTING} deep" if depth > MAX_NESTING else "is too long"
            limits = f"{MAX_NESTING} brackets in one another, {MAX_STEPS} keywords and operators"
            raise RefusedQuery(f"The query {what}{_place(token)}.", hint=f"The limits are {limits}.")


def _check_keywords(reading: Sequence[Token]) -> None:
    before = ""
    for token in reading:
        text = token.text.upper()
        if token.kind == "word" and "SERVICE" in text:
            _refuse_service(token)
        if token.kind == "word" and text in _UPDATES:
            _refuse_update(token)
        if token.kind == "pname" and "SERVICE" in text.partition(":")[0] and before != "PREFIX":
            raise RefusedQuery(
                f"{token.text}{_place(token)} can't be told from a SERVICE clause.",
                hint="Declare that prefix under another name.",
            )
        before = text


class _Names:
    """The prefixes and the base that a query declares, on top of the well-known prefixes."""

    def __init__(self) -> None:
        self._base = ""
        self._prefixes = dict(PREFIXES)

    def set_base(self, iri: Token) -> None:
        self._base = self.resolve(iri.text)

    def set_prefix(self, name: Token, iri: Token) -> None:
        self._prefixes[name.text[:-1]] = self.resolve(iri.text)

    def full(self, token: Token) -> str | None:
        """Return the IRI that a token stands for, or ``None`` when it stands for none."""
        if token.kind == "iri":
            return self.resolve(token.text)
        prefix, _, local = token.text.partition(":")
        if token.kind != "pname" or prefix not in self._prefixes:
            return None
        return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)

    def resolve(self, written: str) -> str:
        """Return the full IRI of an IRI reference in its angle brackets."""
        reference = written[1:-1]
        if not self._base or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", reference):
            return reference
        from urllib.parse import urljoin

        return urljoin(self._base, reference)


def _prologue(reading: Sequence[Token], text: str) -> tuple[_Names, int]:
    names, at = _Names(), 0
    while at < len(reading) and (word := reading[at].text.upper()) in _PROLOGUE:
        kinds = [token.kind for token in reading[at + 1 : at + 3]]
        if word == "BASE" and kinds[:1] == ["iri"]:
            names.set_base(reading[at + 1])
        elif word == "VERSION" and kinds[:1] == ["string"]:
            pass
        elif word == "PREFIX" and kinds == ["pname", "iri"] and _ends_with_its_colon(reading[at + 1].text):
            names.set_prefix(reading[at + 1], reading[at + 2])
            at += 1
        else:
            _refuse_start(reading[at + 1] if kinds else None, text)
        at += 2
    return names, at


def _ends_with_its_colon(name: str) -> bool:
    return name.index(":") == len(name) - 1


def _check_from(body: Sequence[Token], names: _Names) -> None:
    depth = 0
    for at, token in enumerate(body):
        depth += (token.text == "{") - (token.text == "}")
        if depth or token.kind not in ("word", "pname") or "FROM" not in token.text.partition(":")[0].upper():
            continue
        if token.kind == "pname":
            _refuse_from(token, token.text)
        following = [*body[at + 1 : at + 3], token]
        target = following[following[0].text.upper() == "NAMED"]
        full = names.full(target)
        if full is None or not _OWN_GRAPH.fullmatch(full):
            _refuse_from(target, f"<{full}>" if full else target.text)


_SPACE = r"(?:[ \t\r\n]++|#[^\r\n]*+)*+"
_CLAUSE = re.compile(
    rf"(?:service{_SPACE}(?:silent)?|from{_SPACE}(?:named)?){_SPACE}(?:<[^<>\s{{}}]*+>|(?:\\.|[^\s{{#<])++)"
    rf"{_SPACE}(?:\{{|from|where)",
    re.IGNORECASE,
)
_HEAD = re.compile("service|from", re.IGNORECASE)
_SUSPECT = re.compile("[#']|service|from", re.IGNORECASE)


def _hidden_clauses(text: str, reading: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    """Find the SERVICE and FROM clauses of other cuts of the same text, each with the token around it."""
    for kind, start, end in _other_cuts(text, reading):
        if kind in ("word", "pname"):
            for head in _HEAD.finditer(text, start, end):
                if _CLAUSE.match(text, head.start()):
                    yield head[0].upper(), token_at(text, kind, start, end)


def _other_cuts(text: str, reading: Sequence[Token]) -> Iterator[tuple[Kind, int, int]]:
    known = {token.start for token in reading}
    waiting = [start for token in reading for start in _doubts(text, token.kind, token.start, token.end)]
    line_ends = [match.start() for match in re.finditer("[\r\n]|$", text)]
    while waiting:
        at = waiting.pop()
        while at < len(text) and at not in known:
            known.add(at)
            if text[at] == "#":
                at = line_ends[bisect_left(line_ends, at)]
                continue
            kind, end = span(text, at)
            waiting.extend(_doubts(text, kind, at, end))
            yield kind, at, end
            at = end


def _doubts(text: str, kind: Kind, start: int, end: int) -> Iterator[int]:
    """Find the offsets inside a terminal at which another engine may start a new one."""
    if kind == "iri" and _SUSPECT.search(text, start, end):
        yield start + 1
    elif kind in ("pname", "blank") and _HEAD.search(text, start, end):
        yield from (start + dot.end() for dot in re.finditer(r"\.", text[start:end]))


def _place(token: Token) -> str:
    return f" (line {token.line}, column {token.column})"


def _refuse_start(token: Token | None, text: str) -> NoReturn:
    from mllm_kg.guard.syntax import not_a_query

    raise not_a_query(token, text)


def _refuse_service(token: Token) -> NoReturn:
    raise RefusedQuery(
        f"SERVICE{_place(token)} would send a part of the query to another server.",
        hint="The graph answers from what it holds: leave the SERVICE clause out.",
    )


def _refuse_update(token: Token) -> NoReturn:
    raise RefusedQuery(
        f"{token.text.upper()}{_place(token)} is an update, and the graph is only read.",
        hint="Ask with SELECT, ASK, CONSTRUCT or DESCRIBE; facts are changed in the records.",
    )


def _refuse_from(token: Token, target: str) -> NoReturn:
    raise RefusedQuery(
        f"FROM {target}{_place(token)} names no graph of this dataset, and nothing is ever fetched.",
        hint=f"The graphs are called <{GRAPH}...>; without FROM the query sees all of them.",
    )
