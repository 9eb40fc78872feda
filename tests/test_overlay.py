"""A private copy of an index: it can be written to, nothing of it stays, and the index it was made of does not change."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg import overlay
from mllm_kg.errors import OutputError
from mllm_kg.graph import Dataset
from mllm_kg.overlay import Overlay

ENTITY, PROPERTY, GRAPH = (ox.NamedNode(f"https://example.org/{name}") for name in ("entity", "property", "graph"))


def quad(value: int, name: ox.NamedNode = GRAPH) -> ox.Quad:
    return ox.Quad(ENTITY, PROPERTY, ox.Literal(value), name)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Path]:
    """Write an index with tables on disk, as a build does, and see that nothing in it changed afterwards."""
    folder = tmp_path / "snapshot/store"
    folder.mkdir(parents=True)
    store = ox.Store(str(folder))
    store.bulk_extend([quad(number) for number in range(1000)])
    store.optimize()
    store.flush()
    del store
    before = sums(folder)
    yield folder
    assert sums(folder) == before


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the system's folder for temporary files be one of the test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


def sums(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
        if not path.name.startswith(("LOCK", "LOG"))
    }


def test_it_holds_what_the_dataset_holds(index: Path, room: Path) -> None:
    with Overlay(Dataset.open(index)) as copy:
        assert set(copy.quads()) == {quad(number) for number in range(1000)}
        assert copy.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0].value == "1000"  # type: ignore[union-attr]


def test_what_is_written_to_it_stays_in_it(index: Path, room: Path) -> None:
    dataset = Dataset.open(index)
    with Overlay(dataset) as copy:
        copy.store.add(quad(5000))
        copy.store.remove(quad(1))
        assert quad(5000) in copy.store
        assert quad(1) not in copy.store
        assert quad(5000) not in dataset.store
        assert quad(1) in dataset.store
    assert len(list(Dataset.open(index).quads())) == 1000


def test_whole_graphs_can_go_and_be_rewritten(index: Path, room: Path) -> None:
    with Overlay(Dataset.open(index)) as copy:
        copy.store.remove_graph(GRAPH)
        copy.store.extend([quad(number) for number in range(20_000)])
        copy.store.optimize()
        copy.store.flush()
        assert len(list(copy.quads())) == 20_000


def test_two_copies_know_nothing_of_each_other(index: Path, room: Path) -> None:
    dataset = Dataset.open(index)
    with Overlay(dataset) as one, Overlay(dataset) as other:
        one.store.add(quad(5000))
        assert quad(5000) not in other.store


def test_tables_are_linked_and_nothing_is_left_at_the_end(index: Path, room: Path) -> None:
    with Overlay(Dataset.open(index)):
        [folder] = room.iterdir()
        tables = list(folder.glob("*.sst"))
        assert tables
        assert all(table.is_symlink() for table in tables)
        assert not any(path.is_symlink() for path in folder.iterdir() if path.suffix != ".sst")
    assert list(room.iterdir()) == []


def test_nothing_is_left_after_a_failure(index: Path, room: Path) -> None:
    def fail() -> None:
        with Overlay(Dataset.open(index)) as copy:
            copy.store.add(quad(5000))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(room.iterdir()) == []


def test_nothing_is_left_when_it_can_not_be_opened(index: Path, room: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(index, broken)
    (broken / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(RuntimeError, match="Corruption"):
        Overlay(Dataset(ox.Store(), broken))
    assert list(room.iterdir()) == []


def test_without_symbolic_links_tables_are_copied(index: Path, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with Overlay(Dataset.open(index)) as copy:
        [folder] = room.iterdir()
        assert not any(path.is_symlink() for path in folder.iterdir())
        copy.store.add(quad(5000))
        assert len(list(copy.quads())) == 1001


def test_the_index_may_lie_where_nothing_can_be_written(index: Path, room: Path) -> None:
    modes = {path: path.stat().st_mode for path in (index, *index.iterdir())}
    for path, mode in modes.items():
        path.chmod(mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    try:
        with Overlay(Dataset.open(index)) as copy:
            copy.store.add(quad(5000))
            copy.store.flush()
            assert len(list(copy.quads())) == 1001
        assert list(room.iterdir()) == []
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def test_no_room_is_told(index: Path, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OutputError, match="No space left on device"):
        Overlay(Dataset.open(index))
    assert list(room.iterdir()) == []


def test_a_dataset_in_memory_is_copied_in_memory(room: Path) -> None:
    dataset = Dataset.from_quads([quad(1)])
    with Overlay(dataset) as copy:
        copy.store.add(quad(2))
        assert list(room.iterdir()) == []
        assert set(copy.quads()) == {quad(1), quad(2)}
    assert set(dataset.quads()) == {quad(1)}


def test_it_lies_in_memory_unless_a_folder_is_set(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(overlay, "_MEMORY", memory)
    monkeypatch.setattr(overlay, "_ROOM", 0)
    with Overlay(Dataset.open(index)):
        assert os.listdir(memory)
    assert not os.listdir(memory)
