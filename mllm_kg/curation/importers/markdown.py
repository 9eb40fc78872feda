"""The structure of a Markdown file: headings, list items, paragraphs and table rows, each line as styled pieces.

markdown-it-py parses (CommonMark 0.31, with tables); the HTML that lists are mixed with (``<br>``, ``<b>``, ``<a href>``,
``<td>``) becomes the same pieces. Nothing is executed or fetched, comments are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mllm_kg.curation.importers.html import Marks, tags_and_texts

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["Line", "Node", "Piece", "nodes"]

_LONGEST_BLOCK = 20_000
_BLOCKS = frozenset(("paragraph_open", "th_open", "td_open"))


@dataclass(slots=True)
class Piece:
    """A run of text in one style.

    :param text: the text
    :param href: where it leads; empty when it is no link
    :param image: the address of the picture whose description ``text`` is; empty for text
    :param strong: whether it is bold
    :param em: whether it is in italics
    :param code: whether it is set as code
    """

    text: str
    href: str = ""
    image: str = ""
    strong: bool = False
    em: bool = False
    code: bool = False


@dataclass(slots=True)
class Line:
    """One line of a block, as the author broke it; ``number`` counts from 1 in the file."""

    number: int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join("".join(piece.text for piece in self.pieces).split())


@dataclass(slots=True)
class Node:
    """A block.

    :param kind: ``heading``, ``item``, ``paragraph`` or ``row``
    :param number: its first line in the file
    :param level: the level of a heading
    :param lines: its own lines
    :param children: the items of lists inside an item
    :param cells: the cells of a row, each as lines
    :param header: the words above the cells of a row
    """

    kind: str
    number: int
    level: int = 0
    lines: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    cells: list[list[Line]] = field(default_factory=list)
    header: tuple[str, ...] = ()


def nodes(text: str) -> list[Node]:
    """Return the blocks of a Markdown text, in order."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return _Builder(parser.parse(text)).build()


class _Builder:
    """Walks through the parser's flat list of tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.top: list[Node] = []
        self.items: list[Node] = []
        self.header: tuple[str, ...] = ()
        self.row: Node | None = None
        self.in_head = False

    def build(self) -> list[Node]:
        for place, token in enumerate(self.tokens):
            match token.type:
                case "heading_open":
                    self.add(Node("heading", _number(token), int(token.tag[1:]), self.inline(place + 1)))
                case "paragraph_open":
                    self.paragraph(self.inline(place + 1), _number(token))
                case "list_item_open":
                    self.open_item(_number(token))
                case "list_item_close":
                    self.items.pop()
                case "thead_open" | "thead_close":
                    self.in_head = token.type == "thead_open"
                case "tr_open":
                    self.row = Node("row", _number(token), header=self.header)
                case "th_open" | "td_open" if self.row:
                    self.row.cells.append(self.inline(place + 1))
                case "tr_close":
                    self.close_row()
                case "html_block":
                    self.html(token.content[:_LONGEST_BLOCK], _number(token))
        return self.top

    def add(self, node: Node) -> None:
        (self.items[-1].children if self.items else self.top).append(node)

    def open_item(self, number: int) -> None:
        item = Node("item", number)
        self.add(item)
        self.items.append(item)

    def paragraph(self, lines: list[Line], number: int) -> None:
        if self.items:
            self.items[-1].lines.extend(lines)
        else:
            self.add(Node("paragraph", number, lines=lines))

    def close_row(self) -> None:
        row, self.row = self.row, None
        if row is None:
            return
        if self.in_head:
            self.header = tuple(" ".join(line.text for line in cell) for cell in row.cells)
        else:
            self.add(row)

    def inline(self, place: int) -> list[Line]:
        token = self.tokens[place]
        return _lines(token.children or [], _number(token))

    def html(self, content: str, number: int) -> None:
        for node in html_nodes(content, number):
            if node.kind == "paragraph" and self.items:
                self.items[-1].lines.extend(node.lines)
            else:
                self.add(node)


def _number(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _lines(tokens: list[Token], number: int) -> list[Line]:
    """Turn inline tokens into lines of pieces."""
    lines, marks = [Line(number)], Marks()
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                _put(lines[-1], token.content, marks)
            case "code_inline":
                lines[-1].pieces.append(Piece(token.content, marks.href, code=True))
            case "softbreak" | "hardbreak":
                number += 1
                lines.append(Line(number))
            case "strong_open" | "strong_close":
                marks.strong += 1 if token.nesting > 0 else -1
            case "em_open" | "em_close":
                marks.em += 1 if token.nesting > 0 else -1
            case "link_open":
                marks.href = str(token.attrs.get("href", ""))
            case "link_close":
                marks.href = ""
            case "image":
                piece = Piece(token.content, marks.href, str(token.attrs.get("src", "")))
                lines[-1].pieces.append(piece)
            case "html_inline":
                _html_inline(token.content, lines, marks, number)
    return lines


def _put(line: Line, text: str, marks: Marks) -> None:
    if text and not marks.hidden:
        line.pieces.append(Piece(text, marks.href, strong=marks.strong > 0, em=marks.em > 0))


def _html_inline(content: str, lines: list[Line], marks: Marks, number: int) -> None:
    for tag in tags_and_texts(content):
        if isinstance(tag, str):
            continue
        if tag.name == "br":
            lines.append(Line(number))
        elif tag.name == "img":
            lines[-1].pieces.append(Piece(tag.attribute("alt"), marks.href, tag.attribute("src") or "?"))
        else:
            marks.turn(tag)


def html_nodes(content: str, number: int) -> Iterator[Node]:
    """Go through the blocks of HTML that stands on its own."""
    marks, node, row = Marks(), Node("paragraph", number, lines=[Line(number)]), None
    for part in tags_and_texts(content):
        if isinstance(part, str):
            for count, text in enumerate(part.split("\n")):
                number += bool(count)
                if text.strip():
                    node.lines[-1].number = number if not node.lines[-1].pieces else node.lines[-1].number
                    _put(node.lines[-1], text, marks)
            continue
        name = part.name
        if name == "tr":
            if row and row.cells:
                yield row
            row = None if part.closing else Node("row", number)
        elif name in ("td", "th") and row is not None:
            node = Node("paragraph", number, lines=[Line(number)])
            if not part.closing:
                row.cells.append(node.lines)
        elif name in _SEPARATING:
            if row is None and any(line.pieces for line in node.lines):
                yield node
            if row is None:
                kind = "paragraph" if part.closing else _SEPARATING[name]
                level = int(name[1]) if name[0] == "h" and name[1:].isdigit() else 7
                node = Node(kind, number, level if kind == "heading" else 0, [Line(number)])
        elif name == "br":
            node.lines.append(Line(number))
        elif name == "img":
            node.lines[-1].pieces.append(Piece(part.attribute("alt"), marks.href, part.attribute("src") or "?"))
        else:
            marks.turn(part)
    if row is None and any(line.pieces for line in node.lines):
        yield node


_SEPARATING = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "summary": "heading",
    "li": "item",
    **dict.fromkeys(("p", "div", "table", "ul", "ol", "details", "center"), "paragraph"),
}
"""Tags that begin or end a block, and the kind of block that they begin."""
