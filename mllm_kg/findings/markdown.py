"""Findings as a page in GitHub Flavored Markdown: what a reviewer sees first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mllm_kg.findings.model import Finding
from mllm_kg.findings.sentence import Words, told
from mllm_kg.findings.wording import NAMES, hidden, ordered, rule_page, summary
from mllm_kg.terminal import one_line

__all__ = ["render_markdown"]

ROWS = 200
_TITLE = Words("Validation of the records", ko="레코드 검증")
_HEAD = (
    Words("severity", ko="심각도"),
    Words("place", ko="위치"),
    Words("what is wrong", ko="문제"),
    Words("rule", ko="규칙"),
)
_MARKUP = r"([\\`*_\[\]<>|~&#@:$!])"


def render_markdown(findings: Sequence[Finding], language: str = "en") -> str:
    """Return findings as a heading, a line that counts them, and a table of the first ``ROWS``.

    :param language: the BCP 47 tag of a language that findings are told in
    """
    lines = [f"## {told(_TITLE, language)}", "", summary(findings, language), ""]
    everything = ordered(findings)
    if everything:
        lines.append("| " + " | ".join(told(word, language) for word in _HEAD) + " |")
        lines.append("| --- | --- | --- | --- |")
        lines.extend(_row(found, language) for found in everything[:ROWS])
    if len(everything) > ROWS:
        lines.extend(["", hidden(len(everything) - ROWS, language)])
    return "\n".join(lines).rstrip() + "\n"


def _row(found: Finding, language: str) -> str:
    place = _plain(str(found.location)) if found.location else ""
    texts = [_plain(told(text, language)) for text in (found.message, found.suggestion) if text]
    rule = f"[{_plain(found.rule)}]({rule_page(found.rule)})"
    return f"| {told(NAMES[found.severity], language)} | {place} | {'<br>'.join(texts)} | {rule} |"


def _plain(text: str) -> str:
    """Return a text as markup that shows just that text, in one line: no link, no mention, no image."""
    bare = re.sub(_MARKUP, lambda found: f"&#{ord(found[0])};", one_line(text))
    return re.sub(r"(?i)(www)\.", r"\1&#46;", bare)
