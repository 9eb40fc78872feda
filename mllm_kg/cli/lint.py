"""``mllm-kg lint``: the quality of the ontology and of the shapes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import examples, format_option, language_option, output_option
from mllm_kg.cli.progress import Progress
from mllm_kg.cli.session import open_graph
from mllm_kg.cli.validate import exit_code, fail_on_option
from mllm_kg.findings import Finding
from mllm_kg.findings.render import RENDERERS
from mllm_kg.findings.text import pieces
from mllm_kg.language import Language

__all__ = ["command"]


@click.command(
    "lint",
    epilog=examples(
        "lint",
        "lint --fail-on info",
        "lint --format sarif -o findings.sarif",
        codes="1  something is found that is at least as bad as --fail-on says\n"
        "2  a rule or a shape can't be read, or the output can't be written",
    ),
)
@format_option(tuple(RENDERERS))
@fail_on_option
@language_option
@output_option
def command(format: str, fail_on: str, language: Language, output: Path | None) -> int:
    """Check the quality of the ontology and of the shapes, rule by rule.

    The rules are those that ontology engineers check before they reuse anything: labels and definitions, names,
    hierarchies, OWL 2 DL, the ontology's description of itself, whether classes and properties are used as the data
    shows, and whether the shapes agree with the ontology. queries/lint/profile.tsv says how bad it is to break one.
    """
    from mllm_kg.lint import lint

    progress = Progress(0)
    kg = open_graph()
    progress("checking the ontology and the shapes", 0, 1)
    try:
        findings = lint(kg, kg.assets)
    finally:
        progress.close()
    _print(findings, format, language, output)
    return exit_code(findings, fail_on)


def _print(findings: list[Finding], format: str, language: Language, output: Path | None) -> None:
    if format != "text":
        render.write(RENDERERS[format](findings, language.for_programs).encode("utf-8", "replace"), output)
        return
    stream = sys.stdout if output is None or str(output) == "-" else None
    render.write(render.painted(pieces(findings, language), stream), output)
