"""What the data shows: candidates for domains, ranges, inverses, symmetry and equal terms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mllm_kg.lint.model import Breach
from mllm_kg.lint.patterns import ENOUGH, PATTERNS
from mllm_kg.namespaces import expand
from tests.lint.parts import inspected

RULES = {rule.id: rule for rule in PATTERNS}

CLASSES = """
mllm:ResearchOutput a owl:Class .
mllm:Paper a owl:Class ; rdfs:subClassOf mllm:ResearchOutput .
mllm:Survey a owl:Class ; rdfs:subClassOf mllm:Paper .
mllm:ListedPaper a owl:Class ; rdfs:subClassOf mllm:Paper ; owl:equivalentClass [ a owl:Class ] .
mllm:Person a owl:Class .
"""


def breaches(rule: str, text: str) -> list[Breach]:
    return list(RULES[rule].find(inspected(text)))


def values(rule: str, text: str) -> Iterator[tuple[str, str | None]]:
    return ((breach.entity, breach.value) for breach in breaches(rule, text))


def test_the_narrowest_class_that_all_subjects_share_is_the_candidate() -> None:
    text = (
        CLASSES
        + """
        mllm:year a owl:DatatypeProperty .
        kgg:data { <paper/a> mllm:year 1 ; a mllm:Survey . <paper/b> mllm:year 2 ; a mllm:Paper . }
        kgg:inferred { <paper/a> a mllm:Paper , mllm:ResearchOutput . <paper/b> a mllm:ResearchOutput . }
        """
    )
    assert list(values("missing-domain", text)) == [(expand("mllm:year"), expand("mllm:Paper"))]


def test_a_class_that_is_defined_by_an_expression_is_no_candidate() -> None:
    text = (
        CLASSES
        + """
        mllm:year a owl:DatatypeProperty .
        kgg:data { <paper/a> mllm:year 1 ; a mllm:Paper . }
        kgg:inferred { <paper/a> a mllm:ListedPaper . }
        """
    )
    assert list(values("missing-domain", text)) == [(expand("mllm:year"), expand("mllm:Paper"))]


def test_a_property_of_a_thing_without_a_class_has_no_candidate() -> None:
    text = CLASSES + "mllm:year a owl:DatatypeProperty . kgg:data { <paper/a> mllm:year 1 . }"
    assert breaches("missing-domain", text) == []


def test_a_property_without_data_has_no_candidate() -> None:
    text = CLASSES + "mllm:year a owl:DatatypeProperty ."
    assert breaches("missing-domain", text) == []
    assert breaches("missing-range", text) == []


def test_what_only_follows_shows_no_domain() -> None:
    text = CLASSES + "mllm:near a owl:ObjectProperty . kgg:inferred { <paper/a> mllm:near <paper/b> ; a mllm:Paper . }"
    assert breaches("missing-domain", text) == []


def test_a_property_that_is_said_to_hold_of_anything_has_a_domain() -> None:
    text = (
        CLASSES
        + """
        mllm:homepage a owl:ObjectProperty ; rdfs:domain owl:Thing .
        kgg:data { <paper/a> mllm:homepage <https://a.org> ; a mllm:Paper . }
        """
    )
    assert breaches("missing-domain", text) == []


@pytest.mark.parametrize(
    ("written", "candidate"),
    [
        ("1", "xsd:integer"),
        ('"a"', "xsd:string"),
        ("true", "xsd:boolean"),
        ('"2024-04-07"^^xsd:date', None),
        ('1, "a"', None),
        ("1, <https://a.org>", None),
    ],
)
def test_the_datatype_that_all_values_share_is_the_candidate(written: str, candidate: str | None) -> None:
    text = f"mllm:size a owl:DatatypeProperty . kgg:data {{ <paper/a> mllm:size {written} . }}"
    found = list(values("missing-range", text))
    assert found == ([(expand("mllm:size"), expand(candidate))] if candidate else [])


def test_a_message_says_what_it_is_about() -> None:
    text = CLASSES + "mllm:year a owl:DatatypeProperty . kgg:data { <paper/a> mllm:year 1 ; a mllm:Paper . }"
    [breach] = breaches("missing-domain", text)
    assert breach.message == "mllm:year has no domain, and all that has it is in mllm:Paper."
    assert breach.path == expand("rdfs:domain")


def pairs(count: int, prop: str, turned: bool = False) -> str:
    """Return statements between people and papers."""
    ends = [(f"<person/p{number}>", f"<paper/w{number}>") for number in range(count)]
    return "\n".join(f"{b} {prop} {a} ." if turned else f"{a} {prop} {b} ." for a, b in ends)


@pytest.mark.parametrize(("count", "told"), [(ENOUGH - 1, 0), (ENOUGH, 1), (ENOUGH + 1, 1)])
def test_few_pairs_show_nothing(count: int, told: int) -> None:
    declared = "mllm:writes a owl:ObjectProperty . mllm:writtenBy a owl:ObjectProperty .\n"
    data = pairs(count, "mllm:writes") + pairs(count, "mllm:writtenBy", turned=True)
    found = breaches("undeclared-inverse", f"{declared} kgg:data {{ {data} }}")
    assert len(found) == told
    for breach in found:
        assert breach.message == (
            "mllm:writes and mllm:writtenBy always run against each other, and are not said to be inverse."
        )


def test_an_inverse_that_is_declared_from_either_side_counts() -> None:
    declared = "mllm:writes a owl:ObjectProperty . mllm:writtenBy a owl:ObjectProperty ; owl:inverseOf mllm:writes .\n"
    data = pairs(ENOUGH, "mllm:writes") + pairs(ENOUGH, "mllm:writtenBy", turned=True)
    assert breaches("undeclared-inverse", f"{declared} kgg:data {{ {data} }}") == []


def test_equal_properties_are_told_once() -> None:
    declared = "mllm:writes a owl:ObjectProperty . mllm:authors a owl:ObjectProperty .\n"
    data = pairs(ENOUGH, "mllm:writes") + pairs(ENOUGH, "mllm:authors")
    [breach] = breaches("undeclared-same-property", f"{declared} kgg:data {{ {data} }}")
    assert {breach.entity, breach.value} == {expand("mllm:writes"), expand("mllm:authors")}


def test_a_chain_of_subclasses_relates_classes_too() -> None:
    members = " ".join(
        f"<paper/m{number}> a mllm:Survey , mllm:Paper , mllm:ResearchOutput ." for number in range(ENOUGH)
    )
    assert breaches("undeclared-same-class", CLASSES + f"kgg:data {{ {members} }}") == []
    apart = CLASSES.replace(" ; rdfs:subClassOf mllm:ResearchOutput", "")
    told = {
        (breach.entity, breach.value)
        for breach in breaches("undeclared-same-class", apart + f"kgg:data {{ {members} }}")
    }
    assert told == {
        (expand("mllm:Paper"), expand("mllm:ResearchOutput")),
        (expand("mllm:ResearchOutput"), expand("mllm:Survey")),
    }
