"""The mappings of a graph as a table in SSSOM, the Simple Standard for Sharing Ontology Mappings.

The format is SSSOM/TSV 1.0 (https://mapping-commons.github.io/sssom/): a header in YAML, each line after a ``#``, that
describes the set of mappings and declares its prefixes, then a table with a mapping a row. Columns that no mapping fills
are left out, but for those that the standard asks for. No confidence is given, as none is stated.

IRIs are written as CURIEs: with a prefix of this project, with the one that a vocabulary calls its own, or with ``ns1``,
``ns2`` and so on, in the order of their namespaces.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table

import pyoxigraph as ox

from mllm_kg.export.mappings import Mapping, Vocabulary, mappings_of, vocabularies_of
from mllm_kg.namespaces import BASE, DATASET, PREFIXES

__all__ = ["COLUMNS", "MAPPINGS", "sssom"]

MAPPINGS = BASE + "mappings"
"""What names the set of all mappings."""

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "object_source",
    "object_source_version",
    "mapping_date",
    "subject_match_field",
    "match_string",
    "see_also",
    "comment",
)
"""The columns, in the order of the standard's schema."""

_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_UNCONFIRMED = "Not confirmed by a page that was read for it."
_MORE = {
    "cito": "http://purl.org/spar/cito/",
    "fair4ml": "https://w3id.org/fair4ml#",
    "glottolog": "https://glottolog.org/resource/languoid/id/",
    "gold": "http://purl.org/linguistics/gold/",
    "kgo": BASE,
    "lexvo": "http://lexvo.org/id/iso639-3/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "vivo": "http://vivoweb.org/ontology/core#",
    "wd": "http://www.wikidata.org/entity/",
}
"""Prefixes that only mappings need."""


def sssom(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Write the mappings of all graphs as a table."""
    statements = list(quads)
    mappings = mappings_of(statements)
    names = _Curies(mappings, vocabularies_of(statements))
    rows = [_row(mapping, names) for mapping in mappings]
    columns = [name for name in COLUMNS if name in _REQUIRED or any(row.get(name) for row in rows)]
    header = _header(names)
    yield from (f"# {line}\n" for line in _yaml({"curie_map": names.used, **header}))
    text = io.StringIO()
    table = csv.writer(text, delimiter="\t", lineterminator="\n")
    table.writerow(columns)
    table.writerows([row.get(name, "") for name in columns] for row in rows)
    yield text.getvalue()


def _header(names: _Curies) -> dict[str, str]:
    from mllm_kg import __version__

    return {
        "mapping_set_id": MAPPINGS,
        "mapping_set_version": __version__,
        "mapping_set_title": "MLLM-KG: mappings to other vocabularies and datasets",
        "mapping_set_description": (
            "Which terms and entities of the knowledge graph of research on multilingual large language models stand for "
            "what elsewhere."
        ),
        "creator_id": names.short(BASE + "id/organization/mllm-kg"),
        "license": _LICENSE,
        "subject_source": names.short(DATASET),
        "subject_source_version": __version__,
    }


def _row(mapping: Mapping, names: _Curies) -> dict[str, str]:
    source = mapping.source
    return {
        "subject_id": names.short(mapping.subject),
        "subject_label": mapping.subject_label,
        "predicate_id": names.short(mapping.predicate),
        "object_id": names.short(mapping.object),
        "object_label": mapping.object_label,
        "mapping_justification": names.short(_MORE["semapv"] + mapping.justification),
        "object_source": names.short(source.iri) if source else "",
        "object_source_version": source.version if source else "",
        "mapping_date": mapping.date,
        "subject_match_field": names.short(mapping.code_property) if mapping.code else "",
        "match_string": mapping.code,
        "see_also": "|".join(page.replace("|", r"\|") for page in mapping.pages),
        "comment": "" if mapping.confirmed else _UNCONFIRMED,
    }


def _yaml(values: Table[str, str | Table[str, str]]) -> Iterator[str]:
    """Write a mapping of texts, and of mappings of texts, in YAML; what could be read as something else is quoted."""
    for name, value in values.items():
        if isinstance(value, str):
            yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
        else:
            yield f"{name}:"
            yield from (f"  {line}" for line in _yaml(value))


class _Curies:
    """Shortens IRIs and remembers which prefixes that took.

    :param mappings: everything whose IRIs are to be shortened
    :param described: the vocabularies that call a prefix their own
    """

    def __init__(self, mappings: Iterable[Mapping], described: Table[str, Vocabulary]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in {**PREFIXES, **_MORE}.items()}
        for namespace, vocabulary in sorted(described.items()):
            if vocabulary.prefix and vocabulary.prefix not in self._prefixes.values():
                self._prefixes.setdefault(namespace, vocabulary.prefix)
        unknown = {_namespace(mapping.object) for mapping in mappings if self._owner(mapping.object) is None}
        self._prefixes.update((space, f"ns{place}") for place, space in enumerate(sorted(unknown), start=1))
        self._used: dict[str, str] = {}

    @property
    def used(self) -> dict[str, str]:
        """The prefixes used so far, sorted, with their namespaces."""
        return dict(sorted(self._used.items()))

    def short(self, iri: str) -> str:
        """Return the CURIE of an IRI; an IRI that is no longer than its namespace stays as it is."""
        space = self._owner(iri)
        if space is None:
            return iri
        self._used[self._prefixes[space]] = space
        return f"{self._prefixes[space]}:{iri[len(space) :]}"

    def _owner(self, iri: str) -> str | None:
        owners = [space for space in self._prefixes if iri.startswith(space) and len(iri) > len(space)]
        return max(owners, key=len, default=None)


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
