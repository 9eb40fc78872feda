"""From one release to the next: what is told, which step it asks for, and what must not happen."""

from __future__ import annotations

import re

import pytest

from mllm_kg.build import source_dataset
from mllm_kg.errors import NotReleasable, UnreadableInput
from mllm_kg.release.changelog import advice, changelog
from mllm_kg.release.changes import Changes, changes, known
from mllm_kg.release.sources import Sources, read_sources
from mllm_kg.release.versions import edition
from tests.release.checkouts import Checkout


@pytest.fixture
def before(checkout: Checkout) -> Sources:
    """The sources as they were released; what the test does to the checkout comes after."""
    return read_sources(checkout.folder, "v0.1.0")


def compared(before: Sources, checkout: Checkout) -> Changes:
    after = read_sources(checkout.folder, "now")
    return changes(before, after, source_dataset(checkout.assets), checkout.assets)


def told(before: Sources, checkout: Checkout) -> str:
    found = compared(before, checkout)
    checkout.raise_version("0.2.0")
    return changelog(edition(checkout.folder)[0], found)


def test_nothing(before: Sources, checkout: Checkout) -> None:
    assert compared(before, checkout).nothing
    text = told(before, checkout)
    assert "Nothing changed in what the graph says." in text
    assert "Suggested step: **patch** (0.1.1 or later)" in text


def test_an_entity_more(before: Sources, checkout: Checkout) -> None:
    checkout.model("c", "based_on: [model/a]\n")
    text = told(before, checkout)
    assert text.startswith("# Changes in 0.2.0, since 0.1.0\n\nReleased on 2026-11-22.\n")
    assert "**minor** (0.1.1 or later)" in text
    assert "| model | 2 | 3 |" in text
    assert text.endswith("## Entities with records\n\n### Added\n\n- model/c  C\n")


def test_fields_are_told_one_by_one(before: Sources, checkout: Checkout) -> None:
    checkout.change("data/models/b.yaml", "final_stage: sft", "final_stage: rlhf")
    text = told(before, checkout)
    assert "### Changed\n\n- model/b  B\n  - final\\_stage: sft → rlhf\n" in text
    assert "**patch**" in text


def test_what_happened_to_many_alike_is_told_at_once(checkout: Checkout) -> None:
    for number in range(60):
        checkout.model(f"m{number:02d}")
    before = read_sources(checkout.folder, "v0.1.0")
    for number in range(60):
        checkout.model(f"m{number:02d}", "milestone: true\n" if number else "milestone: false\nopen_weights: true\n")
    text = told(before, checkout)
    assert "- 59 entities, from model/m01 to model/m59\n  - milestone\n" in text
    assert "- model/m00  M00\n  - + milestone: false\n  - + open\\_weights: true\n" in text


def test_an_entity_that_is_deprecated(before: Sources, checkout: Checkout) -> None:
    checkout.model("b", "deprecated: true\nreplaced_by: model/a\n")
    text = told(before, checkout)
    assert "### Deprecated\n\n- model/b  B\n" in text
    assert "**minor**" in text


def test_an_entity_that_is_gone_is_refused(before: Sources, checkout: Checkout) -> None:
    (checkout.folder / "data/models/b.yaml").unlink()
    with pytest.raises(NotReleasable, match=r"An IRI of release 0\.1\.0 is gone and was not deprecated") as caught:
        compared(before, checkout)
    assert caught.value.problems == ("kg:model/b",)


def test_an_entity_under_another_name_is_refused(before: Sources, checkout: Checkout) -> None:
    path = checkout.folder / "data/models/b.yaml"
    path.with_name("b2.yaml").write_text(path.read_text().replace("model/b\n", "model/b2\n"))
    path.unlink()
    with pytest.raises(NotReleasable) as caught:
        compared(before, checkout)
    assert caught.value.problems == ("kg:model/b",)


def test_what_was_deprecated_in_the_release_before_may_go(checkout: Checkout) -> None:
    checkout.model("b", "deprecated: true\nreplaced_by: model/a\n")
    before = read_sources(checkout.folder, "v0.1.0")
    (checkout.folder / "data/models/b.yaml").unlink()
    found = compared(before, checkout)
    assert (found.withdrawn, found.step) == (("kg:model/b",), "major")
    assert "### Removed\n\n- model/b  B\n" in told(before, checkout)


def test_many_that_are_gone_are_counted(checkout: Checkout) -> None:
    for number in range(25):
        checkout.model(f"m{number:02d}")
    before = read_sources(checkout.folder, "v0.1.0")
    for path in (checkout.folder / "data/models").glob("m*.yaml"):
        path.unlink()
    with pytest.raises(NotReleasable, match="25 IRIs of release") as caught:
        compared(before, checkout)
    assert len(caught.value.problems) == 21
    assert caught.value.problems[-1] == "and 5 more"


def test_a_name_that_is_corrected_is_told_and_not_refused(checkout: Checkout) -> None:
    checkout.model("c", "tackles: [translatoin]\n")
    before = read_sources(checkout.folder, "v0.1.0")
    checkout.model("c", "tackles: [translation]\n")
    found = compared(before, checkout)
    assert found.withdrawn == ("kg:task/translatoin",)
    assert found.new.entities - found.old.entities == {"https://w3id.org/mllm-kg/id/task/translation"}
    text = told(before, checkout)
    assert "## Withdrawn names" in text
    assert text.endswith("\n- kg:task/translatoin\n")


def test_a_term_that_is_gone_is_refused(before: Sources, checkout: Checkout) -> None:
    path = checkout.folder / "ontology/mllm-kg.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("mllm:weights", "mllm:openWeightsAt"), encoding="utf-8")
    with pytest.raises(NotReleasable) as caught:
        compared(before, checkout)
    assert caught.value.problems == ("mllm:weights",)


def test_a_question_that_is_gone_is_told_as_breaking(before: Sources, checkout: Checkout) -> None:
    (checkout.folder / "queries/papers-by-strategy.rq").unlink()
    text = told(before, checkout)
    assert "## Research questions\n\n### Removed\n\n- papers-by-strategy\n" in text
    assert "Suggested step: **major** (0.2.0 or later)" in text


def test_a_version_that_does_not_go_far_enough_is_told(before: Sources, checkout: Checkout) -> None:
    (checkout.folder / "queries/papers-by-strategy.rq").unlink()
    found = compared(before, checkout)
    checkout.raise_version("0.1.1")
    told = advice(edition(checkout.folder)[0], found)
    assert told is not None
    assert re.match(r"The changes since 0\.1\.0 ask for 0\.2\.0 at least, not 0\.1\.1: ", told)


def test_a_release_before_that_cannot_be_read_is_told(checkout: Checkout) -> None:
    checkout.change("data/models/b.yaml", "final_stage: sft", "final_stage: [")
    before = read_sources(checkout.folder, "v0.1.0")
    checkout.change("data/models/b.yaml", "final_stage: [", "final_stage: sft")
    with pytest.raises(
        UnreadableInput, match=r"v0\.1\.0: \d+ of its records can't be read by this version; the first: "
    ):
        compared(before, checkout)


def test_what_only_follows_is_no_entity_of_its_own(kg: object) -> None:
    stated = known(quad for quad in kg.quads() if "/graph/inferred" not in str(quad.graph_name))  # type: ignore[attr-defined]
    assert known(kg.quads()) == stated  # type: ignore[attr-defined]
    assert stated.kinds["language"] > 1900
