"""``mllm-kg audit``: where the survey and the facts disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from mllm_kg.cli import render
from mllm_kg.cli.options import TEXT, examples, format_option, output_option
from mllm_kg.cli.session import open_graph
from mllm_kg.curation.audit import Audit, Dispute, Field, audit
from mllm_kg.errors import UnknownName
from mllm_kg.namespaces import curie

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]

_HEAD = ("field", "listed", "agree", "differ", "not known", "left empty")
_COLUMNS = ("field", "entity", "label", "rows", "listed", "holds", "kind", "found", "held_by", "stated_by", "comment")


@click.command("audit", epilog=examples("audit", "audit --field venue", "audit --kind wrong-link --format csv"))
@click.option("--field", type=TEXT, metavar="FIELD", help="Only this field of the list, or this property.")
@click.option("--kind", type=TEXT, metavar="KIND", help="Only this kind of disagreement.")
@format_option(("text", "json", "csv", "markdown"))
@output_option
def command(field: str | None, kind: str | None, format: str, output: Path | None) -> None:
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
        render.write(render.printable(_text(found, summary=kind is None)), output)


def _known(what: str, name: str | None, names: Iterable[str]) -> None:
    if name is not None and name not in names:
        from mllm_kg.nearest import nearest

        known = sorted(names)
        raise UnknownName(what, name, nearest(name, known) or known)


def _text(found: Audit, summary: bool) -> str:
    blocks = []
    if summary and found.fields:
        blocks.append(render.heading("The list against the facts, by row") + "\n\n" + _summary(found.fields))
    for field, disputes in groupby(found.disputes, key=lambda dispute: dispute.field):
        told = list(disputes)
        count = f"{len(told)} disagreement{'' if len(told) == 1 else 's'}"
        blocks.append("\n\n".join([render.heading(f"{field}: {count}"), *map(_block, told)]))
    return "\n\n".join(blocks) or "Nothing differs."


def _summary(fields: Sequence[Field]) -> str:
    rows = [
        [known.name, *(str(n) for n in (known.listed, known.agree, known.differ, known.unknown, known.missing))]
        for known in fields
    ]
    return render.table(_HEAD, rows, right=range(1, len(_HEAD)))


def _block(dispute: Dispute) -> str:
    return "\n".join([f"{dispute.label}  {curie(dispute.entity)}", *_lines(dispute)])


def _lines(dispute: Dispute) -> Iterator[str]:
    where = f"  (row {', '.join(map(str, dispute.rows))})" if dispute.rows else ""
    yield f"  listed  {dispute.listed or 'nothing'}{where}"
    yield f"  holds   {dispute.holds or 'not known'}"
    for page in dispute.held_by:
        yield f"          {page}"
    yield f"  {dispute.kind}, {dispute.found}" + (f": {dispute.file}" if dispute.file else "")
    if dispute.comment:
        yield f"  {dispute.comment}"


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
