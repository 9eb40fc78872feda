"""JSON-LD before it is read: contexts that would have to be fetched, keys that stand twice, and nesting.

Our own published context is the one that may be named, by the address of the latest or by that of the version at hand:
it is here, and is put in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from mllm_kg.assets import find_assets
from mllm_kg.findings import say
from mllm_kg.inputs.limits import Limits, too_deep
from mllm_kg.inputs.rdf.json_text import JsonError, Member, TooDeep, Value, read_json
from mllm_kg.inputs.rdf.report import Report
from mllm_kg.inputs.rdf.spans import Lines
from mllm_kg.namespaces import ONTOLOGY
from mllm_kg.records.text import shown

__all__ = ["ADDRESS", "CONTEXT", "load_jsonld"]

CONTEXT = ONTOLOGY + "/context.jsonld"
"""The address of our own context, whatever its version."""

ADDRESS = "address"
"""The key of our own context that says where this version of it is published; JSON-LD passes over it."""

_OURS = 16
_CHAIN = 500


def load_jsonld(lines: Lines, report: Report, limits: Limits) -> tuple[Value, str] | None:
    """Return the value of a JSON-LD text, and that text with our own context in it where its address stood.

    :param lines: the text
    :param report: takes the findings
    :param limits: how deep values may stand in each other
    :returns: ``None`` when it may not be read, or can't be
    """
    try:
        root = read_json(lines.text, limits.nesting)
    except JsonError as error:
        report.told(error.problem)
        return None
    except TooDeep as error:
        report.findings.append(too_deep(lines.at(error.span), limits.nesting))
        return None
    _repeated(root, report)
    _chained(root, report, limits)
    addresses = [address for value in root.inside() for address in _addresses(value)]
    ours = (find_assets().ontology / "context.jsonld").read_text(encoding="utf-8") if addresses else ""
    members = read_json(ours, _OURS).members() if ours else {}
    for address in addresses:
        if address.content not in (CONTEXT, members[ADDRESS].value.content if ADDRESS in members else CONTEXT):
            _refuse(address, report)
    if report.findings:
        return None
    return root, _with_ours(lines.text, addresses, ours, members["@context"].value) if addresses else lines.text


def _repeated(root: Value, report: Report) -> None:
    """Tell of keys that an object has twice."""
    for value in root.inside():
        for member, first in value.repeated:
            line = report.lines.at(first).line or 1
            message = say(
                "The key `{key}` stands here a second time; line {line} has it already.",
                key=shown(member.key),
                line=line,
            )
            report.tell("syntax", member.span, message, say("Write it once, with all values in a list: [ … ]."))


def _chained(root: Value, report: Report, limits: Limits) -> None:
    """Tell of terms that lead to each other too deep: the parser follows them all, and does not survive long chains."""
    most = min(limits.nesting, _CHAIN)
    for value in root.inside():
        for context in value.members()["@context"].value.items() if "@context" in value.members() else ():
            depths: dict[str, int] = {}
            for term, member in context.members().items():
                if _depth(term, context.members(), depths) > most:
                    report.findings.append(too_deep(report.lines.at(member.span), most))
                    break


def _depth(term: str, members: dict[str, Member], depths: dict[str, int]) -> int:
    """Return over how many other terms a term is defined, without recursion."""
    path = [term]
    while path:
        waiting = [name for name in _leads_to(path[-1], members) if name not in depths]
        if waiting and len(path) <= len(members) and waiting[0] not in path[-1:]:
            path.append(waiting[0])
            continue
        last = path.pop()
        depths[last] = 1 + max((depths.get(name, 0) for name in _leads_to(last, members)), default=0)
    return depths[term]


def _leads_to(term: str, members: dict[str, Member]) -> list[str]:
    """Return the terms of the same context that a term is written with."""
    value = members[term].value
    written = [term, value.content, *(member.value.content for member in value.members().values())]
    names = {text for text in written if isinstance(text, str)} | {
        t.partition(":")[0] for t in written if isinstance(t, str)
    }
    return sorted(name for name in names if name in members and name != term)


def _addresses(value: Value) -> Iterator[Value]:
    """Go through the addresses of contexts that an object names."""
    for key in ("@context", "@import"):
        if key in value.members():
            yield from (item for item in value.members()[key].value.items() if isinstance(item.content, str))


def _refuse(address: Value, report: Report) -> None:
    message = say("JSON-LD with a remote context is refused: nothing is ever fetched.")
    advice = say('Write the context itself into the file, or use ours: "@context": "{context}".', context=CONTEXT)
    report.tell("refused-input", address.span, message, advice)


def _with_ours(text: str, addresses: list[Value], ours: str, context: Value) -> str:
    """Put our own context in the place of its addresses, and return the text with it.

    :param ours: the file of our own context
    :param context: the context in it
    """
    pieces: list[str] = []
    done = 0
    for address in sorted(addresses, key=lambda address: address.span):
        pieces += (text[done : address.span.start - 1], ours[context.span.start : context.end])
        done = address.span.end + 1
        address.content = context.content
    return "".join((*pieces, text[done:]))
