"""Ask every research question in process, of mllm_kg and of rdflib, and print how many times faster the first is."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import mllm_kg
from mllm_kg.questions import answer, bind

RUNS = 9


def median(call: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median time of ``call`` after one warm-up, in seconds; a slow call is repeated less often."""
    start = time.perf_counter()
    call()
    runs = runs if time.perf_counter() - start < 0.5 else 1
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print a JSON object from question to ratio."""
    kg = mllm_kg.load()
    view = kg.rdflib
    ratios = {}
    for name, question in kg.questions.items():
        bound = bind(question, {}, kg)
        ours = median(lambda bound=bound: answer(kg, bound))  # type: ignore[misc]
        theirs = median(lambda bound=bound: list(view.query(bound.text)))  # type: ignore[misc]
        ratios[name] = theirs / ours
        print(f"{name}: {ours * 1000:.2f} ms, rdflib {theirs * 1000:.1f} ms", file=sys.stderr)
    json.dump(ratios, sys.stdout)


if __name__ == "__main__":
    main()
