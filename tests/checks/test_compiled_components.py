"""Each constraint component: what it must find by the specification, what is found, and what pySHACL finds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.checks.compiled import compile_shapes, judge
from mllm_kg.checks.compiled.classes import Classes
from mllm_kg.checks.compiled.components import COMPONENTS
from mllm_kg.checks.compiled.lexical import LEXICAL
from mllm_kg.checks.compiled.values import TESTS
from mllm_kg.checks.reference import judge_by_pyshacl
from mllm_kg.checks.shapes import Result, Shapes, load_shapes
from mllm_kg.checks.words import plain
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import PREFIXES, graph

EX = "https://example.org/"
PROLOGUE = f"@prefix : <{EX}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
BEGINNINGS = {
    "property": ":S a sh:NodeShape ; sh:targetClass :T ; sh:property :P . :P a sh:PropertyShape ; sh:path :p ; ",
    "inverse": ":S a sh:NodeShape ; sh:targetClass :T ; sh:property :P . :P a sh:PropertyShape ; sh:path [ sh:inversePath :p ] ; ",
    "itself": ":S a sh:NodeShape ; sh:targetClass :T ; ",
}


@dataclass(frozen=True)
class Case:
    """One line of ``corpus/components.tsv``: see its head."""

    component: str
    on: str
    shape: str
    data: str
    wrong: str

    @property
    def shapes(self) -> str:
        return BEGINNINGS[self.on] + self.shape

    @property
    def results(self) -> set[str]:
        return set() if self.wrong == "-" else set(self.wrong.split(" | "))


def load_cases() -> list[Case]:
    lines = (Path(__file__).parent / "corpus/components.tsv").read_text(encoding="utf-8").splitlines()
    return [Case(*line.split("\t")) for line in lines if not line.startswith("#")]


CASES = load_cases()
TARGETS = [
    (":S a sh:NodeShape ; sh:targetNode :a, :c ; sh:property [ sh:path :p ; sh:minCount 1 ]", {"a", "c"}),
    (":S a sh:NodeShape ; sh:targetSubjectsOf :q ; sh:property [ sh:path :p ; sh:minCount 1 ]", {"a", "b"}),
    (":S a sh:NodeShape ; sh:targetObjectsOf :q, :r ; sh:property [ sh:path :p ; sh:minCount 1 ]", {"b", "c"}),
    (
        ":S a sh:NodeShape ; sh:targetClass :T ; sh:targetSubjectsOf :q ; sh:property [ sh:path :p ; sh:maxCount 0 ]",
        {"d"},
    ),
    (":S a sh:PropertyShape ; sh:targetClass :T ; sh:path :q ; sh:minCount 1", {"d"}),
    (":T a sh:NodeShape, rdfs:Class ; sh:property [ sh:path :q ; sh:minCount 1 ]", {"d"}),
    (":S a sh:NodeShape ; sh:targetClass :T ; sh:deactivated true ; sh:property [ sh:path :q ; sh:minCount 1 ]", set()),
    (":S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path :q ; sh:minCount 1 ; sh:deactivated true ]", set()),
]
TARGET_DATA = ":a :q :b . :b :q :c . :b :r :b . :d a :T ; :p 1"


def shapes_of(text: str, folder: Path) -> Shapes:
    (folder / "one.ttl").write_text(f"{PROLOGUE}{text} .", encoding="utf-8")
    return load_shapes(folder)


def data_of(text: str) -> Dataset:
    parsed = list(ox.parse(f"{PROLOGUE}{text} .", ox.RdfFormat.TURTLE))
    # Every statement stands in two graphs: none may count twice.
    return Dataset.from_quads(ox.Quad(*quad.triple, graph(name)) for quad in parsed for name in ("one", "two"))


def told(result: Result) -> str:
    """Return a result as the tables above write it: a literal with a quotation mark behind it."""
    value = result.value
    shown = [] if value is None else [plain(value).removeprefix(EX) + ("'" if isinstance(value, ox.Literal) else "")]
    return " ".join([plain(result.focus).removeprefix(EX), *shown])


def compiled(shapes: Shapes, data: Dataset, focus: set[str] | None = None) -> set[tuple[str, str]]:
    classes = Classes(data)
    known = compile_shapes(shapes, classes)
    assert known.unknown == ()
    return {(result.component, told(result)) for result in judge(data, known, classes, focus)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.component}-{case.on}-{case.wrong}")
def test_component(case: Case, tmp_path: Path) -> None:
    shapes, dataset = shapes_of(case.shapes, tmp_path), data_of(case.data)
    component = f"{case.component[0].upper()}{case.component[1:]}ConstraintComponent"
    found = compiled(shapes, dataset)
    assert found == {(component, result) for result in case.results}
    assert found == {(result.component, told(result)) for result in judge_by_pyshacl(dataset, shapes)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.component}-{case.on}-{case.wrong}")
def test_single_entities_are_judged_alike(case: Case, tmp_path: Path) -> None:
    shapes, dataset = shapes_of(case.shapes, tmp_path), data_of(case.data)
    for name in "abcd":
        alone = {result for _, result in compiled(shapes, dataset, {EX + name})}
        assert alone == {result for result in case.results if result.split(" ")[0] == name}


@pytest.mark.parametrize(("shape", "wrong"), TARGETS, ids=range(len(TARGETS)))
def test_targets(shape: str, wrong: set[str], tmp_path: Path) -> None:
    shapes, dataset = shapes_of(shape, tmp_path), data_of(TARGET_DATA)
    found = {result for _, result in compiled(shapes, dataset)}
    assert found == wrong == {told(result) for result in judge_by_pyshacl(dataset, shapes)}
    alone = [compiled(shapes, dataset, {EX + name}) for name in "abcd"]
    assert {result for results in alone for _, result in results} == wrong


def test_every_component_is_tested() -> None:
    assert {case.component for case in CASES} == COMPONENTS.keys() | TESTS.keys()


def test_a_pattern_ends_where_the_text_ends(tmp_path: Path) -> None:
    """``$`` is the end of the text in XPath's expressions; in Python's it also comes before a last line break."""
    shapes = shapes_of(BEGINNINGS["property"] + "sh:pattern '^a$'", tmp_path)
    assert {result for _, result in compiled(shapes, data_of(":a a :T ; :p 'a', 'a\\n'"))} == {"a a\n'"}


def test_texts_of_shapes_can_not_break_out_of_a_query(tmp_path: Path) -> None:
    shapes = shapes_of(BEGINNINGS["property"] + "sh:pattern '''^\"\\\\)} #\n$'''", tmp_path)
    assert compiled(shapes, data_of(""":a a :T ; :p '''")} #\n'''""")) == set()


FORMS = [
    ("boolean", "true false 1 0", "TRUE yes 2"),
    ("integer", "0 -1 +12 007", "1.0 1e3 x --1 0x1 1_000"),
    ("nonNegativeInteger", "0 +1 -0", "-1 x"),
    ("positiveInteger", "1 010 +5", "0 -1 000"),
    ("decimal", "1 1.5 -.5 +3.", "1e3 . x 1,5"),
    ("double", "1 1e3 -1.5E-3 INF -INF NaN .5", "e3 inf nan x"),
    (
        "date",
        "2024-04-07 2000-02-29 2024-02-29Z 1999-12-31+14:00 -0044-03-15",
        "2024-4-7 1900-02-29 2023-02-29 2024-04-31 2024-13-01 24-01-01 2024-00-10 2024-01-00",
    ),
    (
        "dateTime",
        "2024-04-07T23:59:59 2024-04-07T24:00:00 2024-04-07T00:00:00.5Z",
        "2024-04-07 2024-04-07T25:00:00 2024-04-07T24:00:01",
    ),
    ("gYear", "2024 -0044 12024 2024Z", "24 x 02024"),
    ("gYearMonth", "2024-04", "2024-13 2024"),
]


@pytest.mark.parametrize(("datatype", "good", "bad"), FORMS, ids=[name for name, *_ in FORMS])
def test_lexical_forms_are_those_of_xml_schema(datatype: str, good: str, bad: str) -> None:
    form = LEXICAL[PREFIXES["xsd"] + datatype]
    store = ox.Store()

    def matches(text: str) -> bool:
        return bool(store.query(f'ASK {{ FILTER(REGEX("{text}", "{form}")) }}'))

    assert [text for text in good.split() if not matches(text)] == []
    assert [text for text in bad.split() if matches(text)] == []
