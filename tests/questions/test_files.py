"""The question files: their headers, their texts, and the page that is generated from them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.errors import UnreadableInput
from mllm_kg.guard import check
from mllm_kg.questions import THEMES, Question, allowed_values, from_json, load_question_files, to_json
from mllm_kg.questions.blocks import data_blocks
from mllm_kg.questions.docs import question_page, write_page

QUERIES = Path(__file__).resolve().parents[2] / "queries"
QUESTIONS = load_question_files(QUERIES)
NAMES = [question.name for question in QUESTIONS]
SIZES = {
    "landscape": 9,
    "models": 5,
    "resources": 6,
    "benchmarks": 3,
    "frontiers": 2,
    "gaps": 5,
    "trust": 6,
    "languages": 4,
}


@pytest.fixture(params=QUESTIONS, ids=NAMES)
def question(request: pytest.FixtureRequest) -> Question:
    found: Question = request.param
    return found


@pytest.fixture(scope="module")
def shuffled(kg: KnowledgeGraph) -> ox.Store:
    """Hold the graph in memory, its statements added in another order."""
    store = ox.Store()
    store.extend(sorted(kg.quads(), key=str, reverse=True))
    return store


class TestAllTogether:
    """What holds for the questions as a whole."""

    def test_forty_questions_in_eight_themes(self) -> None:
        assert [question.number for question in QUESTIONS] == list(range(1, 41))
        assert {theme: sum(question.theme == theme for question in QUESTIONS) for theme in THEMES} == SIZES
        themes = [list(THEMES).index(question.theme) for question in QUESTIONS]
        assert themes == sorted(themes)
        assert QUESTIONS[0].name == "papers-by-strategy"

    def test_json_holds_everything(self) -> None:
        assert from_json(json.loads(json.dumps(to_json(QUESTIONS)))) == QUESTIONS

    def test_the_snapshot_has_them(self, kg: KnowledgeGraph) -> None:
        assert list(kg.questions.values()) == QUESTIONS

    def test_the_page_is_up_to_date(self, tmp_path: Path) -> None:
        page = QUERIES.parent / "docs/questions.md"
        again = (
            "from pathlib import Path; from mllm_kg.questions.docs import write_page;"
            " write_page(Path('queries'), Path('docs/questions.md'))"
        )
        assert page.read_text(encoding="utf-8") == question_page(QUESTIONS), f'run: python -c "{again}"'
        write_page(QUERIES, tmp_path / "questions.md")
        assert (tmp_path / "questions.md").read_bytes() == page.read_bytes()


class TestEach:
    """What holds for every question."""

    def test_it_is_a_plain_select(self, question: Question) -> None:
        assert check(question.sparql) == "SELECT"
        assert "ORDER BY" in question.sparql
        assert not re.search(
            r"#\+|\bFROM\b|\bSERVICE\b|\bLIMIT\b|GROUP_CONCAT|SAMPLE|\bNOW\b|\bRAND\b", question.sparql
        )

    def test_it_needs_no_prefixes_from_elsewhere(self, question: Question) -> None:
        ox.Store().query(question.sparql)
        declared = re.findall(r"^PREFIX (\w+):", question.sparql, re.MULTILINE)
        body = re.sub(r"^PREFIX .*$|<[^>]*>|\"[^\"]*\"", "", question.sparql, flags=re.MULTILINE)
        used = set(re.findall(r"\b(\w+):\w", body))
        assert declared == sorted(used)

    def test_its_texts_are_sentences(self, question: Question) -> None:
        assert re.fullmatch(r"[A-Z].*\?", question.summary)
        assert re.fullmatch(r"[A-Z].*\.", question.description)
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", question.name)
        assert len(set(question.tags)) == len(question.tags)

    def test_every_iri_has_a_label_beside_it(self, question: Question, kg: KnowledgeGraph) -> None:
        rows = kg.query(question.name)
        assert len(rows) > 0
        for place, name in enumerate(rows.variables):
            terms = [row[name] for row in rows]
            if any(isinstance(term, ox.NamedNode) and "/mllm-kg/id/" in term.value for term in terms):
                assert rows.variables[place + 1] == f"{name}Label"
                labels = [row[f"{name}Label"] for row in rows]
                own = [isinstance(term, ox.NamedNode) and "/mllm-kg/id/" in term.value for term in terms]
                assert None not in [label for label, needs in zip(labels, own, strict=True) if needs]

    def test_rows_are_distinct(self, question: Question, kg: KnowledgeGraph) -> None:
        rows = kg.query(question.name)
        assert len(set(rows.rows)) == len(rows)

    def test_the_order_is_total(self, question: Question, kg: KnowledgeGraph, shuffled: ox.Store) -> None:
        """The same statements, stored in another order, give the same rows in the same order."""
        rows = kg.query(question.name)
        again = shuffled.query(question.sparql, use_default_graph_as_union=True)
        assert isinstance(again, ox.QuerySolutions)
        assert [tuple(row[name] for name in rows.variables) for row in again] == rows.rows

    def test_columns_are_explained(self, question: Question, kg: KnowledgeGraph) -> None:
        ours = set(re.findall(r"`(\w+)`", question.description))
        known = {*kg.query(question.name).variables, *(param.name for param in question.params)}
        assert ours <= known

    def test_parameters(self, question: Question, kg: KnowledgeGraph) -> None:
        blocks = [block.name for block in data_blocks(question.sparql)]
        for param in question.params:
            assert param.name in blocks
            if param.values is None:
                assert param.type in ("entity", "integer", "date", "string")
                continue
            allowed = allowed_values(param, kg)
            assert allowed
            assert all(label for _, label in allowed)
            assert len({term for term, _ in allowed}) == len(allowed)

    def test_examples_and_defaults_are_allowed(self, question: Question, kg: KnowledgeGraph) -> None:
        for param in question.params:
            for value in filter(None, (param.example, param.default)):
                kg.query(question.name, **{param.name: value})
            if param.is_entity and param.values and param.default:
                default = kg.resolve(param.default, param.kinds)
                assert default in [term for term, _ in allowed_values(param, kg)]


HEADER = """\
#+ summary: What is there?
#+ description: All of it.
#+ number: 1
#+ tags: [models]
"""
QUERY = "SELECT * WHERE { VALUES ?model { UNDEF } ?model ?p ?o } ORDER BY ?model ?p ?o\n"
PARAM = """\
#+ params:
#+   - {name: model, type: model, description: the model, example: bloomz}
"""


class TestMistakes:
    """A file that can't be a question is refused with its name and what is wrong."""

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            (QUERY, "empty"),
            (HEADER.replace("number: 1", "number: one") + QUERY, "number must be an integer"),
            (HEADER.replace("models", "stars") + QUERY, "first tag"),
            (HEADER.replace("#+ number: 1\n", "") + QUERY, "needs summary"),
            (HEADER + "#+ colour: red\n" + QUERY, "needs summary"),
            (HEADER + "#+ params: [\n" + QUERY, "[syntax]"),
            (HEADER + PARAM.replace("type: model", "type: colour") + QUERY, "no type of parameters"),
            (HEADER + PARAM.replace(", example: bloomz", "") + QUERY, "needs name, type"),
            (HEADER + PARAM.replace("name: model", "name: other") + QUERY, "no VALUES ?other"),
            (HEADER + PARAM.replace("bloomz}", "bloomz, default: bloomz}") + QUERY, "the header's default of model"),
            (HEADER + PARAM.replace("bloomz}", "bloomz, required: true}") + QUERY, "has no default"),
            (
                HEADER + PARAM.replace("type: model", "type: integer").replace("bloomz}", "b, default: b}") + QUERY,
                "whole number",
            ),
        ],
    )
    def test_refused(self, text: str, reason: str, tmp_path: Path) -> None:
        (tmp_path / "odd.rq").write_text(text, encoding="utf-8")
        with pytest.raises(UnreadableInput, match=r"queries/odd\.rq") as caught:
            load_question_files(tmp_path)
        assert reason in str(caught.value)

    def test_two_questions_of_one_number(self, tmp_path: Path) -> None:
        for name in ("a.rq", "b.rq"):
            (tmp_path / name).write_text(HEADER + PARAM + QUERY, encoding="utf-8")
        with pytest.raises(UnreadableInput, match="number 1 is that of a already"):
            load_question_files(tmp_path)

    def test_not_text(self, tmp_path: Path) -> None:
        (tmp_path / "odd.rq").write_bytes(b"\xff")
        with pytest.raises(UnreadableInput):
            load_question_files(tmp_path)
