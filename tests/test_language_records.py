"""The records of languages against the data that they come from: CLDR's names and scripts, and IANA's registry.

langcodes and language_data carry both. What they have is in the records, and where a record says something else, the
difference stands here with its reason. The table in docs/languages.md is counted anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import langcodes
import language_data
import pytest
from langcodes.data_dicts import LIKELY_SUBTAGS
from language_data.names import code_to_names

ROOT = Path(__file__).resolve().parent.parent
CLDR = "https://cldr.unicode.org/"
GLOTTOLOG = "https://glottolog.org/resource/languoid/id/"
REGISTRY = Path(langcodes.__file__).parent / "data/language-subtag-registry.txt"

KOREAN_ELSEWHERE = {"hmn": "몽어, as CLDR 47 has it; language_data 1.4 carries an older name"}
SCOPE_ELSEWHERE = {"san": "a macrolanguage in ISO 639-3 by now; langcodes 3.5 carries an older registry"}
SCRIPT_OF = {
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
    "BENGALI": "Beng",
    "CANADIAN": "Cans",
    "CHAKMA": "Cakm",
    "CHEROKEE": "Cher",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
    "ETHIOPIC": "Ethi",
    "GEORGIAN": "Geor",
    "GREEK": "Grek",
    "GUJARATI": "Gujr",
    "GURMUKHI": "Guru",
    "HANGUL": "Kore",
    "HANIFI": "Rohg",
    "HEBREW": "Hebr",
    "KANNADA": "Knda",
    "KHMER": "Khmr",
    "LAO": "Laoo",
    "LATIN": "Latn",
    "MALAYALAM": "Mlym",
    "MEETEI": "Mtei",
    "MYANMAR": "Mymr",
    "NKO": "Nkoo",
    "NYIAKENG": "Hmnp",
    "OL": "Olck",
    "ORIYA": "Orya",
    "SINHALA": "Sinh",
    "SYRIAC": "Syrc",
    "TAI": "Tavt",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "THAANA": "Thaa",
    "THAI": "Thai",
    "TIBETAN": "Tibt",
    "TIFINAGH": "Tfng",
    "VAI": "Vaii",
    "YI": "Yiii",
}
"""ISO 15924 codes, by the first word of the names of a script's letters in Unicode."""

Records = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def languages(records: Records) -> Records:
    """The records of languages, by their ISO 639-3 code."""
    return {name.partition("/")[2]: record for name, record in records.items() if name.startswith("language/")}


@cache
def registry() -> dict[str, dict[str, list[str]]]:
    """Return IANA's language subtags with their fields (RFC 5646, section 3.1)."""
    found = {}
    for entry in REGISTRY.read_text(encoding="utf-8").replace("\n  ", " ").split("%%\n")[1:]:
        fields: dict[str, list[str]] = defaultdict(list)
        for line in entry.splitlines():
            key, _, value = line.partition(": ")
            fields[key].append(value)
        if fields["Type"] == ["language"]:
            found[fields["Subtag"][0]] = fields
    return found


def names(record: dict[str, Any]) -> dict[str, str]:
    """Return all names of a language by tag, whatever they rest on."""
    blocks = (record, *record.get("according_to", ()))
    return {tag: text for block in blocks for tag, text in block.get("names", {}).items()}


def own_names(record: dict[str, Any]) -> dict[str, str]:
    """Return the names that a language has in itself; English and Korean are named in themselves anyway."""
    return {tag: text for tag, text in names(record).items() if tag not in ("en", "ko")}


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", text).casefold())


def likely_script(tag: str) -> str | None:
    full = LIKELY_SUBTAGS.get(tag)
    return full.split("-")[1] if full else None


def scripts(text: str) -> set[str]:
    letters = [one for one in text if unicodedata.category(one) in ("Lo", "Ll", "Lu", "Lt")]
    firsts = {unicodedata.name(one).split()[0] for one in letters} - {"MODIFIER"}
    if firsts & {"CJK", "HIRAGANA", "KATAKANA"}:
        return {"Jpan"} if firsts & {"HIRAGANA", "KATAKANA"} else {"Hans", "Hant", "Jpan"}
    return {SCRIPT_OF[first] for first in firsts}


def test_each_tag_is_the_shortest_registered_one_and_not_deprecated(languages: Records) -> None:
    for code, record in languages.items():
        tag = record["bcp47_tag"]
        assert record["iso639_3"] == code
        assert tag == record.get("iso639_1", code), code
        if code != "tok":
            assert not {"Preferred-Value", "Deprecated"} & registry()[tag].keys(), code
            assert langcodes.tag_is_valid(tag), code


def test_each_pair_of_codes_is_one_language(languages: Records) -> None:
    from langcodes.data_dicts import LANGUAGE_ALPHA3

    assert {record["iso639_1"]: code for code, record in languages.items() if "iso639_1" in record}.items() <= {
        two: three for two, three in LANGUAGE_ALPHA3.items() if len(two) == 2
    }.items()
    with_two = {three for two, three in LANGUAGE_ALPHA3.items() if len(two) == 2}
    assert [code for code, record in languages.items() if code in with_two and "iso639_1" not in record] == []


def test_scope_and_macrolanguage_are_those_of_the_registry(languages: Records) -> None:
    tags = {record["bcp47_tag"]: code for code, record in languages.items()}
    for code, record in languages.items():
        entry = registry().get(record["bcp47_tag"])
        if entry is not None:
            same = (record["language_scope"] == "macrolanguage") == (entry["Scope"] == ["macrolanguage"])
            assert same == (code not in SCOPE_ELSEWHERE), code
            above = {tags[tag] for tag in entry["Macrolanguage"] if tag in tags}
            assert {record.get("in_macrolanguage")} - {None} == above, code


def test_each_name_in_english_is_cldr_s_or_the_registry_s_and_cldr_s_is_known_too(languages: Records) -> None:
    taken = defaultdict(set)
    for code, record in languages.items():
        for name in (record["names"]["en"], *record.get("alias", ())):
            taken[folded(name)].add(code)
    for code, record in languages.items():
        tag = record["bcp47_tag"]
        cldr = code_to_names(tag).get("en")
        told = {cldr, *(registry()[tag]["Description"] if tag in registry() else ())} - {None}
        said = {folded(record["names"]["en"]), *map(folded, record.get("alias", ()))}
        assert said & {folded(name) for name in told if name}, (code, told)
        if cldr and not taken[folded(cldr)] - {code}:
            assert folded(cldr) in said, (code, cldr)


def test_each_name_in_korean_is_cldr_s_and_none_of_cldr_s_is_missing(languages: Records) -> None:
    theirs = {code: code_to_names(record["bcp47_tag"]).get("ko") for code, record in languages.items()}
    ours = {code: names(record).get("ko") for code, record in languages.items()}
    assert {code for code in ours if ours[code] != theirs[code]} == set(KOREAN_ELSEWHERE)


def test_each_language_that_the_library_names_in_itself_has_that_name(languages: Records) -> None:
    for code, record in languages.items():
        tag = record["bcp47_tag"]
        name = code_to_names(tag).get(tag)
        if name and tag not in ("en", "ko"):
            assert unicodedata.normalize("NFC", name) in own_names(record).values(), code


def test_a_name_in_itself_bears_the_tag_of_its_language_and_of_no_other(languages: Records) -> None:
    for code, record in languages.items():
        for tag in own_names(record):
            assert code == "tok" or langcodes.tag_is_valid(tag), (code, tag)
            assert tag.partition("-")[0] == record["bcp47_tag"], (code, tag)


def test_a_name_in_itself_is_in_the_script_that_its_tag_stands_for(languages: Records) -> None:
    """A tag without a script means the usual one; text from right to left is shown right only when its tag is right."""
    for code, record in languages.items():
        for tag, text in own_names(record).items():
            assert text == unicodedata.normalize("NFC", text) == " ".join(text.split())
            assert not [one for one in text if unicodedata.category(one) in ("Cc", "Cf") and one not in "\u200c\u200d"]
            meant = [part for part in tag.split("-") if len(part) == 4] or [
                script for script in (likely_script(tag), *record.get("script", ())[:1]) if script
            ]
            if meant:
                assert scripts(text) & set(meant), (code, tag, text, meant)


def test_names_from_right_to_left_have_tags_that_say_so(languages: Records) -> None:
    found = {}
    for record in languages.values():
        for tag, text in own_names(record).items():
            if any(unicodedata.bidirectional(one) in ("R", "AL") for one in text):
                assert "-" in tag or likely_script(tag), f"nothing tells the direction of {tag}"
                found[tag] = tag.partition("-")[2] or likely_script(tag)
    assert len(found) >= 20
    assert set(found.values()) <= {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Rohg"}


def test_each_script_that_is_the_usual_one_of_a_language_is_among_its_scripts(languages: Records) -> None:
    for code, record in languages.items():
        script = likely_script(record["bcp47_tag"])
        if script is not None:
            assert script in record.get("script", ()), code
        suppressed = registry().get(record["bcp47_tag"], {}).get("Suppress-Script", [])
        assert set(suppressed) <= set(record.get("script", suppressed)), code


def test_a_record_with_a_name_or_a_script_that_cldr_has_names_cldr_as_evidence(languages: Records) -> None:
    for code, record in languages.items():
        tag = record["bcp47_tag"]
        named = "ko" in record["names"] or code_to_names(tag).get(tag) in record["names"].values()
        if named or ("script" in record and not any("wikidata" in page for page in record["evidence"])):
            assert CLDR in record["evidence"], code


def test_what_the_library_added_to_cldr_is_attributed_to_the_library(languages: Records) -> None:
    folder = Path(language_data.__file__).parent / "data"
    files = ("extra_language_names.csv", "override_language_names.csv")
    lines = [line for name in files for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    added = {(code, name) for tag, code, name in (line.split(",", 2) for line in lines) if tag == code}
    for code, record in languages.items():
        for block in record.get("according_to", ()):
            if "names" in block:
                ((tag, name),) = block["names"].items()
                assert block["source"] == ["https://github.com/georgkrause/language_data"], code
                assert (tag, name) in added, code


def test_a_glottocode_is_its_page_s_and_one_language_s(languages: Records) -> None:
    with_code = {code: record["glottocode"] for code, record in languages.items() if "glottocode" in record}
    assert all(re.fullmatch(r"[a-z0-9]{4}[0-9]{4}", glottocode) for glottocode in with_code.values())
    assert [code for code, count in Counter(with_code.values()).items() if count > 1] == []
    for code, glottocode in with_code.items():
        assert GLOTTOLOG + glottocode in languages[code]["evidence"], code


def test_a_macrolanguage_without_a_glottocode_is_the_usual_reason_for_none(languages: Records) -> None:
    without = {code: record for code, record in languages.items() if "glottocode" not in record}
    others = [code for code, record in without.items() if record["language_scope"] != "macrolanguage"]
    assert len(without) < 40
    assert len(others) <= 10


def test_each_family_is_a_record_and_has_a_language(languages: Records, records: Records) -> None:
    families = {name.partition("/")[2] for name in records if name.startswith("family/")}
    assert {record["in_family"] for record in languages.values() if "in_family" in record} == families
    for slug in families:
        record = records[f"family/{slug}"]
        assert GLOTTOLOG + record["glottocode"] in record["evidence"]


def test_the_table_of_the_documentation_counts_the_records(languages: Records, records: Records) -> None:
    every = list(languages.values())
    counts = {
        "a name in English": len([one for one in every if "en" in names(one)]),
        "a name in Korean": len([one for one in every if "ko" in names(one)]),
        "a name in itself": len([one for one in every if own_names(one)]),
        "an ISO 639-3 code": len([one for one in every if "iso639_3" in one]),
        "a BCP 47 tag": len([one for one in every if "bcp47_tag" in one]),
        "an ISO 639-1 code": len([one for one in every if "iso639_1" in one]),
        "a glottocode": len([one for one in every if "glottocode" in one]),
        "a family": len([one for one in every if "in_family" in one]),
        "a script": len([one for one in every if "script" in one]),
    }
    page = (ROOT / "docs/languages.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| (an? [^|]+?) \| ([\d,]+) \|", page, re.MULTILINE))
    assert {name: int(number.replace(",", "")) for name, number in table.items()} == counts
    assert f"{len(every):,} languages" in page
    assert f"{sum(name.startswith('family/') for name in records)} families" in page
