"""``mllm-kg list``: the research questions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import TEXT, examples, format_option, language_option, output_option
from mllm_kg.cli.session import open_graph
from mllm_kg.errors import UnknownName
from mllm_kg.findings.sentence import told
from mllm_kg.questions import THEMES

if TYPE_CHECKING:
    from pathlib import Path

    from mllm_kg.language import Language
    from mllm_kg.questions import Question

__all__ = ["command"]


@click.command("list", epilog=examples("list", "list --tag language", "list --lang ko", "list --format json"))
@click.option("--tag", type=TEXT, metavar="TAG", help="Only questions with this tag; a theme is one.")
@format_option(("text", "json"))
@language_option
@output_option
def command(tag: str | None, format: str, language: Language, output: Path | None) -> None:
    """List the research questions, by theme, one line each.

    Each line has the name to ask it by, the question, and its parameters; those in brackets can be left out.
    """
    questions = _tagged(list(open_graph().questions.values()), tag)
    if format == "json":
        render.write(_json(question.told(language.for_programs) for question in questions), output)
        return
    blocks = [
        f"{render.heading(told(THEMES.get(theme, theme), language))}\n{render.definitions(map(_entry, group), widest=40)}"
        for theme, group in groupby((question.told(language) for question in questions), key=lambda known: known.theme)
    ]
    render.write("\n\n".join(blocks), output)


def _tagged(questions: list[Question], tag: str | None) -> list[Question]:
    if tag is None:
        return questions
    found = [question for question in questions if tag.casefold() in question.tags]
    if not found:
        from mllm_kg.nearest import nearest

        tags = sorted({known for question in questions for known in question.tags})
        raise UnknownName("tag", tag, nearest(tag, tags) or tags)
    return found


def _entry(question: Question) -> tuple[str, list[str]]:
    params = (
        param.name if param.required and param.default is None else f"[{param.name}]" for param in question.params
    )
    return question.name, ["  ".join([question.summary, *params])]


def _json(questions: Iterable[Question]) -> bytes:
    import json

    from mllm_kg.questions import to_json

    return (json.dumps(to_json(questions), ensure_ascii=False, indent=2) + "\n").encode()
