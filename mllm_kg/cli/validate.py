"""``mllm-kg validate``: the graph, or files as additions to it, checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import Names, examples, format_option, output_option
from mllm_kg.cli.progress import Progress
from mllm_kg.cli.session import open_graph
from mllm_kg.findings import Severity
from mllm_kg.findings.render import RENDERERS

__all__ = ["command"]

_SEVERITIES = tuple(severity.value for severity in Severity)


@click.command(
    "validate",
    epilog=examples(
        "validate",
        "validate data/models/bloomz.yaml",
        "validate --format json --fail-on warning",
        codes="1  something violates a rule, or is at least as bad as --fail-on says\n"
        "2  a file can't be read, or the output can't be written",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@format_option(tuple(RENDERERS))
@click.option(
    "--fail-on",
    type=Names("severity", (*_SEVERITIES, "never")),
    default="violation",
    show_default=True,
    help="From which severity on the exit code is 1.",
)
@output_option
def command(paths: Sequence[Path], format: str, fail_on: str, output: Path | None) -> int:
    """Check the whole graph, or the files PATH as additions to it.

    The SHACL shapes say what must hold for each entity, the rules of queries/qc what must hold between them. Each
    finding is told once, with the entity's label and, for a record, file and line; "SHACL: conforms" says that nothing
    violates a rule.
    """
    progress = Progress(0)
    kg = open_graph()
    progress("checking the files" if paths else "checking the whole graph", 0, 1)
    try:
        report = kg.validate(paths)
    finally:
        progress.close()
    told = RENDERERS[format](report.findings)
    if format == "text":
        told = render.printable(told) + ("SHACL: conforms" if report.conforms else "")
    render.write(told, output)
    worst = [severity for severity in _SEVERITIES if any(found.severity == severity for found in report.findings)]
    return int(bool(worst) and fail_on != "never" and _SEVERITIES.index(worst[0]) <= _SEVERITIES.index(fail_on))
