"""``mllm-kg validate``: the graph, or files as additions to it, checked."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import FILE, Names, examples, format_option, language_option, output_option
from mllm_kg.cli.progress import Progress
from mllm_kg.cli.session import open_graph
from mllm_kg.findings import UNREADABLE, Finding, Severity
from mllm_kg.findings.render import RENDERERS
from mllm_kg.findings.text import pieces
from mllm_kg.inputs.read import FORMATS

if TYPE_CHECKING:
    from mllm_kg.checks import Report
    from mllm_kg.language import Language

__all__ = ["command", "exit_code", "fail_on_option"]

_SEVERITIES = tuple(severity.value for severity in Severity)

fail_on_option = click.option(
    "--fail-on",
    type=Names("severity", (*_SEVERITIES, "never")),
    default=_SEVERITIES[0],
    show_default=True,
    help="From which severity on the exit code is 1.",
)


@click.command(
    "validate",
    epilog=examples(
        "validate",
        "validate data/models/bloomz.yaml",
        "validate additions/ --format sarif -o findings.sarif",
        "validate - --input-format ttl --lang ko < addition.ttl",
        codes="1  something violates a rule, or is at least as bad as --fail-on says\n"
        "2  a file can't be read, or the output can't be written",
    ),
)
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]...")
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
    paths: Sequence[Path], format: str, fail_on: str, language: Language, input_format: str | None, output: Path | None
) -> int:
    """Check the whole graph, or the files PATH as additions to it.

    PATH is a YAML record, a file in Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, a folder of such files, or -
    for standard input. The SHACL shapes say what must hold for each entity, the rules of queries/qc what must hold
    between them. Each finding has its file, line and column, what is wrong and what would be right; "SHACL: conforms"
    says that nothing violates a rule.
    """
    progress = Progress(0)
    kg = open_graph()
    progress("checking the files" if paths else "checking the whole graph", 0, 1)
    try:
        report = kg.validate(paths, format=input_format)
    finally:
        progress.close()
    _print(report, format, language, output)
    return exit_code(report.findings, fail_on)


def exit_code(findings: Sequence[Finding], fail_on: str) -> int:
    """Return 2 when a file could not be read, else 1 when a finding is at least as bad as ``fail_on``, else 0.

    :param fail_on: a severity, or ``never``
    """
    if any(found.rule in UNREADABLE for found in findings):
        return 2
    if fail_on == "never":
        return 0
    return int(any(_SEVERITIES.index(found.severity) <= _SEVERITIES.index(fail_on) for found in findings))


def _print(report: Report, format: str, language: Language, output: Path | None) -> None:
    if format != "text":
        render.write(RENDERERS[format](report.findings, language.for_programs).encode("utf-8", "replace"), output)
        return
    stream = sys.stdout if output is None or str(output) == "-" else None
    told = render.painted(pieces(report.findings, language), stream)
    render.write(told + ("SHACL: conforms" if report.conforms else ""), output)
