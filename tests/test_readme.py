"""The README is true: its commands print what it shows."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import mllm_kg
from mllm_kg.namespaces import GRAPH, KG, MLLM, QUERY, SHAPES
from tests import documents
from tests.documents import ROOT

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
SESSIONS = documents.blocks(TEXT, "console")


@pytest.mark.parametrize("block", SESSIONS, ids=[block.splitlines()[0][2:60] for block in SESSIONS])
def test_a_session_prints_what_is_shown(block: str, tmp_path: Path) -> None:
    documents.check_session(block, tmp_path)


def test_the_python_example_prints_what_is_shown() -> None:
    (example,) = documents.blocks(TEXT, "pycon")
    parsed = doctest.DocTestParser().get_doctest(example, {}, "README.md", "README.md", 0)
    result = doctest.DocTestRunner().run(parsed)
    assert result.attempted > 3
    assert not result.failed


def test_both_commands_of_the_makefile_are_shown() -> None:
    shown = [command.text for block in SESSIONS for command in documents.session(block)]
    assert {"make demo", "make test"} <= set(shown)


def test_every_kind_of_user_has_a_section_with_a_command() -> None:
    sections = re.split(r"^## ", TEXT, flags=re.MULTILINE)
    for user in ("researchers", "linked-data engineers", "curators"):
        (section,) = [section for section in sections if section.startswith(f"For {user}\n")]
        assert "$ mllm-kg " in section


def test_there_are_as_many_questions_as_it_says(kg: mllm_kg.KnowledgeGraph) -> None:
    assert "forty research questions" in " ".join(TEXT.split())
    assert len(kg.questions) == 40


def test_the_example_iris_name_something(kg: mllm_kg.KnowledgeGraph) -> None:
    iris = re.findall(r"`(https://w3id\.org/mllm-kg/[^`]+)`", TEXT)
    shapes = {triple.subject for path in (ROOT / "shapes").glob("*.ttl") for triple in ox.parse(path=str(path))}
    for iri in iris:
        node = ox.NamedNode(iri)
        if iri.startswith((KG, MLLM)):
            assert kg.label(node), iri
        elif iri.startswith(GRAPH):
            assert node in kg.named_graphs(), iri
        elif iri.startswith(SHAPES):
            assert node in shapes, iri
        else:
            assert iri.removeprefix(QUERY) in kg.questions, iri
    assert len({iri.rsplit("/", 2)[0] for iri in iris}) > 3


def test_a_changed_number_would_be_noticed() -> None:
    assert documents.agrees("a  1\n...\nz", "a  1\nb\nc\nz\n")
    assert documents.agrees("a", "a  \n")
    assert not documents.agrees("a  1\n...\nz", "a  2\nb\nz")
    assert not documents.agrees("a", "a\nb")
