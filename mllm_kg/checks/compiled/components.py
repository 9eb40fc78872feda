"""The constraint components of SHACL Core, each a function from a shape to patterns that match where it is broken.

Those that judge each value node alone stand in :mod:`~mllm_kg.checks.compiled.values`; here stand those that count value
nodes or compare them with other properties of the focus node. "Section" means that of SHACL, W3C Recommendation of 20
July 2017. Statements may be repeated in several named graphs: nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from mllm_kg.checks.compiled.paths import FOCUS, VALUE
from mllm_kg.checks.compiled.scope import Check, NotCompiledError, Scope
from mllm_kg.checks.compiled.targets import instances
from mllm_kg.checks.compiled.values import TESTS, wrong

__all__ = ["COMPONENTS", "HELPING", "PAIRS", "checks"]

Component: TypeAlias = Callable[[Scope], Iterator[Check]]


def min_count(scope: Scope) -> Iterator[Check]:
    """Count by ``sh:minCount`` (section 4.2.1)."""
    yield from _too_few(scope, scope.path.pattern(), scope.number("minCount"))


def max_count(scope: Scope) -> Iterator[Check]:
    """Count by ``sh:maxCount`` (section 4.2.2)."""
    yield from _too_many(scope.path.pattern(), scope.number("maxCount"))


def class_(scope: Scope) -> Iterator[Check]:
    """Judge by ``sh:class`` (section 4.1.1): for each class, the values without the class's instances."""
    for term in scope.all("class"):
        found = instances(VALUE, [term], scope.classes, scope.everywhere, 2)
        yield Check(f"{scope.path.pattern()} {scope.without} {{ {found} }}", needs_focus=_on_entity(scope))


def unique_lang(scope: Scope) -> Iterator[Check]:
    """Count by ``sh:uniqueLang`` (section 4.4.5): no two texts in one language."""
    if scope.one("uniqueLang").value in ("true", "1"):
        body = f'{scope.path.pattern()} BIND(LANG({VALUE}) AS ?language) FILTER(?language != "")'
        yield Check(
            body,
            valued=False,
            having=f"COUNT(DISTINCT {VALUE}) > 1",
            group="?language",
            needs_focus=_on_entity(scope),
        )


def equals(scope: Scope) -> Iterator[Check]:
    """Compare by ``sh:equals`` (section 4.5.1): what one property has and the other has not."""
    for term in scope.all("equals"):
        path, other = scope.path.pattern(), f"{FOCUS} {term} {VALUE} ."
        yield Check(f"{path} {scope.without} {{ {other} }}", needs_focus=_on_entity(scope))
        if not _on_entity(scope):
            yield Check(f"{other} {scope.without} {{ {path} }}")
        else:
            yield Check(f"{other} FILTER(!sameTerm({FOCUS}, {VALUE}))")


def disjoint(scope: Scope) -> Iterator[Check]:
    """Compare by ``sh:disjoint`` (section 4.5.2): what both properties have."""
    for term in scope.all("disjoint"):
        yield Check(f"{scope.path.pattern()} {FOCUS} {term} {VALUE} .", needs_focus=_on_entity(scope))


def less_than(scope: Scope) -> Iterator[Check]:
    """Compare by ``sh:lessThan`` (section 4.5.3): values that are not below each of the other property's."""
    yield from _ordered(scope, "lessThan", "<")


def less_than_or_equals(scope: Scope) -> Iterator[Check]:
    """Compare by ``sh:lessThanOrEquals`` (section 4.5.4)."""
    yield from _ordered(scope, "lessThanOrEquals", "<=")


def has_value(scope: Scope) -> Iterator[Check]:
    """Look by ``sh:hasValue`` (section 4.8.2) for a value that must be there."""
    for term in scope.all("hasValue"):
        if _on_entity(scope):
            yield Check(f"FILTER(!sameTerm({FOCUS}, {term}))", valued=False, needs_focus=True)
        else:
            yield Check(f"{scope.without} {{ {scope.path.pattern(str(term))} }}", valued=False, needs_focus=True)


def qualified_min_count(scope: Scope) -> Iterator[Check]:
    """Count by ``sh:qualifiedMinCount`` (section 4.7.3) the values that conform to a shape."""
    yield from _too_few(scope, _qualified(scope), scope.number("qualifiedMinCount"))


def qualified_max_count(scope: Scope) -> Iterator[Check]:
    """Count by ``sh:qualifiedMaxCount`` (section 4.7.3) the values that conform to a shape."""
    yield from _too_many(_qualified(scope), scope.number("qualifiedMaxCount"))


COMPONENTS: Mapping[str, Component] = {
    "class": class_,
    "minCount": min_count,
    "maxCount": max_count,
    "uniqueLang": unique_lang,
    "equals": equals,
    "disjoint": disjoint,
    "lessThan": less_than,
    "lessThanOrEquals": less_than_or_equals,
    "hasValue": has_value,
    "qualifiedMinCount": qualified_min_count,
    "qualifiedMaxCount": qualified_max_count,
}
"""By parameter; a parameter in neither table is not compiled."""

HELPING = {"flags": ("pattern",), "qualifiedValueShape": ("qualifiedMinCount", "qualifiedMaxCount"), "deactivated": ()}
"""Parameters that only say more about others."""

PAIRS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
"""The parameters whose values are properties that are read besides the path."""


def checks(scope: Scope) -> Iterator[tuple[str, Check]]:
    """Go through the checks of a shape, each with the local name of its constraint component.

    :raises NotCompiledError: for a parameter that has no query
    """
    for parameter in scope.shape.parameters:
        name = f"{parameter[:1].upper()}{parameter[1:]}ConstraintComponent"
        if parameter in COMPONENTS:
            yield from ((name, check) for check in COMPONENTS[parameter](scope))
        elif parameter in TESTS:
            body = f"{scope.path.pattern()} FILTER({TESTS[parameter](scope)})"
            yield name, Check(body, needs_focus=_on_entity(scope))
        elif not _helps(parameter, scope):
            raise NotCompiledError(parameter)


def _helps(parameter: str, scope: Scope) -> bool:
    helped = HELPING.get(parameter)
    return helped is not None and (not helped or any(name in scope.shape.parameters for name in helped))


def _on_entity(scope: Scope) -> bool:
    """Whether the shape is about the focus node itself, not about a property's values."""
    return scope.path.step is None


def _too_few(scope: Scope, pattern: str, least: int) -> Iterator[Check]:
    if least == 1:
        yield Check(f"{scope.without} {{ {pattern} }}", valued=False, needs_focus=True)
    elif least > 1:
        body = f"OPTIONAL {{ {pattern} }}"
        yield Check(body, valued=False, having=f"COUNT(DISTINCT {VALUE}) < {least}", needs_focus=True)


def _too_many(pattern: str, most: int) -> Iterator[Check]:
    yield Check(pattern, valued=False, having=f"COUNT(DISTINCT {VALUE}) > {most}")


def _ordered(scope: Scope, parameter: str, operator: str) -> Iterator[Check]:
    for term in scope.all(parameter):
        pair = f"{scope.path.pattern()} {FOCUS} {term} ?other ."
        body = f"{pair} FILTER(!COALESCE({VALUE} {operator} ?other, false))"
        yield Check(body, needs_focus=_on_entity(scope))


def _qualified(scope: Scope) -> str:
    """Return the pattern of the values that conform to the qualified shape."""
    return f"{scope.path.pattern()} FILTER(!{wrong(scope, scope.one('qualifiedValueShape'))})"
