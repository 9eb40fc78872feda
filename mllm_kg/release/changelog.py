"""The semantic changelog: what a release adds, changes and withdraws, in the words of the graph, as Markdown.

``CHANGELOG.md`` tells what people did; this tells what is different. A first release is summarised: everything in it is
new. Later ones name each entity, term, shape and question that changed, with its fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from mllm_kg.curation.difference import EntityChange
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KINDS, MLLM, PREFIXES, SHAPES
from mllm_kg.release.changes import Changes
from mllm_kg.release.model import Edition
from mllm_kg.release.sources import Sources
from mllm_kg.release.terms import said, triples_of
from mllm_kg.release.versions import number, parsed, stepped, suffices
from mllm_kg.stats import stats
from mllm_kg.terminal import printable

__all__ = ["advice", "changelog", "first_release"]

_TYPE = PREFIXES["rdf"] + "type"
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&#])")
_TERMS = (
    ("Class", "classes"),
    ("ObjectProperty", "object properties"),
    ("DatatypeProperty", "datatype properties"),
    ("AnnotationProperty", "annotation properties"),
)
_GROUPS = {"terms": "Ontology", "shapes": "Shapes", "questions": "Research questions"}
_STATUSES = ("removed", "renamed", "deprecated", "added", "changed")
_WITH_FIELDS = ("changed", "renamed")
_MANY = 50
_WHY = {
    "major": "something that others may rest on is gone or means something else",
    "minor": "something is new or deprecated, and nothing that was there breaks",
    "patch": "only values, texts and corrections changed",
}


def first_release(edition: Edition, sources: Sources, dataset: Dataset) -> str:
    """Return the changelog of a release that has none before it.

    :param edition: which release it is
    :param sources: its sources
    :param dataset: its graph
    """
    triples = triples_of(sources, "ontology")
    counted = [(_typed(triples, PREFIXES["owl"] + kind), words) for kind, words in _TERMS]
    shapes = said(triples_of(sources, "shapes"), (SHAPES,))
    questions = [name for name in sources.below("queries", ".rq") if "/" not in name]
    lines = [
        *_heading(edition, "the first release"),
        "Everything is new.",
        "",
        "## Ontology",
        "",
        *(f"- {count:,} {words}" for count, words in counted if count),
        "",
        "## Entities",
        "",
        "| class | entities |",
        "| --- | ---: |",
        *(f"| {row[0]} | {row[1]:,} |" for row in stats(dataset).section("classes").rows),
        "",
        "## Shapes and questions",
        "",
        f"- {len(shapes):,} shapes",
        f"- {len(questions):,} research questions",
    ]
    return "\n".join(lines) + "\n"


def changelog(edition: Edition, found: Changes) -> str:
    """Return the changelog since the release before.

    :param edition: which release it is
    :param found: what changed
    """
    lines = [*_heading(edition, f"since {found.before}"), *_told(found)]
    if found.nothing:
        lines += ["", "Nothing changed in what the graph says."]
    for group, title in _GROUPS.items():
        lines += _section(title, ((change.status, change.name, change.fields) for change in found.terms[group]))
    lines += _numbers(found)
    lines += _section("Entities with records", _entities(found.records.entities))
    own = {KINDS[kind].name for kind in KINDS if KINDS[kind].folder}
    gone = [name for name in found.withdrawn if name.removeprefix("kg:").partition("/")[0] not in own]
    if gone:
        lines += ["", "## Withdrawn names", "", "IRIs made of a name or of what was listed, which was corrected.", ""]
        lines += [f"- {_plain(name)}" for name in gone]
    return "\n".join(lines).rstrip("\n") + "\n"


def advice(edition: Edition, found: Changes) -> str | None:
    """Return what a person should know when the version's step is smaller than the changes ask for."""
    before = parsed(found.before)
    if before is None or suffices(before, edition.numbers, found.step):
        return None
    asked = number(stepped(before, found.step))
    return f"The changes since {found.before} ask for {asked} at least, not {edition.version}: {_WHY[found.step]}."


def _typed(triples: Iterable[ox.Triple], kind: str) -> int:
    """Count the ontology's own terms of a kind."""
    typed = (each.subject for each in triples if each.predicate.value == _TYPE and each.object == ox.NamedNode(kind))
    return len({term for term in typed if isinstance(term, ox.NamedNode) and term.value.startswith(MLLM)})


def _heading(edition: Edition, what: str) -> list[str]:
    return [f"# Changes in {edition.version}, {what}", "", f"Released on {edition.released.isoformat()}.", ""]


def _told(found: Changes) -> list[str]:
    before = parsed(found.before)
    asked = f" ({number(stepped(before, found.step))} or later)" if before else ""
    return [f"Suggested step: **{found.step}**{asked}, because {_WHY[found.step]}."]


def _section(title: str, items: Iterable[tuple[str, str, Sequence[str]]]) -> Iterator[str]:
    by_status: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for status, name, fields in items:
        by_status.setdefault(status, []).append((name, fields))
    if by_status:
        yield from ("", f"## {title}")
    for status in (status for status in _STATUSES if status in by_status):
        yield from ("", f"### {status.capitalize()}", "")
        for name, fields in by_status[status]:
            yield f"- {_plain(name)}"
            yield from (f"  - {_plain(line)}" for line in fields)


def _entities(changes: Iterable[EntityChange]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Tell each entity; many of one kind to which the same happened in the same fields are told together."""
    alike: dict[tuple[str, ...], list[EntityChange]] = {}
    for change in changes:
        fields = (field.field for field in change.fields) if change.status in _WITH_FIELDS else ()
        alike.setdefault((_status(change), change.id.partition("/")[0], *fields), []).append(change)
    for (status, _, *names), group in alike.items():
        if len(group) > _MANY:
            together = f"{len(group):,} entities, from {group[0].id} to {group[-1].id}"
            yield status, together, [", ".join(names)] if names else []
            continue
        for change in group:
            lines = [line for field in change.fields for line in field.lines] if change.status in _WITH_FIELDS else []
            yield status, change.named, lines


def _status(change: EntityChange) -> str:
    fresh = any(field.field == "deprecated" and "true" in field.added for field in change.fields)
    return "deprecated" if change.status == "changed" and fresh else change.status


def _numbers(found: Changes) -> list[str]:
    old, new = found.old.kinds, found.new.kinds
    differing = [kind for kind in KINDS if old[kind] != new[kind]]
    if not differing:
        return []
    rows = [f"| {kind} | {old[kind]:,} | {new[kind]:,} |" for kind in differing]
    return ["", "## How many there are", "", "| kind | before | now |", "| --- | ---: | ---: |", *rows]


def _plain(text: str) -> str:
    """Return a text as Markdown that shows just that text, in one line."""
    return _MARKUP.sub(r"\\\1", printable(text)).replace("\n", " ").replace("\t", " ")
