"""QuickXplain: of some items that contradict each other, a smallest part that does so by itself.

Ulrich Junker, QUICKXPLAIN: Preferred Explanations and Relaxations for Over-Constrained Problems, AAAI 2004. The items are
halved; of each half, what it takes is found with the other half, or with what was found of that, in the background. For
``n`` items of which ``k`` are needed it asks about ``2k log(n/k) + 2k`` times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["contracted"]

T = TypeVar("T")


def contracted(contradicts: Callable[[Sequence[T]], bool], items: Sequence[T]) -> list[T]:
    """Return a smallest part of some items that contradicts itself; without any one of it, it does not.

    :param contradicts: tells whether some of the items contradict each other, with what is not in question; more of
        them do not contradict each other less
    :param items: the items; all together they do
    """

    def least(kept: Sequence[T], grown: bool, rest: Sequence[T]) -> list[T]:
        if grown and contradicts(kept):
            return []
        if len(rest) == 1:
            return list(rest)
        middle = len(rest) // 2
        first, second = rest[:middle], rest[middle:]
        of_second = least([*kept, *first], True, second)
        return [*least([*kept, *of_second], bool(of_second), first), *of_second]

    return least([], True, items) if items else []
