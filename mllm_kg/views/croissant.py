"""The dataset for tools of machine learning, in Croissant 1.0 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html).

1. The dataset, by the schema.org properties that Croissant takes over.
2. A ``RecordSet`` for each of the tables (:mod:`mllm_kg.views.tables`), with a ``Field`` for each of its fields.
3. Where the records come from: from the table's file, when a release has it; else they are in the document itself. So
   the document of a release describes files, each with its SHA-256 digest, as Croissant demands; and the document that
   stands alone needs no file at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from mllm_kg.namespaces import DATASET, expand, graph
from mllm_kg.views.about import DESCRIPTION, HOME, LICENSE, REPOSITORY, about
from mllm_kg.views.documents import address, held, statements_of
from mllm_kg.views.model import File, Source
from mllm_kg.views.tables import TABLES, Column, Reading, Table

__all__ = ["CONFORMS_TO", "CONTEXT", "document", "triples"]

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
"""The version of Croissant that the document follows."""

_TERMS = (
    "citeAs column equivalentProperty extract field fileProperty fileObject fileSet format includes isLiveDataset "
    "jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate separator source "
    "subField transform"
)
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _TERMS.split()},
}
"""The context that Croissant prescribes: schema.org's vocabulary, and its own terms."""


def triples(source: Source) -> Iterator[ox.Triple]:
    """Give the statements of the document."""
    return statements_of(document(source), graph("croissant"))


def document(source: Source) -> dict[str, Any]:
    """Return the document."""
    known, reading = about(source.graph), Reading(source.graph)
    return held(
        {
            "@context": CONTEXT,
            "@id": DATASET,
            "@type": "sc:Dataset",
            "conformsTo": CONFORMS_TO,
            "name": "mllm_kg",
            "alternateName": known.title,
            "description": DESCRIPTION["en"],
            "url": HOME,
            "sameAs": REPOSITORY,
            "version": known.version,
            "license": LICENSE,
            "keywords": list(known.keywords),
            "creator": {
                "@id": known.publisher.value,
                "@type": "Organization",
                "name": known.publisher_name or "mllm_kg",
                "url": REPOSITORY,
            },
            "publisher": {"@id": known.publisher.value},
            "datePublished": known.issued.isoformat() if known.issued else None,
            "dateModified": known.modified.isoformat() if known.modified else None,
            "inLanguage": "en",
            "isLiveDataset": False,
            "citeAs": known.cite or known.citation,
            "distribution": [_file(source, file) for file in source.files],
            "recordSet": [_record_set(source, table, reading) for table in TABLES],
        }
    )


def _file(source: Source, file: File) -> dict[str, Any]:
    return held(
        {
            "@type": "cr:FileObject",
            "@id": file.name,
            "name": file.name,
            "description": file.holds,
            "contentUrl": address(source, file),
            "contentSize": f"{file.size} B",
            "encodingFormat": file.media_type,
            "sha256": file.sha256,
        }
    )


def _record_set(source: Source, table: Table, reading: Reading) -> dict[str, Any]:
    file = source.file(table.file)
    found: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"The {table.told} of the graph, one a record.",
        "key": {"@id": f"{table.name}/{table.columns[0].name}"},
        "field": [_field(table, column, file) for column in table.columns],
    }
    if file is None:
        found["data"] = [
            {f"{table.name}/{name}": value for name, value in record.items()} for record in reading.records(table)
        ]
    return found


def _field(table: Table, column: Column, file: File | None) -> dict[str, Any]:
    name = f"{table.name}/{column.name}"
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": name,
        "name": column.name,
        "description": column.told[0].upper() + column.told[1:] + ".",
        "dataType": f"sc:{column.type}",
        "equivalentProperty": expand(column.path) if column.path and "/" not in column.path else None,
        "repeated": True if column.several else None,
    }
    if file is not None:
        described["source"] = {
            "@id": f"{name}/source",
            "fileObject": {"@id": file.name},
            "extract": {"@id": f"{name}/extract", "jsonPath": f"$[*].{column.name}"},
        }
    return held(described)
