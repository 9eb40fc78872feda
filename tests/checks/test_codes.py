"""Which codes exist, and what is said of one that does not."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from mllm_kg.checks.codes import check_codes, is_language_code, is_language_tag, is_script_code
from mllm_kg.checks.profile import Profile
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import graph, iri, term

ROOT = Path(__file__).resolve().parents[2]
PROFILE = Profile.load(ROOT / "shapes/profile.tsv")


@pytest.mark.parametrize("code", ["swa", "swh", "eng", "deu", "kor", "zho", "cmn", "hbs", "und", "mul", "tok"])
def test_language_codes_that_exist(code: str) -> None:
    assert is_language_code(code)


@pytest.mark.parametrize(
    "code", ["zzz", "xxq", "sw", "SWA", "ger", "fre", "qaa", "qtz", "", "swah", "ſwa", "en-", "e n"]
)
def test_language_codes_that_do_not(code: str) -> None:
    assert not is_language_code(code)


@pytest.mark.parametrize("tag", ["sw", "zh-Hans", "ace-Arab", "pt-BR", "es-419", "tok", "tok-Latn"])
def test_tags_that_exist(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize("tag", ["zh-Xxxx", "zzz", "tok-Xxxx", "", "en-Latn-Latn", "zz-Latn"])
def test_tags_that_do_not(tag: str) -> None:
    assert not is_language_tag(tag)


def test_scripts() -> None:
    assert all(is_script_code(code) for code in ("Latn", "Hang", "Kore", "Jpan", "Mtei"))
    assert not any(is_script_code(code) for code in ("Qqqq", "Lat", "", "Xxxx", "Latin"))


def test_a_finding_for_each_entity_with_such_a_code() -> None:
    data = graph("data")
    quads = [
        ox.Quad(iri("language", "zzz"), term("iso639-3"), ox.Literal("zzz"), data),
        ox.Quad(iri("language", "swa"), term("iso639-3"), ox.Literal("swa"), data),
        ox.Quad(iri("language", "swa"), term("script"), ox.Literal("Xxxx"), data),
        ox.Quad(iri("language", "swa"), term("bcp47Tag"), ox.Literal("zz"), data),
        ox.Quad(iri("model", "a"), term("coversVariety"), ox.Literal("ace-Xxxx"), data),
        ox.Quad(iri("model", "b"), term("coversVariety"), ox.Literal("ace-Xxxx"), data),
        ox.Quad(iri("model", "b"), term("coversVariety"), ox.Literal("ace-Arab"), data),
    ]
    dataset = Dataset.from_quads(quads)
    found = {(finding.rule, finding.focus, finding.value) for finding in check_codes(dataset, PROFILE)}
    assert found == {
        ("unknown-language-code", iri("language", "zzz").value, "zzz"),
        ("unknown-script-code", iri("language", "swa").value, "Xxxx"),
        ("unknown-language-tag", iri("language", "swa").value, "zz"),
        ("unknown-variety-tag", iri("model", "a").value, "ace-Xxxx"),
        ("unknown-variety-tag", iri("model", "b").value, "ace-Xxxx"),
    }
    some = list(check_codes(dataset, PROFILE, quads[:2]))
    assert [finding.message for finding in some] == [
        "Language kg:language/zzz has the ISO 639-3 code 'zzz', which does not exist."
    ]
