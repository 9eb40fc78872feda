"""Protégé opens the ontology from its folder: the catalogue finds every document, and the OWL API fetches nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import rdflib
from rdflib.namespace import OWL, RDF

import mllm_kg
from mllm_kg.reasoning.engine import java
from tests.servers import listener

CATALOGUE = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
ONTOLOGY = "https://w3id.org/mllm-kg/ontology"
MLLM = ONTOLOGY + "#"

# What the interpreter is told to do without a network: any use of a socket ends it.
OFFLINE = """
import sys
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.")):
        print("tried", event, arguments)
        raise SystemExit(9)
sys.addaudithook(watch)
"""


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    """The folder that a person opens in Protégé."""
    return root / "ontology"


@pytest.fixture(scope="module")
def catalogue(folder: Path) -> dict[str, str]:
    """The entries of the catalogue: IRIs and files."""
    document = ET.parse(folder / "catalog-v001.xml").getroot()
    assert document.tag == CATALOGUE + "catalog"
    entries = document.findall(CATALOGUE + "uri")
    assert len(entries) == len(list(document))
    assert len({entry.attrib["id"] for entry in entries}) == len(entries)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", entry.attrib["id"]) for entry in entries)  # xml:id is an NCName
    found = {entry.attrib["name"]: entry.attrib["uri"] for entry in entries}
    assert len(found) == len(entries)
    return found


@pytest.fixture(scope="module")
def documents(folder: Path) -> dict[Path, rdflib.Graph]:
    """Every ontology of the folder, by its file."""
    return {path: rdflib.Graph().parse(path, format="turtle") for path in sorted(folder.glob("*.ttl"))}


def test_every_ontology_and_every_version_of_it_has_an_entry_that_leads_to_its_file(
    catalogue: dict[str, str], documents: dict[Path, rdflib.Graph]
) -> None:
    expected = {}
    for path, graph in documents.items():
        (own,) = graph.subjects(RDF.type, OWL.Ontology)
        (version,) = graph.objects(own, OWL.versionIRI)
        assert str(version) == f"{own}/{mllm_kg.__version__}"
        expected |= {str(own): path.name, str(version): path.name}
    assert catalogue == expected


def test_entries_are_files_beside_the_catalogue(catalogue: dict[str, str], folder: Path) -> None:
    for name in catalogue.values():
        assert urlsplit(name).scheme == ""
        assert "/" not in name
        assert (folder / name).is_file()


def test_whatever_is_imported_is_in_the_catalogue(
    catalogue: dict[str, str], documents: dict[Path, rdflib.Graph]
) -> None:
    imported = {str(value) for graph in documents.values() for value in graph.objects(None, OWL.imports)}
    assert imported - set(catalogue) == set()


def test_the_exported_ontology_imports_nothing(kg: mllm_kg.KnowledgeGraph) -> None:
    assert not kg.ask("ASK { ?x owl:imports ?y }")


def run(arguments: list[str], port: int) -> subprocess.CompletedProcess[str]:
    """Ask the OWL API that comes with HermiT; whatever it would fetch goes to a port of ours."""
    spec = find_spec("owlready2")
    assert spec
    assert spec.origin
    proxy = [f"-D{scheme}.proxy{part}" for scheme in ("http", "https") for part in ("Host=127.0.0.1", f"Port={port}")]
    jar = Path(spec.origin).parent / "hermit/HermiT.jar"
    command = [java(), *proxy, "-cp", str(jar), "org.semanticweb.HermiT.cli.CommandLine", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def test_the_owl_api_opens_the_ontology_and_fetches_nothing(folder: Path) -> None:
    with listener() as connections:
        port = urlsplit(connections.url).port  # type: ignore[attr-defined]
        done = run([f"-ds<{MLLM}Resource>", (folder / "mllm-kg.ttl").as_uri()], port)
        assert done.returncode == 0, done.stderr[-2000:]
        assert {line.strip() for line in done.stdout.splitlines()[1:]} >= {"mllm:Dataset", "mllm:Benchmark"}
        assert connections() == 0


def test_the_owl_api_opens_the_alignments_and_fetches_nothing(folder: Path) -> None:
    with listener() as connections:
        port = urlsplit(connections.url).port  # type: ignore[attr-defined]
        done = run([f"-ds<{MLLM}Resource>", (folder / "alignments.ttl").as_uri()], port)
        assert done.returncode == 0, done.stderr[-2000:]
        assert connections() == 0


def test_an_import_from_elsewhere_would_be_fetched(folder: Path, tmp_path: Path) -> None:
    """The port hears the OWL API: so that silence above means something."""
    text = (folder / "alignments.ttl").read_text(encoding="utf-8")
    header = f"<{ONTOLOGY}/alignments> a owl:Ontology ;"
    assert header in text
    path = tmp_path / "importing.ttl"
    path.write_text(text.replace(header, f"{header}\n    owl:imports <http://example.invalid/x> ;"), encoding="utf-8")
    with listener() as connections:
        port = urlsplit(connections.url).port  # type: ignore[attr-defined]
        assert run(["-k", path.as_uri()], port).returncode != 0
        assert connections() > 0


def test_owlready2_loads_both_documents_offline(folder: Path, tmp_path: Path) -> None:
    for name in ("mllm-kg", "alignments"):
        graph = rdflib.Graph().parse(folder / f"{name}.ttl", format="turtle")
        graph.serialize(tmp_path / f"{name}.nt", format="nt", encoding="utf-8")
    program = OFFLINE + (
        "import owlready2\n"
        "world = owlready2.World()\n"
        "for path in sys.argv[1:]:\n"
        "    loaded = world.get_ontology('file://' + path).load()\n"
        "    assert loaded.imported_ontologies == []\n"
        "print(*sorted(c.name for c in world.classes() if 'mllm-kg' in c.iri))\n"
    )
    paths = [str(tmp_path / f"{name}.nt") for name in ("mllm-kg", "alignments")]
    done = subprocess.run([sys.executable, "-c", program, *paths], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"LanguageModel", "Benchmark", "Task"} <= set(done.stdout.split())


def test_rdflib_loads_the_whole_folder_offline(folder: Path) -> None:
    program = OFFLINE + (
        "import rdflib\n"
        "graph = rdflib.Graph()\n"
        "for path in sys.argv[1:]:\n"
        "    graph.parse(path, format='turtle')\n"
        "print(len(graph))\n"
    )
    paths = [str(path) for path in sorted(folder.glob("*.ttl"))]
    done = subprocess.run([sys.executable, "-c", program, *paths], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout) > 2000
