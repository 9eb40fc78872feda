"""The cheapest derivations, against all derivations counted out."""

from __future__ import annotations

from itertools import product

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from mllm_kg.reasoning.derivation import Cost, Way, cheapest

SURE, UNSURE = (0, 0, 1), (1, 0, 1)
LETTERS = "abcdef"


def fact(letter: str) -> ox.Triple:
    node = ox.NamedNode(f"http://example.org/{letter}")
    return ox.Triple(node, node, node)


def way(text: str) -> Way[str]:
    """Return ``ab>c`` as a step from a and b to c."""
    premises, _, conclusion = text.partition(">")
    return Way(fact(conclusion), tuple(map(fact, premises)), text, (text,))


def found(givens: dict[str, Cost], *ways: str) -> dict[str, str | None]:
    """Return the last step to each letter."""
    result = cheapest({fact(letter): cost for letter, cost in givens.items()}, map(way, ways))
    letters = {fact(letter): letter for letter in LETTERS}
    return {letters[triple]: step.by if step else None for triple, step in result.items()}


def test_what_is_given_needs_no_step() -> None:
    assert found({"a": SURE}, "b>a", "a>b") == {"a": None, "b": "a>b"}


def test_the_shorter_way_is_taken() -> None:
    assert found({"a": SURE}, "a>b", "b>c", "a>c")["c"] == "a>c"


def test_nothing_comes_of_a_circle() -> None:
    assert found({"a": SURE}, "b>c", "c>b", "bc>d") == {"a": None}


def test_one_unconfirmed_given_weighs_more_than_any_number_of_steps() -> None:
    assert found({"a": SURE, "f": UNSURE}, "a>b", "b>c", "c>d", "f>d")["d"] == "c>d"


def test_an_unconfirmed_given_is_derived_where_confirmed_ones_allow_it() -> None:
    assert found({"a": SURE, "f": UNSURE}, "a>f")["f"] == "a>f"


def test_what_needs_no_premises_can_be_derived() -> None:
    assert found({}, ">a", "a>b") == {"a": ">a", "b": "a>b"}


def test_ties_are_decided_by_order() -> None:
    assert found({"a": SURE, "b": SURE}, "b>c", "a>c")["c"] == "a>c"


def least(givens: dict[str, Cost], ways: list[str], goal: str, path: frozenset[str] = frozenset()) -> Cost | None:
    """Try every derivation that does not rest on itself."""
    costs = [givens[goal]] if goal in givens else []
    for text in ways:
        premises, _, conclusion = text.partition(">")
        if conclusion == goal and goal not in path:
            parts = [least(givens, ways, premise, path | {goal}) for premise in premises]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts):
                costs.append((sum(p[0] for p in known), 1 + sum(p[1] for p in known), sum(p[2] for p in known)))
    return min(costs, default=None)


def cost_of(givens: dict[str, Cost], steps: dict[str, str | None], goal: str) -> Cost:
    step = steps[goal]
    if step is None:
        return givens[goal]
    parts = [cost_of(givens, steps, premise) for premise in step.partition(">")[0]]
    return sum(p[0] for p in parts), 1 + sum(p[1] for p in parts), sum(p[2] for p in parts)


WAYS = sorted({f"{''.join(sorted({a, b}))}>{c}" for a, b, c in product(LETTERS, repeat=3) if c not in (a, b)})


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    givens=st.dictionaries(st.sampled_from(LETTERS), st.sampled_from([SURE, UNSURE]), min_size=1, max_size=3),
    ways=st.lists(st.sampled_from(WAYS), max_size=10, unique=True),
)
def test_no_derivation_is_cheaper(givens: dict[str, Cost], ways: list[str]) -> None:
    steps = found(givens, *ways)
    for letter in LETTERS:
        best = least(givens, ways, letter)
        assert (best is None) == (letter not in steps)
        if best is not None:
            assert cost_of(givens, steps, letter) == best
