"""The documentation says what the program does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from mllm_kg import errors
from mllm_kg.cli import VERBS
from mllm_kg.settings import SETTINGS
from tests import documents
from tests.cli.shell import ROOT

DOCS = ROOT / "docs"


def load_refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh", DOCS / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFRESH = load_refresh()


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("page", REFRESH.PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_help_examples_and_settings_are_those_of_today(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = page.read_text(encoding="utf-8")
    assert text == REFRESH.refreshed(text), "python docs/refresh.py writes it anew"


@pytest.mark.parametrize("verb", VERBS)
def test_each_command_s_page_has_its_help(verb: str) -> None:
    assert f"<!-- help: {verb} -->" in (DOCS / "commands" / f"{verb}.md").read_text(encoding="utf-8")


def test_the_overview_has_all_commands() -> None:
    overview = (DOCS / "commands" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[(\w+)\]\(\1\.md\) ", overview, re.MULTILINE) == [*VERBS]


def test_every_error_has_its_anchor_and_exit_code() -> None:
    page = (DOCS / "errors.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## ([a-z-]+)\n\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    known = {getattr(errors, name).id: getattr(errors, name).exit_code for name in errors.__all__}
    assert sections.keys() == known.keys()
    for name, code in known.items():
        assert f"Exit code {code}." in " ".join(sections[name].split()), name


def test_every_setting_is_in_the_table() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert all(f"`{setting.variable}`" in page for setting in SETTINGS.values())


@pytest.mark.parametrize("page", REFRESH.PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_inside_the_documentation_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", documents.prose(page.read_text(encoding="utf-8"))):
        assert (page.parent / target).exists(), target
