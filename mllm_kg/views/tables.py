"""The main kinds of entities as tables: a record for each entity, a field for each property, as data frames want them.

1. The records are the instances of a class, sorted by their IRIs; inferred ones count, as in every query.
2. A field holds what a property leads to: the value itself, or what an entity is called. Of names in several languages
   it is the English one. A field for one value is null where there is none; one for several is a list, sorted, and empty
   where there is none.

They are written as JSON, which keeps lists, numbers and nulls apart. In CSV, readers of data frames take the identifier
2404.04920 for a number, and the code of Min Nan, ``nan``, for none at all.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import pyoxigraph as ox

from mllm_kg.results import to_python
from mllm_kg.views.model import Graph
from mllm_kg.views.rdf import ref

__all__ = ["TABLES", "Column", "Reading", "Record", "Table", "records"]

Record: TypeAlias = dict[str, Any]
"""The fields of an entity, by name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the records of a table.

    :param name: its name
    :param path: the property that leads to its values, or several with slashes between, as prefixed names; empty for
        the entity's own IRI
    :param type: what its values are, by schema.org: ``Text``, ``Integer``, ``Float``, ``Boolean``, ``Date`` or ``URL``
    :param told: what it says, in a phrase
    :param several: whether there may be several values
    :param order: the property by whose value on the first step the values are sorted, when not by themselves
    :param before: what is put before each value to make it an address
    """

    name: str
    path: str
    type: str
    told: str
    several: bool = False
    order: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Records about the instances of a class.

    :param name: its name
    :param type: the class, as a prefixed name
    :param told: what its records are, in a phrase
    :param columns: their fields; the first is the entity's IRI
    """

    name: str
    type: str
    told: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The name of the file that it is written to in a release."""
        return f"{self.name}.json"

    def json(self, graph: Graph) -> bytes:
        """Return its records as a JSON document, a record a line."""
        lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records(graph, self))
        return f"[\n{lines}\n]\n".encode()


_ID = Column("id", "", "URL", "the IRI")
_LABEL = Column("label", "rdfs:label", "Text", "what it is called")
_YEAR = Column("year", "mllm:year", "Integer", "the year in which it first appeared")
_CODE = Column("code", "mllm:codeRepository", "URL", "where its code is", True)
_LANGUAGES = Column(
    "languages", "mllm:coversLanguage/mllm:iso639-3", "Text", "the languages that it covers, by ISO 639-3 code", True
)
_LANGUAGE_COUNT = Column(
    "language_count", "mllm:languageCount", "Integer", "how many languages it is said to cover", True
)
_LICENSE = Column("license", "mllm:license", "Text", "its licence", True)
_INTRODUCED = Column("introduced_by", "mllm:introducedBy", "URL", "the papers that introduce it, by IRI", True)
_HOMEPAGE = Column("homepage", "mllm:homepage", "URL", "where it is", True)
_TASKS = Column("tasks", "mllm:tackles", "Text", "the tasks that it is about", True)
_ADDRESSES = Column("addresses", "mllm:addresses", "Text", "the frontiers and challenges that it addresses", True)
_STAGES = Column("stages", "mllm:forStage", "Text", "the stages of training that it is for", True)
_BASED_ON = Column("based_on", "mllm:basedOn", "URL", "what it was made from, by IRI", True)

TABLES: tuple[Table, ...] = (
    Table(
        "papers",
        "mllm:Paper",
        "papers",
        (
            _ID,
            Column("title", "mllm:title", "Text", "its title"),
            Column(
                "authors",
                "mllm:authorship/mllm:byPerson",
                "Text",
                "its authors, in their order, as far as the graph has them",
                True,
                "mllm:authorPosition",
            ),
            _YEAR,
            Column("arxiv", "mllm:arxivId", "URL", "where it is on arXiv", before="https://arxiv.org/abs/"),
            Column("doi", "mllm:doi", "URL", "its DOI, as an address", before="https://doi.org/"),
            Column("venue", "mllm:publishedIn", "Text", "the venue that published it", True),
            Column(
                "strategies", "mllm:usesStrategy", "Text", "the alignment strategies it uses, broader ones too", True
            ),
            _TASKS,
            _ADDRESSES,
            _LANGUAGES,
            _CODE,
        ),
    ),
    Table(
        "models",
        "mllm:LanguageModel",
        "language models",
        (
            _ID,
            _LABEL,
            Column("developers", "mllm:developedBy", "Text", "who developed it", True),
            Column("parameters", "mllm:parameterCount", "Integer", "how many parameters its sizes have", True),
            Column("open_weights", "mllm:openWeights", "Boolean", "whether its weights can be had"),
            Column("final_stage", "mllm:finalStage", "Text", "the last stage of training it went through", True),
            _BASED_ON,
            Column("trained_on", "mllm:trainedOn", "URL", "the resources it was trained on, by IRI", True),
            _LANGUAGES,
            _LANGUAGE_COUNT,
            Column("weights", "mllm:weights", "URL", "where its weights are", True),
            _INTRODUCED,
        ),
    ),
    Table(
        "resources",
        "mllm:Dataset",
        "data resources for training",
        (
            _ID,
            _LABEL,
            _YEAR,
            _STAGES,
            Column("construction", "mllm:constructedBy", "Text", "how it was constructed", True),
            Column("examples", "mllm:exampleCount", "Integer", "how many examples it has", True),
            Column("example_unit", "mllm:exampleUnit", "Text", "what an example is", True),
            _LICENSE,
            _LANGUAGES,
            _LANGUAGE_COUNT,
            _BASED_ON,
            _HOMEPAGE,
            _INTRODUCED,
        ),
    ),
    Table(
        "benchmarks",
        "mllm:Benchmark",
        "benchmarks",
        (_ID, _LABEL, _YEAR, _TASKS, _ADDRESSES, _LANGUAGES, _LANGUAGE_COUNT, _HOMEPAGE, _INTRODUCED),
    ),
    Table(
        "languages",
        "mllm:Language",
        "languages",
        (
            _ID,
            _LABEL,
            Column("iso639_3", "mllm:iso639-3", "Text", "its ISO 639-3 code"),
            Column("bcp47", "mllm:bcp47Tag", "Text", "its BCP 47 tag"),
            Column("glottocode", "mllm:glottocode", "Text", "its Glottocode", True),
            Column("family", "mllm:inFamily", "Text", "its family", True),
            Column("scripts", "mllm:script", "Text", "the scripts it is written in, by ISO 15924 code", True),
            Column("resource_class", "mllm:joshiClass", "Integer", "its resource class after Joshi et al. (2020)"),
        ),
    ),
)
"""The tables."""


def records(graph: Graph, table: Table) -> list[Record]:
    """Return the records of a table."""
    return Reading(graph).records(table)


class Reading:
    """Reads tables, and what several of them share only once.

    :param graph: the graph to read
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[Column, dict[str, list[Any]]] = {}

    def records(self, table: Table) -> list[Record]:
        """Return the records of a table."""
        identity, *columns = table.columns
        kind = self._graph.store.quads_for_pattern(None, ref("rdf:type"), ref(table.type), None)
        entities = sorted({quad.subject.value for quad in kind if isinstance(quad.subject, ox.NamedNode)})
        filled = [(column, self._values(column)) for column in columns]
        return [
            {identity.name: entity, **{column.name: _cell(column, values.get(entity)) for column, values in filled}}
            for entity in entities
        ]

    @cached_property
    def _names(self) -> dict[str, str]:
        """What every entity is called: in English, else without a language, else in the first language there is."""
        found: dict[str, tuple[str, str]] = {}
        for subject, label in self._pairs(_LABEL.path):
            if isinstance(label, ox.Literal):
                ranked = ({"en": "", None: " "}.get(label.language, label.language or ""), label.value)
                found[subject.value] = min(ranked, found.get(subject.value, ranked))
        return {entity: name for entity, (_, name) in found.items()}

    def _values(self, column: Column) -> dict[str, list[Any]]:
        """Return the values of a field by entity, in their order and each once."""
        if column not in self._known:
            self._known[column] = self._read(column)
        return self._known[column]

    def _read(self, column: Column) -> dict[str, list[Any]]:
        if column.path == _LABEL.path:
            return {entity: [name] for entity, name in self._names.items()}
        first, _, second = column.path.partition("/")
        ranks = {subject: to_python(value) for subject, value in self._pairs(column.order)} if column.order else {}
        further: defaultdict[Any, list[Any]] = defaultdict(list)
        for subject, value in self._pairs(second) if second else ():
            further[subject].append(value)
        found: defaultdict[str, set[tuple[int, Any]]] = defaultdict(set)
        for subject, reached in self._pairs(first):
            for value in further[reached] if second else (reached,):
                found[subject.value].add((ranks.get(reached, 0), self._told(column, value)))
        return {entity: list(dict.fromkeys(value for _, value in sorted(values))) for entity, values in found.items()}

    def _pairs(self, name: str) -> Iterator[tuple[Any, Any]]:
        """Go through the subjects and objects of a property."""
        for quad in self._graph.store.quads_for_pattern(None, ref(name), None, None):
            yield quad.subject, quad.object

    def _told(self, column: Column, value: Any) -> Any:
        if isinstance(value, ox.NamedNode):
            return value.value if column.type == "URL" else self._names.get(value.value, value.value)
        return column.before + value.value if column.before else to_python(value)


def _cell(column: Column, values: list[Any] | None) -> Any:
    """Return what a field holds; of several values where one is expected, the first in their order."""
    return list(values or ()) if column.several else next(iter(values or ()), None)
