"""``python -m mllm_kg.cli.pull_request``: what ``action.yml`` runs for a pull request.

It is no verb: only the action calls it, in the folder of a checkout, with the environment that a runner of GitHub Actions
gives. Findings go to standard output as annotations, and to the step's summary as a page.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
import pyoxigraph as ox

from mllm_kg.api import KnowledgeGraph
from mllm_kg.assets import NONE, Assets, find_assets
from mllm_kg.cli import render
from mllm_kg.cli.exits import run
from mllm_kg.cli.options import TEXT, language_option
from mllm_kg.cli.validate import exit_code, fail_on_option
from mllm_kg.curation.pull_request import SOURCES, Repository, Review, review
from mllm_kg.errors import UnreadableInput, UsageError
from mllm_kg.findings import Finding, Location
from mllm_kg.findings.github import render_github
from mllm_kg.findings.markdown import render_markdown
from mllm_kg.namespaces import term
from mllm_kg.snapshot import current_snapshot

__all__ = ["Graphs", "command"]


class Graphs:
    """Judges sources by building them; see :class:`mllm_kg.curation.pull_request.Judge`.

    :param folder: the folder of the records in the sources
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def additions(self, sources: Path, files: Sequence[str], folder: Path) -> Sequence[Finding]:
        """Return what files in a folder cause in the graph of some sources; they are named relative to it."""
        kg = self._open(sources)
        with contextlib.chdir(folder):
            return kg.validate([Path(file) for file in files]).findings

    def whole(self, sources: Path) -> Sequence[Finding]:
        """Return all that is found in the graph of some sources, with the files of the entities concerned."""
        kg = self._open(sources)
        return [_with_file(found, kg) for found in kg.validate().findings]

    def build(self, sources: Path) -> None:
        """Build the graph of some sources."""
        self._open(sources)

    def _open(self, sources: Path) -> KnowledgeGraph:
        """Return the graph of a checkout; of other repositories, the packaged one with their records over it."""
        if all((sources / name).is_dir() for name in SOURCES):
            assets = Assets(sources)
        else:
            assets = replace(find_assets(NONE), own=sources / self.folder)

        def build(_reason: str | None) -> Path:
            from mllm_kg.build import build_once, silent

            return build_once(assets, silent)

        return KnowledgeGraph(current_snapshot(assets, build), assets)


@click.command("pull-request")
@click.option("--folder", type=TEXT, default="data", show_default=True, help="The folder of the records.")
@click.option("--base", type=TEXT, help="The commit that the changes are for; by default that of the event.")
@click.option("--head", type=TEXT, help="The last commit of the changes; by default that of the event.")
@fail_on_option
@language_option
def command(folder: str, base: str | None, head: str | None, fail_on: str, language: str) -> int:
    """Check the records that a pull request changes, and annotate their lines.

    Options that are empty have their default. The event is that of the file in GITHUB_EVENT_PATH; a page with all
    findings is added to the file in GITHUB_STEP_SUMMARY.
    """
    if not base or not head:
        told = _event()
        base, head = base or told[0], head or told[1]
    with tempfile.TemporaryDirectory(prefix="mllm-kg-") as scratch:
        found = review(Repository(Path()), base, head, folder, Path(scratch).resolve(), Graphs(folder))
    render.write((_scope(found) + "\n" + render_github(found.findings, language)).encode("utf-8", "replace"))
    _summarise(f"{render_markdown(found.findings, language)}\n{_scope(found)}\n")
    return exit_code(found.findings, fail_on)


def _scope(found: Review) -> str:
    count = len(found.files)
    changed = f"Checked {count} changed record{'' if count == 1 else 's'}"
    return f"{changed} and the whole graph." if found.whole else f"{changed}."


def _event() -> tuple[str, str]:
    """Return the base and the head that the event of this run tells."""
    path = os.environ.get("GITHUB_EVENT_PATH", "")
    try:
        event = json.loads(Path(path).read_bytes())
        if "pull_request" in event:
            return str(event["pull_request"]["base"]["sha"]), str(event["pull_request"]["head"]["sha"])
        return str(event["before"]), str(event["after"])
    except OSError as error:
        raise UnreadableInput(path or "GITHUB_EVENT_PATH", error.strerror or str(error)) from None
    except (ValueError, KeyError, TypeError):
        raise UsageError("The event has no commits to compare.", hint="Give them: base and head.") from None


def _summarise(page: str) -> None:
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with Path(path).open("a", encoding="utf-8", errors="replace") as file:
            file.write(page)


def _with_file(found: Finding, kg: KnowledgeGraph) -> Finding:
    """Return a finding with the file of the record that describes its entity, when it has no place of its own."""
    if found.location is not None or found.focus is None:
        return found
    with contextlib.suppress(ValueError):
        for graph in kg.store.quads_for_pattern(None, term("describes"), ox.NamedNode(found.focus), None):
            for file in kg.store.quads_for_pattern(graph.subject, term("recordFile"), None, None):
                if isinstance(file.object, ox.Literal):
                    return replace(found, location=Location(str(kg.assets.record(file.object.value))))
    return found


if __name__ == "__main__":
    sys.exit(run(command, sys.argv[1:], "mllm-kg pull-request"))
