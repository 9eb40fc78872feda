"""The page about the questions, generated from the question files so that the two can't drift apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mllm_kg.questions.header import load_question_files
from mllm_kg.questions.model import THEMES, Param, Question

__all__ = ["question_page", "write_page"]

_INTRODUCTION = """\
# Research questions

<!-- Generated from queries/*.rq; edit those. -->

Each question is a SPARQL 1.1 query with typed parameters, in a file of [`queries/`](../queries). Ask one by name:

```
mllm-kg query models-for-language -p language=Korean --format csv
mllm-kg query models-for-language --explain        # the SPARQL and the parameters
mllm-kg query models-for-language --endpoint URL   # the same question to another server
```

A parameter that names an entity takes what a person would type: a slug (`bloomz`), a CURIE (`kg:model/bloomz`), an IRI,
an arXiv id, a DOI, a language code or a name in any language. `any` lifts the default of a parameter that is not
required. Every column of IRIs has a column of labels beside it, and the rows come in the same order everywhere.
"""


def question_page(questions: Iterable[Question]) -> str:
    """Return the page as Markdown: an overview by theme, then one section a question."""
    known = list(questions)
    lines = [_INTRODUCTION]
    for theme, title in THEMES.items():
        lines.extend(_overview(title, [question for question in known if question.theme == theme]))
    for theme, title in THEMES.items():
        lines.append(f"## {title}\n")
        for question in known:
            if question.theme == theme:
                lines.extend(_section(question))
    return "\n".join(lines)


def write_page(queries: Path, page: Path) -> None:
    """Write the page about the questions in the folder ``queries`` to the file ``page``."""
    page.write_text(question_page(load_question_files(queries)), encoding="utf-8")


def _overview(title: str, questions: Iterable[Question]) -> Iterator[str]:
    yield f"**{title}**\n"
    for question in questions:
        yield f"{question.number}. [{question.name}](#{question.name}): {question.summary}"
    yield ""


def _section(question: Question) -> Iterator[str]:
    yield f"### {question.name}\n"
    yield f"{question.number}. *{question.summary}*\n"
    yield f"{question.description}\n"
    if question.params:
        yield "| parameter | type | default | what it does | example |"
        yield "| --- | --- | --- | --- | --- |"
        for param in question.params:
            yield _row(param)
        yield ""


def _row(param: Param) -> str:
    default = f"`{param.default}`" if param.default is not None else "any"
    if param.default is not None and not param.required:
        default += ", or `any`"
    return f"| `{param.name}` | {param.type} | {default} | {param.description} | `{param.example}` |"
