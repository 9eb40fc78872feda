"""Writes the generated parts of the documentation anew: ``make docs``.

- ``docs/questions.md`` is made from the question files, ``docs/rules/`` from the rules
  (:mod:`rule_pages`), ``docs/lint/`` from those about the ontology (:mod:`lint_pages`).

- A block of code after ``<!-- help: VERB -->`` is that verb's help.
- A ``console`` block whose commands are ``$ mllm-kg ...`` shows what they print. A line ``...`` in it stands for lines
  left out: as many lines as stand before it and after it are kept.
- The table between ``<!-- settings -->`` and ``<!-- end -->`` is that of :data:`mllm_kg.settings.SETTINGS`.

- ``docs/tutorial.md`` is walked through in an empty folder (:mod:`walk`).

A test asserts that nothing of this is out of date.
"""

from __future__ import annotations

import re
import shlex
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from mllm_kg.api import load
from mllm_kg.cli import main
from mllm_kg.questions.docs import write_page
from mllm_kg.settings import SETTINGS

__all__ = ["PAGES", "refreshed", "run"]

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted((ROOT / "docs" / "commands").glob("*.md")), ROOT / "docs" / "errors.md", ROOT / "docs" / "settings.md"]
OTHERS = [ROOT / "README.md", ROOT / "docs" / "evidence.md"]
TUTORIAL = ROOT / "docs" / "tutorial.md"
STEADY = {"MLLM_KG_PROGRESS_AFTER": "600"}
"""Settings under which a page shows no progress, however slow the machine is."""
WIDTH = 100
GAP = "..."
_HELP = re.compile(r"(<!-- help: ?(\S*) -->\n```text\n)(.*?)(```\n)", re.DOTALL)
_CONSOLE = re.compile(r"(```console\n)(\$ mllm-kg .*?)(```\n)", re.DOTALL)
_SETTINGS = re.compile(r"(<!-- settings -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def refreshed(text: str) -> str:
    """Return a page with its generated parts as they should be."""
    text = _HELP.sub(lambda found: found[1] + run([*found[2].split(), "--help"]) + found[4], text)
    text = _CONSOLE.sub(lambda found: found[1] + _session(found[2]) + found[3], text)
    return _SETTINGS.sub(lambda found: found[1] + _settings() + found[3], text)


def run(arguments: list[str]) -> str:
    """Return what a command prints, on standard output and standard error; a file that it writes goes away."""
    settings = {"NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    with TemporaryDirectory() as folder, chdir(folder if "-o" in arguments else "."):
        return CliRunner().invoke(main, arguments, terminal_width=WIDTH, env=settings).output


def _session(block: str) -> str:
    """Run the commands of a block; each starts with ``$`` and may go on after a backslash."""
    parts = re.split(r"^\$ (mllm-kg (?:[^\n]*\\\n)*[^\n]*)\n", block, flags=re.MULTILINE)[1:]
    shown = ""
    for command, before in zip(parts[::2], parts[1::2], strict=True):
        output = run(shlex.split(command.replace("\\\n", " "))[1:])
        shown += f"$ {command}\n" + _shortened(output, before.splitlines())
        shown += "\n" if before.endswith("\n\n") else ""
    return shown


def _shortened(output: str, before: list[str]) -> str:
    """Leave out the lines in the place of the gap that a block had before."""
    lines = output.rstrip("\n").splitlines()
    if GAP in before:
        at = before.index(GAP)
        after = len("\n".join(before[at + 1 :]).rstrip().splitlines())
        lines = [*lines[:at], GAP, *(lines[-after:] if after else [])]
    return "".join(f"{line}\n" for line in lines)


def _settings() -> str:
    rows = ["| setting | default | what it is for | environment variable |", "| --- | --- | --- | --- |"]
    for setting in SETTINGS.values():
        default = f"`{setting.default}`" if setting.default else ""
        rows.append(f"| `{setting.name}` | {default} | {setting.description} | `{setting.variable}` |")
    return "".join(f"{row}\n" for row in rows)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "docs"))
    import lint_pages
    import rule_pages
    from walk import walked

    load()  # so that no page shows the progress of a build
    write_page(ROOT / "queries", ROOT / "docs" / "questions.md")
    rule_pages.write()
    lint_pages.write()
    for page in [*PAGES, *OTHERS]:
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")
    TUTORIAL.write_text(walked(TUTORIAL.read_text(encoding="utf-8"), STEADY), encoding="utf-8")
