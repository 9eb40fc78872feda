"""The reference: ontology, taxonomy, shapes, rules, questions and named graphs as pages that work offline.

1. *Gather* (:mod:`mllm_kg.reference.model`): what the pages show, read from the built graph and its sources.
2. *Render* (:mod:`mllm_kg.reference.pages`): a few pages with one anchor for each term, equal to the local name of its
   IRI; a style sheet and two scripts of our own. Nothing is fetched: links within are relative, and the pages work from
   ``file://`` and without scripts.
3. *Write* (:mod:`mllm_kg.reference.write`): into a folder of their own, all or nothing.

Nothing depends on the clock or on the order in which a graph gives its statements: the same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mllm_kg.assets import Assets
from mllm_kg.errors import UsageError
from mllm_kg.graph import Dataset
from mllm_kg.questions import Question

__all__ = ["Written", "write_reference"]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    :param folder: where it is
    :param pages: how many pages it has
    :param size: how large it is, in bytes
    """

    folder: Path
    pages: int
    size: int


def write_reference(
    dataset: Dataset, assets: Assets, questions: Sequence[Question], folder: Path, language: str = "en"
) -> Written:
    """Write the reference of a graph.

    :param dataset: the graph
    :param assets: the sources that it was built from
    :param questions: the research questions
    :param folder: where to; new, empty, or written by this before
    :param language: the BCP 47 tag of the language that terms are shown in first
    :raises UsageError: when ``language`` is no such tag
    :raises UnreadableInput: when a source can't be read
    :raises OutputError: when the folder can't be written, or holds what this did not write
    """
    from mllm_kg.reference.model import gather
    from mllm_kg.reference.pages import PAGES, render
    from mllm_kg.reference.write import write_folder

    files = render(gather(dataset, assets, questions, _tag(language)))
    write_folder(folder, files)
    return Written(folder, len(PAGES), sum(map(len, files.values())))


def _tag(language: str) -> str:
    from langcodes import standardize_tag
    from langcodes.tag_parser import LanguageTagError

    try:
        return standardize_tag(language)
    except LanguageTagError:
        raise UsageError(f"{language!r} is no language tag.", hint="For example: --lang ko") from None
