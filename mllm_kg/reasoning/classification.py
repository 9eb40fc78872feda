"""The hierarchy of classes that follows from the ontology's axioms, worked out by HermiT through owlready2.

owlready2 keeps what it loads in a world of Python objects and starts HermiT by itself, without a deadline. So it works
in a process of its own: this module, run with ``-m``, reads axioms from an N-Triples file and prints a JSON object. The
axioms are those of :mod:`~mllm_kg.reasoning.owl2dl`: no imports, and no term by which a file could name Python code.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mllm_kg.errors import NotAvailable
from mllm_kg.reasoning.engine import OutOfTime, out_of_memory
from mllm_kg.reasoning.owl2dl import spelled

__all__ = ["classify"]

_TRIVIAL = tuple(f"http://www.w3.org/2002/07/owl#{local}" for local in ("Thing", "Nothing"))
_PACKAGE_PARENT = str(Path(__file__).resolve().parent.parent.parent)


def classify(axioms: Iterable[ox.Triple], java: str, memory: int, seconds: float) -> tuple[tuple[str, str], ...] | None:
    """Return which class is a subclass of which by the axioms, beyond what they say, as sorted pairs of IRIs.

    :param axioms: the axioms of the ontology
    :param java: the path of a Java
    :param memory: how much memory Java may use, in megabytes
    :param seconds: how long it may take
    :returns: ``None`` when the axioms contradict each other
    :raises NotAvailable: when HermiT fails, or needs more time or memory than it may
    """
    with tempfile.TemporaryDirectory(prefix="mllm-kg-") as folder:
        path = Path(folder) / "axioms.nt"
        ox.serialize(map(spelled, axioms), str(path), format=ox.RdfFormat.N_TRIPLES)
        command = [sys.executable, "-m", __name__, str(path), java, str(memory)]
        answer = _answer(command, seconds)
    if answer is None:
        return None
    return tuple(sorted((str(narrower), str(broader)) for narrower, broader in answer))


def _answer(command: list[str], seconds: float) -> Any:
    """Run a process and its children until a deadline, and return the JSON that it prints."""
    path = os.pathsep.join(filter(None, (_PACKAGE_PARENT, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(timeout=max(0.0, seconds))
    except subprocess.TimeoutExpired:
        raise OutOfTime from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    if process.returncode:
        if b"OutOfMemoryError" in output + errors:
            raise out_of_memory()
        lines = errors.decode("utf-8", "replace").split("\n")
        raise NotAvailable(
            f"HermiT failed: {next((line for line in reversed(lines) if line.strip()), 'no reason told')}"
        )
    return json.loads(output)


def _subclasses(world: Any, named: Any) -> set[tuple[str, str]]:
    """Return the pairs of named classes that a world says are narrower and broader."""
    return {
        (narrower.iri, broader.iri)
        for narrower in world.classes()
        for broader in (*narrower.is_a, *narrower.equivalent_to)
        if isinstance(broader, named) and broader.iri not in _TRIVIAL
    }


def _main(path: str, java: str, memory: str) -> list[tuple[str, str]] | None:
    import owlready2

    owlready2.JAVA_EXE = java
    owlready2.reasoning.JAVA_MEMORY = int(memory)
    world = owlready2.World()
    with open(path, "rb") as file:
        world.get_ontology("https://w3id.org/mllm-kg/ontology").load(fileobj=file, only_local=True)
    stated = _subclasses(world, owlready2.ThingClass)
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    return sorted(_subclasses(world, owlready2.ThingClass) - stated)


if __name__ == "__main__":
    json.dump(_main(*sys.argv[1:]), sys.stdout)
