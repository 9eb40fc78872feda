"""Measure the closure under OWL 2 RL: against owlrl, at a million triples, and after one added record.

1. owlrl and ``mllm-kg`` close the real graph, from the same files, each in a process of its own. owlrl takes minutes and
   runs once. Both must conclude the same triples, less what no user asks for: memberships of literals and of unnamed
   nodes, the vocabulary's own classes, identity of a thing with itself, terms below themselves.
2. A graph of a million triples, made of copies of the records, is closed; Oxigraph loads the same file of N-Quads into a
   store on disk, as an index is made. They run in turn; memory is the peak resident set of the whole process.
3. The real graph is closed after one added paper, by what the record touches and from nothing (``extend.py``).

Times are those of the processor, of the whole process with all its threads: other work on the machine changes them
little. Wall times are told beside them for the million triples.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from generate import sources
from measure import PEERS, ROOT, WORK, Row

COPIES = 14_200
"""By how many records the graph of a million triples is larger than the real one."""
RUNS = 3
FOLDER = WORK / "reasoning"
RDF, RDFS, OWL = (
    f"http://www.w3.org/{name}#" for name in ("1999/02/22-rdf-syntax-ns", "2000/01/rdf-schema", "2002/07/owl")
)
HIERARCHIES = {RDFS + "subClassOf", RDFS + "subPropertyOf", OWL + "equivalentClass", OWL + "equivalentProperty"}
TRIVIAL = {OWL + "Thing", OWL + "Nothing"}


@dataclass(frozen=True)
class Cost:
    """What a process cost.

    :param cpu: seconds of processor time, of all threads
    :param wall: seconds
    :param memory: peak resident set, in megabytes
    """

    cpu: float
    wall: float
    memory: float


def cost(command: Sequence[object], env: dict[str, str] | None = None) -> Cost:
    """Run a command and return what it cost."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, env=env, cwd=FOLDER)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, elapsed, usage.ru_maxrss / 1024)


def stated(python: Path, name: str, assets: Path) -> int:
    """Write what some sources state, and return how many statements that are."""
    env = {**os.environ, "MLLM_KG_ASSETS": str(assets)}
    files = [str(FOLDER / f"{name}-{part}") for part in ("ontology.nt", "facts.nt", "all.nq")]
    script = str(ROOT / "benchmarks" / "state.py")
    told = subprocess.run([python, script, *files], env=env, capture_output=True, text=True, check=True)
    return int(told.stdout)


def says_something(triple: ox.Triple) -> bool:
    """Tell whether a triple that owlrl concludes is one that a user asks for."""
    subject, predicate, thing = triple.subject, triple.predicate.value, triple.object
    if not isinstance(subject, ox.NamedNode) or isinstance(thing, ox.BlankNode):
        return False
    if predicate in HIERARCHIES:
        ends = {subject.value, getattr(thing, "value", "")}
        return len(ends) == 2 and not ends & TRIVIAL
    if predicate == RDF + "type":
        return not str(thing).startswith((f"<{RDF}", f"<{RDFS}", f"<{OWL}"))
    return not predicate.startswith((RDF, RDFS, OWL)) or predicate in (RDFS + "label", RDFS + "seeAlso")


def read(*paths: Path) -> set[ox.Triple]:
    """Return the triples of some files, without those about literals; a store writes numbers in one way."""
    store = ox.Store()
    for path in paths:
        with path.open("rb") as lines:
            told = b"".join(line for line in lines if not line.startswith(b'"'))
        store.bulk_load(told, ox.RdfFormat.N_TRIPLES)
    return {quad.triple for quad in store}


def against_owlrl(python: Path) -> Row:
    """Close the real graph both ways."""
    stated(python, "real", ROOT)
    given = [FOLDER / "real-ontology.nt", FOLDER / "real-facts.nt"]
    ours_file, theirs_file = FOLDER / "real-ours.nt", FOLDER / "real-owlrl.nt"
    close = [python, ROOT / "benchmarks" / "close.py", *given, ours_file]
    ours = statistics.median(cost(close).cpu for _ in range(2 * RUNS - 1))
    theirs = cost([python, PEERS / "owlrl_closure.py", *given, theirs_file]).cpu
    known = read(*given)
    concluded = {triple for triple in read(theirs_file) - known if says_something(triple)}
    found = read(ours_file)
    for sign, triples in (("-", concluded - found), ("+", found - concluded)):
        for triple in sorted(map(str, triples))[:20]:
            print(f"{sign} {triple}", file=sys.stderr)
    faster, same = theirs / ours, found == concluded
    return Row(
        f"closure of the real graph, against owlrl: {len(known):,} premises, {len(found):,} conclusions",
        f"{ours:.1f} s against {theirs:.0f} s: {faster:.0f} times faster, {'the same' if same else 'OTHER'} triples",
        "at least 80 times faster, same triples",
        faster >= 80 and same,
    )


def at_a_million(python: Path) -> Row:
    """Close a large graph, and load it."""
    sources(FOLDER / "sources", COPIES)
    count = stated(python, "million", FOLDER / "sources")
    file, store = FOLDER / "million-all.nq", FOLDER / "store"
    close = [python, ROOT / "benchmarks" / "close.py", FOLDER / "million-ontology.nt", file, FOLDER / "million-ours.nt"]
    closed, loaded = [], []
    for _ in range(RUNS):
        closed.append(cost(close))
        shutil.rmtree(store, ignore_errors=True)
        loaded.append(cost([python, PEERS / "oxigraph_load.py", file, store]))
    ours, theirs = (statistics.median(each.cpu for each in costs) for costs in (closed, loaded))
    wall, their_wall = (statistics.median(each.wall for each in costs) for costs in (closed, loaded))
    memory = max(each.memory for each in closed)
    with (FOLDER / "million-ours.nt").open("rb") as lines:
        conclusions = sum(1 for _ in lines)
    return Row(
        f"closure at {count:,} triples, against loading them from N-Quads into a store on disk",
        f"{ours:.1f} s against {theirs:.1f} s (wall: {wall:.1f} s against {their_wall:.1f} s): {ours / theirs:.2f} of its "
        f"time, {conclusions:,} conclusions, peak memory {memory:.0f} MB",
        "at most 3 times its time",
        ours <= 3 * theirs,
    )


def one_record(python: Path) -> Row:
    """Close the real graph after one added record."""
    script = str(ROOT / "benchmarks" / "extend.py")
    told = subprocess.run([python, script], capture_output=True, text=True, check=True, cwd=FOLDER)
    found = json.loads(told.stdout)
    faster, same = found["everything"] / found["touched"], found["same"]
    return Row(
        "closure after one added record, against a full closure",
        f"{found['touched'] * 1000:.0f} ms against {found['everything']:.2f} s: {faster:.0f} times faster, "
        f"{'the same' if same else 'ANOTHER'} result",
        "at least 50 times faster, same result",
        faster >= 50 and same,
    )


def rows(bin_folder: Path) -> Iterator[Row]:
    """Measure everything about the closure."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    python = bin_folder / "python"
    yield one_record(python)
    yield at_a_million(python)
    yield against_owlrl(python)


def main() -> None:
    """Measure with the environment whose ``bin`` has this Python, or in the folder that is named."""
    bin_folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".venv" / "bin"
    missed = False
    for row in rows(bin_folder.absolute()):
        missed = missed or not row.met
        print(f"| {row.work} | {row.figures} | {row.bar} | {'yes' if row.met else 'NO'} |", flush=True)
    sys.exit(missed)


if __name__ == "__main__":
    main()
