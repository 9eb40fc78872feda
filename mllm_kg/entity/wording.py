"""In what order a card tells its facts, and how a property reads from its object's side."""

from __future__ import annotations

__all__ = ["RANK", "REVERSED"]

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
    "addresses": "addressed by",
    "affiliation": "affiliation of",
    "appliedTo": "method applied to it",
    "appliesAtStage": "stage of",
    "author": "author of",
    "basedOn": "base of",
    "belongsToStage": "stage of",
    "broader": "narrower",
    "constructedBy": "construction method of",
    "coversLanguage": "covered by",
    "developedBy": "developer of",
    "disputesEntry": "disputed by",
    "employs": "employed by",
    "evaluatesOn": "evaluated on by",
    "figureStage": "stage in the figure of",
    "finalStage": "final stage of",
    "forStage": "stage of",
    "inFamily": "family of",
    "inMacrolanguage": "macrolanguage of",
    "inScheme": "scheme of",
    "isPartOf": "has part",
    "isReplacedBy": "replaces",
    "isVersionOf": "has version",
    "listedStrategy": "listed strategy of",
    "publishedIn": "venue of",
    "similarTo": "named as similar by",
    "studies": "studied by",
    "tackles": "tackled by",
    "trainedAtStage": "training stage of",
    "trainedOn": "trained on by",
    "unitOf": "has unit",
    "usesResource": "used by",
    "usesStrategy": "used by",
    "variantOf": "has variant",
}
"""How a property without an inverse reads from its object's side, by its local name."""
