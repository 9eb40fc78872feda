"""The pages, rendered with Jinja2; every value is escaped unless a template says that it is markup of ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mllm_kg.namespaces import ONTOLOGY, PREFIXES
from mllm_kg.questions.model import THEMES
from mllm_kg.reference.index import index_script
from mllm_kg.reference.model import Reference
from mllm_kg.reference.sparql import marks
from mllm_kg.reference.texts import direction

__all__ = ["PAGES", "render"]

PAGES = {
    "index.html": "Overview",
    "ontology.html": "Ontology",
    "taxonomy.html": "Taxonomy",
    "shapes.html": "Shapes",
    "rules.html": "Rules",
    "questions.html": "Questions",
    "graphs.html": "Named graphs",
}
"""The pages, with the key of what each is called."""

_HERE = Path(__file__).parent
_STATIC = ("style.css", "parts.css", "page.js", "search.js")
_SECTIONS = (
    ("class", "all-classes", "Classes"),
    ("object", "all-object-properties", "Object properties"),
    ("data", "all-data-properties", "Data properties"),
    ("annotation", "all-annotation-properties", "Annotation properties"),
    ("individual", "all-individuals", "Individuals"),
)
_MEANINGS = {
    "ontology": "the ontology and its alignments",
    "survey-list": "the survey's list, exactly as listed",
    "names": "people, venues, tasks and techniques that records name",
    "inferred": "what follows from confirmed and listed statements",
    "inferred/unconfirmed": "what follows only with unconfirmed statements",
    "provenance": "what the other graphs rest on",
}


def render(reference: Reference) -> dict[str, bytes]:
    """Return the files of the reference, by name.

    :param reference: what they show; the same gives the same bytes
    """
    files = {name: _page(reference, name).encode() for name in PAGES}
    files.update({name: (_HERE / "static" / name).read_bytes() for name in _STATIC})
    files["search-index.js"] = index_script(reference).encode()
    return files


def _page(reference: Reference, name: str) -> str:
    links = reference.links
    return (
        _environment()
        .get_template(name)
        .render(
            ref=reference,
            page=name,
            pages=PAGES,
            t=reference.words,
            number=reference.words.number,
            href=lambda iri: links.href(iri, name),
            inside=links.is_inside,
            name=links.name,
            short=links.short,
            marks=marks,
            direction=direction,
            sections=_SECTIONS,
            themes=THEMES,
            meanings=_MEANINGS,
            prefixes=PREFIXES,
            foreign=links.prefixes,
            ontology=ONTOLOGY,
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
