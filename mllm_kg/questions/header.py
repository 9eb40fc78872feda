"""Read the questions from their files; done when the snapshot is built, never when a question is asked.

A text of a header is English. The same in another language stands beside it, under its key, ``@``, and the BCP 47 tag:
``summary@ko``, ``description@ko``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from mllm_kg.errors import BadParameter, RecordErrors, UnreadableInput
from mllm_kg.namespaces import KINDS
from mllm_kg.questions.binding import default_term
from mllm_kg.questions.blocks import Block, data_blocks
from mllm_kg.questions.model import LITERAL_TYPES, THEMES, Param, Question

__all__ = ["load_question_files"]

MARK = "#+"
_NEEDED = {"summary", "description", "number", "tags"}
_PARAM_NEEDED = {"name", "type", "description", "example"}
_IN_LANGUAGES = re.compile(r"(summary|description)@([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")


def load_question_files(folder: Path) -> list[Question]:
    """Return the questions of a folder, in the order of their numbers.

    :param folder: the folder with one ``.rq`` file a question
    :raises UnreadableInput: when a file can't be read, or its header and its query don't fit together
    """
    questions: dict[int, Question] = {}
    for path in sorted(folder.glob("*.rq")):
        question = _read(path)
        if question.number in questions:
            raise _mistake(path, f"number {question.number} is that of {questions[question.number].name} already")
        questions[question.number] = question
    return [questions[number] for number in sorted(questions)]


def _read(path: Path) -> Question:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _mistake(path, str(error)) from None
    lines = text.splitlines(keepends=True)
    header = "".join(line[len(MARK) :].removeprefix(" ") for line in lines if line.startswith(MARK))
    sparql = "".join(line for line in lines if not line.startswith(MARK))
    told = _header(path, header)
    prologue = "".join(line for line in lines if line.upper().startswith("PREFIX "))
    params = tuple(_param(path, item, prologue) for item in told.get("params") or [])
    _check_blocks(path, params, list(data_blocks(sparql)))
    return Question(
        path.stem,
        told["number"],
        _line(told["summary"]),
        _line(told["description"]),
        tuple(told["tags"]),
        params,
        sparql,
        _others(told, "summary"),
        _others(told, "description"),
    )


def _keys(told: dict[str, Any], texts: Collection[str]) -> set[str]:
    """Return the keys of a mapping without those that hold one of its texts in another language."""
    return {key for key in told if not ((found := _IN_LANGUAGES.fullmatch(str(key))) and found[1] in texts)}


def _others(told: dict[str, Any], key: str) -> dict[str, str]:
    """Return a text in other languages than English, by tag."""
    found = ((_IN_LANGUAGES.fullmatch(str(name)), text) for name, text in told.items())
    return {match[2]: _line(str(text)) for match, text in found if match and match[1] == key}


def _header(path: Path, header: str) -> dict[str, Any]:
    from mllm_kg.records.reader import load_yaml

    try:
        told = load_yaml(header, path.name)
    except RecordErrors as error:
        raise _mistake(path, str(error.findings[0])) from None
    if not isinstance(told, dict) or not _NEEDED <= _keys(told, ("summary", "description")) <= {*_NEEDED, "params"}:
        raise _mistake(path, f"its header needs summary, description, number, tags, and may have params: {told}")
    if not isinstance(told["number"], int) or not isinstance(told["tags"], list) or told["tags"][0] not in THEMES:
        raise _mistake(path, f"its number must be an integer, its first tag one of {', '.join(THEMES)}")
    return told


def _param(path: Path, item: dict[str, Any], prologue: str) -> Param:
    if not _PARAM_NEEDED <= _keys(item, ("description",)) <= {*_PARAM_NEEDED, "default", "required", "values"}:
        raise _mistake(path, f"a parameter needs name, type, description and example: {item}")
    kinds = item["type"] if isinstance(item["type"], list) else [item["type"]]
    if unknown := [kind for kind in kinds if kind not in (*LITERAL_TYPES, *KINDS, "entity")]:
        raise _mistake(path, f"{unknown[0]} is no type of parameters")
    default, values = item.get("default"), item.get("values")
    return Param(
        name=item["name"],
        type=" or ".join(kinds),
        description=_line(item["description"]),
        example=str(item["example"]),
        default=None if default is None else str(default),
        required=bool(item.get("required", False)),
        values=None if values is None else prologue + values,
        descriptions=_others(item, "description"),
    )


def _check_blocks(path: Path, params: tuple[Param, ...], blocks: list[Block]) -> None:
    """Make sure that header and query agree about every parameter and its default."""
    for param in params:
        contents = {block.content for block in blocks if block.name == param.name}
        if not contents:
            raise _mistake(path, f"the query has no VALUES ?{param.name} {{ … }}")
        try:
            term = default_term(param)
        except BadParameter as error:
            raise _mistake(path, str(error)) from None
        expected = "UNDEF" if term is None else term.value if param.type == "integer" else str(term)
        if contents != {expected}:
            raise _mistake(path, f"the header's default of {param.name} is {expected}, the query has {contents}")
        if param.required and term is None:
            raise _mistake(path, f"{param.name} is required and has no default")


def _line(text: str) -> str:
    return " ".join(text.split())


def _mistake(path: Path, reason: str) -> UnreadableInput:
    return UnreadableInput(f"queries/{path.name}", reason)
