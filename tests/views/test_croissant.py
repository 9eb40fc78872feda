"""Croissant: mlcroissant accepts the document and loads its records, alone and beside the files of a release."""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import mllm_kg
from mllm_kg.views import VIEWS, Source
from mllm_kg.views.documents import pretty
from mllm_kg.views.tables import TABLES, records

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
NAMES = [table.name for table in TABLES]


@pytest.fixture(scope="module")
def alone(kg: mllm_kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document that needs no files."""
    path = tmp_path_factory.mktemp("alone") / "croissant.json"
    kg.export(None, "croissant", path)
    return path


@pytest.fixture(scope="module")
def beside(release: tuple[Path, Source], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document beside the files of a release."""
    folder, source = release
    path = tmp_path_factory.mktemp("beside") / "croissant.json"
    shutil.copytree(folder, path.parent, dirs_exist_ok=True)
    path.write_text(pretty(VIEWS["croissant"].document(Source(source.graph, source.files))), encoding="utf-8")
    return path


def opened(path: Path) -> Any:
    """Open a document with the reference implementation."""
    import mlcroissant

    return mlcroissant.Dataset(jsonld=str(path))


def plain(record: dict[str, Any]) -> dict[str, Any]:
    """Return a loaded record with texts for bytes and ``None`` for what is missing."""

    def value(given: Any) -> Any:
        if isinstance(given, list):
            return [value(each) for each in given]
        if isinstance(given, bytes):
            return given.decode()
        return None if given != given else given

    return {name.rpartition("/")[2]: value(given) for name, given in record.items()}


@pytest.mark.parametrize("which", ["alone", "beside"])
def test_mlcroissant_finds_nothing_to_object_to(which: str, request: pytest.FixtureRequest) -> None:
    issues = opened(request.getfixturevalue(which)).metadata.issues
    assert not issues.errors
    assert not issues.warnings


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
@pytest.mark.parametrize("which", ["alone", "beside"])
def test_mlcroissant_loads_the_first_records(
    kg: mllm_kg.KnowledgeGraph, which: str, table: Any, request: pytest.FixtureRequest
) -> None:
    loaded = opened(request.getfixturevalue(which)).records(table.name)
    first = [plain(record) for record in itertools.islice(loaded, 5)]
    assert first == records(kg, table)[:5]


def test_every_language_is_loaded_min_nan_too(kg: mllm_kg.KnowledgeGraph, beside: Path) -> None:
    loaded = [plain(record) for record in opened(beside).records("languages")]
    assert "nan" in {record["iso639_3"] for record in loaded}
    assert len(loaded) == len(records(kg, TABLES[NAMES.index("languages")]))


def test_the_document_alone_speaks_of_no_files(alone: Path) -> None:
    document = json.loads(alone.read_bytes())
    assert "distribution" not in document
    assert all("data" in record_set for record_set in document["recordSet"])
    assert "contentUrl" not in str(document["recordSet"])


def test_the_document_of_a_release_has_the_digest_of_each_file(beside: Path, release: tuple[Path, Source]) -> None:
    document = json.loads(beside.read_bytes())
    folder, source = release
    assert len(document["distribution"]) == len(source.files)
    for file in document["distribution"]:
        content = (folder / file["contentUrl"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert file["contentSize"] == f"{len(content)} B"
    assert all("data" not in record_set for record_set in document["recordSet"])


def test_a_known_address_stands_before_the_name(release: tuple[Path, Source]) -> None:
    document = VIEWS["croissant"].document(release[1])
    assert all(file["contentUrl"].startswith("https://example.org/release/") for file in document["distribution"])


def test_fields_name_the_properties_they_hold(alone: Path, kg: mllm_kg.KnowledgeGraph) -> None:
    fields = [field for record_set in json.loads(alone.read_bytes())["recordSet"] for field in record_set["field"]]
    named = [field["equivalentProperty"] for field in fields if "equivalentProperty" in field]
    assert len(named) > 30
    assert [name for name in set(named) if not kg.ask(f"ASK {{ ?s <{name}> ?o }}")] == []


def test_each_record_set_has_its_entity_for_a_key(alone: Path) -> None:
    for record_set in json.loads(alone.read_bytes())["recordSet"]:
        key = record_set["key"]["@id"]
        assert key == f"{record_set['@id']}/id"
        assert len({record[key] for record in record_set["data"]}) == len(record_set["data"])
