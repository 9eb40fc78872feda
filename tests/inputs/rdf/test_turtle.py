"""Where the statements of Turtle, TriG, N-Triples and N-Quads stand, production by production."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from mllm_kg.guard.lexer import cut
from mllm_kg.inputs.rdf.turtle import read_turtle
from tests.inputs.rdf.placing import HERE, at, parsed, read, same, texts, unplaced

TURTLE = {
    "2.1 simple triples": "<http://e/s> <http://e/p> <http://e/o> .",
    "2.2 predicate lists": "<http://e/s> <http://e/p> <http://e/o> ; <http://e/q> 1 .",
    "2.2 predicate lists with loose semicolons": "<http://e/s> <http://e/p> 1 ;; <http://e/q> 2 ; .",
    "2.3 object lists": '<http://e/s> <http://e/p> "a" , "b"@en,\n 3 .',
    "2.4 relative IRIs": "@base <http://e/a/b> .\n<c> <../d> <#e>, <?f>, <>, <//g/h>, </i> .",
    "2.4 a base on a base": "@base <http://e/a/> . @base <b/> . <c> <http://e/p> 1 . BASE <http://f/>\n<d> <e> <g> .",
    "2.4 absolute IRIs stay as they are": "@base <http://e/> . <http://e/a/../b> <http://e/p> <urn:x:y> .",
    "2.4 prefixes": "@prefix e: <http://e/> . @prefix : <http://d/> .\ne:s :p e: , : .",
    "2.4 SPARQL's prefixes": "PREFIX e: <http://e/>\nprefix f: <http://f/>\ne:s f:p e:o .",
    "2.4 a prefix declared twice": "@prefix e: <http://e/> . e:s e:p 1 . @prefix e: <http://f/> . e:s e:p 1 .",
    "2.4 a prefix with a relative IRI": "BASE <http://e/>\nPREFIX f: <f#>\nf:s f:p f:o .",
    "2.4 local names": "@prefix e: <http://e/> . e:a.b e:c:d e:1, e:_x, e:%41, e:a\\-b, e:\\~\\, , e:é漢 .",
    "2.4 a": "@prefix e: <http://e/> . e:s a e:C ; e:a e:a .",
    "2.4 escapes in IRIs": "<http://e/\\u00e9> <http://e/p> <http://e/\\U0001F600> .",
    "2.5.1 quoted literals": "<http://e/s> <http://e/p> 'a', \"b\", '''c''', \"\"\"d\"\"\" .",
    "2.5.1 empty literals": "<http://e/s> <http://e/p> '', \"\", '''''' , \"\"\"\"\"\" .",
    "2.5.1 long literals": '<http://e/s> <http://e/p> \'\'\'a\n\'b\'\'c\'\'\' , """d\r\n"e""f\\"""" .',
    "2.5.1 languages": '<http://e/s> <http://e/p> "a"@en, "b"@zh-Hant-TW, \'c\'@PT-br .',
    "2.5.1 datatypes": '@prefix e: <http://e/> . e:s e:p "a"^^e:t, "b"^^<http://e/u>, "c" ^^ e:v .',
    "2.5.1 strings by their datatype": '<http://e/s> <http://e/p> "a"^^<http://www.w3.org/2001/XMLSchema#string> .',
    "2.5.1 escapes": r'<http://e/s> <http://e/p> "\t\b\n\r\f\"\'\\", "\u00e9\U0001F600" .',
    "2.5.2 numbers": "<http://e/s> <http://e/p> 1, -2, +3, 04, 5.0, -.6, +7.8, 9e0, 1.E1, -.1e-2, 3.4E+5 .",
    "2.5.2 a number before a dot": "<http://e/s> <http://e/p> 1.",
    "2.5.3 truth values": "<http://e/s> <http://e/p> true, false .",
    "2.6 blank nodes": "_:a <http://e/p> _:b, _:1.c, _:é- .",
    "2.6 a label that stands often": "_:a <http://e/p> _:a . _:a <http://e/q> _:b . _:b <http://e/q> _:a .",
    "2.7 anonymous": "[] <http://e/p> [], [ ] .",
    "2.7 nesting": "<http://e/s> <http://e/p> [ <http://e/q> 1 ; <http://e/r> [ <http://e/q> 2, [] ] ] , 3 .",
    "2.7 as a subject": "[ <http://e/p> 1 ] <http://e/q> 2 .\n[ <http://e/p> 3 ; ] .",
    "2.7 alike": "[] <http://e/p> [ <http://e/q> 1 ], [ <http://e/q> 1 ] . [] <http://e/p> [ <http://e/q> 1 ] .",
    "2.8 collections": '<http://e/s> <http://e/p> (1 "a" <http://e/o>), () .',
    "2.8 as a subject": "( 1 2 ) <http://e/p> () . () <http://e/p> 1 .",
    "2.8 nesting": "<http://e/s> <http://e/p> ( ( 1 ) ( [ <http://e/q> (2) ] [] _:x ) ( ) ) .",
    "6.1 white space": "\t<http://e/s>\r\n<http://e/p>\n\n<http://e/o>\n.\n",
    "6.1 none where none is needed": '<http://e/s><http://e/p>"a"@en,<http://e/o>,[],().',
    "6.2 comments": '# one\n<http://e/s> # two\n<http://e/p> "# three" . # four\n#',
    "6.2 marks that begin no comment": "<http://e/s#s> <http://e/#> '#' .",
    "6.5 nothing": "",
    "6.5 comments alone": "# nothing\n",
    "long before, in many scripts": '<http://e/s> <http://e/p> "😀é漢" , "z" .',
    "separators that end no line": '<http://e/s> <http://e/p> "\u2028\x0b\x0c\x85" .\n<http://e/t> <http://e/p> 1 .',
    "line ends of old": "<http://e/s> <http://e/p> 1 .\r<http://e/t> <http://e/p> 2 .\r",
    "said twice": "<http://e/s> <http://e/p> 1 .\n<http://e/s> <http://e/p> 1 .",
    "version": 'VERSION "1.2"\n@version "1.2" .\n<http://e/s> <http://e/p> 1 .',
}
TRIG = {
    "2.2 graphs": "<http://e/g> { <http://e/s> <http://e/p> 1 . <http://e/t> <http://e/p> 2 }",
    "2.2 the default graph": "{ <http://e/s> <http://e/p> 1 . } <http://e/s> <http://e/q> 2 .",
    "2.2 the keyword": "GRAPH <http://e/g> { <http://e/s> <http://e/p> [ <http://e/q> () ] }\ngraph _:g {}",
    "2.2 blank names": "_:g { _:g <http://e/p> _:h } [] { <http://e/s> <http://e/p> _:h } GRAPH [] { [] <http://e/p> [] }",
    "2.2 prefixes between": "@prefix e: <http://e/> . e:g { e:s e:p e:o } @prefix f: <http://f/> . f:g { f:s a f:o }",
    "2.2 the same in two graphs": "<http://e/g> { <http://e/s> <http://e/p> 1 } <http://e/h> { <http://e/s> <http://e/p> 1 }",
    "2.2 a list": "<http://e/g> { ( 1 ) <http://e/p> ( 2 [] ) }",
}
LINES = {
    "nt": '<http://e/s> <http://e/p> "a\\n\\u00e9"@en .\n\n# c\n_:a <http://e/p> _:b . # d\n<http://e/s> <http://e/p> "1"^^<http://e/t> .',
    "nq": '<http://e/s> <http://e/p> "a"@en <http://e/g> .\n_:a <http://e/p> _:b _:g .\n<http://e/s> <http://e/p> <http://e/o> .\n',
}  # fmt: skip
CASES = [("ttl", text) for text in TURTLE.values()] + [("trig", text) for text in (*TURTLE.values(), *TRIG.values())]
DIRECTIVE = re.compile(r"(@?(?:prefix|base))\s+(?:(\S*:)\s*)?(<[^>]*>)", re.IGNORECASE)


@pytest.mark.parametrize(("format", "text"), [*CASES, *LINES.items()])
def test_every_statement_has_a_place(format: str, text: str) -> None:
    assert unplaced(text, format) == []


@pytest.mark.parametrize(("format", "text"), [*CASES, *LINES.items()])
def test_the_statements_are_those_of_the_parser(format: str, text: str) -> None:
    made = read(text, format)
    named = [ox.Quad(*quad.triple, quad.graph_name if str(quad.graph_name) != "DEFAULT" else HERE) for quad in parsed(text, format)]  # fmt: skip
    assert same(made.quads, named)
    assert set(made.places.statements) == {quad.triple for quad in made.quads}
    assert {found.rule for found in made.findings} <= {"control-character"}


def meaning(piece: str, head: str) -> ox.NamedNode | ox.Literal:
    """Return what a piece of Turtle stands for behind some declarations."""
    if piece == "a":
        return ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    (quad,) = ox.parse(f"{head}\n<http://e/s> <http://e/p> {piece} .", ox.RdfFormat.TURTLE)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object


@pytest.mark.parametrize(("format", "text"), [*CASES, *LINES.items()])
def test_what_stands_at_a_place_is_the_term(format: str, text: str) -> None:
    """Each piece is read by the parser again, behind the declarations before it."""
    quads, pieces = parsed(text, format), texts(text, format)
    for quad, places in zip(quads, pieces, strict=True):
        for term, piece in zip(quad.triple, places, strict=True):
            if isinstance(term, ox.BlankNode):
                assert piece.startswith(("[", "(", "_:")) or piece in places[2:]
            elif term.value.startswith("http://www.w3.org/1999/02/22-rdf-syntax-ns#") and piece[:1] in ("(", ")"):
                assert term.value.rpartition("#")[2] in ("first", "rest", "nil")
            else:
                assert any(meaning(piece, head) == term for head in heads(text)), piece


def heads(text: str) -> list[str]:
    """Return the declarations of a text, up to each one of them."""
    found = [f"{match[1].lstrip('@')} {match[2] or ''} {match[3]}" for match in DIRECTIVE.finditer(text)]
    return ["\n".join(found[:count]) for count in range(len(found), -1, -1)]


def test_places_are_counted_as_an_editor_does() -> None:
    text = '@prefix e: <http://e/> .\n\te:s e:p "😀é" ,\r\n  """a\nb""" ; e:q true .\r# c\re:t a e:C .'
    made = read(text, "ttl")
    found = {
        (at(text, place.subject), at(text, place.predicate), at(text, place.object)): (
            (place.subject.line, place.subject.column),
            (place.predicate.line, place.predicate.column),
            (place.object.line, place.object.column, place.object.end),
        )
        for place in made.places.statements.values()
    }
    assert found == {
        ("e:s", "e:p", '"😀é"'): ((2, 2), (2, 6), (2, 10, 14)),
        ("e:s", "e:p", '"""a'): ((2, 2), (2, 6), (3, 3, None)),
        ("e:s", "e:q", "true"): ((2, 2), (4, 8), (4, 12, 16)),
        ("e:t", "a", "e:C"): ((6, 1), (6, 5), (6, 7, 10)),
    }


def test_a_statement_said_twice_stands_where_it_is_said_first() -> None:
    made = read("<http://e/s> <http://e/p> 1 .\n<http://e/s> <http://e/p> 1 .", "ttl")
    assert [place.object.line for place in made.places.statements.values()] == [1]


def test_a_thing_stands_where_it_is_a_subject_first() -> None:
    made = read(
        "<http://e/a> <http://e/p> <http://e/b> .\n<http://e/b> <http://e/p> 1 .\n<http://e/b> <http://e/q> 1 .", "ttl"
    )
    place = made.places.things["<http://e/b>"]
    assert (place.line, place.column, place.end) == (2, 1, 13)


def test_what_is_read_before_a_mistake_holds() -> None:
    stated, _ = read_turtle(list(cut("<http://e/s> <http://e/p> 1 . <http://e/s> <http://e/p> [ 1 .")))
    assert [str(one.object) for one in stated] == ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>']


@pytest.mark.parametrize(
    "text",
    ["x:s x:p 1 .", "<s> <p> 1 .", "<http://e/s> 1 2 .", '"s" <http://e/p> 1 .', "@prefix 1", "GRAPH {", "@base x", "{", "<",
     "@prefix e <http://e/> .", "<http://e/s> <http://e/p> \"x\"^^1 .", "[ ] { [", "( ", "<http://e/s>", "<http://e/s> a \"x\"@en-- ."],
)  # fmt: skip
def test_what_is_no_turtle_is_left_alone(text: str) -> None:
    assert read_turtle(list(cut(text)))[0] == []


def test_nesting_that_is_too_deep_for_the_reader_is_left_alone() -> None:
    stated, _ = read_turtle(
        list(cut("<http://e/s> <http://e/p> 1 . <http://e/s> <http://e/p> " + "[ <http://e/p> " * 20_000))
    )
    assert len(stated) == 1
