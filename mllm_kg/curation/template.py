"""A record to fill in: what is given stands in it, what is required is left open, the rest waits in comments.

1. The keys are those of the kind (:mod:`mllm_kg.curation.fields`), the required ones first, each group in the order of
   records.
2. A key that is given has its value. A required key that is not has none, which ``validate`` points at. Any other key is
   a comment with an example.
3. Above each key a comment tells what it means, how its values are written, and which there are; where there are too many
   to tell, how to find them.

Every comment of the template begins with ``#:``, so that it can be told from comments that people write.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mllm_kg.curation.fields import Field, Fields
from mllm_kg.curation.prefill import Given
from mllm_kg.curation.slugs import mint
from mllm_kg.findings import Words, say, told
from mllm_kg.namespaces import KINDS
from mllm_kg.records.load import expected_path
from mllm_kg.records.writer import canonical

__all__ = ["KINDS_WITH_RECORDS", "MARK", "template"]

MARK = "#:"
"""How each comment of a template begins."""

KINDS_WITH_RECORDS = tuple(name for name, kind in KINDS.items() if kind.folder)
"""The kinds whose entities have records."""

_WIDTH = 118
_EVIDENCE = ("evidence", "checked")


def template(
    fields: Fields, kind: str, given: Given, taken: Sequence[str], language: str = "en", types: Sequence[str] = ()
) -> str:
    """Return a record to fill in, as YAML text.

    :param fields: what is known of keys
    :param kind: the kind of record
    :param given: what is given of it
    :param taken: the slugs of this kind that are taken
    :param language: the BCP 47 tag of the language that comments are in, as far as they can be
    :param types: its classes; the usual one by default
    """
    return _Writer(fields, kind, given, language).text(set(taken), types)


class _Writer:
    def __init__(self, fields: Fields, kind: str, given: Given, language: str) -> None:
        self.fields, self.kind, self.given, self.language = fields, kind, given, language
        self.order = fields.context.order
        self.lines: list[str] = []

    def text(self, taken: set[str], types: Sequence[str]) -> str:
        slug = mint(self.kind, self.given.facts, taken.__contains__)
        self.head(slug)
        fields = self.fields.of(self.kind)
        asked = [field for field in fields if field.required or field.key.name in self.given.facts]
        self.identity(slug, types)
        for field in asked:
            self.field(field)
        self.evidence()
        others = {field.key.name for field in fields} | set(_EVIDENCE)
        for name in self.given.facts:
            if name not in others:
                self.put(name, self.given.facts[name])
        self.lines.append("")
        self.say(say("Optional: take the mark and the blank away from the keys that you know something for."))
        for field in fields:
            if field not in asked:
                self.field(field)
        return "\n".join(self.lines) + "\n"

    # Parts

    def head(self, slug: str | None) -> None:
        noun = self.words(self.fields.context.classes[KINDS[self.kind].class_name])
        self.say(say("A record of the kind {kind} ({noun}).", kind=self.kind, noun=noun))
        self.say(say("State only what a page says, and leave out what is not known. Lines with this mark are help."))
        place = expected_path(f"{self.kind}/{slug or 'slug'}")
        self.say(say("Its place is {place}; check it with: mllm-kg validate FILE", place=place or ""))
        for remark in self.given.remarks:
            self.say(remark)

    def identity(self, slug: str | None, types: Sequence[str]) -> None:
        self.lines.append("")
        self.say(say("Kind and slug: lower-case letters from a to z, digits, single hyphens; stable for ever."))
        self.lines.append(f"id: {self.kind}/{slug or ''}")
        classes = self.fields.classes(self.kind)
        if len(classes) > 1:
            self.say(say("One of, or a list of: {classes}", classes=", ".join(classes)))
        self.put("type", types[0] if len(types) == 1 else list(types) or classes[0])

    def evidence(self) -> None:
        self.lines.append("")
        self.say(
            say("The pages that carry the facts above. A fact from another page goes to a block of `according_to`")
        )
        self.say(say("with its own `source`, a fact that no page confirms to a block of `unconfirmed`."))
        facts = self.given.facts
        self.put("evidence", facts["evidence"]) if "evidence" in facts else self.lines.append("evidence:")
        self.say(say("The day on which the facts were last compared with the pages."))
        self.put("checked", facts["checked"]) if "checked" in facts else self.lines.append(
            f"{MARK} checked: 2026-11-22"
        )

    def field(self, field: Field) -> None:
        name = field.key.name
        self.lines.append("")
        self.say(self.title(field))
        for line in self.explained(field):
            self.say(line)
        if name in self.given.facts:
            given = self.given.facts[name]
            if field.key.by_language and isinstance(given, str):
                given = {"en": given}
            self.put(name, given)
            self.texts(field, given)
        elif field.required:
            self.lines.append(f"{name}:")
            self.texts(field, ())
        elif field.example is not None:
            self.lines += [
                f"{MARK} {line}" for line in canonical({name: _short(field.example)}, self.order).splitlines()
            ]
        else:
            self.lines.append(f"{MARK} {name}:")

    def texts(self, field: Field, given: Any) -> None:
        """Leave open what is not given of a text by language: as keys what must be there, as comments what should."""
        if field.key.by_language:
            self.lines += [f"  {tag}:" for tag in field.languages or ("en",) if tag not in given]
            self.lines += [f"{MARK}   {tag}:" for tag, _ in field.wanted if tag not in given]

    def title(self, field: Field) -> str:
        name, meaning = told(field.name, self.language), told(self.meaning(field), self.language)
        asked = f" ({told(say('required'), self.language)})" if field.required else ""
        return f"{name}{asked} — {meaning}"

    def meaning(self, field: Field) -> Words:
        """Return what a key means, or else how it is written; in the language of the comments if either is in it."""
        texts = [text for text in (field.meaning, field.rule) if text]
        fitting = [text for text in texts if self.language == "en" or self.language in text.others]
        return (fitting or texts or [Words("")])[0]

    def explained(self, field: Field) -> Iterator[str]:
        """Go through the lines on how the values of a key are written, and which there are."""
        key = field.key
        boolean = (key.datatype or "").endswith("boolean")
        if field.rule and self.meaning(field) is not field.rule and not field.kinds and not boolean:
            yield told(field.rule, self.language)
        if field.values:
            yield told(say("One or more of:") if key.several else say("One of:"), self.language)
            yield from (f"  {value}  {told(label, self.language)}".rstrip() for value, label in field.values)
        elif key.takes_names:
            kinds = f"--kind {key.kind}"
            yield told(
                say("Names, as people write them; known ones: mllm-kg search WORDS {kinds}", kinds=kinds), self.language
            )
        elif field.kinds:
            kinds = " ".join(f"--kind {kind}" for kind in field.kinds)
            yield told(say("To find one: mllm-kg search WORDS {kinds}", kinds=kinds), self.language)
        elif boolean:
            yield told(say("true or false"), self.language)
        elif key.by_language:
            yield told(say("Texts by language, under BCP 47 tags such as en and ko."), self.language)
            if field.wanted:
                listed = ", ".join(f"{tag} ({told(name, self.language)})" for tag, name in field.wanted)
                yield told(
                    say("Further languages, as people who know them write it: {languages}.", languages=listed),
                    self.language,
                )

    # Lines

    def say(self, sentence: str) -> None:
        text = told(sentence, self.language)
        indent = len(text) - len(text.lstrip())
        wrapped = textwrap.wrap(text.strip(), _WIDTH - indent, break_long_words=False, break_on_hyphens=False) or [""]
        self.lines += [f"{MARK} {' ' * indent}{line}" for line in wrapped]

    def put(self, name: str, value: Any) -> None:
        self.lines += canonical({name: value}, self.order).splitlines()

    def words(self, iri: str) -> Words:
        return self.fields.words(iri, "http://www.w3.org/2000/01/rdf-schema#label") or Words(self.kind)


def _short(value: Any) -> Any:
    """Return an example that stands on one line or two."""
    if isinstance(value, Mapping):
        return dict(list(value.items())[:1])
    return value
