"""The door: files, folders and standard input, read without trust; a bad file is a finding, never an exception."""

from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path

import pytest

from mllm_kg.assets import Assets
from mllm_kg.errors import UnknownName, UsageError
from mllm_kg.findings import UNREADABLE, Finding
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.read import FORMATS, STDIN, read_inputs
from mllm_kg.namespaces import GRAPH, KG
from mllm_kg.records.context import Context

RECORD = "id: model/x\ntype: LanguageModel\nlabel: X\n"
TURTLE = "<https://a.example/s> <https://a.example/p> 1 .\n"


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of all kinds, and some that are passed by."""
    for name, text in {
        "b.yaml": RECORD,
        "a.ttl": TURTLE,
        "deep/er/c.yml": RECORD.replace("model/x", "model/c"),
        "deep/d.nq": TURTLE.replace(" 1 ", " <https://a.example/o> <https://a.example/g> "),
        "survey/listing.csv": "position,key\n",
        ".hidden.yaml": "x",
        ".unfinished/e.yaml": "x",
        "~$b.yaml": "x",
        "#b.yaml": "x",
        "b.yaml~": "x",
        ".#b.yaml": "x",
        "package.json": "{}",
        "notes.txt": "x",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def only(inputs: list[Input]) -> Finding:
    """Return the one finding of the one file, which could not be read."""
    (made,) = inputs
    (finding,) = made.findings
    assert made.quads == []
    assert finding.rule in UNREADABLE
    assert finding.location is not None
    assert finding.location.path == made.name
    return finding


def names(inputs: list[Input], folder: Path) -> list[str]:
    return [os.path.relpath(made.name, folder) for made in inputs]


def test_a_folder_is_read_with_all_its_folders_by_name(folder: Path, assets: Assets, context: Context) -> None:
    inputs = read_inputs([folder], assets, context)
    assert names(inputs, folder) == ["a.ttl", "b.yaml", "deep/d.nq", "deep/er/c.yml"]
    assert [made.format for made in inputs] == ["ttl", "yaml", "nq", "yaml"]
    assert [finding for made in inputs for finding in made.findings if finding.rule in UNREADABLE] == []


def test_files_stand_in_the_order_in_which_they_are_named(folder: Path, assets: Assets, context: Context) -> None:
    inputs = read_inputs([folder / "b.yaml", str(folder / "a.ttl")], assets, context)
    assert names(inputs, folder) == ["b.yaml", "a.ttl"]
    assert inputs[0].graphs is not None
    assert inputs[0].graphs.entity == KG + "model/x"
    assert {quad.graph_name.value for quad in inputs[1].quads} == {GRAPH + "addition/1"}


def test_a_file_that_is_named_twice_is_read_once(folder: Path, assets: Assets, context: Context) -> None:
    (folder / "link.yaml").symlink_to(folder / "b.yaml")
    paths = [folder / "b.yaml", folder / "deep/../b.yaml", folder / "link.yaml", folder]
    inputs = read_inputs(paths, assets, context)
    assert names(inputs, folder) == ["b.yaml", "a.ttl", "deep/d.nq", "deep/er/c.yml"]


def test_a_record_of_the_project_stands_where_it_belongs(assets: Assets, context: Context) -> None:
    (made,) = read_inputs([assets.data / "models/bloomz.yaml"], assets, context)
    assert made.findings == []


def test_a_record_in_the_wrong_place_of_a_data_folder_is_told_the_right_one(
    tmp_path: Path, assets: Assets, context: Context
) -> None:
    own = Assets(assets.root, None, tmp_path)
    (tmp_path / "papers").mkdir()
    path = tmp_path / "papers" / "x.yaml"
    path.write_text(RECORD)
    (made,) = read_inputs([path], own, context)
    assert [(finding.rule, finding.suggestion) for finding in made.findings] == [
        ("record-file", "Its file is own/models/x.yaml.")
    ]
    assert read_inputs([path], assets, context)[0].findings == []


def test_the_name_of_a_json_file_that_is_named_tells_json_ld(tmp_path: Path, assets: Assets, context: Context) -> None:
    (tmp_path / "x.json").write_text('{"@id": "https://a.example/s", "https://a.example/p": 1}')
    (made,) = read_inputs([tmp_path / "x.json"], assets, context)
    assert made.format == "jsonld"
    assert len(made.quads) == 1


@pytest.mark.parametrize(
    ("text", "format"),
    [(RECORD, "yaml"), (TURTLE, "ttl"), ('[{"@id": "https://a.example/s", "https://a.example/p": 1}]', "jsonld")],
)
def test_standard_input_is_guessed(text: str, format: str, assets: Assets, context: Context) -> None:
    (made,) = read_inputs(["-"], assets, context, stdin=io.BytesIO(text.encode()))
    assert (made.name, made.format, made.text) == (STDIN, format, text)
    assert made.quads


def test_the_format_of_standard_input_can_be_told(assets: Assets, context: Context) -> None:
    text = "<https://a.example/s> <https://a.example/p> <https://a.example/o> ."
    (made,) = read_inputs(["-"], assets, context, stdin=io.BytesIO(text.encode()), format="trig")
    assert made.format == "trig"
    with pytest.raises(UnknownName, match="No format is called 'csv'"):
        read_inputs(["-"], assets, context, stdin=io.BytesIO(b""), format="csv")


def test_standard_input_is_that_of_the_process(
    assets: Assets, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RECORD.encode())))
    (made,) = read_inputs(["-", Path("-")], assets, context)
    assert made.graphs is not None
    assert made.graphs.entity == KG + "model/x"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Standard input is empty."),
        (b"  \n", "Standard input is empty."),
        (b"Foo bar\n", "How standard input begins does not tell its format."),
    ],
)
def test_standard_input_that_tells_nothing_asks_for_its_format(
    content: bytes, message: str, assets: Assets, context: Context
) -> None:
    finding = only(read_inputs(["-"], assets, context, stdin=io.BytesIO(content)))
    assert finding.message == message
    assert finding.suggestion == "Tell it with `--input-format`: yaml, ttl, trig, nt, nq, jsonld, rdf."


def test_closed_standard_input_is_told(assets: Assets, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert only(read_inputs(["-"], assets, context)).message == "Standard input is closed."
    stream = io.BytesIO()
    stream.close()
    assert only(read_inputs(["-"], assets, context, stdin=stream)).message == "Standard input is closed."


def test_nothing_to_read_is_a_wrong_call(assets: Assets, context: Context) -> None:
    with pytest.raises(UsageError, match="nothing to read"):
        read_inputs([], assets, context)


def test_a_folder_without_a_file_is_told(tmp_path: Path, assets: Assets, context: Context) -> None:
    (tmp_path / "x.csv").write_text("a")
    finding = only(read_inputs([tmp_path], assets, context))
    assert finding.message == "No file in the folder has a known suffix."
    assert finding.suggestion == "Known are .yaml, .yml, .ttl, .trig, .nt, .nq, .jsonld, .rdf, .owl."


@pytest.mark.parametrize(
    ("name", "message", "suggestion"),
    [
        ("x.csv", "The name of the file tells no known format.", "Known are .yaml, .yml, .ttl,"),
        ("b.ymal", "There is no such file.", "Did you mean '{folder}/b.yaml'?"),
        ("b.yaml/c", "There is no such file.", ""),
        ("no/such/folder.ttl", "There is no such file.", ""),
        ("circle.yaml", "The symbolic links lead in a circle.", "Name the file that is meant."),
        ("dangling.yaml", "There is no such file.", ""),
        ("x" * 300 + ".yaml", "No file can have this name.", ""),
        ("a\0b.yaml", "No file can have this name.", ""),
        ("pipe.yaml", "This is a pipe, not a file.", "give its content as standard input: `-`"),
        ("socket.yaml", "This is a socket, not a file.", "give its content as standard input: `-`"),
        ("zero.yaml", "This is a device, not a file.", "give its content as standard input: `-`"),
    ],
)
def test_what_can_not_be_read_is_a_finding_and_never_waits(
    name: str, message: str, suggestion: str, folder: Path, assets: Assets, context: Context
) -> None:
    (folder / "x.csv").write_text("a")
    (folder / "circle.yaml").symlink_to(folder / "circle.yaml")
    (folder / "dangling.yaml").symlink_to(folder / "nowhere.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)
        try:
            server.bind("socket.yaml")
        finally:
            os.chdir(here)
        finding = only(read_inputs([folder / name], assets, context))
    assert finding.message == message
    assert suggestion.format(folder=folder) in (finding.suggestion or "")


def test_a_folder_with_things_that_are_no_files_is_read_besides_them(
    folder: Path, assets: Assets, context: Context
) -> None:
    os.mkfifo(folder / "pipe.yaml")
    (folder / "deep/again").symlink_to(folder)
    inputs = read_inputs([folder], assets, context)
    assert names(inputs, folder) == ["a.ttl", "b.yaml", "pipe.yaml", "deep/d.nq", "deep/er/c.yml"]
    assert [made.findings[0].message for made in inputs if made.name.endswith("pipe.yaml")] == [
        "This is a pipe, not a file."
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_told(folder: Path, assets: Assets, context: Context) -> None:
    (folder / "b.yaml").chmod(0)
    assert only(read_inputs([folder / "b.yaml"], assets, context)).message == "The file may not be read."


def test_an_error_of_the_system_is_told_in_its_words(
    folder: Path, assets: Assets, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: object, *_: object) -> int:
        raise OSError(5, "x")

    with monkeypatch.context() as patch:
        patch.setattr("mllm_kg.inputs.files.os.open", broken)
        finding = only(read_inputs([folder / "b.yaml"], assets, context))
    assert finding.message == f"The file can't be read: {os.strerror(5)}."


def test_a_file_that_may_not_be_opened_is_told(
    folder: Path, assets: Assets, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: object, *_: object) -> int:
        raise PermissionError(13, "x")

    with monkeypatch.context() as patch:
        patch.setattr("mllm_kg.inputs.files.os.open", forbidden)
        finding = only(read_inputs([folder / "b.yaml"], assets, context))
    assert (finding.message, finding.suggestion) == ("The file may not be read.", "Give yourself the right to read it.")


def test_a_name_that_is_no_utf_8_can_be_printed(tmp_path: Path, assets: Assets, context: Context) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml"))
    path.write_text(RECORD.replace("label", "lable"))
    (made,) = read_inputs([tmp_path], assets, context)
    assert made.name == f"{tmp_path}/\ufffd.yaml"
    assert [str(finding.location) for finding in made.findings] == [f"{tmp_path}/\ufffd.yaml:3:1"]
    made.name.encode()


def test_a_file_that_is_not_utf_8_is_told_with_its_place(tmp_path: Path, assets: Assets, context: Context) -> None:
    for name in ("x.yaml", "x.ttl"):
        (tmp_path / name).write_bytes(b"# caf\xe9\n")
        finding = only(read_inputs([tmp_path / name], assets, context))
        assert str(finding.location) == f"{tmp_path / name}:1:6"


def test_all_files_with_a_syntax_error_are_told(tmp_path: Path, assets: Assets, context: Context) -> None:
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        (tmp_path / name).write_text("a: b: c\n")
    inputs = read_inputs([tmp_path], assets, context)
    assert [str(made.findings[0].location) for made in inputs] == [f"{tmp_path}/{name}.yaml:1:4" for name in "abc"]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a small file goes beyond."""
    monkeypatch.setenv("MLLM_KG_INPUT_SIZE", "50")
    monkeypatch.setenv("MLLM_KG_INPUT_FILES", "3")


@pytest.mark.usefixtures("small")
def test_a_file_of_the_largest_size_is_read_and_a_larger_one_refused(
    tmp_path: Path, assets: Assets, context: Context
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(RECORD + "#" * (50 - len(RECORD)))
    assert read_inputs([path], assets, context)[0].findings == []
    path.write_text(RECORD + "#" * (51 - len(RECORD)))
    finding = only(read_inputs([path], assets, context))
    assert (finding.rule, finding.message) == ("refused-input", "The file has more than 50 bytes.")
    assert finding.suggestion == "The limit is the setting `input_size`; MLLM_KG_INPUT_SIZE raises it."


@pytest.mark.usefixtures("small")
def test_no_more_of_standard_input_is_read_than_the_limit_and_one_byte(assets: Assets, context: Context) -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            assert size >= 0
            self.taken += size
            return b"a" * size

    stream = Endless()
    finding = only(read_inputs(["-"], assets, context, stdin=stream))
    assert finding.rule == "refused-input"
    assert stream.taken == 51


@pytest.mark.usefixtures("small")
def test_more_files_than_the_limit_are_refused_before_any_is_read(
    folder: Path, assets: Assets, context: Context
) -> None:
    finding = only(read_inputs([folder], assets, context))
    assert (finding.rule, finding.message) == ("refused-input", "These are more than 3 files.")


def test_formats_are_named_as_the_command_line_names_them() -> None:
    assert FORMATS == ("yaml", "ttl", "trig", "nt", "nq", "jsonld", "rdf")
