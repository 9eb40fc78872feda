"""The pages about the rules of lint: one for each, and what they say is what the rules say."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from mllm_kg.findings.wording import rule_page

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
HEADS = ["What it means", "An example that breaks it", "How to fix it"]
FILES = sorted((ROOT / "queries" / "lint").glob("*.rq"))


@cache
def generator() -> ModuleType:
    """Return the module that makes the pages; ``docs`` is no package."""
    spec = importlib.util.spec_from_file_location("lint_pages", DOCS / "lint_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_page_is_out_of_date() -> None:
    written = {path.relative_to(DOCS).as_posix(): path for path in [DOCS / "lint.md", *(DOCS / "lint").glob("*.md")]}
    made = generator().pages()
    assert written.keys() == made.keys(), "run `make docs`"
    assert [name for name in made if made[name] != written[name].read_text(encoding="utf-8")] == [], "run `make docs`"


def test_every_file_of_a_rule_has_a_page_and_stands_in_the_index() -> None:
    index = (DOCS / "lint.md").read_text(encoding="utf-8")
    assert len(FILES) > 100
    for path in FILES:
        assert (DOCS / "lint" / f"{path.stem}.md").is_file(), path.stem
        assert re.search(rf"^- \[{path.stem}\]\(lint/{path.stem}\.md\)( \(off\))?: ", index, re.MULTILINE)


def test_the_address_of_a_finding_s_rule_is_that_of_its_page() -> None:
    assert rule_page("lint/missing-label").endswith("/docs/lint/missing-label.md")
    assert (DOCS / "lint" / "missing-label.md").is_file()


@pytest.mark.parametrize("path", sorted((DOCS / "lint").glob("*.md")), ids=lambda path: path.stem)
def test_a_page_says_what_the_rule_means_what_breaks_it_and_how_to_fix_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.stem}\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADS
    _, breaks, fix = re.split(r"^## .+\n", text, flags=re.MULTILINE)[1:]
    assert "```trig\n" in breaks
    assert "```trig\n" in fix
    for link in re.findall(r"\]\((\.\.[^)#]+)", text):
        assert (DOCS / "lint" / link).exists(), link


def test_the_index_says_which_rules_are_off_and_their_pages_say_why() -> None:
    index = (DOCS / "lint.md").read_text(encoding="utf-8")
    profile = (ROOT / "queries" / "lint" / "profile.tsv").read_text(encoding="utf-8")
    off = dict(re.findall(r"^(\S+)\toff\t(.+)$", profile, re.MULTILINE))
    assert set(re.findall(r"\[([a-z0-9-]+)\]\(\S+\) \(off\)", index)) == set(off)
    for rule, reason in off.items():
        assert f"| severity | off: {reason} |" in (DOCS / "lint" / f"{rule}.md").read_text(encoding="utf-8")
