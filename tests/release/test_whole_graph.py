"""The release of the project itself, made once."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import mllm_kg
from mllm_kg.curation.difference import differences
from mllm_kg.curation.states import read_state
from tests.sources import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle."""
    output = tmp_path_factory.mktemp("release")
    command = [sys.executable, "-m", "mllm_kg.release", "-o", str(output)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    (found,) = (path for path in output.iterdir() if path.is_dir())
    return found


def test_it_opens_offline_and_is_the_graph(whole: Path, kg: mllm_kg.KnowledgeGraph) -> None:
    statements = kg.snapshot.manifest.statements
    store = ox.Store()
    store.bulk_load(path=str(whole / "graphs/all.nq"), format=ox.RdfFormat.N_QUADS)
    assert len(store) == statements
    assert len(rdflib.Graph().parse(whole / "graphs/ontology.ttl")) == len(set(kg.quads([_ontology()])))
    content = (whole / "graphs/all.nq").read_bytes()
    assert content.count(b"\n") == statements
    row = (whole / "metadata/rdfc-1.0.tsv").read_text(encoding="utf-8").splitlines()[1]
    assert row == f"graphs/all.nq\t{statements}\t{hashlib.sha256(content).hexdigest()}"


def _ontology() -> ox.NamedNode:
    return ox.NamedNode("https://w3id.org/mllm-kg/graph/ontology")


def test_every_question_answers_from_it(whole: Path, kg: mllm_kg.KnowledgeGraph) -> None:
    store = ox.Store()
    store.bulk_load(path=str(whole / "graphs/all.nq"), format=ox.RdfFormat.N_QUADS)
    for name in kg.questions:
        text = (whole / f"queries/{name}.rq").read_text(encoding="utf-8")
        answer = store.query(text, use_default_graph_as_union=True)
        assert isinstance(answer, ox.QuerySolutions)
        assert next(answer, None) is not None, name


def test_it_is_whole_and_its_archive_opens(whole: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=whole, capture_output=True)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(whole.with_name(f"{whole.name}.zip")) as archive:
        assert archive.testzip() is None
        assert archive.getinfo(f"{whole.name}/README.md").file_size == (whole / "README.md").stat().st_size


def test_diff_reads_the_sources_in_it(whole: Path, kg: mllm_kg.KnowledgeGraph) -> None:
    before = read_state(str(whole / "sources.tar"), kg.assets)
    after = read_state("current", kg.assets)
    assert before.files == after.files
    assert not differences(before, after, kg.assets).entities


def test_the_crate_of_it_is_valid(whole: Path, validator: Path, tmp_path: Path) -> None:
    script = Path(__file__).with_name("validate.py")
    done = subprocess.run(
        [str(validator), str(script), str(whole), str(tmp_path / "cache")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert [each for each in json.loads(done.stdout.splitlines()[-1])["findings"] if each[0] == "REQUIRED"] == []
