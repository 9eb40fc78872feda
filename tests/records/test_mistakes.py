"""Each mistake in a record has its rule, its place, one sentence that says what is wrong, and what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mllm_kg.assets import Assets
from mllm_kg.findings import Finding, Related, Severity
from mllm_kg.namespaces import KG, MLLM
from mllm_kg.records.context import Context
from mllm_kg.records.rdf import convert
from mllm_kg.records.reader import record_from_text
from mllm_kg.records.references import ADDRESSES

Place = tuple[int, int, int | None]

MISTAKES: list[tuple[str, str, Place, str, str]] = [
    ("id: model/Mt5", "record-id", (1, 5, 14), "'model/Mt5' is no id.", "Write `id: model/mt5`."),
    ("id: modell/mt5", "record-id", (1, 5, 15), "'modell' is no kind of entity.", "Did you mean 'model'?"),
    ("id: mt5", "record-id", (1, 5, 8), "'mt5' is no id.", "Write `id: model/mt5`."),
    ("id: kg:model/mt5", "record-id", (1, 5, 17), "'kg:model/mt5' is no id.", "Write `id: model/mt5`."),
    (
        "id: https://w3id.org/mllm-kg/id/model/mt5",
        "record-id",
        (1, 5, 42),
        "'https://w3id.org/mllm-kg/id/model/mt5' is no id.",
        "Write `id: model/mt5`.",
    ),
    (
        "id: [model/a, model/b]",
        "record-id",
        (1, 5, 23),
        "The `id` holds no text.",
        "Write `<kind>/<slug>`, such as `model/mt5`; a slug has a-z, 0-9 and single hyphens.",
    ),
    (
        "id: {a: b}",
        "record-id",
        (1, 5, 11),
        "The `id` holds no text.",
        "Write `<kind>/<slug>`, such as `model/mt5`; a slug has a-z, 0-9 and single hyphens.",
    ),
    (
        "id:",
        "record-id",
        (1, 4, None),
        "The `id` holds no text.",
        "Write `<kind>/<slug>`, such as `model/mt5`; a slug has a-z, 0-9 and single hyphens.",
    ),
    (
        "id: model/",
        "record-id",
        (1, 5, 11),
        "'model/' is no id.",
        "Write `<kind>/<slug>`, such as `model/mt5`; a slug has a-z, 0-9 and single hyphens.",
    ),
    (
        "id: ???",
        "record-id",
        (1, 5, 8),
        "'???' is no id.",
        "Write `<kind>/<slug>`, such as `model/mt5`; a slug has a-z, 0-9 and single hyphens.",
    ),
    (
        "id: https://example.org/x",
        "record-id",
        (1, 5, 26),
        "'https://example.org/x' is no id.",
        "Write `<kind>/<slug>`, such as `model/mt5`; a slug has a-z, 0-9 and single hyphens.",
    ),
    (
        "type: LanguageModl",
        "unknown-class",
        (2, 7, 19),
        "'LanguageModl' is no class.",
        "Did you mean 'LanguageModel' or 'Language'?",
    ),
    (
        "type: [LanguageModel, LanguageModel]",
        "record-value",
        (2, 23, 36),
        "`type` has 'LanguageModel' twice.",
        "Delete one of the two.",
    ),
    (
        "type: {a: b}",
        "record-value",
        (2, 7, 13),
        "`type` has a mapping where a plain value belongs.",
        'Put a text that holds a colon and a space in quotes: "a: b".',
    ),
    (
        "type: qqqq",
        "unknown-class",
        (2, 7, 11),
        "'qqqq' is no class.",
        "The classes of records are Paper, LanguageModel, Method, Dataset, Benchmark, AlignmentStrategy, TrainingStage, ConstructionMethod, Frontier, Challenge, Language, LanguageFamily, Organization.",
    ),
    ("lable: x", "unknown-key", (3, 1, 6), "'lable' is no key of a record.", "Did you mean 'label' or 'pref_label'?"),
    ("Label: x", "unknown-key", (3, 1, 6), "'Label' is no key of a record.", "Did you mean 'label' or 'pref_label'?"),
    ("qqqqqq: x", "unknown-key", (3, 1, 7), "'qqqqqq' is no key of a record.", "All keys stand in docs/records.md."),
    ("year: 20x9", "record-datatype", (3, 7, 11), "`year`: '20x9' is no whole number.", "Write, for example, 2024."),
    (
        'year: "2020"',
        "record-datatype",
        (3, 7, 13),
        "`year`: '2020' is no whole number.",
        "Write 2020, without quotes.",
    ),
    ("year: 2020.0", "record-datatype", (3, 7, 13), "`year`: '2020.0' is no whole number.", "Write 2020."),
    ("year: 0x10", "record-datatype", (3, 7, 11), "`year`: '0x10' is no whole number.", "Write 16, in decimal digits."),
    ("year: [2020, 2020]", "record-value", (3, 14, 18), "`year` has '2020' twice.", "Delete one of the two."),
    (
        "parameter_count: 7B",
        "record-datatype",
        (3, 18, 20),
        "`parameter_count`: '7B' is no whole number.",
        "Write 7000000000, the number in full.",
    ),
    (
        "open_weights: yes",
        "record-datatype",
        (3, 15, 18),
        "`open_weights`: 'yes' is neither true nor false.",
        "Write true.",
    ),
    (
        "open_weights: True",
        "record-datatype",
        (3, 15, 19),
        "`open_weights`: 'True' is neither true nor false.",
        "Write true.",
    ),
    (
        "open_weights: maybe",
        "record-datatype",
        (3, 15, 20),
        "`open_weights`: 'maybe' is neither true nor false.",
        "Write true or false.",
    ),
    (
        "submitted: 2022-13-01",
        "record-datatype",
        (3, 12, 22),
        "`submitted`: '2022-13-01' is no date.",
        "The calendar has no such day; write year-month-day, for example 2024-04-07.",
    ),
    (
        "submitted: 2022/11/3",
        "record-datatype",
        (3, 12, 21),
        "`submitted`: '2022/11/3' is no date.",
        "Write 2022-11-03.",
    ),
    (
        "submitted: 2022-11",
        "record-datatype",
        (3, 12, 19),
        "`submitted`: '2022-11' is no date.",
        "Write year-month-day, for example 2024-04-07.",
    ),
    (
        "submitted: 3 Nov 2022",
        "record-datatype",
        (3, 12, 22),
        "`submitted`: '3 Nov 2022' is no date.",
        "Write year-month-day, for example 2024-04-07.",
    ),
    (
        "latitude: 37,54",
        "record-datatype",
        (3, 11, 16),
        "`latitude`: '37,54' is no decimal number.",
        "Write 37.54, with a point.",
    ),
    (
        "latitude: north",
        "record-datatype",
        (3, 11, 16),
        "`latitude`: 'north' is no decimal number.",
        "Write, for example, 12.5.",
    ),
    (
        "weights: [https://a b]",
        "bad-iri",
        (3, 11, 22),
        "`weights`: 'https://a b' is no address.",
        "Write https://a%20b.",
    ),
    (
        "weights: [huggingface.co/x]",
        "bad-iri",
        (3, 11, 27),
        "`weights`: 'huggingface.co/x' is no address.",
        "Write https://huggingface.co/x.",
    ),
    (
        "weights: [see the paper]",
        "bad-iri",
        (3, 11, 24),
        "`weights`: 'see the paper' is no address.",
        'Write an address with https://, without spaces or < > " { } | \\ ^ `.',
    ),
    (
        'weights: [" https://a.example"]',
        "bad-iri",
        (3, 11, 31),
        "`weights`: ' https://a.example' is no address.",
        "Write https://a.example.",
    ),
    (
        "evidence: ['<x>']",
        "bad-iri",
        (3, 12, 17),
        "`evidence`: '<x>' is no address.",
        'Write an address with https://, without spaces or < > " { } | \\ ^ `.',
    ),
    (
        "introduced_by: [Xue et al.]",
        "bad-reference",
        (3, 17, 27),
        "`introduced_by`: 'Xue et al.' is no slug of a paper.",
        "Write the slug of its record, in a-z, 0-9 and single hyphens, such as xue-et-al.",
    ),
    (
        "introduced_by: [paper/xue2020mt5]",
        "bad-reference",
        (3, 17, 33),
        "`introduced_by`: 'paper/xue2020mt5' is no slug of a paper.",
        "Write the slug alone: xue2020mt5.",
    ),
    (
        "introduced_by: [model/xue2020mt5]",
        "bad-reference",
        (3, 17, 33),
        "`introduced_by`: 'model/xue2020mt5' is no slug of a paper.",
        "The key takes the slug of an entity of the kind 'paper', not of 'model'.",
    ),
    (
        "introduced_by: [{id: paper/x}]",
        "record-value",
        (3, 17, 30),
        "`introduced_by` has a mapping where a plain value belongs.",
        "Name the entity here, and give it a record in a file of its own.",
    ),
    (
        "covers_language: [Swahili]",
        "bad-reference",
        (3, 19, 26),
        "`covers_language`: 'Swahili' is no ISO 639-3 code.",
        "Write the code of three letters, such as swa for Swahili.",
    ),
    (
        "covers_language: [sw a]",
        "bad-reference",
        (3, 19, 23),
        "`covers_language`: 'sw a' is no ISO 639-3 code.",
        "Write the code of three letters, such as swa for Swahili.",
    ),
    (
        "trained_on: [mc4]",
        "bad-reference",
        (3, 14, 17),
        "`trained_on`: 'mc4' names no entity and is no address.",
        "Write <kind>/<slug>, such as model/mc4 or resource/mc4, or an address with https://.",
    ),
    (
        "trained_on: [dataset/mc4]",
        "bad-reference",
        (3, 14, 25),
        "`trained_on`: 'dataset/mc4' names no entity and is no address.",
        "Did you mean 'resource/mc4'?",
    ),
    (
        "trained_on: [resource/mC4]",
        "bad-reference",
        (3, 14, 26),
        "`trained_on`: 'resource/mC4' names no entity and is no address.",
        "Write resource/mc4.",
    ),
    (
        "trained_on: [mC4 (Google)]",
        "bad-reference",
        (3, 14, 26),
        "`trained_on`: 'mC4 (Google)' names no entity and is no address.",
        "Write <kind>/<slug>, such as model/mc4-google or resource/mc4-google, or an address with https://.",
    ),
    (
        "developed_by: ['???']",
        "record-value",
        (3, 16, 21),
        "`developed_by`: '???' has no letter from a to z and no digit.",
        "Write the name in Latin letters; its slug is made of them.",
    ),
    (
        "developed_by: [null]",
        "record-value",
        (3, 16, 20),
        "`developed_by`: YAML reads 'null' as no value.",
        'Leave the key out when nothing is known; write a text as "null", in quotes.',
    ),
    (
        "developed_by: Null",
        "record-value",
        (3, 15, 19),
        "`developed_by`: YAML reads 'Null' as no value.",
        'Leave the key out when nothing is known; write a text as "Null", in quotes.',
    ),
    ("names: Swahili", "record-value", (3, 8, 15), "`names` takes texts by language.", "Write `names: {en: Swahili}`."),
    (
        "names: {not a tag: x}",
        "bad-language-tag",
        (3, 9, 18),
        "'not a tag' is no language tag.",
        "Write a BCP 47 tag, such as `en` or `zh-Hans`.",
    ),
    (
        "names: {en: [a, {b: c}]}",
        "record-value",
        (3, 17, 23),
        "`names` has a mapping where a plain value belongs.",
        'Put a text that holds a colon and a space in quotes: "b: c".',
    ),
    (
        "names: {en: }",
        "record-value",
        (3, 13, None),
        "`names` has no value.",
        "Leave the key out when nothing is known.",
    ),
    ("year:", "record-value", (3, 6, None), "`year` has no value.", "Leave the key out when nothing is known."),
    ("year: []", "record-value", (3, 7, 9), "`year` has an empty list.", "Leave the key out when nothing is known."),
    ("year: [[2020]]", "record-value", (3, 8, 14), "`year` has a list inside its list.", "Write one list: `[a, b]`."),
    (
        "label: {a: b}",
        "record-value",
        (3, 8, 14),
        "`label` has a mapping where a plain value belongs.",
        'Put a text that holds a colon and a space in quotes: "a: b".',
    ),
    (
        "note: [Foo: bar]",
        "record-value",
        (3, 8, 16),
        "`note` has a mapping where a plain value belongs.",
        'Put a text that holds a colon and a space in quotes: "Foo: bar".',
    ),
    ('note: ""', "record-value", (3, 7, 9), "`note` has no value.", "Leave the key out when nothing is known."),
    (
        "according_to: [x]",
        "record-block",
        (3, 16, 17),
        "A block of `according_to` is a mapping from keys to values.",
        "Write `- key: value`.",
    ),
    (
        "according_to: x",
        "record-block",
        (3, 15, 16),
        "A block of `according_to` is a mapping from keys to values.",
        "Write `- key: value`.",
    ),
    (
        "according_to: []",
        "record-value",
        (3, 15, 17),
        "`according_to` has an empty list.",
        "Leave the key out when nothing is known.",
    ),
    (
        "according_to: [{year: 2020}]",
        "record-block",
        (3, 16, 28),
        "A block of `according_to` names no source.",
        "Add `source:` with the page, or move the facts to `unconfirmed:`.",
    ),
    (
        "according_to: [{source: [https://a.example], evidence: [https://b.example]}]",
        "misplaced-key",
        (3, 46, 54),
        "`evidence` has no meaning in this place.",
        "A block of `according_to` names its pages in `source`.",
    ),
    (
        "according_to: [{source: [https://a.example], id: model/x}]",
        "misplaced-key",
        (3, 46, 48),
        "`id` has no meaning in this place.",
        "`id` belongs to the record itself, in column 1.",
    ),
    (
        "according_to: [{source: [https://a.example], note: [a, b]}]",
        "record-value",
        (3, 56, 57),
        "`note` has more than one value.",
        "Keep one of them.",
    ),
    (
        "according_to: [{source: [], year: 20}]",
        "record-value",
        (3, 25, 27),
        "`source` has an empty list.",
        "Write the address of the page that carries the facts.",
    ),
    (
        "source: [https://a.example/]",
        "misplaced-key",
        (3, 1, 7),
        "`source` has no meaning in this place.",
        "`source` belongs to a block of `according_to`; the record's own pages stand in `evidence`.",
    ),
    (
        "see: [https://a.example/]",
        "misplaced-key",
        (3, 1, 4),
        "`see` has no meaning in this place.",
        "`see` belongs to a block of `unconfirmed`; the record's own pages stand in `evidence`.",
    ),
    (
        "checked: yesterday",
        "record-datatype",
        (3, 10, 19),
        "`checked`: 'yesterday' is no date.",
        "Write year-month-day, for example 2024-04-07.",
    ),
    (
        "checked: [2024-01-01, 2024-01-02]",
        "record-value",
        (3, 23, 33),
        "`checked` has more than one value.",
        "Keep one of them.",
    ),
    (
        "checked_by: ['???']",
        "record-value",
        (3, 14, 19),
        "`checked_by`: '???' has no letter from a to z and no digit.",
        "Write the name in Latin letters; its slug is made of them.",
    ),
    (
        "read_in_copies: many",
        "record-datatype",
        (3, 17, 21),
        "`read_in_copies`: 'many' is no whole number.",
        "Write, for example, 46.",
    ),
    (
        "disagreement: [{id: paper/x}]",
        "record-id",
        (3, 21, 28),
        "The id of a disagreement begins with `disagreement/`.",
        "Write `id: disagreement/x`.",
    ),
    (
        "disagreement: [{kind: x}]",
        "record-id",
        (3, 16, 25),
        "The record has no `id`.",
        "Add `id: disagreement/<slug>`.",
    ),
    (
        "disagreement: [{id: disagreement/x, evidence: [https://a.example]}]",
        "misplaced-key",
        (3, 37, 45),
        "`evidence` has no meaning in this place.",
        "A disagreement names its pages in `stated_by` and `held_by`.",
    ),
    (
        "disagreement: x/y",
        "record-value",
        (3, 15, 18),
        "A disagreement is a mapping from keys to values.",
        "Write `- id: disagreement/<slug>`, and below it its other keys.",
    ),
    (
        "listed_key: [{a: b}]",
        "record-value",
        (3, 14, 20),
        "`listed_key` has a mapping where a plain value belongs.",
        'Put a text that holds a colon and a space in quotes: "a: b".',
    ),
    ("<<: {a: b}", "unknown-key", (3, 1, 3), "'<<' is no key of a record.", "All keys stand in docs/records.md."),
    (
        "exact_match: [//a.example/x]",
        "bad-iri",
        (3, 15, 28),
        "`exact_match`: '//a.example/x' is no address.",
        'Write an address with https://, without spaces or < > " { } | \\ ^ `.',
    ),
    (
        "label: Null",
        "record-value",
        (3, 8, 12),
        "`label`: YAML reads 'Null' as no value.",
        'Leave the key out when nothing is known; write a text as "Null", in quotes.',
    ),
    (
        "byte_size: 1.6 TB",
        "record-datatype",
        (3, 12, 18),
        "`byte_size`: '1.6 TB' is no whole number.",
        "Write 1600000000000, the number in full.",
    ),
    ("year: 1e3", "record-datatype", (3, 7, 10), "`year`: '1e3' is no whole number.", "Write 1000."),
    (
        "year: 99999999999999999999x",
        "record-datatype",
        (3, 7, 28),
        "`year`: '99999999999999999999x' is no whole number.",
        "Write, for example, 2024.",
    ),
    ("year: +46x", "record-datatype", (3, 7, 11), "`year`: '+46x' is no whole number.", "Write, for example, 2024."),
    (
        "trained_on: [paper/Foo Bar]",
        "bad-reference",
        (3, 14, 27),
        "`trained_on`: 'paper/Foo Bar' names no entity and is no address.",
        "Write paper/foo-bar.",
    ),
    (
        "trained_on: [http://a b]",
        "bad-iri",
        (3, 14, 24),
        "`trained_on`: 'http://a b' is no address.",
        "Write http://a%20b.",
    ),
    (
        "introduced_by: [kg:paper/xue2020mt5]",
        "bad-reference",
        (3, 17, 36),
        "`introduced_by`: 'kg:paper/xue2020mt5' is no slug of a paper.",
        "Write the slug alone: xue2020mt5.",
    ),
    (
        "stated_by: x",
        "bad-iri",
        (3, 12, 13),
        "`stated_by`: 'x' is no address.",
        'Write an address with https://, without spaces or < > " { } | \\ ^ `.',
    ),
    (
        "checked_by: [바벨]",
        "record-value",
        (3, 14, 16),
        "`checked_by`: '바벨' has no letter from a to z and no digit.",
        "Write the name in Latin letters; its slug is made of them.",
    ),
    ("names: []", "record-value", (3, 8, 10), "`names` takes texts by language.", "Write `names: {en: …}`."),
    ("type: []", "record-value", (2, 7, 9), "`type` has an empty list.", "Write a class, such as `LanguageModel`."),
    ("type:", "record-value", (2, 6, None), "`type` has no value.", "Write a class, such as `LanguageModel`."),
    (
        "covers_variety: [zh-Hans, zh-Hant, zh-Hans]",
        "record-value",
        (3, 36, 43),
        "`covers_variety` has 'zh-Hans' twice.",
        "Delete one of the two.",
    ),
    (
        "according_to: [{source: https://a.example, according_to: []}]",
        "misplaced-key",
        (3, 44, 56),
        "`according_to` has no meaning in this place.",
        "`according_to` belongs to the record itself, in column 1.",
    ),
    (
        "open_weights: Off",
        "record-datatype",
        (3, 15, 18),
        "`open_weights`: 'Off' is neither true nor false.",
        "Write false.",
    ),
    (
        "submitted: 7.4.2024",
        "record-datatype",
        (3, 12, 20),
        "`submitted`: '7.4.2024' is no date.",
        "Write year-month-day, for example 2024-04-07.",
    ),
]
"""A line of a record of ``model/mt5`` that has one mistake, and what is told of it."""


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def found(line: str, context: Context) -> list[Finding]:
    """Return what is wrong with a record that has a line in place of its own, or below it."""
    keys = {"id": "id: model/mt5", "type": "type: LanguageModel"}
    keys[line.partition(":")[0]] = line
    return convert(record_from_text("\n".join(keys.values()) + "\n", "x.yaml"), context)[1]


@pytest.mark.parametrize(("line", "rule", "place", "message", "suggestion"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_a_mistake_has_its_place_and_what_would_be_right(
    line: str, rule: str, place: Place, message: str, suggestion: str, context: Context
) -> None:
    (finding,) = found(line, context)
    assert (finding.rule, finding.message, finding.suggestion) == (rule, message, suggestion)
    assert finding.location is not None
    assert (finding.location.line, finding.location.column, finding.location.end) == place
    assert finding.source == line
    assert finding.severity is Severity.VIOLATION


@pytest.mark.parametrize("line", [row[0] for row in MISTAKES if re.match(r"Write [^:<, ]+\.\Z", row[4])])
def test_what_a_suggestion_tells_to_write_is_right(line: str, context: Context) -> None:
    (finding,) = found(line, context)
    assert finding.suggestion is not None
    assert finding.value is not None
    right = finding.suggestion.removeprefix("Write ").removesuffix(".")
    assert finding.location is not None
    written = line[finding.location.column - 1 : (finding.location.end or 0) - 1]
    assert found(line.replace(written, right), context) == []


def test_a_mistake_names_the_entity_the_property_and_the_value(context: Context) -> None:
    (finding,) = found("year: 20x9", context)
    assert (finding.focus, finding.path, finding.value) == (KG + "model/mt5", MLLM + "year", "20x9")


def test_a_value_that_stands_twice_names_both_places(context: Context) -> None:
    (finding,) = found("alias: [a, b, a]", context)
    (related,) = finding.related
    assert isinstance(related, Related)
    assert (related.location.line, related.location.column, related.location.end) == (3, 9, 10)
    assert related.source == "alias: [a, b, a]"


def test_two_authors_may_have_the_same_name(context: Context) -> None:
    assert found("authors: [Wei Wang, Wei Wang]", context) == []


def test_a_long_or_hidden_value_is_shown_short_and_visible(context: Context) -> None:
    (finding,) = found(f"year: {'9x' * 5000}", context)
    assert len(finding.message) < 100
    assert finding.value is not None
    assert len(finding.value) == 200
    (finding,) = found('year: "\\t\\u200b"', context)
    assert finding.message == "`year`: '\\u0009\\u200b' is no whole number."


def test_a_character_that_xml_can_not_carry_is_told(context: Context) -> None:
    (finding,) = found('title: "a\\0b"', context)
    assert (finding.rule, finding.message) == ("record-value", "`title` holds the invisible character U+0000.")
    assert found('title: "a\\tb\\nc"', context) == []


def test_all_mistakes_are_told_in_the_order_of_their_lines(context: Context) -> None:
    text = "year: x\ntype: Modle\nfoo: 1\nid: modle/x\nlabel:\nunconfirmed:\n  - weights: [a b]\n"
    _, findings = convert(record_from_text(text, "x.yaml"), context)
    assert [(finding.location.line, finding.rule) for finding in findings if finding.location] == [
        (1, "record-datatype"),
        (2, "unknown-class"),
        (3, "unknown-key"),
        (4, "record-id"),
        (5, "record-value"),
        (7, "bad-iri"),
    ]


def test_after_a_thousand_mistakes_nobody_reads_on(context: Context) -> None:
    text = "id: model/x\ntype: LanguageModel\n" + "".join(f"key{n}: v\n" for n in range(5000))
    graphs, findings = convert(record_from_text(text, "x.yaml"), context)
    assert graphs.quads == []
    assert len(findings) == 1001
    assert (findings[-1].rule, findings[-1].location and findings[-1].location.line) == ("refused-input", 1003)
    assert findings[-1].message == "The record has more than 1000 mistakes; what follows was not looked at."


def test_the_keys_that_take_addresses_are_those_that_the_documentation_names(root: Path) -> None:
    rows = re.findall(r"^\| `(\w+)` \| `[^`]+` \| address", (root / "docs/records.md").read_text("utf-8"), re.MULTILINE)
    assert set(rows) - {"evidence", "source", "see"} == ADDRESSES
