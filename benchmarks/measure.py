"""Whole processes, measured.

They are run in turn (A, B, C, A, B, C, …) after one warm-up each, so that a machine whose speed drifts drifts for all.
Memory is the peak resident set that the operating system accounts to the process.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "bench"
PEERS = ROOT / "benchmarks" / "peers"
RUNS = 9


@dataclass(frozen=True)
class Row:
    """One line of the report: what was measured, the figures, and whether the bar was met (``None``: no bar)."""

    work: str
    figures: str
    bar: str
    met: bool | None


def run(
    command: Sequence[str], env: Mapping[str, str] | None = None, allowed: Sequence[int] = (0,)
) -> tuple[float, float]:
    """Run a command; return its wall time in seconds and its peak memory in megabytes.

    :param allowed: the exit codes that say that it did its work
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env, cwd=WORK)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return elapsed, usage.ru_maxrss / 1024


def in_turn(
    commands: Mapping[str, Sequence[str]], runs: int = RUNS, env: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Return the median wall time of each command, in seconds, run in turn after one warm-up each."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            elapsed, _ = run(command, env)
            if number:
                times[name].append(elapsed)
    return {name: statistics.median(values) for name, values in times.items()}
