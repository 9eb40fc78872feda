"""A new record, begun with what is given, unless the graph has it already."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mllm_kg.curation.fields import Fields
from mllm_kg.curation.importing import venues_of
from mllm_kg.curation.listfile import read_text
from mllm_kg.curation.matching import Index, Pair, Work, folded, works
from mllm_kg.curation.prefill import Given, entry_of, given
from mllm_kg.curation.template import template
from mllm_kg.errors import OutputError, UsageError
from mllm_kg.records.context import Context

if TYPE_CHECKING:
    from mllm_kg.assets import Assets
    from mllm_kg.graph import Dataset

__all__ = ["Made", "new_record", "save"]


@dataclass(frozen=True, slots=True)
class Made:
    """A record to fill in.

    :param text: the record; empty when the graph has the work
    :param known: the entity that the graph has
    :param similar: entities that it may be
    """

    text: str
    known: Pair | None = None
    similar: tuple[Pair, ...] = ()


def new_record(
    dataset: Dataset,
    assets: Assets,
    kind: str,
    *,
    files: Mapping[str, Path | None],
    identifiers: Mapping[str, str],
    title: str = "",
    values: Sequence[str] = (),
    language: str = "en",
) -> Made:
    """Return a record to fill in, or what the graph has of it.

    :param dataset: the graph
    :param assets: the sources: the context and the shapes
    :param kind: the kind of record
    :param files: a bibliography with one entry, by its format
    :param identifiers: identifiers by the key of records, as someone typed them
    :param title: its title or name
    :param values: ``KEY=VALUE``
    :param language: the BCP 47 tag of the language of the comments
    :raises UsageError: when something is not written as it should be
    :raises UnreadableInput: when a file can't be read
    """
    chosen = [(name, path) for name, path in files.items() if path is not None]
    if len(chosen) > 1:
        raise UsageError("A record begins with one entry.", hint="Give --bibtex or --csl, not both.")
    context = Context.load(assets.ontology / "context.jsonld")
    entry = None
    if chosen:
        text, name = read_text(chosen[0][1])
        entry = entry_of(chosen[0][0], text, name, venues_of(dataset))
    told = given(kind, context, entry=entry, identifiers=identifiers, title=title, values=values)
    known = works(dataset, (kind,))
    match = Index(known, names=kind != "paper").match(_work(told, kind))
    if match.state == "known":
        return Made("", match.pairs[0])
    fields = Fields(dataset, context, assets.shapes)
    taken = [work.id.partition("/")[2] for work in known]
    return Made(template(fields, kind, told, taken, language), similar=match.pairs)


def _work(told: Given, kind: str) -> Work:
    entry = told.entry
    identifiers = {key: (value,) for key, value in entry.identifiers.items().items()} if kind == "paper" else {}
    years = tuple(filter(None, (entry.year,)))
    return Work(
        "new", entry.title, (folded(entry.title),) if entry.title else (), identifiers, years, tuple(entry.authors)
    )


def save(text: str, path: Path) -> None:
    """Write a record to a new file.

    :raises OutputError: when there is a file already, or it can't be written; nothing is left then
    """
    try:
        with path.open("xb") as file:
            try:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                with contextlib.suppress(OSError):
                    path.unlink()
                raise
    except FileExistsError:
        raise OutputError(f"{path} is there already; it was not changed.", hint="Name a new file with -o.") from None
    except OSError as error:
        raise OutputError(f"{path} can't be written: {error.strerror or error}.") from None
