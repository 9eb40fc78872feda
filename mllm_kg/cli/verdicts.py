"""What reasoning says, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mllm_kg.checks.sites import spelled_out
from mllm_kg.checks.verdict import Verdict
from mllm_kg.errors import JavaMissing
from mllm_kg.findings import UNREADABLE, Sentence, say
from mllm_kg.findings.data import render_json
from mllm_kg.findings.sentence import told
from mllm_kg.namespaces import curie
from mllm_kg.reasoning.engine import java

__all__ = ["as_json", "conclusions", "headline"]


def headline(verdict: Verdict, language: str) -> str:
    """Return the verdict in one line."""
    return told(_headline(verdict), language)


def _headline(verdict: Verdict) -> Sentence:
    count = f"{verdict.statements:,}"
    if any(found.rule in UNREADABLE for found in verdict.findings):
        return say("Nothing was judged, since a file can't be read.")
    if not verdict.answered:
        return say("HermiT could not judge this.")
    hermit = verdict.reasoner == "hermit"
    if not verdict.consistent:
        if verdict.judged:
            return say("INCONSISTENT: with the additions, the {count} statements can't all hold together.", count=count)
        return say("INCONSISTENT: the {count} statements can't all hold together.", count=count)
    if any(found.rule == "unsatisfiable-class" for found in verdict.findings):
        return say("Consistent, but some classes can have no member ({count} statements).", count=count)
    if hermit:
        return say(
            "Consistent by OWL 2 DL: the {count} statements fit together, and every class can have members.",
            count=count,
        )
    return say(
        "Consistent by OWL 2 RL: the {count} statements fit together, and every class can have members.", count=count
    )


def conclusions(verdict: Verdict, language: str, *, everything: bool) -> Iterator[str]:
    """Go through the lines that tell what follows, and who could tell more.

    :param everything: whether each statement that follows from the additions is told
    """
    if not verdict.answered:
        return
    yield from (f"\n{told(line, language)}" for line in _compared(verdict))
    if verdict.hierarchy:
        yield "\n" + told(say("What follows of the classes:"), language)
        yield from _hierarchy(verdict, language)
    if verdict.judged:
        yield from _following(verdict, language, everything=everything)
    if verdict.reasoner == "rl" and verdict.consistent:
        yield "\n" + told(_more(), language)


def _compared(verdict: Verdict) -> Iterator[Sentence]:
    if verdict.comparison is not None and verdict.comparison.agrees:
        yield say("The rules of OWL 2 RL find every sub-class and every membership that HermiT finds.")


def _hierarchy(verdict: Verdict, language: str) -> Iterator[str]:
    names = [curie(one.name) for one in verdict.hierarchy]
    width = max(map(len, names))
    for name, one in zip(names, verdict.hierarchy, strict=True):
        broader = ", ".join(map(curie, one.broader))
        line = say(
            "{name}  is narrower than  {broader}; members: {count}",
            name=f"{name:<{width}}",
            broader=broader,
            count=f"{one.members:,}",
        )
        yield f"  {told(line, language)}"


def _following(verdict: Verdict, language: str, *, everything: bool) -> Iterator[str]:
    if not verdict.following:
        yield "\n" + told(say("Nothing new follows from the additions."), language)
    else:
        line = say(
            "What follows from the additions, and did not before; statements: {count}",
            count=f"{len(verdict.following):,}",
        )
        yield "\n" + told(line, language)
        if everything:
            yield from (f"  {spelled_out(triple)}" for triple in verdict.following)
        else:
            counts = verdict.counts
            width = max(map(len, counts))
            yield from (f"  {name:<{width}}  {count:>7,}" for name, count in counts.items())
            yield told(say("--all shows each of them."), language)
    if verdict.gone:
        line = say("What no longer follows; statements: {count}", count=f"{len(verdict.gone):,}")
        yield "\n" + told(line, language)
        if everything:
            yield from (f"  {spelled_out(triple)}" for triple in verdict.gone)


def _more() -> Sentence:
    command = "--reasoner hermit"
    try:
        java()
    except JavaMissing:
        install = "pip install 'mllm-kg[reasoner]'"
        return say(
            "HermiT judges all of OWL 2 DL: {command}. It needs Java: {install}", command=command, install=install
        )
    return say("HermiT judges all of OWL 2 DL: {command}", command=command)


def as_json(verdict: Verdict, language: str, *, everything: bool) -> str:
    """Return a JSON document: that of the findings, with the verdict and what follows.

    :param everything: whether each statement that follows from the additions is told
    """
    document: dict[str, Any] = {
        "reasoner": verdict.reasoner,
        "answered": verdict.answered,
        "consistent": verdict.consistent,
        "statements": verdict.statements,
        "narrower": [
            {"class": one.name, "broader": list(one.broader), "members": one.members} for one in verdict.hierarchy
        ],
        "following": {"count": len(verdict.following), "by": verdict.counts},
        "gone": {"count": len(verdict.gone)},
        "comparison": _comparison(verdict),
    }
    if everything:
        document["following"]["statements"] = [str(triple) for triple in verdict.following]
        document["gone"]["statements"] = [str(triple) for triple in verdict.gone]
    found: Mapping[str, Any] = json.loads(render_json(verdict.findings, language))
    return json.dumps({**document, **found}, ensure_ascii=False, indent=2) + "\n"


def _comparison(verdict: Verdict) -> dict[str, Any] | None:
    found = verdict.comparison
    if found is None:
        return None
    return {
        "agrees": found.agrees,
        "complete": found.complete,
        "subclasses": [list(pair) for pair in found.subclasses],
        "memberships": [list(pair) for pair in found.memberships],
        "doubtful": [list(pair) for pair in found.doubtful],
    }
