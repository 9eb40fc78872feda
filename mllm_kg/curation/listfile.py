"""The file of a list, read without trust: how large it may be is the setting ``input_size``."""

from __future__ import annotations

import sys
from pathlib import Path

from mllm_kg import settings
from mllm_kg.errors import UnreadableInput
from mllm_kg.findings import Finding
from mllm_kg.inputs.files import displayed, read_file, read_stream
from mllm_kg.records.text import decode

__all__ = ["STDIN", "read_text"]

STDIN = "<stdin>"
"""What standard input is called in findings and reports."""


def read_text(path: Path) -> tuple[str, str]:
    """Return the text of a file, with line feeds only, and what the file is called.

    :param path: the file; ``-`` for standard input
    :raises UnreadableInput: when it can't be read, is too large, or is no UTF-8
    """
    limit = int(settings.number("input_size"))
    standard = str(path) == "-"
    name = STDIN if standard else displayed(path)
    stream = sys.stdin.buffer if standard and sys.stdin is not None else None
    content = read_stream(stream, limit, name) if standard else read_file(path, limit)
    told = content if isinstance(content, Finding) else decode(content, name)
    if isinstance(told, Finding):
        place = told.location
        reason = f"{told.message} {told.suggestion or ''}".strip()
        raise UnreadableInput(name, reason, line=place.line if place else None, column=place.column if place else None)
    return told.replace("\r\n", "\n").replace("\r", "\n"), name
