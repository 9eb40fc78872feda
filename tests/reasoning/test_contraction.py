"""QuickXplain: a smallest part that contradicts itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest

from mllm_kg.reasoning.contraction import contracted


def holding(*needed: set[int]) -> tuple[list[int], object]:
    """Return a test that is true of whatever holds one of some sets."""
    asked: list[int] = []

    def contradicts(some: Sequence[int]) -> bool:
        asked.append(len(some))
        return any(one <= set(some) for one in needed)

    return asked, contradicts


@pytest.mark.parametrize("needed", [{3}, {0, 9}, {2, 5, 7}, set(range(10))], ids=str)
def test_what_is_needed_is_left(needed: set[int]) -> None:
    _, contradicts = holding(needed)
    assert set(contracted(contradicts, range(10))) == needed  # type: ignore[arg-type]


@pytest.mark.parametrize("pair", list(combinations(range(6), 2)), ids=str)
def test_of_two_ways_one_is_left_whole(pair: tuple[int, int]) -> None:
    one, other = {pair[0], 6}, {pair[1], 7, 8}
    _, contradicts = holding(one, other)
    assert set(contracted(contradicts, range(9))) in (one, other)  # type: ignore[arg-type]


def test_nothing_is_left_where_nothing_is_needed() -> None:
    _, contradicts = holding(set())
    assert contracted(contradicts, range(5)) == []  # type: ignore[arg-type]
    assert contracted(contradicts, []) == []  # type: ignore[arg-type]


def test_few_of_many_take_few_questions() -> None:
    asked, contradicts = holding({100, 900})
    assert set(contracted(contradicts, range(1024))) == {100, 900}  # type: ignore[arg-type]
    assert len(asked) <= 2 * 2 * 9 + 2 * 2 + 2
