"""``mllm-kg explain``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from mllm_kg.cli.proofs import Telling, mermaid, proof_json, proof_text
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import graph
from mllm_kg.reasoning.explanation import Proof
from tests.cli.shell import ROOT, run


def test_an_inferred_statement_is_told_down_to_the_lines_of_records() -> None:
    told = run("explain", "bloomz", "trained-at-stage", "pretraining")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[:3] == [
        "BLOOMZ trained at stage Pretraining",
        "kg:model/bloomz mllm:trainedAtStage kg:stage/pretraining",
        "It follows from 2 statements in 2 steps.",
    ]
    assert "  because mllm:basedOn followed by mllm:trainedAtStage makes mllm:trainedAtStage" in lines
    assert "    [OWL 2 RL: prp-spo2]" in lines
    assert "  - BLOOMZ based on BLOOM  (stated)" in lines
    places = re.findall(r"(data/\S+\.yaml):(\d+):(\d+), checked \d{4}-\d\d-\d\d", told.stdout)
    written = [(ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1] for path, line, _ in places]
    assert [line.split(":")[0].strip(" -") for line in written] == ["based_on", "final_stage"]


def test_a_stated_statement_is_told_with_its_evidence() -> None:
    told = run("explain", "bloomz", "basedOn", "bloom")
    assert told.exit_code == 0
    assert "It is stated." in told.stdout
    assert "confirmed: https://arxiv.org/abs/2211.01786" in told.stdout


def test_what_rests_on_an_unconfirmed_statement_says_so() -> None:
    told = run("explain", "bloomz", "a", "model for low-resource languages").stdout
    assert "UNCONFIRMED: 1 of the statements is on no page that was read." in told
    assert "(inferred from unconfirmed)" in told
    assert "(stated, unconfirmed)" in told


def test_a_relation_of_classes_follows_from_the_ontology_alone() -> None:
    told = run("explain", "mllm:SFTDataset", "rdfs:subClassOf", "dcat:Dataset").stdout
    assert "It follows from the ontology alone in 1 step." in told
    assert "and mllm:Resource is a sub-class of dcat:Dataset" in told


def test_what_does_not_hold_gets_what_does() -> None:
    told = run("explain", "bloomz", "trainedAtStage", "rlhf")
    assert told.exit_code == 1
    assert told.stdout.startswith("It does not hold: BLOOMZ trained at stage Reinforcement Learning")
    assert "  Pretraining  stage/pretraining\n" in told.stdout


def test_a_statement_the_wrong_way_round_is_told_so() -> None:
    told = run("explain", "bloom", "based-on", "bloomz")
    assert told.exit_code == 1
    assert "What holds between the two:\n  BLOOMZ based on BLOOM\n" in told.stdout


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("bloomzz", "basedOn", "bloom"), "No entity is called 'bloomzz'."),
        (("bloomz", "basedOnn", "bloom"), "No property is called 'basedOnn'."),
        (("bloomz", "basedOn", "bloommm"), "No model is called 'bloommm'."),
        (("bloomz", "a", "OpnModel"), "No class is called 'OpnModel'."),
    ],
)
def test_a_misspelt_name_gets_the_nearest(words: tuple[str, str, str], what: str) -> None:
    told = run("explain", *words)
    assert told.exit_code == 2
    assert told.stderr.startswith("Error [unknown-name]: ")
    assert "Did you mean: " in told.stderr
    assert what.split("'")[1] in told.stderr


def walk(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(below for premise in node.get("premises", ()) for below in walk(premise))]


def test_json_is_the_whole_tree() -> None:
    data = json.loads(run("explain", "bloomz", "a", "MultiStageModel", "--format", "json").stdout)
    assert (data["holds"], data["confirmed"], data["status"]) == (True, True, "inferred")
    nodes = walk(data)
    assert data["steps"] == sum("rules" in node for node in nodes)
    assert all(("rules" in node) != ("sources" in node) for node in nodes)
    assert {node["predicate"].rpartition("#")[2] for node in nodes} == {
        "type",
        "trainedAtStage",
        "basedOn",
        "finalStage",
    }
    assert {source["status"] for node in nodes for source in node.get("sources", ())} == {"confirmed"}


def test_json_says_what_does_not_hold() -> None:
    told = run("explain", "bloom", "basedOn", "bloomz", "--format", "json")
    data = json.loads(told.stdout)
    assert (told.exit_code, data["holds"]) == (1, False)
    assert data["related"][0]["predicate"].endswith("#basedOn")


LINE = re.compile(r's\d+\["[^"]*"\]|s\d+ --> r\d+\(\["[^"]*"\]\)|r\d+ --> s\d+')


@pytest.mark.parametrize(
    "words",
    [
        ("bloomz", "a", "MultiStageModel"),
        ("bloomz", "based-on", "bloom"),
        ("2211.01786", "title", "Crosslingual Generalization through Multitask Finetuning"),
        ("2211.01786", "dcterms:title", "Crosslingual Generalization through Multitask Finetuning"),
    ],
)
def test_mermaid_has_one_node_for_each_statement(words: tuple[str, str, str]) -> None:
    first, *rest = run("explain", *words, "--format", "mermaid").stdout.splitlines()
    assert first == "graph TD"
    assert all(LINE.fullmatch(line.strip()) for line in rest)
    declared = [line.strip().partition("[")[0] for line in rest if "-->" not in line]
    assert declared == [f"s{number}" for number in range(len(declared))]
    assert set(re.findall(r"--> (s\d+)", "\n".join(rest))) == set(declared[1:])


def test_an_answer_can_go_to_a_file(tmp_path: Path) -> None:
    run("explain", "bloomz", "basedOn", "bloom", "-o", str(tmp_path / "proof.txt"))
    assert (tmp_path / "proof.txt").read_text().startswith("BLOOMZ based on BLOOM\n")


@pytest.mark.parametrize("entity", ["bloomz", "kg:language/swa", "2211.01786", "strategy/sft-alignment", "xp3"])
def test_a_card_offers_an_explanation_that_can_be_asked_for(entity: str) -> None:
    *_, last = run("show", entity).stdout.splitlines()
    offered = re.fullmatch(r"Why\? mllm-kg explain (\S+) (\S+) ('[^']+'|\S+)", last)
    assert offered
    told = run("explain", *(word.strip("'") for word in offered.groups()))
    assert told.exit_code == 0
    assert "It follows from " in told.stdout


def test_a_statement_that_is_needed_twice_is_told_once() -> None:
    leaf = Proof(triple("a"), (graph("x"),), True)
    shared = Proof(triple("b"), (), True, ("prp-trp",), (), (leaf,))
    top = Proof(triple("c"), (), True, ("prp-trp",), (), (shared, Proof(triple("d"), (), True, ("r",), (), (shared,))))
    telling = Telling(Dataset(ox.Store()), str, lambda found, names: [])
    assert proof_text(top, telling).count("as above") == 1
    second = proof_json(top, telling)["premises"][1]["premises"][0]
    assert second["told_before"]
    assert "premises" not in second
    assert mermaid(top, telling).splitlines().count("  r3 --> s1") == 1


@pytest.mark.parametrize("text", ['a "quoted" one', "<b>bold</b> & #35;", "`code` \\ end", "two\nlines \x1b[1m"])
def test_no_label_breaks_a_flowchart(text: str) -> None:
    node = ox.NamedNode("http://example.org/x")
    proof = Proof(ox.Triple(node, node, ox.Literal(text)), (graph("x"),), True)
    lines = mermaid(proof, Telling(Dataset(ox.Store()), str, lambda found, names: [])).splitlines()
    assert len(lines) == 2
    assert LINE.fullmatch(lines[1].strip())
    assert not set(lines[1].removeprefix('  s0["').removesuffix('"]').replace("<br/>", "")) & set('"<>&`\\\x1b')


def triple(name: str) -> ox.Triple:
    node = ox.NamedNode(f"http://example.org/{name}")
    return ox.Triple(node, node, node)
