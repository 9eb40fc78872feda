"""``ro-crate-metadata.json``: the bundle as a research object that repositories and catalogues can read.

It follows RO-Crate 1.3 (https://w3id.org/ro/crate/1.3): one flat JSON-LD graph with the crate, each of its folders and
files, and what these refer to: licences, the organisation behind it, the program that made it, the works it starts from,
the specifications that files follow. Each file has its size, its SHA-256, its format and its licence. Values that stand
alone are not put in lists, as the specification recommends.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from mllm_kg.reference.citation import Citation
from mllm_kg.release.model import CODE, DATA, BundleFile, Edition
from mllm_kg.views.about import DESCRIPTION, HOME, REPOSITORY, About

__all__ = ["CHECKSUMS", "FOLDERS", "METADATA", "SPECIFICATIONS", "crate"]

METADATA, CHECKSUMS = "ro-crate-metadata.json", "SHA256SUMS"
FOLDERS: dict[str, str] = {
    "graphs": "the graph and its parts, each in every format",
    "tables": "the main kinds of entities as tables, for data frames",
    "metadata": "descriptions of the graph, its shapes, its mappings and its hashes",
    "queries": "the research questions as SPARQL queries",
    "docs": "the reference of terms, taxonomy, shapes, rules and questions as HTML",
}
"""The folders of a bundle, with what they hold."""

Entity: TypeAlias = dict[str, Any]

_SPEC = "https://w3id.org/ro/crate/1.3"
_LICENCES = {
    DATA: (
        "https://creativecommons.org/licenses/by/4.0/",
        "Creative Commons Attribution 4.0 International",
        "You may share and adapt the material, also commercially, as long as you give credit.",
    ),
    CODE: (
        "https://www.apache.org/licenses/LICENSE-2.0",
        "Apache License 2.0",
        "You may use, change and pass on the code, with its notices.",
    ),
}
SPECIFICATIONS: dict[str, str] = {
    "http://mlcommons.org/croissant/1.0": "Croissant 1.0",
    "https://mapping-commons.github.io/sssom/": "Simple Standard for Sharing Ontological Mappings",
    "https://www.w3.org/TR/prov-o/": "PROV-O: The PROV Ontology",
    "https://www.w3.org/TR/rdf-canon/": "RDF Dataset Canonicalization",
    "https://www.w3.org/TR/shacl-af/": "SHACL Advanced Features",
    "https://www.w3.org/TR/shacl/": "Shapes Constraint Language (SHACL)",
    "https://www.w3.org/TR/skos-reference/": "SKOS Simple Knowledge Organization System Reference",
    "https://www.w3.org/TR/vocab-dcat-3/": "Data Catalog Vocabulary (DCAT), Version 3",
    "https://www.w3.org/TR/void/": "Describing Linked Datasets with the VoID Vocabulary",
}
"""The specifications that files follow, with their titles."""

_PROGRAM = "#mllm_kg.release"
_MAKING = "#making"


@dataclass(frozen=True, slots=True)
class _Described:
    """What the crate as a whole is."""

    edition: Edition
    about: About
    citation: Citation


def crate(edition: Edition, about: About, citation: Citation, files: Sequence[BundleFile]) -> bytes:
    """Return the metadata file of a bundle.

    :param edition: which release it is
    :param about: what is known about the dataset
    :param citation: how it is cited
    :param files: all other files of the bundle but the checksums
    """
    described = _Described(edition, about, citation)
    followed = sorted({address for file in files for address in file.conforms_to})
    graph: list[Entity] = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "name": "RO-Crate metadata",
            "about": _ref("./"),
            "conformsTo": _ref(_SPEC),
        },
        _root(described, files),
        *_folders(files),
        *(_file(file) for file in files),
        _checksums(files),
        *_around(described),
        *({"@id": each, "@type": "CreativeWork", "name": SPECIFICATIONS[each], "url": each} for each in followed),
    ]
    document = {"@context": f"{_SPEC}/context", "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _root(described: _Described, files: Sequence[BundleFile]) -> Entity:
    edition, about, citation = described.edition, described.about, described.citation
    held = sorted({_part(file.path) for file in files} | {CHECKSUMS})
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{about.title}, release {edition.version}",
        "description": DESCRIPTION["en"],
        "version": edition.version,
        "datePublished": edition.released.isoformat(),
        "license": [_ref(_LICENCES[name][0]) for name in (DATA, CODE)],
        "author": _ref(about.publisher.value),
        "publisher": _ref(about.publisher.value),
        "keywords": ", ".join(about.keywords),
        "url": HOME,
        "citation": _one([_ref(work.link) for work in citation.references if work.link]),
        "mentions": _ref(_MAKING),
        "hasPart": [_ref(name) for name in held],
    }


def _folders(files: Sequence[BundleFile]) -> Iterator[Entity]:
    for name in sorted({_part(file.path) for file in files if "/" in file.path}):
        parts = [_ref(file.path) for file in files if file.path.startswith(name)]
        title = FOLDERS[name.rstrip("/")]
        yield {"@id": name, "@type": "Dataset", "name": name, "description": title, "hasPart": _one(parts)}


def _part(path: str) -> str:
    """Return what the crate itself has: a file, or the folder that the file is in."""
    top, slash, _ = path.partition("/")
    return top + slash


def _file(file: BundleFile) -> Entity:
    found: Entity = {
        "@id": file.path,
        "@type": "File",
        "name": PurePosixPath(file.path).name,
        "description": file.title,
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
        "license": _ref(_LICENCES[file.license][0]),
    }
    if file.conforms_to:
        found["conformsTo"] = _one([_ref(each) for each in file.conforms_to])
    return found


def _checksums(files: Sequence[BundleFile]) -> Entity:
    """Describe the file of checksums, which holds that of this description and so can't be hashed in it."""
    size = sum(len(f"{'0' * 64}  {path}\n".encode()) for path in (METADATA, *(file.path for file in files)))
    return {
        "@id": CHECKSUMS,
        "@type": "File",
        "name": CHECKSUMS,
        "description": "the SHA-256 of every other file, for sha256sum -c",
        "encodingFormat": "text/plain",
        "contentSize": str(size),
        "license": _ref(_LICENCES[DATA][0]),
    }


def _around(described: _Described) -> Iterator[Entity]:
    """Go through what the crate and its files refer to."""
    about, edition = described.about, described.edition
    organization = about.publisher.value
    yield {
        "@id": organization,
        "@type": "Organization",
        "name": about.publisher_name or described.citation.work.authors[0],
        "url": HOME,
        "contactPoint": _ref(REPOSITORY),
    }
    yield {
        "@id": REPOSITORY,
        "@type": "ContactPoint",
        "name": "the project's repository",
        "contactType": "questions and corrections",
        "url": REPOSITORY,
    }
    for address, name, text in _LICENCES.values():
        yield {"@id": address, "@type": "CreativeWork", "name": name, "description": text, "url": address}
    yield {
        "@id": _PROGRAM,
        "@type": "SoftwareApplication",
        "name": "mllm_kg.release",
        "description": "Builds this bundle from the sources in it.",
        "version": edition.version,
        "url": REPOSITORY,
        "license": _ref(_LICENCES[CODE][0]),
    }
    yield {
        "@id": _MAKING,
        "@type": "CreateAction",
        "name": f"Making of release {edition.version}",
        "instrument": _ref(_PROGRAM),
        "agent": _ref(organization),
        "result": _ref("./"),
    }
    for work in described.citation.references:
        if work.link:
            kind = "ScholarlyArticle" if "doi.org" in work.link or "arxiv.org" in work.link else "CreativeWork"
            names = ", ".join(work.authors)
            yield {"@id": work.link, "@type": kind, "name": work.title, "creditText": names}


def _ref(name: str) -> Entity:
    return {"@id": name}


def _one(values: list[Entity]) -> Any:
    return values[0] if len(values) == 1 else values
