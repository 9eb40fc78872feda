"""What changed in the ontology, the shapes and the questions, by term.

1. A term is an IRI of the ontology that a statement of the ontology is about; a shape is one of the shapes' namespace; a
   question is a file. What hangs on a term by blank nodes, such as a restriction or a list, belongs to it.
2. Terms are paired by their names. One that is there on one side alone was added or removed; one of which something else
   is said was changed, and which properties say something else is told.
3. How far a change reaches decides the step of the version. What a term means is said by logical statements: where one
   went, data and programs that rested on it may break (major); where one came, more follows (minor); labels, definitions
   and comments are corrections (patch). That a term is deprecated is news to its users, and nothing breaks (minor).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from mllm_kg.errors import UnreadableInput
from mllm_kg.namespaces import BASE, MLLM, PREFIXES, SHAPES, curie
from mllm_kg.release.sources import Sources

__all__ = ["DEPRECATED", "TermChange", "deprecated", "said", "term_changes", "triples_of"]

Said: TypeAlias = Mapping[str, Counter[tuple[str, str]]]
"""For each term, what is said of it: property and value, both as text."""

DEPRECATED = PREFIXES["owl"] + "deprecated"
_RDF, _RDFS, _OWL = (PREFIXES[name] for name in ("rdf", "rdfs", "owl"))
_LOGICAL = frozenset(
    (
        _RDF + "type",
        *(_RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")),
        *(
            _OWL + name
            for name in (
                "disjointWith",
                "disjointUnionOf",
                "equivalentClass",
                "equivalentProperty",
                "hasKey",
                "inverseOf",
                "members",
                "propertyChainAxiom",
                "propertyDisjointWith",
            )
        ),
    )
)
_GENERAL = "axioms without a name"
_LONGEST = 200
_UNTYPED = re.compile(r'^"([^"]*)"\^\^<[^>]*>$')
_PARAMETER = re.compile(r"^#\+ +- name: *(\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TermChange:
    """One term that changed.

    :param name: its CURIE, or the name of a question
    :param status: ``added``, ``removed``, ``deprecated`` or ``changed``
    :param step: the step of the version that it asks for
    :param fields: what changed of it, each as people read it
    """

    name: str
    status: str
    step: str
    fields: tuple[str, ...] = ()


def triples_of(sources: Sources, folder: str) -> list[ox.Triple]:
    """Return the statements of the Turtle files in a folder of some sources.

    :raises UnreadableInput: when one can't be read
    """
    found: list[ox.Triple] = []
    for name, text in sources.below(folder, ".ttl").items():
        try:
            parsed = ox.parse(text, ox.RdfFormat.TURTLE, base_iri=BASE, rename_blank_nodes=True)
            found.extend(quad.triple for quad in parsed)
        except SyntaxError as error:
            place = f"{sources.told}:{folder}/{name}"
            raise UnreadableInput(place, error.msg, line=error.lineno, column=error.offset) from None
    return found


def said(triples: Iterable[ox.Triple], namespaces: tuple[str, ...]) -> Said:
    """Return what is said of each term of some namespaces; what has no name stands under one name of its own.

    A term is there when it has a type; an alignment alone does not make one.
    """
    about: dict[object, list[ox.Triple]] = {}
    pointed_at = set()
    for triple in triples:
        about.setdefault(triple.subject, []).append(triple)
        if isinstance(triple.object, ox.BlankNode):
            pointed_at.add(triple.object)
    found: dict[str, Counter[tuple[str, str]]] = {}
    for subject, statements in about.items():
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(namespaces):
            values = ((each.predicate.value, _value(each.object, about)) for each in statements)
            about_it = Counter(values)
            if any(predicate == _RDF + "type" for predicate, _ in about_it):
                found[subject.value] = about_it
        elif isinstance(subject, ox.BlankNode) and subject not in pointed_at:
            found.setdefault(_GENERAL, Counter())[_OWL + "members", _value(subject, about)] += 1
    return found


def _value(term: object, about: Mapping[object, list[ox.Triple]], depth: int = 0) -> str:
    """Return a value as text; a blank node as what is said of it, which is a tree in OWL (one that is none is cut)."""
    if not isinstance(term, ox.BlankNode):
        return str(term)
    inside = about.get(term, []) if depth < 64 else []
    return (
        "["
        + "; ".join(sorted(f"{curie(t.predicate.value)} {_value(t.object, about, depth + 1)}" for t in inside))
        + "]"
    )


def deprecated(said_of: Mapping[tuple[str, str], int]) -> bool:
    """Whether what is said of a term has it that it is deprecated, or, of a shape, deactivated."""
    words = (DEPRECATED, PREFIXES["sh"] + "deactivated")
    return any(predicate in words and value.startswith('"true"') for predicate, value in said_of)


def term_changes(before: Sources, after: Sources) -> dict[str, list[TermChange]]:
    """Return what changed, by what it is a part of: ``terms``, ``shapes``, ``questions``.

    :raises UnreadableInput: when a file of either can't be read
    """
    groups = {"terms": ("ontology", (MLLM,), True), "shapes": ("shapes", (SHAPES,), False)}
    found = {
        group: sorted(
            _changes(*(said(triples_of(sources, folder), spaces) for sources in (before, after)), meaning=meaning),
            key=lambda change: change.name,
        )
        for group, (folder, spaces, meaning) in groups.items()
    }
    return {**found, "questions": list(_questions(before, after))}


def _changes(before: Said, after: Said, *, meaning: bool) -> Iterator[TermChange]:
    for name in sorted({*before, *after}):
        told = curie(name)
        if name not in before:
            yield TermChange(told, "added", "minor")
        elif name not in after:
            yield TermChange(told, "removed", "major")
        elif before[name] != after[name]:
            gone, come = before[name] - after[name], after[name] - before[name]
            fresh = deprecated(come) and not deprecated(before[name])
            step = "minor" if fresh else "patch"
            if meaning and any(predicate in _LOGICAL for predicate, _ in come):
                step = "minor"
            if meaning and any(predicate in _LOGICAL for predicate, _ in gone):
                step = "major"
            if not meaning and not fresh:
                step = "minor"
            yield TermChange(told, "deprecated" if fresh else "changed", step, _fields(gone, come))


def _fields(gone: Counter[tuple[str, str]], come: Counter[tuple[str, str]]) -> tuple[str, ...]:
    told = []
    for predicate in sorted({predicate for predicate, _ in (*gone, *come)}):
        old, new = ([value for p, value in side.elements() if p == predicate] for side in (gone, come))
        told += [f"{curie(predicate)}{change}" for change in _values(old, new)]
    return tuple(told)


def _values(old: list[str], new: list[str]) -> Iterator[str]:
    """Tell how the values of a property changed: texts by language, anything else as it is."""
    gone, come = _by_language(old), _by_language(new)
    fresh = [tag for tag in come if tag and tag not in gone]
    for tag in sorted(gone.keys() | come.keys()):
        went, came = ", ".join(gone.get(tag, [])), ", ".join(come.get(tag, []))
        if tag in fresh and len(fresh) > 1:
            continue
        place = f" ({tag})" if tag else ""
        yield f"{place}: {went} → {came}" if went and came else f"{place}: {came or 'without ' + went}"
    if len(fresh) > 1:
        yield f": new in {', '.join(sorted(fresh))}"


def _by_language(values: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value in sorted(values):
        text, _, tag = value.rpartition('"@') if value.startswith('"') else (value, "", "")
        found.setdefault(tag if text else "", []).append(_short(f'{text}"' if text and tag else value))
    return found


def _short(value: str) -> str:
    bare = curie(value[1:-1]) if value.startswith("<") else _UNTYPED.sub(r"\1", value)
    return bare if len(bare) <= _LONGEST else bare[: _LONGEST - 1] + "…"


def _questions(before: Sources, after: Sources) -> Iterator[TermChange]:
    """Compare the questions by their texts; a parameter or a column that went breaks who asks with it."""
    old, new = (_read(sources) for sources in (before, after))
    for name in sorted({*old, *new}):
        if name not in old:
            yield TermChange(name, "added", "minor")
        elif name not in new:
            yield TermChange(name, "removed", "major")
        elif old[name] != new[name]:
            fields = []
            for what in ("parameter", "column"):
                gone, come = (sorted(a[what] - b[what]) for a, b in ((old[name], new[name]), (new[name], old[name])))
                fields += [f"without {what} {each}" for each in gone] + [f"new {what} {each}" for each in come]
            step = "major" if any(each.startswith("without") for each in fields) else "minor" if fields else "patch"
            yield TermChange(name, "changed", step, tuple(fields) or ("the text",))


def _read(sources: Sources) -> dict[str, dict[str, frozenset[str]]]:
    """Return the parameters, the columns and the text of each question, by name."""
    empty = ox.Store()
    return {
        path.removesuffix(".rq"): {
            "parameter": frozenset(_PARAMETER.findall(text)),
            "column": _columns(empty, text),
            "text": frozenset((text,)),
        }
        for path, text in sources.below("queries", ".rq").items()
        if "/" not in path
    }


def _columns(store: ox.Store, text: str) -> frozenset[str]:
    """Return the variables that a query selects; none when the engine can't read it."""
    try:
        answer = store.query(text, prefixes=PREFIXES)
    except SyntaxError:
        return frozenset()
    return (
        frozenset(variable.value for variable in answer.variables)
        if isinstance(answer, ox.QuerySolutions)
        else frozenset()
    )
