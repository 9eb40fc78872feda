"""The bundle's ``README.md``: what is in it, how to check it, how to load it."""

from __future__ import annotations

from collections.abc import Iterable

from mllm_kg.release.crate import CHECKSUMS, FOLDERS, METADATA
from mllm_kg.release.model import BundleFile, Edition
from mllm_kg.release.sources import SOURCES

__all__ = ["readme"]

_LOADING = """\
| tool | command |
| --- | --- |
| Oxigraph | `oxigraph load --location mllm-kg.db --file graphs/all.nq` |
| Fuseki (Jena) | `tdb2.tdbloader --loc mllm-kg.tdb graphs/all.nq && fuseki-server --loc mllm-kg.tdb /mllm-kg` |
| GraphDB | `importrdf preload --force --id mllm-kg graphs/all.nq`, with a repository `mllm-kg` |
| Virtuoso | `isql 1111 dba PASSWORD exec="ld_dir('graphs', 'all.nq', 'https://w3id.org/mllm-kg/graph/all'); rdf_loader_run(); checkpoint;"`, \
with `graphs` as a full path that `DirsAllowed` names |
| QLever | `qlever-index -i mllm-kg -f graphs/all.nq -F nq && qlever-server -i mllm-kg -p 7001` |
| rdflib | `rdflib.Dataset(default_union=True).parse("graphs/all.nq", format="nquads")` |
| pyoxigraph | `pyoxigraph.Store().bulk_load(path="graphs/all.nq", format=pyoxigraph.RdfFormat.N_QUADS)` |
| Protégé, ROBOT | open `graphs/ontology.ttl` or `graphs/ontology.rdf` |
"""


def readme(edition: Edition, digest: str, statements: int, files: Iterable[BundleFile]) -> str:
    """Return the text.

    :param edition: which release it is
    :param digest: the RDFC-1.0 hash of the whole dataset
    :param statements: how many statements that has
    :param files: what the bundle holds so far
    """
    files = list(files)
    top = [file for file in files if "/" not in file.path]
    held = {file.path.partition("/")[0] for file in files} | {"metadata"}
    return f"""\
# mllm_kg {edition.version}

A knowledge graph of research on multilingual large language models: {statements:,} statements, each in a named graph that
says where it comes from. Released on {edition.released.isoformat()}. {_CITED}

| | holds |
| --- | --- |
{_rows([(f"[{name}/]({name}/)", text) for name, text in FOLDERS.items() if name in held])}\
{_rows([(f"[{file.path}]({file.path})", file.title) for file in top])}\
{_rows([(f"[{METADATA}]({METADATA})", "all of this as an RO-Crate, for repositories")])}\
{_rows([(f"[{CHECKSUMS}]({CHECKSUMS})", "the SHA-256 of every other file")])}
In `graphs/`, `all` is everything, `data` what records and list state, `ontology` the terms, `inferred` what follows,
`provenance` where statements come from. `.nq`, `.trig` and `.jsonld` keep the named graphs; `.ttl`, `.nt` and `.rdf` merge
them, each statement once.

## Is it whole, and is it the same?

`sha256sum -c {CHECKSUMS}` compares every file. Whatever file it is in, the dataset has the RDFC-1.0 hash (SHA-256)

    {digest}

which is the SHA-256 of `graphs/all.nq`: its lines are canonical. `metadata/rdfc-1.0.tsv` has the hash of each part and of
each named graph.

## Loading it

{_LOADING}
A query without `GRAPH` should see all named graphs: `--union-default-graph` for Oxigraph, `tdb2:unionDefaultGraph` for
Fuseki; GraphDB, Virtuoso and QLever do so by themselves.

`queries/` has the research questions; each runs as it is. Their parameters are the `VALUES` blocks; the comments at the
head of each file and `queries/questions.json` describe them.

## From the sources

`{SOURCES}` holds ontology, records, shapes and questions. With `pip install mllm-kg` and the archive unpacked, the
environment variable `MLLM_KG_ASSETS={edition.name}-sources` makes every command work on them:

    tar -xf {SOURCES}
    MLLM_KG_ASSETS={edition.name}-sources mllm-kg build

## Licences

The data is licensed under CC BY 4.0 (`LICENSE-DATA`), the scripts in `docs/` under the Apache License 2.0 (`LICENSE`).
"""


_CITED = "How to cite it: `CITATION.cff`."


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f"| {name} | {text} |\n" for name, text in rows)
