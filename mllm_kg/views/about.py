"""What all descriptions of the dataset say alike: its name, who made it, under which licence, from what, when.

It comes from ``CITATION.cff``, from the header of the ontology and from the graph; only the sentences that describe the
whole are written here. Dates are the data's own: the version's, and the latest on which a statement was checked.
"""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.errors import UsageError
from mllm_kg.namespaces import BASE, DATASET, ONTOLOGY, PREFIXES, SHAPES, iri
from mllm_kg.reference.citation import Citation, load_citation
from mllm_kg.results import value_text
from mllm_kg.views.model import Graph

__all__ = ["DESCRIPTION", "HOME", "LICENSE", "REPOSITORY", "RIGHTS", "SHAPES_DOCUMENT", "About", "about", "build_time"]

HOME = BASE
"""The home page."""

REPOSITORY = "https://github.com/mllm-kg/mllm_kg"
"""Where the sources are, and where one asks."""

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of ontology and data."""

SHAPES_DOCUMENT = SHAPES.removesuffix("#")

DESCRIPTION: dict[str, str] = {
    "en": (
        "A knowledge graph of research on multilingual large language models: papers, models, methods, data resources, "
        "benchmarks, alignment strategies, training stages, open challenges, and the languages that they cover. It "
        "starts from the survey of Qin et al. (2024) and corrects its list. Every statement stands in a named graph "
        "that says which pages carry it and whether they were checked."
    ),
    "ko": (
        "다국어 대규모 언어 모델 연구의 지식 그래프. 논문, 모델, 방법, 데이터 자원, 벤치마크, 정렬 전략, 훈련 단계, 미해결 과제와 "
        "이들이 다루는 언어를 담는다. Qin 외(2024)의 서베이에서 출발하여 그 목록을 바로잡는다. 모든 진술은 어느 페이지가 이를 "
        "뒷받침하고 확인되었는지를 밝히는 이름 있는 그래프에 있다."
    ),
}
"""What the dataset is, by language."""

RIGHTS = (
    "Ontology and data: Creative Commons Attribution 4.0 International (CC BY 4.0). Please cite mllm_kg and the survey."
)


@dataclass(frozen=True, slots=True)
class About:
    """What is known about the dataset as a whole.

    :param title: its name
    :param version: which version this is; empty when that is not known
    :param issued: when this version came out
    :param checked: the latest date on which a statement was checked
    :param years: the first and the last year in which a work of the graph appeared
    :param keywords: what it is about
    :param publisher: who publishes it
    :param publisher_name: what that is called
    :param sources: the works that it starts from
    :param citation: how the survey is cited
    :param cite: how the graph is cited, as BibTeX; empty without ``CITATION.cff``
    """

    title: str
    version: str
    issued: datetime.date | None
    checked: datetime.date | None
    years: tuple[str, str] | None
    keywords: tuple[str, ...]
    publisher: ox.NamedNode
    publisher_name: str
    sources: tuple[str, ...]
    citation: str
    cite: str

    @property
    def iri(self) -> ox.NamedNode:
        """The IRI of the dataset."""
        return ox.NamedNode(DATASET)

    @property
    def version_iri(self) -> ox.NamedNode | None:
        """The IRI of this version of it."""
        return ox.NamedNode(f"{DATASET}/{self.version}") if self.version else None

    @property
    def modified(self) -> datetime.date | None:
        """When something in it last changed, as far as the data says."""
        return max((day for day in (self.issued, self.checked) if day is not None), default=None)


def about(graph: Graph) -> About:
    """Gather what is known about the dataset as a whole.

    :raises UnreadableInput: when ``CITATION.cff`` says too little
    """
    cited = load_citation(graph.assets.root / "CITATION.cff")
    publisher = _first(graph, "dcterms", "publisher")
    organization = publisher if isinstance(publisher, ox.NamedNode) else iri("organization", "mllm-kg")
    return About(
        title=cited.work.title if cited else _text(graph, "dcterms", "title"),
        version=(cited.work.version if cited else "") or _text(graph, "owl", "versionInfo"),
        issued=_day(cited.date if cited else ""),
        checked=_day(_single(graph, "SELECT (MAX(?day) AS ?value) WHERE { ?graph mllm:checked ?day }")),
        years=_years(graph),
        keywords=cited.keywords if cited else (),
        publisher=organization,
        publisher_name=_single(graph, f"SELECT ?value WHERE {{ {organization} rdfs:label ?value }} ORDER BY ?value"),
        sources=_sources(graph, cited),
        citation=_text(graph, "dcterms", "bibliographicCitation"),
        cite=cited.bibtex if cited else "",
    )


def build_time() -> datetime.datetime | None:
    """Return the time that a build is to be dated with, which ``SOURCE_DATE_EPOCH`` gives, or ``None``.

    The clock is never asked: see the specification at https://reproducible-builds.org/specs/source-date-epoch/.

    :raises UsageError: when the variable holds no number of seconds
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not given:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {given!r}, no number of seconds since 1970.", hint="For example: 1795305600"
        ) from None


def _first(graph: Graph, prefix: str, local: str) -> object:
    """Return a value of the ontology's header; of several, an English one, else the first in the order of terms."""
    header, name = ox.NamedNode(ONTOLOGY), ox.NamedNode(PREFIXES[prefix] + local)
    found = [quad.object for quad in graph.store.quads_for_pattern(header, name, None, None)]
    english = [value for value in found if isinstance(value, ox.Literal) and value.language == "en"]
    return min(english or found, key=str, default=None)


def _text(graph: Graph, prefix: str, local: str) -> str:
    value = _first(graph, prefix, local)
    return value.value if isinstance(value, ox.Literal) else ""


def _single(graph: Graph, query: str) -> str:
    rows = graph.select(query)
    return value_text(rows[0]["value"]) if len(rows) and rows[0]["value"] is not None else ""


def _years(graph: Graph) -> tuple[str, str] | None:
    row = graph.select("SELECT (MIN(?year) AS ?first) (MAX(?year) AS ?last) WHERE { ?work mllm:year ?year }")[0]
    first, last = row.get("first"), row.get("last")
    return None if first is None or last is None else (value_text(first), value_text(last))


def _sources(graph: Graph, cited: Citation | None) -> tuple[str, ...]:
    """Return the works that the graph starts from: those of the ontology's header, those that the citation names."""
    header = graph.select(f"SELECT ?value WHERE {{ <{ONTOLOGY}> dcterms:source ?value }}")
    named = [work.link for work in cited.references] if cited else []
    return tuple(sorted({*(value_text(row["value"]) for row in header), *filter(None, named)}))


def _day(written: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None
