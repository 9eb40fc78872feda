"""Rules across entities: each a query in ``queries/qc/`` of which any row is a finding.

A rule's id is the name of its file. Comments at the head of the file, in grlc's convention, say what the rule is about
(``summary``), what is wrong and what would be right (``description``, with the parts *Problem* and *Solution*), and how
a finding reads (``message``, with the columns of the row in braces). A row has the columns ``?entity`` and, where they
apply, ``?path``, ``?value`` and ``?other``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mllm_kg.checks.codes import check_codes
from mllm_kg.checks.naming import Naming
from mllm_kg.checks.profile import Profile
from mllm_kg.errors import RecordErrors, UnreadableInput
from mllm_kg.findings import Finding
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import curie
from mllm_kg.results import Rows

__all__ = ["QualityRule", "check_quality", "find", "load_quality_rules"]

MARK = "#+"
KEYS = {"summary", "description", "tags", "message"}
COLUMNS = ("entity", "path", "value", "other")
_PARTS = re.compile(r"Problem: (?P<problem>.+?)\s+Solution: (?P<solution>.+)\Z", re.DOTALL)
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class QualityRule:
    """One rule.

    :param id: the name of its file
    :param summary: what it finds, in a few words
    :param problem: what is wrong where it finds something
    :param solution: what would be right
    :param message: how a finding reads, with columns in braces
    :param sparql: the query
    """

    id: str
    summary: str
    problem: str
    solution: str
    message: str
    sparql: str


def load_quality_rules(folder: Path) -> list[QualityRule]:
    """Read all rules of a folder, in the order of their names.

    :raises UnreadableInput: when a file can't be read, or its header is not what it should be
    """
    return [_load(path) for path in sorted(folder.glob("*.rq"))]


def _load(path: Path) -> QualityRule:
    from mllm_kg.records.reader import load_yaml

    try:
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line.startswith(MARK)]
        head = "\n".join(line[len(MARK) :].removeprefix(" ") for line in lines)
        header = load_yaml(head, path.name) if head else None
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), str(error)) from None
    except RecordErrors as error:
        raise UnreadableInput(str(path), error.findings[0].message) from None
    if not isinstance(header, dict) or header.keys() != KEYS:
        raise UnreadableInput(str(path), f"its header has the keys {', '.join(sorted(KEYS))}")
    parts = _PARTS.match(header["description"])
    if parts is None:
        raise UnreadableInput(str(path), "its description has two parts, `Problem:` and `Solution:`")
    slots = set(_SLOT.findall(header["message"]))
    if not slots <= set(COLUMNS):
        raise UnreadableInput(str(path), f"its message may hold {', '.join(COLUMNS)} in braces")
    problem, solution = (" ".join(parts[part].split()) for part in ("problem", "solution"))
    return QualityRule(path.stem, header["summary"], problem, solution, header["message"], text)


def check_quality(dataset: Dataset, qc_dir: Path, profile: Profile) -> list[Finding]:
    """Judge a dataset by all rules across entities, and look its codes up.

    :param dataset: the data, closed under the ontology, and the ontology itself
    :param qc_dir: the folder of the rules
    :param profile: how bad it is to break each of them
    :raises UnreadableInput: when a rule can't be read
    """
    findings = find(dataset, load_quality_rules(qc_dir), profile)
    return [*findings, *check_codes(dataset, profile)]


def find(dataset: Dataset, rules: Iterable[QualityRule], profile: Profile) -> list[Finding]:
    """Judge a dataset by some rules across entities; the engine answers as many at once as there are processors."""
    naming = Naming(dataset)
    found: dict[tuple[str, str], Finding] = {}
    asked = list(rules)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        answers = pool.map(dataset.select, [rule.sparql for rule in asked])
        for rule, rows in zip(asked, answers, strict=True):
            for finding in _findings(rule, rows, naming, profile):
                found.setdefault((rule.id, finding.message), finding)
    return list(found.values())


def _findings(rule: QualityRule, rows: Rows, naming: Naming, profile: Profile) -> Iterator[Finding]:
    for row in rows:
        cells = {column: row.get(column) for column in COLUMNS}
        entity = cells["entity"]
        focus = entity.value if isinstance(entity, ox.NamedNode) else None
        yield Finding(
            rule=rule.id,
            severity=profile.severity(rule.id),
            message=_filled(rule.message, cells, naming),
            suggestion=rule.solution,
            focus=focus,
            label=naming.label(focus) if focus else None,
            path=_text(cells["path"]),
            value=_text(cells["value"] or cells["other"]),
        )


def _filled(message: str, cells: Mapping[str, object], naming: Naming) -> str:
    return _SLOT.sub(lambda slot: _shown(slot[1], cells[slot[1]], naming), message)


def _text(value: object) -> str | None:
    return value.value if isinstance(value, ox.NamedNode | ox.Literal | ox.BlankNode) else None


def _shown(column: str, value: object, naming: Naming) -> str:
    """Return what a sentence says for a cell."""
    if isinstance(value, ox.NamedNode):
        if column == "path":
            return naming.label(value.value) or curie(value.value)
        return naming.entity(value.value) if column == "entity" else naming.short(value.value)
    return _text(value) or "nothing"
