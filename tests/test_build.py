"""A build is deterministic, incremental, and leaves the last good snapshot alone when it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.assets import Assets
from mllm_kg.build import build, build_once, build_snapshot
from mllm_kg.curation.transaction import Transaction
from mllm_kg.errors import OutputError, RecordErrors
from mllm_kg.namespaces import graph, iri, term
from mllm_kg.snapshot import Snapshot, cache_folder, current_snapshot
from tests.sources import model, small_sources

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def small(tmp_path: Path) -> Assets:
    """Make sources of a few records, with the project's own ontology."""
    return small_sources(tmp_path / "sources")


def statements(folder: Path) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(folder / "store")))


def test_what_follows_stands_in_the_inferred_graph(small: Assets, cache: Path) -> None:
    quads = statements(build(small).folder)
    follows = {quad.triple for quad in quads if quad.graph_name == graph("inferred")}
    stated = {quad.triple for quad in quads if quad.graph_name != graph("inferred")}
    assert ox.Triple(iri("model", "b"), term("derivedFrom"), iri("model", "a")) in follows
    assert ox.Triple(iri("model", "a"), term("trainedAtStage"), iri("stage", "sft")) in follows
    assert not follows & stated


def test_what_follows_only_from_unconfirmed_facts_is_unconfirmed(small: Assets, cache: Path) -> None:
    model(small.data, "c", "unconfirmed:\n  - based_on: [model/a]\n")
    quads = statements(build(small).folder)
    found = {
        quad.graph_name
        for quad in quads
        if quad.triple == ox.Triple(iri("model", "c"), term("derivedFrom"), iri("model", "a"))
    }
    assert found == {graph("inferred/unconfirmed")}


def test_every_triple_stands_in_exactly_one_graph(kg: object) -> None:
    seen: set[ox.Triple] = set()
    for quad in kg.quads():  # type: ignore[attr-defined]
        assert quad.triple not in seen
        seen.add(quad.triple)


def test_the_first_build_says_so_and_a_later_one_says_what_changed(small: Assets, cache: Path) -> None:
    assert build(small).first
    model(small.data, "b", "based_on: [model/a]\nyear: 2024\n")
    report = build(small)
    assert not report.first
    assert [(change.subject, change.added, change.removed) for change in report.changes] == [("model/b", 1, 0)]
    assert build(small).changes == ()


def test_a_record_with_a_mistake_leaves_the_snapshot_before_it(small: Assets, cache: Path) -> None:
    before = build(small)
    model(small.data, "b", "yeer: 2024\n")
    with pytest.raises(RecordErrors, match=r"data/models/b.yaml:5:1: .*'yeer'.*'year'"):
        build(small)
    pointer = json.loads((cache_folder(small) / "current.json").read_text())
    assert pointer["snapshot"] == before.folder.name
    assert not list(cache_folder(small).glob("draft-*"))


def test_a_file_that_is_not_where_its_id_says_is_refused(small: Assets, cache: Path) -> None:
    (small.data / "models/b.yaml").rename(small.data / "models/c.yaml")
    with pytest.raises(RecordErrors, match=r"data/models/c.yaml:1:5: .*Its file is data/models/b.yaml"):
        build(small)


def test_a_mistake_in_the_ontology_names_its_line(small: Assets, cache: Path) -> None:
    path = small.ontology / "mllm-kg.ttl"
    lines = path.read_text(encoding="utf-8").count("\n")
    with path.open("a", encoding="utf-8") as file:
        file.write("\nmllm:Broken a owl:Class ;;; 7 .\n")
    with pytest.raises(RecordErrors, match=rf"ontology/mllm-kg.ttl:{lines + 2}:"):
        build(small)


def test_a_cache_that_can_not_be_written_is_one_clear_error(
    small: Assets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("MLLM_KG_CACHE", str(tmp_path / "file"))
    with pytest.raises(OutputError, match="can't be written"):
        build(small)


def refuse(reason: str | None) -> Path:
    raise AssertionError(f"built although a snapshot holds: {reason}")


def test_a_snapshot_that_holds_is_not_built_again(small: Assets, cache: Path) -> None:
    built = build(small)
    assert current_snapshot(small, refuse).folder == built.folder


def test_an_edited_record_makes_the_snapshot_stale(small: Assets, cache: Path) -> None:
    build(small)
    model(small.data, "a", "year: 2020\n")
    reasons: list[str | None] = []

    def rebuild(reason: str | None) -> Path:
        reasons.append(reason)
        return build(small).folder

    quads = set(current_snapshot(small, rebuild).store)
    assert reasons == [None]
    assert any(quad.predicate == term("year") for quad in quads)


@pytest.mark.parametrize("damage", ["truncate", "remove", "manifest", "questions", "pointer"])
def test_a_damaged_snapshot_is_built_anew_and_said_to_be(damage: str, small: Assets, cache: Path) -> None:
    folder = build(small).folder
    tables = sorted((folder / "store").glob("*.sst"))
    if damage == "truncate":
        os.truncate(tables[-1], tables[-1].stat().st_size // 2)
    elif damage == "remove":
        tables[0].unlink()
    elif damage in ("manifest", "questions"):
        (folder / f"{damage}.json").write_text("{")
    else:
        (cache_folder(small) / "current.json").write_text("not json")
    reasons: list[str | None] = []

    def rebuild(reason: str | None) -> Path:
        reasons.append(reason)
        return build(small).folder

    snapshot = current_snapshot(small, rebuild)
    assert isinstance(snapshot, Snapshot)
    assert len(reasons) == 1
    assert "damaged" in (reasons[0] or "")
    assert len(list(snapshot.store)) == snapshot.manifest.statements


def test_old_snapshots_are_cleared_away(small: Assets, cache: Path) -> None:
    for year in range(2020, 2025):
        model(small.data, "a", f"year: {year}\n")
        build(small)
    assert len([path for path in cache_folder(small).iterdir() if path.is_dir()]) == 2


def test_the_dataset_is_the_same_whatever_the_locale_time_zone_or_hash_seed(small: Assets, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from mllm_kg.assets import Assets; "
        "from mllm_kg.build import build_snapshot; "
        "print(build_snapshot(Assets(Path(sys.argv[1])), Path(sys.argv[2]))[0].dataset)"
    )
    digests = set()
    for number, settings in enumerate(
        (
            {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
            {"PYTHONHASHSEED": "12345", "TZ": "Asia/Seoul", "LC_ALL": "C"},
        )
    ):
        target = tmp_path / f"out{number}"
        target.mkdir()
        result = subprocess.run(
            [sys.executable, "-c", code, str(small.root), str(target)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, **settings},
        )
        digests.add(result.stdout.strip())
    assert len(digests) == 1


def test_a_snapshot_says_how_many_statements_it_holds(small: Assets, tmp_path: Path) -> None:
    target = tmp_path / "snapshot"
    target.mkdir()
    manifest, quads = build_snapshot(small, target)
    assert manifest.statements == len(quads) == len(statements(target))


def test_the_index_holds_what_the_digest_was_made_of(small: Assets, cache: Path) -> None:
    folder = build(small).folder
    lines = (folder / "statements.nq").read_bytes().splitlines()
    assert {f"{quad} .".encode() for quad in statements(folder)} == set(lines)
    assert lines == sorted(lines)


def test_processes_that_build_at_once_all_get_a_whole_snapshot(small: Assets, cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from mllm_kg.assets import Assets; from mllm_kg.build import build_once;"
        "from mllm_kg.snapshot import open_snapshot;"
        "snapshot = open_snapshot(build_once(Assets(Path(sys.argv[1]))));"
        "print(snapshot.manifest.dataset, len(list(snapshot.store)) == snapshot.manifest.statements)"
    )
    command = [sys.executable, "-c", code, str(small.root)]
    processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    told = {process.communicate()[0].strip() for process in processes}
    assert [process.returncode for process in processes] == [0] * 4
    (answer,) = told
    assert answer.endswith(" True")
    assert len([path for path in cache_folder(small).iterdir() if path.is_dir()]) == 1


def test_damage_inside_the_index_is_noticed_although_the_files_keep_their_sizes(small: Assets, cache: Path) -> None:
    for table in (build(small).folder / "store").glob("*.sst"):
        with table.open("r+b") as file:
            file.write(b"\xff" * 64)
    command = [sys.executable, "-c", "from mllm_kg.cli import main; main()", "stats"]
    env = {**os.environ, "MLLM_KG_ASSETS": str(small.root)}
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env)
    assert result.returncode == 0, result.stderr
    assert "The cached snapshot was damaged" in result.stderr
    assert "language model" in result.stdout
    again = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env)
    assert (again.returncode, again.stdout, again.stderr) == (0, result.stdout, "")


def test_a_curator_who_builds_while_another_process_wants_to_is_not_kept_waiting(
    small: Assets, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLLM_KG_LOCK_TIMEOUT", "10")
    folders: list[Path] = []
    with Transaction(small) as change:
        other = threading.Thread(target=lambda: folders.append(build_once(small)))
        other.start()
        time.sleep(0.2)  # for the other to wait for its turn
        folders.append(build_once(small))
        change.delete("models/b.yaml")
        change.commit()
    other.join(20)
    assert len(folders) == 2
    assert iri("model", "b") in {quad.subject for quad in statements(folders[0])}
    assert iri("model", "b") not in {quad.subject for quad in statements(folders[1])}
