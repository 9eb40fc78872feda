"""A file is written completely or not at all, and one line says why not."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mllm_kg.errors import OutputError
from mllm_kg.export.output import opened, write

ROOT = Path(__file__).resolve().parent.parent.parent


class TestFiles:
    """Files on disk."""

    def test_a_new_file(self, tmp_path: Path) -> None:
        mask = os.umask(0o027)
        try:
            write(b"new", tmp_path / "x.ttl")
        finally:
            os.umask(mask)
        assert (tmp_path / "x.ttl").read_bytes() == b"new"
        assert (tmp_path / "x.ttl").stat().st_mode & 0o777 == 0o640
        assert os.listdir(tmp_path) == ["x.ttl"]

    def test_replacing_keeps_the_permissions(self, tmp_path: Path) -> None:
        path = tmp_path / "x.ttl"
        path.write_bytes(b"old and longer")
        path.chmod(0o604)
        write(b"new", str(path))
        assert path.read_bytes() == b"new"
        assert path.stat().st_mode & 0o777 == 0o604

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "target").write_bytes(b"old")
        (tmp_path / "link").symlink_to("target")
        write(b"new", tmp_path / "link")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "target").read_bytes() == b"new"

    def test_a_failure_inside_leaves_the_old_file(self, tmp_path: Path) -> None:
        path = tmp_path / "x.ttl"
        path.write_bytes(b"old")

        def interrupted() -> None:
            with opened(path) as stream:
                stream.write(b"half")
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert path.read_bytes() == b"old"
        assert os.listdir(tmp_path) == ["x.ttl"]

    @pytest.mark.parametrize("failing", ["fsync", "replace"])
    def test_a_full_disk_leaves_the_old_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        path = tmp_path / "x.ttl"
        path.write_bytes(b"old")
        monkeypatch.setattr(os, failing, full)
        with pytest.raises(OutputError) as caught:
            write(b"new", path)
        assert str(caught.value) == f"{path} can't be written: No space left on device."
        assert path.read_bytes() == b"old"
        assert os.listdir(tmp_path) == ["x.ttl"]

    def test_folders_that_are_none(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match=r"can't be written: No such file or directory\."):
            write(b"x", tmp_path / "none" / "x.ttl")
        with pytest.raises(OutputError, match=r"can't be written: it is a folder\."):
            write(b"x", tmp_path)
        assert os.listdir(tmp_path) == []

    @pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
    def test_a_read_only_folder(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        try:
            with pytest.raises(OutputError, match=r"can't be written: Permission denied\."):
                write(b"x", tmp_path / "x.ttl")
        finally:
            tmp_path.chmod(0o700)

    def test_devices_are_written_in_place(self) -> None:
        write(b"x", "/dev/null")
        with pytest.raises(OutputError, match=r"/dev/full can't be written: No space left on device\."):
            write(b"x", "/dev/full")
        assert Path("/dev/full").is_char_device()


class TestStreams:
    """What is open already."""

    def test_a_stream(self) -> None:
        out = io.BytesIO()
        write(b"x", out)
        assert out.getvalue() == b"x"
        assert not out.closed

    def test_a_failing_stream(self) -> None:
        class Failing(io.BytesIO):
            name = "the tape"

            def write(self, _: Any) -> int:
                raise OSError(5, "Input/output error")

        with pytest.raises(OutputError, match=r"the tape can't be written: Input/output error\."):
            write(b"x", Failing())


class TestStandardOutput:
    """Standard output, in processes of their own."""

    CODE = "from mllm_kg.export.output import write\nwrite(b'x' * 20_000_000, {target!r})\nprint('after')"

    @pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"], autouse=True)
    def unbuffered(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTHONUNBUFFERED", request.param)

    def run(self, redirection: str, target: str | None = None) -> subprocess.CompletedProcess[bytes]:
        command = f'"$0" -c "$1" {redirection}'
        arguments = ["bash", "-o", "pipefail", "-c", command, sys.executable, self.CODE.format(target=target)]
        return subprocess.run(arguments, cwd=ROOT, capture_output=True, check=False)

    @pytest.mark.parametrize("target", [None, "-"])
    def test_bytes(self, target: str | None) -> None:
        done = self.run("", target)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"x" * 20_000_000 + b"after\n", b"")

    def test_a_closed_pipe_is_quiet(self) -> None:
        done = self.run("| head -c 1")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"x", b"")

    def test_a_full_disk_is_an_error(self) -> None:
        done = self.run("> /dev/full")
        assert done.returncode == 1
        lines = done.stderr.decode().splitlines()
        assert lines[-1] == "mllm_kg.errors.OutputError: Standard output can't be written: No space left on device."
        assert sum(line.startswith("Traceback") for line in lines) == 1
