"""How a bundle takes its place: whole, and never over what is somebody else's."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from mllm_kg.errors import OutputError
from mllm_kg.release.placing import checksums, place, staged, whole

NAME = "mllm-kg-1.0.0"


def bundle(folder: Path, text: str = "x") -> Path:
    """Make what a release leaves: files and their checksums."""
    (folder / "graphs").mkdir(parents=True)
    files = {"README.md": text.encode(), "graphs/all.nq": b""}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    (folder / "SHA256SUMS").write_bytes(checksums(digests))
    return folder


def put(output: Path, text: str) -> None:
    with staged(output) as stage:
        bundle(stage / NAME, text)
        (stage / f"{NAME}.zip").write_bytes(text.encode())
        place(stage, output, NAME)


def seen(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_checksums_are_sorted_and_read_by_sha256sum(tmp_path: Path) -> None:
    folder = bundle(tmp_path / "b")
    names = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()]
    assert names == ["README.md", "graphs/all.nq"]
    assert (
        subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True).returncode == 0
    )


def test_a_new_bundle_appears_with_its_archive_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path / "new/dist", "x")
    assert sorted(os.listdir(tmp_path / "new/dist")) == [NAME, f"{NAME}.zip"]
    assert whole(tmp_path / "new/dist" / NAME)


def test_anyone_may_read_it(tmp_path: Path) -> None:
    put(tmp_path, "x")
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / NAME).rglob("*") if path.is_file()}
    assert modes == {0o644}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / NAME, tmp_path / NAME / "graphs")} == {0o755}


def test_a_bundle_of_the_same_release_is_replaced(tmp_path: Path) -> None:
    put(tmp_path, "one")
    put(tmp_path, "two")
    assert (tmp_path / NAME / "README.md").read_text() == "two"
    assert (tmp_path / f"{NAME}.zip").read_text() == "two"
    assert sorted(os.listdir(tmp_path)) == [NAME, f"{NAME}.zip"]


@pytest.mark.parametrize("what", ["changed", "added", "removed", "no checksums", "a file", "a link"])
def test_what_a_release_did_not_leave_stays(tmp_path: Path, what: str) -> None:
    target = tmp_path / NAME
    if what in ("a file", "a link"):
        bundle(tmp_path / "other")
        target.symlink_to("other") if what == "a link" else target.write_text("mine")
    else:
        bundle(target)
        changes = {
            "changed": lambda: (target / "README.md").write_text("mine"),
            "added": lambda: (target / "notes.txt").write_text("mine"),
            "removed": lambda: (target / "README.md").unlink(),
            "no checksums": lambda: (target / "SHA256SUMS").unlink(),
        }
        changes[what]()
    before = seen(tmp_path)
    with pytest.raises(OutputError, match="nothing was changed") as caught:
        put(tmp_path, "two")
    assert "make release DIST=" in str(caught.value)
    assert seen(tmp_path) == before


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    put(tmp_path, "one")
    before = seen(tmp_path)
    with pytest.raises(TypeError), staged(tmp_path) as stage:
        assert bundle(stage / NAME).name / 0  # type: ignore[operator]
    assert seen(tmp_path) == before
    assert sorted(os.listdir(tmp_path)) == [NAME, f"{NAME}.zip"]


def test_a_full_disk_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="dist can't be written: No space left"), staged(tmp_path / "dist"):
        raise OSError(28, "No space left on device")
    assert os.listdir(tmp_path) == []


def test_a_place_that_is_no_folder_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("")
    with pytest.raises(OutputError, match="dist can't be written"), staged(tmp_path / "dist"):
        pass


def test_what_a_killed_process_left_is_removed_and_a_living_one_is_left_alone(tmp_path: Path) -> None:
    work = f"""
        import os, sys
        from pathlib import Path
        from mllm_kg.release.placing import staged
        with staged(Path({str(tmp_path)!r})) as stage:
            (stage / "half").write_text("x")
            print(stage, flush=True)
            sys.stdin.read()
            os._exit(9)
    """
    command = [sys.executable, "-c", textwrap.dedent(work)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        left = Path(process.stdout.readline().strip())
        with staged(tmp_path):
            assert (left / "half").exists()
        process.stdin.close()
    assert (left / "half").exists()
    with staged(tmp_path):
        assert not left.exists()
