"""Fixtures that many tests share: the sources, the records as plain data, and the built graph."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

import mllm_kg
from mllm_kg.assets import Assets, find_assets

os.environ["LC_ALL"] = "C.UTF-8"  # findings are told in the language of the locale

ROOT = Path(__file__).resolve().parent.parent


class _Strings(yaml.CSafeLoader):
    """PyYAML without YAML 1.1's dates: an independent reader of the records."""


_Strings.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def assets() -> Assets:
    """The sources of the graph."""
    return find_assets()


@pytest.fixture(scope="session")
def kg() -> mllm_kg.KnowledgeGraph:
    """The built graph; building is what the first test that needs it waits for."""
    return mllm_kg.load()


@pytest.fixture(scope="session")
def records() -> dict[str, dict[str, Any]]:
    """Every record as plain data, by its id, read without the project's own reader."""
    found = {}
    for path in sorted((ROOT / "data").glob("*/*.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Strings)
        found[content["id"]] = content
    return found


@pytest.fixture(scope="session")
def listing() -> list[dict[str, str]]:
    """The rows of the survey's list."""
    with (ROOT / "data/survey/listing.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("MLLM_KG_CACHE", str(folder))
    return folder
