"""Shapes become checks: for each constraint of each shape one SPARQL 1.1 query that returns where it is broken.

1. When all entities are judged, a check about values that are there begins at the values: wrong ones are few, so that
   whom the shape is about is asked only of those. A check about what is missing begins at those whom the shape is about.
2. When some entities are judged, these stand first, as ``VALUES``, so that the engine looks at nothing else.
3. A shape that asks for something without a query is named in ``unknown``, with what it asks for. Whoever runs the checks
   gives it to pySHACL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.checks.compiled.classes import Classes
from mllm_kg.checks.compiled.components import PAIRS, checks
from mllm_kg.checks.compiled.paths import FOCUS, VALUE, Path, Step
from mllm_kg.checks.compiled.scope import Check, NotCompiledError, Scope
from mllm_kg.checks.compiled.targets import check as is_target
from mllm_kg.checks.compiled.targets import generate
from mllm_kg.checks.compiled.values import NESTING
from mllm_kg.checks.shapes import Rule, Shapes, Term

__all__ = ["Compiled", "Judgement", "Query", "compile_shapes"]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked about one constraint of a shape; it returns ``?focus`` and, where one is told, ``?value``.

    :param rule: the shape
    :param component: the local name of the constraint component
    :param text: the query
    """

    rule: Rule
    component: str
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A shape that has queries, and what they read.

    :param rule: the shape
    :param shapes: all shapes
    :param classes: the classes of the data that the queries will be asked of
    :param steps: the properties that they read, from the focus node
    :param kinds: the classes that they ask of values
    """

    rule: Rule
    shapes: Shapes
    classes: Classes
    steps: frozenset[Step]
    kinds: frozenset[Term]

    def queries(self, entities: Iterable[Term] | None = None) -> list[Query]:
        """Return the queries, one for each constraint.

        :param entities: those to judge, which the shape is about; ``None`` judges all that it is about
        :raises NotCompiledError: when the shape asks for something that has no query
        """
        scope = Scope(self.rule, self.shapes, self.classes, everywhere=entities is None)
        if entities is None:
            return [Query(self.rule, name, self._everywhere(check)) for name, check in checks(scope)]
        chosen = f"VALUES {FOCUS} {{ {' '.join(str(entity) for entity in entities)} }}"
        return [Query(self.rule, name, _select(check, f"{chosen} {check.body}")) for name, check in checks(scope)]

    def _everywhere(self, check: Check) -> str:
        if check.needs_focus:
            return _select(check, f"{{ {generate(self.rule, self.classes)} }} {check.body}")
        inner, target = _select(check, check.body), is_target(self.rule, self.classes)
        return f"SELECT DISTINCT {_columns(check)} WHERE {{ {{ {inner} }} {target} }}"


@dataclass(frozen=True, slots=True)
class Compiled:
    """All shapes of a folder.

    :param judgements: the shapes that have queries
    :param unknown: the others, each with the parameter that has no query, such as ``closed``
    """

    judgements: tuple[Judgement, ...]
    unknown: tuple[tuple[Rule, str], ...]


def compile_shapes(shapes: Shapes, classes: Classes) -> Compiled:
    """Turn shapes into queries.

    :param shapes: the shapes
    :param classes: the classes of the data that the queries will be asked of
    """
    judgements, unknown = [], []
    for rule in shapes.rules.values():
        judgement = Judgement(rule, shapes, classes, frozenset(_steps(rule)), frozenset(_kinds(rule, shapes)))
        try:
            judgement.queries(())
            judgements.append(judgement)
        except NotCompiledError as error:
            unknown.append((rule, error.component))
    return Compiled(tuple(judgements), tuple(unknown))


def _select(check: Check, body: str) -> str:
    text = f"SELECT DISTINCT {_columns(check)} WHERE {{ {body} }}"
    if check.having:
        text += f" GROUP BY {f'{FOCUS} {check.group}'.strip()} HAVING({check.having})"
    return text


def _columns(check: Check) -> str:
    return f"{FOCUS} {VALUE}" if check.valued else FOCUS


def _steps(rule: Rule) -> Iterator[Step]:
    step = Path.of(rule).step
    if step is not None:
        yield step
    for parameter in PAIRS:
        yield from (Step(term.value) for term in rule.parameters.get(parameter, ()))


def _kinds(rule: Rule, shapes: Shapes) -> Iterator[Term]:
    yield from rule.parameters.get("class", ())
    for parameter in NESTING:
        for node in rule.parameters.get(parameter, ()):
            if not isinstance(node, ox.Literal):
                yield from _kinds(shapes.shape(node), shapes)
