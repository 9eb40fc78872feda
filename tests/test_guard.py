"""The guard: its lexer against two parsers, what it refuses, and what it says about mistakes."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from mllm_kg import guard
from mllm_kg.errors import QuerySyntaxError, RefusedQuery
from mllm_kg.guard import MAX_NESTING, MAX_STEPS, tokens
from mllm_kg.namespaces import GRAPH, PREFIXES

QUERIES = sorted((Path(__file__).resolve().parent.parent / "queries").rglob("*.rq"))

ACCEPTED = {
    "select": "SELECT * WHERE { ?s ?p ?o }",
    "ask": "ask{?s a ?o}",
    "construct": "CONSTRUCT WHERE { ?s ?p ?o }",
    "describe": "DESCRIBE <http://example.org/a>",
    "prologue": "BASE <http://example.org/> PREFIX : <x#> PREFIX a.b-c: <y/> SELECT * { :s a.b-c:p <z> }",
    "all kinds of strings": """SELECT * { ?s ?p "a\\"b", 'c\\'d', \"\"\"e"f\ng\"\"\", '''h'i\nj''', "", '', "#", '<x>' }""",
    "a string with clauses in it": "SELECT * { ?s ?p 'SERVICE <http://x/> { } FROM <http://x/> DROP ALL' }",
    "a comment with clauses in it": "SELECT * { ?s ?p ?o # SERVICE <http://x/> { }\n } # DROP ALL",
    "IRIs with clauses in them": "SELECT * { ?s <http://schema.org/Service> <http://x/service?from=SERVICE#DROP> }",
    "variables with clauses in their names": "SELECT ?service ?from ?SERVICE { ?service ?from ?SERVICE ; ?drop $load }",
    "local names with clauses in them": "PREFIX x: <http://x/> SELECT * { x:SERVICE x:FROM x:a.SERVICE }",
    "numbers": "SELECT * { ?s ?p 1, +2, -3, 4.5, -.6, 7e8, +9.0E-1, .1e+2, 5 . }",
    "language tags and datatypes": 'SELECT * { ?s ?p "a"@en, "b"@zh-Hant-TW, "c"^^<http://x/y>, "d"^^xsd:date }',
    "comparisons": "SELECT * { ?s ?p ?o FILTER(?o<3&&?o>1||?o<=?s&&!(?o!=?p)||?o>=-1) }",
    "paths": "SELECT * { ?s (a|^<http://x/>)*/!(<http://y/>|^a)+/<http://z/>? ?o }",
    "escaped local names": r"PREFIX x: <http://x/> SELECT * { x:a\/b%20c\-d x:1:2 x:_ . x: ?p x:a..b }",
    "blank nodes": "SELECT * { _:a ?p _:b.c . [ ?q [] ] ?r () , ( 1 [] ) }",
    "other scripts": "SELECT ?한국 { ?한국 <http://예.com/ü> 'ß×\u00a0\u2028' . ?é ?p _:ñ }",
    "codepoint escapes": r"SELECT * { ?s <http://x/\u00e9> '\u00E9\U0001F600' }",
    "expressions": (
        "SELECT (COUNT(DISTINCT *) AS ?n) (GROUP_CONCAT(?x; SEPARATOR=', ') AS ?l) (IF(BOUND(?x), 1, 2) AS ?i) "
        "{ ?s ?p ?x BIND(REGEX(STR(?x), '^a.*$', 'i') AS ?r) FILTER NOT EXISTS { ?x ?p 2 } FILTER(?x NOT IN (1, 2)) "
        "MINUS { ?s a 3 } OPTIONAL { GRAPH ?g { ?s ?p 4 } } { ?s a 5 } UNION { ?s a 6 } } "
        "GROUP BY ?x HAVING (COUNT(*) > 1) ORDER BY DESC(?x) ASC(?n) ?l LIMIT 5 OFFSET 6 VALUES (?x ?y) { (1 UNDEF) }"
    ),
    "own graphs": f"SELECT * FROM <{GRAPH}ontology> FROM NAMED <{GRAPH}paper/x-1> FROM kgg:inferred {{ ?s ?p ?o }}",
    "own graphs by prefix": f"PREFIX g: <{GRAPH}> SELECT * FROM g:names FROM g:paper\\/x {{ }}",
    "own graphs by base": "BASE <https://w3id.org/> BASE <mllm-kg/graph/> ASK FROM <names> { }",
    "no spaces": 'SELECT*WHERE{?s?p?o.?s<http://x/>"a"@en}ORDER BY?s',
    "a subquery": "SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 1 } }",
    "a prefix called from": "PREFIX from: <http://x/> SELECT * { ?s from:a ?o }",
}  # fmt: skip

RDFLIB_CANNOT = {"blank nodes", "language tags and datatypes", "no spaces", "numbers", "paths"}
"""Queries that rdflib reads differently when there is space between their terminals, or not twice in the same way."""


class TestLexer:
    """Every accepted query is cut into terminals without remainder."""

    @pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
    def test_known_queries(self, text: str) -> None:
        self.check(text)

    @pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.name)
    def test_own_queries(self, path: Path) -> None:
        self.check(path.read_text(encoding="utf-8"))

    def check(self, text: str) -> None:
        found = list(tokens(text))
        assert [token for token in found if token.kind == "error"] == []
        assert guard.check(text) in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        apart = re.sub(r"(?i)(BNODE|COALESCE|CONCAT) +\(", r"\1(", "   ".join(token.text for token in found))
        assert [token[:2] for token in tokens(apart)] == [token[:2] for token in found]
        for query in (text, apart):
            ox.Store().query(query, prefixes=PREFIXES)

    @pytest.mark.parametrize("name", sorted(ACCEPTED.keys() - RDFLIB_CANNOT))
    def test_rdflib_reads_the_terminals_too(self, name: str) -> None:
        text = ACCEPTED[name]
        apart = "\n".join(token.text for token in tokens(text))
        assert repr(prepareQuery(apart, PREFIXES).algebra) == repr(prepareQuery(text, PREFIXES).algebra)

    def test_kinds(self) -> None:
        text = "SELECT ?x { _:b a:c 'd'@en , <e> , 1.5 # f\n ^^ \\"
        kinds = [(token.kind, token.text) for token in tokens(text)]
        assert kinds == [
            ("word", "SELECT"), ("variable", "?x"), ("symbol", "{"), ("blank", "_:b"), ("pname", "a:c"),
            ("string", "'d'"), ("langtag", "@en"), ("symbol", ","), ("iri", "<e>"), ("symbol", ","),
            ("number", "1.5"), ("symbol", "^^"), ("error", "\\"),
        ]  # fmt: skip

    def test_places(self) -> None:
        text = "SELECT\r\n  ?한 {\n\n'''a\nb''' }"
        places = [(token.text, token.line, token.column, text[token.start : token.end]) for token in tokens(text)]
        assert places == [
            ("SELECT", 1, 1, "SELECT"), ("?한", 2, 3, "?한"), ("{", 2, 6, "{"), ("'''a\nb'''", 4, 1, "'''a\nb'''"),
            ("}", 5, 6, "}"),
        ]  # fmt: skip

    def test_places_behind_codepoint_escapes(self) -> None:
        text = r"ASK { ?\u0073 ?p '\U0001F600' . }"
        found = {token.text: (token.column, text[token.start : token.end]) for token in tokens(text)}
        assert found["?s"] == (7, r"?\u0073")
        assert found["'😀'"] == (18, r"'\U0001F600'")
        assert found["}"] == (33, "}")

    @given(
        st.text(
            alphabet=st.sampled_from("aé한 \n\t<>{}()[]'\"\\#?$_:.@^|&!=,;*/+-~0123456789uU\x01\x02\u00b7×"),
            max_size=60,
        )
    )
    @settings(max_examples=300, deadline=None)
    def test_nothing_is_lost(self, text: str) -> None:
        rest, end = "", 0
        for token in tokens(text):
            assert end <= token.start < token.end
            rest += text[end : token.start]
            end = token.end
        rest += text[end:]
        assert re.fullmatch(r"(?:[ \t\r\n]|#[^\r\n]*)*", rest)


class TestForm:
    """The form of a query."""

    @pytest.mark.parametrize("form", ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
    def test_form(self, form: str) -> None:
        assert guard.check(f"# SELECT\nPREFIX ask: <http://x/>\n{form.lower()} ...") == form


REFUSED = {
    "SERVICE": "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "service, silently": "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
    "a variable service": "SELECT * { VALUES ?x { <http://x/> } SERVICE ?x { ?s ?p ?o } }",
    "in a subquery": "ASK { { SELECT * { OPTIONAL { SERVICE <http://x/> { } } } } }",
    "in an EXISTS": "ASK { FILTER EXISTS { SERVICE <http://x/> { } } }",
    "escaped": r"SELECT * { \u0053ERVICE <http://x/> { } }",
    "behind an escaped end of comment": r"SELECT * { # \u000a SERVICE <http://x/> { }" + "\n}",
    "behind an escaped quote": r"SELECT * { ?s ?p '\u0027 SERVICE <http://x/> { } #' }",
    "INSERT": "INSERT DATA { <http://x/> a 1 }",
    "DELETE": "DELETE WHERE { ?s ?p ?o }",
    "WITH": "WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD": "LOAD <http://x/>",
    "load with prefixes": "PREFIX a: <http://a/> load silent <file:///etc/passwd> into graph a:b",
    "CLEAR": "CLEAR ALL",
    "CREATE": "CREATE GRAPH <http://x/>",
    "DROP": "DROP DEFAULT",
    "COPY": "COPY <http://x/> TO <http://y/>",
    "MOVE": "MOVE <http://x/> TO <http://y/>",
    "ADD": "ADD <http://x/> TO <http://y/>",
    "an update behind a query": "ASK { } ; DROP ALL",
    "FROM": "SELECT * FROM <http://x/> { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <http://x/> { ?s ?p ?o }",
    "FROM a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "the second FROM": f"SELECT * FROM <{GRAPH}names> FROM <http://x/> {{ ?s ?p ?o }}",
    "FROM of a CONSTRUCT": "CONSTRUCT { ?s ?p ?o } FROM <http://x/> WHERE { ?s ?p ?o }",
    "FROM of a DESCRIBE": "DESCRIBE <http://x/> FROM <http://x/>",
    "FROM behind a comment": "ASK FROM # x\n NAMED # y\n <http://x/> { }",
    "FROM a relative IRI": "ASK FROM <names> { }",
    "FROM by another base": "BASE <http://x/> ASK FROM <names> { }",
    "FROM by a redefined prefix": "PREFIX kgg: <http://x/> ASK FROM kgg:names { }",
    "FROM by a prefix defined twice": f"PREFIX g: <{GRAPH}> PREFIX g: <http://x/> ASK FROM g:names {{ }}",
    "FROM by a prefix on another base": f"BASE <{GRAPH}> PREFIX g: </> ASK FROM g:names {{ }}",
    "FROM by an unknown prefix": "ASK FROM nobody:names { }",
    "FROM out of the namespace": f"ASK FROM <{GRAPH}../../x> {{ }}",
    "FROM with a query": f"ASK FROM <{GRAPH}names?x> {{ }}",
    "FROM by an escaped name": f"ASK FROM <{GRAPH}na\\u002e\\u002e/\\u002e\\u002e/x> {{ }}",
    "FROM the bare namespace": f"ASK FROM <{GRAPH}> {{ }}",
    "FROM glued": "SELECT*FROM<http://x/>{}",
    "FROM hidden by an escape": r'SELECT ("\u0022" AS ?x) FROM <http://x/> { } #"',
}
GLUED = {
    "a keyword before": "ASK { ?s ?p trueSERVICE <http://127.0.0.1:1/> { } }",
    "a prefixed name behind": "PREFIX : <http://127.0.0.1:1/> ASK { SERVICE:x { } }",
    "both": "PREFIX x: <http://127.0.0.1:1/> ASK { ?s ?p falseSERVICESILENTx:y { } }",
    "a number before": "ASK { ?s ?p 1SERVICE <http://127.0.0.1:1/> { } }",
    "a decimal point before": "ASK { ?s ?p 1.SERVICE <http://127.0.0.1:1/> { } }",
    "a prefixed name with two dots before": "PREFIX x: <http://127.0.0.1:1/> ASK { ?s ?p x:a.b.SERVICE <http://127.0.0.1:1/> { } }",
    "two prefixed names with dots": "PREFIX x: <http://127.0.0.1:1/> ASK { ?s ?p x:a.b.SERVICEx:y { } }",
    "a comparison that looks like an IRI": "ASK { ?a ?p ?b FILTER(?a<?b)SERVICE?p#>\n{ } }",
    "a string behind a comparison": "ASK { ?a ?p ?b FILTER(?a<?b#>'''\n) SERVICE ?p { } #'''\n}",
    "a comparison with a string that looks like an IRI": "ASK { ?a ?p ?b FILTER(?a<STR('#'))SERVICE?p#>\n{ } }",
    "FROM before a prefixed name": "PREFIX x: <http://127.0.0.1:1/> SELECT * FROMx:y { }",
    "FROM NAMED before a prefixed name": "PREFIX x: <http://127.0.0.1:1/> SELECT * FROMNAMEDx:y { }",
    "FROM behind a comparison": "SELECT (?a<?b#>'''\nAS ?c) FROM <http://127.0.0.1:1/> #'''\n{ }",
}


class TestRefused:
    """What is not answered."""

    @pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
    def test_refused(self, text: str) -> None:
        with pytest.raises(RefusedQuery) as caught:
            guard.check(text)
        assert "\n" not in caught.value.message
        assert re.search(r"\(line \d+, column \d+\)", caught.value.message)
        assert caught.value.hint

    @pytest.mark.parametrize("text", GLUED.values(), ids=GLUED)
    def test_refused_however_it_is_cut(self, text: str) -> None:
        with suppress(OSError, RuntimeError):  # nothing listens there
            ox.Store().query(text)  # Oxigraph takes each of them for a query with such a clause
        with pytest.raises(RefusedQuery):
            guard.check(text)

    @pytest.mark.parametrize(
        "text",
        [
            "PREFIX x: <http://x/> PREFIXkgg: <http://y/> ASK FROM kgg:names {}",
            "SELECTDISTINCT ?x {}",
            "ASKFROM <x> {}",
        ],
    )
    def test_glued_beginnings_are_no_queries(self, text: str) -> None:
        with pytest.raises((QuerySyntaxError, RefusedQuery)):
            guard.check(text)

    def test_message(self) -> None:
        with pytest.raises(RefusedQuery) as caught:
            guard.check("SELECT *\n{\n  SERVICE <http://x/> {} }")
        assert str(caught.value) == (
            "SERVICE (line 3, column 3) would send a part of the query to another server.\n"
            "The graph answers from what it holds: leave the SERVICE clause out."
        )

    @pytest.mark.parametrize("brackets", ["()", "{}", "[]"])
    def test_deep_nesting(self, brackets: str) -> None:
        inner = "ASK {" + brackets[0] * (MAX_NESTING - 1) + brackets[1] * (MAX_NESTING - 1) + "}"
        assert guard.check(inner) == "ASK"
        with pytest.raises(RefusedQuery, match="nests brackets more than"):
            guard.check("ASK {" + brackets[0] * MAX_NESTING + brackets[1] * MAX_NESTING + "}")

    def test_long_chains(self) -> None:
        with pytest.raises(RefusedQuery, match="too long"):
            guard.check("ASK { FILTER(1" + "+1" * MAX_STEPS + ") }")
        values = " ".join(f"<http://x/{number}#y>" for number in range(10 * MAX_STEPS))
        assert guard.check(f"ASK {{ VALUES ?x {{ {values} }} }}") == "ASK"


PIECES = [
    "?s ?p ?o", " . ", ".", "?s ?p ex:a.b.", "?s ?p ex:a.", "?s ?p _:a.b.", "?s ?p true", "?s ?p 1.", "?s ?p 1e0", "?s ?p 'a'@en",
    "FILTER(?s<?o", "FILTER(1<2", ")", "#>\n", "#>'''\n", "#'''\n", "#>\"\"\"\n", "#\"\"\"\n", "SERVICE ", "SERVICE", "serVice",
    "SILENT", "ex:x", ":x", "<http://127.0.0.1:1/>", "?o", "{}", "{ ?s ?p ?o }", "{", "}", "OPTIONAL", "VALUES ?v {1 ", "BIND(1 AS ?v", "'SERVICE <http://127.0.0.1:1/> {}'",
    "'''", '"""', r"\u0022", r"\u0027", r"\u0053ERVICE ", "#", "\n", " ", r"\u000a", "ex:a\\'b", "FILTER EXISTS", "MINUS", "GRAPH ?g", "UNION",
    "<<", "<", ">", "?s ?p <http://127.0.0.1:1/#'>", "(", "?s ?p (", "[", "]", ";", ", ", "a", "ex:b.c.SERVICE", "ex:SERVICE", "ex:a.SERVICE ",
]  # fmt: skip
BODIES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)


@given(BODIES)
@settings(max_examples=500, deadline=None)
def test_what_rdflib_takes_for_a_service_does_not_pass(body: str) -> None:
    text = f"PREFIX ex: <http://x/> PREFIX : <http://x/> SELECT * {{ {body} }}"
    try:
        guard.check(text)
        algebra = repr(prepareQuery(text).algebra)
    except Exception:  # refused, or not SPARQL for rdflib, whose parser raises all sorts of things
        return
    assert "ServiceGraphPattern" not in algebra


def test_spaces_that_only_oxigraph_minds() -> None:
    text = "SELECT (COALESCE (?x, CONCAT # (\n ('CONCAT (', ?y)) AS ?z) { }"
    with pytest.raises(SyntaxError):
        ox.Store().query(text)
    assert guard.tightened(text) == "SELECT (COALESCE(?x, CONCAT('CONCAT (', ?y)) AS ?z) { }"
    ox.Store().query(guard.tightened(text))


SYNTAX = {
    "": (1, 1, "the query is empty"),
    " # nothing\n": (1, 11, "the query is empty"),
    "PREFIX a: <http://a/>": (1, 22, "the query ends before it says what it asks"),
    "SELCT * { }": (1, 1, "not with SELCT; did you mean SELECT?"),
    "PREFIX foaf <http://a/> ASK {}": (1, 8, "not with foaf"),
    "SELECT": (1, 7, "the query ends too early, after SELECT"),
    "SELECT *\n{ ?s ?p": (2, 8, "the query ends, but the { of line 2, column 1 is still open"),
    "SELECT * { ?s ?p ?o }}": (1, 22, "this } closes nothing"),
    "SELECT * { FILTER(?x } )": (1, 22, "this } comes before the ( of line 1, column 18 is closed"),
    "ASK { ?s foo:bar ?o }": (1, 10, "the prefix foo: is not declared"),
    "ASK { ?s foo:bar ?o ; foo:baz }": (1, 10, "the prefix foo: is not declared"),
    "ASK {\n\t?s ?p 'abc }": (2, 8, "this string is never closed"),
    "ASK { <a> ?p ?o }": (1, 7, "<a> is a relative IRI, and the query has no BASE"),
    "ASK { <http://a b> ?p ?o }": (1, 7, "this is not a valid IRI"),
    "ASK { ?s ?p ?o FILTR(?x) }": (1, 16, "FILTR is no keyword of SPARQL; did you mean FILTER?"),
    "ASK { ?s ?p ?o OPTINAL { } }": (1, 16, "OPTINAL is no keyword of SPARQL; did you mean OPTIONAL?"),
    "ASK { ?s ?p xyz }": (1, 13, "xyz is no keyword of SPARQL, and no name or variable"),
    "SELECT * { ?s ?p ?o } LIMIT x": (1, 29, "x is no keyword of SPARQL, and no name or variable"),
    "SELECT ?x, ?y { }": (1, 10, ", can't stand here, after ?x"),
    "SELECT ?x { FILTER ?x > 3 }": (1, 20, "?x can't stand here, after FILTER"),
    "SELECT (COUNT(?x)) { }": (1, 18, ") can't stand here, after )"),
    "ASK { ?s 한 ?o }": (1, 10, "the character 한 can't stand here"),
    "ASK { ?s ?p 'a'@elevenletterlanguage }": (1, 16, "this language tag is not well formed"),
    "SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }": (1, 8, "?x is selected, but neither grouped nor aggregated"),
    "SELECT (COUNT(?y) AS ?n) ?y ?z { ?y ?z 1 } GROUP BY ?y": (1, 29, "?z is selected, but neither grouped"),
    "SELECT * { ?s ?p ?o } GROUP BY ?s": (1, 1, "SELECT * can't stand with GROUP BY or an aggregate"),
    "SELECT (1 AS ?a) (2 AS ?a) { }": (1, 1, "two expressions of the SELECT clause have the same name"),
    "ASK { VALUES (?a ?b) { (1) } }": (1, 28, "a row of VALUES must have as many values as there are variables"),
    "ASK { ?a ?b ?c BIND(1 AS ?a) }": (1, 30, "} can't stand here, after )"),
    "ASK { _:a ?p 1 . { _:a ?p 2 } }": (1, 20, "_:a can't stand here, after {"),
    'ASK { ?s ?p """a\nb""" ?o }': (2, 6, '?o can\'t stand here, after """a b"""'),
}


class TestSyntaxErrors:
    """Where a query is wrong, and why."""

    @pytest.mark.parametrize("text", SYNTAX)
    def test_place_and_reason(self, text: str) -> None:
        line, column, reason = SYNTAX[text]
        error = syntax_error(text)
        assert (error.line, error.column) == (line, column)
        assert reason in error.reason
        assert "\n" not in error.reason

    def test_message(self) -> None:
        assert str(syntax_error("SELECT ?x\n{ ?x a ?y ?z }")) == (
            "The query is not SPARQL 1.1: line 2, column 11: ?z can't stand here, after ?y\n  { ?x a ?y ?z }\n            ^"
        )

    @given(BODIES)
    @settings(max_examples=400, deadline=None)
    def test_every_mistake_has_a_place_in_the_text(self, body: str) -> None:
        text = f"SELECT * {{ {body} }}"
        try:
            guard.check(text)
            ox.Store().query(text)
        except (RefusedQuery, OSError, RuntimeError):
            return
        except QuerySyntaxError as known:
            error = known
        except SyntaxError as raw:
            error = guard.syntax_error(raw, text)
        else:
            return
        lines = text.split("\n")
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
        assert error.reason


def syntax_error(text: str) -> QuerySyntaxError:
    """Return what is raised for a query that does not parse."""
    try:
        guard.check(text)
    except QuerySyntaxError as error:
        return error
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(text)
    return guard.syntax_error(caught.value, text)
