"""Whatever stands in a file, reading it as a record raises nothing and points inside the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mllm_kg.assets import find_assets
from mllm_kg.findings import Finding
from mllm_kg.inputs.guess import guess
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.records import read_record_input
from mllm_kg.records.context import Context
from mllm_kg.records.text import decode, lines

ASSETS = find_assets()
CONTEXT = Context.load(ASSETS.ontology / "context.jsonld")
RECORDS = [path.read_text(encoding="utf-8") for path in sorted(Path(ASSETS.data).glob("[mprb]*/*.yaml"))[::40]]
BOUNDED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SIGNS = st.sampled_from(
    [
        *"\t :-'\"[]{},#&*!|>%@`?\\\n\r\0~=<",
        "\u2028",
        "\ufeff",
        "- ",
        ": ",
        "\n  ",
        "---\n",
        "...\n",
        "<<",
        "null",
        "0x" + "f" * 9,
    ]
)
YAMLISH = st.lists(
    st.one_of(SIGNS, st.sampled_from(["id", "type", "label", "year", "source", "model/x", "2020"])), max_size=60
)


def check(text: str) -> Input:
    """Read a text, and hold every finding to it."""
    made = read_record_input(text, "x.yaml", CONTEXT)
    for finding in made.findings:
        inside(finding, text)
    assert made.record is not None or made.findings
    assert {quad.triple for quad in made.quads} == set(made.places.statements)
    return made


def inside(finding: Finding, text: str) -> None:
    place = finding.location
    assert place is not None
    assert place.line is not None
    assert place.column is not None
    written = lines(text)
    assert 1 <= place.line <= len(written), finding
    line = written[place.line - 1]
    assert 1 <= place.column <= len(line) + 1, finding
    assert place.end is None or place.column < place.end <= len(line) + 1, finding
    assert finding.source == line.encode("utf-8", "replace").decode(), finding
    assert str(finding.message).isprintable()
    assert finding.suggestion is None or str(finding.suggestion).isprintable()


@BOUNDED
@given(st.text(st.characters(), max_size=300))
def test_any_text_at_all(text: str) -> None:
    check(text)
    guess(text)


@BOUNDED
@given(YAMLISH)
def test_any_text_of_signs_that_mean_something_in_yaml(parts: list[str]) -> None:
    check("".join(parts))


@BOUNDED
@given(st.sampled_from(RECORDS), st.data())
def test_a_record_with_something_put_in_or_taken_out(record: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(record)))
        length = data.draw(st.sampled_from([0, 0, 1, 2, 20]))
        record = (
            record[:start] + data.draw(st.one_of(SIGNS, st.text(max_size=5), st.just(""))) + record[start + length :]
        )
    check(record)


@BOUNDED
@given(st.sampled_from(RECORDS), st.data())
def test_a_record_with_its_lines_in_another_order(record: str, data: st.DataObject) -> None:
    check("\n".join(data.draw(st.permutations(record.split("\n")[:20]))))


@BOUNDED
@given(st.binary(max_size=200))
def test_any_bytes_at_all(content: bytes) -> None:
    text = decode(content, "x.yaml")
    if isinstance(text, str):
        check(text)
    else:
        assert text.rule == "unreadable"
        assert text.location is not None
        assert text.location.line is not None


@pytest.mark.parametrize(
    "text", ["--- ", "---", "...", "\ufeff\t", "i\td: y: B\n", "id: x\ty: B\n", "a:", "a: [", "a: '", "?", "-"]
)
def test_texts_that_once_pointed_outside_or_told_something_invisible(text: str) -> None:
    check(text)
    check(text + "\n")


@pytest.mark.parametrize("number", range(len(RECORDS)))
def test_a_record_that_is_right_has_no_finding(number: int) -> None:
    assert check(RECORDS[number]).findings == []


@pytest.mark.parametrize(
    "text",
    [
        "a: " + " " * 50_000 + ": b",
        "a " * 50_000 + ": b: c",
        "k: v" + " " * 50_000 + ": x",
        "a: [" + '"x" ' * 30_000 + "]",
        "a: '" + "b: c\n" * 30_000,
        "- " * 63 + "x\n" * 20_000 + "y: z: w",
        "? " * 60 + "\n",
        "x\n" * 50_000 + "a: b",
        "year: 0x" + "f" * 2_900,
        "latitude: " + "9" * 90_000,
        "weights: " + "a." * 40_000,
        "id: " + "é" * 90_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_text_keeps_the_reader_busy(text: str) -> None:
    check(text)
