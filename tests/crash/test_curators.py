"""Eight curators at once lose nothing, and readers never see a part of what they do."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from mllm_kg.assets import UNFINISHED, Assets
from mllm_kg.curation.transaction import Transaction
from mllm_kg.errors import OutputError
from mllm_kg.records.journal import reading
from tests.crash.faults import die_at, faulty

CURATORS = range(8)
ROUNDS = range(5)


def at_once(works: list[Callable[[], None]]) -> list[int]:
    """Run each work in a process of its own, all of them starting together; return their exit codes."""
    gate, release = os.pipe()
    children = []
    for work in works:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # see tests.crash.faults.in_a_process
            child = os.fork()
        if child == 0:
            code = 1
            try:
                os.close(release)
                os.read(gate, 1)
                work()
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    os.close(gate)
    os.close(release)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def make(folder: Path) -> Assets:
    (folder / "data/models").mkdir(parents=True)
    (folder / "data/models/counter.yaml").write_bytes(b"0")
    return Assets(folder)


def test_each_record_that_is_added_is_there_and_each_edit_counts(folder: Path) -> None:
    assets = make(folder)

    def curator(number: int) -> Callable[[], None]:
        def work() -> None:
            for turn in ROUNDS:
                with Transaction(assets) as change:
                    count = int(change.read("models/counter.yaml") or b"0")
                    time.sleep(0.001)
                    change.write("models/counter.yaml", str(count + 1).encode())
                    change.write(f"papers/of-{number}-{turn}.yaml", b"x" * number)
                    change.commit()

        return work

    assert at_once([curator(number) for number in CURATORS]) == [0] * len(CURATORS)
    assert (assets.data / "models/counter.yaml").read_bytes() == b"40"
    for number in CURATORS:
        for turn in ROUNDS:
            assert (assets.data / f"papers/of-{number}-{turn}.yaml").read_bytes() == b"x" * number


def test_of_those_who_decided_on_the_same_content_one_wins_and_the_others_are_told(folder: Path) -> None:
    assets = make(folder)

    def curator(number: int) -> Callable[[], None]:
        def work() -> None:
            try:
                with Transaction(assets) as change:
                    change.write("models/counter.yaml", f"by {number}".encode(), b"0")
                    change.write(f"models/by-{number}.yaml", b"")
                    change.commit()
            except OutputError as error:
                os._exit(3 if "models/counter.yaml: changed by someone else" in str(error) else 4)

        return work

    codes = at_once([curator(number) for number in CURATORS])
    assert sorted(codes) == [0] + [3] * 7
    winner = codes.index(0)
    assert (assets.data / "models/counter.yaml").read_bytes() == f"by {winner}".encode()
    assert [path.name for path in sorted((assets.data / "models").glob("by-*"))] == [f"by-{winner}.yaml"]


def test_readers_see_all_of_a_change_or_nothing_although_curators_die(folder: Path) -> None:
    assets = make(folder)
    places = [f"models/part-{number}.yaml" for number in range(4)]

    def curator(number: int) -> Callable[[], None]:
        def work() -> None:
            for turn in range(6):
                with Transaction(assets) as change:
                    for place in places:
                        change.write(place, f"{number} {turn}".encode())
                    with faulty(die_at(17 + number * 3 if turn == 5 else 0)):
                        change.commit()

        return work

    def reader() -> None:
        for _ in range(60):
            with reading([assets.data]):
                seen = {(assets.data / place).read_bytes() for place in places if (assets.data / place).exists()}
                assert len(seen) <= 1
                assert not (assets.data / UNFINISHED).exists()

    codes = at_once([*(curator(number) for number in range(4)), reader, reader])
    assert codes == [-9] * 4 + [0, 0]
    with reading([assets.data]):
        assert len({(assets.data / place).read_bytes() for place in places}) == 1
