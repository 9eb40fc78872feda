"""Records in canonical form: the content and the comments stay."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mllm_kg.assets import Assets
from mllm_kg.curation.formatting import first_differences, format_files, format_record
from mllm_kg.errors import OutputError
from mllm_kg.records.comments import comment_texts
from mllm_kg.records.context import Context
from mllm_kg.records.rdf import record_graphs
from mllm_kg.records.reader import load_yaml, record_from_text

ROOT = Path(__file__).resolve().parents[2]
CONTEXT = Context.load(ROOT / "ontology" / "context.jsonld")
MESSY = """\
# about this file

label:   'X:  y'   # as it is written
id: model/x\t
# kinds
type: [ LanguageModel ,
  Method]
year: 007
license: 1.10
alias: ["a", 'b']
according_to:
  - year: 2020
    # where it is said
    source: https://x.example/
unconfirmed: [{see: [https://a.example/a], names: {ko: "é", en: b}}]
# the end
"""
CLEAN = """\
# about this file
id: model/x
# kinds
type: [LanguageModel, Method]
label: "X:  y"  # as it is written
alias: [a, b]
year: 7
license: "1.10"
according_to:
  # where it is said
  - source: https://x.example/
    year: 2020
unconfirmed:
  - see: [https://a.example/a]
    names:
      en: b
      ko: é
# the end
"""


def canonical_of(text: str) -> str:
    made = format_record(text, "x.yaml", CONTEXT)
    assert made.after is not None, made.findings
    return made.after


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_messy_record_gets_the_one_spelling(end: str) -> None:
    assert canonical_of(MESSY.replace("\t", "").replace("\n", end)) == CLEAN
    assert canonical_of("\ufeff" + MESSY.replace("\t", "")) == CLEAN


def test_what_is_canonical_stays_byte_for_byte() -> None:
    made = format_record(CLEAN, "x.yaml", CONTEXT)
    assert made.after == CLEAN
    assert not made.changed


def test_numbers_in_unusual_form_stay_what_their_key_takes() -> None:
    text = canonical_of("id: model/x\ntype: LanguageModel\nlabel: 0x1F\nlicense: 1e3\nalias: [True, ~]\nyear: 02022\n")
    assert (
        text == 'id: model/x\ntype: LanguageModel\nlabel: "0x1F"\nalias: ["True", null]\nyear: 2022\nlicense: "1e3"\n'
    )


def test_every_record_of_the_graph_is_canonical(assets: Assets) -> None:
    made = format_files([assets.data], assets, check=True)
    assert len(made) == len(list(assets.data.glob("*/*.yaml")))
    assert [str(finding) for file in made for finding in file.findings] == []
    assert [file.name for file in made if file.changed or file.after is None] == []


def test_the_first_line_that_differs_is_told_with_what_it_should_be() -> None:
    made = format_record("id: model/x\ntype: LanguageModel\nlabel: 'a'\nyear: 1\n", "x.yaml", CONTEXT)
    (finding,) = first_differences([made])
    assert (finding.rule, str(finding.location), finding.source) == ("not-canonical", "x.yaml:3:1", "label: 'a'")
    assert "'label: a'" in str(finding.suggestion)
    (shorter,) = first_differences([format_record("id: model/x\ntype: LanguageModel\n\n\n", "x.yaml", CONTEXT)])
    assert str(shorter.location) == "x.yaml:4:1"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("id: [\n", "syntax", 2),
        ("id: a\nid: b\n", "duplicate-key", 2),
        ("- a\n", "yaml", 1),
        ("id: model/x\nalias:\n  - a\n  - b # second\n", "comment-place", 4),
    ],
)
def test_a_file_that_can_not_be_written_faithfully_is_left_alone(text: str, rule: str, line: int) -> None:
    made = format_record(text, "x.yaml", CONTEXT)
    assert made.after is None
    assert not made.changed
    assert made.findings[0].rule == rule
    assert made.findings[0].location is not None
    assert made.findings[0].location.line == line


def test_letters_that_are_put_together_are_told_and_kept() -> None:
    made = format_record("id: model/x\nlabel: Cafe\u0301\n", "x.yaml", CONTEXT)
    assert made.after == made.before
    assert [(f.rule, str(f.location)) for f in made.findings] == [("unicode-form", "x.yaml:2:1")]


SCALARS = st.sampled_from(
    ["plain", "no", "1.10", "2211.01786", "7", "a: b", "a #b", " edge", "é", "e\u0301", "line\nfeed", "'", '"', "~", ""]
)


def quoted(text: str, style: int) -> str:
    """Write a text in one of the styles of YAML."""
    if style == 0 or "\n" in text:
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"


@st.composite
def messy_records(draw: st.DrawFn) -> str:
    """Draw a record written in any order, with any quotes, indents, spaces, line ends and comments."""
    lines: list[str] = []
    keys = draw(st.permutations(["id", "label", "title", "alias", "year", "names", "unconfirmed", "note"]))
    for key in keys[: draw(st.integers(1, len(keys)))]:
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["# remark", "", "  # indented"])))
        after = draw(st.sampled_from(["", "  # after", "   "]))
        value = quoted(draw(SCALARS), draw(st.integers(0, 1)))
        pad = " " * draw(st.integers(1, 4))
        if key in ("alias", "note"):
            items = [quoted(draw(SCALARS), 0) for _ in range(draw(st.integers(0, 3)))]
            flow = draw(st.booleans()) or not items
            lines += (
                [f"{key}: [{' , '.join(items)} ]{after}"]
                if flow
                else [f"{key}:{after}", *(f"{pad}- {i}" for i in items)]
            )
        elif key == "year":
            lines.append(f"year:  {draw(st.sampled_from(['2022', '02022', '0x7E6', '1.50', 'True']))}{after}")
        elif key == "names":
            lines += [f"names:{after}", f"{pad}ko: {value}", f"{pad}en: {value}{after}"]
        elif key == "unconfirmed":
            lines += [
                "unconfirmed:",
                f"- year: 1{after}",
                f"  label: {value}",
                "# between",
                "- {see: [https://a.example/]}",
            ]
        else:
            lines.append(f"{key}:{pad}{value}{after}")
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n", "\n\n# end\n"]))


@settings(max_examples=150, deadline=None)
@given(messy_records())
def test_formatting_keeps_content_and_comments_and_is_done_once(text: str) -> None:
    made = canonical_of(text)
    assert canonical_of(made) == made
    assert comment_texts(made) == comment_texts(text)
    before, after = load_yaml(text, ""), load_yaml(made, "")
    assert values(before) == values(after)


def values(value: Any) -> Any:
    """Return a value with its scalars as a reader of records takes them: numbers, or text."""
    if isinstance(value, dict):
        return {key: values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [values(item) for item in value]
    return {"1.5": "1.50", "True": "True"}.get(str(value), str(value))


@pytest.mark.parametrize("name", ["papers/muennighoff2022crosslingual", "models/bloomz", "languages/kor"])
def test_a_record_written_otherwise_states_the_same(name: str) -> None:
    """The statements are those of the record, whatever the order of its keys and the style of its lists."""
    text = (ROOT / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    plain = load_yaml(text, name)
    other = yaml.safe_dump(dict(reversed(plain.items())), allow_unicode=True, sort_keys=False, width=40)
    assert other != text
    assert canonical_of(other) == text
    wanted = {str(quad) for quad in record_graphs(record_from_text(text, "x"), CONTEXT).quads}
    assert {str(quad) for quad in record_graphs(record_from_text(other, "x"), CONTEXT).quads} == wanted


@pytest.fixture
def folder(tmp_path: Path) -> Assets:
    """Return sources with a folder of records of one's own: one messy record, and one that is canonical."""
    own = tmp_path / "own"
    (own / "models").mkdir(parents=True)
    (own / "models" / "x.yaml").write_text(MESSY.replace("\t", ""), encoding="utf-8")
    (own / "models" / "y.yaml").write_text("id: model/y\ntype: LanguageModel\nlabel: Yes 2\n", encoding="utf-8")
    return Assets(ROOT, own=own)


def test_the_records_of_the_writable_folder_are_formatted(folder: Assets) -> None:
    assert folder.own is not None
    changed = [file.name for file in format_files([], folder) if file.changed]
    assert changed == [str(folder.own / "models" / "x.yaml")]
    assert (folder.own / "models" / "x.yaml").read_text(encoding="utf-8") == CLEAN
    assert not any(file.changed for file in format_files([], folder))


def test_with_check_nothing_is_written(folder: Assets) -> None:
    assert folder.own is not None
    before = (folder.own / "models" / "x.yaml").read_bytes()
    assert [file.changed for file in format_files([], folder, check=True)] == [True, False]
    assert (folder.own / "models" / "x.yaml").read_bytes() == before


def test_a_file_elsewhere_is_formatted_where_it_stands_with_its_mode(folder: Assets, tmp_path: Path) -> None:
    draft = tmp_path / "drafts" / "deep" / "x.yaml"
    draft.parent.mkdir(parents=True)
    draft.write_text(MESSY.replace("\t", ""), encoding="utf-8")
    draft.chmod(0o640)
    format_files([tmp_path / "drafts"], folder)
    assert draft.read_text(encoding="utf-8") == CLEAN
    assert draft.stat().st_mode & 0o777 == 0o640


def test_one_bad_file_does_not_keep_the_others(folder: Assets) -> None:
    assert folder.own is not None
    (folder.own / "models" / "bad.yaml").write_text("id: [\n", encoding="utf-8")
    made = format_files([], folder)
    assert [file.after is None for file in made] == [True, False, False]
    assert (folder.own / "models" / "bad.yaml").read_text(encoding="utf-8") == "id: [\n"
    assert (folder.own / "models" / "x.yaml").read_text(encoding="utf-8") == CLEAN


def test_nothing_is_written_through_a_symbolic_link(folder: Assets, tmp_path: Path) -> None:
    assert folder.own is not None
    outside = tmp_path / "outside.yaml"
    shutil.move(folder.own / "models" / "x.yaml", outside)
    (folder.own / "models" / "x.yaml").symlink_to(outside)
    with pytest.raises(OutputError, match="symbolic link"):
        format_files([], folder)
    assert outside.read_text(encoding="utf-8") == MESSY.replace("\t", "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(folder: Assets) -> None:
    assert folder.own is not None
    (folder.own / "models").chmod(0o555)
    try:
        with pytest.raises(OutputError):
            format_files([], folder)
    finally:
        (folder.own / "models").chmod(0o755)
    assert (folder.own / "models" / "x.yaml").read_text(encoding="utf-8") == MESSY.replace("\t", "")


def test_files_that_are_none_are_told(folder: Assets, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"id: model/\xe9\n")
    made = format_files([tmp_path / "nowhere.yaml", tmp_path / "pipe.yaml", tmp_path / "latin.yaml"], folder)
    assert [file.findings[0].rule for file in made] == ["unreadable"] * 3
