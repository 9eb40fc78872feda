"""The RDFC-1.0 hash, held to the W3C's examples and to another way of counting."""

from __future__ import annotations

import hashlib

import pyoxigraph as ox
import pytest

from mllm_kg.release.hashes import canonical_form, rdfc10_hash, without_names

VOCAB = "http://example.org/vocab#"


def quads(text: str) -> list[ox.Quad]:
    return list(ox.parse(text, ox.RdfFormat.N_QUADS))


def test_two_nodes_that_mirror_each_other_get_the_labels_of_test022() -> None:
    """W3C RDF Dataset Canonicalization tests, test022: blank nodes, dual link embedded."""
    names = [("e0", "next", "e1"), ("e0", "prev", "e1"), ("e1", "next", "e0"), ("e1", "prev", "e0")]
    given = "".join(f"_:{a} <{VOCAB}{p}> _:{b} .\n" for a, p, b in names)
    expected = (
        f"_:c14n0 <{VOCAB}next> _:c14n1 .\n_:c14n0 <{VOCAB}prev> _:c14n1 .\n"
        f"_:c14n1 <{VOCAB}next> _:c14n0 .\n_:c14n1 <{VOCAB}prev> _:c14n0 .\n"
    )
    assert canonical_form(quads(given)) == expected


def test_a_circle_of_three_and_the_escapes_of_canonical_n_quads() -> None:
    """The circle with links both ways (of the W3C's tests), beside the characters that canonical N-Quads escapes."""
    links = [("e0", "next", "e1"), ("e0", "prev", "e2"), ("e1", "next", "e2")]
    links += [("e1", "prev", "e0"), ("e2", "next", "e0"), ("e2", "prev", "e1")]
    given = "".join(f"_:{a} <{VOCAB}{p}> _:{b} .\n" for a, p, b in links)
    given += r'<urn:ex:s> <urn:ex:p> "\u0008\u0009\u000a\u000b\u000c\u000d\u0022\u005c\u007f" .'
    lines = canonical_form(quads(given)).splitlines()
    assert lines[0] == r'<urn:ex:s> <urn:ex:p> "\b\t\n\u000B\f\r\"\\\u007F" .'
    assert lines[1:] == [
        f"_:c14n{a} <{VOCAB}{p}> _:c14n{b} ."
        for a, p, b in [(0, "next", 2), (0, "prev", 1), (1, "next", 0), (1, "prev", 2), (2, "next", 1), (2, "prev", 0)]
    ]


@pytest.mark.parametrize("label", ["x", "e0", "c14n7"])
def test_the_names_of_blank_nodes_and_the_order_do_not_count(label: str) -> None:
    one = quads(f'_:{label} <urn:p> "1" <urn:g> .\n<urn:s> <urn:p> _:{label} <urn:g> .\n')
    assert rdfc10_hash(reversed(one)) == rdfc10_hash(
        quads('<urn:s> <urn:p> _:other <urn:g> .\n_:other <urn:p> "1" <urn:g> .\n')
    )


def test_without_blank_nodes_it_is_the_hash_of_the_sorted_lines() -> None:
    lines = [
        '<urn:s> <urn:p> "é" .',
        '<urn:s> <urn:p> "e"@en <urn:g> .',
        "<urn:a> <urn:p> <urn:o> .",
        '<urn:s> <urn:p> "𝄞" .',
    ]
    expected = hashlib.sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()
    assert rdfc10_hash(quads("\n".join(lines))) == expected


def test_one_statement_more_is_another_hash() -> None:
    assert rdfc10_hash(quads('<urn:s> <urn:p> "1" .')) != rdfc10_hash(quads('<urn:s> <urn:p> "2" .'))


def test_without_names_all_statements_are_in_one_graph() -> None:
    found = without_names(quads("<urn:s> <urn:p> <urn:o> <urn:g> .\n<urn:s> <urn:p> <urn:o> <urn:h> ."))
    assert canonical_form(found) == "<urn:s> <urn:p> <urn:o> .\n"
