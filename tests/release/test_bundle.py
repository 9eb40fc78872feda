"""What is in a bundle, and whether it opens without mllm_kg."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from mllm_kg.assets import Assets
from mllm_kg.build import build_snapshot
from mllm_kg.export import GRAPHS
from mllm_kg.views import VIEWS
from mllm_kg.views.tables import TABLES
from tests.release.checkouts import VERSION, Checkout

OXIGRAPH = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def hashes(bundle: Path) -> dict[str, list[str]]:
    """The rows of the table of hashes, by graph."""
    with (bundle / "metadata/rdfc-1.0.tsv").open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1:] for row in list(csv.reader(file, delimiter="\t"))[1:]}


@pytest.fixture(scope="module")
def crate(bundle: Path) -> dict[str, dict[str, Any]]:
    """The entities of the RO-Crate, by id."""
    graph = json.loads((bundle / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    assert len({entity["@id"] for entity in graph}) == len(graph)
    return {entity["@id"]: entity for entity in graph}


def paths(bundle: Path) -> list[str]:
    return sorted(path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file())


def triples(path: Path) -> list[ox.Quad]:
    found = ox.Dataset(
        ox.Quad(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(path=str(path), format=OXIGRAPH[path.suffix])
    )
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(found, key=str)


@pytest.mark.parametrize("name", GRAPHS)
def test_each_part_says_the_same_in_each_format(bundle: Path, name: str) -> None:
    expected = triples(bundle / f"graphs/{name}.nt")
    assert expected
    files = sorted((bundle / "graphs").glob(f"{name}.*"))
    assert {path.suffix for path in files} >= {".ttl", ".nt", ".jsonld", ".rdf"}
    for path in files:
        assert triples(path) == expected, path.name


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_is_there_in_four_formats(bundle: Path, name: str) -> None:
    expected = triples(bundle / f"metadata/{name}.nt")
    assert expected
    for suffix in (".ttl", ".rdf", *(() if VIEWS[name].own_layout else (".jsonld",))):
        assert triples(bundle / f"metadata/{name}{suffix}") == expected
    json.loads((bundle / f"metadata/{name}.jsonld").read_text(encoding="utf-8"))


def test_named_graphs_are_kept_where_there_are_several(bundle: Path) -> None:
    for path in (bundle / "graphs").glob("*.nt"):
        quads = list(ox.parse(path=str(path.with_suffix(".jsonld")), format=ox.RdfFormat.JSON_LD))
        several = len({quad.graph_name for quad in quads}) > 1
        assert path.with_suffix(".nq").exists() == path.with_suffix(".trig").exists() == several, path.name


def test_the_whole_is_the_graph_that_the_sources_give(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "snapshot").mkdir()
    manifest, lines = build_snapshot(Checkout(tmp_path / "checkout").assets, tmp_path / "snapshot")
    store = ox.Store()
    store.bulk_load(path=str(bundle / "graphs/all.nq"), format=ox.RdfFormat.N_QUADS)
    assert len(store) == manifest.statements == len(lines)
    read = rdflib.Dataset(default_union=True)
    read.parse(bundle / "graphs/all.nq", format="nquads")
    assert sum(1 for _ in read.quads()) == manifest.statements


def test_the_hash_of_a_part_is_that_of_its_lines(bundle: Path, hashes: dict[str, list[str]]) -> None:
    for name, (statements, digest) in hashes.items():
        if name.startswith("graphs/"):
            content = (bundle / name).read_bytes()
            assert digest == hashlib.sha256(content).hexdigest()
            assert int(statements) == content.count(b"\n")
    assert {name.split("/")[1].partition(".")[0] for name in hashes if name.startswith("graphs/")} == set(GRAPHS)


def test_each_named_graph_has_its_hash(bundle: Path, hashes: dict[str, list[str]]) -> None:
    lines: dict[str, list[str]] = {}
    for line in (bundle / "graphs/all.nq").read_text(encoding="utf-8").splitlines():
        found = re.fullmatch(r"(.*) <([^>]*)> \.", line)
        assert found
        lines.setdefault(found[2], []).append(f"{found[1]} .\n")
    assert {name for name in hashes if name.startswith("https://")} == set(lines)
    for name, own in lines.items():
        if not any(line.startswith("_:") or " _:" in line for line in own):
            assert hashes[name] == [str(len(own)), hashlib.sha256("".join(sorted(own)).encode()).hexdigest()]


def test_the_checksums_hold_for_every_other_file(bundle: Path) -> None:
    told = [line.split("  ", 1)[1] for line in (bundle / "SHA256SUMS").read_text().splitlines()]
    assert told == [path for path in paths(bundle) if path != "SHA256SUMS"]
    done = subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=bundle, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_the_archive_holds_the_same_files(bundle: Path) -> None:
    with zipfile.ZipFile(bundle.with_name(f"{bundle.name}.zip")) as archive:
        assert archive.namelist() == [f"{bundle.name}/{path}" for path in paths(bundle)]
        for path in paths(bundle):
            assert archive.read(f"{bundle.name}/{path}") == (bundle / path).read_bytes()


def test_the_questions_run_on_the_bundle_s_own_graph(bundle: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=str(bundle / "graphs/all.nq"), format=ox.RdfFormat.N_QUADS)
    questions = sorted((bundle / "queries").glob("*.rq"))
    assert [path.name for path in questions] == ["papers-by-strategy.rq"]
    for path in questions:
        assert list(store.query(path.read_text(encoding="utf-8"), use_default_graph_as_union=True)) is not None
    described = json.loads((bundle / "queries/questions.json").read_text(encoding="utf-8"))
    assert [(each["name"], [p["name"] for p in each["params"]]) for each in described] == [
        ("papers-by-strategy", ["strategy"])
    ]


def test_the_graph_can_be_built_again_from_the_bundle(bundle: Path, tmp_path: Path) -> None:
    subprocess.run(["tar", "-xf", str(bundle / "sources.tar")], cwd=tmp_path, check=True)
    (tmp_path / "snapshot").mkdir()
    _, lines = build_snapshot(Assets(tmp_path / f"mllm-kg-{VERSION}-sources"), tmp_path / "snapshot")
    store = ox.Store()
    store.bulk_load(path=str(bundle / "graphs/all.nq"), format=ox.RdfFormat.N_QUADS)
    assert len(lines) == len(store)


def test_the_tables_have_a_record_for_each_entity(bundle: Path) -> None:
    assert {path.name for path in (bundle / "tables").iterdir()} == {table.file for table in TABLES}
    models = json.loads((bundle / "tables/models.json").read_text(encoding="utf-8"))
    assert [model["id"].rpartition("/")[2] for model in models] == ["a", "b"]


def test_shapes_context_reference_and_licences_are_there(bundle: Path) -> None:
    shapes = rdflib.Graph().parse(bundle / "metadata/shapes.ttl")
    assert len(shapes) == 8
    assert "@context" in json.loads((bundle / "metadata/context.jsonld").read_text(encoding="utf-8"))
    assert "AlignmentStrategy" in (bundle / "docs/ontology.html").read_text(encoding="utf-8")
    assert "Apache License" in (bundle / "LICENSE").read_text(encoding="utf-8")
    assert "CC BY 4.0" in (bundle / "LICENSE-DATA").read_text(encoding="utf-8")
    assert f"version: {VERSION}" in (bundle / "CITATION.cff").read_text(encoding="utf-8")


def test_the_mappings_are_there_in_sssom(bundle: Path) -> None:
    lines = (bundle / "metadata/mappings.sssom.tsv").read_text(encoding="utf-8").splitlines()
    head = next(line for line in lines if not line.startswith("#"))
    assert head.split("\t")[0] == "subject_id"
    assert any(line.startswith("mllm:Person\t") and "foaf:Person" in line for line in lines)


def test_the_readme_names_what_is_there(bundle: Path, hashes: dict[str, list[str]]) -> None:
    text = (bundle / "README.md").read_text(encoding="utf-8")
    assert hashes["graphs/all.nq"][1] in text
    assert f"{int(hashes['graphs/all.nq'][0]):,} statements" in text
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert (bundle / link).exists(), link
    for path in re.findall(r"`((?:graphs|queries|metadata)/[\w.-]+)`", text):
        assert (bundle / path).exists(), path
    for engine in ("Oxigraph", "Fuseki", "GraphDB", "Virtuoso", "QLever", "rdflib", "pyoxigraph"):
        assert f"| {engine}" in text


def test_the_changelog_of_a_first_release_counts(bundle: Path) -> None:
    text = (bundle / "CHANGES.md").read_text(encoding="utf-8")
    assert text.startswith(f"# Changes in {VERSION}, the first release\n")
    assert "| language model | 2 |" in text
    assert "- 2 shapes\n- 1 research questions\n" in text


def test_descriptions_tell_sizes_and_checksums_of_the_files(bundle: Path) -> None:
    whole = (bundle / "graphs/all.nq").read_bytes()
    text = (bundle / "metadata/dcat.ttl").read_text(encoding="utf-8")
    assert hashlib.sha256(whole).hexdigest() in text
    assert str(len(whole)) in text
    croissant = json.loads((bundle / "metadata/croissant.jsonld").read_text(encoding="utf-8"))
    told = {entry["sha256"] for entry in croissant["distribution"] if "sha256" in entry}
    assert hashlib.sha256((bundle / "tables/models.json").read_bytes()).hexdigest() in told


def test_no_path_and_no_name_of_the_machine_is_in_it(bundle: Path) -> None:
    for path in paths(bundle):
        content = (bundle / path).read_bytes()
        assert str(bundle.parent.parent).encode() not in content, path


class TestCrate:
    """``ro-crate-metadata.json``."""

    def test_every_file_is_described_with_size_hash_format_and_licence(
        self, bundle: Path, crate: dict[str, dict[str, Any]]
    ) -> None:
        files = {name for name, entity in crate.items() if entity["@type"] == "File"}
        assert files == set(paths(bundle)) - {"ro-crate-metadata.json"}
        for name in files:
            content = (bundle / name).read_bytes()
            assert crate[name]["contentSize"] == str(len(content)), name
            assert re.fullmatch(r"[a-z]+/[\w.+-]+", crate[name]["encodingFormat"]), name
            assert crate[name]["license"]["@id"] in crate, name
            if name != "SHA256SUMS":
                assert crate[name]["sha256"] == hashlib.sha256(content).hexdigest(), name

    def test_every_file_is_reached_from_the_root(self, crate: dict[str, dict[str, Any]]) -> None:
        found, ahead = set(), ["./"]
        while ahead:
            held = crate[ahead.pop()].get("hasPart", [])
            for part in held if isinstance(held, list) else [held]:
                found.add(part["@id"])
                ahead.append(part["@id"])
        assert found == {name for name, entity in crate.items() if entity["@type"] in ("File", "Dataset")} - {"./"}

    def test_the_root_says_what_it_is(self, crate: dict[str, dict[str, Any]]) -> None:
        root = crate["./"]
        assert (root["version"], root["datePublished"]) == (VERSION, "2026-11-22")
        assert [crate[each["@id"]]["name"] for each in root["license"]] == [
            "Creative Commons Attribution 4.0 International",
            "Apache License 2.0",
        ]
        assert crate[root["author"]["@id"]]["@type"] == "Organization"

    def test_croissant_says_itself_which_version_it_follows(
        self, bundle: Path, crate: dict[str, dict[str, Any]]
    ) -> None:
        told = json.loads((bundle / "metadata/croissant.jsonld").read_text(encoding="utf-8"))["conformsTo"]
        assert crate["metadata/croissant.jsonld"]["conformsTo"] == {"@id": told}

    def test_the_validator_finds_nothing_that_is_required(self, bundle: Path, validator: Path, tmp_path: Path) -> None:
        script = Path(__file__).with_name("validate.py")
        command = [str(validator), str(script), str(bundle), str(tmp_path / "cache")]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout.splitlines()[-1])
        assert told["profile"] == "ro-crate-1.3"
        wanted = "An Organization entity SHOULD have a ROR identifier"  # the developers are not registered there
        assert [each for each in told["findings"] if not each[1].startswith(wanted)] == []
        assert told["files"] == [path for path in paths(bundle) if path != "ro-crate-metadata.json"]
        assert told["name"].endswith(f"release {VERSION}")
