"""Additions: checked in the context of the graph, then installed as canonical records, all or nothing.

1. The files are read. The lock on the records is taken, and with it held the graph is opened: it is the one that the
   additions will join.
2. The files become records (:mod:`mllm_kg.curation.conversion`). A record that is there already, with the same content,
   needs nothing; one with other content is changed only when that is wanted.
3. What the graph has under another name is refused (:mod:`mllm_kg.curation.duplicates`).
4. What would be installed is judged as if it were in the graph (:mod:`mllm_kg.curation.judgement`). Findings point at
   the lines of the files as they were brought.
5. Without a violation everything is installed at once (:mod:`mllm_kg.curation.transaction`); with one, nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from mllm_kg.assets import Assets
from mllm_kg.curation.conversion import convert
from mllm_kg.curation.drafts import Draft, label_of
from mllm_kg.curation.duplicates import find_duplicates, value_place
from mllm_kg.curation.formatting import faithful, homeless_comments
from mllm_kg.curation.judgement import judge
from mllm_kg.curation.merging import merged
from mllm_kg.curation.outcome import ADDED, UNCHANGED, UPDATED, Addition, Comparison, Installed, Options
from mllm_kg.curation.transaction import Transaction
from mllm_kg.errors import OutputError
from mllm_kg.findings import Finding, Location, Related, Severity, say
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.read import read_inputs
from mllm_kg.namespaces import KG
from mllm_kg.records.comments import read_comments
from mllm_kg.records.context import Context
from mllm_kg.records.load import expected_path
from mllm_kg.records.locking import Tell, silent
from mllm_kg.records.reader import Record, record_from_text
from mllm_kg.records.writer import canonical

__all__ = ["add"]


class _Reads(Protocol):
    def read(self, place: str) -> bytes | None: ...


def add(
    paths: Sequence[Path | str],
    assets: Assets,
    opened: Callable[[], Dataset],
    options: Options | None = None,
    *,
    tell: Tell = silent,
    stdin: BinaryIO | None = None,
) -> Addition:
    """Check files in the context of the graph and install them as records, all or nothing.

    :param paths: files and folders; ``-`` is standard input
    :param assets: the sources, whose writable folder the records go to
    :param opened: opens the graph; called with the lock held, so that nobody changes it meanwhile
    :param options: how to add
    :param tell: told when another process must be waited for, and what was left of one that died
    :param stdin: what ``-`` reads; ``None`` is the process's standard input
    :raises OutputError: when records can't be written; nothing is then changed
    :raises UsageError: when there is nothing to read, or no folder to write to
    """
    options = options or Options()
    context = Context.load(assets.ontology / "context.jsonld")
    inputs = read_inputs(paths, assets, context, format=options.format, stdin=stdin)
    if options.dry_run:
        return _Adding(assets, context, _Files(assets.writable), opened(), options).run(inputs)
    with Transaction(assets, tell) as change:
        found = _Adding(assets, context, change, opened(), options).run(inputs)
        if not found.accepted:
            return found
        for record in found.records:
            if record.status != UNCHANGED:
                change.write(_place(record.id), record.after.encode())
        change.commit()
        return Addition(found.findings, found.records, installed=True)


def _place(entity: str) -> str:
    """Return the place of the record of ``kind/slug`` in a folder of records."""
    return str(expected_path(KG + entity)).removeprefix("data/")


@dataclass(frozen=True, slots=True)
class _Files:
    """Reads records without a lock."""

    folder: Path

    def read(self, place: str) -> bytes | None:
        try:
            return (self.folder / place).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OutputError(f"{self.folder / place} can't be read: {error.strerror or error}.") from None


@dataclass(slots=True)
class _Adding:
    """One addition, while it is decided.

    :param assets: the sources
    :param context: the keys of records
    :param files: reads the records of the writable folder
    :param dataset: the graph
    :param options: how to add
    """

    assets: Assets
    context: Context
    files: _Reads
    dataset: Dataset
    options: Options

    def run(self, inputs: Sequence[Input]) -> Addition:
        """Return what is found, and the records that would be installed."""
        options = self.options
        made = convert(inputs, self.context, self.dataset, sources=options.sources, drop_foreign=options.drop_foreign)
        findings = [*made.findings, *_twice(made.drafts)]
        records = [self._record(draft) for draft in made.drafts]
        new = [
            (draft, record) for draft, record in zip(made.drafts, records, strict=True) if record.status != UNCHANGED
        ]
        comparisons = []
        for draft, record in new:
            findings.extend(homeless_comments(draft.comments, draft.origin.name))
            if record.status == UPDATED and not options.update:
                findings.append(self._exists(draft))
                comparisons.append(self._comparison(draft.id, draft.id, record.after))
        after = {record.id: record.after for _, record in new}
        doubles = find_duplicates([draft for draft, _ in new], self.dataset, self._located)
        comparisons += [self._comparison(double.draft.id, double.other, after[double.draft.id]) for double in doubles]
        findings.extend(double.finding for double in doubles)
        texts = [(draft, record.after) for draft, record in new]
        told = {KG + entity for double in doubles for entity in (double.draft.id, double.other)}
        found = judge(inputs, texts, findings, told, self.dataset, self.assets, self.context)
        return Addition(tuple(found), tuple(records), tuple(comparisons))

    def _record(self, draft: Draft) -> Installed:
        """Return the record that would be installed."""
        known = self._existing(draft.id)
        record, comments = draft.record, draft.comments
        if draft.partial and known is not None:
            record = merged(faithful(known.root, self.context), record, self.context)
            comments = read_comments(known.text)
        after = canonical(record, self.context.order, comments)
        before = known.text if known is not None else ""
        status = ADDED if known is None else UPDATED
        if known is not None and self._bare(known) == canonical(record, self.context.order):
            status = UNCHANGED
        path, root = self.assets.writable / _place(draft.id), self.assets.root
        file = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        return Installed(draft.id, label_of(record), status, file, before, after, draft.minted)

    def _bare(self, record: Record) -> str:
        """Return a record's canonical text without comments."""
        return canonical(faithful(record.root, self.context), self.context.order)

    def _existing(self, entity: str) -> Record | None:
        """Return the record in force of an entity, if it has one."""
        place = _place(entity)
        content = self.files.read(place)
        if content is not None:
            return record_from_text(content.decode(), str(self.assets.writable / place))
        if self.assets.own is not None and (content := _Files(self.assets.data).read(place)) is not None:
            return record_from_text(content.decode(), f"data/{place}")
        return None

    def _exists(self, draft: Draft) -> Finding:
        known = self._existing(draft.id)
        assert known is not None
        message = say("{id} has a record already, and it says something else.", id=draft.id)
        if draft.partial:
            advice = say("With --update these statements are joined to it.")
        else:
            advice = say("With --update this record takes its place.")
        at = Related(known.at(known.root.value["id"]), say("{id} stands here.", id=draft.id))
        return _finding("entity-exists", draft, message, advice, at)

    def _comparison(self, entity: str, other: str, after: str) -> Comparison:
        from mllm_kg.curation.difference import field_changes

        known = self._existing(other)
        old: Any = known.root.plain() if known is not None else {}
        fields = field_changes(old, record_from_text(after, "").root.plain())
        return Comparison(entity, other, tuple(fields))

    def _located(self, entity: str, key: str, text: str) -> Location | None:
        """Return where the record of an entity has a text under a key."""
        known = self._existing(entity) if expected_path(KG + entity) else None
        return value_place(known, key, text) or (known.at() if known is not None else None)


def _twice(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Tell entities that the files describe more than once."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        known = first.setdefault(draft.id, draft)
        if known is not draft:
            message = say("{id} is described twice in what is to be added.", id=draft.id)
            advice = say("Join the two, or give one of them another slug.")
            yield _finding(
                "duplicate-slug", draft, message, advice, Related(known.place, say("{id} stands here.", id=draft.id))
            )


def _finding(rule: str, draft: Draft, message: Any, advice: Any, related: Related) -> Finding:
    return Finding(
        rule,
        Severity.VIOLATION,
        message,
        advice,
        draft.place,
        focus=KG + draft.id,
        label=draft.label,
        source=draft.origin.line(draft.place.line),
        related=(related,),
    )
