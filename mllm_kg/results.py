"""The answer to a SELECT query: variables and rows, in the formats that SPARQL 1.1 defines for results.

Terms are pyoxigraph's; a variable without a value is ``None``. Each writer follows its specification to the letter:
CSV has CRLF and bare values, TSV has terms in Turtle's notation, JSON and XML say the kind of each term.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from mllm_kg.errors import DependencyMissing, OutputError, UnknownName

if TYPE_CHECKING:
    import pandas

__all__ = [
    "FORMATS",
    "Row",
    "Rows",
    "Term",
    "parse_json",
    "serialize_boolean",
    "short_literal",
    "to_python",
    "value_text",
]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = _XSD + "string"


class Row:
    """One solution: reads like a mapping from variable to term, and like a sequence in the order of the variables."""

    __slots__ = ("_index", "values")

    def __init__(self, index: dict[str, int], values: Sequence[Term | None]) -> None:
        self._index = index
        self.values = tuple(values)

    def __getitem__(self, key: str | int) -> Term | None:
        return self.values[self._index[key] if isinstance(key, str) else key]

    def __iter__(self) -> Iterator[Term | None]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and self.asdict() == other.asdict()

    def __hash__(self) -> int:
        return hash(frozenset(self.asdict().items()))

    def __repr__(self) -> str:
        return "Row(" + ", ".join(f"{name}={value}" for name, value in self.asdict().items()) + ")"

    def get(self, name: str, default: Term | None = None) -> Term | None:
        """Return the term of variable ``name``, or ``default`` when it has none here."""
        position = self._index.get(name)
        value = None if position is None else self.values[position]
        return default if value is None else value

    def asdict(self) -> dict[str, Term]:
        """Return the bound variables with their terms."""
        return {name: value for name, at in self._index.items() if (value := self.values[at]) is not None}


class Rows:
    """All solutions of a query, in its order.

    :param variables: their names, without question mark, in the order of the SELECT clause
    :param rows: one sequence of terms a solution, parallel to ``variables``
    """

    __slots__ = ("_index", "rows", "variables")

    def __init__(self, variables: Sequence[str], rows: Sequence[Sequence[Term | None]]) -> None:
        self.variables = tuple(variables)
        self._index = {name: at for at, name in enumerate(self.variables)}
        self.rows: list[tuple[Term | None, ...]] = [tuple(row) for row in rows]

    @classmethod
    def of(cls, solutions: ox.QuerySolutions) -> Rows:
        """Take over what pyoxigraph answered."""
        return cls([variable.value for variable in solutions.variables], list(solutions))

    @classmethod
    def from_json(cls, text: bytes | str) -> Rows:
        """Read a result in the format SPARQL 1.1 Query Results JSON.

        :raises ValueError: when it is something else, or the answer to an ASK
        """
        answer = parse_json(text)
        if isinstance(answer, Rows):
            return answer
        raise ValueError("this is the answer to an ASK query, not rows")

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return (Row(self._index, values) for values in self.rows)

    def __getitem__(self, at: int) -> Row:
        return Row(self._index, self.rows[at])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and (self.variables, self.rows) == (other.variables, other.rows)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Rows({', '.join(self.variables)}: {len(self)} rows)"

    @property
    def bindings(self) -> list[dict[str, Term]]:
        """Every row as a dictionary of its bound variables."""
        return [row.asdict() for row in self]

    def serialize(self, format: str) -> bytes:
        """Return the rows as a document in UTF-8.

        :param format: ``csv``, ``tsv``, ``json`` or ``xml``
        :raises UnknownName: when it is none of these
        :raises OutputError: when a value has characters that XML can't hold
        """
        return _writer(format)(self).encode()

    def to_pandas(self) -> pandas.DataFrame:
        """Return a data frame: a column a variable, with numbers, booleans and strings, ``<NA>`` where there is no value.

        :raises DependencyMissing: when pandas is not installed
        """
        try:
            import pandas
        except ImportError:
            raise DependencyMissing("pandas", "pandas") from None
        records = [[to_python(value) for value in row] for row in self.rows]
        return pandas.DataFrame(records, columns=list(self.variables)).convert_dtypes()


def parse_json(text: bytes | str) -> Rows | bool:
    """Read an answer in the format SPARQL 1.1 Query Results JSON: rows, or the truth value of an ASK.

    :raises ValueError: when it is something else
    """
    try:
        return _parse_json(text)
    except SyntaxError as error:
        reason = str(error)
    # Raised here, so that no traceback holds on to pyoxigraph's objects: another thread must not be the one to drop them.
    raise ValueError(reason)


def _parse_json(text: bytes | str) -> Rows | bool:
    answer = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    return Rows.of(answer) if isinstance(answer, ox.QuerySolutions) else bool(answer)


def serialize_boolean(value: bool, format: str) -> bytes:
    """Return the answer to an ASK query as a document, in the same formats as rows."""
    _writer(format)
    word = "true" if value else "false"
    if format == "json":
        return f'{{"head":{{}},"boolean":{word}}}'.encode()
    if format == "xml":
        return f"{_XML_OPEN}<head></head><boolean>{word}</boolean></sparql>".encode()
    return word.encode()


def value_text(term: Term | None) -> str:
    """Return what a term says, without notation: the IRI, the literal's text, ``_:label``; nothing for ``None``."""
    if term is None:
        return ""
    return str(term) if isinstance(term, (ox.BlankNode, ox.Triple)) else term.value


def to_python(term: Term | None) -> Any:
    """Return Python's value for a term: numbers and booleans as such, everything else as text, nothing as ``None``."""
    if term is None or not isinstance(term, ox.Literal):
        return None if term is None else value_text(term)
    convert = _PYTHON.get(term.datatype.value)
    try:
        return convert(term.value) if convert else term.value
    except (KeyError, ValueError):
        return term.value


_INTEGERS = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte gYear"
)
_PYTHON: dict[str, Callable[[str], Any]] = {
    **{_XSD + name: int for name in _INTEGERS.split()},
    **{_XSD + name: float for name in ("decimal", "double", "float")},
    _XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
}


def _csv(rows: Rows) -> str:
    lines = [",".join(rows.variables)]
    lines += [",".join(_csv_field(value_text(value)) for value in row) for row in rows.rows]
    return "".join(line + "\r\n" for line in lines)


def _csv_field(text: str) -> str:
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _tsv(rows: Rows) -> str:
    lines = ["\t".join("?" + name for name in rows.variables)]
    lines += ["\t".join("" if value is None else _turtle(value) for value in row) for row in rows.rows]
    return "".join(line + "\n" for line in lines)


# What Turtle writes without quotes, by datatype.
_SHORT = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    _XSD + "boolean": re.compile("true|false"),
}


def short_literal(literal: ox.Literal) -> str | None:
    """Return the form without quotes that Turtle and SPARQL have for a number or a boolean, if it has one."""
    short = _SHORT.get(literal.datatype.value)
    return literal.value if short and short.fullmatch(literal.value) else None


def _turtle(term: Term) -> str:
    return (isinstance(term, ox.Literal) and short_literal(term)) or str(term)


def _json(rows: Rows) -> str:
    import json

    def dump(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    bindings = ",\n".join(
        dump({name: _json_term(value) for name, value in zip(rows.variables, row, strict=True) if value is not None})
        for row in rows.rows
    )
    return f'{{"head":{{"vars":{dump(rows.variables)}}},"results":{{"bindings":[\n{bindings}\n]}}}}\n'


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found


_XML_OPEN = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _xml(rows: Rows) -> str:
    head = "".join(f'<variable name="{name}"/>' for name in rows.variables)
    results = "".join(f"<result>{_xml_row(rows.variables, row)}</result>\n" for row in rows.rows)
    return f"{_XML_OPEN}\n<head>{head}</head>\n<results>\n{results}</results>\n</sparql>\n"


def _xml_row(variables: Sequence[str], row: Sequence[Term | None]) -> str:
    return "".join(
        f'<binding name="{name}">{_xml_term(value)}</binding>'
        for name, value in zip(variables, row, strict=True)
        if value is not None
    )


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.Triple):
        parts = zip(("subject", "predicate", "object"), (term.subject, term.predicate, term.object), strict=True)
        return "<triple>" + "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts) + "</triple>"
    text = _xml_text(term.value)
    if isinstance(term, ox.NamedNode):
        return f"<uri>{text}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f'<literal xml:lang="{term.language}">{text}</literal>'
    if term.datatype.value != _STRING:
        return f'<literal datatype="{_xml_text(term.datatype.value)}">{text}</literal>'
    return f"<literal>{text}</literal>"


def _xml_text(text: str) -> str:
    wrong = _NOT_XML.search(text)
    if wrong:
        character = f"U+{ord(wrong[0]):04X}"
        raise OutputError(f"XML can't hold the character {character} of a value.", hint="Choose json, tsv or csv.")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\r", "&#13;")


FORMATS: dict[str, Callable[[Rows], str]] = {"csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml}
"""The writers by the name of their format."""


def _writer(format: str) -> Callable[[Rows], str]:
    writer = FORMATS.get(format)
    if writer is None:
        raise UnknownName("result format", format, tuple(FORMATS))
    return writer
