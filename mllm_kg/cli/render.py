"""Prints: to standard output or a file, for people or for programs.

What a program reads is UTF-8 and complete. What people read is aligned, also with wide characters; a terminal gets
wrapped lines and bold headings, a pipe gets whole lines and nothing else. Characters that would steer a terminal are
shown, not sent. Where a line mixes directions, as English and Arabic do, its pieces are isolated.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from mllm_kg.errors import OutputError
from mllm_kg.findings.sentence import say, told
from mllm_kg.terminal import cells as _cells
from mllm_kg.terminal import isolated, printable

__all__ = [
    "definitions",
    "escaped",
    "heading",
    "markdown",
    "note",
    "painted",
    "printable",
    "rows_told",
    "table",
    "write",
]

_GAP = 2
_NARROWEST = 8


def write(content: bytes | str, output: Path | None = None) -> None:
    """Write an answer: bytes as they are, a text with a line end.

    :param content: bytes for programs, a text for people
    :param output: a file to replace, all or nothing; ``None`` or ``-`` for standard output
    :raises OutputError: when it can't be written
    :raises BrokenPipeError: when the reader has gone
    """
    if isinstance(content, str):
        encoding = "utf-8" if output is not None else getattr(sys.stdout, "encoding", None) or "utf-8"
        content = (content.rstrip("\n") + "\n").encode(encoding, "replace")
    if output is None or str(output) == "-":
        _print(content)
    else:
        from mllm_kg.export.output import write as save

        save(content, output)


def _print(content: bytes) -> None:
    if sys.stdout is None:
        raise OutputError("There is no standard output to write to.")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"The output can't be written: {error.strerror or error}.") from None


def note(line: str) -> None:
    """Tell people something on standard error; a program that reads the answer does not see it."""
    if sys.stderr is not None:
        with contextlib.suppress(BrokenPipeError):
            sys.stderr.write(isolated(printable(line)) + "\n")
            sys.stderr.flush()


def rows_told(count: int, why: str | None = None, language: str = "en") -> str:
    """Return the line that counts rows, with the reason when there are none.

    :param why: the reason, in ``language``
    """
    if count == 0 and why:
        return told(say("0 rows. {why}", why=why), language)
    shown = f"{count:,}"
    return told(say("{count} row", count=shown) if count == 1 else say("{count} rows", count=shown), language)


def heading(text: str) -> str:
    """Return a printable heading: bold on a terminal."""
    return f"\x1b[1m{isolated(text)}\x1b[0m" if _styled(sys.stdout) else isolated(text)


_COLOURS = {"violation": "1;31", "warning": "1;35", "info": "1;36", "place": "1", "help": "1;32"}


def painted(pieces: Iterable[tuple[str, str]], stream: TextIO | None) -> str:
    """Return pieces of text as one, in colour where the stream is a terminal that wants it (no-color.org).

    :param pieces: a style and a text each; what would steer the terminal is escaped already
    :param stream: where the text will go
    """
    if not _styled(stream):
        return "".join(text for _, text in pieces)
    return "".join(f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if style else text for style, text in pieces)


def _styled(stream: TextIO | None) -> bool:
    return _is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _is_terminal(stream: TextIO | None) -> bool:
    with contextlib.suppress(ValueError, AttributeError):
        return stream is not None and stream.isatty()
    return False


def _room() -> int | None:
    """Return how wide the terminal is; ``None`` when the output goes elsewhere and must be whole."""
    if not _is_terminal(sys.stdout):
        return None
    import shutil

    return max(shutil.get_terminal_size().columns, 40)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """Return aligned columns; on a terminal the widest are wrapped until they fit.

    :param head: the names of the columns
    :param rows: the cells
    :param right: the columns to align at the right
    """
    cells = [[_line(cell) for cell in row] for row in rows]
    widths = [max(map(_cells, column)) for column in zip(head, *cells, strict=True)]
    room = _room()
    if room is not None:
        _fit(widths, room)
    title = _aligned([_wrapped(name, width) for name, width in zip(head, widths, strict=True)], widths, right)
    lines = [heading(line) for line in title]
    for row in cells:
        parts = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        lines.extend(map(isolated, _aligned(parts, widths, right)))
    return "\n".join(lines)


def definitions(pairs: Iterable[tuple[str, Sequence[str]]], indent: int = 2, widest: int = 30) -> str:
    """Return terms at the left, each with its lines at the right.

    :param pairs: the terms with their lines
    :param indent: how far from the left edge
    :param widest: a term that is wider stands on a line of its own
    """
    entries = [(_line(term), [_line(line) for line in lines]) for term, lines in pairs]
    left = min(max((_cells(term) for term, _ in entries), default=0), widest)
    room = _room()
    width = max(room - indent - left - _GAP, 20) if room is not None else None
    shown = []
    for term, lines in entries:
        parts = [part for line in lines for part in (_wrapped(line, width) if width else [line])] or [""]
        if _cells(term) > left:
            shown.append(" " * indent + term)
            term = ""
        for part in parts:
            shown.append(f"{' ' * indent}{_padded(term, left)}{' ' * _GAP}{part}".rstrip())
            term = ""
    return "\n".join(map(isolated, shown))


_MARKUP = r"([\\`*_\[\]<>|~&#])"


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[int] = ()) -> str:
    """Return a table in GitHub Flavored Markdown (section 4.10); cells are markup already.

    :param head: the names of the columns
    :param rows: the cells
    :param right: the columns to align at the right
    """
    rule = ["---:" if at in right else "---" for at in range(len(head))]
    lines = [[escaped(name) for name in head], rule, *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def escaped(text: str) -> str:
    """Return a text as Markdown that shows just that text, in one line."""
    return re.sub(_MARKUP, r"\\\1", printable(text)).replace("\n", "<br>").replace("\t", " ")


def _line(text: str) -> str:
    """Return a text as one line without steering characters."""
    return printable(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _cells(text))


def _fit(widths: list[int], room: int) -> None:
    """Narrow the widest columns until the whole fits."""
    while sum(widths) + _GAP * (len(widths) - 1) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines, between words where it can be."""
    if _cells(text) <= width:
        return [text]
    lines, current = [], ""
    for word in _pieces(text, width):
        if current and _cells(f"{current} {word}") > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*lines, current]


def _pieces(text: str, width: int) -> Iterator[str]:
    for word in text.split(" "):
        if _cells(word) <= width:
            yield word
            continue
        from rich.cells import chop_cells

        yield from chop_cells(word, width)


def _aligned(parts: Sequence[Sequence[str]], widths: Sequence[int], right: Collection[int]) -> Iterator[str]:
    """Set the lines of one row's cells beside each other."""
    for at in range(max(map(len, parts), default=0)):
        texts = [part[at] if at < len(part) else "" for part in parts]
        padded = [
            " " * (width - _cells(text)) + text if column in right else _padded(text, width)
            for column, (text, width) in enumerate(zip(texts, widths, strict=True))
        ]
        yield (" " * _GAP).join(padded).rstrip()
