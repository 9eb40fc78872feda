"""The version, in each place that states it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mllm_kg.errors import NotReleasable, UnreadableInput, UsageError
from mllm_kg.release.versions import NEEDED, edition, parsed, stated_versions, stepped, suffices
from tests.release.checkouts import VERSION, Checkout
from tests.sources import ROOT


def test_what_agrees_is_a_release(checkout: Checkout) -> None:
    found, warnings = edition(checkout.folder)
    assert (found.name, found.version, found.released) == ("mllm-kg-0.1.0", "0.1.0", date(2026, 11, 22))
    assert found.epoch == 1795305600
    assert warnings == []


def test_the_project_states_its_version_in_each_place() -> None:
    places = [place for place, _ in stated_versions(ROOT)]
    assert {
        "pyproject.toml",
        "mllm_kg/__init__.py",
        "CITATION.cff version",
        "docs/citing.md",
        "ontology/mllm-kg.ttl owl:versionInfo",
        "ontology/mllm-kg.ttl owl:versionIRI",
        "ontology/alignments.ttl owl:versionInfo",
    } <= set(places)
    assert len({version for _, version in stated_versions(ROOT)}) == 1


CHANGES: dict[str, tuple[Callable[[Checkout], None], str]] = {
    "pyproject": (lambda c: c.change("pyproject.toml", VERSION, "0.2.0"), "CITATION.cff version: 0.1.0"),
    "code": (lambda c: c.change("mllm_kg/__init__.py", VERSION, "0.2.0"), "mllm_kg/__init__.py: 0.2.0"),
    "citation": (lambda c: c.change("CITATION.cff", "version: 0.1.0", "version: 0.0.9"), "CITATION.cff version: 0.0.9"),
    "ontology": (
        lambda c: c.change("ontology/mllm-kg.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.1.1"'),
        "ontology/mllm-kg.ttl owl:versionInfo: 0.1.1",
    ),
    "version IRI": (
        lambda c: c.change("ontology/mllm-kg.ttl", "ontology/0.1.0>", "ontology/0.1.1>"),
        "ontology/mllm-kg.ttl owl:versionIRI: 0.1.1",
    ),
    "alignments": (
        lambda c: c.change("ontology/alignments.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.1.1"'),
        "ontology/alignments.ttl owl:versionInfo: 0.1.1",
    ),
    "context": (
        lambda c: c.write("ontology/other.jsonld", '{"@id": "https://w3id.org/mllm-kg/context/0.3.0"}'),
        "ontology/other.jsonld, in an address: 0.3.0",
    ),
    "citing page": (lambda c: c.write("docs/citing.md", "  version = {0.3.0}\n"), "docs/citing.md: 0.3.0"),
    "form": (lambda c: c.change("pyproject.toml", VERSION, "0.1"), "pyproject.toml: 0.1"),
    "none": (lambda c: c.change("CITATION.cff", "version: 0.1.0\n", ""), "CITATION.cff version: nothing"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_place_that_says_otherwise_is_named(checkout: Checkout, name: str) -> None:
    change, line = CHANGES[name]
    change(checkout)
    with pytest.raises(NotReleasable) as caught:
        edition(checkout.folder)
    assert line in caught.value.problems
    assert "pyproject.toml: " in caught.value.problems[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 - 2026-11-22\n\n- First.\n", "raise the version"),
        ("# Changelog\n\n## 0.2.0 - 2026-11-22\n\n- New.\n\n## 0.1.0 - 2026-11-22\n", "has 0.2.0"),
        ("# Changelog\n\n## 0.1.0 - 2026-11-21\n\n- First.\n", "dates 0.1.0 2026-11-21, CITATION.cff 2026-11-22"),
        ("# Changelog\n\n## 0.1.0\n\n- First.\n", "dates 0.1.0 not at all"),
        ("# Changelog\n\n## 0.0.9 - 2026-01-01\n\n- Old.\n", "no section for 0.1.0"),
        ("# Changelog\n\n## Unreleased\n\n", "no section for 0.1.0"),
    ],
)
def test_a_changelog_that_does_not_fit_is_refused(checkout: Checkout, text: str, words: str) -> None:
    checkout.write("CHANGELOG.md", text)
    with pytest.raises(NotReleasable, match=words):
        edition(checkout.folder)


@pytest.mark.parametrize("text", ["## [0.1.0] - 2026-11-22", "## 0.1.0 – 2026-11-22"])
def test_a_section_may_be_written_as_people_write_it(checkout: Checkout, text: str) -> None:
    checkout.write("CHANGELOG.md", f"# Changelog\n\n## Unreleased\n\n{text}\n\n- First.\n")
    assert edition(checkout.folder)[1] == []


def test_changes_that_are_not_under_the_version_yet_are_told(checkout: Checkout) -> None:
    checkout.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n### Added\n\n- First.\n")
    (warning,) = edition(checkout.folder)[1]
    assert "'## 0.1.0 - 2026-11-22'" in warning


@pytest.mark.parametrize("name", NEEDED)
def test_what_is_no_checkout_is_told(checkout: Checkout, name: str) -> None:
    (checkout.folder / name).unlink()
    with pytest.raises(UsageError, match=name):
        edition(checkout.folder)


def test_a_date_that_is_none_is_told(checkout: Checkout) -> None:
    checkout.change("CITATION.cff", "2026-11-22", "soon")
    with pytest.raises(NotReleasable, match="no date-released like 2026-11-22, but 'soon'"):
        edition(checkout.folder)


def test_files_that_cannot_be_read_are_told(checkout: Checkout) -> None:
    checkout.write("pyproject.toml", "[project\n")
    with pytest.raises(UnreadableInput, match=r"pyproject\.toml"):
        edition(checkout.folder)


def test_source_date_epoch_sets_the_time_of_the_files(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert edition(checkout.folder)[0].epoch == 1700000000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH='today'"):
        edition(checkout.folder)


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        ((1, 2, 3), "patch", (1, 2, 4)),
        ((1, 2, 3), "minor", (1, 3, 0)),
        ((1, 2, 3), "major", (2, 0, 0)),
        ((0, 2, 3), "patch", (0, 2, 4)),
        ((0, 2, 3), "minor", (0, 2, 4)),
        ((0, 2, 3), "major", (0, 3, 0)),
    ],
)
def test_steps(before: tuple[int, int, int], step: str, after: tuple[int, int, int]) -> None:
    assert stepped(before, step) == after
    assert suffices(before, after, step)
    assert not suffices(before, before, step)


@pytest.mark.parametrize("text", ["1.2", "v1.2.3", "1.2.3rc1", "1.2.3 ", ""])
def test_what_is_no_version(text: str) -> None:
    assert parsed(text) is None
