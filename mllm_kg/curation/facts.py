"""Statements about one entity become the keys and values of a record: the inverse of :mod:`mllm_kg.records.rdf`.

1. A property becomes the key that stands for it; texts with languages become a mapping by language.
2. A literal becomes a value when it has the key's datatype, a reference becomes ``slug`` or ``kind/slug``.
3. People, organizations, venues, tasks and techniques become names, of which their slugs are made again.
4. Authorships become ``authors`` in their order; authors without a place follow, in the order of the file.
5. A disagreement becomes a record in the record.

What no key can say is told, statement by statement, and never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from mllm_kg.curation.statements import TYPE, Node, Statements, Value
from mllm_kg.findings import Sentence, say
from mllm_kg.language import cased
from mllm_kg.namespaces import KG, PREFIXES, curie, kind_of, term
from mllm_kg.records.context import Context, Key
from mllm_kg.records.reader import Node as Scalar
from mllm_kg.records.reader import resolve
from mllm_kg.records.references import ADDRESSES, reference
from mllm_kg.records.values import BadValue, absolute_iri, literal

__all__ = ["Problem", "Wording", "no_key", "word"]

_XSD = PREFIXES["xsd"]
_PLAIN = {_XSD + "integer": int, _XSD + "boolean": bool}
_TRUTH = {"1": "true", "0": "false"}
_AUTHORSHIP, _PERSON, _POSITION = term("authorship"), term("byPerson"), term("authorPosition")
_AUTHOR, _ENTRY, _NESTED = term("author"), term("listEntry"), term("disagreement")
_APART = frozenset(("authorship", "by_person", "author_position", "list_entry", "listed_key", "authors"))


@dataclass(frozen=True, slots=True)
class Problem:
    """A statement that a record can't make.

    :param quad: the statement
    :param rule: the rule it breaks; ``no-key`` when only no key stands for it
    :param message: what is wrong
    :param suggestion: what would be right
    """

    quad: ox.Quad
    rule: str
    message: Sentence
    suggestion: Sentence | None = None


@dataclass
class Wording:
    """What is needed to put statements into words.

    :param context: the keys of records
    :param statements: the sorted statements of the file
    :param name: tells what an entity that is known by name is called; ``None`` when it has no name that fits
    :param ids: ``kind/slug`` of each entity with a record or a place in one, by IRI or blank node
    :param keys_of_entry: the keys under which the survey's list has a row
    :param used: helpers that were put into words: authorships and disagreements
    :param problems: statements that a record can't make
    """

    context: Context
    statements: Statements
    name: Callable[[Node], str | None]
    ids: Mapping[Node, str]
    keys_of_entry: Callable[[ox.NamedNode], list[str]]
    used: set[Node] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the keys by what they stand for."""
        self.keys: dict[str, list[Key]] = {}
        for key in self.context.keys.values():
            if key.name not in _APART:
                self.keys.setdefault(key.iri, []).append(key)


def word(wording: Wording, quads: Iterable[ox.Quad]) -> dict[str, Any]:
    """Return statements with one subject as keys and values; problems gather in ``wording``."""
    facts: dict[str, Any] = {}
    places: list[tuple[int, str]] = []
    persons: dict[Node, str] = {}
    for quad in quads:
        try:
            if quad.predicate == _AUTHORSHIP:
                places.append(_authorship(wording, quad))
            elif quad.predicate == _AUTHOR:
                persons.update(_persons(wording, quad))
            elif quad.predicate == _ENTRY:
                _put(facts, "listed_key", _listed(wording, quad), several=True)
            elif quad.predicate == TYPE:
                _put(facts, "type", [_class(wording, quad)], several=False)
            else:
                _state(wording, facts, quad)
        except BadValue as error:
            wording.problems.append(Problem(quad, error.rule, error.message, error.suggestion))
    authors = [name for _, name in sorted(places, key=lambda place: place[0])]
    authors += [name for name in persons.values() if name not in authors]
    if authors:
        facts["authors"] = authors
    return facts


def _put(facts: dict[str, Any], name: str, values: list[Any], *, several: bool) -> None:
    """Add values to a key, each once; a key that takes one value has it without brackets."""
    known = facts.get(name, [])
    items = [*(known if isinstance(known, list) else [known])]
    items += [value for value in values if value not in items]
    if items:
        facts[name] = items if several or len(items) > 1 else items[0]


def _state(wording: Wording, facts: dict[str, Any], quad: ox.Quad) -> None:
    keys = wording.keys.get(quad.predicate.value)
    if not keys:
        raise BadValue(no_key(quad), None, "no-key")
    for value in wording.statements.members(quad.object):
        key = _fitting(keys, value)
        if key.by_language:
            assert isinstance(value, ox.Literal)
            texts = facts.setdefault(key.name, {})
            _put(texts, cased(value.language or ""), [value.value], several=False)
        elif quad.predicate == _NESTED:
            _put(facts, key.name, [_nested(wording, value)], several=True)
        else:
            _put(facts, key.name, [_value(wording, key, value)], several=key.several)


def _fitting(keys: list[Key], value: Value) -> Key:
    """Return the key of a property that takes such a value: with or without a language."""
    tagged = isinstance(value, ox.Literal) and bool(value.language)
    fitting = next((key for key in keys if key.by_language == tagged), None)
    if fitting is not None:
        return fitting
    if tagged:
        message = say("`{key}` takes a text without a language.", key=keys[0].name)
        raise BadValue(message, say("Leave out the language tag."))
    message = say("`{key}` takes a text with its language.", key=keys[0].name)
    raise BadValue(message, say('Add the language tag, as in "…"@en.'))


def _value(wording: Wording, key: Key, value: Value) -> Any:
    if key.reference:
        return _reference(wording, key, value)
    if not isinstance(value, ox.Literal):
        raise BadValue(say("`{key}` takes a text or a number, not an entity.", key=key.name), None)
    wanted = key.datatype or _XSD + "string"
    if value.datatype.value != wanted:
        message = say(
            "{value} has the datatype {datatype}; `{key}` takes {wanted}.",
            value=repr(value.value),
            datatype=curie(value.datatype.value),
            key=key.name,
            wanted=curie(wanted),
        )
        advice = say("Write it with the datatype {wanted}.", wanted=curie(wanted))
        raise BadValue(message, advice, "record-datatype")
    return _plain(key, value)


def _plain(key: Key, value: ox.Literal) -> Any:
    """Return a literal as a record has it: whole numbers and truth values plain, everything else as text."""
    if key.datatype is None:
        return value.value
    kind = _PLAIN.get(key.datatype)
    text = _TRUTH.get(value.value, value.value) if kind is bool else value.value
    plain = resolve(text)
    literal(Scalar(plain, text, 0, 0), key)
    return plain if type(plain) is kind else text


def _reference(wording: Wording, key: Key, value: Value) -> str:
    """Return an entity as a record names it, or an address."""
    if not isinstance(value, Node):
        raise BadValue(say("`{key}` takes an entity or an address, not a text.", key=key.name), None)
    if key.name in ADDRESSES and isinstance(value, ox.NamedNode):
        return absolute_iri(value.value)
    named = value.value.startswith(KG) and isinstance(value, ox.NamedNode)
    kind = kind_of(value.value) if named else None
    if key.takes_names and (not named or kind == key.kind):
        return _name(wording, value)
    full = wording.ids.get(value) or (value.value.removeprefix(KG) if named else None)
    if full is None:
        if key.kind is None and isinstance(value, ox.NamedNode):
            return absolute_iri(value.value)
        message = say("{value} is none of our entities; `{key}` takes one.", value=_shown(value), key=key.name)
        advice = say("Use an IRI that begins with {start}.", start=KG + (key.kind or ""))
        raise BadValue(message, advice, "bad-reference")
    if key.kind not in (None, full.partition("/")[0]):
        message = say(
            "`{key}` takes a {wanted}, and {entity} is none.", key=key.name, wanted=key.kind or "", entity=full
        )
        raise BadValue(message, say("Name a {wanted}.", wanted=key.kind or ""), "bad-reference")
    text = full.partition("/")[2] if key.kind else full
    reference(key, text)
    return text


def _name(wording: Wording, value: Node) -> str:
    name = wording.name(value)
    if name is None:
        message = say("{value} has no name.", value=_shown(value))
        advice = say("Add an rdfs:label: the name of which the end of its IRI is made.")
        raise BadValue(message, advice, "unnamed-entity")
    return name


def _shown(value: Node) -> str:
    return curie(value.value) if isinstance(value, ox.NamedNode) else str(value)


def _class(wording: Wording, quad: ox.Quad) -> str:
    value = quad.object.value if isinstance(quad.object, ox.NamedNode) else ""
    name = next((name for name, full in wording.context.classes.items() if full == value), None)
    if name is None:
        message = say("No record has the class {name}.", name=curie(value)) if value else say("This is no class.")
        raise BadValue(message, None, "no-key")
    return name


def _authorship(wording: Wording, quad: ox.Quad) -> tuple[int, str]:
    """Return an author's place and name."""
    node = quad.object
    said = wording.statements.facts.get(node, []) if isinstance(node, Node) else []
    person = next((fact.object for fact in said if fact.predicate == _PERSON), None)
    place = next((fact.object for fact in said if fact.predicate == _POSITION), None)
    if not isinstance(node, Node) or not isinstance(person, Node):
        message = say("An authorship names no person.")
        raise BadValue(message, say("Add mllm:byPerson."), "unnamed-entity")
    name = _person(wording, person)
    if not isinstance(place, ox.Literal) or not place.value.isdigit():
        message = say("The authorship of {name} has no place.", name=name)
        raise BadValue(message, say("Add mllm:authorPosition, counted from 1."), "author-position-missing")
    wording.used.add(node)
    more = [fact for fact in said if fact.predicate not in (_PERSON, _POSITION, TYPE)]
    wording.problems.extend(Problem(fact, "no-key", no_key(fact)) for fact in more)
    return int(place.value), name


def _persons(wording: Wording, quad: ox.Quad) -> dict[Node, str]:
    """Return the names of authors: one, or a collection in order."""
    persons: dict[Node, str] = {}
    for value in wording.statements.members(quad.object):
        if not isinstance(value, Node):
            raise BadValue(say("An author is a person, not a text."), say("Give the person an IRI and a label."))
        persons[value] = _person(wording, value)
    return persons


def _person(wording: Wording, value: Node) -> str:
    """Return the name of a person."""
    if value.value.startswith(KG) and kind_of(value.value) != "person":
        message = say("{value} is no person.", value=_shown(value))
        raise BadValue(message, say("Name a person."), "bad-reference")
    return _name(wording, value)


def no_key(quad: ox.Quad) -> Sentence:
    """Return the sentence that no key stands for a statement's property."""
    return say("No key of a record says {property}.", property=curie(quad.predicate.value))


def _listed(wording: Wording, quad: ox.Quad) -> list[str]:
    keys = wording.keys_of_entry(quad.object) if isinstance(quad.object, ox.NamedNode) else []
    if not keys:
        message = say("This is no row of the survey's list.")
        raise BadValue(message, say("See data/survey/listing.csv."), "unknown-list-key")
    return keys


def _nested(wording: Wording, value: Value) -> dict[str, Any]:
    if not isinstance(value, Node) or value not in wording.ids:
        message = say("This is no disagreement.")
        raise BadValue(message, say("Give it the class mllm:Disagreement."), "bad-reference")
    if value in wording.used:
        raise BadValue(say("A disagreement belongs to one entity."), say("Give each entity its own."))
    wording.used.add(value)
    said = [fact for fact in wording.statements.facts.get(value, []) if fact.predicate != TYPE]
    return {"id": wording.ids[value], **word(wording, said)}
