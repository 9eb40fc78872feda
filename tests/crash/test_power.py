"""A machine that stops: what was not synced may be lost, in any part, and still nothing is half done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mllm_kg.assets import Assets
from mllm_kg.errors import OutputError
from mllm_kg.records.journal import settle
from tests.crash import records
from tests.crash.disk import Op, Recorder, Tree, crashes, lay_out


@pytest.fixture(autouse=True)
def usual_mode() -> Iterator[None]:
    """Let new files have the mode that the tests expect, whoever runs them."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def recorded(folder: Path) -> Recorder:
    """What a change does to the disk."""
    assets = records.make(folder / "sources")
    recorder = Recorder(assets.data)
    with recorder.recording():
        records.change(assets)
    return recorder


def outcomes(before: Tree, ops: list[Op], folder: Path) -> list[tuple[int, str]]:
    """Settle every disk that a crash may leave, and tell on which side each is."""
    found = []
    for made, tree in crashes(before, ops):
        assets = Assets(folder / "after")
        shutil.rmtree(assets.root, ignore_errors=True)
        assets.root.mkdir()
        lay_out(tree, folder / "sources/data", assets.data)
        settle(assets.data)
        found.append((made, records.side(assets)))
    return found


def test_whenever_the_machine_stops_the_records_are_as_before_or_as_after(recorded: Recorder, folder: Path) -> None:
    found = outcomes(recorded.before, recorded.ops, folder)
    assert len(found) > 150
    assert {side for _, side in found} == {"before", "after"}
    assert {side for made, side in found if made == 0} == {"before"}


def test_once_the_change_is_said_to_be_done_no_crash_takes_it_back(recorded: Recorder, folder: Path) -> None:
    found = outcomes(recorded.before, recorded.ops, folder)
    assert {side for made, side in found if made == len(recorded.ops)} == {"after"}


def test_a_folder_that_was_made_for_the_change_is_on_the_disk_too(folder: Path) -> None:
    root = folder / "sources"
    root.mkdir()
    recorder = Recorder(root)
    with recorder.recording():
        records.change(Assets(root, root / "snapshot", root / "home/share/data"))
    added = {place: content for place, content in records.AFTER.items() if not place.startswith("survey/")}
    for made, tree in crashes(recorder.before, recorder.ops):
        if made == len(recorder.ops):
            names = tree.names.items()
            assert {
                path.relative_to(root / "home/share/data").as_posix(): tree.contents[file][0] for path, file in names
            } == added


def test_each_sync_is_needed(recorded: Recorder, folder: Path) -> None:
    syncs = [at for at, op in enumerate(recorded.ops) if op.kind == "sync"]
    *needed, _cleared, _removed = syncs  # the last two only keep a change that is done from being looked at again
    for at in needed:
        ops = recorded.ops[:at] + recorded.ops[at + 1 :]
        with pytest.raises((AssertionError, OutputError)):
            outcomes(recorded.before, ops, folder)
