"""Rules across entities as files: ``queries/qc/<rule>.rq``, each a query of which any row is a finding.

A rule's id is the name of its file. Comments at the head of the file, in grlc's convention, say what the rule is about
(``summary``), what is wrong and what would be right (``description``, with the parts *Problem* and *Solution*), and how
a finding reads (``message``, with the columns of the row in braces). Each of these is a text in English, or a mapping of
texts by language; in Korean the parts are *문제* and *해결*. A row has the columns ``?entity`` and, where they apply,
``?path``, ``?value`` and ``?other``.

Some lines of the query are not for everybody:

- A line that begins with ``#>`` narrows the rule to what a change touches. To SPARQL it is a comment, so the file as it
  stands is the rule for the whole graph, on any server. When a change is judged, the two signs go. In
  ``VALUES ?entity { $changed mllm:basedOn }``, ``$changed`` becomes the entities and named graphs of the changed
  statements that the rule may read, and the property path, which may be left out, adds what leads to them along it;
  ``$touched`` has besides the entities that such statements name. A rule without such a line is asked about the whole
  graph.
- Labels (``OPTIONAL { ?entity rdfs:label …``) are for those who ask the rule by hand. Here they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.findings import Words
from mllm_kg.findings.sentence import LANGUAGES
from mllm_kg.namespaces import PREFIXES

__all__ = ["ANY_TYPE", "COLUMNS", "SLOT", "QualityRule", "load_quality_rules"]

MARK = "#+"
KEYS = {"summary", "description", "tags", "message"}
COLUMNS = ("entity", "path", "value", "other")
SLOT = re.compile(r"\{(\w+)\}")
ANY_TYPE = "a"
"""Among what a rule reads: all types."""

_PARTS = re.compile(
    r"(?:(?:Source|출처): (?P<source>.+?)\s+)?(?:Problem|문제): (?P<problem>.+?)\s+(?:Solution|해결): (?P<solution>.+)\Z",
    re.DOTALL,
)
_NARROWING = re.compile(r"^(\s*)#> ?", re.MULTILINE)
_BLOCK = re.compile(r"\{ \$(changed|touched) ?([^{}]*?) \}")
_LABELS = re.compile(r"^\s*OPTIONAL \{ \?\w+ rdfs:label .*\}\n", re.MULTILINE)
_ASIDE = re.compile(r"""#[^\n]*|"[^"\n]*"|\b(?:SELECT|GROUP BY|ORDER BY|HAVING|PREFIX)\b[^\n{}]*""")
_NAME = re.compile(r"\b([a-z]+):([\w-]+)")
_ANYTHING = re.compile(r"\?\w+\s+\?\w+\s+[?\w<]|;\s*\?\w+\s|\{\s*\}")
_SOME_TYPE = re.compile(r"\ba\s+\?|\brdf:type\b")


@dataclass(frozen=True)
class QualityRule:
    """One rule.

    :param id: the name of its file
    :param summary: what it finds, in a few words
    :param problem: what is wrong where it finds something
    :param solution: what would be right
    :param message: how a finding reads, with columns in braces
    :param sparql: the query, as it stands in the file
    :param source: whose rule it is, where the description has a part *Source* before the others
    """

    id: str
    summary: Words
    problem: Words
    solution: Words
    message: Words
    sparql: str
    source: str = ""

    @cached_property
    def everywhere(self) -> str:
        """The query that judges the whole graph."""
        return _LABELS.sub("", self.sparql)

    @cached_property
    def reads(self) -> frozenset[str] | None:
        """The IRIs of the properties and classes that it names, with ``ANY_TYPE``; ``None`` when it reads any property."""
        text = _ASIDE.sub(" ", self.everywhere)
        if _ANYTHING.search(text):
            return None
        names = {PREFIXES[prefix] + local for prefix, local in _NAME.findall(text) if prefix in PREFIXES}
        return frozenset(names | ({ANY_TYPE} if _SOME_TYPE.search(text) else set()))

    @cached_property
    def is_narrow(self) -> bool:
        """Whether it can be asked about a change alone."""
        return _NARROWING.search(self.sparql) is not None

    def among(self, listed: Callable[[str, str], Iterable[str]]) -> str:
        """Return the query that judges a change.

        :param listed: gets ``changed`` or ``touched``, and a property path or nothing; returns IRIs in N-Triples form
        """
        text = _NARROWING.sub(r"\1", self.everywhere)
        return _BLOCK.sub(lambda block: f"{{ {' '.join(listed(block[1], block[2]))} }}", text)


def load_quality_rules(folder: Path) -> list[QualityRule]:
    """Read all rules of a folder, in the order of their names.

    :raises UnreadableInput: when a file can't be read, or its header is not what it should be
    """
    return [_load(path) for path in sorted(folder.glob("*.rq"))]


def _load(path: Path) -> QualityRule:
    from mllm_kg.records.reader import load_yaml

    try:
        text = path.read_text(encoding="utf-8")
        lines = [line[len(MARK) :].removeprefix(" ") for line in text.splitlines() if line.startswith(MARK)]
        header = load_yaml("\n".join(lines), str(path)) if lines else None
    except RecordErrors as error:
        raise UnreadableInput(str(path), f"its header is not YAML: {error.findings[0].message}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), str(error)) from None
    if not isinstance(header, dict) or header.keys() != KEYS:
        raise UnreadableInput(str(path), f"its header has the keys {', '.join(sorted(KEYS))}")
    summary, message, description = (_texts(header[key], key, path) for key in ("summary", "message", "description"))
    if any(not set(SLOT.findall(template)) <= set(COLUMNS) for template in message.values()):
        raise UnreadableInput(str(path), f"its message may hold {', '.join(COLUMNS)} in braces")
    source, problem, solution = _parts(description, path)
    return QualityRule(path.stem, _words(summary), problem, solution, _words(message), text, source)


def _texts(told: Any, key: str, path: Path) -> dict[str, str]:
    """Return a text of the header by language."""
    texts = told if isinstance(told, dict) else {"en": told}
    if "en" not in texts or not set(texts) <= set(LANGUAGES) or not all(isinstance(t, str) for t in texts.values()):
        languages = ", ".join(LANGUAGES)
        raise UnreadableInput(str(path), f"its {key} is a text, or a mapping of texts by language: {languages}")
    return texts


def _parts(description: dict[str, str], path: Path) -> tuple[str, Words, Words]:
    found = {language: _PARTS.match(text) for language, text in description.items()}
    parts = {language: match for language, match in found.items() if match is not None}
    if parts.keys() != found.keys():
        raise UnreadableInput(str(path), "its description has two parts, `Problem:` and `Solution:`")
    problem, solution = (
        _words({language: " ".join(match[part].split()) for language, match in parts.items()})
        for part in ("problem", "solution")
    )
    return " ".join((parts["en"]["source"] or "").split()), problem, solution


def _words(texts: dict[str, str]) -> Words:
    return Words(texts["en"], **{language: text for language, text in texts.items() if language != "en"})
