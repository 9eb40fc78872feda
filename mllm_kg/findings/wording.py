"""The fixed words around findings, in every language that findings are told in, and where rules are documented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from mllm_kg.findings.model import Finding, Severity
from mllm_kg.findings.sentence import Words, told

__all__ = ["HELP", "LINTING", "NAMES", "NOTE", "SEE", "counts", "hidden", "ordered", "rule_page", "summary"]

RULES = "https://github.com/mllm-kg/mllm_kg/blob/main/docs/rules/"
"""The folder of the pages about rules, one a rule."""

LINTING = "lint/"
"""How the ids begin of the rules about the ontology and the shapes."""

LINT = "https://github.com/mllm-kg/mllm_kg/blob/main/docs/lint/"
"""The folder of the pages about these."""

NAMES: Mapping[Severity, Words] = {
    Severity.VIOLATION: Words("error", ko="오류"),
    Severity.WARNING: Words("warning", ko="경고"),
    Severity.INFO: Words("note", ko="참고"),
}
"""What people call severities; the words are those of compilers, so that editors know them."""

HELP = Words("help", ko="도움말")
NOTE = Words("note", ko="참고")
SEE = Words("see", ko="설명")

_COUNTED: Mapping[Severity, tuple[Words, Words]] = {
    Severity.VIOLATION: (Words("{count} error", ko="오류 {count}건"), Words("{count} errors", ko="오류 {count}건")),
    Severity.WARNING: (Words("{count} warning", ko="경고 {count}건"), Words("{count} warnings", ko="경고 {count}건")),
    Severity.INFO: (Words("{count} note", ko="참고 {count}건"), Words("{count} notes", ko="참고 {count}건")),
}
_NOTHING = Words("no findings", ko="발견된 문제 없음")
_CONFORMS = Words("Conforms", ko="적합")
_DIFFERS = Words("Does not conform", ko="부적합")
_HIDDEN = Words("… and {count} more; the format json has them all.", ko="… 외 {count}건. json 형식에는 모두 나옵니다.")
_ORDER = tuple(Severity)


def rule_page(rule: str) -> str:
    """Return the address of the page about a rule."""
    folder, name = (LINT, rule.removeprefix(LINTING)) if rule.startswith(LINTING) else (RULES, rule)
    return f"{folder}{quote(name, safe='')}.md"


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings there are of each severity."""
    counted = dict.fromkeys(_ORDER, 0)
    for found in findings:
        counted[found.severity] += 1
    return counted


def summary(findings: Iterable[Finding], language: str = "en") -> str:
    """Return one line that counts findings and says whether the data conforms: whether nothing violates a rule."""
    counted = counts(findings)
    parts = [
        told(_COUNTED[severity][count != 1], language).format(count=f"{count:,}")
        for severity, count in counted.items()
        if count
    ]
    verdict = _DIFFERS if counted[Severity.VIOLATION] else _CONFORMS
    return f"{told(verdict, language)}: {', '.join(parts) or told(_NOTHING, language)}."


def hidden(count: int, language: str) -> str:
    """Return the line that stands for findings that are left out."""
    return told(_HIDDEN, language).format(count=f"{count:,}")


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as someone who mends files wants them: by file and line, then those without a place, by rule."""
    return sorted(findings, key=_key)


def _key(found: Finding) -> tuple[bool, str, int, int, int, str]:
    place, worst = found.location, _ORDER.index(found.severity)
    if place is None:
        return True, "", 0, 0, worst, found.rule
    return False, place.path, place.line or 0, place.column or 0, worst, found.rule
