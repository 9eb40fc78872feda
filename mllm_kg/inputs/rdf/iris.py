"""IRIs: what a relative one stands for, and which ones would damage a file."""

from __future__ import annotations

import re
from functools import lru_cache

import pyoxigraph as ox

__all__ = ["FORBIDDEN", "SCHEME", "resolve", "unescaped"]

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""How an absolute IRI starts (RFC 3986, section 3.1)."""

FORBIDDEN = re.compile(
    r"[\x00-\x20<>\"{}|^`\\\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\uffff]"
)
"""Characters that no IRI may hold (Turtle, production IRIREF), and those that nobody sees: control characters, which RFC
3987 forbids, and other spaces and marks, at which readers of N-Triples cut an IRI off."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@lru_cache(maxsize=4096)
def resolve(reference: str, base: str) -> str:
    """Return what an IRI reference stands for (RFC 3987, section 6.5), as Oxigraph's own parser has it.

    :param reference: the reference; absolute ones are returned as they are
    :param base: the base IRI; empty when there is none
    :raises ValueError: when it is no IRI, or relative without a base
    """
    try:
        if SCHEME.match(reference):
            return ox.NamedNode(reference).value
        if base and not FORBIDDEN.search(reference):
            text = f"<{reference}> <x:p> <x:o> ."
            quad = next(iter(ox.parse(text, ox.RdfFormat.TURTLE, base_iri=base)))
            return str(quad.subject.value)
    except (SyntaxError, ValueError):
        pass
    raise ValueError(f"{reference!r} is no IRI")


def unescaped(text: str) -> str:
    r"""Return a text without its escapes ``\uXXXX`` and ``\UXXXXXXXX``.

    :raises ValueError: when one stands for no character
    """
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text) if "\\" in text else text
