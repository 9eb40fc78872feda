"""The reference in a real browser, opened from its folder: it reads, searches, and leaves no one out."""

from __future__ import annotations

from typing import Any

import pytest

from mllm_kg.reference.pages import PAGES
from tests.browser.conftest import Visit

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
LIGHT: dict[str, Any] = {"viewport": DESKTOP, "color_scheme": "light"}
DARK: dict[str, Any] = {"viewport": DESKTOP, "color_scheme": "dark"}
HAND: dict[str, Any] = {"viewport": PHONE, "color_scheme": "light", "is_mobile": True, "has_touch": True}
windows = pytest.mark.parametrize("visit", [LIGHT, DARK, HAND], ids=["light", "dark", "phone"], indirect=True)
narrow = pytest.mark.parametrize("visit", [HAND], ids=["phone"], indirect=True)
plain = pytest.mark.parametrize("visit", [{"java_script_enabled": False}], ids=["no scripts"], indirect=True)
pages = pytest.mark.parametrize("name", PAGES)


@pages
@windows
def test_a_page_opens_without_a_fault(visit: Visit, name: str, request: pytest.FixtureRequest) -> None:
    """No error, nothing asked for elsewhere, no sideways scrolling, no violation that axe-core finds."""
    scheme = request.node.callspec.id
    visit.go(name)
    assert visit.page.get_by_role("heading", level=1).is_visible()
    # Contrast takes axe-core longest; it depends on the colours alone, and the dark ones change nothing else.
    assert visit.violations(only="color-contrast" if "dark" in scheme else "") == []
    assert not visit.scrolls_sideways()
    assert visit.said == []
    assert visit.elsewhere() == []
    asked = {address.rpartition("/")[2] for address in visit.asked if not address.startswith("data:")}
    assert asked == {name, "style.css", "parts.css", "search-index.js", "search.js", "page.js"}


@windows
def test_an_open_search_has_no_fault_either(visit: Visit) -> None:
    visit.go("graphs.html")
    visit.page.get_by_role("combobox").fill("model")
    assert visit.page.get_by_role("option").count() == 12
    assert visit.violations() == []
    assert not visit.scrolls_sideways()


def test_the_search_is_used_by_keyboard_alone(visit: Visit) -> None:
    visit.go("index.html")
    field, results = visit.page.get_by_role("combobox"), visit.page.get_by_role("listbox")
    visit.page.keyboard.press("/")
    assert field.evaluate("node => node === document.activeElement")
    assert field.input_value() == "", "the key itself is not typed"
    visit.page.keyboard.type("language mod")
    first, second = (results.get_by_role("option").nth(place) for place in (0, 1))
    assert first.inner_text().startswith("language model")
    assert first.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    visit.page.keyboard.press("ArrowDown")
    assert (first.get_attribute("aria-selected"), second.get_attribute("aria-selected")) == ("false", "true")
    visit.page.keyboard.press("ArrowUp")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/ontology.html#LanguageModel")
    assert visit.page.locator("#LanguageModel h3").is_visible()
    assert visit.said == []


def test_escape_clears_the_search_and_leaves_it(visit: Visit) -> None:
    visit.go("ontology.html")
    field = visit.page.get_by_role("combobox")
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("paper")
    assert field.get_attribute("aria-expanded") == "true"
    visit.page.keyboard.press("Escape")
    assert field.input_value() == ""
    assert field.get_attribute("aria-expanded") == "false"
    assert visit.page.get_by_role("listbox").count() == 0
    assert not field.evaluate("node => node === document.activeElement")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("LanguageModel", "ontology.html#LanguageModel"),
        ("언어 모델", "ontology.html#LanguageModel"),
        ("usesStrategy", "ontology.html#usesStrategy"),
        ("covers lang", "ontology.html#coversLanguage"),
        ("iso639-3", "ontology.html#iso639-3"),
        ("SFT alignment", "taxonomy.html#strategy/sft-alignment"),
        ("derivation-cycle", "rules.html#derivation-cycle"),
        ("models-for-language", "questions.html#models-for-language"),
        ("Language-joshiClass", "shapes.html#Language-joshiClass"),
        ("paper", "ontology.html#Paper"),
    ],
)
def test_the_search_finds_what_is_meant(typed: str, address: str, visit: Visit) -> None:
    visit.go("graphs.html")
    visit.page.get_by_role("combobox").fill(typed)
    assert visit.page.get_by_role("option").first.get_attribute("data-address") == address


def test_the_search_says_how_much_it_found(visit: Visit) -> None:
    visit.go("index.html")
    status = visit.page.get_by_role("search").get_by_role("status")
    visit.page.get_by_role("combobox").fill("xyzzy")
    assert status.inner_text() == "Nothing found"
    visit.page.get_by_role("combobox").fill("joshiClass")
    assert status.inner_text().endswith(" results")


@narrow
def test_on_a_phone_a_finger_finds_and_opens(visit: Visit) -> None:
    visit.go("ontology.html")
    assert visit.page.locator(".side details").get_attribute("open") is None, "the list is folded"
    visit.page.get_by_role("combobox").tap()
    visit.page.get_by_role("combobox").fill("open model")
    visit.page.get_by_role("option").first.tap()
    visit.page.wait_for_url("**/ontology.html#OpenModel")
    title = visit.page.locator("#OpenModel h3").bounding_box()
    bar = visit.page.locator(".top").bounding_box()
    assert title is not None
    assert bar is not None
    assert bar["height"] <= title["y"] < PHONE["height"], "it is not hidden below the bar"


def test_a_link_to_a_term_leads_there_and_the_list_follows(visit: Visit) -> None:
    visit.go("ontology.html#usesStrategy")
    current = visit.page.locator(".side a[aria-current]")
    current.first.wait_for()
    assert current.first.get_attribute("href") == "#usesStrategy"
    visit.page.locator("#usesStrategy").get_by_role("link", name="alignment strategy").first.click()
    visit.page.wait_for_url("**#AlignmentStrategy")


def test_the_iri_is_copied(visit: Visit) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.go("ontology.html#Paper")
    button = visit.page.locator("#Paper").get_by_role("button")
    assert button.get_attribute("aria-label") == "Copy the IRI: https://w3id.org/mllm-kg/ontology#Paper"
    button.click()
    visit.page.wait_for_function("document.querySelector('#Paper button').textContent === 'Copied'")
    assert visit.page.evaluate("navigator.clipboard.readText()") == "https://w3id.org/mllm-kg/ontology#Paper"


def test_the_first_key_skips_to_the_content(visit: Visit) -> None:
    visit.go("ontology.html")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.className") == "skip"
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "content"


def test_the_diagram_leads_to_its_classes(visit: Visit) -> None:
    visit.go("index.html")
    visit.page.locator("svg .box > a").get_by_text("language model", exact=True).click()
    visit.page.wait_for_url("**/ontology.html#LanguageModel")


@plain
def test_without_scripts_it_is_a_plain_page(visit: Visit) -> None:
    visit.go("index.html")
    assert visit.page.get_by_role("heading", level=1).is_visible()
    assert visit.page.get_by_role("search").count() == 0, "no field that would do nothing"
    visit.go("ontology.html#Paper")
    assert visit.page.locator("#Paper h3").is_visible()
    assert visit.page.locator(".side li").first.is_visible()


@pytest.mark.parametrize("visit", [{"reduced_motion": "reduce"}], ids=["reduced"], indirect=True)
def test_nothing_moves(visit: Visit) -> None:
    visit.go("ontology.html")
    moving = """() => [...document.querySelectorAll('*')].filter(node => {
        const style = getComputedStyle(node);
        return style.scrollBehavior === 'smooth' || style.animationName !== 'none' || style.transitionDuration !== '0s';
    }).length"""
    assert visit.page.evaluate(moving) == 0


def test_on_paper_only_the_content_is_left_and_folded_parts_open(visit: Visit) -> None:
    visit.go("questions.html")
    visit.page.emulate_media(media="print")
    assert not visit.page.locator(".top").is_visible()
    assert not visit.page.locator(".side").is_visible()
    assert visit.page.locator("pre.sparql").first.is_visible()
