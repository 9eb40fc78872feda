"""In what order a card tells its facts, and the words it has for properties, statuses and disagreements."""

from __future__ import annotations

from mllm_kg.findings.sentence import say

__all__ = ["CONFLICTS", "OF_OTHERS", "RANK", "REVERSED", "ROLES", "STATUSES"]

# fmt: off
_ORDER = (
    "definition", "description", "note", "arxivId", "doi", "aclAnthologyId", "iso639-3", "iso639-1", "bcp47Tag",
    "glottocode", "languageScope", "author", "authorsComplete", "affiliation", "submitted", "year", "releaseDate",
    "publishedIn", "published", "publicationYear", "developedBy", "introducedBy", "introduces", "unitOf",
    "finalStage", "trainedAtStage", "forStage", "constructedBy", "usesStrategy", "broader", "appliesAtStage",
    "belongsToStage", "tunesParameters", "stageOrder", "precedes", "precededBy", "challengeOf", "hasChallenge",
    "addresses", "tackles", "employs", "basedOn", "derivedFrom", "sourceOf", "variantOf",
    "sharesArchitectureWith", "appliedTo", "trainedOn", "usesResource", "evaluatesOn", "studies",
    "parameterCount", "tokenCount", "byteSize", "exampleCount", "exampleUnit", "openWeights", "weights",
    "license", "codeRepository", "homepage", "inFamily", "inMacrolanguage", "script", "joshiClass", "speakerArea",
    "lat", "long", "languageCount", "languageListComplete", "coversLanguage", "coversVariety",
    "unmappedLanguageLabel",
)
# fmt: on

RANK = {name: place for place, name in enumerate(_ORDER)}
"""The place of a property on the card, by its local name; those without one come last."""

REVERSED = {
    "addresses": say("addressed by"),
    "affiliation": say("affiliation of"),
    "appliedTo": say("method applied to it"),
    "appliesAtStage": say("stage of"),
    "author": say("author of"),
    "basedOn": say("base of"),
    "belongsToStage": say("stage of"),
    "broader": say("narrower"),
    "constructedBy": say("construction method of"),
    "coversLanguage": say("covered by"),
    "developedBy": say("developer of"),
    "disputesEntry": say("disputed by"),
    "employs": say("employed by"),
    "evaluatesOn": say("evaluated on by"),
    "figureStage": say("stage in the figure of"),
    "finalStage": say("final stage of"),
    "forStage": say("stage of"),
    "inFamily": say("family of"),
    "inMacrolanguage": say("macrolanguage of"),
    "inScheme": say("scheme of"),
    "isPartOf": say("has part"),
    "isReplacedBy": say("replaces"),
    "isVersionOf": say("has version"),
    "listedStrategy": say("listed strategy of"),
    "publishedIn": say("venue of"),
    "similarTo": say("named as similar by"),
    "studies": say("studied by"),
    "tackles": say("tackled by"),
    "trainedAtStage": say("training stage of"),
    "trainedOn": say("trained on by"),
    "unitOf": say("has unit"),
    "usesResource": say("used by"),
    "usesStrategy": say("used by"),
    "variantOf": say("has variant"),
}
"""How a property without an inverse reads from its object's side, by its local name."""

OF_OTHERS = {
    "broadMatch": say("broad match"),
    "broader": say("broader"),
    "closeMatch": say("close match"),
    "definition": say("definition"),
    "deprecated": say("deprecated"),
    "description": say("description"),
    "exactMatch": say("exact match"),
    "inScheme": say("in scheme"),
    "isPartOf": say("is part of"),
    "isReplacedBy": say("is replaced by"),
    "isVersionOf": say("is version of"),
    "lat": say("latitude"),
    "long": say("longitude"),
    "narrowMatch": say("narrow match"),
    "note": say("note"),
    "relatedMatch": say("related match"),
}
"""What properties of other vocabularies are called, which have no label here, by their local name."""

STATUSES = {
    "confirmed": say("confirmed"),
    "unconfirmed": say("unconfirmed"),
    "as listed": say("as listed"),
    "stated": say("stated"),
    "inferred": say("inferred"),
    "inferred from unconfirmed": say("inferred from unconfirmed"),
}
"""What statuses of statements are called."""

ROLES = {"label": say("label"), "abbreviation": say("abbreviation"), "alias": say("alias")}
"""What kinds of names are called, in their order."""

CONFLICTS = {
    "wrong-link": say("wrong link"),
    "wrong-venue": say("wrong venue"),
    "outdated-venue": say("outdated venue"),
    "wrong-year": say("wrong year"),
    "retitled": say("retitled"),
    "title-differs": say("title differs"),
    "wrong-author": say("wrong author"),
    "duplicate-listing": say("duplicate listing"),
    "not-a-paper": say("not a paper"),
    "wrong-code-link": say("wrong code link"),
    "missing-code-link": say("missing code link"),
    "doubtful-placement": say("doubtful placement"),
    "doubtful-identity": say("doubtful identity"),
    "count-differs": say("count differs"),
    "figure-year-differs": say("figure year differs"),
    "figure-openness-differs": say("figure openness differs"),
    "figure-stage-differs": say("figure stage differs"),
    "name-differs": say("name differs"),
    "unverified": say("unverified"),
    "other-work-linked": say("other work linked"),
}
"""What kinds of disagreements are called."""
