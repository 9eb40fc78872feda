"""What literals of a datatype look like: the lexical spaces of XML Schema 1.1 Part 2 (5 April 2012) as regular expressions.

A literal whose text is outside of its datatype's lexical space is ill-typed, which ``sh:datatype`` forbids (SHACL,
section 4.1.2). SPARQL 1.1 can cast to a few datatypes only; a regular expression works on every server.
"""

from __future__ import annotations

from collections.abc import Mapping

from mllm_kg.namespaces import PREFIXES

__all__ = ["LEXICAL"]

_XSD, _RDF = PREFIXES["xsd"], PREFIXES["rdf"]

_ZONE = "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = "-?([1-9][0-9]{3,}|0[0-9]{3})"
_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_LEAP = "-?[0-9]*([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DATE = f"({_YEAR}-((0[13578]|1[02])-{_DAY}|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)"
_TIME = "(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?|24:00:00([.]0+)?)"
_FLOAT = "([+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)"

LEXICAL: Mapping[str, str] = {
    _XSD + "string": "",
    _RDF + "langString": "",
    _XSD + "anyURI": "",
    _XSD + "boolean": "^(true|false|1|0)$",
    _XSD + "integer": "^[+-]?[0-9]+$",
    _XSD + "nonNegativeInteger": "^([+]?[0-9]+|-0+)$",
    _XSD + "positiveInteger": "^[+]?0*[1-9][0-9]*$",
    _XSD + "decimal": "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$",
    _XSD + "double": f"^{_FLOAT}$",
    _XSD + "float": f"^{_FLOAT}$",
    _XSD + "date": f"^{_DATE}{_ZONE}$",
    _XSD + "dateTime": f"^{_DATE}T{_TIME}{_ZONE}$",
    _XSD + "gYear": f"^{_YEAR}{_ZONE}$",
    _XSD + "gYearMonth": f"^{_YEAR}-{_MONTH}{_ZONE}$",
}
"""By the IRI of the datatype; nothing where every text is allowed."""
