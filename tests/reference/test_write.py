"""A folder is written whole or not at all, and what someone else put there stays."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from mllm_kg.errors import OutputError
from mllm_kg.reference import write
from mllm_kg.reference.write import MANIFEST, write_folder

FILES = {"a.html": b"one", "b.css": b"two"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}


@pytest.mark.parametrize("place", ["new", "new/deep/er"])
def test_a_new_folder(place: str, tmp_path: Path) -> None:
    write_folder(tmp_path / place, FILES)
    assert content(tmp_path / place) == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["new"], "nothing is left beside it"


def test_an_empty_folder(tmp_path: Path) -> None:
    write_folder(tmp_path, FILES)
    assert content(tmp_path) == FILES


def test_the_folder_that_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_folder(Path("."), FILES)
    write_folder(Path("."), FILES)
    assert content(Path.cwd()) == FILES


def test_its_own_folder_is_written_anew_and_files_that_are_gone_go(tmp_path: Path) -> None:
    write_folder(tmp_path, FILES)
    write_folder(tmp_path, {"a.html": b"three", "c.js": b"four"})
    assert content(tmp_path) == {"a.html": b"three", "c.js": b"four"}
    assert set(json.loads((tmp_path / MANIFEST).read_bytes())["files"]) == {"a.html", "c.js"}


def test_the_manifest_depends_on_the_files_alone(tmp_path: Path) -> None:
    write_folder(tmp_path / "x", FILES)
    write_folder(tmp_path / "y", dict(reversed(FILES.items())))
    assert (tmp_path / "x" / MANIFEST).read_bytes() == (tmp_path / "y" / MANIFEST).read_bytes()


def strange(folder: Path, kind: str) -> None:
    if kind == "file":
        (folder / "thesis.tex").write_text("years of work")
    elif kind == "folder":
        (folder / "sub").mkdir()
    elif kind == "link":
        (folder / "a.html").symlink_to("/etc/hostname")
    elif kind == "manifest":
        (folder / MANIFEST).write_text('{"made-by": "mllm-kg docs", "files": {"x": 1}}')
    else:
        (folder / "a.html").write_text("mine")


@pytest.mark.parametrize("kind", ["file", "folder", "link", "manifest", "same name"])
def test_a_folder_with_something_else_in_it_is_refused_and_stays(kind: str, tmp_path: Path) -> None:
    strange(tmp_path, kind)
    before = sorted((path.name, path.is_symlink() or path.is_dir() or path.read_bytes()) for path in tmp_path.iterdir())
    with pytest.raises(OutputError, match="was not written by this command"):
        write_folder(tmp_path, FILES)
    after = sorted((path.name, path.is_symlink() or path.is_dir() or path.read_bytes()) for path in tmp_path.iterdir())
    assert after == before


def test_a_page_that_someone_changed_is_refused_and_stays(tmp_path: Path) -> None:
    write_folder(tmp_path, FILES)
    (tmp_path / "a.html").write_text("my notes")
    with pytest.raises(OutputError, match=r"a\.html, which was changed since"):
        write_folder(tmp_path, {"a.html": b"other"})
    assert (tmp_path / "a.html").read_text() == "my notes"


def test_a_stranger_s_file_beside_the_pages_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path, FILES)
    (tmp_path / "CNAME").write_text("example.org")
    with pytest.raises(OutputError, match="CNAME"):
        write_folder(tmp_path, FILES)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with pytest.raises(OutputError, match="is no folder"):
        write_folder(tmp_path / "x", FILES)
    with pytest.raises(OutputError, match="can't be written"):
        write_folder(tmp_path / "x" / "below", FILES)


@pytest.mark.parametrize("exists", [False, True])
def test_a_failure_changes_nothing(exists: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "deep" / "pages"
    if exists:
        write_folder(target, FILES)
    monkeypatch.setattr(write.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OutputError, match="No space left on device"):
        write_folder(target, {"a.html": b"new"})
    if exists:
        assert content(target) == FILES
    else:
        assert list(tmp_path.iterdir()) == [], "nor is a folder left that was made for it"


def test_a_command_that_was_killed_on_the_way_can_be_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path, FILES)
    replace, done = os.replace, []

    def killed(source: Path, target: Path) -> None:
        if done:
            raise KeyboardInterrupt
        replace(source, target)
        done.append(target)

    new = {"a.html": b"new one", "b.css": b"new two"}
    monkeypatch.setattr(write.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path, new)
    monkeypatch.undo()
    assert content(tmp_path) == {"a.html": b"new one", "b.css": b"two"}
    (tmp_path / ".mllm-kg-docs-left").mkdir()
    write_folder(tmp_path, new)
    assert content(tmp_path) == new
    assert not list(tmp_path.glob(".*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="can't be written"):
        write_folder(tmp_path / "x", FILES)
