"""The dataset that one asks: an Oxigraph store, with the union of all named graphs as its default graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from mllm_kg import guard
from mllm_kg.errors import UsageError
from mllm_kg.language import lookup
from mllm_kg.namespaces import PREFIXES
from mllm_kg.results import Rows

if TYPE_CHECKING:
    import rdflib

    from mllm_kg.lookup import Hit

__all__ = ["Answer", "Dataset"]

Answer: TypeAlias = Rows | bool | list[ox.Triple]
"""What a query gives: rows for SELECT, a truth value for ASK, triples for CONSTRUCT and DESCRIBE."""

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")


class Dataset:
    """Named graphs that answer SPARQL 1.1 queries.

    A query sees the union of all named graphs as its default graph, and each of them through ``GRAPH``. It can neither
    change anything nor reach anything outside: see :mod:`mllm_kg.guard`.

    :param store: the store to ask
    :param folder: where it lies on disk, when it does
    """

    def __init__(self, store: ox.Store, folder: Path | None = None) -> None:
        self.store, self.folder = store, folder

    @classmethod
    def open(cls, folder: Path) -> Dataset:
        """Open an Oxigraph store on disk, read-only.

        :raises OSError: when there is none, or none that can be read
        """
        return cls(ox.Store.read_only(str(folder)), folder)

    @classmethod
    def from_quads(cls, quads: Iterable[ox.Quad]) -> Dataset:
        """Return a dataset in memory that holds ``quads``."""
        store = ox.Store()
        store.bulk_extend(quads)
        return cls(store)

    def run(self, text: str) -> Answer:
        """Answer any SPARQL 1.1 query.

        :param text: the query; well-known prefixes need no declaration
        :raises QuerySyntaxError: when it is not SPARQL 1.1; says line and column
        :raises RefusedQuery: when it would change the graph or leave it
        """
        guard.check(text)
        result = self._solve(text)
        if isinstance(result, ox.QuerySolutions):
            return Rows.of(result)
        return bool(result) if isinstance(result, ox.QueryBoolean) else list(dict.fromkeys(result))

    def _solve(self, text: str) -> Any:
        try:
            return self.store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as error:
            # Oxigraph takes no space before the bracket of some functions; SPARQL does.
            tightened = guard.tightened(text)
            if tightened != text:
                return self._solve(tightened)
            raise guard.syntax_error(error, text) from None

    def select(self, text: str) -> Rows:
        """Answer a SELECT query; raises as :meth:`run` does, and :class:`UsageError` for another form."""
        result = self.run(text)
        if not isinstance(result, Rows):
            raise UsageError("This takes a SELECT query.")
        return result

    def ask(self, text: str) -> bool:
        """Answer an ASK query; raises as :meth:`run` does, and :class:`UsageError` for another form."""
        result = self.run(text)
        if not isinstance(result, bool):
            raise UsageError("This takes an ASK query.")
        return result

    def construct(self, text: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE query; raises as :meth:`run` does, and :class:`UsageError` otherwise."""
        result = self.run(text)
        if not isinstance(result, list):
            raise UsageError("This takes a CONSTRUCT or DESCRIBE query.")
        return result

    def quads(self, graphs: Collection[ox.NamedNode] | None = None) -> Iterator[ox.Quad]:
        """Go through the statements of some named graphs, or of all."""
        if graphs is None:
            yield from self.store
        else:
            for name in graphs:
                yield from self.store.quads_for_pattern(None, None, None, name)

    def named_graphs(self) -> list[ox.NamedNode]:
        """Return the names of all named graphs, sorted."""
        names = (name for name in self.store.named_graphs() if isinstance(name, ox.NamedNode))
        return sorted(names, key=lambda name: name.value)

    def label(self, entity: ox.NamedNode, language: str = "en") -> str | None:
        """Return what people call an entity: in ``language``, else without a language, else in English, else any.

        :param language: a BCP 47 tag; a label in a wider language will do, as RFC 4647 has it
        """
        texts = self.labels(entity)
        for tag in (lookup(language, texts), "", "en", *texts):
            if tag in texts:
                return texts[tag]
        return None

    def labels(self, entity: ox.NamedNode) -> dict[str, str]:
        """Return what an entity is called, by BCP 47 tag; what is so in no language in particular has an empty one."""
        found = (quad.object for quad in self.store.quads_for_pattern(entity, _LABEL, None, None))
        return {text.language or "": text.value for text in sorted(found, key=str) if isinstance(text, ox.Literal)}

    def languages(self) -> list[str]:
        """Return the BCP 47 tags of all languages that anything has a label in, sorted."""
        tags = {
            quad.object.language
            for quad in self.store.quads_for_pattern(None, _LABEL, None, None)
            if isinstance(quad.object, ox.Literal)
        }
        return sorted(filter(None, tags))

    def resolve(self, text: str, kinds: Collection[str] | None = None, language: str = "en") -> ox.NamedNode:
        """Return the entity that a person means by ``text``; see :func:`mllm_kg.lookup.resolve`."""
        from mllm_kg.lookup import resolve

        return resolve(self, text, kinds, language)

    def search(
        self, words: str, limit: int | None = None, kinds: Collection[str] | None = None, language: str = "en"
    ) -> list[Hit]:
        """Return the entities that ``words`` may mean, the likeliest first; see :func:`mllm_kg.lookup.search`."""
        from mllm_kg.lookup import search

        return search(self, words, limit, kinds, language)

    @property
    def rdflib(self) -> rdflib.Dataset:
        """The same named graphs as an rdflib ``Dataset`` whose default graph is their union; a copy, made anew."""
        from mllm_kg.graph_rdflib import to_rdflib

        return to_rdflib(self.quads())
