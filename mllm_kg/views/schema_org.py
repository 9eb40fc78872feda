"""The dataset for search engines: a schema.org ``Dataset`` with what Google Dataset Search reads.

See https://schema.org/Dataset and https://developers.google.com/search/docs/appearance/structured-data/dataset. The
context is schema.org's vocabulary and the few of its terms that are addresses or dates; everything has a name, so that
the RDF has no blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from mllm_kg.namespaces import DATASET, expand, graph
from mllm_kg.views.about import DESCRIPTION, HOME, LICENSE, REPOSITORY, About, about
from mllm_kg.views.documents import address, held, statements_of
from mllm_kg.views.model import File, Source
from mllm_kg.views.rdf import within
from mllm_kg.views.tables import TABLES, Column

__all__ = ["CONTEXT", "document", "triples"]

_DOCUMENT = graph("schema-org")
_ADDRESSES = ("url", "license", "sameAs", "contentUrl", "isBasedOn", "propertyID")
_DATES = ("datePublished", "dateModified")

CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in _ADDRESSES},
    **{name: {"@type": "Date"} for name in _DATES},
}
"""The context of the document."""


def triples(source: Source) -> Iterator[ox.Triple]:
    """Give the statements of the document."""
    return statements_of(document(source), _DOCUMENT)


def document(source: Source) -> dict[str, Any]:
    """Return the document."""
    known = about(source.graph)
    return held(
        {
            "@context": CONTEXT,
            "@id": DATASET,
            "@type": "Dataset",
            "name": known.title,
            "description": [{"@value": told, "@language": language} for language, told in DESCRIPTION.items()],
            "url": HOME,
            "identifier": DATASET,
            "sameAs": REPOSITORY,
            "version": known.version,
            "license": LICENSE,
            "isAccessibleForFree": True,
            "inLanguage": list(DESCRIPTION),
            "keywords": list(known.keywords),
            "creator": _publisher(known),
            "publisher": {"@id": known.publisher.value},
            "datePublished": known.issued.isoformat() if known.issued else None,
            "dateModified": known.modified.isoformat() if known.modified else None,
            "temporalCoverage": "/".join(known.years) if known.years else None,
            "isBasedOn": list(known.sources),
            "citation": known.citation,
            "variableMeasured": _variables(),
            "distribution": [_download(source, file) for file in source.files],
        }
    )


def _publisher(known: About) -> dict[str, Any]:
    return {
        "@id": known.publisher.value,
        "@type": "Organization",
        "name": known.publisher_name or "mllm_kg",
        "url": REPOSITORY,
    }


def _variables() -> list[dict[str, Any]]:
    """Return what is known of the main kinds of entities: the fields of the tables, each once."""
    columns: dict[str, Column] = {}
    for table in TABLES:
        for column in table.columns[1:]:
            columns.setdefault(column.name, column)
    return [
        {
            "@id": within(_DOCUMENT, f"variable/{name}").value,
            "@type": "PropertyValue",
            "name": name.replace("_", " "),
            "description": column.told[0].upper() + column.told[1:],
            "propertyID": expand(column.path.partition("/")[0]),
        }
        for name, column in columns.items()
    ]


def _download(source: Source, file: File) -> dict[str, Any]:
    return held(
        {
            "@id": within(_DOCUMENT, f"file/{file.name}").value,
            "@type": "DataDownload",
            "name": file.name,
            "description": file.holds,
            "encodingFormat": file.media_type,
            "contentSize": f"{file.size} B",
            "contentUrl": address(source, file) if source.base else None,
            "sha256": file.sha256,
        }
    )
