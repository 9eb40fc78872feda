"""What is in the graph: how many of each class, at each stage, in each year, with which evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import pyoxigraph as ox

from mllm_kg.findings.sentence import say
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import curie
from mllm_kg.results import Row, to_python

__all__ = ["Cell", "Section", "Stats", "stats"]

Cell: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the statistics.

    A title, the name of a column, and a cell that is no label are sentences: people read them in their language, and
    programs in English.

    :param name: what it is called in JSON
    :param title: what people read above it
    :param columns: the names of its columns
    :param rows: its cells
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """All tables."""

    sections: tuple[Section, ...]

    def section(self, name: str) -> Section:
        """Return the table called ``name``."""
        return next(section for section in self.sections if section.name == name)

    def to_dict(self) -> dict[str, list[dict[str, Any]]]:
        """Return all tables as JSON data: a list of objects each."""
        return {
            section.name: [dict(zip(section.columns, row, strict=True)) for row in section.rows]
            for section in self.sections
        }


def stats(dataset: Dataset, language: str = "en") -> Stats:
    """Count what a graph holds.

    Entities are counted once however many classes they have; a statement stands in one named graph and is counted
    there. ``stated`` leaves out what only follows.

    :param language: the BCP 47 tag of the language of classes, stages and statuses
    """
    evidence = _evidence(dataset, language)
    classes, stages = _classes(dataset, language), _stages(dataset, language)
    return Stats((_totals(dataset, evidence), classes, stages, _years(dataset), evidence))


_TOTALS = {
    say("named graphs"): "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }",
    say("entities"): "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class FILTER(STRSTARTS(STR(?s), STR(kg:))) }",
    say("pairs of work and language"): "SELECT (COUNT(*) AS ?n) WHERE { ?s mllm:coversLanguage ?o }",
    say("entries of the survey's list"): "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a mllm:ListEntry }",
    say("pages that serve as evidence"): "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?g prov:hadPrimarySource ?o }",
}


def _totals(dataset: Dataset, evidence: Section) -> Section:
    counted: list[tuple[str, int]] = [
        (say("statements"), sum(row[1] for row in evidence.rows if isinstance(row[1], int)))
    ]
    counted += [(what, _int(dataset.select(text)[0], "n")) for what, text in _TOTALS.items()]
    return Section("totals", say("In all"), (say("what"), say("number")), tuple(counted))


_CLASSES = """
SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) (COUNT(DISTINCT ?stated) AS ?asStated) (SAMPLE(?axiom) AS ?defined)
WHERE {
  { ?s a ?class FILTER(STRSTARTS(STR(?s), STR(kg:))) }
  UNION
  { GRAPH ?g { ?stated a ?class }
    FILTER(STRSTARTS(STR(?stated), STR(kg:)) && !STRSTARTS(STR(?g), CONCAT(STR(kgg:), "inferred"))) }
  FILTER(STRSTARTS(STR(?class), STR(mllm:)))
  OPTIONAL { ?class owl:equivalentClass ?axiom }
}
GROUP BY ?class
ORDER BY DESC(?entities) ?class
"""


def _classes(dataset: Dataset, language: str) -> Section:
    """Count by class: those that records state, then wider ones, then defined ones, whose members the reasoner finds."""
    rows = [
        (
            _label(dataset, row, language),
            _int(row, "entities"),
            _int(row, "asStated"),
            say("yes") if row.get("defined") else "",
        )
        for row in dataset.select(_CLASSES)
    ]
    rows.sort(key=lambda row: (row[3], not row[2]))
    return Section(
        "classes", say("By class"), (say("class"), say("entities"), say("stated"), say("defined")), tuple(rows)
    )


_STAGES = """
SELECT ?stage (SAMPLE(?place) AS ?order) (COUNT(DISTINCT ?strategy) AS ?strategies) (COUNT(DISTINCT ?paper) AS ?papers)
       (COUNT(DISTINCT ?model) AS ?models) (COUNT(DISTINCT ?final) AS ?finals) (COUNT(DISTINCT ?resource) AS ?resources)
WHERE {
  ?stage a mllm:TrainingStage .
  OPTIONAL { ?stage mllm:stageOrder ?place }
  { ?strategy mllm:appliesAtStage ?stage OPTIONAL { ?paper mllm:usesStrategy ?strategy . ?paper a mllm:Paper } }
  UNION { ?model mllm:trainedAtStage ?stage ; a mllm:LanguageModel }
  UNION { ?final mllm:finalStage ?stage ; a mllm:LanguageModel }
  UNION { ?resource mllm:forStage ?stage }
}
GROUP BY ?stage
ORDER BY ?order ?stage
"""


def _stages(dataset: Dataset, language: str) -> Section:
    names = ("strategies", "papers", "models", "finals", "resources")
    rows: list[tuple[Cell, ...]] = [
        (_label(dataset, row, language), *(_int(row, name) for name in names)) for row in dataset.select(_STAGES)
    ]
    columns = (
        say("stage"),
        say("strategies"),
        say("papers using them"),
        say("models trained"),
        say("models that end there"),
        say("resources"),
    )
    return Section("stages", say("By stage of training"), columns, tuple(rows))


_YEARS = """
SELECT ?year (COUNT(DISTINCT ?paper) AS ?papers) (COUNT(DISTINCT ?model) AS ?models)
       (COUNT(DISTINCT ?resource) AS ?resources)
WHERE {
  {
    SELECT ?thing (MIN(?own) AS ?ownYear) (MIN(?told) AS ?toldYear) WHERE {
      { ?thing a mllm:Paper } UNION { ?thing a mllm:LanguageModel } UNION { ?thing a mllm:Resource }
      OPTIONAL { ?thing mllm:year ?own }
      OPTIONAL { ?thing mllm:introducedBy ?introduction . ?introduction mllm:year ?told }
    }
    GROUP BY ?thing
  }
  BIND(COALESCE(?ownYear, ?toldYear) AS ?year)
  OPTIONAL { ?thing a mllm:Paper BIND(?thing AS ?paper) }
  OPTIONAL { ?thing a mllm:LanguageModel BIND(?thing AS ?model) }
  OPTIONAL { ?thing a mllm:Resource BIND(?thing AS ?resource) }
}
GROUP BY ?year
ORDER BY ?year
"""


def _years(dataset: Dataset) -> Section:
    """Count by the year in which a thing, or else a paper that introduced it, first appeared; no year comes last."""
    rows: list[tuple[Cell, ...]] = [
        (to_python(row.get("year")), *(_int(row, name) for name in ("papers", "models", "resources")))
        for row in dataset.select(_YEARS)
    ]
    rows.sort(key=lambda row: (row[0] is None, str(row[0])))
    return Section(
        "years",
        say("By year of first appearance"),
        (say("year"), say("papers"), say("models"), say("resources")),
        tuple(rows),
    )


_EVIDENCE = """
SELECT ?status (COUNT(?s) AS ?statements) (COUNT(DISTINCT ?g) AS ?graphs)
WHERE { GRAPH ?g { ?s ?p ?o } OPTIONAL { GRAPH kgg:provenance { ?g mllm:evidenceStatus ?status } } }
GROUP BY ?status
ORDER BY DESC(?statements)
"""


def _evidence(dataset: Dataset, language: str) -> Section:
    """Count by the evidence status of the named graph; the graph about the graphs has none."""
    rows = [
        (
            _label(dataset, row, language) or say("about the evidence itself"),
            _int(row, "statements"),
            _int(row, "graphs"),
        )
        for row in dataset.select(_EVIDENCE)
    ]
    return Section(
        "evidence", say("By evidence status"), (say("status"), say("statements"), say("named graphs")), tuple(rows)
    )


def _label(dataset: Dataset, row: Row, language: str) -> str:
    """Return the label of a row's first term."""
    node = row[0]
    if not isinstance(node, ox.NamedNode):
        return ""
    return dataset.label(node, language) or curie(node.value)


def _int(row: Row, name: str) -> int:
    value = to_python(row.get(name))
    return value if isinstance(value, int) else 0
