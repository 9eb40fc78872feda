"""What the search finds: one entry for each anchor, with its names in all languages.

It is a script that sets a variable, as a page that was opened from a file may load scripts beside it, but fetch nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TypeAlias

from mllm_kg.reference.model import Reference
from mllm_kg.reference.taxonomy import Concept
from mllm_kg.reference.texts import Texts

__all__ = ["Hit", "hits", "index_script"]

Hit: TypeAlias = tuple[str, str, str, str, str, int]
"""The name, the kind, the address, a short text, its other names, and how much its kind counts."""

_RANKS = {"concept": 30, "scheme": 30, "question": 10, "rule": 5, "shape": 0}
_TERM = 40


def index_script(reference: Reference) -> str:
    """Return the script of the index."""
    lines = ",\n".join(json.dumps(hit, ensure_ascii=True, separators=(",", ":")) for hit in hits(reference))
    return f'"use strict";\nwindow.referenceIndex = [\n{lines}\n];\n'


def hits(reference: Reference) -> Iterator[Hit]:
    """Go through what can be found, in the order of the pages."""
    for entry in reference.entries:
        words = _listed(entry.local, *_rest(entry.labels), *_all(entry.aliases))
        yield _hit(reference, entry.iri, str(entry.labels) or entry.local, entry.kind, str(entry.definitions), words)
    for scheme in reference.schemes:
        yield _hit(
            reference, scheme.iri, str(scheme.labels), "scheme", str(scheme.definitions), _listed(*_rest(scheme.labels))
        )
        for concept in scheme.concepts:
            yield from _concepts(reference, concept, str(scheme.labels))
    for group in reference.groups:
        yield _hit(
            reference, reference.shape(group.id), group.id, "shape", str(group.name), _listed(*_rest(group.name))
        )
        for rule in group.constraints:
            if rule.id != group.id:
                about = reference.shape(rule.id)
                yield _hit(reference, about, rule.id, "shape", str(rule.messages), _listed(*_all(rule.name)))
    for check in reference.checks:
        yield _hit(reference, reference.check(check.id), check.id, "rule", str(check.summary), "")
    for question in reference.questions:
        yield _hit(reference, question.iri, question.name, "question", question.summary, "")


def _concepts(reference: Reference, concept: Concept, scheme: str) -> Iterator[Hit]:
    words = _listed(concept.anchor.partition("/")[2], *_rest(concept.labels))
    yield _hit(reference, concept.iri, str(concept.labels), "concept", str(concept.definitions) or scheme, words)
    for narrower in concept.narrower:
        yield from _concepts(reference, narrower, scheme)


def _hit(reference: Reference, iri: str, name: str, kind: str, told: str, words: str) -> Hit:
    return name, reference.words(kind), reference.links.href(iri, ""), told, words, _RANKS.get(kind, _TERM)


def _listed(*names: str) -> str:
    return " | ".join(dict.fromkeys(names))


def _rest(texts: Texts) -> list[str]:
    return [text.text for text in texts.others]


def _all(texts: Texts) -> list[str]:
    return [text.text for text in texts.all]
