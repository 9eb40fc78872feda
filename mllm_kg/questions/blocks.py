"""Data blocks: where a query holds the values of its parameters.

A block is ``VALUES ?name { term }`` (SPARQL 1.1, section 10.2, ``InlineDataOneVar``). They are found in the token
stream of the query, so nothing inside a string, an IRI or a comment is taken for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mllm_kg import guard

__all__ = ["Block", "data_blocks", "fill"]


@dataclass(frozen=True, slots=True)
class Block:
    """One data block of one variable.

    :param name: the variable, without question mark
    :param start: where its content starts, in code points from the start of the text
    :param end: where its content ends
    :param content: what stands between the braces, without outer spaces
    """

    name: str
    start: int
    end: int
    content: str


def data_blocks(text: str) -> Iterator[Block]:
    """Go through the data blocks of one variable each, in the order of the text."""
    tokens = [token for token in guard.tokens(text) if token.text.strip() and not token.text.startswith("#")]
    for at, token in enumerate(tokens[:-2]):
        variable, brace = tokens[at + 1], tokens[at + 2]
        if token.text.upper() == "VALUES" and variable.text[0] in "?$" and brace.text == "{":
            close = next(later for later in tokens[at + 3 :] if later.text == "}")
            yield Block(variable.text[1:], brace.end, close.start, text[brace.end : close.start].strip())


def fill(text: str, contents: Mapping[str, str]) -> str:
    """Return the query with the blocks of some variables holding other terms.

    :param text: the query
    :param contents: for each variable, a term as N-Triples writes it, or ``UNDEF``
    """
    parts, done = [], 0
    for block in data_blocks(text):
        if block.name in contents:
            parts += [text[done : block.start], f" {contents[block.name]} "]
            done = block.end
    return "".join(parts) + text[done:]
