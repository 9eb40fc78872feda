"""Did you mean …? The names nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable

from mllm_kg import settings

__all__ = ["closest", "nearest"]


def nearest(name: str, known: Iterable[str], *, cutoff: float = 60.0) -> list[str]:
    """Return the known names that are most like ``name``, the best first.

    Similarity is RapidFuzz's weighted ratio over case-folded text, 0 to 100; those under ``cutoff`` are left out.

    :param name: what someone typed
    :param known: the names that exist
    """
    from rapidfuzz import fuzz, process

    limit = int(settings.number("candidates"))
    found = process.extract(
        name, list(dict.fromkeys(known)), scorer=fuzz.WRatio, processor=str.casefold, limit=limit, score_cutoff=cutoff
    )
    return [str(match[0]) for match in found]


def closest(name: str, known: Iterable[str], *, cutoff: float = 70.0) -> str | None:
    """Return the known name that differs from ``name`` in the fewest letters, or ``None`` when none is close.

    Unlike :func:`nearest` it does not look for a name inside another one, so it suits identifiers: ``mt5x`` is close to
    ``mt5``, not to ``t5``. Closeness is RapidFuzz's plain ratio over case-folded text, 0 to 100.

    :param name: what someone typed
    :param known: the names that exist
    :param cutoff: how close the name must be
    """
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=cutoff)
    return str(found[0]) if found else None
