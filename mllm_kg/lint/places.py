"""Where findings about the ontology and the shapes are: in their files, else in the records of the data.

The files are read once, when the first finding asks for its place.
"""

from __future__ import annotations

from functools import cached_property

from mllm_kg.assets import Assets
from mllm_kg.checks.places import Locator
from mllm_kg.errors import UnreadableInput
from mllm_kg.findings import Finding
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.lint.model import ONTOLOGY_GRAPH
from mllm_kg.namespaces import KG

__all__ = ["Places"]

_TERMS = "mllm-kg.ttl"
"""The file that declares the terms; of several files that speak of one, it is where to look first."""


class Places:
    """Finds the places of findings.

    :param dataset: the graph
    :param assets: the sources
    """

    def __init__(self, dataset: Dataset, assets: Assets) -> None:
        self._dataset, self._assets = dataset, assets

    def placed(self, finding: Finding) -> Finding:
        """Return a finding with its place and the line there, as far as they are known."""
        focus = finding.focus or ""
        described = any(f"<{focus}>" in made.places.things for made in self._inputs)
        if focus.startswith(KG) and not described:
            return self._records.placed(finding)
        return self._files.placed(finding)

    @cached_property
    def _inputs(self) -> list[Input]:
        """The files of the ontology and of the shapes.

        :raises UnreadableInput: when one has gone
        """
        made = []
        for folder in (self._assets.ontology, self._assets.shapes):
            for path in sorted(folder.glob("*.ttl"), key=lambda path: (path.name != _TERMS, path.name)):
                name = path.relative_to(self._assets.root).as_posix()
                try:
                    text = path.read_text(encoding="utf-8")
                except (OSError, UnicodeDecodeError) as error:
                    raise UnreadableInput(name, str(error)) from None
                made.append(read_rdf_input(text, name, "ttl", ONTOLOGY_GRAPH))
        return made

    @cached_property
    def _files(self) -> Locator:
        return Locator(self._dataset, self._assets, self._inputs)

    @cached_property
    def _records(self) -> Locator:
        return Locator(self._dataset, self._assets)
