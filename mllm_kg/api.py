"""The knowledge graph as Python code sees it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from mllm_kg.assets import Assets, find_assets
from mllm_kg.errors import UnknownName
from mllm_kg.graph import Answer, Dataset
from mllm_kg.language import chosen
from mllm_kg.results import Rows
from mllm_kg.snapshot import Snapshot, current_snapshot

if TYPE_CHECKING:
    from mllm_kg.checks import Report
    from mllm_kg.checks.verdict import Verdict
    from mllm_kg.entity import Card
    from mllm_kg.inputs.model import Input
    from mllm_kg.questions import Question
    from mllm_kg.records.load import Progress

__all__ = ["KnowledgeGraph", "load"]

Tell: TypeAlias = Callable[[str], None]


class KnowledgeGraph(Dataset):
    """The whole graph with its research questions, its export and its validation.

    :param snapshot: the built graph
    :param assets: the sources it was built from
    """

    def __init__(self, snapshot: Snapshot, assets: Assets) -> None:
        super().__init__(snapshot.store, snapshot.folder / "store")
        self.snapshot, self.assets = snapshot, assets

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The research questions, by name, in their order."""
        from mllm_kg.questions import from_json

        return {question.name: question for question in from_json(self.snapshot.questions)}

    def question(self, name: str) -> Question:
        """Return a research question.

        :raises UnknownName: when none has that name; offers the nearest
        """
        found = self.questions.get(name)
        if found is None:
            from mllm_kg.nearest import nearest

            raise UnknownName("question", name, nearest(name, self.questions))
        return found

    def query(self, name: str, *, lang: str | None = None, **parameters: str | int) -> Rows:
        """Answer a research question.

        :param name: its name; ``kg.questions`` has all of them
        :param lang: the BCP 47 tag of the language of labels; the setting ``language``, else English, by default
        :param parameters: its parameters; an entity by slug, CURIE, IRI, identifier or label
        :raises UnknownName: when there is no such question or parameter, or no label in the language
        :raises BadParameter: when a value is not of the parameter's type
        """
        from mllm_kg.questions import answer, bind, in_language

        language = self._language(lang)
        values = {key: str(value) for key, value in parameters.items()}
        return in_language(answer(self, bind(self.question(name), values, self, language)), self, language)

    def _language(self, lang: str | None) -> str:
        """Return the language that a call asks for, else the setting, else English; never that of the locale."""
        return chosen(lang, self.languages).for_programs

    def sparql(self, text: str) -> Answer:
        """Answer any SPARQL 1.1 query; see :meth:`Dataset.run`."""
        return self.run(text)

    def describe(self, entity: str, *, lang: str | None = None) -> Card:
        """Return everything about an entity, with the evidence of each statement.

        :param entity: slug, CURIE, IRI, identifier or label
        :param lang: the BCP 47 tag of the language of labels; the setting ``language``, else English, by default
        :raises UnknownName: when there is no such entity, or no label in the language
        :raises AmbiguousName: when there are several
        """
        from mllm_kg.entity import card

        language = self._language(lang)
        return card(self, self.resolve(entity, language=language), language=language)

    def export(
        self,
        format: str | None = None,
        graph: str | Sequence[str] = "all",
        output: Path | BinaryIO | None = None,
    ) -> bytes | None:
        """Write the graph, parts of it, or views of it, in an RDF format.

        :param format: one of :data:`mllm_kg.export.EXPORTS`; ``None`` for Turtle, or the layout of a lone view
        :param graph: a part (``all``, ``data``, ``ontology``, ``inferred``, ``provenance``), one of
            :data:`mllm_kg.views.VIEWS`, the name of a named graph, or several of these
        :param output: a file to write, all or nothing; ``None`` returns the bytes
        :raises UnknownName: when there is no such format or graph
        :raises OutputError: when the file can't be written
        """
        import io

        from mllm_kg.views import Source, export

        graphs = (graph,) if isinstance(graph, str) else tuple(graph)
        if output is not None:
            export(Source(self), format, graphs, output)
            return None
        buffer = io.BytesIO()
        export(Source(self), format, graphs, buffer)
        return buffer.getvalue()

    def validate(
        self, paths: Sequence[Path | str] = (), *, format: str | None = None, tell: Tell | None = None
    ) -> Report:
        """Check the whole graph, or files as additions in its context; what can't be read is among the findings.

        :param paths: files and folders; ``-`` is standard input
        :param format: what standard input holds, one of :data:`mllm_kg.inputs.read.FORMATS`; ``None`` guesses it
        :param tell: gets a line when a shape makes the work slow; standard error by default
        :raises OutputError: when there is no room for a copy of the graph
        """
        from mllm_kg.checks import validate

        return validate(self, self.assets, self._read(paths, format), tell or _tell)

    def reason(self, paths: Sequence[Path | str] = (), *, reasoner: str = "rl", format: str | None = None) -> Verdict:
        """Judge by reasoning whether the whole graph, or files as additions to it, can hold together; and what follows.

        :param paths: files and folders; ``-`` is standard input. They may say what terms mean, too
        :param reasoner: ``rl`` for the rules of OWL 2 RL, ``hermit`` for all of OWL 2 DL
        :param format: what standard input holds, one of :data:`mllm_kg.inputs.read.FORMATS`; ``None`` guesses it
        :raises UnknownName: when there is no such reasoner
        :raises JavaMissing: when HermiT is asked and there is no Java
        :raises NotAvailable: when HermiT fails, or needs more time or memory than the settings allow
        :raises OutputError: when there is no room for a copy of the graph
        """
        from mllm_kg.checks.consistency import judge

        return judge(self, self.assets, self._read(paths, format), reasoner)

    def _read(self, paths: Sequence[Path | str], format: str | None) -> list[Input]:
        """Return what files say."""
        if not paths:
            return []
        from mllm_kg.inputs.read import read_inputs
        from mllm_kg.records.context import Context

        context = Context.load(self.assets.ontology / "context.jsonld")
        return read_inputs(paths, self.assets, context, format=format)


def load(data: Path | str | None = None, tell: Tell | None = None, progress: Progress | None = None) -> KnowledgeGraph:
    """Open the knowledge graph: the packaged snapshot, or the one built from the checkout, built now if need be.

    :param data: a folder with records of your own, which are layered over those that came with the package; ``"none"``
        for no such folder; ``None`` for the usual one
    :param tell: gets one line when something was rebuilt or mended for a reason; standard error by default
    :param progress: gets the step and how far it is while the graph is built; nobody by default
    :raises RecordErrors: when it must be built and the sources have mistakes
    :raises UsageError: when ``data`` is no folder
    """
    assets = find_assets(data)
    for folder in assets.unfinished:
        from mllm_kg.records.journal import settle

        settle(folder, tell or _tell)

    def rebuild(reason: str | None) -> Path:
        from mllm_kg.build import build_once, silent

        if reason:
            (tell or _tell)(f"{reason}; it is built anew.")
        return build_once(assets, progress or silent)

    return KnowledgeGraph(current_snapshot(assets, rebuild), assets)


def _tell(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201
