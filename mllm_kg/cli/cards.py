"""A card as text: what people read when they look at an entity."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from mllm_kg.cli import render
from mllm_kg.entity.wording import CONFLICTS, ROLES, STATUSES
from mllm_kg.findings.sentence import Slot, say, told
from mllm_kg.namespaces import GRAPH, KG, PREFIXES, curie

if TYPE_CHECKING:
    from mllm_kg.entity import Card, Conflict, Facts, Source, Value

__all__ = ["SHORT", "card_text", "source_lines"]

SHORT = 8
"""How many values of one property a card shows unless all are wanted."""

_COUNTS = {"parameterCount", "tokenCount", "byteSize", "exampleCount", "languageCount"}
_Tell: TypeAlias = Callable[[Slot], str]


def card_text(card: Card, language: str = "en") -> str:
    """Return a card as text.

    :param card: the card, in the same language
    :param language: the BCP 47 tag of the language of what stands around the labels
    """
    tell: _Tell = partial(told, language=language)
    stated = [value for value in card.types if value.sources]
    kind = ", ".join(value.label or curie(value.text) for value in stated) or card.kind
    title = render.printable(f"{card.label} ({kind})")
    blocks = [f"{render.heading(title)}\n{card.curie}\n{card.iri}"]
    sections = (
        (say("Names"), _names(card, tell)),
        (say("Classes"), _types(card, tell)),
        (say("Facts"), [_facts(facts, tell) for facts in card.facts]),
        (say("Relations from others"), [_facts(facts, tell) for facts in card.incoming]),
        (say("Disagreements"), [_conflict(conflict, tell) for conflict in card.conflicts]),
        (say("Sources"), [(f"[{source.number}]", list(source_lines(source, language))) for source in card.sources]),
    )
    blocks += [f"{render.heading(tell(name))}\n{render.definitions(pairs)}" for name, pairs in sections if pairs]
    return "\n\n".join([*blocks, *_offer(card, tell)])


def _offer(card: Card, tell: _Tell) -> Iterator[str]:
    """Offer the explanation of the first inferred fact that is shown."""
    facts = [(facts.property, value) for facts in card.facts if not facts.incoming for value in facts.values]
    types = [(PREFIXES["rdf"] + "type", value) for value in card.types]
    for prop, value in (*facts, *types):
        if value.status.startswith("inferred") and card.iri.startswith(KG):
            name = "a" if prop.endswith("#type") else _kebab(curie(prop).removeprefix("mllm:"))
            thing = curie(value.iri).removeprefix("kg:") if value.iri else value.text
            command = f"mllm-kg explain {card.iri.removeprefix(KG)} {name} {shlex.quote(thing)}"
            yield tell(say("Why? {command}", command=command))
            return


def _kebab(name: str) -> str:
    """Return a name in camel case with hyphens between its words."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def _names(card: Card, tell: _Tell) -> list[tuple[str, list[str]]]:
    by_role: dict[str, list[str]] = {}
    for name in card.names:
        by_role.setdefault(tell(ROLES[name.role]), []).append(_value(name.value, tell))
    return list(by_role.items())


def _types(card: Card, tell: _Tell) -> list[tuple[str, list[str]]]:
    stated = [_value(value, tell) for value in card.types if value.sources]
    lines = [(tell(STATUSES["stated"]), stated)]
    for status in dict.fromkeys(value.status for value in card.types if not value.sources):
        names = [value.label or curie(value.text) for value in card.types if value.status == status]
        lines.append((tell(STATUSES.get(status, status)), [", ".join(names)]))
    return [(status, values) for status, values in lines if values]


def _facts(facts: Facts, tell: _Tell) -> tuple[str, list[str]]:
    grouped = facts.property.rpartition("#")[2] in _COUNTS
    lines = [_value(value, tell, grouped=grouped) for value in facts.values]
    if facts.total > len(facts.values):
        more = f"{facts.total - len(facts.values):,}"
        lines.append(tell(say("... and {count} more (--all shows them)", count=more)))
    return facts.label, lines


def _value(value: Value, tell: _Tell, *, grouped: bool = False) -> str:
    """Return a value with its evidence."""
    if value.iri is not None and value.iri.startswith(KG):
        text = f"{value.label}  {curie(value.iri)}" if value.label else curie(value.iri)
    elif value.iri is not None:
        text = f"{value.label}  {curie(value.iri)}" if value.label else value.iri
    else:
        text = f"{int(value.text):,}" if grouped and value.text.isdecimal() else value.text
        text += f" ({value.language})" if value.language else ""
    marks = "".join(f"[{number}]" for number in value.sources)
    status = "" if value.status == "confirmed" else f"({tell(STATUSES.get(value.status, value.status))})"
    return "  ".join(part for part in (text, " ".join(part for part in (marks, status) if part)) if part)


def _conflict(conflict: Conflict, tell: _Tell) -> tuple[str, list[str]]:
    lines = [tell(CONFLICTS.get(conflict.kind, conflict.kind.replace("-", " ")))]
    for what, values, pages in (
        (say("stated"), conflict.stated, conflict.stated_by),
        (say("holds"), conflict.held, conflict.held_by),
    ):
        if values or pages:
            value = "; ".join(values) or tell(say("something else"))
            by = say("{value} by {pages}", value=value, pages=", ".join(pages)) if pages else value
            lines.append(f"{tell(what)}: {tell(by)}")
    return conflict.field or tell(say("as a whole")), [*lines, *conflict.comments]


def source_lines(source: Source, language: str = "en") -> Iterator[str]:
    """Go through the lines that say what a named graph rests on."""
    tell: _Tell = partial(told, language=language)
    status = tell(STATUSES.get(source.status, source.status))
    if source.status == "unconfirmed":
        yield tell(say("UNCONFIRMED: no page was read that says so"))
    elif source.pages:
        yield f"{status}: {source.pages[0]}"
        yield from source.pages[1:]
    elif source.graph == GRAPH + "names":
        yield tell(say("a name that records refer to"))
    else:
        yield f"{status}: {curie(source.graph)}"
    for page in source.see:
        yield tell(say("not read for this: {page}", page=page))
    for note in source.notes:
        yield tell(say("note: {note}", note=note))
    about = [source.record] if source.record else []
    about += [tell(say("checked {day}", day=source.checked))] if source.checked else []
    if source.copies == 1:
        about.append(tell(say("1 page read in a copy")))
    elif source.copies:
        about.append(tell(say("{count} pages read in a copy", count=source.copies)))
    if about:
        yield ", ".join(about)
