"""Reads pages without the code that wrote them: their anchors, their links, and what a browser would load."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

LOADED = {
    "link": "href",
    "script": "src",
    "img": "src",
    "image": "href",
    "use": "href",
    "iframe": "src",
    "source": "src",
    "object": "data",
    "embed": "src",
    "video": "src",
    "audio": "src",
}
VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    texts: list[str | Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, with single spaces."""
        whole = "".join(part if isinstance(part, str) else f"{part._inner}" for part in self.texts)
        return " ".join(whole.split())

    @property
    def _inner(self) -> str:
        return "".join(part if isinstance(part, str) else part._inner for part in self.texts)

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return the elements in it with a tag, and with attributes (``class_`` is one of the classes)."""
        found = []
        for child in self.children:
            if (not tag or child.tag == tag) and all(child._has(*item) for item in attributes.items()):
                found.append(child)
            found.extend(child.all(tag, **attributes))
        return found

    def _has(self, name: str, value: str) -> bool:
        if name == "class_":
            return value in self.attributes.get("class", "").split()
        return self.attributes.get(name) == value


class _Reader(HTMLParser):
    """Builds the tree, and takes a tag that does not close the open element for an error."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(element)
        self.open.texts.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.tag == tag, f"line {self.getpos()[0]}: </{tag}> in <{self.open.tag}>"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.texts.append(data)


def read(path: Path) -> Element:
    """Return a page as a tree."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    assert reader.open is reader.root, f"<{reader.open.tag}> is left open"
    return reader.root


def ids(page: Element) -> list[str]:
    """Return all anchors of a page, in their order."""
    return [element.attributes["id"] for element in page.all() if "id" in element.attributes]


def loaded(page: Element) -> list[str]:
    """Return the addresses that a browser loads by itself for a page."""
    return [
        element.attributes[LOADED[element.tag]]
        for element in page.all()
        if element.tag in LOADED and LOADED[element.tag] in element.attributes
    ]
