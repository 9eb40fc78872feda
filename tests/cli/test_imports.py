"""What a cold process imports: a question pays for the command line and the engine, and for nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import environment

HEAVY = (
    "rdflib",
    "pyshacl",
    "owlready2",
    "yaml",
    "ruamel",
    "SPARQLWrapper",
    "rapidfuzz",
    "langcodes",
    "pandas",
    "pyld",
)
BUILDING = ("mllm_kg.records", "mllm_kg.reasoning", "mllm_kg.checks", "mllm_kg.build", "mllm_kg.export")

PROBE = """
import sys
from mllm_kg.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    print(end.code, *sys.modules, file=sys.stderr)
"""


def modules(*arguments: str) -> set[str]:
    """Return the modules that a command line has imported when it ends."""
    told = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=environment(),
    )
    code, *names = told.stderr.splitlines()[-1].split()
    assert code == "0", told.stderr
    return set(names)


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml", "markdown"])
def test_a_cold_question_imports_no_heavy_library(format: str) -> None:
    found = modules("query", "papers-by-strategy", "--format", format)
    assert not {name for name in found if name.split(".")[0] in (*HEAVY, "rich")}
    assert not {name for name in found if name.startswith(BUILDING)}


@pytest.mark.usefixtures("kg")
def test_a_cold_question_imports_one_verb() -> None:
    found = modules("query", "papers-by-strategy", "--format", "csv")
    verbs = {"list", "query", "sparql", "show", "search", "stats", "export", "validate", "build", "reason"}
    assert {name.rpartition(".")[2] for name in found if name.startswith("mllm_kg.cli.")} & verbs == {"query"}


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize(
    "arguments", [("query", "papers-by-strategy"), ("show", "bloomz"), ("list",), ("stats",), ("--help",)]
)
def test_other_cold_commands_import_no_heavy_library_either(arguments: tuple[str, ...]) -> None:
    found = modules(*arguments)
    assert not {name for name in found if name.split(".")[0] in HEAVY}


@pytest.mark.usefixtures("kg")
def test_a_cold_validation_of_a_record_imports_what_reads_it_and_nothing_else_that_is_heavy(tmp_path: Path) -> None:
    record = "id: model/an-example\ntype: LanguageModel\nlabel: An example\nevidence: [https://example.org/]\n"
    (tmp_path / "new.yaml").write_text(record, encoding="utf-8")
    found = modules("validate", str(tmp_path / "new.yaml"))
    assert not {name for name in found if name.split(".")[0] in HEAVY} - {n for n in found if n.startswith("yaml")}
    assert not {name for name in found if name.startswith(("mllm_kg.reasoning.hermit", "mllm_kg.build"))}


def test_help_imports_no_engine() -> None:
    assert "pyoxigraph" not in modules("--help")
