"""What is wrong with a record: mistakes gather here while it is read, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mllm_kg.findings import Finding, Location, Related, Sentence, Severity, say
from mllm_kg.records.reader import Node, Record
from mllm_kg.records.text import shown
from mllm_kg.records.values import BadValue

__all__ = ["MOST", "Faults", "TooManyError"]

MOST = 1000
"""How many mistakes of one record are told."""

_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_ORDERED = frozenset(("authors",))


class TooManyError(Exception):
    """A record has more mistakes than anyone would read."""


class Faults:
    """The mistakes of one record.

    :param record: the record
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.findings: list[Finding] = []
        self.focus: str | None = None

    def add(
        self,
        rule: str,
        message: Sentence,
        suggestion: Sentence | None,
        place: Location,
        path: str | None = None,
        value: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        """Note a mistake.

        :param path: the IRI of the property, when it is about one
        :param value: the value found
        :raises TooManyError: when it has ``MOST`` of them already; a last one says so
        """
        if len(self.findings) >= MOST:
            rest = say("The record has more than {count} mistakes; what follows was not looked at.", count=MOST)
            self.findings.append(Finding("refused-input", Severity.VIOLATION, rest, say("Mend these first."), place))
            raise TooManyError
        told = shown(value, 200) if value is not None else None
        self.findings.append(
            Finding(rule, Severity.VIOLATION, message, suggestion, place, self.focus, None, path, told, None, related)
        )

    def bad(self, name: str, node: Node, error: BadValue, path: str | None = None) -> None:
        """Note that a value is not what its key takes."""
        message = say("`{key}`: {problem}", key=name, problem=error.message)
        self.add(error.rule, message, error.suggestion, self.record.at(node), path, node.text)

    def members(self, name: str, node: Node, path: str | None = None) -> Iterator[Node]:
        """Go through the values of a key that hold something: texts, numbers and mappings; note all others.

        :param name: the key
        :param node: what stands under it: one value, or a list of them
        :param path: the IRI of its property
        """
        if node.value == []:
            message, advice = say("`{key}` has an empty list.", key=name), _nothing(name)
            self.add("record-value", message, advice, self.record.at(node), path)
        seen: dict[str, Node] = {}
        for item in node.items():
            if isinstance(item.value, list):
                message = say("`{key}` has a list inside its list.", key=name)
                self.add("record-value", message, say("Write one list: `[a, b]`."), self.record.at(item), path)
            elif item.value is None or (item.text == "" and not isinstance(item.value, dict)):
                self.nothing(name, item, path)
            elif item.text in seen and item.text and name not in _ORDERED:
                self.repeated(name, item, seen[item.text], path)
            elif not item.text.isprintable() and (hidden := _HIDDEN.search(item.text)):
                self.hidden(name, item, hidden[0], path)
            else:
                seen[item.text] = item
                yield item

    def plain(self, name: str, node: Node, path: str | None = None) -> Iterator[Node]:
        """Go through the values of a key that are plain, and note all others."""
        for item in self.members(name, node, path):
            if isinstance(item.value, dict):
                self.mapping(name, item, path)
            else:
                yield item

    def single(self, name: str, node: Node) -> Iterator[Node]:
        """Return the one plain value of a key, and note further ones."""
        found = list(self.plain(name, node))
        for other in found[1:]:
            message = say("`{key}` has more than one value.", key=name)
            self.add("record-value", message, say("Keep one of them."), self.record.at(other), None, other.text)
        yield from found[:1]

    def mapping(self, name: str, node: Node, path: str | None = None) -> None:
        """Note a mapping that stands where a plain value belongs."""
        message = say("`{key}` has a mapping where a plain value belongs.", key=name)
        advice = say("Write a text, a number or a list of them.")
        key, value = next(iter(node.value.items()), ("", None))
        if "id" in node.value:
            advice = say("Name the entity here, and give it a record in a file of its own.")
        elif len(node.value) == 1 and value is not None and value.text:
            told = shown(f"{key}: {value.text}")
            advice = say('Put a text that holds a colon and a space in quotes: "{text}".', text=told)
        self.add("record-value", message, advice, self.record.at(node), path)

    def nothing(self, name: str, node: Node, path: str | None) -> None:
        """Note a value that holds nothing."""
        if node.text:
            message = say("`{key}`: YAML reads '{text}' as no value.", key=name, text=node.text)
            advice = say(
                'Leave the key out when nothing is known; write a text as "{text}", in quotes.', text=node.text
            )
        else:
            message, advice = say("`{key}` has no value.", key=name), _nothing(name)
        self.add("record-value", message, advice, self.record.at(node), path)

    def hidden(self, name: str, node: Node, character: str, path: str | None) -> None:
        """Note a text with a character that some formats of the graph can't carry (XML 1.0, section 2.2)."""
        code = f"U+{ord(character):04X}"
        message = say("`{key}` holds the invisible character {code}.", key=name, code=code)
        self.add("record-value", message, say("Delete it."), self.record.at(node), path, node.text)

    def nameless(self, name: str, node: Node, path: str | None = None) -> None:
        """Note a name of which no slug can be made."""
        message = say("`{key}`: '{text}' has no letter from a to z and no digit.", key=name, text=shown(node.text))
        advice = say("Write the name in Latin letters; its slug is made of them.")
        self.add("record-value", message, advice, self.record.at(node), path, node.text)

    def repeated(self, name: str, node: Node, before: Node, path: str | None) -> None:
        """Note a value that stands in a list a second time."""
        message = say("`{key}` has '{text}' twice.", key=name, text=shown(node.text))
        first = Related(self.record.at(before), say("It stands here first."))
        self.add(
            "record-value", message, say("Delete one of the two."), self.record.at(node), path, node.text, (first,)
        )


def _nothing(name: str) -> Sentence:
    if name == "type":
        return say("Write a class, such as `LanguageModel`.")
    if name == "source":
        return say("Write the address of the page that carries the facts.")
    return say("Leave the key out when nothing is known.")
