"""A real browser: Chromium from the system, driven by Playwright, without a network.

Where it is missing, these tests are left out; with ``MLLM_KG_REQUIRE_BROWSER=1`` they fail instead. ``tests/browser/setup``
installs what they need.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import mllm_kg
from mllm_kg.reference import write_reference

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def missing(what: str) -> None:
    reason = f"{what} is missing; tests/browser/setup installs it"
    if os.environ.get("MLLM_KG_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        missing("Chromium")
    if not AXE.is_file():
        missing("axe-core")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=list(FLAGS), env={**os.environ, "HOME": str(tmp_path_factory.mktemp("home"))}
        )
        yield started
        started.close()


@dataclass
class Visit:
    """A page that is open in a browser, and what went on meanwhile.

    :param page: the page
    :param folder: where its files are
    :param said: what its console said, and errors of its scripts
    :param asked: the addresses that it asked for
    """

    page: Page
    folder: Path
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def go(self, place: str) -> None:
        """Open a page of the folder."""
        self.page.goto(f"{self.folder.as_uri()}/{place}")

    def violations(self, only: str = "") -> list[str]:
        """Return what axe-core finds fault with.

        :param only: the one rule to check; all of WCAG 2.2 AA and of the best practices by default
        """
        chosen = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": RULES}
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate(
            "chosen => axe.run(document, {resultTypes: ['violations'], preload: false, runOnly: chosen})", chosen
        )
        assert only or len(found["passes"]) > 20, "axe-core has looked"
        return [
            f"{each['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
            for each in found["violations"]
            for node in each["nodes"][:3]
        ]

    def scrolls_sideways(self) -> bool:
        """Whether the page is wider than its window."""
        wider: bool = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        return wider

    def elsewhere(self) -> list[str]:
        """Return the addresses that were asked for and are not files of the folder."""
        here = self.folder.as_uri()
        return [address for address in self.asked if not address.startswith((here, "data:"))]


@pytest.fixture(scope="session")
def folder(kg: mllm_kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference of the real graph."""
    target = tmp_path_factory.mktemp("reference") / "pages"
    write_reference(kg, kg.assets, list(kg.questions.values()), target)
    return target


@pytest.fixture
def visit(browser: Browser, folder: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A page in a window of its own; parameters of the context may be given by ``indirect``."""
    context: BrowserContext = browser.new_context(**{"offline": True, **getattr(request, "param", {})})
    context.set_default_timeout(10_000)
    page = context.new_page()
    opened = Visit(page, folder)
    page.on("console", lambda message: opened.said.append(message.text))
    page.on("pageerror", lambda error: opened.said.append(str(error)))
    page.on("request", lambda asked: opened.asked.append(asked.url))
    yield opened
    context.close()
