"""The tutorial, walked through as its reader does: every command is run and prints what the page shows."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"
TEXT = (DOCS / "tutorial.md").read_text(encoding="utf-8")


def walk() -> ModuleType:
    """Return the module that walks through pages; ``docs`` is no package."""
    spec = importlib.util.spec_from_file_location("walk", DOCS / "walk.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page() -> str:
    """The page with the output of its commands as it is now."""
    text: str = walk().walked(TEXT, {"MLLM_KG_PROGRESS_AFTER": "600"})
    return text


def test_every_command_prints_what_the_page_shows(page: str) -> None:
    assert page == TEXT, "run `make docs`"


def test_the_mistake_is_found_and_the_mended_record_conforms(page: str) -> None:
    checks = re.findall(r"\$ mllm-kg validate paper\.yaml\n(.*?)(?=\$|```)", page, re.DOTALL)
    assert len(checks) == 2
    assert "[unknown-entity]" in checks[0]
    assert "Does not conform: 1 error." in checks[0]
    assert "SHACL: conforms" in checks[1]


def test_the_paper_is_added_and_every_question_knows_it(page: str) -> None:
    assert "Added:\n  paper/doe2025seven  Seven Prompts for Seven Languages  (my-records/papers/" in page
    assert re.search(r"\| grep doe2025\nhttps://w3id\.org/mllm-kg/id/paper/doe2025seven,Seven Prompts", page)
