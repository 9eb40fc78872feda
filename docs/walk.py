"""Walks through a page as its reader does: in an empty folder, with its files, command after command.

A block of code in ``bibtex`` is the file that the sentence before it names; each line of a ``console`` block that starts
with ``$`` is a command, and what follows is what it prints, on standard output and standard error.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["walked"]

_BLOCKS = re.compile(r"in the file `([^`]+)`:\n\n```\w+\n(.*?)```\n|```console\n(.*?)```\n", re.DOTALL)


def walked(text: str, variables: Mapping[str, str]) -> str:
    """Return a page with the output of its commands as it is now.

    :param text: the page
    :param variables: what the environment has besides
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "NO_COLOR": "1",
            "COLUMNS": "100",
            "LC_ALL": "C.UTF-8",
            **variables,
        }

        def step(found: re.Match[str]) -> str:
            if found[1]:
                Path(folder, found[1]).write_text(found[2], encoding="utf-8")
                return found[0]
            commands = [line[2:] for line in found[3].splitlines() if line.startswith("$ ")]
            shown = "".join(f"$ {command}\n{_run(command, folder, environment)}" for command in commands)
            return f"```console\n{shown}```\n"

        return _BLOCKS.sub(step, text)


def _run(command: str, folder: str, environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout if done.stdout.endswith("\n") or not done.stdout else f"{done.stdout}\n"
