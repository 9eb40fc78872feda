"""Markdown "awesome lists": bullets, numbers, paragraphs, headings and tables, whichever the list is made of.

1. Headings make a path (``Tuning > SFT``) that the entries below stand under.
2. A list item that names a work is an entry, with the items below it as its details, unless these name works themselves;
   then the item is one more heading.
3. Of paragraphs, each line that begins with a title begins an entry, and the lines up to the next belong to it.
4. A row of a table is an entry; its columns are told by their heads.
5. A heading is an entry when it leads to a paper, or when labelled lines (``Authors:``) follow.

An entry names a work when it has a title and something to find the work by: an identifier, a page, a year, a venue or
authors. What has a title alone is told as skipped; links into the list itself are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mllm_kg.curation.importers.markdown import Line, Node, nodes
from mllm_kg.curation.importers.markdown_entry import LABELS, read_entry
from mllm_kg.curation.importers.model import Entry, Reading
from mllm_kg.curation.importers.runs import made_ready, trimmed
from mllm_kg.curation.importers.titles import find_title
from mllm_kg.curation.importers.venues import Venues
from mllm_kg.findings import Severity, say

__all__ = ["read_awesome_list"]

_NUMBERING = re.compile(r"^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}|[IVX]{1,5})[.):]?\s+")
_ITEM_LEVEL = 10


def read_awesome_list(text: str, name: str, venues: Venues, *, works: bool = True) -> Reading:
    """Return what a Markdown list says.

    :param text: its text
    :param name: what the user called it
    :param venues: the venues that are known
    :param works: whether it lists papers; if not, a name with any address is an entry
    """
    reading = Reading(name, text)
    walker = _Walker(reading, venues, works=works)
    blocks = nodes(text)
    walker.walk(blocks)
    if sum(block.kind == "heading" and block.level == 1 for block in blocks) == 1:
        _without_name(reading, next(block.number for block in blocks if block.kind == "heading" and block.level == 1))
    return reading


def _without_name(reading: Reading, number: int) -> None:
    """Take the list's own name out of the paths, where it is the only heading of the first level and above all."""
    if all(entry.paths and (entry.location.line or 0) > number for entry in reading.entries):
        for entry in reading.entries:
            entry.paths = [path[1:] for path in entry.paths if path[1:]]


class _Walker:
    def __init__(self, reading: Reading, venues: Venues, *, works: bool) -> None:
        self.reading, self.venues, self.works = reading, venues, works
        self.headings: list[tuple[int, str]] = []

    def walk(self, blocks: Sequence[Node]) -> None:
        place = 0
        while place < len(blocks):
            block = blocks[place]
            place += 1
            if block.kind == "heading":
                details = self.details(blocks, place)
                if self.is_entry_heading(block, details):
                    lines = [line for detail in details for line in _all_lines(detail)]
                    self.keep(self.read([*block.lines, *lines]))
                    place += len(details)
                else:
                    self.heading(block.level, block.lines)
            elif block.kind == "item":
                self.item(block)
            elif block.kind == "row":
                self.row(block)
            elif self.is_bold_heading(blocks, place):
                self.heading(7, block.lines)
            else:
                group = [block]
                while (
                    place < len(blocks)
                    and blocks[place].kind == "paragraph"
                    and not self.is_bold_heading(blocks, place + 1)
                ):
                    group.append(blocks[place])
                    place += 1
                self.paragraphs(group)

    # Headings

    def heading(self, level: int, lines: Sequence[Line]) -> None:
        told = trimmed(" ".join(line.text for line in lines))
        told = trimmed(_NUMBERING.sub("", told)).strip("[]")[:200]
        self.headings = [(other, text) for other, text in self.headings if other < level]
        if told:
            self.headings.append((level, told))

    def is_entry_heading(self, block: Node, details: Sequence[Node]) -> bool:
        own = self.read(block.lines)
        if self.works and own.title and (own.pages or own.identifiers.items()):
            return True
        labelled = [made_ready(_all_lines(detail)).lines for detail in details]
        firsts = ["".join(run.text for run in line) for lines in labelled for line in lines[:6]]
        return bool(own.title) and any(re.match(r"\W{0,6}authors?\s?[:：]", text, re.IGNORECASE) for text in firsts)

    def details(self, blocks: Sequence[Node], place: int) -> list[Node]:
        """Return the blocks between a heading and the next."""
        found = []
        for block in blocks[place:]:
            if block.kind in ("heading", "row"):
                break
            found.append(block)
        return found

    def is_bold_heading(self, blocks: Sequence[Node], after: int) -> bool:
        """Whether a paragraph is nothing but bold words above a list."""
        block = blocks[after - 1]
        if (
            block.kind != "paragraph"
            or after >= len(blocks)
            or blocks[after].kind not in ("item", "row")
            or len(block.lines) != 1
        ):
            return False
        pieces = [piece for piece in block.lines[0].pieces if piece.text.strip(" :")]
        return bool(pieces) and all(piece.strong and not piece.href for piece in pieces)

    # Entries

    def read(self, lines: Sequence[Line], labels: Sequence[tuple[str, str]] = ()) -> Entry:
        return read_entry(lines, self.venues, self.reading.name, labels=labels, names=not self.works)

    def is_work(self, entry: Entry) -> bool:
        if not entry.title:
            return False
        if not self.works:
            return bool(entry.pages or entry.code or entry.others)
        return bool(entry.identifiers.items() or entry.pages or entry.year or entry.venue or entry.authors)

    def keep(self, entry: Entry) -> None:
        entry.paths = [tuple(text for _, text in self.headings)] if self.headings else []
        self.reading.entries.append(entry)

    def skip(self, entry: Entry) -> None:
        if self.works:
            message = say(
                "{title} has no page of a paper, no authors, no venue and no year.", title=repr(entry.title[:80])
            )
        else:
            message = say("{title} has no address.", title=repr(entry.title[:80]))
        advice = say("Nothing tells which work is meant; it is skipped.")
        place = self.reading.at(entry.location.line or 1)
        self.reading.note("entry-unclear", place, message, advice, severity=Severity.INFO)

    def item(self, node: Node) -> None:
        own = self.read(node.lines)
        works = [child for child in node.children if self.names_work(child)]
        details = [line for child in node.children if child not in works for line in _all_lines(child)]
        if not self.is_work(own) and works:
            level = _ITEM_LEVEL + len([level for level, _ in self.headings if level >= _ITEM_LEVEL])
            before = list(self.headings)
            self.heading(level, node.lines)
            for child in node.children:
                self.item(child)
            self.headings = before
            return
        if details:
            own = self.read([*node.lines, *details])
        self.judge(own, [*node.lines, *details])
        for child in works:
            self.item(child)

    def names_work(self, node: Node) -> bool:
        """Whether an item names a work itself, or one below it does."""
        if any(self.names_work(child) for child in node.children):
            return True
        entry = self.read(_all_lines(node))
        linked = entry.identifiers.items() or entry.pages or (entry.venue and entry.year) or not self.works
        return self.is_work(entry) and bool(linked) and len(entry.title.split()) > (2 if self.works else 0)

    def judge(self, entry: Entry, lines: Sequence[Line]) -> None:
        """Keep an entry, or say why not."""
        if self.is_work(entry) or entry.identifiers.items():
            self.keep(entry)
        elif entry.title and not made_ready(lines).anchored:
            self.skip(entry)

    def paragraphs(self, group: Sequence[Node]) -> None:
        """Read the entries of neighbouring paragraphs; prose is passed over."""
        current: list[Line] = []
        for line in (line for block in group for line in block.lines):
            if current and self.begins(line):
                self.judge_prose(current)
                current = []
            current.append(line)
        if current:
            self.judge_prose(current)

    def begins(self, line: Line) -> bool:
        """Whether a line of a paragraph begins with a bold, linked or quoted title."""
        runs = made_ready([line])
        title = find_title(runs, self.venues) if runs.lines else None
        marked = any(
            (run.href or run.strong or run.text.lstrip().startswith(('"', "“")))
            for run in (runs.lines[0] if runs.lines else ())[:2]
        )
        return title is not None and marked and len(title.text.split()) >= 3

    def judge_prose(self, lines: Sequence[Line]) -> None:
        entry = self.read(lines)
        begins = self.begins(lines[0])
        if (
            self.is_work(entry)
            and begins
            and (not self.works or entry.identifiers.items() or entry.pages or entry.authors)
        ):
            self.keep(entry)

    def row(self, node: Node) -> None:
        columns = [_column(head) for head in node.header] or [""] * len(node.cells)
        place = next((columns.index(role) for role in ("title", "paper", "name") if role in columns), None)
        if place is None or place >= len(node.cells):
            place = max(range(len(node.cells)), key=lambda at: _weight(node.cells[at]), default=0)
        labels, more = [], []
        for at, cell in enumerate(node.cells):
            role = columns[at] if at < len(columns) else ""
            if at == place:
                continue
            text = " ".join(line.text for line in cell)
            if role in ("authors", "venue", "year"):
                labels.append((role, text))
            if role in ("link", "paper", "name", "venue"):
                more += [_links_alone(line) for line in cell]
        lines = [*(node.cells[place] if node.cells else []), *more]
        if lines:
            entry = self.read(lines, labels)
            if self.works and columns[place : place + 1] == ["name"] and len(entry.title.split()) < 3:
                entry.title = ""
            entry.location = self.reading.at(node.number)
            self.judge(entry, lines)


def _column(head: str) -> str:
    """Return what a column is about, by the words above it."""
    bare = trimmed(head.replace("_", " ")).casefold()
    for word, role in (
        ("title", "title"),
        ("paper", "paper"),
        ("论文", "paper"),
        ("name", "name"),
        ("model", "name"),
        ("dataset", "name"),
    ):
        if word in bare:
            return role
    return next((role for label, role in LABELS.items() if label in bare.split() or label == bare), "")


def _weight(cell: Sequence[Line]) -> tuple[bool, int]:
    linked = any(piece.href for line in cell for piece in line.pieces)
    return linked and sum(len(line.text) for line in cell) > 15, sum(len(line.text) for line in cell)


def _links_alone(line: Line) -> Line:
    """Return the links and badges of a line, as links say what they lead to and no more."""
    return Line(line.number, [piece for piece in line.pieces if piece.href or piece.image])


def _all_lines(node: Node) -> list[Line]:
    return [*node.lines, *(line for child in node.children for line in _all_lines(child))]
