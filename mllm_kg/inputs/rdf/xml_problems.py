"""What can be wrong with well-formed XML as RDF, in plain sentences."""

from __future__ import annotations

from mllm_kg.findings import say
from mllm_kg.inputs.rdf.irregular import bad_iri
from mllm_kg.inputs.rdf.report import Problem
from mllm_kg.inputs.rdf.spans import Span
from mllm_kg.namespaces import PREFIXES
from mllm_kg.nearest import closest
from mllm_kg.records.text import shown

__all__ = [
    "bad_iri",
    "bad_language",
    "ignored_type",
    "no_attribute",
    "no_namespace",
    "no_node_name",
    "stray_text",
    "unknown_prefix",
]


def unknown_prefix(prefix: str, span: Span) -> Problem:
    """Tell of a prefix that is not declared."""
    message = say("The prefix `{prefix}:` is not declared.", prefix=prefix)
    known = PREFIXES.get(prefix)
    if known:
        advice = say('Add xmlns:{prefix}="{namespace}" to the first element.', prefix=prefix, namespace=known)
        return Problem("syntax", span, message, advice)
    near = closest(prefix[:100], PREFIXES)
    if near:
        advice = say(
            'Did you mean `{near}:`? It is declared by xmlns:{near}="{namespace}".',
            near=near,
            namespace=PREFIXES[near],
        )
        return Problem("syntax", span, message, advice)
    advice = say('Declare it in the first element: xmlns:{prefix}="…".', prefix=prefix)
    return Problem("syntax", span, message, advice)


def bad_language(tag: str, span: Span) -> Problem:
    """Tell of an ``xml:lang`` that is no language tag."""
    message = say('"{tag}" is no language tag.', tag=shown(tag))
    return Problem("syntax", span, message, say('Write one such as xml:lang="en", or leave xml:lang out.'))


def ignored_type(kind: str, span: Span) -> Problem:
    """Tell of an ``rdf:parseType`` that is not known, so that what the property says is lost."""
    message = say("`{kind}` is no rdf:parseType, so what the property says is lost.", kind=shown(kind))
    return Problem("syntax", span, message, say("It is Resource, Literal or Collection; a text needs none."))


def no_attribute(name: str, span: Span) -> Problem:
    """Tell of an attribute that has no meaning in RDF/XML."""
    if ":" not in name:
        advice = say("Write it with a prefix, such as `rdf:{name}` or `mllm:{name}`.", name=name)
    else:
        advice = say("RDF/XML knows rdf:about, rdf:ID, rdf:nodeID, rdf:resource, rdf:datatype and rdf:parseType.")
    return Problem("syntax", span, say("The attribute `{name}` has no meaning here.", name=name), advice)


def no_namespace(name: str, span: Span) -> Problem:
    """Tell of an element whose name belongs to no namespace."""
    message = say("The element `{name}` belongs to no namespace.", name=name)
    return Problem("syntax", span, message, say("Write it with a prefix, such as `mllm:{name}`.", name=name))


def no_node_name(name: str, span: Span) -> Problem:
    """Tell of an element with a name that it can't have where it stands."""
    advice = say("Elements of things and elements of their properties take turns: check what this one stands in.")
    return Problem("syntax", span, say("The element `{name}` can not stand here.", name=name), advice)


def stray_text(span: Span) -> Problem:
    """Tell of text that stands between elements."""
    advice = say("Put the text into an element of a property.")
    return Problem("syntax", span, say("Text can not stand between these elements."), advice)
