"""What the survey's facts hold is in the graph; the numbers were counted in the facts, not in the graph."""

from __future__ import annotations

import pytest

from mllm_kg import KnowledgeGraph


def count(kg: KnowledgeGraph, pattern: str) -> int:
    rows = kg.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(rows[0]["n"].value)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("?x a mllm:AlignmentStrategy", 15),
        ("?x a mllm:TrainingStage", 5),
        ("?x a mllm:ConstructionMethod", 5),
        ("?x a mllm:Frontier", 6),
        ("?x a mllm:Challenge", 12),
        ("?f mllm:hasChallenge ?x", 12),
        ("?x a mllm:ListEntry", 187),
        ("GRAPH kgg:survey-list { ?x a mllm:ListEntry }", 187),
        ("?x mllm:figureLabel ?label", 87),
        ("?x mllm:milestone true", 4),
        ("kg:paper\\/qin2024multilingual mllm:similarTo ?x", 9),
    ],
)
def test_the_graph_has_as_many(pattern: str, number: int, kg: KnowledgeGraph) -> None:
    assert count(kg, pattern) == number


@pytest.mark.parametrize(
    ("strategy", "rows"),
    [
        ("sft-alignment", 28),
        ("pretraining-alignment", 39),
        ("rlhf-alignment", 19),
        ("downstream-finetuning-alignment", 47),
        ("direct-prompting", 9),
        ("cross-lingual-thinking-prompting", 4),
        ("code-switching-prompting", 3),
        ("translation-alignment-prompting", 24),
        ("retrieval-augmented-alignment", 14),
    ],
)
def test_as_many_rows_are_listed_under_a_strategy(strategy: str, rows: int, kg: KnowledgeGraph) -> None:
    assert count(kg, f"?x mllm:listedStrategy kg:strategy\\/{strategy}") == rows


def test_models_resources_and_benchmarks_make_9558_pairs_with_languages(kg: KnowledgeGraph) -> None:
    """Taxi1500 and BUFFET are listed twice, as resource and as benchmark: their pairs count for both lists.

    Three pairs do not come from the lists of languages but from the pages of two models.
    """
    pairs = count(kg, "?x mllm:coversLanguage ?l . FILTER NOT EXISTS { ?x a mllm:Paper }")
    again = count(
        kg,
        "?s rdf:predicate mllm:coversLanguage ; rdf:subject ?x ; mllm:alsoStatedIn ?g ."
        "VALUES ?x { kg:benchmark\\/taxi1500 kg:benchmark\\/buffet }",
    )
    assert again == 1502 + 30
    assert pairs - 3 + again == 9558


def test_a_paper_under_sft_alignment_is_found_under_parameter_tuning_alignment(kg: KnowledgeGraph) -> None:
    sft = "?x a mllm:Paper ; mllm:usesStrategy kg:strategy\\/sft-alignment ."
    assert count(kg, sft) > 20
    assert not kg.ask(
        f"ASK {{ {sft} FILTER NOT EXISTS {{ ?x mllm:usesStrategy kg:strategy\\/parameter-tuning-alignment }} }}"
    )


def test_the_listed_links_for_gpt_3_and_chatgpt_are_someone_else_s_papers(kg: KnowledgeGraph) -> None:
    rows = kg.query("listing-disagreements").bindings
    links = {row["thing"].value.rsplit("/", 1)[1]: row["listed"].value for row in rows if row["field"].value == "link"}
    assert links["brown2020language"].endswith("2209.14500")
    assert links["chatgpt"].endswith("2401.17163")


def test_the_paper_of_xglm_is_listed_under_two_titles(kg: KnowledgeGraph) -> None:
    rows = kg.query("listing-disagreements").bindings
    twice = [row for row in rows if row["field"].value == "duplicate"]
    (xglm,) = [row for row in twice if row["thing"].value.endswith("paper/lin-etal-2022-shot")]
    assert {xglm["listed"].value, xglm["holds"].value} == {
        "Few-shot learning with multilingual language models",
        "Few-shot Learning with Multilingual Generative Language Models",
    }


@pytest.mark.parametrize(
    ("entity", "predicate", "status"),
    [
        ("benchmark\\/xnli", "mllm:year", "Unconfirmed"),
        ("benchmark\\/xnli", "mllm:introducedBy", "Unconfirmed"),
        ("model\\/bloomz", "mllm:basedOn", "Confirmed"),
        ("model\\/bloomz", "mllm:coversLanguage", "Unconfirmed"),
        ("paper\\/muennighoff2022crosslingual", "mllm:arxivId", "Confirmed"),
        ("paper\\/muennighoff2022crosslingual", "mllm:affiliation", "Unconfirmed"),
        ("list-entry\\/1", "mllm:listedTitle", "AsListed"),
    ],
)
def test_what_rests_on_memory_is_marked_so(entity: str, predicate: str, status: str, kg: KnowledgeGraph) -> None:
    rows = kg.select(
        f"SELECT DISTINCT ?status {{ GRAPH ?g {{ kg:{entity} {predicate} ?o }} ?g mllm:evidenceStatus ?status }}"
    )
    assert [row["status"].value.rpartition("#")[2] for row in rows] == [status]  # type: ignore[union-attr]


def test_every_statement_of_a_record_names_its_file(kg: KnowledgeGraph) -> None:
    rows = kg.select(
        "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?g mllm:recordFile ?file } } ORDER BY ?g"
    )
    names = {row["g"].value.rsplit("/graph/", 1)[1] for row in rows}  # type: ignore[union-attr]
    assert names == {"inferred", "inferred/unconfirmed", "names", "ontology", "provenance"}


def test_every_confirmed_statement_of_a_record_names_a_page(kg: KnowledgeGraph) -> None:
    rows = kg.select(
        """
        SELECT ?g (COUNT(*) AS ?n) WHERE {
          ?g mllm:evidenceStatus mllm:Confirmed ; mllm:recordFile ?file .
          FILTER NOT EXISTS { ?g prov:hadPrimarySource ?page }
          GRAPH ?g { ?s ?p ?o }
          FILTER(?p NOT IN (rdf:type, rdfs:label, skos:prefLabel, skos:altLabel, skos:note, mllm:title))
          FILTER(!STRSTARTS(STR(?s), "https://w3id.org/mllm-kg/id/disagreement/"))
          FILTER(?p NOT IN (mllm:disagreement, mllm:listEntry, mllm:notToBeConfusedWith, mllm:variantOf))
        } GROUP BY ?g
        """
    )
    assert {row["g"].value.rsplit("/graph/", 1)[1]: row["n"].value for row in rows} == {}  # type: ignore[union-attr]
