"""Additions land whole or not at all, as canonical records."""

from __future__ import annotations

import errno
import fcntl
import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.assets import Assets
from mllm_kg.curation import addition
from mllm_kg.curation.addition import add
from mllm_kg.curation.outcome import Addition, Options
from mllm_kg.errors import OutputError, UsageError
from mllm_kg.findings import Severity
from mllm_kg.namespaces import PREFIXES

PAPER = """\
id: paper/roe2025tuning
type: Paper
title: Tuning many tongues at once
arxiv_id: "2504.01234"
authors: [Jane Roe, John Doe]
authors_complete: true
submitted: 2025-04-02
year: 2025
uses_strategy: [sft-alignment]
evidence: [https://arxiv.org/abs/2504.01234]
checked: 2026-11-22
"""
MODEL = """\
id: model/manytongue
type: LanguageModel
label: ManyTongue
year: 2025
introduced_by: [roe2025tuning]
based_on: [model/bloom]
evidence: [https://arxiv.org/abs/2504.01234]
checked: 2026-11-22
"""
PREAMBLE = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("mllm", "rdfs", "skos", "prov"))
KG = PREFIXES["kg"]
Adding = Callable[..., Addition]


@pytest.fixture
def assets(kg: KnowledgeGraph, tmp_path: Path) -> Assets:
    """Return the sources with a folder of records of one's own that does not exist yet."""
    return replace(kg.assets, own=tmp_path / "own")


@pytest.fixture
def adding(kg: KnowledgeGraph, assets: Assets, tmp_path: Path) -> Adding:
    """Return what adds files, given by name and content, to the graph."""

    def run(files: dict[str, str] | None = None, *paths: str, stdin: bytes | None = None, **options: Any) -> Addition:
        given = []
        for name, text in (files or {}).items():
            (tmp_path / "brought").mkdir(exist_ok=True)
            path = tmp_path / "brought" / name
            path.write_text(text, encoding="utf-8")
            given.append(path)
        stream = io.BytesIO(stdin) if stdin is not None else None
        return add([*given, *paths], assets, lambda: kg, Options(**options), stdin=stream)

    return run


def written(assets: Assets) -> dict[str, str]:
    """Return the records in the folder of one's own."""
    assert assets.own is not None
    files = (path for path in sorted(assets.own.rglob("*")) if path.is_file())
    return {path.relative_to(assets.own).as_posix(): path.read_text(encoding="utf-8") for path in files}


def violations(found: Addition) -> list[str]:
    return [finding.rule for finding in found.findings if finding.severity is Severity.VIOLATION]


def test_a_record_is_installed_in_canonical_form(adding: Adding, assets: Assets) -> None:
    messy = "\r\n".join(reversed(PAPER.splitlines())).replace("[Jane Roe, John Doe]", "['Jane Roe',   'John Doe' ]")
    found = adding({"mine.yaml": messy})
    assert violations(found) == []
    assert found.installed
    assert written(assets) == {"papers/roe2025tuning.yaml": PAPER}
    (record,) = found.records
    assert (record.id, record.status, record.label) == ("paper/roe2025tuning", "added", "Tuning many tongues at once")
    assert record.file == f"{assets.own}/papers/roe2025tuning.yaml"


def test_the_same_record_again_changes_nothing(adding: Adding, assets: Assets) -> None:
    adding({"a.yaml": PAPER})
    assert assets.own is not None
    path = assets.own / "papers" / "roe2025tuning.yaml"
    before = path.stat()
    again = adding({"b.yaml": PAPER.replace("year: 2025", "year:   2025 ")})
    assert again.accepted
    assert [record.status for record in again.records] == ["unchanged"]
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_records_that_refer_to_each_other_are_added_together(adding: Adding, assets: Assets) -> None:
    found = adding({"m.yaml": MODEL, "p.yaml": PAPER + "introduces: [model/manytongue]\n"})
    assert violations(found) == []
    assert sorted(written(assets)) == ["models/manytongue.yaml", "papers/roe2025tuning.yaml"]


def test_one_violation_keeps_everything_out(adding: Adding, assets: Assets) -> None:
    found = adding({"m.yaml": MODEL, "p.yaml": PAPER.replace("roe2025tuning", "another2025tuning")})
    assert not found.installed
    assert not found.accepted
    assert any("roe2025tuning" in finding.message for finding in found.findings)
    assert written(assets) == {}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("year: 2025", "year: soon"), "record-datatype"),
        (("sft-alignment", "sft-alignmnt"), None),
        (("uses_strategy", "uses_stratgy"), "unknown-key"),
        (("type: Paper", "type: LanguageModel"), None),
        (("id: paper/", "id: person/"), None),
        (("id: paper/roe2025tuning", "id: paper/../../etc/passwd"), "record-id"),
        (("id: paper/roe2025tuning", "id: paper/" + "x" * 5000 + "!"), "record-id"),
        (("id: paper/roe2025tuning", "id: paper/프라이버시"), "record-id"),
    ],
)
def test_a_record_with_a_mistake_is_refused_at_its_line(
    change: tuple[str, str], rule: str | None, adding: Adding, assets: Assets
) -> None:
    text = PAPER.replace(*change)
    found = adding({"p.yaml": text})
    assert violations(found)
    assert rule is None or rule in violations(found)
    line = text[: text.index(change[1])].count("\n") + 1
    assert line in {finding.location.line for finding in found.findings if finding.location}
    assert written(assets) == {}


def test_warnings_are_told_and_let_in(adding: Adding, assets: Assets) -> None:
    found = adding({"p.yaml": PAPER.replace("year: 2025\n", "").replace("submitted: 2025-04-02\n", "")})
    assert violations(found) == []
    assert Severity.WARNING in {finding.severity for finding in found.findings}
    assert found.installed
    assert len(written(assets)) == 1


def test_a_dry_run_shows_what_would_change_and_writes_nothing(adding: Adding, assets: Assets) -> None:
    found = adding({"p.yaml": PAPER}, dry_run=True)
    assert found.accepted
    assert not found.installed
    assert written(assets) == {}
    difference = found.records[0].difference().splitlines()
    assert difference[:2] == ["--- /dev/null", f"+++ {assets.own}/papers/roe2025tuning.yaml"]
    assert [line[1:] for line in difference[3:]] == PAPER.splitlines()


def test_a_record_that_is_there_changes_only_when_that_is_wanted(adding: Adding, assets: Assets, root: Path) -> None:
    text = (root / "data" / "models" / "bloomz.yaml").read_text(encoding="utf-8")
    other = text.replace("language_count: 46\nevidence", "language_count: 45\nevidence")
    refused = adding({"bloomz.yaml": other})
    assert violations(refused) == ["entity-exists"]
    (finding,) = (f for f in refused.findings if f.rule == "entity-exists")
    assert "--update" in str(finding.suggestion)
    assert str(finding.related[0].location).startswith("data/models/bloomz.yaml:1")
    (comparison,) = refused.comparisons
    assert [(c.field, c.removed, c.added) for c in comparison.fields] == [("language_count", ("46",), ("45",))]
    assert written(assets) == {}
    updated = adding({"bloomz.yaml": other}, update=True)
    assert violations(updated) == []
    assert [record.status for record in updated.records] == ["updated"]
    assert written(assets) == {"models/bloomz.yaml": other}


def test_rdf_about_an_entity_of_the_graph_is_joined_to_its_record(adding: Adding, assets: Assets, root: Path) -> None:
    text = (root / "data" / "models" / "bloomz.yaml").read_text(encoding="utf-8")
    turtle = f"{PREAMBLE}<{KG}model/bloomz> rdfs:label 'BLOOMZ' ; skos:altLabel 'BLOOM-Z 176B' ."
    assert violations(adding({"m.ttl": turtle})) == ["entity-exists"]
    found = adding({"m.ttl": turtle}, update=True)
    assert violations(found) == []
    changed = [line for line in found.records[0].difference().splitlines()[3:] if not line.startswith(" ")]
    assert changed == ["+alias: [BLOOM-Z 176B]"]
    assert written(assets)["models/bloomz.yaml"].replace("alias: [BLOOM-Z 176B]\n", "") == text


def test_what_is_exported_is_there_already(adding: Adding, assets: Assets) -> None:
    turtle = f"{PREAMBLE}<{KG}model/bloomz> a mllm:LanguageModel ; rdfs:label 'BLOOMZ' ; mllm:languageCount 46 ."
    found = adding({"m.ttl": turtle})
    assert found.accepted
    assert [record.status for record in found.records] == ["unchanged"]
    assert written(assets) == {}


def test_an_rdf_addition_becomes_a_record_with_a_slug(adding: Adding, assets: Assets) -> None:
    turtle = (
        f"{PREAMBLE}[] a mllm:Paper ; mllm:title 'Tuning many tongues at once' ; mllm:year 2025 ; "
        "mllm:arxivId '2504.01234' ; prov:hadPrimarySource <https://arxiv.org/abs/2504.01234> ; "
        "mllm:author [ a mllm:Person ; rdfs:label 'Jane Roe' ] ."
    )
    found = adding({"p.ttl": turtle})
    assert violations(found) == []
    assert found.records[0].minted
    assert written(assets) == {
        "papers/roe2025tuning.yaml": (
            "id: paper/roe2025tuning\ntype: Paper\ntitle: Tuning many tongues at once\n"
            'arxiv_id: "2504.01234"\nauthors: [Jane Roe]\nyear: 2025\nevidence: [https://arxiv.org/abs/2504.01234]\n'
        )
    }


def test_a_finding_about_rdf_points_at_its_statement(adding: Adding, assets: Assets) -> None:
    turtle = (
        f"{PREAMBLE}<{KG}model/manytongue> a mllm:LanguageModel ; rdfs:label 'ManyTongue' ; mllm:year 2025 ;\n"
        f"  mllm:basedOn <{KG}model/blom> ;\n  prov:hadPrimarySource <https://a.example/> ."
    )
    found = adding({"m.ttl": turtle})
    places = {str(finding.location) for finding in found.findings if "blom" in finding.message}
    assert {place.rsplit(":", 1)[0].rpartition("/")[2] for place in places} == {"m.ttl:6"}
    assert written(assets) == {}


def test_a_term_that_does_not_exist_is_told_once(adding: Adding) -> None:
    turtle = f"{PREAMBLE}<{KG}model/manytongue> a mllm:LanguageModel ; rdfs:label 'ManyTongue' ; mllm:licence 'MIT' ."
    rules = [finding.rule for finding in adding({"m.ttl": turtle}).findings if "licence" in finding.message]
    assert rules == ["undefined-property"]


def test_a_duplicate_is_told_once_with_the_record_that_it_duplicates(adding: Adding, assets: Assets) -> None:
    found = adding({"p.yaml": PAPER.replace("2504.01234", "2211.01786").replace("2025-04-02", "2022-11-03")})
    doubles = [finding for finding in found.findings if finding.rule.startswith("duplicate-")]
    assert [finding.rule for finding in doubles] == ["duplicate-arxiv-id"]
    assert "data/papers/muennighoff2022crosslingual.yaml:4" in str(doubles[0].related[0].location)
    (comparison,) = found.comparisons
    assert comparison.other == "paper/muennighoff2022crosslingual"
    assert "title" in {change.field for change in comparison.fields}
    assert "arxiv_id" not in {change.field for change in comparison.fields}
    assert written(assets) == {}


def test_the_same_entity_twice_is_refused(adding: Adding, assets: Assets) -> None:
    found = adding({"a.yaml": PAPER, "b.yaml": PAPER.replace("year: 2025", "year: 2024")})
    assert "duplicate-slug" in violations(found)
    assert written(assets) == {}


def test_comments_of_people_stay_and_those_of_a_template_go(adding: Adding, assets: Assets) -> None:
    text = PAPER.replace("year: 2025", "#: guide\n# by its first version\nyear: 2025  # or 2024?")
    assert adding({"p.yaml": text}).installed
    assert written(assets) == {"papers/roe2025tuning.yaml": text.replace("#: guide\n", "")}


def test_a_comment_that_would_get_lost_is_refused(adding: Adding, assets: Assets) -> None:
    found = adding({"p.yaml": PAPER.replace("[Jane Roe, John Doe]", "\n  - Jane Roe # first\n  - John Doe")})
    assert violations(found) == ["comment-place"]
    assert written(assets) == {}


def test_standard_input_is_a_file_like_others(adding: Adding, assets: Assets) -> None:
    assert adding(None, "-", stdin=PAPER.encode()).installed
    assert list(written(assets)) == ["papers/roe2025tuning.yaml"]


def test_what_can_not_be_read_is_told_and_nothing_is_written(adding: Adding, assets: Assets, tmp_path: Path) -> None:
    found = adding({"p.yaml": PAPER, "bad.ttl": "this is no Turtle"}, str(tmp_path / "nowhere.yaml"))
    assert {"unreadable", "syntax"} <= set(violations(found))
    assert written(assets) == {}


def test_without_a_path_there_is_nothing_to_add(adding: Adding) -> None:
    with pytest.raises(UsageError):
        adding()


def test_the_graph_is_opened_with_the_lock_held(kg: KnowledgeGraph, assets: Assets, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(PAPER, encoding="utf-8")
    held = []

    def opened() -> KnowledgeGraph:
        assert assets.own is not None
        descriptor = os.open(assets.own, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            held.append(error.errno)
        finally:
            os.close(descriptor)
        return kg

    assert add([path], assets, opened).installed
    assert held == [errno.EWOULDBLOCK]


def test_a_record_that_someone_edits_meanwhile_is_not_overwritten(
    kg: KnowledgeGraph, assets: Assets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(PAPER, encoding="utf-8")
    judge = addition.judge

    def edited(*arguments: Any) -> Any:
        assert assets.own is not None
        (assets.own / "papers").mkdir(exist_ok=True)
        (assets.own / "papers" / "roe2025tuning.yaml").write_text("id: paper/roe2025tuning\n", encoding="utf-8")
        return judge(*arguments)

    monkeypatch.setattr(addition, "judge", edited)
    with pytest.raises(OutputError, match="changed by someone else"):
        add([path], assets, lambda: kg)
    assert written(assets) == {"papers/roe2025tuning.yaml": "id: paper/roe2025tuning\n"}


def test_nothing_is_written_through_a_symbolic_link(adding: Adding, assets: Assets, tmp_path: Path) -> None:
    assert assets.own is not None
    (tmp_path / "outside").mkdir()
    assets.own.mkdir()
    (assets.own / "papers").symlink_to(tmp_path / "outside")
    with pytest.raises(OutputError, match="symbolic link"):
        adding({"p.yaml": PAPER})
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_folder_that_can_not_be_made_is_one_clear_error(adding: Adding, assets: Assets) -> None:
    assert assets.own is not None
    assets.own.write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError):
        adding({"p.yaml": PAPER})
    assert assets.own.read_text(encoding="utf-8") == "a file"


def test_a_page_given_with_the_call_is_the_evidence(adding: Adding, assets: Assets) -> None:
    turtle = f"{PREAMBLE}<{KG}model/manytongue> a mllm:LanguageModel ; rdfs:label 'ManyTongue' ; mllm:year 2025 ."
    adding({"m.ttl": turtle}, sources=("https://a.example/",))
    assert written(assets)["models/manytongue.yaml"].endswith("year: 2025\nevidence: [https://a.example/]\n")
