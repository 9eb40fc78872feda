"""A curator whose process is killed, or whose disk is full, at any call of the system."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mllm_kg.assets import UNFINISHED, Assets
from mllm_kg.errors import OutputError
from mllm_kg.records.journal import settle
from tests.crash import records
from tests.crash.faults import Fault, die_at, faulty, full, in_a_process, nothing, raise_at

MANY = 35
"""A change of several files makes at least so many calls; fewer would mean that the tests look at the wrong ones."""


@pytest.fixture(autouse=True)
def usual_mode() -> Iterator[None]:
    """Let new files have the mode that the tests expect, whoever runs them."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def fresh(folder: Path) -> Callable[[], Assets]:
    """Make the folder anew each time it is called."""

    def make() -> Assets:
        shutil.rmtree(folder / "sources", ignore_errors=True)
        return records.make(folder / "sources")

    return make


def calls(assets: Assets) -> int:
    """Return how many calls a change makes that comes to its end."""
    with faulty(nothing) as seen:
        records.change(assets)
    assert records.side(assets) == "after"
    return len(seen)


def broken(fault: Fault, assets: Assets) -> Callable[[], None]:
    def work() -> None:
        with faulty(fault):
            records.change(assets)

    return work


@pytest.mark.parametrize("half", [False, True], ids=["before the call", "half-way through a write"])
def test_killed_at_any_call_the_records_are_as_before_or_as_after(half: bool, fresh: Callable[[], Assets]) -> None:
    total = calls(fresh())
    sides = []
    for k in range(1, total + 1):
        assets = fresh()
        assert in_a_process(broken(die_at(k, half), assets)) == -9
        settled = settle(assets.data)
        sides.append(records.side(assets))
        if settled is not None:
            assert sides[-1] == ("after" if settled.finished else "before"), settled
    assert total >= MANY
    assert sides == sorted(sides, reverse=True), "it counts from one moment on, and then for good"
    assert {*sides} == {"before", "after"}


def test_killed_while_it_is_settled_it_is_settled_by_the_next(fresh: Callable[[], Assets]) -> None:
    total = calls(fresh())
    for k in range(1, total + 1, 3):
        assets = fresh()
        in_a_process(broken(die_at(k), assets))
        expected = _settled_copy(assets)
        at, ended = 0, -9
        while ended == -9:
            at += 1

            def settling(at: int = at, assets: Assets = assets) -> None:
                with faulty(die_at(at)):
                    settle(assets.data)

            ended = in_a_process(settling)
        assert ended == 0
        assert records.side(assets) == expected


def _settled_copy(assets: Assets) -> str:
    """Return the side that the folder is on when it is settled without a fault, judged on a copy."""
    copy = assets.root.with_name("copy")
    shutil.copytree(assets.root, copy)
    settle(copy / "data")
    try:
        return records.side(Assets(copy))
    finally:
        shutil.rmtree(copy)


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("names", [("write", "fsync"), ("open", "write", "fsync", "mkdir", "rename", "replace")])
def test_with_the_disk_full_at_any_call_the_message_tells_what_became_of_the_change(
    names: tuple[str, ...], for_good: bool, fresh: Callable[[], Assets]
) -> None:
    with faulty(nothing, names) as seen:
        records.change(fresh())
    failures = 0
    for k in range(1, len(seen) + 1):
        assets = fresh()
        told = "done"
        with faulty(raise_at(k, full(), for_good), names):
            try:
                records.change(assets)
            except OutputError as error:
                told = str(error)
                failures += 1
                assert "No space left on device" in told
        left = (assets.data / UNFINISHED).exists()
        settle(assets.data)
        found = records.side(assets)
        if "nothing was changed" in told or "can't be opened" in told:
            assert found == "before", told
        elif told == "done" or "is decided" in told:
            assert found == "after", told
            assert left == (told != "done")
        else:
            raise AssertionError(told)
    assert failures > 5


def test_interrupted_at_any_call_nothing_is_left_over(fresh: Callable[[], Assets]) -> None:
    sides = set()
    for k in range(1, calls(fresh()) + 1):
        assets = fresh()
        with faulty(raise_at(k, KeyboardInterrupt())), pytest.raises(KeyboardInterrupt):
            records.change(assets)
        if (assets.data / UNFINISHED).exists():
            settle(assets.data)
        sides.add(records.side(assets))
    assert sides == {"before", "after"}


def test_a_system_that_writes_a_byte_at_a_time_writes_everything(
    fresh: Callable[[], Assets], monkeypatch: pytest.MonkeyPatch
) -> None:
    assets, write = fresh(), os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, bytes(content)[:1]))
    records.change(assets)
    assert records.side(assets) == "after"
