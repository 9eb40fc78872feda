"""What the function of a constraint component is told about a shape, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

from mllm_kg.checks.compiled.classes import Classes
from mllm_kg.checks.compiled.paths import Path
from mllm_kg.checks.shapes import Rule, Shapes, Term

__all__ = ["Check", "NotCompiledError", "Scope", "text"]


class NotCompiledError(Exception):
    """A shape asks for something that has no query.

    :param component: the local name of the parameter, such as ``closed``
    """

    def __init__(self, component: str) -> None:
        super().__init__(component)
        self.component = component


@dataclass(frozen=True, slots=True)
class Scope:
    """A shape, and how to write about it.

    :param shape: the shape
    :param shapes: all shapes, for those that it refers to
    :param classes: the classes of the data
    :param everywhere: whether all entities are judged
    """

    shape: Rule
    shapes: Shapes
    classes: Classes
    everywhere: bool

    @property
    def without(self) -> str:
        """What begins a pattern that must not match.

        Both mean the same here. The engine answers ``MINUS`` at once, which pays when all entities are judged, and
        ``FILTER NOT EXISTS`` one by one.
        """
        return "MINUS" if self.everywhere else "FILTER NOT EXISTS"

    @property
    def path(self) -> Path:
        """Where the value nodes are."""
        return Path.of(self.shape)

    def all(self, parameter: str) -> tuple[Term, ...]:
        """Return the values of a parameter."""
        return self.shape.parameters[parameter]

    def one(self, parameter: str) -> Term:
        """Return the value of a parameter that has one only."""
        values = self.all(parameter)
        if len(values) != 1:
            raise NotCompiledError(parameter)
        return values[0]

    def number(self, parameter: str) -> int:
        """Return the value of a parameter that counts."""
        try:
            return int(self.one(parameter).value)
        except ValueError:
            raise NotCompiledError(parameter) from None


@dataclass(frozen=True, slots=True)
class Check:
    """A pattern that matches where a constraint is broken.

    :param body: binds ``?value``, and from it or to it ``?focus``
    :param valued: whether the result tells ``?value``
    :param having: what holds of the group of the value nodes of one focus node, when they are judged together
    :param group: what they are grouped by besides
    :param needs_focus: whether the body only makes sense once ``?focus`` is known: it looks for what is missing
    """

    body: str
    valued: bool = True
    having: str = ""
    group: str = ""
    needs_focus: bool = False


def text(value: str) -> str:
    """Return a text as a SPARQL string literal."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
