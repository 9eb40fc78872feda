"""Options that several verbs have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from mllm_kg.errors import MllmKgError, UnknownName, UsageError
from mllm_kg.language import ENGLISH, TAGS, Language, chosen

if TYPE_CHECKING:
    _Choice: TypeAlias = click.Choice[str]
    _ParamType: TypeAlias = click.ParamType[str]
else:
    _Choice, _ParamType = click.Choice, click.ParamType

__all__ = [
    "DATA",
    "FILE",
    "LANGUAGE",
    "TEXT",
    "Names",
    "any_language_option",
    "data_option",
    "endpoint_option",
    "examples",
    "format_option",
    "language_option",
    "locale_language",
    "output_option",
    "pages_language_option",
]

_F = TypeVar("_F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, allow_dash=True)
"""A file's path; ``-`` for standard input or output."""


DATA = "mllm_kg.data"
"""Under which name a command line's context keeps ``--data``."""

LANGUAGE = "mllm_kg.language"
"""Under which name it keeps the program's ``--lang``."""


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


def locale_language() -> Language:
    """Return the language that the setting or the locale asks for, else English; what can't be had counts for nothing."""
    try:
        return chosen()
    except UsageError:
        return ENGLISH


class _Tag(_ParamType):
    """A language that the graph has labels in, by its BCP 47 tag or a narrower one."""

    name = "tag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Language:
        """Return the language.

        :raises UnknownName: when no label is in it
        """
        return value if isinstance(value, Language) else chosen(TEXT.convert(value, param, ctx), _all_tags)


def _all_tags() -> list[str]:
    """Return the tags of all labels; without a graph that can be opened there are none beside the usual ones."""
    from mllm_kg.cli.session import open_graph

    try:
        return open_graph().languages()
    except MllmKgError:
        return []


def _remember_language(ctx: click.Context, _param: click.Parameter, value: Language | None) -> None:
    if value is not None:
        ctx.meta[LANGUAGE] = value


def _language_asked() -> Language:
    context = click.get_current_context(silent=True)
    asked: Language | None = context.meta.get(LANGUAGE) if context is not None else None
    return chosen(more=_all_tags) if asked is None else asked


def language_option(function: _F) -> _F:
    """Add ``--lang``, the language to show things in, as the parameter ``language``: a :class:`Language`."""
    told = "Show labels in this language, and speak it if it is en or ko."
    return _language(told, "that of the locale, else en")(function)


def pages_language_option(function: _F) -> _F:
    """Add ``--lang`` to a verb that writes pages: the same parameter, of which only ``for_programs`` counts."""
    return _language("Show terms in this language first. The pages themselves speak en or ko.", "en")(function)


def _language(told: str, default: str) -> Callable[[_F], _F]:
    return click.option(
        "--lang", "language", type=_Tag(), metavar="TAG", default=_language_asked, show_default=default, help=told
    )


def any_language_option(function: _F) -> _F:
    """Add ``--lang`` to the program itself; what stands at the verb holds."""
    told = "Show labels in this language; any of " + ", ".join(TAGS) + "."
    add = click.option("--lang", type=_Tag(), metavar="TAG", expose_value=False, callback=_remember_language, help=told)
    return add(function)


def _remember_data(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.meta[DATA] = value


def data_option(function: _F) -> _F:
    """Add ``--data``, the folder with the user's own records; :mod:`mllm_kg.cli.session` finds what was given.

    The program and each of its verbs have it; what stands nearer to the end of the command line holds.
    """
    told = "The folder with records of your own, layered over the graph's; none for no such folder."
    add = click.option(
        "--data",
        type=click.Path(),
        metavar="DIR",
        is_eager=True,
        expose_value=False,
        callback=_remember_data,
        help=told,
    )
    return add(function)


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
