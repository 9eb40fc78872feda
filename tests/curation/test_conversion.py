"""Files of a stranger become records."""

from __future__ import annotations

import pytest

from mllm_kg import KnowledgeGraph
from mllm_kg.assets import Assets
from mllm_kg.errors import RecordErrors
from mllm_kg.findings import Severity
from mllm_kg.records.context import Context
from mllm_kg.records.writer import canonical
from tests.curation.brought import PREAMBLE, converted, only, rdf, rules, yaml

PAGE = "https://arxiv.org/abs/2504.01234"


@pytest.fixture(scope="module")
def context(assets: Assets) -> Context:
    return Context.load(assets.ontology / "context.jsonld")


def test_a_paper_with_everything_becomes_a_record_in_canonical_order(context: Context, kg: KnowledgeGraph) -> None:
    given = rdf(
        f"""
        kg:paper/doe2025tuning a mllm:Paper ;
          mllm:year 2025 ; mllm:title "Tuning many tongues" ; mllm:arxivId "2504.01234" ;
          mllm:introduces kg:model/manytongue , kg:resource/tongues ;
          mllm:studies kg:model/bloom ; mllm:usesStrategy kg:strategy/sft-alignment ;
          mllm:publishedIn kg:venue/emnlp ; mllm:submitted "2025-04-02"^^xsd:date ; mllm:authorsComplete true ;
          prov:hadPrimarySource <{PAGE}> ; mllm:checked "2025-05-01"^^xsd:date ;
          mllm:authorship kg:authorship/two , kg:authorship/one .
        kg:authorship/two a mllm:Authorship ; mllm:byPerson kg:person/jane-roe ; mllm:authorPosition 2 .
        kg:authorship/one a mllm:Authorship ; mllm:byPerson kg:person/john-doe ; mllm:authorPosition 1 .
        kg:person/jane-roe a mllm:Person ; rdfs:label "Jane Roe" .
        kg:person/john-doe a mllm:Person ; rdfs:label "John Doe" .
        """
    )
    record = only(converted(given, context, kg))
    assert canonical(record, context.order) == (
        "id: paper/doe2025tuning\n"
        "type: Paper\n"
        "title: Tuning many tongues\n"
        'arxiv_id: "2504.01234"\n'
        "authors: [John Doe, Jane Roe]\n"
        "authors_complete: true\n"
        "submitted: 2025-04-02\n"
        "year: 2025\n"
        "published_in: [EMNLP]\n"
        "uses_strategy: [sft-alignment]\n"
        "introduces: [model/manytongue, resource/tongues]\n"
        "studies: [bloom]\n"
        f"evidence: [{PAGE}]\n"
        "checked: 2025-05-01\n"
    )


@pytest.mark.parametrize(
    "authors",
    [
        "mllm:author [ a mllm:Person ; rdfs:label 'Zoe Zed' ] , [ a mllm:Person ; rdfs:label 'Ann Abel' ]",
        "mllm:author ( [ a mllm:Person ; rdfs:label 'Zoe Zed' ] [ a mllm:Person ; foaf:name 'Ann Abel' ] )",
        "mllm:author [ a mllm:Person ; rdfs:label 'Zoe Zed' ] , kg:person/ann-abel . "
        "kg:person/ann-abel a mllm:Person ; skos:altLabel 'Ann Äbel'",
    ],
)
def test_authors_without_a_place_come_in_the_order_of_the_file(authors: str, context: Context) -> None:
    given = rdf(f"[] a mllm:Paper ; mllm:title 'Nothing new' ; mllm:year 2025 ; {authors} .")
    record = only(converted(given, context))
    assert record["id"] == "paper/zed2025nothing"
    assert [name.replace("Ä", "A") for name in record["unconfirmed"][0]["authors"]] == ["Zoe Zed", "Ann Abel"]


def test_facts_without_a_source_are_kept_as_unconfirmed_and_that_is_told(context: Context) -> None:
    given = rdf("kg:model/manytongue a mllm:LanguageModel ; rdfs:label 'ManyTongue' ; mllm:languageCount 12 .")
    result = converted(given, context)
    assert result.drafts[0].record == {
        "id": "model/manytongue",
        "type": "LanguageModel",
        "label": "ManyTongue",
        "unconfirmed": [{"language_count": 12}],
    }
    (finding,) = result.findings
    assert (finding.rule, finding.severity) == ("no-source", Severity.INFO)
    assert finding.location is not None
    assert finding.location.line == PREAMBLE.count("\n") + 1


def test_the_pages_of_the_call_are_the_source_of_what_has_none(context: Context) -> None:
    given = rdf("kg:model/manytongue a mllm:LanguageModel ; rdfs:label 'ManyTongue' ; mllm:languageCount 12 .")
    result = converted(given, context, sources=(PAGE,))
    assert only(result)["evidence"] == [PAGE]
    assert only(result)["language_count"] == 12
    assert rules(result) == []


@pytest.mark.parametrize("source", ["prov:hadPrimarySource", "dcterms:source", "<http://purl.org/pav/retrievedFrom>"])
def test_an_entity_s_source_is_its_evidence(source: str, context: Context) -> None:
    given = rdf(f"kg:model/m a mllm:LanguageModel ; rdfs:label 'M' ; mllm:languageCount 12 ; {source} <{PAGE}> .")
    assert only(converted(given, context))["evidence"] == [PAGE]


def test_named_graphs_with_sources_of_their_own_become_blocks(context: Context) -> None:
    given = rdf(
        f"""
        <https://a.example/g1> {{ kg:model/m a mllm:LanguageModel ; rdfs:label 'M' ; mllm:languageCount 12 . }}
        <https://a.example/g2> {{ kg:model/m mllm:openWeights true . }}
        <https://a.example/g3> {{ kg:model/m mllm:year 2025 . }}
        <https://a.example/meta> {{
          <https://a.example/g1> prov:hadPrimarySource <{PAGE}> .
          <https://a.example/g2> dcterms:source <https://b.example/> ; dcterms:description "It says so." .
          <https://a.example/g3> mllm:evidenceStatus mllm:Unconfirmed ; rdfs:seeAlso <https://c.example/> .
        }}
        """,
        "trig",
    )
    assert only(converted(given, context)) == {
        "id": "model/m",
        "type": "LanguageModel",
        "label": "M",
        "language_count": 12,
        "evidence": [PAGE],
        "according_to": [{"source": ["https://b.example/"], "open_weights": True, "note": "It says so."}],
        "unconfirmed": [{"see": ["https://c.example/"], "year": 2025}],
    }


def test_labels_with_languages_become_names_by_language(context: Context) -> None:
    given = rdf(
        "kg:language/tok a mllm:Language ; rdfs:label 'Toki Pona'@en , '토키 포나'@ko ; mllm:iso639-3 'tok' ; "
        f"geo:lat 1.50 ; mllm:script 'Latn' ; prov:hadPrimarySource <{PAGE}> ."
    )
    record = only(converted(given, context))
    assert record["names"] == {"en": "Toki Pona", "ko": "토키 포나"}
    assert record["latitude"] == "1.50"
    assert record["script"] == ["Latn"]


def test_a_benchmark_that_is_a_data_resource_as_well_is_a_benchmark(context: Context) -> None:
    given = rdf("[] a mllm:Dataset , mllm:Benchmark ; rdfs:label 'Many Tests' .")
    record = only(converted(given, context))
    assert record == {"id": "benchmark/many-tests", "type": ["Dataset", "Benchmark"], "label": "Many Tests"}


def test_what_no_key_can_say_is_refused_at_its_line(context: Context, kg: KnowledgeGraph) -> None:
    given = rdf("kg:model/m a mllm:LanguageModel ; rdfs:label 'M' ;\n  schema:sku 'S1' .")
    result = converted(given, context, kg)
    (finding,) = result.findings
    assert (finding.rule, finding.severity) == ("no-key", Severity.VIOLATION)
    assert "schema:sku" in finding.message
    assert "--drop-foreign" in str(finding.suggestion)
    assert finding.location is not None
    assert (finding.location.line, finding.location.column) == (PREAMBLE.count("\n") + 2, 3)


def test_what_no_key_can_say_is_left_out_when_that_is_wanted(context: Context, kg: KnowledgeGraph) -> None:
    given = rdf("kg:model/m a mllm:LanguageModel ; rdfs:label 'M' ; schema:sku 'S1' .")
    result = converted(given, context, kg, drop_foreign=True)
    assert result.drafts[0].record == {"id": "model/m", "type": "LanguageModel", "label": "M"}
    (finding,) = result.findings
    assert (finding.rule, finding.severity) == ("no-key", Severity.INFO)
    assert finding.message.endswith("It is left out.")


def test_a_wider_property_gets_the_one_that_records_have(context: Context, kg: KnowledgeGraph) -> None:
    result = converted(rdf("kg:paper/p a mllm:Paper ; dcterms:title 'A title' ."), context, kg)
    assert rules(result) == ["no-key"]
    assert "mllm:title" in str(result.findings[0].suggestion)


def test_what_follows_from_the_rest_is_not_stated(context: Context, kg: KnowledgeGraph) -> None:
    given = rdf(
        "kg:paper/p a mllm:Paper , mllm:ResearchOutput ; mllm:title 'A title' ; dcterms:title 'A title' ; "
        "rdfs:label 'A title' ."
    )
    assert only(converted(given, context, kg)) == {"id": "paper/p", "type": "Paper", "title": "A title"}


@pytest.mark.parametrize(
    ("fact", "rule", "words"),
    [
        ("mllm:year '2025'", "record-datatype", "xsd:integer"),
        ("mllm:submitted '2025-13-01'^^xsd:date", "record-datatype", "2025-13-01"),
        ("mllm:year 'soon'^^xsd:integer", "record-datatype", "soon"),
        ("mllm:title 'Ein Titel'@de", "record-value", "without a language"),
        ("mllm:title kg:paper/other", "record-value", "not an entity"),
        ("mllm:studies kg:resource/xp3", "bad-reference", "takes a model"),
        ("mllm:studies <https://a.example/model>", "bad-reference", "none of our entities"),
        ("mllm:studies 'BLOOM'", "record-value", "not a text"),
        ("mllm:publishedIn kg:venue/nowhere-at-all", "unnamed-entity", "no name"),
        ("mllm:author 'Jane Roe'", "record-value", "a person, not a text"),
        ("mllm:author kg:person/nobody-at-all", "unnamed-entity", "no name"),
        ("mllm:authorship [ mllm:byPerson [ rdfs:label 'Jane Roe' ] ]", "author-position-missing", "Jane Roe"),
        ("mllm:authorship [ mllm:authorPosition 1 ]", "unnamed-entity", "names no person"),
        ("mllm:listEntry kg:list-entry/9999", "unknown-list-key", "no row"),
        ("mllm:disagreement kg:disagreement/none", "bad-reference", "no disagreement"),
        ("a mllm:Anything", "no-key", "mllm:Anything"),
    ],
)
def test_a_fact_that_a_record_can_not_have_says_why(
    fact: str, rule: str, words: str, context: Context, kg: KnowledgeGraph
) -> None:
    result = converted(rdf(f"kg:paper/p a mllm:Paper ; mllm:title 'A title' ; {fact} ."), context, kg)
    found = [finding for finding in result.findings if finding.rule == rule]
    assert found, rules(result)
    assert words in found[0].message
    assert found[0].location is not None


def test_a_name_must_make_the_slug_of_its_iri(context: Context) -> None:
    given = rdf(
        "kg:model/m a mllm:LanguageModel ; rdfs:label 'M' ; mllm:developedBy kg:organization/acme . "
        "kg:organization/acme a mllm:Organization ; rdfs:label 'Something Else' ."
    )
    assert "unnamed-entity" in rules(converted(given, context))


def test_an_organization_of_which_more_is_told_has_a_record(context: Context) -> None:
    given = rdf(
        f"kg:organization/acme-labs a mllm:Organization ; rdfs:label 'Acme Labs' ; "
        f"mllm:unitOf kg:organization/acme ; prov:hadPrimarySource <{PAGE}> . "
        "kg:organization/acme a mllm:Organization ; rdfs:label 'Acme' ."
    )
    assert only(converted(given, context)) == {
        "id": "organization/acme-labs",
        "type": "Organization",
        "label": "Acme Labs",
        "unit_of": ["Acme"],
        "evidence": [PAGE],
    }


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ("kg:person/ada a mllm:Person ; rdfs:label 'Ada' .", "no-record"),
        ("<https://a.example/x> rdfs:label 'X' .", "no-key"),
        ("[] schema:name 'X' .", "no-key"),
        ("mllm:newTerm a owl:Class .", "no-key"),
        ("kg:scheme/colours rdfs:label 'Colours' .", "no-record"),
        ("kg:authorship/lonely mllm:authorPosition 1 .", "no-record"),
        ("kgg:paper/q prov:hadPrimarySource <https://a.example/> .", "no-record"),
        ("kgg:paper/q schema:name 'X' .", "no-key"),
    ],
)
def test_what_belongs_to_no_record_is_told(more: str, rule: str, context: Context, kg: KnowledgeGraph) -> None:
    result = converted(rdf(f"kg:model/m a mllm:LanguageModel ; rdfs:label 'M' . {more}"), context, kg)
    assert rule in rules(result)
    assert all(finding.severity is Severity.VIOLATION for finding in result.findings)


def test_of_a_person_a_record_tells_the_name_alone(context: Context) -> None:
    given = rdf(
        "kg:paper/p a mllm:Paper ; mllm:title 'A title' ; mllm:author kg:person/ada . "
        "kg:person/ada a mllm:Person ; rdfs:label 'Ada' ; mllm:homepage <https://ada.example/> ."
    )
    assert "no-key" in rules(converted(given, context))


@pytest.mark.parametrize("slug", ["../../etc/passwd", "Große", "a--b", "-a", "a/b", "%2e%2e", "x" * 5000 + "_"])
def test_a_hostile_slug_is_no_id(slug: str, context: Context, kg: KnowledgeGraph) -> None:
    given = rdf(f"<https://w3id.org/mllm-kg/id/paper/{slug}> a mllm:Paper ; mllm:title 'A title' .")
    result = converted(given, context, kg)
    assert result.drafts == []
    assert "record-id" in rules(result)


def test_things_without_an_iri_of_ours_get_slugs_that_are_free(context: Context, kg: KnowledgeGraph) -> None:
    given = rdf(
        "[] a mllm:LanguageModel ; rdfs:label 'BLOOMZ' . "
        "<https://a.example/one> a mllm:LanguageModel ; rdfs:label 'Many Tongue' . "
        "[] a mllm:LanguageModel ; rdfs:label 'Many-Tongue' ; mllm:basedOn <https://a.example/one> ."
    )
    drafts = converted(given, context, kg).drafts
    assert [draft.id for draft in drafts] == ["model/bloomz-2", "model/many-tongue", "model/many-tongue-2"]
    assert drafts[2].record["unconfirmed"] == [{"based_on": ["model/many-tongue"]}]
    assert all(draft.minted for draft in drafts)


def test_a_thing_of_which_no_slug_can_be_made_is_told(context: Context) -> None:
    result = converted(rdf("[] a mllm:LanguageModel ; mllm:languageCount 3 ."), context)
    assert rules(result)[0] == "record-id"


def test_a_disagreement_stands_in_the_record_of_its_entity(context: Context) -> None:
    given = rdf(
        "kg:model/m a mllm:LanguageModel ; rdfs:label 'M' ; mllm:disagreement "
        "[ a mllm:Disagreement ; mllm:disagreementKind 'count-differs' ; mllm:disagreementField 'languageCount' ; "
        "mllm:statedValue '46' ; mllm:statedBy <https://a.example/> ] ."
    )
    assert only(converted(given, context))["disagreement"] == [
        {
            "id": "disagreement/m-languagecount",
            "kind": "count-differs",
            "field": "languageCount",
            "stated": "46",
            "stated_by": ["https://a.example/"],
        }
    ]


def test_a_row_of_the_list_becomes_its_key(context: Context, kg: KnowledgeGraph, listing: list[dict[str, str]]) -> None:
    given = rdf("kg:paper/p a mllm:Paper ; mllm:title 'A title' ; mllm:listEntry kg:list-entry/1 .")
    assert only(converted(given, context, kg))["listed_key"] == [listing[0]["key"]]


def test_of_an_entity_of_the_graph_only_what_is_new_is_kept(context: Context, kg: KnowledgeGraph) -> None:
    given = rdf("kg:model/bloomz a mllm:LanguageModel ; rdfs:label 'BLOOMZ' ; skos:altLabel 'BLOOM-Z' .")
    (draft,) = converted(given, context, kg).drafts
    assert draft.partial
    assert draft.record == {"id": "model/bloomz", "alias": ["BLOOM-Z"]}


def test_a_source_for_what_was_unconfirmed_is_new(context: Context, kg: KnowledgeGraph) -> None:
    """The record of xP3 has its licence as unconfirmed, and its year from the paper."""
    given = rdf(
        "kg:resource/xp3 mllm:license 'Apache-2.0' ; mllm:year 2022 ; prov:hadPrimarySource <https://a.example/> ."
    )
    (draft,) = converted(given, context, kg).drafts
    assert draft.record == {
        "id": "resource/xp3",
        "license": "Apache-2.0",
        "year": 2022,
        "evidence": ["https://a.example/"],
    }
    known = rdf("kg:resource/xp3 mllm:year 2022 ; prov:hadPrimarySource <https://arxiv.org/abs/2211.01786> .")
    assert converted(known, context, kg).drafts[0].record == {"id": "resource/xp3"}


def test_a_change_of_a_disagreement_that_is_there_is_not_lost(context: Context, kg: KnowledgeGraph) -> None:
    given = rdf(
        "kg:model/bloomz mllm:disagreement kg:disagreement/bloomz-figure-label . "
        "kg:disagreement/bloomz-figure-label a mllm:Disagreement ; mllm:heldValue 'Something else' ."
    )
    assert rules(converted(given, context, kg)) == ["no-record"]


def test_a_yaml_record_keeps_its_content_and_its_comments(context: Context) -> None:
    given = yaml("# mine\nlabel:   'M'\nid: model/m # this\ntype: [LanguageModel]\nyear: 2025\n", context)
    (draft,) = converted(given, context).drafts
    assert canonical(draft.record, context.order, draft.comments) == (
        "id: model/m  # this\ntype: [LanguageModel]\n# mine\nlabel: M\nyear: 2025\n"
    )
    assert not draft.partial


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("type: Paper\n", "paper/roe2025tuning"),
        ("id: paper\ntype: Paper\n", "paper/roe2025tuning"),
        ("id: paper/\ntype: Paper\n", "paper/roe2025tuning"),
        ("type: Survey\n", "paper/roe2025tuning"),
    ],
)
def test_a_yaml_record_without_a_slug_gets_one(head: str, expected: str, context: Context, kg: KnowledgeGraph) -> None:
    given = yaml(f"{head}title: Tuning it\nyear: 2025\nunconfirmed:\n  - authors: [Jane Roe]\n", context)
    (draft,) = converted(given, context, kg).drafts
    assert draft.id == draft.record["id"] == expected
    assert given.findings == []
    assert given.graphs is not None
    assert given.graphs.entity.endswith(expected)
    assert given.quads
    assert given.places.of(given.graphs.entity) is not None


def test_a_yaml_record_of_an_unknown_class_without_a_slug_stays_a_mistake(context: Context) -> None:
    given = yaml("type: Papper\ntitle: Tuning it\n", context)
    assert converted(given, context).drafts == []
    assert "record-id" in [finding.rule for finding in given.findings]


def test_a_record_of_a_kind_without_records_is_none(context: Context) -> None:
    given = yaml("id: person/ada\ntype: Person\nlabel: Ada\n", context)
    assert converted(given, context).drafts == []
    assert given.findings


def test_rdf_that_can_not_be_read_is_an_error_for_who_wants_plain_records(context: Context) -> None:
    from mllm_kg.curation.conversion import plain_records_of_rdf

    text = PREAMBLE + "<https://w3id.org/mllm-kg/id/model/m> a mllm:LanguageModel ; rdfs:label 'M' ."
    records = list(plain_records_of_rdf(text, "m.ttl", "ttl", context))
    assert records == [{"id": "model/m", "type": "LanguageModel", "label": "M"}]
    with pytest.raises(RecordErrors):
        list(plain_records_of_rdf("this is no Turtle", "m.ttl", "ttl", context))
