"""For each rule that concludes ``false``: axioms, facts that break it, facts that do not, and what is said.

The text of :data:`CASES` is Turtle; see ``conftest.parse`` for prefixes. What is said has ``:`` for the prefix of the
examples.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CASES", "Case"]

SOME = "[ a owl:Restriction ; owl:onProperty :p ; {} ]"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


@dataclass(frozen=True)
class Case:
    """One case.

    :param rule: the rule that is broken
    :param axioms: the axioms
    :param wrong: facts that break it
    :param right: facts that do not
    :param said: what is said of the wrong ones
    :param peer: whether owlrl knows the rule, with names that are told apart
    """

    rule: str
    axioms: str
    wrong: str
    right: str
    said: str
    peer: bool = True


CASES = {
    "one thing under two names": Case(
        "eq-diff1", "", ":x owl:sameAs :y .", ":x owl:sameAs :x .",
        ":x and :y are taken for the same, but each name is of a thing of its own.",
    ),
    "different from itself": Case(
        "eq-diff1", "", ":x owl:differentFrom :x .", ":x owl:differentFrom :y .", ":x is said to differ from itself.",
    ),
    "twice among those that differ": Case(
        "eq-diff3", "[] a owl:AllDifferent ; owl:distinctMembers ( :x :y :x ) .", ":x a :A .", "",
        ":x is said to differ from itself.", peer=False,
    ),
    "twice among members that differ": Case(
        "eq-diff2", "[] a owl:AllDifferent ; owl:members ( :x :y :x ) .", ":x a :A .", "",
        ":x is said to differ from itself.", peer=False,
    ),
    "related to itself": Case(
        "prp-irp", ":p a owl:IrreflexiveProperty .", ":x :p :x .", ":x :p :y . :y :p :x .",
        ":x is related to itself by :p, which can't be.",
    ),
    "both ways": Case(
        "prp-asyp", ":p a owl:AsymmetricProperty .", ":x :p :y . :y :p :x .", ":x :p :y . :y :p :z . :z :p :x .",
        ":x and :y are related by :p both ways, which can't be.",
    ),
    "both ways with itself": Case(
        "prp-asyp", ":p a owl:AsymmetricProperty .", ":x :p :x .", ":x :p :y .",
        ":x and :x are related by :p both ways, which can't be.",
    ),
    "excluding properties": Case(
        "prp-pdw", ":p owl:propertyDisjointWith :q .", ":x :p :y ; :q :y .", ":x :p :y ; :q :z .",
        ":x is related to :y by :p and by :q, which exclude each other.",
    ),
    "excluding properties of a group": Case(
        "prp-adp", "[] a owl:AllDisjointProperties ; owl:members ( :p :q :r ) .",
        ":x :p :y ; :q :y .", ":x :p :y ; :q :x ; :r :z .",
        ":x is related to :y by :p and by :q, which exclude each other.",
    ),
    "excluding properties, one turned round": Case(
        "prp-pdw", ":p owl:propertyDisjointWith [ owl:inverseOf :q ] .", ":x :p :y . :y :q :x .", ":x :p :y ; :q :y .",
        ":x is related to :y by :p and by the inverse of :q, which exclude each other.", peer=False,
    ),
    "said not to be": Case(
        "prp-npa1",
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y .",
        ":x :p :y .", ":y :p :x . :x :p :z .", ":x has :y for :p, which is said not to be.",
    ),
    "a value said not to be": Case(
        "prp-npa2",
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :x ; owl:assertionProperty :k ; owl:targetValue \"v\" .",
        ':x :k "v" .', ':x :k "w" . :y :k "v" .', ':x has "v" for :k, which is said not to be.',
    ),
    "two things for one": Case(
        "prp-fp", ":p a owl:FunctionalProperty .", ":x :p :y, :z .", ":x :p :y . :y :p :z .",
        ":x has :y and :z for :p, which can have one value only.",
    ),
    "two values for one": Case(
        "prp-fp", ":k a owl:FunctionalProperty .", ':x :k "1", "2" .', ":x :k 1, 1.0 . :y :k 2 .",
        ':x has "1" and "2" for :k, which can have one value only.', peer=False,
    ),
    "numbers that are no doubles": Case(
        "prp-fp", ":k a owl:FunctionalProperty .", ":x :k 1, 1.0e0 .", ":x :k 1.50, 1.5 .",
        f':x has "1"^^<http://www.w3.org/2001/XMLSchema#double> and "1"^^<{INTEGER}> for :k, which can have one value only.',
        peer=False,
    ),
    "one value for two": Case(
        "prp-ifp", ":p a owl:InverseFunctionalProperty .", ":y :p :x . :z :p :x .", ":y :p :x . :z :p :y .",
        ":y and :z have :x for :p, which only one thing can have.",
    ),
    "a key": Case(
        "prp-key", ":A owl:hasKey ( :k :p ) .",
        ":x a :A ; :k 1 ; :p :z . :y a :A ; :k 1 ; :p :z .",
        ":x a :A ; :k 1 ; :p :z . :y a :A ; :k 1 ; :p :x . :z a :B ; :k 1 ; :p :z .",
        ":x and :y have the same :k, :p, by which each :A is told from the others.", peer=False,
    ),
    "the empty class": Case(
        "cls-nothing2", "", ":x a owl:Nothing .", ":x a owl:Thing .", ":x is owl:Nothing, which can have no member.",
    ),
    "a class below the empty one": Case(
        "cls-nothing2", ":A rdfs:subClassOf :B . :B rdfs:subClassOf owl:Nothing .", ":x a :A .", ":x a :C .",
        ":x is :B, which can have no member.",
    ),
    "a property that nothing can have": Case(
        "cls-nothing2", ":p rdfs:domain owl:Nothing .", ":x :p :y .", ":x :q :y .",
        ":x is :p, which can have no member.",
    ),
    "a complement": Case(
        "cls-com", ":A owl:complementOf :B .", ":x a :A, :B .", ":x a :A . :y a :B .",
        ":x is :A and :B, which are complements.",
    ),
    "a complement above": Case(
        "cls-com", ":A rdfs:subClassOf [ owl:complementOf :B ] .", ":x a :A, :B .", ":x a :A . :y a :B .",
        ":x is not :B and :B, which are complements.",
    ),
    "a complement of an expression": Case(
        "cls-com", f":A rdfs:subClassOf [ owl:complementOf {SOME.format('owl:someValuesFrom owl:Thing')} ] .",
        ":x a :A ; :p :y .", ":x a :A . :y :p :x .",
        ":x is not (:p some owl:Thing) and (:p some owl:Thing), which are complements.",
    ),
    "disjoint classes": Case(
        "cax-dw", ":A owl:disjointWith :B . :C rdfs:subClassOf :B .", ":x a :A, :C .", ":x a :A . :y a :B .",
        ":x is :A and :B, which are disjoint.",
    ),
    "a class disjoint with itself": Case(
        "cax-dw", ":A owl:disjointWith :A .", ":x a :A .", ":x a :B .", ":x is :A and :A, which are disjoint.",
    ),
    "a class disjoint with an expression": Case(
        "cax-dw", f":A owl:disjointWith {SOME.format('owl:hasValue :v')} .", ":x a :A ; :p :v .", ":x a :A ; :p :w .",
        ":x is :A and (:p value :v), which are disjoint.",
    ),
    "disjoint classes of a group": Case(
        "cax-adc", "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .", ":x a :A, :C .",
        ":x a :A . :y a :B . :z a :C, :D .", ":x is :A and :C, which are disjoint.",
    ),
    "parts of a disjoint union": Case(
        "cax-dw", ":A owl:disjointUnionOf ( :B :C ) .", ":x a :B, :C .", ":x a :A, :B .",
        ":x is :B and :C, which are disjoint.", peer=False,
    ),
    "no value": Case(
        "cls-maxc1", f":A rdfs:subClassOf {SOME.format('owl:maxCardinality 0')} .", ":x a :A ; :p :y .",
        ":x a :A . :y :p :x .", ":x has :y for :p, of which it can have no value.", peer=False,
    ),
    "one value at most": Case(
        "cls-maxc2", f":A rdfs:subClassOf {SOME.format('owl:maxCardinality 1')} .", ":x a :A ; :p :y, :z .",
        ":x a :A ; :p :y . :y :p :x, :z .", ":x has :y and :z for :p, of which it can have one value only.", peer=False,
    ),
    "no value of a class": Case(
        "cls-maxqc1", f":A rdfs:subClassOf {SOME.format('owl:maxQualifiedCardinality 0 ; owl:onClass :B')} .",
        ":x a :A ; :p :y . :y a :B .", ":x a :A ; :p :y . :z a :B .",
        ":x has :y for :p, of which it can have no value.", peer=False,
    ),
    "no value of anything": Case(
        "cls-maxqc2", f":A rdfs:subClassOf {SOME.format('owl:maxQualifiedCardinality 0 ; owl:onClass owl:Thing')} .",
        ":x a :A ; :p :y .", ":x a :A .", ":x has :y for :p, of which it can have no value.", peer=False,
    ),
    "one value of a class at most": Case(
        "cls-maxqc3", f":A rdfs:subClassOf {SOME.format('owl:maxQualifiedCardinality 1 ; owl:onClass :B')} .",
        ":x a :A ; :p :y, :z . :y a :B . :z a :B .", ":x a :A ; :p :y, :z . :y a :B . :z a :C .",
        ":x has :y and :z for :p, of which it can have one value only.", peer=False,
    ),
    "one value of anything at most": Case(
        "cls-maxqc4", f":A rdfs:subClassOf {SOME.format('owl:maxQualifiedCardinality 1 ; owl:onClass owl:Thing')} .",
        ":x a :A ; :p :y, :z .", ":x a :A ; :p :y .",
        ":x has :y and :z for :p, of which it can have one value only.", peer=False,
    ),
    "one value of a datatype at most": Case(
        "cls-maxqc3", f":A rdfs:subClassOf {SOME.format('owl:maxQualifiedCardinality 1 ; owl:onDataRange xsd:integer')} .",
        ":x a :A ; :p 1, 2 .", ':x a :A ; :p 1, "two", 2.5 .',
        f':x has "1"^^<{INTEGER}> and "2"^^<{INTEGER}> for :p, of which it can have one value only.', peer=False,
    ),
    "a literal outside a range": Case(
        "dt-not-type", ":k rdfs:range xsd:integer .", ':x :k "many" .', ":x :k 1, 2.0 .",
        ':x has "many" for :k, which is not of xsd:integer.', peer=False,
    ),
    "a literal outside what all values are": Case(
        "dt-not-type", ":A rdfs:subClassOf [ owl:onProperty :k ; owl:allValuesFrom xsd:boolean ] .", ":x a :A ; :k 1 .",
        ":x a :A ; :k true . :y :k 1 .", f':x has "1"^^<{INTEGER}> for :k, which is not of xsd:boolean.', peer=False,
    ),
    "a literal outside a restricted range": Case(
        "dt-not-type",
        ":k rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:integer ; owl:withRestrictions ( [ xsd:minInclusive 0 ] ) ] .",
        ":x :k -1 .", ":x :k 0, 7 .",
        f':x has "-1"^^<{INTEGER}> for :k, which is not of (xsd:integer minInclusive 0).', peer=False,
    ),
    "a literal that is none of its datatype": Case(
        "dt-not-type", "", ':x :k "many"^^xsd:integer .', ':x :k "7"^^xsd:integer .',
        f':x has "many"^^<{INTEGER}> for :k, which no xsd:integer is written as.', peer=False,
    ),
    "values of values": Case(
        "cax-dw",
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom [ owl:complementOf :B ] ] . "
        ":B owl:disjointWith :C . [ owl:complementOf :B ] owl:disjointWith :D .",
        ":y a :B, :C .", ":x a :A ; :p :y . :y a :C .", ":y is :B and :C, which are disjoint.",
    ),
    "what all values are not": Case(
        "cls-com", ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom [ owl:complementOf :B ] ] .",
        ":x a :A ; :p :y . :y a :B .", ":x a :A ; :p :y . :x a :B .",
        ":y is not :B and :B, which are complements.",
    ),
    "an individual of the ontology": Case(
        "cls-com", ":x a [ owl:complementOf :B ] .", ":x a :B .", ":y a :B .",
        ":x is not :B and :B, which are complements.",
    ),
}  # fmt: skip
