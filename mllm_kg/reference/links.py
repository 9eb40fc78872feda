"""Where an IRI leads, and what a page calls it.

What a page of the reference tells about leads there, by an address relative to the page: the pages work from any
folder. Every other web address leads to itself. Nothing else becomes a link, whatever the data says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from mllm_kg.graph import Dataset
from mllm_kg.namespaces import BASE, curie

__all__ = ["Links", "declared_prefixes"]


@dataclass(frozen=True)
class Links:
    """Knows the anchors of all pages.

    :param dataset: where labels come from
    :param language: the language of the pages
    :param prefixes: prefixes of other vocabularies, with their namespaces
    :param anchors: for an IRI, its page and its anchor there
    """

    dataset: Dataset
    language: str
    prefixes: Mapping[str, str]
    anchors: dict[str, tuple[str, str]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def add(self, iri: str, page: str, anchor: str) -> None:
        """Remember where an IRI has its anchor; the first one stays."""
        self.anchors.setdefault(iri, (page, anchor))

    def href(self, iri: str, page: str) -> str:
        """Return the address of an IRI as a page links to it; empty when it leads nowhere."""
        if iri in self.anchors:
            target, anchor = self.anchors[iri]
            return f"{'' if target == page else target}#{quote(anchor)}"
        return iri if iri.startswith(("https://", "http://")) else ""

    def is_inside(self, iri: str) -> bool:
        """Whether a page of the reference tells about an IRI."""
        return iri in self.anchors

    def name(self, iri: str) -> str:
        """Return what people call an IRI: its label, for what is the project's own, else its short form."""
        found = self._names.get(iri)
        if found is None:
            label = self.dataset.label(ox.NamedNode(iri), self.language) if iri.startswith(BASE) else None
            found = self._names[iri] = label or self.short(iri)
        return found

    def short(self, iri: str) -> str:
        """Return an IRI with a prefix, where one fits."""
        known = curie(iri)
        if known != iri:
            return known
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri


def declared_prefixes(folder: Path) -> dict[str, str]:
    """Return the prefixes that the ontology's files declare for namespaces outside the project."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.ttl")):
        parser = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        for _ in parser:
            pass
        found.update(parser.prefixes)
    return {prefix: namespace for prefix, namespace in sorted(found.items()) if not namespace.startswith(BASE)}
