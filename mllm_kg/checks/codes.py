"""Which codes of languages and scripts exist, by the data that langcodes carries: the only module that imports it.

langcodes has IANA's registry of language subtags, which follows ISO 639-3 and ISO 15924. A code that entered the
standard after that copy was made stands in ``NEWER``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mllm_kg.checks.naming import Naming
from mllm_kg.checks.profile import Profile
from mllm_kg.findings import Finding, Sentence, Words, say
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import term
from mllm_kg.records.text import shown

__all__ = ["CODE_RULES", "CodeRule", "check_codes", "is_language_code", "is_language_tag", "is_script_code"]

NEWER = {"tok": "Toki Pona, in ISO 639-3 since January 2022"}


def is_language_code(code: str) -> bool:
    """Whether ISO 639-3 has a code. Codes for private use and bibliographic codes of ISO 639-2 don't count."""
    from langcodes import tag_is_valid
    from langcodes.data_dicts import LANGUAGE_ALPHA3, LANGUAGE_ALPHA3_BIBLIOGRAPHIC

    if code in NEWER:
        return True
    if len(code) != 3 or not code.isascii() or not code.islower() or "qaa" <= code <= "qtz":
        return False
    bibliographic = set(LANGUAGE_ALPHA3_BIBLIOGRAPHIC.values()) - set(LANGUAGE_ALPHA3.values())
    return code not in bibliographic and bool(tag_is_valid(code))


def is_language_tag(tag: str) -> bool:
    """Whether all parts of a BCP 47 tag are registered."""
    from langcodes import tag_is_valid

    first, hyphen, rest = tag.partition("-")
    return bool(tag_is_valid(f"{'en' if first in NEWER else first}{hyphen}{rest}"))


def is_script_code(code: str) -> bool:
    """Whether ISO 15924 has a code."""
    from langcodes import tag_is_valid

    return len(code) == 4 and bool(tag_is_valid(f"und-{code}"))


@dataclass(frozen=True, slots=True)
class CodeRule:
    """A rule about the values of one property.

    :param id: the rule's id
    :param path: the local name of the property
    :param what: what such a value is
    :param exists: tells whether there is such a code
    :param suggestion: what to do about one that there isn't
    """

    id: str
    path: str
    what: Words
    exists: Callable[[str], bool]
    suggestion: Sentence


CODE_RULES = (
    CodeRule(
        "unknown-language-code",
        "iso639-3",
        Words("ISO 639-3 code", ko="ISO 639-3 코드"),
        is_language_code,
        say("Look the language up in ISO 639-3; where none fits, use `unmapped_language_label` instead."),
    ),
    CodeRule(
        "unknown-language-tag",
        "bcp47Tag",
        Words("BCP 47 tag", ko="BCP 47 태그"),
        is_language_tag,
        say("Make the tag of subtags that IANA has registered."),
    ),
    CodeRule(
        "unknown-variety-tag",
        "coversVariety",
        Words("BCP 47 tag", ko="BCP 47 태그"),
        is_language_tag,
        say("Make the tag of subtags that IANA has registered; else use `unmapped_language_label`."),
    ),
    CodeRule(
        "unknown-script-code",
        "script",
        Words("script", ko="문자 코드"),
        is_script_code,
        say("Look the script up in ISO 15924."),
    ),
)


def check_codes(dataset: Dataset, profile: Profile, quads: Collection[ox.Quad] | None = None) -> Iterator[Finding]:
    """Find codes of languages and scripts that do not exist.

    :param dataset: the data
    :param profile: how bad it is to break each rule
    :param quads: the statements to look at; ``None`` takes all
    """
    naming = Naming(dataset)
    for rule in CODE_RULES:
        path = term(rule.path)
        known: dict[str, bool] = {}
        found = dataset.store.quads_for_pattern(None, path, None, None) if quads is None else quads
        for quad in found:
            if (
                quad.predicate != path
                or not isinstance(quad.object, ox.Literal)
                or not isinstance(quad.subject, ox.NamedNode)
            ):
                continue
            code, entity = quad.object.value, quad.subject.value
            if code not in known:
                known[code] = rule.exists(code)
            if not known[code]:
                yield Finding(
                    rule=rule.id,
                    severity=profile.severity(rule.id),
                    message=say(
                        "{entity} has the {what} '{code}', which does not exist.",
                        entity=naming.entity(entity),
                        what=rule.what,
                        code=shown(code),
                    ),
                    suggestion=rule.suggestion,
                    focus=entity,
                    label=naming.label(entity),
                    path=path.value,
                    value=code,
                )
