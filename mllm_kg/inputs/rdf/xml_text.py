"""XML that is not well-formed, that could reach out, or that Oxigraph's parser would misread.

expat reads the text first, because it tells line and column. A document type is refused as soon as it begins: entities
can blow a text up, and name other files. So no entity is ever expanded, and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat
from xml.parsers.expat import errors

from mllm_kg.findings import Sentence, say
from mllm_kg.inputs.limits import Limits, too_deep
from mllm_kg.inputs.rdf.report import Problem, Report
from mllm_kg.inputs.rdf.spans import Lines, Span
from mllm_kg.records.text import shown

__all__ = ["check_xml", "plain"]

_DECLARED = re.compile(r"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_SPECIAL = re.compile(r"<\?.*?\?>|<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_WORD = re.compile(r"[\w:.-]+")
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")


class _Stop(Exception):
    """Nothing more needs to be read."""


def check_xml(lines: Lines, report: Report, limits: Limits) -> None:
    """Add to a report why a text is no XML that may be read.

    :param lines: the text
    :param report: takes the findings
    :param limits: how deep elements may stand in each other
    """
    declared = _DECLARED.match(lines.text)
    if declared and declared[1].lower() not in _UTF8:
        message = say(
            "The file says that it is written in {encoding}, and only UTF-8 is read.", encoding=shown(declared[1])
        )
        report.tell("syntax", Span(*declared.span(1)), message, say('Save it as UTF-8, with encoding="UTF-8".'))
        return
    _Check(lines, report, limits).run()


def plain(text: str) -> str:
    """Return a well-formed XML text without comments and CDATA sections, which Oxigraph's parser does not take in text."""
    return _SPECIAL.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    if match[0].startswith("<?"):
        return match[0]
    return (match[1] or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Check:
    """Follows expat, and remembers which elements are open."""

    def __init__(self, lines: Lines, report: Report, limits: Limits) -> None:
        self.lines, self.report, self.limits = lines, report, limits
        self.open: list[tuple[str, Span]] = []
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.document_type
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def run(self) -> None:
        """Read the text to its end, or to the first thing that is wrong."""
        try:
            self.parser.Parse(self.lines.text, True)
        except expat.ExpatError as error:
            self.report.told(self.problem(error))
        except _Stop:
            pass

    def here(self, length: int) -> Span:
        """Return the place of what expat tells about, with a length."""
        start = self.lines.offset(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        return Span(start, min(start + length, len(self.lines.text)))

    def document_type(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        """Refuse a document type."""
        message = say("XML with a document type is refused: its entities could blow it up or name other files.")
        advice = say("Take <!DOCTYPE …> out, and write what its entities stand for.")
        start = self.lines.text.rfind("<!DOCTYPE", 0, self.here(0).start + len("<!DOCTYPE"))
        self.report.tell("refused-input", Span(start, start + len("<!DOCTYPE")), message, advice)
        raise _Stop

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Remember an element that opens."""
        self.open.append((name, self.here(len(name) + 1)))
        if len(self.open) > self.limits.nesting:
            self.report.findings.append(too_deep(self.lines.at(self.open[-1][1]), self.limits.nesting))
            raise _Stop

    def end(self, name: str) -> None:
        """Forget an element that closes."""
        self.open.pop()

    def problem(self, error: expat.ExpatError) -> Problem:
        """Return an error of expat in plain words."""
        start = self.lines.offset(error.lineno, error.offset + 1)
        written = _WORD.match(self.lines.text, start)
        span = Span(start, written.end() if written else min(start + 1, len(self.lines.text)))
        name, place = self.open[-1] if self.open else ("", span)
        if error.code == _CODES[errors.XML_ERROR_NO_ELEMENTS] and self.open:
            advice = say("Close it with </{name}>.", name=name)
            return Problem("syntax", place, say("The element `{name}` is never closed.", name=name), advice)
        if error.code == _CODES[errors.XML_ERROR_TAG_MISMATCH]:
            told = say(
                "This closing tag does not match the opening tag <{name}> of line {line}.",
                name=name,
                line=self.lines.at(place).line or 1,
            )
            return Problem("syntax", span, told, say("Close elements in turn: </{name}> comes first.", name=name))
        kind = errors.messages.get(error.code, "")
        known = _SENTENCES.get(kind)
        if kind == errors.XML_ERROR_UNCLOSED_CDATA_SECTION:
            start = self.lines.text.rfind("<![CDATA[")
            span = Span(start, start + len("<![CDATA["))
        return Problem("syntax", span, *(known or _invalid(self.lines.text, start)))


def _invalid(text: str, start: int) -> tuple[Sentence, Sentence]:
    """Return what is wrong at a character that can't stand where it does."""
    before, character = text[:start].rstrip(), text[start : start + 1]
    if "&" in text[max(start - 1, 0) : start + 1]:
        return say("An `&` stands alone."), say("Write it as &amp;.")
    if character and not character.isprintable() and not character.isspace():
        return say("A control character can not stand in XML."), say("Take it out.")
    if before.rfind("<") <= before.rfind(">"):
        return _OTHER
    if before.endswith("="):
        return say("The value of an attribute stands in quotes."), say('Write it as name="value".')
    if character == "<":
        return say("A tag or a quote before this `<` is never closed."), say(
            "Close it; a `<` in a value is written &lt;."
        )
    return say("The tag is not well written here."), say('Write it as <name attribute="value">.')


_CODES = errors.codes
_OTHER = (
    say("The text is no well-formed XML here."),
    say("Check the brackets and quotes around it; < and & in a text are written &lt; and &amp;."),
)
_SENTENCES: Mapping[str, tuple[Sentence, Sentence]] = {
    errors.XML_ERROR_NO_ELEMENTS: (
        say("The file holds no element."),
        say('RDF/XML starts with <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">.'),
    ),
    errors.XML_ERROR_UNCLOSED_TOKEN: (say("What begins here is never closed."), say("Close it with `>`.")),
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: (
        say("The element has this attribute twice."),
        say("Keep one; a property with two values is written as two elements."),
    ),
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: (
        say("The first element has ended before this."),
        say("Put everything into one element <rdf:RDF>."),
    ),
    errors.XML_ERROR_UNDEFINED_ENTITY: (
        say("This entity is not known."),
        say("XML knows &lt; &gt; &amp; &quot; and &apos;; write any other character itself."),
    ),
    errors.XML_ERROR_BAD_CHAR_REF: (say("This stands for no character."), say("Write the character itself.")),
    errors.XML_ERROR_MISPLACED_XML_PI: (
        say("Something stands before <?xml … ?>."),
        say("Put <?xml … ?> at the very beginning, or leave it out."),
    ),
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: (say("This CDATA section is never closed."), say("Close it with `]]>`.")),
    errors.XML_ERROR_XML_DECL: (
        say("The declaration <?xml … ?> is not well written."),
        say('Write it as: <?xml version="1.0" encoding="UTF-8"?>'),
    ),
}
