"""``mllm-kg fmt``: records in canonical form."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import examples, format_option, language_option
from mllm_kg.cli.session import sources
from mllm_kg.cli.validate import exit_code
from mllm_kg.findings.render import RENDERERS
from mllm_kg.findings.text import pieces
from mllm_kg.language import Language

__all__ = ["command"]


@click.command(
    "fmt",
    epilog=examples(
        "fmt",
        "fmt --check",
        "fmt drafts/paper.yaml",
        codes="1  a file is not in canonical form (with --check), or has to be left alone\n"
        "2  a file can't be read or written",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--check", is_flag=True, help="Write nothing; tell which files are not canonical, and where.")
@format_option(tuple(RENDERERS))
@language_option
def command(paths: Sequence[Path], check: bool, format: str, language: Language) -> int:
    """Write records in canonical form: one spelling for each content.

    PATH is a YAML record or a folder of them; without one, all records of the checkout, or of your own folder, are
    meant. Keys are put in order, quotes, lists, line ends and spaces made the same everywhere. What a record says stays
    as it is, and so do its comments; a file where that can't be is left alone and told.
    """
    from mllm_kg.curation.formatting import first_differences, format_files

    files = format_files(paths, sources(), check=check, tell=render.note)
    findings = [finding for file in files for finding in file.findings]
    if check:
        findings.extend(first_differences(files))
    changed = [file.name for file in files if file.changed]
    told = _counted(len(changed), len(files), check)
    if format == "text":
        shown = render.painted(pieces(findings, language), sys.stdout).rstrip("\n") if findings else ""
        names = [] if check else [f"Formatted {name}" for name in changed]
        render.write("\n".join(filter(None, (shown, *map(render.printable, names), told))))
    else:
        render.write(RENDERERS[format](findings, language.for_programs).encode("utf-8", "replace"))
        render.note(told)
    return exit_code(findings, "violation")


def _counted(changed: int, files: int, check: bool) -> str:
    noun, verb = ("file", "is" if check else "was") if files == 1 else ("files", "are" if check else "were")
    return f"{changed:,} of {files:,} {noun} {verb} not in canonical form."
