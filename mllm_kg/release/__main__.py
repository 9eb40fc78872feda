"""``python -m mllm_kg.release``: makes the release; ``make release`` calls it."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from mllm_kg import load
from mllm_kg.assets import NONE
from mllm_kg.errors import MllmKgError
from mllm_kg.export.output import write
from mllm_kg.release import Release, make_release
from mllm_kg.terminal import printable

__all__ = ["main"]

_INTERRUPTED = 130


class _Told:
    """Tells steps and warnings on standard error: a line each."""

    def __init__(self) -> None:
        self._step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self._step = step
            self.line(f"{step} ...")

    def line(self, text: str) -> None:
        """Tell one line."""
        with contextlib.suppress(OSError, AttributeError):  # nobody listens
            sys.stderr.write(printable(text) + "\n")
            sys.stderr.flush()

    def warn(self, text: str) -> None:
        """Tell what a person should know."""
        self.line(f"Warning: {text}")


def main(arguments: list[str] | None = None) -> int:
    """Make the release that the arguments ask for, and return the exit code.

    :param arguments: without the program's name; those of the process by default
    """
    asked = _parser().parse_args(arguments)
    told = _Told()
    try:
        kg = load(NONE, told.line, told)
        made = make_release(kg, asked.output, asked.since or None, told, told.warn)
        _report(made)
    except MllmKgError as error:
        told.line(f"Error [{error.id}]: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        told.line("Interrupted.")
        return _INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m mllm_kg.release",
        description="Check the sources and make the bundle of their release: a folder, and a zip file of it.",
        epilog="Exit codes: 0 made; 1 the sources must not be published as they are; 2 bad usage, or a file can't be "
        "read or written; 3 something needed is missing. docs/releasing.md tells more.",
    )
    parser.add_argument(
        "--since",
        metavar="RELEASE",
        help="the release before: a bundle, its zip file, a wheel, a folder or a git revision; by default the last tag",
    )
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("dist"), metavar="DIR", help="where it goes (default: dist)"
    )
    return parser


def _report(made: Release) -> None:
    lines = (
        f"{made.files:,} files, {made.size / 1e6:,.1f} MB: {made.folder}",
        f"packed, {made.packed / 1e6:,.1f} MB: {made.archive}",
        f"{made.statements:,} statements, RDFC-1.0 hash (SHA-256) {made.rdfc10}",
        f"SHA-256 of SHA256SUMS, for all files: {made.sha256}",
    )
    write((printable("\n".join(lines)) + "\n").encode("utf-8", "replace"))


if __name__ == "__main__":
    sys.exit(main())
