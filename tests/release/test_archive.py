"""Archives that are the same wherever they are made."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from mllm_kg.release.archive import tar_of, write_zip

NOON = 1795305600
FILES = {"b.txt": b"two", "a/long" + "g" * 120 + ".txt": b"one"}


def folder_of(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def zipped(folder: Path, epoch: int = NOON) -> bytes:
    buffer = io.BytesIO()
    write_zip(folder, "top", epoch, buffer)
    return buffer.getvalue()


def test_a_tar_has_its_files_sorted_with_one_time_and_nobody_s_name() -> None:
    with tarfile.open(fileobj=io.BytesIO(tar_of(FILES, "top", NOON))) as archive:
        members = archive.getmembers()
        assert [member.name for member in members] == ["top/a/long" + "g" * 120 + ".txt", "top/b.txt"]
        assert {(m.mtime, m.mode, m.uid, m.gid, m.uname, m.gname) for m in members} == {(NOON, 0o644, 0, 0, "", "")}
        file = archive.extractfile(members[1])
        assert file is not None
        assert file.read() == b"two"


def test_the_order_in_which_files_are_given_does_not_count() -> None:
    assert tar_of(FILES, "top", NOON) == tar_of(dict(reversed(FILES.items())), "top", NOON)


def test_a_zip_does_not_depend_on_times_modes_and_order_of_the_files(tmp_path: Path) -> None:
    one, two = folder_of(tmp_path / "one", FILES), folder_of(tmp_path / "two", dict(reversed(FILES.items())))
    os.utime(one / "b.txt", (1, 1))
    (two / "b.txt").chmod(0o600)
    assert zipped(one) == zipped(two)


def test_a_zip_opens_with_times_modes_and_contents(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(folder_of(tmp_path / "one", FILES)))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(f"top/{name}" for name in FILES)
        member = archive.getinfo("top/b.txt")
        assert member.date_time == (2026, 11, 22, 0, 0, 0)
        assert member.external_attr >> 16 == 0o100644
        assert archive.read(member) == b"two"


@pytest.mark.parametrize("epoch", [0, 315532799])
def test_a_time_before_zip_files_were_made_is_their_first(tmp_path: Path, epoch: int) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(folder_of(tmp_path / "one", FILES), epoch))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
