"""How large the files of strangers may be; the numbers stand in the table of settings."""

from __future__ import annotations

from dataclasses import dataclass

from mllm_kg import settings
from mllm_kg.findings import Finding, Location, say
from mllm_kg.records.text import refusal

__all__ = ["Limits", "refusal", "too_deep", "too_long", "too_many_statements"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits in force.

    :param size: bytes of a file
    :param nesting: levels of lists, mappings and elements
    :param literal: code points of a value
    :param statements: statements of a file
    :param files: files of a call
    """

    size: int
    nesting: int
    literal: int
    statements: int
    files: int

    @classmethod
    def in_force(cls) -> Limits:
        """Return what the settings say.

        :raises BadParameter: when the environment holds something that is no number
        """
        names = ("size", "nesting", "literal", "statements", "files")
        return cls(*(int(settings.number(f"input_{name}")) for name in names))


def too_deep(place: Location, limit: int) -> Finding:
    """Return the finding for something that stands more than ``limit`` levels deep."""
    return refusal(
        say("Values stand in each other more than {count} levels deep.", count=limit), "input_nesting", place
    )


def too_long(place: Location, limit: int) -> Finding:
    """Return the finding for a value of more than ``limit`` code points."""
    return refusal(say("A value has more than {count} characters.", count=limit), "input_literal", place)


def too_many_statements(place: Location, limit: int) -> Finding:
    """Return the finding for a file that makes more than ``limit`` statements."""
    return refusal(say("The file makes more than {count} statements.", count=limit), "input_statements", place)
