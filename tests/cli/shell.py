"""Run command lines, inside this process and outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from mllm_kg.cli import main

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-c", "from mllm_kg.cli import main; main()")


def run(*arguments: str, **more: Any) -> Result:
    """Run a command line in this process; failures that no one foresaw are raised."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False, **more)


def shell(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a command line in a process of its own."""
    settings = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 120, "env": environment()} | more
    return subprocess.run([*PROGRAM, *arguments], check=False, **settings)


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which the package of this checkout is found."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}
