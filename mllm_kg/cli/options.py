"""Options that several verbs have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from mllm_kg.errors import UnknownName, UsageError

if TYPE_CHECKING:
    _Choice: TypeAlias = click.Choice[str]
    _ParamType: TypeAlias = click.ParamType[str]
else:
    _Choice, _ParamType = click.Choice, click.ParamType

__all__ = ["FILE", "TEXT", "Names", "endpoint_option", "examples", "format_option", "output_option"]

_F = TypeVar("_F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, allow_dash=True)
"""A file's path; ``-`` for standard input or output."""


class Names(_Choice):
    """One of a closed list of names; an unknown one gets the nearest.

    :param what: what they name, for the message
    :param names: the names
    """

    def __init__(self, what: str, names: Sequence[str]) -> None:
        super().__init__(tuple(names), case_sensitive=False)
        self.what = what

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name.

        :raises UnknownName: when it is none of the list
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            from mllm_kg.nearest import nearest

            raise UnknownName(self.what, str(value), nearest(str(value), self.choices) or self.choices) from None


class _Text(_ParamType):
    """What a person typed; bytes that are no text in the locale's encoding are refused."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text.

        :raises UsageError: when it is none
        """
        try:
            str(value).encode()
        except UnicodeEncodeError:
            raise UsageError(f"{value!a} is not text in UTF-8.") from None
        return str(value)


TEXT = _Text()
"""A text as a person types it."""


def format_option(names: Sequence[str], told: str = "How to print.") -> Callable[[_F], _F]:
    """Add ``--format``; the first of the names is the default."""
    return click.option("--format", type=Names("format", names), default=names[0], show_default=True, help=told)


def output_option(function: _F) -> _F:
    """Add ``-o``, the file to write to."""
    told = "Write to this file, all or nothing; - for standard output."
    return click.option("-o", "--output", type=FILE, metavar="FILE", help=told)(function)


def endpoint_option(function: _F) -> _F:
    """Add ``--endpoint``, the server to ask."""
    told = "Ask this SPARQL 1.1 server instead of the graph at hand."
    return click.option("--endpoint", type=TEXT, metavar="URL", help=told)(function)


def examples(*lines: str, codes: str = "") -> str:
    """Return the end of a verb's help: examples, and what its exit codes mean.

    :param lines: the examples, without the program's name
    :param codes: the meaning of 1 and 3, where they occur
    """
    shown = "\n".join(f"  mllm-kg {line}" for line in lines)
    meaning = "\n".join(f"  {line}" for line in ("0  done", *codes.splitlines()))
    usage = "" if "2  " in codes else "\n  2  the call is not right, or the output can't be written"
    return f"\b\nExamples:\n{shown}\n\n\b\nExit codes:\n{meaning}{usage}"
