"""How to add, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mllm_kg.findings import Finding, Severity

if TYPE_CHECKING:
    from mllm_kg.curation.difference import FieldChange

__all__ = ["ADDED", "UNCHANGED", "UPDATED", "Addition", "Comparison", "Installed", "Options"]

ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"


@dataclass(frozen=True, slots=True)
class Options:
    """How to add.

    :param update: whether records that are there may change
    :param dry_run: whether nothing is written, whatever is found
    :param sources: the pages that carry what RDF files give no evidence for
    :param drop_foreign: whether statements that no key can say are left out, and told, rather than refused
    :param format: what standard input holds; ``None`` guesses it
    """

    update: bool = False
    dry_run: bool = False
    sources: tuple[str, ...] = ()
    drop_foreign: bool = False
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Installed:
    """A record that was installed, or would be.

    :param id: its ``kind/slug``
    :param label: what people call it
    :param status: ``added``, ``updated`` or ``unchanged``
    :param file: its file, as it is shown: relative to the sources when it stands among them
    :param before: what the file held; empty when there was none
    :param after: what it holds now
    :param minted: whether the entity got its slug here
    """

    id: str
    label: str
    status: str
    file: str
    before: str
    after: str
    minted: bool

    def difference(self) -> str:
        """Return what changes as a unified diff (as POSIX ``diff -u`` writes it); nothing when nothing does."""
        import difflib

        old, new = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        return "".join(difflib.unified_diff(old, new, self.file if self.before else "/dev/null", self.file))


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an addition differs from a record that is there.

    :param id: the addition's ``kind/slug``
    :param other: the other's, which is the same for a record that would change
    :param fields: the fields that differ
    """

    id: str
    other: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of an addition.

    :param findings: what is to be said about it, the worst first
    :param records: the records, in the order of the files
    :param comparisons: how additions differ from what is there, where that is why they were refused
    :param installed: whether they are on the disk
    """

    findings: tuple[Finding, ...]
    records: tuple[Installed, ...]
    comparisons: tuple[Comparison, ...] = ()
    installed: bool = False

    @property
    def accepted(self) -> bool:
        """Whether nothing speaks against the addition."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.findings)
