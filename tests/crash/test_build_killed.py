"""A build that is killed at any call of the system leaves the graph as it can be asked, and nothing behind."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mllm_kg.assets import Assets
from mllm_kg.build import build, build_once
from mllm_kg.snapshot import Snapshot, cache_folder, find_snapshot, open_snapshot
from tests.crash.faults import faulty, nothing
from tests.sources import ROOT, model, small_sources

STEPS = ("mkdir", "rename", "replace", "rmdir")
CODE = f"""
import sys
from pathlib import Path
from mllm_kg.assets import Assets
from mllm_kg.build import build
from tests.crash.faults import die_at, faulty
with faulty(die_at(int(sys.argv[1])), {STEPS}):
    build(Assets(Path(sys.argv[2]), own=Path(sys.argv[3])))
"""


@pytest.fixture
def layered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Assets:
    """Make sources with a folder of the user's own over them, and a cache beside."""
    monkeypatch.setenv("MLLM_KG_CACHE", str(folder / "cache"))
    base = small_sources(folder / "sources")
    model(folder / "own", "c", "based_on: [model/a]\n")
    return Assets(base.root, own=folder / "own")


def test_killed_at_any_step_the_next_call_has_a_whole_snapshot(layered: Assets, folder: Path) -> None:
    first = build(layered)
    shutil.copytree(folder / "cache", folder / "kept")
    model(folder / "own", "c", "based_on: [model/b]\n")
    with faulty(nothing, STEPS) as seen:
        expected = build(layered).dataset
    assert expected != first.dataset
    assert len(seen) > 4
    for k in range(1, len(seen) + 1):
        shutil.rmtree(folder / "cache")
        shutil.copytree(folder / "kept", folder / "cache")

        command = [sys.executable, "-c", CODE, str(k), str(layered.root), str(layered.own)]
        assert subprocess.run(command, cwd=ROOT).returncode == -9
        found = find_snapshot(layered)
        assert not isinstance(found, Snapshot) or found.manifest.dataset == expected
        snapshot = open_snapshot(build_once(layered))
        assert snapshot.manifest.dataset == expected
        assert len(list(snapshot.store)) == snapshot.manifest.statements
        del found, snapshot
        build(layered)
        names = {path.name for path in cache_folder(layered).iterdir()}
        assert not [name for name in names if name.startswith(("draft-", "current.json."))], names
