"""What a query may do, decided before it is run; and what is wrong with one that can't be parsed.

* :func:`check` lets a query pass that only reads this graph, and refuses every other.
* :func:`tokens` cuts a query into its terminals.
* :func:`tightened` writes a query as Oxigraph can read it.
* :func:`syntax_error` tells where and why a query is not SPARQL 1.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mllm_kg.guard.lexer import Token, tokens
from mllm_kg.guard.refusal import MAX_NESTING, MAX_STEPS, QueryForm, check

if TYPE_CHECKING:
    from mllm_kg.errors import QuerySyntaxError

__all__ = ["MAX_NESTING", "MAX_STEPS", "QueryForm", "Token", "check", "syntax_error", "tightened", "tokens"]


def syntax_error(error: SyntaxError, text: str) -> QuerySyntaxError:
    """Return the error to raise for a query that Oxigraph could not parse: where it is wrong, and why, in words.

    :param error: what Oxigraph raised
    :param text: the query, which :func:`check` let pass
    """
    from mllm_kg.guard.syntax import explain

    return explain(error, text)


def tightened(text: str) -> str:
    """Return the same query without the spaces that Oxigraph does not allow where SPARQL does."""
    from mllm_kg.guard.syntax import tightened as tighten

    return tighten(text)
