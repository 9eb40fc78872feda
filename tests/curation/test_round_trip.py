"""What the records say comes back as the very same records."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.assemble import assemble, strategies_by_code
from mllm_kg.assets import Assets
from mllm_kg.curation.conversion import convert
from mllm_kg.curation.drafts import Taken
from mllm_kg.curation.rdf_file import RdfFile
from mllm_kg.curation.things import Known
from mllm_kg.export import export
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.namespaces import KG, graph
from mllm_kg.records.context import Context
from mllm_kg.records.listing import LISTING, read_listing
from mllm_kg.records.load import expected_path, load_records
from mllm_kg.records.writer import canonical

SAMPLE = (
    "paper/muennighoff2022crosslingual",
    "paper/qin2024multilingual",
    "model/bloomz",
    "model/alexatm-20b",
    "method/cls-finetuning-branch",
    "resource/xp3",
    "benchmark/belebele",
    "benchmark/americasnli",
    "language/swa",
    "family/afro-asiatic",
    "organization/amazon-alexa-ai",
    "strategy/sft-alignment",
    "stage/sft",
    "challenge/removal-of-unsafe-data",
)
UNORDERED_BUT = ("authors",)


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def test_every_record_comes_back_byte_for_byte(assets: Assets, context: Context) -> None:
    """Each statement of the records, in their order, with the provenance of their graphs and nothing else."""
    records = load_records(assets, None, lambda *_: None)
    listing = read_listing(assets.root / LISTING, strategies_by_code(records))
    given = Input("all.nq", "", "nq", quads=assemble(records, listing))
    known = Known(None)
    drafts = RdfFile(given, context, known, Taken(known, set())).drafts()
    files = sorted(path.relative_to(assets.data).as_posix() for path in assets.data.glob("*/*.yaml"))
    made = {str(expected_path(KG + draft.id)).removeprefix("data/"): draft.record for draft in drafts}
    assert sorted(made) == files
    other = [
        name
        for name, record in made.items()
        if canonical(record, context.order).encode() != (assets.data / name).read_bytes()
    ]
    assert other == []


def exported(kg: KnowledgeGraph, format: str) -> str:
    """Return the statements about some entities in an RDF format, as the export verb writes them."""
    wished = tuple(graph(entity).value for entity in (*SAMPLE, "organization/"))  # which are told by name elsewhere
    graphs = [name for name in kg.named_graphs() if name.value.startswith(wished)]
    wanted = {name.value for name in graphs}
    about: list[ox.Quad] = [*kg.quads(graphs), *kg.quads([graph("names"), graph("survey-list")])]
    repeats = {q.subject for q in kg.quads([graph("provenance")]) if getattr(q.object, "value", "") in wanted}
    for quad in kg.quads([graph("provenance")]):
        if getattr(quad.subject, "value", "") in wanted or quad.subject in repeats:
            about.append(quad)
    stream = io.BytesIO()
    export(Dataset.from_quads(about), format, "all", stream)
    return stream.getvalue().decode()


def same(one: Any, other: Any, key: str = "") -> bool:
    """Whether two values are the same, the order of lists aside, except where it tells something."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[name], name) for name, value in one.items())
    if isinstance(one, list) and key not in UNORDERED_BUT:
        rest = list(other)
        for item in one:
            found = next((at for at, candidate in enumerate(rest) if same(item, candidate)), None)
            if found is None:
                return False
            rest.pop(found)
        return not rest
    return bool(one == other)


@pytest.mark.parametrize(("format", "suffix"), [("nquads", "nq"), ("trig", "trig")])
def test_exported_records_come_back_but_for_the_order_of_lists(
    format: str, suffix: str, kg: KnowledgeGraph, context: Context, records: dict[str, dict[str, Any]]
) -> None:
    given = read_rdf_input(exported(kg, format), f"some.{suffix}", suffix, graph("addition/0"))
    made = {draft.id: draft.record for draft in convert([given], context).drafts}
    assert set(SAMPLE) <= set(made)
    for entity in SAMPLE:
        assert same(plain(made[entity]), plain(records[entity])), (made[entity], records[entity])


def plain(value: Any) -> Any:
    """Return a value with its numbers and dates as text, however they are quoted."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize(
    ("format", "suffix"),
    [
        ("nquads", "nq"),
        ("trig", "trig"),
        ("turtle", "ttl"),
        ("ntriples", "nt"),
        ("jsonld", "jsonld"),
        ("rdfxml", "rdf"),
    ],
)
def test_what_was_exported_is_nothing_new(format: str, suffix: str, kg: KnowledgeGraph, context: Context) -> None:
    given = read_rdf_input(exported(kg, format), f"some.{suffix}", suffix, graph("addition/0"))
    result = convert([given], context, kg)
    assert [draft.id for draft in result.drafts if set(draft.record) != {"id"}] == []
    assert [str(finding) for finding in result.findings] == []


def test_the_file_of_each_record_is_where_its_id_says(assets: Assets) -> None:
    for path in Path(assets.data).glob("papers/*.yaml"):
        assert expected_path(f"{KG}paper/{path.stem}") == f"data/papers/{path.name}"
