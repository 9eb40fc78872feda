"""Tells how far a build is, once it has taken a while."""

from __future__ import annotations

import sys
import time

from mllm_kg import settings

__all__ = ["Progress"]


class Progress:
    """Tells on standard error how far a long work is: one line that changes on a terminal, a line a step elsewhere.

    :param after: seconds to wait on a terminal before saying anything; elsewhere, and by default, the setting
        ``progress_after``
    """

    def __init__(self, after: float | None = None) -> None:
        self._start = time.monotonic()
        usual = settings.number("progress_after")
        watched = after is not None and sys.stderr is not None and sys.stderr.isatty()
        self._after = after if watched and after is not None else usual
        self._step, self._shown = "", False

    def __call__(self, step: str, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` parts of a step are done."""
        if sys.stderr is None or time.monotonic() - self._start < self._after:
            return
        if sys.stderr.isatty():
            count = f" {done:,} of {total:,}" if total > 1 else ""
            sys.stderr.write(f"\r\x1b[K{step}{count} ...")
            self._shown = True
        elif step != self._step:
            sys.stderr.write(f"{step} ...\n")
        self._step = step
        sys.stderr.flush()

    def close(self) -> None:
        """Clear the line that changes."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
