"""What tests bring: short files in Turtle, TriG and YAML, read as those of a stranger are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mllm_kg.curation.conversion import Conversion, convert
from mllm_kg.graph import Dataset
from mllm_kg.inputs.model import Input
from mllm_kg.inputs.rdf import read_rdf_input
from mllm_kg.inputs.records import read_record_input
from mllm_kg.namespaces import PREFIXES, graph
from mllm_kg.records.context import Context

__all__ = ["converted", "only", "rdf", "rules", "yaml"]

PREAMBLE = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in sorted(PREFIXES))


def rdf(text: str, suffix: str = "ttl", name: str = "addition") -> Input:
    """Return an RDF file; ``kg:kind/slug`` may be written as it is read."""
    full = re.sub(r"\b(kgg?):([a-z-]+/[^\s;,.]+)", lambda found: f"<{PREFIXES[found[1]]}{found[2]}>", text)
    return read_rdf_input(PREAMBLE + full, f"{name}.{suffix}", suffix, graph("addition/0"))


def yaml(text: str, context: Context, name: str = "record.yaml") -> Input:
    """Return a record."""
    return read_record_input(text, name, context)


def converted(
    given: Input | Sequence[Input], context: Context, dataset: Dataset | None = None, **more: Any
) -> Conversion:
    """Return what becomes of files."""
    return convert([given] if isinstance(given, Input) else given, context, dataset, **more)


def only(result: Conversion) -> dict[str, Any]:
    """Return the one record that became of a file without any complaint but that a source is missing."""
    assert {finding.rule for finding in result.findings} <= {"no-source"}, [str(f) for f in result.findings]
    (draft,) = result.drafts
    return draft.record


def rules(result: Conversion) -> list[str]:
    """Return the rules of what was found."""
    return [finding.rule for finding in result.findings]
