"""What tests need of Markdown: fenced blocks, links, anchors, and shell sessions that are run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GAP = "..."
"""A line of a session that stands for output left out."""

_FENCE = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_PROGRESS = re.compile(r"^[a-z ]+ \.\.\.\n", re.MULTILINE)


@dataclass(frozen=True)
class Command:
    """One command of a session: what is typed, and what it shows."""

    text: str
    shown: str


def pages() -> list[Path]:
    """Return the Markdown files of the project; those in a corpus of tests are no documents."""
    folders = ("docs", "benchmarks", "tests")
    found = [*ROOT.glob("*.md"), *(path for folder in folders for path in (ROOT / folder).rglob("*.md"))]
    return sorted(path for path in found if "corpus" not in path.parts)


def name(path: Path) -> str:
    """Return a file's path from the root of the project."""
    return path.relative_to(ROOT).as_posix()


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return [content for found, content in _FENCE.findall(text) if found == language]


def prose(text: str) -> str:
    """Return a page without its fenced blocks and its code spans."""
    return re.sub(r"`[^`\n]+`", "", _FENCE.sub("", text))


def links(text: str) -> list[str]:
    """Return the targets of a page's links."""
    return _LINK.findall(prose(text))


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    found = set()
    for heading in _HEADING.findall(_FENCE.sub("", text)):
        bare = re.sub(r"[^\w\- ]", "", heading.strip().lower())
        found.add(bare.replace(" ", "-"))
    return found


def rows(text: str) -> Iterator[list[str]]:
    """Go through the rows of a page's tables, as their cells; heads and rules are left out."""
    lines = _FENCE.sub("", text).splitlines()
    for at, line in enumerate(lines):
        rule = at + 1 < len(lines) and re.match(r"\| ?:?-", lines[at + 1])
        if line.startswith("| ") and not rule and not re.match(r"\| ?:?-", line):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def session(block: str) -> list[Command]:
    """Return the commands of a ``console`` block; each begins with ``$``."""
    parts = _COMMAND.split(block)
    assert not parts[0].strip(), "a session begins with a command"
    return [Command(typed, shown.rstrip("\n")) for typed, shown in zip(parts[1::2], parts[2::2], strict=True)]


def run(command: str, folder: Path) -> str:
    """Return what the installed ``mllm-kg`` prints and leaves on a terminal, where progress is told and cleared."""
    programs = Path(sys.executable).parent
    assert (programs / "mllm-kg").exists(), "mllm-kg is not installed here: pip install -e '.[test]'"
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
    )
    return _PROGRESS.sub("", done.stdout.decode())


def agrees(shown: str, printed: str) -> bool:
    """Tell whether a page shows what a command prints; a gap stands for any lines."""
    pattern = "\n".join(".*" if line == GAP else re.escape(line.rstrip()) for line in shown.splitlines())
    lines = "\n".join(line.rstrip() for line in printed.rstrip("\n").splitlines())
    return re.fullmatch(pattern, lines, re.DOTALL) is not None


def check_session(block: str, folder: Path) -> None:
    """Run a session in a folder; ``cat FILE`` there shows a file that the following commands find.

    Commands that install or test the whole project are not run: a target of ``make`` must exist.
    """
    for command in session(block):
        program, *words = command.text.split()
        if program == "make":
            targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
            assert set(words) <= set(targets)
        elif program == "cat":
            (folder / words[0]).write_text(command.shown + "\n", encoding="utf-8")
        elif program not in ("git", "cd", "pip"):
            assert program == "mllm-kg", f"what is {program}?"
            printed = run(command.text, folder)
            assert agrees(command.shown, printed), (
                f"$ {command.text}\nprints\n{printed}\nthe page shows\n{command.shown}"
            )
