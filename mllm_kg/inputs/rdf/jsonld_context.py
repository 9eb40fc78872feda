"""What keys and values of JSON-LD stand for: contexts (JSON-LD 1.1 Processing Algorithms, sections 4 and 5).

A context is made from the one around it and a ``@context`` (section 4.1): terms are defined one by one, each after the
prefix that it is written with. What the standard forbids is not looked for here, as Oxigraph's parser refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mllm_kg.inputs.rdf.iris import SCHEME, resolve
from mllm_kg.inputs.rdf.json_text import Member, Value

__all__ = ["KEYWORDS", "Context", "Definition"]

KEYWORDS = frozenset(
    f"@{name}"
    for name in (
        *(
            "base",
            "container",
            "context",
            "direction",
            "graph",
            "id",
            "import",
            "included",
            "index",
            "json",
            "language",
        ),
        *("list", "nest", "none", "prefix", "propagate", "protected", "reverse", "set", "type", "value", "version"),
        "vocab",
    )
)
_LIKE_KEYWORD = re.compile(r"@[A-Za-z]+\Z")
_UNSET = "@unset"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a term stands for (section 4.2).

    :param iri: an IRI or a keyword; ``None`` when the term is to be ignored
    :param type: what its values are: ``@id``, ``@vocab``, ``@json`` or the IRI of a datatype
    :param container: how its values are held, such as ``@list``
    :param language: of its texts; ``None`` when they have none; :data:`_UNSET` when the context says it
    :param reverse: whether its values are subjects
    :param context: what holds in its values besides
    :param prefix: whether compact IRIs may start with it
    """

    iri: str | None
    type: str | None = None
    container: frozenset[str] = frozenset()
    language: str | None = _UNSET
    reverse: bool = False
    context: Value | None = None
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What is in force in a part of a document.

    :param terms: definitions by term
    :param base: what relative IRIs are relative to; empty when nothing
    :param vocabulary: what terms without a definition are put behind; ``None`` when nothing
    :param language: of texts; ``None`` when none
    :param previous: what is in force again in the nodes inside, where a type's own context holds for one node only
    """

    terms: Mapping[str, Definition] = field(default_factory=dict)
    base: str = ""
    vocabulary: str | None = None
    language: str | None = None
    previous: Context | None = None

    def extended(self, value: Value, *, propagate: bool = True) -> Context:
        """Return what is in force with a ``@context`` besides (section 4.1.2).

        :param value: what stands behind ``@context``
        :param propagate: whether it holds in the nodes inside too
        :raises ValueError: when it is no context that needs nothing else
        """
        made = self if propagate or self.previous else replace(self, previous=self)
        for local in value.items():
            if local.content is None:
                made = Context(previous=made.previous)
            elif isinstance(local.content, dict):
                made = _Builder(made, local.content).context()
            else:
                raise ValueError(local.content)
        return made

    def expand(self, text: str, *, vocabulary: bool = False, relative: bool = False) -> str | None:
        """Return the IRI or keyword that a text stands for (section 5.2).

        :param text: a keyword, a term, a compact IRI or an IRI
        :param vocabulary: whether terms count, and what ``@vocab`` is for
        :param relative: whether it may be relative to the base
        :returns: the text itself where it stands for nothing else; ``None`` when it is to be ignored
        """
        if text in KEYWORDS:
            return text
        if _LIKE_KEYWORD.match(text):
            return None
        if vocabulary and text in self.terms:
            return self.terms[text].iri
        if ":" in text[1:]:
            prefix, _, rest = text.partition(":")
            if prefix == "_" or rest.startswith("//"):
                return text
            known = self.terms.get(prefix)
            if known and known.iri and known.prefix:
                return known.iri + rest
            if SCHEME.match(text):
                return text
        if vocabulary and self.vocabulary is not None:
            return self.vocabulary + text
        return _resolved(text, self.base) if relative else text


class _Builder:
    """Makes a context out of the one around it and one object of definitions."""

    def __init__(self, outer: Context, members: Mapping[str, Member]) -> None:
        self.members = members
        self.terms = dict(outer.terms)
        self.done: set[str] = set()
        base, vocabulary, language = outer.base, outer.vocabulary, outer.language
        if "@base" in members:
            given = members["@base"].value.content
            base = _resolved(given, base) if isinstance(given, str) else ""
        self.made = replace(outer, terms=self.terms, base=base)
        if "@vocab" in members:
            given = members["@vocab"].value.content
            vocabulary = self.made.expand(given, vocabulary=True, relative=True) if isinstance(given, str) else None
        if "@language" in members:
            given = members["@language"].value.content
            language = given.lower() if isinstance(given, str) else None
        self.made = replace(self.made, vocabulary=vocabulary, language=language)

    def context(self) -> Context:
        """Define all terms."""
        for term in self.members:
            if term not in KEYWORDS or term == "@type":
                self.define(term)
        return self.made

    def define(self, term: str) -> None:
        """Define a term (section 4.2.2), after what it is written with."""
        if term in self.done:
            return
        self.done.add(term)
        self.terms.pop(term, None)
        value = self.members[term].value
        parts = value.members()
        if value.content is None or ("@id" in parts and parts["@id"].value.content is None):
            self.terms[term] = Definition(None)
            return
        named = parts.get("@reverse", parts.get("@id"))
        written = value.content if isinstance(value.content, str) else named.value.content if named else term
        if not isinstance(written, str):
            raise ValueError(term)
        iri = self.expanded(written, term)
        simple = isinstance(value.content, str) and iri is not None and iri.endswith(tuple(":/?#[]@"))
        kind, language = _text(parts, "@type"), _text(parts, "@language")
        self.terms[term] = Definition(
            iri,
            type=self.expanded(kind, "") if kind else None,
            container=frozenset(str(item.content) for item in _items(parts, "@container")),
            language=(language.lower() if language else None) if "@language" in parts else _UNSET,
            reverse="@reverse" in parts,
            context=parts["@context"].value if "@context" in parts else None,
            prefix=simple or ("@prefix" in parts and parts["@prefix"].value.content is True),
        )

    def expanded(self, text: str, term: str) -> str | None:
        """Expand what a definition is written with; a term is not defined by itself."""
        prefix = text.partition(":")[0] if ":" in text[1:] else text
        if prefix in self.members and prefix != term and prefix not in KEYWORDS:
            self.define(prefix)
        return self.made.expand(text, vocabulary=True)


def _resolved(reference: str, base: str) -> str:
    try:
        return resolve(reference, base)
    except ValueError:
        return reference


def _text(parts: Mapping[str, Member], key: str) -> str | None:
    content = parts[key].value.content if key in parts else None
    return content if isinstance(content, str) else None


def _items(parts: Mapping[str, Member], key: str) -> list[Value]:
    return parts[key].value.items() if key in parts else []
