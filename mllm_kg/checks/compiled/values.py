"""Constraint components that judge each value node alone: each function returns what is true of a wrong ``?value``.

The functions are named after their parameter; "section" means that of SHACL, W3C Recommendation of 20 July 2017. What
they return never fails: where SPARQL would raise an error, the value is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from mllm_kg.checks.compiled.lexical import LEXICAL
from mllm_kg.checks.compiled.paths import VALUE
from mllm_kg.checks.compiled.scope import NotCompiledError, Scope, text
from mllm_kg.checks.compiled.targets import belongs
from mllm_kg.checks.shapes import SH, Term

__all__ = ["NESTING", "TESTS", "Test", "wrong"]

Test: TypeAlias = Callable[[Scope], str]

_NODE_KINDS = {
    "IRI": "isIRI(?value)",
    "Literal": "isLiteral(?value)",
    "BlankNode": "isBlank(?value)",
    "BlankNodeOrIRI": "(isBlank(?value) || isIRI(?value))",
    "BlankNodeOrLiteral": "(isBlank(?value) || isLiteral(?value))",
    "IRIOrLiteral": "(isIRI(?value) || isLiteral(?value))",
}
_UNPORTABLE = re.compile(r"\(\?|\\[0-9AZbBGzpP]")
"""What one engine's regular expressions know and another's don't, or read otherwise."""


def class_(scope: Scope) -> str:
    """Judge by ``sh:class`` (section 4.1.1): the value is an instance of each class."""
    wanted = scope.all("class")
    tests = (belongs(VALUE, [term], scope.classes, scope.everywhere, 2 + number) for number, term in enumerate(wanted))
    return " || ".join(f"NOT EXISTS {{ {test} }}" for test in tests)


def datatype(scope: Scope) -> str:
    """Judge by ``sh:datatype`` (section 4.1.2): a literal of the datatype, and well-typed."""
    wanted = scope.one("datatype")
    if wanted.value not in LEXICAL:
        raise NotCompiledError("datatype")
    form = LEXICAL[wanted.value]
    well_typed = f" && REGEX(STR(?value), {text(form)})" if form else ""
    return f"!(isLiteral(?value) && DATATYPE(?value) = {wanted}{well_typed})"


def node_kind(scope: Scope) -> str:
    """Judge by ``sh:nodeKind`` (section 4.1.3): an IRI, a literal, a blank node, or one of two of them."""
    kind = _NODE_KINDS.get(scope.one("nodeKind").value.removeprefix(SH))
    if kind is None:
        raise NotCompiledError("nodeKind")
    return f"!{kind}"


def _compared(parameter: str, operator: str) -> Test:
    def test(scope: Scope) -> str:
        return f"!COALESCE(?value {operator} {scope.one(parameter)}, false)"

    return test


min_exclusive = _compared("minExclusive", ">")
"""Judge by ``sh:minExclusive`` (section 4.3.1)."""
min_inclusive = _compared("minInclusive", ">=")
"""Judge by ``sh:minInclusive`` (section 4.3.2)."""
max_exclusive = _compared("maxExclusive", "<")
"""Judge by ``sh:maxExclusive`` (section 4.3.3)."""
max_inclusive = _compared("maxInclusive", "<=")
"""Judge by ``sh:maxInclusive`` (section 4.3.4)."""


def min_length(scope: Scope) -> str:
    """Judge by ``sh:minLength`` (section 4.4.1); a blank node has no length."""
    return f"!COALESCE(STRLEN(STR(?value)) >= {scope.number('minLength')}, false)"


def max_length(scope: Scope) -> str:
    """Judge by ``sh:maxLength`` (section 4.4.2); a blank node has no length."""
    return f"!COALESCE(STRLEN(STR(?value)) <= {scope.number('maxLength')}, false)"


def pattern(scope: Scope) -> str:
    """Judge by ``sh:pattern`` and ``sh:flags`` (section 4.4.3): SPARQL's ``REGEX`` matches the text."""
    wanted = scope.one("pattern").value
    flags = scope.one("flags").value if "flags" in scope.shape.parameters else ""
    if _UNPORTABLE.search(wanted) or not set(flags) <= set("smi"):
        raise NotCompiledError("pattern")
    how = f", {text(flags)}" if flags else ""
    return f"!COALESCE(REGEX(STR(?value), {text(wanted)}{how}), false)"


def language_in(scope: Scope) -> str:
    """Judge by ``sh:languageIn`` (section 4.4.4): text in one of some languages."""
    ranges = " || ".join(f"LANGMATCHES(LANG(?value), {text(term.value)})" for term in scope.all("languageIn"))
    return f"!(isLiteral(?value) && ({ranges or 'false'}))"


def in_(scope: Scope) -> str:
    """Judge by ``sh:in`` (section 4.8.3): one of some terms, compared as terms."""
    return f"!({' || '.join(f'sameTerm(?value, {term})' for term in scope.all('in')) or 'false'})"


def not_(scope: Scope) -> str:
    """Judge by ``sh:not`` (section 4.6.1): the value does not conform to the shape."""
    return " || ".join(f"!({wrong(scope, node)})" for node in scope.all("not"))


def and_(scope: Scope) -> str:
    """Judge by ``sh:and`` (section 4.6.2): the value conforms to all shapes."""
    return " || ".join(wrong(scope, node) for node in scope.all("and"))


def or_(scope: Scope) -> str:
    """Judge by ``sh:or`` (section 4.6.3): the value conforms to one shape at least."""
    lists = scope.shapes.lists(scope.shape, "or")
    return " || ".join(f"({' && '.join(wrong(scope, node) for node in nodes)})" for nodes in lists)


def xone(scope: Scope) -> str:
    """Judge by ``sh:xone`` (section 4.6.4): the value conforms to one shape and no more."""
    lists = scope.shapes.lists(scope.shape, "xone")
    sums = (" + ".join(f"IF({wrong(scope, node)}, 0, 1)" for node in nodes) for nodes in lists)
    return " || ".join(f"({total} != 1)" for total in sums)


def node_(scope: Scope) -> str:
    """Judge by ``sh:node`` (section 4.7.1): the value conforms to the shape."""
    return " || ".join(wrong(scope, node) for node in scope.all("node"))


TESTS: Mapping[str, Test] = {
    "class": class_,
    "datatype": datatype,
    "nodeKind": node_kind,
    "minExclusive": min_exclusive,
    "minInclusive": min_inclusive,
    "maxExclusive": max_exclusive,
    "maxInclusive": max_inclusive,
    "minLength": min_length,
    "maxLength": max_length,
    "pattern": pattern,
    "languageIn": language_in,
    "in": in_,
    "not": not_,
    "and": and_,
    "or": or_,
    "xone": xone,
    "node": node_,
}
"""By parameter."""

NESTING = frozenset(("not", "and", "or", "xone", "node", "qualifiedValueShape"))
"""The parameters whose values are shapes."""


def wrong(scope: Scope, node: Term) -> str:
    """Return what is true of a ``?value`` that does not conform to a shape, which is about the value alone.

    :raises NotCompiledError: when the shape looks further than at the value
    """
    shape = scope.shapes.shape(node)
    inside = replace(scope, shape=shape)
    if shape.path or next(scope.shapes.inner(shape), None) is not None:
        raise NotCompiledError("property")
    for parameter in shape.parameters:
        if parameter not in TESTS and not (parameter == "flags" and "pattern" in shape.parameters):
            raise NotCompiledError(parameter)
    tests = [f"({TESTS[parameter](inside)})" for parameter in shape.parameters if parameter in TESTS]
    return f"({' || '.join(tests) or 'false'})"
