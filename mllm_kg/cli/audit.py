"""``mllm-kg audit``: where the survey and the facts disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import TEXT, examples, format_option, language_option, output_option
from mllm_kg.cli.session import open_graph
from mllm_kg.curation.audit import Audit, Dispute, Field, audit
from mllm_kg.entity.wording import CONFLICTS
from mllm_kg.errors import UnknownName
from mllm_kg.findings.sentence import say, told
from mllm_kg.namespaces import curie
from mllm_kg.terminal import cells

if TYPE_CHECKING:
    from pathlib import Path

    from mllm_kg.language import Language

__all__ = ["command"]

_HEAD = (say("field"), say("listed"), say("agree"), say("differ"), say("not known"), say("left empty"))
_FOUND = {"by reading": say("by reading"), "by comparison": say("by comparison")}
_COLUMNS = ("field", "entity", "label", "rows", "listed", "holds", "kind", "found", "held_by", "stated_by", "comment")


@click.command("audit", epilog=examples("audit", "audit --field venue", "audit --kind wrong-link --format csv"))
@click.option("--field", type=TEXT, metavar="FIELD", help="Only this field of the list, or this property.")
@click.option("--kind", type=TEXT, metavar="KIND", help="Only this kind of disagreement.")
@format_option(("text", "json", "csv", "markdown"))
@language_option
@output_option
def command(field: str | None, kind: str | None, format: str, language: Language, output: Path | None) -> None:
    """Show where the survey's list, its figures and its counts differ from the facts, with the evidence.

    Every row of the list is compared with what it lists. "by reading" is what curators found on the pages named;
    "by comparison" is what the comparison alone tells. "not known": there is no fact to compare with, or nobody could
    find out what holds.
    """
    found = audit(open_graph())
    _known("field", field, {known.name for known in found.fields} | {d.field for d in found.disputes})
    _known("kind of disagreement", kind, {d.kind for d in found.disputes})
    found = found.only(field, kind)
    if format == "json":
        import json

        render.write((json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n").encode(), output)
    elif format == "csv":
        render.write(_csv(found.disputes), output)
    elif format == "markdown":
        table = render.markdown(_COLUMNS[:8], [_cells(dispute)[:8] for dispute in found.disputes])
        render.write(table, output)
    else:
        render.write(render.printable(_text(found, language, summary=kind is None)), output)


def _known(what: str, name: str | None, names: Iterable[str]) -> None:
    if name is not None and name not in names:
        from mllm_kg.nearest import nearest

        known = sorted(names)
        raise UnknownName(what, name, nearest(name, known) or known)


def _text(found: Audit, language: str, summary: bool) -> str:
    blocks = []
    if summary and found.fields:
        title = told(say("The list against the facts, by row"), language)
        blocks.append(render.heading(title) + "\n\n" + _summary(found.fields, language))
    for field, disputes in groupby(found.disputes, key=lambda dispute: dispute.field):
        blocks.append("\n\n".join(_section(field, list(disputes), language)))
    return "\n\n".join(blocks) or told(say("Nothing differs."), language)


def _section(field: str, disputes: Sequence[Dispute], language: str) -> Iterator[str]:
    counted = say("{field}: {count} disagreements", field=field, count=len(disputes))
    if len(disputes) == 1:
        counted = say("{field}: 1 disagreement", field=field)
    yield render.heading(told(counted, language))
    yield from (_block(dispute, language) for dispute in disputes)


def _summary(fields: Sequence[Field], language: str) -> str:
    rows = [
        [known.name, *(str(n) for n in (known.listed, known.agree, known.differ, known.unknown, known.missing))]
        for known in fields
    ]
    return render.table([told(name, language) for name in _HEAD], rows, right=range(1, len(_HEAD)))


def _block(dispute: Dispute, language: str) -> str:
    return "\n".join([f"{dispute.label}  {curie(dispute.entity)}", *_lines(dispute, language)])


def _lines(dispute: Dispute, language: str) -> Iterator[str]:
    listed, holds = told(say("listed"), language), told(say("holds"), language)
    width = max(cells(listed), cells(holds))
    numbers = ", ".join(map(str, dispute.rows))
    where = f"  ({told(say('row {numbers}', numbers=numbers), language)})" if dispute.rows else ""
    yield f"  {_wide(listed, width)}  {dispute.listed or told(say('nothing'), language)}{where}"
    yield f"  {_wide(holds, width)}  {dispute.holds or told(say('not known'), language)}"
    for page in dispute.held_by:
        yield f"  {' ' * width}  {page}"
    kind = told(CONFLICTS[dispute.kind], language) if language != "en" and dispute.kind in CONFLICTS else dispute.kind
    found = told(_FOUND.get(dispute.found, dispute.found), language)
    yield f"  {kind}, {found}" + (f": {dispute.file}" if dispute.file else "")
    if dispute.comment:
        yield f"  {dispute.comment}"


def _wide(word: str, width: int) -> str:
    return word + " " * (width - cells(word))


def _cells(dispute: Dispute) -> list[str]:
    return [
        dispute.field,
        curie(dispute.entity),
        dispute.label,
        " ".join(map(str, dispute.rows)),
        dispute.listed,
        dispute.holds or "",
        dispute.kind,
        dispute.found,
        " ".join(dispute.held_by),
        " ".join(dispute.stated_by),
        dispute.comment or "",
    ]


def _csv(disputes: Iterable[Dispute]) -> bytes:
    """Return one line for each disagreement (RFC 4180)."""
    import csv
    import io

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows(_cells(dispute) for dispute in disputes)
    return text.getvalue().encode()
