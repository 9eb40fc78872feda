"""Where a shape's value nodes are (SHACL, section 2.3.1): at the end of a property, at its start, or the entity itself."""

from __future__ import annotations

from dataclasses import dataclass

from mllm_kg.checks.shapes import Rule

__all__ = ["FOCUS", "VALUE", "Path", "Step"]

FOCUS, VALUE = "?focus", "?value"


@dataclass(frozen=True, slots=True)
class Step:
    """One step along a property, or against it.

    :param predicate: the IRI of the property
    :param inverse: whether the step goes from object to subject (section 2.3.1.4)
    """

    predicate: str
    inverse: bool = False

    def pattern(self, start: str, end: str) -> str:
        """Return the SPARQL pattern of a step between two terms."""
        subject, value = (end, start) if self.inverse else (start, end)
        return f"{subject} <{self.predicate}> {value} ."


@dataclass(frozen=True, slots=True)
class Path:
    """The path of a shape.

    :param step: its only step; ``None`` for a shape about the entity itself, whose value node it is (section 2.2)
    """

    step: Step | None

    @classmethod
    def of(cls, rule: Rule) -> Path:
        """Return the path of a shape."""
        return cls(Step(rule.path, rule.inverse) if rule.path else None)

    def pattern(self, end: str = VALUE) -> str:
        """Return the SPARQL pattern from the focus node to ``end``, a variable or a term."""
        if self.step is not None:
            return self.step.pattern(FOCUS, end)
        return f"BIND({FOCUS} AS {end})" if end.startswith("?") else f"FILTER(sameTerm({FOCUS}, {end}))"
