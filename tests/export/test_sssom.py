"""SSSOM/TSV: what its specification asks for, read by plain readers of YAML and of tables, and by its own tool if there."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
import yaml

import mllm_kg
from mllm_kg.export import EXPORTS, FORMATS, export
from mllm_kg.export.mappings import mappings_of
from mllm_kg.export.sssom import sssom
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import PREFIXES

# The slots of a mapping that are used here in the order of the schema, and those that the schema asks for (SSSOM 1.0).
SLOTS = [
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
    "object_source", "object_source_version", "mapping_date", "subject_match_field", "match_string", "see_also",
    "comment",
]  # fmt: skip
REQUIRED = ["subject_id", "predicate_id", "object_id", "mapping_justification"]
# What the schema allows as a justification.
JUSTIFICATION = re.compile(
    r"semapv:(MappingReview|ManualMappingCuration|LogicalReasoning|LexicalMatching|CompositeMatching|UnspecifiedMatching"
    r"|SemanticSimilarityThresholdMatching|LexicalSimilarityThresholdMatching|MappingChaining|MappingInversion"
    r"|StructuralMatching|InstanceBasedMatching|BackgroundKnowledgeBasedMatching)"
)
CURIE = re.compile(r"([A-Za-z_][\w.-]*):(\S+)")

HEADER = (
    "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())
    + "@prefix e: <https://example.org/> . @prefix vann: <http://purl.org/vocab/vann/> .\n"
    "@prefix task: <https://w3id.org/mllm-kg/id/task/> .\n"
)


class Table(NamedTuple):
    """An SSSOM file: its header, its columns, its rows."""

    header: dict[str, Any]
    columns: list[str]
    rows: list[dict[str, str]]

    def iri(self, curie: str) -> str:
        """Return what a CURIE stands for; an IRI stands for itself."""
        prefix, name = curie.split(":", 1)
        return curie if name.startswith("//") else self.header["curie_map"][prefix] + name


def read(text: str) -> Table:
    lines = text.splitlines(keepends=True)
    header = [line.removeprefix("#") for line in lines if line.startswith("#")]
    body = text[sum(len(line) + 1 for line in header) :]
    rows = list(csv.DictReader(io.StringIO(body), delimiter="\t"))
    return Table(yaml.safe_load("".join(header)), body.partition("\n")[0].split("\t"), rows)


def written(text: str) -> Table:
    return read("".join(sssom(ox.parse((HEADER + text).encode(), format=ox.RdfFormat.TRIG))))


@pytest.fixture(scope="module")
def table(kg: mllm_kg.KnowledgeGraph) -> Table:
    """All mappings of the graph."""
    return read((kg.export("sssom") or b"").decode())


def test_it_is_a_format_for_export_but_not_one_of_rdf() -> None:
    assert "sssom" not in FORMATS
    assert EXPORTS["sssom"].suffix == ".sssom.tsv"
    assert EXPORTS["sssom"].media_type == "text/tab-separated-values"


def test_the_header_says_what_the_set_is(table: Table) -> None:
    header = table.header
    assert header["mapping_set_id"] == "https://w3id.org/mllm-kg/mappings"
    assert header["mapping_set_version"] == header["subject_source_version"] == mllm_kg.__version__
    assert header["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert table.iri(header["subject_source"]) == "https://w3id.org/mllm-kg/dataset"
    assert table.iri(header["creator_id"]) == "https://w3id.org/mllm-kg/id/organization/mllm-kg"


def test_every_prefix_that_is_used_is_declared_and_no_other(table: Table) -> None:
    used = {table.header["creator_id"].partition(":")[0], table.header["subject_source"].partition(":")[0]}
    for row in table.rows:
        for name in ("subject_id", "predicate_id", "object_id", "mapping_justification", "subject_match_field"):
            if row[name]:
                found = CURIE.fullmatch(row[name])
                assert found, row
                used.add(found[1])
        if row["object_source"] and not row["object_source"].startswith("http"):
            used.add(row["object_source"].partition(":")[0])
    assert used == set(table.header["curie_map"])
    assert len(set(table.header["curie_map"].values())) == len(used)


def test_columns_are_those_of_the_standard_in_its_order(table: Table) -> None:
    assert table.columns == [name for name in SLOTS if name in table.columns]
    assert set(REQUIRED) <= set(table.columns)


def test_every_column_is_filled_somewhere(table: Table) -> None:
    assert [name for name in table.columns if not any(row[name] for row in table.rows)] == []


def test_every_row_has_what_the_standard_asks_for(table: Table) -> None:
    for row in table.rows:
        assert None not in row  # no row is longer than the line of the columns
        assert all(row[name] for name in REQUIRED), row
        assert JUSTIFICATION.fullmatch(row["mapping_justification"]), row
        assert re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", row["mapping_date"]), row
        assert all(re.match(r"https?://", page) for page in row["see_also"].split("|") if page), row


def test_every_row_is_a_mapping_of_the_graph_and_every_mapping_a_row(table: Table, kg: mllm_kg.KnowledgeGraph) -> None:
    rows = [tuple(table.iri(row[name]) for name in ("subject_id", "predicate_id", "object_id")) for row in table.rows]
    assert rows == [(each.subject, each.predicate, each.object) for each in mappings_of(kg.quads())]
    assert len(set(rows)) == len(rows)


def test_links_by_code_say_by_which_code(table: Table) -> None:
    rows = [row for row in table.rows if row["object_id"].startswith(("lexvo:", "glottolog:"))]
    assert Counter(row["mapping_justification"] for row in rows if row["object_id"].startswith("lexvo:")).keys() == {
        "semapv:LexicalMatching"
    }
    for row in rows:
        if row["mapping_justification"] == "semapv:LexicalMatching":
            assert row["object_id"].partition(":")[2] == row["match_string"]
            expected = "mllm:iso639-3" if row["object_id"].startswith("lexvo:") else "mllm:glottocode"
            assert row["subject_match_field"] == expected


def test_every_term_of_a_vocabulary_that_was_read_has_its_name_and_source(table: Table) -> None:
    rows = [row for row in table.rows if row["object_id"].startswith(("aio:", "cso:", "nlpfos:", "nlptax:"))]
    assert len(rows) > 100
    assert [row for row in rows if not row["object_label"] or not row["object_source"]] == []
    assert {row["object_source_version"] for row in rows if row["object_id"].startswith("aio:")} == {"2024-08-14"}


def test_no_confidence_is_made_up(table: Table) -> None:
    assert "confidence" not in table.columns


def test_the_ontology_alone_has_what_was_chosen_by_hand(kg: mllm_kg.KnowledgeGraph, table: Table) -> None:
    own = read((kg.export("sssom", "ontology") or b"").decode())
    by_hand = [row for row in table.rows if row["mapping_justification"] == "semapv:ManualMappingCuration"]
    assert {row["mapping_justification"] for row in own.rows} == {"semapv:ManualMappingCuration"}
    assert [(row["subject_id"], row["object_id"]) for row in own.rows] == [
        (row["subject_id"], row["object_id"]) for row in by_hand
    ]


def test_the_records_alone_have_the_rest(kg: mllm_kg.KnowledgeGraph, table: Table) -> None:
    data = read((kg.export("sssom", "data") or b"").decode())
    ontology = read((kg.export("sssom", "ontology") or b"").decode())
    assert len(data.rows) + len(ontology.rows) == len(table.rows)


def test_a_view_has_its_mappings_too(kg: mllm_kg.KnowledgeGraph) -> None:
    view = read((kg.export("sssom", "skos") or b"").decode())
    assert {row["predicate_id"].partition(":")[0] for row in view.rows} == {"skos"}
    assert len(view.rows) > 3000


def test_without_mappings_the_table_is_empty_but_whole() -> None:
    table = written("task:a a mllm:Task .")
    assert table.columns == REQUIRED
    assert table.rows == []
    assert set(table.header["curie_map"]) == {"kg", "kgo"}


def test_an_unknown_namespace_gets_a_prefix_of_its_own() -> None:
    table = written("task:a skos:exactMatch e:one , <https://example.org/more#two> , <https://example.net/three> .")
    assert [(row["object_id"], table.iri(row["object_id"])) for row in table.rows] == [
        ("ns1:three", "https://example.net/three"),
        ("ns3:two", "https://example.org/more#two"),
        ("ns2:one", "https://example.org/one"),
    ]


def test_a_vocabulary_has_the_prefix_it_calls_its_own_unless_another_has_it() -> None:
    for prefix, expected in (("ex", "ex"), ("skos", "ns1")):
        table = written(
            f'e:v vann:preferredNamespaceUri "https://example.org/" ; vann:preferredNamespacePrefix "{prefix}" .'
            "task:a skos:exactMatch e:x ."
        )
        assert table.header["curie_map"]["skos"] == "http://www.w3.org/2004/02/skos/core#"
        assert table.rows[0]["object_id"] == expected + ":x"


def test_marks_that_tables_use_come_back_as_they_were() -> None:
    table = written('task:a skos:exactMatch e:x ; rdfs:label "a\\tb\\"c\\nd # e | f" .')
    assert table.rows[0]["subject_label"] == 'a\tb"c\nd # e | f'


def test_a_page_with_a_bar_in_its_address_stays_one_page() -> None:
    table = written(
        "<https://w3id.org/mllm-kg/graph/task/a> { task:a skos:exactMatch e:x }"
        "<https://w3id.org/mllm-kg/graph/task/a> prov:hadPrimarySource <https://example.org/?a=1%7C2> , e:p ."
    )
    assert table.rows[0]["see_also"] == "https://example.org/?a=1%7C2|https://example.org/p"


def test_what_nobody_confirmed_has_a_comment() -> None:
    table = written("<https://w3id.org/mllm-kg/graph/task/a/unconfirmed> { task:a skos:exactMatch e:x }")
    assert table.rows[0]["comment"] == "Not confirmed by a page that was read for it."


def test_the_same_mappings_give_the_same_bytes(kg: mllm_kg.KnowledgeGraph) -> None:
    quads = list(kg.quads())
    assert "".join(sssom(reversed(quads))) == "".join(sssom(quads))


def test_a_graph_of_ones_own_can_be_written_to_a_file(tmp_path: Path) -> None:
    store = ox.Store()
    store.load((HEADER + "task:a skos:exactMatch e:x .").encode(), format=ox.RdfFormat.TRIG)
    export(Dataset(store), "sssom", "all", tmp_path / "mine.sssom.tsv")
    assert len(read((tmp_path / "mine.sssom.tsv").read_text(encoding="utf-8")).rows) == 1


def test_the_standards_own_tool_finds_it_valid(kg: mllm_kg.KnowledgeGraph, tmp_path: Path) -> None:
    command = Path(sys.prefix) / "sssom/bin/sssom"
    if not command.exists():
        say = pytest.fail if os.environ.get("MLLM_KG_REQUIRE_VALIDATOR") == "1" else pytest.skip
        say("the tool of SSSOM is not there; `tests/export/setup .venv/sssom` installs it")
    right, wrong = tmp_path / "right.sssom.tsv", tmp_path / "wrong.sssom.tsv"
    kg.export("sssom", "all", right)
    kg.export("sssom", "ontology", wrong)
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("semapv:Manual", "semapv:Guessed"), encoding="utf-8")
    done = subprocess.run([command, "validate", str(right)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert subprocess.run([command, "validate", str(wrong)], capture_output=True).returncode != 0
