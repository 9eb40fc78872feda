"""Fixtures of the tests of questions."""

from __future__ import annotations

from typing import Any

import pytest

from mllm_kg import KnowledgeGraph
from tests.questions.counting import Ask, plain


@pytest.fixture(scope="session")
def ask(kg: KnowledgeGraph) -> Ask:
    """Ask a question; the answer comes as plain values."""

    def answer(name: str, **parameters: str | int) -> list[dict[str, Any]]:
        rows = kg.query(name, **parameters)
        return [{variable: plain(row[variable]) for variable in rows.variables} for row in rows]

    return answer
