"""What the rules mean that are broken while a file is read, or that reasoning finds: the source of their pages and of SARIF's texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mllm_kg.findings.model import Severity

__all__ = ["READING_RULES", "ReadingRule"]


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """One rule.

    :param meaning: what it says
    :param example: a text that breaks it
    :param syntax: the language of the example
    :param fix: what to do
    :param severity: how bad it is to break it
    :param found: when it is found
    """

    meaning: str
    example: str
    syntax: str
    fix: str
    severity: Severity = Severity.VIOLATION
    found: str = "while a file is read"


def _yaml(meaning: str, example: str, fix: str) -> ReadingRule:
    return ReadingRule(meaning, example, "yaml", fix)


def _turtle(meaning: str, example: str, fix: str) -> ReadingRule:
    return ReadingRule(meaning, example, "turtle", fix)


def _text(meaning: str, example: str, fix: str) -> ReadingRule:
    return ReadingRule(meaning, example, "text", fix)


_RULES: Mapping[str, ReadingRule] = {
    "unreadable": _text(
        "A file can be opened and is text in UTF-8, in a format whose suffix is known.",
        "mllm-kg validate paper.docx",
        "Save it as UTF-8; use one of the suffixes that the finding names.",
    ),
    "refused-input": _text(
        "A file stays within the limits, and asks for nothing outside it: no remote JSON-LD context, no document type in "
        "XML.",
        '{"@context": "https://example.org/context.jsonld", "title": "…"}',
        "Write the context into the file; leave the document type out; split the file, or raise the limit that the "
        "finding names (see settings).",
    ),
    "syntax": _yaml(
        "A file follows the grammar of its format.",
        "title: Colons: a study",
        'Put quotes around the value: `title: "Colons: a study"`. The finding points at the place where reading stopped, '
        "or at the quotation or bracket that was never closed.",
    ),
    "yaml": _yaml(
        "A record is one YAML mapping without anchors, aliases, tags and directives.",
        "authors: &them [Jane Doe]",
        "Write the values themselves; put each record into a file of its own.",
    ),
    "duplicate-key": _yaml(
        "A key stands once in a mapping.",
        "year: 2024\nyear: 2025",
        "Keep the right one. Several values are a list; what another source says belongs in `according_to`.",
    ),
    "record-id": _yaml(
        "A record has an `id` of the form `kind/slug`, the slug in lower-case letters a to z, digits and single hyphens.",
        "id: model/Mt5",
        "`id: model/mt5`",
    ),
    "record-type": _yaml(
        "A record says of which class its entity is.",
        "id: model/mt5\nlabel: mT5",
        "Add `type: LanguageModel`.",
    ),
    "unknown-class": _yaml(
        "`type` names a class of the ontology.",
        "type: LanguageModl",
        "`type: LanguageModel`; the finding names the nearest classes.",
    ),
    "unknown-key": _yaml(
        "A key of a record is one of the context's.",
        "titel: A Study",
        "`title: A Study`; the finding names the nearest keys, and the page about records has them all.",
    ),
    "misplaced-key": _yaml(
        "Keys of evidence stand where they mean something.",
        "id: model/mt5\nsource: [https://example.org]",
        "The sources of a record's own facts stand under `evidence`; `source` belongs in a block of `according_to`.",
    ),
    "record-block": _yaml(
        "A block of `according_to` is a mapping with a `source`.",
        "according_to:\n  - year: 2020",
        "Add `source: [https://…]`; what no page confirms belongs in `unconfirmed`.",
    ),
    "record-value": _yaml(
        "A value is of the shape that its key takes: not empty, not repeated, no mapping where a plain value is meant.",
        "covers_language: [deu, deu]",
        "`covers_language: [deu]`; leave a key out when there is nothing to say.",
    ),
    "record-datatype": _yaml(
        "A number, a date or a truth value is written as one.",
        "parameter_count: 7B",
        "`parameter_count: 7000000000`; dates are `2024-04-07`, truth values `true` and `false`.",
    ),
    "bad-iri": _yaml(
        "An address is an absolute IRI that every RDF syntax can carry.",
        "homepage: [example.org/a b]",
        "`homepage: [https://example.org/a%20b]`",
    ),
    "bad-reference": _yaml(
        "A reference is a slug, or `kind/slug` where several kinds may stand.",
        "introduced_by: [Xue et al.]",
        "`introduced_by: [xue2020mt5]`; `mllm-kg search` finds the slug.",
    ),
    "bad-language-tag": _yaml(
        "Texts by language stand under BCP 47 tags.",
        "pref_label: {English: alignment}",
        "`pref_label: {en: alignment}`",
    ),
    "record-file": _yaml(
        "A record stands in the folder of its kind, in a file with the name of its slug.",
        "# data/papers/y.yaml\nid: paper/x",
        "Move it to `data/papers/x.yaml`.",
    ),
    "listing": _text(
        "A row of the survey's list has a position, a known code and addresses.",
        "x,key,Title,Author,https://example.org,,ACL,2024,PTA/sft",
        "Correct the cell that the finding names.",
    ),
    "duplicate-slug": _yaml(
        "An entity has one record.",
        "# data/models/mt5.yaml and a second file\nid: model/mt5",
        "Give one of them another slug, or join the two.",
    ),
    "unknown-entity": _yaml(
        "A reference leads to an entity with a record, in the graph or among the additions.",
        "trained_on: [resource/mc44]",
        "`trained_on: [resource/mc4]`; the finding names the nearest entities. Something new needs its own record.",
    ),
    "unknown-list-key": _yaml(
        "`listed_key` is a key of the survey's list.",
        "listed_key: [nobody2024]",
        "Take a key of data/survey/listing.csv, or leave it out.",
    ),
    "reserved-graph": _text(
        "An addition does not write into the named graphs that the build makes: the ontology, the provenance, what is "
        "inferred, the names, the survey's list.",
        "GRAPH <https://w3id.org/mllm-kg/graph/inferred> { … }",
        "Leave the statements outside of any named graph.",
    ),
    "ontology-term": _turtle(
        "An addition makes statements about things, not about terms of the ontology or of another vocabulary.",
        'mllm:Paper rdfs:label "article"@en .',
        "Take the statement out; terms are changed in ontology/mllm-kg.ttl.",
    ),
    "control-character": _text(
        "A text has no control characters that other formats can't carry.", "U+0000 in a title", "Take it out."
    ),
    "unusual-term": _turtle(
        "A term of a well-known vocabulary exists.",
        '<paper/x> dcterms:titel "A Study" .',
        "`dcterms:title`; the finding names the nearest terms.",
    ),
    "foreign-property": _turtle(
        "A property is of a vocabulary that the graph knows; others pass with this note.",
        '<paper/x> <https://example.org/colour> "blue" .',
        "Nothing, or a property of the ontology that says the same.",
    ),
    "foreign-class": _turtle(
        "A class is of a vocabulary that the graph knows; others pass with this note.",
        "<paper/x> a <https://example.org/Thing> .",
        "Nothing, or a class of the ontology that says the same.",
    ),
    "entry-syntax": _text(
        "An entry of a bibliography can be read.",
        "@article{doe2025 title={A Study}}",
        "Put a comma after the key and close the braces; in JSON, mend the place that the finding names.",
    ),
    "entry-without-title": _text(
        "An entry has a title.", "@misc{doe2025, author={Jane Doe}}", "Add the title; the other entries are imported."
    ),
    "entry-unclear": _text(
        "An entry of a list tells which work is meant.",
        "- [A list of lists](https://github.com/example/lists)",
        "Add its page, its venue, its year or its authors, if it is a work at all.",
    ),
    "entry-identifier": _text(
        "An arXiv id, a DOI or an ACL Anthology id is written as one.",
        "doi = {x}",
        "Write it as in the finding's example, without an address in front.",
    ),
    "entry-year": _text("A year has four digits.", "year = {soon}", "`year = {2025}`"),
    "entry-author": _text(
        "An author in CSL-JSON is an object.", '"author": [5]', '`{"family": "Doe", "given": "Jane"}`, or `literal`.'
    ),
    "entry-macro": _text(
        "A name that stands without braces in BibTeX is a defined string.",
        "booktitle = acl",
        "`booktitle = {ACL}`, or `@string{acl = {ACL}}` before it.",
    ),
    "entry-repeated-field": _text(
        "A field stands once in an entry.", "title = {A}, title = {B}", "Keep the right one."
    ),
    "entry-repeated-key": _text(
        "A key stands once in a bibliography.", "@misc{a, …} and @article{a, …}", "Give one of them another key."
    ),
    "entry-short-title": _text(
        "A title has more than one word.",
        "- [BLOOM](https://arxiv.org/abs/2211.05100)",
        "Look at the paper: this may be the name of a model.",
    ),
    "no-key": _turtle(
        "Every statement of an RDF addition is one that a record can make.",
        '<model/x> a mllm:LanguageModel ; rdfs:label "X" ; schema:sku "S1" .',
        "Say it with a property that a key stands for, leave it out, or let `--drop-foreign` do so.",
    ),
    "no-record": _turtle(
        "Every statement of an RDF addition belongs to the record of an entity.",
        'kg:scheme\\/colours rdfs:label "Colours" .',
        "Add the statements about the entity that it belongs to, or leave it out.",
    ),
    "no-source": _turtle(
        "Facts name the page that carries them; without one they are kept as unconfirmed.",
        '<model/x> a mllm:LanguageModel ; rdfs:label "X" ; mllm:languageCount 12 .',
        "Add `prov:hadPrimarySource <page>` to the entity or its named graph, or give `--source`.",
    ),
    "unnamed-entity": _turtle(
        "A person, an organization, a venue, a task or a technique has a name that makes the slug of its IRI.",
        '<paper/x> mllm:author <person/jane-roe> . <person/jane-roe> rdfs:label "J. Roe" .',
        '`<person/jane-roe> rdfs:label "Jane Roe" .`',
    ),
    "entity-exists": _yaml(
        "An addition does not change a record that is there, unless that is wanted.",
        "id: model/bloomz",
        "Look at the difference; with `--update` the record changes. Something else needs another slug.",
    ),
    "not-canonical": _yaml(
        "A record is in canonical form: keys in order, one style of quotes and lists.",
        "label: 'BLOOMZ'",
        "`mllm-kg fmt` writes it.",
    ),
    "comment-place": _yaml(
        "A comment stands above a key, above a block, or at the end of a key's line.",
        "alias:\n  - XGLM 4.5B # by size\n  - XGLM",
        "Move the comment above the key.",
    ),
    "not-formatted": _yaml(
        "A record can be written in canonical form without changing it.",
        "? [a, b]\n: c",
        "Write its values in the plain style of other records.",
    ),
    "unicode-form": _yaml(
        "Letters with accents are one character each (Unicode Normalization Form C).",
        'label: "Cafe\\u0301"',
        "Type the letter anew: é as one character.",
    ),
    "clash": _turtle(
        "The statements can hold together: no axiom of the ontology is contradicted.",
        "<model/x> a mllm:LanguageModel, mllm:Paper .",
        "Take out one of the statements that the finding names.",
    ),
    "unsatisfiable-class": _turtle(
        "Every class of the ontology can have members.",
        "mllm:Odd rdfs:subClassOf mllm:Paper, mllm:LanguageModel .",
        "Mend the axioms of the class.",
    ),
    "term-of-two-kinds": _turtle(
        "A name stands for one thing: a class, a datatype, or one kind of property.",
        "ex:Reader a owl:Class . <model/x> ex:Reader <model/y> .",
        "Give the class and the property an IRI each. OWL 2 DL takes one name for two things that have nothing to do "
        "with each other.",
    ),
    "hierarchy-circle": _turtle(
        "Sub-classes and sub-properties do not lead in a circle.",
        "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C . ex:C rdfs:subClassOf ex:A .",
        "Remove the link that is wrong. A circle is legal and says that all of them are the same; if that is meant, "
        "`owl:equivalentClass` says it.",
    ),
    "outside-owl2-rl": _turtle(
        "The rules of OWL 2 RL follow every axiom.",
        "ex:Closed owl:equivalentClass [ a owl:Class ; owl:complementOf mllm:OpenModel ] .",
        "Say it by intersections, unions, `owl:hasValue` and `owl:someValuesFrom`, or ask HermiT: "
        "`mllm-kg reason --reasoner hermit`.",
    ),
    "outside-owl2-dl": _turtle(
        "HermiT can judge the axioms: they keep to the restrictions of OWL 2 DL.",
        "ex:p a owl:TransitiveProperty, owl:FunctionalProperty .",
        "Take out one of the axioms about the term that the finding names: transitive properties and those with chains "
        "are not functional, asymmetric or irreflexive, and have no cardinality.",
    ),
    "closure-differs": _turtle(
        "The rules of OWL 2 RL find what HermiT finds.",
        "ex:Model rdfs:subClassOf [ owl:unionOf ( ex:Big ex:Small ) ] . ex:Big owl:disjointWith ex:Tiny . "
        "<model/x> a ex:Model, ex:Tiny .",
        "State what follows, here `<model/x> a ex:Small`, or say it by means that OWL 2 RL has rules for.",
    ),
    "identity": _turtle(
        "Every IRI stands for something of its own.",
        "<model/bloom> owl:sameAs <model/bloom-176b> .",
        "Use `skos:exactMatch`; if both are entities of this graph, join their records.",
    ),
    "unknown-language-code": _yaml(
        "An ISO 639-3 code exists.",
        "iso639_3: qqq",
        "Look the language up in ISO 639-3, or use `unmapped_language_label`.",
    ),
    "unknown-language-tag": _yaml(
        "All parts of a BCP 47 tag are registered.", "bcp47_tag: sw-Latz", "`bcp47_tag: sw-Latn`"
    ),
    "unknown-variety-tag": _yaml(
        "All parts of a variety's BCP 47 tag are registered.",
        "covers_variety: [zh-Hanx]",
        "`covers_variety: [zh-Hans]`, or `unmapped_language_label`.",
    ),
    "unknown-script-code": _yaml("A script has a code of ISO 15924.", "script: [Latin]", "`script: [Latn]`"),
}

_MILDER = {
    **dict.fromkeys(("foreign-class", "foreign-property", "no-source", "unicode-form", "entry-unclear"), Severity.INFO),
    **dict.fromkeys(
        (
            "unusual-term",
            "entry-author",
            "entry-identifier",
            "entry-macro",
            "entry-repeated-field",
            "entry-repeated-key",
            "entry-short-title",
            "entry-year",
            "closure-differs",
            "hierarchy-circle",
        ),
        Severity.WARNING,
    ),
}

_BY_REASONING = frozenset(
    (
        *("clash", "unsatisfiable-class", "term-of-two-kinds", "hierarchy-circle"),
        *("outside-owl2-rl", "outside-owl2-dl", "closure-differs"),
    )
)

READING_RULES: Mapping[str, ReadingRule] = {
    name: replace(
        rule,
        severity=_MILDER.get(name, rule.severity),
        found="by [reasoning](../reasoning.md)" if name in _BY_REASONING else rule.found,
    )
    for name, rule in _RULES.items()
}
"""The rules by id, those about files and records first."""
