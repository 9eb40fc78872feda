"""Small checkouts that a release can be made of, in a second or two."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from mllm_kg.lint import load_rules
from tests.gits import GitFolder
from tests.sources import ROOT, model, small_sources

__all__ = ["DATE", "VERSION", "Checkout"]

VERSION, DATE = "0.1.0", "2026-11-22"
SHAPE = """@prefix mllm: <https://w3id.org/mllm-kg/ontology#> .
@prefix mllmsh: <https://w3id.org/mllm-kg/shapes#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

mllmsh:Model a sh:NodeShape ;
    sh:targetClass mllm:LanguageModel ;
    sh:property mllmsh:Model-label .

mllmsh:Model-label a sh:PropertyShape ;
    sh:path rdfs:label ;
    sh:name "name"@en ;
    sh:minCount 1 ;
    sh:message "A model has a name."@en .
"""


class Checkout:
    """The sources of two models, with all that a release needs beside them.

    :param folder: where they are
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.assets = small_sources(folder)
        (folder / "shapes/model.ttl").write_text(SHAPE, encoding="utf-8")
        shutil.copy(ROOT / "shapes/profile.tsv", folder / "shapes")
        (folder / "queries/qc").mkdir()
        (folder / "queries/lint").mkdir()
        off = "".join(f"{rule.id}\toff\tthe graph is small\n" for rule in load_rules(ROOT / "queries"))
        self.write("queries/lint/profile.tsv", f"*\twarning\tnone is asked\n{off}")
        for name in ("CITATION.cff", "LICENSE", "LICENSE-DATA"):
            shutil.copy(ROOT / name, folder)
        self.write("pyproject.toml", f'[project]\nname = "mllm-kg"\nversion = "{VERSION}"\n')
        self.write("CHANGELOG.md", f"# Changelog\n\n## {VERSION} - {DATE}\n\n- The first one.\n")
        self.write("mllm_kg/__init__.py", f'__version__ = "{VERSION}"\n')

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text that is in a file."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        self.write(name, text.replace(old, new))

    def model(self, slug: str, more: str = "") -> Path:
        """Write the record of a model."""
        return model(self.folder / "data", slug, more)

    def raise_version(self, version: str) -> None:
        """Say in every place that it is another version."""
        self.change("pyproject.toml", VERSION, version)
        self.change("mllm_kg/__init__.py", VERSION, version)
        self.change("CITATION.cff", f"version: {VERSION}", f"version: {version}")
        self.change("CHANGELOG.md", "# Changelog\n", f"# Changelog\n\n## {version} - {DATE}\n\n- The next one.\n")
        for path in sorted((self.folder / "ontology").iterdir()):
            path.write_text(path.read_text(encoding="utf-8").replace(VERSION, version), encoding="utf-8")

    def commit(self, tag: str = "") -> GitFolder:
        """Commit everything in a repository of its own, and tag the commit if a tag is given."""
        git = GitFolder(self.folder)
        git.commit()
        if tag:
            git("tag", tag)
        return git

    def release(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Make the release in a process of its own."""
        usual = {
            "MLLM_KG_ASSETS": str(self.folder),
            "MLLM_KG_CACHE": str(self.folder.parent / "cache"),
            "PYTHONPATH": str(ROOT),
        }
        return subprocess.run(
            [sys.executable, "-m", "mllm_kg.release", *arguments],
            capture_output=True,
            text=True,
            cwd=settings.pop("cwd", str(self.folder.parent)),
            env={**os.environ, **usual, **settings},
        )
