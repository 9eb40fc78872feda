"""Find the entity that a person means.

:func:`resolve` tries, in this order, and stops at the first that finds something:

1. a full IRI, a CURIE (``kg:model/bloomz``) or ``model/bloomz``;
2. an identifier: arXiv id, DOI, ACL Anthology id, language code, Glottocode, also as the address that shows it;
3. a slug (``bloomz``);
4. a label or an alias in any language, whatever its case and accents.

Several finds in one step are ambiguous; none at all gives the nearest names. :func:`search` forgives typos.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg import settings
from mllm_kg.errors import AmbiguousName, UnknownName
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, KINDS, PREFIXES, curie, expand, iri, kind_of, term

__all__ = ["ENTITY_KINDS", "Hit", "resolve", "search"]

ENTITY_KINDS = tuple(
    kind for kind in KINDS if kind not in ("authorship", "statement", "scheme", "list-entry", "disagreement")
)
"""The kinds that a name may mean when none is given; the others are found by IRI."""
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_LABELS = tuple(
    ox.NamedNode(name)
    for name in (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel", PREFIXES["dcterms"] + "alternative")
)
_NAMING = (*_LABELS, term("abbreviation"))
_IDENTIFIERS = tuple(
    term(local) for local in ("arxivId", "doi", "aclAnthologyId", "iso639-3", "iso639-1", "bcp47Tag", "glottocode")
)
_ADDRESSES = re.compile(
    r"(?:https?://)?(?:(?:www\.)?arxiv\.org/(?:abs|pdf)/|(?:dx\.)?doi\.org/|(?:www\.)?aclanthology\.org/"
    r"|iso639-3\.sil\.org/code/|glottolog\.org/resource/languoid/id/)(.+?)/?(?:\.pdf)?\Z",
    re.IGNORECASE,
)
LEAST = 45.0
_ARXIV_VERSION = re.compile(r"(\d{4}\.\d{4,5})v\d+\Z")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a search found.

    :param iri: the entity
    :param kind: its kind
    :param label: what people call it, in the language asked for
    :param matched: the label, alias or identifier that matched
    :param score: how well, 0 to 100
    """

    iri: str
    kind: str
    label: str
    matched: str
    score: float


def resolve(dataset: Dataset, text: str, kinds: Collection[str] | None = None, language: str = "en") -> ox.NamedNode:
    """Return the one entity that ``text`` stands for.

    :param text: what a person typed
    :param kinds: the kinds that are meant; ``None`` for any
    :param language: the language of the labels that an error offers
    :raises UnknownName: when there is none; offers the nearest
    :raises AmbiguousName: when there are several
    """
    wanted = tuple(kinds) if kinds else ENTITY_KINDS
    what = "entity" if kinds is None or len(wanted) > 2 else " or ".join(wanted)
    for step in (_by_iri, _by_identifier, _by_slug, _by_name):
        found = sorted(set(step(dataset, text.strip(), wanted)))
        if kinds or step is not _by_iri:
            found = [entity for entity in found if kind_of(entity) in wanted]
        if len(found) == 1:
            return ox.NamedNode(found[0])
        if found:
            labels = [dataset.label(ox.NamedNode(entity), language) for entity in found]
            several = zip(found, labels, strict=True)
            raise AmbiguousName(what, text, [f"{curie(entity)} ({label})" for entity, label in several])
    near = search(dataset, text, int(settings.number("candidates")), wanted, language)
    raise UnknownName(what, text, [f"{hit.iri.removeprefix(KG)} ({hit.label})" for hit in near])


def _exists(dataset: Dataset, entity: str) -> bool:
    try:
        node = ox.NamedNode(entity)
    except ValueError:
        return False
    return next(iter(dataset.store.quads_for_pattern(node, _TYPE, None, None)), None) is not None


def _by_iri(dataset: Dataset, text: str, kinds: Collection[str]) -> Iterator[str]:
    candidates = [text.strip("<>"), expand(text)]
    kind, slash, slug = text.partition("/")
    if slash and kind in KINDS:
        candidates.append(f"{KG}{kind}/{slug.lower()}")
    yield from (entity for entity in candidates if entity and "://" in entity and _exists(dataset, entity))


def _by_identifier(dataset: Dataset, text: str, kinds: Collection[str]) -> Iterator[str]:
    bare = text
    if address := _ADDRESSES.match(text):
        bare = address.group(1)
    bare = re.sub(r"^(arxiv|doi)\s*:\s*", "", bare, flags=re.IGNORECASE)
    if version := _ARXIV_VERSION.match(bare):
        bare = version.group(1)
    for spelling in dict.fromkeys((bare, bare.lower(), bare.upper())):
        for identifier in _IDENTIFIERS:
            for quad in dataset.store.quads_for_pattern(None, identifier, ox.Literal(spelling), None):
                if isinstance(quad.subject, ox.NamedNode):
                    yield quad.subject.value


def _by_slug(dataset: Dataset, text: str, kinds: Collection[str]) -> Iterator[str]:
    slug = text.lower()
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        yield from (iri(kind, slug).value for kind in kinds if _exists(dataset, iri(kind, slug).value))


def _by_name(dataset: Dataset, text: str, kinds: Collection[str]) -> Iterator[str]:
    wanted = fold(text)
    yield from (entity for entity, name in _names(dataset, kinds) if fold(name) == wanted)


def fold(text: str) -> str:
    """Return a text without case, accents and doubled spaces, for comparing names."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).casefold().split())


def _names(
    dataset: Dataset, kinds: Collection[str], properties: Iterable[ox.NamedNode] = _NAMING
) -> Iterator[tuple[str, str]]:
    for naming in properties:
        for quad in dataset.store.quads_for_pattern(None, naming, None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                entity = quad.subject.value
                if kind_of(entity) in kinds:
                    yield entity, quad.object.value


def search(
    dataset: Dataset,
    words: str,
    limit: int | None = None,
    kinds: Collection[str] | None = None,
    language: str = "en",
) -> list[Hit]:
    """Return the entities whose label, alias or identifier is like ``words``, the likeliest first.

    Names that hold all the words come before those that are only similar; similarity is RapidFuzz's weighted ratio of
    the folded texts.

    :param words: what a person typed
    :param limit: how many at the most; the setting ``search_limit`` by default
    :param kinds: the kinds that are meant; ``None`` for any
    :param language: the language of the labels; names in any language are found
    """
    from rapidfuzz import fuzz, process

    limit = int(settings.number("search_limit")) if limit is None else limit
    wanted = kinds or ENTITY_KINDS
    names = list(dict.fromkeys(_names(dataset, wanted, (*_NAMING, *_IDENTIFIERS))))
    query = fold(words)
    if not query:
        return []
    folded = [fold(name) for _, name in names]
    similar = process.extract(query, folded, scorer=fuzz.WRatio, limit=max(limit * 8, 40), score_cutoff=60)
    found = [*similar, *((name, 100.0, place) for place, name in enumerate(folded) if query in name)]
    ranked: dict[str, tuple[float, str]] = {}
    for name, similarity, place in found:
        entity, matched = names[place]
        score = _score(query, name, similarity)
        if score > max(ranked.get(entity, (0.0, ""))[0], LEAST):
            ranked[entity] = (score, matched)
    best = sorted(ranked.items(), key=lambda item: (-item[1][0], len(item[1][1]), item[0]))[:limit]
    labels = [dataset.label(ox.NamedNode(entity), language) for entity, _ in best]
    return [
        Hit(entity, kind_of(entity) or "", label or matched, matched, round(score, 1))
        for (entity, (score, matched)), label in zip(best, labels, strict=True)
    ]


def _score(query: str, name: str, similarity: float) -> float:
    """Rate a match: the whole name, then a name that holds the words, then one that is only similar.

    A name much shorter than the words is similar to a part of them alone, and counts for less.
    """
    if name == query:
        return 100.0
    if query in name:
        whole = re.search(rf"(?<!\w){re.escape(query)}(?!\w)", name)
        return (95.0 if whole else 90.0) - min(len(name) - len(query), 40) / 10
    return min(similarity, 99.0) * 0.85 * min(1.0, 1.5 * len(name) / len(query))
