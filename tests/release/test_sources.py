"""The sources of an earlier release, from whatever there is of it."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from mllm_kg.errors import NotReleasable, UnreadableInput, UsageError
from mllm_kg.release.sources import earlier_sources, last_tag, read_sources, uncommitted
from tests.release.checkouts import VERSION, Checkout

NEXT = (0, 2, 0)


def expected(checkout: Checkout) -> dict[str, bytes]:
    folders = ("ontology", "data", "shapes", "queries")
    files = [path for folder in folders for path in (checkout.folder / folder).rglob("*") if path.is_file()]
    files += [checkout.folder / name for name in ("CITATION.cff", "CHANGELOG.md", "LICENSE", "LICENSE-DATA")]
    return {path.relative_to(checkout.folder).as_posix(): path.read_bytes() for path in files}


def packed(checkout: Checkout, target: Path, top: str) -> Path:
    with tarfile.open(target, "w:gz") as archive:
        archive.add(checkout.folder, top)
    return target


def test_a_checkout(checkout: Checkout) -> None:
    checkout.write("data/models/.hidden.yaml", "no record")
    checkout.write("README.md", "no source")
    found = read_sources(checkout.folder, "here")
    wanted = expected(checkout)
    del wanted["data/models/.hidden.yaml"]
    assert found.files == wanted
    assert (found.told, found.version) == ("here", VERSION)
    assert found.records.files["models/a.yaml"].startswith("id: model/a\n")


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_bundle(first: Path, kind: str) -> None:
    name = f"mllm-kg-{VERSION}"
    found = read_sources(first / (name if kind == "folder" else f"{name}.zip"), "it")
    assert found.version == VERSION
    assert found.text("data/models/b.yaml").splitlines()[0] == "id: model/b"
    assert "shapes/model.ttl" in found.files


def test_an_archive_of_sources(checkout: Checkout, tmp_path: Path) -> None:
    assert read_sources(packed(checkout, tmp_path / "x.tar.gz", "mllm_kg-0.1.0"), "x").files == expected(checkout)


def test_a_wheel(checkout: Checkout, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.whl", "w") as wheel:
        for name, content in expected(checkout).items():
            wheel.writestr(f"mllm_kg/_assets/{name}", content)
        wheel.writestr("mllm_kg/build.py", "")
    assert read_sources(tmp_path / "x.whl", "x").files == expected(checkout)


def test_a_git_revision(checkout: Checkout) -> None:
    git = checkout.commit("v0.1.0")
    checkout.model("c")
    before = earlier_sources("v0.1.0", checkout.folder, NEXT)
    assert before is not None
    assert "data/models/c.yaml" not in before.files
    assert before.files == {k: v for k, v in expected(checkout).items() if k != "data/models/c.yaml"}
    assert uncommitted(checkout.folder) == 1
    git.commit()
    assert uncommitted(checkout.folder) == 0


def test_the_last_tag_is_the_highest_below_the_version(checkout: Checkout) -> None:
    assert last_tag(checkout.folder, NEXT) is None
    git = checkout.commit("v0.1.0")
    for tag in ("v0.1.10", "v0.1.9", "v0.3.0", "v0.1", "nightly", "v0.2.0-rc1"):
        git("tag", tag)
    assert last_tag(checkout.folder, NEXT) == "v0.1.10"
    assert last_tag(checkout.folder, (0, 1, 5)) == "v0.1.0"


def test_a_tag_that_is_not_in_the_history_does_not_count(checkout: Checkout) -> None:
    git = checkout.commit("v0.1.0")
    git("checkout", "--quiet", "-b", "aside")
    git.commit(**{"aside.txt": "x"})
    git("tag", "v0.1.1")
    git("checkout", "--quiet", "main")
    assert last_tag(checkout.folder, NEXT) == "v0.1.0"


def test_a_version_that_is_tagged_elsewhere_is_refused(checkout: Checkout) -> None:
    git = checkout.commit("v0.1.0")
    assert last_tag(checkout.folder, (0, 1, 0)) is None, "it is this commit that is tagged"
    git.commit(**{"more.txt": "x"})
    with pytest.raises(NotReleasable, match=r"v0\.1\.0 is released already"):
        last_tag(checkout.folder, (0, 1, 0))


def test_without_a_word_and_a_tag_there_is_no_release_before(checkout: Checkout) -> None:
    assert earlier_sources(None, checkout.folder, NEXT) is None
    checkout.commit()
    assert earlier_sources(None, checkout.folder, NEXT) is None


@pytest.mark.parametrize(
    ("told", "words"),
    [("v9", "no file and no folder, and"), ("--help", "no file and no folder")],
)
def test_what_is_nothing_without_git(checkout: Checkout, told: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        earlier_sources(told, checkout.folder, NEXT)


@pytest.mark.parametrize("told", ["v9", "--help", "HEAD~5"])
def test_what_is_no_revision(checkout: Checkout, told: str) -> None:
    checkout.commit()
    with pytest.raises(UsageError, match="is no") as caught:
        earlier_sources(told, checkout.folder, NEXT)
    assert "make release PREVIOUS=" in str(caught.value)


def test_a_folder_without_an_ontology_holds_no_sources(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no sources"):
        read_sources(tmp_path, "it")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut"])
def test_what_is_no_archive(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(UnreadableInput, match="no sources can be read"):
        read_sources(tmp_path / "x.zip", "x.zip")


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_an_archive_that_is_cut_off(checkout: Checkout, first: Path, tmp_path: Path, kept: float) -> None:
    for whole in (packed(checkout, tmp_path / "x.tar.gz", "x"), first / f"mllm-kg-{VERSION}.zip"):
        content = whole.read_bytes()
        cut = tmp_path / f"cut-{whole.name}"
        cut.write_bytes(content[: int(len(content) * kept)])
        with pytest.raises(UnreadableInput, match="no sources can be read"):
            read_sources(cut, cut.name)


def test_an_archive_that_is_damaged_inside(first: Path, tmp_path: Path) -> None:
    whole = first / f"mllm-kg-{VERSION}.zip"
    with zipfile.ZipFile(whole) as archive:
        start = archive.getinfo(f"mllm-kg-{VERSION}/sources.tar").header_offset
    content = bytearray(whole.read_bytes())
    content[start + 200 : start + 2200] = bytes(2000)
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(UnreadableInput, match="no sources can be read"):
        read_sources(tmp_path / "x.zip", "x.zip")


def test_a_file_that_is_not_utf_8_is_named(checkout: Checkout) -> None:
    (checkout.folder / "data/models/a.yaml").write_bytes(b"label: \xff\n")
    with pytest.raises(UnreadableInput, match=r"here:data/models/a\.yaml"):
        _ = read_sources(checkout.folder, "here").records


def test_members_that_would_leave_the_folder_are_no_sources(checkout: Checkout, tmp_path: Path) -> None:
    target = packed(checkout, tmp_path / "x.tar", "x")
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        for name, content in expected(checkout).items():
            member = tarfile.TarInfo(f"x/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        member = tarfile.TarInfo("x/data/../../../outside.yaml")
        archive.addfile(member)
    found = read_sources(tmp_path / "evil.tar", "it")
    assert found.files == read_sources(target, "it").files
    (tmp_path / "out").mkdir()
    found.unpacked(tmp_path / "out")
    assert not (tmp_path / "outside.yaml").exists()
    shutil.rmtree(tmp_path / "out")
