"""States of the graph: folders, files, archives, git revisions."""

from __future__ import annotations

import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from mllm_kg.assets import Assets
from mllm_kg.curation.states import State, read_state
from mllm_kg.errors import UnreadableInput, UsageError

RECORD = "id: model/x\nlabel: X\n"
EXPECTED = {"models/x.yaml": RECORD, "survey/listing.csv": "position\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout's sources, as far as states look at them."""
    root = tmp_path / "root"
    for name, text in {**EXPECTED, "models/notes.txt": "no record", "models/.x.yaml": "hidden"}.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def files(name: object, root: Path) -> dict[str, str]:
    return dict(read_state(str(name), Assets(root)).files)


def test_a_folder_has_its_records_and_the_list(folder: Path) -> None:
    assert files(folder / "data", folder) == EXPECTED


def test_a_checkout_is_its_folder_of_records(folder: Path) -> None:
    assert files(folder, folder) == EXPECTED


def test_current_is_what_is_at_hand(folder: Path) -> None:
    assert files("current", folder) == EXPECTED


def test_a_file_is_a_state_of_one_record(folder: Path) -> None:
    path = folder / "data/models/x.yaml"
    assert read_state(str(path), Assets(folder)) == State(str(path), {"x.yaml": RECORD})


def test_a_wheel_and_an_archive_hold_a_release(folder: Path, tmp_path: Path) -> None:
    wheel, archive = tmp_path / "mllm_kg-1-py3-none-any.whl", tmp_path / "mllm_kg-1.tar.gz"
    with zipfile.ZipFile(wheel, "w") as file:
        for name, text in EXPECTED.items():
            file.writestr(f"mllm_kg/_assets/data/{name}", text)
        file.writestr("mllm_kg/api.py", "")
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(folder, "mllm_kg-1")
    assert files(wheel, folder) == EXPECTED
    assert files(archive, folder) == EXPECTED


def test_a_git_revision_has_the_records_that_were_committed(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "data/models/x.yaml", "data/survey")
    git(folder, "commit", "-qm", "one")
    git(folder, "tag", "v1")
    (folder / "data/models/x.yaml").write_text("id: model/x\nlabel: Größer\n", encoding="utf-8")
    git(folder, "commit", "-qam", "two")
    assert files("v1", folder) == EXPECTED
    assert files("HEAD", folder)["models/x.yaml"] == "id: model/x\nlabel: Größer\n"


@pytest.mark.parametrize("name", ["no-such-thing", "--output=x", "HEAD:data"])
def test_what_is_no_state_is_told(folder: Path, name: str) -> None:
    git(folder, "init", "-q")
    with pytest.raises(UsageError):
        files(name, folder)


def test_outside_a_checkout_a_revision_is_no_state(folder: Path) -> None:
    with pytest.raises(UsageError, match="no git checkout here"):
        files("HEAD", folder)


def test_a_file_that_is_not_utf_8_is_told_with_its_line(folder: Path) -> None:
    path = folder / "data/models/y.yaml"
    path.write_bytes(b"id: model/y\nlabel: \xff\n")
    with pytest.raises(UnreadableInput, match=r"y\.yaml:2: this is not UTF-8"):
        files(folder, folder)


def test_a_broken_archive_is_told(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "x.whl"
    path.write_bytes(b"PK nonsense")
    with pytest.raises(UnreadableInput, match="no archive that can be read"):
        files(path, folder)
