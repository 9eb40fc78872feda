"""The questions in other languages: their own texts, and the labels in their answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.errors import UnreadableInput
from mllm_kg.graph import Dataset
from mllm_kg.questions import THEMES, Question, allowed_values, in_language, load_question_files
from mllm_kg.results import Rows

QUERIES = Path(__file__).resolve().parents[2] / "queries"
QUESTIONS = load_question_files(QUERIES)
HANGUL = re.compile("[가-힣]")
A, B, C = (ox.NamedNode(f"https://w3id.org/mllm-kg/id/task/{name}") for name in "abc")
LABELS = Dataset.from_quads(
    ox.parse(
        """
        <https://w3id.org/mllm-kg/id/task/a> <http://www.w3.org/2000/01/rdf-schema#label> "A"@en , "가"@ko , "甲"@zh .
        <https://w3id.org/mllm-kg/id/task/b> <http://www.w3.org/2000/01/rdf-schema#label> "B" .
        """,
        format=ox.RdfFormat.TURTLE,
    )
)


@pytest.fixture(params=QUESTIONS, ids=[question.name for question in QUESTIONS])
def question(request: pytest.FixtureRequest) -> Question:
    found: Question = request.param
    return found


def in_code(text: str) -> set[str]:
    return set(re.findall(r"`[^`]+`", text))


class TestTexts:
    """What a question says of itself."""

    def test_every_question_is_asked_in_korean(self, question: Question) -> None:
        korean = question.told("ko")
        assert HANGUL.search(korean.summary)
        assert korean.summary.endswith("까?")
        assert korean.description.endswith(("니다.", "시오."))
        assert (korean.name, korean.sparql, korean.tags) == (question.name, question.sparql, question.tags)

    def test_what_is_typed_is_the_same_in_korean(self, question: Question) -> None:
        assert in_code(question.told("ko").description) == in_code(question.description)

    def test_every_parameter_is_described_in_korean(self, question: Question) -> None:
        for english, korean in zip(question.params, question.told("ko").params, strict=True):
            assert HANGUL.search(korean.description)
            assert (korean.name, korean.example, korean.default) == (english.name, english.example, english.default)

    def test_no_summary_is_that_of_another_question(self) -> None:
        assert len({question.told("ko").summary for question in QUESTIONS}) == 40

    def test_a_language_without_texts_is_told_in_english(self, question: Question) -> None:
        assert question.told("en") == question.told("en-GB") == question
        assert question.told("fr").summary == question.summary
        assert question.told("ko-KR") == question.told("ko") != question

    def test_every_value_to_choose_from_has_a_label_in_both_languages(
        self, question: Question, kg: KnowledgeGraph
    ) -> None:
        for param in question.params:
            english, korean = (allowed_values(param, kg, language) for language in ("en", "ko"))
            assert [value for value, _ in english] == [value for value, _ in korean]
            if param.type == "choice":
                assert not [label for _, label in english if HANGUL.search(label)]
                assert not [label for _, label in korean if not HANGUL.search(label)]

    def test_entities_to_choose_from_have_their_labels(
        self, kg: KnowledgeGraph, records: dict[str, dict[str, Any]]
    ) -> None:
        param = kg.question("models-for-language").param("language")
        assert param is not None
        labels = {value.value.rpartition("/")[2]: label for value, label in allowed_values(param, kg, "ko")}
        assert labels["swa"] == records["language/swa"]["names"]["ko"]
        assert labels["kor"] == records["language/kor"]["names"]["ko"]

    def test_a_value_without_a_label_in_the_language_has_its_english_one(self, kg: KnowledgeGraph) -> None:
        param = kg.question("taxonomy-translations").param("tag")
        assert param is not None
        labels = {value.value: label for value, label in allowed_values(param, kg, "ar")}
        assert (labels["de"], labels["fr"]) == ("German", "French")
        assert labels["ar"] == kg.label(kg.resolve("language/ara"), "ar")

    def test_themes_have_korean_titles(self) -> None:
        assert all(HANGUL.search(title.told("ko")) for title in THEMES.values())


HEADER = """\
#+ summary: What is there?
#+ {key}: 무엇이 있습니까?
#+ description: All of it.
#+ number: 1
#+ tags: [models]
#+ params:
#+   - {{name: model, type: model, description: the model, {param}: 모델, example: bloomz}}
"""
QUERY = "SELECT * WHERE { VALUES ?model { UNDEF } ?model ?p ?o } ORDER BY ?model ?p ?o\n"


class TestHeaders:
    """How a file has its texts in another language."""

    def write(self, folder: Path, key: str, param: str) -> None:
        (folder / "odd.rq").write_text(HEADER.format(key=key, param=param) + QUERY, encoding="utf-8")

    def test_a_text_has_its_language_after_an_at_sign(self, tmp_path: Path) -> None:
        self.write(tmp_path, "summary@ko", "description@zh-Hant")
        (question,) = load_question_files(tmp_path)
        assert (question.summary, question.summaries) == ("What is there?", {"ko": "무엇이 있습니까?"})
        assert question.params[0].descriptions == {"zh-Hant": "모델"}
        assert question.descriptions == {}

    @pytest.mark.parametrize(
        ("key", "param", "reason"),
        [
            ("summary@", "description@ko", "needs summary"),
            ("summary@k_o", "description@ko", "needs summary"),
            ("tags@ko", "description@ko", "needs summary"),
            ("summary@ko", "example@ko", "needs name"),
            ("summary@ko", "summary@ko", "needs name"),
        ],
    )
    def test_other_keys_are_refused(self, tmp_path: Path, key: str, param: str, reason: str) -> None:
        self.write(tmp_path, key, param)
        with pytest.raises(UnreadableInput, match=reason):
            load_question_files(tmp_path)

    def test_a_translation_does_not_stand_for_the_english_text(self, tmp_path: Path) -> None:
        text = HEADER.format(key="summary@ko", param="description@ko").replace("#+ summary: What is there?\n", "")
        (tmp_path / "odd.rq").write_text(text + QUERY, encoding="utf-8")
        with pytest.raises(UnreadableInput, match="needs summary"):
            load_question_files(tmp_path)


class TestAnswers:
    """The labels in an answer."""

    def test_labels_beside_entities_are_replaced_and_the_rest_stays(self) -> None:
        rows = Rows(
            ["task", "taskLabel", "n"],
            [(A, ox.Literal("A", language="en"), ox.Literal(2)), (B, ox.Literal("B"), None), (C, None, None)],
        )
        assert in_language(rows, LABELS, "ko").rows == [
            (A, ox.Literal("가", language="ko"), ox.Literal(2)),
            (B, ox.Literal("B"), None),
            (C, None, None),
        ]
        assert in_language(rows, LABELS, "zh-TW")[0]["taskLabel"] == ox.Literal("甲", language="zh")

    def test_a_label_is_filled_in_where_the_answer_has_none(self) -> None:
        assert in_language(Rows(["task", "taskLabel"], [(A, None)]), LABELS, "ko")[0]["taskLabel"] == ox.Literal(
            "가", language="ko"
        )

    @pytest.mark.parametrize("variables", [["task", "n"], ["other", "taskLabel"], ["Label", "x"]])
    def test_without_a_column_of_entities_beside_it_nothing_is_replaced(self, variables: list[str]) -> None:
        rows = Rows(variables, [(A, ox.Literal("A", language="en"))])
        assert in_language(rows, LABELS, "ko") == rows

    def test_english_rows_are_those_of_the_query(self) -> None:
        rows = Rows(["task", "taskLabel"], [(A, ox.Literal("called otherwise"))])
        assert in_language(rows, LABELS, "en") is in_language(rows, LABELS, "en-GB") is rows

    def test_each_entity_is_looked_up_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[ox.NamedNode] = []

        def labels(entity: ox.NamedNode) -> dict[str, str]:
            asked.append(entity)
            return {}

        monkeypatch.setattr(LABELS, "labels", labels)
        in_language(Rows(["task", "taskLabel"], [(A, None), (B, None), (A, None)]), LABELS, "ko")
        assert asked == [A, B]

    def test_rows_keep_their_order_and_number(self, question: Question, kg: KnowledgeGraph) -> None:
        english, korean = kg.query(question.name), kg.query(question.name, lang="ko")
        assert korean.variables == english.variables
        labels = {name for name in english.variables if name.endswith("Label")}
        for name in set(english.variables) - labels:
            assert [row[name] for row in korean] == [row[name] for row in english]

    def test_a_label_that_is_replaced_is_the_label_of_its_entity(self, question: Question, kg: KnowledgeGraph) -> None:
        """Only a column with the labels of the one beside it may be called so."""
        rows = kg.query(question.name)
        for name in rows.variables:
            if f"{name}Label" in rows.variables:
                for row in rows:
                    node, label = row[name], row[f"{name}Label"]
                    if isinstance(node, ox.NamedNode) and isinstance(label, ox.Literal):
                        assert not kg.labels(node) or label.value in kg.labels(node).values()
