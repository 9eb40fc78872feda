"""How to cite: the Citation File Format (version 1.2.0) of ``CITATION.cff``, as a sentence and as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mllm_kg.errors import UnreadableInput

__all__ = ["Citation", "Work", "load_citation"]


@dataclass(frozen=True, slots=True)
class Work:
    """A work to be cited.

    :param authors: their names, family name last
    :param title: its title
    :param year: when it came out; empty when that is not said
    :param version: which version it is; empty for none
    :param link: where it is; empty for nowhere
    """

    authors: tuple[str, ...]
    title: str
    year: str = ""
    version: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What ``CITATION.cff`` says.

    :param message: whom it asks to cite what
    :param work: the graph
    :param references: what the graph rests on
    :param licenses: SPDX identifiers
    :param date: when this version came out
    :param keywords: what it is about
    """

    message: str
    work: Work
    references: tuple[Work, ...]
    licenses: tuple[str, ...]
    date: str
    keywords: tuple[str, ...] = ()

    @property
    def bibtex(self) -> str:
        """The graph as an entry of BibTeX."""
        fields = {
            "title": _protected(self.work.title),
            "author": " and ".join(f"{{{_escaped(name)}}}" for name in self.work.authors),
            "year": self.work.year,
            "version": self.work.version,
            "howpublished": f"\\url{{{self.work.link}}}",
        }
        width = max(map(len, fields))
        lines = ",\n".join(f"  {name:<{width}} = {{{value}}}" for name, value in fields.items() if value)
        return f"@misc{{mllm_kg,\n{lines}\n}}"


def load_citation(path: Path) -> Citation | None:
    """Read a file in the Citation File Format.

    :param path: the file; a folder of sources need not have one
    :returns: ``None`` when there is none
    :raises UnreadableInput: when it says too little
    """
    from mllm_kg.records.reader import load_yaml

    if not path.is_file():
        return None
    told = load_yaml(path.read_text(encoding="utf-8"), path.name)
    if not isinstance(told, dict) or not {"title", "authors", "message"} <= told.keys():
        raise UnreadableInput(str(path), "a citation has a title, authors and a message")
    licenses = told.get("license") or []
    return Citation(
        message=told["message"],
        work=_work(told),
        references=tuple(map(_work, told.get("references") or [])),
        licenses=tuple([licenses] if isinstance(licenses, str) else licenses),
        date=str(told.get("date-released") or ""),
        keywords=tuple(told.get("keywords") or []),
    )


def _work(told: Mapping[str, Any]) -> Work:
    return Work(
        authors=tuple(map(_name, told.get("authors") or [])),
        title=told["title"],
        year=str(told.get("year") or str(told.get("date-released") or "")[:4]),
        version=str(told.get("version") or ""),
        link=told.get("url") or _address(told.get("identifiers") or []),
    )


def _name(person: Mapping[str, str]) -> str:
    return person.get("name") or " ".join(filter(None, (person.get("given-names"), person.get("family-names"))))


def _address(identifiers: Iterable[Mapping[str, str]]) -> str:
    known = {each["type"]: each["value"] for each in identifiers}
    if "doi" in known:
        return f"https://doi.org/{known['doi']}"
    return known.get("other", "").replace("arXiv:", "https://arxiv.org/abs/")


def _escaped(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", text)


def _protected(title: str) -> str:
    """Return a title for BibTeX in which capitals and names with an underscore stay as they are."""
    return _escaped(re.sub(r"\b(\w*_\w*|[a-z]*[A-Z]\w*)\b", r"{\1}", title))
