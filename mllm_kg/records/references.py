"""How records name entities: the ``id`` of a record, and references from one record to another."""

from __future__ import annotations

import re

import pyoxigraph as ox

from mllm_kg.errors import UsageError
from mllm_kg.findings import Sentence, say
from mllm_kg.namespaces import KG, KINDS, iri, slugify
from mllm_kg.nearest import nearest
from mllm_kg.records.context import Key
from mllm_kg.records.text import shown
from mllm_kg.records.values import BadValue, absolute_iri

__all__ = ["ADDRESSES", "did_you_mean", "identify", "is_slug", "reference"]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_KIND_OF_CLASS = {kind.class_name: kind.name for kind in KINDS.values()} | {"Survey": "paper", "Resource": "resource"}
_RECORDED = tuple(kind.name for kind in KINDS.values() if kind.folder)
_MEANT = {name: name for name in _RECORDED} | {
    name.lower(): kind for name, kind in _KIND_OF_CLASS.items() if kind in _RECORDED
}
ADDRESSES = frozenset(
    (
        "exact_match",
        "homepage",
        "code_repository",
        "weights",
        "stated_by",
        "held_by",
        "listed_url",
        "listed_code_url",
        "listed_homepage",
    )
)
"""The keys that take addresses alone."""


def is_slug(text: str) -> bool:
    """Whether a text is a slug: lower-case letters from a to z, digits, and single hyphens between them."""
    return bool(_SLUG.match(text))


def identify(text: str, class_name: str = "") -> tuple[str, str]:
    """Return the kind and the slug that an ``id`` names.

    :param text: the ``id``
    :param class_name: the record's class, which tells the kind where the ``id`` does not
    :raises BadValue: when it names none
    """
    bare = text.removeprefix(KG).removeprefix("kg:")
    kind, slash, slug = bare.partition("/")
    if bare == text and kind in KINDS and is_slug(slug):
        return kind, slug
    if not slash:
        kind, slug = _KIND_OF_CLASS.get(class_name, ""), bare
    message = say("'{text}' is no id.", text=shown(text)) if text else say("The `id` holds no text.")
    if kind in KINDS and (right := _slug_of(slug)):
        raise BadValue(message, say("Write `id: {kind}/{slug}`.", kind=kind, slug=shown(right, 200)), "record-id")
    if slash and kind and slug and "://" not in text:
        message = say("'{kind}' is no kind of entity.", kind=shown(kind))
        raise BadValue(message, _kinds(_near_kind(kind)), "record-id")
    advice = say("Write `<kind>/<slug>`, such as `model/mt5`; a slug has a-z, 0-9 and single hyphens.")
    raise BadValue(message, advice, "record-id")


def reference(key: Key, text: str) -> ox.NamedNode:
    """Return what a value of a key refers to: an entity, or something elsewhere by its address.

    :raises BadValue: when it names neither
    """
    if key.kind:
        if is_slug(text):
            return iri(key.kind, text)
        raise BadValue(_no_slug(key.kind, text), _right_slug(key.kind, text), "bad-reference")
    if key.name in ADDRESSES:
        return ox.NamedNode(absolute_iri(text))
    kind, slash, slug = text.partition("/")
    if slash and kind in KINDS and is_slug(slug):
        return iri(kind, slug)
    if "://" in text or text.startswith("//"):
        return ox.NamedNode(absolute_iri(text))
    message = say("'{text}' names no entity and is no address.", text=shown(text))
    raise BadValue(message, _right_reference(kind, slug, text), "bad-reference")


def did_you_mean(name: str, known: list[str]) -> Sentence | None:
    """Return the question for the one or two known names that are nearest; ``None`` when none is near."""
    found = nearest(name[:100], known)
    if not found:
        return None
    if len(found) == 1:
        return say("Did you mean '{first}'?", first=found[0])
    return say("Did you mean '{first}' or '{second}'?", first=found[0], second=found[1])


def _kinds(near: str | None) -> Sentence:
    if near:
        return say("Did you mean '{first}'?", first=near)
    return say("The kinds with records are {kinds}.", kinds=", ".join(_RECORDED))


def _near_kind(text: str) -> str | None:
    """Return the kind that a text may mean: by its name or by that of its class."""
    found = nearest(text[:100].lower(), _MEANT)
    return _MEANT[found[0]] if found else None


def _slug_of(text: str) -> str | None:
    try:
        return slugify(text)
    except UsageError:
        return None


def _no_slug(kind: str, text: str) -> Sentence:
    if kind == "language":
        return say("'{text}' is no ISO 639-3 code.", text=shown(text))
    return say("'{text}' is no slug of a {kind}.", text=shown(text), kind=kind)


def _right_slug(kind: str, text: str) -> Sentence:
    other, slash, slug = text.removeprefix(KG).removeprefix("kg:").partition("/")
    if slash and other == kind and is_slug(slug):
        return say("Write the slug alone: {slug}.", slug=slug)
    if slash and other in KINDS and is_slug(slug):
        return say(
            "The key takes the slug of an entity of the kind '{kind}', not of '{other}'.", kind=kind, other=other
        )
    if kind == "language":
        return say("Write the code of three letters, such as swa for Swahili.")
    right = _slug_of(text)
    if right is None:
        return say("Write a slug in a-z, 0-9 and single hyphens.")
    return say("Write the slug of its record, in a-z, 0-9 and single hyphens, such as {slug}.", slug=shown(right))


def _right_reference(kind: str, slug: str, text: str) -> Sentence:
    right = _slug_of(slug) if slug else _slug_of(text)
    if kind in KINDS and right:
        return say("Write {kind}/{slug}.", kind=kind, slug=shown(right))
    if slug and right and (near := _near_kind(kind)):
        return say("Did you mean '{first}'?", first=f"{near}/{shown(right)}")
    if right is None:
        return say("Write <kind>/<slug>, or an address with https://.")
    return say(
        "Write <kind>/<slug>, such as model/{slug} or resource/{slug}, or an address with https://.", slug=shown(right)
    )
