"""``mllm-kg reason``: whether all can hold together, and what follows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mllm_kg.checks.verdict import REASONERS
from mllm_kg.cli import render
from mllm_kg.cli.options import FILE, Names, examples, format_option, language_option, output_option
from mllm_kg.cli.progress import Progress
from mllm_kg.cli.session import open_graph
from mllm_kg.cli.validate import exit_code, fail_on_option
from mllm_kg.findings.render import RENDERERS
from mllm_kg.findings.text import pieces
from mllm_kg.inputs.read import FORMATS
from mllm_kg.language import Language

if TYPE_CHECKING:
    from mllm_kg.checks.verdict import Verdict

__all__ = ["command"]


@click.command(
    "reason",
    epilog=examples(
        "reason",
        "reason --reasoner hermit",
        "reason paper.yaml --all",
        "reason extension.ttl --format json",
        codes="1  something contradicts something, a class can have no member, or what --fail-on says\n"
        "2  a file can't be read, or the output can't be written\n"
        "3  HermiT is asked and there is no Java, or it takes more time or memory than it may",
    ),
)
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]...")
@click.option(
    "--reasoner",
    type=Names("reasoner", REASONERS),
    default=REASONERS[0],
    show_default=True,
    help="Whom to ask: the rules of OWL 2 RL, or HermiT for all of OWL 2 DL.",
)
@click.option("--all", "everything", is_flag=True, help="Show each statement that follows from the additions.")
@format_option(tuple(RENDERERS))
@fail_on_option
@language_option
@click.option(
    "--input-format",
    type=Names("format", FORMATS),
    help="What standard input holds; by default that is told by its first characters.",
)
@output_option
def command(
    paths: Sequence[Path],
    reasoner: str,
    everything: bool,
    format: str,
    fail_on: str,
    language: Language,
    input_format: str | None,
    output: Path | None,
) -> int:
    """Check that the graph, or the files PATH as additions to it, can hold together, and say what follows.

    PATH is what validate takes; a file may also hold axioms, as an extension of the ontology. What can't hold together
    is told with the fewest statements that contradict each other, each with its file, line and column.

    The rules of OWL 2 RL need no Java. HermiT knows all of OWL 2 DL, and what it finds is compared with what the rules
    find; it needs Java, that of the extra "reasoner" (pip install 'mllm-kg[reasoner]') or that of the system.
    """
    kg = open_graph()
    progress = Progress(0)
    progress("HermiT is at work" if reasoner == "hermit" else "reasoning", 0, 1)
    try:
        verdict = kg.reason(paths, reasoner=reasoner, format=input_format)
    finally:
        progress.close()
    _print(verdict, everything, format, language, output)
    return exit_code(verdict.findings, fail_on)


def _print(verdict: Verdict, everything: bool, format: str, language: Language, output: Path | None) -> None:
    from mllm_kg.cli.verdicts import as_json, conclusions, headline

    if format == "json":
        render.write(as_json(verdict, language.for_programs, everything=everything).encode("utf-8", "replace"), output)
        return
    if format != "text":
        render.write(RENDERERS[format](verdict.findings, language.for_programs).encode("utf-8", "replace"), output)
        return
    stream = sys.stdout if output is None or str(output) == "-" else None
    found = render.painted(pieces(verdict.findings, language, total=False), stream).rstrip("\n")
    rest = [render.printable(line) for line in conclusions(verdict, language, everything=everything)]
    told = [headline(verdict, language), *(["", found] if found else []), *rest]
    render.write("\n".join(told), output)
