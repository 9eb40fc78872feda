"""What follows from a mistake that was told while a file was read: it is not told a second time.

* A value that could not be read is missing from the graph; the shapes would miss it too.
* A key that does not exist is nearly always a misspelt one, whose value then is missing.
* An entity that does not exist is a wrong value for whatever refers to it, and lacks all that one of its kind has.
* An entity without a legal class has no type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mllm_kg.assets import Assets
from mllm_kg.findings import Finding, Sentence
from mllm_kg.inputs.model import Input
from mllm_kg.namespaces import PREFIXES
from mllm_kg.records.context import Context

__all__ = ["Cascades"]

_TYPE = PREFIXES["rdf"] + "type"
_UNTYPED = frozenset(("record-type", "unknown-class"))


class Cascades:
    """Knows what follows from mistakes that were told already.

    :param inputs: the files, with what was found while they were read
    :param mistakes: what the files say of each other and of the graph that can't be
    :param assets: the sources; the keys of records are among them
    """

    def __init__(self, inputs: Sequence[Input], mistakes: Iterable[Finding], assets: Assets) -> None:
        self._assets = assets
        self._nowhere = {finding.focus for finding in mistakes if finding.rule == "unknown-entity"}
        self._absent = set(self._nowhere)
        self._unread: dict[tuple[str, str], set[str | None]] = {}
        for made in inputs:
            own = [declared.iri for declared in made.graphs.declared] if made.graphs is not None else []
            for finding in made.findings:
                if finding.rule in _UNTYPED:
                    self._absent.update(own)
                for path in self._paths(finding):
                    for entity in own or [finding.focus or ""]:
                        self._unread.setdefault((entity, path), set()).add(finding.value)

    def include(self, finding: Finding) -> bool:
        """Tell whether a finding follows from what was told."""
        if finding.focus in self._nowhere or (finding.value is not None and finding.value in self._absent):
            return True
        unread = self._unread.get((finding.focus or "", finding.path or ""))
        return unread is not None and (finding.value is None or finding.value in unread)

    def _paths(self, finding: Finding) -> Iterator[str]:
        """Go through the properties that a mistake keeps from being read."""
        if finding.rule in _UNTYPED:
            yield _TYPE
        elif finding.path is not None:
            yield finding.path
        elif finding.rule == "unknown-key" and isinstance(finding.suggestion, Sentence):
            keys = Context.load(self._assets.ontology / "context.jsonld").keys
            yield from (keys[str(slot)].iri for slot in finding.suggestion.slots.values() if str(slot) in keys)
