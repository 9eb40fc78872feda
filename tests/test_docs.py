"""The documentation is true: its links lead somewhere, its queries and examples run, its tables match the project."""

from __future__ import annotations

import doctest
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import click
import pyoxigraph as ox
import pytest
import rdflib
import yaml
from rdflib import OWL, RDF, RDFS

import mllm_kg
from mllm_kg.assemble import assemble
from mllm_kg.assets import Assets
from mllm_kg.cli import VERBS
from mllm_kg.namespaces import KINDS, MLLM, PREFIXES, curie
from mllm_kg.records.context import GRAPH_KEYS, Context
from mllm_kg.records.listing import Listing
from mllm_kg.records.rdf import record_graphs
from mllm_kg.records.reader import load_yaml, record_from_text
from tests import documents
from tests.documents import ROOT, name

DOCS = ROOT / "docs"
PAGES = documents.pages()
TEXTS = {name(path): path.read_text(encoding="utf-8") for path in PAGES}
MODEL, RECORDS, EVIDENCE = (TEXTS[f"docs/{page}.md"] for page in ("data-model", "records", "evidence"))
OWN = [
    page for page in TEXTS if not page.startswith("docs/commands/") and page not in ("README.md", "docs/tutorial.md")
]
"""Pages whose sessions are run here; those of the README, the tutorial and the commands have tests of their own."""
INDEXES = ("docs/README.md", "docs/rules/README.md", "docs/lint.md")
QUERIES = [
    pytest.param(query, id=f"{page} {number}")
    for page, text in TEXTS.items()
    for number, query in enumerate(documents.blocks(text, "sparql"), start=1)
]
SESSIONS = [
    pytest.param(block, id=f"{page} {block.splitlines()[0][2:]}")
    for page in OWN
    for block in documents.blocks(TEXTS[page], "console")
]
CALLS = [
    pytest.param(line, id=f"{page} {line}")
    for page, text in TEXTS.items()
    for block in documents.blocks(text, "sh")
    for line in block.splitlines()
    if line.startswith("mllm-kg ")
]


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "ontology/mllm-kg.ttl")


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


class TestEveryPage:
    """What holds for all Markdown files."""

    @pytest.mark.parametrize("page", TEXTS)
    def test_links_lead_somewhere(self, page: str) -> None:
        for link in documents.links(TEXTS[page]):
            if re.match(r"[a-z]+:", link):
                assert link.startswith("https://"), link
                continue
            path, _, anchor = link.partition("#")
            target = (ROOT / page).parent / path if path else ROOT / page
            assert target.resolve().exists(), link
            assert target.resolve().is_relative_to(ROOT), link
            if anchor:
                assert anchor in documents.anchors(target.read_text(encoding="utf-8")), link

    @pytest.mark.parametrize("page", TEXTS)
    def test_no_paths_of_a_machine(self, page: str) -> None:
        assert not re.findall(r"(?<![\w/.:~>*}-])/(?:[a-z]\w*)/\w[\w./-]*", TEXTS[page])

    @pytest.mark.parametrize("page", TEXTS)
    def test_sober_words(self, page: str) -> None:
        prose = re.sub(r"awesome[ -]lists?", "", documents.prose(TEXTS[page]))
        praise = r"\b(powerful|seamless\w*|cutting-edge|blazing\w*|world-class|easy-to-use|effortless\w*|awesome)\b"
        assert not re.findall(praise, re.sub(r"\]\([^)]*\)", "]", prose), re.IGNORECASE)
        assert not re.findall("[\U0001f300-\U0001faff\u2600-\u27bf]", prose)

    def test_the_index_has_every_page(self) -> None:
        index = {
            ((ROOT / page).parent / link).resolve()
            for page in INDEXES
            for link in documents.links(TEXTS[page])
            if "://" not in link
        }
        assert {path for path in PAGES if DOCS in path.parents} - {DOCS / "README.md"} <= index

    def test_every_command_has_a_page_and_is_named_in_the_index(self) -> None:
        for verb in VERBS:
            assert f"docs/commands/{verb}.md" in TEXTS
            assert f"(commands/{verb}.md)" in TEXTS["docs/README.md"]


class TestExamples:
    """What can be run is run."""

    @pytest.mark.parametrize("query", QUERIES)
    def test_queries_run_and_find_something(self, query: str, kg: mllm_kg.KnowledgeGraph) -> None:
        answer = kg.run(query)
        assert answer is True or (not isinstance(answer, bool) and len(answer) > 0)

    @pytest.mark.parametrize("block", SESSIONS)
    def test_sessions_print_what_is_shown(self, block: str, tmp_path: Path) -> None:
        documents.check_session(block, tmp_path)

    @pytest.mark.parametrize("line", CALLS)
    def test_calls_in_scripts_are_right(self, line: str) -> None:
        from mllm_kg.cli import main

        verb, *words = shlex.split(re.split(r" [|>&]", line)[0])[1:]
        group = main.get_command(click.Context(main), verb) if isinstance(main, click.Group) else None
        assert group is not None, verb
        group.make_context(verb, words)

    def test_the_python_page(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        text = TEXTS["docs/python.md"]
        names: dict[str, Any] = {}
        examples = "\n".join(documents.blocks(text, "pycon"))
        parsed = doctest.DocTestParser().get_doctest(examples, names, "docs/python.md", "docs/python.md", 0)
        result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(parsed, clear_globs=False)
        assert result.attempted > 30
        assert not result.failed
        for block in documents.blocks(text, "python"):
            exec(compile(block, "docs/python.md", "exec"), parsed.globs)

    def test_the_python_page_has_all_public_names(self) -> None:
        text = TEXTS["docs/python.md"]
        assert not [public for public in mllm_kg.__all__ if not re.search(rf"\b{public}\b", text)]

    def test_the_exporting_page(
        self, kg: mllm_kg.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        kg.export("nquads", "data", Path("mllm-kg.nq"))
        kg.export("turtle", "ontology", Path("mllm-kg-ontology.ttl"))
        found = documents.blocks(TEXTS["docs/exporting.md"], "python")
        assert found
        for block in found:
            exec(compile(block, "docs/exporting.md", "exec"), {})

    def test_turtle_parses(self) -> None:
        prefixes = {**PREFIXES, "ex": "https://example.org/"}
        declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())
        for page, text in TEXTS.items():
            prologue = declared if page.startswith(("docs/rules/", "docs/lint/")) else ""
            for block in documents.blocks(text, "turtle"):
                assert list(ox.parse(prologue + block, ox.RdfFormat.TURTLE, base_iri="https://example.org/")), page


class TestDataModel:
    """``docs/data-model.md`` says what the ontology says."""

    def test_every_term_is_in_a_table_and_nothing_else(self, ontology: rdflib.Graph) -> None:
        written = [cells[0].strip("`") for cells in documents.rows(MODEL) if re.fullmatch(r"`[A-Za-z0-9-]+`", cells[0])]
        terms = {str(term).removeprefix(MLLM) for term in ontology.subjects(RDFS.isDefinedBy)}
        members = {
            str(term).removeprefix(MLLM) for term in ontology.subjects(RDF.type, rdflib.URIRef(MLLM + "EvidenceStatus"))
        }
        assert sorted(written) == sorted(terms - members)

    def test_classes_stand_below_what_the_ontology_says(self, ontology: rdflib.Graph) -> None:
        for cells in documents.rows(MODEL):
            term = rdflib.URIRef(MLLM + cells[0].strip("`"))
            if (term, RDF.type, OWL.Class) in ontology and len(cells) == 3:
                above = {
                    _short(cls) for cls in ontology.objects(term, RDFS.subClassOf) if isinstance(cls, rdflib.URIRef)
                }
                assert set(re.findall(r"`([\w:]+)`", cells[1])) == above, term

    def test_properties_go_from_and_to_what_the_ontology_says(self, ontology: rdflib.Graph) -> None:
        checked = 0
        for cells in documents.rows(MODEL):
            term = rdflib.URIRef(MLLM + cells[0].strip("`"))
            if len(cells) != 4 or (term, RDF.type, None) not in ontology:
                continue
            checked += 1
            ends = (ontology.value(term, which) for which in (RDFS.domain, RDFS.range))
            domain, range_ = (None if end == OWL.Thing else end for end in ends)
            assert cells[1] == (f"`{_short(domain)}`" if domain else "anything"), term
            if range_:
                assert cells[2] == f"`{_short(range_)}`", term
            else:
                assert cells[2] in ("IRI", "text", "`xsd:date`"), term
        assert checked > 80

    def test_the_diagram_is_true(self, ontology: rdflib.Graph) -> None:
        diagram = next(block for block in documents.blocks(MODEL, "mermaid") if block.startswith("classDiagram"))
        lines = diagram.splitlines()[2:]
        for line in lines:
            if found := re.fullmatch(r" +(\w+) <\|-- (\w+)", line):
                above, below = (rdflib.URIRef(MLLM + word) for word in found.groups())
                assert (below, RDFS.subClassOf, above) in ontology, line
                continue
            found = re.fullmatch(r" +(\w+) --> (\w+) : (\w+)", line)
            assert found, line
            source, target, term = (rdflib.URIRef(MLLM + word) for word in found.groups())
            for end, which in ((source, RDFS.domain), (target, RDFS.range)):
                expected = ontology.value(term, which)
                related = {*ontology.transitive_objects(end, RDFS.subClassOf)}
                assert (end, RDF.type, OWL.Class) in ontology, line
                assert expected in (None, OWL.Thing) or expected in related, line

    def test_the_example_record_becomes_the_example_statements(self, context: Context) -> None:
        (record,), (trig,) = documents.blocks(MODEL, "yaml"), documents.blocks(MODEL, "trig")
        graphs = record_graphs(record_from_text(record, "data/models/bloomz.yaml"), context)
        listing = Listing()
        listing.declared.extend(graphs.references)
        stated = [quad for quad in assemble([graphs], listing) if "bloomz" in str(quad.subject)]
        assert {str(quad) for quad in stated} == {str(quad) for quad in ox.parse(trig, ox.RdfFormat.TRIG)}

    def test_kinds_and_prefixes(self) -> None:
        paragraph = MODEL.split("The kind is a part of an entity's IRI:")[1].split(". A slug")[0]
        assert set(re.findall(r"`([\w-]+)`", paragraph)) == set(KINDS)
        for prefix, namespace in re.findall(r"\| `(\w+):` \| `([^`]+)` \|", MODEL):
            assert PREFIXES[prefix] == namespace


class TestRecords:
    """``docs/records.md`` says what the context says."""

    def test_every_key_is_documented_and_nothing_else(self, context: Context) -> None:
        assert sorted(key for key, *_ in _keys()) == sorted(context.order)

    def test_keys_stand_for_what_the_context_says(self, context: Context) -> None:
        for key, term, *_ in _keys():
            if key in context.keys:
                assert term == f"`{curie(context.keys[key].iri)}`", key
            else:
                assert key in (*GRAPH_KEYS, "id", "type"), key

    def test_values_are_written_as_the_context_says(self, context: Context) -> None:
        words = {"boolean": "`true` or `false`", "integer": "whole number", "decimal": "decimal number", "date": "date"}
        for key, _, values, *_ in _keys():
            known = context.keys.get(key)
            if known is None:
                continue
            if known.by_language:
                assert values == "texts by language", key
            elif known.datatype:
                assert values.startswith(words[known.datatype.rpartition("#")[2]]), key
            elif known.takes_names:
                assert values.startswith("name"), key
            elif known.reference and known.kind is None:
                assert values.startswith(("address", "`kind/slug`", "records")), key

    def test_examples_are_right(self, context: Context, kg: mllm_kg.KnowledgeGraph) -> None:
        for key, _, _, _, example in _keys():
            written = load_yaml(example.strip("`"), "records.md")
            assert _holds_key(written, key), key
            identity = "" if key == "id" else "id: model/example\n"
            identity += "" if key == "type" else "\ntype: LanguageModel\n"
            graphs = record_graphs(record_from_text(identity + example.strip("`") + "\n", "records.md"), context)
            assert graphs.quads or graphs.listed_keys or key in GRAPH_KEYS, key
            for reference in graphs.references:
                assert (
                    kg.label(ox.NamedNode(reference.iri))
                    or "/authorship/" in reference.iri
                    or "/scheme/" in reference.iri
                ), example

    def test_files(self) -> None:
        folders = dict(re.findall(r"^\| `(\w+)` \| [^|]+\| `data/(\w+)/", RECORDS, re.MULTILINE))
        assert folders == {kind.name: kind.folder for kind in KINDS.values() if kind.folder}

    def test_kinds_of_disagreement(self) -> None:
        shape = (ROOT / "shapes/disagreement.ttl").read_text(encoding="utf-8")
        (listed,) = re.findall(r"sh:in \(([^)]+)\)", shape)
        kinds = sorted(re.findall(r'"([\w-]+)"', listed))
        paragraph = RECORDS.split("The kinds are")[1].split("[Evidence]")[0]
        assert sorted(re.findall(r"`([\w-]+)`", paragraph)) == kinds
        table = EVIDENCE.split("| kind | what it means |")[1].split("```")[0]
        told = [
            kind
            for line in table.splitlines()
            if line.startswith("| `")
            for kind in re.findall(r"`([\w-]+)`", line.split("|")[1])
        ]
        assert sorted(told) == kinds


class TestReleases:
    """The version and the citation are the same everywhere."""

    def test_versions_are_equal(self, ontology: rdflib.Graph) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
        citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
        (bibtex,) = set(re.findall(r"version\s*= \{([^}]+)\}", TEXTS["docs/citing.md"]))
        header = rdflib.URIRef(MLLM.rstrip("#"))
        info = str(ontology.value(header, OWL.versionInfo))
        assert {mllm_kg.__version__, citation["version"], bibtex, info} == {project}
        assert str(ontology.value(header, OWL.versionIRI)) == f"{header}/{project}"
        alignments = rdflib.Graph().parse(ROOT / "ontology/alignments.ttl")
        assert str(alignments.value(rdflib.URIRef(f"{header}/alignments"), OWL.versionInfo)) == project

    def test_the_bibtex_entries_name_the_authors_of_the_citation_file(self) -> None:
        citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
        survey = citation["references"][0]
        expected = [f"{person['family-names']}, {person['given-names']}" for person in survey["authors"]]
        entries = re.findall(r"@\w+\{(qin\w+),(.*?)\n\}", TEXTS["docs/citing.md"], re.DOTALL)
        assert len(entries) == 2
        for _, entry in entries:
            (authors,) = re.findall(r"author\s*= \{([^}]+)\}", entry)
            assert " ".join(authors.split()).split(" and ") == expected
        assert survey["title"] in TEXTS["docs/citing.md"]
        assert citation["url"] in TEXTS["docs/citing.md"]

    def test_the_licences_are_those_of_the_project(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert project["license"] == "Apache-2.0 AND CC-BY-4.0"
        for source in ("Glottolog 5.1", "ISO 639-3", "Unicode CLDR", "Joshi et al. 2020", "Wikidata"):
            assert source in (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
            assert source in TEXTS["docs/citing.md"]


def _short(term: object) -> str:
    return curie(str(term)).removeprefix("mllm:")


def _keys() -> list[list[str]]:
    """Return the rows of the tables of keys: key, term, values, meaning, example."""
    return [[cells[0].strip("`"), *cells[1:]] for cells in documents.rows(RECORDS) if len(cells) == 5]


def _holds_key(value: object, key: str) -> bool:
    if isinstance(value, dict):
        return key in value or any(_holds_key(item, key) for item in value.values())
    return isinstance(value, list) and any(_holds_key(item, key) for item in value)
