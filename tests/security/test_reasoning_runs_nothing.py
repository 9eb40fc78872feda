"""What strangers bring to be reasoned about names code and addresses in vain: proved on a port and on audit events."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.assets import Assets
from mllm_kg.checks.consistency import judge
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.engine import java
from mllm_kg.reasoning.owl2dl import read
from tests.reasoning.conftest import PREFIXES, parse
from tests.reasoning.test_explanation import dataset
from tests.servers import listener

CODE = "http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#"
HOSTILE = {
    "code by a header": f'<http://example.org/o> a owl:Ontology ; <{CODE}python_module> "trap_for_owlready" .',
    "code by a property of ours": f':p rdfs:subPropertyOf <{CODE}python_module> . <http://example.org/o> :p "trap_for_owlready" .',
    "code that is declared": f'<{CODE}python_module> a owl:DatatypeProperty . <http://example.org/o> a owl:Ontology ; <{CODE}python_module> "trap_for_owlready" .',
    "an import": "<http://example.org/o> a owl:Ontology ; owl:imports <URL> .",
    "an import that is declared": "owl:imports a owl:ObjectProperty . <http://example.org/o> a owl:Ontology ; owl:imports <URL> .",
    "an import by another name": ":p a owl:ObjectProperty ; rdfs:subPropertyOf owl:imports . <http://example.org/o> a owl:Ontology ; :p <URL> .",
    "an import that is the same": ":p a owl:ObjectProperty ; owl:equivalentProperty owl:imports . <http://example.org/o> :p <URL> .",
}  # fmt: skip
WATCH = """
import runpy, sys
seen = []
sys.addaudithook(lambda event, args: seen.append((event, args)))
sys.argv = sys.argv[1:]
try:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
finally:
    for event, args in seen:
        if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
            print("EVENT", event, file=sys.stderr)
        if event == "import" and "trap_for_owlready" in str(args[0]):
            print("EVENT", event, args[0], file=sys.stderr)
"""


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file that comes to be when the module is imported that the hostile files name."""
    sprung = tmp_path / "sprung"
    (tmp_path / "trap_for_owlready.py").write_text(f"open({str(sprung)!r}, 'w').close()\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    return sprung


@pytest.mark.parametrize("why", HOSTILE)
def test_a_judgement_neither_imports_nor_fetches(why: str, assets: Assets, trap: Path) -> None:
    with listener() as connections:
        url: str = connections.url  # type: ignore[attr-defined]
        made = read_rdf_input(PREFIXES + HOSTILE[why].replace("URL", url), "new.ttl", "ttl", graph("addition/0"))
        judge(dataset(":A a owl:Class .", ":x a :A ."), assets, [made], "hermit")
        assert connections() == 0
    assert not trap.exists()
    assert "trap_for_owlready" not in sys.modules


@pytest.mark.parametrize("why", HOSTILE)
def test_the_process_of_owlready_is_silent(why: str, trap: Path, tmp_path: Path) -> None:
    """The process that classifies is run under an audit hook: it opens no socket and imports no module by name."""
    with listener() as connections:
        text = HOSTILE[why].replace("URL", connections.url)  # type: ignore[attr-defined]
        path = tmp_path / "axioms.nt"
        ox.serialize(read(parse(":A a owl:Class . " + text)).axioms, str(path), format=ox.RdfFormat.N_TRIPLES)
        command = [sys.executable, "-c", WATCH, "mllm_kg.reasoning.classification", str(path), java(), "500"]
        root = str(Path(__file__).resolve().parents[2])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((root, str(tmp_path)))}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        assert "EVENT" not in done.stderr
        assert connections() == 0
    assert not trap.exists()


def test_the_hook_would_see_it(trap: Path, tmp_path: Path) -> None:
    """Fed what we never feed it, owlready2 does import the module: the tests above can fail."""
    path = tmp_path / "axioms.nt"
    path.write_text(
        "<https://w3id.org/mllm-kg/ontology> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<http://www.w3.org/2002/07/owl#Ontology> .\n"
        f'<https://w3id.org/mllm-kg/ontology> <{CODE}python_module> "trap_for_owlready" .\n'
        "<http://example.org/A> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Class> .\n",
        encoding="utf-8",
    )
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((root, str(tmp_path)))}
    command = [sys.executable, "-c", WATCH, "mllm_kg.reasoning.classification", str(path), java(), "500"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert "EVENT import" in done.stderr or trap.exists()
