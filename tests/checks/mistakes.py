"""Mistakes made on purpose, at random but the same ones for the same seed: pieces of the real graph, and changes to them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pyoxigraph as ox

from mllm_kg.checks.compiled import Changes
from mllm_kg.checks.shapes import Shapes
from mllm_kg.graph import Dataset
from mllm_kg.namespaces import KG, PREFIXES, graph

TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
XSD = PREFIXES["xsd"]
DRAFT = graph("addition/0")
INFERRED = graph("inferred")

TEXTS = (
    "",
    " ",
    "one two",
    "two  blanks",
    " before",
    "2020",
    "20x9",
    "swa",
    "en-US-",
    "Abcd",
    "10.1234/x",
    "data/x.yaml",
)
TYPED = (
    *(("integer", text) for text in ("0", "1", "-3", "1492", "2020", "2101", "x", "7B", "1.5", "99999999999999")),
    *(("boolean", text) for text in ("true", "false", "yes")),
    *(("date", text) for text in ("2020-02-29", "2021-02-29", "1949-12-31", "2101-01-01", "2020-13-01", "May 2020")),
    *(("decimal", text) for text in ("1.5", "-91.0", "180.1", "x")),
    *(("double", text) for text in ("1e3", "x")),
    *(("gYear", text) for text in ("2020",)),
    *(("anyURI", text) for text in ("https://example.org/",)),
)
IRIS = (
    "https://example.org/a",
    "http://example.org",
    "mailto:a@example.org",
    KG + "model/nothing",
    KG + "language/zzz",
)
STRANGE: tuple[ox.NamedNode | ox.Literal, ...] = (
    *(ox.Literal(text) for text in TEXTS),
    *(ox.Literal(text, language=tag) for text in TEXTS[1:5] for tag in ("en", "en-US", "ko")),
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + name)) for name, text in TYPED),
    *(ox.NamedNode(iri) for iri in IRIS),
)


def piece(dataset: Dataset, random: Random, size: int) -> list[ox.Quad]:
    """Return what the graph says of ``size`` entities and of what they refer to, with the ontology."""
    subjects = sorted({q.subject for q in dataset.store.quads_for_pattern(None, TYPE, None, None)}, key=str)
    chosen = set(random.sample(subjects, size))
    own = [quad for entity in chosen for quad in dataset.store.quads_for_pattern(entity, None, None, None)]
    near = {quad.object for quad in own if isinstance(quad.object, ox.NamedNode)} - chosen
    around = [
        quad for entity in sorted(near, key=str) for quad in dataset.store.quads_for_pattern(entity, None, None, None)
    ]
    ontology = dataset.quads([graph("ontology")])
    return list(dict.fromkeys((*own, *around, *ontology)))


def mistakes(quads: Sequence[ox.Quad], shapes: Shapes, random: Random, number: int) -> Changes:
    """Return a change that drops statements and adds wrong ones, each about something that a shape reads."""
    predicates = sorted(shapes.predicates())
    ours = [quad for quad in quads if quad.graph_name != graph("ontology")]
    entities = sorted({quad.subject for quad in ours}, key=str)
    types = sorted({quad.object for quad in ours if quad.predicate == TYPE}, key=str)
    added: dict[ox.Quad, None] = {}
    removed: dict[ox.Quad, None] = {}
    for _ in range(number):
        one, other = random.choice(ours), random.choice(ours)
        predicate = ox.NamedNode(random.choice(predicates))
        kind = random.randrange(10)
        if kind <= 1:
            removed[one] = None
        elif kind == 2:
            removed.update(dict.fromkeys(q for q in ours if (q.subject, q.predicate) == (one.subject, one.predicate)))
        elif kind == 3:  # another value of the same property
            added[ox.Quad(one.subject, one.predicate, random.choice(STRANGE), DRAFT)] = None
        elif kind == 4:  # what another entity has
            added[ox.Quad(one.subject, other.predicate, other.object, DRAFT)] = None
        elif kind == 5:
            added[ox.Quad(one.subject, predicate, random.choice(entities), DRAFT)] = None
        elif kind == 6:  # a circle
            if isinstance(one.object, ox.NamedNode):
                added[ox.Quad(one.object, one.predicate, one.subject, DRAFT)] = None
            added[ox.Quad(other.subject, predicate, other.subject, DRAFT)] = None
        elif kind == 7:
            removed.update(dict.fromkeys(q for q in ours if (q.subject, q.predicate) == (one.subject, TYPE)))
        elif kind == 8:
            added[ox.Quad(one.subject, TYPE, random.choice(types), random.choice((DRAFT, INFERRED)))] = None
        else:  # an entity that is new and says little
            new = ox.NamedNode(f"{KG}{random.choice(('model', 'paper', 'language', 'Odd'))}/new-{random.randrange(99)}")
            added[ox.Quad(new, TYPE, random.choice(types), DRAFT)] = None
            added[ox.Quad(new, predicate, random.choice(STRANGE), DRAFT)] = None
    present = set(quads)
    return Changes([quad for quad in added if quad not in present], [quad for quad in removed if quad not in added])


def changed(quads: Sequence[ox.Quad], changes: Changes) -> Dataset:
    """Return the statements after a change."""
    gone = set(changes.removed)
    return Dataset.from_quads([*(quad for quad in quads if quad not in gone), *changes.added])
