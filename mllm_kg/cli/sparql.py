"""``mllm-kg sparql``: any SPARQL 1.1 query, answered."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mllm_kg import guard
from mllm_kg.cli import render
from mllm_kg.cli.answers import ROW_FORMATS, print_boolean, print_rows
from mllm_kg.cli.exits import interruptible
from mllm_kg.cli.options import FILE, TEXT, Names, endpoint_option, examples, language_option, output_option
from mllm_kg.cli.session import open_graph
from mllm_kg.errors import UnreadableInput, UsageError
from mllm_kg.export import FORMATS as GRAPH_FORMATS
from mllm_kg.findings.sentence import say, told
from mllm_kg.results import Rows

if TYPE_CHECKING:
    import pyoxigraph as ox

    from mllm_kg.api import KnowledgeGraph
    from mllm_kg.graph import Answer

__all__ = ["command"]


@click.command(
    "sparql",
    epilog=examples(
        "sparql 'SELECT ?model WHERE { ?model a mllm:OpenModel }'",
        "sparql 'DESCRIBE <https://w3id.org/mllm-kg/id/model/bloomz>' --format turtle",
        "sparql -f question.rq --format csv",
        "query papers-by-strategy --explain | mllm-kg sparql - --format json",
        codes="2  the query is refused or not SPARQL 1.1, or the output can't be written\n3  the server fails",
    ),
)
@click.argument("text", type=TEXT, required=False)
@click.option(
    "-f", "--file", "file", type=FILE, metavar="FILE", help="Read the query from this file; - for standard input."
)
@click.option(
    "--format",
    type=Names("format", (*ROW_FORMATS, *GRAPH_FORMATS)),
    help="How to print; table by default, turtle for CONSTRUCT and DESCRIBE.",
)
@endpoint_option
@language_option
@output_option
def command(
    text: str | None, file: Path | None, format: str | None, endpoint: str | None, language: str, output: Path | None
) -> None:
    """Answer the SPARQL 1.1 query TEXT: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The default graph is the union of all named graphs. Well-known prefixes (mllm, kg, kgg, skos, dcterms, prov, ...)
    need no declaration. A query can neither change anything nor reach anything outside: updates, SERVICE and FROM an
    address are refused. TEXT can be - for standard input. The language is that of the labels that tables have beside IRIs;
    what the query itself asks for stays as it is.
    """
    query = _text(text, file)
    chosen = _format(guard.check(query), format)
    kg = open_graph() if endpoint is None else None
    with interruptible():
        answer = _answer(query, kg, endpoint)
    if isinstance(answer, Rows):
        print_rows(answer, chosen, output, kg, language=language)
    elif isinstance(answer, bool):
        print_boolean(answer, chosen, output)
    else:
        _print_triples(answer, chosen, output, language)


def _answer(query: str, kg: KnowledgeGraph | None, endpoint: str | None) -> Answer:
    if kg is not None:
        return kg.run(query)
    from mllm_kg.remote import Endpoint

    return Endpoint(endpoint or "").run(query)


def _text(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise UsageError("This takes one query: as TEXT, with -f FILE, or - for standard input.")
    if file is None and text != "-":
        return text or ""
    name = "standard input" if file is None or str(file) == "-" else str(file)
    try:
        content = sys.stdin.buffer.read() if name == "standard input" else Path(name).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableInput(name, f"{error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(name, "it is not UTF-8.", line=line) from None


def _format(form: guard.QueryForm, wanted: str | None) -> str:
    """Return the format for a form of query; refuse one that it can't have."""
    fitting = ROW_FORMATS if form in ("SELECT", "ASK") else tuple(GRAPH_FORMATS)
    if wanted is None:
        return fitting[0] if form in ("SELECT", "ASK") else "turtle"
    if wanted not in fitting:
        raise UsageError(f"{form} can't be printed as {wanted}.", hint="It can as " + ", ".join(fitting) + ".")
    return wanted


def _print_triples(triples: list[ox.Triple], format: str, output: Path | None, language: str) -> None:
    import io

    buffer = io.BytesIO()
    GRAPH_FORMATS[format].write(triples, buffer)
    render.write(buffer.getvalue(), output)
    if not triples:
        render.note(told(say("0 triples."), language))
