"""A card as text: what people read when they look at an entity."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mllm_kg.cli import render
from mllm_kg.namespaces import GRAPH, KG, PREFIXES, curie

if TYPE_CHECKING:
    from mllm_kg.entity import Card, Conflict, Facts, Source, Value

__all__ = ["SHORT", "card_text", "source_lines"]

SHORT = 8
"""How many values of one property a card shows unless all are wanted."""

_COUNTS = {"parameterCount", "tokenCount", "byteSize", "exampleCount", "languageCount"}


def card_text(card: Card) -> str:
    """Return a card as text."""
    stated = [value for value in card.types if value.sources]
    kind = ", ".join(value.label or curie(value.text) for value in stated) or card.kind
    title = f"{render.printable(card.label)} ({kind})"
    blocks = [f"{render.heading(title)}\n{card.curie}\n{card.iri}"]
    sections = (
        ("Names", _names(card)),
        ("Classes", _types(card)),
        ("Facts", [_facts(facts) for facts in card.facts]),
        ("Relations from others", [_facts(facts) for facts in card.incoming]),
        ("Disagreements", [_conflict(conflict) for conflict in card.conflicts]),
        ("Sources", [(f"[{source.number}]", list(source_lines(source))) for source in card.sources]),
    )
    blocks += [f"{render.heading(name)}\n{render.definitions(pairs)}" for name, pairs in sections if pairs]
    return "\n\n".join([*blocks, *_offer(card)])


def _offer(card: Card) -> Iterator[str]:
    """Offer the explanation of the first inferred fact that is shown."""
    facts = [(facts.property, value) for facts in card.facts if not facts.incoming for value in facts.values]
    types = [(PREFIXES["rdf"] + "type", value) for value in card.types]
    for prop, value in (*facts, *types):
        if value.status.startswith("inferred") and card.iri.startswith(KG):
            name = "a" if prop.endswith("#type") else _kebab(curie(prop).removeprefix("mllm:"))
            thing = curie(value.iri).removeprefix("kg:") if value.iri else value.text
            yield f"Why? mllm-kg explain {card.iri.removeprefix(KG)} {name} {shlex.quote(thing)}"
            return


def _kebab(name: str) -> str:
    """Return a name in camel case with hyphens between its words."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def _names(card: Card) -> list[tuple[str, list[str]]]:
    by_role: dict[str, list[str]] = {}
    for name in card.names:
        by_role.setdefault(name.role, []).append(_value(name.value))
    return list(by_role.items())


def _types(card: Card) -> list[tuple[str, list[str]]]:
    stated = [_value(value) for value in card.types if value.sources]
    lines = [("stated", stated)]
    for status in dict.fromkeys(value.status for value in card.types if not value.sources):
        names = [value.label or curie(value.text) for value in card.types if value.status == status]
        lines.append((status, [", ".join(names)]))
    return [(status, values) for status, values in lines if values]


def _facts(facts: Facts) -> tuple[str, list[str]]:
    grouped = facts.property.rpartition("#")[2] in _COUNTS
    lines = [_value(value, grouped=grouped) for value in facts.values]
    if facts.total > len(facts.values):
        lines.append(f"... and {facts.total - len(facts.values):,} more (--all shows them)")
    return facts.label, lines


def _value(value: Value, *, grouped: bool = False) -> str:
    """Return a value with its evidence."""
    if value.iri is not None and value.iri.startswith(KG):
        text = f"{value.label}  {curie(value.iri)}" if value.label else curie(value.iri)
    elif value.iri is not None:
        text = f"{value.label}  {curie(value.iri)}" if value.label else value.iri
    else:
        text = f"{int(value.text):,}" if grouped and value.text.isdecimal() else value.text
        text += f" ({value.language})" if value.language else ""
    marks = "".join(f"[{number}]" for number in value.sources)
    status = "" if value.status == "confirmed" else f"({value.status})"
    return "  ".join(part for part in (text, " ".join(part for part in (marks, status) if part)) if part)


def _conflict(conflict: Conflict) -> tuple[str, list[str]]:
    lines = [conflict.kind.replace("-", " ")]
    for what, values, pages in (
        ("stated", conflict.stated, conflict.stated_by),
        ("holds", conflict.held, conflict.held_by),
    ):
        if values or pages:
            by = f" by {', '.join(pages)}" if pages else ""
            lines.append(f"{what}: {'; '.join(values) or 'something else'}{by}")
    return conflict.field or "as a whole", [*lines, *conflict.comments]


def source_lines(source: Source) -> Iterator[str]:
    """Go through the lines that say what a named graph rests on."""
    if source.status == "unconfirmed":
        yield "UNCONFIRMED: no page was read that says so"
    elif source.pages:
        yield f"{source.status}: {source.pages[0]}"
        yield from source.pages[1:]
    elif source.graph == GRAPH + "names":
        yield "a name that records refer to"
    else:
        yield f"{source.status}: {curie(source.graph)}"
    for page in source.see:
        yield f"not read for this: {page}"
    for told in source.notes:
        yield f"note: {told}"
    about = [source.record] if source.record else []
    about += [f"checked {source.checked}"] if source.checked else []
    about += [f"{source.copies} page{'' if source.copies == 1 else 's'} read in a copy"] if source.copies else []
    if about:
        yield ", ".join(about)
