"""Why a text is not YAML, in one plain sentence, with the place to look at and what to write instead.

libyaml names a problem in the words of the specification and marks the place where it gave up, which is often the line
after the mistake. Here:

1. Each of its problems has a function that looks at the line, at what was open, and at the last thing read, and so
   finds what a person did: a tab, a quotation mark that is never closed, a value with a colon.
2. The place is moved there: to the quotation mark or bracket that opens, to the key without a colon.
3. A problem without a function gets a general sentence; libyaml's own words are never shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml
from yaml.events import AliasEvent, Event, MappingEndEvent, ScalarEvent, SequenceEndEvent

from mllm_kg.findings import Finding, Location, Severity, say
from mllm_kg.records.text import SHOWN, lines, shown
from mllm_kg.records.trouble import LONGEST_KEY, Trouble, Verdict, in_quotes, mark_of, pair_in, without_space

__all__ = ["syntax_finding"]

_HIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLOSED = re.compile(r"(?:(?!\n[\w-]+:\s)[^\[\]{}])*[\]}]")


def syntax_finding(error: Exception | None, text: str, name: str, last: Event | None) -> Finding:
    """Return what is wrong with a text.

    :param error: what libyaml, or the encoding of the text for it, raised; ``None`` for a text with a hidden line end
    :param text: the text
    :param name: what the user calls the file
    :param last: the last event before the error
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _hidden(text, name)
    trouble = Trouble(lines(text), error, last)
    judge = _PROBLEMS.get(error.problem or "", _general)
    (line, column), end, message, suggestion = judge(trouble)
    place = Location(name, line + 1, column + 1, end + 1 if end is not None and end > column else None)
    return Finding("syntax", Severity.VIOLATION, message, suggestion, place)


def _hidden(text: str, name: str) -> Finding:
    found = _HIDDEN.search(text)
    before = lines(text[: found.start()]) if found else ("",)
    place = Location(name, len(before), len(before[-1]) + 1, len(before[-1]) + 2)
    code = f"U+{ord(found[0]):04X}" if found else "?"
    message = say("The invisible character {code} can't stand in a record.", code=code)
    return Finding("syntax", Severity.VIOLATION, message, say("Delete it, or put a space in its place."), place)


def _colon(trouble: Trouble) -> Verdict:
    (line, column), last = trouble.at, trouble.last
    pair = pair_in(trouble.line)
    if column > LONGEST_KEY:
        message = say("A key has at most {count} characters.", count=LONGEST_KEY)
        return (line, 0), column, message, say("Write it as `key: value`, with a space after the colon.")
    if pair and pair.start("value") <= column:
        place = line, pair.start("value")
        message = say("The value holds a colon and a space, which YAML reads as a further key.")
        return place, trouble.end(place), message, in_quotes(trouble, place)
    if isinstance(last, ScalarEvent) and mark_of(last.start_mark)[0] < line:
        return _continued(trouble, *mark_of(last.start_mark))
    return _general(trouble)


def _continued(trouble: Trouble, first: int, start: int) -> Verdict:
    """Judge a key that YAML read as a further line of the text that begins in line ``first``."""
    above, (line, column) = trouble.lines[first], trouble.at
    lead = re.match(r"[\s-]*", above)
    indent = lead.end() if lead else 0
    if start == indent:
        return _no_colon(trouble, (first, start))
    here = len(trouble.line) - len(trouble.line.lstrip())
    key = trouble.line[here:column]
    message = say("The line begins further right than the key above, as if it went on with its value.")
    return (line, here), column, message, say("Begin `{key}` in column {n}.", key=shown(key), n=indent + 1)


def _no_colon(trouble: Trouble, place: tuple[int, int]) -> Verdict:
    line, column = place
    word = trouble.lines[line][column:].rstrip()
    advice = without_space(word) or say("Write it as `key: value`; a value that goes on in the next line is indented.")
    return place, trouble.end(place), say("'{word}' is no key with a value.", word=shown(word)), advice


def _simple_key(trouble: Trouble) -> Verdict:
    return _no_colon(trouble, trouble.opened)


def _first_character(trouble: Trouble) -> Verdict:
    place, rest = trouble.at, trouble.rest
    if rest.startswith("\t"):
        return _tab(trouble)
    message = say("A value can't begin with `{character}`.", character=shown(rest[:1]))
    return place, place[1] + 1, message, in_quotes(trouble, place)


def _tab(trouble: Trouble) -> Verdict:
    line, column = trouble.at
    tabs = len(trouble.rest) - len(trouble.rest.lstrip("\t"))
    message = say("A tab stands here, and YAML is indented with spaces only.")
    return (line, column), column + tabs, message, say("Put two spaces in place of each tab.")


def _opening(trouble: Trouble) -> Verdict:
    """Judge a value that begins with a sign of YAML's own: ``&``, ``*``, ``!``, ``>``, ``|``, ``?``."""
    place = trouble.opened
    sign = trouble.lines[place[0]][place[1] : place[1] + 1]
    if sign == "%":
        return _directive(trouble)
    message = say("A value can't begin with `{character}`.", character=shown(sign))
    return place, place[1] + 1, message, in_quotes(trouble, place)


def _quote(trouble: Trouble) -> Verdict:
    place = trouble.opened
    mark = trouble.lines[place[0]][place[1] : place[1] + 1]
    message = say("The quotation mark that opens here is never closed.")
    if mark == "'":
        return place, place[1] + 1, message, say("Close it with '; inside the text an apostrophe is written twice: ''.")
    return place, place[1] + 1, message, say('Close it with "; inside the text a quotation mark is written \\".')


def _escape(trouble: Trouble) -> Verdict:
    line, column = trouble.at
    begin = trouble.line.rfind("\\", 0, column + 1)
    begin = begin if begin >= 0 else column
    found = re.compile(r"\\[xuU]?\w*").match(trouble.line, begin)
    sign = trouble.line[begin : max(begin + 2, found.end() if found else 0)]
    message = say("YAML knows no `{sign}` in double quotes.", sign=shown(sign))
    return (line, begin), begin + len(sign), message, say("Write `\\\\` for a backslash, or use single quotes.")


def _flow(trouble: Trouble) -> Verdict:
    place, (line, column) = trouble.opened, trouble.at
    opening = trouble.lines[place[0]][place[1] : place[1] + 1]
    closing = {"[": "]", "{": "}"}.get(opening, "]")
    if trouble.rest.startswith(":") and place[0] == line:
        message = say("A value in brackets holds a colon and a space, which YAML reads as a key.")
        return (line, column), column + 1, message, say("Put that value in double quotes.")
    following = "\n".join((trouble.rest, *trouble.lines[line + 1 : line + 100]))
    if (line == place[0] or not re.match(r"[\w-]+:\s", trouble.line)) and _CLOSED.match(following):
        message = say("A comma is missing before this.")
        return (
            (line, column),
            None,
            message,
            say("Put a comma between two values; a text with a comma or bracket in quotes."),
        )
    message = say("The bracket `{opening}` that opens here is not closed.", opening=shown(opening))
    return place, place[1] + 1, message, say("Close it with `{closing}`.", closing=closing)


def _content(trouble: Trouble) -> Verdict:
    place, sign = trouble.at, trouble.rest[:1]
    pair = pair_in(trouble.line)
    if sign and pair and pair.start("value") == place[1]:
        return _first_character(trouble)
    if sign == ",":
        message = say("A value is missing before this comma.")
        return place, place[1] + 1, message, say("Delete the comma, or write the value before it.")
    if sign and sign in "]}":
        return _stray_bracket(trouble)
    message = say("A value is missing here.")
    return place, None, message, say("Write it as `key: value`, or leave the key out when nothing is known.")


def _stray_bracket(trouble: Trouble) -> Verdict:
    place = trouble.at
    message = say("The bracket `{sign}` closes nothing that is open.", sign=shown(trouble.rest[:1]))
    return place, place[1] + 1, message, say("Delete it, or open it before; a text with a bracket stands in quotes.")


def _key(trouble: Trouble) -> Verdict:
    (line, column), last, rest = trouble.at, trouble.last, trouble.rest
    if isinstance(last, AliasEvent):
        return _value_begins(trouble, last)
    if isinstance(last, ScalarEvent) and last.style and mark_of(last.end_mark)[0] == line:
        return _after_quotes(trouble, last)
    if rest[:1] in ("]", "}"):
        return _stray_bracket(trouble)
    if isinstance(last, SequenceEndEvent | MappingEndEvent) and trouble.line[:column].strip():
        message = say("Text follows the bracket that closes the value.")
        return (line, column), trouble.end((line, 0)), message, say("Put all values in one pair of brackets.")
    if rest.startswith(":"):
        message = say("The key before the colon is missing.")
        return (line, column), column + 1, message, say("Write it as `key: value`.")
    if re.match(r"-(\s|\Z)", rest):
        message = say("A list item stands among keys.")
        return (line, column), column + 1, message, say("Indent all items of the list alike, below its key.")
    return _misaligned(trouble)


def _value_begins(trouble: Trouble, last: Event) -> Verdict:
    place = mark_of(last.start_mark)
    sign = trouble.lines[place[0]][place[1] : place[1] + 1]
    message = say("A value can't begin with `{character}`.", character=shown(sign))
    return place, place[1] + 1, message, in_quotes(trouble, place)


def _after_quotes(trouble: Trouble, last: ScalarEvent) -> Verdict:
    """Judge what follows a closing quotation mark: text, or the value of the next key, whose mark closed this one."""
    (line, column), place = trouble.at, mark_of(last.start_mark)
    pair = pair_in(trouble.line)
    if pair and place[0] < line and pair.start("value") == mark_of(last.end_mark)[1] - 1:
        message = say("The quotation mark that opens here is closed only by the one in line {line}.", line=line + 1)
        return place, place[1] + 1, message, say("Close it in its own line.")
    message = say("Text follows the quotation mark that closes the value.")
    advice = in_quotes(trouble, place) if place[0] == line else say("Put the text inside the quotation marks.")
    return (line, column), trouble.end((line, 0)), message, advice


def _misaligned(trouble: Trouble) -> Verdict:
    (line, column), (first, start) = trouble.at, trouble.opened
    message = say("The line begins in another column than the keys that it stands among.")
    colon = trouble.rest.find(":")
    end = column + colon if colon > 0 else trouble.end((line, 0))
    advice = say(
        "Begin it in the column of the key above, or in column {n} as line {first} does.", n=start + 1, first=first + 1
    )
    return (line, column), end, message, advice


def _dash(trouble: Trouble) -> Verdict:
    (line, column), (first, start) = trouble.at, trouble.opened
    item = re.compile(r"-\s+").match(trouble.lines[first], start)
    inner = item.end() if item else start + 2
    colon = trouble.rest.find(":")
    end = column + colon if colon > 0 else trouble.end((line, 0))
    message = say("The line stands in a list and is no item of it: it has no dash, or begins in the wrong column.")
    advice = say(
        "Begin an item with `- ` in column {n}; what belongs to the item above in column {m}.", n=start + 1, m=inner + 1
    )
    return (line, column), end, message, advice


def _dash_value(trouble: Trouble) -> Verdict:
    (line, column), item = trouble.at, trouble.rest[1:].strip()
    message = say("A list with dashes can't begin in the line of its key.")
    pair = pair_in(trouble.line)
    if pair and pair[0].isprintable() and 0 < len(item) <= SHOWN:
        advice = say("Write `{right}`, or each item in a line of its own.", right=f"{pair['key']}: [{item}]")
    else:
        advice = say("Write each item in a line of its own; a dash that stands for itself in quotes.")
    return (line, column), trouble.end((line, 0)), message, advice


def _directive(trouble: Trouble) -> Verdict:
    place = trouble.at[0], 0
    message = say("A line that begins with % is a directive of YAML, which a record has no use for.")
    return place, trouble.end(place), message, say("Delete it; a text that begins with % stands in quotes.")


def _document(trouble: Trouble) -> Verdict:
    (line, column), before = trouble.at, trouble.lines[: trouble.at[0]]
    for number, text in enumerate(before):
        if text.startswith("%"):
            message = say("A line that begins with % is a directive of YAML, which a record has no use for.")
            return (
                (number, 0),
                len(text.rstrip()),
                message,
                say("Delete it; a text that begins with % stands in quotes."),
            )
    written = [text for text in before if text.strip() and not text.lstrip().startswith("#") and text != "---"]
    if any(text.startswith("...") for text in before):
        message, advice = say("The record has ended above, at the line `...`."), say("Delete that line.")
    elif written and len(written[0]) - len(written[0].lstrip()) > column:
        message = say("The line begins further left than the first key of the record.")
        advice = say("Begin every key of the record in column 1.")
    else:
        message = say("The value above is no mapping, so nothing can follow it.")
        advice = say("Write a record as lines `key: value`, beginning with `id:`.")
    return (line, column), trouble.end((line, 0)), message, advice


def _general(trouble: Trouble) -> Verdict:
    place = trouble.at
    message = say("From here on this is no YAML.")
    advice = say("Write `key: value`, indent with spaces, and put a text with signs such as `: ` or ` #` in quotes.")
    return place, None, message, advice


_PROBLEMS: dict[str, Callable[[Trouble], Verdict]] = {
    "mapping values are not allowed in this context": _colon,
    "mapping keys are not allowed in this context": _opening,
    "block sequence entries are not allowed in this context": _dash_value,
    "could not find expected ':'": _simple_key,
    "found character that cannot start any token": _first_character,
    "found a tab character that violates indentation": _tab,
    "found a tab character where an indentation space is expected": _tab,
    "did not find expected alphabetic or numeric character": _opening,
    "did not find expected comment or line break": _opening,
    "found an indentation indicator equal to 0": _opening,
    "found unexpected end of stream": _quote,
    "found unexpected document indicator": _quote,
    "found unknown escape character": _escape,
    "did not find expected hexdecimal number": _escape,
    "found invalid Unicode character escape code": _escape,
    "found unexpected ':'": _colon,
    "did not find expected node content": _content,
    "did not find expected key": _key,
    "did not find expected '-' indicator": _dash,
    "did not find expected ',' or ']'": _flow,
    "did not find expected ',' or '}'": _flow,
    "did not find expected <document start>": _document,
    "could not find expected directive name": _directive,
    "found unexpected non-alphabetical character": _directive,
    "found unknown directive name": _directive,
    "found incompatible YAML document": _directive,
    "found duplicate %YAML directive": _directive,
    "found duplicate %TAG directive": _directive,
    "found extremely long version number": _directive,
    "did not find expected version number": _directive,
    "did not find expected digit or '.' character": _directive,
    "did not find expected whitespace": _directive,
    "did not find expected whitespace or line break": _opening,
    "did not find expected '!'": _opening,
    "did not find expected tag URI": _opening,
    "did not find the expected '>'": _opening,
    "did not find URI escaped octet": _opening,
    "found an incorrect leading UTF-8 octet": _opening,
    "found an incorrect trailing UTF-8 octet": _opening,
    "found undefined tag handle": _opening,
}
"""What libyaml 0.2 calls a problem, and who judges it."""
