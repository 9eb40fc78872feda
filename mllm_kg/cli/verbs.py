"""The verbs, each imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from mllm_kg.cli.exits import run
from mllm_kg.cli.options import any_language_option, data_option

__all__ = ["VERBS", "main"]

VERBS = {
    "list": "The research questions, by theme, one line each.",
    "query": "Answer a research question.",
    "sparql": "Answer any SPARQL 1.1 query.",
    "show": "Show an entity as a card, with the evidence of each statement.",
    "search": "Find entities by label, alias or identifier.",
    "stats": "Say what is in the graph.",
    "export": "Write the graph in an RDF format.",
    "new": "Write a record to fill in, with every allowed value in a comment.",
    "validate": "Check the graph, or files as additions to it.",
    "add": "Check files, and install them as records, all or nothing.",
    "import": "Turn someone else's list into candidate records, matched against the graph.",
    "diff": "Show what changed between two states, by entity and field.",
    "audit": "Show where the survey and the facts disagree, field by field, with evidence.",
    "fmt": "Write records in canonical form.",
    "build": "Rebuild the graph from its sources, and say what changed.",
    "reason": "Check that all can hold together, and say what follows; additions too.",
    "explain": "Say why a statement holds: where it is stated, or by which axioms it follows, and from what.",
    "lint": "Check the quality of the ontology and of the shapes.",
    "docs": "Write the reference as HTML: ontology, taxonomy, shapes, rules, questions, named graphs.",
}
"""The verbs in the order of the help, each with its short help."""


class _Verbs(click.Group):
    """A group that imports a verb when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb, or ``None`` when there is no such verb."""
        if cmd_name not in VERBS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"mllm_kg.cli.{module}").command
        if all(param.name != "data" for param in command.params):
            data_option(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that is called; an unknown one gets the nearest names."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from mllm_kg.errors import UnknownName
            from mllm_kg.nearest import nearest

            raise UnknownName("command", args[0], nearest(args[0], VERBS))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def main(self, args: Any = None, prog_name: str | None = None, *rest: Any, **extra: Any) -> Any:
        """Run a command line and leave with its exit code; every failure is one clear message."""
        sys.exit(run(self, sys.argv[1:] if args is None else list(args), prog_name or "mllm-kg", **extra))


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from mllm_kg import __version__

        click.echo(f"mllm-kg {__version__}")
        ctx.exit()


@click.command(
    "mllm-kg",
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  mllm-kg list
  mllm-kg query papers-by-strategy
  mllm-kg show bloomz
  mllm-kg COMMAND --help

\b
Exit codes:
  0  done
  1  a check found something that violates the rules
  2  the call, a query or a file is not right, or the output can't be written
  3  something that is needed is not there: a server, Java, a package
""",
)
@data_option
@any_language_option
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version.")
def main() -> None:
    """Ask and curate a knowledge graph of research on multilingual large language models.

    ENTITY, and every parameter that names an entity, takes what a person would type: a slug (bloomz), a CURIE
    (kg:model/bloomz), an IRI, an arXiv id (2211.01786), a DOI, a language code or name (sw, Swahili), or a label.
    """
