"""The pages about the rules: one for each, and what they say is what the rules say."""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "rules"
SHAPES = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "shapes").glob("*.ttl")))
HEADS = ["What it means", "An example that breaks it", "How to fix it"]


@cache
def generator() -> ModuleType:
    """Return the module that makes the pages; ``docs`` is no package."""
    spec = importlib.util.spec_from_file_location("rule_pages", ROOT / "docs" / "rule_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def rules() -> set[str]:
    """Return the names of all rules: shapes with a message, and the files of rules across entities."""
    shapes = re.findall(r"^mllmsh:(\S+) a sh:\w+ ;(.*?)^$", SHAPES + "\n", re.MULTILINE | re.DOTALL)
    found = {name for name, text in shapes if "sh:message" in text}
    return found | {path.stem for path in (ROOT / "queries/qc").glob("*.rq")}


def test_no_page_is_out_of_date() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    made = generator().pages()
    assert written.keys() == made.keys(), "run `make docs`"
    assert [name for name in made if made[name] != written[name]] == [], "run `make docs`"


def test_every_rule_has_a_page_and_stands_in_the_index() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert len(rules()) > 280
    for rule in rules():
        assert (FOLDER / f"{rule}.md").is_file(), rule
        assert f"- [{rule}]({rule}.md): " in index


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_a_page_says_what_the_rule_means_what_breaks_it_and_how_to_fix_it(path: Path) -> None:
    if path.name == "README.md":
        return
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.stem}\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADS
    for part in re.split(r"^## .+\n", text, flags=re.MULTILINE)[1:]:
        assert part.strip()
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^)#]+)", prose):
        assert (FOLDER / link).exists(), link


def test_the_page_of_a_shape_has_its_message_in_both_languages_and_its_key() -> None:
    text = (FOLDER / "Paper-arxivId.md").read_text(encoding="utf-8")
    assert "An arXiv id looks like 2211.01786 (since April 2007)" in text
    assert "arXiv 식별자는" in text
    assert "the key [`arxiv_id`]" in text
    assert '<paper/example> mllm:arxivId "2211.1786" .' in text


def test_the_page_of_a_rule_across_entities_has_an_example_of_both_verdicts() -> None:
    text = (FOLDER / "duplicate-arxiv-id.md").read_text(encoding="utf-8")
    broken, fixed = text.split("## How to fix it")
    assert broken.count('mllm:arxivId "2211.01786"') == 2
    assert "join their records" in fixed
    assert fixed.count('mllm:arxivId "2211.01786"') == 1
