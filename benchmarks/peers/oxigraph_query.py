"""Load a graph from Turtle with pyoxigraph, ask one question, print CSV."""

import sys

import click
import pyoxigraph


@click.command()
@click.argument("turtle")
@click.argument("query")
def main(turtle: str, query: str) -> None:
    """Answer QUERY from TURTLE."""
    store = pyoxigraph.Store()
    store.bulk_load(path=turtle)
    with open(query, encoding="utf-8") as file:
        store.query(file.read()).serialize(sys.stdout.buffer, pyoxigraph.QueryResultsFormat.CSV)


main()
