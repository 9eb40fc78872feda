"""The rules of OWL 2 Profiles §4.3 that conclude ``false``, generated from an ontology.

Here every IRI stands for something of its own, and literals stand for their values. So the rules that make two things
one are read as contradictions as well:

=====================================  ================================================================================
rules                                  what can't be
=====================================  ================================================================================
eq-diff1, eq-diff2, eq-diff3           two names for one thing; a thing that differs from itself
prp-irp, prp-asyp                      related to itself; related both ways
prp-pdw, prp-adp                       related in two ways that exclude each other
prp-npa1, prp-npa2                     related as it is said not to be
prp-fp, prp-ifp, prp-key               two values where one can be; two things with a value, or a key, that one can have
cls-nothing2                           in the empty class, or in one that is below it
cls-com, cax-dw, cax-adc               in a class and its complement; in two disjoint classes
cls-maxc1, cls-maxqc1, cls-maxqc2      a value where none can be
cls-maxc2, cls-maxqc3, cls-maxqc4      two values where one can be
dt-not-type                            a literal that is not in the range that an axiom gives it
=====================================  ================================================================================

They are made from what is said of classes (:mod:`~mllm_kg.reasoning.exclusions`) and from what is said of properties,
keys and individuals (:mod:`~mllm_kg.reasoning.restraints`). The types and values that an instance has by its named
classes stand in the closed graph already. A literal that is none of its own datatype needs no axiom:
:mod:`~mllm_kg.reasoning.clashbook` looks at all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from mllm_kg.reasoning.classes import stated_members, subclass_members
from mllm_kg.reasoning.contradiction import Apart, Contradiction
from mllm_kg.reasoning.exclusions import Against, apart, empty, expressions
from mllm_kg.reasoning.properties import end_members
from mllm_kg.reasoning.restraints import characteristics, exclusive, individuals, keys
from mllm_kg.reasoning.schema import Schema

__all__ = ["Apart", "Contradiction", "apart", "contradictions"]


def contradictions(schema: Schema) -> Iterator[Contradiction]:
    """Yield what can't be by an ontology's axioms, without what groups of named classes say."""
    against = Against(schema)
    yield from empty(schema)
    yield from expressions(schema)
    for member in (*subclass_members(schema), *stated_members(schema), *end_members(schema)):
        yield from against.membership(member)
    yield from characteristics(schema)
    yield from exclusive(schema)
    yield from keys(schema)
    yield from individuals(schema)
