"""``python -m mllm_kg.release``, as ``make release`` calls it: what people see, and the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mllm_kg.api import KnowledgeGraph
from mllm_kg.build import build
from mllm_kg.errors import NotReleasable
from mllm_kg.release import make_release
from mllm_kg.release.placing import whole
from mllm_kg.snapshot import open_snapshot
from tests.release.checkouts import VERSION, Checkout
from tests.sources import ROOT

NAME = f"mllm-kg-{VERSION}"


def digests(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_the_same_input_gives_the_same_bytes(first: Path, tmp_path: Path) -> None:
    """Other folders, times, order of files, zone, language, hash seed and umask."""
    checkout = Checkout(tmp_path / "elsewhere" / "sources")
    for number, path in enumerate(sorted((checkout.folder / "data").rglob("*.yaml"), reverse=True)):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
        os.utime(path, (number, number))
    before = os.umask(0o077)
    try:
        made = checkout.release(
            "-o", "../out", cwd=str(checkout.folder / "data"), TZ="Asia/Seoul", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="7"
        )
    finally:
        os.umask(before)
    assert made.returncode == 0, made.stderr
    assert digests(checkout.folder / "out") == digests(first)


def test_a_later_day_is_other_bytes_in_the_archives_alone(checkout: Checkout, bundle: Path) -> None:
    made = checkout.release("-o", "out", SOURCE_DATE_EPOCH="1800000000")
    assert made.returncode == 0, made.stderr
    one, two = digests(bundle), digests(checkout.folder.parent / "out" / NAME)
    differing = {name for name in one if one[name] != two[name]}
    assert "sources.tar" in differing
    assert not [name for name in differing if name.startswith(("graphs/", "queries/", "docs/", "tables/"))]


def test_people_see_the_steps_the_size_the_hash_and_the_place(checkout: Checkout) -> None:
    made = checkout.release("-o", "dist")
    assert made.returncode == 0
    assert "checking the graph ...\n" in made.stderr
    assert "Warning" not in made.stderr
    folder = checkout.folder.parent / "dist" / NAME
    digest = hashlib.sha256((folder / "graphs/all.nq").read_bytes()).hexdigest()
    sums = hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    files, packed, statements, stands = made.stdout.splitlines()
    assert files.endswith(f" MB: dist/{NAME}")
    assert files.startswith(f"{len(digests(folder))} files, ")
    assert packed.endswith(f" MB: dist/{NAME}.zip")
    assert statements.endswith(f"RDFC-1.0 hash (SHA-256) {digest}")
    assert stands.endswith(sums)


def test_a_release_is_compared_with_the_last_tag(checkout: Checkout) -> None:
    checkout.commit("v0.1.0")
    checkout.raise_version("0.1.1")
    checkout.model("c")
    made = checkout.release("-o", "dist")
    assert made.returncode == 0, made.stderr
    assert "comparing with v0.1.0 ...\n" in made.stderr
    assert "files of the checkout are not committed" in made.stderr
    text = (checkout.folder.parent / "dist/mllm-kg-0.1.1/CHANGES.md").read_text(encoding="utf-8")
    assert text.startswith("# Changes in 0.1.1, since 0.1.0\n")
    assert "- model/c  C\n" in text


@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_a_release_is_compared_with_a_bundle(checkout: Checkout, first: Path, suffix: str) -> None:
    checkout.raise_version("0.1.1")
    checkout.model("c")
    made = checkout.release("-o", "dist", "--since", str(first / f"{NAME}{suffix}"))
    assert made.returncode == 0, made.stderr
    text = (checkout.folder.parent / "dist/mllm-kg-0.1.1/CHANGES.md").read_text(encoding="utf-8")
    assert "- model/c  C\n" in text
    assert str(first) not in text


class TestRefusals:
    """Each failure is one message and an exit code, and what was there stays."""

    def refused(self, checkout: Checkout, code: int, *words: str, arguments: tuple[str, ...] = ()) -> None:
        made = checkout.release("-o", "dist", *arguments)
        assert made.returncode == code, made.stderr
        assert made.stdout == ""
        assert "Traceback" not in made.stderr
        for word in words:
            assert word in made.stderr
        assert not (checkout.folder.parent / "dist").exists()

    def test_versions_that_differ(self, checkout: Checkout) -> None:
        checkout.change("CITATION.cff", "version: 0.1.0", "version: 0.2.0")
        self.refused(checkout, 1, "Error [release]: The version is not the same", "  CITATION.cff version: 0.2.0\n")

    def test_a_graph_that_does_not_conform(self, checkout: Checkout) -> None:
        checkout.change("shapes/model.ttl", "sh:minCount 1", "sh:minCount 2")
        self.refused(
            checkout, 1, "Error [release]: The graph does not conform; mllm-kg validate tells", "A model has a name."
        )

    def test_an_ontology_with_findings(self, checkout: Checkout) -> None:
        rule = "queries/lint/missing-definition.rq"
        shutil.copy(ROOT / rule, checkout.folder / rule)
        checkout.change("queries/lint/profile.tsv", "missing-definition\toff", "missing-definition\tinfo")
        checkout.write(
            "ontology/more.ttl", "<https://w3id.org/mllm-kg/ontology#X> a <http://www.w3.org/2002/07/owl#Class> .\n"
        )
        checkout.write(
            "ontology/more.ttl",
            "<https://w3id.org/mllm-kg/ontology#X> a <http://www.w3.org/2002/07/owl#Class> .\n"
            '<https://w3id.org/mllm-kg/ontology/more> <http://www.w3.org/2002/07/owl#versionInfo> "0.1.0" .\n',
        )
        self.refused(checkout, 1, "The ontology and the shapes have findings; mllm-kg lint tells", "missing-definition")

    def test_an_iri_that_is_gone(self, checkout: Checkout) -> None:
        checkout.commit("v0.1.0")
        checkout.raise_version("0.2.0")
        (checkout.folder / "data/models/b.yaml").unlink()
        self.refused(checkout, 1, "Error [release]: An IRI of release 0.1.0 is gone", "  kg:model/b\n")

    def test_a_record_with_a_mistake(self, checkout: Checkout) -> None:
        checkout.model("c", "based_on: [model/nowhere]\nfinal_stage: [\n")
        self.refused(checkout, 2, "Error [record]:", "data/models/c.yaml:")

    def test_a_release_before_that_is_nothing(self, checkout: Checkout) -> None:
        self.refused(checkout, 2, "Error [usage]: 'v9' is no file", "PREVIOUS=", arguments=("--since", "v9"))

    def test_a_release_before_that_is_no_archive(self, checkout: Checkout) -> None:
        checkout.write("x.zip", "no zip")
        path = str(checkout.folder / "x.zip")
        self.refused(checkout, 2, "Error [unreadable]:", "no sources can be read", arguments=("--since", path))

    def test_an_output_that_is_a_file(self, checkout: Checkout) -> None:
        path = checkout.folder / "dist"
        path.write_text("mine")
        made = checkout.release("-o", str(path))
        assert (made.returncode, made.stdout) == (2, "")
        assert "Error [output]:" in made.stderr
        assert path.read_text() == "mine"

    def test_a_bundle_that_somebody_changed(self, checkout: Checkout, first: Path) -> None:
        dist = checkout.folder.parent / "dist"
        shutil.copytree(first, dist)
        (dist / NAME / "README.md").write_text("mine")
        made = checkout.release("-o", "dist")
        assert made.returncode == 2
        assert "checking the graph" not in made.stderr, "it is told before the work is done"
        assert "Error [output]: dist/mllm-kg-0.1.0 is not as a release was made" in made.stderr
        assert (dist / NAME / "README.md").read_text() == "mine"
        assert sorted(os.listdir(dist)) == [NAME, f"{NAME}.zip"]

    def test_no_checkout(self, checkout: Checkout) -> None:
        (checkout.folder / "pyproject.toml").unlink()
        self.refused(checkout, 2, "has no pyproject.toml", "A release is made from a checkout")

    def test_an_option_that_is_unknown(self, checkout: Checkout) -> None:
        self.refused(checkout, 2, "usage: python -m mllm_kg.release", arguments=("--from", "x"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_reader_that_can_take_nothing_is_one_message(checkout: Checkout) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mllm_kg.release", "-o", str(checkout.folder.parent / "dist")],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=checkout.folder.parent,
            env={
                **os.environ,
                "MLLM_KG_ASSETS": str(checkout.folder),
                "MLLM_KG_CACHE": str(checkout.folder.parent / "cache"),
                "PYTHONPATH": str(ROOT),
            },
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Error [output]: Standard output can't be written" in done.stderr
    assert whole(checkout.folder.parent / "dist" / NAME)


def test_a_replaced_bundle_is_the_new_one(checkout: Checkout, first: Path) -> None:
    dist = checkout.folder.parent / "dist"
    shutil.copytree(first, dist)
    checkout.model("c")
    made = checkout.release("-o", "dist")
    assert made.returncode == 0, made.stderr
    assert "model/c" in (dist / NAME / "graphs/data.ttl").read_text(encoding="utf-8").replace("model:c", "model/c")
    assert whole(dist / NAME)


def test_sources_that_change_meanwhile_are_refused(checkout: Checkout, cache: Path) -> None:
    def edit(step: str, done: int, total: int) -> None:
        if step == "packing":
            checkout.model("c")

    made = build(checkout.assets)
    kg = KnowledgeGraph(open_snapshot(made.folder), checkout.assets)
    output = checkout.folder.parent / "dist"
    with pytest.raises(NotReleasable, match="The sources changed while the release was made") as caught:
        make_release(kg, output, None, edit, lambda line: None)
    assert caught.value.problems == ("data/models/c.yaml",)
    assert not output.exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_make_release_calls_it() -> None:
    command = ["make", "--dry-run", "release", "VENV=env", "DIST=my folder", "PREVIOUS=v0.1.0"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "env/bin/python -m mllm_kg.release -o 'my folder' --since 'v0.1.0'" in told.splitlines()
