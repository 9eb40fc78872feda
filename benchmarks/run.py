"""Measure mllm_kg side by side with its peers; exit with 1 when a bar is missed."""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import reasoning
import validation
from measure import PEERS, ROOT, WORK, Row, in_turn, run

BUILD_RUNS = 3


def install() -> Path:
    """Build the wheel, install it into an environment of its own, and return that environment's ``bin`` folder."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(WORK), str(ROOT)])
    run([sys.executable, "-m", "venv", str(WORK / "venv")])
    bin_folder = WORK / "venv" / "bin"
    (wheel,) = WORK.glob("*.whl")
    run([str(bin_folder / "python"), "-m", "pip", "install", "--quiet", str(wheel)])
    return bin_folder


def cold(bin_folder: Path) -> list[Row]:
    """Compare one cold question with the peers."""
    command, python = str(bin_folder / "mllm-kg"), str(bin_folder / "python")
    turtle, query = WORK / "graph.ttl", ROOT / "queries" / "papers-by-strategy.rq"
    run([command, "export", "--format", "turtle", "--graph", "all", "-o", str(turtle)])
    took = in_turn(
        {
            "mllm-kg": [command, "query", "papers-by-strategy", "--format", "csv"],
            "rdflib": [python, str(PEERS / "rdflib_query.py"), str(turtle), str(query)],
            "oxigraph": [python, str(PEERS / "oxigraph_query.py"), str(turtle), str(query)],
        }
    )
    faster, share = took["rdflib"] / took["mllm-kg"], took["mllm-kg"] / took["oxigraph"]
    return [
        Row(
            "one cold question, against rdflib from Turtle",
            f"{took['mllm-kg'] * 1000:.0f} ms against {took['rdflib'] * 1000:.0f} ms: {faster:.1f} times faster",
            "at least 15 times faster",
            faster >= 15,
        ),
        Row(
            "the same, against click and pyoxigraph from Turtle",
            f"{took['mllm-kg'] * 1000:.0f} ms against {took['oxigraph'] * 1000:.0f} ms: {share:.2f} of its time",
            "at most 0.7 of its time",
            share <= 0.7,
        ),
    ]


def warm(bin_folder: Path) -> list[Row]:
    """Compare every question, warm and in process, with rdflib."""
    script = str(ROOT / "benchmarks" / "warm.py")
    output = subprocess.run([str(bin_folder / "python"), script], capture_output=True, text=True, check=True, cwd=WORK)
    ratios: dict[str, float] = json.loads(output.stdout)
    slowest = min(ratios, key=lambda name: ratios[name])
    median = statistics.median(ratios.values())
    figures = f"{len(ratios)} questions: median {median:.0f} times faster, least {ratios[slowest]:.1f} ({slowest})"
    met = median >= 20 and ratios[slowest] >= 1
    return [Row("every question, warm, against rdflib", figures, "none slower, median at least 20 times", met)]


def building() -> list[Row]:
    """Measure a build from nothing, and one with a single record changed."""
    sources = WORK / "sources"
    for name in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(ROOT / name, sources / name)
    env = {**os.environ, "MLLM_KG_ASSETS": str(sources), "MLLM_KG_CACHE": str(WORK / "cache")}
    command = [str(WORK / "venv" / "bin" / "mllm-kg"), "build"]
    full, again, memory = [], [], 0.0
    record = sources / "data" / "models" / "bloomz.yaml"
    for number in range(BUILD_RUNS):
        shutil.rmtree(WORK / "cache", ignore_errors=True)
        elapsed, memory = run(command, env)
        full.append(elapsed)
        record.write_text(record.read_text(encoding="utf-8").replace("label: BLOOMZ", f"label: BLOOMZ{number}", 1))
        again.append(run(command, env)[0])
        shutil.copy(ROOT / "data" / "models" / "bloomz.yaml", record)
    whole, changed = statistics.median(full), statistics.median(again)
    return [
        Row("building everything", f"{whole:.1f} s, peak memory at most {memory:.0f} MB", "under 15 s", whole < 15),
        Row("building with one record changed", f"{changed:.1f} s", "under 3 s", changed < 3),
    ]


def main() -> None:
    """Measure everything and print the report as Markdown."""
    bin_folder = install()
    rows = [
        *cold(bin_folder),
        *warm(bin_folder),
        *building(),
        *validation.rows(bin_folder),
        *reasoning.rows(bin_folder),
    ]
    print(f"Measured on {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}.\n")
    print("| work | result | bar | met |\n| --- | --- | --- | --- |")
    for row in rows:
        print(f"| {row.work} | {row.figures} | {row.bar} | {'–' if row.met is None else 'yes' if row.met else 'NO'} |")
    sys.exit(any(row.met is False for row in rows))


if __name__ == "__main__":
    main()
