"""Hostile files: refused with the reason and the place, quickly, whatever the parser would make of them."""

from __future__ import annotations

import pytest

from mllm_kg.inputs.rdf.jsonld_text import CONTEXT
from tests.inputs.rdf.placing import at, inside, read

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HEAD = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="e:">'
S = "<http://e/s> <http://e/p>"
REMOTE = {
    '{"@context": "https://example.org/c.jsonld", "@id": "e:s"}': ["https://example.org/c.jsonld"],
    '{"@context": [{"a": "e:"}, "c.jsonld"], "@id": "e:s"}': ["c.jsonld"],
    '{"@context": ["http://a/", "http://b/"]}': ["http://a/", "http://b/"],
    '{"@context": {"@import": "https://example.org/c"}, "@id": "e:s"}': ["https://example.org/c"],
    '{"@context": {"a": {"@id": "e:a", "@context": "file:///etc/passwd"}}, "a": {"@id": "e:s"}}': [
        "file:///etc/passwd"
    ],
    '{"@id": "e:s", "e:p": {"@context": "//host/c", "@id": "e:o"}}': ["//host/c"],
    '{"@id": "e:s", "e:p": [[{"@context": ["x"]}]]}': ["x"],
    '{"\\u0040context": "http://a/"}': ["http://a/"],
    f'{{"@context": ["{CONTEXT}", "{CONTEXT}x"]}}': [CONTEXT + "x"],
}
DOCTYPES = [
    '<!DOCTYPE r [<!ENTITY e "x">]>',
    '<!DOCTYPE r SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE r PUBLIC "x" "http://localhost/x.dtd">',
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://localhost/"> %p;]>',
    "<!DOCTYPE\n\tr>",
]
DEEP = {
    "ttl brackets": ("ttl", f"{S} " + "[ <http://e/p> " * 50_000),
    "ttl lists": ("ttl", f"{S} " + "(" * 50_000),
    "trig graphs": ("trig", "{" * 50_000),
    "json arrays": ("jsonld", "[" * 50_000),
    "json objects": ("jsonld", '{"e:p":' * 50_000),
    "json contexts": ("jsonld", '{"@context":' * 50_000),
    "xml": ("rdf", "<a>" * 50_000),
    "rdf in rdf": ("rdf", HEAD + "<e:a>" * 50_000 + "</e:a>" * 50_000 + "</rdf:RDF>"),
}


@pytest.mark.parametrize("text", REMOTE)
def test_a_remote_context_is_refused_wherever_it_stands(text: str) -> None:
    made = read(text, "jsonld")
    assert made.quads == []
    assert {found.rule for found in made.findings} == {"refused-input"}
    assert [at(text, found.location) for found in made.findings] == REMOTE[text]
    assert all(
        "nothing is ever fetched" in found.message and CONTEXT in str(found.suggestion) for found in made.findings
    )


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_a_document_type_is_refused(doctype: str) -> None:
    text = f'<?xml version="1.0"?><!-- <!DOCTYPE r> -->\n{doctype}{HEAD}<e:T rdf:about="e:&e;"/></rdf:RDF>'
    made = read(text, "rdf")
    (found,) = made.findings
    assert (made.quads, found.rule) == ([], "refused-input")
    assert found.location is not None
    assert (found.location.line, found.location.column) == (2, 1)


def test_a_document_type_does_not_hide_behind_an_encoding() -> None:
    """The text is decoded already, so what it says of its encoding is not believed."""
    for encoding in ("utf-16", "UTF-7", "ISO-8859-1"):
        text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE r [<!ENTITY e "x">]>{HEAD}</rdf:RDF>'
        assert [found.rule for found in read(text, "rdf").findings] == ["syntax"]
    text = f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE r>{HEAD}</rdf:RDF>'
    assert [found.rule for found in read(text, "rdf").findings] == ["refused-input"]


@pytest.mark.parametrize("name", DEEP)
def test_what_stands_too_deep_is_refused_before_a_parser_sees_it(name: str) -> None:
    kind, text = DEEP[name]
    (found,) = read(text, kind).findings
    assert found.rule == "refused-input"
    assert "64 levels" in found.message
    assert "input_nesting" in str(found.suggestion)
    assert inside(text, found)


@pytest.mark.parametrize(
    "text",
    [
        f"{S} <<( {S} 1 )>> .",
        f"<< {S} 1 >> <http://e/q> 2 .",
        f"{S} 1 {{| <http://e/q> 2 |}} .",
        f"{S} 1 ~ <http://e/r> .",
        f"{S} " + f"<<( {S} " * 50_000,
    ],
)
@pytest.mark.parametrize("format", ["ttl", "trig", "nt", "nq"])
def test_statements_about_statements_are_refused(format: str, text: str) -> None:
    (found,) = read(text, format).findings
    assert found.rule == "refused-input"
    assert "RDF-star" in found.message
    assert inside(text, found)


def test_what_only_looks_like_rdf_star_is_no_matter() -> None:
    assert read(f'{S} "<<(a)>> {{| |}} ~" . # << ~', "ttl").findings == []


def test_many_marks_of_rdf_star_are_refused_whatever_they_stand_in() -> None:
    """The parser does not survive deep ones, so it is not trusted to see what the lexer sees."""
    assert [found.rule for found in read(f'{S} "{"<<(" * 1001}" .', "ttl").findings] == ["refused-input"]


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("ttl", f'{S} "a"@ar--rtl .'),
        ("jsonld", '{"@id": "e:s", "e:p": {"@value": "a", "@language": "ar", "@direction": "rtl"}}'),
    ],
)
def test_texts_with_a_direction_are_refused(format: str, text: str) -> None:
    made = read(text, format)
    assert [(found.rule, at(text, found.location).strip('"')[:1]) for found in made.findings] == [
        ("refused-input", "a")
    ]
    assert made.quads == []


@pytest.mark.parametrize(
    "kind",
    [
        '"{next}:x"',
        '{{"@id": "{next}:x"}}',
        '{{"@id": "e:x", "@type": "{next}:x"}}',
        '"{next}"',
        '{{"@reverse": "{next}:x"}}',
    ],
)
def test_long_chains_of_terms_are_refused(kind: str) -> None:
    """The parser follows them one inside the other, and does not survive."""
    terms = [f'"t{n}": {kind.format(next=f"t{n + 1}")}' for n in range(5_000)]
    (found,) = read(f'{{"@context": {{{",".join(terms)}}}}}', "jsonld").findings
    assert (found.rule, "64 levels" in found.message) == ("refused-input", True)


def test_terms_that_lead_in_a_circle_end() -> None:
    terms = [f'"t{n}": "t{(n + 1) % 50}:x"' for n in range(50)]
    assert {found.rule for found in read(f'{{"@context": {{{",".join(terms)}}}}}', "jsonld").findings} <= {
        "syntax",
        "refused-input",
    }


LIMITS = [
    ("INPUT_NESTING", "2", f"{S} [ <http://e/p> [ <http://e/p> ( 1 ) ] ] .", "2 levels", "("),
    ("INPUT_LITERAL", "3", f'{S} "abc", "abcd" .', "3 characters", '"abcd"'),
    ("INPUT_STATEMENTS", "2", f"{S} 1, 2, 3 .", "2 statements", ""),
]


@pytest.mark.parametrize(("name", "value", "text", "message", "place"), LIMITS)
def test_limits_are_settings(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, text: str, message: str, place: str
) -> None:
    monkeypatch.setenv(f"MLLM_KG_{name}", value)
    made = read(text, "ttl")
    (found,) = made.findings
    assert (made.quads, found.rule) == ([], "refused-input")
    assert message in found.message
    assert at(text, found.location).startswith(place)
    monkeypatch.setenv(f"MLLM_KG_{name}", "4")
    assert read(text, "ttl").findings == []


MANY = {
    "prefixes": ("ttl", "".join(f"p{n}:s p{n}:p 1 .\n" for n in range(5000))),
    "bad IRIs": ("ttl", f"{S} <a b> .\n" * 5000),
    "keys that stand twice": ("jsonld", '{"@id": "e:s"' + ', "x": 1' * 5000 + "}"),
    "keys that stand for nothing": ("jsonld", "{" + ",".join(f'"k{n}": 1' for n in range(5000)) + "}"),
}


@pytest.mark.parametrize("name", MANY)
def test_a_flood_of_mistakes_is_cut_off(name: str) -> None:
    kind, text = MANY[name]
    assert 50 < len(read(text, kind).findings) <= 200


LONG = {
    "names": ("ttl", "x:y " * 50_000),
    "quotes": ("ttl", '"' * 50_001),
    "brackets of IRIs": ("nt", "< " * 50_000),
    "dots": ("ttl", "a:" + "." * 50_000),
    "escapes": ("ttl", f'{S} "' + "\\u12" * 50_000),
    "backslashes": ("jsonld", '"' + "\\" * 50_001),
    "attributes": ("rdf", "<a " + 'b="1" ' * 50_000),
    "ampersands": ("rdf", "<a>" + "&" * 50_000),
    "comments": ("rdf", "<a>" + "<!-- " * 50_000),
    "a list": ("ttl", f"{S} (" + "1 " * 5_000 + ") ."),
    "nodes that are alike": ("ttl", f"{S} " + ", ".join(["[]"] * 5_000) + " ."),
    "objects that are alike": ("jsonld", '{"e:p": [' + ",".join(["{}"] * 5_000) + "]}"),
}


@pytest.mark.parametrize("name", LONG)
def test_long_files_end(name: str) -> None:
    kind, text = LONG[name]
    made = read(text, kind)
    assert made.quads or all(inside(text, found) for found in made.findings)
