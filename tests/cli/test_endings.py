"""How command lines end: closed pipes, full disks, folders that can't be written to, Ctrl-C. Never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.shell import PROGRAM, environment, shell

FULL = Path("/dev/full")
pytestmark = pytest.mark.usefixtures("kg")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
COMMANDS = [
    ("--help",),
    ("query", "--help"),
    ("list",),
    ("query", "papers-by-strategy"),
    ("query", "papers-by-strategy", "--format", "csv"),
    ("sparql", "SELECT * WHERE { ?s ?p ?o } LIMIT 20000", "--format", "csv"),
    ("show", "eng", "--all"),
    ("stats",),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_closed_pipe_is_quiet(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        told = subprocess.run(
            [*PROGRAM, *arguments], stdout=closed, stderr=subprocess.PIPE, text=True, check=False, env=environment()
        )
    assert told.returncode == 0
    assert "Traceback" not in told.stderr
    assert "Exception" not in told.stderr


def test_a_reader_that_takes_one_line_is_no_failure() -> None:
    line = " ".join(("set -o pipefail;", *(f"'{part}'" for part in PROGRAM), "query papers-by-strategy | head -n 1"))
    told = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, env=environment())
    assert told.returncode == 0
    assert told.stdout.startswith("strategy")
    assert "Traceback" not in told.stderr


@needs_full
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_full_disk_is_one_line_and_2(arguments: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        told = subprocess.run(
            [*PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=environment()
        )
    assert told.returncode == 2
    assert told.stderr == "Error [output]: The output can't be written: No space left on device.\n"


@needs_full
def test_a_full_device_as_a_file_is_told_and_stays_a_device() -> None:
    told = shell("query", "papers-by-strategy", "--format", "csv", "-o", str(FULL))
    assert told.returncode == 2
    assert told.stderr == f"Error [output]: {FULL} can't be written: No space left on device.\n"
    assert not FULL.is_file()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    place = tmp_path / "nowhere" / "answer.csv"
    told = shell("query", "papers-by-strategy", "-o", str(place))
    assert told.returncode == 2
    assert told.stderr == f"Error [output]: {place} can't be written: No such file or directory.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told_and_keeps_its_file(tmp_path: Path) -> None:
    place = tmp_path / "answer.csv"
    place.write_text("before")
    tmp_path.chmod(0o500)
    try:
        told = shell("query", "papers-by-strategy", "-o", str(place))
    finally:
        tmp_path.chmod(0o700)
    assert told.returncode == 2
    assert told.stderr == f"Error [output]: {place} can't be written: Permission denied.\n"
    assert place.read_text() == "before"


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    told = shell("query", "papers-by-strategy", "-o", str(tmp_path))
    assert told.returncode == 2
    assert told.stderr == f"Error [output]: {tmp_path} can't be written: it is a folder.\n"


def test_the_new_file_has_the_mode_of_the_old(tmp_path: Path) -> None:
    place = tmp_path / "answer.csv"
    place.touch(mode=0o640)
    place.chmod(0o640)
    assert shell("query", "papers-by-strategy", "--format", "csv", "-o", str(place)).returncode == 0
    assert place.stat().st_mode & 0o777 == 0o640
    assert [*tmp_path.iterdir()] == [place]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    place, link = tmp_path / "answer.csv", tmp_path / "link.csv"
    place.touch()
    link.symlink_to(place)
    assert shell("query", "papers-by-strategy", "--format", "csv", "-o", str(link)).returncode == 0
    assert link.is_symlink()
    assert place.stat().st_size > 0


def test_no_standard_output_at_all_is_told() -> None:
    line = " ".join((*(f"'{part}'" for part in PROGRAM), "query papers-by-strategy >&-"))
    told = subprocess.run(["bash", "-c", line], stderr=subprocess.PIPE, text=True, check=False, env=environment())
    assert told.returncode == 2
    assert told.stderr.startswith("Error [output]: ")
    assert told.stderr.count("\n") == 1


def test_no_standard_error_is_no_failure() -> None:
    line = " ".join((*(f"'{part}'" for part in PROGRAM), "query papers-by-strategy 2>&-"))
    told = subprocess.run(["bash", "-c", line], stdout=subprocess.PIPE, text=True, check=False, env=environment())
    assert told.returncode == 0
    assert told.stdout.startswith("strategy")


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_the_locale_changes_no_byte_of_what_programs_read(locale: str) -> None:
    told = shell("show", "swa", "--format", "json", env=environment(LC_ALL=locale, PYTHONIOENCODING="ascii"))
    assert told.returncode == 0
    assert "스와힐리어" in told.stdout


def test_a_name_that_is_no_text_is_told() -> None:
    told = subprocess.run([*PROGRAM, "show", b"\xff\xfe"], capture_output=True, check=False, env=environment())
    assert told.returncode == 2
    assert told.stderr == b"Error [usage]: '\\udcff\\udcfe' is not text in UTF-8.\n"


def test_ctrl_c_ends_a_running_query_at_once() -> None:
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    process = subprocess.Popen(
        [*PROGRAM, "sparql", endless], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), text=True
    )
    time.sleep(3)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=10)
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in told
