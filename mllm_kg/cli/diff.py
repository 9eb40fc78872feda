"""``mllm-kg diff``: what changed between two states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from mllm_kg.assets import find_assets
from mllm_kg.cli import render
from mllm_kg.cli.options import TEXT, examples, format_option, output_option
from mllm_kg.curation.difference import Difference, differences
from mllm_kg.curation.states import CURRENT, read_state

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]

_TOLD = ("changed", "renamed")
"""The statuses whose fields are told to people; one that came or went has all of its fields in JSON."""
_MARKS = {"added": "+", "removed": "-", "renamed": ">", "changed": "~"}


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
@output_option
def command(before: str, after: str, brief: bool, exit_code: bool, format: str, output: Path | None) -> int:
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
        told = _markdown(found, brief) if format == "markdown" else _text(found, brief)
        render.write(render.printable("\n".join(told)), output)
    return int(exit_code and bool(found.entities))


def _text(found: Difference, brief: bool) -> Iterator[str]:
    for entity in found.entities:
        yield f"{_MARKS[entity.status]} {entity.named}"
        if not brief and entity.status in _TOLD:
            yield from (f"    {line}" for change in entity.fields for line in change.lines)
    yield _summary(found)


def _summary(found: Difference) -> str:
    told = [f"{count:,} {status}" for status, count in found.counts.items() if count]
    return ", ".join(told) if told else "Nothing changed."


def _markdown(found: Difference, brief: bool) -> Iterator[str]:
    yield f"## {render.escaped(found.before)} to {render.escaped(found.after)}"
    yield ""
    yield _summary(found) + ("." if found.entities else "")
    for status in _MARKS:
        entities = [entity for entity in found.entities if entity.status == status]
        if entities:
            yield from ("", f"### {status.capitalize()}", "")
        for entity in entities:
            yield f"- {render.escaped(entity.named)}"
            for change in entity.fields if status in _TOLD and not brief else ():
                yield from (f"  - {render.escaped(line)}" for line in change.lines)
