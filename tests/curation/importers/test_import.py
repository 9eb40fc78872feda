"""A list against the real graph: what is known, new, doubtful and repeated, and the records that are made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mllm_kg
from mllm_kg.curation.identifiers import Identifiers
from mllm_kg.curation.importers.candidates import candidate
from mllm_kg.curation.importers.mapping import targets
from mllm_kg.curation.importers.model import Entry, Reading
from mllm_kg.curation.importing import Import, import_list
from mllm_kg.curation.report import as_json, as_markdown, check_folder, write_folder
from mllm_kg.errors import OutputError, UnknownName, UsageError
from mllm_kg.findings import Location
from mllm_kg.records.context import Context
from mllm_kg.records.reader import load_yaml

CORPUS = Path(__file__).parent / "corpus"
LIST = """# List
## Tuning
### SFT
- **[Crosslingual Generalization through Multitask Finetuning](https://arxiv.org/abs/2211.01786)** *Niklas Muennighoff* ACL 2024
- **[An Invented Paper on Tuning](https://arxiv.org/abs/2305.10001)** *Ada Example, 김철수* *SomeConf 2024*
## Safety
- **[An Invented Paper on Tuning](https://arxiv.org/abs/2305.10001)** 2023
- **Crosslingual Generalisation through Multi-task Fine-tunings** NeurIPS 1999
- [Somebody et al.](https://arxiv.org/abs/2305.10099) wrote this
"""


@pytest.fixture(scope="module")
def made(kg: mllm_kg.KnowledgeGraph) -> Import:
    maps = ("SFT=sft-alignment", "tuning=parameter-tuning-alignment", "Safety=frontier/safety")
    return import_list(kg, "awesome-list", LIST, "list.md", maps=maps, source="https://example.org/list")


def block(record: dict[str, Any]) -> dict[str, Any]:
    assert record.keys() == {"id", "type", "unconfirmed"}
    (only,) = record["unconfirmed"]
    return dict(only)


def test_each_entry_is_known_new_doubtful_or_repeated(made: Import) -> None:
    assert made.counts == {"known": 1, "repeated": 1, "doubtful": 1, "new": 1, "skipped": 1}
    assert [found.rule for found in made.findings] == ["entry-without-title"]


def test_what_the_list_says_otherwise_of_a_known_work_is_kept(made: Import) -> None:
    (known,) = made.known
    assert known.pair.work.id == "paper/muennighoff2022crosslingual"
    said = {row["field"]: row for row in known.differences}
    assert said["year"]["listed"] == 2024
    assert 2023 in said["year"]["graph"]
    assert "authors" not in said


def test_a_new_entry_becomes_a_record_that_nothing_confirms(made: Import) -> None:
    assert made.new[0].record == {
        "id": "paper/example2023invented",
        "type": "Paper",
        "unconfirmed": [
            {
                "see": ["https://arxiv.org/abs/2305.10001", "https://example.org/list"],
                "title": "An Invented Paper on Tuning",
                "arxiv_id": "2305.10001",
                "authors": ["Ada Example"],
                "authors_complete": False,
                "year": 2023,
                "uses_strategy": ["sft-alignment"],
                "addresses": ["frontier/safety"],
                "note": 'Listed in https://example.org/list under "Tuning > SFT" and "Safety". It names the authors Ada'
                ' Example, 김철수. It gives the venue "SomeConf 2024". It gives the year 2024.',
            }
        ],
    }


def test_a_repeated_entry_gives_its_heading_to_the_first(made: Import) -> None:
    (repeat,) = made.repeated
    assert repeat.first is made.new[0]
    assert repeat.entry.location.line == 7
    assert made.new[0].tags == ("Tuning > SFT", "Safety")


def test_a_doubtful_entry_names_both_sides(made: Import) -> None:
    (doubt,) = made.doubtful
    assert doubt.pairs[0].work.id == "paper/muennighoff2022crosslingual"
    assert doubt.pairs[0].score < 100
    text = as_markdown(made)
    assert "Crosslingual Generalisation through Multi-task Fine-tunings" in text
    assert "Crosslingual Generalization through Multitask Finetuning" in text


def entry(**facts: Any) -> Entry:
    return Entry(Location("x", 1, 1), **{"title": "A Title of a Thing", **facts})


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"year": 2023, "series": "ACL", "venue": "ACL 2023", "identifiers": Identifiers("2211.10001")},
         {"year": 2022, "published_in": ["ACL"], "publication_year": 2023}),
        ({"year": 2021, "identifiers": Identifiers("2211.10001")}, {"year": 2021}),
        ({"year": 2024, "identifiers": Identifiers("2211.10001")}, {"year": 2022}),
        ({"identifiers": Identifiers(acl_anthology_id="2023.findings-emnlp.7"), "venue": "EMNLP 2023", "series": "EMNLP",
          "year": 2023}, {"year": 2023, "published_in": ["Findings of EMNLP"], "publication_year": 2023}),
        ({"identifiers": Identifiers(acl_anthology_id="2023.resourceful-1.13")}, {"year": 2023, "publication_year": 2023}),
        ({"year": 2020, "venue": "Odd Things"}, {"year": 2020}),
        ({}, {}),
    ],
)  # fmt: skip
def test_years_and_venues_are_what_identifiers_and_known_names_tell(
    facts: dict[str, Any], expected: dict[str, Any]
) -> None:
    told = block(candidate(entry(**facts), "paper", "x.md", [], ()).record)
    assert {key: told[key] for key in ("year", "published_in", "publication_year") if key in told} == expected
    if facts.get("venue") and facts.get("series") != told.get("published_in", [""])[0]:
        assert facts["venue"] in told["note"]


@pytest.mark.parametrize(
    ("key", "authors", "year", "slug"),
    [
        ("example2023rivers", ["Bo Writer"], 2020, "example2023rivers"),
        ("winata-etal-2022-cross", [], None, "winata-etal-2022-cross"),
        ("DBLP:journals/corr/abs-2211-01786", ["Ada Example"], 2022, "example2022title"),
        ("", ["Ada Example"], 2022, "example2022title"),
        ("", [], None, "a-title-of-a-thing"),
    ],
)
def test_a_slug_is_the_citation_key_or_made_like_one(key: str, authors: list[str], year: int | None, slug: str) -> None:
    made = candidate(entry(key=key, authors=authors, year=year), "paper", "x.bib", [], ())
    assert made.id == f"paper/{slug}"
    again = candidate(entry(key=key, authors=authors, year=year), "paper", "x.bib", [], {slug})
    assert again.id != made.id


def test_a_list_of_resources_makes_records_of_resources(kg: mllm_kg.KnowledgeGraph) -> None:
    text = "- [NewCorp](https://example.org/newcorp): 2 TB of text, 2024\n- [xP3](https://huggingface.co/datasets/bigscience/xP3)\n"
    found = import_list(kg, "awesome-list", text, "data.md", kind="resource")
    assert found.counts["known"] == found.counts["new"] == 1
    assert found.new[0].id == "resource/newcorp"
    assert block(found.new[0].record)["homepage"] == ["https://example.org/newcorp"]
    assert block(found.new[0].record)["label"] == "NewCorp"


@pytest.mark.parametrize(
    ("map", "error", "words"),
    [
        ("SFTT=sft-alignment", UnknownName, "SFT"),
        ("SFT=sft-alignmen", UnknownName, "sft-alignment"),
        ("SFT", UsageError, "maps nothing"),
        ("=x", UsageError, "maps nothing"),
        ("SFT=bloomz", UnknownName, "bloomz"),
    ],
)
def test_a_map_that_means_nothing_is_refused(
    kg: mllm_kg.KnowledgeGraph, map: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as caught:
        import_list(kg, "awesome-list", LIST, "list.md", maps=[map])
    assert words in str(caught.value)


def test_the_lowest_mapped_heading_counts_for_each_key(kg: mllm_kg.KnowledgeGraph) -> None:
    low, high = entry(paths=[("Tuning", "SFT")]), entry(paths=[("Tuning",)])
    reading = Reading("x", "", [low, high])
    maps = ["Tuning=parameter-tuning-alignment", "Tuning > SFT=sft-alignment", "Tuning=task/machine-translation"]
    found = targets(kg, maps, reading, "paper")
    assert [(t.key, t.value) for t in found if t.holds_for(low)] == [
        ("uses_strategy", "sft-alignment"),
        ("tackles", "machine translation"),
    ]
    assert [t.value for t in found if t.holds_for(high)] == ["parameter-tuning-alignment", "machine translation"]


def test_a_source_that_is_no_address_is_refused(kg: mllm_kg.KnowledgeGraph) -> None:
    with pytest.raises(UsageError):
        import_list(kg, "awesome-list", LIST, "list.md", source="somewhere")


# The folder


@pytest.fixture(scope="module")
def order(assets: Any) -> tuple[str, ...]:
    return Context.load(assets.ontology / "context.jsonld").order


def test_the_folder_has_a_record_for_each_candidate_and_the_report(
    made: Import, order: tuple[str, ...], tmp_path: Path
) -> None:
    write_folder(made, tmp_path / "out", order)
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    doubtful = made.doubtful[0].candidate.id.removeprefix("paper/")
    assert files == [
        f"out/doubtful/{doubtful}.yaml",
        "out/new/example2023invented.yaml",
        "out/report.json",
        "out/report.md",
    ]
    record = load_yaml((tmp_path / "out/new/example2023invented.yaml").read_text(encoding="utf-8"), "x")
    assert record == made.new[0].record
    report = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))
    assert report["counts"] == made.counts
    assert report["known"][0]["differences"] == made.known[0].differences


def test_a_folder_that_holds_anything_is_left_alone(made: Import, order: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_folder(made, tmp_path / "out", order)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError, match="not empty"):
        write_folder(made, tmp_path / "out", order)
    assert sorted(tmp_path.rglob("*")) == before
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link", "no/such/parent"):
        with pytest.raises(OutputError):
            check_folder(tmp_path / name)


def test_a_folder_that_cant_be_written_leaves_nothing(
    made: Import, order: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mllm_kg.curation.report.os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_folder(made, tmp_path / "out", order)
    assert list(tmp_path.iterdir()) == []


def test_the_report_shows_strange_titles_as_they_are(kg: mllm_kg.KnowledgeGraph) -> None:
    text = "@misc{a, title = {A [link](javascript:x) and <b>tags</b> | `ticks`}, year = 2020}"
    told = as_markdown(import_list(kg, "bibtex", text, "x`y.bib"))
    assert r"A \[link\](javascript:x) and \<b\>tags\</b\> \| \`ticks\`" in told
    assert json.loads(as_json(import_list(kg, "bibtex", text, "x.bib")))["file"] == "x.bib"


@pytest.mark.parametrize(
    "path", [*sorted(CORPUS.glob("*.md")), CORPUS / "references.bib", CORPUS / "items.json"], ids=lambda path: path.name
)
def test_candidates_violate_nothing(
    path: Path, kg: mllm_kg.KnowledgeGraph, order: tuple[str, ...], tmp_path: Path
) -> None:
    name = {".md": "awesome-list", ".bib": "bibtex", ".json": "csl-json"}[path.suffix]
    made = import_list(kg, name, path.read_text(encoding="utf-8"), path.name)
    write_folder(made, tmp_path / "out", order)
    folders = [folder for folder in (tmp_path / "out/new", tmp_path / "out/doubtful") if folder.is_dir()]
    report = kg.validate(folders)
    assert report.conforms, [str(found) for found in report.findings]
