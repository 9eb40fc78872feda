"""The Korean form of every sentence that findings say, under the English template; slots keep their names.

One module has the sentences of a room, and ``shared`` those of several. A particle that depends on what fills the slot
before it stands in both forms, ``은(는)``; :mod:`mllm_kg.findings.particles` chooses.
"""

from __future__ import annotations

from collections.abc import Mapping

from mllm_kg.findings.korean import (
    checks,
    curation,
    importers,
    inputs,
    jsonld,
    lint,
    rdf,
    rdfxml,
    reasoning,
    records,
    shared,
    shown,
    template,
    verdicts,
    yaml,
)

__all__ = ["KOREAN", "ROOMS"]

ROOMS = (
    *(shared, records, yaml, inputs, rdf, jsonld, rdfxml, checks, reasoning, verdicts, lint, curation, importers),
    *(template, shown),
)

KOREAN: Mapping[str, str] = {english: korean for room in ROOMS for english, korean in room.SENTENCES.items()}
