"""Small sources, with the project's own ontology, for tests that build."""

from __future__ import annotations

import shutil
from pathlib import Path

from mllm_kg.assets import Assets

ROOT = Path(__file__).resolve().parent.parent


def small_sources(root: Path) -> Assets:
    """Make sources of a few records: two models, of which ``b`` is based on ``a``, and the strategies and stages."""
    shutil.copytree(ROOT / "ontology", root / "ontology")
    for folder in ("shapes", "queries", "data/survey", "data/models", "data/taxonomy", "data/languages"):
        (root / folder).mkdir(parents=True)
    for path in (ROOT / "data/taxonomy").glob("st*.yaml"):
        shutil.copy(path, root / "data/taxonomy")
    header = (ROOT / "data/survey/listing.csv").read_text(encoding="utf-8").splitlines()[0]
    (root / "data/survey/listing.csv").write_text(header + "\n", encoding="utf-8")
    shutil.copy(ROOT / "queries/papers-by-strategy.rq", root / "queries")
    model(root / "data", "a")
    model(root / "data", "b", "based_on: [model/a]\n")
    return Assets(root)


def model(data: Path, slug: str, more: str = "") -> Path:
    """Write the record of a model into a folder of records.

    :param data: the folder
    :param slug: the model's slug; its label is the same in capitals
    :param more: further lines of the record
    """
    path = data / "models" / f"{slug}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"id: model/{slug}\ntype: LanguageModel\nlabel: {slug.upper()}\nfinal_stage: sft\n"
    path.write_text(f"{text}{more}checked: 2026-11-22\n", encoding="utf-8")
    return path
