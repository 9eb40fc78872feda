"""``mllm-kg diff``: what changed between two states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from mllm_kg.assets import find_assets
from mllm_kg.cli import render
from mllm_kg.cli.options import TEXT, examples, format_option, language_option, output_option
from mllm_kg.curation.difference import Difference, differences
from mllm_kg.curation.states import CURRENT, read_state
from mllm_kg.findings.sentence import Sentence, say, told

if TYPE_CHECKING:
    from pathlib import Path

    from mllm_kg.language import Language

__all__ = ["command"]

_TOLD = ("changed", "renamed")
"""The statuses whose fields are told to people; one that came or went has all of its fields in JSON."""
_MARKS = {"added": "+", "removed": "-", "renamed": ">", "changed": "~"}
_HEADS = {"added": say("Added"), "removed": say("Removed"), "renamed": say("Renamed"), "changed": say("Changed")}


@click.command(
    "diff",
    epilog=examples(
        "diff HEAD~1 current",
        "diff v0.1.0 v0.2.0 --format markdown",
        "diff old/bloomz.yaml data/models/bloomz.yaml",
        "diff mllm_kg-0.1.0-py3-none-any.whl current --format json",
        codes="1  with --exit-code: the two differ",
    ),
)
@click.argument("before", metavar="A", type=TEXT)
@click.argument("after", metavar="[B]", type=TEXT, default=CURRENT)
@click.option("--brief", is_flag=True, help="Only which entities changed, not their fields.")
@click.option("--exit-code", is_flag=True, help="Return 1 when the two differ.")
@format_option(("text", "json", "markdown"))
@language_option
@output_option
def command(
    before: str, after: str, brief: bool, exit_code: bool, format: str, language: Language, output: Path | None
) -> int:
    """Show what changed from state A to state B, by entity and field.

    A state is a file of records or RDF, a folder, the wheel or archive of a release, a git revision of this checkout,
    or "current", the records at hand, which B is when it is not given.
    """
    assets = find_assets()
    found = differences(read_state(before, assets), read_state(after, assets), assets)
    if format == "json":
        import json

        render.write((json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n").encode(), output)
    else:
        lines = _markdown(found, brief, language) if format == "markdown" else _text(found, brief, language)
        render.write(render.printable("\n".join(lines)), output)
    return int(exit_code and bool(found.entities))


def _text(found: Difference, brief: bool, language: str) -> Iterator[str]:
    for entity in found.entities:
        yield f"{_MARKS[entity.status]} {told(entity.named, language)}"
        if not brief and entity.status in _TOLD:
            yield from (f"    {told(line, language)}" for change in entity.fields for line in change.lines)
    yield _summary(found, language)


def _summary(found: Difference, language: str) -> str:
    counted = [_counted(status, f"{count:,}") for status, count in found.counts.items() if count]
    return ", ".join(told(each, language) for each in counted or [say("Nothing changed.")])


def _counted(status: str, count: str) -> Sentence:
    return {
        "added": say("{count} added", count=count),
        "removed": say("{count} removed", count=count),
        "renamed": say("{count} renamed", count=count),
        "changed": say("{count} changed", count=count),
    }[status]


def _markdown(found: Difference, brief: bool, language: str) -> Iterator[str]:
    before, after = render.escaped(found.before), render.escaped(found.after)
    yield told(say("## {before} to {after}", before=before, after=after), language)
    yield ""
    yield _summary(found, language) + ("." if found.entities else "")
    for status in _MARKS:
        entities = [entity for entity in found.entities if entity.status == status]
        if entities:
            yield from ("", f"### {told(_HEADS[status], language)}", "")
        for entity in entities:
            yield f"- {render.escaped(told(entity.named, language))}"
            for change in entity.fields if status in _TOLD and not brief else ():
                yield from (f"  - {render.escaped(told(line, language))}" for line in change.lines)
