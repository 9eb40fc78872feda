"""The wheel carries everything: after installing it, the graph answers from any folder, without a build or a network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("CITATION.cff", "LICENSE", "LICENSE-DATA", "README.md", "hatch_build.py", "pyproject.toml")
FOLDERS = ("data", "mllm_kg", "ontology", "queries", "shapes")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the sources, with the tools of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "sources"
    copy.mkdir()
    for name in SOURCES:
        shutil.copy(ROOT / name, copy)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "_assets"))
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(copy)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel, as an installer does, into a folder that nobody may write to."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def call(installed: Path, folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command line in a folder, where no snapshot could be built unless the settings say so."""
    (folder / "no-folder").touch()
    usual = {
        "PYTHONPATH": str(installed),
        "MLLM_KG_CACHE": str(folder / "no-folder"),
        "XDG_DATA_HOME": str(folder / "share"),
    }
    return subprocess.run(
        [sys.executable, "-c", "from mllm_kg.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **usual, **settings},
    )


def test_it_carries_the_sources_and_a_snapshot(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assets = "mllm_kg/_assets/"
    assert {f"{assets}snapshot/manifest.json", f"{assets}snapshot/questions.json", "mllm_kg/py.typed"} <= names
    for pattern in ("ontology/*", "shapes/*.ttl", "shapes/profile.tsv", "queries/**/*.rq", "data/*/*"):
        assert {assets + path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern) if path.is_file()} <= names


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("list",), "papers-by-strategy"),
        (("query", "papers-by-strategy", "--format", "csv"), "SFT Alignment"),
        (("sparql", "SELECT ?p { ?p a mllm:Survey }"), "kg:paper/qin2024multilingual"),
        (("show", "스와힐리어"), "Swahili"),
        (("search", "blooomz"), "kg:model/bloomz"),
        (("stats",), "entries of the survey's list"),
        (("export", "--format", "turtle", "--graph", "ontology"), "mllm:AlignmentStrategy"),
        (("validate",), "SHACL: conforms"),
        (("docs", "-o", "reference"), "7 pages"),
    ],
)
def test_a_verb_works_from_any_folder(arguments: tuple[str, ...], words: str, installed: Path, tmp_path: Path) -> None:
    result = call(installed, tmp_path, *arguments)
    assert result.returncode == 0, result.stderr
    assert words in result.stdout
    assert "index" not in result.stderr, "a snapshot was built"


def test_a_record_is_validated_as_an_addition(installed: Path, tmp_path: Path) -> None:
    record = "id: model/new-one\ntype: LanguageModel\nlabel: New One\nbased_on: [model/bloom]\nchecked: 2026-11-22\n"
    (tmp_path / "new-one.yaml").write_text(record)
    result = call(installed, tmp_path, "validate", "new-one.yaml")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_snapshot_is_that_of_the_checkout(installed: Path, kg: object) -> None:
    manifest = json.loads((installed / "mllm_kg/_assets/snapshot/manifest.json").read_text())
    assert manifest["dataset"] == kg.snapshot.manifest.dataset  # type: ignore[attr-defined]


def test_records_of_a_user_s_own_are_in_the_graph_and_the_package_stays_as_it_is(
    installed: Path, tmp_path: Path
) -> None:
    def seen() -> dict[Path, int]:
        files = (path for path in installed.rglob("*") if "__pycache__" not in path.parts)
        return {path: path.stat().st_mtime_ns for path in files if not path.name.startswith("LO")}

    def ask(*arguments: str) -> str:
        result = call(installed, tmp_path, *arguments, MLLM_KG_CACHE=str(tmp_path / "cache"))
        assert result.returncode == 0, result.stderr
        return result.stdout

    before = seen()
    record = "id: model/new-one\ntype: LanguageModel\nlabel: New One\nbased_on: [model/bloom]\nchecked: 2026-11-22\n"
    path = tmp_path / "share/mllm-kg/data/models/new-one.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(record)
    assert "kg:model/bloom" in ask("show", "new one")
    assert "kg:model/new-one" in ask("search", "new one")
    assert "new-one" in ask("query", "model-lineage", "-p", "model=bloom", "--format", "csv")
    assert "own/models/new-one.yaml" in ask("export", "--format", "nquads")
    assert "No entity" in call(installed, tmp_path, "show", "new-one", "--data", "none").stderr
    assert seen() == before
