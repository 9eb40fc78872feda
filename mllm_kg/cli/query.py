"""``mllm-kg query``: a research question, answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mllm_kg.cli.answers import PEOPLE, ROW_FORMATS, print_rows
from mllm_kg.cli.exits import interruptible
from mllm_kg.cli.options import TEXT, endpoint_option, examples, format_option, language_option, output_option
from mllm_kg.cli.session import open_graph
from mllm_kg.errors import UsageError
from mllm_kg.questions import answer, bind, in_language, why_empty

if TYPE_CHECKING:
    from mllm_kg.language import Language
    from mllm_kg.questions import Source

__all__ = ["command"]


@click.command(
    "query",
    epilog=examples(
        "query papers-by-strategy",
        "query papers-using-strategy -p strategy=sft-alignment -p year=2023",
        "query papers-by-strategy --format csv -o papers.csv",
        "query papers-by-strategy --lang ko",
        "query papers-by-strategy --explain",
        codes="2  no such question, parameter or entity, or the output can't be written\n3  the server fails",
    ),
)
@click.argument("name", type=TEXT)
@click.option(
    "-p", "--param", "given", type=TEXT, multiple=True, metavar="NAME=VALUE", help="Give a parameter its value."
)
@format_option(ROW_FORMATS)
@click.option("--explain", is_flag=True, help="Print the query and its parameters instead of asking.")
@endpoint_option
@language_option
@output_option
def command(
    name: str,
    given: Sequence[str],
    format: str,
    explain: bool,
    endpoint: str | None,
    language: Language,
    output: Path | None,
) -> None:
    """Answer the research question NAME.

    Parameters are typed; any that names an entity takes a slug, a CURIE, an IRI, an identifier, a code or a label.
    The formats csv, tsv, json and xml are those of SPARQL 1.1; table and markdown have short IRIs. How many rows there
    are, or why there are none, is told on standard error. "mllm-kg list" lists the questions. Labels are in the language
    where the graph has them in it, rows in the same order in every language; csv, tsv, json and xml follow --lang and
    the setting, never the locale.
    """
    kg = open_graph()
    bound = bind(kg.question(name), _values(given), kg, language)
    if explain:
        from mllm_kg.cli import render
        from mllm_kg.cli.explained import explained

        render.write(explained(bound, kg, language), output)
        return
    source: Source = kg
    if endpoint is not None:
        from mllm_kg.remote import Endpoint

        source = Endpoint(endpoint)
    with interruptible():
        rows = in_language(answer(source, bound), kg, language if format in PEOPLE else language.for_programs)
    print_rows(rows, format, output, kg, lambda: why_empty(source, bound, language), language)


def _values(given: Sequence[str]) -> dict[str, str]:
    """Read ``name=value`` pairs."""
    values: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"-p {pair}: a parameter is given as name=value.", hint=f"For example: -p {pair}=...")
        if name in values:
            raise UsageError(f"-p {name}=... is given twice.")
        values[name] = value
    return values
